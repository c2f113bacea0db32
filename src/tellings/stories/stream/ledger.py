"""The stories of the window: which articles each has, which can still be joined, and what has become of merged ones."""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from tellings.errors import UnknownIdError
from tellings.records import Merged, Split, Started
from tellings.stories.stream.window import Seen, Window


@dataclass(slots=True)
class Story:
    """One story of the window.

    Args:
        numbers: Its articles' numbers, ascending.
        last: The day when something last came to it.
        was: Ids that redirect to it.
        earlier: The story that it continues.
        has_ended: Nothing can join it any more.
    """

    id: str
    numbers: list[int]
    last: float
    was: list[str] = field(default_factory=list)
    earlier: str | None = None
    has_ended: bool = False


class Ledger:
    """All stories with an article in the window, and those that have not ended. Every article is in exactly one."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._stories: dict[str, Story] = {}
        self._open: OrderedDict[str, None] = OrderedDict()  # the longest quiet first
        self._due: OrderedDict[str, int] = OrderedDict()  # when to look at a story once more, the first due first
        self._into: dict[str, str] = {}
        self._splits = 0

    def __getitem__(self, name: str) -> Story:
        return self._stories[name]

    def __iter__(self) -> Iterator[Story]:
        return iter(self._stories.values())

    def of(self, number: int) -> Story:
        """The story of an article of the window."""
        return self._stories[self._window[number].story]

    def resolved(self, name: str) -> Story:
        """The story under an id, or the one it was merged into.

        Raises:
            UnknownIdError: No story of the window has or had that id.
        """
        found = self._stories.get(self._into.get(name, name))
        if found is None:
            raise UnknownIdError("story", name)
        return found

    def start(self, seen: Seen) -> Started:
        """Makes a story of a new article."""
        name = _digest(seen.id)
        if name in self._stories or name in self._into:  # the article had left the window and comes again
            name = _digest(seen.id, str(seen.number))
        self._found(name, [seen.number], seen.entered)
        return Started(name, seen.id)

    def add(self, seen: Seen, name: str, due: int) -> None:
        """Puts a new article into a story, to be looked at once more when so many articles have come."""
        story = self._stories[name]
        story.numbers.append(seen.number)
        story.last = seen.entered
        seen.story = name
        self._open.move_to_end(name)
        self._due.setdefault(name, due)

    def take_back(self, seen: Seen, name: str) -> None:
        """Puts an article into the story it was in before, as if that had just been made where it is not known."""
        if name in self._stories:
            self.add(seen, name, seen.number)
            self._due.pop(name)
        else:
            self._found(name, [seen.number], seen.entered)

    def split(self, name: str, numbers: Sequence[int], by_person: bool = False) -> Split:
        """Takes articles out of a story and makes one of them that has ended if the story has."""
        leaving = sorted(numbers)
        story = self._stories[name]
        story.numbers = sorted(set(story.numbers) - set(leaving))
        self._splits += 1
        ids = tuple(self._window[number].id for number in leaving)
        new_id = _digest(name, ids[0], str(self._splits))
        self._found(new_id, leaving, max(self._window[number].entered for number in leaving), story.has_ended)
        return Split(name, new_id, ids, by_person)

    def merge(self, into: str, name: str, by_person: bool = False) -> Merged:
        """Puts a story's articles into another; its id is from now on a redirect."""
        story, target = self._stories[name], self._stories[into]
        for number in story.numbers:
            self._window[number].story = into
        target.numbers = sorted(target.numbers + story.numbers)
        target.was += [*story.was, name]
        self._into.update(dict.fromkeys((*story.was, name), into))
        self._remove(name)
        return Merged(into, name, by_person)

    def end(self, story: Story) -> None:
        """Lets nothing join a story any more."""
        story.has_ended = True
        self._open.pop(story.id, None)
        self._due.pop(story.id, None)
        self._drop_if_empty(story)

    def forget(self, seen: Seen) -> None:
        """Lets go of an article that has left the window, and of its story if nothing is left of that."""
        story = self._stories[seen.story]
        story.numbers.remove(seen.number)
        self._drop_if_empty(story)

    def longest_quiet(self) -> Story | None:
        """Of the stories that have not ended, the one to which nothing has come for longest."""
        return self._stories[next(iter(self._open))] if self._open else None

    def due(self, number: int) -> Story | None:
        """A story to be looked at once more by now, if there is one; it is not due again."""
        if not self._due or next(iter(self._due.values())) > number:
            return None
        return self._stories[self._due.popitem(last=False)[0]]

    def continues(self, later: Story, earlier: str) -> bool:
        """Whether a story continues another, over however many steps."""
        passed: set[str] = set()
        name: str | None = later.id
        while name is not None and name not in passed:
            if name == earlier:
                return True
            passed.add(name)
            story = self._stories.get(self._into.get(name, name))
            name = story.earlier if story else None
        return False

    def _found(self, name: str, numbers: list[int], last: float, has_ended: bool = False) -> None:
        self._stories[name] = Story(name, numbers, last, has_ended=has_ended)
        if not has_ended:
            self._open[name] = None
        for number in numbers:
            self._window[number].story = name

    def _drop_if_empty(self, story: Story) -> None:
        if story.has_ended and not story.numbers:
            self._remove(story.id)
            for old in story.was:
                del self._into[old]

    def _remove(self, name: str) -> None:
        del self._stories[name]
        self._open.pop(name, None)
        self._due.pop(name, None)

    def state(self) -> dict[str, Any]:
        """Everything kept, as JSON can hold it."""
        rows = [[s.id, s.numbers, s.last, s.was, s.earlier, s.has_ended] for s in self._stories.values()]
        return {"stories": rows, "open": list(self._open), "due": list(self._due.items()), "splits": self._splits}

    def restore(self, state: dict[str, Any]) -> None:
        """Takes back what `state` gave; the window is restored before."""
        for row in state["stories"]:
            story = Story(*row)
            self._stories[story.id] = story
            self._into.update(dict.fromkeys(story.was, story.id))
            for number in story.numbers:
                self._window[number].story = story.id
        self._open = OrderedDict.fromkeys(state["open"])
        self._due = OrderedDict((name, due) for name, due in state["due"])
        self._splits = state["splits"]


def _digest(*parts: str) -> str:
    return sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:16]

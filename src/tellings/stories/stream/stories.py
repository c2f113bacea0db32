"""Stories in a stream: each article is looked at once, when it comes, among its nearest neighbours of the last days."""

from collections import Counter, OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import numpy as np

from tellings.errors import UnknownIdError
from tellings.records import (
    Article,
    ArticleId,
    Continues,
    Ended,
    Joined,
    Learned,
    Merged,
    Split,
    Started,
    StoryEvent,
)
from tellings.stories.furniture import SeenLines
from tellings.stories.likeness import bag_of, counted, day_number, day_of
from tellings.stories.stream.clock import HEARD, Clock
from tellings.stories.stream.dividing import Division, divided
from tellings.stories.stream.settings import StreamSettings
from tellings.stories.stream.state import packed, unpacked
from tellings.stories.stream.window import Neighbours, Seen, Window

_TOO_LATE_DAYS = 2.0
"""A date so far after the article came is not believed: time zones and embargoes explain one day."""
_SHOWN_WORDS = 4
_FOLLOWED_BY = 3
"""So many first articles of a story are asked which earlier story it continues; so many of the earlier answer."""


@dataclass(slots=True)
class Story:
    """One story of the window.

    Args:
        numbers: Its articles' numbers, ascending.
        last: The day by the stream's clock when something last came to it.
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


class StoryStream:
    """Stories of the articles of the last days, changed by each that comes. Owns its window; holds no text.

    The same articles in the same order give the same stories, ids and events. Ids are digests of the first article's
    id; none is used twice while anything of the story is in the window. Not for several threads at once.

    Cost of an article: bounded by the settings, whatever came before; memory grows with the window alone.
    """

    def __init__(self, settings: StreamSettings | None = None) -> None:
        self._settings = settings or StreamSettings()
        self._clock = Clock()
        self._window = Window(self._settings)
        self._lines = SeenLines(self._settings.most_lines)
        self._stories: dict[str, Story] = {}
        self._open: OrderedDict[str, None] = OrderedDict()  # stories not ended, the longest quiet first
        self._again: OrderedDict[str, int] = OrderedDict()  # when to look at a story once more, the first due first
        self._into: dict[str, str] = {}
        self._decisions = 0
        self._threshold = self._settings.grouping.min_likeness

    # Asking

    def __len__(self) -> int:
        """How many articles are in the window."""
        return len(self._window)

    @property
    def min_likeness(self) -> float:
        """The threshold by now: the settings' and what persons' decisions have taught."""
        return self._threshold

    def stories(self) -> dict[str, tuple[ArticleId, ...]]:
        """The articles of each story that are still in the window, by story id, in the order in which they came."""
        return {
            name: tuple(self._window[number].id for number in story.numbers) for name, story in self._stories.items()
        }

    def story_of(self, article_id: ArticleId) -> str | None:
        """The story an article of the window is in."""
        seen = self._window.get(article_id)
        return seen.story if seen else None

    def resolved(self, story_id: str) -> str:
        """The id under which a story is found now, whatever it was merged into.

        Raises:
            UnknownIdError: No story of the window has or had that id.
        """
        while story_id in self._into:
            story_id = self._into[story_id]
        if story_id not in self._stories:
            raise UnknownIdError("story", story_id)
        return story_id

    # Articles

    def arrive(
        self,
        article: Article,
        names: Sequence[str] = (),
        copied: Mapping[ArticleId, float] | None = None,
        arrived: str | None = None,
    ) -> tuple[StoryEvent, ...]:
        """What happens to the stories when an article comes; nothing if it is in the window already.

        Args:
            article: Its title and opening, outlet and day count.
            names: Canonical names in it, where annotation has found them.
            copied: Share of its text, 0 to 1, that it has from each earlier article, where lineage has found that.
            arrived: When it came, an ISO date or time; else its day of publication says what day it is.
        """
        if article.id in self._window:
            return ()
        day, came = day_of(article), day_number(arrived)
        now = self._clock.hear(came if came == came else day)
        entered = np.fmax(now, came if came == came else day)
        if day > came + _TOO_LATE_DAYS:
            day = float("nan")
        events = self._pass_time(now)
        counts = counted(article.title, self._lines.without_furniture(article), names, self._settings.grouping.likeness)
        seen = self._take_in(article.id, counts, day, float(entered), copied or {})
        near = self._window.near(seen)
        events += self._place(seen, near, counts)
        events += self._followed(seen, near)
        return (*events, *self._looked_at_again())

    def _take_in(
        self, article_id: ArticleId, counts: Counter[str], day: float, entered: float, copied: Mapping[ArticleId, float]
    ) -> Seen:
        bag = bag_of(counts)
        sources = {
            source.number: min(1.0, max(0.0, copied[name])) for name in copied if (source := self._window.get(name))
        }
        seen = Seen(article_id, self._window.end, day, entered, bag, self._window.keys_of(bag), sources)
        self._window.add(seen)
        return seen

    def _place(self, seen: Seen, near: Neighbours, words: Iterable[str]) -> list[StoryEvent]:
        """Puts an article into its story, and changes those it touches."""
        touched = self._touched(near)
        if not touched:
            return [self._start(seen)]
        likeness = self._clear_likeness(touched, near)
        if likeness is not None:
            return [self._join(seen, touched[0], likeness, near, words)]
        numbers = {name: self._stories[name].numbers for name in touched}
        division = divided(seen, numbers, self._window, self._threshold, self._settings)
        return self._apply(seen, division, near, words)

    def _touched(self, near: Neighbours) -> list[str]:
        """Stories with an article like enough, the one with the likest first."""
        best: dict[str, float] = {}
        for number, likeness in zip(near.numbers.tolist(), near.likeness.tolist(), strict=True):
            name = self._window[number].story
            if likeness >= self._threshold and not self._stories[name].has_ended:
                best[name] = max(best.get(name, likeness), likeness)
        return sorted(best, key=lambda name: (-best[name], name))[: self._settings.touched]

    def _clear_likeness(self, touched: list[str], near: Neighbours) -> float | None:
        """Mean likeness to the one story near, where that settles the matter."""
        own = [self._window[number].story == touched[0] for number in near.numbers.tolist()]
        known = int(np.sum(own))
        if len(touched) > 1 or known < min(len(self._stories[touched[0]].numbers), self._settings.candidates // 2):
            return None
        likeness = float(near.likeness[own].mean())
        return likeness if known > 1 and likeness >= self._threshold + self._settings.sure else None

    def _start(self, seen: Seen) -> Started:
        name = _digest(seen.id)
        if name in self._stories or name in self._into:  # the article had left the window and comes again
            name = _digest(seen.id, str(seen.number))
        self._found(name, [seen.number])
        return Started(name, seen.id)

    def _found(self, name: str, numbers: list[int], has_ended: bool = False) -> None:
        """Makes a story of articles."""
        last = max((self._window[number].entered for number in numbers), default=self._clock.now)
        self._stories[name] = Story(name, numbers, last, has_ended=has_ended)
        if not has_ended:
            self._open[name] = None
        for number in numbers:
            self._window[number].story = name

    def _join(self, seen: Seen, name: str, likeness: float, near: Neighbours, words: Iterable[str]) -> Joined:
        story = self._stories[name]
        reasons = self._reasons(seen, name, near, words)
        story.numbers.append(seen.number)
        story.last = seen.entered
        seen.story = name
        self._open.move_to_end(name)
        self._again.setdefault(name, seen.number + self._settings.again_after)
        return Joined(name, seen.id, round(likeness, 4), reasons)

    def _reasons(self, seen: Seen, name: str, near: Neighbours, words: Iterable[str]) -> tuple[str, ...]:
        """Why an article is of a story, in sentences about its likest article there."""
        own = [place for place, number in enumerate(near.numbers.tolist()) if self._window[number].story == name]
        if not own:
            return ()
        other = self._window[int(near.numbers[max(own, key=lambda place: (near.likeness[place], place))])]
        shared = self._window.shared_words(seen, other, words, _SHOWN_WORDS)
        reasons = [f"shares {', '.join(f'“{word}”' for word in shared)} with {other.id}"] if shared else []
        for number, share in sorted(seen.copied.items()):
            if self._window[number].story == name:
                reasons.append(f"{share:.0%} of its text stands in {self._window[number].id}")
        apart = abs(seen.day - other.day)
        if apart == apart:
            reasons.append("of the same day" if apart < 1 else f"{apart:.0f} days apart")
        return tuple(reasons)

    def _apply(self, seen: Seen, division: Division, near: Neighbours, words: Iterable[str]) -> list[StoryEvent]:
        """Changes the stories as divided, then puts the new article in."""
        events, names = self._redivide(division)
        if division.of_new is None:
            return [*events, self._start(seen)]
        name = names[division.joins[division.of_new][0]]
        return [*events, self._join(seen, name, division.likeness, near, words)]

    def _redivide(self, division: Division) -> tuple[list[StoryEvent], dict[tuple[str, int], str]]:
        """Changes the stories as divided: first what parts, then what joins. Also the parts' names."""
        events: list[StoryEvent] = []
        names: dict[tuple[str, int], str] = {}
        for name, parts in division.parts.items():
            names[name, 0] = name
            for place, part in enumerate(parts[1:], start=1):
                split = self._split(name, part)
                events.append(split)
                names[name, place] = split.new_id
        for pieces in division.joins:
            into, *others = [names[piece] for piece in pieces]
            events += [self._merge(into, other) for other in others]
        return events, names

    def _looked_at_again(self) -> list[StoryEvent]:
        """What a second look at a story changes, one story at most."""
        if not self._again or next(iter(self._again.values())) > self._window.end:
            return []
        return self._look_again(self._again.popitem(last=False)[0])

    def _look_again(self, name: str) -> list[StoryEvent]:
        story = self._stories[name]
        if len(story.numbers) < 2:
            return []
        division = divided(None, {name: story.numbers}, self._window, self._threshold, self._settings)
        return self._redivide(division)[0]

    def _split(self, name: str, numbers: Sequence[int], by_person: bool = False) -> Split:
        leaving = set(numbers)
        story = self._stories[name]
        story.numbers = [number for number in story.numbers if number not in leaving]
        new_id = _digest(name, self._window[numbers[0]].id, str(self._window.end), str(self._decisions))
        self._found(new_id, sorted(leaving), story.has_ended)
        return Split(name, new_id, tuple(self._window[number].id for number in sorted(leaving)), by_person)

    def _merge(self, into: str, name: str, by_person: bool = False) -> Merged:
        story, target = self._stories.pop(name), self._stories[into]
        for number in story.numbers:
            self._window[number].story = into
        target.numbers = sorted(target.numbers + story.numbers)
        target.was += [*story.was, name]
        for old in (*story.was, name):
            self._into[old] = into
        self._open.pop(name, None)
        self._again.pop(name, None)
        return Merged(into, name, by_person)

    def _followed(self, seen: Seen, near: Neighbours) -> list[StoryEvent]:
        """The earlier story that a young one continues, if any."""
        story = self._stories[seen.story]
        if story.earlier or len(story.numbers) > _FOLLOWED_BY:
            return []
        by_story: dict[str, list[float]] = {}
        for number, likeness in zip(near.numbers.tolist(), near.ageless.tolist(), strict=True):
            other = self._window[number]
            if other.story != seen.story and (seen.day - other.day > 0 or self._stories[other.story].has_ended):
                by_story.setdefault(other.story, []).append(likeness)
        means = {name: float(np.mean(sorted(found)[-_FOLLOWED_BY:])) for name, found in by_story.items()}
        best = max(means, key=lambda name: (means[name], name), default=None)
        if best is None or means[best] < self._settings.follow_likeness or self._leads_to(best, story.id):
            return []
        story.earlier = best
        return [Continues(story.id, best, round(means[best], 4))]

    def _leads_to(self, name: str | None, wanted: str) -> bool:
        """Whether a story continues another, over however many steps."""
        passed: set[str] = set()
        while name is not None and name not in passed:
            if name == wanted:
                return True
            passed.add(name)
            name = self._into.get(name, name)
            story = self._stories.get(name)
            name = story.earlier if story else None
        return False

    # Time

    def _pass_time(self, now: float) -> list[StoryEvent]:
        """Ends what has been quiet for long and forgets what is old."""
        events: list[StoryEvent] = []
        while self._open and now == now:
            name = next(iter(self._open))
            story = self._stories[name]
            if self._was_wrong(story.last, story.numbers[-1] if story.numbers else 0):
                story.last = now
            if not story.last + self._settings.quiet_days < now:
                break
            events += self._end(story)
        while len(self._window) and self._is_over(next(iter(self._window)), now):
            self._forget()
        return events

    def _is_over(self, seen: Seen, now: float) -> bool:
        if len(self._window) >= self._settings.most_articles:
            return True
        if self._was_wrong(seen.entered, seen.number):
            seen.entered = now
        return seen.entered + self._settings.window_days < now

    def _was_wrong(self, day: float, number: int) -> bool:
        """Whether the day when an article came was unknown, or later than what so many others have said since."""
        return not day <= self._clock.now and self._window.end - number > HEARD

    def _end(self, story: Story) -> list[StoryEvent]:
        events = self._look_again(story.id)
        del self._open[story.id]
        self._again.pop(story.id, None)
        story.has_ended = True
        self._drop_if_empty(story)
        return [*events, Ended(story.id)]

    def _forget(self) -> None:
        seen = self._window.forget_first()
        story = self._stories[seen.story]
        story.numbers.remove(seen.number)
        self._drop_if_empty(story)

    def _drop_if_empty(self, story: Story) -> None:
        if story.has_ended and not story.numbers:
            del self._stories[story.id]
            self._again.pop(story.id, None)
            for old in story.was:
                del self._into[old]

    # A person's decisions

    def told_together(self, a_story: str, b_story: str) -> tuple[StoryEvent, ...]:
        """What changes when a person says that two stories are one; they stay so while they are in the window.

        Raises:
            UnknownIdError: One of them is not in the window.
        """
        one, other = (self._stories[self.resolved(name)] for name in (a_story, b_story))
        if one is other:
            return ()
        into, from_ = sorted((one, other), key=lambda story: (story.has_ended, -len(story.numbers), story.numbers))
        likeness = self._likeness_between(one.numbers, other.numbers)
        both = [self._window[number] for number in (*one.numbers, *other.numbers)]
        self._unmark(both, kept=lambda sides: len(sides - {0}) < 2)
        self._mark(both, 0)
        merged = self._merge(into.id, from_.id, by_person=True)
        reason = f"a person put together stories whose likeness is {likeness:.3f}"
        return (merged, *self._learned(min(likeness, self._threshold), reason))

    def told_apart(self, story: str, article_ids: Iterable[ArticleId]) -> tuple[StoryEvent, ...]:
        """What changes when a person takes articles out of a story; they stay apart while they are in the window.

        Nothing if none of the articles is in the story, or all of them are.

        Raises:
            UnknownIdError: The story is not in the window.
        """
        found = self._stories[self.resolved(story)]
        wanted = set(article_ids)
        leaving = [number for number in found.numbers if self._window[number].id in wanted]
        staying = [number for number in found.numbers if self._window[number].id not in wanted]
        if not leaving or not staying:
            return ()
        likeness = self._likeness_between(leaving, staying)
        self._unmark([self._window[number] for number in leaving], kept=lambda sides: 0 not in sides)
        self._mark([self._window[number] for number in leaving], 1, [self._window[number] for number in staying])
        split = self._split(found.id, leaving, by_person=True)
        reason = f"a person took apart articles whose likeness is {likeness:.3f}"
        return (split, *self._learned(max(likeness, self._threshold), reason))

    def _likeness_between(self, some: Sequence[int], others: Sequence[int]) -> float:
        if not some or not others:
            return self._threshold
        most = self._settings.examined
        ours, theirs = some[-most:], others[-most:]
        likeness = self._window.likeness([self._window[number] for number in (*ours, *theirs)])
        return float(likeness[: len(ours), len(ours) :].mean())

    def _mark(self, articles: Sequence[Seen], side: int, opposite: Sequence[Seen] = ()) -> None:
        self._decisions += 1
        for seen in articles:
            seen.marks[self._decisions] = side
        for seen in opposite:
            seen.marks[self._decisions] = 2

    def _unmark(self, articles: Sequence[Seen], kept: Any) -> None:
        """Takes back earlier decisions that a new one contradicts."""
        sides: dict[int, set[int]] = {}
        for seen in articles:
            for decision, side in seen.marks.items():
                sides.setdefault(decision, set()).add(side)
        over = {decision for decision, found in sides.items() if not kept(found)}
        for seen in articles:
            seen.marks = {decision: side for decision, side in seen.marks.items() if decision not in over}

    def _learned(self, likeness: float, reason: str) -> list[StoryEvent]:
        """Moves the threshold towards what a decision would have asked for, a little."""
        settings, before = self._settings, self._threshold
        start = settings.grouping.min_likeness
        step = settings.learning_rate * (likeness - before)
        most = settings.most_learned / 4
        moved = before + max(-most, min(most, step))
        self._threshold = round(max(start - settings.most_learned, min(start + settings.most_learned, moved)), 6)
        return [Learned(before, self._threshold, reason)] if self._threshold != before else []

    # Saving

    def state(self) -> bytes:
        """Everything that goes on, to be given to `restored`: the same state gives the same bytes. Holds no text."""
        seen = list(self._window)
        facts = {
            "end": self._window.end,
            "clock": self._clock.heard,
            "threshold": self._threshold,
            "decisions": self._decisions,
            "lines": self._lines.state(),
            "stories": [
                [story.id, story.numbers, story.last, story.was, story.earlier, story.has_ended]
                for story in self._stories.values()
            ],
            "open": list(self._open),
            "again": list(self._again.items()),
            "articles": [[s.id, list(s.copied.items()), list(s.marks.items())] for s in seen],
        }
        return packed(facts, self._window.arrays())

    @classmethod
    def restored(cls, data: bytes, settings: StreamSettings | None = None) -> "StoryStream":
        """The stream whose state that is; it goes on as the other would have, if the settings are the same.

        Raises:
            InputError: The bytes are no state, damaged, or of another version.
        """
        facts, arrays = unpacked(data)
        stream = cls(settings)
        stream._clock = Clock(facts["clock"])
        stream._threshold, stream._decisions = facts["threshold"], facts["decisions"]
        stream._lines.restore(facts["lines"])
        stream._window.restore(facts["articles"], arrays, facts["end"])
        for row in facts["stories"]:
            story = Story(*row)
            stream._stories[story.id] = story
            stream._into.update(dict.fromkeys(story.was, story.id))
            for number in story.numbers:
                stream._window[number].story = story.id
        stream._open = OrderedDict.fromkeys(facts["open"])
        stream._again = OrderedDict((name, due) for name, due in facts["again"])
        return stream


def _digest(*parts: str) -> str:
    return sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:16]

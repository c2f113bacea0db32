"""Stories in a stream: each article is looked at once, when it comes, among its nearest neighbours of the last days."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from tellings.records import Article, ArticleId, Continues, Ended, Joined, StoryEvent
from tellings.stories.furniture import SeenLines
from tellings.stories.likeness import bag_of, counted, day_number, day_of
from tellings.stories.stream.clock import HEARD, Clock
from tellings.stories.stream.dividing import Division, divided
from tellings.stories.stream.learning import learned, mark_apart, mark_together
from tellings.stories.stream.ledger import Ledger, Story
from tellings.stories.stream.settings import StreamSettings
from tellings.stories.stream.state import packed, unpacked
from tellings.stories.stream.window import Neighbours, Seen, Window

_TOO_LATE_DAYS = 2.0
"""A date so far after the article came is not believed: time zones and embargoes explain one day."""
_SHOWN_WORDS = 4
_FOLLOWED_BY = 3
"""So many first articles of a story are asked which earlier story it continues; so many of the earlier answer."""


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
        self._ledger = Ledger(self._window)
        self._lines = SeenLines(self._settings.most_lines)
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
        return {story.id: tuple(self._window[number].id for number in story.numbers) for story in self._ledger}

    def story_of(self, article_id: ArticleId) -> str | None:
        """The story an article of the window is in; None where it is not in the window."""
        seen = self._window.get(article_id)
        return seen.story if seen else None

    def resolved(self, story_id: str) -> str:
        """The id under which a story is found now, whatever it was merged into.

        Raises:
            UnknownIdError: No story of the window has or had that id.
        """
        return self._ledger.resolved(story_id).id

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
        heard = day_number(arrived)
        events = self._pass_time(self._clock.hear(heard if heard == heard else day_of(article)))
        seen, counts = self._take_in(article, names, copied or {}, heard)
        near = self._window.near(seen)
        events += self._place(seen, near, counts)
        events += self._followed(seen, near)
        again = self._ledger.due(self._window.end)
        return (*events, *(self._looked_at_again(again) if again else ()))

    def _take_in(
        self, article: Article, names: Sequence[str], copied: Mapping[ArticleId, float], came: float
    ) -> tuple[Seen, Counter[str]]:
        """Puts an article into the window. Also its words."""
        day = day_of(article)
        entered = float(np.fmax(self._clock.now, came if came == came else day))
        believed = float("nan") if day > came + _TOO_LATE_DAYS else day
        likeness = self._settings.grouping.likeness
        counts = counted(article.title, self._lines.without_furniture(article), names, likeness)
        bag = bag_of(counts)
        sources = {
            found.number: min(1.0, max(0.0, copied[name])) for name in copied if (found := self._window.get(name))
        }
        seen = Seen(article.id, self._window.end, believed, entered, bag, self._window.keys_of(bag), sources)
        self._window.add(seen)
        return seen, counts

    def _place(self, seen: Seen, near: Neighbours, words: Iterable[str]) -> list[StoryEvent]:
        """Puts an article into its story, and changes those it touches."""
        touched = self._touched(near)
        if not touched:
            return [self._ledger.start(seen)]
        likeness = self._clear_likeness(touched, near)
        if likeness is not None:
            return [self._join(seen, touched[0], likeness, near, words)]
        division = self._divided(seen, touched)
        events, names = self._redivide(division)
        if division.of_new is None:
            return [*events, self._ledger.start(seen)]
        name = names[division.joins[division.of_new][0]]
        return [*events, self._join(seen, name, division.likeness, near, words)]

    def _touched(self, near: Neighbours) -> list[str]:
        """Stories with an article like enough, the one with the likest first."""
        best: dict[str, float] = {}
        for number, likeness in zip(near.numbers.tolist(), near.likeness.tolist(), strict=True):
            if likeness >= self._threshold and not (story := self._ledger.of(number)).has_ended:
                best[story.id] = max(best.get(story.id, likeness), likeness)
        return sorted(best, key=lambda name: (-best[name], name))[: self._settings.touched]

    def _clear_likeness(self, touched: list[str], near: Neighbours) -> float | None:
        """Mean likeness to the one story near, where that settles the matter."""
        own = [self._window[number].story == touched[0] for number in near.numbers.tolist()]
        known, wanted = sum(own), min(len(self._ledger[touched[0]].numbers), self._settings.candidates // 2)
        if len(touched) > 1 or known < max(2, wanted):
            return None
        likeness = float(near.likeness[own].mean())
        return likeness if likeness >= self._threshold + self._settings.sure else None

    def _join(self, seen: Seen, name: str, likeness: float, near: Neighbours, words: Iterable[str]) -> Joined:
        reasons = self._reasons(seen, name, near, words)
        self._ledger.add(seen, name, seen.number + self._settings.again_after)
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

    def _divided(self, seen: Seen | None, names: Iterable[str]) -> Division:
        numbers = {name: self._ledger[name].numbers for name in names}
        return divided(seen, numbers, self._window, self._threshold, self._settings)

    def _redivide(self, division: Division) -> tuple[list[StoryEvent], dict[tuple[str, int], str]]:
        """Changes the stories as divided: first what parts, then what joins. Also the parts' names."""
        events: list[StoryEvent] = []
        names: dict[tuple[str, int], str] = {}
        for name, parts in division.parts.items():
            names[name, 0] = name
            for place, part in enumerate(parts[1:], start=1):
                split = self._ledger.split(name, part)
                events.append(split)
                names[name, place] = split.new_id
        for pieces in division.joins:
            into, *others = [names[piece] for piece in pieces]
            events += [self._ledger.merge(into, other) for other in others]
        return events, names

    def _looked_at_again(self, story: Story) -> list[StoryEvent]:
        """What a second look at a story changes, by what is known now."""
        return self._redivide(self._divided(None, [story.id]))[0] if len(story.numbers) > 1 else []

    def _followed(self, seen: Seen, near: Neighbours) -> list[StoryEvent]:
        """The earlier story that a young one continues, if any."""
        story = self._ledger[seen.story]
        if story.earlier or len(story.numbers) > _FOLLOWED_BY:
            return []
        by_story: dict[str, list[float]] = {}
        for number, likeness in zip(near.numbers.tolist(), near.ageless.tolist(), strict=True):
            other = self._ledger.of(number)
            if other is not story and (seen.day > self._window[number].day or other.has_ended):
                by_story.setdefault(other.id, []).append(likeness)
        means = {name: _mean(sorted(found)[-_FOLLOWED_BY:]) for name, found in by_story.items()}
        best = max(means, key=lambda name: (means[name], name), default=None)
        if best is None or means[best] < self._settings.follow_likeness:
            return []
        if self._ledger.continues(self._ledger[best], story.id):
            return []
        story.earlier = best
        return [Continues(story.id, best, round(means[best], 4))]

    # Time

    def _pass_time(self, now: float) -> list[StoryEvent]:
        """Ends what has been quiet for long and forgets what is old."""
        events: list[StoryEvent] = []
        while (story := self._ledger.longest_quiet()) is not None:
            if self._was_wrong(story.last, story.numbers[-1] if story.numbers else 0):
                story.last = now
            if not story.last + self._settings.quiet_days < now:
                break
            events += self._looked_at_again(story)
            self._ledger.end(story)
            events.append(Ended(story.id))
        while (oldest := self._window.oldest) is not None and self._is_over(oldest, now):
            self._ledger.forget(self._window.forget_first())
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

    # A person's decisions

    def told_together(self, a_story: str, b_story: str) -> tuple[StoryEvent, ...]:
        """What changes when a person says that two stories are one; they stay so while they are in the window.

        Nothing if they are one already.

        Raises:
            UnknownIdError: One of them is not in the window.
        """
        one, other = (self._ledger.resolved(name) for name in (a_story, b_story))
        if one is other:
            return ()
        likeness = self._likeness_between(one.numbers, other.numbers)
        self._decisions += 1
        mark_together([self._window[number] for number in (*one.numbers, *other.numbers)], self._decisions)
        into, from_ = sorted((one, other), key=lambda story: (story.has_ended, -len(story.numbers), story.numbers))
        merged = self._ledger.merge(into.id, from_.id, by_person=True)
        return (merged, *self._learned(min(likeness, self._threshold), "put together stories"))

    def told_apart(self, story: str, article_ids: Iterable[ArticleId]) -> tuple[StoryEvent, ...]:
        """What changes when a person takes articles out of a story; they stay apart while they are in the window.

        Nothing if none of the articles is in the story, or all of them are.

        Raises:
            UnknownIdError: The story is not in the window.
        """
        found, wanted = self._ledger.resolved(story), set(article_ids)
        leaving = [number for number in found.numbers if self._window[number].id in wanted]
        staying = [number for number in found.numbers if self._window[number].id not in wanted]
        if not leaving or not staying:
            return ()
        likeness = self._likeness_between(leaving, staying)
        self._decisions += 1
        mark_apart([self._window[n] for n in leaving], [self._window[n] for n in staying], self._decisions)
        split = self._ledger.split(found.id, leaving, by_person=True)
        return (split, *self._learned(max(likeness, self._threshold), "took apart articles"))

    def _likeness_between(self, some: Sequence[int], others: Sequence[int]) -> float:
        """Mean likeness of the latest articles of both; the threshold where one has none left."""
        if not some or not others:
            return self._threshold
        ours, theirs = some[-self._settings.examined :], others[-self._settings.examined :]
        likeness = self._window.likeness([self._window[number] for number in (*ours, *theirs)])
        return float(likeness[: len(ours), len(ours) :].mean())

    def _learned(self, likeness: float, what: str) -> tuple[StoryEvent, ...]:
        events = learned(self._threshold, likeness, what, self._settings)
        for event in events:
            self._threshold = event.after
        return events

    # Saving

    def state(self) -> bytes:
        """Everything needed to go on, for `restored`: the same state gives the same bytes. Holds no text."""
        facts = {
            "end": self._window.end,
            "clock": self._clock.heard,
            "threshold": self._threshold,
            "decisions": self._decisions,
            "lines": self._lines.state(),
            "ledger": self._ledger.state(),
            "articles": [[seen.id, list(seen.copied.items()), list(seen.marks.items())] for seen in self._window],
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
        stream._ledger.restore(facts["ledger"])
        return stream

    def remember(
        self,
        article: Article,
        story_id: str,
        names: Sequence[str] = (),
        copied: Mapping[ArticleId, float] | None = None,
        arrived: str | None = None,
    ) -> None:
        """Takes a stored article back in as of the story it was put into then: how a window is rebuilt without a state.

        To be given in the order in which they came. Decisions of persons are told again afterwards.
        """
        if article.id in self._window:
            return
        came = day_number(arrived)
        self._clock.hear(came if came == came else day_of(article))
        seen, _ = self._take_in(article, names, copied or {}, came)
        self._window.near(seen)
        self._ledger.take_back(seen, story_id)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)

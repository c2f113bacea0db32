"""Stories in a store: its articles go through the stream of stories in the order they came, and what happens is kept.

One process groups at a time (`Store.hold`); what others add meanwhile waits as articles in no story, and whoever groups
next takes it along. The stream's window is kept now and then; what came after is told to the restored window again, so
a process may be killed anywhere.
"""

import logging
import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from tellings.errors import UnknownIdError
from tellings.records import (
    AnnotatedArticle,
    Article,
    ArticleId,
    Continues,
    Ended,
    Joined,
    Learned,
    MentionForm,
    Merged,
    Split,
    Started,
    StoryEvent,
)
from tellings.store import (
    Arrival,
    Decision,
    DecisionKind,
    Level,
    Membership,
    StageKey,
    Store,
    StoryLink,
    StoryState,
    settings_digest,
)
from tellings.stories.stream import StoryStream, StreamSettings

WINDOW = "window"
"""The name under which the store keeps the stream's state."""
_VERSION = "1"
# The window is kept after so many articles: telling 2,000 again takes seconds.
_KEPT_AFTER = 2_000
_AT_ONCE = 200

_log = logging.getLogger("tellings")


@contextmanager
def grouping(store: Store, key: StageKey, settings: StreamSettings | None = None) -> "Iterator[Grouper | None]":
    """Whoever groups this store's articles while inside; None while another process does.

    Args:
        store: Open for writing.
        key: The annotations that give names to the stream.
        settings: Of the stream.
    """
    with store.hold("grouping") as is_ours:
        yield Grouper(store, key, settings or StreamSettings()) if is_ours else None


class Grouper:
    """Owns the stream of one store's stories. What it is told and what it writes belong into one batch."""

    def __init__(self, store: Store, key: StageKey, settings: StreamSettings) -> None:
        self._store, self._key = store, key
        self._version = f"{_VERSION} {settings_digest(settings)}"
        kept = store.grouping_state(WINDOW, self._version)
        self._last, self._untold = 0, 0
        if kept is None:
            self._stream = StoryStream(settings)
        else:
            (self._last,) = struct.unpack_from("<q", kept)
            self._stream = StoryStream.restored(kept[8:], settings)
        for arrivals in _some(store.grouped_since(self._last)):
            for arrival, article, names in self._named(arrivals):
                self._arrive(arrival, article, names)

    def take_waiting(self, now: Callable[[], datetime]) -> int:
        """How many articles that were in no story now are in one, each in a batch of its own."""
        taken = 0
        for arrivals in _some(self._store.ungrouped()):
            for arrival, article, names in self._named(arrivals):
                with self._store.batch():
                    self.take(arrival, article, names, now())
                taken += 1
        return taken

    def catch_up(self, now: Callable[[], datetime]) -> None:
        """Put what is in no story into one, and keep the window."""
        self.take_waiting(now)
        self.keep(now())

    def take(self, arrival: Arrival, article: Article, names: Sequence[str], at: datetime) -> tuple[StoryEvent, ...]:
        """What happens to the stories when this article comes, as written into the store."""
        events = self._arrive(arrival, article, names)
        self._write(events, at)
        if self._store.story_of(article.id) is None:  # known to the window from a time that the store forgot
            story = self._stream.story_of(article.id)
            if story is not None:
                self._keep_story(story, article.title, at)
                self._store.put_in_story([Membership(article.id, story, None, "")], at)
        if self._untold >= _KEPT_AFTER:
            self.keep(at)
        return events

    def keep(self, at: datetime) -> None:
        """Keep the window as it is now."""
        if self._untold:
            packed = struct.pack("<q", self._last) + self._stream.state()
            self._store.save_grouping_state(WINDOW, self._version, packed, at)
            self._untold = 0

    def merge(self, one: str, other: str, at: datetime, note: str = "") -> str:
        """The story that two are from now on, because a person says so. Raises UnknownIdError."""
        store = self._store
        one, other = store.current_story(one), store.current_story(other)
        if one == other:
            return one
        ours, theirs = (tuple(member.article for member in store.members(name)) for name in (one, other))
        with store.batch():
            store.add_decision(Decision(DecisionKind.MERGE, at.isoformat(), one, other, ours, theirs, note))
            try:
                self._write(self._stream.told_together(one, other), at)
            except UnknownIdError:  # older than the window: nothing more can come to it
                store.merge_stories(one, other, at, "a person put them together")
            self._untold += 1
            self.keep(at)
        return store.current_story(one)

    def split(self, story: str, articles: Sequence[ArticleId], at: datetime, note: str = "") -> str:
        """The story that these articles are from now on, taken out of the one they were in. Raises UnknownIdError."""
        store = self._store
        story = store.current_story(story)
        staying = tuple(m.article for m in store.members(story) if m.article not in set(articles))
        if not staying:
            return story
        made = f"{story[:8]}-{len(store.decisions()) + 1}"
        with store.batch():
            try:
                events = self._stream.told_apart(story, articles)
            except UnknownIdError:
                events = ()
            self._write(events, at)
            made = next((event.new_id for event in events if isinstance(event, Split)), made)
            if not events:
                store.split_story(made, store.article(articles[0]).title, articles, at, "a person took them out")
            store.add_decision(
                Decision(DecisionKind.SPLIT, at.isoformat(), story, made, staying, tuple(articles), note)
            )
            self._untold += 1
            self.keep(at)
        return made

    def _arrive(self, arrival: Arrival, article: Article, names: Sequence[str]) -> tuple[StoryEvent, ...]:
        self._last = max(self._last, arrival.number)
        self._untold += 1
        return self._stream.arrive(article, names, arrived=arrival.at)

    def _named(self, arrivals: Sequence[Arrival]) -> Iterator[tuple[Arrival, Article, tuple[str, ...]]]:
        ids = [arrival.article for arrival in arrivals]
        names = {annotated.article.id: names_of(annotated) for annotated in self._store.annotations(ids, self._key)}
        articles = {article.id: article for article in self._store.articles(ids)}
        for arrival in arrivals:
            yield arrival, articles[arrival.article], names.get(arrival.article, ())

    def _write(self, events: Iterable[StoryEvent], at: datetime) -> None:
        for event in events:
            self._write_event(event, at)

    def _write_event(self, event: StoryEvent, at: datetime) -> None:
        store = self._store
        match event:
            case Started(story, article):
                self._keep_story(story, store.article(article).title, at)
                store.put_in_story([Membership(article, story, None, "the first")], at)
            case Joined(story, article, likeness, reasons):
                self._keep_story(story, store.article(article).title, at)
                store.put_in_story([Membership(article, story, likeness, "; ".join(reasons))], at)
            case Merged(into, gone):
                store.merge_stories(
                    into, gone, at, "a person put them together" if event.by_person else "they grew alike"
                )
            case Split(story, made, articles):
                current = [*dict.fromkeys(store.current_versions(articles).values())]
                why = "a person took them out" if event.by_person else "nearer to one another than to the rest"
                store.split_story(made, store.article(current[0]).title, current, at, why)
            case Ended(story):
                store.save_story(story, store.story(story).title, at, StoryState.ENDED)
            case Continues(later, earlier, likeness):
                store.link_stories(StoryLink(later, earlier, likeness, "another event of the same topic"), at)
            case Learned():
                store.write_log(Level.INFO, "grouping", "", event.reason, at)

    def _keep_story(self, story: str, title: str, at: datetime) -> None:
        try:
            self._store.story(story)
        except UnknownIdError:
            self._store.save_story(story, title, at)


def names_of(annotated: AnnotatedArticle) -> tuple[str, ...]:
    """The names in an article, each once, in order."""
    return tuple(dict.fromkeys(m.name for m in annotated.mentions if m.form is MentionForm.NAME))


def _some(arrivals: Iterator[Arrival]) -> Iterator[list[Arrival]]:
    some: list[Arrival] = []
    for arrival in arrivals:
        some.append(arrival)
        if len(some) == _AT_ONCE:
            yield some
            some = []
    if some:
        yield some

"""Getting documents into a store: cleaned, annotated, put into stories, and compared where stories have grown.

All of one article lands in one transaction, so a process can be killed at any point: what was committed is whole, and
adding the same again takes up what is missing. Documents that the store knows are passed over before they are cleaned.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import partial

from tellings import pipeline
from tellings.engine.grouping import Grouper, grouping, names_of
from tellings.engine.local import run
from tellings.errors import StoreError
from tellings.pipeline import Settings
from tellings.records import AnnotatedArticle, Article, ArticleId, Document, Skipped, Story
from tellings.store import (
    Arrival,
    Change,
    Level,
    StageKey,
    Store,
    document_digest,
    open_store,
    settings_digest,
)

Clock = Callable[[], datetime]
Failed = Callable[[Document | Skipped, BaseException], AnnotatedArticle | Skipped]
Remember = Callable[[Store], None]


def annotation_key(settings: Settings) -> StageKey:
    """How articles are annotated with these settings by this version."""
    return StageKey("annotate", pipeline.ANNOTATION_VERSION, settings_digest(settings.attributions))


def comparison_key(settings: Settings) -> StageKey:
    """How stories are compared with these settings by this version; the day of today changes nothing by itself."""
    parts = (settings.attributions, settings.names, settings.lineage, settings.claims)
    version = f"{pipeline.ANNOTATION_VERSION}.{pipeline.COMPARISON_VERSION}"
    return StageKey("story", version, settings_digest(parts))


class Outcome(StrEnum):
    """What became of a document."""

    NEW = "new"
    CHANGED = "changed"  # a new version of a known article
    AMENDED = "amended"  # the same text under another date or title line
    KNOWN = "known"
    SET_ASIDE = "set aside"


@dataclass(frozen=True, slots=True)
class Incoming:
    """A document, and what is to be written in the same transaction with it."""

    result: Document | Skipped | None
    remember: Remember | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one document, and the article it is now."""

    source: str
    outcome: Outcome
    article: ArticleId | None = None
    reason: str = ""


def add(
    found: Iterable[Incoming],
    store: Store,
    settings: Settings,
    *,
    now: Clock,
    failed: Failed,
    jobs: int = 1,
) -> Iterator[Taken]:
    """What becomes of each document, in order, once it is written.

    Args:
        found: Taken as they are needed; what only has something to remember is written and not given back.
        store: Open for writing.
        settings: One record a stage.
        now: The time, with its zone; asked for each article.
        failed: What stands for a document on which cleaning or annotation failed unexpectedly.
        jobs: Worker processes for cleaning and annotation.

    Raises:
        StoreError: The store cannot be written; what was given back before is kept.
    """
    key = annotation_key(settings)
    with grouping(store, key) as grouper:
        if grouper is not None:
            grouper.take_waiting(now)
        adding = _Adding(store, key, grouper, now)
        work = partial(pipeline.read, settings=settings)
        for annotated in run(work, adding.unknown(found), jobs=jobs, failed=failed):
            yield from adding.passed()
            yield adding.taken(annotated)
        yield from adding.passed()
        if grouper is not None:
            grouper.catch_up(now)
    if grouper is None:
        _group_after_another(store, key, now)


def _group_after_another(store: Store, key: StageKey, now: Clock) -> None:
    """Group what another process, which was grouping meanwhile, may have left."""
    with grouping(store, key) as grouper:
        if grouper is not None:
            grouper.catch_up(now)


@dataclass(frozen=True, slots=True)
class _UnderWay:
    """Something that came in and is not yet written; a worker may be busy with it."""

    incoming: Incoming
    digest: str
    is_worked_on: bool


class _Adding:
    """One run of adding: the documents under way, with their digests and what to remember with them."""

    def __init__(self, store: Store, key: StageKey, grouper: Grouper | None, now: Clock) -> None:
        self._store, self._key, self._grouper, self._now = store, key, grouper, now
        self._under_way: deque[_UnderWay] = deque()

    def unknown(self, found: Iterable[Incoming]) -> Iterator[Document | Skipped]:
        """The documents that the store does not know, to be worked on; the others wait for their turn."""
        for incoming in found:
            result = incoming.result
            digest = document_digest(result) if isinstance(result, Document) else ""
            is_known = isinstance(result, Document) and self._store.is_known(result.source, digest)
            if result is None or is_known:
                self._under_way.append(_UnderWay(incoming, digest, is_worked_on=False))
            else:
                self._under_way.append(_UnderWay(incoming, digest, is_worked_on=True))
                yield result

    def passed(self) -> Iterator[Taken]:
        """The known documents whose turn it is, with what is to be remembered beside documents written.

        In the order in which they came: a feed's new state must not be kept before the articles that it brought.
        """
        while self._under_way and not self._under_way[0].is_worked_on:
            incoming = self._under_way.popleft().incoming
            self._remember(incoming)
            if incoming.result is not None:
                yield Taken(incoming.result.source, Outcome.KNOWN)

    def taken(self, annotated: AnnotatedArticle | Skipped) -> Taken:
        """What becomes of the next document under way, written."""
        under_way = self._under_way.popleft()
        with self._store.batch():
            if isinstance(annotated, Skipped):
                taken = self._set_aside(annotated, under_way.digest)
            else:
                taken = self._kept(annotated, under_way.digest)
            self._remember(under_way.incoming)
        return taken

    def _remember(self, incoming: Incoming) -> None:
        if incoming.remember is not None:
            incoming.remember(self._store)

    def _set_aside(self, skipped: Skipped, digest: str) -> Taken:
        if digest:
            self._store.set_aside(skipped, digest, self._now())
        self._store.write_log(Level.WARNING, skipped.stage, skipped.source, skipped.reason, self._now())
        return Taken(skipped.source, Outcome.SET_ASIDE, reason=skipped.reason)

    def _kept(self, annotated: AnnotatedArticle, digest: str) -> Taken:
        at = self._now()
        added = self._store.add_article(annotated.article, digest, at)
        if added.change is not Change.SAME:
            self._store.save_annotation(annotated, self._key, at, article=added.article)
        if added.change is Change.NEW and self._grouper is not None:
            arrival = Arrival(self._store.number(added.article.id), added.article.id, at.isoformat())
            self._grouper.take(arrival, added.article, names_of(annotated), at)
        if added.change is Change.CHANGED:
            message = f"changed after it was added: version {added.version}, see: tellings history"
            self._store.write_log(Level.INFO, "add", added.article.source, message, at)
        outcome = Outcome.KNOWN if added.change is Change.SAME else Outcome(added.change.value)
        return Taken(added.article.source, outcome, added.article.id)


def refresh(
    location: str, settings: Settings, *, now: Clock, jobs: int = 1, annotate_too: bool = True
) -> Iterator[str]:
    """The ids of the stories that have been compared anew, because they or what compares them have changed.

    Articles whose annotation was made otherwise are annotated anew first. Stories of one article are left alone: there
    is nothing to compare.

    Args:
        location: The store's path or address; worker processes open it too.
        settings: One record a stage.
        now: The time, with its zone.
        jobs: Worker processes.
        annotate_too: Look for articles whose annotation is out of date; not needed right after adding.

    Raises:
        StoreError: The store cannot be read or written.
    """
    with open_store(location) as store:
        if annotate_too:
            _annotate_again(store, settings, now, jobs)
        key = comparison_key(settings)
        waiting = [story for story in store.without_comparison(key) if store.story(story).articles > 1]
        inputs = {story: store.story_input(story) for story in waiting}
        work = partial(_told, location, settings)
        for story, told in zip(waiting, run(work, waiting, jobs=jobs, failed=_not_told), strict=True):
            if isinstance(told, Skipped):
                store.write_log(Level.ERROR, told.stage, told.source, told.reason, now())
                continue
            store.save_comparison(told, inputs[story], key, now())
            yield story


def _annotate_again(store: Store, settings: Settings, now: Clock, jobs: int) -> None:
    key = annotation_key(settings)
    articles = (article for name in list(store.without_annotation(key)) for article in store.articles([name]))
    work = partial(_annotated, settings)
    for annotated in run(work, articles, jobs=jobs, failed=_not_annotated):
        if isinstance(annotated, Skipped):
            store.write_log(Level.ERROR, annotated.stage, annotated.source, annotated.reason, now())
        else:
            store.save_annotation(annotated, key, now())


def _annotated(settings: Settings, article: Article) -> AnnotatedArticle | Skipped:
    return pipeline.annotate(article, settings)


def _not_annotated(article: Article, error: BaseException) -> AnnotatedArticle | Skipped:
    return Skipped(article.source, "annotate", f"an unexpected {type(error).__name__} in Tellings itself: {error}")


def _told(location: str, settings: Settings, story: str) -> Story | Skipped:
    """The story told from the store's annotations. Runs in a worker, which has the store open for reading."""
    with open_store(location, create=False) as store:
        articles = list(store.annotations([m.article for m in store.members(story)], annotation_key(settings)))
    return replace(pipeline.tell(articles, settings), id=story)


def _not_told(story: str, error: BaseException) -> Story | Skipped:
    if isinstance(error, StoreError):
        raise error
    return Skipped(story, "compare", f"an unexpected {type(error).__name__} in Tellings itself: {error}")

"""Answers from the store: found articles by independent text, statements by utterance, claims, and how outlets copy.

The store finds and ranks articles one by one. What a reader wants is fewer: an agency's words in thirty outlets are one
text, and one sentence of a minister in thirty reports is one statement. That folding is done here.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from statistics import median
from typing import TypeVar

from tellings import store as kept
from tellings.records import (
    AttributionKind,
    CopiedFrom,
    Excerpt,
    FoundArticle,
    FoundAssertion,
    FoundStatement,
    FoundText,
    FoundUtterance,
    OutletCopying,
    Status,
    Story,
)
from tellings.store import CopyRow, Found, Query, Store, StoryRow
from tellings.store.words import words_of

Hit = TypeVar("Hit")

# Pages of hits looked through for one page of answers: copies fold away, and so do claims of another status. A page has
# half as many hits again as answers are wanted, because a page ranks anew (30 ms) and a hit costs only .3 ms
# (benchmarks/search_speed.py).
_MOST_PAGES = 20
_LEAST_HITS = 20  # so that who asks for one answer also gets its copies
# A story that more texts tell stands higher: eight texts count as much as 3/8 more relevance. A guess.
_ORIGINS_WEIGHT = 1 / 8

_CLEARER = {AttributionKind.DIRECT: 0, AttributionKind.MIXED: 1, AttributionKind.INDIRECT: 2}


def found_texts(store: Store, query: Query) -> tuple[FoundText, ...]:
    """Independent texts that fit, at most `query.limit`: the most relevant first, without words the latest first.

    Copies are folded beneath the text that they carry, so they raise no text in the order; the number of independent
    texts in the story does, a little.
    """
    carried = _Compared(store)
    texts: dict[tuple[str, str], list[FoundArticle]] = defaultdict(list)
    for hits in _pages(store.search_articles, query):
        for hit in hits:
            texts[carried.text_of(hit)].append(_article(hit))
        if len(texts) >= query.limit:
            break
    folded = [_folded(articles) for articles in texts.values()]
    folded.sort(key=_rank, reverse=True)
    return tuple(folded[: query.limit])


def found_utterances(store: Store, query: Query) -> tuple[FoundUtterance, ...]:
    """Acts of saying that fit, at most `query.limit` of the most relevant, the latest first.

    Reports of the same words are one: those that the comparison of their story joined, and those of one story whose
    words are the same.
    """
    compared = _Compared(store)
    found: dict[tuple[str, ...], list[FoundStatement]] = defaultdict(list)
    for hits in _pages(store.search_statements, query):
        for hit in hits:
            found[compared.utterance_of(hit)].append(_statement(hit))
        if len(found) >= query.limit:
            break
    said = [_utterance(statements) for statements in list(found.values())[: query.limit]]
    return tuple(sorted(said, key=lambda one: one.statement.published or "", reverse=True))


def found_claims(store: Store, query: Query, status: Status | None = None) -> tuple[FoundAssertion, ...]:
    """Claims of compared stories that fit, the most relevant first, at most `query.limit`."""
    found: list[FoundAssertion] = []
    for hits in _pages(store.search_claims, query):
        found += [_assertion(hit) for hit in hits if status is None or hit.status == status]
        if len(found) >= query.limit:
            break
    return tuple(found[: query.limit])


def _pages(search: Callable[[Query], Iterator[Hit]], query: Query) -> Iterator[list[Hit]]:
    """The hits, a page at a time, as long as there are more and somebody asks."""
    size = max(query.limit * 3 // 2, _LEAST_HITS)
    for page in range(_MOST_PAGES):
        hits = list(search(replace(query, limit=size, offset=query.offset + page * size)))
        yield hits
        if len(hits) < size:
            return


@dataclass(frozen=True, slots=True)
class FoundStory:
    """A story of the store.

    Args:
        row: As the list of stories has it.
        story: Its comparison as it was last made; None where it was never compared.
        merged_from: The id that was asked for, where that story was merged into this one.
        is_current: Whether the comparison is of all the story's articles as they are now.
        continues, continued_by: Earlier stories that it follows up, and later ones that follow it up.
    """

    row: StoryRow
    story: Story | None
    merged_from: str | None
    is_current: bool
    continues: tuple[StoryRow, ...] = ()
    continued_by: tuple[StoryRow, ...] = ()


def found_story(store: Store, story: str) -> FoundStory:
    """The story with that id, or the one it was merged into.

    Raises:
        UnknownIdError: There is none; it names ids that are like it.
    """
    row = store.story(story)
    compared, links = store.comparison(row.id), store.links(row.id)
    return FoundStory(
        row=row,
        story=compared.story if compared else None,
        merged_from=story if story != row.id else None,
        is_current=compared is not None and compared.input_digest == store.story_input(row.id),
        continues=tuple(store.story(link.earlier) for link in links if link.later == row.id),
        continued_by=tuple(store.story(link.later) for link in links if link.earlier == row.id),
    )


def told_now(store: Store, story: str) -> Story | None:
    """The story as a comparison would tell it, made now and not kept; None where its articles were not annotated."""
    from tellings.pipeline import Settings, tell

    articles = list(store.annotations([member.article for member in store.members(story)]))
    return replace(tell(articles, Settings()), id=story) if articles else None


def outlets_copying(store: Store) -> tuple[OutletCopying, ...]:
    """All outlets, those with most articles first: how much each copies, from whom, and how fast."""
    copies: dict[str, list[CopyRow]] = defaultdict(list)
    for row in store.copies():
        if row.child_outlet:
            copies[row.child_outlet].append(row)
    return tuple(_outlet(row, copies[row.outlet]) for row in store.outlets())


def _outlet(row: kept.OutletRow, copies: Sequence[CopyRow]) -> OutletCopying:
    hours = [hours for copy in copies if (hours := _hours(copy)) is not None]
    return OutletCopying(
        outlet=row.outlet,
        articles=row.articles,
        compared=row.compared,
        copies=row.copies,
        share=row.copies / row.compared if row.compared else None,
        median_hours=median(hours) if hours else None,
        sources=tuple(_sources(copies)),
    )


def _sources(copies: Iterable[CopyRow]) -> Iterator[CopiedFrom]:
    """Whom the copies are from, most often first."""
    named: dict[str, list[CopyRow]] = defaultdict(list)
    for copy in copies:
        named[copy.parent_name or copy.parent].append(copy)
    for name, count in sorted(Counter({n: len(rows) for n, rows in named.items()}).items(), key=_most_first):
        hours = [hours for copy in named[name] if (hours := _hours(copy)) is not None]
        yield CopiedFrom(name, count, median(hours) if hours else None)


def _most_first(counted: tuple[str, int]) -> tuple[int, str]:
    return -counted[1], counted[0]


def _hours(copy: CopyRow) -> float | None:
    """Hours from the parent's publication to the copy's; None where either tells no time of day, or the copy is first.

    A copy that was published before its parent was dated by another clock; it tells nothing of speed.
    """
    earlier, later = _minute(copy.parent_published), _minute(copy.child_published)
    if earlier is None or later is None or (earlier.tzinfo is None) != (later.tzinfo is None) or later < earlier:
        return None
    return (later - earlier).total_seconds() / 3600


def _minute(published: str | None) -> datetime | None:
    if published is None or "T" not in published:
        return None
    try:
        moment = datetime.fromisoformat(published)
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment


class _Compared:
    """What the comparisons of stories know of found articles and statements; each is read once, and only if needed."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._stories: dict[str, Story | None] = {}

    def text_of(self, hit: Found) -> tuple[str, str]:
        """The independent text that the article carries: of a copy the one that most articles carry, not its own."""
        if hit.story is None or hit.origin is None:
            return "", hit.article
        story = self._story(hit.story) if hit.is_copy else None
        if story is None:
            return hit.story, hit.origin
        own = [origin for origin in story.lineage.origins if hit.article in origin.articles]
        widest = max(own, key=lambda origin: len(origin.articles), default=None)
        return hit.story, widest.id if widest else hit.origin

    def utterance_of(self, hit: kept.FoundStatement) -> tuple[str, ...]:
        """What all reports of the same words have in common."""
        if hit.story is None:
            return "article", hit.article, hit.attribution
        if (utterance := self._utterances(hit.story).get(hit.attribution)) is not None:
            return "utterance", hit.story, utterance
        said = " ".join(word for word, _, _ in words_of(hit.content))
        return "words", hit.story, hit.speaker or "", said or hit.attribution

    def _utterances(self, story: str) -> dict[str, str]:
        compared = self._story(story)
        utterances = compared.utterances if compared else ()
        return {name: utterance.id for utterance in utterances for name in utterance.attributions}

    def _story(self, name: str) -> Story | None:
        if name not in self._stories:
            compared = self._store.comparison(name)
            self._stories[name] = compared.story if compared else None
        return self._stories[name]


def _folded(articles: Sequence[FoundArticle]) -> FoundText:
    """One text of its articles: the original before copies, then the most relevant."""
    ordered = sorted(articles, key=lambda article: (article.is_copy, -article.score))
    return FoundText(ordered[0], tuple(ordered[1:]))


def _rank(text: FoundText) -> float:
    score = max(article.score for article in (text.best, *text.copies))
    return score * (1 + _ORIGINS_WEIGHT * math.log2(max(1, text.best.story_origins)))


def _utterance(statements: Sequence[FoundStatement]) -> FoundUtterance:
    ordered = sorted(statements, key=_clearness)
    return FoundUtterance(ordered[0], tuple(ordered[1:]))


def _clearness(statement: FoundStatement) -> tuple[int, float, str]:
    kind = _CLEARER.get(AttributionKind(statement.kind), len(_CLEARER))
    return kind, -statement.confidence, statement.published or "~"


def _article(hit: Found) -> FoundArticle:
    piece = hit.snippet
    return FoundArticle(
        article=hit.article,
        outlet=hit.outlet,
        published=hit.published,
        title=hit.title,
        title_marks=hit.title_marks,
        excerpt=Excerpt(hit.text[piece.start : piece.end], piece.start, piece.end, piece.marks),
        source=hit.source,
        url=hit.url,
        story=hit.story,
        origin=hit.origin,
        story_origins=hit.story_origins,
        is_copy=hit.is_copy,
        score=hit.score,
    )


def _statement(hit: kept.FoundStatement) -> FoundStatement:
    return FoundStatement(
        attribution=hit.attribution,
        article=hit.article,
        speaker=hit.speaker,
        published=hit.published,
        outlet=hit.outlet,
        kind=hit.kind,
        cue=hit.cue,
        content=hit.content,
        content_start=hit.content_start,
        content_end=hit.content_end,
        marks=hit.snippet.marks,
        confidence=hit.confidence,
        title=hit.title,
        story=hit.story,
    )


def _assertion(hit: kept.FoundClaim) -> FoundAssertion:
    return FoundAssertion(
        claim=hit.claim,
        story=hit.story,
        story_title=hit.story_title,
        text=hit.text,
        marks=hit.snippet.marks,
        status=hit.status,
        outlets=hit.outlets,
        origins=hit.origins,
        voices=hit.voices,
    )

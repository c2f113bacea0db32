"""A new article against the index: its lineage among what is there, nothing else touched."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from tellings.lineage.index.fingerprints import fingerprints
from tellings.lineage.index.index import LineageIndex
from tellings.lineage.index.lookup import candidates
from tellings.lineage.settings import LineageSettings
from tellings.lineage.tracing import trace_links
from tellings.records import Article, Lineage

# Texts laid beside a new one: enough for a copy, what it was copied from, and their nearest kin; each costs about
# three milliseconds.
_MOST_NEIGHBOURS = 8


def trace_arrival(
    article: Article,
    index: LineageIndex,
    fetch: Callable[[Sequence[str]], Iterable[Article]],
    *,
    since: int | None = None,
    settings: LineageSettings = LineageSettings(),  # noqa: B008
) -> Lineage:
    """The lineage of one new article among the indexed ones: everything in it has to do with that article.

    The likeliest candidates are aligned with the new article, not with each other: how those derive from one another
    was settled when they came.

    Args:
        article: Need not be in the index; where it is, it is not compared with itself.
        index: What was committed to it counts.
        fetch: Gives articles by their ids; those it does not know are passed over.
        since: Articles published before this day (`date.toordinal`) are passed over.
        settings: As for `trace`.
    """
    found = candidates(fingerprints(article.text), index, since=since, limit=_MOST_NEIGHBOURS + 1)
    names = [candidate.id for candidate in found if candidate.id != article.id][:_MOST_NEIGHBOURS]
    neighbours = list(fetch(names)) if names else []
    links = [(str(article.id), str(neighbour.id)) for neighbour in neighbours]
    lineage = trace_links([article, *neighbours], links, settings=settings)
    return replace(
        lineage,
        origins=tuple(origin for origin in lineage.origins if article.id in origin.articles),
        derivations=tuple(d for d in lineage.derivations if article.id in {d.child, d.parent}),
        related=tuple(d for d in lineage.related if article.id in {d.child, d.parent}),
    )

"""What an outlet changed after it had published: each version of an article beside the one before."""

from collections.abc import Iterator
from dataclasses import dataclass

from tellings.lineage import LineageSettings
from tellings.lineage.revising import revised
from tellings.records import Article, Edit, EditSummary
from tellings.store import Store, Version


@dataclass(frozen=True, slots=True)
class Edition:
    """A version of an article, and the edits that made it out of the one before; none for the first."""

    version: Version
    edits: tuple[Edit, ...] = ()
    summary: EditSummary | None = None


def editions(store: Store, source: str, settings: LineageSettings | None = None) -> Iterator[Edition]:
    """The versions that a source had, the first first, each with what was changed; nothing for an unknown source."""
    earlier: Article | None = None
    for version in store.history(source):
        article = store.article(version.article)
        if earlier is None:
            yield Edition(version)
        else:
            yield Edition(version, *revised(earlier, article, settings or LineageSettings()))
        earlier = article

"""To which independent text each span belongs."""

from collections.abc import Sequence

from tellings.claims.passages import is_inside
from tellings.records import Article, ArticleId, Derivation, EditKind, Lineage, Span

_STEPS = 20  # copies of copies followed before giving up; a real chain has three


class Texts:
    """The origins of a story's spans, by the passages that were copied."""

    def __init__(self, articles: Sequence[Article], lineage: Lineage) -> None:
        self._origins = {origin.id for origin in lineage.origins}
        self._own = {article.id: _own_origin(article.id, lineage) for article in articles}
        self._derivations: dict[ArticleId, list[Derivation]] = {}
        for derivation in lineage.derivations:
            self._derivations.setdefault(derivation.child, []).append(derivation)

    def origin(self, span: Span) -> str:
        """Id of the origin whose copied passage holds the span; else the article's own."""
        for _ in range(_STEPS):
            above = self._above(span)
            if above is None:
                return self._own.get(span.article_id, str(span.article_id))
            if isinstance(above, str):
                return above
            span = above
        return self._own.get(span.article_id, str(span.article_id))

    def main(self, article_id: ArticleId) -> str:
        """Id of the text that the article is, or mostly is."""
        return self._own.get(article_id, str(article_id))

    def _above(self, span: Span) -> Span | str | None:
        """The origin's id, or the words in the parent that the span repeats; None where it repeats none."""
        for derivation in self._derivations.get(span.article_id, ()):
            for passage in derivation.passages:
                if not is_inside(span, passage.child) or _adds(derivation, span):
                    continue
                if derivation.parent in self._origins:
                    return derivation.parent
                if passage.parent is not None and passage.parent.article_id != span.article_id:
                    return passage.parent
        return None


def _adds(derivation: Derivation, span: Span) -> bool:
    """Whether most of the span is words that the child's desk added."""
    added = [e.child for e in derivation.edits if e.kind is EditKind.ADDED and e.child is not None]
    return any(is_inside(span, words) for words in added)


def _own_origin(article_id: ArticleId, lineage: Lineage) -> str:
    """The origin that is the article's own text, else the one it was copied from, else its own id."""
    carrying = [origin for origin in lineage.origins if article_id in origin.articles]
    own = [origin for origin in carrying if origin.seen and origin.articles[0] == article_id]
    return (own or carrying)[0].id if carrying else str(article_id)

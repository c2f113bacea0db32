"""Where accounts differ, as sentences of the digest: each in the words that explain it, citing every side."""

from collections.abc import Mapping, Sequence

from tellings.digest.checking import is_quoted
from tellings.records import (
    AnnotatedArticle,
    ArticleId,
    DigestSentence,
    Disagreement,
    DisagreementKind,
    SentenceKind,
    Side,
    Span,
)

_COMPATIBLE = 1  # differences that can both hold: one is told, where several outlets stand on its sides
_FEWEST = 3  # outlets on the sides of such a difference


def told_disputes(
    disagreements: Sequence[Disagreement], articles: Mapping[ArticleId, AnnotatedArticle], most: int
) -> list[DigestSentence]:
    """Conflicts first, then one compatible difference that many outlets stand in, those whose values can be read."""
    sure = [d for d in disagreements if all(_is_read(d, side, articles) for side in d.sides)]
    conflicts = [d for d in sure if not d.compatible][:most]
    tolls_first = sorted((d for d in sure if d.compatible), key=lambda d: (-len(d.sides), -_outlets(d, articles)))
    compatible = [d for d in tolls_first if _outlets(d, articles) >= _FEWEST][:_COMPATIBLE]
    return [_sentence(d) for d in [*conflicts, *compatible][:most]]


def _is_read(disagreement: Disagreement, side: Side, articles: Mapping[ArticleId, AnnotatedArticle]) -> bool:
    """Whether each report of a side has the side's value in so many words, or as a time expression that means it."""
    if disagreement.kind in {DisagreementKind.POLARITY, DisagreementKind.CHARACTERISATION}:
        return bool(side.witnesses)
    return bool(side.witnesses) and all(_holds(side.value, span, articles[span.article_id]) for span in side.witnesses)


def _holds(value: str, span: Span, annotated: AnnotatedArticle) -> bool:
    around = [s for s in annotated.sentences if s.overlap(span)] or [span]
    if any(is_quoted(value, s.wording(annotated.article.text)) for s in around):
        return True
    return any(value in t.value for t in annotated.timexes if any(s.covers(t.span) for s in around))


def _outlets(disagreement: Disagreement, articles: Mapping[ArticleId, AnnotatedArticle]) -> int:
    return len({articles[span.article_id].article.name for side in disagreement.sides for span in side.witnesses})


def _sentence(disagreement: Disagreement) -> DigestSentence:
    """The disagreement's own sentence with one place in every report of every side."""
    citations: dict[Span, None] = {}
    for side in disagreement.sides:
        seen: set[ArticleId] = set()
        for span in side.witnesses:
            if span.article_id not in seen:
                seen.add(span.article_id)
                citations[span] = None
    return DigestSentence(disagreement.explanation, tuple(citations), disagreement.claims, kind=SentenceKind.DISPUTE)

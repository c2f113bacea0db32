"""What an article leaves out: claims it cut from text it otherwise shares, and widely carried claims it lacks."""

from collections.abc import Iterator, Sequence

from tellings.records import (
    AnnotatedArticle,
    ArticleId,
    Claim,
    EditKind,
    Lineage,
    Omission,
    OmissionKind,
    Span,
)

# A claim that only one text carries is no omission of the others: they may not have known it. In a large story two of
# thirty is little too: a reader misses what a third of the independent texts tell.
_MIN_ORIGINS, _MIN_SHARE = 2, 1 / 3
# Whoever takes less than this share of a text has used it, not cut it; a guess. Nor is anything cut where the evidence
# leaves open who copied whom.
_MIN_SHARED = 0.4


def omissions_of(
    articles: Sequence[AnnotatedArticle], claims: Sequence[Claim], lineage: Lineage
) -> tuple[Omission, ...]:
    """Omissions, cut ones first, the best-supported claims first among each kind.

    A cut counts always; absence only of what two independent texts carry and a third of all.
    """
    enough = max(_MIN_ORIGINS, _MIN_SHARE * len(lineage.origins))
    cuts = {annotated.article.id: tuple(_passages_cut_by(annotated.article.id, lineage)) for annotated in articles}
    found: list[tuple[int, Omission]] = []
    for claim in claims:
        for article in claim.absent_from:
            cut = _cut_from(claim, cuts.get(article, ()))
            if cut is not None:
                source, span = cut
                found.append((claim.origins, Omission(claim.id, article, OmissionKind.CUT, source, (span,))))
            elif claim.origins >= enough:
                found.append((claim.origins, Omission(claim.id, article, OmissionKind.ABSENT, None)))
    found.sort(key=lambda ranked: (ranked[1].kind is OmissionKind.ABSENT, -ranked[0]))
    return tuple(omission for _, omission in found)


def _passages_cut_by(article: ArticleId, lineage: Lineage) -> Iterator[tuple[str, Span]]:
    """Parent and span of the words that an article's desk dropped from the text it copied."""
    for derivation in lineage.derivations:
        if derivation.child != article or not derivation.decided or derivation.share_of_parent < _MIN_SHARED:
            continue
        for edit in derivation.edits:
            if edit.kind is EditKind.DROPPED and edit.parent is not None:
                yield derivation.parent, edit.parent


def _cut_from(claim: Claim, cuts: Sequence[tuple[str, Span]]) -> tuple[str, Span] | None:
    """The parent whose words for this claim were dropped, and these words: most of a witness lies in a dropped span."""
    for parent, span in cuts:
        for witness in claim.witnesses:
            if span.overlap(witness.span) > len(witness.span) / 2:
                return parent, witness.span
    return None

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
# Words of matter in a claim whose cut is worth telling, a full verb among them: credits, dates and half sentences have
# fewer. Read off ten events of newscluster.
_MIN_MATTER = 2
# A sentence of the article with this share of a witness's words of matter tells it, though nobody aligned the two: it
# is not said to be left out. A guess on the side of silence.
_TOLD = 0.75

_MATTER = ("NN", "VB", "JJ", "CD")
_EMPTY = frozenset({"be", "have", "do", "say", "tell"})


def omissions_of(
    articles: Sequence[AnnotatedArticle], claims: Sequence[Claim], lineage: Lineage
) -> tuple[Omission, ...]:
    """Omissions, cut ones first, the claims of most independent texts first among each kind.

    A cut counts always; absence only of what two independent texts carry and a third of all.
    """
    enough = max(_MIN_ORIGINS, _MIN_SHARE * len(lineage.origins))
    cuts = {annotated.article.id: tuple(_passages_cut_by(annotated.article.id, lineage)) for annotated in articles}
    matter = {annotated.article.id: _Matter(annotated) for annotated in articles}
    found: list[tuple[int, Omission]] = []
    for claim in claims:
        for article in claim.absent_from:
            cut = _cut_from(claim, cuts.get(article, ()), matter)
            if (cut is None and claim.origins < enough) or _is_told(claim, article, matter):
                continue
            if cut is not None:
                source, words = cut
                found.append((claim.origins, Omission(claim.id, article, OmissionKind.CUT, source, (words,))))
            else:
                found.append((claim.origins, Omission(claim.id, article, OmissionKind.ABSENT, None)))
    found.sort(key=lambda ranked: (ranked[1].kind is OmissionKind.ABSENT, -ranked[0]))
    return tuple(omission for _, omission in found)


class _Matter:
    """The words of matter in an article: of a span, and of each sentence."""

    def __init__(self, annotated: AnnotatedArticle) -> None:
        self._tokens = annotated.parse.tokens
        self.sentences = tuple(self.of(sentence) for sentence in annotated.sentences)

    def of(self, span: Span) -> frozenset[str]:
        """Lemmas of the span's nouns, verbs, adjectives and figures."""
        inside = (t for t in self._tokens if span.start <= t.start and t.end <= span.end)
        return frozenset(t.lemma for t in inside if t.tag.startswith(_MATTER) and t.lemma not in _EMPTY)

    def says_something(self, span: Span) -> bool:
        """Whether the words have a verb that says something and enough matter to be missed."""
        inside = (t for t in self._tokens if span.start <= t.start and t.end <= span.end)
        has_verb = any(t.tag.startswith("VB") and t.lemma not in _EMPTY for t in inside)
        return has_verb and len(self.of(span)) >= _MIN_MATTER


def _is_told(claim: Claim, article: ArticleId, matter: dict[ArticleId, _Matter]) -> bool:
    """Whether some sentence of the article has most words of matter of some witness."""
    if article not in matter:
        return False
    for witness in claim.witnesses:
        asked = matter[witness.span.article_id].of(witness.span) if witness.span.article_id in matter else frozenset()
        if asked and any(len(asked & told) >= _TOLD * len(asked) for told in matter[article].sentences):
            return True
    return False


def _passages_cut_by(article: ArticleId, lineage: Lineage) -> Iterator[tuple[str, Span]]:
    """Parent and span of the words that an article's desk dropped from the text it copied."""
    for derivation in lineage.derivations:
        if derivation.child != article or not derivation.decided or derivation.share_of_parent < _MIN_SHARED:
            continue
        for edit in derivation.edits:
            if edit.kind is EditKind.DROPPED and edit.parent is not None:
                yield derivation.parent, edit.parent


def _cut_from(
    claim: Claim, cuts: Sequence[tuple[str, Span]], matter: dict[ArticleId, _Matter]
) -> tuple[str, Span] | None:
    """The parent whose words for this claim were dropped, and these words: most of a witness lies in a dropped span."""
    for parent, span in cuts:
        for witness in claim.witnesses:
            is_dropped = span.overlap(witness.span) > len(witness.span) / 2
            if is_dropped and matter[witness.span.article_id].says_something(witness.span):
                return parent, witness.span
    return None

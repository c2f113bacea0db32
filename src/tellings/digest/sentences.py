"""A story in five to ten sentences, taken from the reports and tied to them.

Extractive on purpose: a sentence is a witness's own, with its attribution; what is added says only whose words they
are. The plan walks the claims, best supported first, and skips what a chosen sentence already says; disagreements
follow.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tellings.records import (
    AnnotatedArticle,
    ArticleId,
    Attribution,
    Claim,
    DigestSentence,
    Disagreement,
    MentionForm,
    Span,
    Status,
    Witness,
)

# What stands in no order of support says less about the event than what does.
_RANK = {Status.CORROBORATED: 0, Status.ONE_VOICE: 1, Status.DISPUTED: 2, Status.ECHOED: 3, Status.SINGLE: 4}
_CONNECTIVES = {"but", "and", "however", "also", "still", "meanwhile", "moreover", "so", "then", "instead"}
_PRONOUNS = {"he", "she", "they", "it", "his", "her", "their", "its", "this", "that", "these", "those"}


@dataclass(frozen=True, slots=True)
class DigestSettings:
    """How long a digest is, in sentences and words.

    Args:
        most: Sentences from claims; disagreements come on top, so that the whole stays within ten.
        disagreements: Sentences on conflicts and differences.
        max_words: A longer witness sentence is cut to its clause, if the clause can stand alone.
    """

    most: int = 7
    disagreements: int = 3
    max_words: int = 45


def digest_of(
    articles: Sequence[AnnotatedArticle],
    claims: Sequence[Claim],
    disagreements: Sequence[Disagreement],
    settings: DigestSettings | None = None,
) -> tuple[DigestSentence, ...]:
    """The digest's sentences: claims by support, then conflicts, then differences that can both hold."""
    chosen = settings or DigestSettings()
    by_id = {annotated.article.id: annotated for annotated in articles}
    sentences: list[DigestSentence] = []
    said: list[Span] = []
    for claim in sorted(claims, key=_importance):
        if len(sentences) == chosen.most:
            break
        if any(span.overlap(w.span) > len(w.span) / 2 for span in said for w in claim.witnesses):
            continue
        found = _sentence(claim, claims, by_id, chosen)
        if found is not None:
            sentence, source = found
            sentences.append(sentence)
            said += [source, *(w.span for w in claim.witnesses)]
    ranked = sorted(disagreements, key=lambda d: d.compatible)[: chosen.disagreements]
    return (*sentences, *(_on(disagreement) for disagreement in ranked))


def _importance(claim: Claim) -> tuple[int, int, int, int]:
    """Support first; then how early the reports come to it, as desks put first what matters most."""
    return _RANK[claim.status], -claim.origins, -claim.outlets, min(w.span.start for w in claim.witnesses)


def _sentence(
    claim: Claim,
    claims: Sequence[Claim],
    articles: dict[ArticleId, AnnotatedArticle],
    settings: DigestSettings,
) -> tuple[DigestSentence, Span] | None:
    """A sentence for a claim and the span it was taken from; None where no witness can stand alone."""
    for witness in sorted(claim.witnesses, key=lambda w: _awkwardness(w, claim, articles, settings)):
        annotated = articles[witness.span.article_id]
        source = _sentence_around(witness.span, annotated)
        if source is None or not _stands_alone(source, annotated):
            continue
        text = _with_owner(_standing_alone(source, annotated), claim, witness, annotated)
        cited = (source, *(w.span for w in claim.witnesses if not source.covers(w.span)))
        stated = [c.id for c in claims if c is not claim and any(source.covers(w.span) for w in c.witnesses)]
        return DigestSentence(text, cited, (claim.id, *stated)), source
    return None


def _awkwardness(
    witness: Witness, claim: Claim, articles: dict[ArticleId, AnnotatedArticle], settings: DigestSettings
) -> tuple[int, int, Span]:
    """What makes a witness a worse sentence: faults that a reader stumbles over, then words beside the claim.

    Faults: too long; its source in another sentence; flat where the claim stands on one voice's word; a connective that
    looks back; no end, as headings have none.
    """
    annotated = articles[witness.span.article_id]
    source = _sentence_around(witness.span, annotated) or witness.span
    words = source.wording(annotated.article.text).split()
    attribution = _attribution(witness, annotated)
    needed = [witness.span, *((*attribution.source, *attribution.cue) if attribution else ())]
    covered = sum(len(span.wording(annotated.article.text).split()) for span in needed)
    faults = (
        len(words) > settings.max_words,
        attribution is not None and not any(source.covers(piece) for piece in attribution.source),
        attribution is None and claim.status is Status.ONE_VOICE,
        bool(words) and words[0].strip(",").lower() in _CONNECTIVES,
        bool(words) and words[-1][-1] not in ".!?\"”’'",
    )
    return sum(faults), max(0, len(words) - covered), witness.span


def _sentence_around(span: Span, annotated: AnnotatedArticle) -> Span | None:
    best = max(annotated.sentences, key=lambda sentence: sentence.overlap(span), default=None)
    return best if best is not None and best.overlap(span) else None


def _stands_alone(source: Span, annotated: AnnotatedArticle) -> bool:
    """Whether no pronoun opens the sentence unresolved, and the sentence ends as one."""
    words = source.wording(annotated.article.text).split()
    if len(words) < 4:
        return False
    if words[0].lower().strip("\"“‘'") not in _PRONOUNS:
        return True
    return any(m.span.start == source.start and m.form is MentionForm.PRONOUN for m in annotated.mentions)


def _standing_alone(source: Span, annotated: AnnotatedArticle) -> str:
    """The sentence with an opening pronoun replaced by the name it stands for, in brackets."""
    text = source.wording(annotated.article.text)
    opening = next(
        (m for m in annotated.mentions if m.span.start == source.start and m.form is MentionForm.PRONOUN), None
    )
    if opening is not None and opening.name:
        text = f"[{opening.name}]{text[len(opening.span) :]}"
    return " ".join(text.split())


def _with_owner(text: str, claim: Claim, witness: Witness, annotated: AnnotatedArticle) -> str:
    """The sentence under the name of whoever vouches for it, unless it says so or independent texts bear it out."""
    attribution = _attribution(witness, annotated)
    if attribution is None:
        return text if claim.status is Status.CORROBORATED else f"{annotated.article.name} reports: {text}"
    source = _sentence_around(witness.span, annotated)
    if source is not None and any(source.covers(piece) for piece in attribution.source):
        return text
    speaker = witness.voice_name or attribution.speaker_name
    return f"{speaker}, according to {annotated.article.name}: {text}"


def _attribution(witness: Witness, annotated: AnnotatedArticle) -> Attribution | None:
    return next((a for a in annotated.attributions if a.id == witness.attribution), None)


def _on(disagreement: Disagreement) -> DigestSentence:
    citations = tuple(side.witnesses[0] for side in disagreement.sides if side.witnesses)
    return DigestSentence(disagreement.explanation, citations, disagreement.claims)

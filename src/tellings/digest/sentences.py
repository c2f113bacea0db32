"""A story in five to ten sentences, taken from the reports and tied to them.

Extractive on purpose: a sentence is a witness's own, with its attribution; what is added says only whose words they
are. What is told most widely and stands nearest to the story's subject is chosen, and what a chosen sentence already
says is not said again; the first sentence is the one that says what happened. Disagreements follow.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tellings.digest.standing_alone import faults, is_readable, sentence_around, standing_alone
from tellings.digest.subject import Subject, content_words
from tellings.records import (
    AnnotatedArticle,
    ArticleId,
    Attribution,
    Claim,
    DigestSentence,
    Disagreement,
    Span,
    SpeakerKind,
    Status,
    Witness,
)

# Standing before subject: what one outlet alone says is chosen only where nothing better supported is left.
_SUPPORT = {
    Status.CORROBORATED: 1.0,
    Status.ONE_VOICE: 0.8,
    Status.DISPUTED: 0.6,
    Status.ECHOED: 0.5,
    Status.SINGLE: 0.0,
}
_ORIGIN = 0.1  # each independent text more, up to five: a claim of five texts may overtake one step of standing
_MOSTLY_ELSE = 0.65  # share of words beside the claim from which a sentence is mostly about something else
_MAX_FAULTS = 1  # a sentence with more sends its reader back too often
# Shares of content words from which a sentence repeats another one, or all those before it together. On the development
# events half leaves sentences that tell the same crash again in other words; a third leaves too few sentences.
_SHARED_WITH_ONE, _SHARED_WITH_ALL = 0.4, 0.5


@dataclass(frozen=True, slots=True)
class DigestSettings:
    """How long a digest is, in sentences and words.

    Args:
        most: Sentences from claims; disagreements come on top, so that the whole stays within ten.
        least: Claims of one outlet alone are taken only up to this many sentences.
        disagreements: Sentences on conflicts and differences.
        max_words: A longer sentence counts as hard to read.
    """

    most: int = 7
    least: int = 5
    disagreements: int = 3
    max_words: int = 40


@dataclass(frozen=True, slots=True)
class _Chosen:
    """A sentence with the claim it was chosen for, where it stands and what weighs in its order."""

    sentence: DigestSentence
    claim: Claim
    source: Span
    words: frozenset[str]


def digest_of(
    articles: Sequence[AnnotatedArticle],
    claims: Sequence[Claim],
    disagreements: Sequence[Disagreement],
    settings: DigestSettings | None = None,
) -> tuple[DigestSentence, ...]:
    """The digest's sentences: what happened, then claims by support, then conflicts, then compatible differences."""
    limits = settings or DigestSettings()
    by_id = {annotated.article.id: annotated for annotated in articles}
    subject = Subject(articles, claims)
    weights = {claim.id: _weight(claim, subject) for claim in claims}
    overtaken = _overtaken(articles, disagreements)
    chosen: list[_Chosen] = []
    for claim in sorted(claims, key=lambda c: -weights[c.id]):
        room = limits.least if claim.status is Status.SINGLE else limits.most
        if len(chosen) >= room or any(_holds(other.source, claim) for other in chosen):
            continue
        found = _sentence(claim, claims, by_id, limits, chosen, overtaken)
        if found is not None:
            chosen.append(found)
    ranked = sorted(disagreements, key=lambda d: d.compatible)[: limits.disagreements]
    return (*(c.sentence for c in _in_order(chosen, subject)), *map(_on, ranked))


def _overtaken(articles: Sequence[AnnotatedArticle], disagreements: Sequence[Disagreement]) -> list[Span]:
    """Spans whose value differs from what a report of a later day says: early counts, among others."""
    days = {a.article.id: a.article.published.value[:10] if a.article.published else "" for a in articles}
    spans: list[Span] = []
    for disagreement in disagreements:
        witnesses = [span for side in disagreement.sides for span in side.witnesses]
        latest = max((days[span.article_id] for span in witnesses), default="")
        spans += [span for span in witnesses if days[span.article_id] < latest]
    return spans


def _weight(claim: Claim, subject: Subject) -> float:
    support = _SUPPORT[claim.status] + _ORIGIN * min(claim.origins, 5)
    return support + subject.nearness(claim.text) + 0.5 * subject.prominence(claim)


def _in_order(chosen: Sequence[_Chosen], subject: Subject) -> list[_Chosen]:
    """What happened first: the most prominent of what more than one outlet tells; then as they were chosen."""
    shared = [c for c in chosen if c.claim.outlets > 1] or list(chosen)
    first = max(
        shared,
        key=lambda c: _opening_weight(c, subject),
        default=None,
    )
    rest = [c for c in chosen if c is not first]
    order = sorted(rest, key=lambda c: (-_SUPPORT[c.claim.status], -c.claim.origins))
    return [first, *order] if first is not None else []


def _opening_weight(chosen: _Chosen, subject: Subject) -> float:
    """How well a sentence opens the digest; somebody's words in quotation marks say less of what happened."""
    claim, is_quoted = chosen.claim, chosen.sentence.text[0] in "\"“‘'"
    return subject.nearness(claim.text) + subject.prominence(claim) + 0.5 * (_SUPPORT[claim.status] - is_quoted)


def _holds(source: Span, claim: Claim) -> bool:
    return any(source.overlap(witness.span) > len(witness.span) / 2 for witness in claim.witnesses)


def _sentence(
    claim: Claim,
    claims: Sequence[Claim],
    articles: Mapping[ArticleId, AnnotatedArticle],
    limits: DigestSettings,
    said: Sequence[_Chosen],
    overtaken: Sequence[Span],
) -> _Chosen | None:
    """A sentence for a claim; None where no witness can stand alone or all would repeat what is said.

    Between equally good ones the shorter way to the claim is better.
    """
    places = {name: number for number, name in enumerate(articles)}  # ids differ from machine to machine, places do not
    ranked = []
    for witness in claim.witnesses:
        annotated = articles[witness.span.article_id]
        source = sentence_around(witness.span, annotated)
        if source is None or not is_readable(source, annotated):
            continue
        beside = _beside(witness, source, annotated)
        wrong = faults(source, annotated, limits.max_words) + _unowned(witness, source, claim, annotated)
        wrong += beside > _MOSTLY_ELSE * len(source.wording(annotated.article.text).split())
        wrong += any(source.overlap(span) for span in overtaken)
        if wrong <= _MAX_FAULTS:
            ranked.append((wrong, beside, places[source.article_id], source, witness))
    for *_, source, witness in sorted(ranked, key=lambda found: found[:4]):
        annotated = articles[source.article_id]
        keys = content_words(source.wording(annotated.article.text))
        if _repeats(keys, [other.words for other in said]):
            continue
        text = _with_owner(standing_alone(source, annotated), claim, witness, source, annotated)
        cited = (source, *dict.fromkeys(w.span for w in claim.witnesses if not source.covers(w.span)))
        stated = [c.id for c in claims if c is not claim and any(source.covers(w.span) for w in c.witnesses)]
        return _Chosen(DigestSentence(text, cited, (claim.id, *stated)), claim, source, keys)
    return None


def _repeats(keys: frozenset[str], said: Sequence[frozenset[str]]) -> bool:
    if any(len(keys & other) >= _SHARED_WITH_ONE * max(1, min(len(keys), len(other))) for other in said):
        return True
    return len(keys & frozenset().union(*said)) >= _SHARED_WITH_ALL * max(1, len(keys))


def _unowned(witness: Witness, source: Span, claim: Claim, annotated: AnnotatedArticle) -> int:
    """How far the sentence is from saying on whose word the claim stands.

    A flat sentence never stands for a claim that somebody vouches for: it would turn his word into fact.
    """
    attribution = _attribution(witness, annotated)
    if claim.status is not Status.ONE_VOICE:
        return int(attribution is not None and not any(source.covers(piece) for piece in attribution.source))
    counted = {name for voice in claim.voices for name in voice.split(" / ")}
    if attribution is None and witness.voice_name not in counted:
        return _MAX_FAULTS + 1
    unsaid = attribution is not None and not any(source.covers(piece) for piece in attribution.source)
    return int(unsaid) + int(witness.voice_name not in counted)


def _beside(witness: Witness, source: Span, annotated: AnnotatedArticle) -> int:
    """How many words of the sentence are neither the claim nor its attribution."""
    attribution = _attribution(witness, annotated)
    needed = [witness.span, *((*attribution.source, *attribution.cue) if attribution else ())]
    covered = sum(len(span.wording(annotated.article.text).split()) for span in needed if source.overlap(span))
    return max(0, len(source.wording(annotated.article.text).split()) - covered)


def _with_owner(text: str, claim: Claim, witness: Witness, source: Span, annotated: AnnotatedArticle) -> str:
    """The sentence under the name of whoever vouches for it, unless it says so or independent texts bear it out."""
    outlet = annotated.article.name
    attribution = _attribution(witness, annotated)
    if attribution is not None and any(source.covers(piece) for piece in attribution.source):
        return text
    if attribution is None or attribution.speaker_kind is SpeakerKind.UNKNOWN:
        return text if claim.status is Status.CORROBORATED else f"{outlet} reports: {text}"
    speaker = witness.voice_name or attribution.speaker_name or ""
    return f"According to {_inside_a_sentence(speaker)}, {outlet} reports: {text}" if speaker else text


def _inside_a_sentence(name: str) -> str:
    first, _, rest = name.partition(" ")
    return f"{first.lower()} {rest}" if rest and first in {"The", "A", "An", "His", "Her", "Their", "Its"} else name


def _attribution(witness: Witness, annotated: AnnotatedArticle) -> Attribution | None:
    return next((a for a in annotated.attributions if a.id == witness.attribution), None)


def _on(disagreement: Disagreement) -> DigestSentence:
    """The disagreement's own sentence with every report of every side."""
    citations: dict[Span, None] = {}
    for side in disagreement.sides:
        seen: set[ArticleId] = set()
        for span in side.witnesses:
            if span.article_id not in seen:
                seen.add(span.article_id)
                citations[span] = None
    return DigestSentence(disagreement.explanation, tuple(citations), disagreement.claims)

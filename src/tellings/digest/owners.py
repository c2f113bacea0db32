"""Words before a sentence that say whose report it is: who vouches for it, has it alone, or whose text others carry.

They follow from the records (outlets, origins, voices) and claim nothing else.
"""

from collections.abc import Mapping, Sequence

from tellings.digest.matter import Matter
from tellings.records import (
    AnnotatedArticle,
    Attribution,
    Claim,
    Lineage,
    Origin,
    Span,
    SpeakerKind,
    Status,
    Witness,
)

# An attribution that covers so much of a sentence and has its source outside it speaks for the whole sentence.
_MOSTLY = 0.6
# Of 14 speakers put before a sentence in 79 events, three were found with less: one was wrong, an act of parliament.
_SURE = 0.8
_CARRIED = 0.7  # share of a sentence's words in another report that carries it; desks change a word or two
_TOLD = 0.45  # share from which another report is said to report the sentence too, not only a part of it
_AGENCIES = {"Agencies": "news agencies"}  # a credit that names none
_ARTICLES = {"The", "A", "An", "His", "Her", "Their", "Its", "Some", "One", "Two", "Three", "Several", "Many"}


class Owners:
    """The story's outlets and origins, to say in words whose a sentence is."""

    def __init__(self, articles: Sequence[AnnotatedArticle], lineage: Lineage | None, matter: Matter) -> None:
        self._matter = matter
        self._articles = {a.article.id: a for a in articles}
        self._origins: Mapping[str, Origin] = {o.id: o for o in lineage.origins} if lineage else {}
        self.outlets = len({a.article.name for a in articles})

    def lead_in(
        self, source: Span, claim: Claim, witness: Witness, others: Sequence[Span], *, is_exclusive: bool
    ) -> str | None:
        """The words before a sentence that was taken for a claim; None where its speaker cannot be told.

        A claim for which no other report is cited counts as one outlet's. "Only" is said where it is sure that no other
        has it.
        """
        annotated = self._articles[source.article_id]
        outlet = annotated.article.name
        absent = absent_speaker(source, annotated)
        if absent is not None:
            if not is_known(absent):
                return None
            speaker = witness.voice_name or absent.speaker_name or ""
            return f"According to {_inside_a_sentence(speaker)}, {outlet} reports: "
        if claim.outlets > 1 and not others:
            return f"{outlet} reports: "
        if claim.status is Status.SINGLE:
            is_said = any(source.overlap(piece) for a in annotated.attributions for piece in a.source)
            return f"Only {outlet} reports: " if is_exclusive else "" if is_said else f"{outlet} reports: "
        return self._echo(source, witness, others) if claim.status is Status.ECHOED else ""

    def _echo(self, source: Span, witness: Witness, others: Sequence[Span]) -> str:
        """Words for a sentence of one text: how many outlets carry the sentence itself, from whom if that is known."""
        carrying = [source, *(other for other in others if self._shares(source, other) >= _CARRIED)]
        names = {self._articles[span.article_id].article.name for span in carrying}
        if len(names) < 2:
            telling = [source, *(other for other in others if self._shares(source, other) >= _TOLD)]
            cited = {self._articles[span.article_id].article.name for span in telling}
            first = self._articles[source.article_id].article.name
            return f"{_joined(first, sorted(cited - {first}))}: "
        origin = self._origins.get(witness.origin)
        agencies = {agency for span in carrying for agency in self._articles[span.article_id].article.agency}
        agency = origin.agency if origin is not None and origin.agency else "".join(agencies) * (len(agencies) == 1)
        if agency:
            return f"As {len(names)} outlets carry from {_AGENCIES.get(agency, agency)}: "
        return f"As {len(names)} outlets tell in the same words: "

    def _shares(self, source: Span, other: Span) -> float:
        """How much of what the sentence tells stands around the place that is cited in another report, 0 to 1."""
        return self._matter.covered(self._matter.of(source), self._matter.around(other))


def _joined(first: str, others: Sequence[str]) -> str:
    """Who reports, in words."""
    if not others:
        return f"{first} reports"
    return f"{first} and {others[0] if len(others) == 1 else f'{len(others)} others'} report"


def absent_speaker(source: Span, annotated: AnnotatedArticle) -> Attribution | None:
    """The attribution to which most of a sentence belongs while its speaker stands outside the sentence."""
    for attribution in annotated.attributions:
        if any(source.overlap(piece) for piece in (*attribution.source, *attribution.cue)):
            continue
        if sum(source.overlap(piece) for piece in attribution.content) > _MOSTLY * len(source):
            return attribution
    return None


def is_known(attribution: Attribution) -> bool:
    """Whether it is sure who speaks, so that a digest may put the name before the words."""
    return (
        attribution.speaker_kind is not SpeakerKind.UNKNOWN
        and bool(attribution.speaker_name)
        and (attribution.confidence >= _SURE)
    )


def is_unowned(claim: Claim, witness: Witness) -> bool:
    """Whether a flat sentence would turn into fact what the claim has on somebody's word alone."""
    if claim.status is not Status.ONE_VOICE:
        return False
    counted = {name for voice in claim.voices for name in voice.split(" / ")}
    return witness.attribution is None and witness.voice_name not in counted


def _inside_a_sentence(name: str) -> str:
    first, _, rest = name.partition(" ")
    return f"{first.lower()} {rest}" if rest and first in _ARTICLES else name

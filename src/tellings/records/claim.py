"""What is asserted, by whom, from how many independent texts, and where accounts disagree."""

from dataclasses import dataclass
from enum import StrEnum

from tellings.records.span import ArticleId, Span


class Status(StrEnum):
    """How well a claim is supported; follows from its witnesses by rule alone."""

    CORROBORATED = "corroborated"  # two origins or more and two voices or more
    ONE_VOICE = "one-voice"  # two origins or more, all on one speaker's word
    ECHOED = "echoed"  # two outlets or more, one origin
    SINGLE = "single"  # one outlet
    DISPUTED = "disputed"  # some witness contradicts it


@dataclass(frozen=True, slots=True)
class Witness:
    """A span that asserts a claim.

    Args:
        origin: Id of the independent text these words belong to. Words inside a passage copied or reused from another
            article count as one origin with the words they were copied from, so this may differ from the article's own.
        voice: Entity id of the speaker it is attributed to, an unnamed source's words, or the outlet's name.
        voice_name: What to call the voice on a page.
        attribution: Id of the attribution whose content holds the span; None in the outlet's own voice.
    """

    span: Span
    origin: str
    voice: str
    voice_name: str
    attribution: str | None


@dataclass(frozen=True, slots=True)
class Claim:
    """One assertion with the spans that assert it.

    Args:
        id: Unique in the story and stable for the same input.
        text: The clearest witness's words, made to stand alone; attributed where every witness is.
        voices: Display names, most frequent first.
        absent_from: Articles of the story that do not carry it.
        reasons: Why these witnesses are one claim, one sentence an alignment.
        focus: The words of `text` that are claimed, where a claim is a part of an assertion ("in Brannick", "64 men"):
            its witnesses agree on these and may differ in the rest. Empty where the whole is claimed.
        confidence: How often two of its witnesses in different articles say the same, 0 to 1, calibrated; 1 where one
            article tells it.
        perhaps: Ids of claims that may be the same, the nearest first: offered, and never counted.
    """

    id: str
    text: str
    status: Status
    outlets: int
    origins: int
    voices: tuple[str, ...]
    witnesses: tuple[Witness, ...]
    absent_from: tuple[ArticleId, ...]
    reasons: tuple[str, ...]
    focus: str = ""
    confidence: float = 1.0
    perhaps: tuple[str, ...] = ()


class DisagreementKind(StrEnum):
    """What the accounts differ in."""

    NUMBER = "number"
    DATE = "date"
    PLACE = "place"
    POLARITY = "polarity"
    CAUSE = "cause"
    NAMING = "naming"
    CHARACTERISATION = "characterisation"


@dataclass(frozen=True, slots=True)
class Side:
    """One value in a disagreement and the spans that give it."""

    value: str
    witnesses: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Accounts that differ: in conflict, or compatible ("at least three" and "a fourth").

    Args:
        explanation: One sentence a reader understands without the texts.
        claims: Ids of the claims it touches.
    """

    id: str
    kind: DisagreementKind
    compatible: bool
    explanation: str
    sides: tuple[Side, ...]
    claims: tuple[str, ...]

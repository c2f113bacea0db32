"""What a search for differences hands over: two tellings that differ, and the signs that they are of one matter."""

from dataclasses import dataclass

from tellings.records import DisagreementKind, Span


@dataclass(frozen=True, slots=True)
class Telling:
    """One side's words.

    Args:
        span: Where they stand.
        value: What this side says, as printed.
        key: The same, folded: tellings with one key are one side.
        index: The place of the assertion they stand in.
    """

    span: Span
    value: str
    key: str
    index: int


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for two tellings being of one matter, each from 0 to 1.

    Args:
        head: How near the words are that both belong to; `above`, the words above those.
        sentences, assertions: Likeness of what they stand in.
        together: Whether both stand in one claim.
        parties: Whether subject or object are alike.
        spread: Share of the story's articles that tell this matter.
        near: How near the two values are.
        inside: Whether both stand in one article.
    """

    head: float = 0.0
    above: float = 0.0
    sentences: float = 0.0
    assertions: float = 0.0
    together: float = 0.0
    parties: float = 0.0
    spread: float = 0.0
    near: float = 0.0
    inside: float = 0.0


@dataclass(frozen=True, slots=True)
class Found:
    """A difference: what finds it (`search`), its kind, whether both can hold, what it is about, both tellings."""

    search: str
    kind: DisagreementKind
    compatible: bool
    subject: str
    one: Telling
    other: Telling
    signs: Signs
    grew: bool = False

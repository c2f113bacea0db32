"""What the parties want as plain data: parties by issues, movements, distances, and every stance by party."""

from dataclasses import dataclass

from tellings.show.evidence import Citation


@dataclass(frozen=True, slots=True)
class StanceView:
    """One stance of a party.

    `side` is "for", "against" or empty; `when` says since when it is held; `word_of` on whose word it stands.
    """

    stance: str
    note: str
    side: str
    plover: str
    issue: str
    target: str
    text: str
    when: str
    word_of: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class PartyView:
    """A party and its stances; `more` open on demand."""

    name: str
    stances: tuple[StanceView, ...]
    more: tuple[StanceView, ...]


@dataclass(frozen=True, slots=True)
class PositionCellView:
    """What one party holds on one issue: the latest stance, and earlier ones; nothing where it holds none."""

    issue: str
    latest: StanceView | None
    earlier: tuple[StanceView, ...]
    has_moved: bool


@dataclass(frozen=True, slots=True)
class PartyRowView:
    """A row of the matrix."""

    name: str
    cells: tuple[PositionCellView, ...]


@dataclass(frozen=True, slots=True)
class MovementView:
    """A change of a party's position: `direction` names its look, `word` says it."""

    direction: str
    word: str
    text: str
    date: str
    reason: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class DistanceView:
    """Two parties that stand apart on an issue; `apart` in words, `share` from 0 to 1."""

    issue: str
    one: str
    other: str
    apart: str
    share: float
    reason: str


@dataclass(frozen=True, slots=True)
class PositionsView:
    """Positions of the parties; without a common issue there are no rows and no distances."""

    issues: tuple[str, ...]
    rows: tuple[PartyRowView, ...]
    movements: tuple[MovementView, ...]
    distances: tuple[DistanceView, ...]
    parties: tuple[PartyView, ...]
    other_parties: tuple[PartyView, ...]
    count: int

"""The JSON objects of positions: what parties want, on which issues, how they moved and how far apart they stand."""

from typing import TypedDict

from tellings.records import DatedBy, Direction, Modality, Stance
from tellings.show.places import PlaceJson


class PositionJson(TypedDict):
    """A party's stance on an issue; `favour` of the issue's matter from -1, against, to 1, for."""

    id: str
    actor: str
    actor_name: str
    stance: Stance
    plover: str
    issue: str
    issue_id: str
    text: str
    date: str | None
    since: str | None
    dated_by: DatedBy | None
    modality: Modality
    target: str | None
    target_name: str
    favour: float | None
    evidence: list[PlaceJson]
    attribution: str | None
    voices: list[str]
    is_own_word: bool


class IssueJson(TypedDict):
    """What several positions are on; `parties` are actors, `positions` ids."""

    id: str
    name: str
    parties: list[str]
    positions: list[str]


class MovementJson(TypedDict):
    """A change of one party's position on one issue, with what shows it."""

    actor: str
    actor_name: str
    issue: str
    before: str | None
    after: str | None
    from_stance: Stance | None
    to_stance: Stance | None
    date: str | None
    direction: Direction
    text: str
    reason: str
    evidence: list[PlaceJson]


class PartyJson(TypedDict):
    """One side of a negotiation."""

    actor: str
    actor_name: str


class CellJson(TypedDict):
    """What one party holds on one issue; `tone` from -10, conflict, to 10, cooperation."""

    actor: str
    issue: str
    stance: Stance
    favour: float | None
    tone: float
    positions: list[str]


class DistanceJson(TypedDict):
    """How far two parties stand apart on one issue, 0 to 1."""

    issue: str
    one: str
    other: str
    distance: float
    reason: str


class NegotiationJson(TypedDict):
    """Parties by issues; cells stand only where a party holds a position."""

    parties: list[PartyJson]
    issues: list[str]
    cells: list[CellJson]
    distances: list[DistanceJson]

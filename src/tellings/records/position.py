"""What each party wants, offers, takes or refuses: positions, the issues they are on, their movement and distance."""

from dataclasses import dataclass
from enum import StrEnum

from tellings.records.span import Span


class Stance(StrEnum):
    """What a party does about an issue."""

    DEMANDS = "demands"
    OFFERS = "offers"
    ACCEPTS = "accepts"
    SUPPORTS = "supports"
    REJECTS = "rejects"
    THREATENS = "threatens"
    ACCUSES = "accuses"
    PROTESTS = "protests"
    CONSULTS = "consults"


class Modality(StrEnum):
    """Whether the stance was taken, or only foreseen, or bound to a condition, or belongs to the past."""

    TAKEN = "taken"  # "rejected the plan", "wants a pay rise"
    INTENDED = "intended"  # "will reject the plan", "plans to demand"
    CONDITIONAL = "conditional"  # "would accept the plan if …"
    FORMER = "former"  # "had previously refused", "used to oppose"


class DatedBy(StrEnum):
    """What ties a position to its day."""

    WORDS = "words"  # a time expression of its own clause
    ARTICLE = "article"  # the day on which the article was published: it was held by then


@dataclass(frozen=True, slots=True)
class Position:
    """A party's stance on an issue, on whose word, with its evidence.

    Args:
        actor: Entity id, or the words for a party that is no entity.
        actor_name: What to call the actor on a page.
        plover: PLOVER event type (Political Language Ontology for Verifiable Event Records), e.g. REQUEST, AGREE.
        issue: What it is about, in the words of the clearest evidence.
        text: The position as one short sentence.
        date: ISO date on which the clearest evidence has it, or None.
        attribution: Id of the attribution it stands in, or None in the outlet's own voice.
        id: "p1", "p2", … in the order of the story's positions.
        issue_id: `Issue.id`, shared by all positions on one issue; empty where nobody has grouped them.
        since: The earliest ISO date that any of the evidence ties it to, or None.
        dated_by: What `since` was read from; None without `since`.
        target: Whom it is addressed to or directed against (the accused, the one called on): entity id or words.
        target_name: What to call the target on a page; empty where there is none.
        favour: How far the party favours the issue's matter, -1 (against) to 1 (for); None where the stance does not
            tell, as for an accusation.
        voices: Names of those on whose word it stands, speakers or outlets, in the order of the evidence.
        is_own_word: Whether the party itself, or who speaks for it, is among the voices.
    """

    actor: str
    actor_name: str
    stance: Stance
    plover: str
    issue: str
    text: str
    date: str | None
    evidence: tuple[Span, ...]
    attribution: str | None
    id: str = ""
    issue_id: str = ""
    since: str | None = None
    dated_by: DatedBy | None = None
    modality: Modality = Modality.TAKEN
    target: str | None = None
    target_name: str = ""
    favour: float | None = None
    voices: tuple[str, ...] = ()
    is_own_word: bool = False


@dataclass(frozen=True, slots=True)
class Issue:
    """What several positions are on.

    Args:
        id: "i1", "i2", … those on which most parties have a position first.
        name: A short noun phrase in the words of the clearest evidence.
        parties: Actors with a position on it, in the order of `positions`.
        positions: Ids of the positions.
    """

    id: str
    name: str
    parties: tuple[str, ...]
    positions: tuple[str, ...]


class Direction(StrEnum):
    """Where a change leads: towards agreement on the matter, away from it, or to the other side."""

    NEARER = "nearer"
    FURTHER = "further"
    REVERSED = "reversed"


@dataclass(frozen=True, slots=True)
class Movement:
    """A change of one party's position on one issue.

    Args:
        actor, actor_name: As in `Position`.
        issue: `Issue.id`.
        before, after: Ids of the positions left and taken; None where the reports tell only the other.
        from_stance, to_stance: Their stances; None where the reports do not tell.
        date: ISO date of the change, or None.
        text: The change as one short sentence.
        reason: What shows it: the words of the report ("dropped its demand"), or two positions of different days.
    """

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
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Party:
    """A row of the matrix: one side of the negotiation."""

    actor: str
    actor_name: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What one party holds on one issue.

    Args:
        stance: The stance of the latest position, the one that counts.
        favour: As in `Position`, of the latest position that tells.
        tone: Mean conflict-cooperation value of the positions' PLOVER types, -10 (conflict) to 10 (cooperation).
        positions: Ids, the latest first.
    """

    actor: str
    issue: str
    stance: Stance
    favour: float | None
    tone: float
    positions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Distance:
    """How far two parties stand apart on one issue: 0 (same side) to 1 (opposite sides)."""

    issue: str
    one: str
    other: str
    distance: float
    reason: str


@dataclass(frozen=True, slots=True)
class Negotiation:
    """Parties by issues, for a story in which two parties or more hold positions on a common issue.

    Args:
        parties: Rows, those with positions on most issues first.
        issues: Columns: ids of issues, those with most parties first.
        cells: Only where a party holds a position on the issue; by row, then by column.
        distances: Of each pair of parties on each issue where both cells tell their favour, the widest first.
    """

    parties: tuple[Party, ...]
    issues: tuple[str, ...]
    cells: tuple[Cell, ...]
    distances: tuple[Distance, ...]


@dataclass(frozen=True, slots=True)
class Positions:
    """All that a story's articles tell of its parties' positions; `negotiation` is None where no issue is shared."""

    held: tuple[Position, ...]
    issues: tuple[Issue, ...]
    movements: tuple[Movement, ...]
    negotiation: Negotiation | None

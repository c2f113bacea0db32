"""Parties by issues: what each holds, and how far two of them stand apart.

Distance is measured on favour, not on tone: a party that demands a thing and one that accepts it want the same. Favour
is 1 for a matter that is accepted, offered, supported or demanded, -1 for one that is rejected or protested against,
half of that where a condition, a threat or a concession stands between; accusations and talks tell no favour. The tone
of a cell is Goldstein's conflict-cooperation value of its PLOVER types.
"""

from collections.abc import Sequence
from itertools import combinations
from statistics import mean

from tellings.comparison.positions.lexicon import plover_types
from tellings.records import Cell, Distance, Issue, Modality, Negotiation, Party, Position, Stance

# Share of a story's positions on issues that are bargained for, from which it is a negotiation: of 23 stories read 0.33
# to 0.65 in a take-over bid, a ceasefire and a row over sanctions, 0.15 at most in the others (crimes, courts, sport).
BARGAINED = 0.25
_BIDS = {Stance.DEMANDS, Stance.OFFERS}
_ANSWERS = {Stance.ACCEPTS, Stance.REJECTS, Stance.SUPPORTS, Stance.PROTESTS}


def negotiation_of(positions: Sequence[Position], issues: Sequence[Issue]) -> Negotiation | None:
    """The matrix of a story that is a negotiation; None for any other story.

    One is where a good part of what parties want is on issues on which one asks or offers and another answers. That
    two take sides on a thing is not enough: those who threaten a town alike, or a court and a convict, do not bargain.
    """
    by_id = {position.id: position for position in positions}
    cells = [cell for issue in issues for cell in _cells(issue, by_id)]
    sided = {issue.id: [c for c in cells if c.issue == issue.id and c.favour is not None] for issue in issues}
    shared = [issue.id for issue in issues if len(sided[issue.id]) > 1]
    bargained = sum(len(issue.positions) for issue in issues if _is_answered(sided[issue.id]))
    if not bargained or bargained < BARGAINED * len(positions):
        return None
    cells = [cell for cell in cells if cell.issue in shared]
    names = {position.actor: position.actor_name for position in positions}
    counts = {actor: sum(cell.actor == actor for cell in cells) for actor in dict.fromkeys(c.actor for c in cells)}
    actors = sorted(counts, key=lambda actor: -counts[actor])
    row, column = {a: n for n, a in enumerate(actors)}, {i: n for n, i in enumerate(shared)}
    return Negotiation(
        parties=tuple(Party(actor, names[actor]) for actor in actors),
        issues=tuple(shared),
        cells=tuple(sorted(cells, key=lambda cell: (row[cell.actor], column[cell.issue]))),
        distances=tuple(_distances(shared, sided, names, row)),
    )


def _is_answered(cells: Sequence[Cell]) -> bool:
    """Whether somebody answers what another asks for or offers."""
    bidders = {cell.actor for cell in cells if cell.stance in _BIDS}
    return any(cell.stance in _ANSWERS and bidders - {cell.actor} for cell in cells)


def _cells(issue: Issue, by_id: dict[str, Position]) -> list[Cell]:
    found = []
    for actor in issue.parties:
        own = [by_id[id_] for id_ in issue.positions if by_id[id_].actor == actor]
        own = sorted((p for p in own if p.modality is not Modality.FORMER), key=lambda p: p.date or "", reverse=True)
        if not own:
            continue
        sided = [position for position in own if position.favour is not None]
        latest = (sided or own)[0]
        found.append(
            Cell(
                actor=actor,
                issue=issue.id,
                stance=latest.stance,
                favour=latest.favour,
                tone=round(mean(plover_types()[position.plover].tone for position in own), 2),
                positions=tuple(position.id for position in own),
            )
        )
    return found


def _distances(
    issues: Sequence[str], sided: dict[str, list[Cell]], names: dict[str, str], row: dict[str, int]
) -> list[Distance]:
    found = []
    for issue in issues:
        for one, other in combinations(sorted(sided[issue], key=lambda cell: row[cell.actor]), 2):
            apart = abs((one.favour or 0.0) - (other.favour or 0.0)) / 2
            reason = f"{_side(names[one.actor], one)}; {_side(names[other.actor], other)}"
            found.append(Distance(issue, one.actor, other.actor, round(apart, 2), reason))
    return sorted(found, key=lambda each: -each.distance)


def _side(name: str, cell: Cell) -> str:
    favour = cell.favour or 0.0
    told = "for" if favour > 0 else "against"
    return f"{name}: {'' if abs(favour) == 1 else 'half '}{told} ({cell.stance})"

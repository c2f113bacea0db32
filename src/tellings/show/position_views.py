"""What the parties want, as the page shows it: parties by issues, who moved, who stands how far apart."""

from tellings.records import Cell, DatedBy, Direction, Modality, Movement, Negotiation, Position
from tellings.show.claim_book import ClaimBook, named_voices
from tellings.show.evidence import in_letter_order, one_a_report
from tellings.show.view_positions import (
    DistanceView,
    MovementView,
    PartyRowView,
    PartyView,
    PositionCellView,
    PositionsView,
    StanceView,
)
from tellings.show.words import moment

# Parties and issues that a matrix shows: a screen full. The list below it has every stance.
SHOWN_ROWS, SHOWN_ISSUES = 10, 6
# Pairs of parties whose distance is told, the widest first. A guess at what is read through.
SHOWN_DISTANCES = 6
# Stances of one party shown before the rest is folded; parties likewise.
SHOWN_STANCES, SHOWN_PARTIES = 3, 6

_NOTES = {Modality.INTENDED: "intended", Modality.CONDITIONAL: "on a condition", Modality.FORMER: "formerly"}
_DIRECTIONS = {
    Direction.NEARER: "towards agreement",
    Direction.FURTHER: "away from agreement",
    Direction.REVERSED: "reversed",
}
# From this distance on two parties stand on other sides, and up to this one on the same: a step of a stance's strength
# is a quarter.
_OPPOSITE, _SAME = 0.75, 0.25


def positions(book: ClaimBook) -> PositionsView:
    """The story's positions."""
    return _Positions(book).view()


class _Positions:
    def __init__(self, book: ClaimBook) -> None:
        self._book, self._story, self._evidence = book, book.story, book.evidence
        self._by_id = {position.id: position for position in book.story.positions}
        self._issues = {issue.id: issue.name for issue in book.story.issues}
        self._names = {position.actor: self._named(position.actor_name) for position in book.story.positions}

    def view(self) -> PositionsView:
        held = self._parties()
        told = self._story.negotiation
        issues = told.issues[:SHOWN_ISSUES] if told else ()
        return PositionsView(
            tuple(self._issues.get(issue, issue) for issue in issues),
            self._rows(told, issues) if told else (),
            tuple(map(self._movement, self._story.movements)),
            self._distances(told) if told else (),
            held[:SHOWN_PARTIES],
            held[SHOWN_PARTIES:],
            len(self._story.positions),
        )

    def _rows(self, told: Negotiation, issues: tuple[str, ...]) -> tuple[PartyRowView, ...]:
        cells = {(cell.actor, cell.issue): cell for cell in told.cells}
        moved = {(movement.actor, movement.issue) for movement in self._story.movements}
        rows: list[PartyRowView] = []
        for party in told.parties:
            found = [cells.get((party.actor, issue)) for issue in issues]
            if not any(found):
                continue
            views = tuple(
                self._cell(self._issues.get(issue, issue), cell, (party.actor, issue) in moved)
                for issue, cell in zip(issues, found, strict=True)
            )
            rows.append(PartyRowView(self._named(party.actor_name), views))
        return tuple(rows[:SHOWN_ROWS])

    def _cell(self, issue: str, cell: Cell | None, has_moved: bool) -> PositionCellView:
        """The cell with the stance that counts before the others."""
        held = [self._by_id[id_] for id_ in cell.positions if id_ in self._by_id] if cell else []
        held.sort(key=lambda position: cell is None or position.stance is not cell.stance)
        stances = [self._stance(position) for position in held]
        return PositionCellView(issue, stances[0] if stances else None, tuple(stances[1:]), has_moved)

    def _movement(self, movement: Movement) -> MovementView:
        return MovementView(
            movement.direction.value,
            _DIRECTIONS[movement.direction],
            self._named(movement.text),
            moment(movement.date),
            self._named(movement.reason),
            one_a_report(in_letter_order(self._evidence.cite_each(movement.evidence))),
        )

    def _distances(self, told: Negotiation) -> tuple[DistanceView, ...]:
        apart = [d for d in told.distances if d.distance > _SAME]
        return tuple(
            DistanceView(
                self._issues.get(d.issue, d.issue),
                self._names.get(d.one, d.one),
                self._names.get(d.other, d.other),
                "on opposite sides" if d.distance >= _OPPOSITE else "apart",
                round(d.distance, 2),
                self._named(d.reason),
            )
            for d in apart[:SHOWN_DISTANCES]
        )

    def _parties(self) -> tuple[PartyView, ...]:
        """Parties with their stances, those that take most stands first, else in the order of the story's positions."""
        by_actor: dict[str, list[Position]] = {}
        for position in self._story.positions:
            by_actor.setdefault(position.actor_name, []).append(position)
        views: list[PartyView] = []
        for name, held in sorted(by_actor.items(), key=lambda item: -len(item[1])):
            stances = tuple(map(self._stance, held))
            views.append(PartyView(self._named(name), stances[:SHOWN_STANCES], stances[SHOWN_STANCES:]))
        return tuple(views)

    def _stance(self, position: Position) -> StanceView:
        return StanceView(
            position.stance.value,
            _NOTES.get(position.modality, ""),
            _side(position.favour),
            position.plover,
            _said_anew(position.issue, position.text),
            self._named(position.target_name),
            self._named(position.text),
            _when(position),
            self._word_of(position),
            one_a_report(in_letter_order(self._evidence.cite_each(position.evidence))),
        )

    def _word_of(self, position: Position) -> str:
        others = [voice for voice in self._book.speaking(position.voices) if voice != position.actor_name]
        if position.is_own_word:
            return "own word"
        return f"on the word of {named_voices(others)}" if others else ""

    def _named(self, text: str) -> str:
        return self._evidence.named(text)


def _when(position: Position) -> str:
    """Since when the stance is held: from the report's own words, or by the day the report appeared."""
    if position.since is None:
        return moment(position.date) and f"since {moment(position.date)}"
    return f"{'by' if position.dated_by is DatedBy.ARTICLE else 'since'} {moment(position.since)}"


def _side(favour: float | None) -> str:
    return "" if not favour else "for" if favour > 0 else "against"


def _said_anew(issue: str, text: str) -> str:
    """The issue where the position's own sentence does not name it already."""
    return "" if issue.casefold() in text.casefold() else issue

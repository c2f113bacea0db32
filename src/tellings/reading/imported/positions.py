"""Positions, issues, movements and negotiations from the JSON of a comparison.

Files written before a position had an issue of its own are read too: what they lack is empty.
"""

from tellings.reading.imported.fields import Fields
from tellings.records import (
    Cell,
    DatedBy,
    Direction,
    Distance,
    Issue,
    Modality,
    Movement,
    Negotiation,
    Party,
    Position,
    Stance,
)


def position_of(record: Fields) -> Position:
    """The position of an entry of `positions`."""
    return Position(
        actor=record.text("actor"),
        actor_name=record.text("actor_name"),
        stance=record.choice("stance", Stance),
        plover=record.text("plover"),
        issue=record.text("issue"),
        text=record.text("text"),
        date=record.maybe_text("date"),
        evidence=tuple(place.place() for place in record.objects("evidence")),
        attribution=record.maybe_text("attribution"),
        id=_text(record, "id"),
        issue_id=_text(record, "issue_id"),
        since=_text(record, "since") or None,
        dated_by=record.choice("dated_by", DatedBy) if record.has("dated_by") else None,
        modality=record.choice("modality", Modality) if record.has("modality") else Modality.TAKEN,
        target=_text(record, "target") or None,
        target_name=_text(record, "target_name"),
        favour=record.share("favour") if record.has("favour") else None,
        voices=record.texts("voices") if record.has("voices") else (),
        is_own_word=record.has("is_own_word") and record.flag("is_own_word"),
    )


def issues_of(record: Fields) -> tuple[Issue, ...]:
    """The issues of a story's record."""
    return tuple(
        Issue(entry.name("id"), entry.text("name"), entry.texts("parties"), entry.texts("positions"))
        for entry in _entries(record, "issues")
    )


def movements_of(record: Fields) -> tuple[Movement, ...]:
    """The movements of a story's record."""
    return tuple(map(_movement, _entries(record, "movements")))


def negotiation_of(record: Fields) -> Negotiation | None:
    """The negotiation of a story's record, where it has one."""
    found = record.maybe_object("negotiation") if record.has("negotiation") else None
    if found is None:
        return None
    return Negotiation(
        parties=tuple(Party(row.text("actor"), row.text("actor_name")) for row in found.objects("parties")),
        issues=found.texts("issues"),
        cells=tuple(map(_cell, found.objects("cells"))),
        distances=tuple(
            Distance(row.text("issue"), row.text("one"), row.text("other"), row.share("distance"), row.text("reason"))
            for row in found.objects("distances")
        ),
    )


def _movement(record: Fields) -> Movement:
    return Movement(
        actor=record.text("actor"),
        actor_name=record.text("actor_name"),
        issue=record.text("issue"),
        before=record.maybe_text("before"),
        after=record.maybe_text("after"),
        from_stance=record.choice("from_stance", Stance) if record.has("from_stance") else None,
        to_stance=record.choice("to_stance", Stance) if record.has("to_stance") else None,
        date=record.maybe_text("date"),
        direction=record.choice("direction", Direction),
        text=record.text("text"),
        reason=record.text("reason"),
        evidence=tuple(place.place() for place in record.objects("evidence")),
    )


def _cell(record: Fields) -> Cell:
    return Cell(
        actor=record.text("actor"),
        issue=record.text("issue"),
        stance=record.choice("stance", Stance),
        favour=record.share("favour") if record.has("favour") else None,
        tone=record.share("tone"),
        positions=record.texts("positions"),
    )


def _text(record: Fields, name: str) -> str:
    return record.text(name) if record.has(name) else ""


def _entries(record: Fields, name: str) -> tuple[Fields, ...]:
    return record.objects(name) if record.has(name) else ()

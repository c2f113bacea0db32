"""Changes of a party's position: as a report tells them, or seen in what the party held and holds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tellings.comparison.positions.changes import Told
from tellings.records import DatedBy, Direction, Modality, Movement, Position, Stance

_COMPARED = 50  # positions of one party on one issue that are compared in time; more are a text that repeats itself
_ALIKE = 0.5  # share of both issues' features: being on one issue is not enough to be on one thing
_AGAINST = frozenset({Stance.REJECTS, Stance.PROTESTS})
_LEAST_CHANGE = 1.0  # of favour: from against to undecided or for; less is another wording of the same


def movements_of(
    positions: Sequence[Position], told: Sequence[Told], features: Mapping[str, frozenset[str]]
) -> list[Movement]:
    """All changes, dated ones first in order of their days; `features` are each position's, by id.

    One party moves one way on one issue once a day, however many reports tell it.
    """
    kept: dict[tuple[str, str, str, str | None], Movement] = {}
    in_words = list(_from_words(positions, told, features))
    seen = [span for movement in in_words for span in movement.evidence]
    for movement in [*in_words, *_from_positions(positions, features)]:
        if movement not in in_words and any(span.overlap(other) for span in movement.evidence for other in seen):
            continue
        key = (movement.actor, movement.direction, movement.issue, movement.date)
        first = kept.get(key)
        evidence = movement.evidence if first is None else tuple(dict.fromkeys((*first.evidence, *movement.evidence)))
        kept[key] = replace(first or movement, evidence=evidence)
    return sorted(kept.values(), key=lambda movement: (movement.date is None, movement.date or ""))


def _from_words(
    positions: Sequence[Position], told: Sequence[Told], features: Mapping[str, frozenset[str]]
) -> Iterator[Movement]:
    """The changes told of a party that holds a position, of the kind that is said to change if it holds one."""
    for change in told:
        own = [p for p in positions if p.actor == change.actor.id]
        alike = [p for p in own if p.stance in change.stances]
        about = max(alike or own, key=lambda p: (len(features[p.id] & change.features), len(p.evidence)), default=None)
        if about is None:
            continue
        is_left = about.modality is Modality.FORMER
        yield Movement(
            actor=about.actor,
            actor_name=about.actor_name,
            issue=about.issue_id,
            before=about.id if is_left else None,
            after=None if is_left else about.id,
            from_stance=about.stance if is_left else None,
            to_stance=None if is_left else about.stance,
            date=change.date,
            direction=change.direction,
            text=f"{about.actor_name} moved {_SAID[change.direction]}: “{change.words}”",
            reason="the report says so",
            evidence=(change.evidence,),
        )


_SAID = {
    Direction.NEARER: "towards the other side",
    Direction.FURTHER: "away from the other side",
    Direction.REVERSED: "to another position",
}


def _from_positions(positions: Sequence[Position], features: Mapping[str, frozenset[str]]) -> Iterator[Movement]:
    """Two positions of one party on one issue of which one is told as past, or is older by the words of the reports."""
    own: dict[tuple[str, str], list[Position]] = {}
    for position in positions:
        own.setdefault((position.actor, position.issue_id), []).append(position)
    for later in positions:
        for earlier in own[later.actor, later.issue_id][:_COMPARED]:
            if later.modality is Modality.FORMER or later.favour is None or earlier.favour is None:
                continue
            change = later.favour - earlier.favour
            is_other = (later.stance in _AGAINST) != (earlier.stance in _AGAINST)
            shared = len(features[earlier.id] & features[later.id])
            is_alike = shared >= _ALIKE * len(features[earlier.id] | features[later.id])
            if is_other and is_alike and abs(change) >= _LEAST_CHANGE and _is_before(earlier, later):
                yield _movement(earlier, later, change)
    for position in positions:
        if position.modality is Modality.FORMER and " no longer " in f" {position.text} ":
            yield _lapse(position)


def _is_before(earlier: Position, later: Position) -> bool:
    if earlier.modality is Modality.FORMER:
        return True
    both = earlier.dated_by is DatedBy.WORDS and earlier.since and later.since
    return bool(both) and str(earlier.since)[:7] <= str(later.since)[:7] and str(earlier.since) < str(later.since)


def _movement(earlier: Position, later: Position, change: float) -> Movement:
    crossed = (earlier.favour or 0) * (later.favour or 0) < 0
    direction = Direction.REVERSED if crossed else Direction.NEARER if change > 0 else Direction.FURTHER
    was = "held in former times" if earlier.modality is Modality.FORMER else f"of {earlier.since}"
    return Movement(
        actor=later.actor,
        actor_name=later.actor_name,
        issue=later.issue_id,
        before=earlier.id,
        after=later.id,
        from_stance=earlier.stance,
        to_stance=later.stance,
        date=later.since,
        direction=direction,
        text=f"{later.text}; before: {earlier.text}",
        reason=f"two positions on one issue, the first {was}",
        evidence=(earlier.evidence[0], later.evidence[0]),
    )


def _lapse(position: Position) -> Movement:
    favour = position.favour or 0.0
    return Movement(
        actor=position.actor,
        actor_name=position.actor_name,
        issue=position.issue_id,
        before=position.id,
        after=None,
        from_stance=position.stance,
        to_stance=None,
        date=position.since,
        direction=Direction.FURTHER if favour > 0 else Direction.NEARER,
        text=position.text,
        reason="the report says that the stance is no longer taken",
        evidence=position.evidence[:1],
    )

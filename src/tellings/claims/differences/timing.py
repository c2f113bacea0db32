"""Times and lengths of time of one matter that differ."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from tellings.claims.differences.found import Found
from tellings.claims.differences.matter import LIKE, Reading, telling
from tellings.claims.differences.points import Point, Slot
from tellings.claims.differences.times import Stretch
from tellings.records import DisagreementKind, Span

_MOST = 250
_DAY = 1440.0
_NEAR_HOURS = 2
_SAME_WORDS = 0.85  # likenesses from which two lengths are of one matter, whatever they are joined to
# Least sum of the likenesses of sentences and assertions: for hours, for other times, for a time within the other.
_CLOCKS, _ALIKE, _NARROWER = 0.2, 0.8, 0.9


def timing(reading: Reading) -> Iterator[Found]:
    """Differing times of one act, in reading order."""
    found = [p for p in reading.points if p.slot in {Slot.TIME, Slot.LENGTH}]
    parts = _parts(found)
    told: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for point in found:
        told[point.span.article_id].update((_of(point).value, term) for term in point.line[:1])
    for one, other in combinations(found[:_MOST], 2):
        ours, theirs = _of(one), _of(other)
        if (
            one.slot is not other.slot
            or one.span in parts
            or other.span in parts
            or one.span.article_id == other.span.article_id
            or _is_one(one, other)
        ):
            continue
        if _is_told_by_both(told, one, other):
            continue
        narrower = not ours.is_length and _is_inside(ours, theirs) and max(_size(ours), _size(theirs)) >= _DAY
        signs = reading.signs(one, other, near=_near(ours, theirs))
        alike = signs.sentences + signs.assertions
        first = signs.head if not ours.is_length else max(signs.head, signs.above)
        if first < LIKE and not (ours.is_length and alike >= _SAME_WORDS):
            continue
        if alike < (_NARROWER if narrower else _CLOCKS if _are_clocks(ours, theirs) else _ALIKE):
            continue
        zones = ours.is_clock and theirs.is_clock and ours.zone != theirs.zone
        yield Found(
            "narrower time" if narrower else one.slot.value,
            DisagreementKind.DATE,
            ours.meets(theirs) or zones,
            one.line[0] if one.line else "",
            telling(one, _key(ours)),
            telling(other, _key(theirs)),
            signs,
        )


def _parts(found: Sequence[Point]) -> frozenset[Span]:
    """Lengths that are parts of one ("nine minutes and 46 seconds")."""
    lengths = [p for p in found if p.slot is Slot.LENGTH]
    pairs = [(a, b) for a, b in pairwise(lengths) if a.span.article_id == b.span.article_id]
    return frozenset(p.span for a, b in pairs if 0 <= b.span.start - a.span.end <= _JOIN for p in (a, b))


_JOIN = 6  # characters between the parts: " and "


def _is_one(one: Point, other: Point) -> bool:
    """Whether two times are the same, as far as they can be: a day and an hour of it, a weekday read in two weeks."""
    ours, theirs = _of(one), _of(other)
    if ours.value == theirs.value and (ours.is_vague == theirs.is_vague or not ours.is_clock):
        return True
    if not ours.is_length and _is_inside(ours, theirs) and max(_size(ours), _size(theirs)) == _DAY:
        return True
    if one.wording.casefold() == other.wording.casefold():
        return True
    days = abs(ours.low - theirs.low) / _DAY
    return not ours.is_length and days > 0 and days == int(days) and days % 7 == 0 and _size(ours) == _size(theirs)


def _is_told_by_both(told: dict[str, set[tuple[str, str]]], one: Point, other: Point) -> bool:
    """Whether one article has the other's time of the same matter too: then the times are of two acts."""
    ours, theirs = _of(one), _of(other)
    if ours.value == theirs.value:
        return False
    first = (theirs.value, one.line[0]) if one.line else ("", "")
    second = (ours.value, other.line[0]) if other.line else ("", "")
    return first in told[one.span.article_id] or second in told[other.span.article_id]


def _near(one: Stretch, other: Stretch) -> float:
    if one.is_length:
        return min(one.low, other.low) / max(one.low, other.low, 1e-9)
    return 1 / (1 + abs(one.low - other.low) / _DAY)


def _are_clocks(one: Stretch, other: Stretch) -> bool:
    """Whether both are hours of a day that lie near, whatever day they were read on."""
    if max(_size(one), _size(other)) >= _DAY / 2 or one.is_length:
        return False
    apart = abs(one.low % _DAY - other.low % _DAY)
    return min(apart, _DAY - apart) <= _NEAR_HOURS * 60 or one.zone != other.zone


def _of(point: Point) -> Stretch:
    assert point.stretch is not None
    return point.stretch


def _key(stretch: Stretch) -> str:
    return f"{stretch.value}{' about' if stretch.is_vague else ''}"


def _size(stretch: Stretch) -> float:
    return stretch.high - stretch.low


def _is_inside(one: Stretch, other: Stretch) -> bool:
    return (one.low >= other.low and one.high <= other.high) or (other.low >= one.low and other.high <= one.high)

"""Numbers of one thing that differ, by value or by how exactly they are given."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from tellings.claims.differences.found import Found, Telling
from tellings.claims.differences.matter import LIKE, Reading, likeness
from tellings.claims.differences.points import Point, Slot
from tellings.claims.lexicon import words_of
from tellings.claims.quantities import Bound, Quantity
from tellings.records import DisagreementKind

_MOST = 250
_FAR = 3.0
_ALIKE = 0.3  # least sum of the likenesses of sentences and assertions


def numbers(reading: Reading) -> Iterator[Found]:
    """Differing numbers of one thing, in reading order."""
    found = [p for p in reading.points if p.slot is Slot.NUMBER and not _is_part(p)]
    told: dict[str, set[tuple[float, str]]] = defaultdict(set)
    for point in found:
        told[point.span.article_id].add((_of(point).value, _of(point).unit))
    for one, other in _pairs(found):
        ours, theirs = _of(one), _of(other)
        if not _is_one_thing(reading, one, other) or _is_told_by_both(told, one, other):
            continue
        grew = _has_grown(reading, one, other)
        meets = ours.meets(theirs) or grew
        zero = not ours.value or not theirs.value
        kind = DisagreementKind.POLARITY if zero else DisagreementKind.NUMBER
        near = min(ours.value, theirs.value) / max(ours.value, theirs.value, 1.0)
        yield Found(
            "zero" if zero else "number",
            kind,
            meets,
            ours.unit or theirs.unit,
            _telling(one),
            _telling(other),
            reading.signs(one, other, near=near),
            grew,
        )


def _pairs(found: list[Point]) -> Iterator[tuple[Point, Point]]:
    for one, other in combinations(found[:_MOST], 2):
        if (_of(one).low, _of(one).high, _of(one).bound) == (_of(other).low, _of(other).high, _of(other).bound):
            continue
        if (
            one.span.article_id == other.span.article_id
            and abs(one.whole.assertion.sentence - other.whole.assertion.sentence) == 0
        ):
            continue
        yield one, other


def _of(point: Point) -> Quantity:
    assert point.quantity is not None
    return point.quantity


def _telling(point: Point) -> Telling:
    quantity = _of(point)
    lead = "" if quantity.bound is Bound.EXACT or not point.term[1:2].isdigit() else f"{quantity.bound.value} "
    return Telling(point.span, lead + point.wording, f"{quantity.bound.value} {quantity.value:g}", point.index)


def _is_part(point: Point) -> bool:
    """Whether a number counts some of several ("one of the pilots"), or is "one", mostly an article."""
    return (
        " of the " in f" {point.wording} "
        or (" of " in " ".join(point.wording.split()[:2]) and _of(point).value < 3)
        or _of(point).value == 1
        or "-" in point.wording.split()[0][:3]
    )


def _is_one_thing(reading: Reading, one: Point, other: Point) -> bool:
    ours, theirs = _of(one), _of(other)
    zero = not ours.value or not theirs.value
    inside = one.span.article_id == other.span.article_id
    unit = likeness(ours.unit, theirs.unit)
    rest = _above(one, other)
    if unit < LIKE:
        if ours.unit and theirs.unit and not zero:
            return False
        if (ours.unit and ours.unit not in words_of("toll-unit")) or (
            theirs.unit and theirs.unit not in words_of("toll-unit")
        ):
            return False
        return rest >= LIKE and not inside and sum(_signs(reading, one, other)) >= _ALIKE
    signs = _signs(reading, one, other)
    if ours.unit == "old":
        return False
    if zero:
        return rest >= LIKE and sum(signs) >= _ALIKE
    if not ours.meets(theirs) and max(ours.value, theirs.value) > _FAR * min(ours.value, theirs.value):
        return False
    if inside:
        return False
    if sum(signs) < _ALIKE:
        return False
    modifiers = (one.words - {one.term, ours.unit}) & (other.words - {other.term, theirs.unit})
    telling_unit = ours.unit not in words_of("common-unit", "toll-unit")
    if any(word[0] == "@" for word in modifiers):
        return rest >= LIKE or max(signs) >= 0.2
    return rest >= LIKE or (max(signs) >= 0.3 and (telling_unit or bool(modifiers)))


def _has_grown(reading: Reading, one: Point, other: Point) -> bool:
    """Whether two tolls differ as a toll does that grows: the later report has the larger figure."""
    ours, theirs = one.whole, other.whole
    if (
        not words_of("toll") & {ours.predicate, theirs.predicate, *ours.terms, *theirs.terms}
        or not _of(one).value * _of(other).value
    ):
        return False
    days = [reading.articles[point.span.article_id].published for point in (one, other)]
    if days[0] is None or days[1] is None or days[0].value[:10] == days[1].value[:10]:
        return False
    return (days[0].value < days[1].value) == (_of(one).value < _of(other).value)


def _signs(reading: Reading, one: Point, other: Point) -> tuple[float, float]:
    return reading.surroundings.sentences(one.index, other.index), reading.surroundings.assertions(
        one.index, other.index
    )


def _above(one: Point, other: Point) -> float:
    """The likeness of the words above what is counted."""
    units = {_of(one).unit, _of(other).unit}
    lines = [[term for term in point.line if term not in units][:2] for point in (one, other)]
    return max((likeness(a, b) for a in lines[0] for b in lines[1]), default=0.0)


def _is_told_by_both(told: dict[str, set[tuple[float, str]]], one: Point, other: Point) -> bool:
    """Whether one article has the other's number of the same thing too: then the two count two things."""
    ours, theirs = _of(one), _of(other)
    if ours.value == theirs.value or one.span.article_id == other.span.article_id or not ours.value or not theirs.value:
        return False
    return (theirs.value, theirs.unit) in told[one.span.article_id] or (ours.value, ours.unit) in told[
        other.span.article_id
    ]

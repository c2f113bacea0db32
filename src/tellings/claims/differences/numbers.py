"""Numbers of one thing that differ, by value or by how exactly they are given."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations

from tellings.claims.differences.doubting import are_days_apart, is_hedged
from tellings.claims.differences.found import Found, Telling
from tellings.claims.differences.matter import LIKE, Reading, likeness
from tellings.claims.differences.points import Point, Slot
from tellings.claims.lexicon import words_of
from tellings.claims.quantities import Bound, Quantity
from tellings.records import ArticleId, DisagreementKind

_MOST = 250
_ANYONE = frozenset({"", "one", "people", "person"})
# How near values must be, as the smaller over the larger: where both can hold, where they cannot, to be nearly one.
_NEAREST, _NEAR_CONFLICT, _NEARLY_ONE = 0.33, 0.5, 0.9
# Least sum of the likenesses of sentences and assertions; of the larger, with a name beside both numbers; in conflict,
# of either and in sum.
_ALIKE, _ALIKE_NAMED, _ALIKE_CONFLICT, _SUM_CONFLICT = 0.3, 0.2, 0.2, 0.75
_ALIKE_HINTED = 0.45  # where one says "several" or "many", which may be of anything


def numbers(reading: Reading) -> Iterator[Found]:
    """Differing numbers of one thing, in reading order."""
    found = [p for p in reading.points if p.slot is Slot.NUMBER and not is_part(p)]
    told: dict[str, set[float]] = defaultdict(set)
    times = Counter((point.span.article_id, _of(point).unit) for point in found)
    for point in found:
        told[point.span.article_id].add(_of(point).value)
    for one, other in _pairs(found):
        ours, theirs = _of(one), _of(other)
        zero = not ours.value or not theirs.value
        if zero:
            if "no" not in (ours.wording, theirs.wording) or not _is_denied(reading, one, other):
                continue
        elif not _is_one_thing(reading, one, other) or (
            ours.value != theirs.value
            and (
                _is_told_by_both(told, one, other)
                or not _is_told_once(times, one, other, meets=ours.meets(theirs))
                or _are_tolls(one, other)
            )
        ):
            continue
        unreal = bool(one.whole.modality or other.whole.modality)  # a plan may turn out otherwise
        grew = _has_grown(reading, one, other)
        holds = ours.meets(theirs) or (unreal and not zero) or grew
        if not holds and (unreal or _is_doubtful(reading, one, other)):
            continue
        yield Found(
            "zero" if zero else "number",
            DisagreementKind.POLARITY if zero else DisagreementKind.NUMBER,
            holds,
            ours.unit or theirs.unit,
            number_telling(one),
            number_telling(other),
            reading.signs(one, other, near=quantities_near(ours, theirs)),
            grew,
        )


def _is_doubtful(reading: Reading, one: Point, other: Point) -> bool:
    """Whether two numbers that cannot both hold may be of two cases or days, or one of them limited."""
    if one.is_hinted or other.is_hinted:
        return True  # "several" may be two
    if not _of(one).value or not _of(other).value:
        none = one if not _of(one).value else other
        if _of(none).unit not in _ANYONE or likeness(one.whole.predicate, other.whole.predicate) < LIKE:
            return True  # "no touchdowns" is said of many
        return is_hedged(reading.text(one.index)) or is_hedged(reading.text(other.index))
    if moves(one) or moves(other) or is_rounded(_of(one).value, _of(other).value):
        return True
    return are_days_apart(*(reading.articles[point.span.article_id] for point in (one, other)))


def moves(point: Point) -> bool:
    """Whether a number is of what has another value every hour: a price that falls or closes."""
    return bool(words_of("moving") & set(point.line[:3]))


def is_rounded(one: float, other: float) -> bool:
    """Whether the less exact of two numbers is the other, rounded: 20 and 19.9, 1,100 and 1,121.60."""
    coarse, fine = sorted((one, other), key=_digits)
    shift = 10.0 ** (math.floor(math.log10(coarse)) + 1 - _digits(coarse)) if coarse > 0 else 1.0
    return math.isclose(round(fine / shift) * shift, coarse, rel_tol=1e-9)


def _digits(value: float) -> int:
    """How many digits a number has without the noughts at its end: 2 for 1,100, 4 for 19.95."""
    return len(f"{value:.10g}".partition("e")[0].replace(".", "").strip("0"))


def _pairs(found: list[Point]) -> Iterator[tuple[Point, Point]]:
    """Numbers of two sentences of which one is not the other, given as exactly."""
    for one, other in combinations(found[:_MOST], 2):
        ours, theirs = _of(one), _of(other)
        bounds = {ours.bound, theirs.bound}
        if (ours.low, ours.high, ours.bound) == (theirs.low, theirs.high, theirs.bound):
            continue
        if ours.value == theirs.value and not (ours.unit or theirs.unit):
            continue  # an age or a mark ("16", "under 16")
        if Bound.AT_MOST in bounds and (Bound.AT_LEAST in bounds or ours.value != theirs.value):
            continue  # two sides of one limit ("up to 400 feet", "above 400 feet"), or two limits
        if (
            one.span.article_id != other.span.article_id
            or one.whole.assertion.sentence != other.whole.assertion.sentence
        ):
            yield one, other


def quantities_near(one: Quantity, other: Quantity) -> float:
    """How near two numbers are: the smaller over the larger, or over one."""
    return min(one.value, other.value) / max(one.value, other.value, 1.0)


def _of(point: Point) -> Quantity:
    assert point.quantity is not None
    return point.quantity


def number_telling(point: Point) -> Telling:
    """A number as one side of a difference: with its bound, as printed."""
    quantity = _of(point)
    lead = "" if quantity.bound is Bound.EXACT or point.is_hinted else f"{quantity.bound.value} "
    return Telling(point.span, lead + point.wording, f"{quantity.bound.value} {quantity.value:g}", point.index)


def is_part(point: Point) -> bool:
    """Whether a number counts some of several ("one of the pilots"), is part of a word, or "one", mostly an article."""
    words = point.wording.split()
    few = _of(point).value < 3 and "of" in words[1:2]
    if _of(point).unit in {"am", "pm", "a.m.", "p.m."} or _of(point).unit in words_of("zone"):
        return True  # minutes of an hour that was cut in two
    return few or _of(point).value == 1 or "-" in words[0] or words[1:2] == ["-"] or " of the " in f" {point.wording} "


def _is_denied(reading: Reading, one: Point, other: Point) -> bool:
    """Whether one has none of what the other counts: "no one was injured", "two people were injured"."""
    none, some = (one, other) if not _of(one).value else (other, one)
    unit = _of(none).unit
    if unit not in _ANYONE and not any(likeness(unit, term) >= LIKE for term in (_of(some).unit, *some.line[:2])):
        return False
    return _above(one, other) >= LIKE and sum(_signs(reading, one, other)) >= _ALIKE


def _is_one_thing(reading: Reading, one: Point, other: Point) -> bool:
    """Whether two numbers of two reports count one thing: its unit, and what is above it or around it."""
    ours, theirs = _of(one), _of(other)
    vague = any(point.is_hinted for point in (one, other))
    if one.is_hinted and other.is_hinted:
        return False  # "several hours", "a few hours"
    if (one.span.article_id == other.span.article_id and not vague) or ours.unit == "old":
        return False
    least = _NEAREST if ours.meets(theirs) and not {ours.bound, theirs.bound} & {Bound.AT_MOST} else _NEAR_CONFLICT
    loose = vague or Bound.ABOUT in (ours.bound, theirs.bound)
    if quantities_near(ours, theirs) < (0.0 if loose and ours.meets(theirs) else least):
        return False
    signs, rest = _signs(reading, one, other), _above(one, other)
    if sum(signs) < (_ALIKE_HINTED if vague else _ALIKE):
        return False
    if likeness(ours.unit, theirs.unit) < LIKE:
        plain = {unit for unit in (ours.unit, theirs.unit) if unit} <= words_of("toll-unit")
        return plain and not (ours.unit and theirs.unit) and rest >= LIKE and ours.meets(theirs)
    if not ours.meets(theirs):
        return rest >= LIKE and min(signs) >= _ALIKE_CONFLICT and sum(signs) >= _SUM_CONFLICT
    modifiers = (one.words - {one.term, ours.unit}) & (other.words - {other.term, theirs.unit})
    if any(word[0] == "@" for word in modifiers):
        return rest >= LIKE or max(signs) >= _ALIKE_NAMED
    if one.span.article_id == other.span.article_id:
        return False
    telling_unit = ours.unit not in words_of("common-unit", "toll-unit")
    return rest >= LIKE or (max(signs) >= _ALIKE and (telling_unit or bool(modifiers)))


def _are_tolls(one: Point, other: Point) -> bool:
    """Whether both count people who died, were hurt and the like: an event has its tolls, which are held apart."""
    units = words_of("toll-unit") | {""}
    classes = words_of("toll", "toll-dead", "toll-missing", "toll-saved", "toll-hurt", "toll-noun")
    tolls = [_of(p).unit in units | classes and bool(classes & set(p.line[:2])) for p in (one, other)]
    return any(tolls) or any(_of(p).unit in classes for p in (one, other))


def _is_told_once(times: Mapping[tuple[ArticleId, str], int], one: Point, other: Point, *, meets: bool) -> bool:
    """Whether each article gives one number of that unit, so that the two cannot be of two things."""
    if meets and quantities_near(_of(one), _of(other)) >= _NEARLY_ONE:
        return True
    if meets and any(point.is_hinted for point in (one, other)):
        return True
    return all(times[point.span.article_id, _of(point).unit] == 1 for point in (one, other))


def _has_grown(reading: Reading, one: Point, other: Point) -> bool:
    """Whether two tolls differ as a toll does that grows: the later report has the larger figure."""
    ours, theirs = one.whole, other.whole
    if not words_of("toll") & {ours.predicate, theirs.predicate, *ours.terms, *theirs.terms}:
        return False
    if not _of(one).value or not _of(other).value:
        return False
    days = [reading.articles[point.span.article_id].published for point in (one, other)]
    if days[0] is None or days[1] is None or days[0].value[:10] == days[1].value[:10]:
        return False
    return (days[0].value < days[1].value) == (_of(one).value < _of(other).value)


def _signs(reading: Reading, one: Point, other: Point) -> tuple[float, float]:
    around = reading.surroundings
    return around.sentences(one.index, other.index), around.assertions(one.index, other.index)


def _above(one: Point, other: Point) -> float:
    """The likeness of the words above what is counted."""
    units = {_of(one).unit, _of(other).unit}
    lines = [[term for term in point.line if term not in units][:2] for point in (one, other)]
    return max((likeness(a, b) for a in lines[0] for b in lines[1]), default=0.0)


def _is_told_by_both(told: Mapping[str, set[float]], one: Point, other: Point) -> bool:
    """Whether one article has the other's number too: then the two count two things."""
    if any(point.is_hinted for point in (one, other)):  # "several"
        return False
    return _of(other).value in told[one.span.article_id] or _of(one).value in told[other.span.article_id]

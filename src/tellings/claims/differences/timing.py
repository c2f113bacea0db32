"""Times and lengths of time of one matter that differ."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from tellings.claims.differences.doubting import is_after, is_of_the_page
from tellings.claims.differences.found import Found
from tellings.claims.differences.matter import LIKE, Reading, telling
from tellings.claims.differences.points import Point, Slot
from tellings.claims.differences.times import Stretch
from tellings.records import DisagreementKind, Span

_MOST = 250
_DAY = 1440.0
_YEAR = 366 * _DAY
_NEAR_HOURS = 2
_ONE_ACT = 30  # minutes between two hours that are surely of one act; four of four on eleven events
_OF_ONE_DAY = 2  # days between them at most, as an hour alone is read on the day of publication
_LEEWAY = (
    7 * _DAY
)  # by which a time counted from another ("yesterday") is of one day with a date: its report may be old
_YEARS = 0.6
_SAME_WORDS = 0.85  # likenesses from which two lengths are of one matter, whatever they are joined to
# Least sum of the likenesses of sentences and assertions: for hours, for other times, for a time within the other.
_CLOCKS, _ALIKE, _NARROWER = 0.1, 0.8, 0.9
_MONTH, _MONTHS = 28, 45  # days
_NESTED = (
    0.6  # the same for a time within another, whatever verbs they stand with, that neither report has of the other
)


def timing(reading: Reading) -> Iterator[Found]:
    """Differing times of one act, in reading order."""
    found = [p for p in reading.points if p.slot in {Slot.TIME, Slot.LENGTH}]
    parts = _parts(found)
    told: dict[str, set[tuple[str, str]]] = defaultdict(set)
    known: dict[str, set[str]] = defaultdict(set)
    for point in found:
        known[point.span.article_id].add(_of(point).value)
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
        loose = (ours.is_length and alike >= _SAME_WORDS) or (_are_years(one, other) and alike >= _YEARS)
        least = _NARROWER if narrower else _CLOCKS if _are_clocks(ours, theirs) else _ALIKE
        loose |= narrower and alike >= _NESTED and _tells_more(ours, theirs) and not _are_known(known, one, other)
        if not loose and not _are_of_one_hour(ours, theirs) and (first < LIKE or alike < least):
            continue
        zones = bool(ours.zone and theirs.zone and ours.zone != theirs.zone)
        unreal = bool(one.whole.modality or other.whole.modality) and not ours.is_length  # plans come about later
        compatible = ours.meets(theirs) or _is_about_one_hour(ours, theirs) or zones or unreal or _are_years(one, other)
        if not compatible and not (_is_sure(one, other) and _can_be_one_act(reading, one, other)):
            continue
        yield Found(
            "narrower time" if narrower else one.slot.value,
            DisagreementKind.DATE,
            compatible,
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
    if ours.is_clock and theirs.is_clock and ours.low % _DAY == theirs.low % _DAY and ours.is_vague == theirs.is_vague:
        return True
    days = [stretch.value[4:] for stretch in (ours, theirs)]
    is_same_day = all(days) and (days[0].startswith(days[1]) or days[1].startswith(days[0])) and not ours.is_length
    if is_same_day and ours.value[:4] != theirs.value[:4] and not all(_has_year(point) for point in (one, other)):
        return True  # one day, read in two years
    apart = abs(ours.low - theirs.low) / _DAY
    return not ours.is_length and apart > 0 and apart % 7 == 0 and _size(ours) == _size(theirs)


def _are_years(one: Point, other: Point) -> bool:
    """Whether one says "two years ago" and the other names that year, or the next to it."""
    years = [p for p in (one, other) if p.wording.endswith("years ago")]
    apart = abs(_of(one).low - _of(other).low)
    return len(years) == 1 and apart <= _YEAR and all(_size(_of(p)) >= _YEAR - 2 * _DAY for p in (one, other))


def _has_year(point: Point) -> bool:
    return _of(point).value[:4] in point.wording


def _is_sure(one: Point, other: Point) -> bool:
    """Whether two times that cannot both hold are surely read aright: no lengths, nothing counted from a near day.

    "Last night" and "Thursday" are one day, or not, by the hour of publication.
    """
    ours, theirs = _of(one), _of(other)
    if ours.is_length:
        return False
    if ours.is_clock and theirs.is_clock:
        return True
    if min(_size(ours), _size(theirs)) >= _YEAR - 2 * _DAY:  # "the 2020 election", "an election in 2025"
        return False
    apart = max(ours.low, theirs.low) - min(ours.high, theirs.high)
    relative = [p for p in (one, other) if not any(c.isdigit() or c.isupper() for c in p.wording)]
    leeway = max([_LEEWAY, *(_size(_of(point)) for point in relative)])
    years = [point.wording.endswith(" ago") for point in (one, other)]
    return not (relative and apart <= leeway) and not (any(years) and apart <= _YEAR)


def _can_be_one_act(reading: Reading, one: Point, other: Point) -> bool:
    """Whether two times may be of one act: no report tells what came after it, none is the page's own."""
    if any(is_of_the_page(reading.articles[point.span.article_id], point.span) for point in (one, other)):
        return False
    if _of(one).is_clock and _of(other).is_clock:
        return True  # hours are often read on the day of publication
    return not any(
        is_after(_of(ours).low // _DAY, reading.articles[theirs.span.article_id])
        for ours, theirs in ((one, other), (other, one))
    )


def _is_told_by_both(told: dict[str, set[tuple[str, str]]], one: Point, other: Point) -> bool:
    """Whether one article has the other's time of the same matter too: then the times are of two acts."""
    ours, theirs = _of(one), _of(other)
    if ours.value == theirs.value:
        return False
    first = (theirs.value, one.line[0]) if one.line else ("", "")
    second = (ours.value, other.line[0]) if other.line else ("", "")
    return first in told[one.span.article_id] or second in told[other.span.article_id]


def _tells_more(one: Stretch, other: Stretch) -> bool:
    """Whether a time within another may be of the same act: a day in a month, a month in a year, no hour in a year."""
    sizes = sorted((_size(one), _size(other)))
    return sizes[1] <= _MONTHS * _DAY or sizes[0] >= _MONTH * _DAY


def _are_known(known: dict[str, set[str]], one: Point, other: Point) -> bool:
    """Whether either report has the other's time too, of whatever matter."""
    return _of(other).value in known[one.span.article_id] or _of(one).value in known[other.span.article_id]


def _near(one: Stretch, other: Stretch) -> float:
    if one.is_length:
        return min(one.low, other.low) / max(one.low, other.low, 1e-9)
    return 1 / (1 + abs(one.low - other.low) / _DAY)


def _are_clocks(one: Stretch, other: Stretch) -> bool:
    """Whether both are hours of a day that lie near, whatever day they were read on."""
    if (
        not (one.is_clock or other.is_clock)
        or one.is_length
        or not ((one.is_clock and other.is_clock) or one.meets(other))
    ):
        return False
    return _minutes_apart(one, other) <= _NEAR_HOURS * 60 or bool(one.zone and other.zone and one.zone != other.zone)


def _are_of_one_hour(one: Stretch, other: Stretch) -> bool:
    """Whether both are told to the minute, and lie so near that they are of one act whatever verb they stand with."""
    days = abs(one.low - other.low) / _DAY
    return one.is_clock and other.is_clock and _minutes_apart(one, other) <= _ONE_ACT and days <= _OF_ONE_DAY


def _is_about_one_hour(one: Stretch, other: Stretch) -> bool:
    """Whether hours of which one is vague can be one, read on two days as they may be."""
    return (one.is_vague or other.is_vague) and _are_of_one_hour(one, other)


def _minutes_apart(one: Stretch, other: Stretch) -> float:
    """Between two hours, whatever day each is read on."""
    apart = abs(one.low % _DAY - other.low % _DAY)
    return min(apart, _DAY - apart)


def _of(point: Point) -> Stretch:
    assert point.stretch is not None
    return point.stretch


def _key(stretch: Stretch) -> str:
    return f"{stretch.value}{' about' if stretch.is_vague else ''}"


def _size(stretch: Stretch) -> float:
    return stretch.high - stretch.low


def _is_inside(one: Stretch, other: Stretch) -> bool:
    return (one.low >= other.low and one.high <= other.high) or (other.low >= one.low and other.high <= one.high)

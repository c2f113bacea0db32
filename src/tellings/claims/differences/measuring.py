"""One measure told in two units, with sizes that are near but not one: "19,000 pounds", "8.5 tonnes"."""

from collections.abc import Iterator
from functools import cache
from itertools import combinations
from typing import NamedTuple

from tellings.claims.differences.found import Found
from tellings.claims.differences.matter import Reading, telling
from tellings.claims.differences.points import Point, Slot
from tellings.data.tables import table
from tellings.records import ArticleId, DisagreementKind

_MOST = 120
# The smaller size over the larger, of two that are of one thing; nearer than the second they are one, rounded.
_NEAR, _ONE = 0.92, 0.995


def measuring(reading: Reading) -> Iterator[Found]:
    """Differing sizes in two units, in reading order; not where one report gives its size in the other's unit too."""
    found = [(point, size) for point in reading.points if (size := _size(point))][:_MOST]
    told: dict[ArticleId, set[_Unit]] = {}
    for point, size in found:
        told.setdefault(point.span.article_id, set()).add(size.unit)
    for (one, ours), (other, theirs) in combinations(found, 2):
        if ours.unit.dimension != theirs.unit.dimension or ours.unit == theirs.unit:
            continue
        if theirs.unit in told[one.span.article_id] or ours.unit in told[other.span.article_id]:
            continue
        near = min(ours.value, theirs.value) / max(ours.value, theirs.value)
        if _NEAR <= near < _ONE:
            signs = reading.signs(one, other, near=near)
            tellings = (telling(one), telling(other))
            yield Found("measure", DisagreementKind.NUMBER, True, ours.unit.dimension, *tellings, signs)


class _Unit(NamedTuple):
    """What a unit measures, and its size; "km" and "kilometre" are one."""

    dimension: str
    size: float


class _Size(NamedTuple):
    unit: _Unit
    value: float


def _size(point: Point) -> _Size | None:
    """What a number with a unit measures, and how much; None where it measures nothing."""
    if point.slot is not Slot.NUMBER or point.quantity is None or point.is_hinted or not point.quantity.value:
        return None
    unit = _measures().get(point.quantity.unit)
    return _Size(unit, unit.size * point.quantity.value) if unit else None


@cache
def _measures() -> dict[str, _Unit]:
    return {name: _Unit(dimension, float(size)) for name, dimension, size in table("measures")}

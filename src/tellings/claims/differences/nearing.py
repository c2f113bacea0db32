"""Numbers and lengths of time that are near, and that no report has both of: "a clip worth $480", "a $489 pin".

What the numbers belong to may be told by words without a tie. That they are near, that each is the other's likest in
its report, and that neither report has the other's, says more. On 25 events 20 of 29 so found are in a key, and most
of the others are left out there for being small ("25 knots", "over 25 knots").
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from tellings.claims.differences.doubting import are_days_apart
from tellings.claims.differences.found import Found, Telling
from tellings.claims.differences.matter import LIKE, Reading, likeness, telling
from tellings.claims.differences.numbers import is_part, is_rounded, moves, number_telling
from tellings.claims.differences.points import Point, Slot
from tellings.claims.differences.tolling import toll_of
from tellings.claims.quantities import Bound
from tellings.records import ArticleId, DisagreementKind, Span

_MOST = 300
_NEAR = 0.8  # the smaller over the larger
# Least sum of the likenesses of sentences and assertions; where only the bound differs ("about 30", "30").
_ALIKE, _ALIKE_ONE = 0.2, 0.3
_ALIKE_SHARES = 0.5  # the same for percentages, which are of anything
_NEARNESS = 2.0  # how much nearness weighs beside likeness for the likest number of a report; 2 and 5 do as well
# From here on two exact numbers cannot both be right; what is further apart is often of two things.
_NEAR_CONFLICT = 0.9


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number or a length as it is compared: what of, how much, how exactly; whether it is a toll."""

    point: Point
    unit: str
    size: float
    bound: str
    is_toll: bool = False

    @property
    def article(self) -> ArticleId:
        return self.point.span.article_id


# The sizes that each report gives, with how exactly.
Told = Mapping[ArticleId, set[tuple[float, str]]]


def nearing(reading: Reading) -> Iterator[Found]:
    """Near numbers of one unit, each the other's likest, in reading order."""
    found = list(_near(reading))
    best: dict[tuple[Span, ArticleId], float] = {}
    for one in found:
        for key in _keys(one):
            best[key] = max(best.get(key, 0.0), _weight(one))
    yield from (one for one in found if all(best[key] == _weight(one) for key in _keys(one)))


def _near(reading: Reading) -> Iterator[Found]:
    amounts = [amount for point in reading.points if (amount := _amount(point))][:_MOST]
    told = _told(amounts)
    for one, other in combinations(amounts, 2):
        if one.article == other.article or not _may_be_one(one, other, told):
            continue
        near = _nearness(one, other)
        signs = reading.signs(one.point, other.point, near=near)
        if signs.sentences + signs.assertions >= _least(one, near):
            is_length = one.point.slot is Slot.LENGTH
            yield Found(
                "length near" if is_length else "number near",
                DisagreementKind.DATE if is_length else DisagreementKind.NUMBER,
                not _are_at_odds(reading, one, other),
                one.unit,
                _telling(one),
                _telling(other),
                signs,
            )


def _least(amount: _Amount, near: float) -> float:
    if amount.unit == "percent":
        return _ALIKE_SHARES
    return _ALIKE if near < 1 else _ALIKE_ONE


def _amount(point: Point) -> _Amount | None:
    if point.slot is Slot.LENGTH and point.stretch is not None:
        bound = Bound.ABOUT if point.stretch.is_vague else Bound.EXACT
        return _Amount(point, "", point.stretch.low, bound.value)
    quantity = point.quantity
    if point.slot is not Slot.NUMBER or quantity is None or point.is_hinted or is_part(point) or not quantity.value:
        return None
    if point.wording.split()[1:2] in (["and"], ["to"], ["or"]):
        return None  # one end of a range
    return _Amount(point, quantity.unit, quantity.value, quantity.bound.value, is_toll=bool(toll_of(point)))


def _may_be_one(one: _Amount, other: _Amount, told: Told) -> bool:
    """Whether two amounts are of one kind, near, not told by one report both, and not one to the last word."""
    if one.point.slot is not other.point.slot or _nearness(one, other) < _NEAR:
        return False
    is_length = one.point.slot is Slot.LENGTH
    if not is_length and (likeness(one.unit, other.unit) < LIKE or (one.is_toll and other.is_toll)):
        return False
    if one.size == other.size:
        is_known = (other.size, other.bound) in told[one.article] or (one.size, one.bound) in told[other.article]
        return one.bound != other.bound and (is_length or bool(one.unit)) and not is_known
    return all(a.size not in {size for size, _ in told[b.article]} for a, b in ((one, other), (other, one)))


def _are_at_odds(reading: Reading, one: _Amount, other: _Amount) -> bool:
    """Whether two numbers cannot both be right: exact, very near, of one day, not planned, of nothing that moves."""
    if one.point.slot is Slot.LENGTH or {one.bound, other.bound} != {Bound.EXACT.value}:
        return False
    if _nearness(one, other) < _NEAR_CONFLICT or one.point.whole.modality or other.point.whole.modality:
        return False
    if one.unit == "percent" or moves(one.point) or moves(other.point) or is_rounded(one.size, other.size):
        return False
    return not are_days_apart(reading.articles[one.article], reading.articles[other.article])


def _told(amounts: Sequence[_Amount]) -> Told:
    told: dict[ArticleId, set[tuple[float, str]]] = defaultdict(set)
    for amount in amounts:
        told[amount.article].add((amount.size, amount.bound))
    return told


def _nearness(one: _Amount, other: _Amount) -> float:
    return min(one.size, other.size) / max(one.size, other.size, 1e-9)


def _telling(amount: _Amount) -> Telling:
    if amount.point.slot is Slot.NUMBER:
        return number_telling(amount.point)
    return telling(amount.point, f"{amount.bound} {amount.size:g}")


def _keys(found: Found) -> tuple[tuple[Span, ArticleId], tuple[Span, ArticleId]]:
    """Each telling with the other's report."""
    return (found.one.span, found.other.span.article_id), (found.other.span, found.one.span.article_id)


def _weight(found: Found) -> float:
    return found.signs.sentences + found.signs.assertions + _NEARNESS * found.signs.near

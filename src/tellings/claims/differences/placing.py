"""Where an act that several reports tell took place, by different words."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from tellings.claims.differences.found import Found
from tellings.claims.differences.matter import LIKE, Reading, head, likeness, telling
from tellings.claims.differences.points import Point, Slot
from tellings.claims.lexicon import words_of
from tellings.records import DisagreementKind

_AT = frozenset(
    {"in", "at", "near", "into", "off", "on", "outside", "inside", "above", "over", "from", "around", "along", "beside"}
)
_MOST = 200
_TOLD = 3  # articles that place an act for its place to be a matter of the story
_ALIKE = 0.35


def placing(reading: Reading) -> Iterator[Found]:
    """Differing places of one act, in reading order."""
    found = [p for p in reading.points if p.slot is Slot.PLACE and p.role in _AT and p.line and _is_place(p)]
    common = _common(reading, found)
    told: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for point in found:
        told[point.span.article_id].update((word, point.line[0]) for word in point.words)
    for one, other in combinations(found[:_MOST], 2):
        if one.span.article_id == other.span.article_id or one.index == other.index or head(one, other) < LIKE:
            continue
        if one.term in common or other.term in common or ("from" in (one.role, other.role) and one.role != other.role):
            continue
        if likeness(one.term, other.term) >= 0.4 or one.words <= other.words or other.words <= one.words:
            continue
        if one.is_place and other.is_place and one.words & other.words:
            continue
        if (other.term, one.line[0]) in told[one.span.article_id] or (one.term, other.line[0]) in told[
            other.span.article_id
        ]:
            continue
        spread = _spread(found, one)
        signs = reading.signs(
            one, other, spread=spread / max(1, len(reading.articles)), near=float(one.role == other.role)
        )
        alike = signs.sentences + signs.assertions
        if spread < _TOLD or alike < _ALIKE:
            continue
        yield Found(
            "place",
            DisagreementKind.PLACE,
            True,
            one.line[0],
            telling(one, one.term),
            telling(other, other.term),
            signs,
        )


def _is_place(point: Point) -> bool:
    return point.is_place or bool(point.words & words_of("place-noun"))


def _common(reading: Reading, found: Sequence[Point]) -> frozenset[str]:
    """Places that most articles name: the story's country, which contains the others."""
    naming: dict[str, set[str]] = defaultdict(set)
    for fact in reading.facts:
        for name in fact.names:
            naming[f"@{name}"].add(fact.span.article_id)
    return frozenset(name for name, articles in naming.items() if 2 * len(articles) > len(reading.articles))


def _spread(found: Sequence[Point], point: Point) -> int:
    return len({p.span.article_id for p in found if head(point, p) >= LIKE})

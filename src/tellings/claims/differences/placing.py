"""Where an act that several reports tell took place, by different words."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from rapidfuzz.distance.Levenshtein import normalized_similarity as ratio

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
_ALIKE, _SPELLING = 0.35, 0.85
_ALIKE_ALONE = 0.55  # where only the words they belong to are one: what is done at one place is done at others too


def placing(reading: Reading) -> Iterator[Found]:
    """Differing places of one act, in reading order."""
    found = [p for p in reading.points if p.slot is Slot.PLACE and p.role in _AT and p.line and _is_place(p)]
    names = _names(reading)
    counts = Counter(name for named in names.values() for name in named)
    # What most articles name is the story's country or town, which holds the others.
    common = {name for name, articles in counts.items() if 2 * articles > len(reading.articles)}
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
        if ratio(one.wording, other.wording) > _SPELLING:  # "centre", "center"
            continue
        if one.term in names[other.span.article_id] or other.term in names[one.span.article_id]:
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
        least = _ALIKE if signs.above >= LIKE else _ALIKE_ALONE
        if spread < _TOLD or alike < least:
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


def _names(reading: Reading) -> dict[str, set[str]]:
    """The names in each article, as terms."""
    names: dict[str, set[str]] = defaultdict(set)
    for fact in reading.facts:
        names[fact.span.article_id].update(f"@{name}" for name in fact.names)
    return names


def _spread(found: Sequence[Point], point: Point) -> int:
    return len({p.span.article_id for p in found if head(point, p) >= LIKE})

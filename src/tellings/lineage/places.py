"""Which sentences of a text's copies answer to each other, and in which order the text had them.

Sentences that answer to each other are one place of the text. Two copies that agree in order against a third are right,
and the copy that departs least from the others gives the order of the whole.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from tellings.lineage.cohesion import carried_words
from tellings.lineage.sharing import Pair
from tellings.lineage.sheet import Sheet

# Two sentences answer to each other when this share of the shorter one's words does.
_SAME_SENTENCE = 0.5
# Two sentences at one place of which each stands in one copy are one, reworded, when they share this much of the
# lighter one's rare words.
_REWORDED = 0.5
# A sentence alone that two have against a third may be found by chance.
_PAST = 2
# Orders are compared among so many copies.
_COMPARED = 12
# Of longer texts so many places are looked at, evenly.
_MOST_PLACES = 500

Branches = Mapping[str, str]


@dataclass(slots=True, eq=False)
class Place:
    """One sentence of the text: the copies that have it, each with the number of its sentence."""

    sentences: dict[str, int] = field(default_factory=dict)


def places_of(copies: Mapping[str, Sheet], pairs: Mapping[frozenset[str], Pair]) -> dict[tuple[str, int], Place]:
    """The place of every sentence of every copy; the likest sentences are joined first, one a copy."""
    place_of = {
        (name, number): Place({name: number})
        for name, sheet in copies.items()
        for number in range(len(sheet.sentence_spans))
    }
    links = [link for ids, pair in pairs.items() if ids <= copies.keys() for link in _links(pair)]
    for _, one, other in sorted(links, key=lambda link: (-link[0], link[1], link[2])):
        left, right = place_of[one], place_of[other]
        if left is not right and left.sentences.keys().isdisjoint(right.sentences):
            left.sentences |= right.sentences
            for key in right.sentences.items():
                place_of[key] = left
    return place_of


def _links(pair: Pair) -> list[tuple[int, tuple[str, int], tuple[str, int]]]:
    """Sentences of a pair that answer to each other inside its copied passages, with their common words."""
    one, other, partners = pair.alignment.one, pair.alignment.other, pair.alignment.partners
    inside = np.zeros(len(one), dtype=np.bool_)
    for aligned in pair.copied():
        inside[slice(*aligned.one)] = True
    matched = np.flatnonzero((partners >= 0) & inside)
    counts = Counter(zip(one.sentence_of[matched].tolist(), other.sentence_of[partners[matched]].tolist(), strict=True))
    return [
        (common, (str(one.article.id), ours), (str(other.article.id), theirs))
        for (ours, theirs), common in counts.items()
        if common >= _SAME_SENTENCE * min(length(one, ours), length(other, theirs))
    ]


def length(sheet: Sheet, number: int) -> int:
    """Words of a sentence."""
    first, last = sheet.sentence_words[number]
    return last - first


def true_branches(
    branches: Branches, place_of: Mapping[tuple[str, int], Place], copies: Mapping[str, Sheet]
) -> dict[str, str]:
    """The copies of copies less those that have what others have and their own copy lacks: they had the text too."""
    numbers = {
        name: {id(place_of[name, number]): number for number in range(len(sheet.sentence_spans))}
        for name, sheet in list(copies.items())[:_COMPARED]
    }
    return {
        name: above
        for name, above in branches.items()
        if name not in numbers
        or above not in numbers
        or not any(
            _goes_past(numbers[name], numbers[above], numbers[other])
            for other in numbers
            if branches.get(other, other) != above
        )
    }


def _goes_past(ours: Mapping[int, int], above: Mapping[int, int], other: Mapping[int, int]) -> bool:
    """Whether a copy agrees with a third against the one it is held to be a copy of, in sentences or in their order."""
    if len((ours.keys() & other.keys()) - above.keys()) >= _PAST:
        return True
    common = [place for place in ours if place in above and place in other]
    moved = _out_of_order([above[place] for place in common])
    return moved > 0 and _out_of_order([other[place] for place in common]) < moved


def by_order(
    place_of: Mapping[tuple[str, int], Place], copies: Mapping[str, Sheet], branches: Branches
) -> dict[str, Sheet]:
    """The copies, those first whose order the others have too; a copy's own copies count as one with it."""
    ranks = {
        name: {id(place_of[name, number]): number for number in range(len(copies[name].sentence_spans))}
        for name in list(copies)[:_COMPARED]
    }
    against: dict[str, dict[str, list[float]]] = {name: {} for name in ranks}
    for one, other in combinations(ranks, 2):
        common = [place for place in ranks[one] if place in ranks[other]]
        apart = _out_of_order([ranks[other][place] for place in common])
        against[one].setdefault(branches.get(other, other), []).append(apart)
        against[other].setdefault(branches.get(one, one), []).append(apart)
    worth = {name: sum(sum(found) / len(found) for found in against[name].values()) for name in ranks}
    return dict(sorted(copies.items(), key=lambda item: round(worth.get(item[0], len(copies)), 3)))


def _out_of_order(numbers: Sequence[int]) -> float:
    """The share of pairs that stand the wrong way round."""
    found = np.array(numbers[:: 1 + len(numbers) // _MOST_PLACES])
    pairs = len(found) * (len(found) - 1) / 2
    return float(np.triu(found[:, None] > found[None, :], 1).sum()) / pairs if pairs else 0.0


def joined(places: Sequence[Place], copies: Mapping[str, Sheet]) -> list[Place]:
    """The places with those made one that stand side by side, each in one copy, and say the same in other words."""
    made: list[Place] = []
    beside: list[Place] = []
    for place in places:
        if len(place.sentences) > 1:
            beside = []
        else:
            same = next((old for old in beside if _is_reworded(old, place, copies)), None)
            if same is not None:
                same.sentences |= place.sentences
                continue
            beside.append(place)
        made.append(place)
    return made


def _is_reworded(old: Place, place: Place, copies: Mapping[str, Sheet]) -> bool:
    if not old.sentences.keys().isdisjoint(place.sentences):
        return False
    ours, theirs = (carried_words(copies[name], number) for name, number in (*_any(old), *_any(place)))
    common = sum(weight for key, weight in ours.items() if key in theirs)
    return common >= _REWORDED * max(1e-9, min(sum(ours.values()), sum(theirs.values())))


def _any(place: Place) -> list[tuple[str, int]]:
    return [next(iter(place.sentences.items()))]


def ordered(place_of: Mapping[tuple[str, int], Place], copies: Mapping[str, Sheet]) -> list[Place]:
    """All places in the first copy's order; each further copy's own ones go after what they follow in it."""
    order: list[Place] = []
    known: set[int] = set()
    for name, sheet in copies.items():
        position = {id(place): number for number, place in enumerate(order)}
        after: dict[int, list[Place]] = {}
        last = -1
        for number in range(len(sheet.sentence_spans)):
            place = place_of[name, number]
            if id(place) in known:
                last = position.get(id(place), last)
            else:
                known.add(id(place))
                after.setdefault(last, []).append(place)
        order = [*after.get(-1, ()), *(p for number, old in enumerate(order) for p in (old, *after.get(number, ())))]
    return order

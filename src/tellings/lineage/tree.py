"""The tree of a family: who derives from whom, over all its articles at once.

A description-length argument decides which pairs are direct: an article is written down cheapest from the parent that
has most of its words in its own spelling and order, so a copy of a copy goes to the copy whose edits it inherits. The
evidence of times, credits and shortening decides which way. Both add up as log odds, and the order of writing with
the best sum wins. An article made of two texts gets several parents: each further one must explain words that no parent
so far does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from tellings.lineage.evidence import Side

# What one word more in common says for a direct copy, in log odds: about one for a sentence, since words are kept or cut
# by sentences. Between 0.02 and 0.1 the development families give the same figures within half a point.
_WORD = 0.05
# A word in the other's own spelling and punctuation says that no third desk stood between.
_SURFACE = 0.5
# Each break in the copied order costs as much as this many words.
_BREAK = 2
# A further parent must explain this many words, and this share of the child, that the others leave unexplained.
_MERGED_WORDS, _MERGED_SHARE = 25, 0.04
# All orders are tried up to this size (720); larger families start from the evidence's order and improve by moves.
_ALL_ORDERS = 6
_MOVES_UP_TO = 14


@dataclass(frozen=True, slots=True, eq=False)
class Kin:
    """A pair of a family, seen from the child: how well `parent` explains `child`."""

    parent: Side
    child: Side
    log_odds: float

    @property
    def likeness(self) -> float:
        """Words the child has from this parent, more for its own spelling, less for breaks."""
        return float(self.child.matched.sum() + _SURFACE * self.child.same_surface.sum() - _BREAK * self.child.blocks)


Kins = Mapping[tuple[str, str], Kin]  # by parent and child


@dataclass(frozen=True, slots=True)
class Edge:
    """A direct derivation: the child and one parent, and whether the parent explains what others leave."""

    child: str
    parent: str
    further: bool


def tree(articles: Sequence[str], kins: Kins) -> list[Edge]:
    """The direct edges of a family, children in the order of their writing.

    Args:
        articles: The family's article ids, in any order.
        kins: Both directions of every pair that shares copied words.
    """
    parents = {child: sorted(p for p, c in kins if c == child) for child in articles}
    worth = {key: _WORD * kin.likeness + kin.log_odds for key, kin in kins.items()}
    scores: dict[tuple[str, frozenset[str]], tuple[float, tuple[Edge, ...]]] = {}

    def explained(child: str, before: frozenset[str]) -> tuple[float, tuple[Edge, ...]]:
        key = (child, before)
        if key not in scores:
            scores[key] = _parents_of(child, [p for p in parents[child] if p in before], kins, worth)
        return scores[key]

    def total(order: Sequence[str]) -> float:
        return sum(explained(child, frozenset(order[:place]) & set(parents[child]))[0] for place, child in enumerate(order))

    best = _best_order(sorted(articles), kins, total)
    return [
        edge
        for place, child in enumerate(best)
        for edge in explained(child, frozenset(best[:place]) & set(parents[child]))[1]
    ]


def _best_order(articles: list[str], kins: Kins, total) -> list[str]:  # type: ignore[no-untyped-def]
    if len(articles) <= _ALL_ORDERS:
        return list(max(permutations(articles), key=total))
    first = {name: sum(kin.log_odds for (p, _), kin in kins.items() if p == name) for name in articles}
    order = sorted(articles, key=lambda name: (-first[name], name))
    if len(articles) > _MOVES_UP_TO:
        return order
    return _improved(order, total)


def _improved(order: list[str], total) -> list[str]:  # type: ignore[no-untyped-def]
    """The order after moving single articles while that helps."""
    best, improving = total(order), True
    while improving:
        improving = False
        for name in sorted(order):
            rest = [other for other in order if other != name]
            for place in range(len(order)):
                moved = [*rest[:place], name, *rest[place:]]
                if total(moved) > best + 1e-9:
                    order, best, improving = moved, total(moved), True
    return order


def _parents_of(
    child: str, candidates: list[str], kins: Kins, worth: Mapping[tuple[str, str], float]
) -> tuple[float, tuple[Edge, ...]]:
    """The parents that explain a child best, and how well."""
    if not candidates:
        return 0.0, ()
    first = max(candidates, key=lambda p: (worth[p, child], kins[p, child].log_odds, p))
    score, edges = worth[first, child], [Edge(child, first, further=False)]
    explained = kins[first, child].child.covered.copy()
    floor = max(_MERGED_WORDS, _MERGED_SHARE * len(explained))
    rest = [p for p in candidates if p != first]
    while rest:
        fresh = {p: _fresh_words(kins[p, child], explained) for p in rest}
        gains = {p: _WORD * fresh[p] * _per_word(kins[p, child]) + kins[p, child].log_odds for p in rest}
        best = max(rest, key=lambda p: (gains[p], p))
        gain = gains[best]
        if fresh[best] < floor or gain <= 0:
            break
        score += gain
        edges.append(Edge(child, best, further=True))
        explained |= kins[best, child].child.covered
        rest.remove(best)
    return score, tuple(edges)


def _per_word(kin: Kin) -> float:
    return kin.likeness / max(1, int(kin.child.matched.sum()))


def _fresh_words(kin: Kin, explained: NDArray[np.bool_]) -> int:
    return int((kin.child.matched & ~explained).sum())

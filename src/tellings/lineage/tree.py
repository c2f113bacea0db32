"""The tree of a family: who derives from whom, over all its articles at once.

A description-length argument decides which pairs are direct: an article is written down cheapest from the parent that
has most of its words in its own spelling and order, so a copy of a copy goes to the copy whose edits it inherits. The
evidence of times, credits and shortening decides which way. Both add up as log odds, and the order of writing with
the best sum wins. An article made of two texts gets several parents: each further one must explain words that no parent
so far does.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from tellings.lineage.evidence import Side

# What one word more in common says for a direct copy, in log odds: about one for a sentence, since words are kept or
# cut by sentences. Between 0.02 and 0.1 the development families give the same figures within half a point.
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
    search = _Search(kins)
    best = _best_order(sorted(articles), search)
    return [edge for place, child in enumerate(best) for edge in search.parents_of(child, best[:place])[1]]


class _Search:
    """What each child is worth after any set of articles written before it, remembered."""

    def __init__(self, kins: Kins) -> None:
        self.kins = kins
        self.worth = {key: _WORD * kin.likeness + kin.log_odds for key, kin in kins.items()}
        self.seniority: dict[str, float] = defaultdict(float)
        self.candidates: dict[str, set[str]] = defaultdict(set)
        for (parent, child), kin in sorted(kins.items()):
            self.seniority[parent] += kin.log_odds
            self.candidates[child].add(parent)
        self._known: dict[tuple[str, frozenset[str]], tuple[float, tuple[Edge, ...]]] = {}

    def total(self, order: Sequence[str]) -> float:
        """The log odds of a family written in this order."""
        return sum(self.parents_of(child, order[:place])[0] for place, child in enumerate(order))

    def parents_of(self, child: str, before: Sequence[str]) -> tuple[float, tuple[Edge, ...]]:
        """The parents among the articles written before that explain a child best, and how well."""
        possible = frozenset(self.candidates[child].intersection(before))
        key = (child, possible)
        if key not in self._known:
            self._known[key] = self._best_parents(child, sorted(possible))
        return self._known[key]

    def _best_parents(self, child: str, rest: list[str]) -> tuple[float, tuple[Edge, ...]]:
        if not rest:
            return 0.0, ()
        # Equal worth, as among verbatim copies, goes to the article that the evidence holds the oldest, then by id.
        first = min(rest, key=lambda p: (-self.worth[p, child], -self.seniority[p], p))
        score, edges = self.worth[first, child], [Edge(child, first, further=False)]
        explained = self.kins[first, child].child.covered.copy()
        floor = max(_MERGED_WORDS, _MERGED_SHARE * len(explained))
        rest = [p for p in rest if p != first]
        while rest:
            fresh = {p: _fresh_words(self.kins[p, child], explained) for p in rest}
            gains = {p: self._gain(p, child, fresh[p]) for p in rest}
            best = min(rest, key=lambda p: (-gains[p], p))
            if fresh[best] < floor or gains[best] <= 0:
                break
            score += gains[best]
            edges.append(Edge(child, best, further=True))
            explained |= self.kins[best, child].child.covered
            rest.remove(best)
        return score, tuple(edges)

    def _gain(self, parent: str, child: str, fresh: int) -> float:
        """What a further parent adds by the words it alone explains, at its own likeness a word."""
        kin = self.kins[parent, child]
        return _WORD * fresh * kin.likeness / max(1, int(kin.child.matched.sum())) + kin.log_odds


def _fresh_words(kin: Kin, explained: NDArray[np.bool_]) -> int:
    return int((kin.child.matched & ~explained).sum())


def _best_order(articles: list[str], search: _Search) -> list[str]:
    if len(articles) <= _ALL_ORDERS:
        return max(map(list, permutations(articles)), key=search.total)
    order = sorted(articles, key=lambda name: (-search.seniority[name], name))
    return order if len(articles) > _MOVES_UP_TO else _improved(order, search)


def _improved(order: list[str], search: _Search) -> list[str]:
    """The order after moving single articles while that helps."""
    best, improving = search.total(order), True
    while improving:
        improving = False
        for name in sorted(order):
            rest = [other for other in order if other != name]
            for place in range(len(order)):
                moved = [*rest[:place], name, *rest[place:]]
                total = search.total(moved)
                if total > best + 1e-9:
                    order, best, improving = moved, total, True
    return order

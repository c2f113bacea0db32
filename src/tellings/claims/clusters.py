"""Assertions grouped into claims: mean-linkage clustering, so that a chain of near pairs never joins its two ends.

Source: average linkage (UPGMA; Sokal and Michener 1958), inside the connected components of the candidate pairs.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import squareform

from tellings.claims.likeness import Likeness

# Likelihood of a pair that was no candidate: what shares no word with another may still be one with it in a third.
UNSEEN = 0.15
# A component past this many groups is cut at a higher floor: linkage needs the square of it in memory.
MOST_IN_ONE = 3_000


def groups(size: int, pairs: Sequence[Likeness], tied: Iterable[tuple[int, int]], join: float) -> list[list[int]]:
    """Indices of assertions that are one claim, each group in order, groups by their first.

    Args:
        size: How many assertions there are.
        pairs: The candidates; every other pair counts as `UNSEEN`.
        tied: Pairs that are the same words in two copies and so are one from the start.
        join: Least mean likelihood between two groups that become one.
    """
    roots = _tied(size, tied)
    number = {root: n for n, root in enumerate(sorted(set(roots)))}
    seeds = [number[root] for root in roots]
    sums: dict[tuple[int, int], float] = {}
    for pair in pairs:
        one, other = seeds[pair.one], seeds[pair.other]
        key = (min(one, other), max(one, other))
        if key[0] != key[1]:
            sums[key] = sums.get(key, 0.0) + pair.likelihood
    sizes = np.bincount(seeds, minlength=len(number)) if size else np.zeros(0)
    means = {key: float(total / (sizes[key[0]] * sizes[key[1]])) for key, total in sums.items()}
    labels = _linked(len(number), means, join)
    found: dict[int, list[int]] = {}
    for index, seed in enumerate(seeds):
        found.setdefault(labels[seed], []).append(index)
    return sorted(found.values())


def _tied(size: int, tied: Iterable[tuple[int, int]]) -> list[int]:
    parents = list(range(size))

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    for one, other in tied:
        first, second = sorted((root(one), root(other)))
        parents[second] = first
    return [root(index) for index in range(size)]


def _linked(size: int, means: dict[tuple[int, int], float], join: float) -> list[int]:
    labels = list(range(size))
    for members in _components(size, means, join / 2):
        inside = {seed: place for place, seed in enumerate(members)}
        distance = np.full((len(members), len(members)), 1 - UNSEEN)
        np.fill_diagonal(distance, 0.0)
        for (one, other), mean in means.items():
            if one in inside and other in inside:
                distance[inside[one], inside[other]] = distance[inside[other], inside[one]] = 1 - mean
        tree = linkage(squareform(distance, checks=False), "average")
        for place, cluster in enumerate(fcluster(tree, 1 - join, "distance")):
            labels[members[place]] = size + members[0] * (MOST_IN_ONE + 1) + int(cluster)
    return labels


def _components(size: int, means: dict[tuple[int, int], float], floor: float) -> list[list[int]]:
    """Groups of two or more that hang together by pairs above a floor; one too large is cut at a higher floor."""
    kept = [key for key, mean in means.items() if mean >= floor]
    if not kept:
        return []
    rows, columns = zip(*kept, strict=True)
    graph = coo_matrix((np.ones(len(kept)), (rows, columns)), shape=(size, size))
    _, labels = connected_components(graph, directed=False)
    members: dict[int, list[int]] = {}
    for seed, label in enumerate(labels):
        members.setdefault(int(label), []).append(seed)
    found = [group for group in members.values() if len(group) > 1]
    if any(len(group) > MOST_IN_ONE for group in found) and floor < 0.9:
        return _components(size, means, floor + 0.1)
    return found

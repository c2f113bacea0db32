"""Which pairs of articles are worth aligning: those that share word sequences few others carry."""

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from tellings.lineage.settings import LineageSettings
from tellings.lineage.sheet import Numbers, Sheet

# An article in a group too large for all its pairs is tied to this many members on either side; enough that a mass
# reprint hangs together, and linear in its size.
_NEIGHBOURS = 3
_ALIKE_SHARE = 0.25


def candidate_pairs(sheets: Sequence[Sheet], settings: LineageSettings) -> list[tuple[int, int]]:
    """Index pairs `smaller, larger` of sheets to align, in order.

    An inverted index of hashed word sequences; each that n articles share adds 1 / (n − 1) to each of their pairs.

    Cost: sorting of all words, and pairs bounded by `max_articles_of_seed` a sequence.
    """
    if len(sheets) <= settings.all_pairs_up_to:
        return list(combinations(range(len(sheets)), 2))
    hashes, owners = _postings(sheets)
    boundaries = np.flatnonzero(np.diff(hashes)) + 1
    starts = np.concatenate(([0], boundaries)).astype(np.int64)
    sizes = np.diff(np.concatenate((starts, [len(hashes)])))
    keys: list[Numbers] = []
    weights: list[NDArray[np.float64]] = []
    for size in np.unique(sizes[sizes > 1]):
        groups = owners[starts[sizes == size][:, None] + np.arange(size)]
        for one, other in _links(int(size), settings.max_articles_of_seed):
            keys.append(groups[:, one] * len(sheets) + groups[:, other])
            weights.append(np.full(len(groups), 1 / (int(size) - 1)))
    if not keys:
        return []
    pairs, places = np.unique(np.concatenate(keys), return_inverse=True)
    rare = np.bincount(places, np.concatenate(weights)) >= settings.min_seed_weight - 1e-9
    # The text of a mass reprint is rare in nothing; there the share of common sequences tells.
    distinct = np.array([len(np.unique(sheet.seeds)) for sheet in sheets])
    shorter = np.minimum(distinct[pairs // len(sheets)], distinct[pairs % len(sheets)])
    alike = np.bincount(places) >= _ALIKE_SHARE * np.maximum(shorter, 1)
    return [(int(key // len(sheets)), int(key % len(sheets))) for key in pairs[rare | alike]]


def _postings(sheets: Sequence[Sheet]) -> tuple[NDArray[np.uint64], Numbers]:
    """All hashes sorted, with their sheets; each hash once a sheet."""
    per_sheet = [np.unique(sheet.seeds) for sheet in sheets]
    hashes = np.concatenate(per_sheet)
    owners = np.repeat(np.arange(len(sheets)), [len(seeds) for seeds in per_sheet])
    order = np.lexsort((owners, hashes))
    return hashes[order], owners[order]


def _links(size: int, limit: int) -> Iterator[tuple[int, int]]:
    """Pairs of places in a group: all of a small one; of a large one each place with the first few and the next few."""
    if size <= limit:
        yield from combinations(range(size), 2)
        return
    for place in range(size):
        for other in sorted({*range(min(_NEIGHBOURS, place)), *range(max(0, place - _NEIGHBOURS), place)}):
            yield other, place

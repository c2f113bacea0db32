"""One article against the index: which of the indexed articles share rare word sequences with it."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tellings.lineage.index.fingerprints import Fingerprints, Hashes
from tellings.lineage.index.index import LineageIndex
from tellings.lineage.index.segment import Segment

# A pair is worth aligning if it shares what counts as much as one fingerprint that nobody else has, in three
# fingerprints or, between short texts, in two of a hundred; or, for the text of a mass reprint, which is rare in
# nothing, a quarter of the shorter text's. On 3,253 real articles 0.996 of the copied pairs are found so, with 4,500
# candidates. Without the second condition it takes 5,800 to find as many; at a rarity of 2 there are 3,900, and 0.989
# are found.
MIN_RARITY = 1.0
MIN_COMMON, COMMON_SHARE = 3, 0.02
ALIKE_SHARE = 0.25
# A fingerprint that more articles have (page furniture, a mass reprint) leads only to the first few of them and the
# last few, so that it costs the same whether a hundred or a million have it.
MAX_ARTICLES = 24
NEIGHBOURS = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """An indexed article that may share text with the one looked up.

    Args:
        rarity: Sum over common fingerprints of 1 / (other articles that have it): 1 for one that nobody else has.
        common: Common fingerprints.
    """

    id: str
    number: int
    rarity: float
    common: int


def candidates(
    found: Fingerprints, index: LineageIndex, *, since: int | None = None, limit: int = 24
) -> list[Candidate]:
    """The indexed articles that are worth aligning with the one that has these fingerprints, the likeliest first.

    Args:
        found: Fingerprints of the article looked up, which the index does not hold.
        index: What was committed to it counts.
        since: Articles published before this day (`date.toordinal`) are passed over.
        limit: The most to give back.

    Cost: a binary search for each fingerprint in each segment; the index's size counts by its logarithm.
    """
    ranges = [_ranges(segment, found.hashes) for segment in index.segments]
    totals = np.zeros(len(found.hashes), dtype=np.int64)
    for first, last in ranges:
        totals += last - first
    if not totals.any():
        return []
    numbers, weights = _carriers(index, ranges, totals)
    distinct, places = np.unique(numbers, return_inverse=True)
    rarity: NDArray[np.float64] = np.bincount(places, weights).astype(np.float64)
    common: NDArray[np.int64] = np.bincount(places).astype(np.int64)
    shorter = np.minimum(_looked_up(index, "sizes", distinct), len(found.hashes))
    kept = is_candidate(rarity, common, shorter)
    if since is not None:
        kept &= _looked_up(index, "days", distinct) >= since
    order = np.lexsort((-distinct[kept], -rarity[kept], -common[kept]))[:limit]
    numbers = distinct[kept][order]
    return [
        Candidate(name, int(number), float(weight), int(count))
        for name, number, weight, count in zip(
            index.ids(numbers.tolist()), numbers, rarity[kept][order], common[kept][order], strict=True
        )
    ]


def is_candidate(
    rarity: NDArray[np.float64], common: NDArray[np.int64], shorter: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Which pairs are worth aligning, by their common fingerprints and the fingerprints of the shorter text."""
    enough = np.minimum(MIN_COMMON, COMMON_SHARE * shorter)
    rare = (rarity >= MIN_RARITY - 1e-9) & (common >= enough)
    return np.asarray(rare | (common >= ALIKE_SHARE * np.maximum(shorter, 1)), dtype=np.bool_)


def _ranges(segment: Segment, wanted: Hashes) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    hashes = segment.columns["hashes"]
    first = np.searchsorted(hashes, wanted, "left")
    last = first.copy()
    inside = first < len(hashes)
    present = np.flatnonzero(inside)[hashes[first[inside]] == wanted[inside]]
    last[present] = np.searchsorted(hashes, wanted[present], "right")
    return first, last


def _carriers(
    index: LineageIndex, ranges: list[tuple[NDArray[np.int64], NDArray[np.int64]]], totals: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The articles that have each fingerprint, one entry an article and fingerprint, with what it counts."""
    numbers: list[NDArray[np.int64]] = []
    weights: list[NDArray[np.float64]] = []
    before = np.zeros(len(totals), dtype=np.int64)
    for segment, base, (first, last) in zip(index.segments, index.bases().tolist(), ranges, strict=True):
        for begin, end, which in _read(first, last, before, totals):
            counts = end - begin
            offsets = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
            places = np.repeat(begin, counts) + offsets
            numbers.append(segment.columns["numbers"][places].astype(np.int64) + base)
            weights.append(np.repeat(1 / totals[which], counts))
        before += last - first
    return np.concatenate(numbers), np.concatenate(weights)


def _read(
    first: NDArray[np.int64], last: NDArray[np.int64], before: NDArray[np.int64], totals: NDArray[np.int64]
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]]:
    """The postings of one segment to read, as `begin, end, fingerprint`; of frequent ones the first and last few."""
    rare = np.flatnonzero((last > first) & (totals < MAX_ARTICLES))
    yield first[rare], last[rare], rare
    often = np.flatnonzero((last > first) & (totals >= MAX_ARTICLES))
    early = np.clip(NEIGHBOURS - before[often], 0, last[often] - first[often])
    late = np.clip(totals[often] - NEIGHBOURS - before[often], 0, last[often] - first[often])
    yield first[often], first[often] + early, often
    yield np.maximum(first[often] + late, first[often] + early), last[often], often


def _looked_up(index: LineageIndex, name: str, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """A column's values for ascending article numbers, read only where needed."""
    bases = index.bases()
    places = np.searchsorted(bases, numbers, "right") - 1
    values = np.zeros(len(numbers), dtype=np.int64)
    for place in np.unique(places).tolist():
        mine = places == place
        values[mine] = index.segments[place].columns[name][numbers[mine] - bases[place]]
    return values

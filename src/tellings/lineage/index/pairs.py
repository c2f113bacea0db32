"""All articles of the index against each other: pairs worth aligning, and how far each fingerprint is spread.

Two passes over the postings in order of hash, a bounded part at a time; sums that outgrow memory go to the disk.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from tellings.lineage.families import TIE_SHARE, TIE_WORDS
from tellings.lineage.index.fingerprints import Hashes
from tellings.lineage.index.index import LineageIndex
from tellings.lineage.index.lookup import MAX_ARTICLES, NEIGHBOURS, is_candidate
from tellings.lineage.index.spread import Spread

Numbers = NDArray[np.int64]
# Pair sums held in memory before they go to the disk; 8 million are 200 MB, with what sorting them takes 600 MB.
_MAX_SUMS = 8_000_000
_ARTICLES_A_FILE = 50_000
# What a sample says of common words is uncertain by a tenth or two; taking pairs for tied too early only leaves a
# phrase unrecognised, too late makes strangers of copies.
_TIE_MARGIN = 0.8
# From three unrelated groups on a wording is nobody's (families.spread_of); below it need not be kept.
_MANY_GROUPS = 3
_SUM = np.dtype([("pair", "<u8"), ("rarity", "<f8"), ("common", "<i8")])


@dataclass(frozen=True, slots=True, eq=False)
class Links:
    """Pairs of articles worth aligning, by number, smaller first, in order.

    Args:
        group_of: For each article of the index, which group of articles that share much text it belongs to.
    """

    one: Numbers
    other: Numbers
    group_of: Numbers

    def __len__(self) -> int:
        return len(self.one)


def linked(index: LineageIndex, scratch: Path) -> Links:
    """The pairs of the index's articles that are worth aligning.

    Args:
        index: All that was committed to it.
        scratch: A folder for sums that outgrow memory; nothing stays in it.

    Cost: a sort of the postings; pairs are linear in the articles, because a fingerprint that many have links each of
    them to a few.
    """
    sizes, words = index.column("sizes").astype(np.int64), index.column("words").astype(np.int64)
    sums = _PairSums(scratch, len(index))
    for hashes, numbers in index.parts():
        for one, other, rarity in _links_of_part(hashes, numbers):
            sums.add(one * len(index) + other, rarity)
    kept: list[tuple[Numbers, Numbers]] = []
    ties: list[tuple[Numbers, Numbers]] = []
    for found in sums.drained():
        one, other = np.divmod(found["pair"].astype(np.int64), max(1, len(index)))
        shorter = np.minimum(sizes[one], sizes[other])
        good = is_candidate(found["rarity"], found["common"], shorter)
        kept.append((one[good], other[good]))
        least = np.minimum(words[one], words[other])
        common_words = found["common"] / np.maximum(shorter, 1) * least
        tied = good & (common_words >= _TIE_MARGIN * np.maximum(TIE_WORDS, TIE_SHARE * least))
        ties.append((one[tied], other[tied]))
    one, other = _joined(kept)
    return Links(one, other, grouped(*_joined(ties), len(index)))


def grouped(one: Numbers, other: Numbers, count: int) -> Numbers:
    """For each of `count` articles the number of the group that the pairs tie it to."""
    matrix = coo_array((np.ones(len(one), dtype=np.int8), (one, other)), shape=(count, count))
    return np.asarray(connected_components(matrix, directed=False)[1], dtype=np.int64)


def spread_over(index: LineageIndex, group_of: Numbers) -> Spread:
    """In how many unrelated groups the fingerprints of the index stand, for those in three or more."""
    kept: list[tuple[Hashes, NDArray[np.uint32]]] = [(np.zeros(0, np.uint64), np.zeros(0, np.uint32))]
    groups = int(group_of.max(initial=0)) + 1
    for hashes, numbers in index.parts():
        starts, sizes = _groups_of_equal(hashes)
        many = np.repeat(sizes >= _MANY_GROUPS, sizes)
        of_hash = np.repeat(np.arange(len(starts)), sizes)[many]
        # One number for hash and group, so that a plain sort finds the distinct ones.
        distinct = np.unique(of_hash * groups + group_of[numbers[many]])
        counts = np.bincount(distinct // groups, minlength=len(starts))
        wide = counts >= _MANY_GROUPS
        kept.append((hashes[starts[wide]], counts[wide].astype(np.uint32)))
    return Spread(np.concatenate([piece[0] for piece in kept]), np.concatenate([piece[1] for piece in kept]))


def _joined(pieces: list[tuple[Numbers, Numbers]]) -> tuple[Numbers, Numbers]:
    nothing = np.zeros(0, dtype=np.int64)
    return np.concatenate([nothing, *(p[0] for p in pieces)]), np.concatenate([nothing, *(p[1] for p in pieces)])


def _groups_of_equal(hashes: Hashes) -> tuple[Numbers, Numbers]:
    """Where runs of equal hashes start, and how long they are."""
    if not len(hashes):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    starts = np.concatenate(([0], np.flatnonzero(hashes[1:] != hashes[:-1]) + 1)).astype(np.int64)
    return starts, np.diff(np.concatenate((starts, [len(hashes)])))


def _links_of_part(hashes: Hashes, numbers: Numbers) -> Iterator[tuple[Numbers, Numbers, NDArray[np.float64]]]:
    """Pairs of articles that share a fingerprint, one entry a fingerprint, with what it counts for the pair."""
    starts, sizes = _groups_of_equal(hashes)
    for size in range(2, MAX_ARTICLES + 1):
        groups = starts[sizes == size]
        for shift in range(1, size):
            # Every place of the groups with the one `shift` further on.
            first = (groups[:, None] + np.arange(size - shift)).ravel()
            if len(first):
                yield numbers[first], numbers[first + shift], np.full(len(first), 1 / (size - 1))
    yield from _links_of_many(starts, sizes, numbers)


def _links_of_many(
    starts: Numbers, sizes: Numbers, numbers: Numbers
) -> Iterator[tuple[Numbers, Numbers, NDArray[np.float64]]]:
    """Of fingerprints that many articles have: each article with the first few and with the few before it."""
    large = sizes > MAX_ARTICLES
    sizes, starts = sizes[large], starts[large]
    begins = np.repeat(starts, sizes)
    ranks = np.arange(len(begins)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    rarity = np.repeat(1 / np.maximum(sizes - 1, 1), sizes)
    for back in range(1, NEIGHBOURS + 1):
        ours = ranks >= back
        yield numbers[(begins + ranks - back)[ours]], numbers[(begins + ranks)[ours]], rarity[ours]
    for place in range(NEIGHBOURS):
        ours = ranks > place + NEIGHBOURS
        yield numbers[(begins + place)[ours]], numbers[(begins + ranks)[ours]], rarity[ours]


class _PairSums:
    """Sums of rarity and counts by pair, in memory while they fit, else in files by the pair's first article."""

    def __init__(self, scratch: Path, articles: int) -> None:
        self._scratch, self._width = scratch, max(1, articles) * _ARTICLES_A_FILE
        self._held: list[NDArray[Any]] = []
        self._fresh = self._settled = 0
        self._files: set[int] = set()

    def add(self, pairs: Numbers, rarity: NDArray[np.float64]) -> None:
        """Count one common fingerprint for each of the pairs."""
        rows = np.empty(len(pairs), dtype=_SUM)
        rows["pair"], rows["rarity"], rows["common"] = pairs, rarity, 1
        self._held.append(rows)
        self._fresh += len(rows)
        if self._fresh + self._settled > _MAX_SUMS:
            self._settle()

    def drained(self) -> Iterator[NDArray[Any]]:
        """The sums in order of pair, a bounded part at a time."""
        self._settle()
        if not self._files:
            yield from self._held
            return
        self._spill()
        for number in sorted(self._files):
            path = self._path(number)
            yield _summed(np.fromfile(path, dtype=_SUM))
            path.unlink()

    def _settle(self) -> None:
        # What was held goes before the sorting, which takes twice as much again.
        rows = np.concatenate([np.zeros(0, _SUM), *self._held])
        self._held.clear()
        self._held = [_summed(rows)]
        self._fresh, self._settled = 0, len(self._held[0])
        if self._settled > _MAX_SUMS // 2:
            self._spill()

    def _spill(self) -> None:
        rows = np.concatenate([np.zeros(0, _SUM), *self._held])
        self._held, self._settled = [], 0
        for number in np.unique(rows["pair"] // self._width).tolist():
            with self._path(number).open("ab" if number in self._files else "wb") as file:
                file.write(rows[rows["pair"] // self._width == number].data)
            self._files.add(number)

    def _path(self, number: int) -> Path:
        return self._scratch / f"pairs-{number:06}.sums"


def _summed(rows: NDArray[Any]) -> NDArray[Any]:
    """One row a pair, in order."""
    order = np.argsort(rows["pair"], kind="stable")
    pairs = rows["pair"][order]
    starts, _ = _groups_of_equal(pairs)
    summed = np.empty(len(starts), dtype=_SUM)
    summed["pair"] = pairs[starts]
    if len(starts):
        summed["rarity"] = np.add.reduceat(rows["rarity"][order], starts)
        summed["common"] = np.add.reduceat(rows["common"][order], starts)
    return summed

"""How far wordings are spread over unrelated articles, known from the index before anything is aligned."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tellings.lineage.alignment import Alignment
from tellings.lineage.index.fingerprints import SEQUENCE_WORDS, Hashes, placed_fingerprints


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """The fingerprints that stand in three unrelated groups of articles or more, ascending, and in how many."""

    hashes: Hashes
    groups: NDArray[np.uint32]

    def of(self, hashes: Hashes) -> NDArray[np.int64]:
        """In how many groups each fingerprint stands; 1 for those in fewer than three."""
        if not len(self.hashes):
            return np.ones(len(hashes), dtype=np.int64)
        places = np.minimum(np.searchsorted(self.hashes, hashes), len(self.hashes) - 1)
        return np.where(self.hashes[places] == hashes, self.groups[places], 1).astype(np.int64)


def spread_in_index(alignments: Sequence[Alignment], spread: Spread) -> NDArray[np.int64]:
    """For each range of each alignment in turn, in how many unrelated groups of the whole index its words stand.

    The same question as `families.spread_of` answers for the articles at hand; the fingerprints are a sample, so a
    range that holds none counts as 1.
    """
    known: dict[str, tuple[NDArray[np.int64], NDArray[np.int64]]] = {}
    counts: list[int] = []
    for alignment in alignments:
        sheet = alignment.one
        if alignment.ranges and sheet.article.id not in known:
            hashes, starts = placed_fingerprints(sheet.article.text)
            known[sheet.article.id] = starts, spread.of(hashes)
        for aligned in alignment.ranges:
            starts, groups = known[sheet.article.id]
            last = max(aligned.one[0], aligned.one[1] - SEQUENCE_WORDS)
            inside = (starts >= sheet.starts[aligned.one[0]]) & (starts <= sheet.starts[last])
            counts.append(int(np.median(groups[inside])) if inside.any() else 1)
    return np.array(counts, dtype=np.int64)

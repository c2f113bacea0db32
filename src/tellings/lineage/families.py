"""Groups of articles that hang together by copied text, and how widely words are spread over such groups."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from tellings.lineage.alignment import Alignment
from tellings.lineage.settings import LineageSettings
from tellings.lineage.sharing import shared_words
from tellings.lineage.sheet import Sheet

# Sharing this many words, and this share of the shorter text, ties two articles whatever the words are: more than any
# furniture or statement, less than a short excerpt's family shares.
TIE_WORDS = 60
TIE_SHARE = 0.15


def components(items: Iterable[str], links: Iterable[tuple[str, str]]) -> list[list[str]]:
    """The items grouped by their links, items and groups in the items' order."""
    parent = {item: item for item in items}

    def root(item: str) -> str:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    for one, other in links:
        parent[root(other)] = root(one)
    groups: dict[str, list[str]] = defaultdict(list)
    for item in parent:
        groups[root(item)].append(item)
    return list(groups.values())


def spread_of(alignments: Sequence[Alignment], settings: LineageSettings) -> NDArray[np.int64]:
    """For each range of each alignment in turn, in how many unrelated groups of articles its words stand.

    Words that three groups hold which share little else are a set phrase, a page's furniture or a statement all quote;
    never evidence that one copied another.
    """
    sheets: dict[str, Sheet] = {}
    ties: list[tuple[str, str]] = []
    for alignment in alignments:
        one, other = alignment.one.article.id, alignment.other.article.id
        sheets[one], sheets[other] = alignment.one, alignment.other
        common = sum(shared_words(aligned, alignment) for aligned in alignment.ranges)
        if common >= max(TIE_WORDS, TIE_SHARE * min(len(alignment.one), len(alignment.other))):
            ties.append((one, other))
    group_of = {item: number for number, group in enumerate(components(sorted(sheets), ties)) for item in group}
    seeds, groups = _groups_of_seeds(sheets, group_of)
    counts = [
        _typical_groups(alignment.one.seeds[slice(*_seeds_of(aligned.one, settings))], seeds, groups)
        for alignment in alignments
        for aligned in alignment.ranges
    ]
    return np.array(counts, dtype=np.int64)


def _groups_of_seeds(
    sheets: dict[str, Sheet], group_of: dict[str, int]
) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Every sequence of the sheets, ascending, and in how many groups it stands."""
    seeds = np.concatenate([np.zeros(0, np.uint64), *(sheet.seeds for sheet in sheets.values())])
    groups = np.repeat([group_of[name] for name in sheets], [len(sheet.seeds) for sheet in sheets.values()])
    order = np.lexsort((groups, seeds))
    seeds, groups = seeds[order], groups[order]
    first = np.concatenate(([True], seeds[1:] != seeds[:-1]))[: len(seeds)]
    fresh = first | np.concatenate(([True], groups[1:] != groups[:-1]))[: len(seeds)]
    starts = np.flatnonzero(first)
    return seeds[starts], np.add.reduceat(fresh.astype(np.int64), starts) if len(starts) else starts


def _seeds_of(words: tuple[int, int], settings: LineageSettings) -> tuple[int, int]:
    """Where the sequences that lie wholly inside a range of words begin."""
    return words[0], max(words[0], words[1] - settings.seed_words + 1)


def _typical_groups(wanted: NDArray[np.uint64], seeds: NDArray[np.uint64], groups: NDArray[np.int64]) -> int:
    """How many groups hold the median of the wanted sequences; 1 where a range is shorter than a sequence."""
    return int(np.median(groups[np.searchsorted(seeds, wanted)])) if len(wanted) else 1

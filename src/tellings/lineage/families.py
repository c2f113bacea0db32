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
_TIE_WORDS = 60
_TIE_SHARE = 0.15


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
        if common >= max(_TIE_WORDS, _TIE_SHARE * min(len(alignment.one), len(alignment.other))):
            ties.append((one, other))
    group_of = {item: number for number, group in enumerate(components(sorted(sheets), ties)) for item in group}
    groups_of_seed: dict[int, set[int]] = defaultdict(set)
    for name, sheet in sheets.items():
        for seed in sheet.seeds.tolist():
            groups_of_seed[seed].add(group_of[name])
    counts = [
        _typical_groups(alignment.one, aligned.one, groups_of_seed, settings)
        for alignment in alignments
        for aligned in alignment.ranges
    ]
    return np.array(counts, dtype=np.int64)


def _typical_groups(
    sheet: Sheet, words: tuple[int, int], groups_of_seed: dict[int, set[int]], settings: LineageSettings
) -> int:
    """How many groups hold the median sequence of a range; 1 for a range shorter than a sequence."""
    seeds = sheet.seeds[words[0] : max(words[0], words[1] - settings.seed_words + 1)].tolist()
    return int(np.median([len(groups_of_seed[seed]) for seed in seeds])) if seeds else 1

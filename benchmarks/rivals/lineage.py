"""Other ways to say which articles share text, each as a function from articles to pairs with a likeness.

None of them says who copied whom; `edges_of` reads that from their pairs by one rule for all, as plain as can be.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from importlib import import_module
from importlib.util import find_spec
from itertools import combinations
from typing import Any

from tellings.records import Article

# Hashes of a MinHash signature, and its bands: two rows a band propose nine in ten of the pairs of a likeness of 0.2.
_HASHES, _BANDS = 128, 64
_SEQUENCE = 5
# difflib costs milliseconds a pair: it is shown pairs that share so much of the shorter text's sequences, and its runs
# are of so many words and more.
_WORTH_ALIGNING, _MIN_RUN = 0.02, 8
# A sequence that more articles have is furniture; its pairs would be half a million.
_MOST_CARRIERS = 60

Quad = tuple[int, int, int, int]


class MissingRivalError(Exception):
    """A rival that is not installed; the message says how to get it."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Two articles by their places, how alike they are (0 to 1), and passages: start and end in one, in the other."""

    one: int
    other: int
    likeness: float
    passages: tuple[Quad, ...] = ()


Finder = Callable[[Sequence[Article]], list[Alike]]


def rensa_pairs() -> Finder:
    """Pairs by rensa's MinHash and its banded index."""
    rensa = _imported("rensa")

    def find(articles: Sequence[Article]) -> list[Alike]:
        signed = rensa.RMinHash.from_token_sets([sequences(article.text) for article in articles], _HASHES, 1)
        index = rensa.RMinHashLSH(0.1, _HASHES, _BANDS)
        index.insert_many(signed)
        near = index.query_all(signed)
        return [
            Alike(place, other, signed[place].jaccard(signed[other]))
            for place, others in enumerate(near)
            for other in sorted(set(others))
            if other > place
        ]

    return find


def datasketch_pairs() -> Finder:
    """Pairs by datasketch's MinHash and its banded index."""
    datasketch = _imported("datasketch")

    def find(articles: Sequence[Article]) -> list[Alike]:
        index = datasketch.MinHashLSH(num_perm=_HASHES, params=(_BANDS, _HASHES // _BANDS))
        signed = []
        for place, article in enumerate(articles):
            signature = datasketch.MinHash(num_perm=_HASHES)
            signature.update_batch([sequence.encode("utf-8") for sequence in sequences(article.text)])
            signed.append(signature)
            index.insert(place, signature)
        return [
            Alike(place, other, signature.jaccard(signed[other]))
            for place, signature in enumerate(signed)
            for other in sorted(index.query(signature))
            if other > place
        ]

    return find


def shingle_pairs(articles: Sequence[Article]) -> list[Alike]:
    """Pairs by the share of the shorter text's five-word sequences that both have, with the words these cover."""
    placed = [_placed(article.text) for article in articles]
    found = []
    for one, other in _sharing([set(sequences) for sequences in placed]):
        common = placed[one].keys() & placed[other].keys()
        passages = (
            *((start, end, 0, 0) for start, end in _covered(placed[one], common)),
            *((0, 0, start, end) for start, end in _covered(placed[other], common)),
        )
        found.append(Alike(one, other, len(common) / max(1, min(len(placed[one]), len(placed[other]))), passages))
    return found


def difflib_pairs(articles: Sequence[Article]) -> list[Alike]:
    """Pairs that the shingles propose, by the words of the shorter text that difflib finds in the other's order."""
    words = [list(re.finditer(r"\w+", article.text)) for article in articles]
    keys = [[match.group().lower() for match in found] for found in words]
    alike = []
    for pair in shingle_pairs(articles):
        if pair.likeness < _WORTH_ALIGNING:
            continue
        one, other = words[pair.one], words[pair.other]
        blocks = SequenceMatcher(None, keys[pair.one], keys[pair.other], autojunk=False).get_matching_blocks()
        runs = [block for block in blocks if block.size >= _MIN_RUN]
        passages = tuple(
            (one[a].start(), one[a + size - 1].end(), other[b].start(), other[b + size - 1].end())
            for a, b, size in runs
        )
        shared = sum(block.size for block in runs) / max(1, min(len(one), len(other)))
        alike.append(Alike(pair.one, pair.other, shared, passages))
    return alike


def edges_of(articles: Sequence[Article], alike: Sequence[Alike], least: float) -> list[dict[str, Any]]:
    """The edges that pairs of at least this likeness make, as the scorer reads them.

    Articles that hang together are related, each pair of them. Each derives from the one most like it among those it
    is like that came before: by time where both have one and they differ, else the longer text first.
    """
    kept = [pair for pair in alike if pair.likeness >= least]
    likest: dict[int, Alike] = {}
    for pair in kept:
        parent, child = _in_order(articles, pair.one, pair.other)
        if child not in likest or pair.likeness > likest[child].likeness:
            likest[child] = pair
    edges = []
    direct = set()
    for child, pair in sorted(likest.items()):
        parent = pair.other if pair.one == child else pair.one
        turned = [q if pair.one == child else (*q[2:], *q[:2]) for q in pair.passages]
        direct.add(frozenset((parent, child)))
        edges.append(_edge(articles, child, parent, "direct", turned))
    for group in _groups(kept):
        for one, other in combinations(group, 2):
            if frozenset((one, other)) not in direct:
                parent, child = _in_order(articles, one, other)
                edges.append(_edge(articles, child, parent, "sibling", []))
    return edges


def _edge(
    articles: Sequence[Article], child: int, parent: int, relation: str, passages: Sequence[Quad]
) -> dict[str, Any]:
    return {
        "child": articles[child].id,
        "parent": articles[parent].id,
        "relation": relation,
        "passages": [list(passage) for passage in passages],
    }


def _in_order(articles: Sequence[Article], one: int, other: int) -> tuple[int, int]:
    """The two with the one that came first in front."""
    first, second = articles[one].published, articles[other].published
    if first and second:
        digits = min(len(first.value), len(second.value))
        if first.value[:digits] != second.value[:digits]:
            return (one, other) if first.value < second.value else (other, one)
    return (one, other) if len(articles[one].text) >= len(articles[other].text) else (other, one)


def _groups(pairs: Sequence[Alike]) -> Iterator[list[int]]:
    near: dict[int, set[int]] = defaultdict(set)
    for pair in pairs:
        near[pair.one].add(pair.other)
        near[pair.other].add(pair.one)
    seen: set[int] = set()
    for start in sorted(near):
        group, waiting = [], [start] if start not in seen else []
        while waiting:
            place = waiting.pop()
            if place not in seen:
                seen.add(place)
                group.append(place)
                waiting += near[place]
        if group:
            yield sorted(group)


def sequences(text: str) -> set[str]:
    """The distinct five-word sequences of a text, folded to lower case."""
    return set(_placed(text))


def _placed(text: str) -> dict[str, list[tuple[int, int]]]:
    """Each five-word sequence with the characters it covers, wherever it stands."""
    words = list(re.finditer(r"\w+", text))
    keys = [match.group().lower() for match in words]
    placed: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for start in range(len(words) - _SEQUENCE + 1):
        last = start + _SEQUENCE
        placed[" ".join(keys[start:last])].append((words[start].start(), words[last - 1].end()))
    return placed


def _sharing(found: Sequence[set[str]]) -> list[tuple[int, int]]:
    carriers: dict[str, list[int]] = defaultdict(list)
    for place, own in enumerate(found):
        for sequence in own:
            carriers[sequence].append(place)
    return sorted({pair for c in carriers.values() if len(c) <= _MOST_CARRIERS for pair in combinations(c, 2)})


def _covered(placed: dict[str, list[tuple[int, int]]], common: set[str]) -> list[tuple[int, int]]:
    """The characters that the common sequences cover, as runs."""
    runs: list[tuple[int, int]] = []
    for start, end in sorted(span for sequence in common for span in placed[sequence]):
        if runs and start <= runs[-1][1] + 1:
            runs[-1] = runs[-1][0], max(end, runs[-1][1])
        else:
            runs.append((start, end))
    return runs


def _imported(name: str) -> Any:
    if find_spec(name) is None:
        raise MissingRivalError(f"{name} is not installed; benchmarks/rivals/lineage.txt says how to get it")
    return import_module(name)

"""Pairs that nobody labelled, for which the teacher is asked.

A small network learns its 21,000 labelled pairs of VitaminC by heart. Statements put beside other evidence of the same
page, those that share most words with them first, are many more of the same kind (augmented data as in TinyBERT, Jiao
et al. 2020).
"""

import random
import re
from collections import defaultdict

from pairs import UNKNOWN, Pair, is_held_back, labelled

# Pairs of each statement with other evidence of its page, at most: what follows is nearly all of no bearing.
_OF_ONE = 3
_WORD = re.compile(r"\w+")


def unlabelled(seed: int) -> list[Pair]:
    """Statements with evidence of the same page that they were not labelled with, in an order drawn by the seed."""
    evidence: dict[str, dict[str, set[str]]] = defaultdict(dict)
    labelled_with = defaultdict(set)
    for pair in labelled("vitaminc_train.jsonl.gz", "vitaminc"):
        if not is_held_back(pair):
            evidence[pair.group].setdefault(pair.premise, _words_of(pair.premise))
            labelled_with[pair.group, pair.hypothesis].add(pair.premise)
    made = []
    for (page, statement), seen in labelled_with.items():
        words = _words_of(statement)
        others = [
            (len(words & theirs) / len(words), text) for text, theirs in evidence[page].items() if text not in seen
        ]
        for place, (_, text) in enumerate(sorted(others, key=lambda other: (-other[0], other[1]))[:_OF_ONE]):
            made.append(Pair(f"same-page-{len(made)}-{place}", "page", page, text, statement, UNKNOWN))
    random.Random(seed).shuffle(made)
    return made


def _words_of(text: str) -> set[str]:
    return set(_WORD.findall(text.lower())) or {""}

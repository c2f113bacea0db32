"""Whether sentences that only one of two texts has belong with what both have, by the words they carry on.

A desk that shortens takes out sentences about the text's own persons and things; what a desk puts in speaks of others.
No parse is needed: the share of a sentence's rare words that the shared text has too tells the two apart.
"""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from tellings.lineage.sharing import FURNITURE
from tellings.lineage.sheet import Sheet

# Shorter sentences are lines of the page.
_LEAST_WORDS, _LEAST_DIFFERENT = 8, 6
# The natural logarithm of the number of texts the frequencies were counted in: a word in all of them weighs nothing.
_EVERYWHERE = 8.85
# Of the development families' 1,818 sentences that copies cut the shared text has 0.34 of the weight at the median, of
# the 455 that desks put in 0.15; the middle of both, and the slope that makes the distance a log odds.
_MIDDLE, _SLOPE = 0.26, 8.0
# A shorter shared text has too few words that could be carried on. A guess.
TELLING_WORDS = 150
# One sentence says no more than this: a name is repeated in a text of its own too.
_LIMIT = 1.5


def own_sentences(sheet: Sheet, covered: NDArray[np.bool_]) -> Iterator[int]:
    """The sentences of a text that are not covered, lines of the page aside."""
    for number, (first, last) in enumerate(sheet.sentence_words):
        is_own = last - first >= _LEAST_WORDS and covered[first:last].mean() < 0.5
        if is_own and not FURNITURE.search(sheet.article.text[slice(*sheet.sentence_spans[number])]):
            yield number


def cohesion(sheet: Sheet, covered: NDArray[np.bool_], numbers: Iterable[int] | None = None) -> float:
    """How far sentences outside the covered words carry those on: above 0 they do, below they speak of else.

    A mean over the sentences, worth more the more there are, by the root of their number since neighbours are alike;
    0 where there are none. `numbers` are the sentences, all own ones if not given; short ones say nothing.
    """
    shared = set(sheet.keys[covered].tolist())
    scores = []
    for number in own_sentences(sheet, covered) if numbers is None else numbers:
        weight = carried_words(sheet, number)
        if len(weight) >= _LEAST_DIFFERENT:
            carried = sum(value for key, value in weight.items() if key in shared) / max(1e-9, sum(weight.values()))
            scores.append(max(-_LIMIT, min(_LIMIT, _SLOPE * (carried - _MIDDLE))))
    return sum(scores) / len(scores) ** 0.5 if scores else 0.0


def carried_words(sheet: Sheet, number: int) -> dict[int, float]:
    """A sentence's different words, each with its weight: the rarer in the news the more."""
    words = slice(*sheet.sentence_words[number])
    weights = np.maximum(0.0, _EVERYWHERE - sheet.levels[words])
    return dict(zip(sheet.keys[words].tolist(), weights.tolist(), strict=True))

"""How common the words of a text are in the news, and which of two texts has the commoner word where they differ.

A desk that rewords moves away from the usual word: it has "amongst" for "among", "contenders" for "candidates". The
text that has the commoner word at nearly every such place was there first; of two copies of a third each has some.
"""

from functools import cache
from math import log

import numpy as np
from numpy.typing import NDArray

from tellings.data.tables import table

Numbers = NDArray[np.int64]
Levels = NDArray[np.float32]

# A word that fewer than twenty of the background's texts hold is not in its list; half of that is a guess.
_UNLISTED = 10
# Places where at most this many words stand for as many: longer ones are rewritten clauses, not another word.
_MAX_WORDS = 3
# Two words within a fifth of each other (e ** 0.2) are equally common.
_LEAST = 0.2


@cache
def _counts() -> dict[str, float]:
    listed = table("word_frequencies")
    return {word: log(int(count)) for count, words in listed if count.isdigit() for word in words.split()}


def level(key: str) -> float:
    """The natural logarithm of the number of the background's texts that hold a word."""
    counts = _counts()
    return counts.get(key, counts.get(key.removesuffix("'s").removesuffix("’s"), log(_UNLISTED)))


def commoner(ours: Levels, theirs: Levels, partners: Numbers) -> tuple[float, float, float]:
    """How much commoner our words are at the places where we have the commoner one, and theirs at the others.

    The third number is how far the two sums come apart by chance where either text has the commoner word as often (the
    standard deviation of their difference under random signs).

    Args:
        ours: Levels of our text's words.
        theirs: Levels of the other's.
        partners: For each of our words theirs that answers to it, −1 for none.
    """
    matched = np.flatnonzero(partners >= 0)
    width, their_width = np.diff(matched), np.diff(partners[matched])
    small = (width > 1) & (width <= _MAX_WORDS + 1) & (their_width > 1) & (their_width <= _MAX_WORDS + 1)
    starts = matched[:-1][small] if len(matched) else matched
    first, second = (
        _means(ours, starts + 1, width[small] - 1),
        _means(theirs, partners[starts] + 1, their_width[small] - 1),
    )
    difference = first - second
    chance = float(np.sqrt((difference**2).sum()))
    return float(difference[difference > _LEAST].sum()), float(-difference[difference < -_LEAST].sum()), chance


def _means(levels: Levels, starts: Numbers, counts: Numbers) -> NDArray[np.float64]:
    sums = np.concatenate(([0.0], np.cumsum(levels, dtype=np.float64)))
    means: NDArray[np.float64] = (sums[starts + counts] - sums[starts]) / np.maximum(counts, 1)
    return means

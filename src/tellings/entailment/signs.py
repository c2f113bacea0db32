"""What the network is told of a pair of sentences: word pieces, and signs of each word beside the other sentence.

Word pieces are lower-cased and carry no values, so that signs are handed over word by word: whether the other sentence
has the word, how a number stands to the number of the other sentence that it is most likely to be measured against,
and the letters' case. Whoever changes a sign trains anew.
"""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tellings.entailment.numbers import SCALES, Number, numbers_of, value_of, words_of

# Values of the signs, in the order in which the network knows them. 0 is for marks between the sentences.
SIDES = ("", "premise", "hypothesis")
SHARED = ("", "same", "alike", "other", "mark")
NUMBERS = (
    "",
    "alone",
    "equal",
    "equal, same unit",
    "lower, same unit",
    "higher, same unit",
    "a little lower",
    "a little higher",
    "lower",
    "higher",
)
SHAPES = ("", "lower", "title", "upper", "number", "mark")
BOUNDS = ("", "alone", "follows", "follows, same unit", "open", "open, same unit", "excluded", "excluded, same unit")
KINDS = (SIDES, SHARED, NUMBERS, SHAPES, BOUNDS)
# What is read of a pair, in word pieces with the three marks; of the longer sentence the end is cut. Training saw 128.
PIECES = 256
_FIRST, _LAST = 101, 102

# Words between a number and what it counts that say nothing of the unit.
_BLANK = """
the a an of and in on by to for with from at as is was were are have has had been it its , . ; : ( )
"""
# Endings that words of one stem may differ in.
_ENDING = re.compile(r"(?<=...)(?:ies|ied|y|ers?|ions?|ings?|ed|es|e|s)$")
_NO_UNIT = frozenset(_BLANK.split()) | frozenset(SCALES)


def signs_of(words: Sequence[str], other: Sequence[str], side: int) -> NDArray[np.int64]:
    """The signs of a sentence's words beside the other sentence, as numbers of `KINDS`.

    Args:
        words: Of the sentence, as `words_of` gives them.
        other: The words of the other sentence.
        side: 1 for the premise, 2 for the hypothesis.

    Returns:
        int64, shape (words, kinds).
    """
    rows = np.zeros((len(words), len(KINDS)), dtype=np.int64)
    rows[:, 0] = side
    there = {word.lower() for word in other}
    stems = {_stem(word) for word in there}
    for at, word in enumerate(words):
        rows[at, 1] = _shared(word.lower(), there, stems)
        rows[at, 3] = _shape(word)
    theirs = numbers_of(other)
    units = [_unit(other, number) for number in theirs]
    values = {number.value for number in theirs}
    for number in numbers_of(words):
        standing, bound = _standing(number, _unit(words, number), theirs, units, side)
        rows[number.start : number.end, 2], rows[number.start : number.end, 4] = standing, bound
        if number.value in values:
            rows[number.start : number.end, 1] = SHARED.index("same")
    return rows


def _stem(word: str) -> str:
    return _ENDING.sub("", word)


def _shared(word: str, there: set[str], stems: set[str]) -> int:
    if not word[0].isalnum():
        return SHARED.index("mark")
    if word in there:
        return SHARED.index("same")
    return SHARED.index("alike" if _stem(word) in stems else "other")


def _unit(words: Sequence[str], number: Number) -> frozenset[str]:
    """Words that may say what a number counts: three after it and, for dates and money, the one before."""
    near = [*words[max(0, number.start - 1) : number.start], *words[number.end : number.end + 3]]
    return frozenset(_stem(word.lower()) for word in near if word.lower() not in _NO_UNIT and value_of(word) is None)


def _standing(
    number: Number, unit: frozenset[str], theirs: Sequence[Number], units: Sequence[frozenset[str]], side: int
) -> tuple[int, int]:
    """How a number stands to those of the other sentence: to the nearest of the same unit, or else to the nearest.

    Returns:
        A number of `NUMBERS` for the plain values, and one of `BOUNDS` for what they say with "more than" and the like.
    """
    if not theirs:
        return NUMBERS.index("alone"), BOUNDS.index("alone")
    same = [other for other, theirs_ in zip(theirs, units, strict=True) if unit & theirs_]
    nearest = min(same or theirs, key=lambda other: abs(other.value - number.value))
    suffix = ", same unit" if same else ""
    given, asked = (number, nearest) if side == 1 else (nearest, number)
    bound = BOUNDS.index(_follows(given, asked) + suffix)
    if nearest.value == number.value:
        return NUMBERS.index("equal" + suffix), bound
    way = "lower" if number.value < nearest.value else "higher"
    # A fifth more or less: a guess at what two counts of one thing differ by.
    little = abs(number.value - nearest.value) <= 0.2 * max(abs(number.value), abs(nearest.value))
    return NUMBERS.index(way + suffix if same or not little else f"a little {way}"), bound


def _follows(given: Number, asked: Number) -> str:
    """Whether what one number says follows from what another says, is excluded by it, or is left open."""
    if asked.least <= given.least and given.most <= asked.most:
        return "follows"
    return "excluded" if given.most < asked.least or asked.most < given.least else "open"


def _shape(word: str) -> int:
    if word[0].isdecimal():
        return SHAPES.index("number")
    if not word[0].isalpha():
        return SHAPES.index("mark")
    if word.islower():
        return SHAPES.index("lower")
    return SHAPES.index("upper" if word.isupper() and len(word) > 1 else "title")


def read_pair(
    premise: str, hypothesis: str, tokenizer: Any, pieces: int = PIECES
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """What the network reads of a pair.

    Args:
        premise: What is given.
        hypothesis: What may follow from it.
        tokenizer: The encoder's, without marks.
        pieces: The most it may be told, marks included; the end of the longer sentence is cut.

    Returns:
        Word pieces, int64, shape (pieces,), and their signs, int64, shape (pieces, kinds).
    """
    words = words_of(premise), words_of(hypothesis)
    sides = [_side(words[0], words[1], 1, tokenizer), _side(words[1], words[0], 2, tokenizer)]
    shorter = min(len(ids) for ids, _ in sides)
    room = pieces - 3
    limit = max(room // 2, room - shorter)
    marks = np.zeros((1, len(KINDS)), dtype=np.int64)
    (first, first_signs), (second, second_signs) = ((ids[:limit], rows[:limit]) for ids, rows in sides)
    ids = np.concatenate(([_FIRST], first, [_LAST], second, [_LAST])).astype(np.int64)
    return ids, np.concatenate((marks, first_signs, marks, second_signs, marks))


def _side(
    words: Sequence[str], other: Sequence[str], side: int, tokenizer: Any
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """A sentence's word pieces and their signs."""
    encoding = tokenizer.encode(list(words), is_pretokenized=True, add_special_tokens=False)
    rows = signs_of(words, other, side)
    return np.array(encoding.ids, dtype=np.int64), rows[np.array(encoding.word_ids, dtype=np.int64)]

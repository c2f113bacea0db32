"""The words of a sentence and its numbers, with what "more than", "about" and the like make of them.

What stands here is fixed with the weights: the network has learned what these numbers make of its signs.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

# No sentence has so many words; what lies beyond is not looked at, so that hostile text costs no more than this.
_WORDS = 300
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|\S")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_NAMED = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen
"""
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_VALUES = {word: float(n) for n, word in enumerate(_NAMED.split())} | {
    word: 20.0 + 10 * n for n, word in enumerate(_TENS)
}
SCALES = {"dozen": 12.0, "hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9}
SCALES |= {"bn": 1e9, "trillion": 1e12}
# Words before a number that make it a bound, and about how far "about" and "nearly" reach (a guess).
_BOUNDING = {
    "more": "more-than over above exceed exceeds exceeded exceeding greater-than higher-than after surpassed past",
    "least": "at-least minimum-of",
    "less": "less-than fewer-than under below lower-than before",
    "most": "up-to at-most until maximum-of",
    "nearly": "almost nearly close-to",
    "about": "about around approximately roughly some circa",
}
_PHRASES = {tuple(phrase.split("-")): kind for kind, phrases in _BOUNDING.items() for phrase in phrases.split()}
_REACH = 0.1


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a list of words: its half-open range of words, its value, and the least and most that it says."""

    start: int
    end: int
    value: float
    least: float
    most: float


def words_of(sentence: str) -> list[str]:
    """The words, numbers and marks of a sentence, up to a bound."""
    return [match.group() for _, match in zip(range(_WORDS), _WORD.finditer(sentence), strict=False)]


def numbers_of(words: Sequence[str]) -> list[Number]:
    """The numbers among words, in figures or written out, with "million" and the like multiplied in."""
    found: list[Number] = []
    at = 0
    while at < len(words):
        value = value_of(words[at])
        start, at = at, at + 1
        if value is None:
            continue
        if value in range(20, 100, 10) and words[start].isalpha():
            more = at + 1 if at < len(words) and words[at] == "-" else at
            unit = _VALUES.get(words[more].lower()) if more < len(words) else None
            if unit is not None and 0 < unit < 10:
                value, at = value + unit, more + 1
        while at < len(words) and words[at].lower() in SCALES and value < 1e15:
            value, at = value * SCALES[words[at].lower()], at + 1
        found.append(Number(start, at, value, *_bounds(words, start, value)))
    return found


def _bounds(words: Sequence[str], start: int, value: float) -> tuple[float, float]:
    """The least and the most that a number with the words before it says."""
    before = tuple(word.lower() for word in words[max(0, start - 4) : start])
    # The phrase may be parted from its number by two words: "over a hundred", "more than $ 5".
    for end in range(len(before), max(-1, len(before) - 3), -1):
        kind = next((_PHRASES[part] for size in (2, 1) if (part := before[max(0, end - size) : end]) in _PHRASES), "")
        if kind:
            beyond = abs(value) * 1e-9 + 1e-9
            least = {
                "more": value + beyond,
                "least": value,
                "nearly": value * (1 - _REACH),
                "about": value * (1 - _REACH),
            }
            most = {"less": value - beyond, "most": value, "nearly": value, "about": value * (1 + _REACH)}
            return least.get(kind, -np.inf), most.get(kind, np.inf)
    return value, value


def value_of(word: str) -> float | None:
    """The value of a word that is a number by itself, in figures or written out; None of others."""
    if word[0].isdecimal():
        if not word.isascii():
            return None
        plain = word.replace(",", "") if _GROUPED.fullmatch(word) else word.replace(",", ".")
        return float(plain) if plain.count(".") < 2 and len(plain) < 20 else None
    return _VALUES.get(word.lower(), SCALES.get(word.lower()) if len(word) > 3 else None)

"""Text folded for comparing, with a map back to the original.

Folding removes what desks change without changing the words: case, the shape of quotation marks and dashes, accents,
compatibility forms, runs of white space. Whoever compares folded text answers in spans of the original.
"""

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

QUOTES = dict.fromkeys("“”„‟«»″〝〞＂", '"') | dict.fromkeys("‘’‚‛‹›′＇`´", "'")
DASHES = dict.fromkeys("‐‑‒–—―−﹘﹣－", "-")
_SAME = QUOTES | DASHES


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text; `starts[i]` is where the original character behind folded character `i` begins.

    `starts` never decreases and has one entry more than `text`: the length of the original.
    """

    text: str
    starts: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The range of the original that the folded range `start:end` came from."""
        if start >= end:
            return self.starts[start], self.starts[start]
        last = self.starts[end - 1]
        return self.starts[start], self.starts[bisect_right(self.starts, last)]


def fold_character(character: str) -> str:
    """One character folded: possibly several, a blank for white space, nothing for marks and invisible ones."""
    if character in _SAME:
        return _SAME[character]
    if character.isspace():
        return " "
    pieces = unicodedata.normalize("NFKD", character)
    kept = (p for p in pieces if unicodedata.category(p) not in {"Mn", "Cf", "Cc"})
    return "".join(_SAME.get(p, p) for p in kept).casefold()


def fold(text: str) -> Folded:
    """The text folded for comparing, runs of white space as one blank."""
    characters: list[str] = []
    starts: list[int] = []
    for index, character in enumerate(text):
        for folded in fold_character(character) if not character.isascii() else character.lower():
            blank = folded.isspace()
            if blank and characters and characters[-1] == " ":
                continue
            characters.append(" " if blank else folded)
            starts.append(index)
    return Folded("".join(characters), (*starts, len(text)))

"""Text folded for comparing, with a map back to the original.

Folding removes what desks change without changing the words: case, the shape of quotation marks and dashes, accents,
compatibility forms, runs of white space. Whoever compares folded text answers in spans of the original.
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

QUOTES = dict.fromkeys("“”„‟«»″〝〞＂", '"') | dict.fromkeys("‘’‚‛‹›′＇`´", "'")
DASHES = dict.fromkeys("‐‑‒–—―−﹘﹣－", "-")
_SAME = QUOTES | DASHES
# A run of white space, a run of other ASCII, or one other character.
_PIECE = re.compile(r"(\s+)|([\x00-\x08\x0e-\x1b\x21-\x7f]+)|(.)", re.DOTALL)
_BLANK, _PLAIN, _ASCII = 1, 2, 128


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
    pieces: list[str] = []
    starts: list[int] = []
    ends_blank = False
    for match in _PIECE.finditer(text):
        start, piece = match.start(), match.group()
        if match.lastindex == _PLAIN:
            pieces.append(piece.lower())
            starts.extend(range(start, match.end()))
            ends_blank = False
            continue
        for folded in " " if match.lastindex == _BLANK else fold_character(piece):
            blank = folded.isspace()
            if not (blank and ends_blank):
                pieces.append(" " if blank else folded)
                starts.append(start)
            ends_blank = blank
    return Folded("".join(pieces), (*starts, len(text)))


class _Foldings(dict[int, str]):
    """For each character's code point what it is folded to."""

    def __missing__(self, code: int) -> str:
        folded = chr(code).lower() if code < _ASCII else fold_character(chr(code))
        self[code] = folded
        return folded


# A table of a pure function's values: it changes speed alone.
_FOLDINGS = _Foldings()


def folded_text(text: str) -> str:
    """The text folded as `fold` does it, without the map; its white space is not run together."""
    return text.lower() if text.isascii() else text.translate(_FOLDINGS)

"""Words of a text as keys for comparing, each with its place."""

import re
from dataclasses import dataclass

from tellings.text.folding import fold_character

# A word is a run of letters, digits and marks; inner apostrophes, points and commas between digits stay in it.
_WORD = re.compile(r"\w+(?:[.,](?=\d)\d+|['’]\w+)*")


@dataclass(frozen=True, slots=True)
class Word:
    """A word at `start:end` of its text; `key` is its folded form, the same whatever the case and the accents."""

    start: int
    end: int
    key: str


def words(text: str) -> list[Word]:
    """The words of a text in order. Punctuation and white space are left out."""
    return [Word(m.start(), m.end(), _key(m.group())) for m in _WORD.finditer(text)]


def _key(word: str) -> str:
    if word.isascii():
        return word.lower()
    return "".join(fold_character(character) for character in word)

"""What a person types into a search box, read as words, phrases, exclusions and prefixes. Nothing he types is an error.

    flood "mayor of Lorn" -insurance evacuat*

One reading for every engine: words are runs of letters and digits, compared without case and accents, as FTS5's
`unicode61` tokenizer does it. Words are not stemmed: `attack*` finds attacks and attacked.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

MAX_TERMS = 32
"""Terms that are read, and words of one phrase; the rest is ignored. A guess that bounds finding and marking."""
MAX_WORD = 500
"""Characters of a word that count; PostgreSQL holds 2,046 bytes."""

_WORD = re.compile("(?:[^\\W_][\u0300-\u036f]*)+")
_PIECE = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))')


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand in a row, or must not.

    Args:
        words: Folded; one or more.
        typed: The same words as they were typed, for an engine that folds by itself.
        excluded: Written with a minus in front.
        is_prefix: The last word may go on.
    """

    words: tuple[str, ...]
    typed: tuple[str, ...]
    excluded: bool = False
    is_prefix: bool = False


def terms_of(query: str) -> tuple[Term, ...]:
    """The query's terms in its order; none where it holds no letter or digit."""
    found = (term for term in map(_term, _PIECE.finditer(query[:2_000])) if term.words)
    return tuple(term for _, term in zip(range(MAX_TERMS), found, strict=False))


def _term(piece: re.Match[str]) -> Term:
    minus, phrase, bare = piece.groups()
    wanted = phrase if bare is None else bare
    found = list(words_of(wanted))[:MAX_TERMS]
    typed = tuple(wanted[start:end] for _, start, end in found)
    return Term(tuple(word for word, _, _ in found), typed, bool(minus), wanted.rstrip().endswith("*"))


def words_of(text: str) -> Iterator[tuple[str, int, int]]:
    """The text's words, folded, each with its half-open range of code points."""
    for found in _WORD.finditer(text):
        yield folded(found.group()), found.start(), found.end()


def folded(word: str) -> str:
    """The word without case and accents, cut at the length that counts."""
    return (word.lower() if word.isascii() else word.translate(_FOLDED))[:MAX_WORD]


def levelled(text: str) -> str:
    """The text without case and accents, character for character, so that ranges in it are ranges of the text.

    Marks of decomposed letters stay where they are.
    """
    return text.lower() if text.isascii() else text.translate(_LEVELLED)


class _Folded(dict[int, str]):
    """Each character without case and accents; nothing for a mark by itself. Filled as characters are met."""

    def __missing__(self, code: int) -> str:
        parts = unicodedata.normalize("NFD", chr(code))
        plain = "".join(part for part in parts if not unicodedata.combining(part))
        lower = unicodedata.normalize("NFC", plain).lower()
        # Simple case folding, as SQLite has it: ς is σ, but ß stays one letter.
        simple = (part.casefold() if len(part.casefold()) == 1 else part for part in lower)
        self[code] = found = "".join(part for part in simple if not unicodedata.combining(part))
        return found


class _Levelled(dict[int, str]):
    """Each character as `_Folded` has it where that is one character, else as it is."""

    def __missing__(self, code: int) -> str:
        plain = _FOLDED[code]
        self[code] = found = plain if len(plain) == 1 else chr(code)
        return found


_FOLDED = _Folded()
_LEVELLED = _Levelled()

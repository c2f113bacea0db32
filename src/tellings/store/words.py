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
"""Terms that are read; the rest of a longer query is ignored. A guess that bounds the engine's work."""
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
    found = list(words_of(wanted))
    typed = tuple(wanted[start:end] for _, start, end in found)
    return Term(
        tuple(word for word, _, _ in found), typed, excluded=bool(minus), is_prefix=wanted.rstrip().endswith("*")
    )


def words_of(text: str) -> Iterator[tuple[str, int, int]]:
    """The text's words, folded, each with its half-open range of code points."""
    for found in _WORD.finditer(text):
        yield folded(found.group()), found.start(), found.end()


def folded(word: str) -> str:
    """The word without case and accents, cut at the length that counts."""
    lower = word.lower()
    if not lower.isascii():
        parts = unicodedata.normalize("NFD", lower)
        lower = unicodedata.normalize("NFC", "".join(c for c in parts if not unicodedata.combining(c)))
    return lower[:MAX_WORD]

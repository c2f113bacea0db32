"""Where a query's words stand in a text, and the piece of it that shows them best, as ranges of code points."""

import re
from collections.abc import Sequence
from functools import lru_cache

from tellings.store.rows import Snippet
from tellings.store.words import MAX_WORD, Term, levelled

SNIPPET_CHARACTERS = 200
MAX_CHARACTERS = 200_000
"""What is looked through of one text; the longest articles that cleaning lets pass are shorter."""
_MAX_HITS = 200
"""So many are looked at for the best piece."""

_Hit = tuple[int, int, int]
"""Start, end, and number of the term."""


def marks_in(text: str, terms: Sequence[Term]) -> tuple[tuple[int, int], ...]:
    """The ranges of all words that the terms ask for, in order; a phrase is one range."""
    return tuple((start, end) for start, end, _ in _hits(text, terms))


def snippet_of(text: str, terms: Sequence[Term], *, size: int = SNIPPET_CHARACTERS) -> Snippet:
    """The piece of the text, of about so many characters, that holds most different terms, and most hits of them.

    It begins a little before its first hit, and with a word. Without hits it is the text's beginning.
    """
    hits = _hits(text, terms)
    if len(text) <= size:
        return Snippet(0, len(text), tuple((start, end) for start, end, _ in hits))
    wanted = max(0, _best(hits, size) - size // 5)
    start = text.find(" ", wanted) + 1 if wanted else 0
    end = min(len(text), start + size)
    if end < len(text):
        end = max(text.rfind(" ", start, end), start + size // 2)
    inside = tuple((first, last) for first, last, _ in hits if start <= first and last <= end)
    return Snippet(start, max([end, *(last for first, last, _ in hits if start <= first < end)]), inside)


def _best(hits: Sequence[_Hit], size: int) -> int:
    """Where the first hit of the best piece begins."""
    best, chosen = (0, 0), 0
    for index, (start, _, _) in enumerate(hits[:_MAX_HITS]):
        near = [hit for hit in hits[index : index + _MAX_HITS] if hit[1] <= start + size * 3 // 4]
        score = (len({term for _, _, term in near}), len(near))
        if score > best:
            best, chosen = score, start
    return chosen


def _hits(text: str, terms: Sequence[Term]) -> list[_Hit]:
    pattern = _pattern(tuple(term for term in terms if not term.excluded))
    if pattern is None:
        return []
    return [
        (found.start(), found.end(), found.lastindex or 0)
        for found in pattern.finditer(levelled(text[:MAX_CHARACTERS]))
    ]


@lru_cache(maxsize=64)
def _pattern(terms: tuple[Term, ...]) -> re.Pattern[str] | None:
    """The terms as one pattern over a levelled text, the longest first. All parts are letters and digits."""
    if not terms:
        return None
    ordered = sorted(terms, key=lambda term: (-len(term.words), -len(term.words[0]), term.words))
    return re.compile("|".join(f"({_term(term)})" for term in ordered))


def _term(term: Term) -> str:
    # Marks of decomposed letters may stand behind any letter; a word that is too long to count goes on.
    letters = ["[\u0300-\u036f]*".join(word) + "[\u0300-\u036f]*" for word in term.words]
    ends = [r"[^\W_]*" if len(word) == MAX_WORD else r"(?![^\W_])" for word in term.words]
    if term.is_prefix:
        ends[-1] = "(?:[^\\W_][\u0300-\u036f]*)*"
    return r"(?<![^\W_])" + r"[\W_]+".join(word + end for word, end in zip(letters, ends, strict=True))

"""Where a query's words stand in a text, and the piece of it that shows them best, as ranges of code points."""

from collections.abc import Sequence

from tellings.store.rows import Snippet
from tellings.store.words import Term, words_of

SNIPPET_WORDS = 32
MAX_CHARACTERS = 200_000
"""What is looked through of one text; the longest articles that cleaning lets pass are shorter."""


def marks_in(text: str, terms: Sequence[Term]) -> tuple[tuple[int, int], ...]:
    """The ranges of all words that the terms ask for, in order; a phrase is one range."""
    return tuple((start, end) for start, end, _ in _hits(list(words_of(text[:MAX_CHARACTERS])), terms))


def snippet_of(text: str, terms: Sequence[Term], *, size: int = SNIPPET_WORDS) -> Snippet:
    """The piece of the text, of about so many words, that holds most different terms, and most hits of them.

    It begins a few words before its first hit. Without hits it is the text's beginning.
    """
    words = list(words_of(text[:MAX_CHARACTERS]))
    if not words:
        return Snippet(0, 0, ())
    hits = _hits(words, terms)
    starts = {start: number for number, (_, start, _) in enumerate(words)}
    placed = [(starts[start], start, end, term) for start, end, term in hits]
    first = _best(placed, size)
    begin = max(0, first - size // 6)
    last = min(len(words), begin + size) - 1
    begin = max(0, last + 1 - size)
    start, end = words[begin][1], words[last][2]
    return Snippet(start, end, tuple((s, e) for _, s, e, _ in placed if start <= s and e <= end))


def _best(placed: Sequence[tuple[int, int, int, int]], size: int) -> int:
    """The number of the word that the best window's first hit begins with."""
    best, chosen = (0, 0), 0
    for index, (number, *_) in enumerate(placed[:200]):
        window = [hit for hit in placed[index : index + size] if hit[0] < number + size - size // 6]
        score = (len({hit[3] for hit in window}), len(window))
        if score > best:
            best, chosen = score, number
    return chosen


def _hits(words: Sequence[tuple[str, int, int]], terms: Sequence[Term]) -> list[tuple[int, int, int]]:
    """Start, end and number of the term of every hit, in order, none inside another."""
    wanted: dict[str, list[tuple[int, Term]]] = {}
    prefixes = []
    for number, term in enumerate(terms):
        if term.excluded:
            continue
        if term.is_prefix and len(term.words) == 1:
            prefixes.append((number, term))
        else:
            wanted.setdefault(term.words[0], []).append((number, term))
    found: list[tuple[int, int, int]] = []
    for index, (word, start, end) in enumerate(words):
        if found and start < found[-1][1]:
            continue
        ends = [(words[index + len(t.words) - 1][2], n) for n, t in wanted.get(word, ()) if _stands(words, index, t)]
        ends += [(end, number) for number, term in prefixes if word.startswith(term.words[0])]
        if ends:
            stop, number = max(ends)
            found.append((start, stop, number))
    return found


def _stands(words: Sequence[tuple[str, int, int]], index: int, term: Term) -> bool:
    there = [word for word, _, _ in words[index : index + len(term.words)]]
    if len(there) < len(term.words) or there[:-1] != list(term.words[:-1]):
        return False
    return there[-1].startswith(term.words[-1]) if term.is_prefix else there[-1] == term.words[-1]

"""Two texts laid side by side: paragraphs that repeat each other in one row, marks inside them."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from tellings.show.marks import Mark, Piece, marked_ranges
from tellings.show.view_lineage import AlignedRow, AlignedRows
from tellings.show.words import counted
from tellings.text.words import words

# Runs longer than this that only one text has are folded: a reader compares, and can open them.
FOLD_AFTER = 2
# Words that stand in more paragraphs than this do not tell paragraphs apart; the bound keeps the cost linear.
MAX_PARAGRAPHS = 50

Ranges = tuple[tuple[int, int], tuple[int, int]]  # of the left text and of the right one


@dataclass(frozen=True, slots=True)
class Side:
    """One of two texts: its name, its words, its paragraphs and the marks in it."""

    name: str
    text: str
    paragraphs: Sequence[tuple[int, int]]
    marks: Sequence[Mark]


def rows(left: Side, right: Side, passages: Iterable[Ranges]) -> tuple[AlignedRows, ...]:
    """Both texts in rows; `passages` are ranges of the left one with the ranges of the right one that repeat them."""
    left_pieces = marked_ranges(left.text, left.paragraphs, left.marks)
    right_pieces = marked_ranges(right.text, right.paragraphs, right.marks)
    laid = [
        AlignedRow(
            left_pieces[i] if i is not None else None,
            right_pieces[j] if j is not None else None,
            "moved" if is_moved else "",
            i is not None and j is not None and _plain(left_pieces[i]) == _plain(right_pieces[j]) != [],
        )
        for i, j, is_moved in aligned_paragraphs(left.paragraphs, right.paragraphs, shared_words(left, right, passages))
    ]
    return tuple(_folded(laid, left.name, right.name))


def _plain(pieces: Sequence[Piece]) -> list[str]:
    """The words of a paragraph without marks, case and punctuation aside; nothing for one with marks."""
    return [word.key for word in words(pieces[0].words)] if len(pieces) == 1 else []


def aligned_paragraphs(
    left: Sequence[tuple[int, int]], right: Sequence[tuple[int, int]], shared: Mapping[tuple[int, int], int]
) -> list[tuple[int | None, int | None, bool]]:
    """Rows of paragraph numbers, every paragraph in one row; the flag marks those that stand elsewhere in the other.

    Each right paragraph belongs to the left one with which it shares most. The longest series in which both orders
    agree makes the rows; what breaks the order has moved.
    """
    best: dict[int, int] = {}
    for (i, j), _ in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        best.setdefault(j, i)
    in_order = _longest_run(sorted(best.items()))
    rows: list[tuple[int | None, int | None, bool]] = []
    next_left = 0
    moved_left = {best[j] for j in best if j not in in_order} - {best[j] for j in in_order}
    for j in range(len(right)):
        if j not in in_order:
            rows.append((None, j, j in best))
            continue
        rows += [(i, None, i in moved_left) for i in range(next_left, best[j])]
        rows.append((best[j] if best[j] >= next_left else None, j, False))
        next_left = max(next_left, best[j] + 1)
    return rows + [(i, None, i in moved_left) for i in range(next_left, len(left))]


def shared_words(left: Side, right: Side, passages: Iterable[Ranges]) -> Counter[tuple[int, int]]:
    """How many pairs of neighbouring words each left and right paragraph share inside the passages.

    A passage may run over many paragraphs, so its bounds alone do not say which of them answer to each other.
    """
    found: Counter[tuple[int, int]] = Counter()
    for one, other in passages:
        where: dict[tuple[str, str], dict[int, None]] = {}
        for number, bigram in _bigrams(left, *one):
            where.setdefault(bigram, {})[number] = None
        for number, bigram in _bigrams(right, *other):
            paragraphs = where.get(bigram, {})
            if len(paragraphs) <= MAX_PARAGRAPHS:
                found.update((i, number) for i in paragraphs)
    return found


def _bigrams(side: Side, first: int, last: int) -> Iterator[tuple[int, tuple[str, str]]]:
    """Neighbouring words inside a range of the text, with the number of their paragraph."""
    for number, (start, end) in enumerate(side.paragraphs):
        begin, stop = max(start, first), min(end, last)
        if begin < stop:
            keys = [word.key for word in words(side.text[begin:stop])]
            yield from ((number, bigram) for bigram in pairwise(["", *keys]))


def _longest_run(matches: Sequence[tuple[int, int]]) -> set[int]:
    """Of right paragraphs in order with their left ones: the longest series whose left ones never go back.

    Patience sorting (Schensted 1961).
    """
    tails: list[int] = []
    last: list[int] = []
    previous: dict[int, int | None] = {}
    for j, i in matches:
        at = bisect_right(tails, i)
        previous[j] = last[at - 1] if at else None
        tails[at : at + 1] = [i]
        last[at : at + 1] = [j]
    chain: set[int] = set()
    j_or_none = last[-1] if last else None
    while j_or_none is not None:
        chain.add(j_or_none)
        j_or_none = previous[j_or_none]
    return chain


def _folded(rows: Iterable[AlignedRow], left: str, right: str) -> Iterable[AlignedRows]:
    """Rows in groups, long runs of one text alone under a summary."""

    def lone(row: AlignedRow) -> str:
        if row.note:
            return ""
        return left if row.right is None else right if row.left is None else ""

    for name, run in groupby(rows, key=lone):
        group = tuple(run)
        is_long = bool(name) and len(group) > FOLD_AFTER
        yield AlignedRows(group, f"{counted(len(group), 'paragraph')} only in {name}" if is_long else "")

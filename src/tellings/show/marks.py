"""Text cut at the bounds of marks that may nest and cross, ready to be laid out as properly nested elements.

The server places highlights because browsers count UTF-16 units and spans count code points.
"""

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import inf


@dataclass(frozen=True, slots=True)
class BackLink:
    """A link from marked words back to where the page speaks of them."""

    href: str
    label: str
    title: str

    @property
    def spoken(self) -> str:
        """What a screen reader says for the label: the title up to its colon."""
        return self.title.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Mark:
    """A range of an article's text that the page points to or shows in a look of its own.

    Args:
        tag: The HTML element: `span`, `ins` or `del`.
        look: CSS class, or empty.
        id: The fragment that links lead to, or empty.
        backs: Links that stand behind the marked words.
        title: What a reader who rests on the words is told.
    """

    start: int
    end: int
    tag: str = "span"
    look: str = ""
    id: str = ""
    backs: tuple[BackLink, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """One step in laying out a text: words, the opening or closing of an element, or a link back.

    Args:
        step: `words`, `open`, `close` or `back`.
        id: Stands on the first element of a mark.
        continues: The id of the mark that an element after the first belongs to.
    """

    step: str
    words: str = ""
    tag: str = ""
    look: str = ""
    id: str = ""
    continues: str = ""
    back: BackLink | None = None
    title: str = ""


def marked_ranges(text: str, ranges: Sequence[tuple[int, int]], marks: Iterable[Mark]) -> list[tuple[Piece, ...]]:
    """The pieces of each range (paragraph) of the text, in order; every mark's id is placed exactly once.

    A mark that runs over several ranges or crosses another is cut; its later elements carry its id in `continues`.
    A mark outside all ranges opens the nearest range after it, or ends the last.
    """
    waiting = sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.id))
    placed: set[str] = set()
    laid: list[tuple[Piece, ...]] = []
    next_starts = [start for start, _ in ranges[1:]] + [inf]
    for (start, end), next_start in zip(ranges, next_starts, strict=False):
        here = [mark for mark in waiting if mark.start < end or next_start == inf]
        laid.append(tuple(_nested(text, _Range(start, end, next_start), here, placed)))
        waiting = [mark for mark in waiting if mark.end > next_start or mark.start >= end]
    return laid


@dataclass(frozen=True, slots=True)
class _Range:
    start: int
    end: int
    next_start: float


@dataclass(slots=True)
class _Open:
    end: int
    is_final: bool
    mark: Mark


def _nested(text: str, here: _Range, marks: Iterable[Mark], placed: set[str]) -> Iterator[Piece]:
    """The pieces of the range: a stack of open elements, a heap of those to come."""
    coming = [(*_clipped(mark, here.start, here.end), number, mark) for number, mark in enumerate(marks)]
    order = len(coming)
    heapq.heapify(coming)
    stack: list[_Open] = []
    at = here.start
    while coming or stack:
        next_start = coming[0][0] if coming else inf
        if stack and stack[-1].end <= next_start:
            top = stack.pop()
            if at < top.end:
                yield Piece("words", words=text[at : top.end])
                at = top.end
            yield Piece("close", tag=top.mark.tag)
            if top.is_final:
                yield from (Piece("back", back=back) for back in top.mark.backs)
            continue
        mark_start, minus_end, _, mark = heapq.heappop(coming)
        mark_end = -minus_end
        if at < mark_start:
            yield Piece("words", words=text[at:mark_start])
            at = mark_start
        if stack and mark_end > stack[-1].end:
            # It crosses the element around it: close with that one and go on behind it.
            heapq.heappush(coming, (stack[-1].end, -mark_end, order, mark))
            order += 1
            mark_end = stack[-1].end
        is_first = mark.id not in placed
        placed.add(mark.id)
        yield Piece(
            "open",
            tag=mark.tag,
            look=mark.look,
            id=mark.id if is_first else "",
            continues="" if is_first else mark.id,
            title=mark.title,
        )
        is_final = mark.end <= here.next_start and mark_end >= min(mark.end, here.end)
        stack.append(_Open(mark_end, is_final, mark))
    if at < here.end:
        yield Piece("words", words=text[at : here.end])


def _clipped(mark: Mark, start: int, end: int) -> tuple[int, int]:
    """Start and negated end of the mark inside the range, so that of marks with one start the longest comes first."""
    left = min(max(mark.start, start), end)
    return left, -min(max(mark.end, left), end)


def continued_ids(pieces: Iterable[Piece]) -> set[str]:
    """Ids of the marks that needed more than one element."""
    return {piece.continues for piece in pieces if piece.continues}

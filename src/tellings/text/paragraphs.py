"""Paragraphs of a text.

Texts come with an empty line between paragraphs, with one line a paragraph, or hard-wrapped at a column; which of the
three is read off the lines themselves.
"""

import re
from collections.abc import Iterator
from statistics import median

_LINE = re.compile(r"[^\n\r\x0b\x0c\u2028\u2029]+")
_EMPTY_LINE = re.compile(r"\n[ \t\r\u00a0]*\n")
# Wrapped text breaks lines near one column, mid-sentence. Newspaper agencies' wraps lie between 50 and 90 columns.
_WRAP_COLUMNS = range(50, 91)


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Ranges `start, end` of the paragraphs of a text, in order, outer white space left out."""
    lines = [(m.start(), m.end()) for m in _LINE.finditer(text)]
    if not _is_wrapped([text[start:end] for start, end in lines]):
        yield from _trimmed(text, lines)
        return
    start = 0
    for gap in _EMPTY_LINE.finditer(text):
        yield from _trimmed(text, [(start, gap.start())])
        start = gap.end()
    yield from _trimmed(text, [(start, len(text))])


def _trimmed(text: str, ranges: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for start, end in ranges:
        piece = text[start:end]
        left = len(piece) - len(piece.lstrip())
        right = len(piece.rstrip())
        if left < right:
            yield start + left, start + right


def _is_wrapped(lines: list[str]) -> bool:
    """Whether most lines break off mid-sentence near one column."""
    full = [line.rstrip() for line in lines if len(line.strip()) >= 40]
    if len(full) < 4 or int(median(map(len, full))) not in _WRAP_COLUMNS:
        return False
    open_ended = sum(line[-1] not in ".!?\"'”’:" for line in full)
    return max(map(len, full)) <= 100 and open_ended / len(full) > 0.6

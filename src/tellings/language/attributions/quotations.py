"""Quotations: what stands between quotation marks, found from the characters alone.

Newsrooms print straight, curly, doubled-single and angled marks, single marks as the outer ones, an opening mark on
every paragraph of a long quotation, and marks that never close. No grammar is needed to see any of this, so none is
used: a quotation is found before, and apart from, the question of who said it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tellings.text.paragraphs import paragraphs

# One alternative a family; doubled single marks stand for a double one in some newsrooms' systems.
_DOUBLE = re.compile(r"''|``|‘‘|’’|[“”„‟\"«»″＂]")
_SINGLE = re.compile(r"[‘’'‹›]")
_OPENING = frozenset("“„«‘‹`")
_CLOSING = frozenset("”»’›")
# What may stand before an opening mark: an opening bracket, a dash, a slash, another mark.
_BEFORE_OPENING = frozenset("([{—–-/:“\"‘'…")
# Words that begin with an apostrophe, which is not a single quotation mark.
_CLIPPED = re.compile(r"['’](?:em|til|cause|n|tis|twas|bout|round|til|cuz|s|\d\ds?)\b", re.IGNORECASE)
_WORD = re.compile(r"\w+(?:['’.,-]\w+)*")
_SENTENCE_END = re.compile(r"[.!?…][\"”'’)]?(?=\s|$)")
# A quotation in single marks may hold apostrophes; past this many characters the closing one is not looked for.
# A guess: the longest such quotation read in development has 600.
_SINGLE_REACH = 1_500


@dataclass(frozen=True, slots=True, order=True)
class Quotation:
    """A quotation at `start:end` of a text, its marks included.

    Args:
        inner_start, inner_end: The same without the marks.
        is_closed: Whether its closing mark was printed.
        continues: Whether the next paragraph takes it up with a new opening mark and no closing one came between.
        words: How many words it holds.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    is_closed: bool
    continues: bool
    words: int


def quotations(text: str) -> tuple[Quotation, ...]:
    """The outermost quotations of a text in order; one that runs over several paragraphs is one for each paragraph."""
    ranges = list(paragraphs(text))
    found: list[Quotation] = []
    for number, (start, end) in enumerate(ranges):
        following = ranges[number + 1] if number + 1 < len(ranges) else None
        takes_up = following is not None and _opens_with_mark(text, *following)
        doubles = list(_double_quotations(text, start, end, takes_up))
        found += doubles
        found += _single_quotations(text, start, end, doubles)
    return tuple(sorted(found))


def _opens_with_mark(text: str, start: int, end: int) -> bool:
    match = _DOUBLE.match(text, start, end)
    return match is not None and match.group()[0] not in _CLOSING


def _quotation(text: str, start: int, width: int, end: int, closing: int, continues: bool = False) -> Quotation:
    inner_end = end - closing
    words = sum(1 for _ in _WORD.finditer(text, start + width, inner_end))
    return Quotation(start, end, start + width, inner_end, closing > 0, continues, words)


def _double_quotations(text: str, start: int, end: int, takes_up: bool) -> Iterator[Quotation]:
    opened: re.Match[str] | None = None
    for mark in _DOUBLE.finditer(text, start, end):
        if _is_inch(text, mark):
            continue
        if opened is None:
            if _may_open(text, mark, start, end):
                opened = mark
        elif _reopens(text, mark, start, end):
            yield from _unclosed(text, opened, start, mark.start(), continues=False)
            opened = mark
        else:
            yield _quotation(text, opened.start(), len(opened.group()), mark.end(), len(mark.group()))
            opened = None
    if opened is not None:
        yield from _unclosed(text, opened, start, end, continues=takes_up)


def _is_inch(text: str, mark: re.Match[str]) -> bool:
    """Whether a straight mark stands for inches: directly after a digit, with no opening mark that wants it."""
    return mark.group() == "″" and mark.start() > 0 and text[mark.start() - 1].isdigit()


def _may_open(text: str, mark: re.Match[str], start: int, end: int) -> bool:
    shape = mark.group()[0]
    if shape in _OPENING:
        return True
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end()] if mark.end() < end else " "
    stands_before = before.isspace() or before in _BEFORE_OPENING
    if shape in _CLOSING:  # some systems print the closing shape on both sides
        return before.isspace() and after.isalnum()
    return stands_before and not after.isspace()


def _reopens(text: str, mark: re.Match[str], start: int, end: int) -> bool:
    """Whether a mark inside an open quotation begins a new one, because the first was never closed."""
    shape = mark.group()[0]
    if shape in _CLOSING:
        return False
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end()] if mark.end() < end else " "
    if shape in _OPENING:
        return before.isspace() or mark.start() == start
    return before.isspace() and not after.isspace()


def _unclosed(text: str, opened: re.Match[str], start: int, end: int, *, continues: bool) -> Iterator[Quotation]:
    """A quotation whose closing mark is missing: to the paragraph's end where it is taken up or fills the paragraph.

    Elsewhere it runs to the end of its first sentence, the least that the printer can have meant.
    """
    at = opened.start()
    stop = end
    if not continues and at > start:
        sentence_end = _SENTENCE_END.search(text, opened.end(), end)
        stop = sentence_end.end() if sentence_end else end
    stop -= len(text[at:stop]) - len(text[at:stop].rstrip())
    if stop > opened.end():
        yield _quotation(text, at, len(opened.group()), stop, 0, continues)


def _single_quotations(text: str, start: int, end: int, doubles: list[Quotation]) -> Iterator[Quotation]:
    """Quotations in single marks that lie in no other quotation."""
    at, number = start, 0
    while (mark := _SINGLE.search(text, at, end)) is not None:
        at = mark.end()
        while number < len(doubles) and doubles[number].end <= mark.start():
            number += 1
        if number < len(doubles) and doubles[number].start <= mark.start():
            at = doubles[number].end
            continue
        if not _single_opens(text, mark, start, end):
            continue
        limit = min(end, doubles[number].start if number < len(doubles) else end, mark.end() + _SINGLE_REACH)
        closing = _single_closing(text, mark.end(), limit, end)
        if closing is not None:
            yield _quotation(text, mark.start(), 1, closing + 1, 1)
            at = closing + 1


def _single_opens(text: str, mark: re.Match[str], start: int, end: int) -> bool:
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end()] if mark.end() < end else " "
    if mark.group() in "’›" or not (before.isspace() or before in "([—–"):
        return False
    return (after.isalnum() or after in "$£€[(…") and not _CLIPPED.match(text, mark.start())


def _single_closing(text: str, start: int, limit: int, end: int) -> int | None:
    """Where a quotation in single marks closes: the first mark at a word's end that is no plural's apostrophe."""
    plural: int | None = None
    for mark in _SINGLE.finditer(text, start, limit):
        before = text[mark.start() - 1]
        after = text[mark.end()] if mark.end() < end else " "
        if mark.group() in "‘‹" or (before.isspace() and after.isalnum() and not _CLIPPED.match(text, mark.start())):
            break
        if before.isspace() or after.isalnum():
            continue
        if before != "s" or not after.isspace():
            return mark.start()
        plural = mark.start() if plural is None else plural
    return plural

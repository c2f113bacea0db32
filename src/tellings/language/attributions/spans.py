"""Findings: attributions as ranges of characters, before anyone asks who the speaker is.

A finding is what a later, learned tagger will deliver in the same shape; `speakers` and `attributions` need no more.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from tellings.language.attributions.cue_frames import Reading
from tellings.language.attributions.quotations import Quotation
from tellings.language.attributions.tree import Tree

Range = tuple[int, int]
# Characters that end no content and begin none, unless a quotation mark holds them.
_OUTER = " \t\n\r\u00a0,;:.-–—…"
# Words of one to three in marks are terms and scare quotes, not speech, unless a cue touches them (PolNeAR's practice).
MIN_SPEECH_WORDS = 4


@dataclass(frozen=True, slots=True)
class Finding:
    """Source, cue and content as character ranges in order; empty where the text names none.

    Args:
        anchor: Token of the cue's main word; -1 where there is no cue.
        source_head: Token of the source's head word; None where there is no source.
        is_speech: Whether the content is a statement that may stand inside another one.
        inherited: Whether the source is taken from an attribution before, for want of its own.
        confidence: How often a finding like this is right, 0 to 1; None while nobody has asked.
    """

    anchor: int
    source_head: int | None
    source: tuple[Range, ...]
    cue: tuple[Range, ...]
    content: tuple[Range, ...]
    is_speech: bool
    inherited: bool = False
    confidence: float | None = None


class Quoted:
    """The quotations of one text, by place."""

    def __init__(self, text: str, found: tuple[Quotation, ...]) -> None:
        self.text = text
        self.all = found
        self._starts = [quotation.start for quotation in found]

    def at(self, start: int, end: int) -> Quotation | None:
        """The quotation that holds the whole range."""
        number = bisect_right(self._starts, start) - 1
        if number >= 0 and self.all[number].end >= end:
            return self.all[number]
        return None

    def speech_at(self, start: int, end: int) -> Quotation | None:
        """The quotation of speech, longer than a term or a scare quote, that holds the whole range."""
        found = self.at(start, end)
        return found if found is not None and found.words >= MIN_SPEECH_WORDS else None

    def touching(self, start: int, end: int) -> list[Quotation]:
        """The quotations that share a character with the range, in order."""
        first = max(0, bisect_right(self._starts, start) - 1)
        last = bisect_left(self._starts, end)
        return [q for q in self.all[first:last] if q.start < end and q.end > start]


def finding(tree: Tree, quoted: Quoted, reading: Reading) -> Finding | None:
    """A reading as ranges: trimmed, and with no quotation cut through; None where nothing is left of its content."""
    used = set(reading.cue) | set(reading.source)
    wanted = _with_joined_clause(tree, [i for i in reading.content if i not in used])
    content = _pieces(tree, quoted.text, wanted)
    cue = _pieces(tree, quoted.text, list(reading.cue))
    source = _pieces(tree, quoted.text, _outside_quotations(tree, quoted, reading))
    anchor = tree.tokens[reading.anchor]
    around = quoted.speech_at(anchor.start, anchor.end)
    if around is not None:
        content = tuple((max(s, around.start), min(e, around.end)) for s, e in content)
    else:
        content = _whole_quotations(quoted, content, (*cue, *source))
        content = without_setting(quoted, content, cue)
    content = tuple(r for r in (_trimmed(quoted, start, end) for start, end in content) if r is not None)
    if not content:
        return None
    speech = reading.frame == "clause" and reading.part in {"verb", "phrase"}
    return Finding(reading.anchor, reading.source_head, source, cue, content, speech)


def _with_joined_clause(tree: Tree, content: list[int]) -> list[int]:
    """The content with a second clause that "and that" or "but that" adds to it; without a conjunction left hanging."""
    if not content:
        return content
    after = content[-1] + 1
    if tree.tokens[content[-1]].tag == "CC":
        content, after = content[:-1], after - 1
    if after + 1 < len(tree.tokens) and tree.tokens[after].tag == "CC":
        mark = tree.tokens[after + 1]
        if mark.tag == "IN" and mark.lemma == "that":
            last = tree.right[mark.head] if mark.dep == "mark" else _clause_end(tree, after + 1)
            return content + list(range(after, last + 1))
    return content


def _clause_end(tree: Tree, start: int) -> int:
    """The last token before the next full stop or set-off participle, in the sentence of a token."""
    end = tree.parse.sentences[tree.sentence_of[start]].end
    for index in range(start, end):
        token = tree.tokens[index]
        if token.tag == "." or (token.tag == "," and index + 1 < end and tree.tokens[index + 1].tag == "VBG"):
            return index - 1
    return end - 1


def _outside_quotations(tree: Tree, quoted: Quoted, reading: Reading) -> list[int]:
    """The source's tokens, without words of a quotation that the parser mixed into it."""
    anchor = tree.tokens[reading.anchor]
    if reading.source_head is None or quoted.at(anchor.start, anchor.end) is not None:
        return list(reading.source)
    head = tree.tokens[reading.source_head]
    if quoted.at(head.start, head.end) is not None:
        return list(reading.source)
    return [i for i in reading.source if quoted.at(tree.tokens[i].start, tree.tokens[i].end) is None]


def without_setting(quoted: Quoted, content: tuple[Range, ...], cue: tuple[Range, ...]) -> tuple[Range, ...]:
    """The content without an introduction that is the writer's: 'On Friday, after the vote, she said: "We won."'."""
    if len(content) != 2 or not cue or not content[0][1] <= cue[0][0] <= content[1][0]:
        return content
    (start, end), (after, _) = content
    quotation = quoted.at(after, after + 1)
    if quotation is None or quotation.start != after or quoted.touching(start, end):
        return content
    return content[1:] if quoted.text[quotation.inner_start].isupper() else content


def _pieces(tree: Tree, text: str, indices: list[int]) -> tuple[Range, ...]:
    """Runs of tokens as character ranges, joined over gaps that hold no word."""
    ranges: list[Range] = []
    for first, past in tree.runs(indices):
        start, end = tree.tokens[first].start, tree.tokens[past - 1].end
        if ranges and not re.search(r"\w|\n", text[ranges[-1][1] : start]):
            start = ranges.pop()[0]
        ranges.append((start, end))
    return tuple(r for r in ranges if re.search(r"\w", text[r[0] : r[1]]))


def _whole_quotations(quoted: Quoted, content: tuple[Range, ...], cue: tuple[Range, ...]) -> tuple[Range, ...]:
    """The content widened to the ends of every quotation it shares characters with, save those that hold the cue."""
    ranges: list[Range] = []
    for start, end in content:
        for quotation in quoted.touching(start, end):
            if any(quotation.start < b and a < quotation.end for a, b in cue):
                continue
            start, end = min(start, quotation.start), max(end, quotation.end)
        if ranges and start <= ranges[-1][1]:
            start, end = ranges[-1][0], max(end, ranges.pop()[1])
        ranges.append((start, end))
    return tuple(ranges)


def _trimmed(quoted: Quoted, start: int, end: int) -> Range | None:
    """A range without outer punctuation; what closes with a quotation mark keeps all of it."""
    text = quoted.text
    while start < end and text[start] in _OUTER:
        start += 1
    while start < end and text[end - 1] in _OUTER:
        quotation = quoted.at(end - 1, end)
        if quotation is not None and quotation.start >= start:
            break
        end -= 1
    return (start, end) if start < end else None


def overlap(left: tuple[Range, ...], right: tuple[Range, ...]) -> int:
    """How many characters two sets of ranges share."""
    return sum(max(0, min(b, d) - max(a, c)) for a, b in left for c, d in right)


def length(ranges: tuple[Range, ...]) -> int:
    """How many characters a set of ranges holds."""
    return sum(end - start for start, end in ranges)

"""Signs: what is already known of each word when the network reads it.

The network's word pieces are lower-cased and know no grammar. What other steps have found out is therefore handed to
it word by word: the letters' case, quotation marks, part of speech, dependency, names, and the roles that the
grammar's own reading of attributions gives. The network learns how far to trust each.
"""

from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from tellings.language.attributions.quotations import Quotation
from tellings.language.attributions.spans import Finding, Range
from tellings.records import Parse

# Number 0 of every sign stands for "not known": marks between paragraphs, and words whose sign was withheld.
SHAPES = ("", "lower", "title", "upper", "mixed", "number", "mark")
QUOTED = ("", "outside", "mark", "inside", "unclosed")
# A word's role in an attribution, by the scheme of Ramshaw and Marcus (1995): begin, inside, outside.
ROLES = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
GRAMMAR = ("", *ROLES)
NO_NAME = "O"
KINDS = ("shape", "quoted", "tag", "dep", "name", "grammar")

Signs = NDArray[np.int64]


def signs(
    text: str, parse: Parse, quoted: Sequence[Quotation], found: Sequence[Finding], numbers: Mapping[str, Sequence[str]]
) -> Signs:
    """The signs of every word of a text, as numbers.

    `found` is what the grammar alone reads as attributions outside others; `numbers` has, for "tag", "dep" and "name",
    the labels in the order in which the network knows them.

    Returns:
        int64, shape (words, kinds of signs); a label the network does not know is 0.
    """
    tags, deps, names = ({label: n for n, label in enumerate(numbers[kind])} for kind in ("tag", "dep", "name"))
    rows = np.zeros((len(parse.tokens), len(KINDS)), dtype=np.int64)
    rows[:, 0] = [_shape(text[token.start : token.end]) for token in parse.tokens]
    rows[:, 1] = _quoted(parse, quoted)
    rows[:, 2] = [tags.get(token.tag, 0) for token in parse.tokens]
    rows[:, 3] = [deps.get(token.dep, 0) for token in parse.tokens]
    rows[:, 4] = names[NO_NAME]
    for name in parse.names:
        rows[name.start : name.end, 4] = names.get(name.label, 0)
    rows[:, 5] = 1 + roles_of(parse, found)
    return rows


@cache
def _shape(word: str) -> int:
    if not any(character.isalnum() for character in word):
        return SHAPES.index("mark")
    if any(character.isdigit() for character in word):
        return SHAPES.index("number")
    if word.islower():
        return SHAPES.index("lower")
    if word.isupper() and len(word) > 1:
        return SHAPES.index("upper")
    return SHAPES.index("title" if word[0].isupper() and word[1:].islower() | (len(word) == 1) else "mixed")


def _quoted(parse: Parse, quoted: Sequence[Quotation]) -> list[int]:
    """For each word, whether a quotation holds it: its marks, its words, or one that never closes."""
    outside, mark, inside, unclosed = (QUOTED.index(name) for name in QUOTED[1:])
    states = [outside] * len(parse.tokens)
    at = 0
    for quotation in quoted:
        while at < len(parse.tokens) and parse.tokens[at].end <= quotation.start:
            at += 1
        word = at
        while word < len(parse.tokens) and (token := parse.tokens[word]).start < quotation.end:
            if token.end <= quotation.inner_start or token.start >= quotation.inner_end:
                states[word] = mark
            else:
                states[word] = inside if quotation.is_closed else unclosed
            word += 1
    return states


def roles_of(parse: Parse, found: Sequence[Finding]) -> NDArray[np.int64]:
    """The role of every word in a text's attributions, as numbers of `ROLES`; the first to claim a word has it."""
    roles = np.zeros(len(parse.tokens), dtype=np.int64)
    starts = np.array([token.start for token in parse.tokens], dtype=np.int64)
    ends = np.array([token.end for token in parse.tokens], dtype=np.int64)
    for finding in found:
        for begin, ranges in ((1, finding.source), (3, finding.cue), (5, finding.content)):
            for range_ in ranges:
                first, past = words_in(starts, ends, range_)
                if first < past and not roles[first:past].any():
                    roles[first:past] = begin + 1
                    roles[first] = begin
    return roles


def words_in(starts: NDArray[np.int64], ends: NDArray[np.int64], range_: Range) -> tuple[int, int]:
    """The words that share a character with a range, as a half-open range of their numbers."""
    return int(np.searchsorted(ends, range_[0], side="right")), int(np.searchsorted(starts, range_[1], side="left"))

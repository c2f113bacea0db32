"""An article laid out for comparing: its words as numbers, its sentences, and which words stand in quotation marks."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tellings.lineage.commonness import level
from tellings.records import Article
from tellings.text.folding import QUOTES
from tellings.text.sentences import sentences
from tellings.text.words import Word, words

Numbers = NDArray[np.int64]
# Odd multiplier of the polynomial that makes one number of a sequence of word numbers, modulo 2**64 (Knuth, TAOCP 6.4).
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
# A word and the marks after it, cut short of the next word's opening marks and of a long run of rules.
_SURFACE = re.compile(r"\S{1,40}")


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """One article's words.

    Args:
        starts, ends: Code points of each word.
        keys: Each word's number, the same for the same folded word in every sheet of one trace.
        surfaces: Each word's number with its case, its accents and the marks up to the next word: the desk's own style.
        sentence_of: For each word, its sentence's index.
        sentence_words: Word ranges of the sentences.
        sentence_spans: Their code points.
        quoted: For each word, whether it stands inside quotation marks.
        seeds: Hashes of the word sequences that begin at each word.
        levels: How common each word is in the news (`commonness.level`).
    """

    article: Article
    starts: Numbers
    ends: Numbers
    keys: Numbers
    surfaces: Numbers
    sentence_of: Numbers
    sentence_words: tuple[tuple[int, int], ...]
    sentence_spans: tuple[tuple[int, int], ...]
    quoted: NDArray[np.bool_]
    seeds: NDArray[np.uint64]
    levels: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.keys)


def sheets(articles: Sequence[Article], seed_words: int) -> list[Sheet]:
    """One sheet an article, in the articles' order, with words numbered alike in all of them."""
    numbers: dict[str, int] = {}
    levels = _Levels()
    return [_sheet(article, numbers, levels, seed_words) for article in articles]


class _Levels(dict[str, float]):
    """The level of each word, looked up once."""

    def __missing__(self, key: str) -> float:
        self[key] = level(key)
        return self[key]


def _sheet(article: Article, numbers: dict[str, int], levels: _Levels, seed_words: int) -> Sheet:
    text = article.text
    found = _joined_initials(words(text), text)
    starts = np.array([w.start for w in found], dtype=np.int64)
    bounds = [w.start for w in found]
    sentence_words: list[tuple[int, int]] = []
    spans: list[tuple[int, int]] = []
    sentence_of = np.zeros(len(found), dtype=np.int64)
    for start, end in sentences(text):
        first, last = bisect_left(bounds, start), bisect_left(bounds, end)
        if first < last:
            sentence_of[first:last] = len(spans)
            sentence_words.append((first, last))
            spans.append((start, end))
    tails = [*bounds[1:], len(text)][: len(bounds)]
    keys = np.array([numbers.setdefault(w.key, len(numbers)) for w in found], dtype=np.int64)
    surfaces = np.array(
        [
            numbers.setdefault("\n" + _SURFACE.match(text, bound, tail)[0], len(numbers))  # type: ignore[index]
            for bound, tail in zip(bounds, tails, strict=True)
        ],
        dtype=np.int64,
    )
    return Sheet(
        article,
        starts,
        np.array([w.end for w in found], dtype=np.int64),
        keys,
        surfaces,
        sentence_of,
        tuple(sentence_words),
        tuple(spans),
        quoted_words(text, found),
        seed_hashes(keys, seed_words),
        np.array([levels[w.key] for w in found], dtype=np.float32),
    )


def _joined_initials(found: list[Word], text: str) -> list[Word]:
    """The words with dotted initials as one ("U.S." is "us"), as a desk that drops the points has it."""
    joined: list[Word] = []
    previous_single = False
    for word in found:
        single = len(word.key) == 1 and word.key.isalpha()
        if single and previous_single and text[joined[-1].end : word.start] == ".":
            last = joined.pop()
            word = Word(last.start, word.end, last.key + word.key)
        previous_single = single
        joined.append(word)
    return joined


def seed_hashes(keys: Numbers, size: int) -> NDArray[np.uint64]:
    """One number for each sequence of `size` keys, equal where the sequences are."""
    count = len(keys) - size + 1
    if count <= 0:
        return np.zeros(0, dtype=np.uint64)
    hashes = np.zeros(count, dtype=np.uint64)
    spread = (keys.astype(np.uint64) + np.uint64(1)) * _MULTIPLIER
    spread ^= spread >> np.uint64(29)
    for offset in range(size):
        hashes = hashes * _MULTIPLIER + spread[offset : offset + count]
    return hashes


_OPENING = re.compile(r"(?:^|(?<=[\s(\[—–-]))['\"“‘„«‚]+")
_CLOSING = re.compile(r"(?<=[^\s(\[])['\"”’»]+(?=$|[\s)\],.;:!?—–-])")


def quoted_words(text: str, found: Sequence[Word]) -> NDArray[np.bool_]:
    """For each word, whether it stands inside quotation marks.

    A mark after a blank opens, one before a blank or a stop closes; apostrophes inside words do neither. A quotation
    that does not close ends with its line, as one that runs over paragraphs is opened anew in each.
    """
    inside = np.zeros(len(found), dtype=np.bool_)
    starts = [w.start for w in found]
    position = 0
    for line in text.splitlines(keepends=True):
        for start, end in _quotations(line):
            first, last = bisect_left(starts, position + start), bisect_left(starts, position + end)
            inside[first:last] = True
        position += len(line)
    return inside


def _quotations(line: str) -> list[tuple[int, int]]:
    ranges: list[tuple[int, int]] = []
    kind, start = "", 0
    marks = sorted(
        [(m.start(), True, m) for m in _OPENING.finditer(line)]
        + [(m.start(), False, m) for m in _CLOSING.finditer(line)],
        key=lambda mark: mark[:2],
    )
    for _, opens, match in marks:
        shape = QUOTES.get(match.group()[0], match.group()[0])
        if opens and not kind:
            kind, start = shape, match.start()
        elif not opens and kind and kind in {QUOTES.get(c, c) for c in match.group()}:
            ranges.append((start, match.end()))
            kind = ""
    # An apostrophe before a word ("'90s") opens nothing that lasts to the end of the line.
    if kind == '"':
        ranges.append((start, len(line)))
    return ranges

"""Windows: an article cut into stretches that the network reads at once, each with a little of what comes before it.

Nearly all attributions lie within one paragraph (99.7 % of PolNeAR's training articles), so windows end where
paragraphs end; the words before a window are read with it, and not answered for.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from tellings.records import Parse
from tellings.text.paragraphs import paragraphs

# Word pieces answered for in one window, and pieces of context before them. The encoder knows 512 places; what a wider
# window costs grows with its square, and what it brings stands in the model's card.
CAPACITY = 224
CONTEXT = 48


@dataclass(frozen=True, slots=True)
class Pieces:
    """An article's word pieces in order, with a mark between paragraphs.

    Args:
        ids: int64, the vocabulary's number of each piece.
        words: int64, the word (token of the parse) each piece belongs to; -1 for marks.
        starts: int64, for each word the place of its first piece, for a word without any the place it would have; one
            more entry stands for the end.
        units: Where a window may end best: half-open ranges of words, one a paragraph.
        sentences: Where it may end if a paragraph is too long.
    """

    ids: NDArray[np.int64]
    words: NDArray[np.int64]
    starts: NDArray[np.int64]
    units: tuple[tuple[int, int], ...]
    sentences: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Window:
    """The words `first:past`, read as the pieces `begin:end`; those before `core` are context."""

    first: int
    past: int
    begin: int
    core: int
    end: int


def pieces_of(text: str, parse: Parse, tokenizer: Tokenizer, separator: int) -> Pieces:
    """The word pieces of an article; the tokenizer must not add marks of its own or cut anything off."""
    units = tuple(_units(text, parse))
    encoded = tokenizer.encode([text[t.start : t.end] for t in parse.tokens], is_pretokenized=True)
    by_word: list[list[int]] = [[] for _ in parse.tokens]
    for piece, word in zip(encoded.ids, encoded.word_ids, strict=True):
        if word is not None:
            by_word[word].append(piece)
    ids: list[int] = []
    words: list[int] = []
    starts: list[int] = []
    heads = {first for first, _ in units[1:]}
    for word, own in enumerate(by_word):
        if word in heads:
            ids.append(separator)
            words.append(-1)
        starts.append(len(ids))
        ids += own
        words += [word] * len(own)
    starts.append(len(ids))
    sentences = tuple((sentence.start, sentence.end) for sentence in parse.sentences)
    return Pieces(
        ids=np.array(ids, dtype=np.int64),
        words=np.array(words, dtype=np.int64),
        starts=np.array(starts, dtype=np.int64),
        units=units,
        sentences=sentences,
    )


def _units(text: str, parse: Parse) -> Iterator[tuple[int, int]]:
    word = 0
    for _, end in paragraphs(text):
        first = word
        while word < len(parse.tokens) and parse.tokens[word].start < end:
            word += 1
        if word > first:
            yield first, word
    if word < len(parse.tokens):
        yield word, len(parse.tokens)


def windows(pieces: Pieces, *, capacity: int = CAPACITY, context: int = CONTEXT) -> Iterator[Window]:
    """Windows over all words in order: whole paragraphs as far as they fit, else sentences, else words."""
    first = past = 0
    for start, end in _fitting(pieces, capacity):
        if past > first and pieces.starts[end] - pieces.starts[first] > capacity:
            yield _window(pieces, first, past, context)
            first = start
        past = end
    if past > first:
        yield _window(pieces, first, past, context)


def _window(pieces: Pieces, first: int, past: int, context: int) -> Window:
    core = int(pieces.starts[first])
    return Window(first, past, max(0, core - context), core, _end(pieces, past))


def _end(pieces: Pieces, past: int) -> int:
    """Where the pieces of the words before `past` end, without the mark that may follow."""
    end = int(pieces.starts[past])
    return end - 1 if end and past < len(pieces.starts) - 1 and pieces.words[end - 1] < 0 else end


def _fitting(pieces: Pieces, capacity: int) -> Iterator[tuple[int, int]]:
    """Paragraphs; in place of one that does not fit its sentences; in place of one that does not fit, runs of words."""

    def size(first: int, past: int) -> int:
        return int(pieces.starts[past] - pieces.starts[first])

    sentences: Sequence[tuple[int, int]] = pieces.sentences
    at = 0
    for first, past in pieces.units:
        while at < len(sentences) and sentences[at][1] <= first:
            at += 1
        if size(first, past) <= capacity:
            yield first, past
            continue
        begin = first
        while begin < past:
            while at < len(sentences) and sentences[at][1] <= begin:
                at += 1
            end = min(past, sentences[at][1]) if at < len(sentences) else past
            while size(begin, end) > capacity:
                cut = int(np.searchsorted(pieces.starts, pieces.starts[begin] + capacity, side="right")) - 1
                cut = min(max(cut, begin + 1), end)
                if cut == end:
                    break
                yield begin, cut
                begin = cut
            yield begin, end
            begin = end

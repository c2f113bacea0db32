"""Training examples: PolNeAR's articles as pieces, signs and what the annotators marked.

Attributions in the corpus share no word, but for a source that several cues have; so a word has one role, a content's
word one cue, a cue's word at most one source.
"""

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tellings.language.attributions.finding import findings
from tellings.language.attributions.quotations import Quotation, quotations
from tellings.language.attributions.spans import Finding
from tellings.language.attributions.tagging.signs import words_in
from tellings.language.attributions.tree import Tree
from tellings.language.parsing import parse
from tellings.records import Article, ArticleId, Parse

SHARED = Path(__file__).parents[2].parent / "shared"
# Every 20th article is kept from training: on it confidences are calibrated and the linker's weights chosen.
HELD_OUT = 20
Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Read:
    """An article of the corpus as the steps before the network read it."""

    record: Record
    parse: Parse
    quoted: tuple[Quotation, ...]
    found: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Gold:
    """What the annotators marked, by word: its role, and the word at which its cue or its source begins (-1: none)."""

    roles: NDArray[np.int64]
    cues: NDArray[np.int64]
    sources: NDArray[np.int64]


def read(split: str, jobs: int = 2) -> list[Read]:
    """All articles of a split, parsed; about a minute for the training split."""
    path = SHARED / "data" / "polnear" / f"{split}.jsonl"
    with path.open(encoding="utf-8") as lines, ProcessPoolExecutor(jobs) as pool:
        return list(pool.map(_read, lines, chunksize=8))


def _read(line: str) -> Read:
    record = json.loads(line)
    text = record["text"]
    article = Article(ArticleId(record["id"]), record["id"], text, "", None, (), (), None, None, "en", None, (), ())
    grammar = parse(article)
    quoted = quotations(text)
    found = findings(text, Tree(grammar), quoted)
    return Read(record, grammar, quoted, tuple(finding for finding, host in found if host is None))


def training_part(articles: Sequence[Read]) -> list[Read]:
    """The articles to learn from."""
    return [article for number, article in enumerate(articles) if number % HELD_OUT]


def held_out_part(articles: Sequence[Read]) -> list[Read]:
    """The articles kept from learning."""
    return list(articles[::HELD_OUT])


def gold_of(article: Read) -> Gold:
    """The annotators' marks on an article's words; where marks meet in one word, the later in the list gives way."""
    count = len(article.parse.tokens)
    starts = np.array([token.start for token in article.parse.tokens])
    ends = np.array([token.end for token in article.parse.tokens])
    gold = Gold(np.zeros(count, np.int64), np.full(count, -1), np.full(count, -1))
    for row in article.record["attributions"]:
        cue, source = (_first(starts, ends, row[role]) for role in ("cue", "source"))
        for begin, role in ((1, "source"), (3, "cue"), (5, "content")):
            for first, past in _words(starts, ends, row[role]):
                if gold.roles[first:past].any():
                    continue
                gold.roles[first:past] = begin + 1
                gold.roles[first] = begin
                if role == "content":
                    gold.cues[first:past] = cue
                if role == "cue":
                    gold.sources[first:past] = source
    return gold


def _words(starts: NDArray[Any], ends: NDArray[Any], pieces: Sequence[Sequence[Any]]) -> Iterator[tuple[int, int]]:
    for piece in pieces:
        first, past = words_in(starts, ends, (piece[0], piece[1]))
        if first < past:
            yield first, past


def _first(starts: NDArray[Any], ends: NDArray[Any], pieces: Sequence[Sequence[Any]]) -> int:
    return next((first for first, _ in _words(starts, ends, pieces)), -1)

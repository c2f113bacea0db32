"""Who said what, Tellings beside other systems: one run, the same articles, one scorer, one table.

    python benchmarks/attribution_rivals.py [--articles N] [--gender-gap-tracker FOLDER] [--installed]

Run it from the repository's root, in the environment that `benchmarks/rivals/attribution.txt` describes; it reads
`../shared/data/polnear` and scores with `../shared/scorers/score_attribution.py`. Nothing is downloaded.
The Gender Gap Tracker is no package: without `--gender-gap-tracker` its row is left out.

The columns: whole attributions; words of contents, whoever said them; the share of gold contents found, by kind; words
a second. Every system reads the bare text and parses it itself; seconds are of the processor, from text to
attributions, models loaded. A system that raises on an article finds nothing there, and the table says how often.
Texts that a system prepares first are aligned with the original: its offsets are judged where its words stand.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from rapidfuzz.distance import LCSseq

import attributions
from rivals.attribution import (
    MissingRivalError,
    Reader,
    Row,
    gender_gap_reader,
    model,
    plain_reader,
    sayswho_reader,
    textacy_reader,
)
from tellings.language.attributions.attributing import AttributionSettings, attributions_of
from tellings.language.names.mentions import mentions_of
from tellings.language.parsing import parse

Record = dict[str, Any]

# A row for each way in which Tellings reads: what `attributions_of` is given beside article, parse and mentions.
TELLINGS: dict[str, dict[str, Any]] = {
    "tellings": {"settings": AttributionSettings(tagger=True)},
    "tellings fast": {"settings": AttributionSettings(tagger=False)},
}
KINDS = ("direct", "mixed", "indirect")


@dataclass(frozen=True, slots=True)
class Run:
    """What one system found in all articles.

    Args:
        seconds: Of the processor, parsing included.
        crashes: Articles on which it raised.
        reasons: The exceptions of those, by name.
    """

    predicted: list[Record]
    seconds: float
    crashes: int
    reasons: frozenset[str]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=None, help="only the first N articles")
    parser.add_argument("--gender-gap-tracker", type=Path, metavar="FOLDER", help="nlp/english of its checkout")
    parser.add_argument("--installed", action="store_true", help="leave out what is not installed instead of stopping")
    options = parser.parse_args()
    if not attributions.SHARED.is_dir():
        sys.exit(f"no evaluation data: {attributions.SHARED} is not there, and the articles are not ours to ship")
    gold = attributions.records("dev")[: options.articles]
    words = sum(len(record["text"].split()) for record in gold)
    readers = systems(options.gender_gap_tracker, installed=options.installed)
    print(f"{len(gold)} articles of PolNeAR dev, {words} words; kinds: contents found\n")
    print(f"| system | attribution F1 (P, R) | content tokens F1 | {' / '.join(KINDS)} | words/s | raised on |")
    print("| --- | --- | --- | --- | --- | --- |", flush=True)
    for name, reader in readers.items():
        print(_line(name, gold, words, run(reader, gold)), flush=True)


def systems(tracker: Path | None, *, installed: bool) -> dict[str, Reader]:
    """Each system's name and reader; all are made before the first is run, so that what is missing is said at once.

    Args:
        tracker: Where the Gender Gap Tracker lies, None to leave it out.
        installed: Leave out what is missing, and say so, instead of stopping.
    """
    nlp = model()
    makers: dict[str, Callable[[Any], Reader]] = {
        "textacy 0.13.0": textacy_reader,
        "sayswho 0.1.4, quote finder": sayswho_reader,
        "the plain rule": plain_reader,
    }
    if tracker is not None:
        makers["Gender Gap Tracker"] = partial(gender_gap_reader, folder=tracker)
    readers: dict[str, Reader] = {name: partial(read_with_tellings, extra=extra) for name, extra in TELLINGS.items()}
    for name, maker in makers.items():
        try:
            readers[name] = maker(nlp)
        except MissingRivalError as error:
            if not installed:
                sys.exit(f"{error}\n(--installed goes on without it)")
            print(f"left out: {error}", file=sys.stderr)
    return readers


def read_with_tellings(text: str, extra: dict[str, Any]) -> tuple[str, list[Row]]:
    """The text and Tellings' attributions in it. The corpus marks none inside another, so nested ones are left out."""
    article = attributions.article_of({"id": "article", "text": text})
    grammar = parse(article)
    found = attributions_of(article, grammar, mentions_of(article, grammar), **extra)
    return text, [attributions.row_of(attribution) for attribution in found if attribution.inside is None]


def run(reader: Reader, gold: Sequence[Record]) -> Run:
    """What the reader finds in the articles; the first is read once before, to load what is loaded late."""
    _attempt(reader, gold[0]["text"])
    predicted: list[Record] = []
    reasons: list[str] = []
    seconds = 0.0
    for record in gold:
        started = time.process_time()
        found = _attempt(reader, record["text"])
        seconds += time.process_time() - started
        if isinstance(found, Exception):
            reasons.append(type(found).__name__)
            found = record["text"], []
        predicted.append({"id": record["id"], "attributions": list(brought_back(*found, record["text"]))})
    return Run(predicted, seconds, len(reasons), frozenset(reasons))


def _attempt(reader: Reader, text: str) -> tuple[str, list[Row]] | Exception:
    try:
        return reader(text)
    except Exception as error:  # whatever a rival raises is a figure here
        return error


def brought_back(read: str, rows: Sequence[Row], text: str) -> Iterator[Row]:
    """The rows with their offsets moved from the text that was read to the original."""
    if read == text:
        yield from rows
        return
    starts, ends = [0] * (len(read) + 1), [0] * (len(read) + 1)
    for block in LCSseq.opcodes(read, text):
        kept = block.tag == "equal"
        for place in range(block.src_start, block.src_end):
            starts[place] = block.dest_start + (place - block.src_start if kept else 0)
            ends[place + 1] = block.dest_start + (place - block.src_start + 1 if kept else 0)
    for row in rows:
        moved = {role: [[starts[start], ends[end]] for start, end in spans] for role, spans in row.items()}
        yield {role: [[start, end] for start, end in spans if start < end] for role, spans in moved.items()}


def _line(name: str, gold: Sequence[Record], words: int, found: Run) -> str:
    judge = attributions.scorer()
    figures = judge.score(gold, found.predicted)
    kinds = dict(attributions.recall_by_kind(judge, gold, found.predicted))
    whole = figures["attribution"]
    recalls = " / ".join(f"{kinds[kind]['content']:.3f}" if kind in kinds else "-" for kind in KINDS)
    raised = f"{found.crashes} ({', '.join(sorted(found.reasons))})" if found.crashes else "0"
    return (
        f"| {name} | {whole['f1']:.3f} ({whole['precision']:.3f}, {whole['recall']:.3f})"
        f" | {figures['token_overlap']['content']['f1']:.3f} | {recalls}"
        f" | {words / found.seconds:,.0f} | {raised} |"
    )


if __name__ == "__main__":
    main()

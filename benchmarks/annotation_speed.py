"""Annotation as `tellings annotate` runs it: words a second on one and on two worker processes, and seconds by layer.

    python benchmarks/annotation_speed.py [--articles N] [--runs R]

Run from the repository's root; reads articles of `../shared/data/polnear`, in the order of the file, as JSON Lines.
*Command* is `tellings annotate` from its start to its end, in a process of its own, models loaded and workers started
on the way; *processor* is the seconds of processor time that it took. *Running* is the pipeline behind the command
without the time to the first articles, one a worker: what a long job does in a second.

Layers are timed inside the pipeline, in one process, by standing a clock before the functions that it calls: seconds
of the processor, all threads, models loaded. Everything is the median of the runs. Of a machine that others use, only
the seconds of the processor mean something.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any
from unittest.mock import patch

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command does

from tellings import pipeline
from tellings.api import annotated
from tellings.language.attributions import AttributionSettings
from tellings.pipeline import Settings
from tellings.reading import documents
from tellings.records import AnnotatedArticle

ARTICLES = Path(__file__).parents[2] / "shared" / "data" / "polnear" / "dev.jsonl"
# What the pipeline calls for each layer; the rest of its seconds is cleaning and the record itself.
LAYERS = {"parse": "parse", "names": "mentions_of", "times": "timexes_of", "attributions": "attributions_of"}
# A table for each way to annotate: the pipeline's settings, and the options that give the command the same.
SETTINGS: dict[str, tuple[Settings, tuple[str, ...]]] = {
    "everything": (Settings(), ()),
    "fast": (Settings(attributions=AttributionSettings(tagger=False)), ("--fast",)),
}


@dataclass(frozen=True, slots=True)
class Speed:
    """One run with so many worker processes.

    Args:
        command: Words a second of the whole command, start included.
        processor: Seconds of processor time that the command took, its workers' included.
        running: Words a second of the pipeline once all workers are busy.
    """

    command: float
    processor: float
    running: float


def main() -> None:
    """Print words a second by worker processes, then seconds by layer."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=None, help="only the first N articles")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    if not ARTICLES.is_file():
        sys.exit(f"no articles: {ARTICLES} is not there, and they are not ours to ship")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.jsonl"
        lines = ARTICLES.read_text(encoding="utf-8").splitlines()[: options.articles]
        path.write_text("".join(f"{_bare(line)}\n" for line in lines), encoding="utf-8")
        print(f"{len(lines)} articles, {sum(map(_words, lines))} words, median of {options.runs} runs\n")
        for name, (settings, flags) in SETTINGS.items():
            _report(name, path, settings, flags, options.runs)


def _report(name: str, path: Path, settings: Settings, flags: Sequence[str], runs: int) -> None:
    print(f"| {name}: worker processes | command, words/s | processor, s | running, words/s |")
    print("| --- | --- | --- | --- |")
    for jobs in (1, 2):
        speeds = [speed(path, settings, flags, jobs) for _ in range(runs)]
        command, processor, running = (
            median(getattr(s, key) for s in speeds) for key in ("command", "processor", "running")
        )
        print(f"| {jobs} | {command:,.0f} | {processor:.1f} | {running:,.0f} |", flush=True)
    measured = [layers(path, settings) for _ in range(runs)]
    seconds = {layer: median(run[layer] for run in measured) for layer in measured[0]}
    print("\nlayers, s of the processor: " + ", ".join(f"{key} {value:.2f}" for key, value in seconds.items()) + "\n")


def _bare(line: str) -> str:
    record = json.loads(line)
    return json.dumps({"id": record["id"], "text": record["text"]}, ensure_ascii=False)


def _words(line: str) -> int:
    return len(json.loads(line)["text"].split())


def speed(path: Path, settings: Settings, flags: Sequence[str], jobs: int) -> Speed:
    """Words a second of annotating the articles of a JSON Lines file, by the command and by the pipeline behind it."""
    words = sum(map(_words, path.read_text(encoding="utf-8").splitlines()))
    command = [sys.executable, "-m", "tellings", "annotate", str(path), "--jobs", str(jobs), *flags]
    began, processor = time.perf_counter(), _seconds_of_children()
    finished = subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    ended, spent = time.perf_counter(), _seconds_of_children() - processor
    if finished.returncode:
        sys.exit(finished.stderr)
    found = _articles(path, settings, jobs)
    first = sum(len(article.article.text.split()) for article in islice(found, jobs))
    started = time.perf_counter()
    rest = sum(len(article.article.text.split()) for article in found)
    running = rest / (time.perf_counter() - started)
    assert first + rest == words
    return Speed(words / (ended - began), spent, running)


def _articles(path: Path, settings: Settings, jobs: int) -> Iterator[AnnotatedArticle]:
    """The annotated articles as the command gets them. One that cannot be used would make every figure wrong."""
    for found in annotated(documents([str(path)], untouched=True), settings, jobs=jobs):
        if not isinstance(found, AnnotatedArticle):
            sys.exit(f"{found.source}: {found.reason}")
        yield found


def _seconds_of_children() -> float:
    """Seconds of the processor that finished processes of ours and of theirs have used."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def layers(path: Path, settings: Settings) -> dict[str, float]:
    """Processor seconds of each layer over the articles, models loaded, and of all that is none of them."""
    for _ in islice(_articles(path, settings, 1), 1):
        pass
    seconds: dict[str, float] = {}
    with clocked(seconds):
        started = time.process_time()
        for _ in _articles(path, settings, 1):
            pass
        whole = time.process_time() - started
    return {**seconds, "rest": whole - sum(seconds.values()), "all": whole}


@contextmanager
def clocked(seconds: dict[str, float]) -> Iterator[None]:
    """The pipeline with a clock before each layer's function, adding to the layer's seconds."""

    def timed(layer: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def run(*positional: object, **named: object) -> object:
            started = time.process_time()
            result = work(*positional, **named)
            seconds[layer] += time.process_time() - started
            return result

        return run

    seconds.update(dict.fromkeys(LAYERS, 0.0))
    with patch.multiple(pipeline, **{n: timed(layer, getattr(pipeline, n)) for layer, n in LAYERS.items()}):
        yield


if __name__ == "__main__":
    main()

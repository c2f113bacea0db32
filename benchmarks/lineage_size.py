"""Lineage at size: wall clock, processor seconds and peak memory over growing sets, and one article against an index.

    python benchmarks/lineage_size.py [--sizes 5000 20000 100000] [--jobs 2] [--keep FOLDER]
    python benchmarks/lineage_size.py --lookup FOLDER      one article against the index that a run with --keep left
    python benchmarks/lineage_size.py --million FOLDER     one article against an index of a million, made of hashes

Articles of 500 words are made here, seeded: words by their frequency in the news, stock phrases, furniture of 400
outlets on every page; half of them edited copies, and copies of copies, in families of 2 to 12, some reprinted by
hundreds. Every size runs in a process of its own. Memory is that of the process and its workers at one moment, sampled.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from tellings.data.tables import table
from tellings.engine.lineage_at_size import trace_at_size
from tellings.engine.spool import read_articles
from tellings.lineage.index.arrival import trace_arrival
from tellings.lineage.index.fingerprints import Fingerprints, fingerprints
from tellings.lineage.index.index import LineageIndex
from tellings.lineage.index.lookup import candidates
from tellings.lineage.index.segment import Entry
from tellings.records import Article, ArticleId, Lineage, Precision, Published

_OUTLETS = 400
_SENTENCE_WORDS, _SENTENCES = (12, 30), 25
_COPIED = 0.5
_DAYS = 30


class Memory:
    """The memory of this process and all below it, sampled: proportional shares, so that what they share counts once.

    Reads `/proc` (Linux). Between two samples a peak may pass unseen; at four a second that is short-lived.
    """

    def __init__(self) -> None:
        self.peaks: dict[str, int] = {}
        self.phase = "indexing"
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)

    def __enter__(self) -> "Memory":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._thread.join()

    def _sample(self) -> None:
        while not self._stopped.wait(0.25):
            main, *others = [_proportional(process) for process in _family(os.getpid())]
            for name, value in (("all", main + sum(others)), ("main", main), ("a worker", max(others, default=0))):
                for key in (name, f"{name}, {self.phase}"):
                    self.peaks[key] = max(self.peaks.get(key, 0), value)


def _family(process: int) -> list[int]:
    """A process and those below it."""
    try:
        threads = list(Path(f"/proc/{process}/task").iterdir())
        children = [int(child) for thread in threads for child in (thread / "children").read_text().split()]
    except OSError:
        return [process]
    return [process, *(each for child in children for each in _family(child))]


def _proportional(process: int) -> int:
    """A process's share of the memory it uses, in MB; 0 for one that has ended."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("Pss:")), 0)


class News:
    """Made articles, one after the other, with who was copied from whom."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 seeded on purpose, nothing secret
        listed = [
            (int(count), word)
            for count, words in table("word_frequencies")
            if count.isdigit()
            for word in words.split()
        ]
        self.words = [word for _, word in listed]
        self.weights = list(accumulate(count for count, _ in listed))
        self.phrases = [self._words(self.random.randint(5, 9)) for _ in range(3_000)]
        self.outlets = [
            f"The {self._name()} {self.random.choice(['Post', 'Herald', 'Courier', 'Echo'])}" for _ in range(_OUTLETS)
        ]
        self.furniture = [self._sentences(2) for _ in self.outlets]

    def articles(self, count: int) -> Iterator[tuple[Article, str | None]]:
        """Articles with the id of the one each was copied from, in mixed order."""
        made, waiting = 0, []
        while made < count or waiting:
            if made < count and len(waiting) < 2_000:
                family = self._family(min(count - made, self._family_size()))
                named = [f"a{made + place:07}" for place in range(len(family))]
                waiting += [
                    (self._article(named[place], body, place), None if parent is None else named[parent])
                    for place, (body, parent) in enumerate(family)
                ]
                made += len(family)
                continue
            yield waiting.pop(self.random.randrange(len(waiting)))

    def _family_size(self) -> int:
        drawn = self.random.random()
        if drawn < 0.0001:
            return self.random.randint(200, 1_000)
        # Half of all articles stand alone, the others in families of four on average.
        return 1 if drawn < 0.8 else min(12, 2 + int(self.random.expovariate(0.4)))

    def _family(self, size: int) -> list[tuple[list[str], int | None]]:
        family: list[tuple[list[str], int | None]] = [(self._sentences(_SENTENCES), None)]
        while len(family) < size:
            parent = self.random.randrange(len(family)) if self.random.random() < 0.3 else 0
            family.append((self.edited(family[parent][0]), parent))
        return family

    def edited(self, body: Sequence[str]) -> list[str]:
        """A copy as a desk makes it: cut, words changed, a paragraph moved, sentences of its own."""
        kept = [
            sentence
            for sentence in body[: self.random.randint(len(body) // 2, len(body))]
            if self.random.random() > 0.08
        ]
        if len(kept) > 4 and self.random.random() < 0.3:
            kept.insert(self.random.randrange(len(kept)), kept.pop(self.random.randrange(1, len(kept))))
        edited = [self._reworded(sentence) if self.random.random() < 0.25 else sentence for sentence in kept]
        for _ in range(max(0, _SENTENCES - len(edited)) if self.random.random() < 0.4 else 1):
            edited.insert(self.random.randint(1, max(1, len(edited))), self._sentence())
        return edited

    def _reworded(self, sentence: str) -> str:
        words = sentence.split()
        for _ in range(self.random.randint(1, 3)):
            words[self.random.randrange(len(words) - 1)] = self._words(1)[0]
        return " ".join(words)

    def _article(self, name: str, body: Sequence[str], minute: int) -> Article:
        # A few outlets publish most, as everywhere.
        number = int(_OUTLETS * self.random.random() ** 2)
        paragraphs = [" ".join(body[start : start + 2]) for start in range(0, len(body), 2)]
        text = "\n\n".join((*paragraphs, " ".join(self.furniture[number])))
        day, clock = 1 + hash_day(name), f"{8 + minute % 12:02}:{minute % 60:02}"
        when = Published(f"2031-05-{day:02}T{clock}", Precision.MINUTE, "given")
        return Article(ArticleId(name), name, text, "", self.outlets[number], (), (), None, when, "en", None, (), ())

    def _words(self, count: int) -> list[str]:
        return self.random.choices(self.words, cum_weights=self.weights, k=count)

    def _sentence(self) -> str:
        words = self._words(self.random.randint(*_SENTENCE_WORDS))
        if self.random.random() < 0.1:
            place = self.random.randrange(len(words))
            words[place:place] = self.phrases[int(len(self.phrases) * self.random.random() ** 3)]
        return " ".join(words).capitalize() + "."

    def _sentences(self, count: int) -> list[str]:
        return [self._sentence() for _ in range(count)]

    def _name(self) -> str:
        return self._words(1)[0].capitalize()


def hash_day(name: str) -> int:
    """A day of the month for an article's name; a family's copies follow each other within a day or two."""
    return int(name[1:]) // 50 % _DAYS


def measured(count: int, jobs: int, folder: Path) -> dict[str, Any]:
    """Figures of one size, in this process and its workers."""
    clock = {"start": time.perf_counter()}
    gold: set[frozenset[str]] = set()
    made: list[float] = []

    def told() -> Iterator[Article]:
        news = News(7).articles(count)
        while True:
            began = time.thread_time(), time.perf_counter()
            item = next(news, None)
            made.append(time.perf_counter() - began[1])
            spent[0] += time.thread_time() - began[0]
            if item is None:
                break
            article, parent = item
            if parent is not None:
                gold.add(frozenset((article.id, parent)))
            yield article
        clock["read"], memory.phase = time.perf_counter(), "linking"

    found: set[frozenset[str]] = set()
    largest, spent = 0, [0.0]
    with Memory() as memory:
        for part in trace_at_size(told(), jobs=jobs, folder=folder):
            clock.setdefault("first", time.perf_counter())
            memory.phase = "aligning"
            assert isinstance(part, Lineage), part
            found |= {frozenset((str(d.child), d.parent)) for d in part.derivations}
            largest = max([largest, *(len(o.articles) for o in part.origins)])
    wall, making = time.perf_counter() - clock["start"], sum(made)
    right = len(gold & found)
    mine, theirs = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "articles": count,
        "jobs": jobs,
        "wall_seconds": round(wall, 1),
        "of_which_making_the_texts": round(making, 1),
        "indexing": round(clock["read"] - clock["start"] - making, 1),
        "linking_and_first_part": round(clock["first"] - clock["read"], 1),
        "aligning_and_families": round(clock["start"] + wall - clock["first"], 1),
        "cpu_seconds": round(mine.ru_utime + mine.ru_stime + theirs.ru_utime + theirs.ru_stime - spent[0], 1),
        "peak_mb": memory.peaks,
        "disk_mb": round(sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6),
        "undirected_edges": {
            "precision": round(right / max(1, len(found)), 4),
            "recall": round(right / max(1, len(gold)), 4),
        },
        "largest_origin": largest,
    }


def timed(work: Callable[[Any], Any], items: Sequence[Any]) -> dict[str, float]:
    """Milliseconds of the work over items."""
    seconds = []
    for item in items:
        began = time.perf_counter()
        work(item)
        seconds.append(time.perf_counter() - began)
    ordered = sorted(seconds)
    return {
        "median_ms": round(1e3 * statistics.median(ordered), 2),
        "p99_ms": round(1e3 * ordered[int(0.99 * (len(ordered) - 1))], 2),
        "worst_ms": round(1e3 * ordered[-1], 2),
    }


def arrivals(folder: Path, count: int = 300) -> dict[str, Any]:
    """One new article, an edited copy of one that is there or a fresh one, against a kept index."""
    index = LineageIndex(folder / "index")
    news = News(11)
    places = {name: number for number, name in enumerate(index.ids(range(len(index))))}
    fresh: list[Article] = []
    for article in read_articles(folder, news.random.sample(range(len(index)), count)):
        body = [s + "." for s in article.text.replace("\n\n", " ").removesuffix(".").split(". ")]
        edited = news.edited(body if len(fresh) % 2 else news._sentences(_SENTENCES))
        fresh.append(news._article(f"n{len(fresh):07}", edited, 3))

    def fetch(names: Sequence[str]) -> list[Article]:
        return read_articles(folder, [places[name] for name in names])

    return {
        "articles": len(index),
        "segments": len(index.segments),
        "fingerprints": timed(fingerprints, [article.text for article in fresh]),
        "look-up": timed(lambda article: candidates(fingerprints(article.text), index), fresh),
        "traced": timed(lambda article: trace_arrival(article, index, fetch), fresh),
    }


def million(folder: Path, count: int = 1_000_000) -> dict[str, Any]:
    """Look-ups against an index of made-up hashes: 200 an article, a tenth of them common to thousands."""
    numbers = np.random.default_rng(5)
    common = numbers.integers(0, 1 << 64, 20_000, dtype=np.uint64)

    def made(size: int) -> Iterator[Fingerprints]:
        for _ in range(size):
            own = numbers.integers(0, 1 << 64, 180, dtype=np.uint64)
            stock = common[(len(common) * numbers.random(20) ** 3).astype(np.int64)]
            yield Fingerprints(np.unique(np.concatenate((own, stock))), 500)

    index = LineageIndex(folder)
    began = time.perf_counter()
    if not len(index):
        index.add(Entry(f"a{n:07}", n // 33_000, found) for n, found in enumerate(made(count)))
        index.commit()
    built = time.perf_counter() - began
    asked = []
    for place, found in enumerate(made(400)):
        segment = index.segments[place % len(index.segments)]
        known = segment.columns["hashes"][numbers.integers(0, segment.postings, 5)]
        asked.append(Fingerprints(np.unique(np.concatenate((found.hashes, known))), 500))
    del index
    for path in folder.glob("*.segment"):
        with path.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    opened = LineageIndex(folder)
    return {
        "articles": len(opened),
        "segments": [len(segment) for segment in opened.segments],
        "disk_mb": round(sum(path.stat().st_size for path in folder.iterdir()) / 1e6),
        "build_seconds": round(built, 1),
        "cold look-up": timed(lambda found: candidates(found, opened), asked[:100]),
        "warm look-up": timed(lambda found: candidates(found, opened), asked),
        "warm look-up, last 7 days": timed(lambda found: candidates(found, opened, since=count // 33_000 - 7), asked),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def main() -> None:
    """Print the figures as JSON, one line a measurement."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[5_000, 20_000, 100_000])
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="an empty folder to leave the last size's index and texts in")
    parser.add_argument("--lookup", type=Path)
    parser.add_argument("--million", type=Path)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.lookup:
        print(json.dumps(arrivals(arguments.lookup)))
    elif arguments.million:
        print(json.dumps(million(arguments.million)))
    elif arguments.here:
        print(json.dumps(measured(arguments.sizes[0], arguments.jobs, arguments.keep)))
    else:
        for size in arguments.sizes:
            with tempfile.TemporaryDirectory() as temporary:
                last = arguments.keep and size == arguments.sizes[-1]
                command = [sys.executable, __file__, "--here", "--sizes", str(size), "--jobs", str(arguments.jobs)]
                subprocess.run([*command, "--keep", arguments.keep if last else temporary], check=True)


if __name__ == "__main__":
    main()

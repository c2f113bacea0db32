"""Seconds and peak memory of the main job, cold and warm, per stage; words per second of annotation.

python benchmarks/speed.py            the sample, and ../shared's seeds and PolNeAR texts where they are

Cold: a fresh process from command to HTML, as a person waits for it. Warm: the same stages again in this process,
median of several runs. Noisy machines: compare ratios of one run, not figures of two.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import TypeVar

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from tellings import pipeline
from tellings.claims import align
from tellings.cleaning import clean
from tellings.comparison import omissions_of, positions_of, timeline_of, wording_of
from tellings.digest import digest_of
from tellings.language.attributions.attributing import attributions_of
from tellings.language.attributions.utterances import utterances_of
from tellings.language.names.entities import entities_of
from tellings.language.names.mentions import mentions_of
from tellings.language.parsing import parse
from tellings.language.time.timexes import timexes_of
from tellings.lineage import trace
from tellings.reading import documents
from tellings.records import Article, Comparison, Document, DocumentKind, Skipped
from tellings.sample import sample_paths
from tellings.show.report import html_report

SHARED = Path(__file__).parents[2] / "shared"
RUNS = 5
Result = TypeVar("Result")


class Stopwatch:
    """Seconds of each stage, summed over its calls."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def timed(self, stage: str, work: Callable[[], Result]) -> Result:
        """The work's result; its seconds are added to the stage's."""
        started = time.perf_counter()
        result = work()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + time.perf_counter() - started
        return result


def stages(paths: Sequence[Path], watch: Stopwatch) -> None:
    """The corridor, stage by stage, as `pipeline.tell` walks it."""
    settings = pipeline.Settings(today=datetime.now(UTC).date())
    found = watch.timed("read", lambda: [d for d in documents(map(str, paths)) if isinstance(d, Document)])
    cleaned = watch.timed("clean", lambda: [clean(d, settings.cleaning) for d in found])
    articles = [a for a in cleaned if isinstance(a, Article)]
    annotated = []
    for article in articles:
        grammar = watch.timed("parse", lambda a=article: parse(a))
        mentions = watch.timed("names", lambda a=article, g=grammar: mentions_of(a, g))
        watch.timed("time", lambda a=article, g=grammar: timexes_of(a, g, None))
        watch.timed("attributions", lambda a=article, g=grammar, m=mentions: attributions_of(a, g, m))
        annotated.append(pipeline.annotate(article))
    clusters = watch.timed("group", lambda: pipeline.grouped(annotated, settings))
    stories = []
    for names in clusters:
        told = [a for a in annotated if a.article.id in set(names)]
        dated = watch.timed("date", lambda t=told: pipeline.in_order(pipeline.with_dates_settled(t, settings)))
        entities, named = watch.timed("entities", lambda d=dated: entities_of(d, settings.names))
        _, same = watch.timed("utterances", lambda n=named: utterances_of(n))
        lineage = watch.timed("trace", lambda s=same: trace([a.article for a in s], settings.lineage))
        aligned = watch.timed("align", lambda s=same, e=entities, g=lineage: align(s, e, g, settings.claims))
        watch.timed(
            "compare",
            lambda s=same, e=entities, g=lineage, c=aligned: (
                positions_of(s, e),
                wording_of(s, e, g),
                omissions_of(s, c.claims, g),
                timeline_of(s, c.claims),
            ),
        )
        watch.timed("digest", lambda s=same, c=aligned: digest_of(s, c.claims, c.disagreements))
        stories.append(pipeline.tell(told, settings))
    comparison = Comparison(tuple(stories), tuple(d for d in cleaned if isinstance(d, Skipped)))
    watch.timed("show", lambda: html_report(comparison))


def warm(paths: Sequence[Path]) -> dict[str, float]:
    """Median seconds of each stage over several runs, the first one not counted."""
    stages(paths, Stopwatch())
    runs = []
    for _ in range(RUNS):
        watch = Stopwatch()
        stages(paths, watch)
        runs.append(watch.seconds)
    medians = {stage: round(median(run[stage] for run in runs), 4) for stage in runs[0]}
    return {**medians, "all": round(median(sum(run.values()) for run in runs), 3)}


def cold(paths: Sequence[Path]) -> dict[str, float]:
    """Median wall seconds and peak memory of the whole command in a fresh process."""
    seconds = []
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tellings", "compare", *map(str, paths), "--html", f"{folder}/report.html"]
        for _ in range(RUNS):
            started = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            seconds.append(time.perf_counter() - started)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {"median_seconds": round(median(seconds), 2), "peak_megabytes": round(peak)}


def words_per_second() -> dict[str, float]:
    """Annotation of PolNeAR's development articles in one process."""
    path = SHARED / "data" / "polnear" / "dev.jsonl"
    settings = pipeline.Settings()
    texts = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    found = [Document(str(r["id"]), DocumentKind.CLEAN, r["text"], id=str(r["id"])) for r in map(json.loads, texts)]
    articles = [a for a in (pipeline.clean_document(d, settings) for d in found) if isinstance(a, Article)]
    pipeline.annotate(articles[0])
    started = time.perf_counter()
    for article in articles:
        pipeline.annotate(article)
    seconds = time.perf_counter() - started
    words = sum(len(article.text.split()) for article in articles)
    return {"articles": len(articles), "words": words, "words_per_second": round(words / seconds)}


def main() -> None:
    """Print the figures as JSON."""
    sets = {"sample": list(sample_paths())}
    seeds = sorted((SHARED / "seeds").glob("*.txt")) if SHARED.is_dir() else []
    if seeds:
        sets["seeds"] = seeds
    else:
        print("no ../shared: only the sample is measured", file=sys.stderr)
    figures: dict[str, object] = {name: {"cold": cold(paths), "warm": warm(paths)} for name, paths in sets.items()}
    if seeds:
        figures["annotation"] = words_per_second()
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()

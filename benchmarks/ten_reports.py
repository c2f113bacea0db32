"""Seconds that a story of ten reports takes through all stages, warm, two cores, nothing of it seen before.

    python benchmarks/ten_reports.py

Reads ../shared/data/newscluster: every event of ten reports or more, its first ten by date. Annotation runs in two
warmed workers, the rest in this process, as `tellings compare --jobs 2` has it; wall seconds, and what each part takes.
"""

import json
import os
import time
from collections import defaultdict
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from loading import dated_article
from tellings.pipeline import Settings, annotate, in_order, tell
from tellings.records import Article, Comparison
from tellings.show.report import html_report

NEWS = Path(__file__).parents[2] / "shared" / "data" / "newscluster" / "shared.jsonl"
REPORTS = 10
SETTINGS = Settings(one_story=True)


def stories() -> dict[str, list[Article]]:
    """The first ten reports of each event that has so many, their texts not yet annotated."""
    events: dict[str, list[dict[str, Any]]] = defaultdict(list)
    with NEWS.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            events[str(record["event_id"])].append(record)
    return {
        name: [_article(record) for record in sorted(records, key=lambda r: (r["date"] or "", r["id"]))[:REPORTS]]
        for name, records in events.items()
        if len(records) >= REPORTS
    }


def _article(record: dict[str, Any]) -> Article:
    return dated_article(record["id"], record["text"], record["title"], record["publisher"], record["date"])


def main() -> None:
    """Print the figures as JSON."""
    events = stories()
    warming, *_ = events.values()
    tell(in_order([annotate(article) for article in warming[:2]]), SETTINGS)
    found = {}
    with get_context("spawn").Pool(2) as workers:
        workers.map(annotate, [*warming[:2], *warming[:2]], chunksize=1)
        for name, articles in events.items():
            started = time.perf_counter()
            annotated = workers.map(annotate, articles, chunksize=1)
            told = time.perf_counter()
            story = tell(in_order(annotated), SETTINGS)
            shown = time.perf_counter()
            html_report(Comparison((story,), ()))
            ended = time.perf_counter()
            found[name] = {
                "words": sum(len(article.text.split()) for article in articles),
                "annotate": round(told - started, 2),
                "tell": round(shown - told, 2),
                "show": round(ended - shown, 2),
                "all": round(ended - started, 2),
            }
    print(json.dumps({"events": found, "median": median(one["all"] for one in found.values())}, indent=1))


if __name__ == "__main__":
    main()

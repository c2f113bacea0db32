"""Inferred days of publication against the known ones, of News-Cluster, NEWSCOPE and BASIL.

Run from the repository's root: `python benchmarks/dating.py [SET …]`. For each event (NEWSCOPE: story) of
`../shared/data` with two articles or more the known day is hidden, of one article at a time ("one") or of all ("all"),
and inferred. Records whose date the data's own checks doubt are left out. Prints how many are answered, and of these
how many are right and how many within a day.
"""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from loading import plain_article
from tellings.language.parsing import parse
from tellings.language.time.timexes import timexes_of
from tellings.records import AnnotatedArticle, Article, Parse, Precision, Published
from tellings.stories.dating import DatingSettings, settle_dates

DATA = Path(__file__).parents[1].parent / "shared" / "data"
SETS = {
    "newscluster": ("newscluster/shared.jsonl", "event_id"),
    "newscope": ("newscope/articles.jsonl", "story_id"),
    "basil": ("basil/articles.jsonl", "triplet_id"),
}
DOUBTFUL = ("date_", "marked_invalid", "menu", "no_article", "short", "text_identical")
# Enough of a text for its dates; the longest are long reads.
MAX_CHARACTERS = 8_000
TODAY = "2025-12-31"


def events(name: str) -> Iterator[list[tuple[Article, Parse, str]]]:
    """The articles of each event with their parse and known day."""
    path, field = SETS[name]
    grouped: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in (DATA / path).read_text(encoding="utf-8").split("\n"):
        record = json.loads(line) if line else {}
        doubtful = any(problem.startswith(DOUBTFUL) for problem in record.get("problems", []))
        if record.get(field) and record.get("date") and not doubtful:
            grouped[record[field]].append(record)
    for members in grouped.values():
        if len(members) > 1:
            yield [parsed(record) for record in members]


def parsed(record: dict[str, Any]) -> tuple[Article, Parse, str]:
    """One record's article, parse and known day."""
    text = record["text"][:MAX_CHARACTERS]
    article = plain_article(record["id"], text)
    return article, parse(article), record["date"][:10]


def annotated(article: Article, grammar: Parse, day: str | None) -> AnnotatedArticle:
    """An article with its time expressions, dated or not."""
    published = Published(day, Precision.DAY, "known") if day else None
    article = replace(article, published=published)
    return AnnotatedArticle(article, grammar, (), (), timexes_of(article, grammar, day), ())


def figures(name: str) -> dict[str, Counter[str]]:
    """Counts of right, near (a day off), wrong and refused, with one day hidden at a time and with all."""
    counts: dict[str, Counter[str]] = {"one": Counter(), "all": Counter()}
    for members in events(name):
        hidden = [annotated(article, grammar, None) for article, grammar, _ in members]
        known = [annotated(*member) for member in members]
        together = settle_dates(hidden, DatingSettings(today=TODAY))
        for number, (article, _, day) in enumerate(members):
            alone = settle_dates([*known[:number], hidden[number], *known[number + 1 :]], DatingSettings(today=TODAY))
            counts["one"][outcome(alone.get(article.id), day)] += 1
            counts["all"][outcome(together.get(article.id), day)] += 1
    return counts


def outcome(inferred: Published | None, day: str) -> str:
    """How an inferred day compares with the known one."""
    if inferred is None:
        return "refused"
    gap = abs((date.fromisoformat(inferred.value) - date.fromisoformat(day)).days)
    return "right" if gap == 0 else "near" if gap == 1 else "wrong"


def main() -> None:
    """Print the figures of the sets named, or of all."""
    for name in sys.argv[1:] or SETS:
        for mode, count in figures(name).items():
            answered = count.total() - count["refused"]
            right, near = count["right"], count["right"] + count["near"]
            sys.stdout.write(
                f"{name:12} hidden: {mode}  articles {count.total()}  answered {answered / count.total():.2f}  "
                f"right {right / max(1, answered):.3f}  within a day {near / max(1, answered):.3f}\n"
            )


if __name__ == "__main__":
    main()

"""Time expressions against TimeBank, AQUAINT and MEANTIME, by the shared scorer.

Run from the repository's root: `python benchmarks/timexes.py`. The sets lie in `../shared/data/timex`; each document's
own creation time is given as the day of publication. Prints precision, recall and F1 of spans (strict and overlapping),
types and values, and the characters read a second without the parse.
"""

import json
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

from loading import module_at, plain_article
from tellings.language.parsing import parse
from tellings.language.time.timexes import timexes_of

SHARED = Path(__file__).parents[1].parent / "shared"
SETS = ("timebank", "aquaint", "meantime")


def scorer() -> ModuleType:
    """The scorer that lies beside the data."""
    return module_at(SHARED / "scorers" / "score_timex.py")


def records(name: str) -> list[dict[str, Any]]:
    """The documents of a set with their gold expressions."""
    text = (SHARED / "data" / "timex" / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.split("\n") if line]


def predictions(gold: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], float]:
    """Our expressions of each document, in the scorer's form, and the seconds they took after the parse."""
    found, seconds = [], 0.0
    for record in gold:
        article = plain_article(record["id"], record["text"])
        grammar = parse(article)
        start = time.perf_counter()
        timexes = timexes_of(article, grammar, record["dct"])
        seconds += time.perf_counter() - start
        spans = [{"start": t.span.start, "end": t.span.end, "type": t.type.value, "value": t.value} for t in timexes]
        found.append({"id": record["id"], "timexes": spans})
    return found, seconds


def main() -> None:
    """Print the figures of each set and of the first two together."""
    scored, all_gold, all_found = scorer(), [], []
    for name in SETS:
        gold = records(name)
        found, seconds = predictions(gold)
        report(name, scored.score(gold, found))
        characters = sum(len(record["text"]) for record in gold)
        sys.stdout.write(f"{'':12}{characters / seconds:,.0f} characters a second\n")
        if name != "meantime":
            all_gold += gold
            all_found += found
    report("tb + aq", scored.score(all_gold, all_found))


def report(name: str, figures: dict[str, Any]) -> None:
    """One line of a set's figures."""
    parts = (f"{key} {figures[key]['f1']:.3f}" for key in ("strict", "relaxed", "type", "value", "type_value"))
    value = figures["value"]
    sys.stdout.write(f"{name:12}{'  '.join(parts)}  (value P {value['precision']:.3f} R {value['recall']:.3f})\n")


if __name__ == "__main__":
    main()

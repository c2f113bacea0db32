"""Prints how much of the expected text of trafilatura's 990 evaluation pages `html_page` keeps, and of the unwanted.

    python benchmarks/extraction_html.py [--every N] [--fields] [--scorer ../shared/scorers/score_extraction.py]

The data stay where they are (their texts are their publishers'); nothing of them is kept here.
"""

import argparse
import gzip
import json
import re
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from loading import module_at
from tellings.cleaning.html import html_page
from tellings.cleaning.page import Page
from tellings.reading.decoding import decoded, without_controls
from tellings.records import Document, DocumentKind, Role

SHARED = Path(__file__).parents[2] / "shared"
IN_TEXT = {Role.STANDFIRST, Role.HEADING, Role.BODY}


def load_scorer(path: Path) -> ModuleType:
    """The scorer as a module."""
    return module_at(path)


def fields(gold: Sequence[dict[str, Any]], pages: Sequence[Page]) -> dict[str, dict[str, int]]:
    """How often title, day of publication and authors are as in the key, differ, or are not found."""

    def plain(text: object) -> str:
        return " ".join(re.findall(r"\w+", str(text or "").casefold()))

    counts: dict[str, Counter[str]] = {"title": Counter(), "date": Counter(), "author": Counter()}
    for known, page in zip(gold, pages, strict=True):
        day = page.published.value[:10] if page.published else ""
        same = {
            "title": (page.title, plain(page.title) == plain(known["title"])),
            "date": (day, day == str(known["date"])[:10]),
            "author": (page.byline, all(plain(name) in plain(known["author"]) for name in page.byline)),
        }
        for field, (found, is_same) in same.items():
            if known[field]:
                counts[field]["same" if found and is_same else "other" if found else "none"] += 1
    return {field: dict(count) for field, count in counts.items()}


def main() -> None:
    """Extracts, scores, prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="take every Nth page")
    parser.add_argument("--fields", action="store_true", help="also compare title, day and author where they are known")
    parser.add_argument("--language", help="only pages that declare this language")
    parser.add_argument("--data", type=Path, default=SHARED / "data" / "extraction")
    parser.add_argument("--scorer", type=Path, default=SHARED / "scorers" / "score_extraction.py")
    options = parser.parse_args()
    if not options.data.is_dir():
        raise SystemExit(f"{options.data} is not there; name the evaluation pages with --data")
    lines = (options.data / "pages.jsonl").read_text(encoding="utf-8").splitlines()
    gold = [json.loads(line) for line in lines]
    gold = [page for page in gold if options.language in (None, page["declared_lang"])][:: options.every]
    predicted, pages, seconds, slowest = [], [], 0.0, 0.0
    for page in gold:
        content = decoded(gzip.decompress((options.data / page["html"]).read_bytes())) or ""
        started = time.perf_counter()
        found = html_page(Document(page["id"], DocumentKind.HTML, without_controls(content)))
        taken = time.perf_counter() - started
        seconds, slowest = seconds + taken, max(slowest, taken)
        pages.append(found)
        text = "\n".join(block.text for block in found.blocks if block.role in IN_TEXT)
        predicted.append({"id": page["id"], "text": text})
    scores = load_scorer(options.scorer).score(gold, predicted)
    scores["pages_per_second"] = round(len(gold) / seconds, 1)
    scores["slowest_seconds"] = round(slowest, 2)
    if options.fields:
        scores["fields"] = fields(gold, pages)
    scores["empty"] = sum(not page["text"] for page in predicted)
    print(json.dumps(scores, indent=1))


if __name__ == "__main__":
    main()

"""Floors under the cleaner's measures on the development sets; lowering one is a change of its own."""

import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from loading import module_at
from tellings.cleaning.credits import text_credits
from tellings.cleaning.sequence import line_model, reporting_lines

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"

pytestmark = pytest.mark.skipif(not SHARED.exists(), reason="the development sets (../shared) are not here")


def module(path: Path) -> ModuleType:
    return module_at(path)


def records(name: str) -> list[dict[str, Any]]:
    text = (SHARED / "data" / name).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.split("\n") if line]


def test_agency_credits_and_datelines_of_the_credit_set() -> None:
    scorer = module(SHARED / "scorers" / "score_credit.py")
    gold = records("credit/articles.jsonl")
    ours = []
    for record in gold:
        found = text_credits(record["text"], record["title"])
        ours.append(
            {
                "id": record["id"],
                "agency": found.agencies[0] if found.agencies else "none",
                "credit_spans": [[credit.start, credit.end] for credit in found.found],
                "dateline": found.dateline.place if found.dateline else None,
            }
        )
    figures = scorer.score(gold, ours)

    assert figures["agency"]["accuracy"] >= 0.97  # 0.98 on 2026-11-22
    assert figures["agency"]["macro_f1"] >= 0.97  # 0.983
    assert figures["dateline_place"]["f1"] >= 0.97  # 1.0


def test_collected_reports_are_not_cut() -> None:
    """Newscluster's texts are nearly clean already: whoever drops their words loses reporting."""
    kept = total = 0
    for record in records("newscluster/shared.jsonl"):
        lines = [part for part in record["text"].split("\n") if part.strip()]
        marks, _ = reporting_lines(lines, line_model())
        kept += sum(len(part.split()) for part, mark in zip(lines, marks, strict=True) if mark)
        total += sum(len(part.split()) for part in lines)

    assert kept / total >= 0.95

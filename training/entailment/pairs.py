"""The pairs that the entailment model learns from, what is held back, and what it is only measured on.

All records come from `../shared/data/pairs` (see the README there for sources and licences). SICK and the Microsoft
paraphrases are for non-commercial use: they are measured and never learned from.
"""

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SHARED = Path("../shared/data/pairs")
ENTAILMENT, NEUTRAL, CONTRADICTION, NOT_ENTAILMENT = 0, 1, 2, 3
# Of a pair that nobody labelled: learned from what the teacher says alone.
UNKNOWN = 4
LABELS = {
    "entailment": ENTAILMENT,
    "neutral": NEUTRAL,
    "contradiction": CONTRADICTION,
    "not_entailment": NOT_ENTAILMENT,
}
# Likeness of two headlines, 0 to 5, from which each says what the other says; and up to which neither does. What lies
# between is left out. By reading 50 at each border.
SAME_HEADLINE, OTHER_HEADLINE = 4.6, 3.0


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sentences and what the second is to the first.

    Args:
        group: What pairs that are held back together share: a page, a premise, a template.
        label: A number of `LABELS`, or `UNKNOWN`.
    """

    id: str
    kind: str
    group: str
    premise: str
    hypothesis: str
    label: int


def records(name: str) -> list[dict[str, Any]]:
    """The records of a file of `../shared/data/pairs`."""
    path = SHARED / name
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in content.decode().split("\n") if line]


def labelled(name: str, kind: str) -> Iterator[Pair]:
    """The pairs of a file, as they are labelled; grouped by page or else by premise."""
    for record in records(name):
        group = record.get("page") or record["premise"]
        yield Pair(record["id"], kind, group, record["premise"], record["hypothesis"], LABELS[record["label"]])


def headlines() -> Iterator[Pair]:
    """Pairs of headlines that say the same (both ways round) or not the same."""
    for record in records("sts_headlines.jsonl"):
        first, second, score = record["premise"], record["hypothesis"], record["score"]
        if score >= SAME_HEADLINE:
            yield Pair(record["id"], "headlines", first, first, second, ENTAILMENT)
            yield Pair(record["id"] + "-turned", "headlines", first, second, first, ENTAILMENT)
        elif score <= OTHER_HEADLINE:
            yield Pair(record["id"], "headlines", first, first, second, NOT_ENTAILMENT)


def learned() -> list[Pair]:
    """All pairs of others that may be learned from, the held-back part included."""
    return [
        *labelled("vitaminc_train.jsonl.gz", "vitaminc"),
        *labelled("mnli_dev.jsonl.gz", "mnli"),
        *labelled("rte.jsonl", "rte"),
        *headlines(),
    ]


def is_held_back(pair: Pair) -> bool:
    """Whether a pair is kept from learning, for choices and calibration: one group in fifteen, by its digest.

    Of the invented cases and passages those of every fourth template.
    """
    if pair.kind.startswith("case:") or pair.kind == "passage":
        return pair.group.startswith("held back")
    return int(hashlib.sha256(f"{pair.kind} {pair.group}".encode()).hexdigest(), 16) % 15 == 0

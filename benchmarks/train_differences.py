"""Learns how surely a difference that was found is one, and writes `data/differences.json`.

    python benchmarks/train_differences.py [--dry]

Logistic regression on the differences that the searches of `claims/differences` find in the six annotated events of
`../shared/data/claims` and the nineteen of our own key (`disagreements.py`). One is right if its two spans answer to
two sides of one difference of the key (half of the shorter span); it is left out if both answer to the same side, as
nobody then knows. Printed first: what the floors give on each event with weights learned from all others, as the scorer
counts: of the six, then of the nineteen. The searches themselves were made with all of them in view.
"""

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from claims import gold_events, key_events, scorer, told
from tellings.claims import alignment
from tellings.claims.differences import Found, differing, read
from tellings.claims.differences.gathering import gathered, spans
from tellings.claims.differences.weighing import SEARCHES, SIGNS, signs_of
from tellings.pipeline import Settings, tell
from tellings.records import Span, Story

TARGET = Path(__file__).parents[1] / "src" / "tellings" / "data" / "differences.json"
PENALTY = 1.0
FLOORS = (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6)

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Event:
    """One event's differences: as found, their signs, whether right (1), wrong (0) or unknown (nan), and its key."""

    gold: dict[str, Any]
    found: Sequence[Found]
    values: Floats
    right: Floats


def found_in(story: Story) -> list[Found]:
    """The differences that are found in a story, likely or not."""
    caught: list[list[Found]] = []

    def catch(facts: Any, pairs: Any, claim_of: Any, grammars: Any, bodies: Any, settings: Any) -> list[Any]:
        articles = {grammar.annotated.article.id: grammar.annotated.article for grammar in grammars}
        caught.append(differing(read(grammars, facts[: len(bodies)], claim_of, articles)))
        return []

    with patch.object(alignment, "disagreements", catch):
        alignment.align(story.articles, story.entities, story.lineage)
    return caught[0]


def event_of(gold: dict[str, Any], story: Story) -> Event:
    """An event with what is found in it."""
    found = found_in(story)
    values = np.array([signs_of(one) for one in found]).reshape(-1, len(SIGNS) + len(SEARCHES))
    return Event(gold, found, values, np.array([_right(one, gold) for one in found]))


def _right(found: Found, gold: dict[str, Any]) -> float:
    ours, theirs = _sides(found.one.span, gold), _sides(found.other.span, gold)
    if any(a == b and side != other for a, side in ours for b, other in theirs):
        return 1.0
    return float("nan") if ours & theirs else 0.0


def _sides(span: Span, gold: dict[str, Any]) -> set[tuple[str, str]]:
    """The differences of the key that a span answers to, with the side."""
    found = set()
    for difference in gold["disagreements"]:
        for side in difference["sides"]:
            shared = min(span.end, side["end"]) - max(span.start, side["start"])
            if side["article"] == span.article_id and 2 * shared >= min(len(span), side["end"] - side["start"]):
                found.add((difference["id"], side["side"]))
    return found


def fitted(events: Sequence[Event]) -> tuple[Floats, float]:
    """Weights of the signs and ways of searching, and the bias; the more one matter is found, the less each counts."""
    values = np.vstack([event.values for event in events])
    right = np.concatenate([event.right for event in events])
    counts = np.concatenate([_counts(event) for event in events])
    known = ~np.isnan(right)
    values, right, counts = values[known], right[known], counts[known]
    spread = np.where(np.arange(values.shape[1]) < len(SIGNS), values.std(axis=0) + 1e-9, 0.5)
    scaled = values / spread

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = scaled @ weights[:-1] + weights[-1]
        chances = 1 / (1 + np.exp(-scores))
        losses = np.logaddexp(0, scores) - right * scores
        slope = counts * (chances - right)
        gradient = np.append(scaled.T @ slope + PENALTY * weights[:-1], slope.sum())
        return float(counts @ losses + PENALTY / 2 * weights[:-1] @ weights[:-1]), gradient

    found = minimize(loss, np.zeros(values.shape[1] + 1), jac=True, method="L-BFGS-B").x
    return found[:-1] / spread, float(found[-1])


def _counts(event: Event) -> Floats:
    """What each difference counts: one over the root of how many of its way share a telling's words with it."""
    times = Counter((one.search, tuple(sorted((one.one.key, one.other.key)))) for one in event.found)
    return np.array([times[one.search, tuple(sorted((one.one.key, one.other.key)))] ** -0.5 for one in event.found])


def prediction(found: Sequence[Found]) -> dict[str, Any]:
    """Differences put together, as the scorer reads them."""

    def place(span: Span) -> dict[str, Any]:
        return {"article": span.article_id, "start": span.start, "end": span.end}

    return {
        "claims": [],
        "disagreements": [
            {"sides": [place(t.span) for t in spans(sides)], "compatible": sides.compatible}
            for sides in gathered(found)
        ],
    }


def report(events: dict[str, Event], beside: Sequence[Event]) -> None:
    """Print what the scorer makes of each event under weights from the others and those `beside`."""
    score = scorer().score
    chances = {}
    for name, event in events.items():
        weights, bias = fitted([*beside, *(other for known, other in events.items() if known != name)])
        chances[name] = 1 / (1 + np.exp(-(event.values @ weights + bias)))
    for floor in FLOORS:
        said = [
            prediction([one for one, chance in zip(event.found, chances[name], strict=True) if chance >= floor])
            for name, event in events.items()
        ]
        found = score([event.gold for event in events.values()], said)["disagreements"]
        wrong = round(found["pred"] * (1 - found["precision"]))
        print(f"from {floor}: {found['pred']} told, {wrong} wrong, recall {found['recall']}, {found}")


def main() -> None:
    """Run as a program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dry", action="store_true", help="write nothing")
    arguments = parser.parse_args()
    annotated = {name: event_of(gold, told(gold)) for name, gold in gold_events().items()}
    ours = {name: event_of(gold, tell(own, Settings(one_story=True))) for name, (gold, own) in key_events().items()}
    report(annotated, list(ours.values()))
    report(ours, list(annotated.values()))
    weights, bias = fitted([*annotated.values(), *ours.values()])
    names = (*SIGNS, *SEARCHES)
    learned = {"bias": round(bias, 4), "weights": dict(zip(names, weights.round(4).tolist(), strict=True))}
    print(json.dumps(learned, indent=1))
    if not arguments.dry:
        TARGET.write_text(json.dumps(learned, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

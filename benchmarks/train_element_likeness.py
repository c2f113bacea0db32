"""Learns what the signs of two elements' telling the same are worth and writes `data/element_likeness.json`.

    python benchmarks/train_element_likeness.py [--dry]

Logistic regression on the six annotated events of `../shared/data/claims`: a pair of elements of two articles counts if
both answer to a witness of the key (half of the shorter span), and is one if both answer to one claim. Events are
weighted by the square root of their pairs, so that the largest does not decide alone. Printed first: for each event,
what weights learned from the other five do on it. Nothing else is a fair figure.
"""

import argparse
import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from claims import annotated_articles, gold_events
from tellings.claims.element_likeness import SIGNS, compared
from tellings.claims.facts import Facts
from tellings.claims.grammar import grammar
from tellings.claims.told import told_by
from tellings.language.attributions import utterances_of
from tellings.language.names import entities_of
from tellings.pipeline import Settings, in_order, with_dates_settled

TARGET = Path(__file__).parents[1] / "src" / "tellings" / "data" / "element_likeness.json"
# Penalty on squared standardised weights; 3, 10 and 30 give the same macro F1 within .005 in leave-one-event-out.
PENALTY = 10.0

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Event:
    """One event's judged pairs: their signs, and whether they are one."""

    values: Floats
    one: NDArray[np.bool_]


def event_of(gold: dict[str, Any]) -> Event:
    """The pairs of elements of an event that its key judges."""
    dated = in_order(with_dates_settled(annotated_articles(gold), Settings(one_story=True)))
    _, named = entities_of(dated, Settings().names)
    _, told = utterances_of(named)
    grammars = [grammar(annotated) for annotated in told]
    wholes, parts = told_by(grammars, with_elements=True)
    found, first = wholes + parts, len(wholes)
    pairs, values = compared(found, first)
    answers = [answered(fact, gold) for fact in found]
    judged = [row for row, (a, b) in enumerate(pairs.tolist()) if answers[a] and answers[b]]
    one = np.array([bool(answers[a] & answers[b]) for a, b in pairs[judged].tolist()])
    return Event(values[judged], one)


def answered(fact: Facts, gold: dict[str, Any]) -> set[str]:
    """The claims of the key that a span answers to."""
    found = set()
    for claim in gold["claims"]:
        for witness in claim["witnesses"]:
            if witness["article"] == fact.span.article_id:
                shared = min(fact.span.end, witness["end"]) - max(fact.span.start, witness["start"])
                if 2 * shared >= min(len(fact.span), witness["end"] - witness["start"]):
                    found.add(claim["id"])
    return found


def fitted(events: list[Event]) -> tuple[Floats, float]:
    """Weights of the signs and the bias, for signs as they are."""
    values = np.vstack([event.values for event in events])
    one = np.concatenate([event.one for event in events]).astype(float)
    counts = np.concatenate([np.full(len(event.one), len(event.one) ** -0.5) for event in events])
    counts *= len(one) / counts.sum()
    middle, spread = values.mean(axis=0), values.std(axis=0) + 1e-9
    standard = (values - middle) / spread

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = standard @ weights[:-1] + weights[-1]
        chances = 1 / (1 + np.exp(-scores))
        losses = np.logaddexp(0, scores) - one * scores
        slope = counts * (chances - one)
        gradient = np.append(standard.T @ slope + PENALTY * weights[:-1], slope.sum())
        return float(counts @ losses + PENALTY / 2 * weights[:-1] @ weights[:-1]), gradient

    found = minimize(loss, np.zeros(len(SIGNS) + 1), jac=True, method="L-BFGS-B").x
    weights = found[:-1] / spread
    return weights, float(found[-1] - middle @ weights)


def report(events: dict[str, Event]) -> None:
    """Print precision and recall of each event's judged pairs under weights from the others."""
    totals = defaultdict(list)
    for name, event in events.items():
        weights, bias = fitted([other for known, other in events.items() if known != name])
        scores = event.values @ weights + bias
        for chance in (0.4, 0.5, 0.6, 0.7, 0.8):
            said = scores >= np.log(chance / (1 - chance))
            right = (said & event.one).sum()
            totals[chance].append((right / max(1, said.sum()), right / max(1, event.one.sum())))
    for chance, found in totals.items():
        print(f"from {chance}: precision, recall of judged pairs, mean over events: {np.mean(found, axis=0).round(3)}")


def main() -> None:
    """Run as a program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dry", action="store_true", help="write nothing")
    parser.add_argument("--without", metavar="EVENT", help="learn from the other events")
    arguments = parser.parse_args()
    events = {name: event_of(gold) for name, gold in gold_events().items()}
    report(events)
    weights, bias = fitted([event for name, event in events.items() if name != arguments.without])
    learned = {"bias": round(bias, 4), "weights": dict(zip(SIGNS, weights.round(4).tolist(), strict=True))}
    print(json.dumps(learned, indent=1))
    if not arguments.dry:
        TARGET.write_text(json.dumps(learned, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

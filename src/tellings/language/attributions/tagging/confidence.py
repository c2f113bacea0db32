"""Confidence: how often attributions of which the network is so sure are right.

A network's own odds are not shares of what is right. A logistic regression over the odds of an attribution's parts,
fitted on articles kept from training, makes them so (Platt 1999, *Probabilistic outputs for support vector machines*);
for what the grammar alone finds the share is counted by kind of evidence. Both are in the model's `confidence.json`.
"""

import json
import math
from collections.abc import Mapping
from functools import cache

from tellings.language.attributions.tagging.linking import Linked
from tellings.language.attributions.tagging.tagger import FOLDER

EVIDENCE = ("content", "cue", "source", "belonging", "sourcing", "no_cue", "no_source", "log_words")


def evidence(link: Linked) -> tuple[float, ...]:
    """The numbers that confidence is read off, in the order of `EVIDENCE`; odds as logits."""
    words = sum(content.past - content.first for content in link.contents)
    content = sum(part.odds * (part.past - part.first) for part in link.contents) / words
    return (
        _logit(content),
        _logit(link.cue.odds) if link.cue else 0.0,
        _logit(link.source.odds) if link.source else 0.0,
        _logit(link.belonging),
        _logit(link.sourcing),
        float(link.cue is None),
        float(link.source is None),
        math.log(words),
    )


def confidence(link: Linked) -> float:
    """The probability that the source's head and half of the content are as PolNeAR's annotators would have them."""
    weights: Mapping[str, float] = _calibration()["network"]
    total = weights["bias"]
    for name, value in zip(EVIDENCE, evidence(link), strict=True):
        total += weights[name] * value
    return round(1 / (1 + math.exp(-total)), 3)


def grammar_confidence(kind: str) -> float:
    """The share of the grammar's findings of a kind that are right, while no network was asked."""
    shares: Mapping[str, float] = _calibration()["grammar"]
    return shares[kind]


@cache
def _calibration() -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = json.loads((FOLDER / "confidence.json").read_text(encoding="utf-8"))
    return found


def _logit(odds: float) -> float:
    bounded = min(max(odds, 0.001), 0.999)
    return math.log(bounded / (1 - bounded))

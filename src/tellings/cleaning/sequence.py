"""Which lines of a dump are reporting: a linear chain over the lines' features.

The weights lie in `data/dump_lines.json`, trained by `benchmarks/train_cleaner.py`. Two states, furniture and
reporting; the likeliest sequence by Viterbi. Source: Lafferty, McCallum, Pereira, "Conditional random fields",
ICML 2001.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from tellings.cleaning.features import NAMES, Lexicon, Matrix, features


@dataclass(frozen=True, slots=True)
class LineModel:
    """A trained chain: a weight for each feature, and how likely a state follows another.

    Args:
        lexicon: The words its features look up.
        weights: By feature, in the order of `NAMES`; positive speaks for reporting.
        transitions: Added when state `row` is followed by state `column`; 0 furniture, 1 reporting.
    """

    lexicon: Lexicon
    weights: Matrix
    transitions: Matrix


@cache
def line_model() -> LineModel:
    """The model that ships with the package."""
    return stored_model(json.loads(files("tellings.data").joinpath("dump_lines.json").read_text(encoding="utf-8")))


def stored_model(stored: dict[str, Any]) -> LineModel:
    """A model from its stored form."""
    lexicon = Lexicon(stored["furniture_words"], stored["notice_words"], frozenset(stored["reader_words"]))
    weights = np.array([stored["weights"][name] for name in NAMES])
    return LineModel(lexicon, weights, np.array(stored["transitions"]))


def reporting_lines(lines: Sequence[str], model: LineModel) -> tuple[list[bool], list[float]]:
    """For each line whether it is reporting, and its own score: above 0 it looks like reporting by itself."""
    if not lines:
        return [], []
    scores = features(lines, model.lexicon) @ model.weights
    return best_sequence(scores, model.transitions), scores.tolist()


def best_sequence(scores: Matrix, transitions: Matrix) -> list[bool]:
    """The likeliest states of a chain (Viterbi); state 1 scores `scores`, state 0 nothing."""
    off, on = 0.0, float(scores[0])
    came_from: list[tuple[int, int]] = []
    for score in scores[1:].tolist():
        to_off = (off + transitions[0, 0], on + transitions[1, 0])
        to_on = (off + transitions[0, 1], on + transitions[1, 1])
        came_from.append((int(to_off[1] > to_off[0]), int(to_on[1] > to_on[0])))
        off, on = max(to_off), max(to_on) + score
    state = int(on > off)
    states = [state]
    for previous in reversed(came_from):
        state = previous[state]
        states.append(state)
    return [bool(state) for state in reversed(states)]

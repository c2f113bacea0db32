"""How surely a difference is one that a reader would call one: its signs weighed by learned weights.

The weights are learned by `benchmarks/train_differences.py` and lie in `data/differences.json`: one for each sign, and
a bias for each way of searching, as some ways find little that is wrong (a name with another letter) and others much.
"""

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from math import exp

from tellings.claims.differences.found import Found

# Ways of searching, each with a bias of its own, and the signs in the order of their weights.
_OF_A_SLOT = (
    *("number", "number near", "number toll", "measure"),
    *("time", "narrower time", "length", "length near", "place"),
)
SEARCHES = (
    *_OF_A_SLOT,
    *("zero", "name spelling", "name office", "name form"),
    *("doer", "quoted", "phase", "unknown cause", "unknown name", "cause"),
)
SIGNS = (
    "head",
    "above",
    "sentences",
    "assertions",
    "together",
    "parties",
    "spread",
    "near",
    "inside",
    "meets",
    "alike",
)


def signs_of(found: Found) -> list[float]:
    """The signs of a difference and a one for the way it was found, in the order of `SIGNS` and `SEARCHES`."""
    signs = found.signs
    own = [getattr(signs, name) for name in SIGNS[:9]]
    about = found.search in _OF_A_SLOT
    alike = signs.sentences + signs.assertions if about else 0.0
    return [*own, float(found.compatible), alike, *(float(found.search == name) for name in SEARCHES)]


def likelihoods(found: Sequence[Found]) -> list[float]:
    """For each difference how likely it is one, 0 to 1."""
    weights, bias = _learned()
    return [1 / (1 + exp(-bias - sum(w * s for w, s in zip(weights, signs_of(one), strict=True)))) for one in found]


@cache
def _learned() -> tuple[tuple[float, ...], float]:
    found = json.loads(files("tellings.data").joinpath("differences.json").read_text(encoding="utf-8"))
    return tuple(found["weights"][name] for name in (*SIGNS, *SEARCHES)), float(found["bias"])

"""Fit the temperature of the shipped model on the held-back part of training, and print how sure it may be.

    PYTHONPATH=src python training/entailment/calibrate.py --model src/tellings/data/entailment

One number divides the scores before softmax (Guo et al. 2017, "On calibration of modern neural networks"). Pairs of
which only "does not follow" is known take no part, nor do the hard cases, which are unlike what is read.
"""

import argparse
from collections import defaultdict
from pathlib import Path

import numpy as np
from cases import invented
from learn import LONGEST, is_right, kind_of, macro_f1
from numpy.typing import NDArray
from pairs import NOT_ENTAILMENT, is_held_back, learned
from passages import passages
from ship import write_settings

from tellings.entailment import Entailment

BINS = 10


def main() -> None:
    """Score the held-back part with the shipped model, fit, write, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--keep", action="store_true", help="only print, write nothing")
    options = parser.parse_args()
    pairs = [pair for pair in [*learned(), *invented(1), *passages(1)] if is_held_back(pair)]
    model = Entailment(options.model)
    scores = np.stack([model.scores(pair.premise, pair.hypothesis) for pair in pairs])
    gold = np.array([pair.label for pair in pairs])
    kinds = np.array([kind_of(pair) for pair in pairs])
    known = (gold != NOT_ENTAILMENT) & (kinds != "case") & (kinds != "passage")
    temperature = fitted(scores[known], gold[known])
    print(f"temperature {temperature:.3f} on {known.sum()} pairs")
    for kind in LONGEST:
        of_kind = kinds == kind
        if not of_kind.any():
            continue
        right = [
            is_right(int(row.argmax()), int(label)) for row, label in zip(scores[of_kind], gold[of_kind], strict=True)
        ]
        line = f"{kind}: {of_kind.sum()} pairs, right {np.mean(right):.3f}"
        if (chosen := of_kind & known).any() and kind != "headlines":
            line += f", macro F1 {macro_f1(gold[chosen], scores[chosen].argmax(axis=1)):.3f}"
            before, after = (calibration_error(scores[chosen] / t, gold[chosen]) for t in (1.0, temperature))
            line += f", expected calibration error {before:.3f}, with the temperature {after:.3f}"
        print(line)
    by_kind: dict[str, list[bool]] = defaultdict(list)
    for pair, row in zip(pairs, scores, strict=True):
        if kind_of(pair) == "case":
            by_kind[pair.kind.partition(":")[2]].append(is_right(int(row.argmax()), pair.label))
    for kind, values in by_kind.items():
        print(f"hard cases, {kind}: {np.mean(values):.3f} of {len(values)}")
    if not options.keep:
        write_settings(options.model, round(temperature, 3))


def fitted(scores: NDArray[np.float32], gold: NDArray[np.int64]) -> float:
    """The temperature with the smallest cross-entropy, between a quarter and four, to about a hundredth."""
    candidates = np.geomspace(0.25, 4, 281)
    return float(min(candidates, key=lambda t: cross_entropy(scores / t, gold)))


def cross_entropy(scores: NDArray[np.float32], gold: NDArray[np.int64]) -> float:
    """The mean of the negative logarithms of what the right labels are given."""
    return float(-np.log(shares(scores)[np.arange(len(gold)), gold]).mean())


def shares(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Softmax of rows."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    result: NDArray[np.float32] = raised / raised.sum(axis=1, keepdims=True)
    return result


def calibration_error(scores: NDArray[np.float32], gold: NDArray[np.int64]) -> float:
    """Expected calibration error of the chosen label in ten bins of equal width (Naeini et al. 2015)."""
    said, chosen = shares(scores).max(axis=1), scores.argmax(axis=1)
    bins = np.minimum((said * BINS).astype(int), BINS - 1)
    gaps = [abs(said[bins == b].mean() - (chosen == gold)[bins == b].mean()) * (bins == b).mean() for b in set(bins)]
    return float(sum(gaps))


if __name__ == "__main__":
    main()

"""Fit the shipped reader's confidence on the held-out articles, and print how reliable it is on the development split.

    python training/attributions/calibrate.py --model src/tellings/data/attribution_tagger [--cache FILE]

Writes `confidence.json` into the model's folder. Right is what `../shared/scorers/score_attribution.py` matches: the
source's head agrees (or neither has a source) and half of the longer content is shared.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from examples import SHARED, Read, held_out_part, read
from tellings.language.attributions.attributing import kind_of
from tellings.language.attributions.spans import Finding
from tellings.language.attributions.tagged import finding_of, unmarked
from tellings.language.attributions.tagging.confidence import EVIDENCE, evidence
from tellings.language.attributions.tagging.linking import linked
from tellings.language.attributions.tagging.tagger import Tagger
from tellings.language.attributions.tree import Tree
from train import cached

# Keeps weights small where a thousand attributions say little. A guess.
RIDGE = 0.01
BINS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)
Matrix = NDArray[np.float64]


def main() -> None:
    """Fit on the held-out articles, write, and print reliability on both sets."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--cache", type=Path, default=None, help="parsed training articles, as train.py keeps them")
    options = parser.parse_args()
    tagger = Tagger(options.model)
    held = held_out_part(cached(options.cache))
    rows, right = _learned(held, tagger)
    weights = _fitted(rows, right)
    found = {"bias": weights[0], **dict(zip(EVIDENCE, weights[1:], strict=True))}
    network = {name: round(float(value), 4) for name, value in found.items()}
    saved = {"network": network, "grammar": _grammar_shares(held, tagger)}
    (options.model / "confidence.json").write_text(json.dumps(saved, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(saved, indent=1))
    _print_reliability("held out, fitted on it", _odds(weights, rows), right)
    rows, right = _learned(read("dev"), tagger)
    _print_reliability("development", _odds(weights, rows), right)


def _learned(articles: Sequence[Read], tagger: Tagger) -> tuple[Matrix, Matrix]:
    """For every attribution of the network its evidence, and whether it is right."""
    rows: list[tuple[float, ...]] = []
    right: list[bool] = []
    for article in articles:
        findings, evidences = _findings(article, tagger)
        rows += evidences
        right += _judged(article, findings)
    return np.array(rows), np.array(right, dtype=float)


def _findings(article: Read, tagger: Tagger) -> tuple[list[Finding], list[tuple[float, ...]]]:
    """The network's own findings in an article, each with its evidence."""
    tree = Tree(article.parse)
    findings: list[Finding] = []
    rows: list[tuple[float, ...]] = []
    for reading in tagger.read(article.record["text"], article.parse, article.quoted, article.found):
        for link in linked(reading):
            findings.append(finding_of(tree, reading.words, link))
            rows.append(evidence(link))
    return findings, rows


def _judged(article: Read, findings: Sequence[Finding]) -> list[bool]:
    """For each finding, whether the shared scorer matches it with a gold attribution."""
    judge = scorer()
    text = judge.Text(article.record["text"])
    gold = [_row(text, judge, row) for row in article.record["attributions"]]
    ours = [_row(text, judge, {"source": f.source, "cue": f.cue, "content": f.content}) for f in findings]
    return [any(_agree(text, mine, theirs) for theirs in gold) for mine in ours]


def _agree(text: Any, mine: tuple[set[int], set[int]], theirs: tuple[set[int], set[int]]) -> bool:
    (source, content), (their_source, their_content) = mine, theirs
    if 2 * len(content & their_content) < max(len(content), len(their_content), 1):
        return False
    if not source or not their_source:
        return not source and not their_source
    return text.head(their_source) in source and text.head(source) in their_source


def _row(text: Any, judge: Any, row: dict[str, Any]) -> tuple[set[int], set[int]]:
    return text.inside(judge.spans(row, "source")), text.inside(judge.spans(row, "content"))


def scorer() -> Any:
    """The shared scorer, loaded from its file."""
    import importlib.util

    path = SHARED / "scorers" / "score_attribution.py"
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _grammar_shares(articles: Sequence[Read], tagger: Tagger) -> dict[str, float]:
    """The share of the grammar's findings that are right, by kind, and of those where the network marks nothing."""
    judged: dict[str, list[bool]] = defaultdict(list)
    for article in articles:
        judged["unmarked"] += _judged(article, unmarked(article.found, _findings(article, tagger)[0]))
        for finding, is_right in zip(article.found, _judged(article, article.found), strict=True):
            judged[kind_of(article.record["text"], finding.content, article.quoted).value].append(is_right)
    return {kind: round(sum(values) / len(values), 3) for kind, values in sorted(judged.items())}


def _fitted(rows: Matrix, right: Matrix) -> Matrix:
    """Weights of a logistic regression, the bias first."""

    def loss(weights: Matrix) -> float:
        scores = weights[0] + rows @ weights[1:]
        return float(np.logaddexp(0, scores).mean() - (right * scores).mean() + RIDGE * (weights[1:] ** 2).sum())

    return np.asarray(minimize(loss, np.zeros(rows.shape[1] + 1), method="L-BFGS-B").x)


def _odds(weights: Matrix, rows: Matrix) -> Matrix:
    odds: Matrix = 1 / (1 + np.exp(-(weights[0] + rows @ weights[1:])))
    return odds


def _print_reliability(name: str, odds: Matrix, right: Matrix) -> None:
    error = 0.0
    print(f"{name}: {len(odds)} attributions, {right.mean():.3f} right")
    for low, high, chosen in _bins(odds):
        said, was = odds[chosen].mean(), right[chosen].mean()
        error += chosen.sum() / len(odds) * abs(said - was)
        print(f"  {low:.2f}-{high:.2f}: {chosen.sum():5d}  said {said:.3f}  right {was:.3f}")
    print(f"  expected calibration error {error:.3f}, Brier score {((odds - right) ** 2).mean():.3f}")


def _bins(odds: Matrix) -> Iterator[tuple[float, float, NDArray[np.bool_]]]:
    for low, high in pairwise(BINS):
        chosen = (odds >= low) & ((odds < high) | (high == 1.0))
        if chosen.any():
            yield low, high, chosen


if __name__ == "__main__":
    main()

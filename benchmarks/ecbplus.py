"""Prints B-cubed and pairwise figures of event coreference on ECB+: mentions with one head lemma, and learned signs.

    python benchmarks/ecbplus.py

Tellings joins whole assertions and their parts, not single words for events; this program asks how far its signs
(words and their relations, names, numbers, days, likeness of sentences and documents) go on the public set for that.
The mentions are given (selected event mentions, single ones included), their type is not. Five folds of topics: every
figure is of mentions whose topic was not seen in learning, neither for the weights nor for the threshold. Fold 1 is
topics 1, 6, 11, 18, 23, 28 and 33. "In groups" means that only mentions of one group can be one, of those that `group`
makes of the 772 documents without knowing the topics. To be one group is a sign in both; names and how rare a word is
are read topic by topic in both, so that with signs "in groups" is not wholly free of topics.
Reads ../shared/data/ecbplus and ../shared/scorers/score_clusters.py.
"""

import argparse
import json
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize

from ecbplus_signs import SIGNS, Floats, Pairs, Topic, read, relations_of
from loading import module_at
from tellings.claims.clusters import groups
from tellings.claims.likeness import Likeness

SHARED = Path(__file__).parents[2] / "shared"
FOLDS = 5
# Penalty on squared standardised weights; as `train_element_likeness.py`, not tried otherwise.
PENALTY = 10.0
# Thresholds to choose from on the topics that are learned from.
JOINS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5)
# Pairs less likely than this are left to what `groups` takes for a pair that nobody compared.
LEAST = 0.03
KINDS = ("bcubed", "pairwise")


def fitted(topics: Sequence[Pairs]) -> tuple[Floats, float]:
    """Weights of the signs and the bias; topics weigh by the square root of their pairs."""
    values, one = np.vstack([pairs.values for pairs in topics]), np.concatenate([pairs.one for pairs in topics]) * 1.0
    counts = np.concatenate([np.full(len(pairs.one), len(pairs.one) ** -0.5) for pairs in topics])
    counts *= len(one) / counts.sum()
    middle, spread = values.mean(axis=0), values.std(axis=0) + 1e-9
    standard = (values - middle) / spread

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = standard @ weights[:-1] + weights[-1]
        slope = counts * (1 / (1 + np.exp(-scores)) - one)
        losses = counts @ (np.logaddexp(0, scores) - one * scores)
        gradient = np.append(standard.T @ slope + PENALTY * weights[:-1], slope.sum())
        return float(losses + PENALTY / 2 * weights[:-1] @ weights[:-1]), gradient

    found = minimize(loss, np.zeros(len(SIGNS) + 1), jac=True, method="L-BFGS-B").x
    weights = found[:-1] / spread
    return weights, float(found[-1] - middle @ weights)


def within(pairs: Pairs, parts: Sequence[int]) -> Pairs:
    """The pairs of mentions in one part."""
    part = np.array(parts)
    kept = part[pairs.rows] == part[pairs.columns]
    return Pairs(pairs.rows[kept], pairs.columns[kept], pairs.values[kept], pairs.one[kept])


def clustered(topic: Topic, pairs: Pairs, likelihoods: Floats, join: float) -> dict[str, str]:
    """The cluster of each mention by mean linkage."""
    kept = np.flatnonzero(likelihoods >= LEAST)
    found = [
        Likeness(one, other, 0.0, chance, chance, ())
        for one, other, chance in zip(
            pairs.rows[kept].tolist(), pairs.columns[kept].tolist(), likelihoods[kept].tolist(), strict=True
        )
    ]
    joined = groups(len(topic.mentions), found, (), join)
    return {topic.mentions[i].id: f"{topic.number}/{n}" for n, members in enumerate(joined) for i in members}


def by_head(topic: Topic, parts: Sequence[int], *, related: bool) -> dict[str, str]:
    """The baseline: mentions with one head lemma are one; `related` lemmas too, joined in chains."""
    heads = [mention.head for mention in topic.mentions]
    equal, like, _ = relations_of(heads)
    part = np.array(parts)
    tied = (equal + like * related > 0) & (part[:, None] == part[None, :])
    _, labels = sparse.csgraph.connected_components(sparse.csr_matrix(tied), directed=False)
    return {mention.id: f"{topic.number}/{label}" for mention, label in zip(topic.mentions, labels, strict=True)}


class Judge:
    """The scorer, asked about the mentions of some topics."""

    def __init__(self, shared: Path) -> None:
        self._score = module_at(shared / "scorers" / "score_clusters.py").score
        with (shared / "data" / "ecbplus" / "coref.jsonl").open(encoding="utf-8") as lines:
            gold = [json.loads(line) for line in lines]
        self._gold = [row for row in gold if row["kind"] == "event" and row["selected"]]

    def __call__(self, found: dict[str, str]) -> dict[str, Any]:
        """The scorer's figures for the mentions found; the gold chains of selected mentions never cross topics."""
        gold = [row for row in self._gold if row["id"] in found]
        result: dict[str, Any] = self._score(gold, [{"id": id_, "cluster": c} for id_, c in found.items()])
        return result


def learned(
    topics: Sequence[Topic], pairs: Sequence[Pairs], judge: Judge
) -> tuple[list[dict[str, str]], list[Floats], list[float]]:
    """Clusters of every topic by what the other folds teach, likelihoods of its pairs, and each fold's threshold."""
    found: list[dict[str, str]] = [{} for _ in topics]
    chances: list[Floats] = [np.zeros(0) for _ in topics]
    joins = []
    for fold in range(FOLDS):
        seen = [n for n in range(len(topics)) if n % FOLDS != fold]
        weights, bias = fitted([pairs[n] for n in seen])
        likely = [1 / (1 + np.exp(-(one.values @ weights + bias))) for one in pairs]

        def f1(join: float, seen: Sequence[int] = seen, likely: Sequence[Floats] = likely) -> float:
            known = _together(clustered(topics[n], pairs[n], likely[n], join) for n in seen)
            return float(judge(known)["bcubed"]["f1"])

        joins.append(max(JOINS, key=f1))
        for n in range(fold, len(topics), FOLDS):
            found[n], chances[n] = clustered(topics[n], pairs[n], likely[n], joins[-1]), likely[n]
    return found, chances, joins


def _together(found: Iterable[dict[str, str]]) -> dict[str, str]:
    return {id_: cluster for each in found for id_, cluster in each.items()}


def average_precision(scores: Floats, one: NDArray[np.bool_]) -> float:
    """Mean precision at each right pair, pairs by falling score; equal scores count together."""
    values, places = np.unique(-scores, return_inverse=True)
    right, there_are = np.zeros(len(values)), np.zeros(len(values))
    np.add.at(right, places, one)
    np.add.at(there_are, places, 1)
    return float((right * np.cumsum(right) / np.cumsum(there_are)).sum() / max(1, one.sum()))


def run(shared: Path) -> None:
    """Print the figures of all ways."""
    topics, pairs, stories = read(shared)
    judge = Judge(shared)
    whole = [[0] * len(topic.mentions) for topic in topics]
    story = [[stories[m.clause.span.article_id] for m in topic.mentions] for topic in topics]
    for name, parts in (("topics given", whole), ("in groups", story)):
        for related in (False, True):
            heads = [by_head(topic, part, related=related) for topic, part in zip(topics, parts, strict=True)]
            _print(f"{name}: head lemma equal{' or related' * related}", heads, judge)
        compared = [within(each, part) for each, part in zip(pairs, parts, strict=True)]
        found, chances, joins = learned(topics, compared, judge)
        _print(f"{name}: signs, thresholds {joins}", found, judge)
        one = np.concatenate([each.one for each in compared])
        equal = np.concatenate([each.values[:, SIGNS.index("equal")] for each in compared])
        precisions = [average_precision(scores, one) for scores in (equal, np.concatenate(chances))]
        print(
            f"  {len(one)} pairs, {one.sum()} one; average precision, head lemma equal / signs: {_listed(precisions)}"
        )
    print(f"{time.process_time():.0f} s of processor")


def _print(name: str, found: Sequence[dict[str, str]], judge: Judge) -> None:
    print(name)
    for label, chosen in (("all", found), ("fold 1", found[::FOLDS])):
        figures = judge(_together(chosen))
        bcubed, pairwise = (_listed(figures[kind][k] for k in ("precision", "recall", "f1")) for kind in KINDS)
        print(f"  {label}, {figures['items']} mentions: B-cubed P/R/F1 {bcubed}; pairwise {pairwise}")


def _listed(figures: Iterable[float]) -> str:
    return " / ".join(f"{figure:.3f}" for figure in figures)


def main() -> None:
    """Run as a program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED)
    arguments = parser.parse_args()
    run(arguments.shared)


if __name__ == "__main__":
    main()

"""Learns what the signs of an unseen source are worth and writes `data/unseen_origin.json`.

    python benchmarks/train_unseen_origin.py [--half development]

Logistic regression over made families, one model for a first text with one copy and one for more: those of
`../shared/data/lineage`, development half only, and the families of `lineage_size.py` under a seed of their own. The
first desks insert paragraphs of their own, the second sentences in the midst of others' paragraphs too: what only one
kind of editing shows is no sign. Each family is looked at whole and in every subset of two to four of its articles, so
that originals are present in some and absent in others. A sign that can only speak one way is held to that (`FOR`,
`AGAINST`).
"""

import argparse
import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from lineage import lineage_articles
from lineage_size import News
from lineage_unseen import HALVES, descendants, half
from tellings.lineage import LineageSettings
from tellings.lineage.family import Family, family_of
from tellings.lineage.origins import first_texts, witnesses
from tellings.lineage.tracing import families
from tellings.lineage.unseen import signs
from tellings.records import Article

TARGET = Path(__file__).parents[1] / "src" / "tellings" / "data" / "unseen_origin.json"
FOR = frozenset(
    (
        *("first_credits_elsewhere", "other_credits_elsewhere", "first_rarer", "other_inside", "both_inside"),
        *("both", "first_before", "missing", "other_tail", "first_paragraphs", "triple", "against_root", "titles"),
        *("credits_agree", "credit_covered", "credit_unmerged"),
    )
)
AGAINST = frozenset(("other_credits_first", "weakest_direction", "strongest_direction", "first_commoner", "children"))
# Penalty on squared standardised weights: 1, 5 and 20 give the same log loss within .02 in ten folds by family.
PENALTY = 5.0
LARGEST = 7
# Families with so many copies and more are few: they are balanced together.
LARGEST_STRATUM = 4
# Articles made of words drawn by chance, and a seed that no figure is measured with.
MADE, SEED = 1_000, 23
# Nothing is asserted unseen while the examples are made.
NEVER = LineageSettings(unseen_log_odds=math.inf, unseen_pair_log_odds=math.inf)

Example = tuple[int, bool, dict[str, float]]  # copies, the first text is a copy of an absent one, the signs


def subsets(family: Family) -> Iterator[tuple[str, ...]]:
    """The whole family, and its subsets of two to four articles in which each shares copied words with another."""
    names = tuple(sorted(family.sheets))
    yield names
    for size in (2, 3, 4) if len(names) <= LARGEST else ():
        for chosen in combinations(names, size) if size < len(names) else ():
            linked = {name for ids in family.pairs if ids <= set(chosen) for name in ids}
            if linked == set(chosen):
                yield chosen


def examples(family: Family, ancestors: Mapping[str, set[str]]) -> Iterator[Example]:
    """The first texts of a family and of its subsets, with their signs and whether an absent text is behind them."""
    for names in subsets(family):
        if any(ancestors[absent] & set(names) for name in names for absent in ancestors[name] - set(names)):
            continue  # a copy between two others is gone: another question
        pairs = [pair for ids, pair in family.pairs.items() if ids <= set(names)]
        sources = {name: family.sources[name] for name in names}
        part = family_of({name: family.sheets[name] for name in names}, pairs, sources, NEVER)
        articles = {name: part.sheets[name].article for name in names}
        seen = witnesses(part.edges, part.kins, part.pairs, articles, sources)
        for first, children in first_texts(part.edges, part.kins):
            behind = bool(ancestors[first] - set(names))
            yield len(children), behind, {sign.name: sign.value for sign in signs(first, children, seen)}


def examples_of(articles: Sequence[Article], direct: Iterable[tuple[str, str]]) -> list[Example]:
    """The examples of articles whose direct copies, each as original and copy, are known."""
    children: dict[str, set[str]] = defaultdict(set)
    for parent, child in direct:
        children[parent].add(child)
    ancestors: dict[str, set[str]] = defaultdict(set)
    for name in list(children):
        for below in descendants(name, children):
            ancestors[below].add(name)
    return [example for family in families(articles, NEVER) for example in examples(family, ancestors)]


def balance(chosen: Sequence[Example]) -> NDArray[np.float64]:
    """What each example counts: with any number of copies an original is as often there as not.

    In large subsets it nearly always is, which is no sign of anything.
    """
    kinds = [(min(copies, LARGEST_STRATUM), behind) for copies, behind, _ in chosen]
    counts, totals = Counter(kinds), Counter(copies for copies, _ in kinds)
    return np.array([totals[copies] / 2 / counts[copies, behind] for copies, behind in kinds])


def learned(chosen: Sequence[Example]) -> dict[str, float]:
    """Weights in log odds a unit of each sign, with the constant."""
    names = sorted({name for _, _, found in chosen for name in found})
    values = np.array([[found[name] for name in names] for _, _, found in chosen])
    mean, spread = values.mean(axis=0), values.std(axis=0) + 1e-9
    inputs = np.column_stack(((values - mean) / spread, np.ones(len(values))))
    target = np.array([1.0 if behind else -1.0 for _, behind, _ in chosen])
    worth = balance(chosen)
    bounds = [(0 if name in FOR else None, 0 if name in AGAINST else None) for name in names] + [(None, None)]

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margins = target * (inputs @ weights)
        gradient = inputs.T @ (-target * worth / (1 + np.exp(margins))) + PENALTY * np.append(weights[:-1], 0)
        return float(worth @ np.logaddexp(0, -margins) + PENALTY * (weights[:-1] ** 2).sum() / 2), gradient

    found = minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B", bounds=bounds).x
    raw = found[:-1] / spread
    constant = float(found[-1] - (raw * mean).sum())
    weights = {name: round(float(weight), 3) for name, weight in zip(names, raw, strict=True) if abs(weight) >= 0.0005}
    return {"constant": round(constant, 3)} | weights


def main() -> None:
    """Write the weights with the lines of their card."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=HALVES, default="development")
    arguments = parser.parse_args()
    articles, gold = lineage_articles()
    ids, edges = half(arguments.half, articles, gold)
    direct = [(e["parent"], e["child"]) for e in edges if e["relation"] == "direct"]
    drawn = list(News(SEED).articles(MADE))
    made = [
        *examples_of([article for article in articles if article.id in ids], direct),
        *examples_of([a for a, _ in drawn], [(parent, str(a.id)) for a, parent in drawn if parent is not None]),
    ]
    kinds = {"pair": [e for e in made if e[0] == 1], "several": [e for e in made if e[0] > 1]}
    card = {
        "what": "Log odds, by unit of each sign of lineage/unseen.py, that a family's first text is a copy of another.",
        "data": "Made families over PolNeAR articles, half of them, chosen by a hash, and of words drawn by frequency; "
        "only the weights are kept.",
        "made by": "benchmarks/train_unseen_origin.py",
        "examples": {kind: [sum(e[1] for e in found), len(found)] for kind, found in kinds.items()},
    }
    weights = {kind: learned(found) for kind, found in kinds.items()}
    TARGET.write_text(json.dumps({"card": card, "weights": weights}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

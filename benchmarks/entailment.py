"""The entailment model: macro F1 on VitaminC's development part, other sets of pairs, speed; stances of FNC-1.

    python benchmarks/entailment.py [--sets vitaminc sick msr rte] [--every 1] [--fnc] [--speed]

Without --sets, --fnc and --speed: VitaminC and the speed. Reads ../shared/data/pairs, ../shared/data/fnc1 and
../shared/scorers/score_pairs.py. SICK and MSR are for non-commercial use: measured, never learned from. RTE here
is only the premises that training holds back (`training/entailment/pairs.py`).
"""

import argparse
import hashlib
import json
import math
import re
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from statistics import mean
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from loading import module_at
from tellings.entailment import Entailment, Likelihoods
from tellings.text.sentences import sentences

SHARED = Path(__file__).parents[2] / "shared"
FILES = {
    "vitaminc": "vitaminc_dev.jsonl",
    "sick": "sick.jsonl",
    "msr": "msr_paraphrase.jsonl",
    "rte": "rte.jsonl",
}
STANCES = ("agree", "disagree", "discuss", "unrelated")
# Sentences of a body that are set against the headline, by the words they share with it.
NEAREST = 4
# Words that make a rumour of a report, and words that deny; a guess, chosen without looking at the pairs.
_HEDGES = """
reportedly allegedly alleged rumor rumors rumour rumours claim claims claimed unconfirmed report reports reported
sources may might could possible possibly apparently purported purportedly supposedly unverified investigating
"""
_DENIALS = """
hoax fake false deny denies denied debunked untrue refute refuted dismissed satire satirical doubt doubts wrong
fabricated
"""
HEDGES, DENIALS = frozenset(_HEDGES.split()), frozenset(_DENIALS.split())
NEGATIONS = DENIALS | {"not", "no", "never", "however", "despite"}
_WORD = re.compile(r"[^\W_]+")


def records(name: str) -> list[dict[str, Any]]:
    """The records of one of `FILES` that are measured."""
    lines = (SHARED / "data" / "pairs" / FILES[name]).read_text(encoding="utf-8").split("\n")
    found: list[dict[str, Any]] = [json.loads(line) for line in lines if line]
    if name == "rte":
        return [record for record in found if _is_held_back(f"rte {record['premise']}")]
    return [record for record in found if name != "sick" or record["split"] == "test"]


def _is_held_back(group: str) -> bool:
    """As `training/entailment/pairs.py` has it."""
    return int(hashlib.sha256(group.encode()).hexdigest(), 16) % 15 == 0


def measured(model: Entailment, name: str, every: int = 1) -> dict[str, Any]:
    """The scorer's figures of every n-th pair of a set."""
    gold = records(name)[::every]
    scorer = module_at(SHARED / "scorers" / "score_pairs.py")
    if name == "msr":
        said = {record["id"]: _paraphrase(model, record) for record in gold}
        return dict(scorer.labels([(record["id"], record["label"]) for record in gold], said))
    found = model.likelihoods((record["premise"], record["hypothesis"]) for record in gold)
    said = {record["id"]: likelihoods.label for record, likelihoods in zip(gold, found, strict=True)}
    if name == "rte":
        said = {key: scorer.two(label) for key, label in said.items()}
    return dict(scorer.labels([(record["id"], record["label"]) for record in gold], said))


def _paraphrase(model: Entailment, record: dict[str, Any]) -> str:
    """A paraphrase is what follows both ways or nearly so; the sides of a real pair differ in detail."""
    first, second = record["premise"], record["hypothesis"]
    both = model.likelihoods([(first, second), (second, first)])
    return "paraphrase" if mean(one.entailment for one in both) >= 0.5 else "not_paraphrase"


def reliability(model: Entailment, every: int = 1) -> tuple[float, list[tuple[float, float, int]]]:
    """Expected calibration error on VitaminC dev, and for each tenth the mean said, the share right, the pairs."""
    gold = records("vitaminc")[::every]
    found = list(model.likelihoods((record["premise"], record["hypothesis"]) for record in gold))
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for record, likelihoods in zip(gold, found, strict=True):
        said = max(likelihoods.entailment, likelihoods.neutral, likelihoods.contradiction)
        bins[min(9, int(said * 10))].append((said, likelihoods.label == record["label"]))
    rows = [(mean(s for s, _ in part), mean(r for _, r in part), len(part)) for _, part in sorted(bins.items())]
    return sum(abs(said - right) * n for said, right, n in rows) / len(gold), rows


def speed(model: Entailment, pairs: int = 400) -> dict[str, float]:
    """Pairs a second of processor time in one thread, at VitaminC's lengths, and the mean of words a pair."""
    gold = records("vitaminc")[:pairs]
    list(model.likelihoods([(gold[0]["premise"], gold[0]["hypothesis"])]))
    started = time.process_time()
    list(model.likelihoods((record["premise"], record["hypothesis"]) for record in gold))
    seconds = time.process_time() - started
    words = mean(len(_WORD.findall(record["premise"] + " " + record["hypothesis"])) for record in gold)
    return {"pairs_a_second": len(gold) / seconds, "words_a_pair": words}


def stances(model: Entailment) -> dict[str, Any]:
    """Figures of a simple head over sentences on FNC-1, cross-validated by story, with and without the model."""
    pairs, bodies = fnc_pairs(), fnc_bodies()
    rows = fnc_features(model, pairs, bodies)
    gold = [pair["stance"] for pair in pairs]
    folds = [int(hashlib.sha256(pair["story"].encode()).hexdigest(), 16) % 10 for pair in pairs]
    scorer = module_at(SHARED / "scorers" / "score_pairs.py")
    figures = {}
    for name, columns in (("with the model", rows), ("words alone", rows[:, :WORD_FEATURES])):
        said = cross_validated(columns, [STANCES.index(stance) for stance in gold], folds)
        numbered = list(enumerate(gold))
        figures[name] = dict(scorer.labels(numbered, {n: STANCES[answer] for n, answer in enumerate(said)}))
        figures[name]["challenge_score"] = challenge_score(gold, [STANCES[answer] for answer in said])
    return figures


def fnc_pairs() -> list[dict[str, Any]]:
    """Pairs of a headline and a body, with their stance."""
    lines = (SHARED / "data" / "fnc1" / "pairs.jsonl").read_text(encoding="utf-8").split("\n")
    return [json.loads(line) for line in lines if line]


def fnc_bodies() -> dict[int, list[str]]:
    """The sentences of each body."""
    lines = (SHARED / "data" / "fnc1" / "bodies.jsonl").read_text(encoding="utf-8").split("\n")
    found = {}
    for record in (json.loads(line) for line in lines if line):
        text = record["text"]
        found[record["body_id"]] = [text[start:end] for start, end in sentences(text)]
    return found


WORD_FEATURES = 8


def fnc_features(
    model: Entailment, pairs: Sequence[dict[str, Any]], bodies: dict[int, list[str]]
) -> NDArray[np.float64]:
    """What the head sees of each pair: shared words, hedges, denials; what the model says of the nearest sentences."""
    counts = Counter(word for body in bodies.values() for word in {w for s in body for w in _words(s)})
    weights = defaultdict(lambda: math.log(1 + len(bodies)))
    weights |= {word: math.log((1 + len(bodies)) / (1 + n)) for word, n in counts.items()}
    seen: dict[tuple[str, int], list[float]] = {}
    for pair in pairs:
        key = pair["headline"], pair["body_id"]
        if key not in seen:
            seen[key] = _features(model, pair["headline"], bodies[pair["body_id"]], weights)
    return np.array([seen[pair["headline"], pair["body_id"]] for pair in pairs])


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _features(model: Entailment, headline: str, body: Sequence[str], weights: dict[str, float]) -> list[float]:
    title = set(_words(headline))
    total = sum(weights[word] for word in title) or 1.0
    shares = [sum(weights[word] for word in title & set(_words(sentence))) / total for sentence in body]
    everything = {word for sentence in body for word in _words(sentence)}
    nearest = sorted(range(len(body)), key=lambda n: -shares[n])[:NEAREST]
    near = [word for n in nearest for word in _words(body[n])]
    share_of_all = sum(weights[word] for word in title & everything) / total
    row = [
        share_of_all,
        max(shares, default=0.0),
        mean(shares[n] for n in nearest) if nearest else 0.0,
        sum(word in HEDGES for word in near) / max(1, len(near)) * 20,
        sum(word in NEGATIONS for word in near) / max(1, len(near)) * 20,
        float(bool(title & HEDGES) or "?" in headline),
        float(bool(title & NEGATIONS)),
        float(bool(everything & DENIALS)),
    ]
    assert len(row) == WORD_FEATURES
    if share_of_all < 0.3:  # nothing but unrelated pairs lies so low; saves two thirds of the work
        return [*row, *[0.0] * 8]
    said = list(model.likelihoods((body[n], headline) for n in nearest))
    turned = list(model.likelihoods((headline, body[n]) for n in nearest[:2]))
    return [*row, *_summary(said), *_summary(turned)]


def _summary(said: Sequence[Likelihoods]) -> list[float]:
    entailed, contradicted = [one.entailment for one in said], [one.contradiction for one in said]
    return [max(entailed), mean(entailed), max(contradicted), mean(contradicted)]


def cross_validated(rows: NDArray[np.float64], gold: Sequence[int], folds: Sequence[int]) -> list[int]:
    """Answers for every row by a head fitted on the other folds: related or not, and then which stance."""
    rows = np.concatenate([rows, rows[:, :3] ** 2, np.sqrt(np.maximum(rows[:, :3], 0))], axis=1)
    answers = np.zeros(len(rows), dtype=int)
    labels, parts = np.array(gold), np.array(folds)
    for fold in sorted(set(folds)):
        learn, ask = parts != fold, parts == fold
        centre, spread = rows[learn].mean(axis=0), rows[learn].std(axis=0) + 1e-9
        known, asked = (rows[learn] - centre) / spread, (rows[ask] - centre) / spread
        related = labels[learn] != 3
        first = fitted(known, related.astype(int), 2, balanced=False)
        second = fitted(known[related], labels[learn][related], 3, balanced=True)
        is_related = _scores(asked, first).argmax(axis=1) == 1
        answers[ask] = np.where(is_related, _scores(asked, second).argmax(axis=1), 3)
    return [int(answer) for answer in answers]


def fitted(
    rows: NDArray[np.float64], labels: NDArray[np.int64], classes: int, *, balanced: bool
) -> NDArray[np.float64]:
    """Weights of a multinomial logistic regression, shape (features + 1, classes); rare classes raised half-way."""
    share = np.bincount(labels, minlength=classes) / len(labels)
    weight = (1 / np.maximum(share, 1e-3)) ** (0.5 if balanced else 0.0)
    each = weight[labels] / weight[labels].mean()
    hot = np.eye(classes)[labels]

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        matrix = flat.reshape(-1, classes)
        scores = _scores(rows, matrix)
        scores -= scores.max(axis=1, keepdims=True)
        logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        gradient = (np.exp(logs) - hot) * each[:, None]
        wide = np.concatenate([rows, np.ones((len(rows), 1))], axis=1)
        value = -(logs * hot * each[:, None]).sum() + 1.5 * (matrix**2).sum()
        return float(value), (wide.T @ gradient + 3 * matrix).ravel()

    best = minimize(loss, np.zeros((rows.shape[1] + 1) * classes), jac=True, method="L-BFGS-B")
    matrix: NDArray[np.float64] = best.x.reshape(-1, classes)
    return matrix


def _scores(rows: NDArray[np.float64], matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    scores: NDArray[np.float64] = rows @ matrix[:-1] + matrix[-1]
    return scores


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
    """Print what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=None, help="folder of another model than the package's")
    parser.add_argument("--sets", nargs="*", choices=tuple(FILES), default=[])
    parser.add_argument("--every", type=int, default=1, help="measure every n-th pair")
    parser.add_argument("--fnc", action="store_true")
    parser.add_argument("--speed", action="store_true")
    options = parser.parse_args()
    model = Entailment(options.model) if options.model else Entailment.load()
    nothing_asked = not (options.sets or options.fnc or options.speed)
    for name in options.sets or (["vitaminc"] if nothing_asked else []):
        print(name, json.dumps(measured(model, name, options.every)))
        if name == "vitaminc":
            print("calibration", reliability(model, options.every))
    if options.speed or nothing_asked:
        print("speed", json.dumps(speed(model)))
    if options.fnc:
        for name, figures in stances(model).items():
            print("fnc", name, json.dumps(figures))


if __name__ == "__main__":
    main()

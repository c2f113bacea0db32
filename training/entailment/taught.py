"""What the teacher says of the learned pairs, and of pairs that nobody labelled: what the shipped network learns from.

    PYTHONPATH=src python training/entailment/taught.py --teacher teacher.pt --out taught.npz

Source: Hinton, Vinyals and Dean 2015, Distilling the knowledge in a neural network.
"""

import argparse
from pathlib import Path

import numpy as np
import torch
from learn import LONGEST, examples, kind_of, pairs_to_learn, scores_of
from teacher import Teacher
from unlabelled import unlabelled


def main() -> None:
    """Write the teacher's scores, float32, shape (pairs, labels), with the pairs' ids."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--teacher", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    pairs = [*pairs_to_learn(options.seed), *unlabelled(options.seed)]
    known = [example for example in examples(pairs) if len(example.ids) <= LONGEST[kind_of(example.pair)]]
    network = Teacher()
    network.load_state_dict(torch.load(options.teacher))
    part = 8192
    scores = []
    for begin in range(0, len(known), part):
        scores.append(scores_of(network, known[begin : begin + part]))
        print(f"{begin + len(scores[-1])} of {len(known)}", flush=True)
    np.savez_compressed(options.out, ids=[example.pair.id for example in known], scores=np.vstack(scores))


if __name__ == "__main__":
    main()

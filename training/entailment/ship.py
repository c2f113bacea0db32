"""Write the trained judge as the package ships it: ONNX with 8-bit weights, labels and signs, digests.

    PYTHONPATH=src python training/entailment/ship.py --weights judge.pt --out src/tellings/data/entailment

Quantised as the reader of attributions is (`training/attributions/export.py`): products in 8 bits, the narrowing ones
and the answer's with 8-bit weights and 32-bit arithmetic. `--full` leaves everything in 32 bits, for the comparison in
the card. The temperature is 1 until `calibrate.py` has fitted it.
"""

import argparse
import hashlib
import json
from pathlib import Path

import onnx
import torch
from judge import Judge
from torch import Tensor, nn

from export import quantise, store_in_8_bits  # of training/attributions
from tellings.entailment import LABELS
from tellings.entailment.signs import KINDS, PIECES

TOKENIZER = "../attribution_tagger/tokenizer.json"


class OnePair(nn.Module):
    """The network for one pair, as it runs in the package."""

    def __init__(self, network: Judge) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, signs: Tensor) -> Tensor:
        """Scores of the labels for int64 ids of shape (pieces,) and signs of shape (pieces, kinds)."""
        scores: Tensor = self.network(ids[None], signs[None])[0]
        return scores


def main() -> None:
    """Export, quantise, and say how large the files are."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--full", action="store_true", help="32 bits")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    network = Judge()
    network.load_state_dict(torch.load(options.weights))
    network.places = nn.Embedding.from_pretrained(network.places.weight[:PIECES])
    plain, model = options.out / "plain.onnx", options.out / "model.onnx"
    export(network.eval(), plain)
    if options.full:
        plain.rename(model)
    else:
        quantise(plain, model)
        shrink_answer(model)
        plain.unlink()
    write_settings(options.out, temperature=1.0)
    for path in sorted(options.out.iterdir()):
        print(f"{path.name}: {path.stat().st_size / 1e6:.2f} MB")


def export(network: Judge, path: Path) -> None:
    """Write the network as ONNX with as many pieces as one likes, up to `PIECES`."""
    torch.onnx.export(
        OnePair(network),
        (torch.zeros(12, dtype=torch.int64), torch.zeros(12, len(KINDS), dtype=torch.int64)),
        str(path),
        input_names=["ids", "signs"],
        output_names=["scores"],
        dynamic_axes={"ids": {0: "pieces"}, "signs": {0: "pieces"}},
        opset_version=17,
        dynamo=False,
    )


def shrink_answer(path: Path) -> None:
    """Keep the weights of the answer's layers in 8 bits too."""
    model = onnx.load(path)
    store_in_8_bits(model, [n.name for n in model.graph.node if n.op_type == "MatMul" and "roles" in n.name])
    onnx.checker.check_model(model)
    onnx.save(model, path)


def write_settings(folder: Path, temperature: float) -> None:
    """Write the labels, signs and temperature that the package reads, and the digests of all files of the model."""
    settings = {"labels": list(LABELS), "signs": [list(kind) for kind in KINDS], "temperature": temperature}
    (folder / "labels.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
    lines = [
        f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n"
        for name in (TOKENIZER, "labels.json", "model.onnx")
        if (folder / name).exists()
    ]
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()

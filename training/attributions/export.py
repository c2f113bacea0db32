"""Write the trained reader as the package ships it: ONNX with 8-bit weights, the tokenizer, the labels.

    python training/attributions/export.py --weights tagger.pt --out src/tellings/data/attribution_tagger

Products are quantised to 8 bits, weights by channel and activations as they come (`onnxruntime.quantization`). `--full`
leaves everything in 32 bits, for the ablation in the card.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from network import Network
from tellings.language.attributions.tagging.signs import KINDS, ROLES
from train import encoder_folder, sizes_of


class OneWindow(nn.Module):
    """The network for one window without padding, as it runs in the package."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, signs: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Scores of roles, cues and sources for int64 ids of shape (pieces,) and signs of shape (pieces, kinds)."""
        roles, cues, sources = self.network(ids[None], signs[None])
        return roles[0], cues[0], sources[0]


def main() -> None:
    """Export, quantise, and say how large the files are."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--full", action="store_true", help="32 bits")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    saved = torch.load(options.weights)
    network = Network(sizes_of(saved["labels"]), len(ROLES))
    network.load_state_dict(saved["weights"])
    plain = options.out / "plain.onnx"
    export(network.eval(), plain)
    model = options.out / "model.onnx"
    if options.full:
        plain.rename(model)
    else:
        quantise(plain, model)
        plain.unlink()
    (options.out / "labels.json").write_text(json.dumps(saved["labels"], indent=1) + "\n", encoding="utf-8")
    write_tokenizer(encoder_folder() / "tokenizer.json", options.out / "tokenizer.json")
    for path in sorted(options.out.iterdir()):
        print(f"{path.name}: {path.stat().st_size / 1e6:.2f} MB")


def export(network: Network, path: Path) -> None:
    """Write the network as ONNX with as many pieces as one likes."""
    ids = torch.zeros(12, dtype=torch.int64)
    signs = torch.zeros(12, len(KINDS), dtype=torch.int64)
    torch.onnx.export(
        OneWindow(network),
        (ids, signs),
        str(path),
        input_names=["ids", "signs"],
        output_names=["roles", "cues", "sources"],
        dynamic_axes={
            "ids": {0: "pieces"},
            "signs": {0: "pieces"},
            "roles": {0: "pieces"},
            "cues": {0: "pieces", 1: "pieces"},
            "sources": {0: "pieces", 1: "pieces"},
        },
        opset_version=17,
        dynamo=False,
    )


def quantise(plain: Path, model: Path) -> None:
    """Quantise to 8 bits: products whole, the narrowing ones and the tables by their stored weights alone.

    What the narrowing product of a layer reads has a few very large numbers, which a common scale would drown the rest
    in: computed in 8 bits it cost .005 of attribution F1. The two heads stay as they are; they are small.
    """
    prepared = plain.with_name("prepared.onnx")
    quant_pre_process(str(plain), str(prepared), skip_symbolic_shape=True)
    names = [node.name for node in onnx.load(prepared).graph.node if node.op_type == "MatMul"]
    quantize_dynamic(
        str(prepared),
        str(model),
        op_types_to_quantize=["MatMul", "Gather"],
        weight_type=QuantType.QInt8,
        per_channel=True,
        nodes_to_exclude=[name for name in names if any(part in name for part in ("narrow", "roles", "pointers"))],
        extra_options={"MatMulConstBOnly": True},
    )
    prepared.unlink()
    network = onnx.load(model)
    store_in_8_bits(network, [name for name in names if "narrow" in name])
    onnx.checker.check_model(network)
    onnx.save(network, model)


def store_in_8_bits(network: onnx.ModelProto, products: list[str]) -> None:
    """Keep the weights of some products in 8 bits, with one scale a column, and widen them when they are used."""
    graph = network.graph
    weights = {tensor.name: tensor for tensor in graph.initializer}
    for node in [node for node in graph.node if node.name in products]:
        tensor = weights[node.input[1]]
        values = numpy_helper.to_array(tensor)
        scales = (np.abs(values).max(axis=0) / 127).astype(np.float32)
        rounded = np.clip(np.rint(values / scales), -127, 127).astype(np.int8)
        stored, scale, widened = (f"{tensor.name}_{part}" for part in ("stored", "scale", "widened"))
        graph.initializer.remove(tensor)
        graph.initializer.extend([numpy_helper.from_array(rounded, stored), numpy_helper.from_array(scales, scale)])
        widening = helper.make_node("DequantizeLinear", [stored, scale], [widened], name=f"{node.name}_widen", axis=1)
        graph.node.insert(list(graph.node).index(node), widening)
        node.input[1] = widened


def write_tokenizer(source: Path, target: Path) -> None:
    """The tokenizer without marks, limit and padding: words in, word pieces out."""
    tokenizer = json.loads(source.read_text(encoding="utf-8"))
    tokenizer |= {"truncation": None, "padding": None, "post_processor": None}
    target.write_text(json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

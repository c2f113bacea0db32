"""The network that judges pairs of sentences: the encoder of the reader of attributions, other signs, one answer.

It shares its layers with `training/attributions/network.py`, which this folder's scripts put on the path.
"""

import sys
from pathlib import Path

import torch
from torch import Tensor, nn

sys.path.append(str(Path(__file__).parents[1] / "attributions"))

from network import LAYERS, WIDTH, Network
from tellings.entailment import LABELS
from tellings.entailment.signs import KINDS

__all__ = ["LAYERS", "Judge"]

# The lowest layers stay as published, and the signs enter above them: a fifth of the work of training less.
FROZEN = 2


class Judge(Network):
    """Three scores a pair, from the first mark's state, the mean of all, and those of the two sides.

    Takes pairs of one length only: no padding, no mask.
    """

    def __init__(self, dropout: float = 0.0) -> None:
        super().__init__(tuple(len(kind) for kind in KINDS), len(LABELS), dropout=dropout)
        del self.pointers
        self.roles = nn.Sequential(
            nn.Linear(4 * WIDTH, WIDTH), nn.GELU(), nn.Dropout(0.1), nn.Linear(WIDTH, len(LABELS))
        )
        for name, parameter in self.named_parameters():
            lowest = tuple(f"layers.{number}." for number in range(FROZEN))
            parameter.requires_grad_(not name.startswith(("words", "places", "after_input", *lowest)))

    def forward(self, ids: Tensor, signs: Tensor) -> Tensor:  # type: ignore[override]
        """Scores before softmax, shape (batch, labels), for ids (batch, pieces) and signs (batch, pieces, kinds)."""
        states = self.states(ids, signs)
        sides = [(signs[..., :1] == side).to(states.dtype) for side in (1, 2)]
        means = [(states * side).sum(dim=1) / side.sum(dim=1).clamp(min=1) for side in sides]
        scores: Tensor = self.roles(torch.cat([states[:, 0], states.mean(dim=1), *means], dim=-1))
        return scores

    def states(self, ids: Tensor, signs: Tensor) -> Tensor:
        """The states of all pieces after the last layer, shape (batch, pieces, width)."""
        states = self.after_input(self.words(ids) + self.places(torch.arange(ids.shape[1])))
        for layer in self.layers[:FROZEN]:
            states = layer(states, None)
        for number, table in enumerate(self.signs):
            states = states + table(signs[..., number])
        for layer in self.layers[FROZEN:]:
            states = layer(states, None)
        return states

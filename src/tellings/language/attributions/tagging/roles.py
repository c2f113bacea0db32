"""Spans out of roles: the likeliest sequence in which no span continues that has not begun."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from tellings.language.attributions.tagging.signs import ROLES
from tellings.language.attributions.tagging.tagger import Floats


class Role(StrEnum):
    """What a run of words is in an attribution."""

    SOURCE = "source"
    CUE = "cue"
    CONTENT = "content"


@dataclass(frozen=True, slots=True)
class RoleSpan:
    """A run of words with one role, as places in a reading's `words`.

    Args:
        odds: The mean probability of the role over its words.
    """

    role: Role
    first: int
    past: int
    odds: float


def role_spans(roles: Floats) -> list[RoleSpan]:
    """The spans of the likeliest sequence of roles, in order.

    Args:
        roles: Probabilities, shape (words, roles).

    Source: Viterbi's decoding over begin and inside labels (Ramshaw and Marcus 1995).
    """
    path = _likeliest(np.log(np.maximum(roles, 1e-9)).tolist())
    spans: list[RoleSpan] = []
    first = 0
    for at in range(1, len(path) + 1):
        if at < len(path) and path[at] and path[at] == path[first] + path[first] % 2:
            continue
        if path[first]:
            kind = (path[first] + 1) // 2
            odds = float(roles[first:at, 2 * kind - 1 : 2 * kind + 1].sum(axis=1).mean())
            spans.append(RoleSpan(Role(ROLES[2 * kind][2:]), first, at, odds))
        first = at
    return spans


def _likeliest(scores: list[list[float]]) -> list[int]:
    """The best path of roles: odd numbers begin a span, the even number after each continues it."""
    if not scores:
        return []
    best = [score if role == 0 or role % 2 else -1e9 for role, score in enumerate(scores[0])]
    steps: list[list[int]] = []
    for row in scores[1:]:
        top = max(range(len(best)), key=best.__getitem__)
        came = [top] * len(row)
        for inside in range(2, len(row), 2):
            came[inside] = inside if best[inside] > best[inside - 1] else inside - 1
        best = [best[back] + score for back, score in zip(came, row, strict=True)]
        steps.append(came)
    path = [max(range(len(best)), key=best.__getitem__)]
    for came in reversed(steps):
        path.append(came[path[-1]])
    return path[::-1]

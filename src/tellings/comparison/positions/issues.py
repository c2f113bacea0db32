"""What positions are on: issues shared by parties, found by likeness of words and entities, each with a short name."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage

from tellings.comparison.positions.lexicon import turning_words
from tellings.comparison.positions.merging import Held
from tellings.text.words import words

# Mean cosine of weighted features above which two positions are on one issue. Set by reading the issues of the
# development half of benchmarks/positions_key.json: from 0.24 on talks and negotiations fell apart, at 0.15 all that a
# government did was one issue.
_JOIN_AT = 0.17
_MOST = 400  # positions clustered; a story with more keeps the rest alone, as linkage needs the square of it


@dataclass(frozen=True, slots=True)
class Matter:
    """Positions on one issue, by number, with its name and each one's favour of what the name says."""

    name: str
    members: tuple[int, ...]
    favours: tuple[float | None, ...]


def matters_of(held: Sequence[Held]) -> list[Matter]:
    """The issues, those with most parties first, then most positions, then in the order of their first position."""
    weights = _weights(held)
    groups = _groups(held, weights)
    found = [_matter(held, group, weights) for group in groups]
    return sorted(found, key=lambda m: (-_parties(held, m), -len(m.members), m.members[0]))


def _parties(held: Sequence[Held], matter: Matter) -> int:
    return len({held[i].clearest.actor.id for i in matter.members})


def _weights(held: Sequence[Held]) -> dict[str, float]:
    """Inverse document frequency over the story's positions: what stands in every issue tells none apart.

    What stands in one only cannot tie it to another and is held low, or long issues would be like nothing.
    """
    counts = Counter(feature for each in held for feature in each.features)
    return {
        feature: math.log(1 + len(held) / count) * (1.0 if count > 1 else _ALONE) * (_WHO if "-" in feature else 1.0)
        for feature, count in counts.items()
    }


_BESIDE = 0.5  # verbs and modifiers beside heads of noun phrases: two things of "security" are not one thing. A guess
_WHO = 0.5  # entities: who a thing is about ties less than what it is; half is a guess
_ALONE = 0.3  # at 1.0 a third of the issues that a reader shares between parties fell apart on the development half


def _groups(held: Sequence[Held], weights: dict[str, float]) -> list[list[int]]:
    size = min(len(held), _MOST)
    if size < 2:
        return [[i] for i in range(len(held))]
    columns = {feature: n for n, feature in enumerate(sorted(weights))}
    vectors = np.zeros((size, len(columns)))
    for row in range(size):
        heads = held[row].heads
        for feature in held[row].features:
            vectors[row, columns[feature]] = weights[feature] * (1.0 if feature in heads else _BESIDE)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    distances = np.maximum(1 - vectors @ vectors.T, 0.0)
    labels = fcluster(linkage(distances[np.triu_indices(size, 1)], "average"), 1 - _JOIN_AT, "distance")
    groups: dict[int, list[int]] = {}
    for row, label in enumerate(labels):
        groups.setdefault(int(label), []).append(row)
    return [*sorted(groups.values()), *([i] for i in range(size, len(held)))]


def _matter(held: Sequence[Held], group: list[int], weights: dict[str, float]) -> Matter:
    centre: defaultdict[str, float] = defaultdict(float)
    for index in group:
        for feature in held[index].features:
            centre[feature] += weights[feature]
    name, is_turned = _name(held, group, centre)
    favours = tuple(_favour(held[index], centre, is_turned=is_turned) for index in group)
    return Matter(name, tuple(group), favours)


def _favour(held: Held, centre: Mapping[str, float], *, is_turned: bool) -> float | None:
    """The favour of the phrase that the position shares most of with its issue, seen from the issue's name."""
    draft = held.clearest
    nearest = max(draft.names, key=lambda phrase: sum(centre[f] for f in phrase.features), default=None)
    turned = nearest.is_turned if nearest is not None else draft.is_turned
    return draft.favour(is_turned=turned != is_turned)


_BEST_LENGTH = 3  # words of a name; shorter ones say too little, longer ones are a sentence


def _name(held: Sequence[Held], group: list[int], centre: Mapping[str, float]) -> tuple[str, bool]:
    """The noun phrase that says most of what the positions share in fewest words, and whether it is turned itself."""
    best, best_score = "", 0.0
    for index in group:
        for draft in held[index].drafts:
            for phrase in draft.names:
                told = sum(centre[feature] for feature in phrase.features)
                score = told / (abs(len(phrase.words.split()) - _BEST_LENGTH) + 3) * (1.0 if phrase.is_matter else 0.3)
                if (score, -len(phrase.words), phrase.words) > (best_score, -len(best), best):
                    best, best_score = phrase.words, score
    if not best:
        best = min((held[i].clearest.issue for i in group), key=lambda issue: (len(issue), issue))
    return best, sum(word.key in turning_words() for word in words(best)) % 2 == 1

"""How like the sentences and the assertions are that two points stand in."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from tellings.claims.facts import Facts
from tellings.claims.likeness import vectors_of

Floats = NDArray[np.float32]


class Surroundings:
    """The story's sentences and assertions as weighted terms, kin counted."""

    def __init__(self, facts: Sequence[Facts]) -> None:
        self.facts = facts
        vectors, kinship = vectors_of(facts)
        numbers: dict[tuple[str, int], int] = {}
        self.sentence = np.array(
            [numbers.setdefault((f.span.article_id, f.assertion.sentence), len(numbers)) for f in facts], dtype=np.int64
        )
        inside = sparse.csr_matrix(
            (np.ones(len(facts)), (self.sentence, np.arange(len(facts)))), shape=(len(numbers), len(facts))
        )
        sums = (inside @ vectors).tocsr()
        self._assertions = _likenesses(vectors, kinship)
        self._sentences = _likenesses(sums, kinship)
        near = (
            sparse.diags(
                [np.ones(max(0, len(numbers) - 1)), np.ones(len(numbers)), np.ones(max(0, len(numbers) - 1))],
                [-1, 0, 1],
            )
            if len(numbers) > 1
            else sparse.eye(len(numbers))
        )
        self._windows = _likenesses((near @ sums).tocsr(), kinship)
        told: dict[str, set[int]] = defaultdict(set)
        for place, fact in zip(self.sentence.tolist(), facts, strict=True):
            for term in fact.terms:
                told[term].add(place)
        self._told: Mapping[str, set[int]] = told
        self._size = len(numbers)

    def alike(self, least: float) -> list[tuple[int, int]]:
        """Pairs of assertions that are at least so like, in order."""
        rows, columns = np.nonzero(np.triu(self._assertions, 1) >= least)
        return list(zip(rows.tolist(), columns.tolist(), strict=True))

    def assertions(self, one: int, other: int) -> float:
        """The likeness of two assertions."""
        return float(self._assertions[one, other])

    def sentences(self, one: int, other: int) -> float:
        """The likeness of the sentences that two assertions stand in."""
        return float(self._sentences[self.sentence[one], self.sentence[other]])

    def windows(self, one: int, other: int) -> float:
        """The same with the sentences before and after."""
        return float(self._windows[self.sentence[one], self.sentence[other]])

    def rarity(self, term: str) -> float:
        """How rare a term is among the sentences."""
        return float(np.log1p(self._size / max(1, len(self._told.get(term, ())))))


def _likenesses(vectors: sparse.csr_matrix, kinship: sparse.csr_matrix) -> Floats:
    weighted = (vectors @ kinship).tocsr()
    sizes = np.sqrt(np.maximum(np.asarray(weighted.multiply(vectors).sum(axis=1)).ravel(), 1e-9))
    scale = sparse.diags(1 / sizes)
    product: Floats = np.minimum(1.0, (scale @ weighted @ vectors.T @ scale).astype(np.float32).toarray())
    return product

"""How likely two assertions are one: from shared words, numbers, dates, voices; never from vectors alone.

Source: soft cosine (Sidorov, Gelbukh, Gómez-Adorno, Pinto 2014) over terms weighted by the square root of their inverse
frequency in the story, related words by a table; then a logistic rule whose features a reader can check.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, log1p

import numpy as np
from scipy import sparse

from tellings.claims.facts import DATE_WORD_WEIGHT, Facts
from tellings.claims.lexicon import WORTH, relation, relations, shares_stem
from tellings.claims.quantities import Quantity
from tellings.claims.settings import ClaimSettings


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two assertions (by their place in the list) and what speaks for their being one.

    Args:
        likelihood: 0 to 1.
        topic: The likelihood with differences of number, date and polarity left aside.
    """

    one: int
    other: int
    cosine: float
    likelihood: float
    topic: float
    shared: tuple[str, ...]


# Logistic weights: fitted on five of six annotated events at a time (benchmarks/claims.py), the means rounded to a half
# or a quarter. They barely move from event to event; their order is what a reader would expect.
_BIAS, _COSINE, _CONTAINED, _LENGTH = -4.2, 6.0, 0.5, 0.5
_PREDICATE, _NUMBER, _DATE, _VOICE = 0.25, 1.5, 0.75, 0.5
_NUMBER_DIFFERS, _POLARITY, _MODALITY = -0.75, -1.5, -0.4


def likenesses(facts: Sequence[Facts], settings: ClaimSettings) -> list[Likeness]:
    """All pairs of assertions whose words are near enough to be one claim, in order."""
    if len(facts) < 2:
        return []
    vectors, kinship = _vectors(facts)
    # A block at a time, so that a story of hundreds of articles never needs a full square of assertions.
    weighted = (vectors @ kinship).tocsr()
    sizes = np.sqrt(np.maximum(np.asarray(weighted.multiply(vectors).sum(axis=1)).ravel(), 1e-9))
    found: list[Likeness] = []
    for start in range(0, len(facts), _BLOCK):
        products = (weighted[start : start + _BLOCK] @ vectors.T).tocoo()
        keep = products.row + start < products.col
        for row, col, product in zip(products.row[keep] + start, products.col[keep], products.data[keep], strict=True):
            cosine = float(product / (sizes[row] * sizes[col]))
            if cosine >= settings.candidate:
                contained = min(1.0, float(product / min(sizes[row], sizes[col]) ** 2))
                found.append(_likeness(facts, int(row), int(col), min(1.0, cosine), contained))
    return sorted(found, key=lambda pair: (pair.one, pair.other))


_BLOCK = 512


def _vectors(facts: Sequence[Facts]) -> tuple[sparse.csr_matrix, sparse.csr_matrix]:
    """The assertions as weighted terms, and how much of one term another is worth."""
    sentences: dict[tuple[str, int], set[str]] = {}
    for fact in facts:
        sentences.setdefault((fact.span.article_id, fact.assertion.sentence), set()).update(fact.terms)
    counts = Counter(term for terms in sentences.values() for term in terms)
    vocabulary = {term: number for number, term in enumerate(sorted(counts))}
    cells = [
        (row, vocabulary[term], weight * log1p(len(sentences) / counts[term]) ** 0.5)
        for row, fact in enumerate(facts)
        for term, weight in fact.terms.items()
    ]
    rows, columns, weights = zip(*cells, strict=True)
    vectors = sparse.csr_matrix((weights, (rows, columns)), shape=(len(facts), len(vocabulary)))
    return vectors, _kinship(vocabulary)


def _kinship(vocabulary: dict[str, int]) -> sparse.csr_matrix:
    table = relations()
    cells = {(number, number): 1.0 for number in vocabulary.values()}
    stems: dict[str, list[str]] = {}
    for term, number in vocabulary.items():
        stems.setdefault(term[:5], []).append(term)
        for other, kind in table.get(term, {}).items():
            if kind in WORTH and other in vocabulary:
                cells[number, vocabulary[other]] = WORTH[kind]
    for alike in stems.values():
        for one in alike[:_MOST_ALIKE]:
            for other in alike[:_MOST_ALIKE]:
                if one != other and shares_stem(one, other):
                    cells.setdefault((vocabulary[one], vocabulary[other]), WORTH["inflected"])
    rows, columns = zip(*cells, strict=True)
    size = len(vocabulary)
    return sparse.csr_matrix((list(cells.values()), (rows, columns)), shape=(size, size))


_MOST_ALIKE = 50  # words with the same first five letters; more only in hostile text


def _likeness(facts: Sequence[Facts], one: int, other: int, cosine: float, contained: float) -> Likeness:
    ours, theirs = facts[one], facts[other]
    score = _BIAS + _COSINE * cosine + _CONTAINED * contained
    score += _LENGTH * log(min(len(ours.terms), len(theirs.terms)))
    score += _PREDICATE * (ours.predicate == theirs.predicate) + _VOICE * _same_voice(ours, theirs)
    difference = _MODALITY * (ours.modality != theirs.modality)
    difference += _POLARITY * (ours.is_negated != theirs.is_negated)
    numbers = _numbers(ours, theirs)
    score += _NUMBER * (numbers == 1)
    difference += _NUMBER_DIFFERS * (numbers == -1)
    score += _DATE * bool(set(ours.dates) & set(theirs.dates))
    shared = tuple(sorted(term for term in ours.terms if term in theirs.terms))
    if shared and not any(_is_matter(ours, term) and _is_matter(theirs, term) for term in shared):
        return Likeness(one, other, cosine, UNLIKELY, UNLIKELY, shared)
    return Likeness(one, other, cosine, _logistic(score + difference), _logistic(score), shared)


UNLIKELY = 0.02  # likelihood of two assertions that share a day or a number and nothing else


def _is_matter(fact: Facts, term: str) -> bool:
    """Whether a shared term is more than a number, a date or a word of one."""
    return term[0] not in "#~" and fact.terms[term] > DATE_WORD_WEIGHT


def _logistic(score: float) -> float:
    return 1 / (1 + exp(-score))


def _same_voice(ours: Facts, theirs: Facts) -> bool:
    """Whether both are one speaker's words. Two speakers are no sign against: they may say the same."""
    return bool(ours.speaker) and ours.speaker == theirs.speaker


def _numbers(ours: Facts, theirs: Facts) -> int:
    """1 where they share a number of the same thing, -1 where both count and no two numbers can be one, else 0."""
    pairs = [(a, b) for a in ours.quantities for b in theirs.quantities if not (a.ordinal or b.ordinal)]
    if any(a.value == b.value and same_unit(a, b) for a, b in pairs):
        return 1
    return -1 if pairs and not any(a.meets(b) for a, b in pairs) else 0


def same_unit(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities count the same thing, or one of them does not say what."""
    if not one.unit or not other.unit:
        return True
    return relation(one.unit, other.unit) in {"equal", "same", "inflected"}


def reason(facts: Sequence[Facts], pair: Likeness, names: dict[str, str]) -> str:
    """One sentence that says what two aligned assertions have in common."""
    words = [_printed(term, names) for term in pair.shared]
    common = ", ".join(dict.fromkeys(w for w in words if w)) or "related words only"
    return f"same {common} (likelihood {pair.likelihood:.2f})"


def _printed(term: str, names: dict[str, str]) -> str:
    if term.startswith("@"):
        return names.get(term[1:], term[1:])
    return term[1:] if term[0] in "#~" else term

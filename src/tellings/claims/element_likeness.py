"""How likely two elements of two reports tell the same: the same thing, of the same matter.

Two elements are compared where they tell one thing (a name, a number, a day, a word or its like). Whether they tell it
of the same matter is read off their heads, their neighbours, the likeness of the assertions and sentences around them
and what else these have in common, weighed by a logistic rule whose weights are learned (`data/element_likeness.json`).
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from importlib.resources import files
from math import log

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from tellings.claims.elements import Element
from tellings.claims.facts import Facts
from tellings.claims.lexicon import LIKE, kin, relation
from tellings.claims.likeness import Likeness, vectors_of
from tellings.claims.parts import matters_of, place_of, share_a_matter

Floats = NDArray[np.float64]

SIGNS = (
    *("head_equal", "head_like", "head_kind", "above_equal", "above_like", "sentences", "assertions"),
    *("beside_shared", "beside_apart", "term_equal", "term_rarity", "head_rarity"),
    *("number", "date", "name", "place", "rank", "modifier", "both_modifiers", "label", "preposition", "verbs"),
    *("articles", "times", "length", "polarity", "modality", "voice"),
    *("words_with", "names_with", "days_with", "numbers_with"),
    *("words_near", "names_near", "days_near", "numbers_near"),
    *("behind_one", "behind_other"),
)
# Of elements that nothing ties but the thing they tell, only those in sentences this much alike are compared.
_ALIKE_SENTENCES = 0.15
_TYING = LIKE | {"equal"}
# A thing told more often than this in one story tells nothing apart, and comparing all its places is quadratic.
_MOST_TOLD = 400
# More of a kind in common than this tells no more.
_MOST_SHARED = {"": 6, "@": 3, "~": 3, "#": 3}


def element_likenesses(facts: Sequence[Facts], first: int) -> list[Likeness]:
    """Pairs of elements of two articles that tell one thing, with the likelihood that it is of one matter, in order.

    Args:
        facts: The story's assertions, and after them their elements.
        first: The place of the first element.

    Cost: quadratic in the places where a story tells one thing, 400 at most.
    """
    pairs, values = compared(facts, first)
    weights, bias = _learned()
    likelihoods = 1 / (1 + np.exp(-(values @ weights + bias)))
    return [
        Likeness(one, other, float(value[_SENTENCES]), float(likelihood), float(likelihood), _shared(facts, one, other))
        for (one, other), value, likelihood in zip(pairs.tolist(), values, likelihoods, strict=True)
    ]


def compared(facts: Sequence[Facts], first: int) -> tuple[NDArray[np.int64], Floats]:
    """The pairs that are looked at, int64, shape (pairs, 2), and their signs, float64, shape (pairs, signs).

    What speaks for and against a pair is in the order of `SIGNS`.
    """
    pairs = candidates(facts, first)
    if not len(pairs):
        return pairs, np.zeros((0, len(SIGNS)))
    context = _Context(facts, first)
    sentences, assertions = context.cosines(pairs)
    behind = _behind(facts, pairs, sentences + assertions)
    matters = matters_of(_wholes(facts, first).values())
    kept = [
        row
        for row, (one, other) in enumerate(pairs.tolist())
        if (sentences[row] > _ALIKE_SENTENCES or _is_tied(_of(facts[one]), _of(facts[other])))
        and share_a_matter(facts[one], facts[other], matters)
    ]
    values = np.zeros((len(kept), len(SIGNS)))
    for place, row in enumerate(kept):
        one, other = pairs[row].tolist()
        values[place, :_BEHIND] = context.own(one, other, sentences[row], assertions[row])
    values[:, _BEHIND:] = behind[kept]
    return pairs[kept], values


def _is_tied(ours: Element, theirs: Element) -> bool:
    """Whether two elements share more than the thing they tell: a head, the word above it, a word beside them."""
    if not ours.beside.isdisjoint(theirs.beside):
        return True
    return any(relation(a, b) in _TYING for a, b in ((ours.head, theirs.head), *_aboves(ours, theirs)))


def _aboves(ours: Element, theirs: Element) -> tuple[tuple[str, str], ...]:
    return (ours.above, theirs.head), (ours.head, theirs.above), (ours.above, theirs.above)


def candidates(facts: Sequence[Facts], first: int) -> NDArray[np.int64]:
    """Places of the elements to compare, the earlier first; int64, shape (pairs, 2)."""
    by_term: dict[str, list[int]] = defaultdict(list)
    for index in range(first, len(facts)):
        by_term[_of(facts[index]).term].append(index)
    told = {term: places for term, places in by_term.items() if len(places) <= _MOST_TOLD}
    found = sorted({pair for one, other in _matching(told) for pair in _across(facts, told[one], told[other])})
    return np.array(found, dtype=np.int64).reshape(-1, 2)


def _matching(told: Mapping[str, Sequence[int]]) -> Iterator[tuple[str, str]]:
    """Terms that tell one thing: each with itself, and words with words like them."""
    yield from ((term, term) for term in told)
    words = {term for term in told if term[0] not in "#~@"}
    yield from ((one, other) for one, other, kind in kin(words) if kind in LIKE)


def _across(facts: Sequence[Facts], ours: Sequence[int], theirs: Sequence[int]) -> Iterator[tuple[int, int]]:
    for one in ours:
        for other in theirs:
            if facts[one].span.article_id != facts[other].span.article_id:
                yield (one, other) if one < other else (other, one)


_SENTENCES, _BEHIND = SIGNS.index("sentences"), SIGNS.index("behind_one")


def _wholes(facts: Sequence[Facts], first: int) -> dict[int, Facts]:
    """The assertions, and the fragments that elements are made of, each once, by identity."""
    return {id(fact): fact for fact in (*facts[:first], *(_of(fact).whole for fact in facts[first:]))}


class _Context:
    """What a pair of elements is judged by, beside the two: their assertions, their sentences, how rare words are."""

    def __init__(self, facts: Sequence[Facts], first: int) -> None:
        self._facts = facts
        self._first = first
        wholes = _wholes(facts, first)
        places = {key: place for place, key in enumerate(wholes)}
        self._whole = np.array([places[id(_of(fact).whole)] for fact in facts[first:]], dtype=np.int64)
        vectors, kinship = vectors_of(list(wholes.values()))
        self._vectors, self._weighted = _unit(vectors, kinship)
        numbers: dict[tuple[str, int], int] = {}
        sentences = [numbers.setdefault(place_of(fact), len(numbers)) for fact in wholes.values()]
        self._sentence = np.array(sentences, dtype=np.int64)
        inside = sparse.csr_matrix(
            (np.ones(len(wholes)), (sentences, range(len(wholes)))), shape=(len(numbers), len(wholes))
        )
        self._sentences, self._sentences_weighted = _unit((inside @ vectors).tocsr(), kinship)
        self._told: dict[str, set[int]] = defaultdict(set)
        self._terms: dict[int, frozenset[str]] = {}
        self._near: dict[tuple[str, int], set[str]] = defaultdict(set)
        for sentence, (key, fact) in zip(sentences, wholes.items(), strict=True):
            self._terms[key] = frozenset(fact.terms)
            self._near[place_of(fact)].update(fact.terms)
            for term in fact.terms:
                self._told[term].add(sentence)
        self._size = len(numbers)
        self._articles: dict[str, set[str]] = defaultdict(set)
        self._times: dict[str, int] = defaultdict(int)
        for fact in facts[first:]:
            self._articles[_of(fact).term].add(fact.span.article_id)
            self._times[_of(fact).term] += 1

    def cosines(self, pairs: NDArray[np.int64]) -> tuple[Floats, Floats]:
        """Likeness of the pairs' sentences, and of their assertions."""
        ours, theirs = self._whole[pairs[:, 0] - self._first], self._whole[pairs[:, 1] - self._first]
        assertions = _products(self._weighted, self._vectors, ours, theirs)
        sentences = _products(self._sentences_weighted, self._sentences, self._sentence[ours], self._sentence[theirs])
        return sentences, assertions

    def own(self, one: int, other: int, sentences: float, assertions: float) -> tuple[float, ...]:
        """The signs of one pair, but for those that need its rivals."""
        ours, theirs = _of(self._facts[one]), _of(self._facts[other])
        heads = relation(ours.head, theirs.head)
        relations = {relation(a, b) for a, b in _aboves(ours, theirs)}
        shared = len(ours.beside & theirs.beside)
        told = {ours.term, ours.head, theirs.term, theirs.head}
        return (
            *(heads == "equal", heads in LIKE, heads == "kind"),
            *("equal" in relations, "equal" not in relations and bool(relations & LIKE)),
            *(sentences, assertions, shared, len(ours.beside | theirs.beside) - shared),
            *(ours.term == theirs.term, self._rarity(ours.term)),
            self._rarity(ours.head) if heads == "equal" else 0.0,
            *(ours.term[0] == "#", ours.term[0] == "~", ours.term[0] == "@", ours.is_place, ours.is_rank),
            *(ours.is_modifier, ours.is_modifier == theirs.is_modifier, ours.label == theirs.label),
            *(ours.preposition == theirs.preposition, ours.is_under_verb + theirs.is_under_verb),
            *(len(self._articles[ours.term]), self._times[ours.term]),
            log(max(1, len(self._facts[one].span))) + log(max(1, len(self._facts[other].span))),
            ours.whole.is_negated != theirs.whole.is_negated,
            ours.whole.modality != theirs.whole.modality,
            bool(ours.whole.speaker) and ours.whole.speaker == theirs.whole.speaker,
            *_by_kind(self._terms[id(ours.whole)] & self._terms[id(theirs.whole)], told),
            *_by_kind(self._near[place_of(self._facts[one])] & self._near[place_of(self._facts[other])], told),
        )

    def _rarity(self, term: str) -> float:
        return float(np.log1p(self._size / max(1, len(self._told.get(term, ())))))


def _by_kind(shared: AbstractSet[str], told: AbstractSet[str]) -> tuple[int, ...]:
    """How many words, names, days and numbers are shared, those left out that the elements themselves tell."""
    kinds = Counter(term[0] if term[0] in "@~#" else "" for term in shared - told)
    return tuple(min(kinds[kind], most) for kind, most in _MOST_SHARED.items())


def _of(fact: Facts) -> Element:
    assert fact.element is not None
    return fact.element


def _unit(vectors: sparse.csr_matrix, kinship: sparse.csr_matrix) -> tuple[sparse.csr_matrix, sparse.csr_matrix]:
    """Rows of which products are soft cosines: plain ones, and ones with each term's kin."""
    weighted = (vectors @ kinship).tocsr()
    sizes = np.sqrt(np.maximum(np.asarray(weighted.multiply(vectors).sum(axis=1)).ravel(), 1e-9))
    scale = sparse.diags(1 / sizes)
    return (scale @ vectors).tocsr(), (scale @ weighted).tocsr()


def _products(
    left: sparse.csr_matrix, right: sparse.csr_matrix, rows: NDArray[np.int64], others: NDArray[np.int64]
) -> Floats:
    found = [
        np.asarray(
            left[rows[start : start + _BLOCK]].multiply(right[others[start : start + _BLOCK]]).sum(axis=1)
        ).ravel()
        for start in range(0, len(rows), _BLOCK)
    ]
    return np.minimum(1.0, np.concatenate(found)) if found else np.zeros(0)


_BLOCK = 20_000


def _behind(facts: Sequence[Facts], pairs: NDArray[np.int64], alike: Floats) -> Floats:
    """How far a pair's surroundings are from the likest that either element has in the other's article.

    Shape (pairs, 2), the nearer first.
    """
    numbers: dict[str, int] = {}
    article = np.array([numbers.setdefault(fact.span.article_id, len(numbers)) for fact in facts], dtype=np.int64)
    best = np.zeros(len(facts) * len(numbers))
    keys = [pairs[:, side] * len(numbers) + article[pairs[:, 1 - side]] for side in (0, 1)]
    for key in keys:
        np.maximum.at(best, key, alike)
    found: Floats = np.sort(np.stack([best[key] - alike for key in keys], axis=1), axis=1)
    return found


def _shared(facts: Sequence[Facts], one: int, other: int) -> tuple[str, ...]:
    """The terms that both have, for the reasons."""
    ours, theirs = _of(facts[one]), _of(facts[other])
    common = {ours.term, ours.head} & {theirs.term, theirs.head} | (ours.beside & theirs.beside)
    return tuple(sorted(common or {ours.term}))


@cache
def _learned() -> tuple[Floats, float]:
    """The weights of the signs, and the bias."""
    found = json.loads(files("tellings.data").joinpath("element_likeness.json").read_text(encoding="utf-8"))
    return np.array([found["weights"][sign] for sign in SIGNS]), float(found["bias"])

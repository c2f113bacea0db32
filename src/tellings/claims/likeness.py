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

from tellings.claims.assertions import Shape
from tellings.claims.facts import DATE_WORD_WEIGHT, Facts, is_telling
from tellings.claims.lexicon import LIKE, WORTH, kin, relation, words_of
from tellings.claims.quantities import Bound, Quantity
from tellings.claims.settings import ClaimSettings
from tellings.claims.tolls import Toll
from tellings.records import AttributionKind


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
_NUMBER_DIFFERS, _POLARITY, _MODALITY = -0.75, -1.5, -0.75
_UNREAL, _SAYINGS, _TITLE = -0.75, -0.5, -1.0  # a fact and no fact; two speakers quoted; a title and a deed
# Against: another doer, another thing done to, one telling word in common, few words of its own; for: one toll.
_DOER, _DONE_TO, _THIN, _SHORT, _TOLL = -0.75, -2.5, -1.5, 0.0, 2.0


def likenesses(facts: Sequence[Facts], settings: ClaimSettings) -> list[Likeness]:
    """All pairs of assertions whose words are near enough to be one claim, in order."""
    if len(facts) < 2:
        return []
    vectors, kinship = vectors_of(facts)
    # A block at a time, so that a story of hundreds of articles never needs a full square of assertions.
    weighted = (vectors @ kinship).tocsr()
    sizes = np.sqrt(np.maximum(np.asarray(weighted.multiply(vectors).sum(axis=1)).ravel(), 1e-9))
    found: list[Likeness] = []
    for start in range(0, len(facts), _BLOCK):
        products = (weighted[start : start + _BLOCK] @ vectors.T).tocoo()
        rows, columns = products.row + start, products.col
        cosines = products.data / (sizes[rows] * sizes[columns])
        kept = np.flatnonzero((rows < columns) & (cosines >= settings.candidate))
        most = max(1, _MOST_PAIRS * _BLOCK // len(facts))
        if len(kept) > most:
            kept = np.sort(kept[np.argsort(-cosines[kept], kind="stable")[:most]])
        for place in kept.tolist():
            one, other = int(rows[place]), int(columns[place])
            contained = min(1.0, float(products.data[place] / min(sizes[one], sizes[other]) ** 2))
            found.append(_likeness(facts, one, other, min(1.0, float(cosines[place])), contained))
    known = {(pair.one, pair.other) for pair in found}
    found += [pair for pair in _toll_pairs(facts) if (pair.one, pair.other) not in known]
    return sorted(found, key=lambda pair: (pair.one, pair.other))


def _toll_pairs(facts: Sequence[Facts]) -> list[Likeness]:
    """Assertions that give one toll without a word in common ("searching for 14 people", "twelve are missing")."""
    telling = [index for index, fact in enumerate(facts) if fact.tolls]
    pairs = [(a, b) for n, a in enumerate(telling[:_MOST_TOLLS]) for b in telling[n + 1 : _MOST_TOLLS]]
    return [Likeness(a, b, 0.0, SAME_TOLL, SAME_TOLL, ()) for a, b in pairs if same_tolls(facts[a], facts[b])]


SAME_TOLL = 0.50  # likelihood of a toll without a word in common: joined, but never sure enough to confirm; a guess
_MOST_TOLLS = 300
_BLOCK = 512
# Pairs that are weighed in one story, the likest; ten long reports have 40,000, more than this only hostile texts.
_MOST_PAIRS = 400_000


def vectors_of(facts: Sequence[Facts]) -> tuple[sparse.csr_matrix, sparse.csr_matrix]:
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
    cells = {(number, number): 1.0 for number in vocabulary.values()}
    for one, other, kind in kin(vocabulary):
        cells.setdefault((vocabulary[one], vocabulary[other]), WORTH[kind])
    rows, columns = zip(*cells, strict=True)
    size = len(vocabulary)
    return sparse.csr_matrix((list(cells.values()), (rows, columns)), shape=(size, size))


def _likeness(facts: Sequence[Facts], one: int, other: int, cosine: float, contained: float) -> Likeness:
    ours, theirs = facts[one], facts[other]
    score = _BIAS + _COSINE * cosine + _CONTAINED * contained
    score += _LENGTH * log(min(len(ours.terms), len(theirs.terms)))
    score += _PREDICATE * (ours.predicate == theirs.predicate) + _VOICE * _same_voice(ours, theirs)
    difference = (_MODALITY if ours.modality and theirs.modality else _UNREAL) * (ours.modality != theirs.modality)
    score += _SAYINGS * _are_two_sayings(ours, theirs) + _TITLE * _is_title(ours, theirs)
    if ours.is_negated != theirs.is_negated:
        difference += _POLARITY * (1 if ours.modality == theirs.modality else 2)  # "is one of", "must not leave"
    numbers = _numbers(ours, theirs)
    tolls = same_tolls(ours, theirs)
    score += _NUMBER * (numbers == 1) + _TOLL * bool(tolls) + _against(ours, theirs, cosine, is_counted=numbers == 1)
    difference += _NUMBER_DIFFERS * (numbers == -1 and not tolls)
    score += _DATE * bool(set(ours.dates) & set(theirs.dates))
    shared = tuple(sorted(term for term in ours.terms if term in theirs.terms))
    if _are_two_acts(ours, theirs) or (
        shared and not any(_is_matter(ours, term) and _is_matter(theirs, term) for term in shared)
    ):
        return Likeness(one, other, cosine, UNLIKELY, UNLIKELY, shared)
    return Likeness(one, other, cosine, _logistic(score + difference), _logistic(score), shared)


def same_tolls(ours: Facts, theirs: Facts) -> list[tuple[Toll, Toll]]:
    """The tolls of one kind that both give, unless each names somebody or some place that the other does not."""
    if ours.names and theirs.names and not ours.names & theirs.names:
        return []
    return [
        (a, b) for a in ours.tolls for b in theirs.tolls if a.kind == b.kind and _is_one_size(a.quantity, b.quantity)
    ]


def _is_one_size(one: Quantity, other: Quantity) -> bool:
    """Whether two counts can be of one event: at most ten times apart, and neither as vague as "thousands"."""
    few, many = sorted((one.value, other.value))
    vague = any(q.bound is Bound.ABOUT and q.high > 10 * q.value for q in (one, other))
    return few > 0 and many <= 10 * few and not vague


# Cosine from which two assertions are near enough to be one with a single telling word in common, and how many words
# make an assertion short. Guesses, checked on the six events: precision rises by two points for half a point of recall.
NEARLY_EQUAL = 0.60
SHORT = 4


def _against(ours: Facts, theirs: Facts, cosine: float, *, is_counted: bool) -> float:
    """What speaks against two assertions that share words: other parties, or too little that tells them apart."""
    score = _DOER * _differ(ours.subject, theirs.subject) + _DONE_TO * _differ(ours.object, theirs.object)
    if cosine >= NEARLY_EQUAL or is_counted:
        return score
    score += _THIN * (_matched(ours, theirs) < 2)
    return score + _SHORT * (min(ours.content, theirs.content) < SHORT)


def _are_two_sayings(ours: Facts, theirs: Facts) -> bool:
    """Whether two speakers are quoted: each has words of his own."""
    one, other = ours.assertion.attribution, theirs.assertion.attribution
    if one is None or other is None or not ours.speaker or not theirs.speaker or ours.speaker == theirs.speaker:
        return False
    return AttributionKind.INDIRECT not in (one.kind, other.kind)


def _are_two_acts(ours: Facts, theirs: Facts) -> bool:
    """Whether each tells an act of saying, and nothing said is alike: "declined to comment", "refused aid"."""
    if not ours.told or not theirs.told or ours.told & theirs.told:
        return False
    return not any(relation(term, other) in LIKE for term in ours.told for other in theirs.told)


def _is_title(ours: Facts, theirs: Facts) -> bool:
    """Whether one only says who somebody is ("Ivo Lanz, the transport minister") and the other what somebody did."""
    shapes = {ours.assertion.shape, theirs.assertion.shape}
    deed = theirs if ours.assertion.shape is Shape.APPOSITION else ours
    return shapes == {Shape.APPOSITION, Shape.CLAUSE} and not deed.labels


def _differ(one: str, other: str) -> bool:
    """Whether two parties are both known and two."""
    return one[:1] == other[:1] == "@" and one != other


def _matched(ours: Facts, theirs: Facts) -> int:
    """How many telling words of the shorter assertion have their like in the other; a name and its words count once."""
    few, many = sorted((_telling(fact) for fact in (ours, theirs)), key=len)
    there = set(many)
    return sum(term in there or any(relation(term, other) in LIKE for other in many) for term in few)


def _telling(fact: Facts) -> list[str]:
    return [t for t, weight in fact.terms.items() if is_telling(t) and weight > DATE_WORD_WEIGHT]


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
    if any(a.value == b.value and same_unit(a, b) and _is_rare(a) for a, b in pairs):
        return 1
    return -1 if pairs and not any(a.meets(b) for a, b in pairs) else 0


def _is_rare(quantity: Quantity) -> bool:
    """Whether a number can tell assertions apart: small numbers of times, years or people are everywhere."""
    return quantity.value >= _FEW or (bool(quantity.unit) and quantity.unit not in words_of("common-unit"))


_FEW = 10


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

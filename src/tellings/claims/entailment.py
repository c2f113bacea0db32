"""Whether one sentence follows from another, contradicts it, or neither: the trained model at work.

The network reads both sentences side by side (a cross-encoder). Its word pieces are lower-cased and carry no values, so
that three signs are handed to it word by word: whether the other sentence has the word, how a number stands to the
number of the other sentence that it is most likely to be measured against, and the letters' case.

The model is a file of the package and runs on the processor through ONNX Runtime, one pair at a time and in one
thread: its 8-bit arithmetic scales by what stands in a batch, and a pair's answer must not depend on its neighbours.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tellings.errors import InputError

FOLDER = Path(__file__).parents[1] / "data" / "entailment"
# The encoder's word pieces, which the reader of attributions has too; `SHA256SUMS` names the file and its digest.
_TOKENIZER = Path("..") / "attribution_tagger" / "tokenizer.json"
# Order of the network's answers.
LABELS = ("entailment", "neutral", "contradiction")
# Values of the signs, in the order in which the network knows them. 0 is for marks between the sentences.
SIDES = ("", "premise", "hypothesis")
SHARED = ("", "same", "alike", "other", "mark")
NUMBERS = (
    "",
    "alone",
    "equal",
    "equal, same unit",
    "lower, same unit",
    "higher, same unit",
    "a little lower",
    "a little higher",
    "lower",
    "higher",
)
SHAPES = ("", "lower", "title", "upper", "number", "mark")
BOUNDS = ("", "alone", "follows", "follows, same unit", "open", "open, same unit", "excluded", "excluded, same unit")
KINDS = (SIDES, SHARED, NUMBERS, SHAPES, BOUNDS)
# What is read of a pair, in word pieces with the three marks; of the longer sentence the end is cut. Training saw 128.
PIECES = 256
# No sentence has so many words; what lies beyond is not looked at, so that hostile text costs no more than this.
_WORDS = 300
_FIRST, _LAST = 101, 102

# Fixed with the weights: the network has learned what these numbers and units make of its signs.
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|\S")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_NAMED = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen
"""
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_VALUES = {word: float(n) for n, word in enumerate(_NAMED.split())} | {
    word: 20.0 + 10 * n for n, word in enumerate(_TENS)
}
_SCALES = {"dozen": 12.0, "hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9}
_SCALES |= {"bn": 1e9, "trillion": 1e12}
# Words between a number and what it counts that say nothing of the unit.
_BLANK = """
the a an of and in on by to for with from at as is was were are have has had been it its , . ; : ( )
"""
# Endings that words of one stem may differ in.
_ENDING = re.compile(r"(?<=...)(?:ies|ied|y|ers?|ions?|ings?|ed|es|e|s)$")
# Words before a number that make it a bound, and about how far "about" and "nearly" reach (a guess).
_BOUNDING = {
    "more": "more-than over above exceed exceeds exceeded exceeding greater-than higher-than after surpassed past",
    "least": "at-least minimum-of",
    "less": "less-than fewer-than under below lower-than before",
    "most": "up-to at-most until maximum-of",
    "nearly": "almost nearly close-to",
    "about": "about around approximately roughly some circa",
}
_PHRASES = {tuple(phrase.split("-")): kind for kind, phrases in _BOUNDING.items() for phrase in phrases.split()}
_REACH = 0.1
_NO_UNIT = frozenset(_BLANK.split()) | frozenset(_SCALES)


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a list of words: its half-open range of words, its value, and the least and most that it says."""

    start: int
    end: int
    value: float
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Likelihoods:
    """Probabilities that a hypothesis follows from a premise, that it is left open, and that it is contradicted."""

    entailment: float
    neutral: float
    contradiction: float

    @property
    def label(self) -> str:
        """The likeliest of `LABELS`."""
        return max(LABELS, key=lambda label: float(getattr(self, label)))


def words_of(sentence: str) -> list[str]:
    """The words, numbers and marks of a sentence, up to a bound."""
    return [match.group() for _, match in zip(range(_WORDS), _WORD.finditer(sentence), strict=False)]


def numbers_of(words: Sequence[str]) -> list[Number]:
    """The numbers among words, in figures or written out, with "million" and the like multiplied in."""
    found: list[Number] = []
    at = 0
    while at < len(words):
        value = _value(words[at])
        start, at = at, at + 1
        if value is None:
            continue
        if value in range(20, 100, 10) and words[start].isalpha():
            more = at + 1 if at < len(words) and words[at] == "-" else at
            unit = _VALUES.get(words[more].lower()) if more < len(words) else None
            if unit is not None and 0 < unit < 10:
                value, at = value + unit, more + 1
        while at < len(words) and words[at].lower() in _SCALES and value < 1e15:
            value, at = value * _SCALES[words[at].lower()], at + 1
        found.append(Number(start, at, value, *_bounds(words, start, value)))
    return found


def _bounds(words: Sequence[str], start: int, value: float) -> tuple[float, float]:
    """The least and the most that a number with the words before it says."""
    before = tuple(word.lower() for word in words[max(0, start - 4) : start])
    # The phrase may be parted from its number by two words: "over a hundred", "more than $ 5".
    for end in range(len(before), max(-1, len(before) - 3), -1):
        kind = next((_PHRASES[part] for size in (2, 1) if (part := before[max(0, end - size) : end]) in _PHRASES), "")
        if kind:
            beyond = abs(value) * 1e-9 + 1e-9
            least = {
                "more": value + beyond,
                "least": value,
                "nearly": value * (1 - _REACH),
                "about": value * (1 - _REACH),
            }
            most = {"less": value - beyond, "most": value, "nearly": value, "about": value * (1 + _REACH)}
            return least.get(kind, -np.inf), most.get(kind, np.inf)
    return value, value


def _value(word: str) -> float | None:
    if word[0].isdecimal():
        if not word.isascii():
            return None
        plain = word.replace(",", "") if _GROUPED.fullmatch(word) else word.replace(",", ".")
        return float(plain) if plain.count(".") < 2 and len(plain) < 20 else None
    return _VALUES.get(word.lower(), _SCALES.get(word.lower()) if len(word) > 3 else None)


def signs_of(words: Sequence[str], other: Sequence[str], side: int) -> NDArray[np.int64]:
    """The signs of a sentence's words beside the other sentence, as numbers of `KINDS`.

    Args:
        words: Of the sentence, as `words_of` gives them.
        other: The words of the other sentence.
        side: 1 for the premise, 2 for the hypothesis.

    Returns:
        int64, shape (words, kinds).
    """
    rows = np.zeros((len(words), len(KINDS)), dtype=np.int64)
    rows[:, 0] = side
    there = {word.lower() for word in other}
    stems = {_stem(word) for word in there}
    for at, word in enumerate(words):
        rows[at, 1] = _shared(word.lower(), there, stems)
        rows[at, 3] = _shape(word)
    theirs = numbers_of(other)
    units = [_unit(other, number) for number in theirs]
    values = {number.value for number in theirs}
    for number in numbers_of(words):
        standing, bound = _standing(number, _unit(words, number), theirs, units, side)
        rows[number.start : number.end, 2], rows[number.start : number.end, 4] = standing, bound
        if number.value in values:
            rows[number.start : number.end, 1] = SHARED.index("same")
    return rows


def _stem(word: str) -> str:
    return _ENDING.sub("", word)


def _shared(word: str, there: set[str], stems: set[str]) -> int:
    if not word[0].isalnum():
        return SHARED.index("mark")
    if word in there:
        return SHARED.index("same")
    return SHARED.index("alike" if _stem(word) in stems else "other")


def _unit(words: Sequence[str], number: Number) -> frozenset[str]:
    """Words that may say what a number counts: three after it and, for dates and money, the one before."""
    near = [*words[max(0, number.start - 1) : number.start], *words[number.end : number.end + 3]]
    return frozenset(_stem(word.lower()) for word in near if word.lower() not in _NO_UNIT and _value(word) is None)


def _standing(
    number: Number, unit: frozenset[str], theirs: Sequence[Number], units: Sequence[frozenset[str]], side: int
) -> tuple[int, int]:
    """How a number stands to those of the other sentence: to the nearest of the same unit, or else to the nearest.

    Returns:
        A number of `NUMBERS` for the plain values, and one of `BOUNDS` for what they say with "more than" and the like.
    """
    if not theirs:
        return NUMBERS.index("alone"), BOUNDS.index("alone")
    same = [other for other, theirs_ in zip(theirs, units, strict=True) if unit & theirs_]
    nearest = min(same or theirs, key=lambda other: abs(other.value - number.value))
    suffix = ", same unit" if same else ""
    given, asked = (number, nearest) if side == 1 else (nearest, number)
    bound = BOUNDS.index(_follows(given, asked) + suffix)
    if nearest.value == number.value:
        return NUMBERS.index("equal" + suffix), bound
    way = "lower" if number.value < nearest.value else "higher"
    # A fifth more or less: a guess at what two counts of one thing differ by.
    little = abs(number.value - nearest.value) <= 0.2 * max(abs(number.value), abs(nearest.value))
    return NUMBERS.index(way + suffix if same or not little else f"a little {way}"), bound


def _follows(given: Number, asked: Number) -> str:
    """Whether what one number says follows from what another says, is excluded by it, or is left open."""
    if asked.least <= given.least and given.most <= asked.most:
        return "follows"
    return "excluded" if given.most < asked.least or asked.most < given.least else "open"


def _shape(word: str) -> int:
    if word[0].isdecimal():
        return SHAPES.index("number")
    if not word[0].isalpha():
        return SHAPES.index("mark")
    if word.islower():
        return SHAPES.index("lower")
    return SHAPES.index("upper" if word.isupper() and len(word) > 1 else "title")


def read_pair(
    premise: str, hypothesis: str, tokenizer: Any, pieces: int = PIECES
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """What the network reads of a pair.

    Args:
        premise: What is given.
        hypothesis: What may follow from it.
        tokenizer: The encoder's, without marks.
        pieces: The most it may be told, marks included; the end of the longer sentence is cut.

    Returns:
        Word pieces, int64, shape (pieces,), and their signs, int64, shape (pieces, kinds).
    """
    words = words_of(premise), words_of(hypothesis)
    sides = [_side(words[0], words[1], 1, tokenizer), _side(words[1], words[0], 2, tokenizer)]
    shorter = min(len(ids) for ids, _ in sides)
    room = pieces - 3
    limit = max(room // 2, room - shorter)
    marks = np.zeros((1, len(KINDS)), dtype=np.int64)
    (first, first_signs), (second, second_signs) = ((ids[:limit], rows[:limit]) for ids, rows in sides)
    ids = np.concatenate(([_FIRST], first, [_LAST], second, [_LAST])).astype(np.int64)
    return ids, np.concatenate((marks, first_signs, marks, second_signs, marks))


def _side(
    words: Sequence[str], other: Sequence[str], side: int, tokenizer: Any
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """A sentence's word pieces and their signs."""
    encoding = tokenizer.encode(list(words), is_pretokenized=True, add_special_tokens=False)
    rows = signs_of(words, other, side)
    return np.array(encoding.ids, dtype=np.int64), rows[np.array(encoding.word_ids, dtype=np.int64)]


class EntailmentModel:
    """A loaded model with its tokenizer; one may be used from one thread at a time.

    Raises:
        InputError: When a file is missing or is not the one whose digest stands in `SHA256SUMS`.
    """

    def __init__(self, folder: Path = FOLDER) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        check_digests(folder)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self._session: Any = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(folder / _TOKENIZER))
        settings = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        self._temperature: float = settings["temperature"]
        known = settings["labels"], settings["signs"]
        if known != (list(LABELS), [list(kind) for kind in KINDS]):
            raise InputError(str(folder), "labels.json has other labels or signs than this version; install it anew")

    def likelihoods(self, pairs: Iterable[tuple[str, str]]) -> Iterator[Likelihoods]:
        """What each pair of a premise and a hypothesis is, in order.

        A sentence follows from itself, whatever the network makes of it; an empty one neither follows nor says a thing.

        Cost: one run of the network a pair, whatever stands beside it.
        """
        for premise, hypothesis in pairs:
            if not (premise.strip() and hypothesis.strip()):
                yield Likelihoods(entailment=0.0, neutral=1.0, contradiction=0.0)
                continue
            if premise.lower().split() == hypothesis.lower().split():
                yield Likelihoods(entailment=1.0, neutral=0.0, contradiction=0.0)
                continue
            scores = self.scores(premise, hypothesis) / self._temperature
            raised = np.exp(scores - scores.max())
            entailment, neutral, contradiction = (float(share) for share in raised / raised.sum())
            yield Likelihoods(entailment, neutral, contradiction)

    def scores(self, premise: str, hypothesis: str) -> NDArray[np.float32]:
        """The network's scores of `LABELS` before temperature and softmax, float32, shape (3,)."""
        ids, signs = read_pair(premise, hypothesis, self._tokenizer)
        answer: NDArray[np.float32] = self._session.run(None, {"ids": ids, "signs": signs})[0]
        return answer


def check_digests(folder: Path) -> None:
    """Nothing; the files of a model are those that its `SHA256SUMS` names.

    Raises:
        InputError: When one is missing or differs.
    """
    try:
        lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
        for digest, name in (line.split(maxsplit=1) for line in lines):
            if hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest:
                raise InputError(str(folder / name), "not the file that SHA256SUMS names; install the package anew")
    except FileNotFoundError as missing:
        raise InputError(str(missing.filename), "a file of the model is missing; install the package anew") from missing


@cache
def entailment_model() -> EntailmentModel:
    """The model that comes with the package, loaded once a process."""
    return EntailmentModel()

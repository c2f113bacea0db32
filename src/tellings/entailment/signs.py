"""What the network is told of a pair of sentences: word pieces, and signs of each word beside the other sentence.

Word pieces are lower-cased and carry no values, and a small network does not find by itself which words of two
sentences stand for each other, so that signs are handed over word by word: whether the other sentence has the word or
a related one, whether its neighbours are the same there, in which order the two have their words, how a number or
date stands to the one of the other sentence that it is most likely to be measured against, and the letters' case.
Three signs are of the pair as a whole, and stand at the marks. Whoever changes a sign trains anew.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tellings.data.tables import table
from tellings.entailment.numbers import SCALES, Number, numbers_and_dates_of, value_of, words_of

# Values of the signs, in the order in which the network knows them. 0 is for marks between the sentences.
SIDES = ("", "premise", "hypothesis")
SHARED = ("", "same", "alike", "other", "mark", "same sense", "wider", "opposite")
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
    "date, alone",
    "date, equal",
    "date, earlier",
    "date, later",
    "date, part",
)
SHAPES = ("", "lower", "title", "upper", "number", "mark", "small word", "negation", "report", "maybe")
BOUNDS = ("", "alone", "follows", "follows, same unit", "open", "open, same unit", "excluded", "excluded, same unit")
# Whether the words before and after are, in the other sentence, those of the same word there; and of a word that it
# lacks, whether something else stands in its place or nothing.
NEIGHBOURS = ("", "neither", "before", "after", "both", "lacking", "replaced", "inserted")
# Whether the last word that both have comes before this one in the other sentence too.
ORDERS = ("", "first", "kept", "turned")
# Of the pair, at the marks: the share of the side's weighty words that the other has; the worst number of the
# hypothesis; on which sides something is negated.
COVERED = ("", "none", "few", "some", "half", "most", "nearly all", "all")
WORST = (
    "",
    "no numbers",
    "all follow",
    "some open",
    "some alone",
    "one excluded",
    "one excluded, same unit",
    "more excluded",
)
NEGATED = ("", "neither", "premise only", "hypothesis only", "both")
KINDS = (SIDES, SHARED, NUMBERS, SHAPES, BOUNDS, NEIGHBOURS, ORDERS, COVERED, WORST, NEGATED)
# What is read of a pair, in word pieces with the three marks; of the longer sentence the end is cut.
PIECES = 256
_FIRST, _LAST = 101, 102

# Words between a number and what it counts that say nothing of the unit.
_BLANK = """
the a an of and in on by to for with from at as is was were are have has had been it its , . ; : ( )
"""
# Endings that words of one stem may differ in.
_ENDING = re.compile(r"(?<=...)(?:ies|ied|y|ers?|ions?|ings?|ed|es|e|s)$")
_NO_UNIT = frozenset(_BLANK.split()) | frozenset(SCALES)
# Words without weight of their own.
_SMALL = """
the a an of and or in on by to for with from at as is was were are be been being have has had do does did it its this
that these those he she they his her their him them i we you our us there which who whom whose also than then so such
"""
_NEGATIONS = """
not no never nor neither none nobody nothing nowhere without hardly barely cannot t fail failed fails refuse refused
deny denied denies unable
"""
_REPORTS = """
said say says saying told tells claimed claims claim alleged alleges reported reports according stated announced
believes believe believed suggested argued accused insisted warned denied thinks think
"""
_MAYBE = """
may might could would should possibly perhaps probably likely reportedly allegedly apparently planned plans plan
expected if whether considering threatened proposed potential rumours unconfirmed suspected supposedly
"""
_WORD_KINDS = {
    word: name
    for name, listed in (("small word", _SMALL), ("maybe", _MAYBE), ("report", _REPORTS), ("negation", _NEGATIONS))
    for word in listed.split()
}


@dataclass(frozen=True, slots=True)
class Side:
    """A sentence of a pair with what its signs are made from."""

    words: tuple[str, ...]
    keys: tuple[str, ...]
    stems: tuple[str, ...]
    numbers: tuple[Number, ...]
    units: tuple[frozenset[str], ...]


@lru_cache(maxsize=256)
def side_of(sentence: str) -> Side:
    """A sentence taken apart; kept, because one premise meets many hypotheses."""
    words = tuple(words_of(sentence))
    keys = tuple(word.lower() for word in words)
    numbers = tuple(numbers_and_dates_of(words))
    return Side(words, keys, tuple(map(_stem, keys)), numbers, tuple(_unit(words, number) for number in numbers))


def signs_of(own: Side, other: Side, side: int) -> NDArray[np.int64]:
    """The signs of a sentence's words beside the other sentence, as numbers of `KINDS`.

    Args:
        own: The sentence.
        other: The other one.
        side: 1 for the premise, 2 for the hypothesis.

    Returns:
        int64, shape (words, kinds).
    """
    rows = np.zeros((len(own.words), len(KINDS)), dtype=np.int64)
    rows[:, 0] = side
    _sign_numbers(rows, own, other, side)
    partners = _partners(own, other, rows)
    _sign_neighbours(rows, own, other, partners)
    for at, word in enumerate(own.words):
        rows[at, 3] = SHAPES.index(_shape(word))
    return rows


def _sign_numbers(rows: NDArray[np.int64], own: Side, other: Side, side: int) -> None:
    values = {(number.value, number.date) for number in other.numbers}
    for number, unit in zip(own.numbers, own.units, strict=True):
        standing, bound = _standing(number, unit, other, side)
        rows[number.start : number.end, 2] = NUMBERS.index(standing)
        rows[number.start : number.end, 4] = BOUNDS.index(bound)
        if (number.value, number.date) in values:
            rows[number.start : number.end, 1] = SHARED.index("same")


def _partners(own: Side, other: Side, rows: NDArray[np.int64]) -> list[int]:
    """For each word the place of its like in the other sentence, or -1; whether it is shared goes into the rows.

    Of several alike the one is taken whose neighbours are alike too, and then the first that is not yet taken.
    """
    places: dict[str, list[int]] = {}
    stems: dict[str, list[int]] = {}
    for at, (key, stem) in enumerate(zip(other.keys, other.stems, strict=True)):
        places.setdefault(key, []).append(at)
        stems.setdefault(stem, []).append(at)
    partners = [-1] * len(own.words)
    taken: set[int] = set()
    for at, key in enumerate(own.keys):
        found = places.get(key) or stems.get(own.stems[at]) or []
        if rows[at, 1] == 0:
            rows[at, 1] = SHARED.index(_shared(key, own.stems[at], places, stems))
        if found:
            best = max(found[:8], key=lambda there: (_alike(own, at, other, there), there not in taken, -there))
            partners[at] = best
            taken.add(best)
    return partners


def _alike(own: Side, at: int, other: Side, there: int) -> int:
    """How many of the two neighbours are the same in both places."""
    before = at > 0 and there > 0 and own.stems[at - 1] == other.stems[there - 1]
    after = at + 1 < len(own.stems) and there + 1 < len(other.stems) and own.stems[at + 1] == other.stems[there + 1]
    return before + after


def _sign_neighbours(rows: NDArray[np.int64], own: Side, other: Side, partners: Sequence[int]) -> None:
    names = ("neither", "before", "after", "both")
    last = -1
    for at, there in enumerate(partners):
        if there < 0:
            rows[at, 5] = NEIGHBOURS.index(_gap(partners, at))
            continue
        before = at > 0 and there > 0 and own.stems[at - 1] == other.stems[there - 1]
        after = at + 1 < len(own.stems) and there + 1 < len(other.stems) and own.stems[at + 1] == other.stems[there + 1]
        rows[at, 5] = NEIGHBOURS.index(names[before + 2 * after])
        if _weighty(own.keys[at]):
            rows[at, 6] = ORDERS.index("first" if last < 0 else "kept" if there > last else "turned")
            last = there


def _gap(partners: Sequence[int], at: int) -> str:
    """What stands in the other sentence where a word of ours is lacking."""
    left = next((partners[n] for n in range(at - 1, max(-1, at - 4), -1) if partners[n] >= 0), None)
    right = next((partners[n] for n in range(at + 1, min(len(partners), at + 4)) if partners[n] >= 0), None)
    if left is None or right is None or not left < right <= left + 4:
        return "lacking"
    return "inserted" if right == left + 1 else "replaced"


def _weighty(key: str) -> bool:
    return key[0].isalnum() and _WORD_KINDS.get(key) != "small word"


def _stem(word: str) -> str:
    return _ENDING.sub("", word)


def _shared(word: str, stem: str, places: dict[str, list[int]], stems: dict[str, list[int]]) -> str:
    if not word[0].isalnum():
        return "mark"
    if word in places:
        return "same"
    if stem in stems:
        return "alike"
    related = _relations()
    for form in {word, stem, stem + "e"}:
        for there, how in related.get(form, {}).items():
            if there in places or _stem(there) in stems:
                return how
    return "other"


@cache
def _relations() -> dict[str, dict[str, str]]:
    """For each word its related words, and how: of the same sense, wider or narrower, or opposite."""
    names = {"same": "same sense", "derived": "alike", "kind": "wider", "opposite": "opposite"}
    related: dict[str, dict[str, str]] = {}
    for one, other, kind in table("word_relations"):
        related.setdefault(one, {})[other] = names[kind]
        related.setdefault(other, {})[one] = names[kind]
    return related


def _unit(words: Sequence[str], number: Number) -> frozenset[str]:
    """Words that may say what a number counts: three after it and, for money, the one before."""
    near = [*words[max(0, number.start - 1) : number.start], *words[number.end : number.end + 3]]
    return frozenset(_stem(word.lower()) for word in near if word.lower() not in _NO_UNIT and value_of(word) is None)


def _standing(number: Number, unit: frozenset[str], other: Side, side: int) -> tuple[str, str]:
    """How a number stands to those of the other sentence: to the nearest of the same unit, or else to the nearest.

    Returns:
        One of `NUMBERS` for the plain values, and one of `BOUNDS` for what they say with "more than" and the like.
    """
    if number.date is not None:
        return _date_standing(number, other, side)
    counts = [pair for pair in zip(other.numbers, other.units, strict=True) if pair[0].date is None]
    if not counts:
        return "alone", "alone"
    same = [theirs for theirs, their_unit in counts if unit & their_unit]
    nearest = min(same or [theirs for theirs, _ in counts], key=lambda theirs: abs(theirs.value - number.value))
    suffix = ", same unit" if same else ""
    given, asked = (number, nearest) if side == 1 else (nearest, number)
    bound = _follows(given.interval(), asked.interval()) + suffix
    if nearest.value == number.value:
        return "equal" + suffix, bound
    way = "lower" if number.value < nearest.value else "higher"
    # A fifth more or less: a guess at what two counts of one thing differ by.
    little = abs(number.value - nearest.value) <= 0.2 * max(abs(number.value), abs(nearest.value))
    return (way + suffix if same or not little else f"a little {way}"), bound


def _date_standing(number: Number, other: Side, side: int) -> tuple[str, str]:
    """The same of a date, measured against the nearest date that says something of the same: a year, or a day."""
    dates = [theirs for theirs in other.numbers if theirs.date is not None and _comparable(number, theirs)]
    if not dates:
        return "date, alone", "alone"
    nearest = min(dates, key=lambda theirs: _apart(number, theirs))
    years = _both_have_years(number, nearest)
    given, asked = (number, nearest) if side == 1 else (nearest, number)
    bound = _follows(given.interval(years=years), asked.interval(years=years)) + ", same unit"
    if nearest.date == number.date:
        return "date, equal", bound
    if _apart(number, nearest)[0] == 0:
        return "date, part", bound
    ours, theirs = (n.days(years=years)[0] for n in (number, nearest))
    return ("date, earlier" if ours < theirs else "date, later"), bound


def _apart(one: Number, other: Number) -> tuple[float, bool, float]:
    """How many days two dates lie apart at least, whether they are written differently, and how exact the other is."""
    years = _both_have_years(one, other)
    (begin, end), (begins, ends) = one.days(years=years), other.days(years=years)
    return max(0.0, begins - end, begin - ends), one.date != other.date, ends - begins


def _both_have_years(one: Number, other: Number) -> bool:
    return bool(one.date and other.date and one.date[0] and other.date[0])


def _comparable(one: Number, other: Number) -> bool:
    """Whether two dates both name a year, or both a month."""
    return _both_have_years(one, other) or bool(one.date and other.date and one.date[1] and other.date[1])


def _follows(given: tuple[float, float], asked: tuple[float, float]) -> str:
    """Whether what one number says follows from what another says, is excluded by it, or is left open."""
    if asked[0] <= given[0] and given[1] <= asked[1]:
        return "follows"
    return "excluded" if given[1] < asked[0] or asked[1] < given[0] else "open"


def _shape(word: str) -> str:
    if word[0].isdecimal():
        return "number"
    if not word[0].isalpha():
        return "mark"
    kind = _WORD_KINDS.get(word.lower())
    if kind:
        return kind
    if word.islower():
        return "lower"
    return "upper" if word.isupper() and len(word) > 1 else "title"


def _pair_signs(first: tuple[Side, NDArray[np.int64]], second: tuple[Side, NDArray[np.int64]]) -> NDArray[np.int64]:
    """The signs of the three marks: of the pair, of the premise, of the hypothesis."""
    rows = np.zeros((3, len(KINDS)), dtype=np.int64)
    covered = [_covered(*first), _covered(*second)]
    rows[:, 7] = covered[1], covered[0], covered[1]
    bounds = [BOUNDS[second[1][number.start, 4]] for number in second[0].numbers]
    rows[:, 8] = WORST.index(_worst(bounds))
    negated = [bool((signs[:, 3] == SHAPES.index("negation")).any()) for _, signs in (first, second)]
    rows[:, 9] = 1 + negated[0] + 2 * negated[1]
    return rows


def _worst(bounds: Sequence[str]) -> str:
    """One of `WORST` for how the numbers of a hypothesis stand."""
    plain = [bound.partition(",")[0] for bound in bounds]
    if plain.count("excluded") > 1:
        return "more excluded"
    for bound in bounds:
        if bound.startswith("excluded"):
            return f"one {bound}"
    if not bounds:
        return "no numbers"
    return "some open" if "open" in plain else "some alone" if "alone" in plain else "all follow"


def _covered(side: Side, signs: NDArray[np.int64]) -> int:
    """A number of `COVERED`: how much of a side's weighty words the other side has."""
    there = (SHARED.index("same"), SHARED.index("alike"), SHARED.index("same sense"))
    weighty = [signs[at, 1] in there for at, key in enumerate(side.keys) if _weighty(key)]
    if not weighty or all(weighty):
        return COVERED.index("all")
    return 1 + min(5, int(sum(weighty) / len(weighty) * 6))


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
    sides = side_of(premise), side_of(hypothesis)
    signed = signs_of(sides[0], sides[1], 1), signs_of(sides[1], sides[0], 2)
    read = [_pieces(side.words, signs, tokenizer) for side, signs in zip(sides, signed, strict=True)]
    shorter = min(len(ids) for ids, _ in read)
    room = pieces - 3
    limit = max(room // 2, room - shorter)
    marks = _pair_signs((sides[0], signed[0]), (sides[1], signed[1]))
    (first, first_signs), (second, second_signs) = ((ids[:limit], rows[:limit]) for ids, rows in read)
    ids = np.concatenate(([_FIRST], first, [_LAST], second, [_LAST])).astype(np.int64)
    return ids, np.concatenate((marks[:1], first_signs, marks[1:2], second_signs, marks[2:]))


def _pieces(
    words: Sequence[str], signs: NDArray[np.int64], tokenizer: Any
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """A sentence's word pieces and their signs."""
    encoding = tokenizer.encode(list(words), is_pretokenized=True, add_special_tokens=False)
    return np.array(encoding.ids, dtype=np.int64), signs[np.array(encoding.word_ids, dtype=np.int64)]

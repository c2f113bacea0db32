"""The words of a sentence, its numbers and dates, with what "more than", "before" and the like make of them.

What stands here is fixed with the weights: the network has learned what these numbers make of its signs.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

# No sentence has so many words or letters; what lies beyond is not looked at, so that hostile text costs no more.
_WORDS, _LETTERS = 300, 6000
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
SCALES = {"dozen": 12.0, "hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9}
SCALES |= {"bn": 1e9, "trillion": 1e12}
_MONTH_NAMES = """
january february march april may june july august september october november december
"""
_MONTHS = _MONTH_NAMES.split()
_MONTH = {name: n for n, name in enumerate(_MONTHS, start=1)}
_MONTH |= {name[:3]: n for n, name in enumerate(_MONTHS, start=1) if name != "may"} | {"sept": 9}
# Words before a number that make it a bound, and about how far "about" and "nearly" reach (a guess).
_BOUNDING = {
    "more": "more-than over above exceed exceeds exceeded exceeding greater-than higher-than larger-than after "
    "surpassed surpassing past beyond later-than",
    "least": "at-least minimum-of no-less-than no-fewer-than not-less-than not-fewer-than as-many-as",
    "less": "less-than fewer-than lesser-than under below lower-than smaller-than before earlier-than prior-to",
    "most": "up-to at-most until till maximum-of no-more-than not-more-than no-later-than",
    "nearly": "almost nearly close-to",
    "about": "about around approximately roughly some circa",
}
# The same before dates only: "by" and "from" before a count say nothing.
_DATING = {"most": "by through", "least": "since from starting beginning"}
_PHRASES = {tuple(phrase.split("-")): kind for kind, phrases in _BOUNDING.items() for phrase in phrases.split()}
_DATE_PHRASES = _PHRASES | {
    tuple(phrase.split("-")): kind for kind, phrases in _DATING.items() for phrase in phrases.split()
}
# Words after a number that do the same.
_AFTER = {("or", "more"): "least", ("or", "less"): "most", ("or", "fewer"): "most", ("+",): "least"}
_REACH = 0.1
# Words that stand before the number of a year, and not before a count.
_YEAR_WORDS = """
in of by since before after until till from during early late mid the year a an to and ( - – through around
"""
_BEFORE_YEAR = frozenset(_YEAR_WORDS.split())
# Words that may part "before" or "by" from its date.
_BEFORE_DATE = frozenset({"early", "late", "mid", "the", "about", "around", "end"})


@dataclass(frozen=True, slots=True)
class Number:
    """A number or date in a list of words: its half-open range of words, its value, and the least and most it says.

    Args:
        date: Year, month and day; 0 for what is not said. None of a count.
        bound: A key of the bounding words, or empty.
    """

    start: int
    end: int
    value: float
    bound: str = ""
    date: tuple[int, int, int] | None = None

    def interval(self, *, years: bool = True) -> tuple[float, float]:
        """The least and most that it says with its bound; of dates as `days` counts them."""
        lowest, highest = self.days(years=years)
        beyond = abs(self.value) * 1e-9 + 1e-9 if self.date is None else 0.5
        reach = abs(self.value) * _REACH if self.date is None else 31.0
        least = {"more": highest + beyond, "least": lowest, "nearly": lowest - reach, "about": lowest - reach}
        most = {"less": lowest - beyond, "most": highest, "nearly": highest, "about": highest + reach}
        if not self.bound:
            return lowest, highest
        return least.get(self.bound, float("-inf")), most.get(self.bound, float("inf"))

    def days(self, *, years: bool = True) -> tuple[float, float]:
        """The first and last day of a date, in a rough calendar or within the year; of a count twice its value."""
        if self.date is None:
            return self.value, self.value
        year, month, day = self.date
        begin = year * 372.0 if years else 0.0
        if not month:
            return begin, begin + 371
        begin += (month - 1) * 31
        return (begin + day - 1, begin + day - 1) if day else (begin, begin + 30)


def words_of(sentence: str) -> list[str]:
    """The words, numbers and marks of a sentence, up to a bound."""
    return [match.group() for _, match in zip(range(_WORDS), _WORD.finditer(sentence[:_LETTERS]), strict=False)]


def numbers_of(words: Sequence[str]) -> list[Number]:
    """The numbers among words, in figures or written out, "million" and the like multiplied in; days and years too."""
    return _found(words, (_count,))


def numbers_and_dates_of(words: Sequence[str]) -> list[Number]:
    """The same, with the words of a date as one."""
    return _found(words, (_date, _count))


def _found(words: Sequence[str], shapes: Sequence[Callable[[Sequence[str], int], Number | None]]) -> list[Number]:
    found: list[Number] = []
    at = 0
    while at < len(words):
        number = next((number for shape in shapes if (number := shape(words, at))), None)
        if number is not None:
            found.append(number)
        at = number.end if number else at + 1
    return found


def value_of(word: str) -> float | None:
    """The value of a word that is a number by itself, in figures or written out; None of others."""
    if word[0].isdecimal():
        if not word.isascii():
            return None
        plain = word.replace(",", "") if _GROUPED.fullmatch(word) else word.replace(",", ".")
        return float(plain) if plain.count(".") < 2 and len(plain) < 20 else None
    return _VALUES.get(word.lower(), SCALES.get(word.lower()) if len(word) > 3 else None)


def _count(words: Sequence[str], start: int) -> Number | None:
    value = value_of(words[start])
    if value is None:
        return None
    at = start + 1
    if value in range(20, 100, 10) and words[start].isalpha():
        more = at + 1 if at < len(words) and words[at] == "-" else at
        unit = _VALUES.get(words[more].lower()) if more < len(words) else None
        if unit is not None and 0 < unit < 10:
            value, at = value + unit, more + 1
    while at < len(words) and _is_scale(words[at]) and value < 1e15:
        value, at = value * SCALES[words[at].lower()], at + 1
    after = tuple(word.lower() for word in words[at : at + 2])
    return Number(
        start, at, value, _bound(words, start, _PHRASES, apart=2) or _AFTER.get(after) or _AFTER.get(after[:1], "")
    )


def _is_scale(word: str) -> bool:
    """Single letters only when written small: a "2K" is as often a title."""
    return word in SCALES or (len(word) > 2 and word.lower() in SCALES)


def _bound(words: Sequence[str], start: int, phrases: dict[tuple[str, ...], str], apart: int) -> str:
    """What the words before a number make of it, which may be parted from it by a few: "more than $ 5"."""
    before = tuple(word.lower() for word in words[max(0, start - 5) : start])
    for end in range(len(before), max(-1, len(before) - 1 - apart), -1):
        if end < len(before) and apart == 1 and before[-1] not in _BEFORE_DATE:
            break
        for size in (3, 2, 1):
            part = before[max(0, end - size) : end]
            if part in phrases:
                return phrases[part]
    return ""


def _date(words: Sequence[str], start: int) -> Number | None:
    """The date that begins at a word: a day of a month, a month, a year, or several of these."""
    for shape in (_day_month, _month_day, _year):
        found = shape(words, start)
        if found:
            end, year, month, day = found
            value = year * 372.0 + max(0, month - 1) * 31 + max(0, day - 1)
            return Number(start, end, value, _bound(words, start, _DATE_PHRASES, apart=1), (year, month, day))
    return None


def _day_month(words: Sequence[str], at: int) -> tuple[int, int, int, int] | None:
    """3 May 2021, 3rd of May."""
    day = _day(words, at)
    if not day:
        return None
    after = at + 1
    while after < len(words) and words[after].lower() in {"st", "nd", "rd", "th", "of"}:
        after += 1
    if after >= len(words) or not (month := _month(words[after])):
        return None
    end, year = _year_after(words, after + 1)
    return end, year, month, day


def _month_day(words: Sequence[str], at: int) -> tuple[int, int, int, int] | None:
    """May 3, 2021; May 2021; May."""
    month = _month(words[at])
    if not month:
        return None
    day = _day(words, at + 1)
    after = at + 2 if day else at + 1
    if day and after < len(words) and words[after].lower() in {"st", "nd", "rd", "th"}:
        after += 1
    end, year = _year_after(words, after)
    return end, year, month, day


def _year(words: Sequence[str], at: int) -> tuple[int, int, int, int] | None:
    """A year by itself: after a word that stands before years, and not before a plain plural."""
    year = _year_of(words[at])
    if not year or not at or words[at - 1].lower() not in _BEFORE_YEAR:
        return None
    after = words[at + 1] if at + 1 < len(words) else ""
    return (
        None if after.islower() and after.endswith("s") and after not in {"is", "was", "as"} else (at + 1, year, 0, 0)
    )


def _month(word: str) -> int:
    # Written small, "may" and "march" are verbs.
    return _MONTH.get(word.lower(), 0) if word[0].isupper() else 0


def _day(words: Sequence[str], at: int) -> int:
    word = words[at] if at < len(words) else ""
    return int(word) if word.isascii() and word.isdecimal() and len(word) < 3 and 0 < int(word) < 32 else 0


def _year_of(word: str) -> int:
    return int(word) if len(word) == 4 and word.isascii() and word.isdecimal() and 1400 < int(word) < 2100 else 0


def _year_after(words: Sequence[str], at: int) -> tuple[int, int]:
    """Where a date ends, and its year if one follows, after a comma or "of" or neither."""
    for skip in (0, 1):
        if at + skip < len(words) and (not skip or words[at] in {",", "of"}):
            year = _year_of(words[at + skip])
            if year:
                return at + skip + 1, year
    return at, 0

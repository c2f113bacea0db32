"""Quantities as a reader takes them: how many of what, and how exactly.

"about 50", "at least five", "dozens" and "two dozen" become ranges, so that two reports can be compared: ranges that
meet are compatible. Numbers inside dates and times are left to the time expressions.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from math import inf, log10

from tellings.claims.grammar import Grammar
from tellings.claims.lexicon import values_of, words_of
from tellings.records import Span


class Bound(StrEnum):
    """How a printed number limits the true one."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at least"
    AT_MOST = "at most"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit.

    Args:
        value: The number as printed.
        low, high: What the true number may be, given rounding and the words before it.
        unit: Lemma of the noun it counts, "$" and the like for money, "percent", or "" where none is printed.
        ordinal: Whether it is a rank ("fourth").
        head: Token index of the number.
        wording: The number and its unit as printed.
    """

    value: float
    low: float
    high: float
    bound: Bound
    unit: str
    ordinal: bool
    head: int
    wording: str

    def meets(self, other: "Quantity") -> bool:
        """Whether both can be true of one thing; two upper limits are limits of one thing only if they are one."""
        if self.bound is other.bound is Bound.AT_MOST:
            return self.value == other.value
        return self.low <= other.high and other.low <= self.high


def number_of(word: str) -> float | None:
    """The number a single word stands for: digits with commas, a number word, or None."""
    plain = word.replace(",", "").lstrip("$€£¥").rstrip("+")
    if (
        plain
        and plain[0].isascii()
        and plain[0].isdigit()
        and plain.replace(".", "", 1).isdecimal()
        and len(plain) < 19
    ):
        return float(plain)
    if word in values_of("number"):
        return float(values_of("number")[word])
    if word in values_of("tens"):
        return float(values_of("tens")[word])
    tens, _, unit = word.partition("-")
    if tens in values_of("tens") and unit in values_of("number"):
        return float(values_of("tens")[tens] + values_of("number")[unit])
    return None


def quantities(grammar: Grammar, dated: frozenset[int]) -> list[Quantity]:
    """The quantities of an article in reading order; tokens of time expressions (`dated`) are passed over."""
    found: list[Quantity] = []
    index = 0
    while index < len(grammar.tokens):
        run = _run(grammar, index) if index not in dated else []
        found += _quantity(grammar, run)
        index = run[-1] + 1 if run else index + 1
    return found


def _run(grammar: Grammar, index: int) -> list[int]:
    """The tokens of one number: "3.5 million", "two hundred", "a dozen", "twenty - five"."""
    run: list[int] = []
    for i in range(index, min(index + 6, len(grammar.tokens))):
        word = grammar.word(i)
        if number_of(word) is not None:
            if run and not _adds(grammar.word(run[-1]), word):
                break
        elif word not in values_of("scale") or (not run and word not in {"hundred", "thousand", "dozen"}):
            break
        run.append(i)
    if not run and (
        _plural(grammar.word(index))
        or grammar.word(index) in values_of("ordinal")
        or _ordinal_digits(grammar.word(index))
    ):
        return [index]
    return run


def _adds(before: str, word: str) -> bool:
    return before in {"hundred", "thousand", "million"} and word in (values_of("number") | values_of("tens"))


def _plural(word: str) -> bool:
    return word in values_of("many")


def _ordinal_digits(word: str) -> bool:
    return len(word) < 6 and word[:-2].isdecimal() and word[-2:] in {"st", "nd", "rd", "th"}


def _quantity(grammar: Grammar, run: list[int]) -> Iterator[Quantity]:
    if not run:
        return
    words = [grammar.word(i) for i in run]
    ordinal = words[0] in values_of("ordinal") or _ordinal_digits(words[0])
    value = _value(words)
    if value is None or (ordinal and grammar.tokens[run[0]].tag == "RB"):
        return
    vague = _plural(words[0])
    bound = Bound.ABOUT if vague else _bound(grammar, run[0])
    low, high = _range(value, bound)
    if vague:
        low, high = 2 * value - value / 2, 100 * value
    unit, last = _unit(grammar, run)
    if _is_part_of_name(grammar, run[0]):
        return
    if _is_year(value, words[0]) and (not unit or value % 100):
        return
    wording = grammar.annotated.article.text[grammar.tokens[run[0]].start : grammar.tokens[max(last, run[-1])].end]
    lead = "" if bound is Bound.EXACT or vague else f"{bound.value} "
    yield Quantity(value, low, high, bound, unit, ordinal, run[-1], lead + " ".join(wording.split()))


def _is_part_of_name(grammar: Grammar, index: int) -> bool:
    """Whether a number belongs to the name before it ("Flight 12 passengers", "Pier 9")."""
    if not index or grammar.tokens[index - 1].tag != "NNP":
        return False
    before, token = grammar.tokens[index - 1], grammar.tokens[index]
    return before.end + 1 == token.start and (before.head in {token.head, index} or token.head == index - 1)


def _is_year(value: float, word: str) -> bool:
    return word.isdecimal() and len(word) == 4 and 1900 <= value < 2100


def _value(words: list[str]) -> float | None:
    first = words[0]
    if first in values_of("ordinal"):
        return float(values_of("ordinal")[first])
    if _ordinal_digits(first):
        return float(first[:-2])
    if _plural(first):
        return float(values_of("many")[first])
    total, part = 0.0, 0.0
    for word in words:
        number = number_of(word)
        if number is not None:
            part += number
            continue
        scale = values_of("scale")[word]
        part = (part or 1.0) * scale
        if scale >= 1_000:
            total, part = total + part, 0.0
    return total + part


def _bound(grammar: Grammar, first: int) -> Bound:
    before = [w for i in range(max(0, first - 4), first) if (w := grammar.word(i)) not in words_of("money")]
    if not before:
        return Bound.EXACT
    last, pair = before[-1], before[-2:]
    if pair == ["more", "than"] and before[-3:-2] in (["not"], ["no"]):
        return Bound.AT_MOST
    if pair in (["at", "least"], ["more", "than"], ["no", "fewer"]) or last in words_of("above"):
        return Bound.AT_LEAST
    if pair in (["at", "most"], ["less", "than"], ["fewer", "than"], ["up", "to"], ["as", "many"]) or last in words_of(
        "below"
    ):
        return Bound.AT_MOST
    if last in words_of("about") or (last == "to" and pair[0] == "close"):
        return Bound.ABOUT
    return Bound.EXACT


def _range(value: float, bound: Bound) -> tuple[float, float]:
    """What the true number may be: exact small numbers are exact, "about" and round large ones leave room.

    A fifth either way for "about" is a guess; it makes "about 50" meet 41 to 60.
    """
    if bound is Bound.ABOUT:
        return 0.8 * value, 1.2 * value
    if bound is Bound.AT_LEAST:
        return value, inf
    if bound is Bound.AT_MOST:
        return 0.0, value
    room = _rounding(value)
    return value - room, value + room


def _rounding(value: float) -> float:
    """Half of the last digit that is not zero, for round numbers from a thousand up; none below."""
    if value < 1_000 or value != int(value):
        return 0.0
    digits = str(int(value))
    zeros = len(digits) - len(digits.rstrip("0"))
    return 0.5 * 10**zeros if zeros >= min(3, log10(value)) else 0.0


def _unit(grammar: Grammar, run: list[int]) -> tuple[str, int]:
    """The lemma of what is counted, and the last token of number and unit."""
    first, last = run[0], run[-1]
    if first and grammar.word(first - 1) in words_of("money"):
        return grammar.word(first - 1)[-1], last
    if grammar.word(first)[0] in words_of("money"):
        return grammar.word(first)[0], last
    after = last + 1
    if after < len(grammar.tokens) and grammar.word(after) in {"%", "percent", "per"}:
        return "percent", after
    if after + 1 < len(grammar.tokens) and grammar.word(after) in {"-", "‑", "–"}:
        return grammar.tokens[after + 1].lemma, after + 1
    return _counted(grammar, last)


def _counted(grammar: Grammar, last: int) -> tuple[str, int]:
    token = grammar.tokens[last]
    if token.dep in {"nummod", "amod", "compound", "quantmod"} and token.head > last:
        head = token.head
        for above in (head, *grammar.ancestors(head)):
            if grammar.tokens[above].tag.startswith("NN") and above > last:
                return grammar.tokens[above].lemma, above if above - last <= 3 else last
    preposition = grammar.child(last, "prep")
    if preposition is not None and grammar.word(preposition) == "of":
        counted = grammar.child(preposition, "pobj")
        if counted is not None:
            return grammar.tokens[counted].lemma, counted if counted - last <= 4 else last
    return "", last


def span_of(grammar: Grammar, quantity: Quantity) -> Span:
    """The span of a quantity's number."""
    return grammar.span(quantity.head, quantity.head)

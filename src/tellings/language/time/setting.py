"""What time expressions are read against and what they mean: the records and small readings that resolvers share."""

from dataclasses import dataclass
from datetime import date

from tellings.language.time.calendar import UNKNOWN, shifted, value_of
from tellings.language.time.grammar import Expression
from tellings.language.time.lexemes import lexicon
from tellings.records import TimexType
from tellings.text.dates import is_day

# Words that say an event is still to come, whatever the verb: "ahead of Sunday's vote", "due by June".
_AHEAD = frozenset("by until till before ahead next upcoming coming scheduled due expected effective".split())  # noqa: SIM905


FINER = {"D": 0, "E": 1, "W": 1, "F": 1, "M": 2, "Q": 3, "H": 4, "Y": 5, "DE": 6, "C": 7, "L": 8}


@dataclass(frozen=True, slots=True)
class Setting:
    """What an expression is read against.

    Args:
        today: The day of publication, or the first day of its month or year where only those are known.
        known: The grain to which `today` is known: D, M or Y.
        tense: past, future, present or "" for the verb that governs the expression.
        anchor: The day named last before, and its grain; None where none was.
        quarter: Value of the quarter named last before.
        word_before: The word in front of the expression, lower-case.
        goes_on: Whether a word follows at once, so that "before" and "after" take it as their object.
        owns: Whether a possessive ending follows ("Wednesday's ruling").
    """

    today: date | None
    known: str
    tense: str
    anchor: tuple[date, str] | None
    quarter: tuple[date, str] | None
    word_before: str
    goes_on: bool
    owns: bool

    @property
    def is_ahead(self) -> bool:
        """Whether the words point to what was still to come."""
        if self.owns:  # the verb is not the weekday's: "will appeal Wednesday's ruling"
            return self.word_before in _AHEAD
        return (
            self.tense == "future"
            or self.word_before in {"until", "till"}
            or (self.tense != "past" and self.word_before in _AHEAD)
        )

    def relative(self, grain: str, count: int, start: date | None = None) -> tuple[str, date | None]:
        """The value of the period `count` steps from the reference, and its day; unknown where the reference is."""
        origin = start or (self.today if FINER[grain] >= FINER[self.known] else None)
        day = shifted(origin, grain, count) if origin else None
        return (value_of(day, grain), day) if day else (UNKNOWN[grain], None)


@dataclass(frozen=True, slots=True)
class Resolved:
    """A value, and the day and grain that later expressions ("the next day") are read against."""

    type: TimexType
    value: str
    anchor: tuple[date, str] | None = None


def step_of(expression: Expression) -> int | None:
    """-1, 0 or 1 for last, this or next and their like."""
    for group in ("LAST", "THIS", "NEXT", "AFTER", "BEFORE", "THAT"):
        step = expression.number(group)
        if step is not None:
            return step
    return 0 if expression.has("latest") else None


def year_named(expression: Expression, setting: Setting) -> int | None:
    """The year an expression names, by number or as last, this or next year."""
    if year := expression.shape("YEARNUM"):
        return int(year)
    if expression.rule in {"month", "season"} and (spoken := spoken_year(expression)):
        return spoken
    if expression.has("year"):
        step = step_of(expression)
        if step is not None:
            anchored = expression.has("that", "same", "following", "previous") and setting.anchor
            start = setting.anchor[0] if anchored and setting.anchor else setting.today
            return start.year + step if start and 1 <= start.year + step <= 9999 else None
    return None


def count_of(expression: Expression) -> float | None:
    """How many: the number in words or digits (the later one of a range); None for "several"."""
    values = lexicon().values
    if expression.value("VAGUE") is not None and not expression.value("VAGUE"):
        return None
    if vague := expression.value("VAGUE"):
        return float(vague)
    if fraction := expression.shape("FRACTION"):
        return int(fraction.replace("½", " ").replace("-", " ").split()[0]) + 0.5
    total, current, is_number = 0.0, 0.0, False
    for lexeme in expression.lexemes:
        if lexeme.kind in {"DAYNUM", "YEARNUM", "NUMBER", "DECIMAL"}:
            current, is_number = float(lexeme.word.replace(",", "")), True
        elif ("NUMWORD", lexeme.word) in values and lexeme.kind == "WORD":
            number, is_number = int(values["NUMWORD", lexeme.word]), True
            if number in {100, 1000, 1_000_000}:
                total, current = (
                    (total, (current or 1) * number) if number == 100 else (total + (current or 1) * number, 0)
                )
            else:
                current += number
        elif lexeme.word in {"to", "or"} and is_number:
            total, current = 0.0, 0.0
    whole = total + current if is_number else 1.0
    half = 0.5 if expression.has("half") else 0.0
    return half if half and not is_number and not expression.has("and") else whole + half


def ordinal_of(expression: Expression) -> int | None:
    """3 for "third" and "3rd"; None where no ordinal stands."""
    if shape := expression.shape("ORDINAL"):
        return int(shape.rstrip("stndrh"))
    return expression.number("ORDWORD")


def spoken_year(expression: Expression) -> int | None:
    """1996 for "nineteen ninety-six"; None where the numerals make no year."""
    values = lexicon().values
    numbers = [int(values["NUMWORD", x.word]) for x in expression.lexemes if ("NUMWORD", x.word) in values]
    if numbers == [2, 1000]:
        return 2000
    is_year = len(numbers) in {2, 3} and numbers[0] in {18, 19} and numbers[1] >= 10 and sum(numbers[1:]) < 100
    return numbers[0] * 100 + sum(numbers[1:]) if is_year else None


def day_anchor(year: int, month: int, day: int) -> tuple[date, str] | None:
    """A day as later expressions are read against it; None for one the calendar lacks."""
    return (date(year, month, day), "D") if is_day(year, month, day) else None

"""Periods of the calendar: "last month", "early 1990", "the third quarter", "this summer", "the 20th century"."""

from datetime import date

from tellings.language.time.calendar import UNKNOWN, shifted, value_of
from tellings.language.time.grammar import Expression
from tellings.language.time.lexemes import lexicon
from tellings.language.time.setting import Resolved, Setting, ordinal_of, spoken_year, step_of, year_named
from tellings.records import TimexType


def month_meaning(expression: Expression, setting: Setting) -> Resolved | None:
    """The meaning of "April", "early next March", "mid-November 1989", "June last year"."""
    month = expression.number("MONTH") or 1
    year = year_named(expression, setting)
    if year is None and setting.today is not None:
        year = _year_of_month(expression, month, setting)
    if year is None:
        return Resolved(TimexType.DATE, f"XXXX-{month:02}")
    return Resolved(TimexType.DATE, f"{year:04}-{month:02}", (date(year, month, 1), "M") if year else None)


def _year_of_month(expression: Expression, month: int, setting: Setting) -> int:
    today = setting.today or date(2000, 1, 1)
    if setting.known == "Y":
        return today.year
    if expression.value("LAST") is not None:
        return today.year - (month >= today.month)
    if expression.value("NEXT") is not None:
        return today.year + (month <= today.month)
    if expression.value("THIS") is not None:
        return today.year
    if setting.is_ahead:
        return today.year + (month < today.month)
    if setting.tense == "past":
        return today.year - (month > today.month)
    # No tense to go by: the nearest such month, the coming one of two equals.
    return min(
        (today.year, today.year - 1, today.year + 1),
        key=lambda y: abs((y - today.year) * 12 + month - today.month - 0.5),
    )


def year_meaning(expression: Expression, setting: Setting) -> Resolved | None:
    """The meaning of "1990", "early 1990", "fiscal 1988"."""
    year = int(expression.shape("YEARNUM") or 0)
    return Resolved(TimexType.DATE, f"{year:04}", (date(year, 1, 1), "Y"))


def year_spoken_meaning(expression: Expression, setting: Setting) -> Resolved | None:
    """The meaning of "nineteen ninety-six", "the year two thousand"."""
    year = spoken_year(expression)
    return Resolved(TimexType.DATE, f"{year:04}", (date(year, 1, 1), "Y")) if year else None


def decade_meaning(expression: Expression, setting: Setting) -> Resolved | None:
    """The meaning of "the 1990s", "the late '80s", "the nineties"."""
    if word := expression.value("DECADEWORD"):
        return Resolved(TimexType.DATE, word)
    digits = "".join(c for c in expression.shape("DECADE") or "" if c.isdigit())
    if len(digits) == 2:
        century = setting.today.year // 100 if setting.today else 20
        # '80s: the last such decade that has begun.
        begun = not setting.today or int(f"{century}{digits}") <= setting.today.year
        digits = f"{century if begun else century - 1}{digits}"
    return Resolved(TimexType.DATE, digits[:3])


def century_meaning(expression: Expression, setting: Setting) -> Resolved | None:
    """The meaning of "the 20th century", "the early nineteenth century"."""
    number = ordinal_of(expression) or 0
    numeral = expression.number("NUMWORD")
    if numeral and numeral >= 20:
        number += numeral
    return Resolved(TimexType.DATE, f"{number - 1:02}") if 1 <= number <= 30 else None


def unit_meaning(expression: Expression, setting: Setting) -> Resolved | None:
    """The meaning of "last week", "this year", "the following month", "the end of the quarter"."""
    unit = next((v for x in reversed(expression.lexemes) if (v := lexicon().values.get(("UNIT", x.word)))), "D")
    grain = "D" if unit == "N" else unit
    if grain == "Q" and (expression.has("latest") or (expression.has("the") and step_of(expression) is None)):
        return _the_quarter(setting)
    step = step_of(expression) or 0
    words = {x.word for x in expression.lexemes}
    start = None
    if setting.anchor and (
        words & {"that", "same", "following", "preceding"} or ("the" in words and words & {"next", "previous"})
    ):
        start = setting.anchor[0]
    if start is None and words & {"that", "same"}:
        return Resolved(TimexType.DATE, UNKNOWN[grain])
    if unit == "E" and step == 0 and start is None and setting.tense == "past" and setting.today:
        # On a Monday "the weekend" is over; from Friday on it is the one at hand.
        step = -1 if setting.today.isoweekday() < 5 else 0
    value, day = setting.relative(grain, step, start)
    if unit == "N":
        return Resolved(TimexType.TIME, f"{value}TNI", (day, "D") if day else None)
    return Resolved(TimexType.DATE, value, (day, grain) if day else None)


def _the_quarter(setting: Setting) -> Resolved:
    """The quarter named before, else the last one that had ended when the article appeared: what reports are about."""
    if setting.quarter:
        return Resolved(TimexType.DATE, value_of(setting.quarter[0], "Q"), setting.quarter)
    value, day = setting.relative("Q", -1)
    return Resolved(TimexType.DATE, value, (day, "Q") if day else None)


def yearend_meaning(expression: Expression, setting: Setting) -> Resolved | None:
    """The meaning of "year-end"."""
    value, day = setting.relative("Y", 0)
    return Resolved(TimexType.DATE, value, (day, "Y") if day else None)


def year_ago_meaning(expression: Expression, setting: Setting) -> Resolved | None:
    """The quarter named before, a year back: "the year-ago quarter", "year-earlier results"."""
    number = ordinal_of(expression)
    if number and setting.today and 1 <= number <= 4:
        return Resolved(TimexType.DATE, f"{setting.today.year - 1}-Q{number}")
    if setting.quarter and (day := shifted(setting.quarter[0], "Y", -1)):
        return Resolved(TimexType.DATE, value_of(day, "Q"))
    value, day = setting.relative("Q" if expression.has("quarter") else "Y", -4 if expression.has("quarter") else -1)
    return Resolved(TimexType.DATE, value)


def quarter_meaning(expression: Expression, setting: Setting) -> Resolved | None:
    """The meaning of "the third quarter", "Q3 2024", "this year's second quarter", "the latest quarter"."""
    number = int((expression.shape("QUARTER") or "q0")[1]) or ordinal_of(expression)
    year = year_named(expression, setting)
    if number is None:
        return _quarter_of(expression, year, setting)
    if not 1 <= number <= 4:
        return None
    if year is None and setting.today is not None:
        year = _year_of_quarter(number, setting)
    if year is None:
        return Resolved(TimexType.DATE, f"XXXX-Q{number}")
    return Resolved(TimexType.DATE, f"{year:04}-Q{number}", (date(year, number * 3 - 2, 1), "Q"))


def _quarter_of(expression: Expression, year: int | None, setting: Setting) -> Resolved | None:
    """The quarter named before, in the year said: "the 1988 period", "the latest quarter"."""
    if year is None:
        return _the_quarter(setting) if not expression.has("current", "this") else unit_meaning(expression, setting)
    if setting.quarter:
        day = date(year, setting.quarter[0].month, 1)
        return Resolved(TimexType.DATE, value_of(day, "Q"))
    return Resolved(TimexType.DATE, f"{year:04}-QX" if expression.has("quarter") else f"{year:04}")


def _year_of_quarter(number: int, setting: Setting) -> int:
    """The year of a quarter: this year's, unless it is still two quarters off and nothing points ahead."""
    today = setting.today or date(2000, 1, 1)
    distance = number - (today.month + 2) // 3
    if distance >= 2 and not setting.is_ahead:
        return today.year - 1
    return today.year + 1 if distance <= -2 and setting.is_ahead and setting.tense == "future" else today.year


def half_meaning(expression: Expression, setting: Setting) -> Resolved | None:
    """The meaning of "the first half of 1990"."""
    number, year = ordinal_of(expression), year_named(expression, setting)
    if year is None and setting.today:
        year = setting.today.year
    if number not in {1, 2}:
        return None
    return Resolved(TimexType.DATE, f"{year:04}-H{number}" if year else f"XXXX-H{number}")


# The month in which a season of the northern year begins, for stepping; winter belongs to the year it begins in.
_SEASON_START = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def season_meaning(expression: Expression, setting: Setting) -> Resolved | None:
    """The meaning of "this summer", "the winter of 1994", "last fall"."""
    season = expression.value("SEASON") or "SU"
    year = year_named(expression, setting)
    if year is None and setting.today is not None:
        start, today = _SEASON_START[season], setting.today
        has_begun = (today.month, today.day) >= (start, 1)
        if expression.value("LAST") is not None:
            is_over = (today.month, today.day) >= (start + 3, 1)
            year = today.year if is_over else today.year - 1
        elif expression.value("NEXT") is not None:
            year = today.year + has_begun
        else:
            year = today.year - (setting.tense == "past" and not has_begun and not expression.has("this"))
    return Resolved(TimexType.DATE, f"{year:04}-{season}" if year else f"XXXX-{season}")

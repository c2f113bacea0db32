"""Amounts of time: "two days ago", "three-year", "every Thursday", "twice a week"."""

from tellings.language.time.calendar import duration, shifted, value_of
from tellings.language.time.grammar import Expression
from tellings.language.time.setting import FINER, Resolved, Setting, count_of
from tellings.records import TimexType


def ago_meaning(expression: Expression, setting: Setting) -> Resolved | None:
    """So many units before or after: publication for "ago", the time named last for "earlier" and "later"."""
    unit = expression.value("UNIT") or expression.value("UNITS") or "D"
    count = count_of(expression)
    if setting.goes_on and expression.lexemes[-1].word in {"before", "after"}:
        return None  # "the day after the vote": a day only the vote's date gives
    direction = 1 if expression.value("LATER") is not None or expression.has("from") else -1
    if expression.value("LATER") is None and expression.has("hence"):
        direction = 1
    if unit in {"S", "TM", "TH"}:
        return Resolved(TimexType.DATE, "PAST_REF" if direction < 0 else "FUTURE_REF")
    if count is None:
        reference = "PAST_REF" if direction < 0 else "FUTURE_REF"
        return (
            Resolved(TimexType.DATE, reference)
            if expression.value("AGO")
            else Resolved(TimexType.DURATION, duration(None, unit))
        )
    grain = {"N": "D", "F": "W", "E": "W"}.get(unit, unit)
    steps = round(count * (2 if unit == "F" else 1)) * direction
    is_deictic = expression.value("AGO") is not None or expression.has("from")
    # A year before a quarter, a month or a day named last is such a quarter, month or day: results are compared so.
    if unit == "Y" and setting.quarter and count == 1:
        day = shifted(setting.quarter[0], "Y", steps)
        return Resolved(TimexType.DATE, value_of(day, "Q"), None) if day else None
    start = None if is_deictic or setting.anchor is None else setting.anchor[0]
    if start is not None and setting.anchor and FINER[setting.anchor[1]] > FINER[grain]:
        start = None
    value, day = setting.relative(grain, steps, start)
    return Resolved(TimexType.DATE, value, (day, grain) if day else None)


def length_from_meaning(expression: Expression, setting: Setting) -> Resolved | None:
    """A day for "two days before" with nothing behind it, else how long ("a day before the vote")."""
    return length_meaning(expression, setting) if setting.goes_on else ago_meaning(expression, setting)


def ago_long_meaning(expression: Expression, setting: Setting) -> Resolved | None:
    """The meaning of "years ago": some past."""
    return Resolved(TimexType.DATE, "PAST_REF")


def not_time_meaning(expression: Expression, setting: Setting) -> Resolved | None:
    """Words of the grammar that mean no time: "a quarter of", "6-year-old" (a person, not a period)."""
    return None


def length_ended_meaning(expression: Expression, setting: Setting) -> Resolved | None:
    """A length by its end: "the nine months ended Sept. 30"."""
    unit = expression.value("UNITS") or expression.value("UNIT") or "Y"
    return Resolved(TimexType.DURATION, duration(count_of(expression), unit))


def span_meaning(expression: Expression, setting: Setting) -> Resolved | None:
    """A duration that lies beside the present: "the past two years"."""
    unit = expression.value("UNITS") or "D"
    counted = any(x.kind in {"DAYNUM", "YEARNUM", "NUMBER", "DECIMAL"} for x in expression.lexemes)
    counted = counted or expression.value("NUMWORD") is not None or bool(expression.value("VAGUE"))
    return Resolved(TimexType.DURATION, duration(count_of(expression) if counted else None, unit))


def length_meaning(expression: Expression, setting: Setting) -> Resolved | None:
    """The meaning of "three years", "two-day", "a couple of weeks"."""
    unit = expression.value("UNIT") or expression.value("UNITS") or "D"
    return Resolved(TimexType.DURATION, duration(count_of(expression), unit))


def length_plural_meaning(expression: Expression, setting: Setting) -> Resolved | None:
    """The meaning of "for decades", "within days"."""
    return Resolved(TimexType.DURATION, duration(None, expression.value("UNITS") or "D"))


def set_every_meaning(expression: Expression, setting: Setting) -> Resolved | None:
    """The meaning of "every day", "each Thursday", "every other week"."""
    if weekday := expression.number("WEEKDAY"):
        return Resolved(TimexType.SET, f"XXXX-WXX-{weekday}" + _part_of(expression))
    if month := expression.number("MONTH"):
        return Resolved(TimexType.SET, f"XXXX-{month:02}")
    if season := expression.value("SEASON"):
        return Resolved(TimexType.SET, f"XXXX-{season}")
    if part := expression.value("PART"):
        return Resolved(TimexType.SET, f"XXXX-XX-XXT{part}")
    count = 2 if expression.has("other") else count_of(expression)
    return Resolved(TimexType.SET, duration(count, expression.value("UNIT") or expression.value("UNITS") or "D"))


def _part_of(expression: Expression) -> str:
    part = expression.value("PART") or expression.value("PARTS")
    return f"T{part}" if part else ""


def set_weekday_meaning(expression: Expression, setting: Setting) -> Resolved | None:
    """The meaning of "Mondays", "Tuesday nights"."""
    weekday = expression.number("WEEKDAYS") or expression.number("WEEKDAY")
    return Resolved(TimexType.SET, f"XXXX-WXX-{weekday}" + _part_of(expression))


def set_habit_meaning(expression: Expression, setting: Setting) -> Resolved | None:
    """The meaning of "daily", "annually"."""
    return Resolved(TimexType.SET, expression.value("HABIT") or "P1D")


def set_rate_meaning(expression: Expression, setting: Setting) -> Resolved | None:
    """The meaning of "$2 a year", "twice a week", "per month"."""
    numbers = [x for x in expression.lexemes if x.word not in {"once", "twice", "thrice"}]
    count = count_of(Expression(expression.rule, tuple(numbers)))
    return Resolved(TimexType.SET, duration(count, expression.value("UNIT") or expression.value("UNITS") or "D"))

"""What a time expression means: its TIMEX3 type and value, against the day of publication and the dates before it.

Where the day of publication is not known, values keep X in the unknown places and nothing is guessed.
"""

from collections.abc import Callable

from tellings.language import time_amounts, time_days, time_periods
from tellings.language.time_grammar import Expression
from tellings.language.time_setting import Resolved, Setting
from tellings.records import TimexType


def resolved(expression: Expression, setting: Setting) -> Resolved | None:
    """What an expression means; None where its numbers name no time (the 31st of June)."""
    return _RESOLVERS[expression.rule](expression, setting)


def _reference(value: str) -> Callable[[Expression, Setting], Resolved | None]:
    return lambda expression, setting: Resolved(TimexType.DATE, value)


_RESOLVERS: dict[str, Callable[[Expression, Setting], Resolved | None]] = {
    "day_iso": time_days.day_iso_meaning,
    "day_slashed": time_days.day_slashed_meaning,
    "clock": time_days.clock_meaning,
    "day": time_days.day_meaning,
    "part": time_days.part_meaning,
    "day_of": time_days.day_of_meaning,
    "month": time_periods.month_meaning,
    "week_of": time_days.week_of_meaning,
    "year": time_periods.year_meaning,
    "year_spoken": time_periods.year_spoken_meaning,
    "decade": time_periods.decade_meaning,
    "century": time_periods.century_meaning,
    "unit": time_periods.unit_meaning,
    "yearend": time_periods.yearend_meaning,
    "ago": time_amounts.ago_meaning,
    "length_from": time_amounts.length_from_meaning,
    "ago_long": time_amounts.ago_long_meaning,
    "year_ago": time_periods.year_ago_meaning,
    "quarter": time_periods.quarter_meaning,
    "half": time_periods.half_meaning,
    "season": time_periods.season_meaning,
    "holiday": time_days.holiday_meaning,
    "age": time_amounts.not_time_meaning,
    "fraction": time_amounts.not_time_meaning,
    "length_ended": time_amounts.length_ended_meaning,
    "span": time_amounts.span_meaning,
    "length": time_amounts.length_meaning,
    "length_plural": time_amounts.length_plural_meaning,
    "set_every": time_amounts.set_every_meaning,
    "set_weekday": time_amounts.set_weekday_meaning,
    "set_habit": time_amounts.set_habit_meaning,
    "set_rate": time_amounts.set_rate_meaning,
    "ref_now": _reference("PRESENT_REF"),
    "ref_past": _reference("PAST_REF"),
    "ref_future": _reference("FUTURE_REF"),
}

"""What a time expression means: its TIMEX3 type and value, against the day of publication and the dates before it.

Where the day of publication is not known, values keep X in the unknown places and nothing is guessed.
"""

from collections.abc import Callable

from tellings.language.time import amounts, days, periods
from tellings.language.time.grammar import Expression
from tellings.language.time.setting import Resolved, Setting
from tellings.records import TimexType


def resolved(expression: Expression, setting: Setting) -> Resolved | None:
    """What an expression means; None where its numbers name no time (the 31st of June)."""
    return _RESOLVERS[expression.rule](expression, setting)


def _reference(value: str) -> Callable[[Expression, Setting], Resolved | None]:
    return lambda expression, setting: Resolved(TimexType.DATE, value)


_RESOLVERS: dict[str, Callable[[Expression, Setting], Resolved | None]] = {
    "day_iso": days.day_iso_meaning,
    "day_slashed": days.day_slashed_meaning,
    "clock": days.clock_meaning,
    "day": days.day_meaning,
    "part": days.part_meaning,
    "day_of": days.day_of_meaning,
    "month": periods.month_meaning,
    "week_of": days.week_of_meaning,
    "year": periods.year_meaning,
    "year_spoken": periods.year_spoken_meaning,
    "decade": periods.decade_meaning,
    "century": periods.century_meaning,
    "unit": periods.unit_meaning,
    "yearend": periods.yearend_meaning,
    "ago": amounts.ago_meaning,
    "length_from": amounts.length_from_meaning,
    "ago_long": amounts.ago_long_meaning,
    "year_ago": periods.year_ago_meaning,
    "quarter": periods.quarter_meaning,
    "half": periods.half_meaning,
    "season": periods.season_meaning,
    "holiday": days.holiday_meaning,
    "age": amounts.not_time_meaning,
    "fraction": amounts.not_time_meaning,
    "length_ended": amounts.length_ended_meaning,
    "span": amounts.span_meaning,
    "length": amounts.length_meaning,
    "length_plural": amounts.length_plural_meaning,
    "set_every": amounts.set_every_meaning,
    "set_weekday": amounts.set_weekday_meaning,
    "set_habit": amounts.set_habit_meaning,
    "set_rate": amounts.set_rate_meaning,
    "ref_now": _reference("PRESENT_REF"),
    "ref_past": _reference("PAST_REF"),
    "ref_future": _reference("FUTURE_REF"),
}

"""TIMEX3 values as stretches of time that can be held against each other, and lengths of time as days."""

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tellings.claims.lexicon import words_of

_LENGTH = re.compile(r"P(T?)(\d{1,6}(?:\.\d{1,3})?|X)([YMWDHS]|DE|CE)")
_DAYS = {"Y": 365.25, "M": 30.44, "W": 7.0, "D": 1.0, "DE": 3652.5, "CE": 36525.0}
_PARTS = {"MO": (5, 12), "AF": (12, 18), "EV": (17, 23), "NI": (18, 24), "MI": (11, 13), "DT": (8, 17)}
_SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 12)}


@dataclass(frozen=True, slots=True)
class Stretch:
    """From when to when, as ordinal minutes; or how long, in days, with what leeway.

    Args:
        zone: The time zone printed with a time of day, in small letters; "" for none.
    """

    low: float
    high: float
    value: str
    is_length: bool = False
    is_clock: bool = False
    is_vague: bool = False
    zone: str = ""

    def meets(self, other: "Stretch") -> bool:
        """Whether both can be one time: they overlap, a little leeway given where either is vague."""
        leeway = 0.0
        if self.is_vague or other.is_vague:
            leeway = (
                60.0
                if self.is_clock and other.is_clock
                else 0.25 * max(self.high, other.high)
                if self.is_length
                else 0.0
            )
        return self.low < other.high + leeway and other.low < self.high + leeway


def stretch_of(value: str, before: str, after: Sequence[str], wording: str) -> Stretch | None:
    """The stretch that a TIMEX3 value means, given the words around it; None for a value without a fixed place."""
    vague = before in words_of("about") or any(
        word.lower() in words_of("about") | {"shortly", "nearly", "early", "late"} for word in wording.split()
    )
    length = _LENGTH.fullmatch(value)
    if length and length[2] == "X" and (length[1] or length[3] in {"D", "M"}):
        return None  # "days", "peak hours": no length that could differ
    if length:
        count = 3.0 if length[2] == "X" else float(length[2])
        unit = length[3]
        days = count * (
            {"H": 1 / 24, "M": 1 / 1440, "S": 1 / 86400}.get(unit, 1.0) if length[1] else _DAYS.get(unit, 1.0)
        )
        if length[2] == "X":
            return Stretch(days * 2 / 3, days * 100, value, is_length=True, is_vague=False)
        return Stretch(days, days * 1.0001, value, is_length=True, is_vague=vague)
    found = _day_or_time(value)
    if found is None:
        return None
    low, high, clock = found
    zone = ""
    if clock:
        zone = next(
            (
                w
                for w in [*wording.lower().replace(".", "").split(), *(a.replace(".", "") for a in after)]
                if w in words_of("zone")
            ),
            "",
        )
    return Stretch(low, high, value, is_clock=clock, is_vague=vague, zone=zone)


def _day_or_time(value: str) -> tuple[float, float, bool] | None:
    day, _, clock = value.partition("T")
    days = _days(day)
    if days is None:
        return None
    first, last = days
    start = first.toordinal() * 1440.0
    if clock:
        if clock[:2] in _PARTS:
            a, b = _PARTS[clock[:2]]
            return start + a * 60, start + b * 60, False
        try:
            at = datetime.strptime(clock[:5], "%H:%M")
        except ValueError:
            return None
        minute = start + at.hour * 60 + at.minute
        return minute, minute + 1, True
    return start, (last.toordinal() + 1) * 1440.0, False


def _days(value: str) -> tuple[date, date] | None:
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            day = date.fromisoformat(value)
            return day, day
        if re.fullmatch(r"\d{4}-\d\d", value):
            year, month = int(value[:4]), int(value[5:])
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        if re.fullmatch(r"\d{4}-W\d\d(-WE)?", value):
            monday = date.fromisocalendar(int(value[:4]), int(value[6:8]), 1)
            return (monday + timedelta(days=5 if value.endswith("WE") else 0)), monday + timedelta(days=6)
        if re.fullmatch(r"\d{4}", value):
            return date(int(value), 1, 1), date(int(value), 12, 31)
        if re.fullmatch(r"\d{3}", value):
            return date(int(value) * 10, 1, 1), date(int(value) * 10 + 9, 12, 31)
        if re.fullmatch(r"\d{4}-(SP|SU|FA|WI)", value):
            first, last = _SEASONS[value[5:]]
            return date(int(value[:4]), first, 1), date(int(value[:4]), last, 28)
    except ValueError:
        return None
    return None

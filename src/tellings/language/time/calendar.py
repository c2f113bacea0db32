"""Steps and values on the calendar at TIMEX3's granularities.

A grain is a letter code: D day, W week, E weekend, M month, Q quarter, H half-year, Y year, DE decade, C century, L
millennium; S, TM, TH seconds, minutes and hours.
"""

from calendar import monthrange
from datetime import date, timedelta

# TIMEX3 values where not even the reference date is known (TimeML 1.2.1, 2.2.4: X for unknown places).
UNKNOWN = {
    "D": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "E": "XXXX-WXX-WE",
    "M": "XXXX-XX",
    "Q": "XXXX-QX",
    "H": "XXXX-HX",
    "Y": "XXXX",
    "DE": "XXX",
    "C": "XX",
    "L": "X",
}
_DAYS = {"D": 1, "N": 1, "W": 7, "E": 7, "F": 14}
_MONTHS = {"M": 1, "Q": 3, "H": 6, "Y": 12, "DE": 120, "C": 1200, "L": 12000}
_CLOCK = {"S": "S", "TM": "M", "TH": "H"}
_PERIOD = {"D": "D", "N": "D", "W": "W", "E": "WE", "M": "M", "Q": "Q", "Y": "Y", "DE": "DE", "C": "C", "L": "L"}
# Half of a unit in the next smaller one.
_HALVES = {"Y": "6M", "DE": "5Y", "TH": "30M", "TM": "30S"}
_TENS = {"DE": 10, "C": 100, "L": 1000}


def value_of(day: date, grain: str) -> str:
    """The TIMEX3 value of the period of this grain that a day lies in."""
    week = day.isocalendar()
    match grain:
        case "W" | "F":
            return f"{week.year}-W{week.week:02}"
        case "E":
            return f"{week.year}-W{week.week:02}-WE"
        case "M":
            return f"{day.year:04}-{day.month:02}"
        case "Q":
            return f"{day.year:04}-Q{(day.month + 2) // 3}"
        case "H":
            return f"{day.year:04}-H{(day.month + 5) // 6}"
        case "Y":
            return f"{day.year:04}"
        case "DE":
            return f"{day.year:04}"[:3]
        case "C":
            return f"{day.year:04}"[:2]
        case "L":
            return f"{day.year:04}"[:1]
    return day.isoformat()


def shifted(day: date, grain: str, count: int) -> date | None:
    """The day `count` periods later (earlier where negative); None past the ends of the calendar.

    Months keep the day of the month where the month has it, else end on its last.
    """
    if abs(count) > 100_000:
        return None
    try:
        if grain in _DAYS:
            return day + timedelta(days=_DAYS[grain] * count)
        months = day.year * 12 + day.month - 1 + _MONTHS[grain] * count
        year, month = divmod(months, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError):
        return None


def duration(count: float | None, unit: str) -> str:
    """The TIMEX3 duration of so many units; None counts as X ("several years" is PXY)."""
    if unit == "F":
        count, unit = (count * 2 if count else count), "W"
    if count is None:
        return f"PTX{_CLOCK[unit]}" if unit in _CLOCK else f"PX{_PERIOD[unit]}"
    whole, half = int(count), count % 1 == 0.5
    if unit in _TENS:
        count, unit = count * _TENS[unit], "Y"
        whole, half = int(count), False
    if half and unit in _HALVES:
        rest = _HALVES[unit]
        return f"PT{whole}{_CLOCK[unit]}{rest}" if unit in _CLOCK else f"P{whole}{_PERIOD[unit]}{rest}"
    number = f"{count:g}" if count % 1 else str(whole)
    return f"PT{number}{_CLOCK[unit]}" if unit in _CLOCK else f"P{number}{_PERIOD[unit]}"


def nearest_weekday(day: date, weekday: int, direction: int, *, same_day: bool = True) -> date | None:
    """The nearest day with this ISO weekday before (`direction` -1) or after (1) a day, itself included if asked."""
    gap = (weekday - day.isoweekday()) * direction % 7
    return shifted(day, "D", direction * (gap if gap or same_day else 7))


def holiday(rule: str, year: int) -> date | None:
    """The date of a named day in a year, by a rule of data/holidays.tsv."""
    if not 1583 <= year <= 9998:
        return None
    if rule.startswith("easter"):
        return easter(year) + timedelta(days=int(rule.removeprefix("easter")))
    month, _, rest = rule.partition("-")
    if rest == "tuesday":  # the Tuesday after the first Monday
        return _nth(year, int(month), 1, 1) + timedelta(days=1)
    if rest == "black":  # the day after the fourth Thursday
        return _nth(year, int(month), 4, 4) + timedelta(days=1)
    weekday, _, number = rest.partition("-")
    return _nth(year, int(month), int(weekday), int(number)) if number else date(year, int(month), int(weekday))


def _nth(year: int, month: int, weekday: int, number: int) -> date:
    if number < 0:
        last = date(year, month, monthrange(year, month)[1])
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (number - 1))


def easter(year: int) -> date:
    """Western Easter Sunday. Source: the anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), f = divmod(b, 4), (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)

"""Dates written out in full inside a string: "25 Apr, 2025 15:12", "2025-04-25T15:12:00+03:00", "25.04.2025".

Only what the characters say: nothing is resolved against another date, and an order of day and month that can be read
both ways is reported as such, never decided.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

_MONTH_NAMES = (
    "january february march april may june july august september october november december".split()  # noqa: SIM905
)
_WEEKDAY_NAMES = "monday tuesday wednesday thursday friday saturday sunday".split()  # noqa: SIM905

# Short forms as the AP and Guardian style books and date libraries print them.
MONTH_SHORT = {name[:3]: number for number, name in enumerate(_MONTH_NAMES, 1)} | {"sept": 9}
MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, 1)} | MONTH_SHORT
WEEKDAY_SHORT = {name[:3]: number for number, name in enumerate(_WEEKDAY_NAMES, 1)} | {
    "tues": 2,
    "wednes": 3,
    "thur": 4,
    "thurs": 4,
}
# ISO 8601 numbers: Monday is 1.
WEEKDAYS = {name: number for number, name in enumerate(_WEEKDAY_NAMES, 1)} | WEEKDAY_SHORT

# RFC 5322's zones, and those others whose letters mean one offset in the news. IST (India, Israel, Ireland), CST and
# AST name several, ET and PT change with the season: they give no offset.
_OFFSETS = (
    dict.fromkeys(("z", "utc", "gmt", "ut"), "+00:00")
    | {"est": "-05:00", "edt": "-04:00", "cdt": "-05:00", "mst": "-07:00", "mdt": "-06:00", "pst": "-08:00"}
    | {"pdt": "-07:00", "bst": "+01:00", "cet": "+01:00", "cest": "+02:00", "eet": "+02:00", "eest": "+03:00"}
    | {"msk": "+03:00", "sgt": "+08:00", "hkt": "+08:00", "jst": "+09:00", "kst": "+09:00", "aest": "+10:00"}
    | {"aedt": "+11:00"}
)


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date at `start:end` of a string, as far as it is written.

    Args:
        month, day: None where not written, or where the order of the two is open (`is_ambiguous`).
        hour, minute: 24 hours; None where no time stands beside the date.
        offset: `+03:00` where an offset, or a zone with one meaning, is written.
        weekday: ISO number where a weekday stands before the date; not checked against it.
        pair: The two numbers of a numeric date in the order written; None for other forms.
    """

    start: int
    end: int
    year: int
    month: int | None = None
    day: int | None = None
    hour: int | None = None
    minute: int | None = None
    offset: str | None = None
    weekday: int | None = None
    pair: tuple[int, int] | None = None

    @property
    def is_ambiguous(self) -> bool:
        """Whether day and month are written as numbers that can be read both ways."""
        return self.pair is not None and self.month is None


def _names(table: dict[str, int]) -> str:
    return "|".join(sorted(table, key=len, reverse=True))


_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_MONTH = rf"(?P<month>{_names(MONTHS)})\b\.?"
_YEAR = r"(?P<year>(?:19|20|21)\d{2})(?!\d)"
_WEEKDAY = rf"(?:\b(?P<weekday>{_names(WEEKDAYS)})(?:day)?\b\.?,?\s{{1,3}})?"
# Every repetition is bounded and no two neighbours can take the same character twice over: linear on any input.
_FORMS = (
    re.compile(
        rf"(?<![\d.-]){_WEEKDAY}{_YEAR}-(?P<month>\d{{2}})-(?P<day>\d{{2}})(?:(?:T|\s)(?P<hour>\d{{2}}):(?P<minute>\d{{2}})"
        r"(?::\d{2}(?:[.,]\d{1,9})?)?\s?(?P<zone>Z\b|[+-]\d{2}:?\d{2}\b)?)?(?!\d)",
        re.I,
    ),
    re.compile(rf"{_WEEKDAY}(?<![\d.,])\b{_DAY}(?:\s{{1,3}}of)?[\s/-]{{1,3}}{_MONTH},?[\s/-]{{1,3}}{_YEAR}", re.I),
    re.compile(rf"{_WEEKDAY}\b{_MONTH}\s{{1,3}}{_DAY},?\s{{1,3}}{_YEAR}", re.I),
    re.compile(
        rf"{_WEEKDAY}(?<![\d./-]){_YEAR}(?P<mark>[/.])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}})(?![\d/])", re.I
    ),
    re.compile(
        rf"{_WEEKDAY}(?<![\d./-])(?P<first>\d{{1,2}})(?P<mark>[/.-])(?P<second>\d{{1,2}})(?P=mark){_YEAR}(?![/-])", re.I
    ),
    re.compile(rf"\b{_MONTH},?\s{{1,3}}{_YEAR}", re.I),
)
_ZONE = r"(?:\s?\(?(?P<zone>(?:GMT|UTC)?\s?[+-]\d{1,2}(?::?\d{2})?\b|(?:[A-Z]{2,4}T|Z|UTC|MSK)\b))?"
_CLOCK = (
    r"(?<![\d:.])(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})(?::\d{2})?(?!\d))?(?:\s?(?P<half>[ap])\.?\s?m\b\.?)?"
    + _ZONE
)
_TIME_AFTER = re.compile(r"[\s,|•·–—-]{0,4}(?:at|@|-|/)?\s{0,2}" + _CLOCK, re.I)
_TIME_BEFORE = re.compile(_CLOCK + r"[\s,|•·–—)-]{0,4}(?:on\s{1,2})?$", re.I)
# Longest "12:12:12 p.m. GMT+03:00, on " a clock time before its date takes.
_BEFORE = 32


def written_dates(text: str) -> Iterator[WrittenDate]:
    """The dates of a string in order, each with the time and the weekday printed beside it; overlapping forms once."""
    found = sorted(
        (
            written
            for rank, form in enumerate(_FORMS)
            for match in form.finditer(text)
            if (written := _written(match)) is not None
        ),
        key=lambda written: (written.start, -written.end),
    )
    end = 0
    for written in found:
        if written.start >= end:
            yield (timed := _with_time(text, written, end))
            end = timed.end


def _written(match: re.Match[str]) -> WrittenDate | None:
    """The date of a match, or None where it is no day of the calendar."""
    parts = match.groupdict()
    year, weekday = int(parts["year"]), None
    if parts.get("weekday"):
        weekday = WEEKDAYS[parts["weekday"].lower()]
    written = WrittenDate(match.start(), match.end(), year, weekday=weekday)
    if parts.get("first"):
        return _numeric(written, int(parts["first"]), int(parts["second"]), parts["mark"])
    month = MONTHS.get(parts["month"].lower()) or (int(parts["month"]) if parts["month"].isdecimal() else 0)
    if not 1 <= month <= 12:
        return None
    if parts.get("day") is None:
        return replace(written, month=month)
    if not is_day(year, month, int(parts["day"])):
        return None
    written = replace(written, month=month, day=int(parts["day"]))
    if parts.get("hour") and int(parts["hour"]) < 24 and int(parts["minute"]) < 60:
        offset = _offset(parts["zone"])
        return replace(written, hour=int(parts["hour"]), minute=int(parts["minute"]), offset=offset)
    return written


def _numeric(written: WrittenDate, first: int, second: int, mark: str) -> WrittenDate | None:
    """A date of three numbers: the order that the calendar, the weekday or points between them leave, else open.

    Points are read day first: no country writes month.day.year (Unicode CLDR, short date patterns).
    """
    readings = [(month, day) for day, month in ((first, second), (second, first)) if is_day(written.year, month, day)]
    if mark == ".":
        readings = readings[:1] if is_day(written.year, second, first) else []
    elif written.weekday and len(readings) == 2:
        fitting = [r for r in readings if date(written.year, *r).isoweekday() == written.weekday]
        readings = fitting or readings
    if not readings:
        return None
    if len(set(readings)) > 1:
        return replace(written, pair=(first, second))
    month, day = readings[0]
    return replace(written, month=month, day=day, pair=(first, second))


def _with_time(text: str, written: WrittenDate, floor: int) -> WrittenDate:
    """The date with the clock time that stands directly after or before it (not before `floor`)."""
    if written.hour is not None or (written.day is None and not written.is_ambiguous):
        return written
    after = _TIME_AFTER.match(text, written.end)
    if after and (clock := _clock(after)):
        return replace(written, end=after.end(), hour=clock[0], minute=clock[1], offset=_offset(after["zone"]))
    floor = max(floor, written.start - _BEFORE)
    before = _TIME_BEFORE.search(text[floor : written.start])
    if before and (clock := _clock(before)):
        start = floor + before.start()
        return replace(written, start=start, hour=clock[0], minute=clock[1], offset=_offset(before["zone"]))
    return written


def _clock(match: re.Match[str]) -> tuple[int, int] | None:
    """Hour and minute on 24 hours; None for a bare number or an impossible time."""
    if match["minute"] is None and match["half"] is None:
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
    return (hour, minute) if hour < 24 and minute < 60 else None


def _offset(zone: str | None) -> str | None:
    """`+03:00` for a zone's letters or digits; None where they leave the offset open."""
    if not zone:
        return None
    name = re.sub(r"\s", "", zone).lower()
    if name in _OFFSETS:
        return _OFFSETS[name]
    digits = re.fullmatch(r"(?:gmt|utc)?([+-])(\d{1,2})(?::?(\d{2}))?", name)
    if not digits or int(digits[2]) > 14 or int(digits[3] or 0) > 59:
        return None
    return f"{digits[1]}{int(digits[2]):02}:{digits[3] or '00'}"


def is_day(year: int, month: int, day: int) -> bool:
    """Whether the calendar has this day."""
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True

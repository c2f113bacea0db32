"""The page's own words: statuses, counts, dates and lists as a reader has them."""

import re
from collections.abc import Sequence

from tellings.records import Status
from tellings.show.view_claims import StatusView

STATUSES = {
    Status.DISPUTED: StatusView("disputed", "Disputed", "some account contradicts it"),
    Status.CORROBORATED: StatusView("corroborated", "Corroborated", "two independent texts or more, and two voices"),
    Status.ONE_VOICE: StatusView("one-voice", "One voice", "independent texts, but all on one speaker’s word"),
    Status.ECHOED: StatusView("echoed", "Echoed", "several outlets, but one text behind them"),
    Status.SINGLE: StatusView("single", "Single", "one outlet only"),
}

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MOMENT = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d:\d\d)(?::\d\d)?(\S*))?)?)?")


def counted(count: int, noun: str, nouns: str | None = None) -> str:
    """The count with its noun: "1 outlet", "5 outlets"."""
    return f"{count} {noun if count == 1 else nouns or noun + 's'}"


def in_words(count: int) -> str:
    """The count as prose has it: words up to twelve, figures above."""
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def listed(items: Sequence[str]) -> str:
    """The items as a list in a sentence."""
    return ", ".join(items[:-1]) + " and " + items[-1] if len(items) > 1 else "".join(items)


def moment(value: str | None) -> str:
    """An ISO 8601 date as "14 Mar 2023, 22:10", as exact as it is given; other text unchanged; nothing for None."""
    parts = _MOMENT.fullmatch(value or "")
    if parts is None or not 1 <= int(parts[2] or 1) <= len(_MONTHS):
        return value or ""
    year, month, day, time, zone = parts.groups()
    named = " ".join(p for p in (day and str(int(day)), month and _MONTHS[int(month) - 1], year) if p)
    return f"{named}, {time}{f' {zone}' if zone else ''}" if time else named


def period(first: str | None, last: str | None) -> str:
    """When the reports appeared: one day, or the first and the last."""
    days = [moment(value[:10]) for value in (first, last) if value]
    return " – ".join(dict.fromkeys(days))


def percent(share: float) -> str:
    """A share of 0 to 1 as a percentage; never 100 % unless whole, never 0 % unless nothing."""
    rounded = round(share * 100)
    if 0 < share < 1:
        rounded = min(max(rounded, 1), 99)
    return f"{rounded} %"


def short_name(name: str) -> str:
    """A text's name without the remark in brackets at its end, for places that say the same in another way."""
    return name[: name.rindex("(")].rstrip() or name if name.endswith(")") and "(" in name else name


def cut_to(text: str, length: int) -> str:
    """The text, or as much of it as fits with an ellipsis."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"

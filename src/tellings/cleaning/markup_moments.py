"""Moments as markup states them, made into `Published` values."""

import re
from datetime import datetime
from email.utils import parsedate_to_datetime

from tellings.records import Precision, Published

_ISO = re.compile(
    r"\A(\d{4})-?(\d\d)-?(\d\d)(?:[T\s]\s?(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d{1,9})?)?\s?(Z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d)?)?\Z",
    re.IGNORECASE,
)
_WRITTEN = ("%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y", "%A, %B %d, %Y", "%A, %d %B %Y", "%Y/%m/%d")
_EARLIEST_YEAR = 1800


def moment(text: str, basis: str) -> Published | None:
    """The moment a piece of markup states, to the minute or the day; None where it is no moment.

    Midnight to the second is what publishers' systems write where they know only the day.
    """
    found = _ISO.match(text.strip())
    stated = _from_iso(found) if found else _from_words(text.strip())
    if stated is None:
        return None
    when, has_time = stated
    if when.year < _EARLIEST_YEAR:
        return None
    if not has_time or (when.hour, when.minute, when.second) == (0, 0, 0):
        return Published(when.date().isoformat(), Precision.DAY, basis)
    return Published(when.isoformat(timespec="minutes"), Precision.MINUTE, basis)


def _from_iso(found: re.Match[str]) -> tuple[datetime, bool] | None:
    year, month, day, hour, minute, second, zone = found.groups()
    text = f"{year}-{month}-{day}T{hour or '00'}:{minute or '00'}:{second or '00'}"
    if zone:
        text += "+00:00" if zone.isalpha() else zone if ":" in zone else f"{zone[:3]}:{zone[3:] or '00'}"
    try:
        return datetime.fromisoformat(text), hour is not None
    except ValueError:
        return None


def _from_words(text: str) -> tuple[datetime, bool] | None:
    """A date as RFC 5322 writes it, or in one of the few wordings that meta tags use."""
    if len(text) > 60:
        return None
    try:
        return parsedate_to_datetime(text), bool(re.search(r"\d:\d", text))
    except (ValueError, TypeError, IndexError):
        pass
    for form in _WRITTEN:
        try:
            return datetime.strptime(text, form), False
        except ValueError:
            continue
    return None

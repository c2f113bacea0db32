"""Moments of the data as RFC 3339 wants them: whole, to the second, with an offset."""

import re
from datetime import datetime

# Where a feed must state a moment and the data knows none.
UNKNOWN = "1970-01-01T00:00:00Z"

_MOMENT = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d))?(Z|[+-]\d\d:\d\d)?)?)?)?")


def whole_moment(value: str | None) -> str:
    """The date, of whatever precision, as the first moment it can mean; no offset is read as UTC.

    Nothing is asked of the clock: the same data has the same moments on every day.
    """
    found = _MOMENT.fullmatch(value or "")
    if not found:
        return UNKNOWN
    year, month, day, hour, minute, second, offset = found.groups()
    moment = f"{year}-{month or '01'}-{day or '01'}T{hour or '00'}:{minute or '00'}:{second or '00'}{offset or 'Z'}"
    try:
        datetime.fromisoformat(moment)
    except ValueError:  # a month 13 that a file brought in
        return UNKNOWN
    return moment

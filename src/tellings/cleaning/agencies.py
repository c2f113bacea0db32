"""News agencies and the forms in which credits name them; data in `data/agencies.tsv`."""

import re
from functools import cache

from tellings.data.tables import table


@cache
def agency_names() -> dict[str, str]:
    """Every credit form with its agency's canonical name."""
    return {form: name for name, _, forms in table("agencies") for form in forms.split("|")}


@cache
def agency_pattern() -> str:
    """A pattern for any agency's credit form, the longest first, not inside a longer word or name."""
    forms = sorted(agency_names(), key=lambda form: (-len(form), form))
    return r"(?<![\w&])(?:" + "|".join(map(re.escape, forms)) + r")(?![\w&])"


@cache
def _finder() -> re.Pattern[str]:
    return re.compile(agency_pattern())


def agencies_in(text: str) -> tuple[str, ...]:
    """Canonical names of the agencies that a short credit names, in its order, each once."""
    return tuple(dict.fromkeys(agency_names()[match.group()] for match in _finder().finditer(text)))

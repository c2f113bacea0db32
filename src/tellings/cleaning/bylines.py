"""Writers' names on lines of their own."""

import re
from functools import cache

from tellings.data.tables import table

_PERSON = re.compile(r"[A-ZÀ-Þ][\w'’\-]+(?:\s(?:[A-ZÀ-Þ][\w'’.\-]*|de|del|la|van|von|der|bin|al|el|da|dos|di)){1,3}")
_LABEL = re.compile(r"^(?:Author|AUTHOR|Writer|Reporter|Story by|Text by)s?\s?:?\s")
_SIGNED = re.compile(r"(?P<name>[A-ZÀ-Þ]\.\s?[A-ZÀ-Þ][\w'’\-]+(?:\s[A-ZÀ-Þ][\w'’\-]+)?)\s?(?:--|–|—|/)\s?\w{1,6}")


def byline_names(line: str) -> tuple[str, ...]:
    """The name on a line that holds nothing but a person's name, or signs for a desk ("J.Doe--XY"); else nothing."""
    signed = _SIGNED.fullmatch(line.strip())
    if signed:
        return (signed["name"],)
    name = _LABEL.sub("", line.strip(" –—-|•*_"))
    return (name,) if _PERSON.fullmatch(name) and name.split()[0].lower() in _given_names() else ()


@cache
def _given_names() -> frozenset[str]:
    return frozenset(row[0] for row in table("given_names"))

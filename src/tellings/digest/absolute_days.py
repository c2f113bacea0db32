"""The calendar day behind "on Friday" and "yesterday", put in brackets where the story's records are sure of it.

A digest joins reports of several days, so a bare weekday means nothing in it. A day inferred from a wrong date of
publication would be a false statement of ours: it is put in only where the reports agree on it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tellings.records import AnnotatedArticle, Precision, Span, Timex
from tellings.text.dates import WEEKDAYS

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_RELATIVE = re.compile(
    r"(?:on |late |early |last |this |next )*(?P<name>[a-z]+day|yesterday|today|tonight|tomorrow|"
    r"(?:\w+ )?days? (?:ago|earlier|later)|(?:last|next) (?:month|year))"
    r"(?: (?:morning|afternoon|evening|night))?",
    re.IGNORECASE,
)
_MONTH = re.compile(r"(\d{4})-(\d{2})")
# A date that is written out beside the weekday already: "Thursday, Dec. 28", "Monday (Jan. 6)", "Sunday, 31 December".
_WRITTEN_AFTER = re.compile(r"\s?[,(\[]?\s?(?:the\s)?(?:\d{1,2}\b|[A-Z][a-z]{2,8}\.?\s\d)")
_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)

_FEWEST = 2  # reports that name a day: one alone may have been dated wrongly


@dataclass(frozen=True, slots=True)
class Days:
    """The days that a story's reports mean: for each weekday's name, and those that at least two reports name."""

    by_name: Mapping[str, frozenset[str]]
    agreed: frozenset[str]


def days_named(articles: Sequence[AnnotatedArticle]) -> Days:
    """The days behind the relative expressions of the story's reports."""
    by_name: dict[str, set[str]] = {}
    outlets: dict[str, set[str]] = {}
    for annotated in articles:
        for timex in annotated.timexes:
            outlets.setdefault(timex.value[:10], set()).add(annotated.article.id)
            name = _name(timex, annotated)
            if name is not None:
                by_name.setdefault(name, set()).add(timex.value[:10])
    agreed = frozenset(day for day, named in outlets.items() if len(named) >= _FEWEST)
    return Days({name: frozenset(found) for name, found in by_name.items()}, agreed)


def absolute(timex: Timex, annotated: AnnotatedArticle, days: Days, year: str) -> str | None:
    """The day to be put behind a time expression, as "25 April"; None where none is needed or none is sure.

    Sure is a day that two reports name, and behind a weekday only one that all of the story mean by it. The year is the
    story's, which goes without saying.
    """
    name, published = _name(timex, annotated), annotated.article.published
    if name is None or published is None or published.precision not in {Precision.DAY, Precision.MINUTE}:
        return None
    if timex.value[:10] not in days.agreed or (name in WEEKDAYS and len(days.by_name.get(name, ())) != 1):
        return None
    if _WRITTEN_AFTER.match(annotated.article.text[timex.span.end : timex.span.end + 16]):
        return None
    return printed(timex.value[:10], year)


def printed(day: str, year: str) -> str | None:
    """An ISO day, month or year as a sentence has it: "25 April", with the year where it is not the story's."""
    if _MONTH.fullmatch(day) and 1 <= int(day[5:]) <= len(_MONTHS):
        return f"{_MONTHS[int(day[5:]) - 1]} {day[:4]}"
    if day.isdecimal():
        return day
    try:
        found = date.fromisoformat(day)
    except ValueError:
        return None
    plain = f"{found.day} {_MONTHS[found.month - 1]}"
    return plain if day[:4] == year else f"{plain} {found.year}"


def _name(timex: Timex, annotated: AnnotatedArticle) -> str | None:
    """The weekday, or "yesterday" and the like, that a time expression is made of; None for anything else."""
    matched = _RELATIVE.fullmatch(timex.span.wording(annotated.article.text))
    if matched is None:
        return None
    name = matched["name"].lower()
    if name.endswith((" month", " year")):
        exact = _MONTH.fullmatch(timex.value) if name.endswith("month") else timex.value.isdecimal()
        return name if exact else None
    if not _DAY.match(timex.value):
        return None
    if name not in WEEKDAYS:
        return None if name.endswith("day") and name not in {"yesterday", "today"} else name
    is_true = date.fromisoformat(timex.value[:10]).isoweekday() == WEEKDAYS[name]
    return name if is_true else None


def inside(span: Span, annotated: AnnotatedArticle) -> list[Timex]:
    """The time expressions inside a span."""
    return [timex for timex in annotated.timexes if span.covers(timex.span)]

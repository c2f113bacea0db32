"""What an article's own words say of the day it appeared: each clue with how likely it makes each day.

A clue is a pattern every reader of news knows: "said Saturday" stands in articles of that Saturday or of the day after,
"yesterday" beside a date puts the article a day later. The shares below were counted, see docs/stages/time.md.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from tellings.data.tables import table
from tellings.records import AnnotatedArticle, Timex, TimexType
from tellings.text.dates import MONTHS, WEEKDAYS, is_day
from tellings.text.tense import Grammar, Tense

# Days from a weekday in the text to publication, 0 to 6, by the verb above it: 1,061 weekdays of 568 dated articles
# (BASIL, News-Cluster, NEWSCOPE, PolNeAR dev), rounded.
WEEKDAY_SHARES = {
    "said": (0.60, 0.25, 0.06, 0.04, 0.02, 0.015, 0.015),
    "past": (0.47, 0.28, 0.10, 0.07, 0.04, 0.02, 0.02),
    "future": (0.32, 0.08, 0.03, 0.03, 0.12, 0.16, 0.26),
    "open": (0.43, 0.14, 0.08, 0.07, 0.08, 0.07, 0.13),
}
# The same for a day of a month without its year: 800 mentions. Beyond a week either way it is background.
_DAY_SHARES = dict.fromkeys(("said", "past"), (0.27, 0.15, 0.07, 0.05, 0.03, 0.02, 0.02, 0.02)) | {
    "future": (0.12, 0.06, 0.04, 0.014, 0.014, 0.014, 0.014, 0.014),
    "open": (0.20, 0.05, 0.02, 0.02),
}
_BACKGROUND = 0.0008
# "yesterday, on Friday, April 25": said outright. Not 1, since quotations bring their own yesterday.
_OUTRIGHT, _OTHERWISE = 0.94, 0.01
# "yesterday's talks" in an article that names the weekday before some day favours that day. A guess.
_YESTERDAY_BONUS = 2.0
# A day with its year is mostly history: writers leave the year out for what is recent.
_YEAR_DISCOUNT = 0.2
# Weekdays that are names: "Black Friday", "Good Friday", "Super Tuesday".
_NAMED = frozenset({"black", "bloody", "good", "super", "cyber", "ash", "palm", "maundy", "giving", "fat"})
_STEPS = {"yesterday": 1, "the day before": 1, "the previous day": 1, "today": 0, "tomorrow": -1, "the day after": -1}
_BETWEEN = re.compile(r"\s{0,2}[,(–—-]?\s{0,2}(?:on\s)?\s?(?:the\s)?")


@dataclass(frozen=True, slots=True)
class DayName:
    """A day an article names: a weekday, a day of a month, or both.

    Args:
        words: The words to quote.
        use: "said" under a verb of saying in the past, "past", "future" under one with will or the like,
            else "open".
        step: Days from the named day to publication where the words say it outright ("the day before, on Friday").
    """

    words: str
    use: str
    weekday: int | None = None
    month: int | None = None
    day: int | None = None
    year: int | None = None
    step: int | None = None

    def share(self, candidate: date) -> float:
        """How likely an article of this day words it so, between 0 and 1."""
        if self.step is not None:
            return _OUTRIGHT if self._is_on(candidate - timedelta(days=self.step)) else _OTHERWISE
        if self.month is not None and self.day is not None:
            return self._day_share(candidate)
        if self.weekday is None:
            return 1.0
        return WEEKDAY_SHARES[self.use][(candidate.isoweekday() - self.weekday) % 7]

    def named_day(self, candidate: date) -> date | None:
        """The day a weekday stands for in an article of this day; None where it is no plain weekday."""
        if self.weekday is None or self.month is not None or self.step is not None or self.use == "open":
            return None
        gap = (candidate.isoweekday() - self.weekday) % 7
        return candidate + timedelta(days=(-gap) % 7 if self.use == "future" else -gap)

    def best_share(self) -> float:
        """The share of the likeliest day."""
        if self.step is not None:
            return _OUTRIGHT
        if self.month is not None:
            return max(_DAY_SHARES[self.use])
        return max(WEEKDAY_SHARES[self.use])

    def dates(self, years: range) -> list[date]:
        """The days of these years that fit the month, the day and, where written, the weekday and the year."""
        if self.month is None or self.day is None:
            return []
        days = [date(y, self.month, self.day) for y in years if is_day(y, self.month, self.day)]
        return [d for d in days if self._is_on(d)]

    def _is_on(self, day: date) -> bool:
        return (
            (self.weekday is None or day.isoweekday() == self.weekday)
            and (self.month is None or (day.month, day.day) == (self.month, self.day))
            and (self.year is None or day.year == self.year)
        )

    def _day_share(self, candidate: date) -> float:
        years = range(max(1, candidate.year - 1), min(9999, candidate.year + 2))
        gaps = [(candidate - day).days for day in self.dates(years)]
        gap = min(gaps, key=abs, default=999)
        shares = _DAY_SHARES[self.use]
        distance = -gap if self.use == "future" else gap
        share = shares[distance] if 0 <= distance < len(shares) else 0.01 if -3 <= distance < 0 else _BACKGROUND
        return max(share * (_YEAR_DISCOUNT if self.year else 1), _BACKGROUND)


@dataclass(frozen=True, slots=True)
class Yesterday:
    """An article that says "yesterday" without a date beside it: the day before was likely named by its weekday."""

    words: str
    weekdays: frozenset[int]

    def share(self, candidate: date) -> float:
        """Higher for days whose day before the article names."""
        return 1.0 if (candidate - timedelta(days=1)).isoweekday() in self.weekdays else 1.0 / _YESTERDAY_BONUS

    def best_share(self) -> float:
        """The share of the likeliest days."""
        return 1.0


Clue = DayName | Yesterday


@cache
def _saying() -> frozenset[str]:
    return frozenset(row[0] for row in table("reporting_verbs") if row[1] == "say")


def clues_of(annotated: AnnotatedArticle) -> tuple[Clue, ...]:
    """The clues to its day of publication in an article's text, in order, each kind of naming a day once."""
    names = list(_day_names(annotated))
    clues: list[Clue] = []
    seen: set[tuple[object, ...]] = set()
    for name in names:
        key = (name.weekday, name.month, name.day, name.year, name.step, name.use)
        if key not in seen:
            seen.add(key)
            clues.append(name)
    weekdays = frozenset(name.weekday for name in names if name.weekday and name.use in {"said", "past"})
    text = annotated.article.text
    yesterday = next((t for t in annotated.timexes if _wording(text, t).startswith("yesterday")), None)
    if yesterday and weekdays:
        end = min(len(text), yesterday.span.end + 15)
        clues.append(Yesterday(_one_line(text[yesterday.span.start : end].rsplit(" ", 1)[0]), weekdays))
    return tuple(clues)


def years_named(annotated: AnnotatedArticle) -> list[int]:
    """The years an article's time expressions name, in order of mention."""
    return [
        int(t.value[:4])
        for t in annotated.timexes
        if t.type in {TimexType.DATE, TimexType.TIME} and re.match(r"\d{4}(?:-|$)", t.value)
    ]


def _day_names(annotated: AnnotatedArticle) -> Iterator[DayName]:
    """The days an article names, in order; "Friday (Jan. 17)" and "yesterday, on Friday" are one naming each."""
    text = annotated.article.text
    grammar = Grammar.of(text, annotated.parse)
    previous: Timex | None = None
    pending: tuple[Timex, DayName] | None = None
    for timex in annotated.timexes:
        step = _step_before(text, previous, timex) if previous else None
        name = _day_name(annotated, grammar, timex, previous if step is not None else None, step)
        if pending and name and _is_continued(text, *pending, timex, name):
            end = timex.span.end + (text[timex.span.end : timex.span.end + 1] == ")")
            words = _one_line(text[pending[0].span.start : end])
            name = replace(name, words=words, use=pending[1].use, weekday=pending[1].weekday)
        elif pending:
            yield pending[1]
        pending = (timex, name) if name else None
        previous = timex
    if pending:
        yield pending[1]


def _is_continued(text: str, earlier: Timex, weekday: DayName, later: Timex, day: DayName) -> bool:
    """Whether a day of the month only tells which weekday was just named."""
    between = text[earlier.span.end : later.span.start]
    return weekday.month is None and day.month is not None and day.weekday is None and bool(_BETWEEN.fullmatch(between))


def _day_name(
    annotated: AnnotatedArticle, grammar: Grammar, timex: Timex, earlier: Timex | None, step: int | None
) -> DayName | None:
    """The day a time expression names, with the verb's words where it is one of saying; None where it names none."""
    text = annotated.article.text
    written = _written_day(text, timex)
    if written is None:
        return None
    verb = grammar.verb_above(timex.span.start, timex.span.end)
    use, start, end = "open", timex.span.start, timex.span.end
    if verb and verb.tense is Tense.PAST:
        use = "said" if verb.lemma in _saying() else "past"
        token = annotated.parse.tokens[verb.index]
        if use == "said" and -12 < start - token.start < 40:  # quote "said on Saturday", not half a sentence
            start, end = min(start, token.start), max(end, token.end)
    elif verb and verb.has_future_auxiliary:
        use = "future"
    if earlier is not None:
        start = earlier.span.start
    weekday, month, day, year = written
    return DayName(_one_line(text[start:end]), use, weekday, month, day, year, step)


def _written_day(text: str, timex: Timex) -> tuple[int | None, int | None, int | None, int | None] | None:
    """Weekday, month, day and year as the words of a time expression name them; None where they name no day."""
    if timex.type not in {TimexType.DATE, TimexType.TIME}:
        return None
    words = re.findall(r"[^\W\d_]+|\d+", _wording(text, timex))
    if set(words) & {"last", "next", "previous", "preceding", "following", "that", "week"}:
        return None
    before = text[max(0, timex.span.start - 12) : timex.span.start].lower().split()
    weekday = next((WEEKDAYS[w] for w in words if w in WEEKDAYS), None)
    month = next((MONTHS[w] for w in words if w in MONTHS), None)
    if weekday and month is None and before and before[-1] in _NAMED:
        return None
    year = next((int(w) for w in words if len(w) == 4 and w.isdecimal()), None)
    numbers = [int(w) for w in words if w.isdecimal() and len(w) <= 2 and 1 <= int(w) <= 31]
    value = re.match(r"[\dX]{4}-(\d\d)-(\d\d)", timex.value)
    if month is not None and value and (int(value[2]) in numbers or not numbers):
        return weekday, int(value[1]), int(value[2]), year
    return (weekday, None, None, None) if weekday and month is None else None


def _step_before(text: str, earlier: Timex, timex: Timex) -> int | None:
    """Days to publication where "yesterday", "today" or "the day before" stands directly before the named day."""
    wording = _wording(text, earlier)
    step = next((days for words, days in _STEPS.items() if wording.endswith(words)), None)
    between = text[earlier.span.end : timex.span.start]
    return step if step is not None and _BETWEEN.fullmatch(between) else None


def _wording(text: str, timex: Timex) -> str:
    return text[timex.span.start : timex.span.end].lower()


def _one_line(words: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())

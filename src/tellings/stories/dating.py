"""The day of publication of articles that print none, inferred as a careful reader would, from all clues together.

Each article's words make some days likelier than others (`dating_clues`); the other articles of the story fix the week
and the year. The days around the story are compared by the product of all, and the best one is taken where it holds
enough of the whole. Without a calendar date anywhere in the story there is no answer, and none is given.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tellings.records import AnnotatedArticle, ArticleId, Precision, Published
from tellings.stories.dating_clues import Clue, DayName, clues_of, years_named

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
# How far apart two reports of one event appear, in days: 2,900 pairs of News-Cluster, BASIL and NEWSCOPE, rounded.
_APART = (0.48, 0.32, 0.10, 0.04, 0.02, 0.012, 0.008, 0.006)
_FAR_APART = 0.0015
# How long after a dated event its reports appear: the shares of the mentions of days of the month, rounded. The words
# that date the event are a clue of their own, yet flat shares here gave fewer answers, and fewer right.
_AFTER_EVENT = (0.40, 0.33, 0.10, 0.05, 0.03, 0.02, 0.02, 0.02)
# How much less likely a weekday is to stand for a day that the dated reports of the story do not name. A guess, tried
# at 0.3 to 1.
_UNHEARD = 0.5
# Clues of one article are not independent: a feature a week late names every day late. A guess, tried at 0.7 to 1.
_INDEPENDENCE = 0.85


@dataclass(frozen=True, slots=True)
class DatingSettings:
    """How dates are inferred.

    Args:
        min_share: Share of the whole that the best day must hold. Measured: see docs/stages/time.md.
        reach_days: How far from the story's known days to look.
        today: Day after which nothing was published (`2025-04-27`); None where not known.
    """

    min_share: float = 0.5
    reach_days: int = 21
    today: str | None = None


@dataclass(frozen=True, slots=True)
class _Frame:
    """The days a story is known to lie at, all the days its dated reports name, and the words that say so."""

    days: tuple[date, ...]
    named: frozenset[date]
    are_events: bool
    reason: str

    def share(self, candidate: date) -> float:
        """How likely a report of this story appears on a day."""
        table = _AFTER_EVENT if self.are_events else _APART
        gaps = [(candidate - day).days if self.are_events else abs((candidate - day).days) for day in self.days]
        shares = [table[gap] if 0 <= gap < len(table) else _FAR_APART for gap in gaps]
        return sum(shares) / len(shares)

    def echo(self, clue: Clue, candidate: date) -> float:
        """Less than 1 where a weekday would stand for a day that no dated report names: they tell the same events."""
        day = clue.named_day(candidate) if isinstance(clue, DayName) else None
        return 1.0 if day is None or day in self.named else _UNHEARD


def settle_dates(
    articles: Sequence[AnnotatedArticle], settings: DatingSettings = DatingSettings()
) -> dict[ArticleId, Published]:
    """The inferred day of publication of each article of one story that has none, where its clues suffice.

    Articles whose date is known to a month or a year are settled within it. An article is missing from the result where
    nothing in its own words bears on its day, or where no article of the story names a calendar date.

    `articles` are one story's, their time expressions resolved as far as their dates allow.
    """
    clues = {annotated.article.id: clues_of(annotated) for annotated in articles}
    frame = _printed_frame(articles) or _event_frame(articles, clues, settings)
    if frame is None:
        return {}
    settled = {
        annotated.article.id: _settled(annotated, clues[annotated.article.id], frame, settings)
        for annotated in articles
        if not _has_day(annotated)
    }
    return {article_id: published for article_id, published in settled.items() if published}


def _has_day(annotated: AnnotatedArticle) -> bool:
    published = annotated.article.published
    return published is not None and published.precision in {Precision.DAY, Precision.MINUTE}


def _printed_frame(articles: Sequence[AnnotatedArticle]) -> _Frame | None:
    days = [date.fromisoformat(a.article.published.value[:10]) for a in articles if a.article.published and _has_day(a)]
    if not days:
        return None
    span = " to ".join(day.isoformat() for day in sorted({min(days), max(days)}))
    named = frozenset(days) | {
        date.fromisoformat(timex.value[:10])
        for annotated in articles
        if _has_day(annotated)
        for timex in annotated.timexes
        if _DAY.match(timex.value)
    }
    return _Frame(
        tuple(days), named, are_events=False, reason=f"week and year from the reports that print a date ({span})"
    )


def _event_frame(
    articles: Sequence[AnnotatedArticle], clues: dict[ArticleId, tuple[Clue, ...]], settings: DatingSettings
) -> _Frame | None:
    """A day past that the articles' words fix on the calendar, by weekday, day of the month and, where written, year.

    Of several the one that most articles name goes first, then the latest. A day of the month without its weekday fixes
    no year, and one with its year alone is mostly history.
    """
    fixed: dict[date, list[tuple[ArticleId, DayName]]] = {}
    for annotated in articles:
        for clue in clues[annotated.article.id]:
            if isinstance(clue, DayName) and clue.month and clue.weekday and clue.use != "future":
                day = _fixed_day(clue, articles, settings)
                if day is not None:
                    fixed.setdefault(day, []).append((annotated.article.id, clue))
    if not fixed:
        return None
    day = max(fixed, key=lambda d: (len({article_id for article_id, _ in fixed[d]}), d))
    words = fixed[day][0][1].words
    return _Frame((day,), frozenset({day}), are_events=True, reason=f"by the calendar “{words}” is {day.isoformat()}")


def _fixed_day(name: DayName, articles: Sequence[AnnotatedArticle], settings: DatingSettings) -> date | None:
    """The day a weekday and a day of the month stand for; None where two years are as good.

    The year is the first that fits from the latest one the articles name on; where today is known, the latest that was
    not in the future must be the same, or nothing in the texts decides.
    """
    today = date.fromisoformat(settings.today) if settings.today else None
    last = today.year if today else date.max.year - 1
    named = Counter(year for annotated in articles for year in years_named(annotated) if 1900 <= year <= last)
    partial = [int(a.article.published.value[:4]) for a in articles if a.article.published]
    if name.year is not None or partial:
        years = [name.year] if name.year is not None else sorted({*partial})
        days = [day for year in years for day in name.dates(range(year, year + 1))]
        return days[0] if len(days) == 1 else None
    # An article is no older than the years it speaks of; a year named but once may lie ahead ("by 2030").
    repeated = [year for year, count in named.items() if count > 1] or list(named)
    since = max(repeated) - 1 if repeated else last - 10
    near = name.dates(range(since, min(since + 12, last + 1))) if named else []
    latest = [day for day in name.dates(range(since, last + 1)) if day <= today][-1:] if today else []
    readings = sorted({*near[:1], *latest})
    return readings[0] if len(readings) == 1 else None


def _settled(
    annotated: AnnotatedArticle, clues: tuple[Clue, ...], frame: _Frame, settings: DatingSettings
) -> Published | None:
    """The best day of one article; None where its words say nothing or leave several days as likely."""
    if not any(isinstance(clue, DayName) for clue in clues):
        return None
    known = annotated.article.published.value if annotated.article.published else ""
    weights = {
        day: _weight(day, clues, frame) for day in _candidates(frame, settings) if day.isoformat().startswith(known)
    }
    if not weights:
        return None
    best = max(weights, key=lambda day: weights[day])
    if weights[best] < settings.min_share * sum(weights.values()):
        return None
    # A clue is quoted where it speaks for the day at least half as loud as it could for any.
    telling = [clue for clue in clues if clue.share(best) >= 0.5 * clue.best_share()]
    if not any(isinstance(clue, DayName) for clue in telling):
        return None
    telling.sort(key=lambda clue: -clue.share(best) if isinstance(clue, DayName) else 0.0)
    quoted = "; ".join(dict.fromkeys(f"“{clue.words}”" for clue in telling[:3]))
    return Published(best.isoformat(), Precision.DAY, f"inferred from the text: {quoted}; {frame.reason}")


def _weight(day: date, clues: tuple[Clue, ...], frame: _Frame) -> float:
    words = math.prod(clue.share(day) * frame.echo(clue, day) for clue in clues)
    return frame.share(day) * math.pow(words, _INDEPENDENCE)


def _candidates(frame: _Frame, settings: DatingSettings) -> list[date]:
    """The days within reach of the story's known days, in order, none after today."""
    reach = range(-settings.reach_days, settings.reach_days + 1)
    near = {
        day + timedelta(days=step)
        for day in frame.days
        for step in reach
        if date.min.toordinal() + 30 < day.toordinal() < date.max.toordinal() - 30
    }
    latest = date.fromisoformat(settings.today) + timedelta(days=1) if settings.today else date.max
    return sorted(day for day in near if day <= latest)

"""What happened when: claims in the order of the dates that their own words name."""

import re
from collections.abc import Sequence

from tellings.records import AnnotatedArticle, ArticleId, Claim, Precision, Span, TimelineEntry, Timex, TimexType
from tellings.text.words import words

_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})")
_MONTH = re.compile(r"\d{4}-\d{2}$")
_YEAR = re.compile(r"\d{4}$")
_PER_DATE = 6  # entries a date: past this a timeline is a list of claims again
# With this many entries of a day, a year in passing ("founded in 1990") that one outlet alone tells is background.
_ENOUGH_DAYS = 8
_SAME = 0.6  # share of the shorter text's words from which two entries of a date tell the same. A guess.


def timeline_of(articles: Sequence[AnnotatedArticle], claims: Sequence[Claim]) -> tuple[TimelineEntry, ...]:
    """Dated claims, oldest first; within a date the best supported first, claims' order being theirs."""
    timexes = {a.article.id: a.timexes for a in articles}
    dated: dict[tuple[str, Precision], list[Claim]] = {}
    for claim in claims:
        named = _date_of(claim, timexes)
        if named is not None:
            dated.setdefault(named, []).append(claim)
    days = sum(len(found) for (_, precision), found in dated.items() if precision is Precision.DAY)
    entries: list[TimelineEntry] = []
    for (date, precision), found in sorted(dated.items(), key=lambda item: item[0][0]):
        if precision is Precision.YEAR and days >= _ENOUGH_DAYS:
            found = [claim for claim in found if claim.outlets > 1]
        entries += [TimelineEntry(date, precision, texts, ids) for texts, ids in _told(found)[:_PER_DATE]]
    return tuple(entries)


def _told(claims: Sequence[Claim]) -> list[tuple[str, tuple[str, ...]]]:
    """The texts of claims of one date with the ids behind each; what tells the same again joins the first."""
    told: list[tuple[str, frozenset[str], list[str]]] = []
    for claim in claims:
        keys = frozenset(word.key for word in words(claim.text))
        same = next((t for t in told if len(t[1] & keys) >= _SAME * max(1, min(len(t[1]), len(keys)))), None)
        if same is not None:
            same[2].append(claim.id)
        else:
            told.append((claim.text, keys, [claim.id]))
    return [(text, tuple(ids)) for text, _, ids in told]


def _date_of(claim: Claim, timexes: dict[ArticleId, tuple[Timex, ...]]) -> tuple[str, Precision] | None:
    """The date most witnesses name, the more exact of two that agree."""
    named: dict[tuple[str, Precision], int] = {}
    for witness in claim.witnesses:
        for date in _dates_in(witness.span, timexes.get(witness.span.article_id, ())):
            named[date] = named.get(date, 0) + 1
    return min(named, key=lambda date: (-named[date], -len(date[0]), date[0]), default=None)


def _dates_in(span: Span, timexes: Sequence[Timex]) -> list[tuple[str, Precision]]:
    inside = [t.value for t in timexes if t.type in {TimexType.DATE, TimexType.TIME} and span.covers(t.span)]
    found = []
    for value in inside:
        if day := _DAY.match(value):
            found.append((day.group(1), Precision.DAY))
        elif _MONTH.match(value):
            found.append((value, Precision.MONTH))
        elif _YEAR.match(value):
            found.append((value, Precision.YEAR))
    return found

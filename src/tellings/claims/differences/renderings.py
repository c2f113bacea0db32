"""One thing in other words: the same count of another noun, another doer of one act, another word at one head."""

import re
from collections.abc import Iterator
from itertools import combinations

from tellings.claims.differences.found import Found
from tellings.claims.differences.matter import LIKE, Reading, head, likeness, telling
from tellings.claims.differences.points import Point, Slot
from tellings.claims.facts import Facts
from tellings.claims.lexicon import words_of
from tellings.records import DisagreementKind

_MOST = 250
_ALIKE, _MORE_ALIKE = 0.35, 0.8


def doers(reading: Reading) -> Iterator[Found]:
    """Who did it: two doers of one act on one thing."""
    found = [p for p in reading.points if p.slot is Slot.PARTY and p.role == "doer"]
    for one, other in combinations(found, 2):
        if one.span.article_id == other.span.article_id or head(one, other) < LIKE:
            continue
        ours, theirs = one.whole, other.whole
        if likeness(one.term, other.term) >= 0.4 or one.words & other.words:
            continue
        if (
            likeness(ours.object, theirs.object) < LIKE
            or one.is_place == other.is_place
            or {one.term, other.term} & words_of("place-noun")
            or _is_dateline(one)
            or _is_dateline(other)
        ):
            continue
        signs = reading.signs(one, other)
        if signs.sentences + signs.assertions >= 2 * _ALIKE:
            yield Found(
                "doer",
                DisagreementKind.NAMING,
                True,
                one.line[0],
                telling(one, one.term),
                telling(other, other.term),
                signs,
            )


def _is_dateline(point: Point) -> bool:
    return point.wording.split(",")[0].split(" - ")[0].split(" — ")[0].isupper()


def quoted_words(reading: Reading) -> Iterator[Found]:
    """Two renderings of one remark: another word at one head, in quotation marks in both reports."""
    found = [p for p in reading.points if p.slot is Slot.WORD and _is_describing(p)]
    quoted = [p for p in found if _is_quoted(reading, p)]
    told = {(p.span.article_id, p.term, p.line[0]) for p in found}
    for one, other in combinations(quoted[:_MOST], 2):
        if one.role != other.role or one.span.article_id == other.span.article_id or one.term == other.term:
            continue
        if head(one, other) < 1.0 or one.term in other.words or other.term in one.words:
            continue
        if (one.span.article_id, other.term, one.line[0]) in told or (
            other.span.article_id,
            one.term,
            one.line[0],
        ) in told:
            continue
        signs = reading.signs(one, other)
        if signs.together and signs.assertions >= _QUOTED:
            yield Found(
                "quoted",
                DisagreementKind.NAMING,
                True,
                one.line[0],
                telling(one, one.term),
                telling(other, other.term),
                signs,
            )


_QUOTED = 0.4  # least likeness of two assertions to be renderings of one remark


_QUOTED = 0.4  # least likeness of two assertions to be renderings of one remark


def _are_two(one: Facts, other: Facts) -> bool:
    """Whether two speakers are known to be quoted."""
    speakers = [fact.assertion.attribution and fact.assertion.attribution.speaker for fact in (one, other)]
    return all(speakers) and speakers[0] != speakers[1]


_MARKS = re.compile('[“”"]')


def _is_describing(point: Point) -> bool:
    """Whether a word says of what kind or in what way: an adjective before a noun, an adverb in -ly."""
    return bool(point.line) and (point.role == "amod" or (point.role == "advmod" and point.term.endswith("ly")))


def _is_quoted(reading: Reading, point: Point) -> bool:
    """Whether a point stands inside quotation marks."""
    article = reading.articles[point.span.article_id]
    line = article.text.rfind("\n", 0, point.span.start) + 1
    marks = _MARKS.findall(article.text[line : point.span.start])
    return bool(marks) and (marks[-1] == "“" or (marks[-1] == '"' and len([m for m in marks if m == '"']) % 2 == 1))

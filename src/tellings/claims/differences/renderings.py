"""One thing in other words: another doer of one act, another word at one head of one remark."""

import re
from collections.abc import Iterator
from itertools import combinations

from tellings.claims.differences.found import Found
from tellings.claims.differences.matter import LIKE, Reading, head, likeness, telling
from tellings.claims.differences.points import Point, Slot
from tellings.claims.lexicon import words_of
from tellings.records import DisagreementKind

_MOST, _MOST_DOERS = 250, 600  # pairs are quadratic
_KIN = 0.4  # likeness from which two words are kin, so that one is no other doer than the other
_ALIKE = 0.7  # least sum of the likenesses of sentences and assertions in which two doers do one thing
_QUOTED = 0.4  # least likeness of two assertions to be renderings of one remark


def doers(reading: Reading) -> Iterator[Found]:
    """Who did it: a state in one report, a body of it in another ("Kestovia", "a Kestovian court")."""
    found = [p for p in reading.points if p.slot is Slot.DOER and p.line and not (_is_dateline(p) or _takes_up(p))]
    for one, other in combinations(found[:_MOST_DOERS], 2):
        if one.is_place == other.is_place or one.span.article_id == other.span.article_id or head(one, other) < LIKE:
            continue
        if likeness(one.whole.object, other.whole.object) < LIKE or {one.term, other.term} & words_of("land"):
            continue
        if likeness(one.term, other.term) < _KIN and not one.words & other.words:
            yield from _found(reading, "doer", one, other, _ALIKE)


def _is_dateline(point: Point) -> bool:
    return re.split(r",| - | — ", point.wording)[0].isupper()


def _takes_up(point: Point) -> bool:
    """Whether a doer is one told of before by what it is ("the company"), which may be the other's name."""
    return point.term[0] != "@" and point.wording.split()[0].lower() in {"the", "this", "its", "their", "his", "her"}


def quoted_words(reading: Reading) -> Iterator[Found]:
    """Two renderings of one remark: another word at one head, in quotation marks in both reports."""
    found = [p for p in reading.points if p.slot is Slot.WORD and p.line]
    told = {(p.span.article_id, p.term, p.line[0]) for p in found}
    quoted = [p for p in found if _is_quoted(reading, p)]
    for one, other in combinations(quoted[:_MOST], 2):
        if one.role != other.role or one.span.article_id == other.span.article_id or one.line[0] != other.line[0]:
            continue
        if one.term in other.words or other.term in one.words:
            continue
        crossed = {(one.span.article_id, other.term, one.line[0]), (other.span.article_id, one.term, one.line[0])}
        if not crossed & told and reading.claim_of.get(one.index) == reading.claim_of.get(other.index):
            yield from _found(reading, "quoted", one, other, 0.0, _QUOTED)


def _found(
    reading: Reading, search: str, one: Point, other: Point, least: float, least_assertions: float = 0.0
) -> Iterator[Found]:
    signs = reading.signs(one, other)
    if signs.sentences + signs.assertions >= least and signs.assertions >= least_assertions:
        tellings = telling(one, one.term), telling(other, other.term)
        yield Found(search, DisagreementKind.NAMING, True, one.line[0], *tellings, signs=signs)


_MARKS = re.compile('[“”"]')


def _is_quoted(reading: Reading, point: Point) -> bool:
    """Whether a point stands inside quotation marks of its paragraph."""
    text = reading.articles[point.span.article_id].text
    marks = _MARKS.findall(text[text.rfind("\n", 0, point.span.start) + 1 : point.span.start])
    return bool(marks) and (marks[-1] == "“" or (marks[-1] == '"' and marks.count('"') % 2 == 1))

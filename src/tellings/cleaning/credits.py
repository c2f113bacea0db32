"""Whose copy a text is, as the text itself says: datelines, by-lines, sign-offs, copyright lines.

Only places where a credit stands count. "Told Reuters", "AP reported", "contributed to this report" and photographs'
credits are mentions, not credits. The forms are those of the agencies' style books: AP ("CITY (AP) —", "Copyright 2016
The Associated Press"), Reuters ("CITY, Date (Reuters) -", "(Reporting by …; Editing by …)"), and desks' own
("– Agencies").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from tellings.cleaning.agencies import agencies_in, agency_names, agency_pattern
from tellings.cleaning.bylines import byline_names, closing_byline
from tellings.text.paragraphs import paragraphs

# Datelines stand in the first paragraphs; a title, a standfirst and a caption may come before.
_OPENING_PARAGRAPHS = 6
_CLOSING_PARAGRAPHS = 8
_LONGEST_CREDIT = 600
_LONGEST_PUBLISHER = 40

_UPPER = r"[A-ZÀ-ÖØ-ÞŁŚŻČŠŽ]"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DAY = rf"(?:{_MONTH}\s\d{{1,2}}(?:,\s\d{{4}})?|\d{{1,2}}\s{_MONTH}(?:\s\d{{4}})?|\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?)"
_CAPITALS = rf"(?:{_UPPER}{{2}}[{_UPPER[1:-1]}.'’\-]*|{_UPPER}\.(?:{_UPPER}\.)+|ST\.)"
_NAME = rf"{_UPPER}[\w.'’\-]*"
_SHOUTED = rf"{_CAPITALS}(?:[\s/]{_CAPITALS}){{0,4}}(?:,\s(?:{_NAME})(?:\s{_NAME}){{0,2}}){{0,2}}"
_MIXED = rf"{_NAME}(?:[\s/](?:{_NAME}|de|del|la|las|los|al|el|of|the)){{0,4}}(?:,\s{_NAME}(?:\s{_NAME}){{0,2}}){{0,2}}"
_RULE = r"\s?(?:—|–|―|--|-|:|−)\s?"


@dataclass(frozen=True, slots=True)
class Credit:
    """A place at `start:end` that says whose copy the text is; `where` names the kind of place."""

    agency: str
    start: int
    end: int
    where: str


@dataclass(frozen=True, slots=True)
class Dateline:
    """The words before a report's first sentence that say where it was written; `place` None where they name none."""

    place: str | None
    start: int
    end: int
    agency: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Credits:
    """What a text says of its own making."""

    found: tuple[Credit, ...]
    dateline: Dateline | None
    byline: tuple[str, ...]
    hints: tuple[str, ...] = ()

    @property
    def agencies(self) -> tuple[str, ...]:
        """Canonical names, in the order of the text, "Agencies" only where no agency is named."""
        names = tuple(dict.fromkeys(credit.agency for credit in self.found))
        return tuple(name for name in names if name != "Agencies") or names


def text_credits(text: str, title: str = "") -> Credits:
    """The agency credits, the dateline and the by-line of a text, with offsets into it.

    A title with which the text begins is left out of the search.
    """
    places = list(paragraphs(text))
    if title and places and text[slice(*places[0])].strip(" .") == title.strip(" ."):
        places = places[1:]
    line = next(filter(None, (dateline(text, start, end) for start, end in places[:_OPENING_PARAGRAPHS])), None)
    found = [Credit(name, line.start, line.end, "dateline") for name in line.agency] if line else []
    names: tuple[str, ...] = ()
    for start, end in places[:_OPENING_PARAGRAPHS]:
        byline, own = opening_byline(text, start, end)
        names, found = names or byline, found + own
    names = names or _heading_names([text[slice(*place)] for place in places[: _OPENING_PARAGRAPHS + 1]])
    for start, end in places[-_CLOSING_PARAGRAPHS:]:
        found += closing_credits(text, start, end)
        names = names or closing_byline(text[start:end].strip())
    ordered = tuple(dict.fromkeys(sorted(found, key=lambda credit: (credit.start, credit.end))))
    return Credits(ordered, line, names)


@cache
def _dateline_forms() -> tuple[re.Pattern[str], ...]:
    agency = rf"\((?P<agency>(?:{agency_pattern()}|[,/&\s]|and){{1,5}})\)"
    return (
        re.compile(
            rf"(?:(?P<place>{_MIXED}|{_SHOUTED})\s?[,.]?\s(?:{_DAY}[,.]?\s)?)?(?P<whole>{agency})(?:{_RULE}|\s)"
        ),
        re.compile(rf"(?P<day>{_DAY})[,.]?\s{agency}{_RULE}"),
        re.compile(rf"(?P<place>{_SHOUTED}),?\s\(?{_DAY}\)?(?:\s\([^()]{{2,30}}\))?{_RULE}"),
        re.compile(rf"(?P<place>{_SHOUTED})(?:\s?(?:—|–|―|--|:|−)\s?|\s?-\s)(?=\S)"),
        re.compile(rf"(?P<place>{_MIXED}),\s{_DAY}{_RULE}"),
    )


def dateline(text: str, start: int, end: int) -> Dateline | None:
    """The dateline with which the paragraph at `start:end` begins, or None. Its span leaves out the dash."""
    head = text[start : min(end, start + 160)]
    for form in _dateline_forms():
        match = form.match(head)
        if not match or start + match.end() >= end - 1:
            continue
        groups = match.groupdict()
        place, named = groups.get("place"), groups.get("agency") or ""
        if place and not named and (not _is_place(place) or end - start < 60):
            continue
        close = len(match.group().rstrip(" —–―-:−"))
        return Dateline(place.strip(" ,") if place else None, start, start + close, agencies_in(named))
    return None


_NO_PLACES = frozenset(
    [
        "BREAKING",
        "UPDATE",
        "UPDATED",
        "WATCH",
        "EXCLUSIVE",
        "LIVE",
        "VIDEO",
        "OPINION",
        "ANALYSIS",
        "EDITORIAL",
        "RELATED",
        "READ",
        "MORE",
        "NEWS",
        "ALERT",
        "URGENT",
        "CORRECTION",
        "PHOTO",
        "PHOTOS",
        "NOTE",
        "EDITOR'S",
        "FACTBOX",
        "EXPLAINER",
        "LISTEN",
        "Q",
        "A",
        "ABSTRACT",
        "CLOSE",
        "SEE",
        "ALSO",
        "COMMENTARY",
        "TIMELINE",
        "BY",
        "THE",
    ]
)


def _is_place(words: str) -> bool:
    first = words.split(",")[0].split()
    return len(words.replace(".", "")) >= 3 and not _NO_PLACES & set(first) and words not in agency_names()


_PERSON = rf"{_UPPER}[\w.'’\-]+(?:\s(?:{_UPPER}[\w.'’\-]*|de|del|la|van|von|der|bin|al|el|da|dos|di)){{1,4}}"
_BYLINE = re.compile(
    r"(?:[Bb]y[:\s]?|BY[:\s]|Written by[:\s]|Reported by[:\s])\s?"
    rf"(?P<names>{_PERSON}(?:(?:,|\sand|\s&|,\sand)\s{_PERSON}){{0,5}})(?P<rest>.*)"
)
_NO_PERSON = re.compile(r"\b(?:The|To|Editor|Editors|Staff|Desk|Reporter|Correspondent|News|Team|Newsroom)\b")
_BETWEEN = re.compile(r",\s(?:and\s)?|\sand\s|\s&\s|\s\|\s")


def opening_byline(text: str, start: int, end: int) -> tuple[tuple[str, ...], list[Credit]]:
    """The writers that a short paragraph names ("By A B and C D, Associated Press"), and the agency credited there."""
    line = text[start:end]
    if end - start > 200:
        return (), []
    match = _BYLINE.fullmatch(line)
    names: tuple[str, ...] = ()
    if match and len(match["rest"]) < 60:
        parts = _BETWEEN.split(match["names"])
        names = tuple(
            part.strip(" .")
            for part in parts
            if part.strip() and part.strip() not in agency_names() and not _NO_PERSON.search(part)
        )
        credited = agencies_in(match["rest"]) + tuple(agency_names()[part] for part in parts if part in agency_names())
    else:
        credited = agencies_in(line) if _is_only_credit(line) else ()
    return names, [Credit(name, start, end, "byline") for name in credited]


def _heading_names(opening: list[str]) -> tuple[str, ...]:
    """A writer's name alone above the text with the publisher's name in capitals below ("Ada Quist", "DAILY MAIL")."""
    for line, below in pairwise(opening):
        if below.isupper() and len(below) <= _LONGEST_PUBLISHER and (names := byline_names(line)):
            return names
    return ()


@cache
def _only_credit() -> re.Pattern[str]:
    filler = "and|with|via|of|the|The|By|by|From|from|Source|SOURCE|staff|Staff|writers?|Writers?|news"
    inner = rf"(?:{agency_pattern()}|(?:{filler}|[,/|&:©()\-–—.]|\s|\d))"
    return re.compile(rf"{inner}{{1,30}}")


def _is_only_credit(line: str) -> bool:
    """Whether a line holds nothing but agencies' names and the words and marks between them."""
    return len(line) < 120 and bool(_only_credit().fullmatch(line.strip())) and bool(agencies_in(line))


@cache
def _closings() -> tuple[tuple[str, re.Pattern[str]], ...]:
    agency = agency_pattern()
    several = rf"(?:{agency})(?:(?:,\s?|/|\s?&\s?|\sand\s|\s/\s)(?:{agency})){{0,3}}"
    return (
        (
            "sign-off",
            re.compile(
                rf"(?:(?<=[.!?”\"’')\]])\s?|\A)(?:[—–―−\-/|•~]{{1,2}}\s?(?P<a>{several})|\((?P<b>{several})\)|\[(?P<c>{several})\])\s?\.?\Z"
            ),
        ),
        ("sign-off", re.compile(rf"(?:(?<=[.!?”\"’')\]])\s)(?:Source:\s)?(?P<a>{several})\.?\Z")),
        ("copyright line", re.compile(rf"(?:©|\([cC]\)|Copyright|COPYRIGHT)[^.\n]{{0,40}}?(?P<a>{several})")),
        ("sign-off", re.compile(rf"(?:Source|SOURCE)s?\s?:\s?(?P<a>{several})\W{{0,3}}\Z")),
        (
            "end note",
            re.compile(
                rf"(?P<a>{agency})(?:\s(?:[Nn]ews\s)?(?:[Ww]riters?|[Rr]eporters?|[Cc]orrespondents?|[Jj]ournalists?))\s[^.\n]{{3,300}}?\scontributed"
            ),
        ),
    )


# Reuters signs its copy with the desk's names and not with its own.
_DESK = re.compile(
    r"\((?:(?:Additional |Writing and )?[Rr]eporting|Writing|Compiled|Editing|Reported)\b"
    r"[^()\n]{0,40}? by [^()\n]{3,500}\)\W{0,3}\Z"
)
_DESK_FORM = re.compile(r"[Ee]diting by ")
_PICTURE = re.compile(r"(?i)\b(?:photo(?:graph)?s?|picture|image|getty|pool|file|video|illustration|graphic)\b")


def closing_credits(text: str, start: int, end: int) -> Iterator[Credit]:
    """The agency credits at the end of the paragraph at `start:end`, or in its copyright line or end note."""
    low = max(start, end - _LONGEST_CREDIT)
    tail = text[low:end]
    desk = _DESK.search(tail)
    if desk and _DESK_FORM.search(desk.group()):
        named = agencies_in(desk.group())
        yield Credit(named[0] if named else "Reuters", low + desk.start(), low + desk.end(), "sign-off")
    for where, pattern in _closings():
        match = pattern.search(tail)
        if not match or _PICTURE.search(tail[max(0, match.start() - 40) : match.end()]):
            continue
        names = next(value for value in match.groupdict().values() if value)
        begin = low + match.start() + len(match.group()) - len(match.group().lstrip())
        for name in agencies_in(names):
            yield Credit(name, begin, low + match.end(), where)
        return

"""What a plain-text dump of a page yields: its lines as blocks, each with a role and the reason for it.

Which lines are reporting is decided by the trained chain (`sequence`), notices by `notices`; this module then tells
titles, standfirsts, headings, dates, by-lines, credits and captions apart by their form and place.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tellings.cleaning.agencies import agency_names
from tellings.cleaning.bylines import byline_names
from tellings.cleaning.captions import is_caption
from tellings.cleaning.credits import closing_credits, opening_byline
from tellings.cleaning.features import is_prose
from tellings.cleaning.lines import dump_lines
from tellings.cleaning.outlet_lines import is_like_newspaper
from tellings.cleaning.outlets import find_outlet
from tellings.cleaning.page import Page, PageBlock
from tellings.cleaning.reporting import Reporting, find_reporting
from tellings.cleaning.sequence import LineModel, line_model
from tellings.cleaning.settings import CleaningSettings
from tellings.cleaning.titles import Title, find_title, prints_title, same_words
from tellings.records import Basis, Document, Role
from tellings.text.dates import WrittenDate, written_dates

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_STOP = re.compile(r"[.!?…]['\"”’»)\]]*$")
# Verbs by which pages send readers elsewhere, with a colon: "Read more: …", "See also: …".
_POINTER = re.compile(
    r"(?:(?:also|please)\s)?(?:read|see|watch|listen|related|more|view|click|recommended|follow|share|sign up|subscribe"
    r"|download|register|log ?in)\b[^:.]{0,30}:(?:\s|$)",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"(?:©|Copyright\b|\([cC]\)\s)(?=.{0,20}(?:\d{4}|©|[Aa]ll rights))")
_CONTRIBUTED = re.compile(r"\bcontributed (?:to (?:this|the) (?:report|story|article)|reporting)\b")
_PLACEHOLDER = re.compile(r"[\[{<(]{1,2}[^\[\]{}<>\s]{1,80}[\]}>)]{1,2}")
_NOT_A_WORD = re.compile(r"[\W\d_]{0,200}")
_MAX_HEADING_WORDS = 14
# Lines between a writer's name and the text, at most; names further off are those of other articles.
_NEAR = 6
# Mean log odds from which a short line is a section head of the page and no heading of the report ("Related").
_HEAD_ODDS = 1.0


@dataclass(frozen=True, slots=True)
class _Reading:
    """A dump's lines, which of them are reporting, and the title."""

    lines: Sequence[str]
    reporting: Reporting
    first: int
    last: int
    title: Title | None
    odds: list[float]
    repeated: frozenset[str]

    def is_prose(self, index: int) -> bool:
        return _is_prose(self.lines[index])


def dump_page(document: Document, settings: CleaningSettings) -> Page:
    """The page's blocks in order with title, outlet and by-line; a page without reporting has no block of role BODY."""
    lines = dump_lines(document.content, settings.max_lines)
    reading = _read(lines, document.title, line_model())
    blocks = tuple(_block(reading, index) for index in range(len(lines)))
    names = _writers(blocks)
    address = document.url or (document.source if document.source.startswith(("http://", "https://")) else "")
    outlet = find_outlet(blocks, reading.title.text if reading.title else "", document.title or "", address)
    bases = []
    if reading.title:
        bases.append(Basis("title", reading.title.reason))
    if outlet:
        bases.append(Basis("outlet", outlet[1]))
    if names:
        bases.append(Basis("byline", f"the page's by-line: “{names[1]}”"))
    return Page(
        blocks=blocks,
        title=reading.title.text if reading.title else None,
        outlet=outlet[0] if outlet else None,
        byline=names[0] if names else (),
        bases=tuple(bases),
    )


def _is_prose(line: str) -> bool:
    """Prose, or a short sentence of the report's ("He declined.")."""
    return is_prose(line) or (len(_WORD.findall(line[:1000])) >= 7 and bool(_STOP.search(line)))


def _read(lines: list[str], stated: str | None, model: LineModel) -> _Reading:
    reporting = find_reporting(lines, model)
    kept = reporting.kept
    prose = [index for index, keep in enumerate(kept) if keep and is_prose(lines[index])]
    prose = prose or [index for index, keep in enumerate(kept) if keep and _is_prose(lines[index])]
    first, last = (prose[0], max(prose[-1], *reporting.put_back, -1)) if prose else (len(lines), -1)
    core = [lines[index] for index in prose]
    title = find_title(lines, first, core, stated)
    if title and first in title.lines and len(prose) > 1:
        first = prose[1]
    odds = [_mean_odds(line, model) for line in lines]
    repeated = frozenset(line for line, count in Counter(lines).items() if count > 1)
    return _Reading(lines, reporting, first, last, title, odds, repeated)


def _mean_odds(line: str, model: LineModel) -> float:
    found = [model.lexicon.odds.get(word.lower(), 0.0) for word in _WORD.findall(line[:300])]
    return sum(found) / len(found) if found else 0.0


def _block(reading: _Reading, index: int) -> PageBlock:
    line = reading.lines[index]
    role, reason = _role(reading, index, line)
    return PageBlock(role, line, reason)


def _role(reading: _Reading, index: int, line: str) -> tuple[Role, str]:
    title = reading.title
    if title and index <= reading.first and prints_title(line, title.text):
        if is_caption(line) and not same_words(line, title.text):
            return Role.CAPTION, "the title again with a photograph's credit"
        return Role.TITLE, "prints the title" if same_words(
            line, title.text
        ) else "prints the title with the page's name"
    if index in reading.reporting.notices:
        return Role.FURNITURE, "the publisher addresses its readers"
    own = _own_role(line, reading.first - 12 <= index <= reading.first or index >= reading.last)
    own = own or _signature(reading, index, line)
    if own:
        return own
    if not reading.reporting.kept[index] or reading.last < 0:
        return Role.FURNITURE, "does not belong to the stretch of prose"
    return _text_role(reading, index, line)


def _own_role(line: str, at_edge: bool) -> tuple[Role, str] | None:
    """The role of a short line that its own form tells."""
    count = len(_WORD.findall(line[:1000]))
    if len(line) > 400 or (count > 60 and not line.startswith("(")):
        return None
    if _NOT_A_WORD.fullmatch(line) or _PLACEHOLDER.fullmatch(line):
        return Role.FURNITURE, "holds no word"
    if is_caption(line) and (count <= 40 or not _is_prose(line)):
        return Role.CAPTION, "a photograph's caption or credit"
    if _POINTER.match(line):
        return Role.FURNITURE, "points to another page"
    if at_edge and count <= 20 and any(signed := opening_byline(line, 0, len(line))):
        return (Role.BYLINE, "names who wrote it") if signed[0] else (Role.CREDIT, "names an agency and nothing else")
    if count <= 12 and any(_covers(line, written) for written in written_dates(line[:200])):
        return Role.DATE, "a date and little else"
    if _is_only_agency(line):
        return Role.CAPTION, "an agency named between paragraphs, as under a photograph"
    credit = next(closing_credits(line, 0, len(line)), None)
    whole = credit and (credit.where == "copyright line" or (credit.end - credit.start) * 2 > len(line))
    if credit and whole and credit.start < 10 and count <= 40:
        return Role.CREDIT, "credits an agency with the text"
    if _CONTRIBUTED.search(line) and count <= 40:
        return Role.FURNITURE, "says who helped with the report"
    if _COPYRIGHT.match(line) and count <= 40:
        return Role.FURNITURE, "a copyright line"
    return None


def _is_only_agency(line: str) -> bool:
    return line.strip() in agency_names()


def _signature(reading: _Reading, index: int, line: str) -> tuple[Role, str] | None:
    """A writer's name alone on a line close to the title or the first paragraph, or right below the last."""
    above = reading.first - _NEAR <= index < reading.first
    below = reading.last < index <= reading.last + _NEAR // 2
    if not (above or below) or len(line) > 60 or reading.odds[index] > 0:
        return None
    names = () if is_like_newspaper(line) else byline_names(line)
    return (Role.BYLINE, "a writer's name alone on its line") if names else None


def _covers(line: str, written: WrittenDate) -> bool:
    rest = len(_WORD.findall(line[: written.start])) + len(_WORD.findall(line[written.end :]))
    return rest <= 4 and not _STOP.search(line)


def _text_role(reading: _Reading, index: int, line: str) -> tuple[Role, str]:
    count = len(_WORD.findall(line[:1000]))
    if index < reading.first:
        if count >= 6 and (reading.title is None or index > min(reading.title.lines, default=-1)):
            return Role.STANDFIRST, "stands between the title and the first paragraph"
        return Role.FURNITURE, "a short line above the text"
    if index in reading.reporting.put_back:
        return Role.BODY, "a sentence of the report's, short but whole"
    if reading.is_prose(index) or count > _MAX_HEADING_WORDS or _STOP.search(line):
        if index > reading.last and count <= 4:
            return Role.FURNITURE, "a short line below the text"
        return Role.BODY, "prose within the report"
    if index > reading.last:
        return Role.FURNITURE, "a short line below the text"
    if line in reading.repeated:
        return Role.FURNITURE, "a short line that the page repeats"
    if line.endswith(":") and count <= 4:
        return Role.FURNITURE, "a label"
    if reading.odds[index] > _HEAD_ODDS and count <= 5:
        return Role.FURNITURE, "made of words that pages' furniture is made of"
    if line.lstrip()[:1] in "-•*·–" and not line.rstrip().endswith(("-", "–", "—", "*")):
        return Role.BODY, "an item of a list within the report"
    return Role.HEADING, "a short line between paragraphs"


def _writers(blocks: Sequence[PageBlock]) -> tuple[tuple[str, ...], str] | None:
    for block in blocks:
        if block.role is Role.BYLINE:
            names = opening_byline(block.text, 0, len(block.text))[0] or byline_names(block.text)
            if names:
                return names, block.text
    return None

"""What a page's HTML yields: its blocks in reading order with their roles, and what its markup says of the article.

The reporting is found by trafilatura; titles, captions, credits, bylines and what was left out are found by comparing
it with what the page prints. Dates that stand only in the page's words are not read here.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from tellings.cleaning.markup_body import BodyPart, body_parts
from tellings.cleaning.markup_moments import moment
from tellings.cleaning.markup_statements import Statement, Statements, statements
from tellings.cleaning.markup_tree import Printed, key_of, page_tree, printed_pieces
from tellings.cleaning.page import Page, PageBlock
from tellings.records import Basis, Document, Published, Role

_FURNITURE_BLOCKS = 60
_FURNITURE_CHARACTERS = 200
_QUOTED_CHARACTERS = 120
_FURNITURE_LOOKS = 2_000
# Captions, credits and bylines of the article itself stand near its text; those further off belong to other articles
# that the page advertises. Pieces, a guess from reading 20 pages.
_NEAR_PIECES = 12
_SAME_TITLE = 80.0
"""Likeness (0 to 100) above which a printed heading is the title that the markup states, shortened or reworded: desks
cut titles for search engines; below lie the headings of other articles. A guess."""

_CAPTION = re.compile(r"caption")
_DESCRIPTION_CHARACTERS = 30
"""Shorter descriptions are slogans of the site. A guess."""
_DESCRIBED = "printed above the text, and the markup's description of the article"
_DATE_FIGURES = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[:.]\d\d\b")
_MARKED_BYLINE = "marked as a byline"
_PRINTED_BYLINE = "reads as a byline"
_BYLINE_REASONS = (_MARKED_BYLINE, _PRINTED_BYLINE)
_BYLINE_CHARACTERS = 160
# What follows the names in a byline's line: the date, the writer's post.
_AFTER_BYLINE = re.compile(r"\s[|·•/–—-]\s|\s(?:on|at)(?:\s|\Z)|\s(?:[A-Z][a-z]{2,8}\.?\s)?\d|,\s\d")
_DATE = re.compile(r"\btime\b|\bdate|date\b|publish|posted|updated")
_CREDIT = re.compile(r"credit|photographer|photo-by|image-source")
_BYLINE = re.compile(r"by-?line|\bauthors?\b|author-?_?names?\b|\bwriters?\b")
_NOT_BYLINE = re.compile(r"bio\b|about|related|more-|comment|follow|social")
_STANDFIRST = re.compile(
    r"stand-?_?first|sub-?_?title|sub-?_?head(?:ing|line)?s?\b|\bdeck?\b|strap-?line|article[-_]{1,2}(?:summary|intro|lead)\b"
)
_BYLINE_START = re.compile(r"\A(?:(?:written|reported|posted|published|story)\s{1,5})?by[:\s]+", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r"\s*(?:[,;|&/]|\band\b)\s*", re.IGNORECASE)
_NO_NAME = re.compile(
    r"https?:|www\.|\A\S+\.\w{2,6}\Z|@|\A\W*\Z|\A(?:admin(?:istrator)?|editors?|staff|webmaster|root|no author)\Z",
    re.IGNORECASE,
)
_SEPARATORS = (" | ", " - ", " – ", " — ", " · ", " :: ", " » ", " • ")


@dataclass(frozen=True, slots=True)
class _Placed:
    """A block with the place of the printed piece it came from."""

    place: float
    block: PageBlock


def html_page(document: Document) -> Page:
    """A page's blocks and metadata. A page without an article has no block of role BODY.

    Cost: linear in the page, except for trafilatura, which sees no page of more than `MAX_EXTRACTED_ELEMENTS` elements.
    """
    tree = page_tree(document.content)
    stated = statements(tree)
    pieces = list(printed_pieces(tree))
    window = " ".join((tree.findtext("head/title") or "")[:1_000].split())
    outlet = _outlet(stated)
    title = _title(stated, pieces, document.title, window, outlet)
    outlet = outlet or _outlet_in_window(title, window)
    parts = _without_title(body_parts(tree, pieces, stated.body), title, document.title)
    blocks = tuple(_blocks(title, stated, parts, pieces))
    printed = (Statement(block.text, "printed byline") for block in blocks if block.reason in _BYLINE_REASONS)
    people = _people((*stated.authors, *printed), outlet)
    published = _published(stated)
    language = _language(stated)
    address = next((s for s in stated.addresses if re.match(r"https?://[^\s<>\"]{1,2000}\Z", s.value)), None)
    return Page(
        blocks=blocks,
        title=title.value if title else None,
        outlet=outlet.value if outlet else None,
        byline=tuple(person.value for person in people),
        published=published,
        language=language.value if language else None,
        url=address.value if address else None,
        bases=tuple(
            _bases(title=title, outlet=outlet, byline=people, published=published, language=language, url=address)
        ),
    )


def _bases(published: Published | None, byline: Sequence[Statement], **fields: Statement | None) -> Iterator[Basis]:
    for field, statement in fields.items():
        if statement is not None:
            yield Basis(field, _basis(statement))
    for person in byline[:1]:
        yield Basis("byline", _basis(person))
    if published is not None:
        yield Basis("published", published.basis)


def _basis(statement: Statement) -> str:
    return f"{statement.place}: “{_cut(statement.value, _QUOTED_CHARACTERS)}”"


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


# Title and outlet


def _title(
    stated: Statements, pieces: Sequence[Printed], known: str | None, window: str, outlet: Statement | None
) -> Statement | None:
    """The title as the page prints it, else as its markup states it; never the name of the site alone."""
    names = [key_of(outlet.value)] if outlet else []
    names += [key_of(name) for _, name in _split_at_end(window)]
    headings = [
        piece.text
        for piece in pieces
        if piece.tag == "h1" and not piece.aside and len(piece.text) <= 400 and piece.key not in names
        # The shorter half of a window's title, at its end, is the site's name, whatever stands between.
        if not key_of(window).endswith(piece.key) or 2 * len(piece.key) > len(window)
    ]
    offered = [*stated.titles, *([Statement(window, "<title>")] if window else [])]
    offered = [Statement(_without_name(statement.value, names[:1]), statement.place) for statement in offered]
    wanted = [text for text in (known, *(statement.value for statement in offered)) if text]
    for heading in headings[:20]:
        if any(_is_same_title(key_of(heading), key_of(text[:400])) for text in wanted):
            return Statement(heading, "<h1>")
    if len(headings) == 1 and not stated.titles:
        return Statement(headings[0], "<h1>")
    return offered[0] if offered else None


def _split_at_end(window: str) -> Iterator[tuple[str, str]]:
    """The ways to take a site's name off the end of a window's title."""
    for separator in _SEPARATORS:
        before, found, name = window.rpartition(separator)
        if found and before and 2 <= len(name) <= 60:
            yield before, name


def _without_name(title: str, names: Sequence[str]) -> str:
    """The title without one of the names at its end."""
    return next((before for before, name in _split_at_end(title) if key_of(name) in names), title)


def _is_same_title(heading: str, stated: str) -> bool:
    """Whether two keys are one title; a short heading must be all of it, or every section name would do."""
    alike = fuzz.token_set_ratio if len(heading.split()) >= 4 else fuzz.ratio
    return alike(heading, stated) >= _SAME_TITLE


def _outlet(stated: Statements) -> Statement | None:
    """The publisher's name as the markup states it."""
    for statement in stated.outlets:
        if 2 <= len(statement.value) <= 100 and not re.search(r"https?:|@", statement.value):
            return statement
    return None


def _outlet_in_window(title: Statement | None, window: str) -> Statement | None:
    """The publisher's name as what the window's title adds to the article's own."""
    for before, name in _split_at_end(window):
        if title and key_of(before) == key_of(title.value):
            return Statement(name, "<title>, after the article's own title")
    return None


def _without_title(parts: list[BodyPart], title: Statement | None, known: str | None) -> list[BodyPart]:
    """The body without its own title at the top, which is printed there as often as not."""
    keys = {key_of(text) for text in (title.value if title else None, known) if text}
    first = next((i for i, part in enumerate(parts[:4]) if key_of(part.text) not in keys), len(parts[:4]))
    return parts[first:]


# People, dates, language


def _people(authors: Sequence[Statement], outlet: Statement | None) -> list[Statement]:
    """Writers' names from the first statement that holds any, each with where it stands."""
    by_place: dict[str, list[Statement]] = {}
    for statement in authors:
        by_place.setdefault(statement.place, []).append(statement)
    for place, given in by_place.items():
        names: dict[str, Statement] = {}
        for name in (name for statement in given for name in _names(statement.value)):
            if outlet is None or key_of(name) != key_of(outlet.value):
                names.setdefault(key_of(name), Statement(name, place))
        if names:
            return list(names.values())
    return []


def _names(value: str) -> Iterator[str]:
    """The names in an author's field ("By Ann Poe, Jan Roe and Ida Doe")."""
    named = _AFTER_BYLINE.split(value[:300], maxsplit=1)[0].rpartition(":")[2]
    for name in _BETWEEN_NAMES.split(_BYLINE_START.sub("", named)):
        if name[:1].isalpha() and name.split()[-1][:1].isupper() and len(name) <= 60 and not _NO_NAME.search(name):
            yield name


def _is_names(text: str) -> bool:
    """Whether a printed byline names people: two words or more, no figures, and no long word in lower case."""
    named = _AFTER_BYLINE.split(text, maxsplit=1)[0]
    words = _BYLINE_START.sub("", named.rpartition(":")[2]).split()
    return (
        len(text) <= _BYLINE_CHARACTERS
        and 2 <= len(words) <= 14
        and not any(character.isdigit() for character in named)
        and any(word[0].isupper() for word in words)
        and all(not word[0].islower() or len(word) <= 3 for word in words)
    )


def _published(stated: Statements) -> Published | None:
    """The first stated moment of publication, else that of the last change, which is then said."""
    for statement in stated.published:
        if found := moment(statement.value, _basis(statement)):
            return found
    for statement in stated.modified:
        if found := moment(statement.value, f"{_basis(statement)}, the last change; the page states no publication"):
            return found
    return None


def _language(stated: Statements) -> Statement | None:
    for statement in stated.languages:
        code = re.match(r"[A-Za-z]{2}(?![A-Za-z])", statement.value)
        if code:
            return Statement(code[0].lower(), statement.place)
    return None


# Blocks


def _blocks(
    title: Statement | None, stated: Statements, parts: Sequence[BodyPart], pieces: Sequence[Printed]
) -> Iterator[PageBlock]:
    """Title first, then the reporting with captions, credits and bylines in reading order, then what was left out."""
    keys = [piece.key for piece in pieces]
    places = _places(parts, keys)
    used = {key_of(title.value)} if title else set()
    body = [_Placed(place, _body_block(part, place, pieces)) for part, place in zip(parts, places, strict=True)]
    if body and (first := _as_standfirst(body[0], stated, pieces)):
        body[0] = first
    used |= {key_of(part.text) for part in parts}
    near = list(_beside(stated, pieces, keys, places, used)) if places else []
    used |= {key_of(placed.block.text) for placed in near}
    if title:
        yield PageBlock(Role.TITLE, title.value, title.place)
    for organisation in stated.bodies_behind[:3]:
        yield PageBlock(Role.BYLINE, organisation.value, f"{organisation.place}, an organisation")
    yield from (placed.block for placed in sorted([*body, *near], key=lambda placed: placed.place))
    yield from _furniture(pieces, keys, used, " ".join(part.text for part in parts))


def _body_block(part: BodyPart, place: float, pieces: Sequence[Printed]) -> PageBlock:
    """A part of the reporting; one that the page itself marks as caption or standfirst has that role."""
    piece = pieces[int(place)] if place.is_integer() else None
    if len(part.text) <= 60 and moment(part.text, "") is not None:
        return PageBlock(Role.DATE, part.text, "nothing but a date")
    if _BYLINE_START.match(part.text) and _is_names(part.text):
        return PageBlock(Role.BYLINE, part.text, _PRINTED_BYLINE)
    if piece is not None and _CAPTION.search(piece.marks):
        return PageBlock(Role.CAPTION, part.text, "stands in a caption")
    if piece is not None and _STANDFIRST.search(piece.marks) and not part.is_heading:
        return PageBlock(Role.STANDFIRST, part.text, "marked as the article's standfirst")
    return PageBlock(Role.HEADING if part.is_heading else Role.BODY, part.text, part.means)


def _as_standfirst(first: _Placed, stated: Statements, pieces: Sequence[Printed]) -> _Placed | None:
    """The first block as a standfirst where it is the markup's description and not set as a paragraph."""
    if not first.place.is_integer() or pieces[int(first.place)].tag == "p" or first.block.role is not Role.BODY:
        return None
    if not _is_described(key_of(first.block.text), _descriptions(stated)):
        return None
    return replace(first, block=replace(first.block, role=Role.STANDFIRST, reason=_DESCRIBED))


def _descriptions(stated: Statements) -> list[str]:
    return [key_of(statement.value).rstrip(". …") for statement in stated.descriptions]


def _is_described(key: str, descriptions: Iterable[str]) -> bool:
    """Whether a piece is one of the markup's descriptions, or one is its beginning."""
    return any(len(text) >= _DESCRIPTION_CHARACTERS and key.startswith(text) for text in descriptions)


def _places(parts: Sequence[BodyPart], keys: Sequence[str]) -> list[float]:
    """For every part the number of the piece it begins with; just past the part before where there is none."""
    found: dict[str, list[int]] = {}
    for number, key in enumerate(keys):
        found.setdefault(key[:30], []).append(number)
    places: list[float] = []
    last = -1.0
    for part in parts:
        candidates = found.get(key_of(part.text)[:30], [])
        here = next((float(number) for number in candidates if number > last), None)
        last = here if here is not None else last + 0.001
        places.append(last)
    return places


def _beside(
    stated: Statements, pieces: Sequence[Printed], keys: Sequence[str], places: Sequence[float], used: set[str]
) -> Iterator[_Placed]:
    """Standfirst, captions, credits and bylines that stand near the reporting and are no part of it."""
    first, last = int(min(places)), int(max(places))
    descriptions = _descriptions(stated)
    seen = set(used)
    for number in range(max(0, first - _NEAR_PIECES), min(len(pieces), last + _NEAR_PIECES)):
        piece, key = pieces[number], keys[number]
        if piece.aside or key in seen:
            continue
        role, reason = _role_beside(piece, key, descriptions, before=number < first)
        if role is not None:
            seen.add(key)
            yield _Placed(float(number), PageBlock(role, piece.text, reason))


def _role_beside(piece: Printed, key: str, descriptions: Iterable[str], *, before: bool) -> tuple[Role | None, str]:
    marks = piece.marks
    if _CREDIT.search(marks) and len(piece.text) <= 200:
        return Role.CREDIT, "marked as a credit"
    if _CAPTION.search(marks) and len(piece.text) <= 1_000:
        return Role.CAPTION, "stands in a caption"
    if _is_names(piece.text):
        if _BYLINE.search(marks) and not _NOT_BYLINE.search(marks):
            return Role.BYLINE, _MARKED_BYLINE
        if before and _BYLINE_START.match(piece.text):
            return Role.BYLINE, _PRINTED_BYLINE
    if _DATE.search(marks) and len(piece.text) <= 100 and _DATE_FIGURES.search(piece.text):
        return Role.DATE, "marked as a date"
    if before and len(key) >= _DESCRIPTION_CHARACTERS:
        if _is_described(key, descriptions):
            return Role.STANDFIRST, _DESCRIBED
        if _STANDFIRST.search(marks) and len(piece.text) <= 600:
            return Role.STANDFIRST, "printed above the text and marked as its standfirst"
    return None, ""


def _furniture(pieces: Sequence[Printed], keys: Sequence[str], used: set[str], body: str) -> Iterator[PageBlock]:
    """The first of the pieces that are no part of the article, each shortened."""
    reporting = key_of(body)
    seen = set(used)
    count = 0
    for piece, key in zip(pieces[:_FURNITURE_LOOKS], keys, strict=False):
        if key in seen or count >= _FURNITURE_BLOCKS:
            continue
        seen.add(key)
        if len(key) >= 20 and key in reporting:
            continue
        count += 1
        yield PageBlock(Role.FURNITURE, _cut(piece.text, _FURNITURE_CHARACTERS), "no part of the article")

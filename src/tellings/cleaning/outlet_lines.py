"""Publishers' names that a page prints alone on a line, above its title or at its very end.

Many such lines are menus, sections, teasers and the names of partners. A line counts only by what newspapers' names
are made of ("Herald"), by the mark that sites print behind their names, by the page's own address, or by repetition.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from tellings.cleaning.page import PageBlock
from tellings.cleaning.titles import same_words
from tellings.data.tables import table
from tellings.records import Role
from tellings.text.words import words

# What `find_outlet` asks of a name; a line with one of the strong signs has it by itself.
STRONG = 3
# Lines above the text and at the end of the page that are looked at. Menus may run on between name and title; the foot
# of a page is longer, but a name alone on a line stands at its end. Guesses from reading the ends of 130 dumps.
_ABOVE = 60
_AT_END = 6
# Lines from the very beginning or end of the page at which a site's own name stands; between them stand its partners'.
_EDGE = 2
# Lines on either side in which another paper's name shows a list of a publisher's papers.
_NEIGHBOURS = 4
_MAX_WORDS = 5
_MAX_CHARACTERS = 40

_LINE = re.compile(
    r"\W{0,3}(?P<name>(?:The\s)?[A-ZÀ-Þ][\w'’.&-]*(?:\s(?:[A-ZÀ-Þ][\w'’.&-]*|of|the|and|&|on|in|de|la|del)){0,5})\s?(?P<mark>[»›|®™]?)\W{0,3}"
)
_HOST = re.compile(
    r"(?:https?://(?:www\.)?|www\.|@)(?P<host>[A-Za-z0-9-]{4,40})\.(?:com|org|net|news|info|co|[a-z]{2})\b"
)
_LINKING = frozenset(["the", "of", "and", "on", "in", "de", "la", "del"])


@dataclass(frozen=True, slots=True)
class NamingLine:
    """A line that may name the publisher: the name, how strongly it speaks for it, and the line."""

    name: str
    weight: int
    line: str


def naming_lines(blocks: Sequence[PageBlock], title: str, address: str = "") -> Iterator[NamingLine]:
    """Lines above the text and at the end of the page that may hold the publisher's name alone, in order.

    Args:
        blocks: The page's blocks in order.
        title: The article's title, whose words name no publisher.
        address: The page's web address, or "".
    """
    inside = [index for index, block in enumerate(blocks) if block.role in {Role.BODY, Role.STANDFIRST, Role.HEADING}]
    if not inside:
        return
    above = range(max(0, inside[0] - _ABOVE), inside[0])
    below = range(max(inside[-1] + 1, len(blocks) - _AT_END), len(blocks))
    outside = [block.text[:2000] for block in blocks if block.role is not Role.BODY]
    hosts = frozenset(_squeezed(match["host"]) for text in [*outside, address] for match in _HOST.finditer(text))
    reporting = " ".join([title, *(blocks[index].text for index in inside)]).lower()
    for index in [*above, *below]:
        line = blocks[index].text
        match = _LINE.fullmatch(line) if len(line) <= _MAX_CHARACTERS else None
        if match is None or blocks[index].role not in {Role.FURNITURE, Role.BYLINE}:
            continue
        name = match["name"]
        if re.search(rf"\b{re.escape(name.lower())}\b", reporting):
            continue
        neighbours = [block.text for block in blocks[max(0, index - _NEIGHBOURS) : index + _NEIGHBOURS + 1]]
        if any(_is_title_of_any_kind(near) for near in neighbours if not same_words(near, line)):
            continue
        from_edge = min(index, len(blocks) - 1 - index)
        # "Ferry Timetable »" is a link when the report is on ferries.
        marked = bool(match["mark"]) and not any(f" {key}" in f" {reporting}" for key in _keys(name))
        weight = _weight(name, marked, from_edge, hosts)
        if weight:
            yield NamingLine(name, weight, line)


def may_be_name(name: str) -> bool:
    """Whether a name holds a word of its own and none that menus and sections are made of."""
    keys = _keys(name)
    kinds = _kinds()
    own = any(key not in kinds and len(key) > 1 for key in keys)
    return len(keys) <= _MAX_WORDS and own and not any(kinds.get(key) == "menu" for key in keys)


def is_menu(name: str) -> bool:
    """Whether a name is made of the words of menus and sections ("News", "Local News"; not "Daily Citizen")."""
    kinds = [_kinds().get(key, "") for key in _keys(name)]
    return all(kind in {"menu", "medium"} for kind in kinds) and (len(kinds) < 2 or "menu" in kinds)


def is_like_newspaper(name: str) -> bool:
    """Whether a line ends as newspapers' names do ("Valley Herald", "The Herald")."""
    keys = _keys(name)
    if len(keys) == 1:
        return name.lower().startswith("the ") and _kinds().get(keys[0]) == "title"
    return may_be_name(name) and _kinds().get(keys[-1]) == "title"


def _is_title_of_any_kind(line: str) -> bool:
    """Whether a line is a name that ends like a newspaper's or a broadcaster's."""
    match = _LINE.fullmatch(line) if len(line) <= _MAX_CHARACTERS else None
    name = match["name"] if match else ""
    return may_be_name(name) and len(_keys(name)) > 1 and _kinds().get(_keys(name)[-1]) in {"title", "medium"}


def _keys(name: str) -> list[str]:
    return [word.key for word in words(name) if word.key not in _LINKING]


def _weight(name: str, marked: bool, from_edge: int, hosts: frozenset[str]) -> int:
    squeezed = _squeezed(name)
    if not is_menu(name) and (squeezed in hosts or squeezed.removeprefix("the") in hosts):
        return STRONG + 2
    if is_like_newspaper(name):
        return STRONG if from_edge < _EDGE else STRONG - 1
    if from_edge >= _EDGE or not may_be_name(name):
        return 0
    medium = len(_keys(name)) > 1 and any(_kinds().get(key) == "medium" for key in _keys(name))
    return STRONG if from_edge == 0 and (medium or (marked and not _is_ordinary(name))) else 1


def _is_ordinary(name: str) -> bool:
    """Whether all words are among the frequent ones of news texts: no name's own."""
    return all(word.key in _frequent() for word in words(name))


def _squeezed(name: str) -> str:
    return "".join(character for character in name.lower() if character.isalnum())


@cache
def _kinds() -> Mapping[str, str]:
    return {word: kind for kind, listed in table("outlet_words") if kind != "company" for word in listed.split()}


@cache
def company_words() -> frozenset[str]:
    """Last words of publishing companies' names, and legal forms, in lower case."""
    return frozenset(word for kind, listed in table("outlet_words") if kind == "company" for word in listed.split())


@cache
def _frequent() -> frozenset[str]:
    return frozenset(word for _, listed in table("word_frequencies") for word in listed.split())

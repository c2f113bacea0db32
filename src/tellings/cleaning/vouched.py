"""Blocks of a text that the caller vouches for: spans in it, and nothing of it changed."""

import re
from collections.abc import Iterator

from tellings.records import Block, Role
from tellings.text.paragraphs import paragraphs
from tellings.text.words import words

_STOP = re.compile(r"[.!?…:;,]['\"”’»)\]]*$")
_MAX_HEADING_WORDS = 12


def vouched_blocks(text: str, title: str | None) -> Iterator[Block]:
    """The text's paragraphs in order: its title if it begins with one, headings, and body, all as spans in the text."""
    places = list(paragraphs(text))
    for number, (start, end) in enumerate(places):
        piece = text[start:end]
        role = Role.BODY
        if number == 0 and title and _same(piece[:1000], title):
            role = Role.TITLE
        elif 0 < number < len(places) - 1 and len(piece) < 150 and _is_heading(piece):
            role = Role.HEADING
        yield Block(role, piece, start, end)


def _same(piece: str, title: str) -> bool:
    return [word.key for word in words(piece)] == [word.key for word in words(title)] != []


def _is_heading(piece: str) -> bool:
    return len(words(piece)) <= _MAX_HEADING_WORDS and not _STOP.search(piece) and any(c.isalpha() for c in piece)

"""The lines of a text dump: tidied, joined where they were wrapped, and bounded in number."""

import re
from heapq import nlargest

from tellings.text.paragraphs import paragraphs

_ESCAPE = re.compile(r"\x1b(?:\[[0-9;?]{0,20}[ -/]?[@-~]|[@-Z\\-_])")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_BLANKS = re.compile(r"[^\S\n]+")


def tidied(content: str) -> str:
    """The content without terminal escapes and invisible characters; single blanks, line feeds as line ends."""
    content = _LINE_END.sub("\n", _ESCAPE.sub("", content))
    return _BLANKS.sub(" ", _INVISIBLE.sub("", content))


def dump_lines(content: str, max_lines: int) -> list[str]:
    """The dump's lines in order: paragraphs where lines were wrapped, none empty, at most `max_lines`.

    A dump with more lines keeps the longest ones: reporting has longer lines than menus.
    """
    content = tidied(content)
    lines = [content[start:end].replace("\n", " ") for start, end in paragraphs(content)]
    if len(lines) > max_lines:
        kept = nlargest(max_lines, range(len(lines)), key=lambda index: (len(lines[index]), -index))
        lines = [lines[index] for index in sorted(kept)]
    return lines

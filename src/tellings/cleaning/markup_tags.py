"""Tags of a page stripped of attributes beyond all reason, before a parser sees them.

libxml2 compares every attribute of an element with every other: 100,000 of them take it half a minute. The scan follows
the tokenizer of the HTML standard as far as finding where a tag ends needs it, and never goes back, so it is linear.
"""

import re

_LONG_TAG = 5_000
_MANY_BLANKS = 500
"""A tag longer than the one and with more white space outside its values than the other loses its attributes. Of the
990 pages of trafilatura's evaluation set one has such a tag, with a page's data written into it."""

_VALUE = re.compile(r"=\s{0,20}(?:\"[^\"]*\"|'[^']*')")
_TOKEN = re.compile(r"<!--|<(/?[a-zA-Z][^\s/>]{0,100})|[>\"']")
_RAW = re.compile(r"(?:script|style|textarea|title)\Z", re.IGNORECASE)
_BLANK = re.compile(r"\s")


def reasonable_tags(content: str) -> str:
    """The page, each tag with attributes beyond reason replaced by a bare one."""
    kept: list[str] = []
    copied = 0
    for start, end, name in _tags(content):
        if end - start > _LONG_TAG and len(_BLANK.findall(_VALUE.sub("=", content[start:end]))) > _MANY_BLANKS:
            kept += (content[copied:start], f"<{name}>")
            copied = end
    return "".join([*kept, content[copied:]]) if kept else content


def _tags(content: str) -> list[tuple[int, int, str]]:
    """Start, end and name of every tag; one that is never closed ends with the page."""
    found: list[tuple[int, int, str]] = []
    position, start, name = 0, -1, ""
    while token := _TOKEN.search(content, position):
        position = token.end()
        text = token[0]
        if start < 0:
            if text == "<!--":
                position = _after(content, "-->", position)
            elif token[1]:
                start, name = token.start(), token[1]
        elif text in {'"', "'"}:
            # Elsewhere in a tag a quotation mark is part of a name.
            if content[max(0, token.start() - 20) : token.start()].rstrip().endswith("="):
                position = _after(content, text, position)
        elif text == ">":
            found.append((start, position, name))
            if _RAW.match(name):
                position = _end_of_raw(content, name, position)
            start = -1
    if start >= 0:
        found.append((start, len(content), name))
    return found


def _after(content: str, mark: str, position: int) -> int:
    found = content.find(mark, position)
    return len(content) if found < 0 else found + len(mark)


def _end_of_raw(content: str, name: str, position: int) -> int:
    """Where the raw text of a script or the like ends: at its end tag, which has the same name in any case."""
    end = re.compile(rf"</{re.escape(name)}", re.IGNORECASE).search(content, position)
    return end.start() if end else len(content)

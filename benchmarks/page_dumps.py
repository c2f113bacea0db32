"""Text dumps made of stored web pages, with a label for every line: what the dump cleaner is trained and measured on.

A dump is what a reader gets by "select all, copy" or from a crude scraper: every block element a line, icon titles
and menus included. Labels come from trafilatura's extraction of the same page and from the pieces that people chose.
"""

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import trafilatura
from lxml import html as lxml_html

DATA = Path(__file__).parents[2] / "shared" / "data"
EXTRACTION = DATA / "extraction"

_SILENT = {"script", "style", "noscript", "template", "head", "iframe", "object", "textarea", "select"}
_INLINE = {
    "a",
    "abbr",
    "acronym",
    "b",
    "bdi",
    "bdo",
    "big",
    "cite",
    "code",
    "data",
    "del",
    "dfn",
    "em",
    "font",
    "i",
    "img",
    "ins",
    "kbd",
    "label",
    "mark",
    "q",
    "s",
    "samp",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "time",
    "tt",
    "u",
    "var",
    "wbr",
    "input",
    "button",
    "svg",
    "path",
    "use",
    "g",
    "title",
}
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class LabelledDump:
    """A page as text, its lines, and for each whether it belongs to the reporting."""

    id: str
    site: str
    lines: tuple[str, ...]
    labels: tuple[bool, ...]


def pages() -> Iterator[dict[str, object]]:
    """The records of the extraction set, with the page's bytes under `content`."""
    with (EXTRACTION / "pages.jsonl").open(encoding="utf-8") as stream:
        for line in stream:
            record = json.loads(line)
            record["content"] = gzip.decompress((EXTRACTION / record["html"]).read_bytes())
            yield record


def rendered(content: bytes) -> str:
    """The page's words, one line a block element, as a crude scraper gives them."""
    tree = trafilatura.utils.load_html(content)
    if tree is None:
        return ""
    pieces: list[str] = []
    _render(tree, pieces)
    lines = (_BLANKS.sub(" ", line).strip() for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _render(tree: lxml_html.HtmlElement, pieces: list[str]) -> None:
    """Depth first without recursion: pages nest deeper than Python does."""
    stack: list[tuple[lxml_html.HtmlElement, bool]] = [(tree, False)]
    while stack:
        element, closing = stack.pop()
        is_element = isinstance(element.tag, str)
        block = is_element and element.tag.lower() not in _INLINE
        if closing:
            pieces.append("\n" if block else "")
            pieces.append(_flat(element.tail))
            continue
        if not is_element or element.tag.lower() in _SILENT:
            pieces.append(_flat(element.tail))
            continue
        pieces.append("\n" if block else "")
        pieces.append(_flat(element.text))
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))


def _flat(text: str | None) -> str:
    return _BLANKS.sub(" ", text) if text else ""


def extracted(content: bytes) -> str:
    """Trafilatura's text of the page, for scale and for labels."""
    return trafilatura.extract(content, fast=True, include_comments=False, include_tables=False) or ""


def site_of(page_id: str) -> str:
    """The part of a page's id that names its site."""
    return page_id.split("-")[0].split(".com")[0]


def _key(text: str) -> str:
    return _BLANKS.sub(" ", re.sub(r"[^\w ]+", " ", text)).strip().lower()


def labelled(record: dict[str, object], dump: str, body: str) -> LabelledDump:
    """The dump's lines with labels: in trafilatura's text or an expected piece, and not a forbidden one."""
    lines = tuple(dump.split("\n"))
    body_lines = {_key(line) for line in body.split("\n")} - {""}
    whole = f" {' '.join(_key(line) for line in body.split(chr(10)))} "
    expected = [_key(str(piece)) for piece in record["expected"]]  # type: ignore[attr-defined]
    forbidden = [_key(str(piece)) for piece in record["forbidden"]]  # type: ignore[attr-defined]
    labels = []
    for line in lines:
        key = _key(line)
        inside = bool(key) and (key in body_lines or (len(key) > 60 and f" {key} " in whole))
        if key and any(piece and piece in key for piece in expected):
            inside = True
        if key and any(piece and (piece in key or (len(key) > 20 and key in piece)) for piece in forbidden):
            inside = False
        labels.append(inside)
    return LabelledDump(str(record["id"]), site_of(str(record["id"])), lines, tuple(labels))

"""A page's tree and the pieces of text that it prints, in reading order.

Parsing never fails and never costs more than the page is worth: a page nested deeper than the parser goes is flattened
first, and the walk over a tree is a loop that ends after `MAX_ELEMENTS`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from tellings.cleaning.markup_tags import reasonable_tags

SOFT_HYPHEN = "\xad"
"""Where a browser may break a word; no part of the words."""
MAX_ELEMENTS = 200_000
"""Elements that are looked at. The largest of 330 pages of trafilatura's evaluation set has 9,748."""

# libxml2 drops whatever lies deeper than 256 elements; of those 330 pages the deepest has 43.
_TOO_DEEP = "Excessive depth"
_LAYOUT_TAG = re.compile(
    r"</?(?!(?:html|head|body|title|meta|link|script|style|article|main|nav|aside|footer|figure|figcaption|time|li|br|p|h[1-6])"
    r"[\s>/])[a-zA-Z][^<>]{0,4000}>"
)
_NESTING_TAG = re.compile(r"</?(?!(?:title|meta|link|script|style|br|p|h[1-6])[\s>/])[a-zA-Z][^<>]{0,4000}>")
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,500}\?>")

_BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "button",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
    }
    | {"div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6"}
    | {"header", "hr", "html", "label", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary"}
    | {"table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)
_UNPRINTED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "select",
        "textarea",
        "head",
        "audio",
        "video",
    ]
)
_ASIDE = frozenset(["nav", "aside", "footer", "form", "button", "menu", "dialog"])
_HIDDEN = re.compile(r"display\s{0,5}:\s{0,5}none|visibility\s{0,5}:\s{0,5}hidden", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Printed:
    """A piece of text between two block boundaries.

    Args:
        tag: The nearest block element around it.
        marks: Tags, class names, ids and item properties of the four elements nearest around it, lower-cased.
        aside: Whether it stands in a menu, a footer, a form or another part that holds no reporting.
    """

    text: str
    tag: str
    marks: str
    aside: bool

    @property
    def key(self) -> str:
        """The text as it is compared."""
        return key_of(self.text)


@dataclass(frozen=True, slots=True)
class _Around:
    """What the elements around a piece of text say of it."""

    tag: str
    marks: tuple[str, ...]
    aside: bool
    printed: bool


def key_of(text: str) -> str:
    """A text for comparing pieces of one page: case and white space aside."""
    return " ".join(text.split()).casefold()


def page_tree(content: str) -> Any:
    """The root of a page's tree; a page of nothing has an empty body."""
    content = reasonable_tags(_XML_DECLARATION.sub("", content, count=1))
    for tags in (None, _LAYOUT_TAG, _NESTING_TAG):
        parser = HTMLParser(remove_comments=True, remove_pis=True, collect_ids=False, encoding="utf-8")
        text = content if tags is None else tags.sub("\n", content)
        try:
            tree = document_fromstring(text.encode("utf-8", errors="replace"), parser=parser, ensure_head_body=True)
        except (etree.ParserError, etree.XMLSyntaxError, ValueError):
            break
        if not any(_TOO_DEEP in error.message for error in parser.error_log):
            return tree
    return document_fromstring(b"<html><head></head><body></body></html>")


def element_count(tree: Any, most: int) -> int:
    """How many elements a tree has, counted up to `most`."""
    count = 0
    for _ in tree.iter():
        count += 1
        if count >= most:
            break
    return count


def printed_pieces(tree: Any) -> Iterator[Printed]:
    """The pieces of text that a page prints, in reading order, the hidden ones left out."""
    around = [_Around("body", (), aside=False, printed=True)]
    pending: list[str] = []
    begun_in: _Around | None = None
    elements = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        # A photographer's name is most often an inline part of its caption.
        if element.tag in _BLOCKS or "credit" in (element.get("class") or ""):
            yield from _piece(pending, begun_in)
            begun_in = None
        if event == "start":
            elements += 1
            if elements > MAX_ELEMENTS:
                return
            around.append(_inside(around[-1], element))
            text = element.text
        else:
            around.pop()
            text = element.tail
        if text and around[-1].printed:
            if begun_in is None and text.strip():
                begun_in = around[-1]
            pending.append(text)
    yield from _piece(pending, begun_in)


def _piece(pending: list[str], around: _Around | None) -> Iterator[Printed]:
    """The collected text as a piece, where there is any; empties the collection."""
    text = " ".join("".join(pending).replace(SOFT_HYPHEN, "").split())
    pending.clear()
    if text and around is not None:
        yield Printed(text, around.tag, " ".join(around.marks), around.aside)


def _inside(outer: _Around, element: Any) -> _Around:
    tag = element.tag if isinstance(element.tag, str) else ""
    names = " ".join(filter(None, map(element.get, ("class", "itemprop", "rel", "id")))).lower()[:200]
    # Class names of the page's own frame say nothing of a piece, so only the near elements' are kept.
    marks = () if tag in {"html", "body", "main", "article"} else (f"{tag} {names}", *outer.marks[:3])
    return _Around(
        tag=tag if tag in _BLOCKS and tag != "br" else outer.tag,
        marks=marks,
        aside=outer.aside or tag in _ASIDE,
        printed=outer.printed and tag not in _UNPRINTED and not _is_hidden(element),
    )


def _is_hidden(element: Any) -> bool:
    style = element.get("style")
    return element.get("hidden") is not None or (style is not None and _HIDDEN.search(style[:1_000]) is not None)

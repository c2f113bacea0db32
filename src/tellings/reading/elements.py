"""XML of feeds and lists, element by element: mended where feeds usually break it, never trusted.

Entities are not resolved beyond HTML's own names, nothing is fetched, and libxml2's limits on depth and growth stay on.
"""

import re
from collections.abc import Iterator
from html import escape, unescape
from io import BytesIO
from typing import Any

from lxml import etree

from tellings.reading.decoding import without_controls

_DECLARATION = re.compile(r"\A\s*<\?xml\b[^>]{0,500}>")
# An ampersand, and with it any reference but XML's own names: numbers are read as HTML reads them, because feeds number
# characters of Windows-1252, and libxml2 lets half surrogate pairs through.
_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)(#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|[a-zA-Z]\w{1,31};)?")
# Short names for the namespaces that feeds use; the prefixes people expect, whatever prefix the feed declares.
_NAMESPACES = {  # in lower case
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/terms/": "dc:",
    "http://www.google.com/schemas/sitemap-news/0.9": "news:",
    "http://www.w3.org/2005/atom": "",
    "http://purl.org/atom/ns#": "",
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://backend.userland.com/rss2": "",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
    "http://www.sitemaps.org/schemas/sitemap/0.9": "",
    "http://www.google.com/schemas/sitemap/0.84": "",
}
_HTML_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9-]{0,40}")
BASE = "{http://www.w3.org/XML/1998/namespace}base"


class Elements:
    """The elements with certain names, each whole, in order; afterwards `damage` says what was wrong, or None.

    An element and everything before it is forgotten once the next is asked for, so memory stays that of one item.
    """

    def __init__(self, text: str, names: frozenset[str], content_of: frozenset[str]) -> None:
        """Args:
        text: The whole document, decoded.
        names: Short names of the elements to give, as `name_of` makes them.
        content_of: Those of them that are forgotten after use, with all they hold.
        """
        self._text = _mended(text)
        self._names = names
        self._content_of = content_of
        self.damage: str | None = None

    def __iter__(self) -> Iterator[Any]:
        events = etree.iterparse(
            BytesIO(self._text.encode("utf-8", errors="replace")),
            events=("end",),
            recover=True,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
            encoding="utf-8",
        )
        try:
            for _, element in events:
                name = name_of(element)
                if name in self._names:
                    yield element
                if name in self._content_of:
                    element.clear()
                    parent = element.getparent()
                    while parent is not None and element.getprevious() is not None:
                        del parent[0]
        except UnicodeDecodeError:
            # Mending, libxml2 may make names of broken characters, which lxml cannot hand out.
            self.damage = "its XML is broken beyond mending"
            return
        self.damage = _damage(events.error_log)


def name_of(element: Any) -> str:
    """An element's name with the usual prefix of its namespace; with a namespace nobody knows, `?:` before it."""
    if not isinstance(element.tag, str):
        return ""
    space, _, local = element.tag.rpartition("}")
    return _prefix(space[1:]) + local if space else local


def _prefix(namespace: str) -> str:
    namespace = namespace.lower()
    return _NAMESPACES.get(
        "http:" + namespace.removeprefix("https:") if namespace.startswith("https:") else namespace, "?:"
    )


def text_of(element: Any) -> str:
    """All characters in an element."""
    return "".join(element.itertext())


def markup_of(element: Any) -> str:
    """What stands in an element, its child elements as HTML."""
    if not len(element):
        return element.text or ""
    for inner in element.iterdescendants(etree.Element):
        space, _, local = inner.tag.rpartition("}")
        if space:
            inner.tag = local if _HTML_NAME.fullmatch(local) else "span"
    etree.cleanup_namespaces(element)
    inside = [etree.tostring(child, encoding="unicode", method="html") for child in element]
    return (element.text or "") + "".join(inside)


def _mended(text: str) -> str:
    """The document without its declaration (it is decoded by now), its loose ampersands and HTML entities resolved.

    CDATA sections are left as they are. Every character is looked at once, also where sections never end.
    """
    text = without_controls(_DECLARATION.sub("", text.lstrip("\ufeff \t\r\n"), count=1))
    pieces: list[str] = []
    place = 0
    while (start := text.find("<![CDATA[", place)) >= 0:
        end = text.find("]]>", start)
        end = len(text) if end < 0 else end
        pieces += [_AMPERSAND.sub(_resolved, text[place:start]), text[start:end]]
        place = end
    return "".join([*pieces, _AMPERSAND.sub(_resolved, text[place:])])


def _resolved(found: re.Match[str]) -> str:
    character = unescape(found[0]) if found[1] else "&"
    return escape(character if character != found[0] else found[0])


def _damage(log: Any) -> str | None:
    """The first fault after which something may be missing."""
    for entry in log:
        if entry.level_name != "FATAL" or entry.type_name == "ERR_DOCUMENT_END":  # something after the end: no loss
            continue
        if entry.type_name in {"ERR_TAG_NOT_FINISHED", "ERR_CDATA_NOT_FINISHED"}:
            return f"it ends too early, in line {entry.line}"
        if entry.type_name == "ERR_RESOURCE_LIMIT":
            return f"it is nested too deep or grows too large in line {entry.line}, and is read no further"
        fault = str(entry.message).partition("\n")[0][:100]
        return f"its XML is broken in line {entry.line} ({fault})"
    return None

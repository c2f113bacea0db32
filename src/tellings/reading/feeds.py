"""RSS (0.9 to 2.0), RDF and Atom: a feed's items, with their texts where the feed carries them.

Read by element names, not by version: most feeds mix. Our own reading on lxml, because feedparser needs a minute for a
tag with 80,000 attributes (docs/decisions/0009-getting-in.md).

Source: RSS 2.0, RSS 1.0 and its content module, RFC 4287 (Atom). Left out: enclosures, categories, comments,
`content src=…` (the link is fetched instead), Atom's `entry` documents.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from tellings.reading.elements import BASE, Elements, markup_of, name_of, text_of
from tellings.reading.entries import FeedItem, absolute, as_html, as_paragraphs, heading, is_whole_text, plain

_ITEMS = frozenset({"item", "entry"})
_PARENTS = frozenset({"channel", "rss", "feed", "rdf:RDF"})
_PUBLISHED = ("published", "issued", "pubDate", "dc:date", "dc:issued", "dc:created", "created")
_UPDATED = ("updated", "modified", "dc:modified")
_WHOLE = ("content:encoded", "content")
_SUMMARIES = ("description", "summary", "dc:description")
_WRITERS = ("dc:creator", "author")


class Feed:
    """A feed's items, in its order; afterwards `title` and `damage` are known."""

    def __init__(self, text: str, address: str | None) -> None:
        """Args:
        text: The whole feed, decoded.
        address: Where it was fetched, for its relative addresses.
        """
        self._elements = Elements(text, _ITEMS | {"title", "link"}, content_of=_ITEMS)
        self._base = address
        self.title: str | None = None
        self.damage: str | None = None

    def __iter__(self) -> Iterator[FeedItem]:
        for element in self._elements:
            parent = element.getparent()
            if parent is None or name_of(parent) not in _PARENTS:
                continue
            if name_of(element) in _ITEMS:
                yield self._item(element, absolute(parent.get(BASE), self._base) or self._base)
            elif name_of(element) == "title" and self.title is None:
                self.title = heading(_markup(element))
            elif name_of(element) == "link" and self._base is None:
                self._base = absolute(element.get("href") or text_of(element), None)
        self.damage = self._elements.damage

    def _item(self, element: Any, base: str | None) -> FeedItem:
        base = absolute(element.get(BASE), base) or base
        children: dict[str, Any] = {}
        links: list[Any] = []
        for child in element:
            name = name_of(child)
            if name == "link" and child.get("href"):
                links.append(child)
            else:
                children.setdefault(name, child)
        content, is_whole = _content(children)
        return FeedItem(
            link=_link(children, links, base),
            identity=plain(
                _text(children, "guid", "id") or element.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about")
            ),
            title=_title(children),
            outlet=_outlet(children),
            author=_author(children),
            published=plain(_text(children, *_PUBLISHED), 200),
            updated=plain(_text(children, *_UPDATED), 200),
            content=content,
            is_whole=is_whole,
        )


def feed_items(text: str, address: str | None, limit: int) -> tuple[list[FeedItem], str | None, str | None]:
    """A feed's items, the feed's title, and what was wrong with the feed.

    Args:
        text: The whole feed, decoded.
        address: Where it was fetched.
        limit: Items at most, also of such as hold nothing.
    """
    feed = Feed(text, address)
    items: list[FeedItem] = []
    for number, item in enumerate(feed):
        if number == limit:
            feed.damage = f"it has more than {limit:,} items; the first were read"
            break
        if item.link or item.content:
            items.append(item)
    return with_trusted_dates(items), feed.title, feed.damage


def with_trusted_dates(items: list[FeedItem]) -> list[FeedItem]:
    """The items; a date of change that most of them share is dropped: it is the hour of asking, not of changing."""
    common, count = Counter(item.updated for item in items).most_common(1)[0] if items else (None, 0)
    if common is None or count < 3 or count * 2 <= len(items):
        return items
    return [replace(item, updated=None) if item.updated == common else item for item in items]


def _text(children: dict[str, Any], *names: str) -> str | None:
    """The text of the first of these children that has any."""
    return next((text for name in names if name in children and (text := text_of(children[name]).strip())), None)


def _markup(element: Any) -> str:
    return str(markup_of(element))


def _link(children: dict[str, Any], links: list[Any], base: str | None) -> str | None:
    """The article's page: the alternate link, else RSS's link, else a guid that is an address."""
    for link in links:
        if link.get("rel", "alternate") == "alternate" and (address := absolute(link.get("href"), base)):
            return address
    if address := absolute(_text(children, "link"), base):
        return address
    if address := absolute(_text(children, "id"), None):
        return address
    guid = children.get("guid")
    if guid is not None and guid.get("isPermaLink", "true").lower() == "true":
        return absolute(_text(children, "guid"), None)
    return None


def _title(children: dict[str, Any]) -> str | None:
    element = children.get("title")
    if element is None:
        return heading(_text(children, "news:title", "dc:title"))
    kind = (element.get("type") or "html").lower()
    if kind in {"text", "text/plain", "xhtml"}:
        return heading(text_of(element), is_html=False)
    return heading(_markup(element))


def _outlet(children: dict[str, Any]) -> str | None:
    """The publication that the item names as its source, as feeds made of other feeds do."""
    source = children.get("source")
    if source is None:
        return heading(_text(children, "dc:publisher"))
    title = next((child for child in source if name_of(child) == "title"), source)
    return heading(text_of(title))


def _author(children: dict[str, Any]) -> str | None:
    for name in _WRITERS:
        if name in children:
            element = children[name]
            named = next((child for child in element if name_of(child) == "name"), element)
            if named is not element or not len(element):
                found = _without_mail(heading(text_of(named)) or "")
                if found:
                    return found
    return None


def _without_mail(writer: str) -> str | None:
    """The name in "mail@example.org (Name)", which RSS asks for, or "Name (mail@example.org)"."""
    outside, _, inside = writer.partition("(")
    return (
        next((name for part in (inside, outside) if (name := part.strip("() ")) and "@" not in name), None)
        if ("@" in writer)
        else writer or None
    )


def _content(children: dict[str, Any]) -> tuple[str | None, bool]:
    """HTML of the item's text, and whether it is the whole text: the longest of what the item offers."""
    best: tuple[str | None, bool] = (None, False)
    for name in (*_WHOLE, *_SUMMARIES):
        if name not in children:
            continue
        html = _html(children[name])
        if html and (best[0] is None or len(html) > len(best[0])):
            best = (html, is_whole_text(html, stated_whole=name in _WHOLE))
    return best


def _html(element: Any) -> str:
    kind = (element.get("type") or "html").lower()
    if kind in {"text", "text/plain"}:
        return as_paragraphs(text_of(element))
    return as_html(_markup(element).strip())

"""Lists of addresses: OPML, the sitemaps of news sites with their indexes, and the feeds that a page names.

Source: OPML 2.0; sitemaps.org 0.9; Google's News sitemap 0.9. Left out: images, videos, other languages' versions.
"""

import re
from html import unescape
from typing import Any

from tellings.reading.elements import Elements, name_of, text_of
from tellings.reading.entries import FeedItem, Subscription, absolute, heading, plain
from tellings.reading.feeds import with_trusted_dates

_LINK = re.compile(r"<link\b([^<>]{1,2000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-zA-Z-]{1,30})\s{0,9}=\s{0,9}(?:"([^"]{0,2000})"|'([^']{0,2000})'|([^\s"'>]{1,2000}))""")
_FEED_TYPE = re.compile(r"application/(?:rss\+xml|atom\+xml|rdf\+xml|feed\+json)\b", re.IGNORECASE)
_COMMENTS = re.compile(r"\bcomments?\b", re.IGNORECASE)  # blogs name a feed of their readers' comments as well
_PAGE_HEAD = 200_000
_PAGE_FEEDS = 10


def feeds_of_page(text: str, address: str | None) -> list[Subscription]:
    """The feeds that a page names for itself (`<link rel="alternate">`), each once, readers' comments left out.

    Args:
        text: The page, decoded; its beginning is looked at.
        address: Where it was fetched.
    """
    found: dict[str, Subscription] = {}
    for link in _LINK.finditer(text, 0, _PAGE_HEAD):
        stated = {
            part[1].lower(): unescape(part[2] or part[3] or part[4] or "") for part in _ATTRIBUTE.finditer(link[1])
        }
        feed = absolute(stated.get("href"), address)
        is_feed = "alternate" in stated.get("rel", "").lower().split() and _FEED_TYPE.match(stated.get("type", ""))
        if feed and is_feed and not _COMMENTS.search(feed) and len(found) < _PAGE_FEEDS:
            found.setdefault(feed, Subscription(feed))
    return list(found.values())


def subscriptions(text: str, address: str | None, limit: int) -> tuple[list[Subscription], str | None]:
    """The feeds that an OPML list names, each once, and what was wrong with the list.

    Args:
        text: The whole list, decoded.
        address: Where it was fetched.
        limit: Feeds at most.
    """
    found: dict[str, Subscription] = {}
    elements = Elements(text, frozenset({"outline"}), content_of=frozenset({"outline"}))
    for outline in elements:
        # Attribute names are written in every case.
        stated = {str(name).lower(): str(value) for name, value in list(outline.attrib.items())[:30]}
        feed = absolute(stated.get("xmlurl"), address)
        if feed is None and stated.get("type", "").lower() in {"include", "link"}:
            feed = absolute(stated.get("url"), address)
        if feed is None or feed in found:
            continue
        if len(found) == limit:
            return list(found.values()), f"it has more than {limit:,} feeds; the first were read"
        found[feed] = Subscription(feed, heading(stated.get("text") or stated.get("title")))
    return list(found.values()), elements.damage


def sitemap_entries(text: str, address: str | None, limit: int) -> tuple[list[FeedItem | Subscription], str | None]:
    """The pages of a sitemap or the sitemaps of an index, each once, and what was wrong with the list.

    Args:
        text: The whole sitemap, decoded.
        address: Where it was fetched.
        limit: Entries at most.
    """
    found: dict[str, FeedItem | Subscription] = {}
    elements = Elements(text, frozenset({"url", "sitemap"}), content_of=frozenset({"url", "sitemap"}))
    for element in elements:
        children = {name_of(child): child for child in list(element)[:100]}
        link = absolute(_text(children, "loc"), address)
        if link is None or link in found:
            continue
        if len(found) == limit:
            return _dated(found), f"it has more than {limit:,} entries; the first were read"
        if name_of(element) == "sitemap":
            found[link] = Subscription(link, updated=plain(_text(children, "lastmod"), 200))
        else:
            found[link] = _page(link, children)
    return _dated(found), elements.damage


def _page(link: str, children: dict[str, Any]) -> FeedItem:
    news = {name_of(child): child for child in children.get("news:news", ())}
    publication = {name_of(child): child for child in news.get("news:publication", ())}
    return FeedItem(
        link=link,
        identity=link,
        title=heading(_text(news, "news:title")),
        outlet=heading(_text(publication, "news:name")),
        published=plain(_text(news, "news:publication_date"), 200),
        updated=plain(_text(children, "lastmod"), 200),
    )


def _dated(found: dict[str, FeedItem | Subscription]) -> list[FeedItem | Subscription]:
    items = with_trusted_dates([entry for entry in found.values() if isinstance(entry, FeedItem)])
    return [*(entry for entry in found.values() if isinstance(entry, Subscription)), *items]


def _text(children: dict[str, Any], name: str) -> str | None:
    return text_of(children[name]).strip() if name in children else None

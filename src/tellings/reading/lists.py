"""Lists of addresses: OPML, and the sitemaps of news sites with their indexes.

Source: OPML 2.0; sitemaps.org 0.9; Google's News sitemap 0.9. Left out: images, videos, other languages' versions.
"""

from typing import Any

from tellings.reading.elements import Elements, name_of, text_of
from tellings.reading.entries import FeedItem, Subscription, absolute, heading, plain
from tellings.reading.feeds import with_trusted_dates


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

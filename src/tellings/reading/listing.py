"""The entries of any feed or list, whichever of the formats it is in."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from tellings.errors import InputError
from tellings.reading.decoding import decoded
from tellings.reading.entries import FeedItem, Subscription
from tellings.reading.feeds import feed_items
from tellings.reading.json_feeds import json_feed_items
from tellings.reading.kinds import LISTS, Kind, container_kind
from tellings.reading.lists import feeds_of_page, sitemap_entries, subscriptions
from tellings.reading.opening import opened, readable, whole_content
from tellings.reading.settings import ReadingSettings
from tellings.reading.web import Answer
from tellings.text.printable import escaped

_NAMES = {
    Kind.FEED: "a feed",
    Kind.JSON_FEED: "a feed",
    Kind.SUBSCRIPTIONS: "a list of feeds",
    Kind.SITEMAP: "a sitemap",
}


@dataclass(frozen=True, slots=True)
class Listed:
    """What a feed or list holds.

    Args:
        kind: One of `LISTS`.
        entries: In its order, lists before items.
        damage: What was wrong with it, where something may be missing.
        title: The feed's own title.
    """

    kind: Kind
    entries: tuple[FeedItem | Subscription, ...]
    damage: str | None = None
    title: str | None = None

    @property
    def name(self) -> str:
        """What it is, for messages: "a feed"."""
        return _NAMES[self.kind]


def listed_in(found: Answer, settings: ReadingSettings) -> Listed:
    """The entries in an answer from the web, which is a feed or a list, perhaps gzipped as sitemaps are.

    A page that names feeds for itself is a list of them.

    Raises:
        InputError: It is none of these, or damaged as a whole.
    """
    stream = opened(escaped(found.address), BytesIO(found.content), settings)
    kind = container_kind(stream.head)
    content = whole_content(stream, settings)
    if kind not in LISTS:
        feeds = feeds_of_page(decoded(content, found.charset) or "", found.address)
        if not feeds:
            raise InputError(stream.source, "neither a feed nor a list of addresses, nor a page that names a feed")
        return Listed(Kind.SUBSCRIPTIONS, tuple(feeds))
    return entries_of(content, kind, address=found.address, declared=found.charset, limit=settings.max_entries)


def subscriptions_of(source: str, settings: ReadingSettings) -> list[Subscription]:
    """The feeds that a person's word for them stands for: an address for itself, a file for the feeds that it lists.

    Raises:
        InputError: It is neither an address nor an OPML list, or cannot be read.
    """
    if source.lower().startswith(("http://", "https://")):
        return [Subscription(source)]
    name = escaped(source)
    with readable(name), Path(source).open("rb") as stream:
        document = opened(name, stream, settings)
        content = whole_content(document, settings)
    if container_kind(document.head) is not Kind.SUBSCRIPTIONS:
        raise InputError(name, "no list of feeds (OPML), and no address; an address begins with https://")
    listed = entries_of(content, Kind.SUBSCRIPTIONS, limit=settings.max_entries)
    feeds = [entry for entry in listed.entries if isinstance(entry, Subscription)]
    if not feeds:
        raise InputError(name, f"a list without a feed{f': {listed.damage}' if listed.damage else ''}")
    return feeds


def entries_of(
    content: bytes, kind: Kind, *, address: str | None = None, declared: str | None = None, limit: int = 50_000
) -> Listed:
    """The entries in the bytes of a feed, an OPML list or a sitemap.

    Args:
        content: All of it, unpacked.
        kind: One of `LISTS`.
        address: Where it was fetched, for relative addresses.
        declared: The encoding that the server states.
        limit: Entries at most.
    """
    text = decoded(content, declared)
    if text is None:
        return Listed(kind, (), "it is binary data, not text")
    found: list[FeedItem | Subscription] = []
    title: str | None = None
    if kind is Kind.FEED:
        items, title, damage = feed_items(text, address, limit)
        found.extend(items)
    elif kind is Kind.JSON_FEED:
        items, title, damage = json_feed_items(text, address, limit)
        found.extend(items)
    elif kind is Kind.SUBSCRIPTIONS:
        feeds, damage = subscriptions(text, address, limit)
        found.extend(feeds)
    else:
        found, damage = sitemap_entries(text, address, limit)
    return Listed(kind, tuple(found), damage, title)

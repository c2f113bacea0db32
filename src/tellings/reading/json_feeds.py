"""JSON Feed: a feed's items from one JSON object.

Source: jsonfeed.org, version 1.1. Left out: attachments, tags, `next_url` (older items).
"""

import json
from typing import Any

from tellings.reading.entries import FeedItem, absolute, as_html, as_paragraphs, heading, is_whole_text, plain
from tellings.reading.feeds import with_trusted_dates


def json_feed_items(text: str, address: str | None, limit: int) -> tuple[list[FeedItem], str | None, str | None]:
    """A JSON feed's items, the feed's title, and what was wrong with the feed.

    Args:
        text: The whole feed, decoded.
        address: Where it was fetched.
        limit: Items at most.
    """
    try:
        feed = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        fault = "it is nested too deep" if isinstance(error, RecursionError) else str(error).partition("\n")[0]
        return [], None, f"it is not valid JSON ({fault})"
    listed = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(listed, list):
        return [], None, "it has no list of items"
    base = absolute(_string(feed, "home_page_url"), address) or address
    items = [_item(entry, base) for entry in listed[:limit] if isinstance(entry, dict)]
    damage = f"it has more than {limit:,} items; the first were read" if len(listed) > limit else None
    found = with_trusted_dates([item for item in items if item.link or item.content])
    return found, heading(_string(feed, "title"), is_html=False), damage


def _item(entry: dict[str, Any], base: str | None) -> FeedItem:
    html, text = _string(entry, "content_html"), _string(entry, "content_text")
    summary = _string(entry, "summary")
    content = as_html(html) if html else as_paragraphs(text or summary or "")
    return FeedItem(
        link=absolute(_string(entry, "url"), base) or absolute(_string(entry, "external_url"), base),
        identity=plain(_string(entry, "id")),
        title=heading(_string(entry, "title"), is_html=False),
        author=_author(entry),
        published=plain(_string(entry, "date_published"), 200),
        updated=plain(_string(entry, "date_modified"), 200),
        content=content or None,
        is_whole=bool(content) and is_whole_text(content, stated_whole=bool(html or text)),
    )


def _author(entry: dict[str, Any]) -> str | None:
    authors = entry.get("authors")
    named = [*authors, entry.get("author")] if isinstance(authors, list) else [entry.get("author")]
    return next((name for one in named if isinstance(one, dict) and (name := plain(_string(one, "name")))), None)


def _string(entry: dict[str, Any], name: str) -> str | None:
    value = entry.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)[:100]
    return value if isinstance(value, str) and value.strip() else None

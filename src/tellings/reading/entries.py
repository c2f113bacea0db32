"""What feeds and lists hold: items, which are articles or lead to one, and subscriptions, which lead to more lists."""

import hashlib
import re
from dataclasses import dataclass, field
from html import escape, unescape
from urllib.parse import urljoin, urlsplit

from tellings.reading.decoding import without_controls, without_surrogates
from tellings.records import Document, DocumentKind
from tellings.text.printable import escaped

_STATED_WHOLE_WORDS = 60
"""A full-text element (content:encoded, Atom's content) with fewer words is a notice or a teaser. A guess: the shortest
agency briefs have about this many."""
_DESCRIPTION_WHOLE_WORDS = 150
"""A description is the whole text only from here: those that tease have one paragraph, seldom of 100 words. A guess."""
_MAX_ADDRESS = 4_000
_MAX_FIELD = 2_000

_TAG = re.compile(r"<[^<>]*>")
_MARKUP = re.compile(r"<[a-zA-Z/!]|&(?:#\w{1,7}|[a-zA-Z]\w{1,31});")
_INLINE = re.compile(r"</?(?:b|i|em|strong|u|span|font|sub|sup|small|mark|br|wbr)(?:\s[^<>]{0,300})?/?>", re.IGNORECASE)
# How shortened texts end. In blogs' excerpts a line about the site follows the dots in brackets.
_SHORTENED = re.compile(
    r"\[(?:…|\.{3})\]|(?:…|\.{3}|read more|continue reading|read (?:the )?full (?:story|article|text))\W{0,9}\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One entry of a feed or a news sitemap: an article, or the address of one.

    Args:
        link: The absolute address of the article's page; None where the item names none.
        identity: The item's own id, as it stands. Feeds repeat ids, and change them: it is never trusted alone.
        title, author: As stated, as plain text.
        outlet: The publication that the item itself names, as news sitemaps and feeds made of other feeds do.
        published, updated: As stated, in whatever form.
        content: HTML of the text or of its summary; None where the item has neither.
        is_whole: Whether the content is the article itself and not a summary of it.
    """

    link: str | None
    identity: str | None
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    updated: str | None = None
    content: str | None = None
    is_whole: bool = False
    key: str = field(init=False, default="")

    def __post_init__(self) -> None:
        """Sets `key`: what tells this item, in this wording, from every other one (id, address, title and text).

        Dates are left out but for `updated`: some feeds print the hour of asking as every item's date.
        """
        wording = " ".join(_TAG.sub(" ", self.content or "").split())
        parts = (self.identity or "", self.link or "", self.title or "", wording, self.updated or "")
        digest = hashlib.sha256("\0".join(parts).encode(errors="replace"))
        object.__setattr__(self, "key", digest.hexdigest()[:32])

    def document(self, source: str, outlet: str | None = None) -> Document:
        """The article that the item holds, as a page: the title and the writer become the page's own.

        Args:
            source: What to call the document.
            outlet: Whose feed it is, for an item that does not say.
        """
        author = f'<meta name="author" content="{escape(self.author)}">' if self.author else ""
        title = escape(self.title or "")
        page = (
            f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>{author}</head>'
            f"<body><article><h1>{title}</h1>{self.content or ''}</article></body></html>"
        )
        return Document(
            source=source,
            kind=DocumentKind.HTML,
            content=page,
            title=self.title,
            outlet=self.outlet or outlet,
            published=self.published or self.updated,
            url=self.link,
        )


@dataclass(frozen=True, slots=True)
class Subscription:
    """The address of a further feed or list, as OPML and sitemap indexes hold them.

    Args:
        outlet: The outlet's name, if stated.
        updated: When the list last changed, as stated.
    """

    address: str
    outlet: str | None = None
    updated: str | None = None


def plain(value: str | None, limit: int = _MAX_FIELD) -> str | None:
    """A stated field on one line, without what only a terminal obeys; None where nothing is left."""
    if not value:
        return None
    # Cut first: nobody reads a title of a megabyte, and nobody waits for one.
    return " ".join(without_controls(without_surrogates(value[: limit * 4])).split())[:limit].strip() or None


def heading(value: str | None, *, is_html: bool = True) -> str | None:
    """A title as plain text. Entities are resolved and marks of emphasis taken out; any other markup stays, as text.

    Feeds encode titles once or twice and seldom say so; text that looks like a tag is therefore not thrown away, and
    whoever prints a title escapes it.
    """
    if value is None or not is_html:
        return plain(value)
    value = _INLINE.sub("", value[: _MAX_FIELD * 4])
    return plain(_INLINE.sub("", unescape(value)))


def absolute(address: str | None, base: str | None) -> str | None:
    """An http(s) address, completed where it is relative; None for anything else."""
    address = "".join((address or "").split())
    if not address or len(address) > _MAX_ADDRESS:
        return None
    try:
        address = urljoin(base or "", address)
        urlsplit(address)
    except ValueError:
        return None
    return address if address.lower().startswith(("http://", "https://")) else None


def as_html(text: str) -> str:
    """Text as HTML: what holds markup as it is, else as paragraphs."""
    return without_controls(without_surrogates(text)) if _MARKUP.search(text) else as_paragraphs(text)


def as_paragraphs(text: str) -> str:
    """Plain text as HTML: escaped, every line a paragraph."""
    lines = without_controls(without_surrogates(text)).splitlines()
    return "".join(f"<p>{escape(line.strip())}</p>" for line in lines if line.strip())


def is_whole_text(content: str, *, stated_whole: bool) -> bool:
    """Whether an item's content is its article: long enough, and not ended by dots or by "read more".

    Args:
        content: HTML.
        stated_whole: It stood in the element meant for whole texts, not in the one meant for summaries.
    """
    text = " ".join(unescape(_TAG.sub(" ", content)).split())
    if _SHORTENED.search(text[-300:]):
        return False
    return text.count(" ") + 1 >= (_STATED_WHOLE_WORDS if stated_whole else _DESCRIPTION_WHOLE_WORDS)


def item_source(item: FeedItem, fallback: str) -> str:
    """What to call an item: its address, else the place in its feed."""
    return escaped(item.link) if item.link else fallback

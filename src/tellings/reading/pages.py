"""One article's page from an answer of the web, with what the feed that led to it states."""

from tellings.errors import InputError
from tellings.reading.decoding import decoded, without_controls
from tellings.reading.entries import FeedItem
from tellings.reading.kinds import HEAD_BYTES, Kind, container_kind, kind_of_characters, unreadable
from tellings.reading.web import Answer
from tellings.records import Document, DocumentKind
from tellings.text.printable import escaped


def text_kind(content: str) -> DocumentKind:
    """How decoded characters are to be cleaned: as a page or as a dump of one."""
    return DocumentKind.HTML if kind_of_characters(content) is Kind.HTML else DocumentKind.TEXT


def page_document(found: Answer, item: FeedItem, outlet: str | None) -> Document:
    """The page at an item's address.

    Args:
        found: The answer, of status 200.
        item: The item that named the address.
        outlet: Whose page it is, where someone said so; else the page's own word is taken.

    Raises:
        InputError: It is no page.
    """
    name = escaped(item.link or found.address)
    head = found.content[:HEAD_BYTES]
    if (format_name := unreadable(head)) is not None:
        raise InputError(name, f"{format_name}, not a page")
    if container_kind(head) is not None:
        raise InputError(name, "a list or an archive, not a page")
    content = decoded(found.content, found.charset)
    if content is None:
        raise InputError(name, "binary data, not a page")
    content = without_controls(content)
    if not any(character.isalnum() for character in content):
        raise InputError(name, "empty: no words in it")
    return Document(
        source=name,
        kind=text_kind(content),
        content=content,
        title=item.title,
        outlet=item.outlet or outlet,
        published=item.published,
        url=found.address,
    )

"""Documents from JSON Lines: one record a line, with `id` and `html` or `text`."""

import json
from collections.abc import Iterator
from typing import Any

from tellings.reading.decoding import without_controls, without_surrogates
from tellings.reading.opening import Opened, numbered_lines, too_large
from tellings.reading.settings import ReadingSettings
from tellings.records import Document, DocumentKind, Skipped
from tellings.text.printable import escaped

STAGE = "read"


def record_documents(
    opened: Opened, settings: ReadingSettings, *, untouched: bool, used_ids: set[str]
) -> Iterator[Document | Skipped]:
    """The records of a JSON Lines input, in order.

    Args:
        opened: The input, at its beginning.
        settings: The limits.
        untouched: Take a record's `text` as it is, to the character (`DocumentKind.CLEAN`), not as a page's dump.
        used_ids: Ids that earlier records bear; grows. A record whose id is among them is set aside, because two
            articles of one id could not be told apart in any result.

    Raises:
        InputError: The input cannot be read on.
    """
    for number, line in numbered_lines(opened, settings):
        place = f"{opened.source}:{number}"
        if line is None:
            yield Skipped(place, STAGE, f"line {number} of {opened.source} is {too_large(None, settings)}")
            continue
        document = _document(place, line, untouched=untouched)
        if isinstance(document, str):
            yield Skipped(place, STAGE, f"line {number} of {opened.source} {document}")
        elif document.id is not None and document.id in used_ids:
            reason = f"repeats the id {document.id!r} of an earlier record; give every record an id of its own"
            yield Skipped(place, STAGE, f"line {number} of {opened.source} {reason}")
        else:
            used_ids |= {document.id} if document.id is not None else set()
            yield document


def _document(place: str, line: bytes, *, untouched: bool) -> Document | str:
    """The record's document, or what is wrong with the line."""
    try:
        record = json.loads(line.removeprefix(b"\xef\xbb\xbf").decode("utf-8"))
    except UnicodeDecodeError:
        return "is not UTF-8, which JSON must be"
    except (ValueError, RecursionError) as error:
        return f"is not valid JSON ({_first_line(error)})"
    if not isinstance(record, dict):
        return 'is not a JSON object; a record looks like {"id": …, "text": …}'
    name = "text" if untouched and isinstance(record.get("text"), str) else "html" if record.get("html") else "text"
    content = record.get(name)
    if not isinstance(content, str):
        return "has no `text` and no `html`"
    if not content.strip():
        return f"has an empty `{name}`"
    return _filled(place, record, name, content, untouched=untouched)


def _filled(place: str, record: dict[str, Any], name: str, content: str, *, untouched: bool) -> Document:
    kind = DocumentKind.HTML if name == "html" else DocumentKind.CLEAN if untouched else DocumentKind.TEXT
    content = without_surrogates(content)
    identity = _field(record, "id")
    return Document(
        source=escaped(identity) if identity else place,
        kind=kind,
        content=content if kind is DocumentKind.CLEAN else without_controls(content),
        id=identity,
        title=_field(record, "title"),
        outlet=_field(record, "outlet"),
        published=_field(record, "published"),
        url=_field(record, "url"),
    )


def _field(record: dict[str, Any], name: str) -> str | None:
    """A field as text. Articles that Tellings itself wrote have an object with `value` for their date."""
    value = record.get(name)
    if isinstance(value, dict):
        value = value.get("value")
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return without_surrogates(str(value)).strip() or None


def _first_line(error: BaseException) -> str:
    return "nested too deep" if isinstance(error, RecursionError) else str(error).partition("\n")[0]

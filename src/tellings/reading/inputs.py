"""Documents from whatever a person names: files, folders, addresses, standard input, and what feeds and archives hold.

An input that cannot be used is a result (`Skipped`) that names it and says why; the others go on. What an input is, is
decided by its content. Nothing is read beyond the limits of `ReadingSettings`.
"""

import os
import re
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from tellings.errors import InputError
from tellings.reading.archives import archive_documents
from tellings.reading.decoding import decoded, without_controls
from tellings.reading.entries import FeedItem, Subscription, item_source
from tellings.reading.kinds import ARCHIVES, LISTS, Kind, container_kind, is_records, unreadable
from tellings.reading.listing import Listed, entries_of
from tellings.reading.opening import Opened, opened, readable, too_large, whole_content
from tellings.reading.packed import packed_members
from tellings.reading.pages import text_kind
from tellings.reading.records import STAGE, record_documents
from tellings.reading.settings import ReadingSettings
from tellings.reading.web import fetched
from tellings.records import Document, Skipped
from tellings.text.printable import escaped

# What browsers put beside a saved page, and what lies about in folders: left out of folders by name, in one line.
_ASSETS = re.compile(
    r"\.(?:css|m?js|map|png|jpe?g|gif|webp|avif|svg|ico|bmp|woff2?|[ot]tf|eot|mp[34]|m4a|webm|ogg|wav|mov)",
    re.IGNORECASE,
)


class _Reading:
    """One run over the sources: remembers what was read, so that nothing is read twice."""

    def __init__(self, settings: ReadingSettings, *, untouched: bool, stdin: BinaryIO | None) -> None:
        self.settings = settings
        self.untouched = untouched
        self.stdin = stdin
        self.used_ids: set[str] = set()
        self.read: set[str] = set()
        self.named: set[int] = set()  # hash values of the addresses that feeds and archives gave
        self.texts: set[int] = set()  # and of these with their texts: few bytes each, because archives hold millions

    def source(self, source: str) -> Iterator[Document | Skipped]:
        """The documents of one source as the caller named it."""
        if source == "-":
            yield from self._once("-", "standard input", self._standard_input)
        elif source.lower().startswith(("http://", "https://")):
            yield from self._once(source, source, lambda: self._address(source))
        elif not source or "\0" in source:
            yield Skipped(escaped(source), STAGE, "not a path: it is empty or holds a zero byte")
        elif Path(source).is_dir():
            yield from self._folder(source)
        else:
            yield from self._once(os.path.realpath(source), source, lambda: self._file(source))

    def _once(
        self, key: str, name: str, read: Callable[[], Iterator[Document | Skipped]]
    ) -> Iterator[Document | Skipped]:
        """What a reader yields, with its error as a result; a second reading of the same thing is set aside."""
        name = escaped(name)
        if key in self.read:
            yield Skipped(name, STAGE, "named twice; it was read the first time")
            return
        self.read.add(key)
        try:
            yield from read()
        except InputError as error:
            yield Skipped(name, STAGE, error.reason)

    def _standard_input(self) -> Iterator[Document | Skipped]:
        name = "standard input"
        if self.stdin is None:
            raise InputError(name, "no standard input was given")
        yield from self._content(opened(name, self.stdin, self.settings))

    def _address(self, address: str) -> Iterator[Document | Skipped]:
        page = fetched(address, self.settings)
        stream = opened(escaped(address), BytesIO(page.content), self.settings)
        yield from self._content(stream, declared=page.charset, url=page.address)

    def _file(self, path: str) -> Iterator[Document | Skipped]:
        name = escaped(path)
        with readable(name):
            status = _status(name, path)
            if not (stat.S_ISREG(status.st_mode) or stat.S_ISFIFO(status.st_mode)):
                raise InputError(name, "neither a file nor a folder")
            stream = Path(path).open("rb")  # noqa: SIM115 - closed below; only opening is guarded here
        with stream:
            document = opened(name, stream, self.settings)
            if status.st_size > self.settings.max_bytes and not _may_be_large(document.head, name):
                raise InputError(name, too_large(status.st_size, self.settings))
            yield from self._content(document)

    def _folder(self, folder: str) -> Iterator[Document | Skipped]:
        """The documents of a folder and the folders in it, in order of name; hidden ones are left out."""
        found = 0
        assets: Counter[str] = Counter()
        denied: list[OSError] = []
        for place, folders, files in os.walk(folder, onerror=denied.append):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(name for name in files if not name.startswith(".")):
                suffix = Path(name).suffix.lower()
                if _ASSETS.fullmatch(suffix):
                    assets[suffix] += 1
                    continue
                found += 1
                path = str(Path(place) / name)
                yield from self._once(os.path.realpath(path), path, lambda path=path: self._file(path))  # type: ignore[misc]
        for error in denied:
            yield Skipped(escaped(error.filename or folder), STAGE, "no permission to read this folder")
        if assets:
            named = ", ".join(f"{count} {suffix}" for suffix, count in sorted(assets.items()))
            yield Skipped(escaped(folder), STAGE, f"left out of this folder, because they hold no text: {named}")
        elif not found and not denied:
            yield Skipped(escaped(folder), STAGE, "an empty folder: no files in it that are not hidden")

    def _content(
        self, document: Opened, *, declared: str | None = None, url: str | None = None
    ) -> Iterator[Document | Skipped]:
        """The documents in one opened stream."""
        if not document.head:
            raise InputError(document.source, "empty: 0 bytes")
        if (format_name := unreadable(document.head)) is not None:
            raise InputError(document.source, f"{format_name}, which cannot be read; give text, HTML or JSON Lines")
        kind = container_kind(document.head)
        if kind in LISTS:
            yield from self._listed(document, kind, declared, url)
        elif kind is Kind.WARC:
            yield from self._apart(document.source, archive_documents(document, self.settings))
        elif kind in ARCHIVES:
            yield from self._packed(document, kind)
        elif is_records(document.head, document.source):
            yield from self._records(document)
        else:
            yield self._text(document, declared, url)

    def _text(self, document: Opened, declared: str | None, url: str | None) -> Document:
        """The text or page that a stream is."""
        content = decoded(whole_content(document, self.settings), declared)
        if content is None:
            raise InputError(document.source, "binary data, not text")
        content = without_controls(content)
        if not any(character.isalnum() for character in content):
            raise InputError(document.source, "empty: no words in it, only white space or signs")
        return Document(document.source, text_kind(content), content, url=url)

    def _listed(
        self, document: Opened, kind: Kind, declared: str | None, url: str | None
    ) -> Iterator[Document | Skipped]:
        """The articles that a feed carries; what it only points to is named, never fetched from here."""
        content = whole_content(document, self.settings)
        listed = entries_of(content, kind, address=url, declared=declared, limit=self.settings.max_entries)
        yield from self._apart(document.source, _item_documents(document.source, listed))
        if listed.damage is not None:
            yield Skipped(document.source, STAGE, f"{listed.damage}; {len(listed.entries):,} entries could be read")
        elif not listed.entries:
            yield Skipped(document.source, STAGE, f"{listed.name} without an entry")

    def _apart(self, container: str, results: Iterator[Document | Skipped]) -> Iterator[Document | Skipped]:
        """The documents of a feed or an archive under names that tell them apart; a repeated one is set aside.

        One address may come with several texts, which are its versions; the second is named by its place as well.
        """
        for number, result in enumerate(results, 1):
            if isinstance(result, Document):
                name, text = hash(result.source), hash((result.source, result.content))
                if text in self.texts:
                    yield Skipped(result.source, STAGE, f"comes again in {container} with the same text")
                    continue
                self.texts.add(text)
                if name in self.named:
                    result = replace(result, source=f"{result.source} ({container}, {number})")
                self.named.add(name)
            yield result

    def _packed(self, document: Opened, kind: Kind) -> Iterator[Document | Skipped]:
        """The documents of the files in a ZIP or tar archive; archives in archives stay closed."""
        member: Opened | Skipped | None = None
        for member in packed_members(document, kind, self.settings):
            if isinstance(member, Skipped):
                yield member
                continue
            try:
                if container_kind(member.head) in {Kind.ZIP, Kind.TAR}:
                    raise InputError(member.source, "an archive in an archive, which is not opened; unpack it first")
                yield from self._content(member)
            except InputError as error:
                yield Skipped(member.source, STAGE, error.reason)
        if member is None:
            yield Skipped(document.source, STAGE, "an archive without a file that is not hidden")

    def _records(self, document: Opened) -> Iterator[Document | Skipped]:
        found = False
        for result in record_documents(document, self.settings, untouched=self.untouched, used_ids=self.used_ids):
            found = True
            yield result
        if not found:
            raise InputError(document.source, "no records in it, only blank lines")


def documents(
    sources: Iterable[str],
    settings: ReadingSettings | None = None,
    *,
    untouched: bool = False,
    stdin: BinaryIO | None = None,
) -> Iterator[Document | Skipped]:
    """The documents that the sources hold, in the order given, and for each input that cannot be used why.

    Args:
        sources: Paths of files (text, HTML, JSON Lines, feeds, WARC archives, each also gzipped; ZIP and tar archives
            of these) and folders, http(s) addresses, and `-` for `stdin`.
        settings: The limits; the defaults where None.
        untouched: Records of JSON Lines that have `text` are the caller's own text, to be left as it is.
        stdin: Bytes behind `-`, as `sys.stdin.buffer`.
    """
    reading = _Reading(settings or ReadingSettings(), untouched=untouched, stdin=stdin)
    for source in sources:
        yield from reading.source(source)


def _may_be_large(head: bytes, name: str) -> bool:
    return container_kind(head) in ARCHIVES or is_records(head, name)


def _item_documents(source: str, listed: Listed) -> Iterator[Document | Skipped]:
    """The items' articles; one line each for the items and for the lists that would have to be fetched."""
    entries = listed.entries
    pointers = [entry for entry in entries if isinstance(entry, FeedItem) and not entry.is_whole]
    for number, entry in enumerate(entries, 1):
        if isinstance(entry, FeedItem) and entry.is_whole:
            yield entry.document(item_source(entry, f"{source}, item {number}"), listed.title)
    if pointers:
        example = next((item.link for item in pointers if item.link), None)
        yield Skipped(
            source,
            STAGE,
            f"{len(pointers):,} of its items carry no whole text, only a summary or an address"
            + (f", such as {escaped(example)}" if example else "")
            + "; have their pages fetched by watching the feed",
        )
    if lists := sum(isinstance(entry, Subscription) for entry in entries):
        yield Skipped(source, STAGE, f"a list of {lists:,} feeds or sitemaps, not of texts; have it watched instead")


def _status(name: str, path: str) -> os.stat_result:
    try:
        return Path(path).stat()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise InputError(name, "no such file or folder") from error

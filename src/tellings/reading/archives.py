"""Pages from WARC archives (Common Crawl's news archive, wget, Heritrix), one record at a time.

A record is judged by its headers first, so what is not wanted is passed over without being parsed. What is damaged is
named, with its place, and reading goes on at the next record. Our own reading: fastwarc ends at the first damage and
says nothing of a cut, warcio takes 38 s for one header of 50 MB (docs/decisions/0009-getting-in.md).

Source: ISO 28500 (WARC 1.1). Left out: `revisit` records, request and metadata records, ARC files.
"""

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO
from urllib.parse import urlsplit

from tellings.errors import InputError
from tellings.reading.decoding import decoded, without_controls
from tellings.reading.opening import Opened, readable, too_large
from tellings.reading.settings import ArchiveFilter, ReadingSettings
from tellings.reading.unpacking import unpacked
from tellings.records import Document, DocumentKind, Skipped
from tellings.text.printable import escaped

STAGE = "read"
_MAX_LINE = 16_384
_MAX_HEADERS = 200
_PIECE = 262_144
_HTTP_HEADERS = 65_536
_KINDS_NAMED = 8

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})\b")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_LANGUAGE = re.compile(rb"""<html\b[^>]{0,500}?\blang\s{0,9}=\s{0,9}["']?([a-zA-Z]{2,3})\b""", re.IGNORECASE)
_HTML = re.compile(r"(?:text/html|application/xhtml\+xml)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Record:
    """One record's headers, names in lower case, and how many bytes follow them."""

    headers: Mapping[str, str]
    length: int

    @property
    def address(self) -> str:
        return self.headers.get("warc-target-uri", "").strip().strip("<>")


class _Archive:
    """One pass over an archive."""

    def __init__(self, opened: Opened, settings: ReadingSettings) -> None:
        self.source = opened.source
        self.stream: BinaryIO = opened.stream
        self.settings = settings
        self.number = 0
        self.pages = 0
        self.left_out: Counter[str] = Counter()
        self.lost: list[str] = []
        self.losses = 0

    def results(self) -> Iterator[Document | Skipped]:
        """The pages in order; then one line for what was left out and one for what was damaged."""
        try:
            with readable(self.source):
                while (record := self._next_record()) is not None:
                    result = self._result(record)
                    if result is not None:
                        self.pages += isinstance(result, Document)
                        yield result
        except InputError as error:
            self._lose(f"in or after record {self.number}: {error.reason}")
        if self.left_out:
            yield Skipped(self.source, STAGE, f"left out of this archive: {_counted(self.left_out)}")
        for loss in self.lost:
            yield Skipped(self.source, STAGE, f"{loss}; {self.pages:,} pages of the archive could be read")
        if self.losses > len(self.lost):
            yield Skipped(self.source, STAGE, f"{self.losses - len(self.lost):,} more damaged places in this archive")

    def _lose(self, loss: str) -> None:
        self.losses += 1
        if len(self.lost) < _KINDS_NAMED:
            self.lost.append(loss)

    def _next_record(self) -> _Record | None:
        """The next record's headers; None at the end, also where the archive was cut in them."""
        while True:
            started = self._record_start()
            if not started:
                return None
            self.number += 1
            record = self._headers()
            if record is not None:
                return record

    def _record_start(self) -> bool:
        """Goes behind the next line that begins a record; names bytes that stood where none should be."""
        strayed = False
        while line := self.stream.readline(_MAX_LINE):
            if line.startswith(b"WARC/") and line.endswith(b"\n"):
                return True
            if line.strip() and not strayed:
                strayed = True
                place = f"after record {self.number}" if self.number else "before the first record"
                self._lose(f"damaged {place}: what stands there is no record")
        return False

    def _headers(self) -> _Record | None:
        """A record's headers; None, and a line in `lost`, where they are damaged."""
        headers: dict[str, str] = {}
        last = ""
        for _ in range(_MAX_HEADERS):
            line = self.stream.readline(_MAX_LINE)
            if not line.endswith(b"\n"):
                place = "too long" if len(line) == _MAX_LINE else "cut"
                self._lose(f"{place} in the headers of record {self.number}")
                return None
            if not line.strip():
                length = headers.get("content-length", "")
                if length.isascii() and length.isdigit() and len(length) < 16:
                    return _Record(headers, int(length))
                break
            name, colon, value = line.decode("utf-8", errors="replace").partition(":")
            if line[:1] in b" \t" and last:
                headers[last] += " " + line.decode("utf-8", errors="replace").strip()
            elif colon:
                last = name.strip().lower()
                headers[last] = value.strip()
        self._lose(f"damaged: record {self.number} states no length that can be used")
        return None

    def _result(self, record: _Record) -> Document | Skipped | None:
        """The record's document or why it cannot be used; None for what is left out or was cut, which is noted."""
        reason = _not_wanted(record, self.settings.archive)
        if reason is None and record.length > self.settings.max_bytes + _HTTP_HEADERS:
            reason = f"pages {too_large(None, self.settings)}"
        if reason is not None:
            self.left_out[reason] += 1
            self._pass_over(record)
            return None
        block = self.stream.read(record.length)
        if len(block) < record.length:
            self._note_cut(record)
            return None
        try:
            return self._document(record, block)
        except _LeftOut as left_out:
            self.left_out[str(left_out)] += 1
            return None

    def _pass_over(self, record: _Record) -> None:
        left = record.length
        while left:
            piece = self.stream.read(min(left, _PIECE))
            if not piece:
                self._note_cut(record)
                return
            left -= len(piece)

    def _note_cut(self, record: _Record) -> None:
        place = f" ({escaped(record.address[:200])})" if record.address else ""
        self._lose(f"cut in the middle of record {self.number}{place}; fetch or copy the archive again")

    def _document(self, record: _Record, block: bytes) -> Document | Skipped:
        kind = record.headers["warc-type"].lower()
        body, charset = (
            _answered(block, self.settings) if kind == "response" else (block, _charset(record.headers["content-type"]))
        )
        self._check_language(body)
        name = escaped(record.address) or f"{self.source}, record {self.number}"
        if len(body) > self.settings.max_bytes:
            return Skipped(name, STAGE, too_large(len(body), self.settings))
        content = decoded(body, charset)
        if content is None:
            return Skipped(name, STAGE, "binary data, not text")
        if not (content := without_controls(content)).strip():
            return Skipped(name, STAGE, "empty: an archived page without a word")
        form = DocumentKind.TEXT if kind == "conversion" else DocumentKind.HTML
        return Document(name, form, content, url=record.address or None)

    def _check_language(self, body: bytes) -> None:
        wanted = self.settings.archive.languages
        found = _LANGUAGE.search(body[:4_000]) if wanted else None
        if found and found[1].decode().lower()[:2] not in wanted:
            raise _LeftOut("in other languages")


class _LeftOut(Exception):  # noqa: N818 - not an error: a page that is not wanted, for a reason that is counted
    """The reason for which a page is not wanted."""


def archive_documents(opened: Opened, settings: ReadingSettings) -> Iterator[Document | Skipped]:
    """The pages of a WARC archive, in order; what was left out is counted in one line at the end, damage is named.

    Args:
        opened: The archive, unpacked.
        settings: The limits; `settings.archive` says which pages are wanted.
    """
    yield from _Archive(opened, settings).results()


def _not_wanted(record: _Record, wanted: ArchiveFilter) -> str | None:
    """Why a record's headers alone leave it out; None for one to look into."""
    kind, form = record.headers.get("warc-type", "").lower(), record.headers.get("content-type", "").lower()
    if kind not in {"response", "resource", "conversion"}:
        return f"{escaped(kind[:40]) or 'nameless'} records"
    if kind == "response" and not form.startswith("application/http"):
        return "answers not over HTTP"
    if kind == "resource" and not _HTML.match(form):
        return escaped(form.partition(";")[0].strip()[:80]) or "files of no stated type"
    if kind == "conversion" and not form.startswith("text/plain"):
        return "conversions to other than text"
    if "warc-truncated" in record.headers:
        return "pages cut when they were archived"
    day = record.headers.get("warc-date", "")[:10]
    if (wanted.since and day < wanted.since) or (wanted.until and day > wanted.until):
        return "of other days"
    return None if not wanted.hosts or _is_of(record.address, wanted.hosts) else "of other hosts"


def _is_of(address: str, hosts: frozenset[str]) -> bool:
    try:
        host = (urlsplit(address).hostname or "").lower()
    except ValueError:
        return False
    pieces = host.split(".")
    return any(".".join(pieces[place:]) in hosts for place in range(min(len(pieces), 20)))


def _answered(block: bytes, settings: ReadingSettings) -> tuple[bytes, str | None]:
    """The body of an archived HTTP answer, unpacked, and its charset.

    Raises:
        _LeftOut: It is no page: another status or another type.
    """
    head, body = _divided(block)
    status = _STATUS.match(head)
    if status is None:
        raise _LeftOut("damaged answers")
    if status[1] != b"200":
        raise _LeftOut(f"answers of status {status[1].decode()}")
    headers = _http_headers(head)
    form = headers.get("content-type", "")
    if not _HTML.match(form):
        raise _LeftOut(escaped(form.partition(";")[0].strip()[:80]) or "answers of no stated type")
    spoken = re.match(r"[a-z]{2}", headers.get("content-language", "").lower())
    if spoken and settings.archive.languages and spoken[0] not in settings.archive.languages:
        raise _LeftOut("in other languages")
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _joined_chunks(body)
    packing = headers.get("content-encoding", "").strip().lower()
    try:
        return unpacked(body, packing, settings.max_bytes), _charset(form)
    except (zlib.error, EOFError):
        # Archivers often store the unpacked page and keep the header that says it is packed.
        return body, _charset(form)
    except ValueError as error:
        raise _LeftOut(str(error)) from error


def _divided(block: bytes) -> tuple[bytes, bytes]:
    """Headers and body of an HTTP message."""
    found = re.search(rb"\r?\n\r?\n", block[:_HTTP_HEADERS])
    return (block[: found.start()], block[found.end() :]) if found else (block[:_HTTP_HEADERS], b"")


def _http_headers(head: bytes) -> dict[str, str]:
    lines = [line.decode("latin-1").partition(":") for line in head.splitlines()[1:_MAX_HEADERS]]
    return {name.strip().lower(): value.strip() for name, _, value in lines}


def _charset(form: str) -> str | None:
    found = _CHARSET.search(form)
    return found[1] if found else None


def _joined_chunks(body: bytes) -> bytes:
    """A chunked body joined; as it is where it only claims to be chunked, as far as it goes where it is cut."""
    pieces: list[bytes] = []
    place = 0
    while (end := body.find(b"\n", place, place + 1_000)) >= 0:
        size = body[place:end].partition(b";")[0].strip()
        if not re.fullmatch(rb"[0-9a-fA-F]{1,8}", size):
            return b"".join(pieces) if pieces else body
        length = int(size, 16)
        if length == 0:
            return b"".join(pieces)
        pieces.append(body[end + 1 : end + 1 + length])
        place = body.find(b"\n", end + 1 + length, end + 3 + length) + 1
        if place <= 0:
            break
    return b"".join(pieces) if pieces else body


def _counted(counts: Counter[str]) -> str:
    common = sorted(counts.items(), key=lambda counted: (-counted[1], counted[0]))
    named = [f"{count:,} {reason}" for reason, count in common[:_KINDS_NAMED]]
    rest = sum(count for _, count in common[_KINDS_NAMED:])
    return ", ".join([*named, *([f"{rest:,} for other reasons"] if rest else [])])

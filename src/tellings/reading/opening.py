"""Bytes of an input, opened without ever holding more than the limits allow.

A stream is looked at first (`Opened.head`), unpacked where it is gzip, and then read as a whole or line by line.
"""

import gzip
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from tellings.errors import InputError
from tellings.reading.kinds import HEAD_BYTES
from tellings.reading.settings import ReadingSettings
from tellings.text.printable import escaped

_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Opened:
    """An input that is open: its first bytes, unpacked, and the stream, which begins with those same bytes."""

    source: str
    head: bytes
    stream: BinaryIO


class _Rejoined(io.RawIOBase):
    """A stream with the bytes that were already read from it put back in front."""

    def __init__(self, head: bytes, rest: BinaryIO | io.RawIOBase) -> None:
        self._head = head
        self._rest = rest
        self.position = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """How many bytes were put into the buffer."""
        if self._head:
            piece, self._head = self._head[: len(buffer)], self._head[len(buffer) :]
        else:
            piece = self._rest.read(len(buffer)) or b""
        buffer[: len(piece)] = piece
        self.position += len(piece)
        return len(piece)


class _Unpacked(io.RawIOBase):
    """What a gzip stream holds; stops with an error where it grows beyond what honest text does.

    What stands before damage is given out first, so that of an archive that was cut nothing whole is lost.
    """

    def __init__(self, source: str, packed: _Rejoined, settings: ReadingSettings) -> None:
        self._source = source
        self._packed = packed
        self._settings = settings
        self._stream = gzip.GzipFile(fileobj=io.BufferedReader(packed))
        self._size = 0
        self._damage: Exception | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """How many bytes were put into the buffer."""
        if self._damage is not None:
            raise self._damage
        try:
            piece = self._stream.read1(len(buffer))
        except (OSError, EOFError, zlib.error) as damage:
            self._damage = damage  # gzip itself would go on behind it as if nothing had been
            raise
        buffer[: len(piece)] = piece
        self._size += len(piece)
        most = max(self._settings.max_bytes, self._packed.position * self._settings.max_expansion)
        # One buffer more, so that whoever reads one byte past the limit for a document sees that it is too large.
        if self._size > most + 2 * HEAD_BYTES:
            raise InputError(
                self._source, f"gzip data that unpacks to more than {self._settings.max_expansion} times its size"
            )
        return len(piece)


def opened(source: str, stream: BinaryIO, settings: ReadingSettings) -> Opened:
    """The stream made ready to read.

    Raises:
        InputError: It cannot be read, or it is damaged gzip data.
    """
    with readable(source):
        head = stream.read(HEAD_BYTES)
        whole: io.RawIOBase = _Rejoined(head, stream)
        if head.startswith(_GZIP):
            whole = _Unpacked(source, _Rejoined(head, stream), settings)
            head = _first_bytes(whole)
            whole = _Rejoined(head, whole)
        return Opened(source, head, io.BufferedReader(whole, HEAD_BYTES))


def _first_bytes(unpacked: io.RawIOBase) -> bytes:
    """The beginning of unpacked data; where damage stands in it, what stands before the damage."""
    head = bytearray()
    try:
        while len(head) < HEAD_BYTES and (piece := unpacked.read(HEAD_BYTES - len(head))):
            head += piece
    except (OSError, EOFError, zlib.error):
        if not head:
            raise
        # The same damage is met, and told, by whoever reads on.
    return bytes(head)


def whole_content(document: Opened, settings: ReadingSettings) -> bytes:
    """All bytes of the input.

    Raises:
        InputError: There are more than `max_bytes`, or reading failed.
    """
    with readable(document.source):
        content = document.stream.read(settings.max_bytes + 1)
    if len(content) > settings.max_bytes:
        raise InputError(document.source, too_large(None, settings))
    return content


def numbered_lines(document: Opened, settings: ReadingSettings) -> Iterator[tuple[int, bytes | None]]:
    """Number and bytes of every line that is not blank, from 1; None for a line of more than `max_bytes`.

    Raises:
        InputError: Reading failed.
    """
    number = 0
    with readable(document.source):
        while line := document.stream.readline(settings.max_bytes + 1):
            number += 1
            if len(line) > settings.max_bytes and not line.endswith(b"\n"):
                while line and not line.endswith(b"\n"):
                    line = document.stream.readline(HEAD_BYTES)
                yield number, None
            elif line.strip():
                yield number, line


def too_large(size: int | None, settings: ReadingSettings) -> str:
    """The reason that sets an input aside for its size, in bytes where it is known."""
    found = f"{_megabytes(size)} MB" if size is not None else f"more than {_megabytes(settings.max_bytes)} MB"
    return f"too large: {found}, where one document may have {_megabytes(settings.max_bytes)} MB"


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.3g}" if size < 100_000_000 else f"{size / 1_000_000:.0f}"


class readable:  # noqa: N801 - a context manager, used as a phrase
    """Turns what can go wrong while reading a stream into an `InputError` with a reason for people."""

    def __init__(self, source: str) -> None:
        self.source = source

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, EOFError):
            raise InputError(self.source, "damaged gzip data: it ends too early; fetch or copy it again") from error
        if isinstance(error, gzip.BadGzipFile | zlib.error):
            raise InputError(self.source, "damaged gzip data; fetch or copy it again") from error
        if isinstance(error, FileNotFoundError | NotADirectoryError):
            raise InputError(self.source, "no such file or folder") from error
        if isinstance(error, PermissionError):
            raise InputError(self.source, "no permission to read it") from error
        if isinstance(error, OSError):
            raise InputError(self.source, f"cannot be read: {escaped(error.strerror or str(error))}") from error

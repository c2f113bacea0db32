"""Files in ZIP and tar archives, opened one after the other, never unpacked to disk.

Every file keeps the limit of a document, and all together may grow no further than a gzip file may. Office and book
files, which are ZIP archives too, are named for what they are.
"""

import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from tellings.errors import InputError
from tellings.reading.kinds import Kind
from tellings.reading.opening import Opened, opened, readable, too_large
from tellings.reading.settings import ReadingSettings
from tellings.records import Skipped
from tellings.text.printable import escaped

STAGE = "read"
_DOCUMENTS = {"[Content_Types].xml": "an office file", "mimetype": "a book or an OpenDocument file"}
# What the standard library raises on damaged archives: RuntimeError speaks of passwords, NotImplementedError of unknown
# packings, the last four of lists of files that make no sense.
_DAMAGE = (
    zipfile.BadZipFile,
    tarfile.TarError,
    lzma.LZMAError,
    zlib.error,
    EOFError,
    RuntimeError,
    NotImplementedError,
    ValueError,
    LookupError,
    OverflowError,
    struct.error,
)
_HIDDEN = (".", "__MACOSX")


def packed_members(document: Opened, kind: Kind, settings: ReadingSettings) -> Iterator[Opened | Skipped]:
    """The files of an archive, in its order, each opened until the next is asked for; hidden ones are left out.

    Raises:
        InputError: The archive is damaged or grows too large; what came before stays.
    """
    try:
        with readable(document.source):
            yield from _zipped(document, settings) if kind is Kind.ZIP else _tarred(document, settings)
    except _DAMAGE as error:
        reason = f"a damaged or locked archive ({escaped(str(error))[:120]})"
        raise InputError(document.source, reason) from error


def _zipped(document: Opened, settings: ReadingSettings) -> Iterator[Opened | Skipped]:
    packed = io.BytesIO(_held(document, settings))
    with zipfile.ZipFile(packed) as archive:
        names = archive.namelist()
        for name, what in _DOCUMENTS.items():
            if (names and names[0] == name) or (name in names and "_rels/.rels" in names):
                raise InputError(document.source, f"{what}, which cannot be read; give text, HTML or JSON Lines")
        left = max(settings.max_bytes, packed.getbuffer().nbytes * settings.max_expansion)
        for number, member in enumerate(archive.infolist()):
            if number == settings.max_members:
                raise InputError(document.source, f"more than {settings.max_members:,} files; the first were read")
            if not member.filename or member.is_dir() or _is_hidden(member.filename):
                continue
            place = f"{document.source}/{escaped(member.filename)}"
            if member.file_size > settings.max_bytes:
                yield Skipped(place, STAGE, too_large(member.file_size, settings))
                continue
            left -= member.file_size
            if left < 0:
                raise InputError(document.source, f"unpacks to more than {settings.max_expansion} times its size")
            try:
                with archive.open(member) as content:
                    found = _whole(content, member.file_size)
            except _DAMAGE as error:
                yield Skipped(place, STAGE, f"damaged or locked in its archive ({escaped(str(error))[:120]})")
                continue
            yield opened(place, found, settings)


def _tarred(document: Opened, settings: ReadingSettings) -> Iterator[Opened | Skipped]:
    with tarfile.open(fileobj=document.stream, mode="r|") as archive:
        for number, member in enumerate(archive):
            archive.members = []  # type: ignore[attr-defined]  # tarfile keeps every member it has seen
            if number == settings.max_members:
                raise InputError(document.source, f"more than {settings.max_members:,} files; the first were read")
            if not member.isreg() or _is_hidden(member.name):
                continue
            place = f"{document.source}/{escaped(member.name)}"
            if member.size > settings.max_bytes:
                yield Skipped(place, STAGE, too_large(member.size, settings))
            elif (content := archive.extractfile(member)) is not None:
                yield opened(place, _whole(content, member.size), settings)


def _whole(content: object, size: int) -> BinaryIO:
    read = content.read(size + 1)  # type: ignore[attr-defined]
    if len(read) != size:
        raise zlib.error("a packed file has another size than stated")
    return io.BytesIO(read)


def _held(document: Opened, settings: ReadingSettings) -> bytes:
    """A ZIP archive's bytes: its list of files stands at its end, so it is read whole, within a limit of its own."""
    most = settings.max_bytes * 10
    content = document.stream.read(most + 1)
    if len(content) > most:
        reason = f"a ZIP archive of more than {most // 1_000_000} MB; unpack it, or give a .tar.gz"
        raise InputError(document.source, reason)
    return content


def _is_hidden(name: str) -> bool:
    return any(part.startswith(_HIDDEN) for part in PurePosixPath(name).parts if part not in {".", ".."})

"""One file of the index: which fingerprints stand in which articles, sorted, never changed once written.

    header    magic, version, checksums, counts                               (64 bytes)
    hashes    uint64, one a posting, ascending; under one hash by article
    id_ends   uint64, one an article: where its id ends in `ids`
    id_hashes uint64, ascending: a hash of each id, to know an article again
    id_order  uint32, which article each of `id_hashes` belongs to
    numbers   uint32, one a posting: the article, counted from 0 in this file
    days      int32, one an article: the day it was published, in days of the common era
    sizes     uint32, one an article: how many fingerprints it has
    words     uint32, one an article: how many words
    ids       UTF-8

All numbers are little-endian. The order keeps every column aligned, so that the file can be mapped into memory.
"""

import os
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from tellings.errors import InputError
from tellings.lineage.index.fingerprints import Fingerprints, Hashes

VERSION = 1
_MAGIC = b"TELLSEG\n"
# Magic, version, checksum of the counts, postings, articles, bytes of ids, checksum of the rest of the file.
_HEADER = struct.Struct("<8sIIQQQI20x")
_COUNTS = struct.Struct("<QQQI")
_CHUNK = 1 << 22

_POSTING_COLUMNS = {"hashes": "<u8", "numbers": "<u4"}
_COLUMNS = (
    ("hashes", "<u8"),
    ("id_ends", "<u8"),
    ("id_hashes", "<u8"),
    ("id_order", "<u4"),
    ("numbers", "<u4"),
    ("days", "<i4"),
    ("sizes", "<u4"),
    ("words", "<u4"),
    ("ids", "u1"),
)


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """What the index keeps of one article: its id, the day it was published (`date.toordinal`), its fingerprints."""

    id: str
    day: int
    fingerprints: Fingerprints


@dataclass(frozen=True, slots=True, eq=False)
class Roll:
    """The articles of a segment in order: ids, and the columns `days`, `sizes`, `words`."""

    ids: tuple[str, ...]
    days: NDArray[np.int32]
    sizes: NDArray[np.uint32]
    words: NDArray[np.uint32]


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """A segment file mapped into memory; a page of it is read when something on it is looked up."""

    path: Path
    articles: int
    postings: int
    columns: dict[str, NDArray[Any]]

    def __len__(self) -> int:
        return self.articles

    def id_of(self, number: int) -> str:
        """The id of an article of this segment."""
        ends = self.columns["id_ends"]
        begin = int(ends[number - 1]) if number else 0
        return self.columns["ids"][begin : int(ends[number])].tobytes().decode("utf-8", "surrogatepass")

    def holds(self, ids: Sequence[str]) -> NDArray[np.bool_]:
        """For each id, whether an article of this segment has it."""
        wanted = id_hashes(ids)
        places = np.searchsorted(self.columns["id_hashes"], wanted)
        found = np.zeros(len(ids), dtype=np.bool_)
        inside = places < self.articles
        found[inside] = self.columns["id_hashes"][places[inside]] == wanted[inside]
        return found

    def part(self, low: int, high: int) -> tuple[Hashes, NDArray[np.uint32]]:
        """Postings `low:high` read from the file, not mapped, so that a pass over all of it stays small in memory."""
        with self.path.open("rb") as file:
            return (
                np.asarray(self._read(file, "hashes", low, high), dtype=np.uint64),
                np.asarray(self._read(file, "numbers", low, high), dtype=np.uint32),
            )

    def bounds(self, edges: Sequence[int]) -> list[int]:
        """The first posting at or above each edge; the edge 2**64 is the end."""
        hashes = self.columns["hashes"]
        return [
            self.postings if edge >= 1 << 64 else int(np.searchsorted(hashes, np.uint64(edge), "left"))
            for edge in edges
        ]

    def roll(self) -> Roll:
        """The segment's articles."""
        ends = np.concatenate(([0], self.columns["id_ends"])).astype(np.int64)
        letters = self.columns["ids"].tobytes()
        ids = tuple(letters[a:b].decode("utf-8", "surrogatepass") for a, b in pairwise(ends.tolist()))
        return Roll(ids, *(np.array(self.columns[name]) for name in ("days", "sizes", "words")))

    def is_sound(self) -> bool:
        """Whether the whole file still has the checksum it was written with. Cost: reads all of it."""
        with self.path.open("rb") as file:
            checksum = _HEADER.unpack(file.read(_HEADER.size))[6]
            return bool(checksum == _checksum(file))

    def _read(self, file: BinaryIO, name: str, low: int, high: int) -> NDArray[Any]:
        kind = np.dtype(_POSTING_COLUMNS[name])
        file.seek(_offsets(self.postings, self.articles, 0)[name] + low * kind.itemsize)
        return np.frombuffer(file.read((high - low) * kind.itemsize), dtype=kind)


def id_hashes(ids: Iterable[str]) -> Hashes:
    """A hash of each id, the same in every process."""
    digests = (blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest() for name in ids)
    return np.frombuffer(b"".join(digests), dtype="<u8").astype(np.uint64)


def open_segment(path: Path) -> Segment:
    """The segment in a file.

    Raises:
        InputError: The file is missing, is no segment, is of a version this program does not know, or is cut short.
    """
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER.size)
            length = os.fstat(file.fileno()).st_size
    except OSError as error:
        raise InputError(str(path), f"cannot read this part of the index ({error.strerror}); build it anew") from error
    if len(header) < _HEADER.size or not header.startswith(_MAGIC):
        raise InputError(str(path), "this is no part of a lineage index; build the index anew")
    _, version, check, postings, articles, ids, checksum = _HEADER.unpack(header)
    if version != VERSION:
        raise InputError(
            str(path), f"the index has format {version}, this program reads format {VERSION}; build the index anew"
        )
    offsets = _offsets(postings, articles, ids)
    if check != zlib.crc32(_COUNTS.pack(postings, articles, ids, checksum)) or length != offsets["end"]:
        raise InputError(
            str(path), f"damaged: {length} bytes where its header promises {offsets['end']}; build the index anew"
        )
    return Segment(path, articles, postings, _mapped(path, offsets, postings, articles, ids))


def _mapped(path: Path, offsets: dict[str, int], postings: int, articles: int, ids: int) -> dict[str, NDArray[Any]]:
    whole = np.memmap(path, dtype=np.uint8, mode="r")
    columns = {}
    for name, kind in _COLUMNS:
        count = _count(name, postings, articles, ids)
        size = count * np.dtype(kind).itemsize
        columns[name] = whole[offsets[name] : offsets[name] + size].view(np.ndarray).view(kind)
    return columns


def _count(name: str, postings: int, articles: int, ids: int) -> int:
    return postings if name in _POSTING_COLUMNS else ids if name == "ids" else articles


def _offsets(postings: int, articles: int, ids: int) -> dict[str, int]:
    """Where each column begins, and `end`, the length of the file."""
    offsets, position = {}, _HEADER.size
    for name, kind in _COLUMNS:
        offsets[name] = position
        position += _count(name, postings, articles, ids) * np.dtype(kind).itemsize
    return offsets | {"end": position}


def write_segment(path: Path, roll: Roll, postings: Iterator[tuple[Hashes, NDArray[np.uint32]]]) -> None:
    """Write a segment, sync it to the disk, and only then give it its name.

    Args:
        path: Where the segment shall lie.
        roll: Its articles.
        postings: Sorted runs of hashes and article numbers, one after the other in ascending order of hash.
    """
    letters = [name.encode("utf-8", "surrogatepass") for name in roll.ids]
    hashed = id_hashes(roll.ids)
    order = np.argsort(hashed, kind="stable")
    total, ids = int(roll.sizes.sum()), sum(map(len, letters))
    offsets = _offsets(total, len(roll.ids), ids)
    rest: dict[str, NDArray[Any]] = {
        "id_ends": np.cumsum([len(piece) for piece in letters], dtype=np.uint64),
        "id_hashes": hashed[order],
        "id_order": order,
        "days": roll.days,
        "sizes": roll.sizes,
        "words": roll.words,
    }
    unfinished = path.with_suffix(".unfinished")
    with unfinished.open("w+b") as file:
        file.truncate(offsets["end"])
        done = 0
        for hashes, numbers in postings:
            _put(file, offsets["hashes"] + 8 * done, hashes.astype("<u8"))
            _put(file, offsets["numbers"] + 4 * done, numbers.astype("<u4"))
            done += len(hashes)
        assert done == total, f"{done} postings where the roll has {total}"
        for name, kind in _COLUMNS:
            if name in rest:
                _put(file, offsets[name], rest[name].astype(kind))
        _put(file, offsets["ids"], np.frombuffer(b"".join(letters), dtype=np.uint8))
        file.seek(_HEADER.size)
        checksum = _checksum(file)
        check = zlib.crc32(_COUNTS.pack(total, len(roll.ids), ids, checksum))
        file.seek(0)
        file.write(_HEADER.pack(_MAGIC, VERSION, check, total, len(roll.ids), ids, checksum))
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)


def _put(file: BinaryIO, offset: int, column: NDArray[Any]) -> None:
    file.seek(offset)
    file.write(np.ascontiguousarray(column).data)


def _checksum(file: BinaryIO) -> int:
    checksum = 0
    while piece := file.read(_CHUNK):
        checksum = zlib.crc32(piece, checksum)
    return checksum


def sorted_postings(fingerprints: Sequence[Fingerprints]) -> tuple[Hashes, NDArray[np.uint32]]:
    """The postings of articles in order, sorted by hash, under one hash by article."""
    hashes = np.concatenate([found.hashes for found in fingerprints]) if fingerprints else np.zeros(0, np.uint64)
    numbers = np.repeat(np.arange(len(fingerprints), dtype=np.uint32), [len(f.hashes) for f in fingerprints])
    order = np.argsort(hashes, kind="stable")
    return hashes[order], numbers[order]

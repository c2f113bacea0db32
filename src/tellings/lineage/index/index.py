"""The index on disk: segments, and a manifest that names those that count.

Articles are gathered in memory and written as a segment of their own; small segments are merged to larger ones, as in a
log-structured merge tree (O'Neil et al. 1996), so that a look-up reads few files and every posting is rewritten a few
times only. A segment file never changes, and the manifest is replaced in one step, so a program that is killed at any
moment leaves the last complete state. One program writes at a time; any number read.
"""

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tellings.errors import InputError
from tellings.lineage.index.fingerprints import Hashes
from tellings.lineage.index.segment import (
    VERSION,
    Entry,
    Roll,
    Segment,
    open_segment,
    sorted_postings,
    write_segment,
)

_MANIFEST = "manifest.json"
_FORMAT = "tellings-lineage-index"


@dataclass(frozen=True, slots=True)
class IndexSettings:
    """How the index is kept.

    Args:
        segment_articles: Articles gathered in memory before they are written; 10,000 of 500 words take 25 MB.
        fan_out: Segments of one size class that are merged to one of the next. Eight: a million articles are about a
            dozen files, each posting written three times.
        part_postings: Postings that a pass over the index holds in memory at a time: about 40 bytes each while sorted.
    """

    segment_articles: int = 10_000
    fan_out: int = 8
    part_postings: int = 2_000_000


class LineageIndex:
    """The index in a folder, opened for adding and for looking up.

    Articles have numbers in the order they came, from 0; the numbers hold until articles are dropped.

    Raises:
        InputError: On opening, where the folder holds something else, another version's index, or damaged files.
    """

    def __init__(self, folder: Path, settings: IndexSettings = IndexSettings()) -> None:
        self._folder, self._settings = folder, settings
        self._waiting: list[Entry] = []
        self._waiting_ids: set[str] = set()
        folder.mkdir(parents=True, exist_ok=True)
        names, self._written = _read_manifest(folder)
        self.segments = [open_segment(folder / name) for name in names]
        self._sweep()

    def __len__(self) -> int:
        """Articles in the index, those not written yet left out."""
        return sum(map(len, self.segments))

    @property
    def settings(self) -> IndexSettings:
        """How this index is kept."""
        return self._settings

    def add(self, entries: Iterable[Entry]) -> int:
        """Add the articles that the index does not hold yet; how many these were. They count after `commit`.

        A segment is written, and counts, whenever enough have come together, so that memory stays bounded.
        """
        added = 0
        for entry in self._new(entries):
            self._waiting.append(entry)
            self._waiting_ids.add(entry.id)
            added += 1
            if len(self._waiting) >= self._settings.segment_articles:
                self.commit()
        return added

    def commit(self) -> None:
        """Write what was added, merge what has grown enough, and make both count in one step."""
        if not self._waiting:
            return
        entries, self._waiting, self._waiting_ids = self._waiting, [], set()
        found = [entry.fingerprints for entry in entries]
        roll = Roll(
            tuple(entry.id for entry in entries),
            np.array([entry.day for entry in entries], dtype=np.int32),
            np.array([len(f.hashes) for f in found], dtype=np.uint32),
            np.array([f.words for f in found], dtype=np.uint32),
        )
        self._publish([*self.segments, self._write(roll, iter([sorted_postings(found)]))])
        while count := self._due():
            self._publish([*self.segments[:-count], self._merged(self.segments[-count:])])

    def drop_before(self, day: int) -> int:
        """Drop the segments whose every article was published before the day; how many articles went.

        Older articles in segments that stay are passed over by look-ups with `since`.
        """
        kept = [segment for segment in self.segments if len(segment) and int(segment.columns["days"].max()) >= day]
        dropped = len(self) - sum(map(len, kept))
        if dropped:
            self._publish(kept)
        return dropped

    def ids(self, numbers: Iterable[int]) -> list[str]:
        """The ids of articles by their numbers."""
        bases = self.bases()
        places = [(number, int(np.searchsorted(bases, number, "right")) - 1) for number in numbers]
        return [self.segments[place].id_of(number - int(bases[place])) for number, place in places]

    def bases(self) -> NDArray[np.int64]:
        """For each segment, the number of its first article."""
        return np.cumsum([0, *map(len, self.segments)], dtype=np.int64)[:-1]

    def column(self, name: str) -> NDArray[Any]:
        """`days`, `sizes` or `words` of all articles in the order of their numbers."""
        return np.concatenate([np.zeros(0, np.int64), *(np.asarray(s.columns[name]) for s in self.segments)])

    def parts(self) -> Iterator[tuple[Hashes, NDArray[np.int64]]]:
        """All postings in ascending order of hash, a bounded part at a time; no hash lies in two parts."""
        bases = self.bases()
        for reads in _cuts(self.segments, self._settings.part_postings):
            yield _sorted_part(self.segments, reads, bases)

    def is_sound(self) -> bool:
        """Whether all files still have their checksums. Cost: reads all of them."""
        return all(segment.is_sound() for segment in self.segments)

    def _new(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        chunk: list[Entry] = []
        for entry in entries:
            chunk.append(entry)
            if len(chunk) == 512:
                yield from self._not_held(chunk)
                chunk = []
        yield from self._not_held(chunk)

    def _not_held(self, entries: Sequence[Entry]) -> Iterator[Entry]:
        held = np.zeros(len(entries), dtype=np.bool_)
        for segment in self.segments:
            held |= segment.holds([entry.id for entry in entries])
        seen: set[str] = set()
        for entry, known in zip(entries, held.tolist(), strict=True):
            if not known and entry.id not in self._waiting_ids and entry.id not in seen:
                seen.add(entry.id)
                yield entry

    def _due(self) -> int:
        """How many of the newest segments are to be merged: those of the smallest class once there are enough."""
        classes = [self._class(len(segment)) for segment in self.segments]
        count = 0
        while count < len(classes) and classes[-1 - count] <= classes[-1]:
            count += 1
        return count if count >= self._settings.fan_out else 0

    def _class(self, articles: int) -> int:
        size, number = self._settings.segment_articles, 0
        while articles > size:
            size, number = size * self._settings.fan_out, number + 1
        return number

    def _merged(self, segments: Sequence[Segment]) -> Segment:
        rolls = [segment.roll() for segment in segments]
        roll = Roll(
            tuple(name for roll in rolls for name in roll.ids),
            np.concatenate([roll.days for roll in rolls]),
            np.concatenate([roll.sizes for roll in rolls]),
            np.concatenate([roll.words for roll in rolls]),
        )
        bases = np.cumsum([0, *map(len, segments)], dtype=np.int64)[:-1]
        cuts = _cuts(segments, self._settings.part_postings)
        postings = (_sorted_part(segments, reads, bases) for reads in cuts)
        return self._write(roll, ((hashes, numbers.astype(np.uint32)) for hashes, numbers in postings))

    def _write(self, roll: Roll, postings: Iterator[tuple[Hashes, NDArray[np.uint32]]]) -> Segment:
        self._written += 1
        path = self._folder / f"{self._written:08}.segment"
        write_segment(path, roll, postings)
        return open_segment(path)

    def _publish(self, segments: list[Segment]) -> None:
        """Make these segments the index, for good, and remove the files of those that no longer count."""
        _write_manifest(self._folder, [segment.path.name for segment in segments], self._written)
        self.segments = segments
        self._sweep()

    def _sweep(self) -> None:
        """Remove what a killed program left half done and what merging made needless."""
        counted = {segment.path.name for segment in self.segments}
        for path in [*self._folder.glob("*.segment"), *self._folder.glob("*.unfinished")]:
            if path.name not in counted:
                path.unlink(missing_ok=True)


def _read_manifest(folder: Path) -> tuple[list[str], int]:
    """The names of the segments that count, and how many segments were ever written."""
    path = folder / _MANIFEST
    if not path.exists():
        if any(folder.iterdir()) and not all(p.suffix in {".segment", ".unfinished"} for p in folder.iterdir()):
            raise InputError(str(folder), "this folder holds other files and no index; name an empty folder")
        return [], 0
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        if manifest["format"] != _FORMAT:
            raise InputError(str(path), f"this is no lineage index but {manifest['format']!r}; name another folder")
        if manifest["version"] != VERSION:
            found = manifest["version"]
            reason = f"the index has format {found}, this program reads format {VERSION}; build the index anew"
            raise InputError(str(path), reason)
        return [str(name) for name in manifest["segments"]], int(manifest["written"])
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise InputError(str(path), f"the manifest cannot be read ({error}); build the index anew") from error


def _write_manifest(folder: Path, names: Sequence[str], written: int) -> None:
    unfinished = folder / "manifest.unfinished"
    manifest = {"format": _FORMAT, "version": VERSION, "segments": list(names), "written": written}
    with unfinished.open("w", encoding="utf-8") as file:
        json.dump(manifest, file)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(folder / _MANIFEST)
    _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    """Have the renamed names reach the disk, where the system can sync a folder (Windows cannot)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _cuts(segments: Sequence[Segment], part_postings: int) -> list[list[tuple[int, int]]]:
    """For each part of the hashes in turn, the postings `low:high` of each segment that lie in it."""
    parts = max(1, -(-sum(s.postings for s in segments) // part_postings))
    edges = [(part << 64) // parts for part in range(parts + 1)]
    bounds = [segment.bounds(edges) for segment in segments]
    return [[(bound[part], bound[part + 1]) for bound in bounds] for part in range(parts)]


def _sorted_part(
    segments: Sequence[Segment], reads: Sequence[tuple[int, int]], bases: NDArray[np.int64]
) -> tuple[Hashes, NDArray[np.int64]]:
    """One part of all segments as one, with the articles' numbers in all of them."""
    pieces = [segment.part(*read) for segment, read in zip(segments, reads, strict=True)]
    hashes = np.concatenate([np.zeros(0, np.uint64), *(piece[0] for piece in pieces)])
    shifted = (piece[1].astype(np.int64) + base for piece, base in zip(pieces, bases.tolist(), strict=True))
    numbers = np.concatenate([np.zeros(0, np.int64), *shifted])
    # Stable: under one hash the articles stay in order, because segments and their postings are.
    order = np.argsort(hashes, kind="stable")
    return hashes[order], numbers[order]

"""What a folder of results knows of itself: for each shard what it was made from, by what, and what came of it.

`.tellings/manifest.jsonl` in the folder has a line a shard; hidden, so that the folder can be the next command's input.
While a run goes on, whoever finishes a shard leaves its line in a file of its own, written after the results have their
name; so whatever is killed, a shard whose line is there is whole, and every other is done again. The end of a run, or
the next one, gathers the lines.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tellings.errors import UsageError
from tellings.records import Skipped

OWN = Path(".tellings")
MANIFEST, PARTS = OWN / "manifest.jsonl", OWN / "parts"
_LINES, _LOCK, _PART = OWN / "shards", OWN / "lock", ".part"


@dataclass(frozen=True, slots=True)
class Making:
    """From what and by what results are made: equal in all four, equal in every byte.

    Args:
        input: Digest of the shard's files.
        settings: Digest of the stage's settings.
        stage: The stage's name.
        version: Differs where the stage's results may.
    """

    input: str
    settings: str
    stage: str
    version: str


@dataclass(frozen=True, slots=True)
class Line:
    """What is known of one shard's results.

    Args:
        shard: Their path in the folder.
        making: From what and by what they were made.
        articles: How many articles were used.
        records: How many records were written.
        size: Bytes of the file.
        skipped: What could not be used.
    """

    shard: str
    making: Making
    articles: int
    records: int
    size: int
    skipped: tuple[Skipped, ...] = ()

    def holds(self, folder: Path, making: Making) -> bool:
        """Whether the results are there, whole, and made from and by the same."""
        path = folder / self.shard
        return self.making == making and path.is_file() and path.stat().st_size == self.size

    def json(self) -> dict[str, Any]:
        """The line as it is written."""
        counts = {"articles": self.articles, "records": self.records, "bytes": self.size}
        return {
            "shard": self.shard,
            **asdict(self.making),
            **counts,
            "skipped": [asdict(each) for each in self.skipped],
        }


def line_of(record: Mapping[str, Any]) -> Line:
    """The line that was written as this.

    Raises:
        KeyError: It is no such line.
        TypeError: It is no such line.
    """
    making = Making(*(str(record[name]) for name in ("input", "settings", "stage", "version")))
    skipped = tuple(Skipped(**each) for each in record["skipped"])
    articles, records, size = (int(record[name]) for name in ("articles", "records", "bytes"))
    return Line(str(record["shard"]), making, articles, records, size, skipped)


def known_lines(folder: Path) -> dict[str, Line]:
    """The lines that the folder has, by shard; what cannot be read counts as not there, and is made again."""
    written = _read(folder / MANIFEST)
    for path in sorted((folder / _LINES).glob("*.json")):
        written += _read(path)
    found: dict[str, Line] = {}
    for text in written:
        try:
            line = line_of(json.loads(text))
        except (ValueError, KeyError, TypeError):
            continue
        found[line.shard] = line
    return found


def leave_line(folder: Path, number: int, line: Line) -> None:
    """Write one shard's line to the disk, whole or not at all.

    Args:
        folder: That of the results.
        number: Differs among the shards of a run.
        line: The line.
    """
    (folder / _LINES).mkdir(exist_ok=True)
    _replace(folder / _LINES / f"{number:08}.json", [line])


def write_manifest(folder: Path, lines: Iterable[Line]) -> None:
    """Make these lines the manifest, in order of shard, and remove what they were gathered from."""
    _replace(folder / MANIFEST, sorted(lines, key=lambda line: line.shard))
    for path in (folder / _LINES).glob("*"):
        path.unlink(missing_ok=True)


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """The folder, made if need be, for this run alone; what a killed run left half done is removed.

    Raises:
        UsageError: Another run is at work in it, or it cannot be written to.
    """
    try:
        (folder / _LOCK).parent.mkdir(parents=True, exist_ok=True)
        lock = (folder / _LOCK).open("w")
    except OSError as error:
        raise UsageError(f"cannot write into {folder}: {error.strerror}") from error
    with lock:
        _lock(lock.fileno(), folder)
        for path in (folder / OWN).rglob(f"*{_PART}"):
            path.unlink(missing_ok=True)
        yield


def _lock(handle: int, folder: Path) -> None:
    try:
        import fcntl
    except ImportError:  # Windows: two runs at once are the user's affair
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise UsageError(f"another run is writing into {folder}; let it end, or name another folder") from error
    except OSError:  # a network folder without locks
        return


def _read(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []


def _replace(path: Path, lines: Iterable[Line]) -> None:
    part = path.with_name(f".{path.name}{_PART}")
    with part.open("w", encoding="utf-8", newline="\n") as file:
        for line in lines:
            file.write(json.dumps(line.json(), ensure_ascii=True) + "\n")
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)

"""Where a command's output goes: whole or not at all, and harmless in a terminal."""

import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TextIO

from tellings.errors import UsageError
from tellings.text.printable import escaped


def write_whole(path: str, text: str) -> None:
    """Write a file so that it appears whole or not at all; `-` is standard output.

    Raises:
        UsageError: The file cannot be written there.
    """
    with written(path) as write:
        write(text)


def write_lines(path: str, records: Iterable[Mapping[str, object]]) -> int:
    """Write records as JSON Lines as they come and return how many; a file appears whole or not at all.

    Raises:
        UsageError: The file cannot be written there.
    """
    count = 0
    with written(path) as write:
        for record in records:
            write(json_line(record))
            count += 1
    return count


@contextmanager
def written(path: str) -> Iterator[Callable[[str], object]]:
    """What writes text to a path; `-` is standard output. A file has its name once all is written, none where it fails.

    A link is followed, and a device or a pipe is written to and never replaced: `/dev/null` stays what it is.

    Raises:
        UsageError: The file cannot be written there.
    """
    if path == "-":
        yield sys.stdout.write
        sys.stdout.flush()
        return
    target = Path(os.path.realpath(path))
    part: Path | None = None
    with _told(path):
        if target.exists() and not target.is_file():
            stream = target.open("w", encoding="utf-8", newline="\n")
        else:
            handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
            stream, part = os.fdopen(handle, "w", encoding="utf-8", newline="\n"), Path(name)
    try:
        # Only what goes wrong in writing is told as that, not what goes wrong in making what is written.
        yield partial(_put, path, stream)
        with _told(path):
            stream.close()
            if part:
                _give_usual_mode(part)
                part.replace(target)
    except BaseException:
        with suppress(OSError):
            stream.close()
        if part:
            part.unlink(missing_ok=True)
        raise


def _put(path: str, stream: TextIO, text: str) -> None:
    with _told(path):
        stream.write(text)


@contextmanager
def _told(path: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UsageError(f"cannot write {escaped(path)}: {error.strerror or error}") from error


def _give_usual_mode(path: Path) -> None:
    """Temporary files are private; what a person asked for has the mode any new file of theirs has."""
    mask = os.umask(0)
    os.umask(mask)
    path.chmod(0o666 & ~mask)


def json_line(record: Mapping[str, object]) -> str:
    """A record as one line of JSON, its characters as they are."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"

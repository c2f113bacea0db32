"""Where a command's output goes: whole or not at all, and harmless in a terminal."""

import json
import os
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from tellings.errors import UsageError
from tellings.text.printable import escaped


def write_whole(path: str, text: str) -> None:
    """Write a file so that it appears whole or not at all; `-` is standard output.

    A link is followed, and a device or a pipe is written to and never replaced: `/dev/null` stays what it is.

    Raises:
        UsageError: The file cannot be written there.
    """
    if path == "-":
        sys.stdout.write(text)
        return
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        _write_into(target, path, text)
        return
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    except OSError as error:
        raise UsageError(f"cannot write {escaped(path)}: {error.strerror}") from error
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as part:
            part.write(text)
        _give_usual_mode(Path(name))
        Path(name).replace(target)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise UsageError(f"cannot write {escaped(path)}: {error.strerror}") from error
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _write_into(target: Path, path: str, text: str) -> None:
    try:
        with target.open("w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except OSError as error:
        raise UsageError(f"cannot write {escaped(path)}: {error.strerror}") from error


def _give_usual_mode(path: Path) -> None:
    """Temporary files are private; what a person asked for has the mode any new file of theirs has."""
    mask = os.umask(0)
    os.umask(mask)
    path.chmod(0o666 & ~mask)


def write_lines(path: str, records: Iterable[Mapping[str, object]]) -> int:
    """Write records as JSON Lines and return how many; to standard output as they come, to a file whole."""
    if path == "-":
        count = 0
        for record in records:
            sys.stdout.write(json_line(record))
            count += 1
        sys.stdout.flush()
        return count
    lines = [json_line(record) for record in records]
    write_whole(path, "".join(lines))
    return len(lines)


def json_line(record: Mapping[str, object]) -> str:
    """A record as one line of JSON, its characters as they are."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"

"""Where a command's output goes: files appear whole, and what is no file is written to and never replaced."""

import os
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from tellings.cli.output import write_lines, write_whole
from tellings.errors import UsageError


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = Thread(target=lambda: read.append(pipe.read_text(encoding="utf-8")), daemon=True)
    reader.start()

    write_whole(str(pipe), "fog lifted\n")
    reader.join(timeout=10)

    assert read == ["fog lifted\n"]
    assert pipe.is_fifo()


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "report.html").write_text("old", encoding="utf-8")
    (tmp_path / "latest").symlink_to("report.html")

    write_whole(str(tmp_path / "latest"), "new")

    assert (tmp_path / "latest").is_symlink()
    assert (tmp_path / "report.html").read_text(encoding="utf-8") == "new"


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot write"):
        write_whole(str(tmp_path), "text")


def test_lines_go_to_the_disk_as_they_come_and_to_their_name_once_all_are_there(tmp_path: Path) -> None:
    target = tmp_path / "edges.jsonl"
    seen: list[tuple[bool, int]] = []

    def records() -> Iterator[dict[str, object]]:
        for number in range(3_000):
            yield {"id": f"a{number:05}"}
        parts = list(tmp_path.iterdir())
        seen.append((target.exists(), parts[0].stat().st_size))

    assert write_lines(str(target), records()) == 3_000
    assert [(existed, size > 10_000) for existed, size in seen] == [(False, True)]
    assert list(tmp_path.iterdir()) == [target]
    assert len(target.read_text(encoding="utf-8").splitlines()) == 3_000


def test_lines_whose_making_fails_leave_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "edges.jsonl"
    target.write_text("old\n", encoding="utf-8")

    def records() -> Iterator[dict[str, object]]:
        yield {"id": "a"}
        raise OSError("the source broke")

    with pytest.raises(OSError, match="the source broke"):
        write_lines(str(target), records())
    assert [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()] == ["old\n"]

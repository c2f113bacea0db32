"""Where a command's output goes: files appear whole, and what is no file is written to and never replaced."""

import os
from pathlib import Path
from threading import Thread

import pytest

from tellings.cli.output import write_whole
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

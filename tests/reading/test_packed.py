"""ZIP and tar archives are read file by file, each like a file of its own, within the limits."""

import io
import tarfile
import time
import zipfile
from pathlib import Path

import pytest

from tellings.reading import ReadingSettings, documents
from tellings.records import Document, Skipped

TEXT = "The ferry sank off Port Averil on Tuesday."
FILES = {"b/page.html": f"<html><body><p>{TEXT}</p></body></html>", "a.txt": TEXT, ".hidden": TEXT, "empty.txt": ""}


def zipped(files: dict[str, str | bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", packing) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def tarred(files: dict[str, str], mode: str = "w") -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content.encode())
            archive.addfile(member, io.BytesIO(content.encode()))
    return stream.getvalue()


def read(path: Path, content: bytes, settings: ReadingSettings | None = None) -> list[Document | Skipped]:
    path.write_bytes(content)
    return list(documents([str(path)], settings))


@pytest.mark.parametrize(
    "content", [zipped({**FILES}), tarred(FILES), tarred(FILES, "w:gz")], ids=["zip", "tar", "tar.gz"]
)
def test_files_of_an_archive_are_documents(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "pages"

    page, text, empty = read(path, content)

    assert (page.source, text.source) == (f"{path}/b/page.html", f"{path}/a.txt")
    assert isinstance(page, Document)
    assert isinstance(text, Document)
    assert text.content == TEXT
    assert empty == Skipped(f"{path}/empty.txt", "read", "empty: 0 bytes")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (zipped({"[Content_Types].xml": "x", "_rels/.rels": "x"}), "an office file"),
        (zipped({"mimetype": "application/epub+zip", "a.html": TEXT}), "a book"),
        (zipped({"a.txt": TEXT})[:-30], "damaged or locked archive"),
        (zipped({"in.zip": zipped({"a.txt": TEXT})}), "an archive in an archive"),
        (zipped({"large.txt": "a" * 60_000}), "too large"),
        (zipped({f"{n}.txt": "a" * 40_000 for n in range(200)}, zipfile.ZIP_LZMA), "more than 20 times its size"),
        (tarred({f"{n}.txt": TEXT for n in range(9)}, "w:gz")[:-40], "ends too early"),
        (tarred({f"{n}.txt": TEXT for n in range(50)}), "more than 40 files"),
        (
            zipped({"a.txt": TEXT + TEXT}, zipfile.ZIP_STORED).replace(TEXT.encode() * 2, b"x" * len(TEXT) * 2),
            "Bad CRC",
        ),
    ],
    ids=range(9),
)
def test_bad_archives_are_named(tmp_path: Path, content: bytes, reason: str) -> None:
    started = time.process_time()

    found = read(tmp_path / "pages", content, ReadingSettings(max_bytes=50_000, max_expansion=20, max_members=40))

    assert any(isinstance(result, Skipped) and reason in result.reason for result in found), found
    assert time.process_time() - started < 6


def test_names_that_climb_are_only_names(tmp_path: Path) -> None:
    (found,) = read(tmp_path / "pages.tar", tarred({"../../etc/climb\x1b[31m.txt": TEXT}))

    assert isinstance(found, Document)
    assert "\x1b" not in found.source
    assert [path.name for path in tmp_path.iterdir()] == ["pages.tar"]

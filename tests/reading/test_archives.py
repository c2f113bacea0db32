"""WARC archives give their pages one by one; what is not wanted is passed over, what is damaged is named."""

import gzip
import time
import tracemalloc
import zlib
from pathlib import Path

import pytest

from tellings.reading import ReadingSettings, documents
from tellings.reading.settings import ArchiveFilter
from tellings.records import Document, DocumentKind, Skipped

PAGE = b"<html><body><p>The ferry sank off Port Averil.</p></body></html>"


def http(body: bytes = PAGE, status: str = "200 OK", **headers: str) -> bytes:
    stated = {"Content-Type": "text/html; charset=utf-8"} | {k.replace("_", "-"): v for k, v in headers.items()}
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in stated.items()), "", ""]
    return "\r\n".join(lines).encode() + body


def record(
    place: str = "a", block: bytes | None = None, *, kind: str = "response", length: int | None = None, **headers: str
) -> bytes:
    block = http() if block is None else block
    stated = {
        "WARC-Type": kind,
        "WARC-Record-ID": "<urn:uuid:1>",
        "WARC-Date": "2025-03-04T10:00:00Z",
        "WARC-Target-URI": f"https://post.example/{place}",
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(block) if length is None else length),
    } | {name.replace("_", "-"): value for name, value in headers.items()}
    head = "\r\n".join(["WARC/1.0", *(f"{name}: {value}" for name, value in stated.items()), "", ""])
    return head.encode() + block + b"\r\n\r\n"


def read(
    tmp_path: Path, content: bytes, settings: ReadingSettings | None = None, name: str = "news.warc"
) -> tuple[list[Document], list[str]]:
    path = tmp_path / name
    path.write_bytes(content)
    found = list(documents([str(path)], settings))
    skipped = [result.reason for result in found if isinstance(result, Skipped)]
    return [result for result in found if isinstance(result, Document)], skipped


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip by record"])
def test_pages_of_an_archive_are_documents(tmp_path: Path, packed: bool) -> None:
    records = [record("a"), record("b", http(PAGE + b"b"))]

    found, skipped = read(tmp_path, b"".join(gzip.compress(one) if packed else one for one in records))

    assert found[0] == Document(
        "https://post.example/a", DocumentKind.HTML, PAGE.decode(), url="https://post.example/a"
    )
    assert [document.url for document in found] == ["https://post.example/a", "https://post.example/b"]
    assert skipped == []


@pytest.mark.parametrize(
    ("unwanted", "reason"),
    [
        (record(kind="request"), "1 request records"),
        (record(kind="warcinfo", Content_Type="application/warc-fields"), "1 warcinfo records"),
        (record(block=http(status="404 Not Found")), "1 answers of status 404"),
        (record(block=http(Content_Type="image/png")), "1 image/png"),
        (record(block=http(Content_Encoding="br")), "1 packed as br"),
        (record(block=b"\0nonsense"), "1 damaged answers"),
        (record(WARC_Truncated="length"), "1 pages cut when they were archived"),
        (record(block=http(b"a" * 60_000_0)), "1 pages too large"),
        (record(block=http(gzip.compress(b"a" * 600_000), Content_Encoding="gzip")), "1 unpacking to more than"),
    ],
    ids=range(9),
)
def test_what_is_no_page_is_counted_in_one_line(tmp_path: Path, unwanted: bytes, reason: str) -> None:
    found, skipped = read(tmp_path, unwanted + record("a"), ReadingSettings(max_bytes=500_000))

    assert [document.url for document in found] == ["https://post.example/a"]
    assert len(skipped) == 1
    assert skipped[0].startswith(f"left out of this archive: {reason}")


@pytest.mark.parametrize(
    ("wanted", "places"),
    [
        (ArchiveFilter(hosts=frozenset({"post.example"})), ["a", "b", "c"]),
        (ArchiveFilter(hosts=frozenset({"example"})), ["a", "b", "c"]),
        (ArchiveFilter(hosts=frozenset({"ost.example"})), []),
        (ArchiveFilter(since="2025-03-05"), ["b"]),
        (ArchiveFilter(until="2025-03-04"), ["a", "c"]),
        (ArchiveFilter(languages=frozenset({"en"})), ["a", "b"]),
    ],
    ids=range(6),
)
def test_filter_decides_before_a_page_is_parsed(tmp_path: Path, wanted: ArchiveFilter, places: list[str]) -> None:
    german = PAGE.replace(b"<html>", b'<html class="x" lang="de-AT">')
    content = record("a") + record("b", WARC_Date="2025-03-05T00:00:00Z") + record("c", http(german))

    found, _ = read(tmp_path, content, ReadingSettings(archive=wanted))

    assert [(document.url or "")[-1] for document in found] == places


@pytest.mark.parametrize(
    "block",
    [
        http(gzip.compress(PAGE), Content_Encoding="gzip"),
        http(zlib.compress(PAGE), Content_Encoding="deflate"),
        http(zlib.compress(PAGE)[2:-4], Content_Encoding="deflate"),
        http(
            b"%x\r\n" % len(PAGE[:9]) + PAGE[:9] + b"\r\n%x;x=1\r\n" % len(PAGE[9:]) + PAGE[9:] + b"\r\n0\r\n\r\n",
            Transfer_Encoding="chunked",
        ),
        http(Content_Encoding="gzip"),
        http(Transfer_Encoding="chunked"),
        http().replace(b"\r\n", b"\n"),
    ],
    ids=["gzip", "zlib", "bare deflate", "chunked", "says gzip", "says chunked", "bare line ends"],
)
def test_packing_of_the_answer_is_undone(tmp_path: Path, block: bytes) -> None:
    found, _ = read(tmp_path, record(block=block))

    assert [document.content for document in found] == [PAGE.decode()]


def test_resources_and_conversions_are_read_too(tmp_path: Path) -> None:
    content = record("a", PAGE, kind="resource", Content_Type="text/html") + record(
        "b", b"The ferry sank.", kind="conversion", Content_Type="text/plain"
    )

    found, _ = read(tmp_path, content)

    assert [document.kind for document in found] == [DocumentKind.HTML, DocumentKind.TEXT]


WHOLE = record("a") + record("b")


@pytest.mark.parametrize(
    ("content", "places", "reason"),
    [
        (WHOLE[:-20], ["a"], "cut in the middle of record 2 (https://post.example/b)"),
        (WHOLE[: len(record("a")) + 60], ["a"], "cut in the headers of record 2"),
        (gzip.compress(record("a")) + gzip.compress(record("b"))[:-60], ["a"], "ends too early"),
        (record("a") + b"rubbish\n" * 9 + record("b"), ["a", "b"], "damaged after record 1"),
        (record("a", length=40) + record("b"), ["b"], "damaged after record 1"),
        (record("a", length=10**12) + record("b"), [], "cut in the middle of record 1"),
        (record("a", length=-5) + record("b"), ["b"], "record 1 states no length"),
        (record("a") + record("b", X="x" * 50_000) + record("c"), ["a", "c"], "too long in the headers of record 2"),
        (record("a") + b"WARC/1.0\r\n" + b"X: x\r\n" * 1_000 + record("c"), ["a", "c"], "record 2 states no length"),
        (gzip.compress(record("a")) + b"\x1f\x8brubbish", ["a"], "damaged gzip data"),
    ],
    ids=range(10),
)
def test_damage_is_named_and_what_is_whole_is_kept(
    tmp_path: Path, content: bytes, places: list[str], reason: str
) -> None:
    found, skipped = read(tmp_path, content, name="news.warc.gz")

    assert [(document.url or "")[-1] for document in found] == places
    assert any(reason in skip for skip in skipped), skipped
    assert f"{len(places)} pages of the archive could be read" in skipped[-1]


def test_archive_larger_than_a_document_is_read_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "large.warc.gz"
    with gzip.open(path, "wb", compresslevel=1) as stream:
        for number in range(300):
            stream.write(record(f"{number}", http(PAGE + str(number).encode() * 20_000)))

    tracemalloc.start()
    count = sum(isinstance(found, Document) for found in documents([str(path)], ReadingSettings(max_bytes=200_000)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert count == 300
    assert peak < 3_000_000


@pytest.mark.parametrize(
    "content",
    [
        b"WARC/1.0\r\n" * 100_000,
        b"WARC/1.0\r\n" + b"a" * 5_000_000,
        record("a", http(b"<html " * 100_000)),
        record("a", http(b"1\r\n" * 300_000, Transfer_Encoding="chunked")),
        gzip.compress(b"WARC/1.0\r\n" + b"\0" * 30_000_000),
    ],
    ids=["starts", "line", "tags", "chunks", "bomb"],
)
def test_hostile_archives_end_soon(tmp_path: Path, content: bytes) -> None:
    started = time.process_time()

    found, skipped = read(
        tmp_path, content, ReadingSettings(max_bytes=5_000_000, archive=ArchiveFilter(languages=frozenset({"en"})))
    )

    assert len(found) + len(skipped) < 20
    assert time.process_time() - started < 6


def test_address_archived_twice_is_two_versions_and_the_same_text_is_one(tmp_path: Path) -> None:
    content = record("a") + record("a") + record("a", http(PAGE + b"corrected"))

    found, skipped = read(tmp_path, content)

    assert [document.url for document in found] == ["https://post.example/a"] * 2
    assert len({document.source for document in found}) == 2
    assert "comes again" in skipped[0]

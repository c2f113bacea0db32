"""Every kind of input becomes documents, and every bad one a reason with its name, while the others go on."""

import gzip
import io
import json
import os
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.reading import ReadingSettings, documents
from tellings.records import Document, DocumentKind, Skipped
from tellings.text.printable import escaped

SMALL = ReadingSettings(max_bytes=2_000)
PAGE = "<!DOCTYPE html><html><head><title>Ferry</title></head><body><p>The ferry sank.</p></body></html>"
TEXT = "The ferry sank off Port Averil on Tuesday.\nThe harbour master said so."


def one(path: Path | str, settings: ReadingSettings | None = None, **options: object) -> Document | Skipped:
    (result,) = documents([str(path)], settings, **options)  # type: ignore[arg-type]
    return result


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("dump.txt", TEXT, DocumentKind.TEXT),
        ("no-extension", TEXT, DocumentKind.TEXT),
        ("page.html", PAGE, DocumentKind.HTML),
        ("page.xhtml", '<?xml version="1.0"?>\n<html xmlns="x"><body><p>Sank.</p></body></html>', DocumentKind.HTML),
        ("html-named.txt", PAGE, DocumentKind.HTML),
        ("comment-first.html", "<!-- saved -->\n<!-- twice -->" + PAGE, DocumentKind.HTML),
        ("fragment.txt", "<div><p>The ferry sank.</p><p>Two died.</p></div>", DocumentKind.HTML),
        ("text-named.html", TEXT, DocumentKind.TEXT),
        ("brackets.txt", "Profit < 3 and loss > 4, said the <unknown> clerk.", DocumentKind.TEXT),
        ("braces.txt", '{ "not json\nbut a text in braces }', DocumentKind.TEXT),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value and len(value) < 30 else "",
)
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_kind_is_decided_by_content(tmp_path: Path, name: str, content: str, kind: DocumentKind, packed: bool) -> None:
    data = gzip.compress(content.encode()) if packed else content.encode()
    path = write(tmp_path / (name + ".gz" * packed), data)

    found = one(path)

    assert found == Document(str(path), kind, content)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n\t \r\n", "no words"),
        ("\u200b\u00a0\n\ufeff".encode(), "no words"),
        (b"%PDF-1.7\n1 0 obj", "a PDF file"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a PNG image"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a JPEG image"),
        (b"PK\x03\x04\x14\0", "damaged or locked archive"),
        (b"\0\1\2\3binary" * 200, "binary data"),
        (b"\0\0\0\x20ftypisom", "MP4"),
        (b'<?xml version="1.0"?><rss version="2.0"><channel></channel></rss>', "a feed"),
        (b"From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n", ".mht"),
        (b"x" * 2_001, "too large"),
        (b"word " * 500, "too large"),
        (gzip.compress(TEXT.encode())[:-12], "ends too early"),
        (gzip.compress(TEXT.encode())[:20] + b"\xff" * 40, "damaged gzip"),
        (b"\x1f\x8bnot gzip after all", "damaged gzip"),
        (gzip.compress(b"a" * 1_000_000), "too large"),
        (gzip.compress(b""), "empty"),
    ],
    ids=range(18),
)
def test_bad_content_is_set_aside_with_its_reason_and_the_others_go_on(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    bad, good = write(tmp_path / "bad.txt", content), write(tmp_path / "good.txt", TEXT)

    first, second = documents([str(bad), str(good)], SMALL)

    assert isinstance(first, Skipped)
    assert (first.source, first.stage) == (str(bad), "read")
    assert reason in first.reason
    assert isinstance(second, Document)


def test_missing_path_is_set_aside(tmp_path: Path) -> None:
    assert one(tmp_path / "none.txt") == Skipped(str(tmp_path / "none.txt"), "read", "no such file or folder")


@pytest.mark.parametrize("source", ["", "a\0b"], ids=["empty", "zero byte"])
def test_impossible_path_is_set_aside(source: str) -> None:
    assert isinstance(one(source), Skipped)


def test_unreadable_file_is_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "locked.txt", TEXT)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)

    assert one(path) == Skipped(str(path), "read", "no permission to read it")


def test_device_is_not_read() -> None:
    assert one("/dev/null") == Skipped("/dev/null", "read", "neither a file nor a folder")


def test_folder_is_read_in_order_without_hidden_files(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("c.txt", "a.txt", "b/d.txt", ".hidden", ".git/config"):
        write(tmp_path / name, TEXT)

    found = [result.source for result in documents([str(tmp_path)])]

    assert found == [str(tmp_path / name) for name in ("a.txt", "c.txt", "b/d.txt")]


def test_pictures_and_styles_in_a_folder_are_told_in_one_line(tmp_path: Path) -> None:
    for name in ("a.txt", "b.css", "c.png", "d.PNG"):
        write(tmp_path / name, TEXT)

    _, left_out = documents([str(tmp_path)])

    assert left_out == Skipped(
        str(tmp_path), "read", "left out of this folder, because they hold no text: 1 .css, 2 .png"
    )


def test_empty_folder_is_set_aside(tmp_path: Path) -> None:
    found = one(tmp_path)

    assert isinstance(found, Skipped)
    assert "empty folder" in found.reason


def test_same_path_twice_is_read_once_but_same_content_twice(tmp_path: Path) -> None:
    one_path, other = write(tmp_path / "a.txt", TEXT), write(tmp_path / "b.txt", TEXT)

    found = list(documents([str(one_path), str(other), str(tmp_path / "." / "a.txt"), str(tmp_path)]))

    assert [type(result) for result in found] == [Document, Document, Skipped, Skipped, Skipped]
    assert "named twice" in found[2].reason  # type: ignore[union-attr]


def test_folders_linked_in_a_circle_end(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "out").symlink_to(tmp_path)
    write(tmp_path / "in" / "a.txt", TEXT)

    assert len(list(documents([str(tmp_path)]))) == 1


def test_names_are_printable(tmp_path: Path) -> None:
    path = write(tmp_path / "red\x1b[31m\nname.txt", TEXT)

    assert one(path).source == str(tmp_path / "red\\x1b[31m\\nname.txt")


def test_name_that_is_no_text_is_printable(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    Path(os.fsdecode(name)).write_text(TEXT)

    assert one(os.fsdecode(name)).source.encode("utf-8").endswith(b"caf\\udce9.txt")


@given(st.text(st.characters(codec=None)))
def test_printable_names_hold_no_controls(name: str) -> None:
    assert all(c.isprintable() or c.isspace() or ord(c) > 0x7F for c in escaped(name))
    escaped(name).encode("utf-8")


def records(*values: object) -> bytes:
    return "\n".join(value if isinstance(value, str) else json.dumps(value) for value in values).encode()


@pytest.mark.parametrize(
    ("record", "untouched", "kind", "content"),
    [
        ({"id": "1", "html": PAGE}, False, DocumentKind.HTML, PAGE),
        ({"id": "1", "text": TEXT}, False, DocumentKind.TEXT, TEXT),
        ({"id": "1", "text": TEXT}, True, DocumentKind.CLEAN, TEXT),
        ({"id": "1", "text": TEXT, "html": PAGE}, False, DocumentKind.HTML, PAGE),
        ({"id": "1", "text": TEXT, "html": PAGE}, True, DocumentKind.CLEAN, TEXT),
        ({"id": "1", "text": "a\x1b[1mb\r\n\u202ec"}, True, DocumentKind.CLEAN, "a\x1b[1mb\r\n\u202ec"),
        ({"id": "1", "text": "a\x1b[1mb\r\n\u202ec"}, False, DocumentKind.TEXT, "ab\r\nc"),
        ({"id": "1", "text": "half \ud83d pair"}, True, DocumentKind.CLEAN, "half \ufffd pair"),
    ],
    ids=["html", "text", "untouched", "both", "both untouched", "controls untouched", "controls", "half pair"],
)
def test_record_becomes_a_document(
    tmp_path: Path, record: dict[str, str], untouched: bool, kind: DocumentKind, content: str
) -> None:
    path = write(tmp_path / "records.jsonl", records(record))

    assert one(path, untouched=untouched) == Document("1", kind, content, id="1")


def test_record_keeps_what_it_says_of_itself(tmp_path: Path) -> None:
    record = {"id": 7, "text": TEXT, "title": " T ", "outlet": "O", "published": {"value": "2031-05-06"}, "url": "u"}
    path = write(tmp_path / "records", records(record))

    assert one(path) == Document("7", DocumentKind.TEXT, TEXT, "7", "T", "O", "2031-05-06", "u")


@pytest.mark.parametrize("name", ["r.jsonl", "r.txt", "r.ndjson.gz"])
def test_bad_lines_are_named_by_file_and_number(tmp_path: Path, name: str) -> None:
    content = records(
        {"id": "a", "text": TEXT},
        "not json",
        "",
        {"id": "b"},
        "[1]",
        {"id": "c", "text": "  "},
        "[" * 100_000,
        '{"id": 1' + "1" * 5_000 + ', "text": "x"}',
        {"id": "a", "text": TEXT},
        {"text": TEXT},
    )
    path = write(tmp_path / name, gzip.compress(content) if name.endswith(".gz") else content)

    found = list(documents([str(path)]))

    assert [result.source for result in found if isinstance(result, Document)] == ["a", f"{path}:10"]
    reasons = {result.source: result.reason for result in found if isinstance(result, Skipped)}
    assert list(reasons) == [f"{path}:{number}" for number in (2, 4, 5, 6, 7, 8, 9)]
    assert all(f"line {source.rpartition(':')[2]} of {path} " in reason for source, reason in reasons.items())
    assert "repeats the id" in reasons[f"{path}:9"]


def test_record_that_is_too_large_is_named_and_the_next_is_read(tmp_path: Path) -> None:
    path = write(tmp_path / "r.jsonl", records({"id": "a", "text": "x" * 9_000}, {"id": "b", "text": TEXT}))

    first, second = documents([str(path)], SMALL)

    assert isinstance(first, Skipped)
    assert "line 1 of" in first.reason
    assert "too large" in first.reason
    assert second.source == "b"


def test_records_may_be_larger_together_than_one_document(tmp_path: Path) -> None:
    path = write(tmp_path / "r.jsonl", records(*({"id": n, "text": TEXT} for n in range(100))))

    assert len(list(documents([str(path)], SMALL))) == 100


def test_bomb_of_records_is_stopped(tmp_path: Path) -> None:
    bomb = gzip.compress(b'{"id": 1, "text": "a"}\n' + b"\n" * 5_000_000)
    path = write(tmp_path / "r.jsonl.gz", bomb)

    *_, last = documents([str(path)], SMALL)

    assert isinstance(last, Skipped)
    assert "unpacks to more than" in last.reason


@pytest.mark.parametrize(
    ("content", "kind"),
    [(TEXT.encode(), DocumentKind.TEXT), (PAGE.encode(), DocumentKind.HTML), (gzip.compress(TEXT.encode()), None)],
    ids=["text", "page", "gzip"],
)
def test_standard_input_is_read_like_a_file(content: bytes, kind: DocumentKind | None) -> None:
    (found,) = documents(["-"], stdin=io.BytesIO(content))

    assert isinstance(found, Document)
    assert (found.source, found.kind) == ("standard input", kind or DocumentKind.TEXT)


def test_records_come_from_standard_input() -> None:
    stream = io.BytesIO(records({"id": "a", "text": TEXT}, "x"))

    first, second = documents(["-"], untouched=True, stdin=stream)

    assert first == Document("a", DocumentKind.CLEAN, TEXT, id="a")
    assert isinstance(second, Skipped)
    assert "line 2 of standard input" in second.reason


def test_standard_input_that_was_not_given_is_set_aside() -> None:
    assert isinstance(one("-"), Skipped)


def test_one_line_of_fifty_megabytes_is_not_read_into_memory(tmp_path: Path) -> None:
    path = tmp_path / "line.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
        file.write(b"word " * 20_000)

    tracemalloc.start()
    found = one(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert found == Skipped(str(path), "read", "too large: 50 MB, where one document may have 20 MB")
    assert peak < 2_000_000

"""A corpus in pieces: which files are one shard, what their results are called, and records written and read again."""

import gzip
import json
from pathlib import Path
from typing import TypedDict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.engine.shards import Form, Shard, digest_of, documents_of, results, shards_of
from tellings.errors import UsageError
from tellings.records import Document, Skipped

RECORDS = [{"id": "a", "text": "The fog lifted."}, {"id": "b", "text": "The ferry sailed at nine – late."}]


class Row(TypedDict):
    """What a record of these tests holds."""

    id: str
    text: str | None
    spans: list[list[int]]


def written(path: Path, content: bytes | str = b"") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def lines(records: list[dict[str, str]]) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


def test_a_file_of_records_is_a_shard_and_so_are_the_pages_of_a_folder(tmp_path: Path) -> None:
    for name in (
        "b.jsonl",
        "a.jsonl.gz",
        "day/c.warc.gz",
        "day/one.html",
        "day/two.txt",
        "day/two_files/logo.png",
        "day/two_files/style.css",
        ".hidden/d.jsonl",
        "_e.ndjson",
    ):
        written(tmp_path / name)

    assert [(shard.name, shard.form, len(shard.paths)) for shard in shards_of([str(tmp_path)])] == [
        ("_e.jsonl", Form.JSONL, 1),
        ("a.jsonl.gz", Form.JSONL_GZ, 1),
        ("b.jsonl", Form.JSONL, 1),
        ("day/c.warc.gz.jsonl", Form.JSONL, 1),
        ("day/pages.jsonl", Form.JSONL, 2),
    ]


def test_many_pages_are_several_shards_and_one_page_more_changes_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tellings.engine.shards._PAGES", 10)
    for number in range(30):
        written(tmp_path / f"page-{number}.html")
    before = set(shards_of([str(tmp_path)]))

    written(tmp_path / "page-30.html")

    assert len(before) == 4
    assert sorted(path for shard in before for path in shard.paths) == sorted(
        str(tmp_path / f"page-{number}.html") for number in range(30)
    )
    assert len(before - set(shards_of([str(tmp_path)]))) == 1


def test_two_inputs_of_one_name_are_refused(tmp_path: Path) -> None:
    for name in ("one/a.jsonl", "two/a.jsonl"):
        written(tmp_path / name)

    with pytest.raises(UsageError, match=r"a\.jsonl"):
        shards_of([str(tmp_path / "one"), str(tmp_path / "two")])


@pytest.mark.parametrize("source", ["empty", "missing"])
def test_what_is_no_corpus_is_refused(tmp_path: Path, source: str) -> None:
    (tmp_path / "empty").mkdir()

    with pytest.raises(UsageError, match=source):
        shards_of([str(tmp_path / source)])


def test_a_digest_follows_content_and_names(tmp_path: Path) -> None:
    one, two = written(tmp_path / "one.txt", "fog"), written(tmp_path / "two.txt", "mist")
    pages = Shard("pages.jsonl", (str(one), str(two)), Form.JSONL)
    before = digest_of(pages)

    assert digest_of(pages) == before
    written(two, "rain")
    assert digest_of(pages) != before


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.parquet"])
def test_documents_come_out_of_every_form(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name.endswith("parquet"):
        arrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
        parquet.write_table(arrow.Table.from_pylist([*RECORDS, {"id": "c", "text": " "}]), path)
    else:
        content = lines([*RECORDS, {"id": "c", "text": " "}]).encode()
        written(path, gzip.compress(content) if name.endswith("gz") else content)

    found = list(documents_of(shards_of([str(path)])[0], untouched=True))

    kept = [(each.id, each.content) for each in found if isinstance(each, Document)]
    assert kept == [(record["id"], record["text"]) for record in RECORDS]
    assert [each.reason for each in found if isinstance(each, Skipped)] == [f"line 3 of {path} has an empty `text`"]


@pytest.mark.parametrize(
    ("columns", "reason"),
    [(None, "cannot be read as Parquet"), ({"id": ["a"]}, "no column `text`")],
    ids=["damaged", "no text"],
)
def test_parquet_that_cannot_be_used_is_set_aside(
    tmp_path: Path, columns: dict[str, list[str]] | None, reason: str
) -> None:
    arrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    path = written(tmp_path / "a.parquet", b"PAR1 and nothing else PAR1")
    if columns:
        parquet.write_table(arrow.table(columns), path)

    (found,) = documents_of(shards_of([str(path)])[0], untouched=True)

    assert isinstance(found, Skipped)
    assert reason in found.reason


ROWS = st.lists(
    st.builds(
        Row,
        id=st.text(st.characters(exclude_categories=["Cs"]), max_size=9),
        text=st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
        spans=st.lists(st.lists(st.integers(0, 99), min_size=2, max_size=2), max_size=3),
    ),
    max_size=5,
)


@pytest.mark.parametrize("form", list(Form))
@settings(max_examples=25, deadline=None)
@given(rows=ROWS)
def test_records_are_read_as_they_were_written(
    tmp_path_factory: pytest.TempPathFactory, form: Form, rows: list[Row]
) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path_factory.mktemp("results") / f"a.{form}"
    for _ in range(2):
        with results(path, form, Row, path.parent / "parts") as write:
            for row in rows:
                write(row)
        again = path.read_bytes()

    if form is Form.PARQUET:
        assert parquet.read_table(path).to_pylist() == rows
    else:
        content = gzip.decompress(path.read_bytes()) if form is Form.JSONL_GZ else path.read_bytes()
        assert [json.loads(line) for line in content.decode().split("\n")[:-1]] == rows
    assert path.read_bytes() == again
    assert [p for p in path.parent.rglob("*") if p.is_file()] == [path]


def test_results_whose_making_fails_leave_nothing(tmp_path: Path) -> None:
    def broken() -> None:
        with results(tmp_path / "a.jsonl.gz", Form.JSONL_GZ, None, tmp_path / "parts") as write:
            write({"id": "a"})
            raise ValueError("the source broke")

    with pytest.raises(ValueError, match="the source broke"):
        broken()
    assert not [p for p in tmp_path.rglob("*") if p.is_file()]

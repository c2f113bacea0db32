"""Commands over the store: forms of output, mistakes, hostile words; one of them as a real process."""

import csv
import io
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from building import article_of
from stored import NOW, sample_comparison, sample_store
from tellings.cli import exporting, finding
from tellings.cli.app import app
from tellings.engine.exporting import unannotated
from tellings.records import Comparison
from tellings.store import open_store

assert exporting, finding  # each adds its commands to the app
COMMANDS = ["search", "say", "stories", "show", "outlets", "claims", "export", "import"]
FERRY = next(story for story in sample_comparison().stories if len(story.articles) > 1)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_store(tmp_path_factory.mktemp("cli") / "sample.db")


def tellings(store: Path, *arguments: str | Path, **environment: str) -> Result:
    """The command run in this process, which is as good as another and twenty times as fast."""
    known = {"TELLINGS_STORE": str(store), "COLUMNS": "160", **environment}
    return CliRunner().invoke(app, list(map(str, arguments)), prog_name="tellings", env=known)


def lines(finished: Result) -> list[dict[str, Any]]:
    assert finished.exit_code == 0, finished.stderr
    return [json.loads(line) for line in finished.stdout.splitlines()]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_an_example(command: str, tmp_path: Path) -> None:
    finished = tellings(tmp_path, command, "--help")

    assert finished.exit_code == 0
    assert f"Example: tellings {command}" in " ".join(finished.stdout.split())


def test_search_prints_json_lines_where_nobody_reads_along(store: Path) -> None:
    found = lines(tellings(store, "search", "ferry radar", "--limit", "3"))

    assert found
    assert {"best", "copies"} == found[0].keys()
    article = next(a.article for a in FERRY.articles if a.article.id == found[0]["best"]["article"])
    piece = found[0]["best"]["excerpt"]
    assert article.text[piece["start"] : piece["end"]] == piece["text"]
    assert all(article.text[s:e].lower() in {"ferry", "radar"} for s, e in piece["marks"])


def test_a_search_is_a_process_of_its_own_too(store: Path) -> None:
    command = [sys.executable, "-m", "tellings", "search", "radar", "--csv", "--store", str(store)]
    finished = subprocess.run(command, capture_output=True, check=True, timeout=60)

    assert finished.stdout.startswith(b'"published","outlet","title"')


def test_imported_articles_are_annotated_grouped_and_compared(store: Path, tmp_path: Path) -> None:
    file, other = tmp_path / "out.csv", tmp_path / "other.db"
    assert tellings(store, "export", "-f", "csv", "-o", file).exit_code == 0

    assert "1 story compared" in tellings(other, "import", file).stderr

    largest = max(lines(tellings(other, "stories")), key=lambda story: int(story["articles"]))
    assert largest["is_compared"]
    assert FERRY.title in tellings(other, "show", largest["id"]).stdout
    (lone,) = (story for story in lines(tellings(other, "stories")) if story["articles"] == 1)
    assert lone["title"] in tellings(other, "show", lone["id"]).stdout


def test_search_filters(store: Path) -> None:
    all_found = lines(tellings(store, "search", "ferry"))
    one = lines(tellings(store, "search", "ferry", "--outlet", "meridian", "--since", "2026-03-13", "--originals"))

    assert len(all_found) > 1
    assert [text["best"]["outlet"] for text in one] == ["Meridian"]


def test_the_table_folds_copies_and_names_outlets(store: Path) -> None:
    shown = tellings(store, "search", "inspections", "--table").stdout

    assert "+1 copy" in shown
    assert "NORTHSTAR" in shown


def test_statements_of_a_speaker(store: Path) -> None:
    found = lines(tellings(store, "say", "Dolin"))
    article = {a.article.id: a.article for a in FERRY.articles}

    assert any(said["others"] for said in found)
    for said in found:
        statement = said["statement"]
        text = article[statement["article"]].text[statement["content_start"] : statement["content_end"]]
        assert statement["content"].split()[0] in text


def test_stories_outlets_and_claims_as_csv(store: Path) -> None:
    for command, first in (("stories", "id"), ("outlets", "outlet"), ("claims", "text")):
        words = ["ferry"] if command != "outlets" else []
        finished = tellings(store, command, *words, "--csv")
        header, *rows = list(csv.reader(io.StringIO(finished.stdout, newline=""), strict=True))
        assert header[0] == first
        assert rows
        assert {len(row) for row in rows} == {len(header)}


def test_a_story_is_shown_as_summary_json_and_page(store: Path, tmp_path: Path) -> None:
    page, data = tmp_path / "story.html", tmp_path / "story.json"

    assert FERRY.title in tellings(store, "show", FERRY.id).stdout
    assert tellings(store, "show", FERRY.id, "--html", page, "--json", data).exit_code == 0
    assert page.read_text(encoding="utf-8").startswith("<!")
    (story,) = json.loads(data.read_text(encoding="utf-8"))["stories"]
    assert story["id"] == FERRY.id


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["show", FERRY.id[:-1] + "x"], 1, f"did you mean '{FERRY.id}'; list them with: tellings stories"),
        (["search", "x", "--json", "--csv"], 2, "exclude each other"),
        (["search", "x", "--originals", "--copies"], 2, "exclude each other"),
        (["search", "x", "--since", "spring"], 2, "expected a day like 2025-04-25"),
        (["export", "--format", "atom", "--what", "claims"], 2, "--what chooses a table"),
        (["export", "--story", "none"], 1, "no story 'none'"),
        (["import", "none.jsonl"], 1, "none.jsonl: no such file"),
        (["stories", "--store", "none.db"], 1, "there is no store here"),
        (["claims", "zeppelin"], 0, "no claims found"),
    ],
)  # fmt: skip
def test_mistakes_say_what_to_do(store: Path, arguments: list[str], status: int, message: str) -> None:
    finished = tellings(store, *arguments)

    assert finished.exit_code == status
    assert message.replace("'; ", "'?; ") in finished.stderr
    assert not finished.stdout
    assert finished.exception is None or isinstance(finished.exception, SystemExit)


@pytest.mark.parametrize("written_as", ["jsonl", "csv", "json", "webannotation"])
def test_what_is_exported_is_imported_elsewhere(store: Path, tmp_path: Path, written_as: str) -> None:
    file, other = tmp_path / "out", tmp_path / "other.db"

    assert tellings(store, "export", "--format", written_as, "-o", file).exit_code == 0
    assert "articles: 7 new" in tellings(other, "import", file, "--no-compare").stderr
    assert "articles: 7 same" in tellings(other, "import", file).stderr
    articles = {line["id"]: line["text"] for line in lines(tellings(other, "export"))}
    assert articles == {line["id"]: line["text"] for line in lines(tellings(store, "export"))}


def test_parquet_is_written_whole(store: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    file = tmp_path / "claims.parquet"

    assert tellings(store, "export", "-f", "parquet", "--what", "claims", "-o", file).exit_code == 0

    assert parquet.read_table(file).num_rows == sum(len(story.claims) for story in sample_comparison().stories)
    assert [path.name for path in tmp_path.iterdir()] == ["claims.parquet"]


def test_one_story_is_exported(store: Path) -> None:
    found = lines(tellings(store, "export", "--what", "stories", "--story", FERRY.id))

    assert [story["id"] for story in found] == [FERRY.id]


EVIL = "=cmd|' /c calc'!A1 \x1b[2J\x1b]0;owned\x07 \u202e <script>alert(1)</script> '; DROP TABLE article; -- ferry"


@pytest.fixture(scope="module")
def evil(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store whose only article is hostile in every field that is shown."""
    place = tmp_path_factory.mktemp("evil") / "evil.db"
    article = replace(article_of(EVIL, EVIL), title=EVIL, outlet=EVIL, source=EVIL, url=EVIL)
    story = replace(
        FERRY, id="evil", title=EVIL, articles=(unannotated(article),), entities=(), claims=(), disagreements=(),
        lineage=replace(FERRY.lineage, origins=(), derivations=(), related=(), shared=(), variants=()),
        positions=(), wording=(), omissions=(), timeline=(), digest=(), utterances=(),
    )  # fmt: skip
    from stored import fill

    with open_store(place) as opened:
        fill(opened, Comparison((story,), ()))
        assert opened.status().last_added == NOW.isoformat().replace("+00:00", "Z")
    return place


@pytest.mark.parametrize("form", ["--table", "--json", "--csv"])
@pytest.mark.parametrize("command", [["search", "ferry"], ["stories"], ["outlets"]], ids=lambda c: c[0])
def test_hostile_words_act_neither_in_a_terminal_nor_in_a_spreadsheet(
    evil: Path, command: list[str], form: str
) -> None:
    finished = tellings(evil, *command, form, FORCE_COLOR="1" if form == "--table" else "")
    shown = finished.stdout

    assert finished.exit_code == 0, finished.stderr
    assert "ferry" in shown
    if form == "--table":
        assert "\x1b[2J" not in shown
        assert "\x1b]" not in shown
        assert "\u202e" not in shown
        assert "\\x1b[2J" in shown
    if form == "--csv":
        cells = [cell for row in csv.reader(io.StringIO(shown, newline="")) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
        assert any(cell.startswith("'=cmd") for cell in cells)


def test_on_a_terminal_data_is_shown_and_not_obeyed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from tellings.cli.listing import put

    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    put(["a\x1b[31m\r\n", '{"b":"\x9b2J\u202e"}\n'])

    assert capsys.readouterr().out == 'a\\x1b[31m\n{"b":"\\x9b2J\\u202e"}\n'

"""The commands as a person runs them: real processes, pipes, exit statuses, bad input."""

import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tellings import __version__
from tellings.sample import REPORTS

GOOD = REPORTS / "meridian.html"


def tellings(*arguments: str | Path, stdin: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "tellings", *map(str, arguments)]
    return subprocess.run(command, input=stdin or b"", capture_output=True, check=False, timeout=120)


def lines(finished: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    assert finished.returncode == 0, finished.stderr.decode()
    return [json.loads(line) for line in finished.stdout.splitlines()]


@pytest.mark.parametrize("command", ["clean", "annotate", "group", "trace", "align", "compare", "demo"])
def test_help_has_an_example(command: str) -> None:
    finished = tellings(command, "--help")

    assert finished.returncode == 0
    assert f"Example: tellings {command}" in " ".join(finished.stdout.decode().split())


def test_the_version_is_told() -> None:
    assert tellings("--version").stdout.decode().strip() == f"tellings {__version__}"


def test_stages_compose_with_pipes_and_keep_ids_and_text() -> None:
    cleaned = tellings("clean", REPORTS)
    annotated = lines(tellings("annotate", "-", stdin=cleaned.stdout))

    articles = {a["id"]: a for a in lines(cleaned)}
    assert len(articles) == 7
    assert {a["id"]: a["text"] for a in annotated} == {i: a["text"] for i, a in articles.items()}
    assert all(a["sentences"] and a["mentions"] for a in annotated)
    clusters = lines(tellings("group", stdin=cleaned.stdout))
    assert len({c["cluster"] for c in clusters}) == 2
    edges = lines(tellings("trace", stdin=cleaned.stdout))
    assert {"child", "parent", "relation", "kind", "passages", "edits", "reasons"} <= edges[0].keys()
    stories = lines(tellings("align", stdin=cleaned.stdout))
    assert len(stories) == 2
    assert stories[0]["claims"]


def test_trace_writes_a_page_of_who_copied_whom(tmp_path: Path) -> None:
    page = tmp_path / "lineage.html"
    finished = tellings("trace", "-", "--html", page, stdin=tellings("clean", REPORTS).stdout)

    assert lines(finished)
    assert "The Harbour Post" in page.read_text(encoding="utf-8")
    assert b"report: " in finished.stderr


def test_fast_annotation_asks_the_grammar_alone() -> None:
    report = json.dumps({"id": "a", "text": "The pilots’ leader took a dim view of the fares, and left."}).encode()
    (fast,), (whole,) = (lines(tellings("annotate", *option, stdin=report)) for option in (["--fast"], []))

    assert not fast["attributions"]
    assert [fast["text"][slice(*a["source"][0])] for a in whole["attributions"]] == ["The pilots’ leader"]


def test_worker_processes_give_the_same_bytes() -> None:
    assert tellings("annotate", REPORTS, "--jobs", "2").stdout == tellings("annotate", REPORTS).stdout


def write_bad_inputs(folder: Path) -> dict[str, str]:
    """Bad inputs by file name, with a word that their reason must hold."""
    (folder / "empty.txt").write_bytes(b"")
    (folder / "blank.txt").write_bytes(b" \n\t\n ")
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)
    (folder / "long.txt").write_bytes(b"fog " * 13_000_000)
    (folder / "deep.html").write_text("<div>" * 10_000 + "mist" + "</div>" * 10_000, encoding="utf-8")
    (folder / "menu.html").write_text("<html><body><nav><a href=/>Home</a></nav></body></html>", encoding="utf-8")
    (folder / "cut.jsonl.gz").write_bytes(gzip.compress(b'{"id": "a", "text": "The fog lifted."}\n' * 50)[:-20])
    german = "Die Fähre sank in der Nacht vor dem Hafen, teilte die Küstenwache am Donnerstag mit. "
    (folder / "deutsch.txt").write_text(german * 6, encoding="utf-8")
    words = ["empty", "empty", "image", "MB", "", "", "gz", "German"]
    names = [
        "empty.txt",
        "blank.txt",
        "picture.txt",
        "long.txt",
        "deep.html",
        "menu.html",
        "cut.jsonl.gz",
        "deutsch.txt",
    ]
    return dict(zip(names, words, strict=True))


def test_each_bad_input_is_named_with_its_reason_and_the_good_one_is_used(tmp_path: Path) -> None:
    bad = write_bad_inputs(tmp_path)
    report = tmp_path / "out" / "report.json"
    report.parent.mkdir()
    paths = [tmp_path / name for name in bad]

    finished = tellings("compare", GOOD, *paths, tmp_path / "missing.txt", "--json", report)

    said = finished.stderr.decode()
    assert finished.returncode == 0, said
    told = json.loads(report.read_text(encoding="utf-8"))
    assert [Path(a["source"]).name for a in told["stories"][0]["articles"]] == ["meridian.html"]
    for name, word in {**bad, "missing.txt": ""}.items():
        reasons = [s["reason"] for s in told["set_aside"] if name in s["source"]]
        assert reasons, f"{name} is not named"
        assert word.lower() in reasons[0].lower()
        assert name in said


def test_nothing_usable_is_exit_status_1_and_leaves_no_file(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    finished = tellings("compare", tmp_path / "empty.txt", "--html", tmp_path / "report.html")

    assert finished.returncode == 1
    assert not (tmp_path / "report.html").exists()


@pytest.mark.parametrize(
    "arguments",
    [["compare"], ["compare", "x", "--jobs", "0"], ["unheard-of"]],
    ids=["no source", "no jobs", "no command"],
)
def test_misuse_is_exit_status_2(arguments: list[str]) -> None:
    assert tellings(*arguments).returncode == 2


def test_an_output_that_cannot_be_written_is_misuse_and_leaves_nothing_half(tmp_path: Path) -> None:
    finished = tellings("compare", GOOD, "--json", tmp_path / "no" / "folder.json")

    assert finished.returncode == 2
    assert "no/folder.json" in finished.stderr.decode()
    assert list(tmp_path.iterdir()) == []


def test_terminal_escapes_in_names_and_titles_are_shown_not_obeyed(tmp_path: Path) -> None:
    page = GOOD.read_text(encoding="utf-8").replace("Eleven dead", "Eleven \x1b[31mdead\x1b]0;owned\x07")
    poisoned = tmp_path / "a\x1b[2Jb.html"
    poisoned.write_text(page, encoding="utf-8")
    (tmp_path / "\x1b[31mempty.txt").write_bytes(b"")

    finished = tellings("compare", poisoned, tmp_path / "\x1b[31mempty.txt")

    assert finished.returncode == 0
    assert b"\x1b" not in finished.stdout + finished.stderr
    assert b"\x07" not in finished.stdout + finished.stderr


def test_two_identical_files_are_two_outlets_of_one_text(tmp_path: Path) -> None:
    for name in ("one.html", "two.html"):
        (tmp_path / name).write_bytes(GOOD.read_bytes())

    finished = tellings("compare", tmp_path / "one.html", tmp_path / "two.html", "--json", "-")

    story = json.loads(finished.stdout)["stories"][0]
    assert len(story["articles"]) == 2
    assert not [c for c in story["claims"] if c["status"] == "corroborated"]


def test_a_future_date_is_not_believed_and_said_so(tmp_path: Path) -> None:
    page = GOOD.read_text(encoding="utf-8").replace("2026-03-13T17:20", "2999-03-13T17:20")
    (tmp_path / "future.html").write_text(page, encoding="utf-8")

    finished = tellings("compare", tmp_path / "future.html", "--json", "-")

    article = json.loads(finished.stdout)["stories"][0]["articles"][0]
    assert article["published"] is None
    said = finished.stderr.decode()
    assert "future.html" in said
    assert "2999" in said

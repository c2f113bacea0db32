"""The corpus commands as a person runs them: folders in, folders out, what was done before left as it is."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tellings.cli.commands import app
from tellings.sample import REPORTS

BRIDGE = """The harbour council closed the old bridge on Friday after cracks were found in two of its piers.

Engineers had looked at the piers since March, when a barge struck the northern one during the spring floods. The bridge
carries nine thousand cars and all the buses of the eastern quarter on an ordinary day, and lorries went by the mill.

The repairs will take until the autumn, the council said, and cost four million crowns."""
FERRY = """A ferry with forty people on board ran aground off the northern cape in thick fog early on Sunday morning.

All were brought ashore by two fishing boats before noon, cold but unhurt. The captain had slowed down for the fog,
the coastguard said, and the ship sits upright on sand; a tug from the next port will try to free it with the tide.

It was the first such accident on the line in eleven years."""
TEXTS = {"a": BRIDGE, "b": BRIDGE + "\n\nBuses go by the mill until then, every ten minutes.", "c": FERRY}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in" / "sub").mkdir(parents=True)
    for path, names in {"one.jsonl": "ab", "sub/two.jsonl": "c"}.items():
        lines = (json.dumps({"id": name, "text": TEXTS[name], "outlet": f"The {name} Post"}) for name in names)
        (tmp_path / "in" / path).write_text("\n".join(lines) + "\n{broken\n", encoding="utf-8")
    return tmp_path


def run(folder: Path, *arguments: str) -> tuple[int, str]:
    finished = CliRunner().invoke(app, [*arguments, "--jobs", "1"])
    return finished.exit_code, finished.stderr


def records(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("command", ["clean", "annotate"])
def test_each_file_has_its_results_and_they_are_those_of_the_plain_command(folder: Path, command: str) -> None:
    status, said = run(folder, command, str(folder / "in"), "--out", str(folder / "out"))
    plain = CliRunner().invoke(app, [command, str(folder / "in")])

    assert status == 0
    assert "2 shards; 3 articles, 2 set aside" in said
    assert said.count("is not valid JSON") == 2
    found = [*records(folder / "out" / "one.jsonl"), *records(folder / "out" / "sub" / "two.jsonl")]
    assert found == [json.loads(line) for line in plain.stdout.splitlines()]


def test_a_second_run_says_what_was_done_before_and_names_again_what_was_set_aside(folder: Path) -> None:
    arguments = ["clean", str(folder / "in"), "--out", str(folder / "out")]
    run(folder, *arguments)

    status, said = run(folder, *arguments)

    assert status == 0
    assert "2 shards, 2 of them done before; 3 articles, 2 set aside" in said
    assert said.count("is not valid JSON") == 2


def test_results_are_the_next_command_s_input(folder: Path) -> None:
    run(folder, "clean", str(folder / "in"), "--out", str(folder / "cleaned"))

    assert run(folder, "trace", str(folder / "cleaned"), "--out", str(folder / "traced"))[0] == 0
    assert run(folder, "group", str(folder / "cleaned"), "--out", str(folder / "grouped"))[0] == 0
    assert [{edge["child"], edge["parent"]} for edge in records(folder / "traced" / "edges.jsonl")] == [{"a", "b"}]
    clusters = {record["id"]: record["cluster"] for record in records(folder / "grouped" / "clusters.jsonl")}
    assert clusters["a"] == clusters["b"] != clusters["c"]


def test_a_full_disk_is_said_and_what_is_finished_stays(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    arguments = ["clean", str(folder / "in"), "--out", str(folder / "out")]
    with monkeypatch.context() as patched:
        patched.setattr("tellings.engine.corpus.leave_line", full)
        status, said = run(folder, *arguments)
        assert status == 1
        assert "No space left on device" in said
    with monkeypatch.context() as patched:
        patched.setattr("tellings.engine.corpus.write_manifest", full)
        status, said = run(folder, *arguments)
        assert status == 1
        assert "run the command again" in said

    assert run(folder, *arguments)[0] == 0


def test_an_article_that_two_shards_have_counts_once(folder: Path) -> None:
    (folder / "in" / "again.jsonl").write_text(json.dumps({"id": "c", "text": TEXTS["c"]}) + "\n", encoding="utf-8")

    status, said = run(folder, "group", str(folder / "in"), "--out", str(folder / "out"))

    assert status == 0
    assert "repeats the id 'c'" in said
    assert len(records(folder / "out" / "clusters.jsonl")) == 3


def test_pages_of_a_folder_become_one_file(tmp_path: Path) -> None:
    status, _ = run(tmp_path, "clean", str(REPORTS), "--out", str(tmp_path))

    assert status == 0
    assert len(records(tmp_path / "pages.jsonl")) == 7


def test_more_than_are_compared_with_each_other_are_grouped_as_a_stream_and_it_is_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tellings.cli.corpus.GROUPED_AT_ONCE", 2)

    status, said = run(folder, "group", str(folder / "in"), "--out", str(folder / "out"))

    assert status == 0
    assert "more than 2 articles: grouped as a stream" in said
    assert [record["cluster"] for record in records(folder / "out" / "clusters.jsonl")] == ["s1", "s1", "s2"]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["clean", "{in}", "--engine", "ray"], "--out"),
        (["annotate", "--out", "{out}"], "standard input"),
        (["clean", "{in}", "--out", "{in}"], "another folder"),
        (["trace", "{in}", "--out", "{out}", "--html", "page.html"], "--html"),
        (["group", "{in}", "--out", "{out}", "-o", "clusters.jsonl"], "--output"),
        (["clean", "{out}", "--out", "{in}/there"], "no folder and no file"),
    ],
    ids=["ray without a folder", "standard input", "same folder", "two places", "a file too", "nothing there"],
)
def test_misuse_says_what_to_do(folder: Path, arguments: list[str], reason: str) -> None:
    named = [each.format(**{"in": folder / "in", "out": folder / "out"}) for each in arguments]

    status, said = run(folder, *named)

    assert status == 2
    assert reason in " ".join(said.split())

"""The commands over a store, as a person types them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

POISON = "\x1b[31mBees'); DROP TABLE article;-- <script>alert(1)</script>"
TEXT = "Beekeepers in the Aldmoor valley lost a third of their hives this winter, their association said on Monday."


def tellings(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tellings", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store that holds one article with a poisoned title, and the log of one bad input."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "bees.jsonl").write_text(json.dumps({"id": "bees", "text": TEXT, "title": POISON}) + "\n")
    (folder / "empty.txt").write_text("")
    finished = tellings("add", "bees.jsonl", "empty.txt", "--fast", "--as-is", folder=folder)
    assert finished.returncode == 0, finished.stderr
    assert "1 new" in finished.stderr
    assert "set aside: empty.txt" in finished.stderr
    return folder


def test_adding_again_finds_everything_known(desk: Path) -> None:
    finished = tellings("add", "bees.jsonl", "--fast", "--as-is", folder=desk)

    assert (finished.returncode, finished.stderr.strip()) == (0, "1 known")


def test_status_counts_what_is_there_and_what_is_stale(desk: Path) -> None:
    found = json.loads(tellings("status", "--json", "--fast", folder=desk).stdout)

    assert (found["articles"], found["stories"]) == (1, 1)
    assert found["stages"][0] == {"stage": "annotate", "current": 1, "stale": 0, "missing": 0}


def test_the_log_names_what_was_set_aside(desk: Path) -> None:
    (line,) = [json.loads(each) for each in tellings("log", "--json", folder=desk).stdout.splitlines()]

    assert (line["level"], line["source"]) == ("warning", "empty.txt")


def test_a_poisoned_title_is_shown_and_not_obeyed(desk: Path) -> None:
    shown = tellings("stories", "--table", folder=desk).stdout

    assert "\x1b" not in shown
    assert "DROP" in shown
    assert json.loads(tellings("status", "--json", folder=desk).stdout)["articles"] == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("history", "nowhere.txt"), "nothing was added from nowhere.txt"),
        (("merge", "abc", "def"), "no story 'abc'"),
        (("log", "--level", "loud"), "no level 'loud'"),
        (("status", "--store", "missing.db"), "missing.db"),
        (("watch", "--once"), "no feed is watched"),
    ],
    ids=["unknown source", "unknown story", "unknown level", "no store", "no feed"],
)
def test_mistakes_are_told_in_one_line(desk: Path, arguments: tuple[str, ...], message: str) -> None:
    finished = tellings(*arguments, folder=desk)

    assert finished.returncode in {1, 2}
    assert message in finished.stderr
    assert "Traceback" not in finished.stderr

"""A user's list of names, handed over as a file."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tellings.api import names_of_file
from tellings.cli.commands import app
from tellings.errors import UsageError
from tellings.language.names import NameSettings

REST = (
    "The bridge had been closed since March, when an inspection found cracks in two of its piers.\n\n"
    "Engineers replaced both piers over the summer, and the town paid for half of the work.\n\n"
    "Traffic had gone through the old tunnel meanwhile, and drivers waited for up to an hour on most mornings.\n"
)
ARTICLES = [
    {"id": "a", "text": f"Anna Lindqvist opened the bridge on Friday and said that it was safe for lorries.\n\n{REST}"},
    {"id": "b", "text": f"Nanna Quist opened the bridge on Friday and said that it was safe for lorries.\n\n{REST}"},
]


def articles(folder: Path) -> Path:
    path = folder / "articles.jsonl"
    path.write_text("".join(json.dumps(article) + "\n" for article in ARTICLES), encoding="utf-8")
    return path


def names(folder: Path, text: str) -> Path:
    path = folder / "names.tsv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_of_names_is_read_as_settings(tmp_path: Path) -> None:
    path = names(tmp_path, "# ours\nsame\tNanna Quist\tAnna Lindqvist\n\napart\tAnna Berg\tAnna M. Berg\n")

    expected = NameSettings(aliases=(("Nanna Quist", "Anna Lindqvist"),), never_merge=(("Anna Berg", "Anna M. Berg"),))
    assert names_of_file(path) == expected


@pytest.mark.parametrize("line", ["same\tonly one", "alias\ta\tb", "same\ta\t", "no tabs at all"])
def test_a_bad_line_is_named_with_its_number(tmp_path: Path, line: str) -> None:
    with pytest.raises(UsageError, match="line 2"):
        names_of_file(names(tmp_path, f"# ours\n{line}\n"))


def test_annotate_reads_an_alias_as_its_name(tmp_path: Path) -> None:
    listed = names(tmp_path, "same\tNanna Quist\tAnna Lindqvist\n")
    finished = CliRunner().invoke(app, ["annotate", str(articles(tmp_path)), "--names", str(listed)])
    found = [json.loads(line) for line in finished.stdout.splitlines()]

    assert {mention["name"] for mention in found[1]["mentions"]} >= {"Anna Lindqvist"}


def test_compare_joins_what_the_list_says_is_one(tmp_path: Path) -> None:
    listed, story = names(tmp_path, "same\tNanna Quist\tAnna Lindqvist\n"), tmp_path / "story.json"
    arguments = ["compare", str(articles(tmp_path)), "--one-story", "--names", str(listed), "--json", str(story)]
    CliRunner().invoke(app, arguments)
    entities = json.loads(story.read_text(encoding="utf-8"))["stories"][0]["entities"]

    assert any({"Anna Lindqvist", "Nanna Quist"} <= {e["name"], *e["aliases"]} for e in entities)


def test_a_file_that_is_not_there_is_misuse(tmp_path: Path) -> None:
    finished = CliRunner().invoke(app, ["compare", str(articles(tmp_path)), "--names", str(tmp_path / "none.tsv")])

    assert finished.exit_code == 2

"""What the page, the terminal and the JSON say of a digest: how each sentence follows, and what was rewritten."""

import io
import json
import socket
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from rich.console import Console
from typer.testing import CliRunner

from digested import at, claim, lineage, read
from tellings.cli.commands import app
from tellings.records import Comparison, DigestSentence, Rewriting, SentenceKind, Status, Story
from tellings.sample import sample_paths
from tellings.show.report import html_report
from tellings.show.schema import shipped_schema_text
from tellings.show.story_json import comparison_json
from tellings.show.terminal import summary

BROKE = "The Orrin dam broke on Monday night and flooded the lower town."


def told(
    *, kind: SentenceKind = SentenceKind.WHOLE, entailment: float = 1.0, note: Rewriting | None = None
) -> Comparison:
    reports = tuple(read(name, BROKE, "2026-03-10") for name in ("Tarn Echo", "Fell Post"))
    claims = (claim(1, Status.CORROBORATED, *((source, BROKE) for source in reports)),)
    line = DigestSentence(BROKE, (at(reports[0], BROKE),), ("c1",), entailment, kind)
    story = Story("s", "t", None, None, reports, (), lineage(), claims, (), (), (), (), (), (line,))
    return Comparison((replace(story, rewriting=note),), ())


def printed(comparison: Comparison) -> str:
    console = Console(file=io.StringIO(), width=400)
    summary(comparison, console)
    return " ".join(console.file.getvalue().split())  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("kind", "entailment", "words"),
    [
        (SentenceKind.WHOLE, 1.0, "in the words of a report"),
        (SentenceKind.TRIMMED, 0.914, "follows from its sources with 0.91"),
        (SentenceKind.REWRITTEN, 0.8, "rewritten by a language model; follows from its sources with 0.80"),
    ],
)
def test_the_page_says_how_a_sentence_follows_from_its_citations(
    kind: SentenceKind, entailment: float, words: str
) -> None:
    assert words in html_report(told(kind=kind, entailment=entailment))


def test_the_terminal_gives_the_figure_only_where_words_are_not_quoted() -> None:
    assert "follows from" not in printed(told())
    assert "follows from its sources with 0.91" in printed(told(kind=SentenceKind.TRIMMED, entailment=0.91))


NOTE = Rewriting("small", 3, 1, 2, (("a number that the citations lack", 2),))


@pytest.mark.parametrize(
    ("note", "words"),
    [
        (NOTE, "1 kept, 2 put back in the reports’ own words: a number that the citations lack (2)."),
        (replace(NOTE, kept=0, dropped=3, reasons=(), failure="the server answered 500"), "the server answered 500."),
    ],
    ids=["put back", "failed"],
)
def test_what_became_of_a_rewriting_is_told(note: Rewriting, words: str) -> None:
    assert "A language model (small) was asked to rewrite 3 sentences" in printed(told(note=note))
    assert words in printed(told(note=note))
    assert words in html_report(told(note=note))


def test_the_json_has_figure_kind_and_rewriting_by_its_schema() -> None:
    record = json.loads(json.dumps(comparison_json(told(kind=SentenceKind.FUSED, entailment=0.91234, note=NOTE))))

    jsonschema.validate(record, json.loads(shipped_schema_text()))
    (line,) = record["stories"][0]["digest"]
    assert (line["entailment"], line["kind"], line["lead_in"]) == (0.912, "fused", "")
    assert record["stories"][0]["rewriting"]["reasons"] == [
        {"reason": "a number that the citations lack", "sentences": 2}
    ]


def test_compare_succeeds_without_its_language_model_and_says_so(tmp_path: Path) -> None:
    target = tmp_path / "story.json"
    with socket.create_server(("127.0.0.1", 0)) as closed:
        address = f"http://127.0.0.1:{closed.getsockname()[1]}/v1"

    found = CliRunner().invoke(
        app,
        [
            "compare",
            *map(str, sample_paths()),
            "--json",
            str(target),
            "--rewrite-with",
            address,
            "--rewrite-model",
            "small",
        ],
    )

    story = json.loads(target.read_text(encoding="utf-8"))["stories"][0]
    assert found.exit_code == 0
    assert "the digest was not rewritten: the server could not be asked: Connection refused" in found.stderr
    assert story["digest"]
    assert story["rewriting"]["failure"] == "the server could not be asked: Connection refused"


@pytest.mark.parametrize(
    "options",
    [["--rewrite-with", "localhost"], ["--rewrite-model", "small"]],
    ids=["no address", "a model without an address"],
)
def test_misuse_is_said_before_anything_is_read(options: list[str]) -> None:
    assert CliRunner().invoke(app, ["compare", "none.txt", *options]).exit_code != 0

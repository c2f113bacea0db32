"""`tellings trace` of more articles than it holds in memory: the same edges, part by part, whole or not at all."""

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tellings.cli.commands import app

WORDS = [f"{first}{last}" for first in ("bar", "dol", "fen", "gri") for last in ("ad", "esk", "ir", "ound")]


def sentence(seed: int) -> str:
    drawn = random.Random(seed)
    return " ".join(drawn.choices(WORDS, k=12)).capitalize() + f" {seed}."


def record(number: int, *sentences: int) -> dict[str, Any]:
    day, hour = 1 + number % 28, 6 + number % 12
    text = "\n\n".join(map(sentence, sentences))
    outlet = f"The {number} Post"
    return {"id": f"a{number:05}", "text": text, "outlet": outlet, "published": f"2031-05-{day:02}T{hour:02}:00"}


def copied(count: int) -> list[dict[str, Any]]:
    """Articles of which each fourth is a copy of the one before it, two sentences shorter."""
    return [
        record(number, *range(10 * (own := number - (number % 4 == 3)), 10 * own + 8 - 2 * (number % 4 == 3)))
        for number in range(count)
    ]


def written(folder: Path, records: list[dict[str, Any]]) -> Path:
    path = folder / "articles.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def edges(text: str) -> list[dict[str, Any]]:
    return sorted(map(json.loads, text.splitlines()), key=lambda edge: (edge["parent"], edge["child"]))


def test_beyond_the_limit_the_edges_are_those_of_a_trace_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, copied(12))
    expected = CliRunner().invoke(app, ["trace", str(path)])
    monkeypatch.setattr("tellings.cli.commands.TRACED_AT_ONCE", 5)
    found = CliRunner().invoke(app, ["trace", str(path)])

    assert len(edges(found.stdout)) == 3
    assert edges(found.stdout) == edges(expected.stdout)


def test_a_page_of_too_many_is_refused_and_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tellings.cli.commands.TRACED_AT_ONCE", 5)
    page = tmp_path / "lineage.html"
    finished = CliRunner().invoke(app, ["trace", str(written(tmp_path, copied(8))), "--html", str(page)])

    assert finished.exit_code == 2
    assert "up to 2,000 articles" in finished.stderr
    assert not page.exists()


def test_what_could_not_be_traced_is_named_at_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object) -> None:
        raise ValueError("no such luck")

    monkeypatch.setattr("tellings.cli.commands.TRACED_AT_ONCE", 5)
    monkeypatch.setattr("tellings.engine.lineage_at_size.trace_links", failing)
    finished = CliRunner().invoke(app, ["trace", str(written(tmp_path, copied(8)))])

    assert finished.exit_code == 0
    assert finished.stderr.count("no such luck") == 8


def test_thousands_are_traced_by_the_command_itself(tmp_path: Path) -> None:
    path, found = written(tmp_path, copied(2_200)), tmp_path / "edges.jsonl"
    command = [sys.executable, "-m", "tellings", "trace", str(path), "-o", str(found)]
    finished = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)

    assert finished.returncode == 0, finished.stderr
    direct = {(e["child"], e["parent"]) for e in edges(found.read_text("utf-8")) if e["relation"] == "direct"}
    expected = {(f"a{number:05}", f"a{number - 1:05}") for number in range(3, 2_200, 4)}
    assert len(direct & expected) >= 0.95 * len(expected)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["articles.jsonl", "edges.jsonl"]

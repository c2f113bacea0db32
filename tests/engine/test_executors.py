"""Every engine does the same work: results in order, failures in their place, and corpus commands with the same bytes.

One Ray of this machine's own, with two cores, serves the whole module.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from tellings.cli.corpus import corpus
from tellings.cli.messages import Messages
from tellings.engine.executors import Engine, Executor, LocalExecutor, executor
from tellings.engine.manifest import MANIFEST
from tellings.errors import UsageError
from tellings.pipeline import Settings
from tellings.sample import REPORTS

ENGINES = ["here", "two processes", "ray"]
# `eval` is a work that every process knows.
DEADLY = "__import__('os')._exit(9)"


@pytest.fixture(scope="module")
def on_ray() -> Iterator[Executor]:
    pytest.importorskip("ray")
    with pytest.MonkeyPatch.context() as patched:
        # One of its own: not a cluster that happens to run on this machine.
        patched.setenv("RAY_ADDRESS", "local")
        with executor(Engine.RAY, 2) as found:
            yield found


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Any:
    if request.param == "ray":
        return request.getfixturevalue("on_ray")
    return LocalExecutor(1 if request.param == "here" else 2)


def named(item: str, error: BaseException) -> str:
    return f"{item}: {type(error).__name__}"


def test_results_come_in_order_and_failures_in_their_place(engine: Executor) -> None:
    items = ["1", "1/0", "2", "unheard_of", *(str(number) for number in range(30))]

    found = list(engine.map(eval, items, failed=named))

    assert found == [1, "1/0: ZeroDivisionError", 2, "unheard_of: NameError", *range(30)]


@pytest.mark.parametrize("engine", ENGINES[1:], indirect=True)
def test_an_item_that_kills_its_process_is_the_only_one_lost(engine: Executor) -> None:
    found = list(engine.map(eval, ["1", DEADLY, "2", "3"], failed=named))

    assert found[:1] + found[2:] == [1, 2, 3]
    assert str(found[1]).startswith(DEADLY)


def test_items_are_taken_only_a_few_ahead(engine: Executor) -> None:
    taken: list[int] = []

    def items() -> Iterator[str]:
        for number in range(1_000):
            taken.append(number)
            yield str(number)

    results = engine.map(eval, items(), failed=named)

    assert next(results) == 0
    assert len(taken) < 20
    results.close()  # type: ignore[attr-defined]


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def done(command: str, source: Path, folder: Path, engine: Engine) -> dict[str, bytes]:
    console = Console(quiet=True)
    report = Messages(console, console.status(""))
    corpus(report, command, [str(source)], str(folder), engine, 1 if engine is Engine.LOCAL else 2, Settings())
    assert report.used
    return files(folder)


@pytest.mark.usefixtures("on_ray")
def test_ray_writes_the_same_bytes_as_this_machine(tmp_path: Path) -> None:
    pages = done("clean", REPORTS, tmp_path / "clean", Engine.LOCAL)
    assert done("clean", REPORTS, tmp_path / "ray" / "clean", Engine.RAY) == pages
    short = [json.loads(line) for line in pages["pages.jsonl"].splitlines()]
    for place, record in enumerate(short):
        (tmp_path / "in").mkdir(exist_ok=True)
        with (tmp_path / "in" / f"{place // 4}.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps({"id": record["id"], "text": record["text"], "outlet": record["outlet"]}) + "\n")

    for command in ("annotate", "trace", "group"):
        here = done(command, tmp_path / "in", tmp_path / command, Engine.LOCAL)
        there = done(command, tmp_path / "in", tmp_path / "ray" / command, Engine.RAY)

        assert there == here
        assert str(MANIFEST) in there


def test_a_missing_ray_is_told_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)

    with pytest.raises(UsageError, match=r"pip install 'tellings\[ray\]'"), executor(Engine.RAY):
        pass

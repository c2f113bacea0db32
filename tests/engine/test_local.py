"""Work gives the same results in the same order wherever it runs, and one bad item never stops the others."""

import importlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from tellings.engine.local import run

# Worker processes find their function by its module's name, so it must lie in a module of its own.
WORK = """
import os

def half(number):
    if number % 2:
        raise ValueError(number)
    return number // 2

def double_or_die(number):
    if number == 3:
        os._exit(9)
    return number * 2
"""


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    (tmp_path / "work_for_engine_tests.py").write_text(WORK, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    return importlib.import_module("work_for_engine_tests")


def note(item: int, error: BaseException) -> int:
    return -item


@pytest.mark.parametrize("jobs", [1, 2], ids=["here", "two processes"])
def test_results_come_in_order_and_failures_in_their_place(work: ModuleType, jobs: int) -> None:
    assert list(run(work.half, range(12), jobs=jobs, failed=note)) == [0, -1, 1, -3, 2, -5, 3, -7, 4, -9, 5, -11]


def test_an_item_that_kills_its_worker_is_the_only_one_lost(work: ModuleType) -> None:
    assert list(run(work.double_or_die, [1, 2, 3, 4, 5], jobs=2, failed=note)) == [2, 4, -3, 8, 10]


def test_items_are_taken_only_a_few_ahead(work: ModuleType) -> None:
    taken = []

    def items() -> Iterator[int]:
        for number in range(0, 1000, 2):
            taken.append(number)
            yield number

    results = run(work.half, items(), jobs=2, failed=note)

    assert next(results) == 0
    assert len(taken) < 20

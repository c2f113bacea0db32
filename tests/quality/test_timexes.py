"""Floors under the reading of time on the development sets; lowering one is a change of its own."""

from pathlib import Path
from types import ModuleType

import pytest

from loading import module_at

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data" / "timex"

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data/timex is not there")


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    return module_at(ROOT / "benchmarks" / "timexes.py")


def test_values_of_timebank_and_aquaint_stay_above_their_floor(benchmark: ModuleType) -> None:
    gold = benchmark.records("timebank") + benchmark.records("aquaint")

    found = benchmark.scorer().score(gold, benchmark.predictions(gold)[0])

    assert found["value"]["f1"] >= 0.785
    assert found["type_value"]["f1"] >= 0.775
    assert found["relaxed"]["f1"] >= 0.93


def test_values_of_meantime_stay_above_their_floor(benchmark: ModuleType) -> None:
    gold = benchmark.records("meantime")

    assert benchmark.scorer().score(gold, benchmark.predictions(gold)[0])["value"]["f1"] >= 0.80

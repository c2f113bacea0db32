"""Floors for names on the hand-made keys of real events; a floor is lowered only in a reviewed change of its own."""

from pathlib import Path
from types import ModuleType

import pytest

from loading import module_at

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data" / "claims"


def benchmark() -> ModuleType:
    return module_at(ROOT / "benchmarks" / "names.py")


@pytest.mark.skipif(not DATA.is_dir(), reason="needs the evaluation data in ../shared, which is not shipped")
def test_variants_are_joined_and_different_ones_kept_apart() -> None:
    score = benchmark().measured()

    # Measured .989 on six events: 698 of 706 pairs.
    assert score.rate("name") >= 0.98
    assert score.merged == []

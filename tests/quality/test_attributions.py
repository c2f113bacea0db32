"""Floors for attribution on PolNeAR's development part; a floor is lowered only in a reviewed change of its own."""

from pathlib import Path
from types import ModuleType

import pytest

from loading import module_at
from tellings.language.attributions import AttributionSettings

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data" / "polnear"


def benchmark() -> ModuleType:
    return module_at(ROOT / "benchmarks" / "attributions.py")


@pytest.mark.skipif(not DATA.is_dir(), reason="needs the evaluation data in ../shared, which is not shipped")
def test_attributions_of_polnear() -> None:
    module = benchmark()

    gold = module.records("dev")[::4]
    figures, seconds = module.measured(gold)

    # Measured on all 84 articles: .755, .537, .916, .955.
    assert figures["attribution"]["f1"] >= 0.74
    assert figures["attribution_exact"]["f1"] >= 0.51
    assert figures["token_overlap"]["content"]["f1"] >= 0.90
    assert figures["kinds"]["direct"]["content"] >= 0.93
    # 120 ms on a quiet machine; the floor only catches a change of order.
    assert seconds / len(gold) < 1.0


@pytest.mark.skipif(not DATA.is_dir(), reason="needs the evaluation data in ../shared, which is not shipped")
def test_attributions_of_polnear_by_grammar_alone() -> None:
    module = benchmark()

    gold = module.records("dev")[::4]
    figures, seconds = module.measured(gold, AttributionSettings(tagger=False))

    # Measured on these 21 articles: .677, .862, .942; on all 84: .653, .844, .887.
    assert figures["attribution"]["f1"] >= 0.65
    assert figures["token_overlap"]["content"]["f1"] >= 0.83
    assert figures["kinds"]["direct"]["content"] >= 0.85
    # 15 ms on a quiet machine; the floor only catches a change of order.
    assert seconds / len(gold) < 0.15

from collections.abc import Callable

import pytest

from tellings.claims.grammar import grammar
from tellings.claims.quantities import Bound, quantities
from tellings.records import AnnotatedArticle

Annotate = Callable[..., AnnotatedArticle]


@pytest.mark.parametrize(
    ("text", "value", "bound", "unit"),
    [
        pytest.param("Twelve people died.", 12, Bound.EXACT, "people", id="word"),
        pytest.param("They found 1,250 boxes.", 1250, Bound.EXACT, "box", id="comma"),
        pytest.param("It cost $3.5 million.", 3_500_000, Bound.EXACT, "$", id="money and scale"),
        pytest.param("At least five boats sank.", 5, Bound.AT_LEAST, "boat", id="at least"),
        pytest.param("The bill was more than $40.", 40, Bound.AT_LEAST, "$", id="more than, before money"),
        pytest.param("About 50 boats sank.", 50, Bound.ABOUT, "boat", id="about"),
        pytest.param("Prices rose by 12 percent.", 12, Bound.EXACT, "percent", id="percent"),
        pytest.param("Dozens of boats sank.", 12, Bound.ABOUT, "boat", id="dozens"),
        pytest.param("They held a fourth meeting.", 4, Bound.EXACT, "meeting", id="ordinal"),
        pytest.param("They held a three-hour meeting.", 3, Bound.EXACT, "hour", id="hyphen"),
        pytest.param("Two hundred boats sank.", 200, Bound.EXACT, "boat", id="two words"),
    ],
)
def test_quantity(annotate: Annotate, text: str, value: float, bound: Bound, unit: str) -> None:
    (found,) = quantities(grammar(annotate("Herald", text)), frozenset())

    assert (found.value, found.bound, found.unit) == (value, bound, unit)


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        ("About 50 boats sank.", "48 boats sank.", True),
        ("About 50 boats sank.", "70 boats sank.", False),
        ("At least three boats sank.", "A fourth boat sank.", True),
        ("More than 40 boats sank.", "38 boats sank.", False),
        ("Dozens of boats sank.", "About 30 boats sank.", True),
        ("12 boats sank.", "13 boats sank.", False),
        ("10,000 boats sank.", "10,400 boats sank.", True),
        ("He faces up to 10 years.", "He faces up to 14 years.", False),
    ],
)
def test_quantities_meet_where_both_can_be_true(annotate: Annotate, one: str, other: str, meet: bool) -> None:
    (ours,), (theirs,) = (quantities(grammar(annotate("Herald", text)), frozenset()) for text in (one, other))

    assert ours.meets(theirs) is meet
    assert theirs.meets(ours) is meet


def test_years_count_nothing(annotate: Annotate) -> None:
    assert quantities(grammar(annotate("Herald", "The ferry was built in 1998.")), frozenset()) == []

"""Numbers of one thing that differ between reports: tolls, near numbers, measures in two units."""

from collections.abc import Callable

import pytest

from tellings.claims import align
from tellings.records import AnnotatedArticle, Disagreement, DisagreementKind, Lineage

Annotate = Callable[..., AnnotatedArticle]
LineageOf = Callable[..., Lineage]


@pytest.fixture
def numbers(annotate: Annotate, lineage_of: LineageOf) -> Callable[..., list[tuple[bool, set[str]]]]:
    """The disagreements over numbers of an event told by these reports: whether compatible, and the sides' values."""

    def told(*texts: str, **known: object) -> list[tuple[bool, set[str]]]:
        articles = [annotate(f"Outlet {number}", text, **known) for number, text in enumerate(texts)]
        found: tuple[Disagreement, ...] = align(articles, (), lineage_of(*articles)).disagreements
        over = [d for d in found if d.kind is DisagreementKind.NUMBER]
        return [(d.compatible, {side.value for side in d.sides}) for d in over]

    return told


Numbers = Callable[..., list[tuple[bool, set[str]]]]


@pytest.mark.parametrize(
    ("one", "other", "values"),
    [
        pytest.param(
            "A bomb went off at the Selwick mill, killing at least two people.",
            "A blast tore through a mill in Selwick and killed at least four workers.",
            {"at least two people", "at least four workers"},
            id="two dead, four workers dead",
        ),
        pytest.param(
            "The blast left 84 people injured, the mayor said.",
            "More than 100 others were wounded when the mill blew up.",
            {"84 people", "at least 100 others"},
            id="in other words",
        ),
    ],
)
def test_tolls_of_one_event_differ_whatever_the_words(numbers: Numbers, one: str, other: str, values: set[str]) -> None:
    assert numbers(one, other) == [(True, values)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            "The blast killed 12 people at the mill.", "The blast killed 10 weavers of Ardal.", id="some of all"
        ),
        pytest.param(
            "The blast killed 40 people at the mill.",
            "Dana Wirth, 27, was killed in the blast at the mill.",
            id="an age",
        ),
        pytest.param("The blast killed two people.", "A flood elsewhere killed 80 people.", id="far apart"),
    ],
)
def test_what_is_no_toll_of_the_event_is_held_against_none(numbers: Numbers, one: str, other: str) -> None:
    assert numbers(one, other) == []


def test_exact_numbers_that_are_near_cannot_both_be_right(numbers: Numbers) -> None:
    found = numbers(
        "A man took a silver clip worth 480 crowns from a shop in Selwick harbour.",
        "The man stole a 489 crowns silver clip from a Selwick shop.",
    )

    assert [compatible for compatible, _ in found] == [False]


def test_near_numbers_that_one_report_has_both_are_of_two_things(numbers: Numbers) -> None:
    assert not numbers(
        "The mill paid 480 crowns for the silver clip and 489 crowns for the pin.",
        "The mill in Selwick paid 489 crowns for a silver pin.",
    )


def test_a_number_rounded_is_no_conflict(numbers: Numbers) -> None:
    found = numbers(
        "The mill in Selwick burned with silver pins worth 1,121.60 crowns inside.",
        "The mill in Selwick burned, and silver pins worth 1,120 crowns were lost.",
    )

    assert [compatible for compatible, _ in found] == [True]


def test_prices_that_move_are_no_conflict(numbers: Numbers) -> None:
    found = numbers(
        "Shares of Sundal Line fell to 652 crowns on Monday in Selwick.",
        "Shares of Sundal Line fell to 640 crowns on Monday in Selwick.",
    )

    assert all(compatible for compatible, _ in found)


def test_one_weight_in_two_units(numbers: Numbers) -> None:
    found = numbers(
        "The old satellite weighs nearly 19,000 pounds and will fall in March.",
        "An 8.5-tonne satellite is falling to earth, experts said.",
    )

    assert [compatible for compatible, _ in found] == [True]
    assert any("19,000 pounds" in value for value in found[0][1])


def test_a_report_that_gives_both_units_differs_from_none(numbers: Numbers) -> None:
    assert not numbers(
        "The ship carries 20 kilometres (12.5 miles) of spare cable.", "The ship has 12.5 miles of spare cable."
    )

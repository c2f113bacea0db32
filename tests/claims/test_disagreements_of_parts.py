"""Parts of assertions that tell a different thing of one matter: numbers, times, places, names, causes."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.claims import align
from tellings.claims.differences.times import stretch_of
from tellings.records import AnnotatedArticle, Disagreement, DisagreementKind, Lineage, Status

Annotate = Callable[..., AnnotatedArticle]
LineageOf = Callable[..., Lineage]


@pytest.fixture
def between(annotate: Annotate, lineage_of: LineageOf) -> Callable[..., tuple[Disagreement, ...]]:
    """The disagreements of an event told by these reports, one an outlet."""

    def told(*texts: str, **known: object) -> tuple[Disagreement, ...]:
        articles = [annotate(f"Outlet {number}", text, **known) for number, text in enumerate(texts)]
        return align(articles, (), lineage_of(*articles)).disagreements

    return told


@pytest.mark.parametrize(
    ("one", "other", "kind", "compatible"),
    [
        pytest.param(
            "The tanker spilled 600 tons of heavy oil into Selwick Bay.",
            "The tanker spilled about 600 tons of heavy oil into the bay.",
            DisagreementKind.NUMBER,
            True,
            id="as exact and about",
        ),
        pytest.param(
            "The ferry Alma carried several lifeboats at the rear deck.",
            "The ferry Alma carried six lifeboats at the rear deck.",
            DisagreementKind.NUMBER,
            True,
            id="hinted at and counted",
        ),
        pytest.param(
            "The explosion at the Selwick mill injured two people.",
            "No one was injured in the explosion at the Selwick mill.",
            DisagreementKind.POLARITY,
            False,
            id="none and some",
        ),
        pytest.param(
            "The council is investigating the collapse of the Selwick pier.",
            "The council will investigate the collapse of the Selwick pier.",
            DisagreementKind.DATE,
            True,
            id="under way and to come",
        ),
        pytest.param(
            "The fire in the warehouse caused an explosion.",
            "An explosion sparked a fire in the warehouse.",
            DisagreementKind.CAUSE,
            False,
            id="cause and effect the other way round",
        ),
        pytest.param(
            "The cause of the crash of the tram in Selwick was not yet known.",
            "Wet leaves caused the crash of the tram in Selwick.",
            DisagreementKind.CAUSE,
            True,
            id="unknown and told",
        ),
        pytest.param(
            "The driver, Ivo Tamlin, steered the tram into the river.",
            "The tram went into the river with its driver Ivo Tamlyn.",
            DisagreementKind.NAMING,
            True,
            id="spelling",
        ),
        pytest.param(
            "The Ministry of Public Safety closed the road to Ardal.",
            "The road to Ardal was closed by the Public Security Ministry.",
            DisagreementKind.NAMING,
            True,
            id="one office",
        ),
    ],
)
def test_reports_that_differ(
    between: Callable[..., tuple[Disagreement, ...]], one: str, other: str, kind: DisagreementKind, compatible: bool
) -> None:
    found = between(one, other)

    assert [(d.kind, d.compatible) for d in found] == [(kind, compatible)]
    assert all(len(d.sides) == 2 and d.explanation.endswith(".") for d in found)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("The council bought 12 boats.", "The storm sank 50 boats at Ardal.", id="other acts"),
        pytest.param("One of the pilots died at Ardal.", "Two pilots died at Ardal.", id="one of them"),
        pytest.param("Anna M. Brandt won the race.", "Anna Brandt won the race.", id="an initial"),
        pytest.param("SELWICK closed its harbour.", "Selwick closed its harbour.", id="capitals"),
        pytest.param("The harbour of Sélwick closed.", "The harbour of Selwick closed.", id="accents"),
        pytest.param("The Boring company paid.", "The Boeing company paid.", id="a dictionary word"),
        pytest.param("Ada Brandt met Ida Brandt at home.", "Ida Brandt was at home.", id="two people of one report"),
    ],
)
def test_reports_that_do_not_differ(between: Callable[..., tuple[Disagreement, ...]], one: str, other: str) -> None:
    assert between(one, other) == ()


def test_hours_of_one_act(between: Callable[..., tuple[Disagreement, ...]]) -> None:
    hours = {"at 12:13 p.m.": "2031-03-03T12:13", "around 12:20 p.m.": "2031-03-03T12:20"}

    (found,) = between(
        "The coast guard received the alert at 12:13 p.m. on the pier.",
        "The coast guard received the alert around 12:20 p.m. on the pier.",
        times=hours,
    )

    assert found.kind is DisagreementKind.DATE
    assert {side.value for side in found.sides} == {"at 12:13 p.m.", "around 12:20 p.m."}


def test_one_day_read_in_two_years_is_one(between: Callable[..., tuple[Disagreement, ...]]) -> None:
    days = {"27 November 2030": "2030-11-27", "November 27": "2031-11-27"}

    found = between(
        "The court sent the harbour clerk home on 27 November 2030.",
        "The court sent the harbour clerk home on November 27.",
        times=days,
    )

    assert found == ()


def test_a_number_that_both_reports_have_counts_another_thing(
    between: Callable[..., tuple[Disagreement, ...]],
) -> None:
    found = between(
        "The ferry company bought 12 boats in May and 14 boats in June.",
        "The ferry company bought 14 boats in June.",
    )

    assert [d for d in found if d.kind is DisagreementKind.NUMBER] == []


def test_only_a_conflict_makes_its_claims_disputed(annotate: Annotate, lineage_of: LineageOf) -> None:
    texts = (
        "The fire in the warehouse caused an explosion. The tanker spilled 600 tons of heavy oil into Selwick Bay.",
        "An explosion sparked a fire in the warehouse. The tanker spilled about 600 tons of heavy oil into the bay.",
    )
    articles = [annotate(f"Outlet {number}", text) for number, text in enumerate(texts)]

    aligned = align(articles, (), lineage_of(*articles))

    disputed = {claim.id for claim in aligned.claims if claim.status is Status.DISPUTED}
    in_conflict = {claim for d in aligned.disagreements if not d.compatible for claim in d.claims}
    assert {d.compatible for d in aligned.disagreements} == {True, False}
    assert disputed == in_conflict


def test_witnesses_lie_on_the_words_of_their_side(annotate: Annotate, lineage_of: LineageOf) -> None:
    one = annotate("Herald", "The driver, Ivo Tamlin, steered the tram into the river.")
    other = annotate("Courier", "The tram went into the river with its driver Ivo Tamlyn.")
    articles = {a.article.id: a.article for a in (one, other)}

    (found,) = align([one, other], (), lineage_of(one, other)).disagreements

    for side in found.sides:
        assert {articles[span.article_id].wording(span) for span in side.witnesses} == {side.value}


@given(value=st.text(alphabet="PTX0123456789-WYMDH:.", max_size=16))
def test_any_value_is_a_stretch_in_order_or_none(value: str) -> None:
    stretch = stretch_of(value, "", (), "")

    assert stretch is None or stretch.low <= stretch.high
    assert stretch is None or stretch.meets(stretch)


@pytest.mark.parametrize(
    ("one", "other", "meets"),
    [
        pytest.param("2031-03-04", "2031-03", True, id="a day in its month"),
        pytest.param("2031-03-04", "2031-W10", True, id="a day in its week"),
        pytest.param("2031-03-04", "2031-03-05", False, id="two days"),
        pytest.param("2031-03-04T12:20", "2031-03-04TAF", True, id="an hour in its afternoon"),
        pytest.param("P8Y", "PXY", True, id="eight years, years"),
        pytest.param("P10Y", "P14Y", False, id="ten and fourteen years"),
        pytest.param("P2DE", "P18Y", False, id="two decades, eighteen years"),
    ],
)
def test_times_that_can_be_one(one: str, other: str, meets: bool) -> None:
    ours, theirs = (stretch_of(value, "", (), "") for value in (one, other))

    assert ours is not None
    assert theirs is not None
    assert ours.meets(theirs) is theirs.meets(ours) is meets

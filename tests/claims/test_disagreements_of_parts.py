"""Parts of assertions that tell a different thing of one matter: numbers, times, places, names, causes."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.claims import align
from tellings.claims.differences.doubting import is_of_one_outlet, is_of_the_page
from tellings.claims.differences.found import Telling
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
            "Gulls settled in the city of Varn-i-Selm, the mayor said.",
            "The mayor said that gulls had settled in Varn-e-Selm.",
            DisagreementKind.NAMING,
            True,
            id="spelling between hyphens",
        ),
        pytest.param(
            "The fire was put out by guards of the Ardal Harbour Culture Centre.",
            "Guards of the Ardal Harbour Cultural Centre put the fire out.",
            DisagreementKind.NAMING,
            True,
            id="another ending",
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
        pytest.param("Mr Ola Ren Tamlin spoke.", "Ms Ola Ren Tamlin spoke.", id="a title"),
        pytest.param("Ada Brandt met Ida Brandt at home.", "Ida Brandt was at home.", id="two people of one report"),
    ],
)
def test_reports_that_do_not_differ(between: Callable[..., tuple[Disagreement, ...]], one: str, other: str) -> None:
    assert between(one, other) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            "The mill will spend 300 crowns on new looms.", "The mill may spend 400 crowns on new looms.", id="plans"
        ),
        pytest.param("The tram made two stops in Selwick.", "The tram made several stops in Selwick.", id="several"),
        pytest.param(
            "The council did not approve the harbour plan.",
            "The council barely approved the harbour plan.",
            id="half a denial",
        ),
        pytest.param(
            "The new rules do not require pilots to sign the harbour log.",
            "Current rules require pilots to sign the harbour log.",
            id="rules of now and then",
        ),
        pytest.param(
            "The Selwick council approved the new harbour plan and the Selwick council did not approve the pier.",
            "The weather was fine.",
            id="within one report",
        ),
    ],
)
def test_what_may_be_two_matters_is_no_conflict(
    between: Callable[..., tuple[Disagreement, ...]], one: str, other: str
) -> None:
    assert [d for d in between(one, other) if not d.compatible] == []


def test_counts_of_reports_days_apart_are_no_conflict(annotate: Annotate, lineage_of: LineageOf) -> None:
    text = "The tanker spilled {} tons of heavy oil into Selwick Bay."

    def conflicts(day: str) -> list[Disagreement]:
        articles = [
            annotate("Herald", text.format(600), day="2031-03-03"),
            annotate("Courier", text.format(700), day=day),
        ]
        return [d for d in align(articles, (), lineage_of(*articles)).disagreements if not d.compatible]

    assert len(conflicts("2031-03-04")) == 1
    assert conflicts("2031-03-09") == []


def test_a_day_after_the_other_report_is_of_another_act(annotate: Annotate, lineage_of: LineageOf) -> None:
    text = "Officers arrested the harbour clerk at home on {}."
    first, later = "19 January 2031", "25 January 2031"
    one = annotate("Herald", text.format(first), day="2031-01-21", times={first: "2031-01-19"})
    other = annotate("Courier", text.format(later), day="2031-01-27", times={later: "2031-01-25"})

    assert [d for d in align([one, other], (), lineage_of(one, other)).disagreements if not d.compatible] == []


@pytest.mark.parametrize(
    ("before", "after", "own"),
    [
        pytest.param("Published: ", " The mill burned.", True, id="published"),
        pytest.param("", " Last updated at 11.20", True, id="last updated"),
        pytest.param("The mill burned on ", ", police said.", False, id="of an act"),
    ],
)
def test_the_time_of_a_page_is_its_own(annotate: Annotate, before: str, after: str, own: bool) -> None:
    day = "3 May 2031"
    article = annotate("Herald", f"{before}{day}{after}").article

    assert is_of_the_page(article, article.span(len(before), len(before) + len(day))) is own


def test_cases_that_each_name_another_place_are_no_conflict(annotate: Annotate, lineage_of: LineageOf) -> None:
    def conflicts(**names: str) -> list[Disagreement]:
        places = [name.title() for name in names] or ["town", "town"]
        articles = [
            annotate(
                outlet,
                f"Clerks in {place} sold {count} cases of smuggled salt.",
                names={place: names[place.lower()]} if names else None,
            )
            for outlet, place, count in zip(("Herald", "Courier"), places, ("three", "two"), strict=True)
        ]
        return [d for d in align(articles, (), lineage_of(*articles)).disagreements if not d.compatible]

    assert len(conflicts()) == 1
    assert conflicts(selwick="e:selwick", ardal="e:ardal") == []


def test_an_outlet_that_gives_both_values_tells_of_two_cases(annotate: Annotate) -> None:
    texts = (("first", "Herald"), ("second", "Herald"), ("third", "Sun"))
    articles = [replace(annotate(name, "One.").article, outlet=outlet) for name, outlet in texts]
    tellings = [Telling(article.span(0, 3), "", "", n) for n, article in enumerate(articles)]
    by_id = {article.id: article for article in articles}

    assert is_of_one_outlet([tellings[:1], tellings[1:]], by_id)
    assert not is_of_one_outlet([tellings[:1], tellings[2:]], by_id)


def test_hours_of_one_act(between: Callable[..., tuple[Disagreement, ...]]) -> None:
    hours = {"at 12:13 p.m.": "2031-03-03T12:13", "around 12:20 p.m.": "2031-03-03T12:20"}

    (found,) = between(
        "The coast guard received the alert at 12:13 p.m. on the pier.",
        "The coast guard received the alert around 12:20 p.m. on the pier.",
        times=hours,
    )

    assert found.kind is DisagreementKind.DATE
    assert {side.value for side in found.sides} == {"at 12:13 p.m.", "around 12:20 p.m."}


def test_hours_within_half_an_hour_are_of_one_act_whatever_the_verb(
    between: Callable[..., tuple[Disagreement, ...]],
) -> None:
    hours = {"around 11.30 p.m.": "2031-03-03T23:30", "about 11 p.m.": "2031-03-03T23:00"}

    (found,) = between("The blast came around 11.30 p.m.", "Neighbours heard a bang at about 11 p.m.", times=hours)

    assert (found.kind, found.compatible) == (DisagreementKind.DATE, True)


def test_a_year_says_nothing_of_an_hour_in_it(between: Callable[..., tuple[Disagreement, ...]]) -> None:
    times = {"2031": "2031", "7 p.m.": "2031-03-03T19:00"}

    assert not between(
        "The clerk was struck by a 2031 tram on Pier Street.", "The clerk was struck by a tram at 7 p.m.", times=times
    )


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


def test_witnesses_stand_in_the_articles_order_whatever_their_ids(annotate: Annotate, lineage_of: LineageOf) -> None:
    text = "The driver, Ivo Tamlin, steered the tram into the river on {}."
    articles = [
        annotate("Zephyr", text.format("Sunday")),
        annotate("Albatross", text.format("Sunday evening")),
        annotate("Mirror", "The tram went into the river with its driver Ivo Tamlyn."),
    ]

    (found,) = [
        d for d in align(articles, (), lineage_of(*articles)).disagreements if d.kind is DisagreementKind.NAMING
    ]

    assert [span.article_id for side in found.sides for span in side.witnesses] == ["zephyr", "albatross", "mirror"]


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


def test_an_outlet_that_says_both_is_named_once(annotate: Annotate, lineage_of: LineageOf) -> None:
    first = annotate("Herald", "The council is investigating the collapse of the Selwick pier.")
    second = annotate("Courier", "The council will investigate the collapse of the Selwick pier.")
    second = replace(second, article=replace(second.article, outlet="Herald"))

    (found,) = align([first, second], (), lineage_of(first, second)).disagreements

    assert "Herald reports both that “" in found.explanation

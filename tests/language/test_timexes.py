"""Time expressions are found with their spans, types and values, whether or not the day of publication is known."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from building import article_of
from tellings.language.parsing import parse
from tellings.language.time.timexes import timexes_of
from tellings.records import Parse, TimexType

SATURDAY = "2025-04-26"


@cache
def parsed(text: str) -> Parse:
    return parse(article_of(text))


def found(text: str, published: str | None = SATURDAY) -> list[tuple[str, str, str]]:
    timexes = timexes_of(article_of(text), parsed(text), published)
    return [(text[t.span.start : t.span.end], t.type.value, t.value) for t in timexes]


def values(text: str, published: str | None = SATURDAY) -> list[str]:
    return [value for _, _, value in found(text, published)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The ferry sank on Friday.", "2025-04-25"),
        ("The minister said Saturday that the port would close.", "2025-04-26"),
        ("The council will meet on Tuesday.", "2025-04-29"),
        ("The council has scheduled a vote for Monday.", "2025-04-28"),
        ("The mayor resigned last Monday.", "2025-04-21"),
        ("The mayor arrived yesterday.", "2025-04-25"),
        ("The port opens tomorrow.", "2025-04-27"),
        ("The bridge was closed on April 3.", "2025-04-03"),
        ("The bridge was closed on Dec. 12.", "2024-12-12"),
        ("The bridge was closed on 12 December 2023.", "2023-12-12"),
        ("The bridge was closed on Thursday, 24 April.", "2025-04-24"),
        ("The law was passed in March.", "2025-03"),
        ("The law will be debated in June.", "2025-06"),
        ("The law was passed last month.", "2025-03"),
        ("The law was passed earlier this month.", "2025-04"),
        ("The law was passed in 2014.", "2014"),
        ("The law was passed in February 2022.", "2022-02"),
        ("Prices rose in the 1990s.", "199"),
        ("The canal was dug in the 19th century.", "18"),
        ("The canal was dug two weeks ago.", "2025-W15"),
        ("The canal was dug ten days ago.", "2025-04-16"),
        ("The canal was dug three years ago.", "2022"),
        ("Profits fell in the first quarter.", "2025-Q1"),
        ("Profits fell in the third quarter of 2024.", "2024-Q3"),
        ("The dam burst last week.", "2025-W16"),
        ("The dam burst last summer.", "2024-SU"),
        ("The dam burst last Christmas.", "2024-12-25"),
        ("The dam burst on Easter Monday.", "2025-04-21"),
        ("She is now in hospital.", "PRESENT_REF"),
        ("She recently moved.", "PAST_REF"),
        ("The exercise begins on 2025-05-03.", "2025-05-03"),
    ],
    ids=lambda part: part if part[:4].isdigit() or part.isupper() else None,
)
def test_a_date_is_resolved_against_the_day_of_publication(text: str, value: str) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("They talked for three hours.", "DURATION", "PT3H"),
        ("It was a three-year war.", "DURATION", "P3Y"),
        ("It took two and a half years.", "DURATION", "P2Y6M"),
        ("It took several weeks.", "DURATION", "PXW"),
        ("It lasted for decades.", "DURATION", "PXDE"),
        ("Exports fell over the past six months.", "DURATION", "P6M"),
        ("It took more than twenty-four days.", "DURATION", "P24D"),
        ("The ferry runs daily.", "SET", "P1D"),
        ("The ferry runs every Thursday.", "SET", "XXXX-WXX-4"),
        ("It costs $40 a year.", "SET", "P1Y"),
        ("The shop opens on Mondays.", "SET", "XXXX-WXX-1"),
        ("The blast came on Saturday night.", "TIME", "2025-04-26TNI"),
        ("The blast came at 10 a.m.", "TIME", "2025-04-26T10:00"),
        ("The blast came at 3:45 p.m. on Friday.", "TIME", "2025-04-25T15:45"),
        ("The blast came at noon on Thursday.", "TIME", "2025-04-24T12:00"),
        ("The blast came last night.", "TIME", "2025-04-25TNI"),
        ("The blast came this morning.", "TIME", "2025-04-26TMO"),
    ],
    ids=lambda part: part if part.startswith(("P", "X", "2")) else None,
)
def test_durations_sets_and_times_of_day(text: str, kind: str, value: str) -> None:
    assert [(k, v) for _, k, v in found(text)] == [(kind, value)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The strike began on March 3, 2025. The next day, trains stood still.", ["2025-03-03", "2025-03-04"]),
        ("They met on March 3, 2025. The envoy had arrived the day before.", ["2025-03-03", "2025-03-02"]),
        ("They met on March 3, 2025. A week earlier, both sides had refused.", ["2025-03-03", "2025-W09"]),
        (
            "They had met by May 3, 2025. Just the day before, on Friday, May 2, 2025, he fell.",
            ["2025-05-03", "2025-05-02", "2025-05-02"],
        ),
        ("After May 2, 2025 they rested. Just the day before, on Friday, May 2, they met.", ["2025-05-02"] * 3),
        ("The firm lost money in 2019. The following year, it recovered.", ["2019", "2020"]),
    ],
    ids=["next-day", "day-before", "week-earlier", "apposition", "apposition-again", "following-year"],
)
def test_relative_days_follow_the_date_named_before(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He spoke on Friday.", ["XXXX-WXX-5"]),
        ("He spoke on Friday, April 25.", ["XXXX-04-25"]),
        ("He spoke on Saturday night.", ["XXXX-WXX-6TNI"]),
        ("He spoke yesterday.", ["XXXX-XX-XX"]),
        ("He spoke last month.", ["XXXX-XX"]),
        ("He spoke in March.", ["XXXX-03"]),
        ("He spoke last year.", ["XXXX"]),
        ("He spoke on April 25, 2025. The next day he left.", ["2025-04-25", "2025-04-26"]),
        ("He spoke for two hours.", ["PT2H"]),
    ],
)
def test_without_a_day_of_publication_unknown_places_stay_open(text: str, expected: list[str]) -> None:
    assert values(text, None) == expected


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2025", ["XXXX-WXX-5", "2024", "2025-03"]),
        ("2025-04", ["XXXX-WXX-5", "2024", "2025-03"]),
        ("2025-04-26T15:12+03:00", ["2025-04-25", "2024", "2025-03"]),
        ("no date", ["XXXX-WXX-5", "XXXX", "XXXX-03"]),
    ],
    ids=["year", "month", "minute", "nonsense"],
)
def test_what_is_known_of_the_publication_is_used(published: str, expected: list[str]) -> None:
    assert values("He spoke on Friday. Last year he had been ill. He came back in March.", published) == expected


def test_a_weekday_on_the_day_of_publication_is_that_day() -> None:
    assert values("The ministry said on Friday that it would appeal.", "2025-04-25") == ["2025-04-25"]


@pytest.mark.parametrize(
    "text",
    [
        "A 6-year-old boy was found.",
        "About three-quarters of the town was flooded.",
        "You may march on if you wish.",
        "They spent $1990 on flags.",
        "He left as soon as the rain stopped.",
        "Room 204 was empty.",
    ],
)
def test_words_of_time_that_mean_none_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_an_expression_spans_its_words() -> None:
    assert [
        words for words, _, _ in found("In early May 2023, more than two years later, at 10 a.m. on Friday, he fell.")
    ] == [
        "early May 2023",
        "more than two years later",
        "10 a.m. on Friday",
    ]


WORDS = (
    "the last two 31 June May , . - 's 1990s 1/2 12:60 a.m. Friday April 0000 2025 ago earlier quarter half of first "
    "years day before and “ … Q3 9999999999 february 30 GMT nineteen ninety every next few Easter"
)
PIECES = st.sampled_from(WORDS.split())


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=30).map(" ".join), st.sampled_from([None, "2025-04-26", "0001-01-01", "9999-12-31"]))
def test_any_text_gives_spans_in_order_inside_it(text: str, published: str | None) -> None:
    end = 0
    for timex in timexes_of(article_of(text), Parse((), (), ()), published):
        assert end <= timex.span.start < timex.span.end <= len(text)
        assert timex.value
        assert isinstance(timex.type, TimexType)
        end = timex.span.end

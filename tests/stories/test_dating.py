"""Undated articles get the day a careful reader would give them, or none."""

from dataclasses import replace

import pytest

from building import article_of
from tellings.language.parsing import parse
from tellings.language.time.timexes import timexes_of
from tellings.records import AnnotatedArticle, ArticleId, Precision, Published
from tellings.stories.dating import DatingSettings, settle_dates


def report(name: str, text: str, published: str | None = None) -> AnnotatedArticle:
    precision = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}.get(len(published or ""), Precision.MINUTE)
    stated = Published(published, precision, "printed") if published else None
    article = replace(article_of(text, name), published=stated)
    parsed = parse(article)
    return AnnotatedArticle(article, parsed, (), (), timexes_of(article, parsed, published), ())


# The envoys' talks took place on Friday, 14 March 2025.
PRINTED = report(
    "printed", "The envoys discussed the fishing treaty in Norhaven on Friday, an aide said.", "2025-03-14T17:05"
)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "The envoys met on Friday, the palace said Saturday. During yesterday's talks they agreed on little.",
            "2025-03-15",
        ),
        ("The envoys met on Friday, the palace said Friday. On Thursday the port had been shelled.", "2025-03-14"),
        ("Just the day before, on Friday, March 14, the envoys met in Norhaven.", "2025-03-15"),
        ("The envoys met on Friday. A storm came on Saturday, the ministry said on Sunday.", "2025-03-16"),
    ],
    ids=["said-saturday", "said-friday", "the-day-before", "said-sunday"],
)
def test_an_article_is_dated_by_its_words_in_the_week_of_the_others(text: str, day: str) -> None:
    found = settle_dates([PRINTED, report("undated", text)])

    assert {article_id: published.value for article_id, published in found.items()} == {"undated": day}


def test_the_basis_quotes_the_words_and_names_the_other_reports() -> None:
    found = settle_dates([PRINTED, report("undated", "The envoys met on Friday, the palace said Saturday.")])

    assert found[ArticleId("undated")] == Published(
        "2025-03-15",
        Precision.DAY,
        "inferred from the text: “said Saturday”; “Friday”; "
        "week and year from the reports that print a date (2025-03-14)",
    )


def test_year_turns_are_crossed() -> None:
    printed = report("printed", "The dam broke on Wednesday, police said.", "2025-01-01")

    found = settle_dates([printed, report("undated", "The dam broke on Wednesday, the mayor said Thursday.")])

    assert found[ArticleId("undated")].value == "2025-01-02"


def test_without_a_printed_date_the_calendar_gives_the_year() -> None:
    undated = report("undated", "Just the day before, on Friday, March 14, the envoys met. The treaty lapsed in 2023.")

    assert settle_dates([undated], DatingSettings(today="2025-06-01"))[ArticleId("undated")].value == "2025-03-15"


@pytest.mark.parametrize(
    "texts",
    [
        ["The envoys met on Friday, the palace said Saturday."],
        ["The envoys met on March 14."],
        ["The envoys have met. The treaty lapsed in 2023."],
        ["The old bridge was opened on 4 May 1932.", "The bridge of 4 May 1932 is closed."],
        [],
    ],
    ids=["weekdays-only", "no-year", "no-day", "history-only", "no-articles"],
)
def test_where_no_calendar_date_is_known_there_is_no_date(texts: list[str]) -> None:
    articles = [report(f"a{number}", text) for number, text in enumerate(texts)]

    assert settle_dates(articles, DatingSettings(today="2025-06-01")) == {}


def test_words_that_say_nothing_of_their_day_give_none_though_others_are_dated() -> None:
    assert (
        settle_dates([PRINTED, report("undated", "The envoys talked about the fishing treaty for three hours.")]) == {}
    )


def test_a_printed_month_is_kept_to() -> None:
    undated = report("undated", "The envoys met on Friday, the palace said Saturday.", "2025-03")

    assert settle_dates([PRINTED, undated])[ArticleId("undated")].value == "2025-03-15"
    elsewhere = replace(undated.article, published=Published("2025-08", Precision.MONTH, "printed"))
    assert settle_dates([PRINTED, replace(undated, article=elsewhere)]) == {}


def test_nothing_is_dated_after_today() -> None:
    undated = report("undated", "The envoys met on Friday, the palace said Saturday.")

    found = settle_dates([PRINTED, undated], DatingSettings(today="2025-03-12"))

    assert all(published.value <= "2025-03-13" for published in found.values())


def test_the_order_of_the_articles_does_not_matter() -> None:
    undated = [
        report("b", "The envoys met on Friday, the palace said Saturday."),
        report("c", "Just the day before, on Friday, March 14, the envoys met in Norhaven."),
    ]

    assert settle_dates([PRINTED, *undated]) == settle_dates([*reversed(undated), PRINTED])

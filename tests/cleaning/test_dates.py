"""Publication dates are read from what a page prints or states, at their precision, and never guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.cleaning.dates import is_future, printed_date, stated_date
from tellings.records import Precision, Published


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("25 Apr, 2025 15:12", "2025-04-25T15:12"),
        ("Published: April 25, 2025 at 3:12 pm ET", "2025-04-25T15:12"),
        ("2025-04-25T15:12:00+03:00", "2025-04-25T15:12+03:00"),
        ("2025-04-25T12:12:44.120Z", "2025-04-25T12:12+00:00"),
        ("Fri 25 Apr 2025 16.12 BST", "2025-04-25T16:12+01:00"),
        ("3:12 PM EDT, Fri April 25, 2025", "2025-04-25T15:12-04:00"),
        ("Friday 25th of April 2025", "2025-04-25"),
        ("25.04.2025", "2025-04-25"),
        ("25/04/2025", "2025-04-25"),
        ("04/25/2025 09:05", "2025-04-25T09:05"),
        ("2025/04/25", "2025-04-25"),
        ("25-Apr-2025", "2025-04-25"),
        ("Sun 04/05/2025", "2025-05-04"),
        ("By Mara Tenn, 25 Apr 2025, 4 min read", "2025-04-25"),
        ("April 2025", "2025-04"),
    ],
)
def test_a_printed_date_keeps_what_is_printed(line: str, value: str) -> None:
    found = printed_date([line])

    assert found is not None
    assert found.value == value
    assert found.basis.startswith('printed on the page: "')


@pytest.mark.parametrize(
    "line",
    [
        "Today",
        "Friday",
        "3 hours ago",
        "25 April",
        "© 2025 The Harbour Post",
        "Copyright 2025 April 3, 2025",
        "12 May 1987",
        "31.02.2025",
        "The treaty was signed by both governments on April 25, 2025, after long talks in the capital.",
        "",
    ],
)
def test_what_is_no_date_of_publication_gives_none(line: str) -> None:
    assert printed_date([line]) is None


@pytest.mark.parametrize(
    ("lines", "value"),
    [
        (["Updated 26 April 2025 10:00", "Published 25 April 2025 09:00"], "2025-04-25T09:00"),
        (["Updated 26 April 2025", "25 April 2025"], "2025-04-25"),
        (["Published 25 April 2025, updated 26 April 2025 at 10:00"], "2025-04-25"),
        (["Updated 26 April 2025 10:00"], "2025-04-26T10:00"),
        (["25 April 2025", "27 March 2025"], "2025-04-25"),
        (["25 April 2025", "25 April 2025 15:12"], "2025-04-25T15:12"),
        (["April 2025", "25 March 2025"], "2025-03-25"),
    ],
    ids=["label", "update-last", "one-line", "update-alone", "first", "same-day-with-time", "day-before-month"],
)
def test_the_best_labelled_date_wins(lines: list[str], value: str) -> None:
    found = printed_date(lines)

    assert found is not None
    assert found.value == value


def test_an_open_order_of_day_and_month_is_said_and_not_guessed() -> None:
    assert printed_date(["04/05/2025"]) == Published(
        "2025",
        Precision.YEAR,
        'printed on the page: "04/05/2025"; which number is the day and which the month is open',
    )


def test_another_date_of_the_page_shows_its_order() -> None:
    found = printed_date(["04/05/2025", "Comments close 28/05/2025"])

    assert found is not None
    assert found.value == "2025-05-04"
    assert "day first" in found.basis


def test_a_future_date_is_passed_over_where_today_is_known() -> None:
    assert printed_date(["25 April 2031", "25 April 2025"], date(2025, 4, 27)) == printed_date(["25 April 2025"])


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2025-04-25T15:12:00+0300", "2025-04-25T15:12+03:00"),
        ("Fri, 25 Apr 2025 15:12:00 GMT", "2025-04-25T15:12+00:00"),
        ("20250425", "2025-04-25"),
        ("2025-04", "2025-04"),
        ("2025", "2025"),
        ("1745593920", "2025-04-25T15:12+00:00"),
        ("1745593920000", "2025-04-25T15:12+00:00"),
        ("1970-01-01", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_stated_values(value: str, expected: str | None) -> None:
    found = stated_date(value)

    assert (found.value if found else None) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2025-04-25", False),
        ("2025-04-27", False),
        ("2025-04-28", True),
        ("2026", True),
        ("2025", False),
        ("2025-05", True),
    ],
)
def test_future_dates_are_told_apart(value: str, expected: bool) -> None:
    found = stated_date(value)

    assert found is not None
    assert is_future(found, date(2025, 4, 26)) is expected


@given(st.text(max_size=300))
def test_any_line_is_read_without_error(line: str) -> None:
    printed_date([line])
    stated_date(line)


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_every_day_written_in_full_is_read_back(day: date) -> None:
    for form in ("%d %B %Y", "%A, %B %d, %Y", "%Y-%m-%d", "%d.%m.%Y", "%b. %d, %Y"):
        found = printed_date([day.strftime(form)])
        assert found is not None
        assert found.value == day.isoformat()

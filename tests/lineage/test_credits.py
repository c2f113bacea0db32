"""Whose copy an article says it is, on invented outlets."""

import time

import pytest

from tellings.lineage.credits import credit_line, reports_after, signed_agencies, sources_of
from tellings.records import Article, ArticleId

BODY = "A ferry ran aground off Skerry harbour on Sunday.\n\nTwo tugs pulled at her stern until the tide turned."


def article(text: str, agency: tuple[str, ...] = ()) -> Article:
    return Article(ArticleId("a"), "a.txt", text, "", "The Alp Post", (), agency, None, None, "en", None, (), ())


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        pytest.param("\n\nPTI", ("PTI",), id="alone"),
        pytest.param("\n\n— Bernama", ("Bernama",), id="after a dash"),
        pytest.param("\n\n(AFP)\n\nSubscribe to our newsletter", ("AFP",), id="above a button"),
        pytest.param(" — PTI", ("PTI",), id="behind the last sentence"),
        pytest.param(" (AFP)", ("AFP",), id="in brackets behind it"),
        pytest.param(" The tide — PTI", (), id="behind half a sentence"),
        pytest.param(" PTI said so.", (), id="in a sentence"),
        pytest.param("\n\nSkerry", (), id="another name"),
    ],
)
def test_an_agency_alone_on_a_line_at_the_end_signs_the_text(end: str, expected: tuple[str, ...]) -> None:
    assert signed_agencies(article(BODY + end)) == expected


def test_an_agency_signs_a_long_text_too() -> None:
    assert signed_agencies(article("\n\n".join([BODY] * 40) + "\n\nIANS")) == ("IANS",)


def test_what_the_record_credits_comes_first() -> None:
    assert signed_agencies(article(BODY + "\n\nPTI", ("AFP",))) == ("AFP", "PTI")


@pytest.mark.parametrize(
    ("outlet", "line"),
    [
        pytest.param("suh.edu.sk", "Provided by Skerry University Hospital", id="domain made of initials"),
        pytest.param("The Skerry University Hospital", "Provided by Skerry University Hospital", id="name"),
    ],
)
def test_a_release_credits_the_page_that_issued_it(outlet: str, line: str) -> None:
    assert credit_line(sources_of(article(f"{BODY}\n\n{line}")), outlet) == line


def test_initials_in_a_sentence_credit_no_domain() -> None:
    assert credit_line(sources_of(article(f"{BODY}\n\nShe saw Skerry University Hospital.")), "suh.edu.sk") is None


@pytest.mark.parametrize("text", ["A" * 200_000, "A of the B of the " * 11_000, "A (b b b b b b" * 14_000])
def test_a_hostile_text_says_after_whom_it_reports_in_time(text: str) -> None:
    started = time.process_time()

    assert not reports_after(article(text), "The Alp Post")
    assert time.process_time() - started < 3

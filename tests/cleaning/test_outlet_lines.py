"""Publishers' names alone on a line: taken where the line's own form or place says so, never from a menu."""

import pytest

from tellings.cleaning import clean
from tellings.records import Article, Document, DocumentKind

TITLE = "Quarry at Brennick to close after second slide"
BODY = (
    "The quarry at Brennick will close at the end of the month after a second slide in a year buried its lower road, "
    "the owner said on Monday.",
    "Nobody was hurt in the slide on Sunday, which carried about 400 tonnes of slate into the yard below.",
    "“We have been lucky twice and will not try a third time,” manager Odile Farran told reporters at the gate.",
    "The quarry employs 38 people, and the council has asked the government to pay for their retraining.",
)


def cleaned(*lines: str, url: str | None = None) -> Article:
    article = clean(Document("page.txt", DocumentKind.TEXT, "\n".join(lines), url=url))
    assert isinstance(article, Article), article
    return article


@pytest.mark.parametrize(
    ("above", "below", "outlet"),
    [
        pytest.param(["Upland Herald", "Home", "Sport", TITLE], [], "Upland Herald", id="first line above a menu"),
        pytest.param(["The Upland Times", TITLE], [], "The Upland Times", id="above the title"),
        pytest.param(["Sign in", "The Gazette", "Home", TITLE], [], "The Gazette", id="article and newspaper's word"),
        pytest.param([TITLE], ["Podcasts", "0:00", "KORVAX »"], "KORVAX", id="last line with a mark"),
        pytest.param([TITLE], ["Share", "Upland Courier"], "Upland Courier", id="last line"),
        pytest.param(
            ["Menu", "Slate & Sky", TITLE],
            ["Write to us: desk@slateandsky.example.com", "hello@slatesky.org"],
            "Slate & Sky",
            id="spelled by the page's address",
        ),
        pytest.param([TITLE], ["Share", "Next »"], None, id="button with a mark"),
        pytest.param([TITLE], ["Related stories", "Odile Farran »"], None, id="person of the report"),
        pytest.param([TITLE], ["Related stories", "Quarry Walks »"], None, id="link on the same thing"),
        pytest.param(["Local News", "Top Stories", TITLE], [], None, id="sections"),
        pytest.param(["Home", TITLE], ["Previous Post", "Share"], None, id="blog's buttons"),
        pytest.param(["Upland Bakery", TITLE], [], None, id="name without a sign"),
        pytest.param(
            [TITLE], ["Our papers", "Fell Gazette", "Dale Courier", "Upland Herald"], None, id="list of papers"
        ),
    ],
)
def test_a_name_alone_on_a_line(above: list[str], below: list[str], outlet: str | None) -> None:
    article = cleaned(*above, *BODY, *below)

    assert article.outlet == outlet
    assert article.title == TITLE
    assert article.text == "\n\n".join(BODY)
    assert [basis for basis in article.bases if basis.field == "outlet" and (outlet or "") not in basis.reason] == []


def test_a_paper_that_the_report_speaks_of_is_not_its_outlet() -> None:
    body = (*BODY, "The Upland Times had warned of a slide in March, and Farran called its report a fairy tale.")

    assert cleaned("The Upland Times", TITLE, *body).outlet is None


def test_the_callers_address_confirms_a_line() -> None:
    lines = ("Menu", "Slate and Sky", TITLE, *BODY)

    assert cleaned(*lines).outlet is None
    assert cleaned(*lines, url="https://www.slateandsky.com/quarry").outlet == "Slate and Sky"


def test_a_companys_copyright_line_names_no_outlet() -> None:
    assert (
        cleaned(TITLE, *BODY, "© 2031 Fellside Holdings Inc. All rights reserved.", "Fellside Holdings").outlet is None
    )


def test_a_newspapers_name_is_no_byline() -> None:
    article = cleaned("Virginia Gazette", TITLE, *BODY)

    assert (article.outlet, article.byline) == ("Virginia Gazette", ())


@pytest.mark.parametrize(
    ("above", "title"),
    [
        pytest.param([TITLE], TITLE, id="alone"),
        pytest.param(["Upland Herald", TITLE], TITLE, id="below the site's name"),
        pytest.param(["Menu", "Sections", "News", "Opinion", "Sign in", TITLE], TITLE, id="below a menu"),
        pytest.param([f"Upland Bugle | {TITLE}"], TITLE, id="site's name before it"),
        pytest.param([f"{TITLE} | Upland Bugle"], TITLE, id="site's name behind it"),
        pytest.param([], "", id="none"),
    ],
)
def test_a_title_printed_once_above_the_text(above: list[str], title: str) -> None:
    article = cleaned(*above, *BODY)

    assert article.title == title
    assert article.text == "\n\n".join(BODY)


@pytest.mark.parametrize(
    ("beside", "outlet"),
    [
        ("Upland Bugle", "Upland Bugle"),
        ("The Daily Citizen", "The Daily Citizen"),
        ("Local News", None),
        ("News", None),
    ],
)
def test_what_stands_beside_the_title_is_the_outlet_unless_it_is_a_section(beside: str, outlet: str | None) -> None:
    assert cleaned(f"{TITLE} | {beside}", TITLE, *BODY).outlet == outlet

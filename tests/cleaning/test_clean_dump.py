"""Text dumps of invented pages: every line gets its role, the reporting becomes the text."""

import pytest

from tellings.cleaning import clean
from tellings.records import Article, Document, DocumentKind, Role, Skipped

LEAD = (
    "The harbour board of Lowmere voted on Tuesday to close the swing bridge for six months, after "
    "inspectors found cracks "
    "in two of its bearings."
)
SECOND = (
    "“We cannot send buses over a bridge that we do not trust,” board chair Ana Sorley told reporters after the vote, "
    "adding that ferries would run every twenty minutes."
)
THIRD = (
    "The bridge carries about 9,000 vehicles a day and is the only road link between the island and the town hospital."
)
FOURTH = "Shopkeepers on the island fear for the summer season, and have asked the board for a second ferry."
LAST = "Work is to begin in May, the board said, and the bridge should open again before the winter storms."
BODY = (LEAD, SECOND, THIRD, FOURTH, LAST)
TITLE = "Lowmere board closes swing bridge for six months"


def cleaned(*lines: str, **known: str) -> Article:
    article = clean(Document("page.txt", DocumentKind.TEXT, "\n".join(lines), **known))  # type: ignore[arg-type]
    assert isinstance(article, Article), article
    return article


def roles(article: Article, role: Role) -> list[str]:
    return [block.text for block in article.blocks if block.role is role]


def test_a_page_of_paragraphs_alone_is_kept_whole() -> None:
    assert cleaned(*BODY).text == "\n\n".join(BODY)


@pytest.mark.parametrize(
    "furniture",
    [
        pytest.param(["Home", "News", "Sport", "Weather", "Contact us"], id="menu"),
        pytest.param(["LWM -0.4% 12.25 $", "HBR 1.1% 9.87 $", "SEA -0.02% 101.3 $"], id="tickers"),
        pytest.param(
            ["icon searchicon menuicon closeicon v-shareicon chevron upicon fbicon lnicon okicon tag"], id="icons"
        ),
        pytest.param(["Skip to content", "Log in", "Subscribe", "Search"], id="buttons"),
    ],
)
def test_furniture_above_the_text_stays_out(furniture: list[str]) -> None:
    article = cleaned(*furniture, TITLE, *BODY)

    assert article.text == "\n\n".join(BODY)
    assert article.title == TITLE


@pytest.mark.parametrize(
    "furniture",
    [
        pytest.param(
            [
                "A Message from The Lowmere Lamp:",
                "Dear readers,",
                (
                    "We are a small newsroom, and our work has never been harder than in this year of closures and "
                    "lawsuits."
                ),
                (
                    "Every month our reporters sit through meetings that nobody else attends. The council calls them a "
                    "nuisance."
                ),
                "If you can, please give us three crowns a month. Your help keeps our lights on.",
                "Maybe later.",
            ],
            id="appeal",
        ),
        pytest.param(
            ["Dear readers! We have moved our comments. To write one, you will need to register."], id="comments"
        ),
        pytest.param(["Podcasts", "0:00", "24:40", "0:00", "31:07"], id="players"),
        pytest.param(
            ["Share", "Tweet", "Print", "Related", "Ten walks along the coast", "Best pies of the county"], id="links"
        ),
        pytest.param(["Join our channel and get the latest news from the coast every morning."], id="channel"),
        pytest.param(["© 2031 Lowmere Lamp. All rights reserved.", "Privacy", "Cookies", "Terms of use"], id="foot"),
        pytest.param(
            ["What do you think about the closure? Share your thoughts in the comment section."], id="question"
        ),
    ],
)
def test_furniture_below_the_text_stays_out(furniture: list[str]) -> None:
    assert cleaned(TITLE, *BODY, *furniture).text == "\n\n".join(BODY)


def test_a_label_and_a_pointer_between_paragraphs_stay_out() -> None:
    article = cleaned(TITLE, LEAD, "Text size:", SECOND, THIRD, "Read more: Ferries of the north coast", FOURTH, LAST)

    assert article.text == "\n\n".join(BODY)


@pytest.mark.parametrize("heading", ["Summer at stake", "- 'A bridge too old' -", "What happens next?"])
def test_headings_belong_to_the_text(heading: str) -> None:
    article = cleaned(TITLE, LEAD, SECOND, heading, THIRD, FOURTH, LAST)

    assert heading in article.text
    assert heading not in roles(article, Role.FURNITURE)


def test_a_title_printed_several_ways_is_found_with_the_name_beside_it() -> None:
    article = cleaned(
        f"Coast Courier - {TITLE}", "LWM -0.4% 12.25 $", TITLE, f"{TITLE} / Photo: © POOL/AFP", TITLE, *BODY
    )

    assert article.title == TITLE
    assert article.outlet == "Coast Courier"
    assert roles(article, Role.CAPTION) == [f"{TITLE} / Photo: © POOL/AFP"]
    assert article.agency == ()


def test_a_line_between_two_printings_of_the_title_is_the_standfirst() -> None:
    standfirst = "Inspectors have found cracks in two bearings, chair Ana Sorley has said"
    article = cleaned("12 Apr, 2031 09:40", TITLE, standfirst, TITLE, *BODY)

    assert roles(article, Role.STANDFIRST) == [standfirst]
    assert article.text.startswith(standfirst)
    assert article.published is not None
    assert article.published.value == "2031-04-12T09:40"


def test_an_outlet_that_names_itself_only_in_its_appeal_is_found_and_quoted() -> None:
    article = cleaned(
        *BODY,
        "A Message from The Lowmere Lamp:",
        "We at The Lowmere Lamp need your help, because our printer has closed and our rent has doubled this year.",
        "Your support keeps our newsroom open. Please give what you can to us today.",
    )

    assert article.outlet == "The Lowmere Lamp"
    assert any("The Lowmere Lamp" in basis.reason for basis in article.bases if basis.field == "outlet")


def test_a_signature_is_a_byline() -> None:
    article = cleaned(TITLE, *BODY, "", "T.Marlow--CC")

    assert article.byline == ("T.Marlow",)
    assert article.text.endswith(LAST)


def test_a_column_that_speaks_to_its_readers_throughout_is_kept() -> None:
    column = [
        (
            "You may think that a bridge is only a bridge, but we who live on the island know what it means to "
            "wait for a ferry."
        ),
        (
            "We learnt it in the winter of the long ice, when our bread came over on sledges and you could hear "
            "the hulls crack."
        ),
        "Our council says that you will hardly notice. We say that they should spend a week with us before they vote.",
        (
            "If you have never carried a sick child onto a boat at night, you should listen to our nurses, and "
            "so should we."
        ),
    ]

    assert cleaned("Wait for a ferry and you will see", *column).text == "\n\n".join(column)


def test_one_paragraph_may_be_the_whole_article() -> None:
    whole = " ".join(BODY)

    assert cleaned(TITLE, whole).text == whole


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param("", "empty", id="empty"),
        pytest.param("Home\nNews\nSport\nContact us", "no article text: 0 words", id="menu"),
        pytest.param(TITLE, "no article text", id="title only"),
        pytest.param(
            "Der Hafenrat von Niedermeer hat am Dienstag beschlossen, die Drehbrücke für sechs Monate zu "
            "schließen, weil "
            "Prüfer in zwei Lagern Risse gefunden haben. Die Fähren fahren nun alle zwanzig Minuten.",
            "written in German (de)",
            id="German",
        ),
        pytest.param("ж" * 6_000_000, "characters", id="too long"),
    ],
)
def test_a_page_without_an_article_says_why(content: str, reason: str) -> None:
    found = clean(Document("page.txt", DocumentKind.TEXT, content))

    assert isinstance(found, Skipped)
    assert reason in found.reason


@pytest.mark.parametrize(
    "content",
    [
        "abc\n" * 200_000,
        '"' * 300_000,
        "(" * 300_000,
        "A - " * 100_000,
        "A, " * 100_000,
        "Jan 1 " * 50_000,
        "© 2020 A " * 50_000,
    ],
    ids=["short lines", "quotes", "brackets", "dashes", "commas", "dates", "copyrights"],
)
def test_hostile_pages_end_in_bounded_time(content: str) -> None:
    assert clean(Document("page.txt", DocumentKind.TEXT, content)) is not None


def test_the_caller_goes_before_the_page() -> None:
    article = cleaned(TITLE, *BODY, outlet="Lowmere Lamp", published="2031-04-12", id="x7")

    assert (article.id, article.outlet) == ("x7", "Lowmere Lamp")
    assert article.published is not None
    assert article.published.value == "2031-04-12"

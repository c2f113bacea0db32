"""Short sentences of the reporting next to furniture: kept where they are the report's."""

import pytest

from tellings.cleaning import clean
from tellings.records import Article, Document, DocumentKind

BODY = (
    "The ferry to Tarn Island will not sail in April, its owner said on Friday, because a gearbox has to be made anew.",
    "About 300 people live on the island, and the council has hired two fishing boats to carry bread and mail to them.",
    "“It is a nuisance and no disaster,” mayor Ilse Havik told reporters in the harbour, where the ferry lies in dock.",
    "The gearbox comes from a yard in the south of the country, which says that no part of its kind is held in stock.",
)
FOOT = ("Comments (0)", "Your email address will not be published. Required fields are marked *", "Share", "Tweet")


def cleaned(*lines: str) -> Article:
    article = clean(Document("page.txt", DocumentKind.TEXT, "\n".join(lines)))
    assert isinstance(article, Article), article
    return article


@pytest.mark.parametrize(
    ("last", "agency"),
    [
        pytest.param("Havik’s shop in the harbour stays open.", (), id="names whom the report names"),
        pytest.param("Bread rose by 2 per cent on Thursday. – Agencies", ("Agencies",), id="sign-off"),
        pytest.param("No boat sank. —Reuters", ("Reuters",), id="very short with a sign-off"),
        pytest.param("He declined to comment.", (), id="goes on with a pronoun"),
    ],
)
def test_a_short_last_sentence_above_furniture_is_kept(last: str, agency: tuple[str, ...]) -> None:
    article = cleaned(*BODY, last, *FOOT)

    assert article.text == "\n\n".join([*BODY, last])
    assert article.agency == agency


@pytest.mark.parametrize(
    "line",
    [
        "Please share this report.",
        "Already a member? Sign in.",
        "All rights reserved.",
        "Ilse Havik waits on the quay. (Photo: A. Berg)",
        "We welcome letters from Tarn Island.",
        "Cookies are off.",
    ],
)
def test_a_short_line_of_the_pages_own_stays_out(line: str) -> None:
    assert cleaned(*BODY, line, *FOOT).text == "\n\n".join(BODY)

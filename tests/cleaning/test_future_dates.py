"""Publication dates after today are not believed, and the article says so."""

from datetime import date

import pytest

from tellings.cleaning import CleaningSettings, clean
from tellings.records import Article, Document, DocumentKind

TODAY = date(2031, 5, 2)
BODY = (
    "The lake at Morvane froze over on Monday for the first time in eleven years, and the town opened its ice road.",
    "Cars may use the road by day, the town hall said, at a speed of no more than thirty kilometres an hour.",
)
HTML = (
    '<html><head><meta property="article:published_time" content="{}"></head>'
    "<body><article><h1>{}</h1>{}</article></body></html>"
)


def cleaned(content: str, kind: DocumentKind, today: date | None = TODAY, published: str | None = None) -> Article:
    article = clean(Document("page", kind, content, published=published), CleaningSettings(today=today))
    assert isinstance(article, Article), article
    return article


def dump(*dates: str) -> str:
    return "\n".join(["Morvane opens its ice road again", *dates, *BODY])


def html(stated: str, *printed: str) -> str:
    paragraphs = "".join(f"<p>{line}</p>" for line in (*printed, *BODY))
    return HTML.format(stated, "Morvane opens its ice road again", paragraphs)


@pytest.mark.parametrize(
    ("content", "kind", "record"),
    [
        pytest.param(dump("12 April 2089"), DocumentKind.TEXT, None, id="printed"),
        pytest.param(html("2999-04-12T08:00:00Z"), DocumentKind.HTML, None, id="markup"),
        pytest.param(dump(), DocumentKind.TEXT, "2999-04-12", id="record"),
        pytest.param("\n\n".join(BODY), DocumentKind.CLEAN, "2999-04-12", id="record of a clean text"),
    ],
)
def test_a_future_date_is_not_believed(content: str, kind: DocumentKind, record: str | None) -> None:
    article = cleaned(content, kind, published=record)
    reasons = [basis.reason for basis in article.bases if basis.field == "published"]

    assert article.published is None
    assert len(reasons) == 1
    assert "2999" in reasons[0] or "2089" in reasons[0]
    assert "lies in the future (today is 2031-05-02), so it is not believed" in reasons[0]


def test_the_next_best_date_is_taken_and_the_doubt_kept() -> None:
    article = cleaned(dump("Published 28 April 2031"), DocumentKind.TEXT, published="2999-04-12")

    assert article.published is not None
    assert article.published.value == "2031-04-28"
    assert [("2999" in b.reason) for b in article.bases if b.field == "published"] == [False, True]


@pytest.mark.parametrize(
    ("printed", "today"),
    [
        pytest.param("3 May 2031", TODAY, id="tomorrow, east of here"),
        pytest.param("12 April 2089", None, id="no today"),
        pytest.param("2 May 2031", TODAY, id="today"),
    ],
)
def test_other_dates_are_believed(printed: str, today: date | None) -> None:
    assert cleaned(dump(printed), DocumentKind.TEXT, today).published is not None

"""The page of `tellings trace --html`: families of texts, no claims, no annotations."""

from dataclasses import replace

import pytest

from tellings.records import Article, Comparison, Lineage
from tellings.show.lineage_page import families
from tellings.show.report import lineage_page

from .test_report import Page

EMPTY = Lineage((), (), (), (), ())


def set_of(comparison: Comparison) -> tuple[list[Article], Lineage]:
    """All articles of a comparison, with its stories' lineages as one."""
    articles = [annotated.article for story in comparison.stories for annotated in story.articles]
    parts = [story.lineage for story in comparison.stories]
    return articles, Lineage(
        *(tuple(record for part in parts for record in getattr(part, name)) for name in Lineage.__slots__)
    )


def test_texts_that_copying_joins_are_one_family(two_stories: Comparison) -> None:
    found = [[article.id for article in family] for family in families(*set_of(two_stories))]

    assert found == [["harbour", "quay", "wire"], ["radio"], ["vesna"], ["orchard"]]


@pytest.mark.parametrize(
    "words",
    [
        "6 texts, 1 family",
        "3 texts have copied words; 3 texts share nothing with another.",
        "Northline dispatch",
        "edited · 78 % of its text",
        "Pears on parade",
        "Texts by themselves",
    ],
)
def test_page_says(two_stories: Comparison, words: str) -> None:
    assert words in " ".join(" ".join(Page(lineage_page(*set_of(two_stories))).words).split())


def test_every_link_of_the_page_leads_to_one_place(two_stories: Comparison) -> None:
    page = Page(lineage_page(*set_of(two_stories)))

    assert len(page.ids) == len(set(page.ids))
    assert {href[1:] for href in page.hrefs if href.startswith("#")} <= set(page.ids)


def test_page_speaks_of_no_claims(two_stories: Comparison) -> None:
    body = lineage_page(*set_of(two_stories)).partition("</style>")[2]

    assert "claim" not in " ".join(Page(body.partition("<body>")[2].partition("</body>")[0]).words).casefold()


def test_hostile_articles_stay_text(evil: Comparison) -> None:
    page = Page(lineage_page(*set_of(evil)))

    assert not {"script", "img"} & set(page.tags)
    assert not {name for name in page.attributes if name.startswith("on") or name == "style"}
    assert {href.partition(":")[0] for href in page.hrefs if not href.startswith("#")} <= {"http", "https"}


@pytest.mark.parametrize("count", [0, 1, 2])
def test_texts_without_any_lineage_are_a_page_too(ferry: Comparison, count: int) -> None:
    articles, _ = set_of(ferry)

    page = Page(lineage_page([replace(article, title="") for article in articles[:count]], EMPTY))

    assert "No text copies another." in "".join(page.words)

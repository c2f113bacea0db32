from collections.abc import Sequence

import pytest

from tellings.language.attributions.attributing import attributions_of
from tellings.language.attributions.utterances import utterances_of
from tellings.language.names.mentions import mentions_of
from tellings.language.parsing import parse
from tellings.records import AnnotatedArticle, Article, ArticleId


def annotated(id_: str, text: str) -> AnnotatedArticle:
    article = Article(ArticleId(id_), id_, text, "", None, (), (), None, None, "en", None, (), ())
    grammar = parse(article)
    mentions = mentions_of(article, grammar)
    return AnnotatedArticle(article, grammar, (), mentions, (), attributions_of(article, grammar, mentions))


def ids(texts: Sequence[str]) -> list[list[str | None]]:
    articles = utterances_of([annotated(f"a{n}", text) for n, text in enumerate(texts)])
    return [[a.utterance for a in article.attributions] for article in articles]


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(
            (
                "“The lock gates will be rebuilt before winter,” Anna Berg said.",
                "Anna Berg said: “The lock gates will be rebuilt before winter.”",
            ),
            id="verbatim",
        ),
        pytest.param(
            (
                "“The lock gates will be rebuilt before winter, whatever it costs the town,” Anna Berg said.",
                "Anna Berg said the lock gates would be rebuilt.",
            ),
            id="extract",
        ),
        pytest.param(
            (
                "Anna Berg said the visit had brought the two towns “closer together”.",
                "The visit brought the towns “closer” on fishing and trade, Anna Berg told reporters.",
            ),
            id="other-translation-of-a-fragment",
        ),
        pytest.param(
            (
                "The lock gates will be rebuilt before winter, a harbour spokeswoman said.",
                "The lock gates will be rebuilt before winter, harbour spokeswoman Anna Berg said.",
            ),
            id="unnamed-spokeswoman",
        ),
    ],
)
def test_reports_of_the_same_words_share_an_utterance(texts: tuple[str, str]) -> None:
    assert ids(texts) == [["u1"], ["u1"]]


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(
            (
                "Anna Berg said the lock gates will be rebuilt before winter.",
                "Tom Lind said the lock gates will be rebuilt before winter.",
            ),
            id="different-named-people",
        ),
        pytest.param(
            (
                "Anna Berg said the lock gates will be rebuilt before winter.",
                "Anna Berg said two fishermen were rescued on Tuesday night.",
            ),
            id="different-statements",
        ),
        pytest.param(
            (
                "Anna Berg said the lock gates will be rebuilt before winter.",
                "Anna Berg said the lock gates will not be rebuilt before winter.",
            ),
            id="denial",
        ),
        pytest.param(
            (
                "Anna Berg said 12 boats had sunk in the storm.",
                "Anna Berg said 30 boats had sunk in the storm.",
            ),
            id="other-numbers",
        ),
    ],
)
def test_other_words_or_other_people_do_not(texts: tuple[str, str]) -> None:
    assert ids(texts) == [[None], [None]]


def test_what_one_article_alone_reports_has_no_utterance() -> None:
    assert ids(["Anna Berg said the lock gates will be rebuilt.", "The sea was calm on Monday."]) == [[None], []]


def test_ids_follow_the_order_of_first_appearance() -> None:
    texts = [
        "Anna Berg said the lock gates will be rebuilt before winter. Tom Lind said three trawlers were lost at sea.",
        "Tom Lind said three trawlers were lost at sea. Anna Berg said the lock gates will be rebuilt before winter.",
    ]

    assert ids(texts) == [["u1", "u2"], ["u2", "u1"]]

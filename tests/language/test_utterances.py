from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
    _, articles = utterances_of([annotated(f"a{n}", text) for n, text in enumerate(texts)])
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


_REPORTS = [
    annotated(f"r{number}", text)
    for number, text in enumerate(
        [
            "“The lock gates will be rebuilt before winter,” Anna Berg said. Tom Lind said 12 boats had sunk.",
            "Anna Berg said the lock gates would be rebuilt before the winter and the canal widened.",
            "The lock gates will be rebuilt before winter, a spokeswoman said. Tom Lind said 30 boats had sunk.",
            "Tom Lind said the lock gates would not be rebuilt before winter.",
            "The lock gates will be repaired before winter, Anna Berg told reporters. “We need them,” she said.",
            "“The lock gates will be rebuilt before winter,” Tom Lind said. “We need them,” he added.",
            "Tom Lind denied that 12 boats had sunk. It was said that the sea was calm.",
        ]
    )
]


@settings(max_examples=150, deadline=None)
@given(st.permutations(_REPORTS), st.integers(0, len(_REPORTS)))
def test_an_utterance_is_a_tree_of_links_over_attributions_of_several_articles(
    order: list[AnnotatedArticle], count: int
) -> None:
    utterances, articles = utterances_of(order[:count])
    given_ids = {a.id: (a.utterance, article.article.id) for article in articles for a in article.attributions}

    assert [u.id for u in utterances] == [f"u{number + 1}" for number in range(len(utterances))]
    for utterance in utterances:
        members = [given_ids[id_] for id_ in utterance.attributions]
        assert {bears for bears, _ in members} == {utterance.id}
        assert len({article for _, article in members}) > 1
        assert len(utterance.links) == len(utterance.reasons) == len(utterance.attributions) - 1
        assert {id_ for link in utterance.links for id_ in link} == set(utterance.attributions)
        assert all(reason.endswith(".") for reason in utterance.reasons)
    assert {bears for bears, _ in given_ids.values() if bears} == {utterance.id for utterance in utterances}


@settings(max_examples=60, deadline=None)
@given(st.permutations(_REPORTS))
def test_nobody_is_given_another_ones_words(order: list[AnnotatedArticle]) -> None:
    utterances, articles = utterances_of(order)
    names = {a.id: a.speaker_name for article in articles for a in article.attributions}

    for utterance in utterances:
        assert not {"Anna Berg", "Tom Lind"} <= {names[id_] for id_ in utterance.attributions}


@pytest.mark.parametrize(
    ("texts", "reason"),
    [
        pytest.param(
            (
                "“The lock gates will be rebuilt before winter,” Anna Berg said.",
                "Anna Berg said: “The lock gates will be rebuilt before winter.”",
            ),
            "Anna Berg speaks in both, and eight words in a row are the same: "
            "“the lock gates will be rebuilt before winter”.",
            id="words-in-a-row",
        ),
        pytest.param(
            (
                "Anna Berg said the ferry line would resume service before summer.",
                "The ferry line will restart its service ahead of the summer, Anna Berg announced.",
            ),
            "Anna Berg speaks in both, and 0.94 of the shorter content's words are in the other "
            "(counting 'resume' for 'restart').",
            id="another-translation",
        ),
    ],
)
def test_a_reason_says_what_shows_it(texts: tuple[str, str], reason: str) -> None:
    utterances, _ = utterances_of([annotated(f"a{n}", text) for n, text in enumerate(texts)])

    assert [utterance.reasons for utterance in utterances] == [(reason,)]
    assert utterances[0].speaker_name == "Anna Berg"

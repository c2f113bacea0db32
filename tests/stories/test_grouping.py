"""Articles on one event come together and others stand apart, whether there are two of them or hundreds."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.records import Article, ArticleId, Precision, Published
from tellings.stories.grouping import GroupingSettings, group


def article(name: str, text: str, title: str = "", day: str | None = None, outlet: str | None = None) -> Article:
    published = Published(day, Precision.DAY, "printed") if day else None
    return Article(ArticleId(name), name, text, title, outlet, (), (), None, published, "en", None, (), ())


FERRY_BRIEF = article(
    "ferry-brief",
    "A ferry with forty people on board sank off Port Averil on Tuesday, the coast guard of Lowmark said."
    " Thirty-one were"
    " rescued; a search was under way for the others.",
    "Ferry sinks off Port Averil",
)
FERRY_REPORT = article(
    "ferry-report",
    "PORT AVERIL - The ferry Marigold went down in heavy seas on Tuesday evening within sight of the Tern"
    " lighthouse.\n\n"
    "The coast guard said thirty-one of the forty people aboard were pulled from the water by fishing boats and a"
    " helicopter. Nine were missing when the search was broken off at midnight.\n\n"
    "“The car deck filled in minutes,” said the captain, Jorun Hald, from his hospital bed. Ida Brandt, who leads the"
    " rescue station, said the ship had listed before its last signal.",
    "Nine missing after Marigold goes down",
)
FERRY_FEATURE = article(
    "ferry-feature",
    "When Ola Lund heard the radio he did not stop to put on his boots. His was the first of eleven fishing"
    " boats to reach"
    " the Marigold on Tuesday night.\n\n"
    "The old ferry had carried schoolchildren, cattle and brides between Sund and Port Averil for thirty-four"
    " years. Now"
    " its lights were going out, deck by deck, and people were in the water.\n\n"
    "“You could hear them before you could see them,” said Lund, who took seven aboard. In the school of Port"
    " Averil the"
    " families of the nine missing waited through the night with blankets and coffee.\n\n"
    "Nobody here speaks of blame yet. But the union of seamen had warned in spring of the doors on the car"
    " deck, and the"
    " company, Sundline, had promised repairs for autumn. The coast guard expects to lift the ship within a week.",
    "The night the boats of Averil put to sea",
)
FERRY_REPRINT = replace(FERRY_REPORT, id=ArticleId("ferry-reprint"), title="Ferry Marigold sinks: nine missing")
FERRY_MINISTER = article(
    "ferry-minister",
    "Lowmark's transport minister, Ebbe Kroon, ordered an inquiry on Wednesday into the sinking of the ferry Marigold,"
    " in which nine people are still missing.\n\n"
    "He said the coast guard would be asked why no helicopter reached Port Averil for forty minutes, and"
    " Sundline why the"
    " car deck doors had not been repaired. Thirty-one people were rescued, most of them by fishing boats.",
    "Minister orders inquiry into Marigold sinking",
)
FERRY = (FERRY_BRIEF, FERRY_REPORT, FERRY_FEATURE, FERRY_REPRINT, FERRY_MINISTER)
BAKERY = article(
    "bakery",
    "The last wood-fired bakery in Hollin Vale shuts on Saturday after ninety years. Its owner, Marta Quill,"
    " said flour had"
    " become too dear and her sons wished to study law. Villagers have queued since Monday for a loaf of her"
    " rye bread.",
    "Ninety years of rye come to an end",
)
LATER = article(
    "later",
    "A ferry sank off Cape Moll on Sunday and the coast guard of Lowmark rescued all sixty passengers. The"
    " Daffodil had"
    " struck a rock in fog, its owner said. Nobody was hurt, and the wreck lies in shallow water.",
    "Sixty rescued as Daffodil strikes rock",
    "2031-08-17",
)
TALKS = tuple(
    article(name, text, title, "2031-05-09")
    for name, title, text in (
        (
            "talks-one",
            "Lowmark and Varland envoys meet in Sund",
            "Envoys of Lowmark and Varland met for three hours in Sund on Friday to discuss a truce in the border war."
            " Varland's negotiator, Pell Aarne, called the talks useful. Lowmark asked for an exchange of"
            " prisoners, and both"
            " sides agreed to meet again.",
        ),
        (
            "talks-two",
            "Truce talks called useful",
            "Negotiators from Varland and Lowmark held talks on a truce on Friday at the lakeside hotel in Sund."
            " After three hours Pell Aarne of Varland said the meeting had been useful. An exchange of"
            " prisoners was on the"
            " table, Lowmark's envoy said.",
        ),
    )
)
STRIKES = tuple(
    article(name, text, title, "2031-05-09")
    for name, title, text in (
        (
            "strikes-one",
            "Rockets kill four in Hasselby",
            "Four people were killed on Friday when rockets fired from Varland hit a market in the Lowmark"
            " town of Hasselby,"
            " the mayor said. Eleven were wounded, two of them children. A row of stalls burned for hours.",
        ),
        (
            "strikes-two",
            "Market in Hasselby hit, mayor says four dead",
            "A market in Hasselby in Lowmark was struck by rockets on Friday, killing four and wounding"
            " eleven, said the"
            " town's mayor. Two children were among the wounded. Firemen fought the burning stalls. Varland"
            " did not comment.",
        ),
    )
)


def groups(articles: Sequence[Article]) -> list[set[str]]:
    return [set(story) for story in group(articles)]


def ids(articles: Sequence[Article]) -> set[str]:
    return {found.id for found in articles}


@pytest.mark.parametrize("count", [2, 3, 4, 5])
def test_a_handful_of_reports_of_one_event_are_one_story(count: int) -> None:
    assert groups(FERRY[:count]) == [ids(FERRY[:count])]


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_an_unrelated_article_stands_apart(count: int) -> None:
    assert groups([BAKERY, *FERRY[:count]]) == (
        [ids(FERRY[:count]), {"bakery"}] if count > 1 else [{"bakery"}, {"ferry-brief"}]
    )


def test_two_events_of_one_day_with_the_same_parties_stand_apart() -> None:
    found = groups([TALKS[0], STRIKES[0], TALKS[1], STRIKES[1]])

    assert found == [ids(TALKS), ids(STRIKES)]


def test_the_same_kind_of_event_on_another_day_stands_apart() -> None:
    dated = [replace(found, published=Published("2031-05-06", Precision.DAY, "printed")) for found in FERRY]

    assert groups([LATER, *dated]) == [ids(FERRY), {"later"}]


def test_largest_story_comes_first_and_ids_keep_the_order_of_the_input() -> None:
    found = group([BAKERY, *TALKS, FERRY_FEATURE, FERRY_BRIEF, FERRY_REPORT])

    assert found == (
        ("ferry-feature", "ferry-brief", "ferry-report"),
        ("talks-one", "talks-two"),
        ("bakery",),
    )


@pytest.mark.parametrize(
    ("articles", "expected"),
    [
        ([], []),
        ([BAKERY], [{"bakery"}]),
        ([article("a", ""), article("b", "")], [{"a"}, {"b"}]),
        ([article("a", "", "Ferry sinks off Port Averil"), FERRY_BRIEF], [{"a", "ferry-brief"}]),
        ([article("a", "…"), FERRY_BRIEF, FERRY_REPRINT], [{"ferry-brief", "ferry-reprint"}, {"a"}]),
        ([article("a", BAKERY.text), article("b", BAKERY.text)], [{"a", "b"}]),
    ],
    ids=["none", "one", "empty ones", "title only", "no words", "same text"],
)
def test_odd_inputs(articles: list[Article], expected: list[set[str]]) -> None:
    assert groups(articles) == expected


def test_menus_of_one_outlet_do_not_join_its_articles() -> None:
    menu = "Courier Prime Subscribe Obituaries Cartoons Harbour tables Fishing quota weather radar and puzzles archive"
    texts = [FERRY_BRIEF, BAKERY, TALKS[0]]
    framed = [
        replace(
            found, text=f"{menu}\n{menu} again\n{found.text}\n{menu} once more", outlet="Averil Courier", published=None
        )
        for found in texts
    ]

    assert len(groups(framed)) == 3


def test_order_of_the_input_does_not_change_the_stories() -> None:
    articles = [*FERRY, BAKERY, *TALKS, *STRIKES]

    assert sorted(map(sorted, groups(articles))) == sorted(map(sorted, groups(articles[::-1])))


def test_hundreds_of_articles_come_out_like_a_handful() -> None:
    """Fifty invented events, six reports each: the words of an event are its own, the rest are anybody's."""
    random = np.random.default_rng(7)
    shared = FERRY_FEATURE.text.split() + TALKS[0].text.split() + BAKERY.text.split()
    articles = []
    for event in range(50):
        own = [f"Name{event}x{number}" for number in range(30)]
        for report in range(6):
            chosen = [*random.choice(own, 40), *random.choice(shared, 160)]
            articles.append(article(f"{event}-{report}", " ".join(random.permutation(chosen))))

    found = group(articles)

    assert [len(story) for story in found] == [6] * 50
    assert all(len({id_.partition("-")[0] for id_ in story}) == 1 for story in found)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.text(max_size=80), st.text(max_size=20), st.sampled_from([None, "2031-05-09", "2031", "nonsense"])
        ),
        max_size=8,
    )
)
def test_every_article_is_in_one_story(texts: list[tuple[str, str, str | None]]) -> None:
    articles = [article(str(number), *rest) for number, rest in enumerate(texts)]

    found = group(articles)

    assert sorted(id_ for story in found for id_ in story) == sorted(ids(articles))
    assert found == group(articles)


def test_threshold_joins_everything_or_nothing() -> None:
    articles = [*FERRY, BAKERY]

    assert len(group(articles, GroupingSettings(min_likeness=-1.0))) == 1
    assert len(group([BAKERY, *TALKS], GroupingSettings(min_likeness=0.99))) == 3

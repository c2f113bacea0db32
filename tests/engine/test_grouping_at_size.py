"""Stories of many articles in the order of their days, whatever order they come in."""

from dataclasses import replace
from random import Random

from building import article_of
from tellings.engine.grouping_at_size import group_at_size
from tellings.records import Article, Precision, Published
from tellings.stories.grouping import GroupingSettings, group

EVENTS = [
    ("Harbour bridge closed over cracked piers", "engineers bridge piers cracks council harbour closed repairs autumn"),
    ("Ferry aground off the northern cape", "ferry fog cape coastguard captain tug aground sand passengers"),
    ("Bakers strike over night shifts", "bakers strike wages ovens union nights bread guild shifts"),
]


def reports() -> list[Article]:
    """Four reports of each event, on its own day and the next."""
    made = []
    for event, (title, words) in enumerate(EVENTS):
        for report in range(4):
            drawn = Random(10 * event + report)
            sentences = [" ".join(drawn.sample(words.split(), 6)).capitalize() + "." for _ in range(8)]
            article = article_of(" ".join(sentences), f"a{event}{report}")
            day = Published(f"2031-05-{4 + 6 * event + report % 2:02}", Precision.DAY, "")
            made.append(replace(article, title=title, outlet=f"The {report} Post", published=day))
    return made


def test_the_stories_are_those_of_grouping_all_at_once() -> None:
    articles = reports()
    Random(3).shuffle(articles)

    found = dict(group_at_size(articles, GroupingSettings()))

    expected = group(articles, GroupingSettings())
    assert list(found) == [article.id for article in articles]
    assert len(expected) == len(EVENTS)
    assert sorted(sorted(n for n in found if found[n] == label) for label in set(found.values())) == sorted(
        map(sorted, expected)
    )
    assert set(found.values()) == {"s1", "s2", "s3"}


def test_an_article_without_a_day_counts_as_of_the_day_of_the_one_before_it() -> None:
    articles = reports()
    articles[6] = replace(articles[6], published=None)

    found = dict(group_at_size(articles, GroupingSettings()))

    assert found["a12"] == found["a11"]


def test_nothing_has_no_stories() -> None:
    assert list(group_at_size([], GroupingSettings())) == []

"""Stories grow, merge, split and end; old ids lead on; comparisons are kept and known to be stale."""

from dataclasses import replace

import pytest

from tellings.errors import UnknownIdError
from tellings.records import Article, ArticleId
from tellings.store import (
    Decision,
    DecisionKind,
    Membership,
    Query,
    Store,
    StoryFilter,
    StoryLink,
    StoryState,
    settings_digest,
)

from .events import COMPARE, LATER, NOW, annotated, day, report, told

REPORTS = [
    report("harbour", published=day("2031-05-02")),
    report("coast", published=day("2031-05-04")),
    report(
        "hill", "The mine at Torrin reopened, its owner said.", published=day("2031-04-30"), agency=("Norland Press",)
    ),
]


@pytest.fixture
def desk(store: Store) -> Store:
    """Stories s1 (harbour, coast) and s2 (hill)."""
    for article in REPORTS:
        store.add_article(article, "d", NOW)
    for story, names in {"s1": ["harbour", "coast"], "s2": ["hill"]}.items():
        store.save_story(story, f"Title of {story}", NOW)
        store.put_in_story(members(story, *names), NOW)
    return store


def members(story: str, *names: str) -> list[Membership]:
    return [Membership(ArticleId(name), story, 0.5, "alike") for name in names]


def test_a_story_counts_its_articles(desk: Store) -> None:
    found = desk.story("s1")

    assert (found.articles, found.outlets, found.origins) == (2, 2, 0)
    assert (found.first_published, found.last_published) == ("2031-05-02", "2031-05-04")
    assert desk.members("s1") == tuple(members("s1", "harbour", "coast"))


def test_an_article_moved_to_another_story_leaves_its_own(desk: Store) -> None:
    desk.put_in_story(members("s2", "coast"), LATER)

    assert (desk.story("s1").articles, desk.story("s2").articles) == (1, 2)
    assert desk.story_of("coast") == "s2"


def test_a_merged_story_leads_to_the_one_it_is_in(desk: Store) -> None:
    desk.merge_stories("s1", "s2", LATER, "one event")
    desk.save_story("s3", "Third", LATER)
    desk.merge_stories("s3", "s1", LATER, "one event")

    assert desk.redirects() == {"s1": "s3", "s2": "s3"}
    assert desk.story("s2").id == desk.story("s1").id == "s3"
    assert desk.story("s3").articles == 3
    assert [story.id for story in desk.stories()] == ["s3"]


def test_merging_a_story_with_itself_changes_nothing(desk: Store) -> None:
    desk.merge_stories("s1", "s2", LATER, "one event")
    desk.merge_stories("s2", "s1", LATER, "again")

    assert desk.redirects() == {"s2": "s1"}


def test_a_split_makes_a_story_of_some_articles(desk: Store) -> None:
    desk.split_story("s9", "Coast only", ["coast"], LATER, "another event")

    assert [member.article for member in desk.members("s9")] == ["coast"]
    assert [member.article for member in desk.members("s1")] == ["harbour"]


def test_links_follow_a_merge(desk: Store) -> None:
    for story in ("s3", "s4"):
        desk.save_story(story, story, NOW)
    desk.link_stories(StoryLink("s2", "s3", 0.4, "same names"), NOW)
    desk.link_stories(StoryLink("s4", "s2", 0.6, "same names"), NOW)
    desk.link_stories(StoryLink("s2", "s1", 0.7, "same names"), NOW)

    desk.merge_stories("s1", "s2", LATER, "one event")

    assert desk.links("s1") == (
        StoryLink("s1", "s3", 0.4, "same names"),
        StoryLink("s4", "s1", 0.6, "same names"),
    )


def test_decisions_are_kept_with_the_articles_of_then(desk: Store) -> None:
    decision = Decision(
        DecisionKind.MERGE,
        "2031-05-03T00:00:00Z",
        *("s1", "s2"),
        (ArticleId("coast"), ArticleId("harbour")),
        (ArticleId("hill"),),
        "seen by hand",
    )
    desk.add_decision(decision)
    desk.merge_stories("s1", "s2", LATER, "by hand")

    assert desk.decisions() == (decision,)


def test_the_window_is_kept_for_the_version_that_wrote_it(desk: Store) -> None:
    desk.save_grouping_state("main", "1", b"old", NOW)
    desk.save_grouping_state("main", "1", b"\x00new", LATER)

    assert desk.grouping_state("main", "1") == b"\x00new"
    assert desk.grouping_state("main", "2") is None


def test_an_unknown_story_is_answered_with_those_like_it(desk: Store) -> None:
    desk.save_story("low-bridge", "Bridge", NOW)

    with pytest.raises(UnknownIdError, match="no story 'lowbridge'; did you mean 'low-bridge'"):
        desk.story("lowbridge")


def compared(desk: Store) -> None:
    story = told("s1", *(annotated(article) for article in REPORTS[:2]))
    desk.save_comparison(story, desk.story_input("s1"), COMPARE, NOW)


def test_a_comparison_is_read_back_as_it_was(desk: Store) -> None:
    compared(desk)

    found = desk.comparison("s1")
    assert found is not None
    assert found.story == told("s1", *(annotated(article) for article in REPORTS[:2]))
    assert (found.key, found.input_digest) == (COMPARE, desk.story_input("s1"))
    assert (desk.story("s1").title, desk.story("s1").origins) == ("Ferry aground", 1)


@pytest.mark.parametrize("change", ["article added", "article amended", "settings"])
def test_a_comparison_is_stale_when_what_it_was_made_of_changed(desk: Store, change: str) -> None:
    compared(desk)
    assert list(desk.without_comparison(COMPARE)) == []  # of one article there is nothing to compare

    key = COMPARE
    if change == "article added":
        desk.put_in_story(members("s1", "hill"), LATER)
    elif change == "article amended":
        desk.add_article(replace(REPORTS[0], byline=("Ann Reef",)), "d2", LATER)
    else:
        key = replace(COMPARE, settings=settings_digest(("other",)))

    assert "s1" in list(desk.without_comparison(key))


def test_comparing_again_replaces_rows(desk: Store) -> None:
    compared(desk)
    compared(desk)

    rows = desk._database.rows
    assert rows("SELECT id, outlets, status FROM claim") == [("c1", 2, "echoed")]
    assert rows("SELECT child, parent, kind FROM derivation") == [("coast", "harbour", "reprint")]
    assert rows("SELECT article, place FROM origin_article ORDER BY place") == [("harbour", 0), ("coast", 1)]
    assert rows("SELECT COUNT(*) FROM witness") == [(2,)]
    assert rows("SELECT child_outlet, parent_name FROM copied_article") == [("Coast Post", "Harbour Post")]


def test_a_merged_storys_comparison_goes_with_it(desk: Store) -> None:
    compared(desk)
    desk.merge_stories("s2", "s1", LATER, "one event")

    assert desk.comparison("s1") is None
    assert desk._database.rows("SELECT COUNT(*) FROM claim") == [(0,)]


def test_parts_are_given_back_for_their_input_only(desk: Store) -> None:
    key = replace(COMPARE, stage="lineage")
    desk.save_part("s1", key, "i1", b"part", NOW)

    assert desk.part("s1", key, "i1") == b"part"
    assert desk.part("s1", key, "i2") is None
    assert desk.part("s1", replace(key, version="2"), "i1") is None


def test_a_day_that_was_inferred_serves_for_filters_and_leaves_the_article_alone(store: Store) -> None:
    undated: Article = report("quay", published=None)
    store.add_article(undated, "d", NOW)
    store.save_story("s1", "Ferry", NOW)
    store.put_in_story(members("s1", "quay"), NOW)
    dated = replace(undated, published=day("2031-05-02"))

    store.save_comparison(told("s1", annotated(dated)), store.story_input("s1"), COMPARE, NOW)

    assert store.article("quay") == undated
    assert [found.published for found in store.search_articles(Query(since="2031-05-02"))] == ["2031-05-02"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (StoryFilter(), ["s1", "s2"]),
        (StoryFilter(limit=1), ["s1"]),
        (StoryFilter(limit=1, offset=1), ["s2"]),
        (StoryFilter(since="2031-05-01"), ["s1"]),
        (StoryFilter(until="2031-05-01"), ["s2"]),
        (StoryFilter(since="2031-05-03", until="2031-05-03"), ["s1"]),
        (StoryFilter(min_outlets=2), ["s1"]),
        (StoryFilter(state=StoryState.ENDED), ["s2"]),
        (StoryFilter(outlet="harbour post"), ["s1"]),
        (StoryFilter(agency="Norland Press"), ["s2"]),
        (StoryFilter(words="mine torrin"), ["s2"]),
        (StoryFilter(words="halla -torrin"), ["s1"]),
        (StoryFilter(words="halla", outlet="Hill Post"), []),
        (StoryFilter(words="?!"), []),
        (StoryFilter(outlet="nobody"), []),
    ],
    ids=str,
)
def test_stories_are_listed_by_what_is_asked(desk: Store, wanted: StoryFilter, found: list[str]) -> None:
    desk.save_story("s2", "Mine", LATER, StoryState.ENDED)

    assert [story.id for story in desk.stories(wanted)] == found

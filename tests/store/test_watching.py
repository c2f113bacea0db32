"""Feeds, runs that can be taken up again, the log, and what is counted."""

from dataclasses import replace

import pytest

from tellings.errors import UnknownIdError
from tellings.store import Feed, Level, LogLine, StageStatus, Store

from .events import ANNOTATE, COMPARE, LATER, NOW, annotated, report, told

FEED = Feed("https://harbour.example/feed.xml", outlet="Harbour Post", etag='"1"', next_poll="2031-05-02T10:00:00Z")


def test_a_feed_is_kept_as_it_stands(store: Store) -> None:
    store.save_feed(FEED, NOW)
    failing = replace(FEED, failures=2, last_error="timed out", is_paused=True)
    store.save_feed(failing, LATER)

    assert store.feed(FEED.address) == failing
    assert store.feeds() == (failing,)


def test_feeds_are_due_by_their_time(store: Store) -> None:
    never = Feed("https://b.example")
    for feed in (FEED, never, Feed("https://c.example", is_paused=True)):
        store.save_feed(feed, NOW)

    assert store.feeds(due=NOW) == (never,)
    assert store.feeds(due=LATER) == (never, FEED)


def test_a_forgotten_feed_is_unknown(store: Store) -> None:
    store.save_feed(FEED, NOW)
    store.mark_seen(FEED.address, {"1": "a"}, NOW)
    store.remove_feed(FEED.address)

    assert store.feeds() == ()
    for use in (store.feed, store.remove_feed):
        with pytest.raises(UnknownIdError, match="no feed"):
            use(FEED.address)


def test_items_are_new_until_seen_with_what_the_feed_says(store: Store) -> None:
    store.save_feed(FEED, NOW)
    items = {"1": "a", "2": "b", "x" * 5000: "c", "\ud800": "d"}
    assert store.unseen(FEED.address, items) == tuple(items)

    store.mark_seen(FEED.address, items, NOW)

    assert store.unseen(FEED.address, items) == ()
    assert store.unseen(FEED.address, {"2": "changed", "1": "a", "3": "new"}) == ("2", "3")
    assert store.unseen(FEED.address, {}) == ()


def test_a_run_is_taken_up_where_it_stopped(store: Store) -> None:
    assert store.start_run("r1", "add", NOW) == {}
    store.save_position("r1", "a.warc", 10)
    store.save_position("r1", "a.warc", 20, is_done=True)
    store.save_position("r1", "b.warc", 5)

    assert store.start_run("r1", "add", LATER) == {"a.warc": (20, True), "b.warc": (5, False)}

    store.end_run("r1", LATER)
    assert store.start_run("r1", "add", LATER) == {}


def test_the_log_is_read_from_its_end(store: Store) -> None:
    for number, level in enumerate([Level.INFO, Level.ERROR, Level.WARNING]):
        store.write_log(level, "add", f"s{number}", "what came of it\x00" * 500, LATER if number else NOW)

    assert [line.source for line in store.log()] == ["s2", "s1", "s0"]
    assert [line.source for line in store.log(level=Level.WARNING, limit=1)] == ["s2"]
    assert [line.source for line in store.log(level=Level.ERROR)] == ["s1"]
    assert [line.source for line in store.log(since=LATER)] == ["s2", "s1"]
    assert next(store.log()) == LogLine(
        "2031-05-03T09:30:00Z", Level.WARNING, "add", "s2", ("what came of it\ufffd" * 500)[:2000]
    )


def test_status_counts_what_is_stale_and_missing(store: Store) -> None:
    reports = [annotated(report(name)) for name in ("a", "b", "c")]
    for number, found in enumerate(reports):
        store.add_article(found.article, "d", NOW)
        if number:
            store.save_annotation(found, ANNOTATE if number == 1 else replace(ANNOTATE, version="0"), NOW)
    store.save_story("s1", "Ferry", NOW)
    store.put_in_story([], NOW)
    store.save_feed(replace(FEED, failures=1), NOW)
    stale = StageStatus("story", current=0, stale=0, missing=0)
    assert store.status([COMPARE]).stages == (stale,)

    found = store.status([ANNOTATE])

    assert found.stages == (StageStatus("annotate", current=1, stale=1, missing=1),)
    assert (found.articles, found.versions, found.sources, found.stories, found.feeds) == (3, 3, 3, 0, 1)
    assert (found.failing_feeds, found.last_added) == (1, "2031-05-02T09:30:00Z")
    assert found.size_bytes > 10_000


def test_status_of_stories(store: Store) -> None:
    from tellings.store import Membership

    reports = {name: annotated(report(name)) for name in "abcde"}
    for found in reports.values():
        store.add_article(found.article, "d", NOW)
    for story, names in (("s1", "ab"), ("s2", "cd"), ("of one article", "e")):
        store.save_story(story, story, NOW)
        store.put_in_story([Membership(reports[name].article.id, story, None, "") for name in names], NOW)
    store.save_comparison(told("s1", reports["a"], reports["b"]), store.story_input("s1"), COMPARE, NOW)

    assert store.status([COMPARE]).stages == (StageStatus("story", current=1, stale=0, missing=1),)
    assert store.status([replace(COMPARE, version="2")]).stages == (StageStatus("story", 0, 1, 1),)

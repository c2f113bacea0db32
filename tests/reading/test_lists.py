"""OPML, news sitemaps and their indexes give addresses with what they state of them."""

import gzip
from pathlib import Path

import pytest

from tellings.errors import InputError
from tellings.reading import ReadingSettings, documents
from tellings.reading.entries import FeedItem, Subscription
from tellings.reading.kinds import Kind
from tellings.reading.listing import entries_of, listed_in, subscriptions_of
from tellings.reading.web import Answer
from tellings.records import Skipped

OPML = b"""<opml version="2.0"><head><title>Ours</title></head><body><outline text="Coast">
<outline type="rss" text="Harbour Post" xmlUrl="https://post.example/feed"/>
<outline type="rss" title="Tide &amp;amp; Times" xmlURL="https://tide.example/rss"/></outline>
<outline text="twice" xmlUrl="https://post.example/feed"/><outline text="local" xmlUrl="file:///etc/passwd"/>
<outline text="note"/></body></opml>"""
NEWS = b"""<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://post.example/a</loc>
<lastmod>2025-03-04T11:00:00Z</lastmod><n:news><n:publication><n:name>Harbour Post</n:name><n:language>en</n:language>
</n:publication><n:publication_date>2025-03-04T10:00:00Z</n:publication_date>
<n:title>Ferry sinks</n:title></n:news></url>
<url><loc>javascript:alert(1)</loc></url></urlset>"""
INDEX = b"""<sitemapindex>
<sitemap><loc>/news-1.xml.gz</loc></sitemap><sitemap><loc>/news-2.xml</loc></sitemap></sitemapindex>"""


def test_opml_gives_feeds_once_with_their_outlets() -> None:
    assert entries_of(OPML, Kind.SUBSCRIPTIONS).entries == (
        Subscription("https://post.example/feed", "Harbour Post"),
        Subscription("https://tide.example/rss", "Tide & Times"),
    )


def test_news_sitemap_gives_pages_with_title_publication_and_date() -> None:
    (item,) = entries_of(NEWS, Kind.SITEMAP).entries

    assert isinstance(item, FeedItem)
    assert (item.link, item.title, item.outlet) == ("https://post.example/a", "Ferry sinks", "Harbour Post")
    assert (item.published, item.updated) == ("2025-03-04T10:00:00Z", "2025-03-04T11:00:00Z")
    assert not item.is_whole


def test_index_gives_sitemaps_with_whole_addresses() -> None:
    found = entries_of(INDEX, Kind.SITEMAP, address="https://post.example/sitemap.xml")

    assert found.entries == (
        Subscription("https://post.example/news-1.xml.gz"),
        Subscription("https://post.example/news-2.xml"),
    )


def test_gzipped_sitemap_of_the_web_is_read() -> None:
    answer = Answer(200, gzip.compress(NEWS), None, "https://post.example/news-1.xml.gz")

    assert len(listed_in(answer, ReadingSettings()).entries) == 1


def test_list_among_the_sources_is_named_for_what_it_is(tmp_path: Path) -> None:
    for name, content in (("a.opml", OPML), ("b.xml", NEWS), ("c.xml", INDEX)):
        (tmp_path / name).write_bytes(content)

    feeds, pages, index = documents([str(tmp_path)])

    assert isinstance(feeds, Skipped)
    assert "2 feeds or sitemaps" in feeds.reason
    assert isinstance(pages, Skipped)
    assert "https://post.example/a" in pages.reason
    assert isinstance(index, Skipped)
    assert "without an entry" in index.reason


PAGE = b"""<!DOCTYPE html><html><head><link rel="stylesheet" href="a.css"><LINK title='News' type="application/rss+xml"
 href="/feed?a=1&amp;b=2" rel='alternate'><link rel=alternate type=application/atom+xml href=atom.xml>
<link rel="alternate" type="application/rss+xml" href="/comments/feed/"><link rel="alternate" hreflang="de" href="/de/">
<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)"></head><body></body></html>"""


def test_page_that_names_feeds_is_a_list_of_them() -> None:
    found = listed_in(Answer(200, PAGE, None, "https://post.example/news/"), ReadingSettings())

    assert found.entries == (
        Subscription("https://post.example/feed?a=1&b=2"),
        Subscription("https://post.example/news/atom.xml"),
    )


@pytest.mark.parametrize("page", [b"<html>", b"<link " * 100_000, b"<html><link rel=" + b"alternate " * 90_000 + b">"])
def test_page_that_names_none_is_no_list(page: bytes) -> None:
    with pytest.raises(InputError, match="neither a feed nor a list"):
        listed_in(Answer(200, page, None, "https://post.example/"), ReadingSettings())


def test_word_for_feeds_is_an_address_or_a_list_of_them(tmp_path: Path) -> None:
    path = tmp_path / "ours.opml"
    path.write_bytes(OPML)

    assert [feed.outlet for feed in subscriptions_of(str(path), ReadingSettings())] == ["Harbour Post", "Tide & Times"]
    assert subscriptions_of("https://post.example/", ReadingSettings()) == [Subscription("https://post.example/")]


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"<rss></rss>", "no list of feeds"), (b"<opml><body>", "a list without a feed: it ends"), (None, "no such file")],
    ids=["feed", "cut", "missing"],
)
def test_file_that_lists_no_feeds_is_refused(tmp_path: Path, content: bytes | None, reason: str) -> None:
    path = tmp_path / "ours.opml"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(InputError, match=reason):
        subscriptions_of(str(path), ReadingSettings())

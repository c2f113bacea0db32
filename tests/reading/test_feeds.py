"""Feeds of every form give the same items; hostile and broken ones give what can be had, and a word on the rest."""

import json
import time
from pathlib import Path

import pytest

from tellings.reading import documents
from tellings.reading.entries import FeedItem, heading
from tellings.reading.kinds import Kind, container_kind
from tellings.reading.listing import Listed, entries_of
from tellings.records import Document, DocumentKind, Skipped

ADDRESS = "https://post.example/feeds/news.xml"
TEXT = "<p>The ferry Averil sank off the harbour at dawn, the harbour master said.</p>" * 12
SUMMARY = "The ferry Averil sank at dawn."

RSS = f"""<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Harbour Post</title><link>https://post.example/</link><image><title>Logo</title></image>
<item><title>Ferry sinks &amp;amp; &lt;b&gt;nine&lt;/b&gt; saved</title><link>/a</link>
<guid isPermaLink="false">id-1</guid>
<pubDate>Tue, 04 Mar 2025 10:00:00 GMT</pubDate><dc:creator>Jo Field</dc:creator>
<description>{SUMMARY}</description><content:encoded><![CDATA[{TEXT}]]></content:encoded></item>
</channel></rss>"""
RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:c="http://purl.org/rss/1.0/modules/content/" xmlns:d="http://purl.org/dc/elements/1.1/">
<channel rdf:about="x"><title>Harbour Post</title></channel>
<item rdf:about="id-1"><title>Ferry sinks &amp; nine saved</title><link>https://post.example/a</link>
<d:date>Tue, 04 Mar 2025 10:00:00 GMT</d:date><d:creator>Jo Field</d:creator>
<c:encoded><![CDATA[{TEXT}]]></c:encoded></item></rdf:RDF>"""
ATOM = f"""<a:feed xmlns:a="http://www.w3.org/2005/Atom" xml:base="https://post.example/">
<a:title>Harbour Post</a:title><a:entry><a:id>id-1</a:id><a:title type="xhtml">
<div xmlns="http://www.w3.org/1999/xhtml">Ferry sinks &amp; <b>nine</b>
saved</div></a:title><a:link rel="self" href="/feed/1"/><a:link href="a"/><a:author><a:name>Jo Field</a:name></a:author>
<a:published>Tue, 04 Mar 2025 10:00:00 GMT</a:published>
<a:content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{TEXT}</div></a:content></a:entry></a:feed>"""
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Harbour Post",
        "items": [
            {
                "id": "id-1",
                "url": "https://post.example/a",
                "title": "Ferry sinks & nine saved",
                "date_published": "Tue, 04 Mar 2025 10:00:00 GMT",
                "authors": [{"name": "Jo Field"}],
                "content_html": TEXT,
            }
        ],
    }
)


def listed(content: str | bytes, address: str | None = ADDRESS) -> Listed:
    raw = content.encode() if isinstance(content, str) else content
    kind = container_kind(raw)
    assert kind is not None
    return entries_of(raw, kind, address=address)


def one(content: str | bytes) -> FeedItem:
    (item,) = listed(content).entries
    assert isinstance(item, FeedItem)
    return item


@pytest.mark.parametrize("feed", [RSS, RDF, ATOM, JSON], ids=["RSS", "RDF", "Atom", "JSON Feed"])
def test_every_form_gives_the_same_item(feed: str) -> None:
    found = listed(feed)

    (item,) = found.entries
    assert isinstance(item, FeedItem)
    assert (found.title, found.damage) == ("Harbour Post", None)
    assert (item.link, item.identity) == ("https://post.example/a", "id-1")
    assert (item.author, item.published) == ("Jo Field", "Tue, 04 Mar 2025 10:00:00 GMT")
    assert " ".join((item.title or "").replace("<div>", "").replace("</div>", "").split()) == "Ferry sinks & nine saved"
    assert item.is_whole
    assert (item.content or "").count("<p") == 12


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (RSS.encode(), Kind.FEED),
        (RSS.encode("utf-16"), Kind.FEED),
        (b"\xef\xbb\xbf" + JSON.encode(), Kind.JSON_FEED),
        (JSON.replace("/", r"\/").encode(), Kind.JSON_FEED),
        (b"<opml version='2.0'><body/></opml>", Kind.SUBSCRIPTIONS),
        (b"<urlset xmlns='x'></urlset>", Kind.SITEMAP),
        (b"<sitemapindex>", Kind.SITEMAP),
        (b"<html><body><feed></feed></body></html>", None),
        (b'{"id": "1", "text": "a \\"version\\": \\"https://jsonfeed.org/version/1\\""}', None),
        (b"The rss feed", None),
        (b"How a feed begins: <rss version='2.0'><channel>", None),
        (b"<br>Warning: no such table\n<?xml version='1.0'?>\n<rss>", Kind.FEED),
        (b"<!-- a --><!DOCTYPE x [<!ENTITY a 'b'>]>\n<!-- b --><RSS>", Kind.FEED),
        (b"<!--" * 4_000 + b"<rss>", None),
        (b"<?" * 8_000, None),
        (b"<?xml>" * 3_000, None),
    ],
    ids=range(16),
)
def test_lists_are_told_by_their_content(content: bytes, kind: Kind | None) -> None:
    assert container_kind(content) == kind


def test_encoding_that_the_feed_declares_wrongly_is_mended() -> None:
    declared = RSS.replace('version="1.0"', 'version="1.0" encoding="iso-8859-1"', 1).replace("Ferry", "Fähre")

    assert (one(declared).title or "").startswith("Fähre")
    assert (one(declared.encode("latin-1")).title or "").startswith("Fähre")
    assert (one(declared.encode("utf-16")).title or "").startswith("Fähre")


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("A &amp; B", "A & B"),
        ("A & B", "A & B"),
        ("A &amp;#8217;B", "A ’B"),
        ("Caf&eacute; &nbsp; x", "Café x"),
        ("don&#146;t", "don’t"),
        ("<![CDATA[A &amp; <i>B</i>]]>", "A & B"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "<script>alert(1)</script>"),
        ("<![CDATA['; DROP TABLE articles; --]]>", "'; DROP TABLE articles; --"),
        ("a\x1b[31mb&#x202e;c", "abc"),
        ("A\n   B", "A B"),
    ],
    ids=range(10),
)
def test_title_is_plain_text_whatever_it_holds(stated: str, title: str) -> None:
    feed = f"<rss><channel><item><title>{stated}</title><link>http://post.example/a</link></item></channel></rss>"

    assert one(feed).title == title


def test_title_of_a_megabyte_is_cut() -> None:
    started = time.process_time()

    assert len(heading("<b " * 400_000) or "") <= 2_000
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    ("element", "content", "whole"),
    [
        ("content:encoded", TEXT, True),
        ("content:encoded", "<p>Subscribe to read.</p>", False),
        ("content:encoded", TEXT + "<p>Read more</p>", False),
        ("description", SUMMARY, False),
        ("description", TEXT, True),
        ("description", TEXT + " [&#8230;]", False),
        ("description", TEXT + "<p>He left …</p>", False),
    ],
    ids=range(7),
)
def test_summary_is_told_from_whole_text(element: str, content: str, whole: bool) -> None:
    feed = RSS.replace("<description>", "<x>").replace("</description>", "</x>").replace("content:encoded", "y")
    feed = feed.replace("</item>", f"<{element}><![CDATA[{content}]]></{element}></item>")

    assert one(feed).is_whole == whole


def test_same_id_does_not_make_two_items_one_but_the_same_wording_does() -> None:
    item = "<item><guid>same</guid><link>http://post.example/{0}</link><title>{1}</title></item>"
    items = [item.format(*stated) for stated in ((1, "A"), (2, "B"), (1, "A"), (1, "A2"))]
    feed = f"<rss><channel>{''.join(items)}</channel></rss>"

    keys = [entry.key for entry in listed(feed).entries if isinstance(entry, FeedItem)]

    assert keys[0] == keys[2]
    assert len(set(keys)) == 3


def test_date_of_change_that_all_items_share_is_no_change() -> None:
    entry = "<entry><link href='http://post.example/{0}'/><title>{0}</title><updated>{1}</updated></entry>"
    shared = "".join(entry.format(number, "2025-03-04T10:00:00Z") for number in range(4))
    apart = "".join(entry.format(number, f"2025-03-0{number + 1}T10:00:00Z") for number in range(4))
    feed = '<feed xmlns="http://www.w3.org/2005/Atom">{}</feed>'

    assert {entry.updated for entry in listed(feed.format(shared)).entries} == {None}  # type: ignore[union-attr]
    assert len({entry.updated for entry in listed(feed.format(apart)).entries}) == 4  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("head", "damage"),
    [
        ("<item><title>cut", "ends too early"),
        ("<x>" * 500, "nested too deep"),
        ("<item " + " ".join(f"a{n}='b'" for n in range(80_000)) + ">", "ends too early"),
        ("<a><b></a></b>", "XML is broken"),
        ("<item><title>" + "<" * 100_000, "XML is broken"),
        ("<item><title>" + "&x;" * 100_000, "ends too early"),
        ("<item/>" * 60_000, "more than 50,000 items"),
        ("<item><title><![CDATA[" * 50_000, "ends too early"),
    ],
    ids=range(8),
)
def test_broken_and_hostile_feeds_keep_what_came_before(head: str, damage: str) -> None:
    good = "<item><title>Ferry</title><link>http://post.example/a</link></item>"
    started = time.process_time()

    found = listed(f"<rss><channel>{good}{head}")

    assert next(entry.title for entry in found.entries if isinstance(entry, FeedItem)) == "Ferry"
    assert damage in (found.damage or "")
    assert time.process_time() - started < 6


def test_entities_are_neither_grown_nor_fetched() -> None:
    grown = "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9))
    dtd = f"<!DOCTYPE rss [<!ENTITY a 'aaaaaaaaaa'><!ENTITY z SYSTEM 'file:///etc/passwd'>{grown}]>"
    feed = f"{dtd}<rss><channel><item><title>x&z;&j;</title><link>http://post.example/a</link></item></channel></rss>"

    assert all("root:" not in str(entry) and len(str(entry)) < 1_000 for entry in listed(feed).entries)


@pytest.mark.parametrize(
    ("content", "damage"),
    [
        ('{"version": "https://jsonfeed.org/version/1", "items": [', "not valid JSON"),
        ('{"version": "https://jsonfeed.org/version/1", "items": 3}', "no list of items"),
        ('{"version": "https://jsonfeed.org/version/1", "items": ' + "[" * 100_000, "nested too deep"),
    ],
    ids=["cut", "no list", "deep"],
)
def test_broken_json_feed_is_named(content: str, damage: str) -> None:
    assert damage in (listed(content).damage or "")


def test_feed_file_gives_its_whole_texts_and_names_what_must_be_fetched(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    short = "<item><title>Short</title><link>https://post.example/b</link><description>Short.</description></item>"
    path.write_text(
        RSS.replace("<link>/a</link>", "<link>https://post.example/a</link>").replace(
            "</channel>", short + "</channel>"
        )
    )

    document, pointers = documents([str(path)])

    assert isinstance(document, Document)
    assert (document.source, document.url) == ("https://post.example/a", "https://post.example/a")
    assert (document.kind, document.outlet) == (DocumentKind.HTML, "Harbour Post")
    assert document.title == "Ferry sinks & nine saved"
    assert TEXT in document.content
    assert isinstance(pointers, Skipped)
    assert "1 of its items carry no whole text" in pointers.reason


def test_poisoned_title_is_escaped_where_it_becomes_a_page() -> None:
    item = FeedItem(
        "http://post.example/a", None, title="</title><script>x</script>", author='"><script>', content=TEXT
    )

    assert "<script>" not in item.document("a").content


def test_same_item_in_two_feeds_is_read_once_and_another_version_is_named_apart(tmp_path: Path) -> None:
    feed = RSS.replace("<link>/a</link>", "<link>https://post.example/a</link>")
    for name, content in (("a.xml", feed), ("b.xml", feed), ("c.xml", feed.replace("at dawn", "at noon"))):
        (tmp_path / name).write_text(content)

    first, repeated, version = documents([str(tmp_path)])

    assert isinstance(first, Document)
    assert isinstance(repeated, Skipped)
    assert "comes again" in repeated.reason
    assert isinstance(version, Document)
    assert version.source.startswith("https://post.example/a (")
    assert version.url == first.url

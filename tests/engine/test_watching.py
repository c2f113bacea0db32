"""Feeds are asked when they are due, gently and through every fault, against a real server on this machine."""

import gzip
import threading
import time
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.engine.feed_states import (
    FeedState,
    Polled,
    WatchSettings,
    after_failure,
    after_success,
    due,
    next_due,
    stated_wait,
)
from tellings.engine.watching import poll
from tellings.errors import InputError
from tellings.reading.robots import KnownRobots
from tellings.reading.settings import ReadingSettings
from tellings.reading.web import Answer, UnreachableError, Validators, answer
from tellings.records import Document, Skipped

NOW = datetime(2025, 3, 4, 12, tzinfo=UTC)
QUICK = WatchSettings(host_pause_seconds=0.0)
# Generous, because the machine may be busy; where the limit itself is tested it is short.
READING = ReadingSettings(max_bytes=100_000, timeout_seconds=15.0, allowed_hosts=frozenset({"127.0.0.1"}))
WHOLE = "<p>The ferry Averil sank off the harbour at dawn, the harbour master said.</p>" * 12
PAGE = f"<html><head><title>Ferry</title></head><body>{WHOLE}</body></html>".encode()
HTML = "text/html; charset=utf-8"


def item(number: int | str, text: str = "A summary.", link: str | None = None, title: str = "Ferry") -> str:
    address = f"/page/{number}" if link is None else link
    stated = f"<title>{title}</title><link>{address}</link><guid>same-for-all</guid>"
    return f"<item>{stated}<description><![CDATA[{text}]]></description></item>"


def rss(*items: str) -> bytes:
    return f"<rss version='2.0'><channel><title>Harbour Post</title>{''.join(items)}</channel></rss>".encode()


class Site:
    """A server whose answers a test sets, and that counts what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, tuple[int, bytes, dict[str, str]]] = {}
        self.asked: list[tuple[str, float, dict[str, str]]] = []
        self.at_work = self.most_at_work = 0
        self.lock = threading.Lock()
        self.address = ""

    def put(self, path: str, body: bytes, status: int = 200, **headers: str) -> str:
        self.answers[path] = (status, body, {name.replace("_", "-"): value for name, value in headers.items()})
        return self.address + path

    def counts(self) -> Counter[str]:
        return Counter(path for path, _, _ in self.asked)


class Handler(BaseHTTPRequestHandler):
    site: Site

    def do_GET(self) -> None:
        site = self.site
        with site.lock:
            site.asked.append((self.path, time.monotonic(), {k.lower(): v for k, v in self.headers.items()}))
            site.at_work += 1
            site.most_at_work = max(site.most_at_work, site.at_work)
        try:
            self.respond(site)
        except OSError:
            pass  # whoever asked has gone
        finally:
            with site.lock:
                site.at_work -= 1

    def respond(self, site: Site) -> None:
        if self.path == "/endless":
            self.send_response(200)
            self.end_headers()
            self.wfile.write(rss(item(1)).removesuffix(b"</channel></rss>"))
            while True:
                self.wfile.write(item(2).encode() * 50)
        if self.path == "/slow":
            self.send_response(200)
            self.end_headers()
            for byte in rss(item(1)):
                self.wfile.write(bytes([byte]))
                time.sleep(0.02)
            return
        status, body, headers = site.answers.get(self.path, (404, b"", {}))
        if self.path.startswith("/page/") and self.path not in site.answers:
            status, body, headers = 200, PAGE, {"Content-Type": HTML}
        if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
            status, body = 304, b""
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def site() -> Iterator[Site]:
    found = Site()
    handler = type("Bound", (Handler,), {"site": found})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as httpd:
        httpd.daemon_threads = True
        httpd.block_on_close = False
        thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        found.address = f"http://127.0.0.1:{httpd.server_address[1]}"
        yield found
        httpd.shutdown()
        thread.join()


class Kept:
    """What a store would keep: states, seen items and documents, each result in one step."""

    def __init__(self) -> None:
        self.states: dict[str, FeedState] = {}
        self.seen: set[tuple[str, str]] = set()
        self.documents: list[Document] = []
        self.skipped: list[Skipped] = []
        self.found: list[FeedState] = []
        self.reading = READING

    def unseen(self, feed: str, keys: Sequence[str]) -> Collection[str]:
        return [key for key in keys if (feed, key) not in self.seen]

    def keep(self, polled: Polled) -> None:
        if polled.item:
            self.seen.add((polled.feed, polled.item))
        if isinstance(polled.result, Document):
            self.documents.append(polled.result)
        if isinstance(polled.result, Skipped):
            self.skipped.append(polled.result)
        if polled.state:
            self.states[polled.state.address] = polled.state
        self.found.extend(polled.found)

    def round(
        self, *addresses: str, now: datetime = NOW, settings: WatchSettings = QUICK, robots: KnownRobots | None = None
    ) -> None:
        states = [self.states.get(address, FeedState(address)) for address in addresses]
        fetch = partial(_fetch, self.reading)
        for polled in poll(states, fetch, now, self.unseen, settings=settings, reading=READING, robots=robots):
            self.keep(polled)


def _fetch(settings: ReadingSettings, address: str, known: Validators) -> Answer:
    return answer(address, settings, known)


@pytest.fixture
def kept() -> Kept:
    return Kept()


def test_summaries_are_fetched_as_pages_and_whole_texts_are_not(site: Site, kept: Kept) -> None:
    feed = site.put("/feed", rss(item(1), item(2, WHOLE)), ETag='"1"')

    kept.round(feed)

    assert [document.url for document in kept.documents] == [site.address + "/page/2", site.address + "/page/1"]
    assert [document.outlet for document in kept.documents] == ["Harbour Post", None]
    assert site.counts() == {"/robots.txt": 1, "/feed": 1, "/page/1": 1}
    assert kept.states[feed].etag == '"1"'
    assert kept.states[feed].failures == 0


def test_second_round_asks_whether_anything_changed_and_fetches_nothing_again(site: Site, kept: Kept) -> None:
    feed = site.put("/feed", rss(item(1)), ETag='"1"', Last_Modified="Tue, 04 Mar 2025 10:00:00 GMT")
    kept.round(feed)
    kept.round(feed, now=NOW + timedelta(hours=1))
    site.put("/feed", rss(item(1), item(3)), ETag='"2"')
    kept.round(feed, now=NOW + timedelta(hours=2))

    asked = [headers for path, _, headers in site.asked if path == "/feed"]
    assert [headers.get("if-none-match") for headers in asked] == [None, '"1"', '"1"']
    assert asked[1].get("if-modified-since") == "Tue, 04 Mar 2025 10:00:00 GMT"
    assert site.counts()["/page/1"] == site.counts()["/page/3"] == 1
    assert len(kept.documents) == 2


def test_same_id_does_not_hide_an_item_and_a_changed_item_comes_again(site: Site, kept: Kept) -> None:
    feed = site.put("/feed", rss(item(1), item(2), item(1)))
    kept.round(feed)
    site.put("/feed", rss(item(1), item(2, "Another summary.")))
    kept.round(feed, now=NOW + timedelta(hours=1))

    assert site.counts()["/page/1"] == 1
    assert site.counts()["/page/2"] == 2


def test_one_page_in_two_feeds_is_fetched_once(site: Site, kept: Kept) -> None:
    feeds = [site.put(f"/feed-{number}", rss(item(1, f"Summary {number}"), item(number))) for number in (2, 3)]

    kept.round(*feeds)

    assert site.counts()["/page/1"] == 1
    assert len(kept.documents) == 3
    assert len(kept.seen) == 4
    assert set(kept.states) == set(feeds)


def test_robots_file_is_asked_for_once_and_obeyed(site: Site, kept: Kept) -> None:
    site.put("/robots.txt", b"User-agent: *\nDisallow: /page/*1$\n\nUser-agent: other\nDisallow: /\n")
    feed, robots = site.put("/feed", rss(item(1), item(2))), KnownRobots()

    kept.round(feed, robots=robots)
    kept.round(feed, robots=robots, now=NOW + timedelta(hours=2))

    assert site.counts() == {"/robots.txt": 1, "/feed": 2, "/page/2": 1}
    assert [skip.source for skip in kept.skipped] == [site.address + "/page/1"]
    assert "robots.txt does not allow" in kept.skipped[0].reason


def test_feed_that_robots_may_not_fetch_is_not_fetched(site: Site, kept: Kept) -> None:
    site.put("/robots.txt", b"User-agent: tellings\nDisallow: /")
    feed = site.put("/feed", rss(item(1)))

    kept.round(feed)

    assert site.counts() == {"/robots.txt": 1}
    assert "robots.txt" in (kept.states[feed].last_error or "")


def test_site_whose_robots_file_fails_is_left_alone_for_an_hour(site: Site, kept: Kept) -> None:
    site.put("/robots.txt", b"", 500)
    feed, robots = site.put("/feed", rss(item(1))), KnownRobots()

    kept.round(feed, robots=robots)
    site.put("/robots.txt", b"")
    kept.round(feed, robots=robots, now=NOW + timedelta(minutes=59))
    kept.round(feed, robots=robots, now=NOW + timedelta(minutes=61))

    assert site.counts() == {"/robots.txt": 2, "/feed": 1, "/page/1": 1}


def test_host_is_asked_one_thing_at_a_time_with_its_crawl_delay(site: Site, kept: Kept) -> None:
    site.put("/robots.txt", b"User-agent: *\nCrawl-delay: 0.2")
    feed = site.put("/feed", rss(*(item(number) for number in range(3))))

    kept.round(feed)

    moments = [moment for path, moment, _ in site.asked if path != "/robots.txt"]
    assert site.most_at_work == 1
    assert all(later - earlier >= 0.19 for earlier, later in pairwise(moments))


def test_hosts_are_asked_at_the_same_time(site: Site, kept: Kept) -> None:
    other = site.address.replace("127.0.0.1", "localhost")
    feeds = [site.put("/slow", b""), other + "/slow"]
    states = [FeedState(feed) for feed in feeds]
    reading = replace(READING, timeout_seconds=2.0, allowed_hosts=frozenset({"127.0.0.1", "localhost"}))

    list(poll(states, partial(_fetch, reading), NOW, kept.unseen, settings=QUICK))

    assert site.most_at_work == 2


def test_too_many_requests_leave_the_host_alone_for_as_long_as_it_asks(site: Site, kept: Kept) -> None:
    feed = site.put("/feed", rss(*(item(number) for number in range(9))), ETag='"1"')
    site.put("/page/1", b"", 429, Retry_After="7200")

    kept.round(feed)

    state = kept.states[feed]
    assert site.counts()["/page/2"] == 0
    assert len(kept.documents) == 1
    assert state.etag is None  # so that the feed shows all its items again
    assert state.next_poll is not None
    assert state.next_poll - NOW == timedelta(hours=2)

    site.put("/page/1", PAGE, Content_Type=HTML)
    kept.round(feed, now=state.next_poll)

    assert len(kept.documents) == 9
    assert max(site.counts()[f"/page/{number}"] for number in (0, 2, 3, 8)) == 1


@pytest.mark.parametrize(
    ("path", "status", "headers", "reason"),
    [
        ("/gone", 404, {}, "answered 404"),
        ("/gone", 503, {"Retry-After": "Tue, 04 Mar 3025 12:00:00 GMT"}, "answered 503"),
        ("/feed", 302, {"Location": "/feed"}, "more than 5 redirects"),
        ("/feed", 302, {"Location": "http://localhost:1/"}, "not a public one"),
        ("/feed", 302, {"Location": "http://[fe80::1]/"}, "not a public one"),
        ("/feed", 200, {"Content-Length": "50000"}, "ended too early"),
        ("/feed", 200, {"Content-Length": "9" * 30}, "too large"),
        ("/feed", 200, {"Content-Encoding": "gzip"}, "too large"),
        ("/feed", 200, {"Content-Encoding": "br"}, "was not asked for"),
        ("/feed", 200, {"Content-Type": "image/png"}, "sent image/png"),
        ("/endless", 200, {}, "too large"),
        ("/slow", 200, {}, "within 0.5 seconds"),
        ("/page/html", 200, {}, "neither a feed nor a list"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_fault_of_a_feed_is_told_and_the_others_go_on(
    site: Site, kept: Kept, path: str, status: int, headers: dict[str, str], reason: str
) -> None:
    body = gzip.compress(b"a" * 1_000_000) if headers.get("Content-Encoding") == "gzip" else rss(item(1))
    site.answers[path] = (status, body, headers)
    if path == "/page/html":
        site.put(path, PAGE)
    if path == "/slow":
        kept.reading = replace(READING, timeout_seconds=0.5)
    good = site.put("/good", rss(item(7)))

    kept.round(site.address + path, good)

    state = kept.states[site.address + path]
    assert reason in (state.last_error or "")
    assert {skip.reason for skip in kept.skipped} == {state.last_error}
    assert state.failures == 1
    assert state.next_poll is not None
    assert NOW < state.next_poll <= NOW + timedelta(hours=26)
    if status != 503:  # after which the whole host, the other feed too, is left alone
        assert kept.states[good].failures == 0
        assert len(kept.documents) == 1


@pytest.mark.parametrize(
    "address", ["http://[oops/", "feeds.opml", "", "file:///etc/passwd", "http://a b/", "http:///x"]
)
def test_what_is_no_address_fails_by_itself(site: Site, kept: Kept, address: str) -> None:
    good = site.put("/good", rss(item(7)))

    kept.round(address, good)

    assert kept.states[address].failures == 1
    assert all((skip.source + skip.reason).isprintable() for skip in kept.skipped)
    assert len(kept.documents) == 1


def test_feed_that_is_gone_for_good_is_paused(site: Site, kept: Kept) -> None:
    feed = site.put("/feed", b"", 410)

    kept.round(feed)

    assert kept.states[feed].is_paused
    assert due([kept.states[feed]], NOW + timedelta(days=99)) == []


@pytest.mark.parametrize(
    ("encoding", "charset"), [("latin-1", "iso-8859-1"), ("utf-16", None), ("utf-8", "iso-8859-1"), ("cp1252", None)]
)
def test_feed_may_change_its_encoding(site: Site, kept: Kept, encoding: str, charset: str | None) -> None:
    headers = {"Content-Type": f"application/rss+xml; charset={charset}"} if charset else {}
    feed = site.put("/feed", rss(item(1, WHOLE, title="Fähre")))
    kept.round(feed)
    site.answers["/feed"] = (200, rss(item(2, WHOLE, title="Fähre")).decode().encode(encoding), headers)

    kept.round(feed)

    assert [document.title for document in kept.documents] == ["Fähre", "Fähre"]


def test_packed_feed_is_unpacked(site: Site, kept: Kept) -> None:
    feed = site.put("/feed", gzip.compress(rss(item(1))), Content_Encoding="gzip")
    sitemap = site.put("/map.xml.gz", gzip.compress(b"<urlset><url><loc>/page/2</loc></url></urlset>"))

    kept.round(feed, sitemap)

    assert len(kept.documents) == 2


@pytest.mark.parametrize(
    ("status", "body", "content_type", "again"),
    [
        (404, b"", HTML, False),
        (500, b"", HTML, True),
        (200, b"%PDF-1.7", "text/html", False),
        (200, b"GIF89a", "image/gif", False),
        (200, rss(item(1)), "text/xml", False),
        (200, b" ", HTML, False),
    ],
    ids=range(6),
)
def test_page_that_cannot_be_used_is_named_and_asked_for_again_only_where_that_may_help(
    site: Site, kept: Kept, status: int, body: bytes, content_type: str, again: bool
) -> None:
    feed = site.put("/feed", rss(item(1)), ETag='"1"')
    site.put("/page/1", body, status, Content_Type=content_type)

    kept.round(feed)
    kept.round(feed, now=NOW + timedelta(hours=1))

    assert site.counts()["/page/1"] == 1 + again
    assert kept.skipped[0].source == site.address + "/page/1"
    assert kept.states[feed].failures == 0


def test_item_that_leads_to_a_private_place_is_refused(site: Site, kept: Kept) -> None:
    port = site.address.rpartition(":")[2]
    inside = site.put("/page/away", b"", 302, Location=f"http://localhost:{port}/page/1")
    feed = site.put("/feed", rss(item(1, link=f"http://localhost:{port}/page/1"), item(2, link=inside)))

    kept.round(feed)

    assert kept.documents == []
    assert all("not a public one" in skip.reason or "robots" in skip.reason for skip in kept.skipped)
    assert site.counts()["/page/1"] == 0


def test_poisoned_title_stays_text(site: Site, kept: Kept) -> None:
    title = "&lt;script&gt;x&lt;/script&gt;'; DROP TABLE article; --\x1b]0;owned\x07"
    feed = site.put("/feed", rss(item(1, title=title), item(2, WHOLE, title=title)))

    kept.round(feed)

    assert {document.title for document in kept.documents} == {"<script>x</script>'; DROP TABLE article; --"}


def test_dates_ahead_do_not_move_the_schedule(site: Site, kept: Kept) -> None:
    ahead = item(1).replace("</item>", "<pubDate>Fri, 04 Mar 2095 10:00:00 GMT</pubDate></item>")
    feed = site.put("/feed", rss(ahead), Date="Fri, 04 Mar 2095 10:00:00 GMT", Last_Modified="Fri, 04 Mar 2095")

    kept.round(feed)

    assert len(kept.documents) == 1
    assert kept.states[feed].last_polled == NOW
    assert (kept.states[feed].next_poll or NOW) <= NOW + timedelta(days=1)


def test_list_of_feeds_names_them_and_an_index_is_followed(site: Site, kept: Kept) -> None:
    opml = site.put("/list.opml", b"<opml><body><outline text='Post' xmlUrl='/feed'/></body></opml>")
    index = site.put(
        "/index.xml",
        b"<sitemapindex><sitemap><loc>/old.xml</loc><lastmod>2025-03-03</lastmod></sitemap><sitemap><loc>/older.xml</loc><lastmod>2020-01-01</lastmod></sitemap>"
        b"<sitemap><loc>/new.xml</loc><lastmod>2025-03-04</lastmod></sitemap></sitemapindex>",
    )
    site.put("/new.xml", b"<urlset><url><loc>/page/1</loc></url></urlset>")

    kept.round(opml, index, settings=replace(QUICK, max_lists=1))

    assert kept.found == [FeedState(site.address + "/feed", "Post")]
    assert [document.url for document in kept.documents] == [site.address + "/page/1"]
    assert site.counts()["/old.xml"] == site.counts()["/older.xml"] == 0
    assert set(kept.states) == {opml, index}


def test_what_a_sitemap_dates_far_back_is_passed_over(site: Site, kept: Kept) -> None:
    url = "<url><loc>/page/{0}</loc><lastmod>{1}</lastmod></url>"
    dated = [url.format(*stated) for stated in ((1, "2024-12-31"), (2, "2025-03-01T10:00:00Z"), (3, "lately"))]
    sitemap = site.put("/map.xml", f"<urlset>{''.join(dated)}<url><loc>/page/4</loc></url></urlset>".encode())

    kept.round(sitemap)

    assert sorted(document.url or "" for document in kept.documents) == [f"{site.address}/page/{n}" for n in (2, 3, 4)]


def test_long_feed_is_fetched_over_several_rounds(site: Site, kept: Kept) -> None:
    feed = site.put("/feed", rss(*(item(number) for number in range(25))), ETag='"1"')

    counts = []
    for hour in range(4):
        kept.round(feed, now=NOW + timedelta(hours=hour), settings=replace(QUICK, max_pages=10))
        counts.append(len(kept.documents))

    assert counts == [10, 20, 25, 25]
    assert max(site.counts()[f"/page/{number}"] for number in range(25)) == 1


def test_round_that_is_over_leaves_the_rest_to_the_next(site: Site, kept: Kept) -> None:
    feed = site.put("/feed", rss(*(item(number) for number in range(5))), ETag='"1"')

    kept.round(feed, settings=WatchSettings(host_pause_seconds=0.2, round_seconds=0.5))

    assert 1 <= len(kept.documents) < 5
    assert kept.skipped == []
    assert kept.states[feed].etag is None
    kept.round(feed)
    assert len(kept.documents) == 5


@pytest.mark.parametrize("stop", range(1, 5))
def test_round_stopped_anywhere_loses_and_repeats_nothing(site: Site, kept: Kept, stop: int) -> None:
    feed = site.put("/feed", rss(*(item(number) for number in range(3))), ETag='"1"')
    fetch = partial(_fetch, READING)

    stopped = poll([FeedState(feed)], fetch, NOW, kept.unseen, settings=QUICK, reading=READING)
    for _, polled in zip(range(stop - 1), stopped, strict=False):
        kept.keep(polled)
    stopped.close()
    kept.round(feed)
    kept.round(feed)

    assert sorted(document.url or "" for document in kept.documents) == [f"{site.address}/page/{n}" for n in range(3)]


def test_fault_of_our_own_does_not_stop_the_round(kept: Kept) -> None:
    def fetch(address: str, known: Validators) -> Answer:
        if "robots" in address:
            return Answer(404, b"", None, address)
        raise ZeroDivisionError if "bad" in address else InputError(address, "closed")

    states = [FeedState("http://bad.example/"), FeedState("http://good.example/")]
    found = list(poll(states, fetch, NOW, kept.unseen, settings=QUICK))

    assert sorted(polled.state.last_error or "" for polled in found if polled.state) == [
        "an unexpected ZeroDivisionError in Tellings itself; please report it with the address",
        "closed",
    ]


HOSTS = ["a.example", "b.example"]
OUTCOMES = st.sampled_from(["page", "feed", "index", "304", "404", "410", "429", "500", "silent", "refused", "broken"])


@settings(max_examples=150, deadline=None)
@given(
    outcomes=st.dictionaries(st.tuples(st.sampled_from(HOSTS), st.integers(0, 4)), OUTCOMES, max_size=10),
    rules=st.lists(st.sampled_from(["page", "404", "500", "silent", "refused"]), min_size=2, max_size=2),
    per_host=st.integers(1, 3),
    max_pages=st.integers(0, 4),
)
def test_whatever_hosts_answer_every_feed_ends_with_one_state(
    outcomes: dict[tuple[str, int], str], rules: list[str], per_host: int, max_pages: int
) -> None:
    addresses = [f"http://{host}/{number}" for host in HOSTS for number in range(5)]
    links = "".join(item(address, link=address) for address in addresses)
    index = "".join(f"<sitemap><loc>{address}</loc></sitemap>" for address in addresses)
    bodies = {
        "page": PAGE,
        "feed": rss(links),
        "index": f"<sitemapindex>{index}</sitemapindex>".encode(),
        "broken": b"<rss>",
    }

    def fetch(address: str, known: Validators) -> Answer:
        host, _, name = address.removeprefix("http://").partition("/")
        outcome = rules[HOSTS.index(host)] if name == "robots.txt" else outcomes.get((host, int(name)), "page")
        if outcome in {"silent", "refused"}:
            raise (UnreachableError if outcome == "silent" else InputError)(address, outcome)
        status = int(outcome) if outcome.isdigit() else 200
        body = b"User-agent: *\nDisallow: /3" if name == "robots.txt" else bodies.get(outcome, b"")
        return Answer(status, body if status == 200 else b"", None, address)

    feeds = [FeedState(f"http://{host}/{number}") for host in HOSTS for number in (0, 1, 3)]
    chosen = replace(QUICK, per_host=per_host, max_pages=max_pages)
    found = list(poll(feeds, fetch, NOW, lambda _, keys: keys, settings=chosen))

    assert sorted(polled.state.address for polled in found if polled.state) == sorted(feed.address for feed in feeds)
    for feed in feeds:
        mine = [polled for polled in found if polled.feed == feed.address]
        assert mine[-1].state is not None
        keys = [polled.item for polled in mine if polled.item]
        assert len(keys) == len(set(keys))


OK = Answer(200, b"", None, "http://post.example/")


def test_feed_with_news_is_asked_more_often_than_one_without() -> None:
    busy = quiet = FeedState("http://post.example/feed")
    now = NOW
    for _ in range(12):
        busy = after_success(busy, now, OK, new=3)
        quiet = after_success(quiet, now, OK, new=0)

    assert busy.next_poll is not None
    assert quiet.next_poll is not None
    assert timedelta(minutes=9) < busy.next_poll - now < timedelta(minutes=11)
    assert timedelta(hours=22) < quiet.next_poll - now < timedelta(hours=26)


def test_failing_feed_is_left_alone_twice_as_long_each_time_up_to_a_day() -> None:
    state = FeedState("http://post.example/feed")
    pauses = []
    for _ in range(400):
        state = after_failure(state, NOW, "no answer")
        assert state.next_poll is not None
        pauses.append((state.next_poll - NOW).total_seconds())

    assert [round(later / earlier) for earlier, later in pairwise(pauses[:8])] == [2] * 7
    assert max(pauses) <= 90_000
    assert after_success(state, NOW, OK, new=0).failures == 0


@pytest.mark.parametrize(
    ("stated", "date", "seconds"),
    [
        ("120", None, 120),
        ("999999999999999", None, 10**9),
        ("Tue, 04 Mar 2025 12:10:00 GMT", None, 600),
        ("Tue, 04 Mar 2025 11:00:00 GMT", None, 0),
        ("Fri, 04 Mar 2095 12:10:00 GMT", "Fri, 04 Mar 2095 12:00:00 GMT", 600),
        ("Tue, 04 Mar 2025 12:10:00", None, 600),
        ("soon", None, None),
        ("-5", None, None),
        (None, None, None),
    ],
)
def test_wish_to_wait_is_understood(stated: str | None, date: str | None, seconds: int | None) -> None:
    found = stated_wait(replace(OK, retry_after=stated, date=date), NOW)

    assert found == (None if seconds is None else timedelta(seconds=seconds))


def test_wish_to_wait_for_years_is_cut_at_a_day() -> None:
    state = after_failure(FeedState("http://post.example/"), NOW, "busy", wait=timedelta(days=9_000))

    assert state.next_poll == NOW + timedelta(days=1)


def test_feed_asked_by_a_clock_that_was_ahead_is_due() -> None:
    ahead = after_success(FeedState("http://post.example/"), NOW + timedelta(days=400), OK, new=0)

    assert due([ahead], NOW) == [ahead]


def test_longest_due_is_asked_first() -> None:
    states = [
        FeedState(f"http://{name}.example/", next_poll=NOW - timedelta(hours=h)) for name, h in (("a", 1), ("b", 2))
    ]
    later = FeedState("http://c.example/", next_poll=NOW + timedelta(hours=1))
    never = FeedState("http://d.example/")

    assert [state.address[7] for state in due([*states, later, never], NOW)] == ["d", "b", "a"]
    assert next_due([later]) == later.next_poll
    assert next_due([later, never]) is None


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 5), st.integers(0, 10**9)), max_size=30))
def test_no_history_puts_a_feed_to_sleep_for_longer_than_a_day(history: list[tuple[bool, int, int]]) -> None:
    state, now = FeedState("http://post.example/feed"), NOW
    for succeeded, new, wait in history:
        if succeeded:
            state = after_success(state, now, OK, new=new, wait=timedelta(seconds=wait))
        else:
            state = after_failure(state, now, "no", wait=timedelta(seconds=wait))
        assert state.next_poll is not None
        assert timedelta(minutes=4) < state.next_poll - now < timedelta(hours=26)
        now = state.next_poll
    assert due([state], now) == [state]

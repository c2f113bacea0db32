"""Feeds are watched into a store: what they bring is there once, and nothing is remembered before it is there."""

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from engine.test_adding import BEES, FERRY, SETTINGS, failed, without_models
from tellings import pipeline
from tellings.engine import adding
from tellings.engine.adding import Incoming, Outcome, add
from tellings.engine.keeping import next_round, subscribe, watch_round
from tellings.errors import InputError
from tellings.reading.robots import KnownRobots
from tellings.reading.settings import ReadingSettings
from tellings.records import Document, DocumentKind
from tellings.store import Store, open_store

READING = ReadingSettings(allowed_hosts=frozenset({"127.0.0.1"}))
ITEM = (
    "<item><guid>{n}</guid><title>{title}</title><link>{link}</link>"
    "<description><![CDATA[{text}]]></description></item>"
)
MORE = (
    "\n\nThe council meets on Thursday to hear what is known so far, and will take questions from the public until ten "
    "in the evening.\n\nA first report is expected before the end of the month; the last one of its kind took a year "
    "and was never published in full."
) + "".join(
    f"\n\nItem {n} of the council's list concerns the {what}, on which the harbour office has to report by the spring."
    for n, what in enumerate(["pilots", "lights", "breakwater", "radio", "tugs", "slipway", "fees", "charts"], 1)
)
FEED = '<?xml version="1.0"?><rss version="2.0"><channel><title>The Harbour Post</title>{items}</channel></rss>'


class Site(BaseHTTPRequestHandler):
    items: tuple[tuple[str, str], ...] = ()

    def do_GET(self) -> None:
        place = f"http://{self.headers['Host']}"
        items = "".join(
            ITEM.format(
                n=n, title=title, link=f"{place}/{n}", text="".join(f"<p>{p}</p>" for p in (text + MORE).split("\n\n"))
            )
            for n, (title, text) in enumerate(self.items)
        )
        is_feed = self.path == "/feed.xml"
        self.send_response(200 if is_feed else 404)
        self.send_header("Content-Type", "application/rss+xml")
        self.end_headers()
        self.wfile.write(FEED.format(items=items).encode() if is_feed else b"")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def feed() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    Site.items = (("Ferry aground", FERRY), ("A third of hives lost", BEES))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/feed.xml"
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "read", pipeline.read)
    monkeypatch.setattr(pipeline, "annotate", pipeline.annotate)
    without_models()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "desk.db") as opened:
        yield opened


def round_at(store: Store, hour: int) -> list[Outcome]:
    start = datetime(2031, 5, 7, hour, tzinfo=UTC)
    moments = (start + timedelta(milliseconds=n) for n in itertools.count())
    taken = watch_round(store, SETTINGS, READING, now=lambda: next(moments), failed=failed, robots=KnownRobots())
    return [one.outcome for one in taken]


def test_a_feeds_items_are_articles_and_come_once(store: Store, feed: str) -> None:
    assert subscribe(store, [feed], READING, datetime(2031, 5, 7, 8, tzinfo=UTC)) == [feed]

    assert round_at(store, 9) == [Outcome.NEW, Outcome.NEW]
    assert round_at(store, 15) == []
    assert len(list(store.all_articles())) == 2


def test_when_a_feed_is_asked_again_is_remembered(store: Store, feed: str) -> None:
    subscribe(store, [feed], READING, datetime(2031, 5, 7, 8, tzinfo=UTC))
    assert next_round(store) is None

    round_at(store, 9)

    wanted = next_round(store)
    assert wanted is not None
    assert datetime(2031, 5, 7, 9, tzinfo=UTC) < wanted < datetime(2031, 5, 8, 9, tzinfo=UTC)


def test_what_is_no_feed_is_refused_and_nothing_is_watched(store: Store, feed: str, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<p>no list of feeds")

    with pytest.raises(InputError, match="no list of feeds"):
        subscribe(store, [feed, str(page)], READING, datetime(2031, 5, 7, 8, tzinfo=UTC))

    assert store.feeds() == ()


def test_what_comes_after_an_article_is_not_remembered_before_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    # Worker processes take what comes next before they are done, as many do here.
    monkeypatch.setattr(adding, "run", lambda work, items, **_: (work(item) for item in list(items)))
    there: list[int] = []
    documents = [Document(f"{n}.txt", DocumentKind.CLEAN, BEES, id=f"b{n}") for n in range(3)]

    def remember(kept: Store) -> None:
        there.append(len(list(kept.all_articles())))

    incoming = [entry for d in documents for entry in (Incoming(d), Incoming(None, remember))]
    moments = (datetime(2031, 5, 7, tzinfo=UTC) + timedelta(seconds=n) for n in itertools.count())
    list(add(iter(incoming), store, SETTINGS, now=lambda: next(moments), failed=failed))

    assert there == [1, 2, 3]

"""Commands that fill a store and keep it up to date: add, watch, refresh, merge, split, history, status, log."""

import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from operator import attrgetter
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape

from tellings.cli.app import Fast, Jobs, app, settings_of
from tellings.cli.listing import (
    DEFAULT_STORE,
    AsCsv,
    AsJson,
    AsTable,
    Limit,
    Listing,
    StorePlace,
    answering,
    form_of,
    print_listing,
    say,
    store_at,
    words,
)
from tellings.cli.messages import FAILED
from tellings.errors import StoreLockedError, UsageError
from tellings.text.printable import escaped

if TYPE_CHECKING:
    from tellings.engine.adding import Taken
    from tellings.engine.grouping import Grouper
    from tellings.pipeline import Settings
    from tellings.reading.settings import ReadingSettings
    from tellings.records import AnnotatedArticle, Document, Skipped

Compared = Annotated[bool, typer.Option("--compare/--no-compare", help="Compare anew the stories that have grown.")]
AllowHost = Annotated[
    list[str] | None,
    typer.Option("--allow-host", metavar="HOST", help="May have a private address, which is refused otherwise."),
]
StoryId = Annotated[str, typer.Argument(metavar="STORY", help="A story's id, as `tellings stories` lists it.")]
Note = Annotated[str, typer.Option("--note", help="Why, for whoever reads the decisions later.")]

_LONGEST_SLEEP = 60.0  # seconds between two looks at what is due: feeds may be added meanwhile


@app.command(epilog="Example: tellings add pages/ https://example.org/story feed.xml --store desk.db")
def add(
    sources: Annotated[
        list[str],
        typer.Argument(help="Files, folders, JSON Lines, feeds, WARC archives or web addresses; - is standard input."),
    ],
    store: StorePlace = DEFAULT_STORE,
    jobs: Jobs = 1,
    fast: Fast = False,
    compare: Compared = True,
    as_is: Annotated[
        bool, typer.Option("--as-is", help="Texts in JSON Lines are clean already: keep them to the character.")
    ] = False,
    allow_host: AllowHost = None,
    host: Annotated[
        list[str] | None, typer.Option("--host", metavar="HOST", help="Of WARC archives only pages of this host.")
    ] = None,
    language: Annotated[
        list[str] | None,
        typer.Option("--language", metavar="CODE", help="Of WARC archives no pages that say another language."),
    ] = None,
) -> None:
    """Put articles into the store, in stories; known ones are passed over, a changed text is a new version."""
    from tellings.engine.adding import Incoming
    from tellings.engine.adding import add as add_documents

    settings = settings_of(fast=fast)
    reading = _reading(allow_host, host, language)
    with answering(), store_at(store, create=True) as opened:
        incoming = (Incoming(document) for document in _documents(sources, reading, untouched=as_is))
        count = _counted(add_documents(incoming, opened, settings, now=_now, failed=_unexpected, jobs=jobs))
        if compare and count["new"] + count["changed"] + count["amended"]:
            _refresh(store, settings, jobs, annotate_too=False)
    if sum(count.values()) == count["set aside"]:
        say("tellings: nothing could be used")
        raise typer.Exit(FAILED)


@app.command(epilog="Example: tellings watch https://example.org/feed.xml subscriptions.opml --store desk.db --once")
def watch(
    feeds: Annotated[
        list[str] | None,
        typer.Argument(help="Addresses of feeds, OPML lists or news sitemaps to be watched from now on."),
    ] = None,
    store: StorePlace = DEFAULT_STORE,
    jobs: Jobs = 1,
    fast: Fast = False,
    compare: Compared = True,
    once: Annotated[bool, typer.Option("--once", help="Ask the feeds that are due, and stop.")] = False,
    allow_host: AllowHost = None,
) -> None:
    """Ask feeds for news again and again, politely, and put what they bring into the store. Ctrl-C stops it."""
    from tellings.engine.keeping import next_round, subscribe, watch_round
    from tellings.reading.robots import KnownRobots

    reading, robots = _reading(allow_host), KnownRobots()
    with answering(), store_at(store, create=True) as opened:
        new = subscribe(opened, feeds or [], reading, _now())
        say(f"watching {len(opened.feeds())} feeds, {len(new)} of them new")
        if not opened.feeds():
            raise UsageError("no feed is watched; name one: tellings watch https://example.org/feed.xml")
        with suppress(KeyboardInterrupt):
            while True:
                settings = settings_of(fast=fast)  # anew each round: a watch outlives the day it was started on
                count = _counted(
                    watch_round(opened, settings, reading, now=_now, failed=_unexpected, robots=robots, jobs=jobs)
                )
                if compare and count["new"] + count["changed"] + count["amended"]:
                    _refresh(store, settings, jobs, annotate_too=False)
                if once:
                    break
                wanted = next_round(opened)
                time.sleep(min(_LONGEST_SLEEP, max(1.0, (wanted - _now()).total_seconds() if wanted else 1.0)))


@app.command(epilog="Example: tellings refresh --store desk.db --jobs 2")
def refresh(store: StorePlace = DEFAULT_STORE, jobs: Jobs = 1, fast: Fast = False) -> None:
    """Make anew what is out of date: annotations of another version, comparisons of stories that have changed."""
    with answering(), store_at(store):
        _refresh(store, settings_of(fast=fast), jobs, annotate_too=True)


@app.command(epilog="Example: tellings merge 3f2a91c07be4d5a1 90cc12ab55d01e77 --note 'one accident'")
def merge(one: StoryId, other: StoryId, store: StorePlace = DEFAULT_STORE, note: Note = "") -> None:
    """Put two stories together. It is remembered, and grouping learns from it."""
    with answering(), _grouper(store) as grouper:
        say(f"one story now: {grouper.merge(one, other, _now(), note)}")


@app.command(epilog="Example: tellings split 3f2a91c07be4d5a1 9ab2c77d01f3 --note 'another ferry'")
def split(
    story: StoryId,
    articles: Annotated[list[str], typer.Argument(metavar="ARTICLE…", help="Ids of the articles that leave it.")],
    store: StorePlace = DEFAULT_STORE,
    note: Note = "",
) -> None:
    """Take articles out of a story, into one of their own. It is remembered, and grouping learns from it."""
    from tellings.records import ArticleId

    with answering(), _grouper(store) as grouper:
        made = grouper.split(story, [ArticleId(article) for article in articles], _now(), note)
        say(f"a story of their own: {made}")


@app.command(epilog="Example: tellings history https://example.org/story --store desk.db")
def history(
    source: Annotated[str, typer.Argument(help="A path or an address, as it was added.")],
    store: StorePlace = DEFAULT_STORE,
) -> None:
    """What an outlet changed after publishing: the versions of one article, and the edits between them."""
    from tellings.engine.histories import editions
    from tellings.show.editions import edition_lines

    with answering(), store_at(store) as opened:
        found = list(editions(opened, source))
        if not found:
            raise UsageError(f"nothing was added from {source}; give the path or the address as it was added")
        console = Console(highlight=False, emoji=False)
        for edition in found:
            titles = edition.summary.retitled if edition.summary else None
            lines = edition_lines(
                edition.version.version, edition.version.added_at, "\n".join(titles) if titles else None, edition.edits
            )
            for line in lines:
                console.print(line, soft_wrap=True)


@app.command(epilog="Example: tellings status --store desk.db")
def status(store: StorePlace = DEFAULT_STORE, as_json: AsJson = False, fast: Fast = False) -> None:
    """What the store holds, and what of it is out of date."""
    from tellings.cli.listing import json_of
    from tellings.engine.adding import annotation_key, comparison_key

    settings = settings_of(fast=fast)
    with answering(), store_at(store) as opened:
        found = opened.status([annotation_key(settings), comparison_key(settings)])
    if as_json:
        typer.echo(json_of(found), nl=False)
        return
    lines = [
        f"{found.articles} articles ({found.versions} versions), {found.sources} sources, {found.set_aside} set aside",
        f"{found.stories} stories, {found.open_stories} of them open",
        f"{found.feeds} feeds watched, {found.failing_feeds} of them failing",
        f"{found.size_bytes / 1e6:.1f} MB, schema {found.schema}, last added {found.last_added or 'never'}",
        *(f"{s.stage}: {s.current} up to date, {s.stale} out of date, {s.missing} not made" for s in found.stages),
    ]
    typer.echo("\n".join(escaped(line) for line in lines))


@app.command(epilog="Example: tellings log --level warning --store desk.db")
def log(
    level: Annotated[
        str, typer.Option("--level", help="info, warning or error: lines that matter as much, or more.")
    ] = "info",
    limit: Limit = 50,
    store: StorePlace = DEFAULT_STORE,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    as_table: AsTable = False,
) -> None:
    """What was set aside, changed or failed, the latest first, each in one line."""
    from tellings.store import Level

    with answering():
        form = form_of(as_json, as_csv, as_table)
        if level not in [*Level]:
            raise UsageError(f"no level {level!r}; there are info, warning and error")
        with store_at(store) as opened:
            found = list(opened.log(level=Level(level), limit=limit))
        columns = [(name, attrgetter(name)) for name in _LOG_COLUMNS]
        shown = [(name, lambda line, name=name: words(getattr(line, name))) for name in _LOG_COLUMNS]
        print_listing(Listing(columns, shown, "the log is empty"), found, form)


_LOG_COLUMNS = ("at", "level", "what", "source", "message")


def _now() -> datetime:
    return datetime.now(UTC)


def _reading(
    allowed: list[str] | None, hosts: list[str] | None = None, languages: list[str] | None = None
) -> "ReadingSettings":
    from tellings.reading.settings import ArchiveFilter, ReadingSettings

    wanted = ArchiveFilter(hosts=frozenset(hosts or ()), languages=frozenset(languages or ()))
    return ReadingSettings(allowed_hosts=frozenset(allowed or ()), archive=wanted)


def _documents(sources: list[str], reading: "ReadingSettings", *, untouched: bool) -> "Iterator[Document | Skipped]":
    from tellings.reading import documents

    return documents(sources, reading, untouched=untouched, stdin=sys.stdin.buffer)


def _unexpected(document: "Document | Skipped", error: BaseException) -> "AnnotatedArticle | Skipped":
    from tellings.api import unexpected

    return unexpected(document, error)


def _counted(taken: "Iterable[Taken]") -> Counter[str]:
    """How many documents came to what, told at the end; what could not be used is named as it comes."""
    console = Console(stderr=True)
    count: Counter[str] = Counter()
    with console.status("reading") as status:
        for one in taken:
            count[one.outcome.value] += 1
            if one.reason:
                say(f"set aside: {one.source}: {one.reason}")
            told = ", ".join(f"{number} {outcome}" for outcome, number in count.items())
            status.update(f"{told} · {escape(escaped(one.source))}")
    say(", ".join(f"{number} {outcome}" for outcome, number in sorted(count.items())) or "nothing new")
    return count


def _refresh(place: str, settings: "Settings", jobs: int, *, annotate_too: bool) -> None:
    from tellings.engine.adding import refresh as refresh_stories

    with Console(stderr=True).status("comparing") as status:
        compared = 0
        for _ in refresh_stories(place, settings, now=_now, jobs=jobs, annotate_too=annotate_too):
            compared += 1
            status.update(f"comparing · {compared} stories")
    say(f"{compared} {'story' if compared == 1 else 'stories'} compared")


@contextmanager
def _grouper(place: str) -> "Iterator[Grouper]":
    from tellings.engine.adding import annotation_key
    from tellings.engine.grouping import grouping

    with store_at(place) as opened, grouping(opened, annotation_key(settings_of())) as grouper:
        if grouper is None:
            raise StoreLockedError(opened.location, "another process is grouping; try again when it is done")
        yield grouper

"""Commands that answer from the store: search, say, stories, show, outlets, claims."""

import re
from typing import TYPE_CHECKING, Annotated

import typer

from tellings.cli.answers import ASSERTIONS, OUTLETS, STORIES, TEXTS, UTTERANCES
from tellings.cli.app import HtmlFile, JsonFile, app
from tellings.cli.listing import (
    DEFAULT_STORE,
    Agency,
    AsCsv,
    AsJson,
    AsTable,
    Limit,
    Outlet,
    Person,
    Since,
    StorePlace,
    Until,
    answering,
    form_of,
    print_listing,
    say,
    store_at,
)
from tellings.cli.messages import FAILED
from tellings.errors import UsageError
from tellings.records import Status

if TYPE_CHECKING:
    from tellings.records import Story
    from tellings.store import Query

_AS_TYPED = 'Words, "phrases", -exclusions, beginnings*.'
Words = Annotated[str, typer.Argument(metavar="QUERY", help=_AS_TYPED)]
MaybeWords = Annotated[str | None, typer.Argument(metavar="[QUERY]", help=_AS_TYPED, show_default=False)]
InStory = Annotated[str | None, typer.Option("--story", help="In the story with this id.")]
Speaker = Annotated[str | None, typer.Option("--speaker", help="With a statement of this speaker.")]

_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


@app.command(epilog="Example: tellings search 'ferry fog' --since 2023-03-01 --originals")
def search(
    query: Words,
    outlet: Outlet = None,
    since: Since = None,
    until: Until = None,
    person: Person = None,
    speaker: Speaker = None,
    story: InStory = None,
    agency: Agency = None,
    originals: Annotated[bool, typer.Option("--originals", help="Leave out copies.")] = False,
    copies: Annotated[bool, typer.Option("--copies", help="Copies only.")] = False,
    limit: Limit = 20,
    store: StorePlace = DEFAULT_STORE,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    as_table: AsTable = False,
) -> None:
    """Articles with these words: one for each independent text, its copies folded beneath it."""
    from tellings.engine.finding import found_texts

    with answering():
        form = form_of(as_json, as_csv, as_table)
        if originals and copies:
            raise UsageError("--originals and --copies exclude each other; give one of them")
        asked = _query(query, limit, since=since, until=until, outlet=outlet, person=person, speaker=speaker,
                       story=story, agency=agency, copies=copies or (False if originals else None))  # fmt: skip
        with store_at(store) as opened:
            found = found_texts(opened, asked)
        print_listing(TEXTS, found, form)


@app.command("say", epilog="Example: tellings say Okafor radar --since 2023-03-01")
def said(
    speaker: Annotated[str, typer.Argument(help="Who spoke: a whole name or its last part.")],
    about: MaybeWords = None,
    outlet: Outlet = None,
    since: Since = None,
    until: Until = None,
    story: InStory = None,
    limit: Limit = 20,
    store: StorePlace = DEFAULT_STORE,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    as_table: AsTable = False,
) -> None:
    """What somebody said, of what, when, in which outlets; the same words in many outlets are one statement."""
    from tellings.engine.finding import found_utterances

    with answering():
        form = form_of(as_json, as_csv, as_table)
        asked = _query(about or "", limit, speaker=speaker, since=since, until=until, outlet=outlet, story=story)
        with store_at(store) as opened:
            found = found_utterances(opened, asked)
        print_listing(UTTERANCES, found, form)


@app.command(epilog="Example: tellings stories ferry --since 2023-03-01 --open")
def stories(
    query: MaybeWords = None,
    since: Since = None,
    until: Until = None,
    outlet: Outlet = None,
    person: Person = None,
    agency: Agency = None,
    is_open: Annotated[bool, typer.Option("--open", help="Only stories that may still grow.")] = False,
    limit: Limit = 50,
    store: StorePlace = DEFAULT_STORE,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    as_table: AsTable = False,
) -> None:
    """The stories, the latest first: how many articles, outlets and independent texts tell each."""
    from tellings.store import StoryFilter, StoryState

    with answering():
        form = form_of(as_json, as_csv, as_table)
        wanted = StoryFilter(
            state=StoryState.OPEN if is_open else None, since=_day(since), until=_day(until), outlet=outlet,
            person=person, agency=agency, words=query or "", limit=limit,
        )  # fmt: skip
        with store_at(store) as opened:
            found = list(opened.stories(wanted))
        print_listing(STORIES, found, form)


@app.command(epilog="Example: tellings show s1a2b3c4d --html story.html")
def show(
    story: Annotated[str, typer.Argument(help="The story's id; `tellings stories` lists them.")],
    json_file: JsonFile = None,
    html_file: HtmlFile = None,
    store: StorePlace = DEFAULT_STORE,
) -> None:
    """A story as it was last compared: a summary here, or as JSON or as one HTML page."""
    from tellings.engine.finding import found_story, told_now

    with answering():
        with store_at(store) as opened:
            found = found_story(opened, story)
            told = found.story or told_now(opened, found.row.id)
        if found.merged_from:
            say(f"story {found.merged_from} was merged into {found.row.id}")
        if told is None:
            say(f"story {found.row.id}: its {found.row.articles} articles are not annotated yet; run: tellings refresh")
            raise typer.Exit(FAILED)
        if not found.is_current and found.row.articles > 1:
            say("articles have come or changed since this was compared; run: tellings refresh")
        for how, others in (("continues", found.continues), ("is continued by", found.continued_by)):
            for other in others:
                say(f"{how} story {other.id}: {other.title}")
        _show(told, json_file, html_file)


@app.command(epilog="Example: tellings outlets --csv")
def outlets(
    limit: Limit = 100,
    store: StorePlace = DEFAULT_STORE,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    as_table: AsTable = False,
) -> None:
    """How much each outlet copies, from whom, and how many hours after."""
    from tellings.engine.finding import outlets_copying

    with answering():
        form = form_of(as_json, as_csv, as_table)
        with store_at(store) as opened:
            found = outlets_copying(opened)[:limit]
        print_listing(OUTLETS, found, form)


@app.command(epilog="Example: tellings claims radar --status corroborated")
def claims(
    query: Words,
    status: Annotated[Status | None, typer.Option("--status", help="Only claims of this standing.")] = None,
    outlet: Outlet = None,
    since: Since = None,
    until: Until = None,
    person: Person = None,
    speaker: Speaker = None,
    story: InStory = None,
    limit: Limit = 20,
    store: StorePlace = DEFAULT_STORE,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    as_table: AsTable = False,
) -> None:
    """What is asserted, by how many outlets, from how many independent texts, on whose word."""
    from tellings.engine.finding import found_claims

    with answering():
        form = form_of(as_json, as_csv, as_table)
        asked = _query(query, limit, since=since, until=until, outlet=outlet, person=person, speaker=speaker,
                       story=story)  # fmt: skip
        with store_at(store) as opened:
            found = found_claims(opened, asked, status)
        print_listing(ASSERTIONS, found, form)


def _query(
    words: str,
    limit: int,
    *,
    since: str | None,
    until: str | None,
    outlet: str | None = None,
    person: str | None = None,
    speaker: str | None = None,
    story: str | None = None,
    agency: str | None = None,
    copies: bool | None = None,
) -> "Query":
    from tellings.store import Query

    return Query(
        words=words, outlet=outlet, since=_day(since), until=_day(until), person=person, speaker=speaker, story=story,
        agency=agency, copies=copies, limit=limit,
    )  # fmt: skip


def _day(given: str | None) -> str | None:
    if given is not None and not _DAY.fullmatch(given):
        raise UsageError(f"expected a day like 2025-04-25, a month or a year; found {given!r}")
    return given


def _show(story: "Story", json_file: str | None, html_file: str | None) -> None:
    import json

    from rich.console import Console

    from tellings.cli.output import write_whole
    from tellings.records import Comparison
    from tellings.show.report import html_report
    from tellings.show.story_json import comparison_json
    from tellings.show.terminal import summary

    comparison = Comparison(stories=(story,), set_aside=())
    if json_file:
        write_whole(json_file, json.dumps(comparison_json(comparison), ensure_ascii=False, indent=1) + "\n")
    if html_file:
        write_whole(html_file, html_report(comparison))
        say(f"report: {html_file}")
    if not (json_file or html_file):
        summary(comparison, Console(highlight=False))

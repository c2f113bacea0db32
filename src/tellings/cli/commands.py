"""The commands. Data goes to standard output, messages and progress to standard error.

Heavy modules are imported inside the commands, so that `--help` and mistakes answer at once.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from tellings import __version__
from tellings.cli.messages import messages
from tellings.cli.output import write_lines, write_whole

if TYPE_CHECKING:
    from tellings.cli.messages import Messages
    from tellings.pipeline import Settings
    from tellings.records import AnnotatedArticle, Article, Document, Skipped

app = typer.Typer(
    name="tellings",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
)

Sources = Annotated[list[str], typer.Argument(help="Files, folders, JSON Lines or web addresses; - is standard input.")]
Articles = Annotated[
    list[str] | None,
    typer.Argument(help="JSON Lines with `id` and `text` (title, outlet, published, url if known). [default: -]"),
]
Output = Annotated[
    str, typer.Option("--output", "-o", metavar="FILE", help="Where the result goes; - is standard output.")
]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=1, max=256, help="Worker processes.")]
OneStory = Annotated[bool, typer.Option("--one-story", help="All inputs are on one event: do not group them.")]
JsonFile = Annotated[
    str | None, typer.Option("--json", metavar="FILE", help="Write the story as JSON; - is standard output.")
]
NamesFile = Annotated[
    str | None,
    typer.Option(
        "--names",
        metavar="FILE",
        help="Names that are one (same, alias, name) or two (apart, one, other), a line each, tabs between.",
    ),
]
Fast = Annotated[
    bool,
    typer.Option("--fast", help="Find who said what by grammar alone: twice as fast, fewer found."),
]
HtmlFile = Annotated[str | None, typer.Option("--html", metavar="FILE", help="Write the report as one HTML page.")]

LineageFile = Annotated[
    str | None,
    typer.Option("--html", metavar="FILE", help="Write who copied whom as one HTML page, texts side by side."),
]


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"tellings {__version__}")
        raise typer.Exit


@app.callback()
def tellings(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and stop.")
    ] = False,
) -> None:
    """Compare the reports of one event: who copied whom, who said what, what is confirmed, where accounts differ."""


@app.command(epilog="Example: tellings clean page.html dump.txt | tellings annotate -o annotated.jsonl")
def clean(sources: Sources, output: Output = "-", jobs: Jobs = 1) -> None:
    """Articles from pages: text, blocks with their roles, and metadata each with its basis."""
    from tellings.show.story_json import article_json

    with messages() as report:
        articles = report.usable(_cleaned(sources, _settings(), jobs, untouched=False))
        write_lines(output, (article_json(article) for article in articles))


@app.command(epilog="Example: tellings annotate articles.jsonl --jobs 2 -o annotated.jsonl")
def annotate(
    articles: Articles = None,
    output: Output = "-",
    jobs: Jobs = 1,
    fast: Fast = False,
    names_file: NamesFile = None,
) -> None:
    """The same articles with sentences, mentions, time expressions and attributions."""
    from tellings.language.names import with_listed_names
    from tellings.show.story_json import annotated_json

    with messages() as report:
        settings = _settings(names_file=names_file, fast=fast)
        found = report.usable(_annotated(articles, settings, jobs))
        listed = (with_listed_names([annotated], settings.names)[0] for annotated in found)
        write_lines(output, (annotated_json(annotated) for annotated in listed))


@app.command(epilog="Example: tellings group articles.jsonl")
def group(articles: Articles = None, output: Output = "-", jobs: Jobs = 1) -> None:
    """Which articles are about one event: an `id` and a `cluster` for each."""
    from tellings.stories.grouping import group as group_articles

    settings = _settings()
    with messages() as report:
        found = list(report.usable(_cleaned(articles, settings, jobs)))
        clusters = group_articles(found, settings.grouping)
        labels = {name: f"s{number}" for number, names in enumerate(clusters, 1) for name in names}
        write_lines(output, ({"id": article.id, "cluster": labels[article.id]} for article in found))


@app.command(epilog="Example: tellings trace articles.jsonl --html lineage.html")
def trace(articles: Articles = None, output: Output = "-", html_file: LineageFile = None, jobs: Jobs = 1) -> None:
    """Who copied whom: an edge for each derivation, with aligned passages, edits and reasons."""
    from tellings.lineage import trace as trace_articles
    from tellings.show.story_json import derivation_json

    settings = _settings()
    with messages() as report:
        found = list(report.usable(_cleaned(articles, settings, jobs)))
        lineage = trace_articles(found, settings.lineage)
        if html_file:
            from tellings.show.report import lineage_page

            write_whole(html_file, lineage_page(found, lineage))
        if output != "-" or html_file != "-":
            write_lines(output, (derivation_json(edge) for edge in (*lineage.derivations, *lineage.related)))
    _say_where(report, html_file)


@app.command(epilog="Example: tellings align articles.jsonl --one-story")
def align(
    articles: Articles = None,
    output: Output = "-",
    jobs: Jobs = 1,
    one_story: OneStory = False,
    fast: Fast = False,
    names_file: NamesFile = None,
) -> None:
    """What is asserted, by whom, and where accounts disagree: a record for each story."""
    from tellings.pipeline import compare as compare_articles
    from tellings.show.story_json import alignment_json

    with messages() as report:
        settings = _settings(one_story=one_story, names_file=names_file, fast=fast)
        comparison = compare_articles(report.usable(_annotated(articles, settings, jobs)), settings)
        write_lines(output, (alignment_json(story) for story in comparison.stories))


@app.command(epilog="Example: tellings compare reports/*.txt https://example.org/story --html report.html")
def compare(
    sources: Sources,
    json_file: JsonFile = None,
    html_file: HtmlFile = None,
    jobs: Jobs = 1,
    one_story: OneStory = False,
    fast: Fast = False,
    names_file: NamesFile = None,
) -> None:
    """The whole story of many reports: as JSON, as one HTML page, or as a summary in the terminal."""
    shown = not (json_file or html_file)
    with messages() as report:
        settings = _settings(one_story=one_story, names_file=names_file, fast=fast)
        _compare(report, sources, json_file, html_file, jobs, settings, summary=shown)
    _say_where(report, html_file)


@app.command(epilog="Example: tellings demo --html report.html")
def demo(
    html_file: HtmlFile = "tellings-demo.html",
    json_file: JsonFile = None,
    browse: Annotated[bool, typer.Option("--open", help="Open the report in a browser.")] = False,
) -> None:
    """Compare the reports of an invented event that come with Tellings, and write the report."""
    from tellings.sample import sample_paths

    sources = [str(path) for path in sample_paths()]
    with messages() as report:
        _compare(report, sources, json_file, html_file, 1, _settings(), summary=True)
    _say_where(report, html_file)
    if browse and html_file:
        typer.launch(html_file)


def _compare(
    report: "Messages",
    sources: list[str],
    json_file: str | None,
    html_file: str | None,
    jobs: int,
    settings: "Settings",
    *,
    summary: bool,
) -> None:
    from tellings.api import Compared, annotated
    from tellings.pipeline import compare as compare_articles
    from tellings.show.terminal import summary as print_summary

    articles = list(report.watched(annotated(_documents(sources, untouched=False), settings, jobs=jobs)))
    if not report.used:
        return
    report.doing("comparing")
    found = compare_articles(articles, settings)
    comparison = Compared(stories=found.stories, set_aside=found.set_aside)
    if json_file:
        write_whole(json_file, json.dumps(comparison.json(), ensure_ascii=False, indent=1) + "\n")
    if html_file:
        write_whole(html_file, comparison.html())
    if summary:
        print_summary(comparison, Console(highlight=False))


def _say_where(report: "Messages", html_file: str | None) -> None:
    if html_file and html_file != "-":
        report.say(f"report: {html_file}")


def _settings(*, one_story: bool = False, names_file: str | None = None, fast: bool = False) -> "Settings":
    from tellings.api import names_of_file
    from tellings.language.attributions import AttributionSettings
    from tellings.pipeline import Settings

    settings = Settings(
        one_story=one_story, today=datetime.now(UTC).date(), attributions=AttributionSettings(tagger=not fast)
    )
    return replace(settings, names=names_of_file(names_file)) if names_file else settings


def _documents(sources: list[str] | None, *, untouched: bool) -> "Iterator[Document | Skipped]":
    from tellings.reading import documents

    return documents(sources or ["-"], stdin=sys.stdin.buffer, untouched=untouched)


def _cleaned(
    sources: list[str] | None, settings: "Settings", jobs: int, *, untouched: bool = True
) -> "Iterator[Article | Skipped]":
    from tellings.api import unexpected
    from tellings.engine.local import run
    from tellings.pipeline import clean_document

    work = partial(clean_document, settings=settings)
    return run(work, _documents(sources, untouched=untouched), jobs=jobs, failed=unexpected)


def _annotated(sources: list[str] | None, settings: "Settings", jobs: int) -> "Iterator[AnnotatedArticle | Skipped]":
    from tellings.api import annotated

    return annotated(_documents(sources, untouched=True), settings, jobs=jobs)

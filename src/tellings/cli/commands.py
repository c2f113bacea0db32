"""The commands of the corridor. Data goes to standard output, messages and progress to standard error."""

import json
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from tellings.cli.app import (
    Articles,
    Fast,
    HtmlFile,
    Jobs,
    JsonFile,
    LineageFile,
    NamesFile,
    OneStory,
    Output,
    RewriteAddress,
    RewriteModel,
    Sources,
    annotated_articles,
    app,
    cleaned_articles,
    found_documents,
    rewriting_of,
    settings_of,
)
from tellings.cli.messages import messages
from tellings.cli.output import write_lines, write_whole
from tellings.engine.executors import Engine
from tellings.errors import InputError, UsageError

if TYPE_CHECKING:
    from tellings.cli.messages import Messages
    from tellings.engine.rewriting import RewriteSettings
    from tellings.pipeline import Settings
    from tellings.records import Article

ManyJobs = Annotated[
    int | None,
    typer.Option("--jobs", "-j", min=1, max=256, help="Worker processes. [default: 1; with --out all cores]"),
]
OutFolder = Annotated[
    str | None,
    typer.Option(
        "--out",
        metavar="FOLDER",
        help="Work through folders shard by shard, results into this folder; what is there already is not done again.",
    ),
]
Where = Annotated[Engine, typer.Option("--engine", help="With --out: worker processes here, or a Ray cluster.")]

# More articles than this are traced through an index on the disk, which costs one pass more. A guess, as for clusters.
TRACED_AT_ONCE = 2_000
_TOO_MANY_FOR_A_PAGE = (
    "the page of --html is for up to 2,000 articles, and there are more: leave --html out for the edges of all, "
    "or trace the articles of one story, as `tellings group` finds them"
)


@app.command(epilog="Example: tellings clean page.html dump.txt | tellings annotate -o annotated.jsonl")
def clean(
    sources: Sources, output: Output = "-", jobs: ManyJobs = None, out: OutFolder = None, engine: Where = Engine.LOCAL
) -> None:
    """Articles from pages: text, blocks with their roles, and metadata each with its basis."""
    from tellings.show.story_json import article_json

    settings = settings_of()
    with messages() as report:
        if _is_corpus(report, "clean", sources, out, engine, jobs, settings, others=output != "-"):
            return
        articles = report.usable(cleaned_articles(sources, settings, jobs or 1, untouched=False))
        write_lines(output, (article_json(article) for article in articles))


@app.command(epilog="Example: tellings annotate articles.jsonl --jobs 2 -o annotated.jsonl")
def annotate(
    articles: Articles = None,
    output: Output = "-",
    jobs: ManyJobs = None,
    fast: Fast = False,
    names_file: NamesFile = None,
    out: OutFolder = None,
    engine: Where = Engine.LOCAL,
) -> None:
    """The same articles with sentences, mentions, time expressions and attributions."""
    from tellings.language.names import with_listed_names
    from tellings.show.story_json import annotated_json

    with messages() as report:
        settings = settings_of(names_file=names_file, fast=fast)
        if _is_corpus(report, "annotate", articles, out, engine, jobs, settings, others=output != "-"):
            return
        found = report.usable(annotated_articles(articles, settings, jobs or 1))
        listed = (with_listed_names([annotated], settings.names)[0] for annotated in found)
        write_lines(output, (annotated_json(annotated) for annotated in listed))


@app.command(epilog="Example: tellings group articles.jsonl")
def group(
    articles: Articles = None,
    output: Output = "-",
    jobs: ManyJobs = None,
    out: OutFolder = None,
    engine: Where = Engine.LOCAL,
) -> None:
    """Which articles are about one event: an `id` and a `cluster` for each."""
    from tellings.stories.grouping import group as group_articles

    settings = settings_of()
    with messages() as report:
        if _is_corpus(report, "group", articles, out, engine, jobs, settings, others=output != "-"):
            return
        found = list(report.usable(cleaned_articles(articles, settings, jobs or 1)))
        clusters = group_articles(found, settings.grouping)
        labels = {name: f"s{number}" for number, names in enumerate(clusters, 1) for name in names}
        write_lines(output, ({"id": article.id, "cluster": labels[article.id]} for article in found))


@app.command(epilog="Example: tellings trace articles.jsonl --html lineage.html")
def trace(
    articles: Articles = None,
    output: Output = "-",
    html_file: LineageFile = None,
    jobs: ManyJobs = None,
    out: OutFolder = None,
    engine: Where = Engine.LOCAL,
) -> None:
    """Who copied whom: an edge for each derivation, with aligned passages, edits and reasons."""
    settings = settings_of()
    others = output != "-" or html_file is not None
    with messages() as report:
        if _is_corpus(report, "trace", articles, out, engine, jobs, settings, others=others):
            return
        found = report.usable(cleaned_articles(articles, settings, jobs or 1))
        first = list(islice(found, TRACED_AT_ONCE + 1))
        if len(first) > TRACED_AT_ONCE:
            if html_file:
                raise UsageError(_TOO_MANY_FOR_A_PAGE)
            write_lines(output, _edges_at_size(report, chain(_released(first), found), settings, jobs or 1))
        else:
            _trace_at_once(first, settings, output, html_file)
    _say_where(report, html_file)


def _trace_at_once(found: "list[Article]", settings: "Settings", output: str, html_file: str | None) -> None:
    from tellings.lineage import trace as trace_articles
    from tellings.show.story_json import derivation_json

    lineage = trace_articles(found, settings.lineage)
    if html_file:
        from tellings.show.report import lineage_page

        write_whole(html_file, lineage_page(found, lineage))
    if output != "-" or html_file != "-":
        write_lines(output, (derivation_json(edge) for edge in (*lineage.derivations, *lineage.related)))


def _edges_at_size(
    report: "Messages", articles: "Iterable[Article]", settings: "Settings", jobs: int
) -> Iterator[dict[str, object]]:
    """The edges of more articles than memory should hold, part by part."""
    from tellings.engine.lineage_at_size import trace_at_size
    from tellings.records import Skipped
    from tellings.show.story_json import derivation_json

    edges = 0
    try:
        for part in trace_at_size(articles, jobs=jobs, settings=settings.lineage):
            if isinstance(part, Skipped):
                report.skipped.append(part)
                continue
            yield from map(derivation_json, (*part.derivations, *part.related))
            edges += len(part.derivations) + len(part.related)
            report.doing(f"tracing {report.used} articles · {edges} edges")
    except OSError as error:
        # The index and the texts lie in a temporary folder while it runs.
        raise InputError(
            "the folder for temporary files", f"{error.strerror or error}; set TMPDIR to another"
        ) from error


def _released(articles: "list[Article]") -> "Iterator[Article]":
    """The articles one after the other, none held once it was given."""
    articles.reverse()
    while articles:
        yield articles.pop()


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
        settings = settings_of(one_story=one_story, names_file=names_file, fast=fast)
        comparison = compare_articles(report.usable(annotated_articles(articles, settings, jobs)), settings)
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
    rewrite_with: RewriteAddress = None,
    rewrite_model: RewriteModel = "",
) -> None:
    """The whole story of many reports: as JSON, as one HTML page, or as a summary in the terminal."""
    shown = not (json_file or html_file)
    with messages() as report:
        settings = settings_of(one_story=one_story, names_file=names_file, fast=fast)
        rewriting = rewriting_of(rewrite_with, rewrite_model)
        _compare(report, sources, json_file, html_file, jobs, settings, summary=shown, rewriting=rewriting)
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
        _compare(report, sources, json_file, html_file, 1, settings_of(), summary=True)
    _say_where(report, html_file)
    if browse and html_file:
        typer.launch(html_file)


def _is_corpus(
    report: "Messages",
    command: str,
    sources: list[str] | None,
    folder: str | None,
    engine: Engine,
    jobs: int | None,
    settings: "Settings",
    *,
    others: bool,
) -> bool:
    """Whether the command was to work shard by shard, and has; `others`: another place for its results is named too."""
    if folder is None and engine is Engine.LOCAL:
        return False
    if folder is None:
        raise UsageError("--engine works through folders: name one for the results with --out")
    if others:
        raise UsageError("--out is where the results go: leave out --output and --html")
    from tellings.cli.corpus import corpus

    corpus(report, command, sources, folder, engine, jobs, settings)
    return True


def _compare(
    report: "Messages",
    sources: list[str],
    json_file: str | None,
    html_file: str | None,
    jobs: int,
    settings: "Settings",
    *,
    summary: bool,
    rewriting: "RewriteSettings | None" = None,
) -> None:
    from tellings.api import Compared, annotated
    from tellings.pipeline import compare as compare_articles
    from tellings.show.terminal import summary as print_summary

    articles = list(report.watched(annotated(found_documents(sources, untouched=False), settings, jobs=jobs)))
    if not report.used:
        return
    report.doing("comparing")
    found = compare_articles(articles, settings)
    if rewriting is not None:
        from tellings.engine.rewriting import rewritten

        report.doing("asking the language model")
        found = rewritten(found, rewriting)
        for failure in dict.fromkeys(s.rewriting.failure for s in found.stories if s.rewriting and s.rewriting.failure):
            report.say(f"the digest was not rewritten: {failure}")
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

"""The program `tellings`, the options that its commands share, and how they read their inputs.

Heavy modules are imported inside functions, so that `--help` and mistakes answer at once.
"""

import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from tellings import __version__

if TYPE_CHECKING:
    from tellings.engine.rewriting import RewriteSettings
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
RewriteAddress = Annotated[
    str | None,
    typer.Option(
        "--rewrite-with",
        metavar="URL",
        help="Have a language model at this OpenAI-compatible address rewrite the digest; the cited sentences are sent "
        "there, and what its answer does not keep of them is put back. A key is taken from TELLINGS_REWRITE_KEY.",
    ),
]
RewriteModel = Annotated[
    str, typer.Option("--rewrite-model", metavar="NAME", help="That model's name. [default: the server's choice]")
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


def settings_of(*, one_story: bool = False, names_file: str | None = None, fast: bool = False) -> "Settings":
    """The settings that a command's options ask for, with today's date."""
    from tellings.api import names_of_file
    from tellings.language.attributions import AttributionSettings
    from tellings.pipeline import Settings

    settings = Settings(
        one_story=one_story, today=datetime.now(UTC).date(), attributions=AttributionSettings(tagger=not fast)
    )
    return replace(settings, names=names_of_file(names_file)) if names_file else settings


def rewriting_of(address: str | None, model: str) -> "RewriteSettings | None":
    """Which language model is to rewrite digests; None where none was named.

    Raises:
        UsageError: A model without an address, or what is no address.
    """
    from tellings.engine.rewriting import KEY_VARIABLE, RewriteSettings
    from tellings.errors import UsageError

    if address is None:
        if model:
            raise UsageError("--rewrite-model names a model at an address: give it with --rewrite-with URL")
        return None
    return RewriteSettings(address, model, os.environ.get(KEY_VARIABLE, ""))


def found_documents(sources: list[str] | None, *, untouched: bool) -> "Iterator[Document | Skipped]":
    """The documents at the sources, or on standard input where none is named."""
    from tellings.reading import documents

    return documents(sources or ["-"], stdin=sys.stdin.buffer, untouched=untouched)


def cleaned_articles(
    sources: list[str] | None, settings: "Settings", jobs: int, *, untouched: bool = True
) -> "Iterator[Article | Skipped]":
    """Each document cleaned, or why it cannot be used."""
    from tellings.api import unexpected
    from tellings.engine.local import run
    from tellings.pipeline import clean_document

    work = partial(clean_document, settings=settings)
    return run(work, found_documents(sources, untouched=untouched), jobs=jobs, failed=unexpected)


def annotated_articles(
    sources: list[str] | None, settings: "Settings", jobs: int
) -> "Iterator[AnnotatedArticle | Skipped]":
    """Each document cleaned and annotated, or why it cannot be used."""
    from tellings.api import annotated

    return annotated(found_documents(sources, untouched=True), settings, jobs=jobs)

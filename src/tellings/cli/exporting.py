"""Commands that take things out of the store for other programs, and back in: export, import."""

import os
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from tellings.cli.app import Jobs, Output, app, settings_of
from tellings.cli.listing import DEFAULT_STORE, StorePlace, answering, put, say, store_at
from tellings.cli.messages import FAILED
from tellings.cli.output import written
from tellings.errors import UsageError
from tellings.show.exports.kinds import Format, Table
from tellings.text.printable import escaped

WrittenAs = Annotated[Format, typer.Option("--format", "-f", help="How the file is written.")]
What = Annotated[
    Table | None,
    typer.Option("--what", help="What a table has one row for (jsonl, csv, parquet). [default: articles]"),
]
OneOf = Annotated[str | None, typer.Option("--story", help="Only the story with this id.")]
Base = Annotated[
    str,
    typer.Option("--base", help="What identifiers in atom and webannotation begin with: an address of your own."),
]


@app.command(epilog="Example: tellings export --format csv --what claims -o claims.csv")
def export(
    written_as: WrittenAs = Format.JSONL,
    what: What = None,
    story: OneOf = None,
    output: Output = "-",
    base: Base = "urn:tellings:",
    store: StorePlace = DEFAULT_STORE,
) -> None:
    """The store's stories, articles, statements or claims as a file for other programs."""
    from tellings.engine.exporting import exported_store, uncompared
    from tellings.show.exports.settings import ExportSettings

    with answering():
        if what is not None and not written_as.is_table:
            raise UsageError(f"--what chooses a table; {written_as.value} holds everything, leave it out")
        with store_at(store) as opened:
            chunks = exported_store(opened, written_as, what or Table.ARTICLES, story, ExportSettings(base=base))
            _write(output, chunks, written_as)
            is_whole = written_as.is_table and what in {None, Table.ARTICLES, Table.MENTIONS, Table.ATTRIBUTIONS}
            left = 0 if is_whole else uncompared(opened, story)
        if left:
            say(f"{left} {'story has' if left == 1 else 'stories have'} no comparison yet: only articles, no claims")


@app.command("import", epilog="Example: tellings import articles.jsonl --store desk.db")
def import_(
    file: Annotated[str, typer.Argument(help="A file that export, clean or compare --json wrote.")],
    store: StorePlace = DEFAULT_STORE,
    jobs: Jobs = 1,
    compare: Annotated[
        bool, typer.Option("--compare/--no-compare", help="Annotate what is new, find its stories, compare them.")
    ] = True,
) -> None:
    """Put the articles of a file that Tellings wrote into the store; what is known already changes nothing."""
    from tellings.engine.exporting import import_file
    from tellings.store import Change

    with answering():
        with store_at(store, create=True) as opened:
            report = import_file(opened, file, datetime.now(UTC))
        for skipped in report.set_aside:
            say(f"set aside: {skipped.source}: {skipped.reason}")
        counted = ", ".join(f"{count} {change.value}" for change, count in report.articles.items())
        say(f"articles: {counted or 'none'}")
        if report.others:
            say(f"{report.others} annotations, derivations or claims left out: the store makes its own")
        if not report.articles:
            raise typer.Exit(FAILED)
        if compare and report.articles.keys() - {Change.SAME}:
            _settle(store, jobs)


def _settle(place: str, jobs: int) -> None:
    from tellings.engine.exporting import settle

    with Console(stderr=True).status("annotating and comparing"):
        compared = list(settle(place, settings_of(), now=lambda: datetime.now(UTC), jobs=jobs))
    say(f"{len(compared)} {'story' if len(compared) == 1 else 'stories'} compared")


def _write(path: str, chunks: Iterable[bytes], written_as: Format) -> None:
    """Write the file so that it appears whole or not at all; `-` is standard output."""
    if written_as is not Format.PARQUET and path == "-":
        put(chunk.decode() for chunk in chunks)
    elif written_as is not Format.PARQUET:
        with written(path) as write:
            for chunk in chunks:
                write(chunk.decode())
    elif path != "-":
        _write_binary(path, chunks)
    elif sys.stdout.isatty():
        raise UsageError("Parquet is no text for a terminal; give a file with -o FILE")
    else:
        sys.stdout.buffer.writelines(chunks)
        sys.stdout.buffer.flush()


def _write_binary(path: str, chunks: Iterable[bytes]) -> None:
    target = Path(os.path.realpath(path))
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with part.open("xb") as stream:
            stream.writelines(chunks)
        part.replace(target)
    except OSError as error:
        raise UsageError(f"cannot write {escaped(path)}: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)

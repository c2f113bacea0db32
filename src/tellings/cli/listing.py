"""Answers as a table for people, as JSON Lines or as CSV, and the options that all commands over the store share."""

import dataclasses
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Generic, TypeVar

import typer
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from tellings.cli.messages import FAILED, MISUSED
from tellings.errors import TellingsError, UnknownIdError, UsageError
from tellings.show.exports.cells import csv_cells
from tellings.text.printable import escaped

if TYPE_CHECKING:
    from tellings.store import Store

Record = TypeVar("Record")

DEFAULT_STORE = "tellings.db"
ID = "story"  # the heading of ids, which must be whole to be copied

_BLANKS = re.compile(r"\s+")

StorePlace = Annotated[
    str,
    typer.Option("--store", metavar="FILE|URL", envvar="TELLINGS_STORE", help="The store: a file or a PostgreSQL URL."),
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line. [default when not on a terminal]")]
AsCsv = Annotated[bool, typer.Option("--csv", help="CSV; a cell that begins like a formula gets an apostrophe.")]
AsTable = Annotated[bool, typer.Option("--table", help="A table to read. [default on a terminal]")]
Limit = Annotated[int, typer.Option("--limit", "-n", min=1, max=10_000, help="How many at most.")]
Since = Annotated[str | None, typer.Option("--since", metavar="DAY", help="Published on this day or later.")]
Until = Annotated[str | None, typer.Option("--until", metavar="DAY", help="Published on this day or before.")]
Outlet = Annotated[str | None, typer.Option("--outlet", help="Published by this outlet.")]
Person = Annotated[str | None, typer.Option("--person", help="Naming this person, organisation or place.")]
Agency = Annotated[str | None, typer.Option("--agency", help="Crediting this agency.")]


def store_at(place: str, *, create: bool = False) -> "Store":
    """The store that a command was given, open. Raises StoreError."""
    from tellings.store import open_store

    return open_store(place, create=create)


class Form(StrEnum):
    """What an answer is printed as."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class Listing(Generic[Record]):
    """How records of one kind are listed.

    Args:
        columns: For CSV: a name, and the value of a record.
        shown: For people: a heading, and the cell of a record.
        nothing: What to say where there is none.
    """

    columns: Sequence[tuple[str, Callable[[Record], object]]]
    shown: Sequence[tuple[str, Callable[[Record], Text]]]
    nothing: str = "nothing found"


def form_of(as_json: bool, as_csv: bool, as_table: bool) -> Form:
    """The form that the options ask for.

    Raises:
        UsageError: More than one was asked for.
    """
    asked = [form for form, is_asked in zip(Form, (as_table, as_json, as_csv), strict=True) if is_asked]
    if len(asked) > 1:
        raise UsageError("--table, --json and --csv exclude each other; give one of them")
    return asked[0] if asked else Form.TABLE if sys.stdout.isatty() else Form.JSON


def print_listing(listing: Listing[Record], records: Iterable[Record], form: Form) -> None:
    """Print the records in that form; that there are none is said on standard error."""
    found = list(records)
    if not found:
        say(listing.nothing)
    if form is Form.JSON:
        put(json_of(record) for record in found)
    elif form is Form.CSV:
        put([csv_cells(name for name, _ in listing.columns)])
        put(csv_cells(value(record) for _, value in listing.columns) for record in found)
    elif found:
        _print_table(listing, found)


def put(lines: Iterable[str]) -> None:
    """Write lines of data to standard output: as they are, but on a terminal with control characters as escapes."""
    shown = map(_for_terminal, lines) if sys.stdout.isatty() else lines
    sys.stdout.writelines(shown)


def _for_terminal(text: str) -> str:
    return "\n".join(escaped(line) for line in text.replace("\r\n", "\n").split("\n"))


def _print_table(listing: Listing[Record], records: Iterable[Record]) -> None:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for heading, _ in listing.shown:
        table.add_column(heading, overflow="fold", no_wrap=heading == ID)
    for record in records:
        table.add_row(*(cell(record) for _, cell in listing.shown))
    Console(highlight=False, emoji=False).print(table)


def json_of(record: object) -> str:
    """A record as one line of JSON: its fields by their names."""
    return json.dumps(_plain(record), ensure_ascii=False, separators=(",", ":")) + "\n"


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value


def when(published: str | None) -> Text:
    """A cell with a date of any precision, to the minute at most, without its offset."""
    return words(published[:16].replace("T", " ") if published else None)


def stacked(*lines: Text) -> Text:
    """A cell with the lines that are not empty, one below the other."""
    return Text("\n").join(line for line in lines if line)


def words(text: object, style: str = "") -> Text:
    """A cell with the text in one line, its control characters shown instead of obeyed; empty for None."""
    return Text(escaped(" ".join(str(text).split())) if text is not None else "", style)


def marked(text: str, marks: Iterable[tuple[int, int]], begin: int = 0) -> Text:
    """A cell with the text in one line and the marks in bold; they count from `begin` before the text's beginning."""
    cell, done = Text(), 0
    for start, end in marks:
        cell.append(_in_line(text[done : start - begin]))
        cell.append(_in_line(text[start - begin : end - begin]), "bold")
        done = end - begin
    cell.append(_in_line(text[done:]))
    return cell


def _in_line(text: str) -> str:
    return escaped(_BLANKS.sub(" ", text))


def say(line: str) -> None:
    """A line for the person on standard error, its control characters shown instead of obeyed."""
    Console(stderr=True).print(escaped(line), markup=False, highlight=False, soft_wrap=True, emoji=False)


@contextmanager
def answering() -> Iterator[None]:
    """For the body of a command: an error becomes a line on standard error and the exit status."""
    try:
        yield
    except UnknownIdError as error:
        hint = "; list them with: tellings stories" if error.what == "story" else ""
        say(f"tellings: {error}{hint}")
        raise typer.Exit(FAILED) from error
    except TellingsError as error:
        say(f"tellings: {error}")
        raise typer.Exit(MISUSED if isinstance(error, UsageError) else FAILED) from error

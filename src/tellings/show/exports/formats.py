"""One door to every format: stories in, the bytes of a file out, in pieces."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from tellings.records import Comparison, Story
from tellings.show.exports.atom import atom_feed
from tellings.show.exports.delimited import csv_lines
from tellings.show.exports.kinds import Format, Table
from tellings.show.exports.parquet import parquet_chunks
from tellings.show.exports.rows import Row, rows
from tellings.show.exports.settings import ExportSettings
from tellings.show.exports.web_annotation import annotation_collection
from tellings.show.story_json import comparison_json


def exported(
    stories: Iterable[Story],
    written_as: Format,
    table: Table = Table.ARTICLES,
    settings: ExportSettings | None = None,
) -> Iterator[bytes]:
    """The file's bytes, in pieces. Tables are made story by story; the other formats hold all stories at once.

    Args:
        stories: Any number of them.
        written_as: The format of the file.
        table: What a table has one row for; the other formats have all.
        settings: How things are named; the defaults where None.

    Raises:
        UsageError: Parquet is asked for and pyarrow is not installed.
    """
    if written_as.is_table:
        yield from exported_rows(table, rows(table, stories), written_as)
    elif written_as is Format.ATOM:
        yield atom_feed(stories, settings).encode()
    elif written_as is Format.WEB_ANNOTATION:
        yield _json(annotation_collection(stories, settings))
    else:
        yield _json(comparison_json(Comparison(stories=tuple(stories), set_aside=())))


def exported_rows(table: Table, made: Iterable[Row], written_as: Format) -> Iterator[bytes]:
    """The bytes of a table's file, from its rows."""
    if written_as is Format.PARQUET:
        yield from parquet_chunks(table, made)
    elif written_as is Format.CSV:
        yield from (line.encode() for line in csv_lines(table, made))
    else:
        lines = (json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in made)
        yield from (f"{line}\n".encode() for line in lines)


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()

"""Tables as CSV (RFC 4180): UTF-8 without a mark, lines end in CR LF, every text stands in quotation marks."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from tellings.show.exports.cells import GUARD, harmless, quoted
from tellings.show.exports.columns import COLUMNS, Column, Kind
from tellings.show.exports.kinds import Table
from tellings.show.exports.rows import Row


def csv_lines(table: Table, rows: Iterable[Row]) -> Iterator[str]:
    """The lines of the table, each with its end; the first names the columns."""
    columns = COLUMNS[table]
    yield ",".join(column.name for column in columns) + "\r\n"
    for row in rows:
        yield ",".join(_cell(column, column.value(row)) for column in columns) + "\r\n"


def _cell(column: Column, value: Any) -> str:
    if value is None:
        return ""
    if column.kind is Kind.TEXT:
        return quoted(harmless(value) if value or not column.nullable else GUARD)
    if column.kind is Kind.FLAG:
        return "true" if value else "false"
    if column.kind in {Kind.COUNT, Kind.SHARE}:
        return json.dumps(value)
    return quoted(json.dumps(value, ensure_ascii=False, separators=(",", ":")))

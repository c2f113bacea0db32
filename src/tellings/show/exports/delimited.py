"""Tables as CSV (RFC 4180): UTF-8 without a mark, lines end in CR LF, every text stands in quotation marks.

A spreadsheet runs a cell that begins like a formula, in quotation marks or not. Such a cell gets one apostrophe in
front, and so does a cell that begins with an apostrophe: whoever takes one leading apostrophe away from every cell
that has one gets the texts back to the character.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from tellings.show.exports.columns import COLUMNS, Column, Kind
from tellings.show.exports.rows import Row, Table

GUARD = "'"
# What begins a formula in Excel, LibreOffice Calc or Google Sheets, as OWASP's page on CSV injection and its ASVS list
# it (signs, tab, carriage return, line feed, NUL); the wide signs act where East Asian input is set up.
_BLANKS = " \u00a0"
_ACTING = frozenset("=+-@\t\r\n\0＝＋－＠")


def csv_lines(table: Table, rows: Iterable[Row]) -> Iterator[str]:
    """The lines of the table, each with its end; the first names the columns."""
    columns = COLUMNS[table]
    yield ",".join(column.name for column in columns) + "\r\n"
    for row in rows:
        yield ",".join(_cell(column, column.value(row)) for column in columns) + "\r\n"


def csv_cells(values: Iterable[object]) -> str:
    """One line of values that are of no table: texts quoted and harmless, lists as JSON, None an empty cell."""
    return ",".join(_any_cell(value) for value in values) + "\r\n"


def harmless(text: str) -> str:
    """The text with an apostrophe in front where it begins like a formula, also after blanks, or with an apostrophe."""
    is_acting = text.lstrip(_BLANKS)[:1] in _ACTING or text.startswith(GUARD)
    return GUARD + text if is_acting else text


def _cell(column: Column, value: Any) -> str:
    if value is None:
        return ""
    if column.kind is Kind.TEXT:
        return _quoted(harmless(value) if value or not column.nullable else GUARD)
    if column.kind is Kind.FLAG:
        return "true" if value else "false"
    if column.kind in {Kind.COUNT, Kind.SHARE}:
        return json.dumps(value)
    return _quoted(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def _any_cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return _quoted(harmless(value))
    if isinstance(value, bool | int | float):
        return json.dumps(value)
    return _quoted(harmless(json.dumps(value, ensure_ascii=False, separators=(",", ":"))))


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'

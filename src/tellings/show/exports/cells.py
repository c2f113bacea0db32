"""Cells of CSV (RFC 4180) that neither break the table nor run in a spreadsheet.

A spreadsheet runs a cell that begins like a formula, in quotation marks or not. Such a cell gets one apostrophe in
front, and so does a cell that begins with an apostrophe: whoever takes one leading apostrophe away from every cell
that has one gets the texts back to the character.
"""

import json
from collections.abc import Iterable

GUARD = "'"
# What begins a formula in Excel, LibreOffice Calc or Google Sheets, as OWASP's page on CSV injection and its ASVS list
# it (signs, tab, carriage return, line feed, NUL); the wide signs act where East Asian input is set up.
_BLANKS = " \u00a0"
_ACTING = frozenset("=+-@\t\r\n\0＝＋－＠")


def csv_cells(values: Iterable[object]) -> str:
    """One line of values that are of no table: texts quoted and harmless, lists as JSON, None an empty cell."""
    return ",".join(_any_cell(value) for value in values) + "\r\n"


def harmless(text: str) -> str:
    """The text with an apostrophe in front where it begins like a formula, also after blanks, or with an apostrophe."""
    is_acting = text.lstrip(_BLANKS)[:1] in _ACTING or text.startswith(GUARD)
    return GUARD + text if is_acting else text


def _any_cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return quoted(harmless(value))
    if isinstance(value, bool | int | float):
        return json.dumps(value)
    return quoted(harmless(json.dumps(value, ensure_ascii=False, separators=(",", ":"))))


def quoted(text: str) -> str:
    """The text as a quoted cell."""
    return '"' + text.replace('"', '""') + '"'

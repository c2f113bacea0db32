"""What a file that Tellings wrote holds: tables, the story JSON, or Web Annotations, told by its content."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tellings.errors import InputError
from tellings.reading.imported.fields import Fields, MisshapenError
from tellings.reading.imported.rows import Told, record_of_row
from tellings.reading.imported.stories import comparison_of
from tellings.reading.imported.web_annotation import AnnotationReader, annotations_of
from tellings.reading.opening import Opened, numbered_lines, opened, readable, too_large, whole_content
from tellings.reading.settings import ReadingSettings
from tellings.records import Comparison, Skipped
from tellings.text.printable import escaped

STAGE = "import"
GUARD = "'"  # stands before a cell that would act in a spreadsheet, and before one that begins with it
MISSING_PYARROW = (
    "a Parquet file; to read it Tellings needs the package pyarrow: install it with: pip install 'tellings[parquet]'"
)
# A whole story file, or the longest line of a table, in bytes: some 50,000 articles. A guess.
_MOST_BYTES = 500_000_000
_ROWS_AT_ONCE = 1_000

Found = Told | Comparison | Skipped


def imported(path: str, settings: ReadingSettings | None = None) -> Iterator[Found]:
    """What the file holds, record by record, and for each row that cannot be used why.

    Args:
        path: A file that `tellings export`, `compare --json` or `clean` wrote, also gzipped.
        settings: The limits; wider than for pages where None.

    Raises:
        InputError: The file cannot be read, or it is of none of these forms.
    """
    name, chosen = escaped(path), settings or ReadingSettings(max_bytes=_MOST_BYTES)
    with readable(name):
        stream = Path(path).open("rb")  # noqa: SIM115 - closed below; only opening is guarded here
    with stream:
        document = opened(name, stream, chosen)
        head = document.head.removeprefix(b"\xef\xbb\xbf").lstrip()
        if document.head.startswith(b"PAR1"):
            yield from _parquet_rows(document, chosen)
        elif head.startswith(b"{"):
            yield from _json(document, chosen)
        elif b"," in head.partition(b"\n")[0]:
            yield from _rows(name, _csv_rows(document))
        else:
            raise InputError(name, "neither JSON, JSON Lines, CSV nor Parquet that `tellings export` writes")


def _rows(name: str, rows: Iterable[tuple[int, object]]) -> Iterator[Found]:
    for number, row in rows:
        try:
            yield record_of_row(row)
        except MisshapenError as error:
            yield Skipped(f"{name}:{number}", STAGE, f"row {number} cannot be used: {escaped(str(error))}")


def _json(document: Opened, settings: ReadingSettings) -> Iterator[Found]:
    """The records of JSON Lines, or of the one object that the file is."""
    lines = numbered_lines(document, settings)
    first = next(lines, None)
    if first is None or first[1] is None:
        raise InputError(document.source, "its first line is too long")
    try:
        record = json.loads(first[1].removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError):
        # An object over many lines begins with a line that is no object.
        yield from _whole(
            document.source, _loaded(document.source, _joined(document.source, first[1], lines, settings))
        )
        return
    if isinstance(record, dict) and ("stories" in record or _is_annotations(record)):
        yield from _whole(document.source, record)
        return
    yield from _rows(document.source, [(first[0], record)])
    for number, line in lines:
        yield from _line(document.source, number, line)


def _line(name: str, number: int, line: bytes | None) -> Iterator[Found]:
    try:
        row = None if line is None else json.loads(line)
    except (ValueError, RecursionError):
        yield Skipped(f"{name}:{number}", STAGE, f"line {number} is not valid JSON")
        return
    yield from _rows(name, [(number, row)])


def _joined(name: str, first: bytes, lines: Iterable[tuple[int, bytes | None]], settings: ReadingSettings) -> bytes:
    """All lines of a file as one content, no larger than the limit."""
    content = bytearray(first)
    for _, line in lines:
        if line is None or len(content) + len(line) > settings.max_bytes:
            raise InputError(name, too_large(None, settings))
        content += line
    return bytes(content)


def _loaded(name: str, content: bytes) -> Any:
    try:
        return json.loads(content.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError) as error:
        raise InputError(name, "not valid JSON, as one object or as one a line") from error


def _is_annotations(record: dict[str, Any]) -> bool:
    return record.get("type") in ("AnnotationCollection", "AnnotationPage", "Annotation")


def _whole(name: str, record: Any) -> Iterator[Found]:
    """The comparison or the annotations of a file that is one object."""
    try:
        fields = Fields(record, "the file")
        if "stories" in fields.record:
            yield comparison_of(fields)
            return
        if not _is_annotations(record):
            raise MisshapenError("it has neither `stories` nor annotations, and no columns of a table")
        entries = annotations_of(fields)
    except MisshapenError as error:
        raise InputError(name, f"cannot be imported: {escaped(str(error))}") from error
    yield from _annotations(name, entries)


def _annotations(name: str, entries: list[Any]) -> Iterator[Found]:
    reader = AnnotationReader()
    spans: list[tuple[int, Fields]] = []
    for number, entry in enumerate(entries, 1):
        try:
            annotation = Fields(entry, "the annotation")
            if not reader.take_text(annotation):
                spans.append((number, annotation))
        except MisshapenError as error:
            yield _unusable(name, number, error)
    for number, annotation in spans:
        try:
            reader.take_span(annotation)
        except MisshapenError as error:
            yield _unusable(name, number, error)
    try:
        yield from reader.told()
    except MisshapenError as error:
        raise InputError(name, f"cannot be imported: {escaped(str(error))}") from error


def _unusable(name: str, number: int, error: MisshapenError) -> Skipped:
    return Skipped(f"{name}:{number}", STAGE, f"annotation {number} cannot be used: {escaped(str(error))}")


def _csv_rows(document: Opened) -> Iterator[tuple[int, object]]:
    """The rows of a CSV file by column, guards taken away; an empty cell is None."""
    # The limit is the process's own and a tenth of what articles have; it is only ever raised.
    csv.field_size_limit(max(csv.field_size_limit(), _MOST_BYTES))
    text = io.TextIOWrapper(document.stream, encoding="utf-8-sig", newline="", errors="strict")
    rows = csv.reader(text, strict=True)
    try:
        columns = next(rows, [])
        for number, cells in enumerate(rows, 1):
            known = dict(zip(columns, cells, strict=False)) if len(cells) == len(columns) else None
            yield number, known and {name: cell.removeprefix(GUARD) if cell else None for name, cell in known.items()}
    except (csv.Error, UnicodeDecodeError) as error:
        raise InputError(document.source, f"not CSV as `tellings export` writes it ({error})") from error


def _parquet_rows(document: Opened, settings: ReadingSettings) -> Iterator[Found]:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise InputError(document.source, MISSING_PYARROW) from error
    try:
        with parquet.ParquetFile(io.BytesIO(whole_content(document, settings))) as table:
            number = 0
            for batch in table.iter_batches(batch_size=_ROWS_AT_ONCE):
                yield from _rows(document.source, enumerate(batch.to_pylist(), number + 1))
                number += batch.num_rows
    except (pyarrow.ArrowException, OSError, ValueError, OverflowError) as error:  # the last two: no UTF-8, no date
        raise InputError(document.source, f"damaged Parquet data ({str(error).partition(chr(10))[0]})") from error

"""Parquet in and out of the corpus commands, through pyarrow: the extra `tellings[parquet]`, which nothing else needs.

In: a row is a record as in JSON Lines, with `id` and `html` or `text`. Out: a column for each key of a record, lists
and objects as what they are, so that the records read from it are those of the JSON Lines.
"""

import io
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, BinaryIO, Literal, Union, get_args, get_origin, get_type_hints, is_typeddict

from tellings.errors import InputError, UsageError
from tellings.reading.decoding import decoded
from tellings.reading.opening import opened
from tellings.reading.records import STAGE, record_documents
from tellings.reading.settings import ReadingSettings
from tellings.records import Document, Skipped

MISSING = "Parquet needs the package pyarrow, which is not installed; install it with: pip install 'tellings[parquet]'"
_WANTED = ("id", "text", "html", "title", "outlet", "published", "url")
# Rows read and written at once: some megabytes of articles. A guess.
_ROWS = 200


def check_installed() -> None:
    """Nothing, where Parquet can be read and written.

    Raises:
        UsageError: pyarrow is not installed.
    """
    _arrow()


def parquet_documents(path: str, *, untouched: bool) -> Iterator[Document | Skipped]:
    """The documents in the rows of a Parquet file, in order; its row stands for a record's line in every message.

    Raises:
        UsageError: pyarrow is not installed.
    """
    arrow, parquet = _arrow()
    try:
        with parquet.ParquetFile(path) as file:
            columns = [name for name in _WANTED if name in file.schema_arrow.names]
            if not {"text", "html"} & set(columns):
                raise InputError(path, "no column `text` and no column `html`")
            stream = io.BufferedReader(_Lines(file.iter_batches(_ROWS, columns=columns)))
            settings = ReadingSettings()
            yield from record_documents(opened(path, stream, settings), settings, untouched=untouched, used_ids=set())
    except InputError as error:
        yield Skipped(path, STAGE, error.reason)
    except (arrow.ArrowException, OSError) as error:
        yield Skipped(path, STAGE, f"cannot be read as Parquet: {str(error).splitlines()[0]}")


@contextmanager
def parquet_records(file: BinaryIO, layout: type) -> Iterator[Callable[[Mapping[str, Any]], None]]:
    """What writes records of this layout to a file as rows; equal records make equal bytes.

    Raises:
        UsageError: pyarrow is not installed.
    """
    arrow, parquet = _arrow()
    schema = arrow.schema([(name, _type(kind)) for name, kind in get_type_hints(layout).items()])
    waiting: list[Mapping[str, Any]] = []
    with parquet.ParquetWriter(file, schema, compression="zstd") as writer:

        def write(record: Mapping[str, Any]) -> None:
            waiting.append(record)
            if len(waiting) == _ROWS:
                _flush()

        def _flush() -> None:
            writer.write_table(arrow.Table.from_pylist(waiting, schema=schema))
            waiting.clear()

        yield write
        _flush()


class _Lines(io.RawIOBase):
    """Rows as lines of JSON, made as they are read."""

    def __init__(self, batches: Iterator[Any]) -> None:
        self._rows = (row for batch in batches for row in batch.to_pylist())
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """How many bytes were put into the buffer."""
        while not self._rest and (row := next(self._rows, None)) is not None:
            plain = {name: _plain(value) for name, value in row.items()}
            self._rest = json.dumps(plain).encode("ascii") + b"\n"
        piece, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)


def _plain(value: Any) -> Any:
    """A value as JSON has it: bytes decoded as a page's are, moments as ISO 8601."""
    if isinstance(value, bytes):
        return decoded(value, None)
    return value.isoformat() if isinstance(value, date) else value


def _type(kind: Any) -> Any:
    """The column type for a type of a record's layout."""
    arrow, _ = _arrow()
    origin = get_origin(kind)
    if origin is Annotated:
        return _type(get_args(kind)[0])
    if origin in (Union, UnionType):
        (known,) = (each for each in get_args(kind) if each is not NoneType)
        return _type(known)
    if origin is list:
        return arrow.list_(_type(get_args(kind)[0]))
    if is_typeddict(kind):
        return arrow.struct([(name, _type(each)) for name, each in get_type_hints(kind).items()])
    if origin is Literal or (isinstance(kind, type) and issubclass(kind, StrEnum)):
        return arrow.string()
    return {str: arrow.string(), bool: arrow.bool_(), int: arrow.int64(), float: arrow.float64()}[kind]


def _arrow() -> Any:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise UsageError(MISSING) from error
    return pyarrow, parquet

"""Tables as Parquet, through pyarrow: the extra `tellings[parquet]`, which nothing else needs."""

import io
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from tellings.errors import UsageError
from tellings.show.exports.columns import COLUMNS, Column, Kind
from tellings.show.exports.kinds import Table
from tellings.show.exports.rows import Row

if TYPE_CHECKING:
    import pyarrow

# Rows written at once: some megabytes of articles, so that a corpus never stands in memory whole. A guess.
ROWS_AT_ONCE = 2_000

MISSING = "Parquet needs the package pyarrow, which is not installed; install it with: pip install 'tellings[parquet]'"


def parquet_chunks(table: Table, rows: Iterable[Row]) -> Iterator[bytes]:
    """The bytes of the table's file, in pieces; equal rows make equal bytes.

    Raises:
        UsageError: pyarrow is not installed.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise UsageError(MISSING) from error
    columns, remaining, sink = COLUMNS[table], iter(rows), _Sink()
    schema = pyarrow.schema([_field(column) for column in columns], metadata={"tellings": f"tellings/1 {table}"})
    with parquet.ParquetWriter(sink, schema, compression="zstd") as writer:
        while some := list(islice(remaining, ROWS_AT_ONCE)):
            writer.write_batch(pyarrow.record_batch([_values(column, some) for column in columns], schema=schema))
            yield sink.taken()
    yield sink.taken()


class _Sink(io.RawIOBase):
    """A file that hands on what was written to it and remembers only how much that was."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._size = 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._size

    def write(self, piece: Any) -> int:
        self._pieces.append(bytes(piece))
        self._size += len(self._pieces[-1])
        return len(self._pieces[-1])

    def taken(self) -> bytes:
        """What was written since the last time."""
        taken, self._pieces = b"".join(self._pieces), []
        return taken


def _field(column: Column) -> "pyarrow.Field":
    return _arrow().field(column.name, _type(column.kind), nullable=column.nullable)


def _type(kind: Kind) -> "pyarrow.DataType":
    arrow = _arrow()
    texts, spans = arrow.list_(arrow.string()), arrow.list_(arrow.list_(arrow.int64()))
    return {
        Kind.TEXT: arrow.string(),
        Kind.COUNT: arrow.int64(),
        Kind.SHARE: arrow.float64(),
        Kind.FLAG: arrow.bool_(),
        Kind.TEXTS: texts,
        Kind.SPANS: spans,
        Kind.OBJECTS: arrow.string(),
    }[kind]


def _values(column: Column, rows: list[Row]) -> "pyarrow.Array":
    found: list[Any] = [column.value(row) for row in rows]
    if column.kind is Kind.OBJECTS:
        found = [None if value is None else json.dumps(value, ensure_ascii=False) for value in found]
    return _arrow().array(found, type=_type(column.kind))


def _arrow() -> Any:
    import pyarrow

    return pyarrow

"""What the store asks of an engine: statements, one transaction at a time, full text, and errors a caller can act on.

Statements are plain SQL that both engines read, with parameters as `:name`. Whatever must differ is behind `Database`;
nothing above it asks which engine runs.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from tellings.store.words import Term

Value = str | int | float | bytes | bool | None
Parameters = Mapping[str, Value]
Row = tuple[Any, ...]

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
"""PostgreSQL takes no zero byte, and no engine half a surrogate pair. Both come in broken pages."""


class Indexed(StrEnum):
    """The tables with full text, and so its three indexes: `article_text`, `attribution_text`, `claim_text`."""

    ARTICLE = "article"
    ATTRIBUTION = "attribution"
    CLAIM = "claim"


@dataclass(frozen=True, slots=True)
class Match:
    """A full-text condition in the engine's SQL; an empty one for no words.

    Args:
        best: Subquery of `number` and `score` of the `:candidates` most relevant rows; empty where none can be ranked.
        join: Clause that joins the index to the table; may be empty.
        condition: Clause for WHERE.
        rank: Expression that grows with relevance; "0" where nothing can be ranked.
    """

    join: str = ""
    condition: str = ""
    rank: str = "0.0"
    best: str = ""
    parameters: dict[str, Value] = field(default_factory=dict)


class Database(Protocol):
    """One open database. Not for use in several threads at once.

    Every method raises the `StoreError` that fits: locked, full, damaged.
    """

    location: str

    def rows(self, sql: str, parameters: Parameters | None = None) -> list[Row]:
        """All rows that a statement gives back."""
        ...

    def run(self, sql: str, parameters: Parameters | None = None) -> int:
        """How many rows a statement changed."""
        ...

    def run_many(self, sql: str, parameters: Sequence[Parameters]) -> None:
        """Run one statement for each of the parameters."""
        ...

    def batch(self) -> AbstractContextManager[None]:
        """A transaction that alone may write; inside another one it is a part of that."""
        ...

    def hold(self, name: str) -> AbstractContextManager[bool]:
        """Keep the name from other processes while inside; False where one has it. Given back also when killed."""
        ...

    def index(self, table: Indexed, number: int, texts: Sequence[str]) -> None:
        """Put a row's texts into its full-text index where the engine does not do so by itself."""
        ...

    def match(self, table: Indexed, terms: Sequence[Term]) -> Match:
        """The condition that a row of the table has all the terms and none of those excluded; at least one term."""
        ...

    def version(self) -> str | None:
        """The schema's version; None for an empty database. Raises StoreDamagedError for one that is not ours."""
        ...

    def make(self) -> None:
        """Make all tables in an empty database, or find that another process just has."""
        ...

    def migrate(self) -> None:
        """Bring an older schema up to date, in one transaction."""
        ...

    def size_bytes(self) -> int:
        """What the store takes on the disk."""
        ...

    def close(self) -> None:
        """Give the connection back; what was not committed is taken back."""
        ...


def storable(value: Value) -> Value:
    """The value with characters that no engine can hold replaced by U+FFFD, one for one, so that offsets still fit."""
    if isinstance(value, str) and not value.isascii():
        return _UNSTORABLE.sub("\ufffd", value)
    if isinstance(value, str) and "\x00" in value:
        return value.replace("\x00", "\ufffd")
    return value


def listed(name: str, values: Iterable[Value]) -> tuple[str, dict[str, Value]]:
    """`(:name0, :name1, …)` for an IN clause, with its parameters; the values are not none."""
    parameters = {f"{name}{number}": value for number, value in enumerate(values)}
    return f"({', '.join(':' + key for key in parameters)})", parameters

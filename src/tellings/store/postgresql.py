"""The store in a PostgreSQL database, for many readers and writers on other machines.

The full-text index is made from our own reading of words (`words.words_of`), so that a search finds and marks the same
as in SQLite, whatever dictionaries and locale the server has. Like SQLite, one batch writes at a time: an advisory lock
is held to the transaction's end, which keeps versions and counts as simple as they are there.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from urllib.parse import urlsplit, urlunsplit

from tellings.errors import (
    StoreDamagedError,
    StoreError,
    StoreFullError,
    StoreLockedError,
    StoreMissingError,
    UsageError,
)
from tellings.store.database import Indexed, Match, Parameters, Row, Value, storable
from tellings.store.postgresql_words import match, tsvector
from tellings.store.words import Term

try:
    import psycopg
    from psycopg import errors
except ImportError as error:
    raise UsageError(
        "a store at a postgresql:// address needs psycopg; install it with: pip install 'tellings[postgres]'"
    ) from error

_LOCK = 0x54656C6C  # "Tell": the advisory lock of whoever writes
_NAMED = re.compile(r"(?<![:\w]):([a-z_]\w*)")


class PostgresqlDatabase:
    """A connection to a PostgreSQL database.

    Args:
        address: `postgresql://user:password@host:port/database`.
        wait_seconds: How long to wait for another process that writes, and for the server to answer.
    """

    def __init__(self, address: str, *, wait_seconds: float) -> None:
        self.location = _without_password(address)
        self._address = address
        self._wait_seconds = wait_seconds
        self._depth = 0
        with self._errors():
            self._connection = psycopg.connect(
                address, autocommit=True, connect_timeout=max(1, round(wait_seconds)), prepare_threshold=3
            )
            self._connection.execute(f"SET lock_timeout = {max(1, round(wait_seconds * 1000))}".encode())
            self._connection.execute(b"SET client_min_messages = warning")

    def rows(self, sql: str, parameters: Parameters | None = None) -> list[Row]:
        with self._errors():
            return self._connection.execute(_psycopg(sql), _stored(parameters)).fetchall()

    def run(self, sql: str, parameters: Parameters | None = None) -> int:
        with self._errors():
            return self._connection.execute(_psycopg(sql), _stored(parameters)).rowcount

    def run_many(self, sql: str, parameters: Sequence[Parameters]) -> None:
        with self._errors(), self._connection.cursor() as cursor:
            cursor.executemany(_psycopg(sql), [_stored(each) for each in parameters])

    @contextmanager
    def batch(self) -> Iterator[None]:
        if self._depth == 0:
            self.run("BEGIN")
        self._depth += 1
        try:
            if self._depth == 1:
                self.rows("SELECT pg_advisory_xact_lock(:lock)", {"lock": _LOCK})
            yield
            if self._depth == 1:
                self.run("COMMIT")
        except BaseException:
            if self._depth == 1 and not self._connection.closed:
                self._connection.execute(b"ROLLBACK")
            raise
        finally:
            self._depth -= 1

    @contextmanager
    def hold(self, name: str) -> Iterator[bool]:
        """An advisory lock of the session: the server gives it back however the process ends."""
        lock: Parameters = {"lock": _LOCK, "name": name}
        held = bool(self.rows("SELECT pg_try_advisory_lock(CAST(:lock AS integer), hashtext(:name))", lock)[0][0])
        try:
            yield held
        finally:
            if held and not self._connection.closed:
                self.rows("SELECT pg_advisory_unlock(CAST(:lock AS integer), hashtext(:name))", lock)

    def index(self, table: Indexed, number: int, texts: Sequence[str]) -> None:
        weights = "AB" if len(texts) == 2 else "B"
        self.run(
            f"INSERT INTO {table}_text (number, words) VALUES (:number, CAST(:words AS tsvector))",
            {"number": number, "words": tsvector(texts, weights)},
        )

    def match(self, table: Indexed, terms: Sequence[Term]) -> Match:
        return match(table, terms)

    def version(self) -> str | None:
        found = self.rows("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        if not found:
            return None
        if ("alembic_version",) not in found or ("article_text",) not in found:
            raise StoreDamagedError(self.location, "a database of another program; make an empty one for the store")
        return str(self.rows("SELECT version_num FROM alembic_version")[0][0])

    def make(self) -> None:
        from tellings.store.schema import statements

        with self.batch():
            if self.version() is None:
                for statement in statements("postgresql"):
                    self.run(statement)

    def migrate(self) -> None:
        from sqlalchemy import StaticPool, create_engine

        from tellings.store.making import upgrade

        engine = create_engine("postgresql+psycopg://", creator=lambda: self._connection, poolclass=StaticPool)
        # SQLAlchemy takes back what is open when it connects, so the batch comes last; it is told of a transaction, or
        # alembic would make its own.
        with self._errors(), engine.connect() as connection, connection.begin(), self.batch():
            upgrade(connection)

    def size_bytes(self) -> int:
        return int(self.rows("SELECT pg_database_size(current_database())")[0][0])

    def close(self) -> None:
        self._connection.close()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except psycopg.Error as error:
            raise self._error(error) from error

    def _error(self, error: psycopg.Error) -> StoreError:
        if isinstance(error, errors.LockNotAvailable | errors.DeadlockDetected | errors.QueryCanceled):
            return StoreLockedError(
                self.location,
                f"locked by another process for more than {self._wait_seconds:g} seconds; try again when it is done",
            )
        if isinstance(error, errors.DiskFull | errors.InsufficientResources):
            return StoreFullError(
                self.location, "no room left on the server's disk; nothing half was written: make room and run it again"
            )
        if isinstance(error, errors.InvalidCatalogName):
            return StoreMissingError(self.location, "there is no such database; make an empty one with: createdb NAME")
        if isinstance(error, psycopg.OperationalError) and error.sqlstate is None:
            return StoreError(self.location, f"the server cannot be reached: {_first_line(error)}")
        return StoreError(self.location, f"the database refused a statement: {_first_line(error)}")


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


def _without_password(address: str) -> str:
    parts = urlsplit(address)
    host = parts.netloc.rpartition("@")[2]
    user = parts.username or ""
    return urlunsplit((parts.scheme, f"{user}@{host}" if user else host, parts.path, "", ""))


@lru_cache(maxsize=512)
def _psycopg(sql: str) -> bytes:
    """The statement with its parameters in psycopg's style."""
    return _NAMED.sub(r"%(\1)s", sql.replace("%", "%%")).encode()


def _stored(parameters: Parameters | None) -> dict[str, Value]:
    # Always given, so that psycopg reads %% as a per cent sign in every statement.
    return {name: storable(value) for name, value in (parameters or {}).items()}

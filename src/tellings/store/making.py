"""Writing the schema as SQL from `tables`, and bringing an old store up to date. The only module that needs SQLAlchemy.

A new store is made from `schema/sqlite.sql` or `schema/postgresql.sql`, which this module writes (`python -m
tellings.store.making`; a test compares them), and marked with the last migration. The migrations, run by alembic, are
for stores that an older program made.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, Dialect, Table
from sqlalchemy.dialects.postgresql.base import PGDialect
from sqlalchemy.dialects.sqlite.base import SQLiteDialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.schema import CreateIndex, CreateTable, SetColumnComment

from tellings.store import postgresql_words, sqlite_words
from tellings.store.schema import FOLDER, SEPARATOR
from tellings.store.tables import metadata
from tellings.store.version import VERSION
from tellings.store.views import VIEWS

MIGRATIONS = Path(__file__).parent / "migrations"


def schemas() -> dict[str, str]:
    """The text of each file in `schema`, by its name."""
    sqlite = [*_statements(SQLiteDialect()), *(f"{each};" for each in sqlite_words.full_text())]
    postgresql = [
        *_statements(PGDialect()),  # type: ignore[no-untyped-call]
        *(f"{each};" for each in postgresql_words.full_text()),
    ]
    head = f"-- Schema {VERSION}, written by tellings.store.making from tables.py: change it there.{SEPARATOR}"
    return {
        "sqlite.sql": head + SEPARATOR.join(sqlite) + "\n",
        "postgresql.sql": head + SEPARATOR.join(postgresql) + "\n",
    }


def _statements(dialect: Dialect) -> Iterator[str]:
    """What makes all tables, indexes and views, full text apart."""
    for table in metadata.sorted_tables:
        yield _create_table(table, dialect)
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        yield from (f"{CreateIndex(index).compile(dialect=dialect)};" for index in indexes)
        if dialect.supports_comments:
            commented = (column for column in table.columns if column.comment)
            yield from (f"{SetColumnComment(column).compile(dialect=dialect)};" for column in commented)
    yield from (f"CREATE VIEW {name} AS {_unindented(query)};" for name, query in VIEWS.items())
    yield "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY);"
    yield f"INSERT INTO alembic_version VALUES ('{VERSION}');"


def _create_table(table: Table, dialect: Dialect) -> str:
    """The statement; where the engine has no comments on columns, they stand in it, and SQLite keeps its words."""
    lines = []
    for line in str(CreateTable(table).compile(dialect=dialect)).strip().splitlines():
        column = table.columns.get((line.split() or [""])[0].strip('"')) if line.startswith("\t") else None
        comment = column.comment if column is not None and not dialect.supports_comments else None
        plain = line.rstrip().replace("\t", "    ")
        lines.append(f"{plain} -- {comment}" if comment else plain)
    return "\n".join(lines) + ";"


def _unindented(query: str) -> str:
    return re.sub(r"\n\s+", "\n    ", query.rstrip())


def upgrade(connection: Connection) -> None:
    """Run the migrations that the store has not seen; the caller's transaction holds them all or none.

    Raises the engine's own errors.
    """
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except DBAPIError as error:
        if error.orig is None:
            raise
        raise error.orig from error


if __name__ == "__main__":
    for name, text in schemas().items():
        (FOLDER / name).write_text(text, encoding="utf-8")

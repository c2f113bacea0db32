"""The written schema is the tables', the migrations lead to it, and the page lists it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tellings.store import Store
from tellings.store.making import MIGRATIONS, schemas
from tellings.store.schema import FOLDER
from tellings.store.tables import metadata
from tellings.store.version import VERSION
from tellings.store.views import VIEWS

PAGE = (Path(__file__).parents[2] / "docs" / "stages" / "store.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["sqlite.sql", "postgresql.sql"])
def test_the_written_schema_is_that_of_the_tables(name: str) -> None:
    written = (FOLDER / name).read_text(encoding="utf-8")

    assert written == schemas()[name], "write it anew: python -m tellings.store.making"


def test_the_last_migration_is_the_schemas_version() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))

    assert ScriptDirectory.from_config(config).get_heads() == [VERSION]


@pytest.mark.parametrize("table", sorted(metadata.tables))
def test_a_table_is_on_the_page_with_columns_it_has(table: str) -> None:
    rows = [line for line in PAGE.splitlines() if re.match(rf"\| [^|]*`{table}`", line)]

    assert rows, f"docs/stages/store.md does not list {table}"


@pytest.mark.parametrize("name", sorted({*metadata.tables, *VIEWS}))
def test_every_table_and_view_is_there_with_its_columns(store: Store, name: str) -> None:
    columns = ", ".join(metadata.tables[name].columns.keys()) if name in metadata.tables else "*"

    assert store._database.rows(f"SELECT {columns} FROM {name}") == []


def test_the_page_lists_every_method() -> None:
    methods = [name for name in dir(Store) if not name.startswith("_") and name not in {"close", "location"}]

    assert [name for name in methods if f"`{name}" not in PAGE and f"`{name}(" not in PAGE] == []


def test_making_and_opening_a_store_waits_for_no_library_it_can_do_without(tmp_path: Path) -> None:
    code = """
import sys
from tellings.store import open_store
for _ in range(2):
    open_store(sys.argv[1]).close()
print([name for name in ("sqlalchemy", "alembic", "psycopg", "spacy", "numpy") if name in sys.modules])
"""
    finished = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "desk.tellings")], capture_output=True, text=True, check=False
    )

    assert (finished.stdout, finished.stderr) == ("[]\n", "")

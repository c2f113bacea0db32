"""Answers from a store: copies fold beneath their text, reports of the same words are one, copying is counted."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from building import article_of
from stored import NOW, STORY, add, fill, sample_store
from tellings.engine.exporting import exported_store, import_file, kept_stories, unannotated, uncompared
from tellings.engine.finding import found_claims, found_story, found_texts, found_utterances, outlets_copying
from tellings.errors import InputError, UnknownIdError
from tellings.records import (
    AnnotatedArticle,
    Article,
    ArticleId,
    Attribution,
    AttributionKind,
    Comparison,
    Derivation,
    Lineage,
    Origin,
    Passage,
    Precision,
    Published,
    Relation,
    SpeakerKind,
    Status,
    Story,
    Utterance,
)
from tellings.show.exports.kinds import Format, Table
from tellings.store import Membership, Query, Store, StoryLink, open_store


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(sample_store(tmp_path_factory.mktemp("finding") / "sample.db")) as store:
        yield store


WORDS = "The harbour bridge will close on Monday for repairs, the port authority said."
OWN = " Shops near the bridge fear for their trade. The bridge is ninety years old."


def printed(name: str, outlet: str, text: str, day: str, precision: Precision = Precision.MINUTE) -> Article:
    published = Published(day, precision, "printed")
    return replace(article_of(text, name), title=f"Bridge in {outlet}", outlet=outlet, published=published)


def told(article: Article, kind: AttributionKind, content: str, speaker: str = "port authority") -> AnnotatedArticle:
    start = article.text.index(content)
    spoken = Attribution(
        f"{article.id}-a1", kind, (), (), (article.span(start, start + len(content)),), speaker, SpeakerKind.NAMED, "",
        confidence=0.9,
    )  # fmt: skip
    return replace(unannotated(article), attributions=(spoken,))


CLOSE = "The harbour bridge will close on Monday for repairs"


@pytest.fixture
def bridge(tmp_path: Path) -> Iterator[Store]:
    """A dispatch, a copy of it that adds its own words, a second copy, and another report of the same event."""
    dispatch = told(printed("d", "Quay News", WORDS, "2024-03-04T08:00"), AttributionKind.INDIRECT, CLOSE)
    copy = told(printed("c", "Lorn Post", WORDS + OWN, "2024-03-04T09:30"), AttributionKind.INDIRECT, CLOSE)
    reprint = told(printed("r", "Vale Echo", WORDS, "2024-03-04T12:00"), AttributionKind.INDIRECT, CLOSE)
    other = told(
        printed("o", "Strait Times", "“The bridge must close”, the port authority said.", "2024-03-05", Precision.DAY),
        AttributionKind.DIRECT, "The bridge must close",
    )  # fmt: skip
    articles = (dispatch, copy, reprint, other)
    whole = (Passage(copy.article.span(0, len(WORDS)), dispatch.article.span(0, len(WORDS)), True),)
    edges = tuple(
        Derivation(child.article.id, "d", Relation.DIRECT, "reprint", 1.0, 1.0, whole, (), ())
        for child in (copy, reprint)
    )
    origins = (
        Origin("o1", "Quay News", None, True, (ArticleId("d"), ArticleId("r"), ArticleId("c")), None),
        Origin("o2", "other reporting in Lorn Post", None, True, (ArticleId("c"),), None),
        Origin("o3", "Strait Times", None, True, (ArticleId("o"),), None),
    )
    story = Story(
        id="s-bridge", title="Bridge closes", first_published="2024-03-04T08:00", last_published="2024-03-05",
        articles=articles, entities=(), lineage=Lineage(origins, edges, (), (), ()), claims=(), disagreements=(),
        positions=(), wording=(), omissions=(), timeline=(), digest=(),
        utterances=(Utterance("u1", None, "port authority", ("d-a1", "o-a1"), (("d-a1", "o-a1"),), ("…",)),),
    )  # fmt: skip
    with open_store(tmp_path / "bridge.db") as store:
        fill(store, Comparison((story,), ()))
        yield store


def test_copies_are_folded_beneath_the_text_they_carry(bridge: Store) -> None:
    texts = found_texts(bridge, Query(words="bridge"))

    assert {text.best.article: {copy.article for copy in text.copies} for text in texts} == {
        "d": {"c", "r"},
        "o": set(),
    }


def test_only_copies_fold_among_themselves(bridge: Store) -> None:
    (text,) = found_texts(bridge, Query(words="bridge", copies=True))

    assert {text.best.article, *(copy.article for copy in text.copies)} == {"c", "r"}


def test_the_limit_counts_texts_not_articles(bridge: Store) -> None:
    (text,) = found_texts(bridge, Query(words="harbour bridge", limit=1))

    assert text.best.article == "d"
    assert len(text.copies) == 2


def test_marks_are_the_words_in_the_article(bridge: Store) -> None:
    for text in found_texts(bridge, Query(words="bridge monday")):
        article = bridge.article(text.best.article)
        piece = text.best.excerpt
        assert article.text[piece.start : piece.end] == piece.text
        assert {article.text[start:end].lower() for start, end in piece.marks} <= {"bridge", "monday"}
        assert all(piece.start <= start < end <= piece.end for start, end in piece.marks)
        assert [text.best.title[start:end] for start, end in text.best.title_marks] == ["Bridge"]


def test_reports_of_the_same_words_are_one_statement(bridge: Store) -> None:
    found = found_utterances(bridge, Query(speaker="port authority"))

    joined, same = sorted(found, key=lambda one: one.statement.article)[::-1]
    assert (joined.statement.article, [other.article for other in joined.others]) == ("o", ["d"])
    assert {same.statement.article, *(other.article for other in same.others)} == {"c", "r"}
    assert next(one.statement.article for one in found) == "o"


def test_what_was_said_of_something(bridge: Store) -> None:
    assert len(found_utterances(bridge, Query(words="monday", speaker="authority"))) == 2
    assert not found_utterances(bridge, Query(words="tunnel", speaker="authority"))


def test_outlets_say_how_much_they_copy_from_whom_and_how_fast(bridge: Store) -> None:
    found = {row.outlet: row for row in outlets_copying(bridge)}

    post, echo, news = found["Lorn Post"], found["Vale Echo"], found["Quay News"]
    assert (post.share, post.median_hours) == (1.0, 1.5)
    assert [(source.name, source.copies, source.median_hours) for source in echo.sources] == [("Quay News", 1, 4.0)]
    assert (news.copies, news.share, news.median_hours, news.sources) == (0, 0.0, None, ())


@pytest.mark.parametrize(
    ("parent", "child"),
    [
        ("2024-03-04", "2024-03-05"),
        ("2024-03-04T09:00", "2024-03-05"),
        ("2024-03-04T09:00", "2024-03-04T08:00"),
        ("2024-03-04T09:00+01:00", "2024-03-04T10:00"),
    ],
    ids=["days", "one day", "backwards", "one offset"],
)
def test_hours_are_told_only_where_both_times_are_known(parent: str, child: str, tmp_path: Path) -> None:
    from tellings.engine.finding import _hours
    from tellings.store import CopyRow

    row = CopyRow("s", ArticleId("c"), "Lorn Post", child, "d", "Quay News", "Quay News", parent, "reprint", 1.0)

    assert _hours(row) is None


def test_hours_are_counted_across_zones() -> None:
    from tellings.engine.finding import _hours
    from tellings.store import CopyRow

    times = "2024-03-04T09:00+01:00", "2024-03-04T10:30+00:00"
    assert _hours(CopyRow("s", ArticleId("c"), None, times[1], "d", None, None, times[0], "reprint", 1.0)) == 2.5


def test_a_merged_story_leads_to_the_one_it_became(bridge: Store) -> None:
    bridge.save_story("s-old", "Bridge", NOW)
    bridge.merge_stories("s-bridge", "s-old", NOW, "one bridge")

    found = found_story(bridge, "s-old")

    assert (found.row.id, found.merged_from, found.is_current) == ("s-bridge", "s-old", True)
    assert found.story is not None


def test_a_story_that_has_grown_since_it_was_compared_says_so(bridge: Store) -> None:
    add(bridge, unannotated(printed("n", "New Day", "The bridge is closed.", "2024-03-06", Precision.DAY)))
    bridge.put_in_story([Membership(ArticleId("n"), "s-bridge", 0.9, "")], NOW)

    assert not found_story(bridge, "s-bridge").is_current


def test_a_story_names_those_it_continues_and_that_continue_it(bridge: Store) -> None:
    bridge.save_story("s-inquiry", "Inquiry into the bridge", NOW)
    bridge.link_stories(StoryLink("s-inquiry", "s-bridge", 0.1, "the same topic"), NOW)

    assert [row.id for row in found_story(bridge, "s-bridge").continued_by] == ["s-inquiry"]
    assert [row.id for row in found_story(bridge, "s-inquiry").continues] == ["s-bridge"]


def test_a_story_that_is_not_there_names_one_that_is(bridge: Store) -> None:
    with pytest.raises(UnknownIdError, match="did you mean 's-bridge'"):
        found_story(bridge, "s-brdge")


def test_claims_are_found_by_words_and_standing(sample: Store) -> None:
    found = found_claims(sample, Query(words="ferry"))

    assert len(found) > 1
    for status in Status:
        some = found_claims(sample, Query(words="ferry"), status)
        assert [claim.claim for claim in some] == [claim.claim for claim in found if claim.status == status]


def test_every_statement_of_the_sample_is_in_one_utterance_only(sample: Store) -> None:
    found = found_utterances(sample, Query(speaker="Dolin", limit=100))

    names = [given.attribution for one in found for given in (one.statement, *one.others)]
    assert len(names) == len(set(names)) > len(found)


@pytest.mark.parametrize("words", ["'; DROP TABLE article; --", '"', "(", "* OR 1=1", "\x00", "x" * 5_000])
def test_hostile_words_find_nothing_and_break_nothing(sample: Store, words: str) -> None:
    assert found_texts(sample, Query(words=words)) == ()
    assert found_utterances(sample, Query(words=words)) == ()
    assert found_claims(sample, Query(words=words)) == ()
    assert outlets_copying(sample)


def test_what_a_store_exports_can_be_imported_into_another(sample: Store, tmp_path: Path) -> None:
    for written_as in (Format.JSONL, Format.CSV, Format.JSON, Format.WEB_ANNOTATION):
        file = tmp_path / written_as.value
        file.write_bytes(b"".join(exported_store(sample, written_as)))
        with open_store(tmp_path / f"{written_as.value}.db") as other:
            first = import_file(other, str(file), NOW)
            again = import_file(other, str(file), NOW + timedelta(days=1))
            kept = {article.id: (article.text, article.title) for article in other.all_articles()}
        assert first.articles == {"new": 7}
        assert again.articles == {"same": 7}
        assert kept == {article.id: (article.text, article.title) for article in sample.all_articles()}


def test_articles_in_no_story_are_exported_too(sample: Store, tmp_path: Path) -> None:
    with open_store(tmp_path / "lone.db") as store:
        add(store, told(printed("n", "New Day", WORDS, "2024-03-06"), AttributionKind.INDIRECT, CLOSE))
        store.add_article(printed("m", "New Day", "Rain.", "2024-03-06"), "x", NOW)
        rows = b"".join(exported_store(store, Format.CSV)).decode().splitlines()
        said = b"".join(exported_store(store, Format.CSV, Table.ATTRIBUTIONS)).decode().splitlines()

    assert [row.split(",")[:2] for row in rows[1:]] == [["", '"n"'], ["", '"m"']]
    assert len(said) == 2


def test_a_story_without_a_comparison_is_exported_with_its_articles(bridge: Store) -> None:
    add(bridge, unannotated(printed("n", "New Day", "The tunnel opened.", "2024-04-06", Precision.DAY)))
    bridge.save_story("s-tunnel", "Tunnel opens", NOW)
    bridge.put_in_story([Membership(ArticleId("n"), "s-tunnel", None, "")], NOW)

    stories: dict[str, Story] = {story.id: story for story in kept_stories(bridge)}

    assert [annotated.article.id for annotated in stories["s-tunnel"].articles] == ["n"]
    assert not stories["s-tunnel"].claims
    assert uncompared(bridge) == 0
    assert b"Tunnel opens" in b"".join(exported_store(bridge, Format.ATOM))


def test_stories_of_several_articles_that_wait_for_their_comparison_are_counted(bridge: Store) -> None:
    bridge.save_story("s-tunnel", "Tunnel opens", NOW)
    for name in ("n", "m"):
        add(bridge, unannotated(printed(name, name, "The tunnel opened.", "2024-04-06", Precision.DAY)))
        bridge.put_in_story([Membership(ArticleId(name), "s-tunnel", None, "")], NOW)

    assert uncompared(bridge) == uncompared(bridge, "s-tunnel") == 1
    assert uncompared(bridge, "s-bridge") == 0


def test_a_file_that_cannot_be_read_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "cut.csv"
    file.write_bytes(b'story,id,text\r\n"a","b","cut off')
    with open_store(tmp_path / "store.db") as store:
        with pytest.raises(InputError):
            import_file(store, str(file), datetime(2025, 1, 1, tzinfo=UTC))
        assert not list(store.all_articles())


def test_the_key_of_the_stored_sample_is_that_of_its_stories(sample: Store) -> None:
    assert not list(sample.without_comparison(STORY))

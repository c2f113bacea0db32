"""Annotations come back whole, and only for the input and the key they were made with."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tellings.errors import UnknownIdError
from tellings.records import (
    AnnotatedArticle,
    Article,
    ArticleId,
    Attribution,
    Block,
    Mention,
    Parse,
    Span,
    Timex,
    Token,
    TokenRange,
)
from tellings.store import StageKey, Store, under

from .events import ANNOTATE, FERRY, LATER, NOW, annotated, day, report

NEWER = replace(ANNOTATE, version="2")
OTHERWISE = replace(ANNOTATE, settings="other")


def test_an_annotation_is_read_back_as_it_was(store: Store) -> None:
    found = annotated(report("harbour"))
    store.add_article(found.article, "d1", NOW)
    store.save_annotation(found, ANNOTATE, NOW)

    assert store.annotation("harbour", ANNOTATE) == found
    assert store.annotation("harbour") == found


@pytest.mark.parametrize("key", [NEWER, OTHERWISE, StageKey("group", "1", "as set")], ids=str)
def test_an_annotation_made_otherwise_is_not_given(store: Store, key: StageKey) -> None:
    found = annotated(report("harbour"))
    store.add_article(found.article, "d1", NOW)
    store.save_annotation(found, ANNOTATE, NOW)

    assert store.annotation("harbour", key) is None
    assert list(store.without_annotation(key)) == ["harbour"]
    assert list(store.without_annotation(ANNOTATE)) == []


def test_an_amended_article_needs_another_annotation(store: Store) -> None:
    found = annotated(report("harbour"))
    store.add_article(found.article, "d1", NOW)
    store.save_annotation(found, ANNOTATE, NOW)

    store.add_article(replace(found.article, published=day("2031-05-03")), "d2", LATER)

    assert store.annotation("harbour", ANNOTATE) is None
    assert list(store.without_annotation(ANNOTATE)) == ["harbour"]


def test_an_annotation_of_an_article_under_another_id_is_given_under_it(store: Store) -> None:
    store.add_article(report("harbour"), "d1", NOW)
    changed = annotated(report("harbour", FERRY + " Two were hurt."))
    added = store.add_article(changed.article, "d2", LATER)

    store.save_annotation(changed, ANNOTATE, LATER, article=added.article)

    found = store.annotation("harbour~2", ANNOTATE)
    assert found is not None
    assert found.article == added.article
    assert found.attributions[0].id == "harbour~2-a1"
    assert found.article.wording(found.attributions[0].content[0]) == "Everyone is ashore,"


def test_saving_again_replaces_rows(store: Store) -> None:
    found = annotated(report("harbour"))
    store.add_article(found.article, "d1", NOW)
    for key in (ANNOTATE, NEWER):
        store.save_annotation(found, key, NOW)

    rows = store._database.rows
    assert rows("SELECT stage_version FROM annotation") == [("2",)]
    assert rows("SELECT article, span_start, span_end, type, name FROM mention") == [
        ("harbour", FERRY.index("Mara"), FERRY.index("Mara") + 10, "person", "Mara Alder")
    ]
    assert rows("SELECT speaker, kind, cue, content FROM attribution") == [
        ("Mara Alder", "direct", "said", "Everyone is ashore,")
    ]


def test_an_annotation_needs_its_article(store: Store) -> None:
    with pytest.raises(UnknownIdError, match="no article 'harbour'"):
        store.save_annotation(annotated(report("harbour")), ANNOTATE, NOW)


def test_bytes_that_cannot_be_read_count_as_missing(store: Store) -> None:
    found = annotated(report("harbour"))
    store.add_article(found.article, "d1", NOW)
    store.save_annotation(found, ANNOTATE, NOW)
    store._database.run("UPDATE annotation SET packed = :junk", {"junk": b"junk"})

    assert store.annotation("harbour", ANNOTATE) is None


TEXT = st.text(st.one_of(st.characters(), st.characters(categories=["Cs"]), st.just("\x00")), max_size=40)
SHORT = st.text(max_size=5)


@st.composite
def annotated_articles(draw: st.DrawFn) -> AnnotatedArticle:
    """Articles with any characters, and layers that point anywhere into them."""
    text, name = draw(TEXT), ArticleId(draw(st.sampled_from(["a", "b", "c~2"])))
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    spans = places.map(lambda place: Span(name, *place))
    some = st.lists(spans, max_size=3).map(tuple)

    def block(place: list[int]) -> st.SearchStrategy[Block]:
        words = st.one_of(TEXT, st.just(text[slice(*place)]))
        return st.builds(Block, text=words, start=st.just(place[0]), end=st.just(place[1]))

    blocks = places.flatmap(block)
    article = draw(
        st.builds(
            Article,
            id=st.just(name),
            source=TEXT,
            text=st.just(text),
            title=TEXT,
            outlet=TEXT,
            language=SHORT,
            blocks=st.lists(blocks, max_size=3).map(tuple),
        )
    )
    tokens = st.builds(Token, st.integers(0, 40), st.integers(0, 40), SHORT, SHORT, st.integers(0, 40), SHORT)
    ranges = st.lists(st.builds(TokenRange, st.integers(0, 9), st.integers(0, 9), SHORT), max_size=3).map(tuple)
    said = st.builds(
        Attribution,
        source=some,
        cue=some,
        content=some,
        speaker_name=st.none() | TEXT,
        confidence=st.floats(allow_nan=False, allow_infinity=False),
    )
    return AnnotatedArticle(
        article,
        Parse(draw(st.lists(tokens, max_size=5).map(tuple)), draw(ranges), draw(ranges)),
        draw(some),
        tuple(draw(st.lists(st.builds(Mention, span=spans, name=TEXT), max_size=3))),
        tuple(draw(st.lists(st.builds(Timex, span=spans), max_size=2))),
        tuple(draw(st.lists(said, max_size=3))),
    )


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(annotated_articles())
def test_whatever_was_annotated_comes_back_equal(store: Store, found: AnnotatedArticle) -> None:
    with store.batch():
        added = store.add_article(found.article, "d", NOW)
        store.save_annotation(found, ANNOTATE, NOW, article=added.article)

    back = store.annotation(added.article.id, ANNOTATE)

    assert back is not None
    assert back.article == replace(found.article, id=added.article.id)
    assert under(back, found.article) == found

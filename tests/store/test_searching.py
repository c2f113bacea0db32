"""What is searched is found, on both engines alike, whatever is typed; marks lie on the words."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tellings.records import AnnotatedArticle, ArticleId
from tellings.store import Membership, OutletRow, Query, Store

from .events import ANNOTATE, COMPARE, FERRY, LATER, NOW, annotated, day, report, told

TEXTS = {
    "harbour": FERRY,
    "coast": FERRY + " Divers from Torrin arrived.",
    "hill": "“The mine at Torrin is safe,” said Olaf Brandt. The ferry was not discussed.",
    "quay": "Évacuations began in São Brás; the evacuated slept in a school.",
}


@pytest.fixture
def desk(store: Store) -> Store:
    """Four reports; coast copies harbour in the story s1, hill stands alone in s2, quay is in none."""
    reports = {
        "harbour": annotated(report("harbour", published=day("2031-05-02"), agency=("Norland Press",))),
        "coast": annotated(report("coast", TEXTS["coast"], published=day("2031-05-04"))),
        "hill": annotated(
            report("hill", TEXTS["hill"], "Torrin mine safe", published=day("2031-05-03")),
            "Olaf Brandt",
            "The mine at Torrin is safe,",
        ),
        "quay": annotated(report("quay", TEXTS["quay"], "A school opens", published=None)),
    }
    for found in reports.values():
        store.add_article(found.article, "d", NOW)
        store.save_annotation(found, ANNOTATE, NOW)
    compare(store, "s1", reports["harbour"], reports["coast"])
    compare(store, "s2", reports["hill"])
    return store


def compare(store: Store, story: str, *reports: AnnotatedArticle) -> None:
    store.save_story(story, story, NOW)
    store.put_in_story([Membership(found.article.id, story, 0.5, "alike") for found in reports], NOW)
    store.save_comparison(told(story, *reports), store.story_input(story), COMPARE, NOW)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Query("ferry"), {"harbour", "coast", "hill"}),
        (Query("FERRY Torrin"), {"coast", "hill"}),
        (Query("ferry -Torrin"), {"harbour"}),
        (Query("-Torrin"), {"harbour", "quay"}),
        (Query('"night ferry"'), {"harbour", "coast"}),
        (Query('"ferry night"'), set()),
        (Query('-"night ferry" ferry'), {"hill"}),
        (Query("evacuat*"), {"quay"}),
        (Query("evacuations sao bras"), {"quay"}),
        (Query('"são brá*"'), {"quay"}),
        (Query("evac"), set()),
        (Query("harbour-master"), {"harbour", "coast"}),
        (Query("ferry OR mine"), set()),
        (Query("school opens"), {"quay"}),
        (Query("aground insurers"), {"harbour", "coast"}),
        (Query(""), set(TEXTS)),
        (Query("?! *"), set()),
        (Query("", outlet="COAST post"), {"coast"}),
        (Query("ferry", outlet="Nobody"), set()),
        (Query("", since="2031-05-03"), {"coast", "hill"}),
        (Query("", until="2031-05-03"), {"harbour", "hill"}),
        (Query("ferry", since="2031-05-03", until="2031-05-03"), {"hill"}),
        (Query("", person="Mara Alder"), {"harbour", "coast"}),
        (Query("", person="alder"), {"harbour", "coast"}),
        (Query("", person="Mara"), set()),
        (Query("ferry", speaker="Brandt"), {"hill"}),
        (Query("", agency="norland press"), {"harbour"}),
        (Query("", story="s1"), {"harbour", "coast"}),
        (Query("", story="no such story"), set()),
        (Query("", copies=True), {"coast"}),
        (Query("", copies=False), {"harbour", "hill", "quay"}),
    ],
    ids=str,
)
def test_articles_are_found_by_words_and_filters(desk: Store, query: Query, found: set[str]) -> None:
    assert {each.article for each in desk.search_articles(query)} == found


def test_a_find_shows_where_the_words_stand(desk: Store) -> None:
    (found,) = desk.search_articles(Query('"ran aground" night', outlet="Harbour Post"))

    assert [found.text[start:end] for start, end in found.snippet.marks] == ["night", "ran aground"]
    assert [found.title[start:end] for start, end in found.title_marks] == ["Night"]
    assert found.text[found.snippet.start : found.snippet.end].startswith("The night ferry Halla")


def test_a_snippet_shows_the_place_with_most_of_the_words(store: Store) -> None:
    text = "Ferry. " + "Filler words stand here. " * 100 + "The ferry sank in heavy weather. " + "More filler. " * 100
    store.add_article(report("long", text), "d", NOW)

    (found,) = store.search_articles(Query("ferry heavy weather"))

    snippet = text[found.snippet.start : found.snippet.end]
    assert "ferry sank in heavy weather" in snippet
    assert len(snippet.split()) < 40


def test_a_find_tells_its_story_and_origin(desk: Store) -> None:
    found = {each.article: each for each in desk.search_articles(Query("ferry"))}

    assert [(found[ArticleId(n)].story, found[ArticleId(n)].origin) for n in ("harbour", "coast")] == [("s1", "o1")] * 2
    assert [found[ArticleId(n)].is_copy for n in ("harbour", "coast", "hill")] == [False, True, False]
    assert found[ArticleId("harbour")].story_origins == 1


def test_a_word_of_the_title_counts_more(desk: Store) -> None:
    assert [found.article for found in desk.search_articles(Query("torrin"))] == ["hill", "coast"]


def test_without_words_the_latest_comes_first(desk: Store) -> None:
    assert [found.article for found in desk.search_articles(Query())] == ["coast", "hill", "harbour", "quay"]
    assert [found.article for found in desk.search_articles(Query(limit=2, offset=1))] == ["hill", "harbour"]


def test_earlier_versions_are_found_only_when_asked_for(desk: Store) -> None:
    desk.add_article(report("hill", "All quiet.", "Nothing"), "d2", LATER)

    assert [found.article for found in desk.search_articles(Query("mine"))] == []
    assert [found.article for found in desk.search_articles(Query("mine", versions=True))] == ["hill"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Query("safe"), ["hill-a1"]),
        (Query("", speaker="Alder"), ["coast-a1", "harbour-a1"]),
        (Query("ashore", speaker="Mara Alder", since="2031-05-03"), ["coast-a1"]),
        (Query("safe", speaker="Alder"), []),
        (Query("", story="s2"), ["hill-a1"]),
        (Query("insurers"), []),
        (Query("", copies=False, outlet="Harbour Post"), ["harbour-a1"]),
    ],
    ids=str,
)
def test_statements_are_found_by_content_and_speaker(desk: Store, query: Query, found: list[str]) -> None:
    statements = list(desk.search_statements(query))

    assert [each.attribution for each in statements] == found
    for each in statements:
        assert TEXTS[each.article][each.content_start : each.content_end] == each.content


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Query("quill"), ["s1", "s2"]),
        (Query("quill", story="s1"), ["s1"]),
        (Query("quill", outlet="Coast Post"), ["s1"]),
        (Query("quill", speaker="Alder"), []),
        (Query("nothing"), []),
        (Query("*"), []),
    ],
    ids=str,
)
def test_claims_are_found_by_words_and_witnesses(desk: Store, query: Query, found: list[str]) -> None:
    claims = list(desk.search_claims(query))

    assert sorted(each.story for each in claims) == found
    assert {each.voices for each in claims} <= {("Alder", "Post")}


def test_outlets_are_counted(desk: Store) -> None:
    days = ("2031-05-04", "2031-05-02", "2031-05-03", None)
    assert desk.outlets() == tuple(
        OutletRow(f"{name} Post", 1, compared, copies, published, published)
        for (name, compared, copies), published in zip(
            [("Coast", 1, 1), ("Harbour", 1, 0), ("Hill", 1, 0), ("Quay", 0, 0)], days, strict=True
        )
    )


def test_copies_tell_whose_of_whom(desk: Store) -> None:
    (found,) = desk.copies()

    assert (found.child, found.child_outlet, found.parent, found.parent_outlet) == (
        *("coast", "Coast Post"),
        *("harbour", "Harbour Post"),
    )
    assert list(desk.copies("coast post")) == [found]
    assert list(desk.copies("harbour post")) == []


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text() | st.text(alphabet="ab\"*-^(){}:+ANDORNEAR'\\;%&|!<> \x00\ud800", max_size=40))
def test_whatever_is_typed_is_no_error(desk: Store, words: str) -> None:
    for search in (desk.search_articles, desk.search_statements, desk.search_claims):
        list(search(Query(words, outlet=words, person=words, speaker=words, agency=words, story=words)))
        list(search(Query(words)))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.text(st.characters(min_codepoint=32, max_codepoint=0x24F, exclude_categories=["Cc"]), min_size=1), max_size=8
    )
)
def test_every_word_of_a_text_finds_it_and_is_marked(store: Store, words: list[str]) -> None:
    text = " ".join(words)
    with store.batch():
        added = store.add_article(report("a", text, "", source=text), text, NOW).article
    for word in text.split():
        if any(character.isalnum() for character in word):
            query = Query(f'"{word.replace(chr(34), " ")}"', limit=1000)
            found = {each.article: each for each in store.search_articles(query)}
            assert added.id in found
            assert found[added.id].snippet.marks


def test_a_statement_that_is_gone_is_found_no_more(desk: Store) -> None:
    silent = replace(annotated(report("hill", TEXTS["hill"], "Torrin mine safe")), attributions=())
    desk.save_annotation(silent, ANNOTATE, LATER)

    assert list(desk.search_statements(Query("safe"))) == []

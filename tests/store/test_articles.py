"""What is known is not written again; what changed is a new version; what is read back is what was stored."""

from dataclasses import replace

import pytest

from tellings.errors import UnknownIdError, UsageError
from tellings.records import Article, ArticleId, Basis, Block, Document, DocumentKind, Role, Skipped
from tellings.store import Change, Membership, Store, document_digest

from .events import FERRY, LATER, NOW, day, report

WHOLE = replace(
    report("harbour"),
    byline=("Ann Reef", "Bo Tidewell"),
    agency=("Norland Press",),
    dateline="QUILL POINT",
    url="https://harbour.example/ferry",
    blocks=(
        Block(Role.TITLE, "Night ferry aground"),
        Block(Role.BODY, FERRY[:60], 0, 60),
        Block(Role.CREDIT, "words that are not the text's", 60, 70),
        Block(Role.FURNITURE, "Subscribe"),
    ),
    bases=(Basis("outlet", "the page says so"),),
)
POISON = {
    "SQL": "'); DROP TABLE article; --",
    "HTML": "<script>alert('x')</script>&amp;",
    "terminal": "\x1b]0;owned\x07\x1b[2J",
    "zero byte": "Ferry\x00aground",
    "half a surrogate pair": "Ferry \ud83d aground",
    "both directions": "\u202eferry\u202c \u0000\udfff",
    "only signs": "%s :name ? {} \\",
}


@pytest.mark.parametrize("article", [WHOLE, report("x", ""), report("y", title="", published=None)], ids=str)
def test_an_article_is_read_back_as_it_was(store: Store, article: Article) -> None:
    store.add_article(article, "d1", NOW)

    assert store.article(article.id) == article


@pytest.mark.parametrize("poison", POISON.values(), ids=POISON)
def test_hostile_characters_come_back_exactly(store: Store, poison: str) -> None:
    article = replace(WHOLE, title=poison, text=poison + FERRY, byline=(poison,), outlet=poison, blocks=())

    store.add_article(article, "d1", NOW)

    assert store.article(article.id) == article
    assert [found.title for found in store.history(article.source)] == [
        poison.replace("\x00", "\ufffd").replace("\ud83d", "\ufffd").replace("\udfff", "\ufffd")
    ]


@pytest.mark.parametrize("poison", POISON.values(), ids=POISON)
def test_hostile_ids_and_sources_are_found_again(store: Store, poison: str) -> None:
    article = replace(WHOLE, id=ArticleId(poison * 200), source=poison * 200)

    added = store.add_article(article, "d1", NOW)

    assert store.is_known(article.source, "d1")
    assert store.article(added.article.id) == added.article
    assert added.article == replace(article, id=added.article.id)
    assert store.add_article(article, "d2", NOW).change is Change.SAME


def test_the_same_document_is_known(store: Store) -> None:
    store.add_article(WHOLE, "d1", NOW)

    assert store.is_known(WHOLE.source, "d1")
    assert not store.is_known(WHOLE.source, "d2")
    assert not store.is_known("elsewhere", "d1")


def test_another_document_with_the_same_article_is_no_version(store: Store) -> None:
    store.add_article(WHOLE, "d1", NOW)

    added = store.add_article(WHOLE, "d2", LATER)

    assert (added.change, added.version) == (Change.SAME, 1)
    assert store.is_known(WHOLE.source, "d2")
    assert len(store.history(WHOLE.source)) == 1


def test_other_metadata_are_taken_over_in_place(store: Store) -> None:
    store.add_article(WHOLE, "d1", NOW)
    amended = replace(WHOLE, byline=("Ann Reef",), published=day("2031-05-03"), outlet="Harbour Post & Mail")

    added = store.add_article(amended, "d2", LATER)

    assert added.change is Change.AMENDED
    assert store.article(WHOLE.id) == amended


@pytest.mark.parametrize(
    ("later", "stored_id"),
    [
        (replace(WHOLE, text=FERRY + " Two were hurt."), "harbour~2"),
        (replace(WHOLE, title="Ferry refloated"), "harbour~2"),
        (replace(WHOLE, id=ArticleId("another"), text=FERRY + " Two were hurt."), "another"),
    ],
    ids=["own id, other text", "own id, other title", "digest of another text"],
)
def test_changed_words_are_a_new_version(store: Store, later: Article, stored_id: str) -> None:
    store.add_article(WHOLE, "d1", NOW)

    added = store.add_article(later, "d2", LATER)

    assert (added.change, added.version, added.earlier) == (Change.CHANGED, 2, WHOLE.id)
    assert added.article.id == stored_id
    assert store.article(stored_id) == replace(later, id=ArticleId(stored_id))
    assert store.article(WHOLE.id) == WHOLE
    assert [(v.article, v.is_current) for v in store.history(WHOLE.source)] == [("harbour", False), (stored_id, True)]
    assert [article.id for article in store.all_articles()] == [stored_id]


def test_a_text_that_comes_back_is_a_third_version(store: Store) -> None:
    for number, article in enumerate([WHOLE, replace(WHOLE, id=ArticleId("other"), text="Short."), WHOLE]):
        added = store.add_article(article, f"d{number}", NOW)

    assert (added.article.id, added.version, added.earlier) == ("harbour~3", 3, "other")


def test_two_sources_with_one_id_are_two_articles(store: Store) -> None:
    store.add_article(WHOLE, "d1", NOW)

    added = store.add_article(replace(WHOLE, source="elsewhere"), "d1", NOW)

    assert (added.change, added.article.id) == (Change.NEW, "harbour~2")


def test_a_new_version_takes_its_predecessors_place_in_the_story(store: Store) -> None:
    store.add_article(WHOLE, "d1", NOW)
    store.save_story("s1", "Ferry", NOW)
    store.put_in_story([Membership(WHOLE.id, "s1", 0.5, "alike")], NOW)

    later = store.add_article(replace(WHOLE, text="Refloated."), "d2", LATER).article.id

    assert [member.article for member in store.members("s1")] == [later]
    assert store.story_of(WHOLE.id) is None


def test_what_was_set_aside_is_known_until_it_changes(store: Store) -> None:
    store.set_aside(Skipped("menu.html", "clean", "no article text"), "d1", NOW)

    assert store.is_known("menu.html", "d1")
    assert store.status().set_aside == 1

    store.add_article(replace(WHOLE, source="menu.html"), "d2", LATER)

    assert store.status().set_aside == 0


def test_a_source_that_fails_once_keeps_its_versions(store: Store) -> None:
    store.add_article(WHOLE, "d1", NOW)
    store.set_aside(Skipped(WHOLE.source, "clean", "no article text"), "d2", NOW)

    added = store.add_article(WHOLE, "d3", LATER)

    assert (added.change, added.version) == (Change.SAME, 1)


def test_many_articles_come_in_the_order_they_were_added(store: Store) -> None:
    names = [f"r{number}" for number in range(450)]
    with store.batch():
        for number, name in enumerate(names):
            store.add_article(report(name, published=day(f"2031-05-{1 + number % 9:02}")), "d", NOW)

    assert [article.id for article in store.all_articles()] == names
    assert [article.id for article in store.articles(reversed(names))] == names[::-1]
    assert {article.published for article in store.all_articles(since="2031-05-09")} == {day("2031-05-09")}


def test_an_unknown_id_is_answered_with_those_like_it(store: Store) -> None:
    store.add_article(WHOLE, "d1", NOW)

    with pytest.raises(UnknownIdError, match="no article 'harbor'; did you mean 'harbour'") as caught:
        store.article("harbor")

    assert caught.value.near == ("harbour",)


def test_a_moment_without_a_zone_is_misuse(store: Store) -> None:
    with pytest.raises(UsageError, match="no time zone"):
        store.add_article(WHOLE, "d1", NOW.replace(tzinfo=None))


@pytest.mark.parametrize(
    "change",
    [
        {"content": "b"},
        {"kind": DocumentKind.HTML},
        {"id": "i"},
        {"title": "t"},
        {"outlet": "o"},
        {"published": "2031"},
        {"url": "https://a.example"},
    ],
    ids=str,
)
def test_the_digest_of_a_document_is_of_all_that_cleaning_reads(change: dict[str, str]) -> None:
    document = Document("a.txt", DocumentKind.TEXT, "a\ud800")

    assert document_digest(document) == document_digest(replace(document, source="b.txt"))
    assert document_digest(document) != document_digest(replace(document, **change))  # type: ignore[arg-type]

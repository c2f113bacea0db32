"""Companies, ships, facilities and saints: what the words around and inside a name tell of it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from building import article_of
from tellings.language.names.bodies import kinds_of_name
from tellings.language.names.compounds import leading_word, place_head
from tellings.language.names.entities import entities_of
from tellings.language.names.matching import same_organisation, same_place
from tellings.language.names.mentions import mentions_of
from tellings.language.parsing import parse
from tellings.records import (
    AnnotatedArticle,
    Attribution,
    AttributionKind,
    EntityType,
    Mention,
    SpeakerKind,
)


def annotated(*texts: str) -> list[AnnotatedArticle]:
    articles = [article_of(text, f"a{number}") for number, text in enumerate(texts)]
    parses = [parse(article) for article in articles]
    return [
        AnnotatedArticle(article, grammar, (), mentions_of(article, grammar), (), ())
        for article, grammar in zip(articles, parses, strict=True)
    ]


def mentions_at(text: str, wording: str) -> list[Mention]:
    article = article_of(text)
    return [m for m in mentions_of(article, parse(article)) if article.wording(m.span) == wording]


def test_the_first_word_of_a_companys_name_is_the_company() -> None:
    text = "Sundal Line, the owner of the ship, kept silent. Sundal has offered 20,000 crowns to each family."

    (mention,) = mentions_at(text, "Sundal")

    assert (mention.type, mention.name) == (EntityType.ORGANISATION, "Sundal Line")
    assert mention.reason == "'Sundal' is short for 'Sundal Line'."


def test_the_story_knows_a_companys_first_word_where_an_article_never_names_it_whole() -> None:
    entities, filled = entities_of(
        annotated(
            "Norvik Shipping, a ferry company, owns the boat. Norvik Shipping said it was sorry.",
            "The boats of Norvik must not leave the port, the pilots said.",
        )
    )

    (company,) = [entity for entity in entities if entity.name == "Norvik Shipping"]
    assert [m.entity for m in filled[1].mentions if m.name == "Norvik"] == [company.id]


@pytest.mark.parametrize(
    ("text", "description", "body"),
    [
        ("Sundal Line, the owner of the ship, met the pilots. The company refused.", "The company", "Sundal Line"),
        ("Air Norvia, an airline, cut its fares. The airline gave no reason.", "The airline", "Air Norvia"),
        (
            "Danuta Orlik, who leads the Harbour Pilots’ Union, left early. Her union wants more pay.",
            "Her union",
            "Harbour Pilots’ Union",
        ),
    ],
    ids=["apposition", "airline", "her-union"],
)
def test_a_description_of_the_only_body_of_its_kind_is_resolved(text: str, description: str, body: str) -> None:
    (mention,) = mentions_at(text, description)

    assert mention.name == body
    assert mention.reason


@pytest.mark.parametrize(
    ("text", "description"),
    [
        ("Valtek Motors and Norvik Shipping signed on Monday. The company was pleased.", "The company"),
        ("The Harbour Technology Agency opened an office. The government paid for it.", "The government"),
        ("Norvik Shipping met Anna Berg. A company official was pleased.", "A company"),
    ],
    ids=["two-companies", "government", "official"],
)
def test_a_description_that_several_or_none_fit_stays_open(text: str, description: str) -> None:
    assert mentions_at(text, description) == []


@pytest.mark.parametrize(
    ("text", "wording", "kind"),
    [
        ("The ferry Halcyon sank. The Halcyon carried 64 people.", "Halcyon", EntityType.ORGANISATION),
        ("The pilgrims met at St Peter's Square on Sunday.", "St Peter's Square", EntityType.PLACE),
        ("They were held at Ofrin prison. Ofrin prison is in the hills.", "Ofrin prison", EntityType.PLACE),
        ("Her father Bassim spoke. Bassim said it was over.", "Bassim", EntityType.PERSON),
        ("Nadia Brandt won on Saturday. Brandt said she was tired.", "Brandt", EntityType.PERSON),
        ("The union told Sundal Line that the pilots would strike.", "Sundal Line", EntityType.ORGANISATION),
    ],
    ids=["ship", "square", "prison", "father", "chess-player", "company"],
)
def test_types_follow_the_words_around_a_name(text: str, wording: str, kind: EntityType) -> None:
    found = mentions_at(text, wording)

    assert found
    assert {mention.type for mention in found} == {kind}


def test_a_dateline_is_a_place_and_no_government() -> None:
    (mention,) = mentions_at("MOSCOW (Agencies) said on Friday that the strait would open.", "MOSCOW")

    assert mention.type is EntityType.PLACE


def test_a_common_noun_with_an_article_is_nobody() -> None:
    text = "Bill Matter left. The Bill gives the police new powers, and the Bill passed. Bill said so."

    assert {m.span.start for m in mentions_at(text, "Bill") if m.type is EntityType.PERSON} == {text.index("Bill said")}


def test_an_acronym_is_not_the_family_name_of_a_person() -> None:
    text = "Kim Jong Un spoke. The UN said it would meet."

    assert [m.name for m in mentions_at(text, "UN")] == ["UN"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ministry of Public Security", "Public Safety Ministry"),
        ("Ministry of Foreign Affairs", "Foreign Ministry"),
        ("Ministerio de Seguridad Pública", "Ministry of Security"),
    ],
    ids=["safety", "foreign", "spanish"],
)
def test_renderings_of_one_ministry_agree(one: str, other: str) -> None:
    assert same_organisation(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ministry of Health", "Ministry of Finance"),
        ("Norwegian Foreign Ministry", "Danish Foreign Ministry"),
        ("Norvik Shipping", "Norvik Foods"),
    ],
    ids=["portfolio", "country", "trade"],
)
def test_bodies_that_share_words_keep_apart(one: str, other: str) -> None:
    assert same_organisation(one, other) is None


def test_a_facility_may_leave_out_what_kind_it_is() -> None:
    assert same_place("Ofrin prison", "Ofrin military prison")
    assert same_place("Strait of Lorn", "Lorn strait")
    assert same_place("Ofrin prison", "Ofrin bridge") is None


def test_a_name_that_another_article_shows_becomes_the_speaker() -> None:
    first, second = annotated("Norvik Shipping kept silent for a day.", "Norvik refused to pay the families.")
    span = second.article.span(0, len("Norvik"))
    attribution = Attribution(
        "t", AttributionKind.INDIRECT, (span,), (), (), "Norvik", SpeakerKind.UNNAMED, "The source has no name."
    )
    second = AnnotatedArticle(second.article, second.parse, (), second.mentions, (), (attribution,))

    entities, filled = entities_of([first, second])

    (told,) = filled[1].attributions
    assert told.speaker_kind is SpeakerKind.NAMED
    assert told.speaker == next(entity.id for entity in entities if entity.name == "Norvik Shipping")


def test_the_parts_of_names() -> None:
    assert leading_word(("Sundal", "Line")) == "Sundal"
    assert leading_word(("Supreme", "Court")) == ""
    assert place_head(("Strait", "of", "Lorn")) == "Lorn"
    assert kinds_of_name("Ministry of Foreign Affairs") == {"ministry"}
    assert kinds_of_name("Government Technology Agency") == {"agency"}


@settings(max_examples=20, deadline=None)
@given(text=st.text(alphabet="ABab .,'’St-Ferry prison Line", max_size=60))
def test_mentions_lie_inside_any_text(text: str) -> None:
    article = article_of(text)

    for mention in mentions_of(article, parse(article)):
        assert 0 <= mention.span.start < mention.span.end <= len(text)

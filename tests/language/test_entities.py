"""Entities across the articles of an invented story."""

import pytest

from building import article_of
from tellings.language.names.entities import NameSettings, entities_of
from tellings.language.names.mentions import mentions_of
from tellings.language.parsing import parse
from tellings.records import (
    AnnotatedArticle,
    Attribution,
    AttributionKind,
    Entity,
    MentionForm,
    SpeakerKind,
)

HARBOUR = (
    "The Kremlin said on Saturday that President Viktor Malinov told U.S. envoy Steve Walkow the strait would open. "
    "Walkow met Malinov in Moscow on Friday. The talks were described by a Kremlin aide as useful."
)
COURIER = (
    "Kremlin aide Yuri Sorokin praised the talks between Russian President Viktor Malinov and US envoy Stephen Valkov. "
    "Sorokin said Valkov had listened. He called the mood warm. Moscow said more talks would follow."
)
GAZETTE = (
    "Yury Sorokin, an aide in Moscow, spoke after Valkov left. Malinov did not. "
    "The Russian president was tired, and his wife Irina Malinova stayed away. The United States was pleased."
)


def annotated(*texts: str) -> list[AnnotatedArticle]:
    found = []
    for number, text in enumerate(texts):
        article = article_of(text, f"a{number}")
        parsed = parse(article)
        found.append(AnnotatedArticle(article, parsed, (), mentions_of(article, parsed), (), ()))
    return found


@pytest.fixture(scope="module")
def story() -> tuple[tuple[Entity, ...], tuple[AnnotatedArticle, ...]]:
    return entities_of(annotated(HARBOUR, COURIER, GAZETTE))


def entity(entities: tuple[Entity, ...], id_: str) -> Entity:
    return next(e for e in entities if e.id == id_)


def test_transliterations_and_given_name_variants_are_one_entity(
    story: tuple[tuple[Entity, ...], tuple[AnnotatedArticle, ...]],
) -> None:
    people = [e for e in story[0] if e.type.value == "person"]
    names = [{e.name, *e.aliases} for e in people]

    assert any({"Steve Walkow", "Stephen Valkov", "Walkow", "Valkov"} <= group for group in names)
    assert any({"Yuri Sorokin", "Yury Sorokin", "Sorokin"} <= group for group in names)


def test_every_merge_prints_its_reason(story: tuple[tuple[Entity, ...], tuple[AnnotatedArticle, ...]]) -> None:
    walkow = next(e for e in story[0] if "Stephen Valkov" in (e.name, *e.aliases))

    assert any("'Walkow' and 'Valkov' spell one family name" in reason for reason in walkow.reasons)


def test_a_wife_is_not_her_husband(story: tuple[tuple[Entity, ...], tuple[AnnotatedArticle, ...]]) -> None:
    malinov = entity(story[0], "person-viktor-malinov")

    assert "Irina Malinova" not in malinov.aliases


def test_a_country_its_capital_and_its_seat_of_power_stay_apart(
    story: tuple[tuple[Entity, ...], tuple[AnnotatedArticle, ...]],
) -> None:
    ids = {e.id for e in story[0]}

    assert {"place-moscow", "organisation-moscow", "organisation-kremlin", "place-united-states"} <= ids


def test_a_description_is_settled_by_the_story_and_marked_as_inferred(
    story: tuple[tuple[Entity, ...], tuple[AnnotatedArticle, ...]],
) -> None:
    harbour, _, gazette = story[1]
    aide = next(m for m in harbour.mentions if harbour.article.wording(m.span) == "a Kremlin aide")
    president = next(m for m in gazette.mentions if gazette.article.wording(m.span) == "The Russian president")

    assert aide.form is MentionForm.DESCRIPTION
    assert aide.name in {"Yuri Sorokin", "Yury Sorokin"}
    assert aide.reason.startswith("Inferred: ")
    assert president.entity == "person-viktor-malinov"


def test_every_named_mention_has_an_entity_that_lists_it(
    story: tuple[tuple[Entity, ...], tuple[AnnotatedArticle, ...]],
) -> None:
    entities, articles = story
    for annotated_article in articles:
        for mention in annotated_article.mentions:
            assert mention.entity is not None
            assert mention.span in entity(entities, mention.entity).mentions


def test_the_same_input_gives_the_same_output() -> None:
    assert entities_of(annotated(HARBOUR, COURIER)) == entities_of(annotated(HARBOUR, COURIER))


def test_a_users_alias_joins_and_a_users_pair_keeps_apart() -> None:
    texts = ("Anna Lindqvist opened the bridge.", "Nanna Quist opened the bridge.")
    joined, _ = entities_of(annotated(*texts[:2]), NameSettings(aliases=(("Nanna Quist", "Anna Lindqvist"),)))
    apart, _ = entities_of(
        annotated(texts[0], texts[0]), NameSettings(never_merge=(("Anna Lindqvist", "Anna Lindqvist"),))
    )

    assert [e.aliases for e in joined if e.type.value == "person"] == [("Nanna Quist",)]
    assert len([e for e in apart if e.type.value == "person"]) == 2


@pytest.mark.parametrize(
    ("texts", "people"),
    [
        (("Donal Tarn met Melisa Tarn.", "Tarn spoke."), {"Donal Tarn", "Melisa Tarn"}),
        (("Carl Holm Jr. spoke.", "Carl Holm Sr. left."), {"Carl Holm Jr.", "Carl Holm Sr"}),
        (("Anna Berg spoke.", "Anna Dahl spoke.", "Anna left."), {"Anna Berg", "Anna Dahl"}),
    ],
    ids=["couple", "father-and-son", "shared-given-name"],
)
def test_different_people_never_merge(texts: tuple[str, ...], people: set[str]) -> None:
    entities, _ = entities_of(annotated(*texts))

    assert people <= {e.name for e in entities}


def test_a_name_that_one_article_hides_is_found_by_the_story() -> None:
    entities, _ = entities_of(annotated("Trank has frustrated allies.", "Donald Trank spoke. Trank was content."))

    assert [e.name for e in entities if "Trank" in e.name] == ["Donald Trank"]


def test_speakers_are_filled_by_their_names_and_unnamed_ones_are_not() -> None:
    article = annotated("Anna Lindqvist said the bridge was safe. Officials said it was not.")[0]
    named, group = (
        Attribution(
            id=f"a0-{start}",
            kind=AttributionKind.INDIRECT,
            source=(article.article.span(start, end),),
            cue=(),
            content=(),
            speaker_name=name,
            speaker_kind=kind,
            speaker_reason="",
        )
        for start, end, name, kind in (
            (0, 14, "Anna Lindqvist", SpeakerKind.NAMED),
            (41, 50, "Officials", SpeakerKind.GROUP),
        )
    )
    with_attributions = AnnotatedArticle(article.article, article.parse, (), article.mentions, (), (named, group))

    _, (filled,) = entities_of([with_attributions])

    assert [a.speaker for a in filled.attributions] == ["person-anna-lindqvist", None]


def test_the_foreign_ministries_of_two_countries_stay_apart() -> None:
    entities, _ = entities_of(
        annotated(
            "The Norwegian Foreign Ministry said no. Norway was calm.",
            "Sweden's Foreign Ministry said yes. The Foreign Ministry added nothing.",
        )
    )
    ministries = [{e.name, *e.aliases} for e in entities if "Ministry" in e.name]

    assert not any("Norwegian Foreign Ministry" in names and len(names) > 1 for names in ministries)

"""Mentions in one article: names repaired, descriptions, metonyms."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from building import article_of
from tellings.language.names.mentions import mentions_of
from tellings.language.parsing import parse
from tellings.records import Mention, MentionForm


def mentions_in(text: str) -> list[tuple[str, str, str]]:
    """Wording, form and name of each mention."""
    article = article_of(text)
    return [(article.wording(m.span), m.form.value, m.name) for m in mentions_of(article, parse(article))]


def mention_at(text: str, wording: str) -> Mention:
    article = article_of(text)
    return next(m for m in mentions_of(article, parse(article)) if article.wording(m.span) == wording)


def test_a_family_name_stands_for_the_full_name_with_a_reason() -> None:
    mention = mention_at("Anna Lindqvist opened the bridge. Lindqvist said it was safe.", "Lindqvist")

    assert mention.name == "Anna Lindqvist"
    assert "family name" in mention.reason


def test_a_title_and_a_possessive_stay_outside_the_name() -> None:
    text = "Finnish President Aino Lehtola's envoy Erik Dahl met Mrs. Lehtola in Oslo."

    assert ("Aino Lehtola", "name", "Aino Lehtola") in mentions_in(text)
    assert ("Erik Dahl", "name", "Erik Dahl") in mentions_in(text)
    assert ("Lehtola", "name", "Aino Lehtola") in mentions_in(text)


def test_a_hyphenated_pair_of_names_is_two_people() -> None:
    text = "The Lehtola-Dahl talks ended. Aino Lehtola left first, and Erik Dahl stayed. Lehtola smiled. Dahl did not."

    assert ("Lehtola", "name", "Aino Lehtola") in mentions_in(text)[:2]
    assert ("Dahl", "name", "Erik Dahl") in mentions_in(text)[:2]


def test_a_surname_is_a_person_whatever_the_recogniser_says() -> None:
    text = "Donald Trank spoke on Monday. Aides said Trank was content. Trank has frustrated Trank's allies."

    assert {m[2] for m in mentions_in(text) if m[0] == "Trank"} == {"Donald Trank"}


@pytest.mark.parametrize(
    ("text", "wording", "form"),
    [
        ("Moscow said on Friday that the talks would go on.", "Moscow", "metonym"),
        ("The envoys met in Moscow on Friday.", "Moscow", "name"),
        ("The start of Moscow's offensive was in winter.", "Moscow", "metonym"),
        ("The streets of Paris were empty.", "Paris", "name"),
        ("The Kremlin said the meeting was useful.", "Kremlin", "metonym"),
        ("The two men met in the Kremlin.", "Kremlin", "name"),
        ("Relations between Berlin and Warsaw are good.", "Warsaw", "metonym"),
        ("The White House said so.", "White House", "metonym"),
    ],
    ids=lambda value: value.split(" ")[0] if " " in value else None,
)
def test_a_capital_or_seat_is_a_government_only_where_it_acts(text: str, wording: str, form: str) -> None:
    mention = mention_at(text, wording)

    assert mention.form.value == form
    assert bool(mention.reason) is (form == "metonym")


@pytest.mark.parametrize(
    ("text", "wording", "name"),
    [
        (
            "US envoy Sam Walkow met Finnish President Aino Lehtola. The envoy left at noon.",
            "The envoy",
            "Sam Walkow",
        ),
        (
            "US envoy Sam Walkow met Finnish President Aino Lehtola. The Finnish leader waved.",
            "The Finnish leader",
            "Aino Lehtola",
        ),
        ("Kremlin aide Pavel Sorokin spoke. Later the Kremlin aide left.", "the Kremlin aide", "Pavel Sorokin"),
        (
            "Anna Lindqvist, the harbour's director, called early. The director sounded tired.",
            "The director",
            "Anna Lindqvist",
        ),
        (
            "The Swedish Transport Ministry closed the bridge. Later the ministry opened it again.",
            "the ministry",
            "Swedish Transport Ministry",
        ),
    ],
    ids=["envoy", "broader", "seat", "apposition", "body"],
)
def test_a_description_finds_its_bearer(text: str, wording: str, name: str) -> None:
    mention = mention_at(text, wording)

    assert (mention.form, mention.name) == (MentionForm.DESCRIPTION, name)
    assert wording.lower() in mention.reason.lower()


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("Finnish President Aino Lehtola met French President Luc Morel on a boat. It rained. It poured. All day. "
         "Then it cleared. Nobody minded. The president waved.", "The president"),
        ("Taliban spokesman Omar Zadran denied it. The NATO spokesman confirmed it.", "The NATO spokesman"),
        ("Vice President Ida Berg arrived. The president was absent.", "The president"),
        ("Kremlin aide Pavel Sorokin spoke. A Kremlin aide called the talks useful.", "A Kremlin aide"),
        ("Finnish President Aino Lehtola waved. The only president to stay was silent.", "The only president"),
    ],
    ids=["two-bearers", "other-body", "vice", "indefinite", "singled-out"],
)  # fmt: skip
def test_an_ambiguous_description_is_left_alone(text: str, wording: str) -> None:
    assert not [m for m in mentions_in(text) if m[0] == wording]


@settings(max_examples=15, deadline=None)
@given(text=st.text(alphabet=st.sampled_from("Aa Bb.,'’\"-/()$0\nÉж "), max_size=200))
def test_mentions_lie_in_the_text_in_order(text: str) -> None:
    article = article_of(text)
    mentions = mentions_of(article, parse(article))

    assert [m.span for m in mentions] == sorted((m.span for m in mentions), key=lambda s: (s.start, -s.end))
    assert all(article.wording(m.span).strip() for m in mentions)


def test_a_long_line_of_names_takes_bounded_time() -> None:
    article = article_of("Anna Berg, the aide, said Ida Dahl-Berg told him that he met her, " * 400)
    parsed = parse(article)
    began = time.process_time()

    mentions_of(article, parsed)

    assert time.process_time() - began < 3

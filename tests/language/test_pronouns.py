"""Pronouns in one article."""

import pytest

from building import article_of
from tellings.language.names.mentions import mentions_of
from tellings.language.parsing import parse
from tellings.records import MentionForm


def pronouns_in(text: str) -> list[tuple[str, str]]:
    article = article_of(text)
    found = [m for m in mentions_of(article, parse(article)) if m.form is MentionForm.PRONOUN]
    assert all(m.reason.endswith(".") for m in found)
    return [(article.wording(m.span), m.name) for m in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anna Lindqvist met Erik Dahl. She smiled.", [("She", "Anna Lindqvist")]),
        ("Anna Lindqvist met Erik Dahl. He smiled.", [("He", "Erik Dahl")]),
        (
            'Erik Dahl inspected the bridge. "It is safe," he said.',
            [("he", "Erik Dahl")],
        ),
        (
            'Erik Dahl praised Omar Reza. "The bridge is safe," he said.',
            [("he", "Erik Dahl")],
        ),
        ("Erik Dahl named the pilot as Omar Reza and described him as calm.", [("him", "Omar Reza")]),
        ("Erik Dahl, who opened the bridge, left early.", [("who", "Erik Dahl")]),
        ("The Swedish Transport Ministry closed the bridge. It said cracks had grown.", [
            ("It", "Swedish Transport Ministry")
        ]),
    ],
    ids=["she", "he", "speaker", "subject-first", "coordinated-verbs", "who", "it-speaks"],
)  # fmt: skip
def test_a_pronoun_finds_its_person(text: str, expected: list[tuple[str, str]]) -> None:
    assert pronouns_in(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Erik Dahl met a driver. A woman stood near. She smiled.",
        "The bridge was closed. He smiled.",
        'Erik Dahl said: "I am tired."',
    ],
    ids=["unnamed-woman", "nobody", "first-person"],
)
def test_a_pronoun_without_a_named_person_gets_no_mention(text: str) -> None:
    assert pronouns_in(text) == []


def test_a_speaker_does_not_call_himself_he_in_a_quotation() -> None:
    text = 'Omar Reza waited outside. "He is tired," Erik Dahl said.'

    assert ("He", "Erik Dahl") not in pronouns_in(text)

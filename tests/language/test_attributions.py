"""Attributions as the grammar alone reads them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from building import article_of
from tellings.language.attributions.attributing import AttributionSettings, attributions_of
from tellings.language.names.mentions import mentions_of
from tellings.language.parsing import parse
from tellings.records import Attribution, AttributionKind, Span

BY_GRAMMAR = AttributionSettings(tagger=False)


def found(text: str) -> tuple[Attribution, ...]:
    given_article = article_of(text)
    grammar = parse(given_article)
    return attributions_of(given_article, grammar, mentions_of(given_article, grammar), BY_GRAMMAR)


def wording(text: str, spans: tuple[Span, ...]) -> str:
    return " … ".join(span.wording(text) for span in spans)


def rows(text: str) -> list[tuple[str, str, str]]:
    return [(wording(text, a.source), wording(text, a.cue), wording(text, a.content)) for a in found(text)]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        pytest.param(
            "The ferry company said that the harbour will close on Monday.",
            "The ferry company", "said", "that the harbour will close on Monday", id="clause-with-that",
        ),
        pytest.param(
            "The harbour will close on Monday, the ferry company said.",
            "the ferry company", "said", "The harbour will close on Monday", id="clause-before",
        ),
        pytest.param(
            "“The harbour will close on Monday,” said Anna Berg, the port director.",
            "Anna Berg, the port director", "said", "“The harbour will close on Monday,”", id="inverted",
        ),
        pytest.param(
            "The harbour, she said, is closed to all ships.",
            "she", "said", "The harbour … is closed to all ships", id="cue-in-the-middle",
        ),
        pytest.param(
            "“The harbour,” Anna Berg said, “is closed to all ships.”",
            "Anna Berg", "said", "“The harbour,” … “is closed to all ships.”", id="quotation-in-pieces",
        ),
        pytest.param(
            "According to the port authority, two ships were damaged.",
            "the port authority", "According to", "two ships were damaged", id="according-to",
        ),
        pytest.param(
            "As Anna Berg put it, the port was lucky.",
            "Anna Berg", "put", "the port was lucky", id="as-she-put-it",
        ),
        pytest.param(
            "Anna Berg described the repairs as sound.",
            "Anna Berg", "described", "the repairs as sound", id="described-as",
        ),
        pytest.param(
            "The repairs were described by an engineer as sound.",
            "an engineer", "were described", "The repairs … as sound", id="passive",
        ),
        pytest.param(
            "Anna Berg called the talks “frank and useful.”",
            "Anna Berg", "called", "the talks “frank and useful.”", id="called",
        ),
        pytest.param(
            "The union fears the owners will sell the docks.",
            "The union", "fears", "the owners will sell the docks", id="attitude",
        ),
        pytest.param(
            "Anna Berg was quoted as saying on Monday: “The docks are not for sale.”",
            "Anna Berg", "was quoted as saying", "“The docks are not for sale.”", id="quoted-as-saying",
        ),
        pytest.param(
            "Anna Berg: “The docks are not for sale”",
            "Anna Berg", ":", "“The docks are not for sale”", id="headline-colon",
        ),
        pytest.param(
            "Harbour repairs are on time – port director",
            "port director", "–", "Harbour repairs are on time", id="headline-dash",
        ),
        pytest.param(
            "The mayor rejected the claim that the docks had been sold in secret.",
            "The mayor", "rejected", "the claim that the docks had been sold in secret", id="object",
        ),
    ],
)  # fmt: skip
def test_an_attribution_has_source_cue_and_content(text: str, source: str, cue: str, content: str) -> None:
    assert (source, cue, content) in rows(text)


def test_a_speaker_goes_on_in_a_participle() -> None:
    text = "The ministry of ports said it backs the plan, adding that work would start in June."

    assert [row[1:] for row in rows(text)] == [
        ("said", "it backs the plan"),
        ("adding", "that work would start in June"),
    ]
    assert {a.speaker_name for a in found(text)} == {"ministry of ports"} or len(
        {a.speaker_name for a in found(text)}
    ) == 1


def test_quoted_sentences_after_the_cue_join_the_same_attribution() -> None:
    text = "“We were lucky,” said Anna Berg. “Nobody was on deck. It was dark.”"

    assert rows(text) == [("Anna Berg", "said", "“We were lucky,” … “Nobody was on deck. It was dark.”")]


def test_a_quotation_over_paragraphs_is_one_attribution() -> None:
    text = "“We were lucky,” said Anna Berg. “Nobody was on deck.\n\n“We will look into the brakes.”"

    assert rows(text) == [
        ("Anna Berg", "said", "“We were lucky,” … “Nobody was on deck. … “We will look into the brakes.”")
    ]


def test_a_paragraph_of_quotation_without_a_cue_inherits_its_source() -> None:
    text = "“We were lucky,” Anna Berg said.\n\n“We will look into the brakes and the engine.”"

    first, second = found(text)

    assert (second.source, second.cue) == (first.source, ())
    assert second.speaker_name == first.speaker_name == "Anna Berg"
    assert "no source of its own" in second.speaker_reason


def test_both_levels_of_a_report_in_a_report_are_kept() -> None:
    text = "The ministry said Anna Berg told the captain that the gate was shut."

    outer, inner = sorted(found(text), key=lambda a: a.inside is not None)

    assert outer.inside is None
    assert inner.inside == outer.id
    assert wording(text, inner.content) == "that the gate was shut"
    assert inner.speaker_name == "Anna Berg"


def test_scare_quotes_are_no_attribution() -> None:
    assert found("The “ghost ship” drifted past the pier on Monday.") == ()


def test_a_dateline_is_no_headline() -> None:
    text = "OSLO: The ferry company said that the harbour will close on Monday."

    assert [row[0] for row in rows(text)] == ["The ferry company"]


def test_the_writers_setting_is_not_part_of_a_quoted_sentence() -> None:
    text = "On Friday, after the storm hit the coast, Anna Berg wrote: “Stay at home!”"

    assert [row[2] for row in rows(text)] == ["“Stay at home!”"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“The gate is shut,” Anna Berg said.", AttributionKind.DIRECT),
        ("Anna Berg said the gate is shut.", AttributionKind.INDIRECT),
        ("Anna Berg said the gate is “shut for good.”", AttributionKind.MIXED),
    ],
    ids=["direct", "indirect", "mixed"],
)
def test_the_kind_follows_the_quotation_marks(text: str, kind: AttributionKind) -> None:
    assert [a.kind for a in found(text)] == [kind]


def test_ids_are_unique_and_name_the_article() -> None:
    ids = [a.id for a in found("Anna Berg said the gate is shut. The mayor said it is open.")]

    assert ids == ["a-a1", "a-a2"]


_PIECES = ["Anna Berg", "said", "that", "the mayor", "according to", "was quoted as saying", "fears", "gate"]
_MARKS = ["“", "”", '"', "'", "’s", ",", ".", ":", "–", "\n\n"]
_WORDS = st.lists(st.sampled_from(_PIECES + _MARKS), max_size=30)


@settings(max_examples=40, deadline=None)
@given(_WORDS)
def test_spans_lie_in_the_text_and_contents_are_never_empty(words: list[str]) -> None:
    text = " ".join(words)

    for attribution in found(text):
        spans = attribution.source + attribution.cue + attribution.content
        assert attribution.content
        assert all(0 <= s.start < s.end <= len(text) for s in spans)
        assert list(attribution.content) == sorted(attribution.content)
        assert attribution.speaker_reason

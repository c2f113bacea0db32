"""Attributions as the learned reader finds them, with what the grammar adds."""

import hashlib
import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from building import article_of
from tellings.language.attributions.attributing import AttributionSettings, attributions_of
from tellings.language.attributions.tagging.tagger import FOLDER
from tellings.language.names.mentions import mentions_of
from tellings.language.parsing import parse
from tellings.records import Attribution, AttributionKind, Span, SpeakerKind

REPORT = """The harbour of Selwick will close for a week, the ferry company said on Monday.

Mayor Ida Holm accused the company of hiding the damage. “They knew about the crack in April,” she said, adding that the
council would demand the inspection papers.

“Nobody was told. Not the crews, not the passengers,” Holm told reporters. “I want to see every page.”

According to a dock worker who asked not to be named, the crack was painted over. Analysts expect the repair to take a
month. The union's claim that two men were hurt could not be confirmed.

The company said the mayor had told its lawyers in June that the quay was safe.
"""


def found(text: str, *, fast: bool = False) -> tuple[Attribution, ...]:
    article = article_of(text)
    grammar = parse(article)
    return attributions_of(article, grammar, mentions_of(article, grammar), AttributionSettings(tagger=not fast))


def wording(text: str, spans: tuple[Span, ...]) -> str:
    return " … ".join(text[span.start : span.end] for span in spans)


def read(text: str) -> list[tuple[str, str, str]]:
    return [(wording(text, a.source), wording(text, a.cue), wording(text, a.content)) for a in found(text)]


@pytest.mark.parametrize(
    ("source", "cue", "content"),
    [
        pytest.param("the ferry company", "said", "The harbour of Selwick will close for a week", id="after"),
        pytest.param("Mayor Ida Holm", "accused", "the company of hiding the damage", id="accused of"),
        pytest.param("she", "said", "“They knew about the crack in April,”", id="quotation"),
        pytest.param("Analysts", "expect", "the repair to take a\nmonth", id="attitude"),
    ],
)
def test_an_attribution_has_source_cue_and_content(source: str, cue: str, content: str) -> None:
    rows = read(REPORT)

    assert (source, cue, content) in rows


def test_a_quotation_around_its_cue_is_one_content_in_two_pieces() -> None:
    (told,) = [a for a in found(REPORT) if wording(REPORT, a.cue) == "told"]

    assert len(told.content) == 2
    assert told.kind is AttributionKind.DIRECT
    assert told.speaker_name == "Ida Holm"


def test_an_unnamed_source_stays_unnamed() -> None:
    (painted,) = [a for a in found(REPORT) if "painted over" in wording(REPORT, a.content)]

    assert painted.speaker_kind is SpeakerKind.UNNAMED


def test_what_is_reported_inside_a_report_keeps_both_levels() -> None:
    attributions = {a.id: a for a in found(REPORT)}
    inner = [a for a in attributions.values() if a.inside is not None]

    assert [(wording(REPORT, a.cue), wording(REPORT, attributions[a.inside].cue)) for a in inner if a.inside] == [
        ("had told", "said")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The mayor told the council that the quay was safe.", {True}, id="clause"),
        pytest.param("The mayor called the repairs “the worst ever seen in this port”.", {True}, id="quoted speech"),
        pytest.param("The mayor praised the crews of both ferries.", {False}, id="stand"),
        pytest.param("The mayor rejected calls to resign.", {False}, id="object"),
    ],
)
def test_a_statement_is_told_from_a_stand(text: str, expected: set[bool]) -> None:
    assert {a.is_statement for a in found(text)} == expected


def test_confidence_is_a_share_and_certain_cases_have_more_of_it() -> None:
    shares = {wording(REPORT, a.cue): a.confidence for a in found(REPORT)}

    assert all(0 < share < 1 for share in shares.values())
    assert shares["told"] > 0.8


def test_the_grammar_alone_has_a_confidence_too() -> None:
    assert all(0 < a.confidence < 1 for a in found(REPORT, fast=True))


def test_the_same_text_gives_the_same_attributions() -> None:
    assert found(REPORT) == found(REPORT)


def test_a_paragraph_reads_the_same_whatever_follows_it() -> None:
    """Windows end at paragraphs and are read one at a time; only what comes before is context."""
    first = REPORT.split("\n\n")[0]
    filler = "\n\n".join(f"Road {number} was closed to all traffic in the morning hours." for number in range(60))

    alone = read(first)
    followed = read(f"{first}\n\n{filler}")

    assert [row for row in followed if row in alone] == alone


PIECES = st.sampled_from(
    [
        "“",
        "”",
        '"',
        "said",
        " ",
        "the mayor",
        "\n\n",
        "that",
        "0" * 300,
        "é́",
        "\u202e",
        "!" * 700,
        "he",
        ",",
        ".",
        "x" * 200,
    ]
)


@given(parts=st.lists(PIECES, max_size=40))
@settings(max_examples=40, deadline=None)
def test_spans_lie_in_the_text_in_order_and_apart(parts: list[str]) -> None:
    text = " ".join(parts)

    for attribution in found(text):
        for spans in (attribution.source, attribution.cue, attribution.content):
            assert all(0 <= span.start < span.end <= len(text) for span in spans)
            assert all(left.end <= right.start for left, right in pairwise(spans))
        assert attribution.content


def test_words_in_no_order_are_read_without_harm() -> None:
    words = REPORT.split()
    random.Random(7).shuffle(words)

    assert all(attribution.content for attribution in found(" ".join(words)))


def test_the_model_is_the_one_its_card_describes() -> None:
    sums = (FOLDER / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    stated = dict(reversed(line.split("  ")) for line in sums)

    assert {name: hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() for name in stated} == stated
    assert {path.name for path in FOLDER.iterdir()} == {*stated, "SHA256SUMS", "CARD.md"}

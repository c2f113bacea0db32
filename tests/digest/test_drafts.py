"""A sentence made ready for the digest, on annotated reports: what is cut, dated and fused, and what is left alone."""

import pytest

from digested import at, claim, read
from tellings.digest import digest_of
from tellings.digest.absolute_days import days_named, printed
from tellings.digest.drafts import Draft, Making, draft_of
from tellings.records import AnnotatedArticle, SentenceKind, Span, Status

DAY = "2026-03-12"  # a Thursday


def draft(text: str, *, needed: str = "", others: tuple[AnnotatedArticle, ...] = (), published: str = DAY) -> Draft:
    report = read("Tarn Echo", text, published)
    kept = at(report, needed) if needed else None

    def is_needed(span: Span) -> bool:
        return kept is not None and span.overlap(kept) > 0

    making = Making(days_named([report, *others]), "2026", 40)
    return draft_of(report.sentences[0], report, making, is_needed)


LONG = (
    "Minister Irina Valkova, who was due to meet the union of the pilots later in the day, told reporters in the "
    "harbour of Orrin that the night ferries will stop."
)


def test_an_aside_that_nobody_else_tells_is_cut_from_a_long_sentence() -> None:
    found = draft(LONG)

    assert found.kind is SentenceKind.TRIMMED
    assert found.text == (
        "Minister Irina Valkova told reporters in the harbour of Orrin that the night ferries will stop."
    )
    assert [LONG[span.start : span.end] for span in found.kept] == [LONG[:22], LONG[85:]]


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        (LONG, "meet the union"),
        ("Minister Irina Valkova, who came late, told reporters that the night ferries will stop.", ""),
        (
            "The pilots who refuse to sail at night in the fog of the strait were told by the harbour master of Orrin "
            "on the telephone that the ferries will stop.",
            "",
        ),
        (
            "The night ferries of the strait will stop in the harbour of Orrin and in the ports of the southern shore, "
            "the minister said, unless the pilots agree to sail.",
            "",
        ),
    ],
    ids=["what others tell", "a short sentence", "a restrictive clause", "a condition"],
)
def test_what_a_sentence_needs_is_not_cut(text: str, needed: str) -> None:
    assert draft(text, needed=needed).kind is SentenceKind.WHOLE


SAME = ("The dam of Orrin broke on Wednesday.", "The dam broke on Wednesday night, the mayor said.")


def test_a_weekday_that_two_reports_mean_alike_gets_its_day() -> None:
    other = read("Fell Post", SAME[1], DAY)

    assert draft(SAME[0], others=(other,)).text == "The dam of Orrin broke on Wednesday [11 March]."
    assert draft(SAME[0], others=(other,)).plain == SAME[0]


@pytest.mark.parametrize(
    ("text", "day"),
    [(SAME[1], "2026-03-19"), ("The dam of Orrin broke.", DAY)],
    ids=["another week", "told by one report"],
)
def test_a_weekday_on_which_the_story_does_not_agree_is_left_alone(text: str, day: str) -> None:
    assert draft(SAME[0], others=(read("Fell Post", text, day),)).text == SAME[0]


@pytest.mark.parametrize(
    "text",
    [
        "The dam of Orrin broke on Wednesday, March 11.",
        "“The dam broke on Wednesday,” the mayor of Orrin said.",
    ],
    ids=["date written out", "inside a quotation"],
)
def test_a_weekday_that_needs_no_day_is_left_alone(text: str) -> None:
    assert "[" not in draft(text, others=(read("Fell Post", SAME[1], DAY),)).text


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-04-25", "25 April"),
        ("2025-04-25", "25 April 2025"),
        ("2026-03", "March 2026"),
        ("2025", "2025"),
        ("x", None),
    ],
)
def test_days_are_printed_as_a_sentence_has_them(value: str, expected: str | None) -> None:
    assert printed(value, "2026") == expected


def test_the_day_of_the_event_comes_from_another_report_with_the_same_verb() -> None:
    one = read("Tarn Echo", "The dam above Orrin broke, the mayor said.", DAY)
    other = read("Fell Post", "The dam above Orrin broke on Wednesday night.", DAY)
    third = read("Moor Mail", "The dam of Orrin broke on Wednesday and nobody slept.", DAY)
    told = claim(
        1,
        Status.CORROBORATED,
        (one, "The dam above Orrin broke"),
        (other, "The dam above Orrin broke on Wednesday night"),
        (third, "The dam of Orrin broke on Wednesday"),
    )

    found = digest_of([one, other, third], [told], ())[0]

    assert found.text in {
        "The dam above Orrin broke [on 11 March], the mayor said.",
        "The dam above Orrin broke on Wednesday night [11 March].",
        "The dam of Orrin broke on Wednesday [11 March] and nobody slept.",
    }

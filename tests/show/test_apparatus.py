"""The apparatus of a reconstruction: each variant at its place, what is kept, and who departs."""

import pytest

from tellings.records import ArticleId, Comparison, EditKind, Reading, Span, Variant
from tellings.show.apparatus import Entry, apparatus
from tellings.show.evidence import Evidence

from .conftest import HARBOUR, QUAY, at

KEPT = HARBOUR.removeprefix("MARROW POINT: ")


def reading(name: str, words: str) -> Reading:
    return Reading(at(name, words), words)


def lacking(name: str, after: str) -> Reading:
    """An empty reading behind some words of an article."""
    place = at(name, after).end
    return Reading(Span(ArticleId(name), place, place), "")


@pytest.fixture
def evidence(ferry: Comparison) -> Evidence:
    return Evidence(ferry.stories[0], 1)


def entry(text: str, evidence: Evidence, *readings: Reading) -> Entry:
    return apparatus(text, [Variant("o1", readings, EditKind.REPLACED)], evidence)[0]


@pytest.mark.parametrize(
    ("text", "kept"), [(KEPT, "demanded"), (QUAY, "asked")], ids=["the first copy's words", "the second copy's words"]
)
def test_variant_stands_where_the_reconstruction_has_one_of_its_readings(
    text: str, kept: str, evidence: Evidence
) -> None:
    found = entry(text, evidence, reading("harbour", "demanded"), reading("quay", "asked"))

    assert found.kept == kept
    assert found.start is not None
    assert text[found.start : found.end] == kept


def test_what_a_copy_cut_is_kept_words_and_a_departure_without_any(evidence: Evidence) -> None:
    words = ", and a promised radar beacon was never built"
    found = entry(KEPT, evidence, reading("harbour", words), lacking("quay", "on the same route in 2016"))

    assert found.start == KEPT.index(words)
    assert [[r.text for r in same] for same in found.departures] == [[""]]


def test_words_that_only_a_departing_copy_has_leave_an_empty_place(evidence: Evidence) -> None:
    inserted = Reading(at("quay", "in thick"), "of the same line")
    found = entry(KEPT, evidence, inserted, lacking("harbour", "with a grain freighter"))

    assert found.start == found.end == KEPT.index("with a grain freighter") + len("with a grain freighter")
    assert found.kept == ""


def test_variant_without_a_place_is_still_told(evidence: Evidence) -> None:
    found = entry("Another text.", evidence, reading("harbour", "demanded"), reading("quay", "asked"))

    assert (found.start, found.end) == (None, None)
    assert len(found.departures) == 1


def test_entries_stand_in_the_order_of_the_text_those_without_place_last(ferry: Comparison, evidence: Evidence) -> None:
    variants = [
        Variant(
            "o1", (reading("harbour", "a collision on the same route"), reading("quay", "accident")), EditKind.REPLACED
        ),
        Variant("o1", (reading("radio", "no horn"), reading("vesna", "in March")), EditKind.REPLACED),
        Variant("o1", (reading("harbour", "demanded"), reading("quay", "asked")), EditKind.REPLACED),
    ]

    kept = [found.kept for found in apparatus(KEPT, variants, evidence)]

    assert kept[:2] == ["demanded", "a collision on the same route"]
    assert apparatus(KEPT, variants, evidence)[2].start is None


def test_long_words_with_other_changes_inside_are_found_by_their_ends(evidence: Evidence) -> None:
    words = "all four ferries of the class be laid up until they are inspected"
    text = KEPT.replace(words, words.replace("laid up", "kept in port"))
    found = entry(text, evidence, reading("harbour", words.join(["", "."])), lacking("radio", "this week"))
    whole = entry(
        text, evidence, Reading(at("harbour", words), f"demanded that {words}"), lacking("radio", "this week")
    )

    assert whole.start is not None
    assert whole.kept.endswith("kept in port until they are inspected")
    assert found.departures


def test_words_that_are_not_in_the_text_are_not_kept(evidence: Evidence) -> None:
    found = entry("Another text.", evidence, reading("harbour", "demanded"), lacking("radio", "this week"))

    assert (found.start, found.kept) == (None, "")

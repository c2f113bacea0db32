"""Copied or written apart, on an invented event: a town hall announces a new ferry timetable."""

from dataclasses import replace

import pytest

from building import article_of
from tellings.lineage import trace
from tellings.records import Article, SharedAs

# One statement of the ferry office in the words of a first report, and what another desk made of it.
FIRST = [
    "The ferry to Holm will leave twice as often from June, because the old boat can no longer carry all the children.",
    "A second crew of nine sailors was hired in March and has been learning the harbour and its currents since then.",
    "The fare stays at four crowns, but prams, dogs and wheelbarrows will travel free of charge on weekdays.",
]
REWORDED = [
    "From June the ferry to Holm will sail twice as often, as the old vessel can no longer take all the pupils.",
    "A second crew of nine seamen was hired this March and has been learning the port and its currents ever since.",
    "The fare remains at four crowns, but prams, dogs and handcarts will go free of charge on working days.",
]
SHORTENED = [
    "The ferry to Holm will leave twice as often from June.",
    "A second crew of nine sailors was hired in March and has been learning the harbour.",
    "The fare stays at four crowns, but prams, dogs and wheelbarrows will travel free.",
]
OWN = [
    "Old Marta Quist has sold herrings on the quay for sixty years and does not mind the noise, she told this paper.",
    "Her grandson wants to open a shop for bait there when the summer guests arrive with their rods and buckets.",
    "The chapel bell used to be rung for the last boat, a habit that ended when the ringer moved to the mainland.",
]
OTHER = [
    "Gulls have learnt to wait on the roof of the waiting room for the bakery's van, which brings rolls at seven.",
    "The harbour was dredged four years ago, when a storm had moved half a beach in front of its mouth.",
    "Budget talks of the town start next week, and nobody expects them to end before the harvest feast in autumn.",
]


def told(name: str, outlet: str, lines: list[str], own: list[str]) -> Article:
    mixed = [line for pair in zip(own, lines, strict=True) for line in pair]
    return replace(article_of("\n\n".join(mixed), name), outlet=outlet)


def kinds(one: Article, other: Article) -> set[SharedAs]:
    return {shared.shared_as for shared in trace([one, other]).shared}


def test_reports_that_reword_one_statement_are_written_apart() -> None:
    found = kinds(told("alp", "The Alp Post", FIRST, OWN), told("brook", "The Brook Echo", REWORDED, OTHER))

    assert found
    assert SharedAs.COPY not in found


def test_a_report_that_only_cuts_words_is_a_copy() -> None:
    found = kinds(told("alp", "The Alp Post", FIRST, OWN), told("brook", "The Brook Echo", SHORTENED, OTHER))

    assert found == {SharedAs.COPY}


@pytest.mark.parametrize(
    ("outlet", "line"),
    [
        pytest.param("The Alp Post", "The boats are full, The Alp Post reported.", id="reported"),
        pytest.param("The Alp Post", "According to a report by the Alp Post, boats are full.", id="according to"),
        pytest.param("news.alppost.example", "The boats are full, the Alp Post reported.", id="domain"),
        pytest.param("The Alp Post", "Ina Quist for The Alp Post", id="for"),
    ],
)
def test_a_report_that_names_the_other_as_its_source_is_no_report_apart(outlet: str, line: str) -> None:
    other = told("brook", "The Brook Echo", REWORDED, [*OTHER[:2], line])

    assert SharedAs.COPY in kinds(told("alp", outlet, FIRST, OWN), other)


def test_naming_another_outlet_changes_nothing() -> None:
    other = told("brook", "The Brook Echo", REWORDED, [*OTHER[:2], "The boats are full, The Crag Mail reported."])

    assert SharedAs.COPY not in kinds(told("alp", "The Alp Post", FIRST, OWN), other)

"""The matrix: who has a claim in which way, which columns are one text, and what stands behind a row."""

from dataclasses import replace

import pytest

from tellings.records import Claim, Comparison, Parse, Status, Story, Token, Witness
from tellings.show.claim_book import in_a_sentence
from tellings.show.page import page_view
from tellings.show.view_claims import ClaimView, MatrixView

from .conftest import at, witness


def matrix(story: Story) -> MatrixView:
    return page_view(Comparison((story,), ())).stories[0].matrix


def row(story: Story, number: int) -> ClaimView:
    rows = [claim for group in matrix(story).groups for claim in (*group.claims, *group.tail)]
    return next(claim for claim in rows if claim.number == number)


def claim(id_: str, status: Status, counts: tuple[int, int], *witnesses: Witness, focus: str = "") -> Claim:
    voices = tuple(dict.fromkeys(w.voice_name for w in witnesses))
    return Claim(id_, "The ferry hit a freighter", status, *counts, voices, witnesses, (), ("the same words",), focus)


COPIES = (
    witness("harbour", "injuring 38 people", "o1", "the coast guard"),
    witness("quay", "injuring 38 people", "o1", "the coast guard"),
    witness("vesna", "About forty people were injured", "o3", "Vesna Online"),
)


def test_reports_of_one_text_stand_together_under_its_name(ferry: Comparison) -> None:
    found = matrix(ferry.stories[0])

    together = [column.report.outlet for column in found.columns if column.family]
    assert together == ["The Harbour Post", "Quay Daily", "wire.txt"]
    assert [(head.name, head.width) for head in found.families if head.name] == [("Northline dispatch", 3)]
    assert sum(head.width for head in found.families) == len(found.columns)


def test_a_cell_tells_own_words_from_copied_ones_and_on_whose_word(ferry: Comparison) -> None:
    story = replace(ferry.stories[0], claims=(claim("c1", Status.ECHOED, (3, 2), *COPIES),), omissions=())

    states = {cell.report.outlet: cell.state for cell in row(story, 1).cells}

    assert states["Vesna Online"] == "own"
    assert states["Quay Daily"] == "copy"
    assert states["Sund Radio"] == "absent"


def test_a_speakers_word_in_own_words_is_neither_own_nor_copied(ferry: Comparison) -> None:
    said = witness("radio", "the ferry’s radar had twice been reported", "o2", "Ines Okafor")
    story = replace(ferry.stories[0], claims=(claim("c1", Status.ONE_VOICE, (1, 1), said),))

    (cell,) = [cell for cell in row(story, 1).cells if cell.citations]

    assert (cell.state, cell.word.endswith("Ines Okafor")) == ("said", True)


def test_the_three_counts_stay_apart(ferry: Comparison) -> None:
    story = replace(ferry.stories[0], claims=(claim("c1", Status.CORROBORATED, (3, 2), *COPIES),))

    counts = row(story, 1).counts

    assert (counts.outlets, counts.texts, counts.voices) == (3, 2, 2)


def test_one_sentence_in_two_reports_is_quoted_once(ferry: Comparison) -> None:
    story = replace(ferry.stories[0], claims=(claim("c1", Status.ECHOED, (3, 2), *COPIES),))

    found = row(story, 1).witnesses

    assert sorted(len(one.citations) for one in found) == [1, 2]


@pytest.mark.parametrize(
    ("focus", "shown"),
    [("38 people", True), ("the ferry", False)],
    ids=["a figure", "a bare name"],
)
def test_a_detail_that_more_texts_carry_stands_with_its_claim_if_it_says_something(
    ferry: Comparison, focus: str, *, shown: bool
) -> None:
    story = ferry.stories[0]
    whole = claim("c1", Status.ECHOED, (1, 1), witness("harbour", "injuring 38 people, the coast guard", "o1", "x"))
    words = "injuring 38 people" if shown else "coast guard"
    part = claim(
        "c2",
        Status.ONE_VOICE,
        (2, 2),
        witness("harbour", words, "o1", "x"),
        witness("radio", "41 passengers", "o2", "x"),
        focus=focus,
    )
    figure = at("harbour", "38")
    parse = Parse((Token(figure.start, figure.end, "CD", "nummod", 0, "38"),), (), ())
    articles = tuple(replace(a, parse=parse) if a.article.id == "harbour" else a for a in story.articles)

    found = row(replace(story, articles=articles, claims=(whole, part), disagreements=()), 1)

    assert [part.words for part in found.parts] == ([focus] if shown else [])


def test_what_one_outlet_alone_tells_is_listed_under_its_name(ferry: Comparison) -> None:
    found = matrix(ferry.stories[0]).alone

    assert {group.report.outlet: len(group.claims) for group in found} == {
        "Sund Radio": 2,
        "The Harbour Post": 1,
        "Vesna Online": 1,
    }


def test_every_claim_stands_once_in_rows_or_lists(ferry: Comparison) -> None:
    found = matrix(ferry.stories[0])

    rows = [claim.anchor for group in found.groups for claim in (*group.claims, *group.tail)]
    lists = [claim.anchor for group in found.alone for claim in group.claims]

    assert len(rows + lists) == len(set(rows + lists)) == len(ferry.stories[0].claims)


def test_a_contradicted_claim_says_where(ferry: Comparison) -> None:
    found = [link for claim in matrix(ferry.stories[0]).groups[0].claims for link in claim.against]

    assert {(link.words, link.is_conflict) for link in found} >= {("contradicted, see 1", True)}


def test_reasons_are_printed_and_the_rest_is_counted(ferry: Comparison) -> None:
    first = replace(claim("c1", Status.ECHOED, (3, 2), *COPIES), reasons=tuple(f"reason {n}" for n in range(20)))

    found = row(replace(ferry.stories[0], claims=(first,)), 1)

    assert len(found.reasons) + found.unsaid_reasons == 20
    assert found.reasons[0] == "reason 0"


def test_speakers_whom_the_count_leaves_out_are_named(ferry: Comparison) -> None:
    first = replace(claim("c1", Status.ONE_VOICE, (3, 2), *COPIES), voices=("the coast guard",))
    other = replace(first.witnesses[2], voice="e5", voice_name="Lena Brandt")
    first = replace(first, witnesses=(*first.witnesses[:2], other))

    found = row(replace(ferry.stories[0], claims=(first,)), 1)

    assert (found.voices, found.uncounted) == ("the coast guard", "Lena Brandt")


def test_what_is_perhaps_the_same_is_never_the_claim_itself(ferry: Comparison) -> None:
    story = ferry.stories[0]
    first = replace(claim("c1", Status.ECHOED, (3, 2), *COPIES), perhaps=("c1", "c2"), confidence=0.744)
    second = replace(story.claims[1], id="c2", status=Status.SINGLE, perhaps=("c1",))

    story = replace(story, claims=(first, second), disagreements=())
    found, (alone,) = row(story, 1), (c for group in matrix(story).alone for c in group.claims)

    assert ([link.number for link in found.perhaps], found.confidence) == ([2], "74 %")
    assert [link.number for link in alone.perhaps] == [1]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("A fire service spokesman / the Fire Service", "a fire service spokesman / the Fire Service"),
        ("A pilot / a pilot", "a pilot"),
        ("The Harbour Post", "The Harbour Post"),
        ("The Ministry of Works", "The Ministry of Works"),
        ("Anna Berg", "Anna Berg"),
    ],
    ids=["description", "twice", "name", "name with a joint", "person"],
)
def test_a_description_begins_small_within_a_sentence(name: str, told: str) -> None:
    assert in_a_sentence(name) == told

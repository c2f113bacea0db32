"""What an edit does, told from its two wordings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.lineage.purposes import purpose_of, summary_of, typed
from tellings.records import ArticleId, Edit, EditKind, EditPurpose, Span


@pytest.mark.parametrize(
    ("child", "parent", "expected"),
    [
        ("organisation", "organization", EditPurpose.HOUSE_STYLE),
        ("labelled", "labeled", EditPurpose.HOUSE_STYLE),
        ("twelve", "12", EditPurpose.HOUSE_STYLE),
        ("per cent", "percent", EditPurpose.HOUSE_STYLE),
        ("11 September", "Sept. 11", EditPurpose.HOUSE_STYLE),
        ("isn’t", "is not", EditPurpose.HOUSE_STYLE),
        ("the US", "the United States", EditPurpose.HOUSE_STYLE),
        ("14", "12", EditPurpose.CORRECTION),
        ("fourteen people", "12 people", EditPurpose.CORRECTION),
        ("Andersen", "Anderson", EditPurpose.CORRECTION),
        ("the war", "the offensive", EditPurpose.SOFTENING),
        ("died", "killed", EditPurpose.SOFTENING),
        ("slammed", "criticised", EditPurpose.SHARPENING),
        ("rioters", "protesters", EditPurpose.SHARPENING),
        ("lorry", "truck", EditPurpose.REWORDING),
        ("northwest", "north west", EditPurpose.HOUSE_STYLE),
        ("May 6", "6 May 2031", EditPurpose.HOUSE_STYLE),
        ("12.30am", "12:30am", EditPurpose.HOUSE_STYLE),
        ("5,000 crowns", "5000 crowns", EditPurpose.HOUSE_STYLE),
        ("Orlov could", "Mr Orlov can", EditPurpose.HOUSE_STYLE),
        ("6 May 2032", "6 May 2031", EditPurpose.CORRECTION),
        ("Tuesday noon by 40 sailors", "9 May", EditPurpose.REWORDING),
        ("Election", "Elections", EditPurpose.REWORDING),
        ("he is allegedly", "the two are believed to be", EditPurpose.REWORDING),
        ("which a neighbour of the baker reportedly saw that morning", "and", EditPurpose.REWORDING),
    ],
)
def test_a_replacement_has_a_purpose(child: str, parent: str, expected: EditPurpose) -> None:
    assert purpose_of(EditKind.REPLACED, child, parent) is expected


@pytest.mark.parametrize(
    ("kind", "child", "parent", "expected"),
    [
        (EditKind.ADDED, "on", "", EditPurpose.HOUSE_STYLE),
        (EditKind.ADDED, "allegedly", "", EditPurpose.SOFTENING),
        (EditKind.DROPPED, "", "allegedly", EditPurpose.SHARPENING),
        (EditKind.ADDED, "brutal", "", EditPurpose.SHARPENING),
        (EditKind.DROPPED, "", "extremely", EditPurpose.SOFTENING),
        (EditKind.DROPPED, "", "the Post reported", EditPurpose.CUT),
        (EditKind.ADDED, "on 6 May", "", EditPurpose.ADDITION),
        (EditKind.DROPPED, "", "a bakery near the harbour", EditPurpose.CUT),
        (EditKind.ADDED, "A reader saw it from the tower at noon.", "", EditPurpose.ADDITION),
        (EditKind.MOVED, "so it was", "so it was", EditPurpose.REORDER),
    ],
)
def test_an_addition_a_cut_and_a_move_have_a_purpose(
    kind: EditKind, child: str, parent: str, expected: EditPurpose
) -> None:
    assert purpose_of(kind, child, parent) is expected


@given(one=st.text(max_size=60), other=st.text(max_size=60))
def test_softening_one_way_is_sharpening_the_other(one: str, other: str) -> None:
    turned = {EditPurpose.SOFTENING: EditPurpose.SHARPENING, EditPurpose.SHARPENING: EditPurpose.SOFTENING}
    found = purpose_of(EditKind.REPLACED, one, other)

    back = purpose_of(EditKind.REPLACED, other, one)
    assert back is turned.get(found, found) or EditPurpose.CORRECTION in (found, back)


def changed(kind: EditKind, child_text: str, parent_text: str) -> Edit:
    span = Span(ArticleId("a"), 0, 1)
    return Edit(kind, span if child_text else None, span if parent_text else None, child_text, parent_text)


def test_a_hedge_that_moved_neither_softens_nor_sharpens() -> None:
    edits = [
        changed(EditKind.ADDED, "allegedly", ""),
        changed(EditKind.REPLACED, "truck", "lorry"),
        changed(EditKind.DROPPED, "", "allegedly"),
    ]

    assert [edit.purpose for edit in typed(edits)] == [
        EditPurpose.REORDER,
        EditPurpose.REWORDING,
        EditPurpose.REORDER,
    ]


def test_a_hedge_that_moved_into_another_change_does_not_soften_it() -> None:
    edits = [changed(EditKind.REPLACED, "it allegedly sank", "it went"), changed(EditKind.DROPPED, "", "allegedly")]

    assert [edit.purpose for edit in typed(edits)] == [EditPurpose.REWORDING, EditPurpose.REORDER]


def test_a_hedge_far_away_is_another_one() -> None:
    between = [changed(EditKind.REPLACED, "truck", "lorry")] * 8
    edits = [changed(EditKind.ADDED, "allegedly", ""), *between, changed(EditKind.DROPPED, "", "allegedly")]

    found = typed(edits)

    assert (found[0].purpose, found[-1].purpose) == (EditPurpose.SOFTENING, EditPurpose.SHARPENING)


def test_a_summary_counts_what_was_cut_and_added_and_keeps_both_titles() -> None:
    name = ArticleId("a")
    edits = typed(
        [
            Edit(EditKind.DROPPED, None, Span(name, 0, 20), "", "five words are cut here"),
            Edit(EditKind.ADDED, Span(name, 0, 9), None, "two added", ""),
        ]
    )

    summary = summary_of(edits, "Ferry runs aground", "Sheep saved from ferry")

    assert (summary.cut_words, summary.added_words) == (5, 2)
    assert summary.retitled == ("Ferry runs aground", "Sheep saved from ferry")
    assert summary.purposes == ((EditPurpose.ADDITION, 1), (EditPurpose.CUT, 1))


def test_a_long_hostile_wording_ends() -> None:
    assert purpose_of(EditKind.REPLACED, "ourre" * 200_000, "l'" * 400_000) is EditPurpose.REWORDING

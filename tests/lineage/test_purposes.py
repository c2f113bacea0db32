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

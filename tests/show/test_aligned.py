"""Side by side: which paragraph stands beside which, and what counts as moved."""

import itertools
from dataclasses import replace

import pytest

from tellings.records import Comparison
from tellings.show.aligned import aligned_paragraphs
from tellings.show.evidence import Evidence
from tellings.show.lineage_views import lineage_view
from tellings.show.side_by_side import pair_view, pairs

Rows = list[tuple[int | None, int | None, bool]]


@pytest.mark.parametrize(
    ("shared", "expected"),
    [
        ({(0, 0): 5, (1, 1): 5, (2, 2): 5}, [(0, 0, False), (1, 1, False), (2, 2, False)]),
        ({(0, 0): 5, (2, 2): 5}, [(0, 0, False), (None, 1, False), (1, None, False), (2, 2, False)]),
        ({(0, 0): 5, (1, 2): 5, (2, 1): 3}, [(0, 0, False), (None, 1, True), (1, 2, False), (2, None, True)]),
        ({(0, 0): 5, (0, 1): 4, (1, 2): 5}, [(0, 0, False), (None, 1, False), (1, 2, False), (2, None, False)]),
        ({(0, 0): 1, (1, 0): 5}, [(0, None, False), (1, 0, False), (None, 1, False), (None, 2, False),
                                  (2, None, False)]),
        ({}, [(None, 0, False), (None, 1, False), (None, 2, False), (0, None, False), (1, None, False),
              (2, None, False)]),
    ],
    ids=["same order", "one added, one cut", "two swapped", "one split in two", "best match wins", "nothing shared"],
)  # fmt: skip
def test_rows_of_three_paragraphs_each(shared: dict[tuple[int, int], int], expected: Rows) -> None:
    found = aligned_paragraphs([(0, 9)] * 3, [(0, 9)] * 3, shared)

    assert sorted(found, key=str) == sorted(expected, key=str)
    assert [j for _, j, _ in found if j is not None] == [0, 1, 2]
    assert [i for i, _, _ in found if i is not None] == [0, 1, 2]


def test_copies_of_an_unseen_text_are_read_against_the_closest_copy(ferry: Comparison) -> None:
    found = pairs(ferry.stories[0].lineage)

    assert [(pair.left, pair.right) for pair in found] == [("harbour", "quay"), ("quay", "wire")]
    assert len(found[0].edits) == 7


def test_edits_are_marked_where_they_stand(ferry: Comparison) -> None:
    story = ferry.stories[0]
    view = pair_view(pairs(story.lineage)[0], Evidence(story, 1), "p1")
    rows = [row for group in view.groups for row in group.rows]
    marked = {
        (before.tag or before.look, piece.words)
        for row in rows
        for side in (row.left or (), row.right or ())
        for before, piece in itertools.pairwise(side)
        if before.step == "open"
    }

    assert ("del", "demanded") in marked
    assert ("ins", "asked") in marked
    assert view.changes == "1 softened, 1 cut, 1 added, 2 reworded, 1 moved, 1 in house style"
    assert [group.summary for group in view.groups if group.summary] == ["3 paragraphs only in Quay Daily"]


def test_copies_of_an_unseen_text_that_has_several_are_read_against_its_reconstruction(ferry: Comparison) -> None:
    story = ferry.stories[0]
    edge = story.lineage.derivations[2]
    lineage = replace(
        story.lineage, derivations=(*story.lineage.derivations[:2], replace(edge, parent="o1", passages=()))
    )
    view = lineage_view(lineage, Evidence(story, 1), "s1")
    pairs_shown = (*view.pairs, *view.more_pairs)

    assert [pair.left for pair in pairs_shown] == [None, None, None]
    assert [pair.right.outlet for pair in pairs_shown] == ["The Harbour Post", "Quay Daily", "wire.txt"]
    quay = [piece for group in pairs_shown[1].groups for row in group.rows for piece in row.right or ()]
    assert [
        after.words for before, after in itertools.pairwise(quay) if before.step == "open" and before.tag == "ins"
    ] == ["said it knew of no fault", "Commuters queued for replacement buses at Quay Square on Wednesday morning."]


def test_what_an_edit_does_stands_beside_its_mark(ferry: Comparison) -> None:
    story = ferry.stories[0]
    view = pair_view(pairs(story.lineage)[0], Evidence(story, 1), "p1")
    opened = [p for g in view.groups for row in g.rows for p in (row.right or ()) if p.step == "open"]

    assert [(piece.look, piece.title) for piece in opened if "softening" in piece.look] == [
        ("is-softening is-told", "softened: “demanded” → “asked”")
    ]
    assert view.key == (("is-softening", "softened"), ("is-house-style", "in house style"))

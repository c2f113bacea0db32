"""Side by side: which paragraph stands beside which, and what counts as moved."""

import itertools

import pytest

from tellings.records import Comparison
from tellings.show.aligned import aligned_paragraphs, pair_view, pairs
from tellings.show.evidence import Evidence

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
    assert view.changes == "3 reworded, 1 added, 2 cut, 1 moved"
    assert [group.summary for group in view.groups if group.summary] == ["3 paragraphs only in Quay Daily"]

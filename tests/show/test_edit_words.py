"""What an edit does, in words."""

from dataclasses import replace

import pytest

from tellings.records import Comparison, Edit, EditKind, EditPurpose
from tellings.show.edit_words import OPEN_WORDS, WORDS, changes, grouped, told, turned, word_counts
from tellings.show.evidence import Evidence


def edit(kind: EditKind, child: str, parent: str, purpose: EditPurpose = EditPurpose.REWORDING) -> Edit:
    return Edit(kind, None, None, child, parent, purpose)


ASKED = edit(EditKind.REPLACED, "asked", "demanded", EditPurpose.SOFTENING)


def test_every_purpose_has_its_words() -> None:
    assert set(WORDS) == set(OPEN_WORDS) == set(EditPurpose)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([], ""),
        ([edit(EditKind.DROPPED, "", "words"), edit(EditKind.ADDED, "words", "")], "1 cut, 1 added"),
        ([edit(EditKind.REPLACED, "a", "b"), ASKED, ASKED], "2 softened, 1 reworded"),
    ],
    ids=["nothing", "kinds where no purpose is known", "sense before dress"],
)
def test_edits_are_counted_by_what_they_do(found: list[Edit], expected: str) -> None:
    assert changes(found) == expected


def test_an_edit_seen_from_the_other_text_does_the_opposite() -> None:
    assert told(turned(ASKED)) == "sharpened: “asked” → “demanded”"
    assert turned(turned(ASKED)) == ASKED


def test_an_open_direction_is_told_without_a_maker(ferry: Comparison) -> None:
    story = ferry.stories[0]
    open_one = replace(story.lineage.derivations[1], decided=False)

    assert word_counts(story.lineage.derivations[1]) == "cut 8 words and added 11 words"
    assert word_counts(open_one) == "lacks 8 words and alone has 11 words"
    assert "softer" in [group.word for group in grouped(open_one, Evidence(story, 1))]


def test_an_outlets_changes_are_grouped_those_of_the_sense_first(ferry: Comparison) -> None:
    story = ferry.stories[0]
    groups = grouped(story.lineage.derivations[1], Evidence(story, 1))

    assert [group.word for group in groups] == [
        "retitled", "softened", "cut", "added", "reworded", "moved", "in house style"
    ]  # fmt: skip
    softened = groups[1].shown[0]
    assert (softened.old, softened.new) == ("demanded", "asked")
    assert softened.against is not None
    assert softened.against.outlet == "The Harbour Post"

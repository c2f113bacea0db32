"""Disagreements on the page: every kind has a word, sides say who gives them, conflicts come first."""

from dataclasses import replace

import pytest

from tellings.records import Comparison, DisagreementKind, Story
from tellings.show.disagreement_views import kind_named
from tellings.show.page import page_view
from tellings.show.view import StoryView


def view(story: Story) -> StoryView:
    return page_view(Comparison((story,), ())).stories[0]


@pytest.mark.parametrize("kind", list(DisagreementKind))
def test_every_kind_has_a_word(kind: DisagreementKind) -> None:
    assert kind_named(kind)[0].isupper()


def test_a_side_says_how_many_outlets_and_texts_give_it_and_on_whose_word(ferry: Comparison) -> None:
    (first, *_) = view(ferry.stories[0]).disagreements.conflicts

    assert [(side.value, side.counts) for side in first.sides] == [
        ("38", "2 outlets · 1 text"),
        ("at least 41", "1 outlet · 1 text"),
    ]
    assert first.sides[1].voices == "the regional hospital"


def test_conflicts_come_before_what_can_both_hold(ferry: Comparison) -> None:
    found = view(ferry.stories[0]).disagreements

    assert [one.compatible for one in found.conflicts] == [False, False]
    assert [one.compatible for one in found.differences] == [True]


def test_many_differences_are_folded_and_conflicts_never(ferry: Comparison) -> None:
    story = ferry.stories[0]
    many = tuple(replace(story.disagreements[0], id=f"d{number}", compatible=number > 9) for number in range(30))

    found = view(replace(story, disagreements=many)).disagreements

    assert (len(found.conflicts), len(found.differences) + len(found.more)) == (10, 20)
    assert found.more


@pytest.mark.parametrize(("statuses", "expected"), [(True, "1 claim confirmed"), (False, "Nothing is confirmed")])
def test_the_head_says_what_is_confirmed_and_where_the_conflicts_are(
    ferry: Comparison, expected: str, *, statuses: bool
) -> None:
    story = ferry.stories[0]
    kept = [c for c in story.claims if c.status.value != "corroborated"]
    claims = (*kept, next(c for c in story.claims if c.status.value == "corroborated")) if statuses else tuple(kept)

    found = view(replace(story, claims=claims)).glance

    assert found.confirmed.startswith(expected)
    assert found.conflict == "In conflict in two places:"
    assert [href for href, _ in found.lines] == ["#s1-d1", "#s1-d2"]


def test_no_conflict_is_said_too(ferry: Comparison) -> None:
    found = view(replace(ferry.stories[0], disagreements=())).glance

    assert (found.conflict, found.lines, found.more) == ("No conflict between accounts was found.", (), None)


def test_a_long_conflict_is_told_in_a_line_with_its_values_and_who_gives_them(ferry: Comparison) -> None:
    story = ferry.stories[0]
    long = replace(
        story.disagreements[0], explanation="Accounts count the injured differently: " + "so many words " * 20
    )

    (_, line), *_ = view(replace(story, disagreements=(long,))).glance.lines

    assert line == (
        "Accounts count the injured differently: “38” (the coast guard, in The Harbour Post and Quay Daily) and "
        "“at least 41” (the regional hospital, in Sund Radio)"
    )

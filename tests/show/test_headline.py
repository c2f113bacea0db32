"""The big line counts texts as a reader would, and says in words who repeats what."""

from dataclasses import replace

import pytest

from tellings.records import ArticleId, Comparison, Lineage, Origin
from tellings.show.evidence import Evidence
from tellings.show.headline import counts
from tellings.show.naming import shortened_in_the_middle


def origin(name: str, *articles: str, seen: bool = True) -> Origin:
    return Origin(name, name, None, seen, tuple(map(ArticleId, articles)), None)


@pytest.mark.parametrize(
    ("origins", "expected"),
    [
        ([origin("a", "a"), origin("b", "b")], (2, 0)),
        ([origin("wire", "a", "b", seen=False), origin("rest", "b")], (1, 1)),
        ([origin("a", "a", "c"), origin("b", "b", "c")], (2, 0)),
        ([origin("wire", "a", "b", seen=False), origin("second", "a", "b", seen=False)], (1, 1)),
    ],
    ids=["two reports", "what a copy adds", "one made of two", "two dispatches in the same papers"],
)
def test_texts_are_counted_as_papers_in_hand(origins: list[Origin], expected: tuple[int, int]) -> None:
    texts, further = Lineage(tuple(origins), (), (), (), ()).independent_texts()

    assert (len(texts), len(further)) == expected


def test_a_story_without_copies_says_so(ferry: Comparison) -> None:
    story = ferry.stories[0]
    alone = tuple(origin(a.article.id, a.article.id) for a in story.articles)
    story = replace(story, lineage=replace(story.lineage, origins=alone, derivations=()))

    assert counts(story, Evidence(story, 1)).explanation == "No report repeats another."


def test_an_open_direction_is_not_told_as_copying(ferry: Comparison) -> None:
    story = ferry.stories[0]
    derivations = tuple(replace(d, decided=False) for d in story.lineage.derivations)
    story = replace(story, lineage=replace(story.lineage, derivations=derivations))

    assert "share text with" in counts(story, Evidence(story, 1)).explanation


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("short.txt", "short.txt"),
        ("000_acd6855a7098f13e.txt", "000_acd685…13e.txt"),
        ("x" * 40, "x" * 11 + "…" + "x" * 6),
    ],
    ids=["short", "file", "no extension"],
)
def test_a_long_name_keeps_its_start_and_its_end(name: str, expected: str) -> None:
    assert shortened_in_the_middle(name) == expected

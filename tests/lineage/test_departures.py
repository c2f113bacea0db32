"""From which relative a copy was made, on an invented event: a bell falls from the tower of Sankt Orlan."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from building import article_of
from tellings.lineage import trace
from tellings.lineage.departures import Departures
from tellings.records import Article, Lineage, Precision, Published

LINES = [
    "The great bell of Sankt Orlan fell through two floors of its tower on Sunday and came to rest in the vestry.",
    "Nobody was in the building, because the choir had moved its practice to the school for the winter.",
    "The beam that held the bell was last looked at in 1961, according to the parish book.",
    "A carpenter from Lindau will build a frame of oak so that the bell can be lifted out by Easter.",
    "Until then the sexton will ring a ship's bell, which a captain gave to the church after a storm.",
    "The bishop has asked the other parishes of the coast to have their towers looked at before the spring tides.",
    "Repairs will cost the parish about ninety thousand crowns, of which a third has been collected.",
]
OWN = "Children of the school have painted the fallen bell on the wall of the market, with wings and a sad face."


def told(name: str, hour: int, *paragraphs: str, title: str = "Bell falls") -> Article:
    published = Published(f"2032-02-01T{hour:02}:00", Precision.MINUTE, "given")
    return replace(
        article_of("\n\n".join(paragraphs), name), title=title, outlet=f"The {name.title()} Post", published=published
    )


def parents(lineage: Lineage) -> dict[str, str]:
    return {d.child: d.parent for d in lineage.derivations}


@pytest.mark.parametrize(
    ("copy", "third", "parent"),
    [
        pytest.param(
            told("brook", 10, *LINES[:2], *LINES[3:4], *LINES[5:]),
            told("crag", 12, *LINES[:2], *LINES[3:4], LINES[5]),
            "brook",
            id="same cuts",
        ),
        pytest.param(
            told("brook", 10, *LINES[:2], *LINES[3:4], *LINES[5:]),
            told("crag", 12, *LINES[:6]),
            "alp",
            id="no such cuts",
        ),
        pytest.param(
            told("brook", 10, *LINES, title="Silence on the coast"),
            told("crag", 12, *LINES[:5], title="Silence on the coast"),
            "alp",
            id="a headline alone does not tell",
        ),
        pytest.param(
            told("brook", 10, " ".join(LINES[:2]), LINES[2], " ".join(LINES[3:5]), *LINES[5:]),
            told("crag", 12, " ".join(LINES[:2]), LINES[2], " ".join(LINES[3:5]), LINES[5]),
            "brook",
            id="same paragraphs",
        ),
        pytest.param(
            told("brook", 10, *LINES[:3], OWN, *LINES[3:]),
            told("crag", 12, *LINES[:3], OWN, *LINES[3:5]),
            "brook",
            id="same insertion",
        ),
        pytest.param(told("brook", 10, *LINES), told("crag", 12, *LINES[:5]), "alp", id="nothing tells"),
        pytest.param(
            told("brook", 10, *LINES),
            told("crag", 12, *LINES[:5], "First published by The Brook Post."),
            "brook",
            id="credit",
        ),
    ],
)
def test_a_copy_hangs_from_the_text_whose_departures_it_follows(copy: Article, third: Article, parent: str) -> None:
    lineage = trace([told("alp", 8, *LINES), copy, third])

    assert parents(lineage) == {"brook": "alp", "crag": parent}


def test_the_reasons_show_what_was_inherited() -> None:
    whole, copy = told("alp", 8, *LINES), told("brook", 10, *LINES[:2], OWN, *LINES[4:], title="Silence")
    third = told("crag", 12, *LINES[:2], OWN, *LINES[4:6], title="Silence")

    found = next(d.reasons for d in trace([whole, copy, third]).derivations if d.child == "crag")

    shown = next(reason for reason in found if "changed in the text of The Alp Post" in reason)
    assert shown.startswith("The Crag Post has what The Brook Post changed")
    assert "cut or move" in shown
    assert "the headline" in shown


def test_following_raises_the_odds_and_keeping_lowers_them() -> None:
    nothing = Departures((0, 0), 0, (0, 0), (0, 0), 0, 0, (0, 0))
    followed = replace(nothing, blocks=(1, 0)), replace(nothing, style=(1, 0), breaks=(1, 0), titles=1, words=(1, 0))
    kept = replace(nothing, blocks=(0, 1)), replace(nothing, lacking=1, style=(0, 1), credits=-1, words=(0, 1))
    assert all(one.log_odds < nothing.log_odds < other.log_odds for one, other in zip(kept, followed, strict=True))


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_no_article_descends_from_itself(seed: int) -> None:
    draw = random.Random(seed)
    texts = [LINES]
    for _ in range(5):
        base = draw.choice(texts)
        texts.append([line for line in [*base, OWN] if draw.random() < 0.8] or base)
    articles = [told(f"n{k}", draw.randrange(24), *lines) for k, lines in enumerate(texts)]

    lineage = trace(articles)

    edges = {(str(d.child), d.parent) for d in lineage.derivations}
    for name in {child for child, _ in edges}:
        above, seen = {name}, set[str]()
        while above:
            above = {parent for child, parent in edges if child in above} - seen
            assert name not in above
            seen |= above

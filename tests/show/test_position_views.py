"""Positions on the page: parties by issues, since when and on whose word, who moved and who stands apart."""

from dataclasses import replace

from tellings.records import (
    Cell,
    Comparison,
    DatedBy,
    Direction,
    Distance,
    Issue,
    Modality,
    Movement,
    Negotiation,
    Party,
    Story,
)
from tellings.show.page import page_view
from tellings.show.report import html_report
from tellings.show.view_positions import PositionsView

from .conftest import at


def negotiated(story: Story) -> Story:
    """The ferry's story with the union and the line at odds over the laying up of ferries."""
    union, line, *_ = story.positions
    held = (
        replace(union, id="p1", issue_id="i1", since="2023-03-14", dated_by=DatedBy.WORDS, favour=1.0,
                is_own_word=True),
        replace(line, id="p2", issue_id="i1", since="2023-03-15", dated_by=DatedBy.ARTICLE, favour=-1.0,
                voices=("Tomas Hallgren",), modality=Modality.INTENDED),
    )  # fmt: skip
    return replace(
        story,
        positions=held,
        issues=(Issue("i1", "laying up the ferries", (union.actor, line.actor), ("p1", "p2")),),
        movements=(
            Movement(line.actor, "Sundline", "i1", None, "p2", None, line.stance, "2023-03-16", Direction.NEARER,
                     "Sundline moved towards the union: “in a turn”", "the report says so",
                     (at("vesna", "In a turn for the company"),)),
        ),
        negotiation=Negotiation(
            (Party(union.actor, union.actor_name), Party(line.actor, "Sundline")),
            ("i1",),
            (Cell(union.actor, "i1", union.stance, 1.0, -1.0, ("p1",)),
             Cell(line.actor, "i1", line.stance, -1.0, -4.0, ("p2",))),
            (Distance("i1", union.actor, line.actor, 1.0, "for and against"),),
        ),
    )  # fmt: skip


def view(story: Story) -> PositionsView:
    return page_view(Comparison((story,), ())).stories[0].positions


def test_a_cell_says_the_stance_its_side_since_when_and_on_whose_word(ferry: Comparison) -> None:
    union, line = [row.cells[0].latest for row in view(negotiated(ferry.stories[0])).rows]

    assert union is not None
    assert line is not None
    assert (union.stance, union.side, union.when, union.word_of) == ("demands", "for", "since 14 Mar 2023", "own word")
    assert (line.side, line.note, line.when) == ("against", "intended", "by 15 Mar 2023")
    assert line.word_of == "on the word of Tomas Hallgren"


def test_movement_and_distance_are_told(ferry: Comparison) -> None:
    found = view(negotiated(ferry.stories[0]))

    assert [(m.word, m.date) for m in found.movements] == [("towards agreement", "16 Mar 2023")]
    assert [(d.one, d.other, d.apart) for d in found.distances] == [
        ("the seafarers’ union", "Sundline", "on opposite sides")
    ]
    assert [row.cells[0].has_moved for row in found.rows] == [False, True]


def test_the_stance_that_counts_stands_first(ferry: Comparison) -> None:
    story = negotiated(ferry.stories[0])
    assert story.negotiation is not None
    first = replace(story.negotiation.cells[0], positions=("p2", "p1"))
    told = replace(story.negotiation, cells=(first, *story.negotiation.cells[1:]))

    cell = view(replace(story, negotiation=told)).rows[0].cells[0]

    assert cell.latest is not None
    assert (cell.latest.stance, len(cell.earlier)) == ("demands", 1)


def test_without_a_common_issue_stances_stand_by_party(ferry: Comparison) -> None:
    found = view(ferry.stories[0])

    assert (found.rows, found.distances) == ((), ())
    assert found.count == sum(len(party.stances) + len(party.more) for party in found.parties)


def test_the_page_of_a_negotiation_has_its_table(ferry: Comparison) -> None:
    text = html_report(Comparison((negotiated(ferry.stories[0]),), ()))

    assert '<table class="stances-table">' in text
    assert "Who stands apart" in text
    assert "Who moved" in text

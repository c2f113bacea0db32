"""The summary in the terminal: readable at any width and without colour, deaf to what inputs would like to do."""

import io
from dataclasses import replace

import pytest
from rich.console import Console

from tellings.records import Comparison, WordingKind
from tellings.show.terminal import summary

from .test_position_views import negotiated


def printed(comparison: Comparison, width: int = 100, *, colour: bool = False) -> str:
    console = Console(
        file=io.StringIO(), width=width, force_terminal=colour, color_system="standard" if colour else None
    )
    summary(comparison, console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_summary_says_what_the_page_says_at_a_glance(two_stories: Comparison) -> None:
    found = " ".join(printed(two_stories).split())

    for expected in [
        "5 outlets · 3 independent texts",
        "one voice “The radar on the ferry had been reported faulty twice this month,”",
        "[Sund Radio] [The Harbour Post]",
        "└── Quay Daily · edited, 78 % of its text",
        "2 claims confirmed by two independent texts and two voices.",
        "In conflict in two places.",
        "Number, in conflict: The coast guard counts 38 injured",
        "38 · 2 outlets · 1 text",
        "at least 41 · 1 outlet · 1 text · on the word of the regional hospital [Sund Radio]",
        "5 outlets · 3 texts · 2 voices",
        "Quay Daily: cut 1",
        "cut: A radar beacon promised after the collision of 2016 was never built",
        "Ines Okafor (in 4 reports): “The radar on the ferry",
        "ABOUT SOMETHING ELSE Valley Courier: Pears on parade",
        "SET ASIDE pages/empty.txt: the file is empty",
    ]:
        assert expected in found


def test_sections_stand_in_the_order_of_the_page(ferry: Comparison) -> None:
    found = printed(ferry)
    heads = [
        "WHAT IS TOLD",
        "WHERE ACCOUNTS DIFFER",
        "CLAIM BY CLAIM",
        "WHAT IS LEFT OUT",
        "WHO SAID WHAT",
        "WHO COPIED WHOM",
    ]

    places = [found.index(head) for head in heads]

    assert places == sorted(places)


def test_parties_and_loaded_words_are_told_where_there_are_any(ferry: Comparison) -> None:
    story = negotiated(ferry.stories[0])
    story = replace(story, wording=(replace(story.wording[0], kind=WordingKind.LOADED),))

    found = " ".join(printed(Comparison((story,), ())).split())

    assert "laying up the ferries: the seafarers’ union demands (for, since 14 Mar 2023); Sundline rejects" in found
    assert "“collision” [The Harbour Post]" in found


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_wider_than_the_terminal(two_stories: Comparison, width: int) -> None:
    assert max(map(len, printed(two_stories, width).splitlines())) <= min(width, 100)


def test_colour_only_where_the_console_has_it(ferry: Comparison) -> None:
    assert "\x1b[" in printed(ferry, colour=True)
    assert "\x1b" not in printed(ferry)


def test_inputs_cannot_speak_to_the_terminal(ferry: Comparison) -> None:
    story = replace(ferry.stories[0], title="[bold red]Evil[/] \x1b]0;owned\x07\x1b[2Jtitle :smile: \u202eback")

    found = printed(Comparison((story,), ()))

    assert found.splitlines()[0].rstrip() == "[bold red]Evil[/] title :smile: back"


def test_nothing_to_compare_is_said() -> None:
    assert printed(Comparison((), ())).strip() == "Nothing to compare."

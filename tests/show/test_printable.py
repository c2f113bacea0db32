"""Text for showing: whatever acts on a terminal or turns the line is gone, whatever reads stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.text.printable import printable


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain – “words”, ¡sí!\nline\ttab", "plain – “words”, ¡sí!\nline\ttab"),
        ("red \x1b[1;31mink\x1b[0m", "red ink"),
        ("title \x1b]0;owned\x07shown", "title shown"),
        ("link \x1b]8;;http://x.example\x1b\\text\x1b]8;;\x1b\\", "link text"),
        ("eight-bit \x9b31mink", "eight-bit ink"),
        ("never closed \x1b]0;rest", "never closed "),
        ("turn \u202eevil\u202c back", "turn evil back"),
        ("nul\x00 bell\x07 del\x7f", "nul bell del"),
        ("half \ud800 pair", "half  pair"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("dos\r\nline\rend", "dos\nline\nend"),
    ],
    ids=["plain", "colour", "title", "link", "eight-bit", "open-string", "bidi", "controls", "surrogate", "joiner",
         "line-ends"],
)  # fmt: skip
def test_printable_text(text: str, expected: str) -> None:
    assert printable(text) == expected


@given(st.text())
def test_nothing_printable_is_left_to_remove(text: str) -> None:
    once = printable(text)

    assert printable(once) == once
    assert not set(once) & set("\x1b\x9b\x00\x07\u202e")


def test_a_megabyte_of_escapes_takes_no_time() -> None:
    assert printable("\x1b]" * 500_000) == ""

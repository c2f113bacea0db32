"""Tags with attributes beyond reason are bared, all others stay to the character, in linear time."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.cleaning.markup_tags import reasonable_tags

MANY = " ".join(f"a{number}=1" for number in range(2_000))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (f"<p>one</p><div {MANY}>two</div>", "<p>one</p><div>two</div>"),
        (f"<div a='>' {MANY}>two</div>", "<div>two</div>"),
        (f'<div a="<" {MANY} b="\'">two</div>', "<div>two</div>"),
        (f"<div {MANY}", "<div>"),
        (f"<!-- <div {MANY}> -->", f"<!-- <div {MANY}> -->"),
        (f"<script>if (a<b) {{ '{MANY}' }}</SCRIPT><p>x", f"<script>if (a<b) {{ '{MANY}' }}</SCRIPT><p>x"),
        (f"<p>1 < 2, \" and ' in text {MANY}</p>", f"<p>1 < 2, \" and ' in text {MANY}</p>"),
        (f"<p don't>{'word ' * 2_000}</p>", f"<p don't>{'word ' * 2_000}</p>"),
        (f'<img src="data:image/png;base64,{"A" * 9_000}">', f'<img src="data:image/png;base64,{"A" * 9_000}">'),
    ],
    ids=["bared", "sign in quotes", "both", "unclosed", "comment", "script", "text", "apostrophe", "picture"],
)
def test_tags(content: str, expected: str) -> None:
    assert reasonable_tags(content) == expected


@given(st.text("<>ab/='\" !-\n", max_size=200))
def test_short_pages_stay_as_they_are(content: str) -> None:
    assert reasonable_tags(content) == content


@pytest.mark.parametrize("unit", ['<a "', '<a b="', "<!--", "<script>", "<a ", "<a b='>", "='"])
def test_a_megabyte_takes_bounded_time(unit: str) -> None:
    started = time.monotonic()

    reasonable_tags(unit * (1_000_000 // len(unit)))

    assert time.monotonic() - started < 5

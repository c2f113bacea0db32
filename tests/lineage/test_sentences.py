"""Sentences by punctuation alone."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.text.sentences import sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "expected",
    [
        pytest.param(["One came.", "Two went."], id="plain"),
        pytest.param(["Gen. Ott spoke.", "Mr. Lund, of St. Anne, did not."], id="titles"),
        pytest.param(["The U.S. Senate sat.", "J. R. Voss left."], id="initials"),
        pytest.param(["“Why?” he asked.", "“Because.”", "She left."], id="quotations"),
        pytest.param(["It cost 3.5 million.", "2031 was dear."], id="numbers"),
        pytest.param(["He said … nothing at all.", "Then rain."], id="ellipsis inside"),
    ],
)
def test_sentences_end_where_a_reader_ends_them(expected: list[str]) -> None:
    assert cut(" ".join(expected)) == expected


def test_no_sentence_crosses_a_paragraph() -> None:
    assert cut("A heading\n\nThe text begins. It ends") == ["A heading", "The text begins.", "It ends"]


@given(st.text(max_size=300))
def test_sentences_are_ordered_and_lose_only_blanks(text: str) -> None:
    ranges = list(sentences(text))
    kept = "".join(text[start:end] for start, end in ranges)

    assert all(a[1] <= b[0] for a, b in pairwise(ranges))
    assert "".join(kept.split()) == "".join(text.split())

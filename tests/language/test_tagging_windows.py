"""Windows over an article: every word is answered for once, in order, and no window is longer than the encoder."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.language.attributions.tagging.windows import Pieces, windows


def pieces(sizes: list[int], paragraphs: list[int]) -> Pieces:
    """Words of so many pieces each; a paragraph begins at each of the given words."""
    ids: list[int] = []
    words: list[int] = []
    starts: list[int] = []
    heads = sorted({0, *(p for p in paragraphs if 0 < p < len(sizes))})
    for word, size in enumerate(sizes):
        if word in heads[1:]:
            ids.append(0)
            words.append(-1)
        starts.append(len(ids))
        ids += [word + 1] * size
        words += [word] * size
    starts.append(len(ids))
    units = tuple(pairwise([*heads, len(sizes)])) if sizes else ()
    halves = tuple(
        part for a, b in units for part in ((a, (a + b + 1) // 2), ((a + b + 1) // 2, b)) if part[0] < part[1]
    )
    return Pieces(np.array(ids), np.array(words), np.array(starts), units, halves)


SIZES = st.lists(st.integers(0, 4), max_size=120)
PARAGRAPHS = st.lists(st.integers(0, 120), max_size=8)


@given(sizes=SIZES, paragraphs=PARAGRAPHS, capacity=st.integers(5, 40), context=st.integers(0, 12))
@settings(deadline=None)
def test_every_word_is_answered_for_once(sizes: list[int], paragraphs: list[int], capacity: int, context: int) -> None:
    found = list(windows(pieces(sizes, paragraphs), capacity=capacity, context=context))

    assert [word for window in found for word in range(window.first, window.past)] == list(range(len(sizes)))


@given(sizes=SIZES, paragraphs=PARAGRAPHS, capacity=st.integers(5, 40), context=st.integers(0, 12))
@settings(deadline=None)
def test_a_window_holds_its_words_and_what_comes_before(
    sizes: list[int], paragraphs: list[int], capacity: int, context: int
) -> None:
    article = pieces(sizes, paragraphs)

    for window in windows(article, capacity=capacity, context=context):
        read = article.words[window.core : window.end]
        assert set(read[read >= 0]) == {w for w in range(window.first, window.past) if sizes[w]}
        assert 0 <= window.core - window.begin <= context
        assert (article.words[window.begin : window.core] < window.first).all()


@given(sizes=SIZES, paragraphs=PARAGRAPHS, capacity=st.integers(5, 40))
@settings(deadline=None)
def test_no_window_is_larger_than_its_capacity(sizes: list[int], paragraphs: list[int], capacity: int) -> None:
    for window in windows(pieces(sizes, paragraphs), capacity=capacity, context=0):
        assert window.end - window.begin <= capacity


@pytest.mark.parametrize(
    ("paragraphs", "capacity", "expected"),
    [
        pytest.param([4, 8], 10, [(0, 8), (8, 12)], id="whole paragraphs while they fit"),
        pytest.param([2], 7, [(0, 2), (2, 7), (7, 12)], id="sentences of a paragraph that does not fit"),
    ],
)
def test_windows_end_where_paragraphs_do(paragraphs: list[int], capacity: int, expected: list[tuple[int, int]]) -> None:
    found = windows(pieces([1] * 12, paragraphs), capacity=capacity)

    assert [(window.first, window.past) for window in found] == expected

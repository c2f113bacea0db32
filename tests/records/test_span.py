"""Spans are views into one article's text, checked when they meet it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.errors import SpanError
from tellings.records import ArticleId, Span, hull

A, B = ArticleId("a"), ArticleId("b")
ENDS = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(sorted)
SPANS = st.builds(lambda ends: Span(A, ends[0], ends[1]), ENDS)


@given(text=st.text(max_size=60), span=SPANS)
def test_a_span_gives_the_words_or_says_that_it_does_not_fit(text: str, span: Span) -> None:
    if span.end <= len(text):
        assert span.wording(text) == text[span.start : span.end]
    else:
        with pytest.raises(SpanError, match="does not lie in article a"):
            span.wording(text)


@given(one=SPANS, other=SPANS)
def test_overlap_counts_the_code_points_both_cover(one: Span, other: Span) -> None:
    both = set(range(one.start, one.end)) & set(range(other.start, other.end))

    assert one.overlap(other) == other.overlap(one) == len(both)


@given(spans=st.lists(SPANS, min_size=1))
def test_the_hull_covers_every_span_and_nothing_beyond(spans: list[Span]) -> None:
    whole = hull(spans)

    assert all(whole.covers(span) for span in spans)
    assert whole.start == min(span.start for span in spans)
    assert whole.end == max(span.end for span in spans)


def test_spans_of_two_articles_never_overlap() -> None:
    assert Span(A, 0, 5).overlap(Span(B, 0, 5)) == 0
    assert not Span(A, 0, 5).covers(Span(B, 1, 2))


def test_offsets_count_code_points_not_bytes_or_utf16_units() -> None:
    assert Span(A, 2, 6).wording("🚢 fog 🌫") == "fog "

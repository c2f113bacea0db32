import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.language.attributions.quotations import quotations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('He said "the quay is closed" today.', ['"the quay is closed"'], id="straight"),
        pytest.param("He said “the quay is closed” today.", ["“the quay is closed”"], id="curly"),
        pytest.param("He said «the quay is closed» today.", ["«the quay is closed»"], id="guillemets"),
        pytest.param("He said ''the quay is closed'' today.", ["''the quay is closed''"], id="doubled-single"),
        pytest.param("He said ‘the quay’s gate is shut’ today.", ["‘the quay’s gate is shut’"], id="single-curly"),
        pytest.param("He said 'the quay isn't open' today.", ["'the quay isn't open'"], id="single-straight"),
        pytest.param("The dockers' union won't meet the owners' side.", [], id="apostrophes"),
        pytest.param("The '90s were the dockers' decade.", [], id="clipped-year"),
        pytest.param("“They said ‘no’ twice,” she said.", ["“They said ‘no’ twice,”"], id="single-inside-double"),
        pytest.param("“First,” she said, “second.”", ["“First,”", "“second.”"], id="two-pieces"),
        pytest.param("“It never closes, he said", ["“It never closes, he said"], id="unclosed"),
        pytest.param("She is ”tired” of it.", ["”tired”"], id="closing-shape-on-both-sides"),
    ],
)
def test_quotations_of_a_paragraph(text: str, expected: list[str]) -> None:
    assert [text[q.start : q.end] for q in quotations(text)] == expected


def test_a_quotation_over_paragraphs_opens_each_and_closes_once() -> None:
    text = "“The harbour is silting up, she said, and no one dredges.\n\n“We will close the gate in May.”\n\nShe left."

    first, second = quotations(text)

    assert (first.continues, first.is_closed) == (True, False)
    assert (second.continues, second.is_closed) == (False, True)


def test_an_unclosed_mark_inside_a_paragraph_ends_with_its_sentence() -> None:
    text = "The mayor called it “a scandal. Work goes on. Nobody was hurt."

    assert [text[q.start : q.end] for q in quotations(text)] == ["“a scandal."]


@given(st.text(alphabet="ab .,\n“”\"'’‘«»`", max_size=200))
def test_quotations_lie_in_the_text_in_order_and_apart(text: str) -> None:
    found = quotations(text)

    assert all(0 <= q.start <= q.inner_start <= q.inner_end <= q.end <= len(text) for q in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize("piece", ["“", "'a ", "'s ", '" ', "‘x’ ", "''"], ids=repr)
def test_a_long_line_of_marks_takes_bounded_time(piece: str) -> None:
    started = time.perf_counter()

    quotations(piece * (300_000 // len(piece)))

    assert time.perf_counter() - started < 5

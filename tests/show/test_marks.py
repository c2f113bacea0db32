"""Marks may nest, cross and run over paragraphs; elements may not."""

from hypothesis import given
from hypothesis import strategies as st

from tellings.show.marks import BackLink, Mark, Piece, marked_ranges

TEXT = "one two three four\n\nfive six seven\n\neight nine"
PARAGRAPHS = [(0, 18), (20, 34), (36, 46)]
BACK = BackLink("#c", "1", "claim 1")


def marks() -> st.SearchStrategy[list[Mark]]:
    ends = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(sorted)
    spans = st.lists(ends.map(tuple), max_size=12, unique=True)
    return spans.map(lambda pairs: [Mark(s, e, id=f"s{s}-{e}", backs=(BACK,)) for s, e in pairs])


def words(pieces: tuple[Piece, ...]) -> str:
    return "".join(piece.words for piece in pieces)


@given(marks())
def test_no_word_is_lost_or_told_twice(given_marks: list[Mark]) -> None:
    laid = marked_ranges(TEXT, PARAGRAPHS, given_marks)

    assert [words(pieces) for pieces in laid] == [TEXT[start:end] for start, end in PARAGRAPHS]


@given(marks())
def test_every_id_is_placed_once_and_every_link_back_once(given_marks: list[Mark]) -> None:
    pieces = [piece for laid in marked_ranges(TEXT, PARAGRAPHS, given_marks) for piece in laid]

    assert sorted(piece.id for piece in pieces if piece.id) == sorted(mark.id for mark in given_marks)
    assert sum(piece.step == "back" for piece in pieces) == len(given_marks)


@given(marks())
def test_the_elements_of_a_mark_hold_its_words(given_marks: list[Mark]) -> None:
    held: dict[str, str] = {mark.id: "" for mark in given_marks}
    for laid in marked_ranges(TEXT, PARAGRAPHS, given_marks):
        open_ids: list[str] = []
        for piece in laid:
            if piece.step == "open":
                open_ids.append(piece.id or piece.continues)
            elif piece.step == "close":
                open_ids.pop()
            for id_ in open_ids:
                held[id_] += piece.words
        assert not open_ids

    inside = [i for start, end in PARAGRAPHS for i in range(start, end)]
    assert held == {m.id: "".join(TEXT[i] for i in inside if m.start <= i < m.end) for m in given_marks}


def test_crossing_marks_are_cut_and_the_rest_names_its_mark() -> None:
    (laid,) = marked_ranges("abcdef", [(0, 6)], [Mark(0, 4, id="one"), Mark(2, 6, id="two")])

    assert [(p.step, p.words or p.id or p.continues) for p in laid if p.step != "close"] == [
        ("open", "one"),
        ("words", "ab"),
        ("open", "two"),
        ("words", "cd"),
        ("open", "two"),
        ("words", "ef"),
    ]

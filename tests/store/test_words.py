"""What is typed becomes terms; where they stand in a text is told in its own code points, in bounded time."""

import time

import pytest

from tellings.store.snippets import marks_in, snippet_of
from tellings.store.words import MAX_TERMS, terms_of


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("flood Lorn", [("flood",), ("lorn",)]),
        ('"mayor of Lorn" flood', [("mayor", "of", "lorn"), ("flood",)]),
        ("-insurance", ["-", ("insurance",)]),
        ('-"two words"', ["-", ("two", "words")]),
        ("evacuat*", [("evacuat",), "*"]),
        ('"mayor of L*"', [("mayor", "of", "l"), "*"]),
        ("state-run U.S.", [("state", "run"), ("u", "s")]),
        ("Évacué ÅNGSTRÖM", [("evacue",), ("angstrom",)]),
        ('"never closed', [("never", "closed")]),
        ("-- * \" '", []),
        ("a_b", [("a", "b")]),
    ],
    ids=str,
)
def test_a_query_is_read_as_terms(query: str, terms: list[object]) -> None:
    found: list[object] = []
    for term in terms_of(query):
        found += ["-"] * term.excluded + [term.words] + ["*"] * term.is_prefix

    assert found == terms


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("Flood, floods and FLOOD", "flood", ["Flood", "FLOOD"]),
        ("Flood, floods and FLOOD", "flood*", ["Flood", "floods", "FLOOD"]),
        ("The mayor\nof Lorn, mayor", '"mayor of lorn"', ["mayor\nof Lorn"]),
        ("Café cafe\u0301 CAFÉ", "cafe", ["Café", "cafe\u0301", "CAFÉ"]),
        ("İstanbul und Straße, ΣΊΣΥΦΟΣ", "istanbul straße σίσυφος", ["İstanbul", "Straße", "ΣΊΣΥΦΟΣ"]),
        ("𝔘nd 👩‍🚀 flood", "flood", ["flood"]),
        ("flood", "-flood", []),
        ("mayor of Lorn", 'mayor "mayor of lorn"', ["mayor of Lorn"]),
        ("snake_flood_case", "flood", ["flood"]),
    ],
    ids=str,
)
def test_marks_lie_on_the_words_as_they_are_printed(text: str, query: str, marked: list[str]) -> None:
    assert [text[start:end] for start, end in marks_in(text, terms_of(query))] == marked


def test_a_snippet_begins_and_ends_with_words() -> None:
    text = "filler " * 200 + "the flood reached Lorn " + "filler " * 200

    snippet = snippet_of(text, terms_of("flood lorn"))

    shown = text[snippet.start : snippet.end]
    assert set(shown.split()) == {"filler", "the", "flood", "reached", "Lorn"}
    assert 100 < len(shown) <= 200
    assert [text[start:end] for start, end in snippet.marks] == ["flood", "Lorn"]


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("a " * 100_000 + "b", '"' + "a " * 900 + 'b"'),
        ("a" * 200_000, " ".join(f"{'a' * 40}{n}*" for n in range(50))),
        ("e" + "\u0301" * 200_000, "e*"),
        ("\u0301" * 200_000, '"e e"'),
        ("_" * 200_000 + "x", '"x x"'),
        ("x " + "_" * 200_000, '"x x"'),
    ],
    ids=["phrase of one letter", "one endless word", "endless marks", "marks alone", "signs", "a phrase's gap"],
)
def test_hostile_texts_are_marked_in_bounded_time(text: str, query: str) -> None:
    before = time.process_time()

    terms = terms_of(query)
    snippet_of(text, terms)

    assert len(terms) <= MAX_TERMS
    assert time.process_time() - before < 2

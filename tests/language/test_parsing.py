"""A paragraph's grammar is the same wherever it stands and however often it was read before."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from building import article_of
from tellings.language import parsing
from tellings.language.parsing import parse
from tellings.records import Parse

PARAGRAPHS = [
    "The ferry company said on Monday that two of its boats had been held at Port Ilsa.",
    "“We were not told,” said Mara Dellin, who runs the harbour.",
    "A second inspection, due\tin May, was put off — twice.",
    "Fares rose 4 percent.",
]


@pytest.fixture(autouse=True)
def _nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "_known", {})


def moved(parsed: Parse, by_characters: int, by_tokens: int) -> Parse:
    return Parse(
        tuple(
            replace(t, start=t.start + by_characters, end=t.end + by_characters, head=t.head + by_tokens)
            for t in parsed.tokens
        ),
        tuple(replace(s, start=s.start + by_tokens, end=s.end + by_tokens) for s in parsed.sentences),
        tuple(replace(n, start=n.start + by_tokens, end=n.end + by_tokens) for n in parsed.names),
    )


@settings(max_examples=20, deadline=None)
@given(order=st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=6))
def test_an_article_is_its_paragraphs_one_after_the_other(order: list[str]) -> None:
    alone = {text: parse(article_of(text)) for text in PARAGRAPHS}

    found = parse(article_of("\n\n".join(order)))

    tokens, sentences, names = [], [], []
    at = 0
    for text in order:
        part = moved(alone[text], at, len(tokens))
        tokens += part.tokens
        sentences += part.sentences
        names += part.names
        at += len(text) + 2
    assert found == Parse(tuple(tokens), tuple(sentences), tuple(names))


def test_a_copy_is_not_parsed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    first = parse(article_of("\n\n".join(PARAGRAPHS)))
    monkeypatch.setattr(parsing, "_paragraph", lambda doc: pytest.fail("parsed again"))

    assert parse(article_of("\n\n".join(PARAGRAPHS), "copy")) == first


def test_only_so_many_paragraphs_are_kept_and_no_long_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "MOST_KEPT", 2)
    monkeypatch.setattr(parsing, "LONGEST_KEPT", 60)

    for text in PARAGRAPHS:
        parse(article_of(text))

    assert list(parsing._known) == PARAGRAPHS[2:]

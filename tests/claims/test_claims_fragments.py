"""Words outside all assertions: who speaks, sentences without a verb, clauses that a frame hid."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from building import article_of
from tellings.claims import align
from tellings.claims.assertions import Shape, assertions
from tellings.claims.fragments import fragments
from tellings.claims.grammar import grammar
from tellings.claims.told import told_by
from tellings.language.parsing import parse
from tellings.records import AnnotatedArticle, Lineage

Annotate = Callable[..., AnnotatedArticle]
LineageOf = Callable[..., Lineage]


def pieces_of(annotated: AnnotatedArticle) -> dict[str, Shape]:
    one = grammar(annotated)
    return {annotated.article.wording(a.span): a.shape for a in fragments(one, assertions(one))}


def test_who_speaks_is_context_and_no_claim(annotate: Annotate) -> None:
    speaker, told = "A retired teacher from Ardal", "the bridge was closed on Monday"
    annotated = annotate("Herald", f"{speaker} says {told}.", said=[(speaker, told, "e:teacher")])

    (words,) = pieces_of(annotated)

    assert words.startswith(speaker)
    assert pieces_of(annotated)[words] is Shape.FRAGMENT


def test_a_sentence_without_a_verb_is_told_as_an_event(annotate: Annotate) -> None:
    text = "Lena Orm, 16, from the fishing village of Lorn, in court on Monday for burning barns."

    assert Shape.EVENT in pieces_of(annotate("Herald", text)).values()


@pytest.mark.parametrize(
    "text",
    ["Sports", "Photo by Ida Holm", "The storm sank a ferry off Brannick on Sunday."],
    ids=["heading", "credit", "a sentence that is an assertion"],
)
def test_what_tells_nothing_or_is_told_already_is_no_event(annotate: Annotate, text: str) -> None:
    assert not {Shape.EVENT, Shape.CLAUSE} & set(pieces_of(annotate("Herald", text)).values())


def test_no_word_of_content_is_in_two_assertions_pieces(annotate: Annotate) -> None:
    text = "The mayor, a former pilot, said on Friday the port had closed. No survivors yet."
    one = grammar(annotate("Herald", text))
    cut = assertions(one)
    covered = {index for assertion in cut for index in assertion.tokens}

    assert all(not covered & set(piece.tokens) for piece in fragments(one, cut))


def test_that_there_are_none_of_something_is_an_assertion(annotate: Annotate) -> None:
    annotated = annotate("Herald", "There were no survivors.")

    assert [annotated.article.wording(a.span) for a in assertions(grammar(annotated))] == ["There were no survivors"]


def test_parts_are_made_only_where_wanted(annotate: Annotate) -> None:
    grammars = [grammar(annotate("Herald", "A small plane crashed in the woods of Ardal on Sunday."))]

    wholes, parts = told_by(grammars, with_elements=False)

    assert wholes
    assert not parts
    assert told_by(grammars, with_elements=True)[1]


WORDS = "The ferry that sank who says were and of in Ardal on Sunday , which has killed ten men is not .".split()  # noqa: SIM905


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=3, max_size=24), st.lists(st.sampled_from(WORDS), max_size=24))
def test_whatever_the_words_every_witness_stands_in_its_text(
    lineage_of: LineageOf, one: list[str], other: list[str]
) -> None:
    annotated = [bare(f"outlet-{n}", " ".join(words)) for n, words in enumerate((one, other)) if words]
    texts = {a.article.id: a.article.text for a in annotated}

    for claim in align(annotated, (), lineage_of(*annotated)).claims:
        for witness in claim.witnesses:
            assert 0 <= witness.span.start < witness.span.end <= len(texts[witness.span.article_id])


def bare(name: str, text: str) -> AnnotatedArticle:
    """An article with its grammar alone."""
    article = article_of(text, name=name)
    parsed = parse(article)
    sentences = tuple(
        article.span(parsed.tokens[s.start].start, parsed.tokens[s.end - 1].end) for s in parsed.sentences
    )
    return AnnotatedArticle(article, parsed, sentences, (), (), ())

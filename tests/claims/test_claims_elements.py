"""Parts of assertions that several articles tell are claims of their own, each with its smallest words."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from building import article_of
from tellings.claims import ClaimSettings, align
from tellings.claims.assertions import assertions
from tellings.claims.elements import elements
from tellings.claims.facts import facts
from tellings.claims.grammar import grammar
from tellings.language.parsing import parse
from tellings.records import AnnotatedArticle, Lineage

Annotate = Callable[..., AnnotatedArticle]
LineageOf = Callable[..., Lineage]

HERALD = "A small plane crashed in the woods of Ardal on Sunday, killing ten tourists and two pilots."
COURIER = "Ten tourists died when the plane came down. The crash was in the woods of Ardal, police said."
GAZETTE = "The mayor opened a bridge in Lorn."


def told(annotate: Annotate, lineage_of: LineageOf, *texts: str) -> list[tuple[str, set[str]]]:
    """What is claimed of parts, each with the words of its witnesses."""
    articles = [annotate(f"Outlet {n}", text) for n, text in enumerate(texts)]
    words = {a.article.id: a.article for a in articles}
    claims = align(articles, (), lineage_of(*articles)).claims
    return [(c.focus, {words[w.span.article_id].wording(w.span) for w in c.witnesses}) for c in claims if c.focus]


def test_a_number_and_a_place_are_told_by_both_though_their_sentences_differ(
    annotate: Annotate, lineage_of: LineageOf
) -> None:
    found = [words for _, words in told(annotate, lineage_of, HERALD, COURIER)]

    assert {"ten tourists", "Ten tourists"} in found
    assert any(all("woods" in word for word in words) for words in found)


def test_what_one_article_tells_is_no_part_of_its_own(annotate: Annotate, lineage_of: LineageOf) -> None:
    assert told(annotate, lineage_of, HERALD, GAZETTE) == []


@pytest.mark.parametrize("is_wanted", [True, False], ids=["asked for", "not asked for"])
def test_parts_can_be_left_out(annotate: Annotate, lineage_of: LineageOf, is_wanted: bool) -> None:
    articles = [annotate("Herald", HERALD), annotate("Courier", COURIER)]

    claims = align(articles, (), lineage_of(*articles), ClaimSettings(elements=is_wanted)).claims

    assert any(claim.focus for claim in claims) is is_wanted


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from([*HERALD.split(), *COURIER.split(), *GAZETTE.split(), "—", "“"]), max_size=25))
def test_every_element_lies_in_its_assertions_sentence(words: list[str]) -> None:
    article = article_of(" ".join(words))
    parsed = parse(article)
    sentences = tuple(
        article.span(parsed.tokens[s.start].start, parsed.tokens[s.end - 1].end) for s in parsed.sentences
    )
    annotated = AnnotatedArticle(article, parsed, sentences, (), (), ())
    one = grammar(annotated)
    wholes = facts(one, assertions(one))

    for part in elements(one, wholes):
        assert part.element is not None
        assert part.element.whole in wholes
        assert 0 <= part.span.start < part.span.end <= len(annotated.article.text)
        (sentence,) = [s for s in annotated.sentences if s.covers(part.span)]
        assert sentence == annotated.sentences[part.assertion.sentence]

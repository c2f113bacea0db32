"""Wording, omissions and the timeline, on invented sentences."""

from dataclasses import replace

import pytest

from tellings.comparison import omissions_of, timeline_of, wording_of
from tellings.language.names.mentions import mentions_of
from tellings.language.parsing import parse
from tellings.language.time.timexes import timexes_of
from tellings.records import (
    AnnotatedArticle,
    Article,
    ArticleId,
    Claim,
    Derivation,
    Edit,
    EditKind,
    Entity,
    EntityType,
    Lineage,
    Mention,
    MentionForm,
    OmissionKind,
    Precision,
    Published,
    Relation,
    Span,
    Status,
    Witness,
    Wording,
)

NO_LINEAGE = Lineage((), (), (), (), ())


def annotated(name: str, text: str) -> AnnotatedArticle:
    published = Published("2031-05-09", Precision.DAY, "a test says so")
    article = Article(ArticleId(name), name, text, "", name, (), (), None, published, "en", None, (), ())
    grammar = parse(article)
    sentences = tuple(
        article.span(grammar.tokens[s.start].start, grammar.tokens[s.end - 1].end) for s in grammar.sentences
    )
    mentions = mentions_of(article, grammar)
    return AnnotatedArticle(article, grammar, sentences, mentions, timexes_of(article, grammar, "2031-05-09"), ())


def test_a_choice_between_war_and_conflict_is_a_difference_in_wording() -> None:
    one, other = annotated("a", "The war has lasted a year."), annotated("b", "The conflict has lasted a year.")

    (wording,) = wording_of([one, other], (), NO_LINEAGE)

    assert {(term.term, term.article) for term in wording.terms} == {("war", "a"), ("conflict", "b")}


def test_the_same_word_everywhere_is_no_difference() -> None:
    assert wording_of([annotated("a", "The war goes on."), annotated("b", "A war began.")], (), NO_LINEAGE) == ()


def claim_of(source: AnnotatedArticle, words: str, absent_from: str, origins: int) -> Claim:
    start = source.article.text.index(words)
    span = source.article.span(start, start + len(words))
    witness = Witness(span, "o1", "a", "a", None)
    absent = (ArticleId(absent_from),)
    return Claim("c1", words, Status.SINGLE, 1, origins, ("a",), (witness,), absent, ())


def test_words_dropped_from_copied_text_are_a_cut_and_not_just_absent() -> None:
    source = annotated("a", "The dam broke at noon. Two guards had warned of it.")
    copy = annotated("b", "The dam broke at noon.")
    words = "Two guards had warned of it."
    claim = claim_of(source, words, "b", 1)
    dropped = Edit(EditKind.DROPPED, None, claim.witnesses[0].span, "", words)
    edge = Derivation(ArticleId("b"), "a", Relation.DIRECT, "edited", 1.0, 0.5, (), (dropped,), ())

    (omission,) = omissions_of([source, copy], [claim], Lineage((), (edge,), (), (), ()))

    assert (omission.kind, omission.article, omission.source) == (OmissionKind.CUT, "b", "a")


@pytest.mark.parametrize(("origins", "expected"), [(1, 0), (2, 1)], ids=["one text", "two texts"])
def test_a_claim_is_missing_only_where_independent_texts_carry_it(origins: int, expected: int) -> None:
    source, other = annotated("a", "The dam broke at noon."), annotated("b", "It rained.")

    assert len(omissions_of([source, other], [claim_of(source, "The dam broke", "b", origins)], NO_LINEAGE)) == expected


def test_a_claim_stands_on_the_timeline_under_the_date_its_words_name() -> None:
    source = annotated("a", "The dam broke on Wednesday. It was built in 1998.")
    claims = [claim_of(source, "The dam broke on Wednesday", "b", 1), claim_of(source, "It was built in 1998", "b", 1)]

    entries = [(entry.date, entry.precision.value) for entry in timeline_of([source], claims)]

    assert entries == [("1998", "year"), ("2031-05-07", "day")]


def named(name: str, *terms: str) -> AnnotatedArticle:
    text = " ".join(f"{term} arrived." for term in terms)
    mentions = []
    for term in terms:
        start = text.index(term)
        span = Span(ArticleId(name), start, start + len(term))
        mentions.append(Mention(span, EntityType.PERSON, MentionForm.NAME, term, "", "e1"))
    return replace(annotated(name, text), mentions=tuple(mentions))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Mirela Dostan", "Dostan", set()),
        ("United Fishers League", "U.F.L.", set()),
        ("Mirela Dostan", "Myrela Dostann", {"Mirela Dostan", "Myrela Dostann"}),
    ],
    ids=["surname", "abbreviation", "other spelling"],
)
def test_short_forms_of_a_name_are_no_choice_of_words(one: str, other: str, expected: set[str]) -> None:
    entity = Entity("e1", one, EntityType.PERSON, (other,), (), ())

    found = wording_of([named("a", one), named("b", other)], [entity], NO_LINEAGE)

    assert {term.term for wording in found for term in wording.terms} == expected


def edited(parent_words: str, child_words: str, *, decided: bool = True, share: float = 0.9) -> Wording | None:
    source = annotated("a", f"Nobody expected {parent_words} to happen so soon.")
    copy = annotated("b", f"Nobody expected {child_words} to happen so soon.")
    edit = Edit(EditKind.REPLACED, place(copy, child_words), place(source, parent_words), child_words, parent_words)
    edge = Derivation(ArticleId("b"), "a", Relation.DIRECT, "edited", share, share, (), (edit,), (), decided)
    return next(iter(wording_of([source, copy], (), Lineage((), (edge,), (), (), ()))), None)


def place(source: AnnotatedArticle, words: str) -> Span:
    start = source.article.text.index(words)
    return source.article.span(start, start + len(words))


def test_a_replaced_word_joins_the_class_it_belongs_to() -> None:
    found = edited("the sinking", "the accident")

    assert found is not None
    assert {term.term for term in found.terms} == {"sinking", "accident"}


@pytest.mark.parametrize(("one", "other"), [("at noon", "by noon"), ("12 boats", "13 boats"), ("visits", "visit")])
def test_small_words_figures_and_plurals_are_no_choice_of_term(one: str, other: str) -> None:
    assert edited(one, other) is None


@pytest.mark.parametrize(("decided", "share"), [(False, 0.9), (True, 0.1)], ids=["direction open", "little of it used"])
def test_nothing_is_cut_from_a_text_that_was_not_surely_shared(decided: bool, share: float) -> None:
    source = annotated("a", "The dam broke at noon. Two guards had warned of it.")
    claim = claim_of(source, "Two guards had warned of it.", "b", 1)
    dropped = Edit(EditKind.DROPPED, None, claim.witnesses[0].span, "", claim.text)
    edge = Derivation(ArticleId("b"), "a", Relation.DIRECT, "edited", 1.0, share, (), (dropped,), (), decided)

    assert omissions_of([source, annotated("b", "The dam broke.")], [claim], Lineage((), (edge,), (), (), ())) == ()


def test_what_two_claims_tell_alike_of_one_day_stands_once_on_the_timeline() -> None:
    source = annotated("a", "The dam broke on Wednesday. The Orrin dam broke on Wednesday.")
    claims = [claim_of(source, "The dam broke on Wednesday", "b", 1)]
    claims.append(replace(claim_of(source, "The Orrin dam broke on Wednesday", "b", 1), id="c2"))

    assert [entry.claims for entry in timeline_of([source], claims)] == [("c1", "c2")]

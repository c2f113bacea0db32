"""Choices of words: only terms shown to stand for one thing, loaded ones first."""

from dataclasses import replace

import pytest

from tellings.comparison import omissions_of, wording_of
from tellings.records import (
    AnnotatedArticle,
    ArticleId,
    Attribution,
    AttributionKind,
    Claim,
    Derivation,
    Edit,
    EditKind,
    Entity,
    EntityType,
    Lineage,
    OmissionKind,
    Relation,
    SpeakerKind,
    Status,
    Witness,
    Wording,
    WordingKind,
)

from .test_comparison import NO_LINEAGE, annotated, named, place


def told(one: str, other: str, *claims: Claim) -> dict[str, set[str]]:
    """The kinds and terms of what two reports word differently."""
    found = wording_of([annotated("a", one), annotated("b", other)], (), NO_LINEAGE, claims)
    return {wording.kind.value: {term.term for term in wording.terms} for wording in found}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("The annexation of Lorn was planned.", "The seizure of Lorn was planned.", {"annexation", "seizure"}),
        ("The Varnik government fell.", "The Varnik regime fell.", {"government", "regime"}),
        ("The accident delayed every train.", "The tragedy delayed every train.", {"accident", "tragedy"}),
    ],
    ids=["beside a name", "under one verb", "same subject"],
)
def test_terms_in_the_same_company_stand_for_one_thing(one: str, other: str, expected: set[str]) -> None:
    assert expected in told(one, other).values()


def test_terms_without_anything_in_common_may_be_two_things() -> None:
    assert told("A war is raging in the far north.", "Her election campaign opened with songs.") == {}


def claim_with(articles: list[AnnotatedArticle], *words: str) -> Claim:
    spans = [place(article, said) for article, said in zip(articles, words, strict=True)]
    witnesses = tuple(Witness(span, span.article_id, "x", "x", None) for span in spans)
    return Claim("c1", words[0], Status.CORROBORATED, 2, 2, ("x",), witnesses, (), ())


def test_terms_in_one_claim_stand_for_one_thing() -> None:
    articles = [
        annotated("a", "Nine people drowned in the collision off Varnik."),
        annotated("b", "The disaster cost nine people their lives."),
    ]
    claim = claim_with(articles, "Nine people drowned in the collision", "The disaster cost nine people their lives")

    (wording,) = wording_of(articles, (), NO_LINEAGE, [claim])

    assert {term.term for term in wording.terms} == {"collision", "disaster"}
    assert wording.kind is WordingKind.LOADED
    assert "Nine people drowned" in wording.reason


def test_loaded_words_come_before_other_words_and_names() -> None:
    entity = Entity("e1", "Mirela Dostan", EntityType.PERSON, (), (), ())
    one = replace(named("a", "Mirela Dostan"), parse=annotated("a", "The regime fell. The Varnik inquiry ended.").parse)
    articles = [
        annotated("a", "The Varnik regime fell. The Varnik inquiry ended."),
        annotated("b", "The Varnik government fell. The Varnik probe ended."),
        one,
        named("c", "Myrela Dostann"),
    ]

    kinds = [wording.kind for wording in wording_of(articles[:2] + articles[3:], [entity], NO_LINEAGE)]

    assert kinds == sorted(kinds, key=list(WordingKind).index)
    assert kinds[0] is WordingKind.LOADED


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Mirela Dostan", "Myrela Dostann", WordingKind.SPELLING),
        ("Harbour Pilots Union", "Brotherhood of Lorn", WordingKind.NAME),
        ("Kestovian Transport Ministry", "Kestovia Transport Ministry", None),
        ("Mirela R. Dostan", "Mirela Roza Dostan", None),
        ("Lorn Semiconductors NV", "Lorn Semiconductor", None),
    ],
    ids=["spelling", "other name", "of a people", "initial", "short and singular"],
)
def test_names_are_told_apart_from_spellings_and_house_styles(one: str, other: str, kind: WordingKind | None) -> None:
    entity = Entity("e1", one, EntityType.ORGANISATION, (other,), (), ())

    found = wording_of([named("a", one), named("b", other)], [entity], NO_LINEAGE)

    assert [wording.kind for wording in found] == ([kind] if kind else [])


def replaced(parent_words: str, child_words: str) -> tuple[Wording, ...]:
    source = annotated("a", f"Nobody expected {parent_words} to come back.")
    copy = annotated("b", f"Nobody expected {child_words} to come back.")
    edit = Edit(EditKind.REPLACED, place(copy, child_words), place(source, parent_words), child_words, parent_words)
    edge = Derivation(ArticleId("b"), "a", Relation.DIRECT, "edited", 0.9, 0.9, (), (edit,), ())
    return wording_of([source, copy], (), Lineage((), (edge,), (), (), ()))


@pytest.mark.parametrize(
    ("old", "new", "is_choice"),
    [("the visitors", "the guests", True), ("Mirela", "the girl", False), ("the north west", "the northwest", False)],
    ids=["other noun", "name for noun", "written apart"],
)
def test_what_a_desk_put_in_place_is_a_choice_of_term(old: str, new: str, *, is_choice: bool) -> None:
    assert bool(replaced(old, new)) == is_choice


def told_claim(source: AnnotatedArticle, words: str, absent_from: str, origins: int) -> Claim:
    witness = Witness(place(source, words), "o1", "x", "x", None)
    return Claim("c1", words, Status.SINGLE, 1, origins, ("x",), (witness,), (ArticleId(absent_from),), ())


def test_what_an_article_tells_in_other_words_is_not_left_out() -> None:
    source = annotated("a", "The coast guard rescued forty passengers.")
    other = annotated("b", "Forty passengers were rescued, the coast guard told reporters.")
    claim = told_claim(source, "The coast guard rescued forty passengers", "b", 3)

    assert omissions_of([source, other], [claim], NO_LINEAGE) == ()


@pytest.mark.parametrize(
    ("words", "is_told"),
    [("The dam killed nine villagers", True), ("Sunday, 31 December", False)],
    ids=["a fact", "a date line"],
)
def test_a_cut_is_told_with_its_words_if_they_say_something(words: str, *, is_told: bool) -> None:
    source = annotated("a", f"The river rose. {words}.")
    copy = annotated("b", "The river rose.")
    claim = told_claim(source, words, "b", 1)
    dropped = Edit(EditKind.DROPPED, None, claim.witnesses[0].span, "", words)
    edge = Derivation(ArticleId("b"), "a", Relation.DIRECT, "edited", 1.0, 0.5, (), (dropped,), ())

    found = omissions_of([source, copy], [claim], Lineage((), (edge,), (), (), ()))

    assert [(o.kind, o.words) for o in found] == ([(OmissionKind.CUT, (claim.witnesses[0].span,))] if is_told else [])


@pytest.mark.parametrize(
    ("one", "other", "kinds"),
    [
        ("Shares of Sundal plunged on Thursday", "Shares of Sundal fell on Thursday", [WordingKind.LOADED]),
        ("The ferry hit the breakwater", "The ferry struck the breakwater", []),
        ("Nine people died in fog", "Fog killed nine people", []),
    ],
    ids=["far apart", "neighbours", "death"],
)
def test_words_far_apart_on_a_scale_in_one_claim_are_loaded(one: str, other: str, kinds: list[WordingKind]) -> None:
    articles = [annotated("a", f"{one}."), annotated("b", f"{other}.")]

    found = wording_of(articles, (), NO_LINEAGE, [claim_with(articles, one, other)])

    assert [wording.kind for wording in found] == kinds


def test_verbs_that_introduce_one_statement_differently_are_told_by_speaker() -> None:
    articles = []
    for name, verb in (("a", "said"), ("b", "claimed")):
        text = f"The ferry was safe, Hallgren {verb}."
        plain = annotated(name, text)
        attribution = Attribution(
            f"{name}-1", AttributionKind.INDIRECT, (place(plain, "Hallgren"),), (place(plain, verb),),
            (place(plain, "The ferry was safe"),), "Hallgren", SpeakerKind.NAMED, "", utterance="u1",
        )  # fmt: skip
        articles.append(replace(plain, attributions=(attribution,)))

    (wording,) = wording_of(articles, (), NO_LINEAGE)

    assert (wording.referent, wording.kind) == ("what Hallgren says", WordingKind.LOADED)
    assert {term.term for term in wording.terms} == {"say", "claim"}

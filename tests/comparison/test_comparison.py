"""Positions, wording, omissions and the timeline, on invented sentences."""

import pytest

from tellings.comparison import omissions_of, positions_of, timeline_of, wording_of
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
    Lineage,
    OmissionKind,
    Precision,
    Published,
    Relation,
    Status,
    Witness,
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The union demanded a pay rise of five per cent.", ("The union", "demands", "a pay rise of five per cent")),
        ("The company refused to reopen the mine.", ("The company", "rejects", "to reopen the mine")),
        ("The government did not accept the plan.", ("The government", "rejects", "the plan")),
        ("The plan was rejected by the council.", ("the council", "rejects", "The plan")),
        ("The rebels called for new elections.", ("The rebels", "demands", "new elections")),
        ("The minister is ready to publish the report.", ("The minister", "offers", "to publish the report")),
        ("The mayor insisted that the bridge must stay open.", ("The mayor", "demands", "the bridge must stay open")),
        ("The senator accused the bank of fraud.", ("The senator", "accuses", "the bank of fraud")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_stance_has_its_party_and_issue(text: str, expected: tuple[str, str, str]) -> None:
    found = [(p.actor_name, p.stance.value, p.issue) for p in positions_of([annotated("a", text)], ())]

    assert found == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The union would accept the plan if it were paid for.",
        "The envoy pushed the council to accept the plan.",
        "Nobody asked how the fire began.",
        "The war demanded patience.",
        "The company did not reject the plan.",
    ],
)
def test_wishes_questions_and_cancelled_refusals_are_no_positions(text: str) -> None:
    assert positions_of([annotated("a", text)], ()) == ()


def test_one_stance_in_two_reports_is_one_position_with_both_as_evidence() -> None:
    reports = [
        annotated("a", "The union demanded a pay rise of five per cent."),
        annotated("b", "The union demanded a five per cent pay rise."),
    ]

    (position,) = positions_of(reports, ())

    assert [span.article_id for span in position.evidence] == ["a", "b"]


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

"""Positions, issues, movements and the matrix, on invented sentences read with the real parser."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.comparison import positions_of
from tellings.language.attributions import AttributionSettings, attributions_of
from tellings.language.names import NameSettings, entities_of
from tellings.language.names.mentions import mentions_of
from tellings.language.parsing import parse
from tellings.language.time.timexes import timexes_of
from tellings.records import (
    AnnotatedArticle,
    Article,
    ArticleId,
    DatedBy,
    Direction,
    Modality,
    Position,
    Positions,
    Precision,
    Published,
    Stance,
)


def annotated(name: str, text: str, day: str = "2031-05-09") -> AnnotatedArticle:
    published = Published(day, Precision.DAY, "a test says so")
    article = Article(ArticleId(name), name, text, "", name, (), (), None, published, "en", None, (), ())
    grammar = parse(article)
    sentences = tuple(
        article.span(grammar.tokens[s.start].start, grammar.tokens[s.end - 1].end) for s in grammar.sentences
    )
    mentions = mentions_of(article, grammar)
    attributions = attributions_of(article, grammar, mentions, AttributionSettings())
    return AnnotatedArticle(article, grammar, sentences, mentions, timexes_of(article, grammar, day), attributions)


def found_in(*texts: str) -> Positions:
    articles = [annotated(chr(ord("a") + n), text) for n, text in enumerate(texts)]
    entities, named = entities_of(articles, NameSettings())
    return positions_of(named, entities)


def told(*texts: str) -> list[tuple[str, str, str]]:
    return [(p.actor_name, p.stance.value, p.issue) for p in found_in(*texts).held]


def only(*texts: str) -> Position:
    (position,) = found_in(*texts).held
    return position


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The union demanded a pay rise of five per cent.", ("the union", "demands", "a pay rise of five per cent")),
        ("The company refused to reopen the mine.", ("the company", "rejects", "to reopen the mine")),
        ("The government did not accept the plan.", ("the government", "rejects", "the plan")),
        ("The plan was rejected by the council.", ("the council", "rejects", "the plan")),
        ("The rebels called for new elections.", ("the rebels", "demands", "new elections")),
        ("The minister is ready to publish the report.", ("the minister", "offers", "to publish the report")),
        ("The mayor insisted that the bridge must stay open.", ("the mayor", "demands", "the bridge must stay open")),
        ("The council called on the ministry to close the road.", ("the council", "demands", "to close the road")),
        ("Shareholders urged the company to drop the deal.", ("shareholders", "demands", "to drop the deal")),
        ("The league has expressed its willingness to pay.", ("the league", "offers", "to pay")),
        ("The miners' refusal to leave the pit angered the town.", ("the miners", "rejects", "to leave the pit")),
        ("The council has no intention of selling the park.", ("the council", "rejects", "selling the park")),
        ("The senators are opposed to the dam.", ("the senators", "rejects", "the dam")),
        ("A truce that the rebels accepted ended on the coast.", ("the rebels", "accepts", "a truce")),
        ("The owners threatened to close the yard.", ("the owners", "threatens", "to close the yard")),
        ("The villagers protested against the quarry.", ("the villagers", "protests", "the quarry")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_stance_has_its_party_and_issue(text: str, expected: tuple[str, str, str]) -> None:
    (found,) = told(text)

    assert (found[0].removeprefix("The ").lower(), *found[1:]) == (expected[0].lower(), *expected[1:])


@pytest.mark.parametrize(
    "text",
    [
        "Nobody asked how the fire began.",
        "The war demanded patience.",
        "The company did not reject the plan.",
        "If the union accepts the plan, the yard will open.",
        "The union may accept the plan.",
        "No senator supports the dam.",
        "The ministry declined to comment.",
        "The guard asked not to be named.",
        "The bank refused to elaborate.",
        "It demanded patience.",
    ],
)
def test_questions_conditions_things_and_cancelled_refusals_are_no_positions(text: str) -> None:
    assert told(text) == []


def test_who_is_urged_is_the_target_and_takes_no_stance() -> None:
    position = only("The envoy urged the council to accept the plan.")

    assert (position.actor_name, position.target_name, position.issue) == (
        "the envoy",
        "the council",
        "to accept the plan",
    )


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The union rejected the plan.", Modality.TAKEN),
        ("The union will reject the plan.", Modality.INTENDED),
        ("The union would accept the plan if it were paid for.", Modality.CONDITIONAL),
        ("The union had previously rejected the plan.", Modality.FORMER),
        ("The union no longer opposes the plan.", Modality.FORMER),
    ],
    ids=lambda value: str(value),
)
def test_how_far_a_stance_is_taken_is_told(text: str, modality: Modality) -> None:
    assert only(text).modality is modality


def test_one_stance_in_two_reports_is_one_position_with_both_as_evidence() -> None:
    position = only("The union demanded a pay rise of five per cent.", "The union demanded a five per cent pay rise.")

    assert [span.article_id for span in position.evidence] == ["a", "b"]


def test_an_amount_in_words_and_in_digits_is_one_amount() -> None:
    position = only("The company offered 20,000 crowns.", "The company offered 20 thousand crowns.")

    assert len(position.evidence) == 2


def test_two_parties_of_one_clause_both_take_the_stance() -> None:
    assert told("The mayor and the union discussed the bridge.") == [
        ("the mayor", "consults", "the bridge"),
        ("the union", "consults", "the bridge"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The company refused to reopen the mine.", "The company refuses to reopen the mine"),
        ("The mayor insisted that the bridge must stay open.", "The mayor insists that the bridge must stay open"),
        ("The minister is ready to publish the report.", "The minister is ready to publish the report"),
        ("The government did not accept the plan.", "The government does not accept the plan"),
        ("The senator accused the bank of fraud.", "The senator accuses the bank of fraud"),
        ("The union will reject the plan.", "The union will reject the plan"),
        ("The union no longer opposes the plan.", "The union no longer opposes the plan"),
        ("The senators are opposed to the dam.", "The senators are opposed to the dam"),
    ],
)
def test_a_position_reads_as_a_sentence(text: str, expected: str) -> None:
    assert only(text).text == expected


def test_we_is_the_speaker_and_stands_on_his_own_word() -> None:
    position = next(
        p for p in found_in("“We will never sell the harbour,” Mirela Dostan, the mayor of Belport, said.").held
    )

    assert (position.actor_name, position.stance, position.is_own_word) == ("Mirela Dostan", Stance.REJECTS, True)
    assert position.voices == ("Mirela Dostan",)


def test_what_a_speaker_says_must_be_is_a_demand() -> None:
    position = only("Mirela Dostan said the ferry company must repay the passengers.")

    assert (position.actor_name, position.stance) == ("Mirela Dostan", Stance.DEMANDS)
    assert position.issue == "the ferry company must repay the passengers"


def test_a_stance_told_by_nobody_stands_on_the_word_of_the_outlet() -> None:
    assert only("The union demanded a pay rise.").voices == ("a",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The union rejected the plan on Wednesday.", ("2031-05-07", DatedBy.WORDS)),
        ("The union rejected the plan.", ("2031-05-09", DatedBy.ARTICLE)),
        ("The union threatened to strike from Tuesday.", ("2031-05-09", DatedBy.ARTICLE)),
        ("The union had previously rejected the plan.", (None, None)),
    ],
    ids=["its own day", "the article's", "the issue's day", "former times"],
)
def test_since_when(text: str, expected: tuple[str | None, DatedBy | None]) -> None:
    position = only(text)

    assert (position.since, position.dated_by) == expected


def test_since_is_the_earliest_of_all_reports() -> None:
    position = only("The union rejected the pay offer on Wednesday.", "The union rejected the pay offer.")

    assert position.since == "2031-05-07"


def test_stances_on_one_matter_are_one_issue_with_a_short_name() -> None:
    found = found_in(
        "The union demanded a new pension fund for dockers. The port company rejected the pension fund for dockers. "
        "The mayor opposed the tunnel."
    )

    assert [len(issue.parties) for issue in found.issues] == [2, 1]
    assert "pension fund" in found.issues[0].name
    assert {position.issue_id for position in found.held} == {"i1", "i2"}


def test_the_matrix_tells_who_stands_how_far_apart() -> None:
    found = found_in(
        "The union demanded a pension fund for dockers. The port company rejected the pension fund for dockers. "
        "The ministry supported the pension fund for dockers."
    )

    assert found.negotiation is not None
    names = {party.actor: party.actor_name for party in found.negotiation.parties}
    apart = {frozenset((names[d.one], names[d.other])): d.distance for d in found.negotiation.distances}
    assert apart == {
        frozenset(("the union", "the port company")): 1.0,
        frozenset(("the ministry", "the port company")): 1.0,
        frozenset(("the union", "the ministry")): 0.0,
    }


def test_who_wants_the_end_of_a_thing_is_against_it() -> None:
    found = found_in("The union demanded an end to the night ferry tax. The council supported the night ferry tax.")

    assert {p.actor_name: p.favour for p in found.held} == {"the union": -1.0, "the council": 1.0}


def test_a_story_in_which_no_issue_is_shared_is_no_negotiation() -> None:
    assert found_in("The union demanded a pay rise. The mayor opposed the tunnel.").negotiation is None


def test_parties_that_threaten_one_thing_alike_bargain_for_nothing() -> None:
    assert found_in("The rebels threatened the port. The militia threatened the port.").negotiation is None


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("The union demanded a pay rise. On Friday the union dropped its demand for a pay rise.", Direction.NEARER),
        ("The company offered a bonus. The company raised its offer of a bonus on Friday.", Direction.NEARER),
        ("The union supported the plan. The union withdrew its support for the plan.", Direction.FURTHER),
        ("The council had previously rejected the tunnel. The council now supports the tunnel.", Direction.REVERSED),
    ],
    ids=["demand dropped", "offer raised", "support withdrawn", "refusal reversed"],
)
def test_a_change_of_position_is_a_movement(text: str, direction: Direction) -> None:
    movements = found_in(text).movements

    assert [movement.direction for movement in movements] == [direction]


def test_what_a_party_has_dropped_it_no_longer_holds() -> None:
    found = found_in("On Wednesday the union dropped its demand for a pay rise.")
    (position,), (movement,) = found.held, found.movements

    assert (position.modality, position.text) == (Modality.FORMER, "The union no longer demands a pay rise")
    assert (movement.before, movement.after, movement.date) == (position.id, None, "2031-05-07")


def test_a_position_that_has_not_changed_is_no_movement() -> None:
    assert found_in("The union opposes the tunnel. The union has not changed its position.").movements == ()


def test_an_earlier_stance_on_a_day_of_its_own_is_where_the_movement_starts() -> None:
    texts = ("The council rejected the coast tunnel on Monday.", "The council accepted the coast tunnel on Thursday.")

    (movement,) = found_in(*texts).movements

    assert (movement.from_stance, movement.to_stance, movement.date) == (Stance.REJECTS, Stance.ACCEPTS, "2031-05-08")


def test_an_empty_story_has_no_positions() -> None:
    assert positions_of((), ()) == Positions((), (), (), None)


WORDS = (
    st.text("abc .,“”", min_size=1, max_size=3)
    | st.sampled_from(
        ["the union", "council", "we", "its", "Talva", "plan", "demand", "to", "that", "if", "of", "by", "."]
    )
    | st.sampled_from(
        ["demanded", "rejected", "offered", "dropped", "accept", "said", "will", "must", "not", "no longer"]
    )
)


@settings(max_examples=60, deadline=None)
@given(words=st.lists(WORDS, max_size=40))
def test_evidence_lies_in_its_text_and_every_reference_is_kept(words: list[str]) -> None:
    article = replace(annotated("a", " ".join(words)))
    found = positions_of([article], ())

    ids = {position.id for position in found.held}
    assert all(0 <= s.start < s.end <= len(article.article.text) for p in found.held for s in p.evidence)
    assert {id_ for issue in found.issues for id_ in issue.positions} == ids
    assert all(position.issue_id in {issue.id for issue in found.issues} for position in found.held)
    assert (
        all(one.distance >= other.distance for one, other in pairwise(found.negotiation.distances))
        if found.negotiation
        else True
    )
    assert all(-1 <= (position.favour or 0) <= 1 for position in found.held)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor asked officials to accept the plan.", ("demands", "to accept the plan")),
        ("The council announced its decision to reject the plan.", ("rejects", "the plan")),
        ("The editors signed a letter urging the council to save the library.", ("demands", "to save the library")),
        ("The senators voted against closing the mine for most people.", ("rejects", "closing the mine")),
        ("The union has long demanded a pay rise.", ("demands", "a pay rise")),
        ("The ministry is in favor of the dam.", ("supports", "favor of the dam")),
    ],
    ids=["asked of others", "a decision", "a letter", "a vote", "for long", "in favour"],
)
def test_the_party_is_who_takes_the_stance(text: str, expected: tuple[str, str]) -> None:
    (found,) = found_in(text).held

    assert (found.stance.value, found.issue[: len(expected[1])]) == expected
    assert found.modality is Modality.TAKEN


def test_what_others_hope_of_a_party_is_not_its_stance() -> None:
    found = found_in("The villagers hoped the minister would reject the quarry.").held

    assert [(p.actor_name, p.stance.value) for p in found] == [("the villagers", "demands")]


def test_a_spokesman_speaks_for_whom_he_serves() -> None:
    found = found_in("“We must reopen the harbour,” Foreign Ministry spokesman Orrin Vale said.").held

    assert [(p.actor_name, p.is_own_word) for p in found] == [("Foreign Ministry", True)]


def test_a_capital_that_stands_for_a_state_is_the_state() -> None:
    found = found_in("France rejected the fishing treaty. Paris said it rejected the fishing treaty.").held

    assert {p.actor_name for p in found} == {"France"}


def test_pronouns_that_answer_each_other_come_to_an_end() -> None:
    found = found_in("“We said it said we said they refused,” it said, and they said it said we refused to go.")

    assert found.held == ()

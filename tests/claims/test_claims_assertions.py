from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.claims.assertions import assertions
from tellings.claims.facts import facts
from tellings.claims.grammar import grammar
from tellings.records import AnnotatedArticle

Annotate = Callable[..., AnnotatedArticle]


def told(annotated: AnnotatedArticle) -> list[str]:
    return [a.span.wording(annotated.article.text) for a in assertions(grammar(annotated))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "The ferry left Port Selwick at dawn and reached the island by noon.",
            ["The ferry left Port Selwick at dawn", "reached the island by noon"],
            id="conjoined verbs",
        ),
        pytest.param(
            "The ferry, which was built in 1998, sank near the lighthouse.",
            ["was built in 1998", "sank near the lighthouse"],
            id="relative clause",
        ),
        pytest.param(
            "Rescuers searched the bay after the storm sank two boats.",
            ["Rescuers searched the bay", "the storm sank two boats"],
            id="adverbial clause with its own subject",
        ),
        pytest.param(
            "The mayor thanked the crew, praising their quick work.",
            ["The mayor thanked the crew", "praising their quick work"],
            id="participle clause",
        ),
        pytest.param(
            "The minister visited Ostrava, a city flooded by the river in 2014.",
            ["Ostrava, a city", "flooded by the river in 2014"],
            id="apposition with a participle",
        ),
        pytest.param(
            "Parliament mourned the deaths of 10 sailors on Monday.",
            ["Parliament mourned", "the deaths of 10 sailors"],
            id="event in a noun phrase with its number",
        ),
    ],
)
def test_sentences_fall_into_single_assertions(annotate: Annotate, text: str, expected: list[str]) -> None:
    found = told(annotate("Herald", text))

    assert all(any(words in span for span in found) for words in expected), found


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("They climbed the mast to escape the flames.", id="purpose"),
        pytest.param("The captain will sail if the wind drops tonight.", id="condition"),
        pytest.param("They discussed the possibility of reopening the harbour.", id="mere idea"),
    ],
)
def test_what_nobody_asserts_is_no_assertion_of_its_own(annotate: Annotate, text: str) -> None:
    assert told(annotate("Herald", text)) == [text.rstrip(".")]


def test_source_and_cue_are_no_part_of_what_is_asserted(annotate: Annotate) -> None:
    annotated = annotate(
        "Herald",
        "Harbour master Ilse Brandt said the ferry had lost power near the pier.",
        said=[("Harbour master Ilse Brandt", "the ferry had lost power near the pier", "e:brandt")],
    )

    (found,) = assertions(grammar(annotated))

    assert found.span.wording(annotated.article.text) == "the ferry had lost power near the pier"
    assert found.attribution is not None
    assert found.attribution.speaker == "e:brandt"


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        pytest.param("The ferry did not sink.", True, id="not"),
        pytest.param("The ferry never reached the island.", True, id="never"),
        pytest.param("No passengers were hurt.", True, id="no"),
        pytest.param("The crew failed to close the doors.", True, id="failed to"),
        pytest.param("The crew did not fail to close the doors.", False, id="twice is none"),
        pytest.param("The company didn’t have to pay until May 2031.", False, id="not until"),
        pytest.param("Not only the crew left the ship.", False, id="not only"),
        pytest.param("The ferry sank.", False, id="plain"),
    ],
)
def test_polarity(annotate: Annotate, text: str, negated: bool) -> None:
    tree = grammar(annotate("Herald", text))

    assert [f.is_negated for f in facts(tree, assertions(tree))] == [negated]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        pytest.param("The ferry may return on Friday.", "possible", id="may"),
        pytest.param("The ferry allegedly carried weapons.", "possible", id="allegedly"),
        pytest.param("The company plans to replace the ferry.", "planned", id="plans"),
        pytest.param("The union is ready to hold talks.", "planned", id="ready to"),
        pytest.param("The company should repay its passengers.", "conditional", id="should"),
        pytest.param("The ferry returned on Friday.", "", id="fact"),
    ],
)
def test_modality(annotate: Annotate, text: str, modality: str) -> None:
    tree = grammar(annotate("Herald", text))

    assert facts(tree, assertions(tree))[0].modality == modality


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "the",
                "ferry",
                "sank",
                "12",
                ",",
                "and",
                ".",
                '"',
                "“",
                "who",
                "(",
                ")",
                "that",
                "not",
                "said",
                "\n",
                "killed",
                "because",
                "$",
                "3.5",
                "-",
            ]
        )
    )
)
def test_assertions_of_any_words_lie_in_the_text(annotate: Annotate, words: list[str]) -> None:
    annotated = annotate("Herald", " ".join(words))

    for assertion in assertions(grammar(annotated)):
        assert assertion.span.wording(annotated.article.text).strip()


@pytest.mark.parametrize(
    ("text", "unsaid"),
    [
        pytest.param(
            "The ferries will stop until every hull has been checked.", "every hull has been checked", id="until"
        ),
        pytest.param("The crew left before the ferry sank.", "the ferry sank", id="before"),
        pytest.param(
            "The company denied that its boats carried weapons.", "its boats carried weapons", id="what is denied"
        ),
        pytest.param(
            "The union demanded that the company repair its boats.",
            "the company repair its boats",
            id="what is demanded",
        ),
        pytest.param(
            "The mayor fears the island will lose its ferry.", "the island will lose its ferry", id="what is feared"
        ),
        pytest.param("They closed the pier so that nobody would drown.", "nobody would drown", id="so that"),
        pytest.param("It is unclear how long the boats will stay.", "the boats will stay", id="question"),
    ],
)
def test_what_is_only_supposed_stays_in_the_clause_that_says_so(annotate: Annotate, text: str, unsaid: str) -> None:
    assert unsaid not in told(annotate("Herald", text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("At least six people died.", [("dead", 6)], id="died"),
        pytest.param("Nine persons lost their lives.", [("dead", 9)], id="lost their lives"),
        pytest.param("Eleven people are now known to have died in the fire.", [("dead", 11)], id="known to have died"),
        pytest.param("The death toll rose to 14.", [("dead", 14)], id="toll rose to"),
        pytest.param("Twelve are still missing.", [("missing", 12)], id="missing"),
        pytest.param("Divers were searching for 14 people.", [("missing", 14)], id="searching for"),
        pytest.param("Rescuers pulled 38 people from the water.", [("saved", 38)], id="pulled out"),
        pytest.param("Two Selwick pilots died.", [], id="some of them"),
        pytest.param("Nobody knows whether six people died.", [], id="not said"),
    ],
)
def test_tolls(annotate: Annotate, text: str, expected: list[tuple[str, int]]) -> None:
    tree = grammar(annotate("Herald", text))

    found = [(t.kind, int(t.quantity.value)) for f in facts(tree, assertions(tree)) for t in f.tolls]

    assert found == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("This is a reversal of the council's position.", [("position", True)]),
        ("The position of the mayor has not changed.", [("position", False)]),
        ("The council's policy remains unchanged.", [("policy", False)]),
        ("The company changed its plan.", [("plan", True)]),
        ("The ferry changed its crew.", []),
    ],
)
def test_positions_that_changed_or_did_not(annotate: Annotate, text: str, expected: list[tuple[str, bool]]) -> None:
    tree = grammar(annotate("Herald", text))

    assert [change for f in facts(tree, assertions(tree)) for change in f.changes] == expected

from collections.abc import Callable

import pytest

from tellings.claims import align
from tellings.records import AnnotatedArticle, DisagreementKind, Entity, EntityType, Lineage, Status

Annotate = Callable[..., AnnotatedArticle]
LineageOf = Callable[..., Lineage]
BRANDT = Entity("e:brandt", "Ilse Brandt", EntityType.PERSON, (), (), ())


def texts_of(article: AnnotatedArticle, lineage_of: LineageOf) -> list[str]:
    return [claim.text for claim in align([article], (BRANDT,), lineage_of(article)).claims]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "The ferry, which was built in 1998, sank near the pier.", "[The ferry] was built in 1998.", id="which"
        ),
        pytest.param(
            "The ferry, built by Seaways in Selwick, sank near the pier.",
            "[The ferry was] built by Seaways in Selwick.",
            id="participle",
        ),
        pytest.param(
            "Ilse Brandt, whose brother owns the pier, thanked the crew.",
            "[Ilse Brandt’s] brother owns the pier.",
            id="whose",
        ),
        pytest.param(
            "Selwick, which the army seized in 2014, needs a harbour.",
            "The army seized [Selwick] in 2014.",
            id="object",
        ),
        pytest.param(
            "A full and open inquiry, which the union demanded on Monday, begins in Selwick.",
            "The union demanded [a full and open inquiry] on Monday.",
            id="object of two adjectives, its article small",
        ),
        pytest.param(
            "Built by Seaways in Selwick, the ferry sank near the pier.",
            "[The ferry was] built by Seaways in Selwick.",
            id="participle that begins its sentence",
        ),
        pytest.param(
            "The crew cheered after the ferry Alma reached the pier.", "The ferry Alma reached the pier.", id="after"
        ),
    ],
)
def test_a_clause_is_made_a_sentence_with_brackets(
    annotate: Annotate, lineage_of: LineageOf, text: str, expected: str
) -> None:
    assert expected in texts_of(annotate("Herald", text), lineage_of)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("It is the worst storm since 1998, when 17 sailors drowned.", id="without its time"),
        pytest.param("The concession the council would make in any deal was small.", id="gap"),
        pytest.param("The deaths of 10 sailors shocked Selwick.", id="noun phrase"),
    ],
)
def test_what_cannot_stand_alone_is_no_claim_of_its_own(annotate: Annotate, lineage_of: LineageOf, text: str) -> None:
    found = texts_of(annotate("Herald", text), lineage_of)

    assert all(
        not claim.startswith(("17 sailors", "The deaths of 10 sailors.", "The council would")) for claim in found
    )


def test_a_claim_is_told_with_the_speaker_of_the_witness_it_is_taken_from(
    annotate: Annotate, lineage_of: LineageOf
) -> None:
    content = "the ferry Alma lost power near the lighthouse"
    one = annotate(
        "Herald", f"Two crew members said {content}.", said=[("Two crew members", content, "Two crew members")]
    )

    assert texts_of(one, lineage_of) == [
        "The ferry Alma lost power near the lighthouse, according to two crew members."
    ]


def test_voices_are_counted_once_and_flat_repetitions_are_none(
    annotate: Annotate, lineage_of: LineageOf, spokesman_and_institution: tuple[AnnotatedArticle, AnnotatedArticle]
) -> None:
    one, two = spokesman_and_institution
    three = annotate("Gazette", "The ferry Alma lost all power near the old lighthouse.")

    aligned = align([one, two, three], (), lineage_of(one, two, three))

    claim = next(c for c in aligned.claims if c.outlets == 3)
    assert claim.status is Status.ONE_VOICE
    assert len(claim.voices) == 1
    assert set(claim.voices[0].split(" / ")) == {"the lanz", "the seaways"}
    assert [w.voice for w in claim.witnesses] == ["e:lanz", "e:seaways", "Gazette"]


def test_a_toll_that_grew_is_one_claim_and_one_difference(annotate: Annotate, lineage_of: LineageOf) -> None:
    articles = [
        annotate("Herald", "At least six people died in the fire.", day="2031-03-04"),
        annotate("Courier", "At least nine people died, the council said.", day="2031-03-05"),
        annotate("Gazette", "Eleven people are now known to have died in the blaze.", day="2031-03-06"),
    ]

    aligned = align(articles, (), lineage_of(*articles))

    assert [c.outlets for c in aligned.claims if "died" in c.text and not c.focus] == [3]
    (found,) = aligned.disagreements
    assert (found.kind, found.compatible) == (DisagreementKind.NUMBER, True)
    assert found.explanation.startswith(
        "Accounts give different numbers of dead: Herald (4 Mar 2031) has “at least six"
    )


def test_a_reversal_against_a_position_that_has_not_changed(annotate: Annotate, lineage_of: LineageOf) -> None:
    text = (
        "This is a reversal of the council's position. Brandt stressed that the position of the mayor has not changed."
    )
    one = annotate("Herald", text, said=[("Brandt", "the position of the mayor has not changed", "e:brandt")])

    (found,) = align([one], (BRANDT,), lineage_of(one)).disagreements

    assert (found.kind, found.compatible) == (DisagreementKind.CHARACTERISATION, False)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            "The council has met the union at least three times.",
            "The pilots warned the owner three times.",
            id="number",
        ),
        pytest.param(
            "The storm drew a sharp rebuke.", "It was the ferry that drew the most interest.", id="light verb"
        ),
        pytest.param(
            "The radar was repaired in January.",
            "Two sailors complained about the radar in January.",
            id="one rare word",
        ),
    ],
)
def test_little_in_common_joins_nothing(annotate: Annotate, lineage_of: LineageOf, one: str, other: str) -> None:
    articles = [
        annotate("Herald", one, times={"January": "2031-01"}),
        annotate("Courier", other, times={"January": "2031-01"}),
    ]

    assert all(claim.outlets == 1 for claim in align(articles, (), lineage_of(*articles)).claims)


def test_words_newsrooms_use_for_one_another_join(annotate: Annotate, lineage_of: LineageOf) -> None:
    articles = [
        annotate("Herald", "The island is ready to resume talks with the union without preconditions."),
        annotate("Courier", "The island is prepared to restart dialogue with the union without any prerequisites."),
    ]

    assert align(articles, (), lineage_of(*articles)).claims[0].outlets == 2

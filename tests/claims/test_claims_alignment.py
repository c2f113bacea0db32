import time
from collections.abc import Callable

import pytest

from tellings.claims import Aligned, align
from tellings.claims.lexicon import is_opposite, relation
from tellings.records import (
    AnnotatedArticle,
    Claim,
    Derivation,
    DisagreementKind,
    Entity,
    EntityType,
    Lineage,
    Origin,
    Passage,
    Relation,
    SharedAs,
    SharedPassage,
    Span,
    Status,
)

Annotate = Callable[..., AnnotatedArticle]
LineageOf = Callable[..., Lineage]
BRANDT = Entity("e:brandt", "Ilse Brandt", EntityType.PERSON, (), (), ())


def claim_with(aligned: Aligned, words: str, *articles: AnnotatedArticle) -> Claim:
    """The first claim one of whose witnesses holds the words."""
    texts = {a.article.id: a.article.text for a in articles}
    return next(
        c for c in aligned.claims if any(words in w.span.wording(texts[w.span.article_id]) for w in c.witnesses)
    )


CONTENT = "the ferry Alma lost power near the lighthouse"
REWORDED = "near the lighthouse the ferry Alma lost its power"


def test_one_assertion_in_other_words_is_one_claim(annotate: Annotate, lineage_of: LineageOf) -> None:
    one = annotate("Herald", "A fire destroyed the Selwick fish market on Tuesday. The council met in the evening.")
    other = annotate("Courier", "The fish market in Selwick was destroyed by a blaze. Schools stayed open.")

    aligned = align([one, other], (), lineage_of(one, other))

    claim = claim_with(aligned, "fish market", one, other)
    assert [w.span.article_id for w in claim.witnesses] == ["herald", "courier"]
    assert claim_with(aligned, "council", one, other).status is Status.SINGLE
    assert any("market" in reason for reason in claim.reasons)


def test_two_independent_texts_and_voices_corroborate(annotate: Annotate, lineage_of: LineageOf) -> None:
    one = annotate("Herald", "The ferry Alma sank near the Selwick lighthouse on Tuesday.")
    other = annotate("Courier", "Near the Selwick lighthouse the ferry Alma sank.")

    aligned = align([one, other], (), lineage_of(one, other))

    claim = claim_with(aligned, "sank", one, other)
    assert (claim.status, claim.outlets, claim.origins) == (Status.CORROBORATED, 2, 2)


def test_two_outlets_on_one_speakers_word_are_one_voice(annotate: Annotate, lineage_of: LineageOf) -> None:
    one = annotate(
        "Herald",
        "Ilse Brandt said the ferry Alma lost power near the lighthouse.",
        said=[("Ilse Brandt", "the ferry Alma lost power near the lighthouse", "e:brandt")],
    )
    other = annotate(
        "Courier",
        f"Brandt said {REWORDED}.",
        said=[("Brandt", REWORDED, "e:brandt")],
    )

    aligned = align([one, other], (BRANDT,), lineage_of(one, other))

    claim = claim_with(aligned, "power", one, other)
    assert (claim.status, claim.voices) == (Status.ONE_VOICE, ("Ilse Brandt",))
    assert claim.text.endswith("Ilse Brandt said.")


def test_an_outlet_that_repeats_a_speaker_flatly_does_not_confirm(annotate: Annotate, lineage_of: LineageOf) -> None:
    one = annotate(
        "Herald",
        "Ilse Brandt said the ferry Alma lost power near the lighthouse.",
        said=[("Ilse Brandt", "the ferry Alma lost power near the lighthouse", "e:brandt")],
    )
    other = annotate("Courier", "Near the lighthouse the ferry Alma lost power at dawn.")

    aligned = align([one, other], (BRANDT,), lineage_of(one, other))

    assert claim_with(aligned, "power", one, other).status is Status.ONE_VOICE


def test_a_spokesman_and_his_institution_are_one_voice(
    lineage_of: LineageOf, spokesman_and_institution: tuple[AnnotatedArticle, AnnotatedArticle]
) -> None:
    one, other = spokesman_and_institution

    aligned = align([one, other], (), lineage_of(one, other))

    assert claim_with(aligned, "power", one, other).status is Status.ONE_VOICE


def test_two_speakers_corroborate(annotate: Annotate, lineage_of: LineageOf) -> None:
    one = annotate("Herald", f"Ilse Brandt said {CONTENT}.", said=[("Ilse Brandt", CONTENT, "e:brandt")])
    other = annotate("Courier", f"Omar Keel said {REWORDED}.", said=[("Omar Keel", REWORDED, "e:keel")])

    aligned = align([one, other], (BRANDT,), lineage_of(one, other))

    assert claim_with(aligned, "power", one, other).status is Status.CORROBORATED


def test_two_speakers_quoted_with_like_words_are_one_utterance(annotate: Annotate, lineage_of: LineageOf) -> None:
    articles = [
        annotate(outlet, f'{speaker} said: "{words}."', said=[(speaker, words, f"e:{speaker}")])
        for outlet, speaker, words in (("Herald", "Brandt", CONTENT), ("Courier", "Keel", REWORDED))
    ]

    aligned = align(articles, (), lineage_of(*articles))

    assert claim_with(aligned, "power", *articles).status is Status.ONE_VOICE


@pytest.mark.parametrize("pronoun", ["he", "officials"])
def test_unresolved_and_equal_sources_do_not_confirm_each_other(
    annotate: Annotate, lineage_of: LineageOf, pronoun: str
) -> None:
    articles = [
        annotate(name, f"{pronoun.title()} said {words}.", said=[(pronoun.title(), words, pronoun)])
        for name, words in (("Herald", CONTENT), ("Courier", REWORDED))
    ]

    aligned = align(articles, (), lineage_of(*articles))

    assert claim_with(aligned, "power", *articles).status is Status.ONE_VOICE


def test_two_reprints_of_one_agency_are_one_voice(annotate: Annotate, lineage_of: LineageOf) -> None:
    one = annotate("Herald", "The ferry Alma sank near the Selwick lighthouse on Tuesday.", agency=("Nordwire",))
    other = annotate("Courier", "Near the Selwick lighthouse the ferry Alma sank.", agency=("Nordwire",))

    aligned = align([one, other], (), lineage_of(one, other))

    claim = claim_with(aligned, "sank", one, other)
    assert (claim.status, claim.voices) == (Status.ONE_VOICE, ("Nordwire",))


def copied(one: AnnotatedArticle, other: AnnotatedArticle, shared_as: SharedAs = SharedAs.COPY) -> Lineage:
    """A lineage in which the second article reprints the whole of the first."""
    ours, theirs = (Span(a.article.id, 0, len(a.article.text)) for a in (one, other))
    origin = Origin("origin:1", one.article.name, None, True, (one.article.id, other.article.id), None)
    derivation = Derivation(
        other.article.id, one.article.id, Relation.DIRECT, "reprint", 1.0, 1.0, (Passage(theirs, ours, False),), (), ()
    )
    derivations = (derivation,) if shared_as is SharedAs.COPY else ()
    return Lineage((origin,), derivations, (), (SharedPassage(ours, theirs, False, shared_as),), ())


TEXT = "The ferry Alma sank near the Selwick lighthouse with {} sailors aboard. The harbour was closed until Friday."


def test_a_reprint_counts_once(annotate: Annotate) -> None:
    one, other = annotate("Herald", TEXT.format(12)), annotate("Courier", TEXT.format(12))

    aligned = align([one, other], (), copied(one, other))

    claim = claim_with(aligned, "sank", one, other)
    assert (claim.status, claim.outlets, claim.origins) == (Status.ECHOED, 2, 1)
    assert {w.origin for w in claim.witnesses} == {"origin:1"}
    assert any("passage" in reason for reason in claim.reasons)


@pytest.mark.parametrize("shared_as", [SharedAs.BACKGROUND, SharedAs.QUOTATION])
def test_words_shared_in_any_way_collapse_to_one_origin(
    annotate: Annotate, lineage_of: LineageOf, shared_as: SharedAs
) -> None:
    one, other = annotate("Herald", TEXT.format(12)), annotate("Courier", TEXT.format(12))
    shared = copied(one, other, shared_as).shared
    lineage = Lineage(lineage_of(one, other).origins, (), (), shared, ())

    assert claim_with(align([one, other], (), lineage), "sank", one, other).status is Status.ECHOED


def test_a_number_changed_in_a_copied_passage_is_the_copys_own_assertion(annotate: Annotate) -> None:
    one, other = annotate("Herald", TEXT.format(12)), annotate("Courier", TEXT.format(21))

    aligned = align([one, other], (), copied(one, other))

    claim = claim_with(aligned, "sank", one, other)
    assert [w.origin for w in claim.witnesses] == ["origin:1", "courier"]
    assert claim.status is Status.DISPUTED
    (disagreement,) = aligned.disagreements
    assert (disagreement.kind, disagreement.compatible) == (DisagreementKind.NUMBER, False)
    assert "Herald" in disagreement.explanation
    assert "Courier" in disagreement.explanation


@pytest.mark.parametrize(
    ("one", "other", "kind", "compatible"),
    [
        pytest.param(
            "The storm killed 12 sailors at Selwick.",
            "The storm killed 15 sailors at Selwick.",
            DisagreementKind.NUMBER,
            False,
            id="toll of one day",
        ),
        pytest.param(
            "The storm sank about 50 boats at Selwick.",
            "The storm sank 48 boats at Selwick.",
            DisagreementKind.NUMBER,
            True,
            id="about",
        ),
        pytest.param(
            "The Selwick council approved the new harbour plan.",
            "The Selwick council did not approve the new harbour plan.",
            DisagreementKind.POLARITY,
            False,
            id="polarity",
        ),
        pytest.param(
            "This is a shift in the island's fishing position.",
            "The island's fishing position remains unchanged.",
            DisagreementKind.CHARACTERISATION,
            False,
            id="shift against unchanged",
        ),
    ],
)
def test_disagreement(
    annotate: Annotate, lineage_of: LineageOf, one: str, other: str, kind: DisagreementKind, compatible: bool
) -> None:
    articles = [annotate("Herald", one), annotate("Courier", other)]

    aligned = align(articles, (), lineage_of(*articles))

    assert [(d.kind, d.compatible) for d in aligned.disagreements] == [(kind, compatible)]
    (disagreement,) = aligned.disagreements
    assert len(disagreement.sides) == 2
    disputed = {c.id for c in aligned.claims if c.status is Status.DISPUTED}
    assert disputed == (set() if compatible else set(disagreement.claims))


def test_a_rank_and_a_lower_limit_are_compatible(annotate: Annotate, lineage_of: LineageOf) -> None:
    names = {"Brandt": "e:brandt", "Keel": "e:keel"}
    one = annotate("Herald", "A fourth meeting of Brandt and Keel took place on Friday.", names=names)
    other = annotate(
        "Courier", "Keel has held talks with officials, including at least three meetings with Brandt.", names=names
    )

    (disagreement,) = align([one, other], (), lineage_of(one, other)).disagreements

    assert (disagreement.kind, disagreement.compatible) == (DisagreementKind.NUMBER, True)
    assert {side.value for side in disagreement.sides} == {"fourth meeting", "at least three meetings"}


def test_an_article_that_calls_a_shift_what_its_source_calls_unchanged(
    annotate: Annotate, lineage_of: LineageOf
) -> None:
    text = "This is one of the few shifts in the island's stance. Brandt noted that this position remains unchanged."
    one = annotate("Herald", text, said=[("Brandt", "this position remains unchanged", "e:brandt")])

    (disagreement,) = align([one], (), lineage_of(one)).disagreements

    assert (disagreement.kind, disagreement.compatible) == (DisagreementKind.CHARACTERISATION, False)


def test_a_toll_that_grows_is_compatible(annotate: Annotate, lineage_of: LineageOf) -> None:
    one = annotate("Herald", "The storm killed 12 sailors at Selwick.", day="2031-03-04")
    other = annotate("Courier", "The storm killed 15 sailors at Selwick.", day="2031-03-05")

    (disagreement,) = align([one, other], (), lineage_of(one, other)).disagreements

    assert disagreement.compatible


def test_days_of_one_event_differ(annotate: Annotate, lineage_of: LineageOf) -> None:
    one = annotate("Herald", "The council closed the Selwick harbour on Monday.", times={"Monday": "2031-03-03"})
    other = annotate("Courier", "The council closed the Selwick harbour on Tuesday.", times={"Tuesday": "2031-03-04"})

    (disagreement,) = align([one, other], (), lineage_of(one, other)).disagreements

    assert (disagreement.kind, disagreement.compatible) == (DisagreementKind.DATE, False)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("The Selwick talks were constructive.", "The Selwick talks were productive.", id="like words"),
        pytest.param("The storm sank 50 boats.", "The council bought 12 boats.", id="other events"),
    ],
)
def test_no_disagreement(annotate: Annotate, lineage_of: LineageOf, one: str, other: str) -> None:
    articles = [annotate("Herald", one), annotate("Courier", other)]

    assert align(articles, (), lineage_of(*articles)).disagreements == ()


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("shift", "unchanged", True),
        ("guilty", "innocent", True),
        ("constructive", "productive", False),
        ("talk", "talk", False),
    ],
)
def test_opposites(one: str, other: str, expected: bool) -> None:
    assert is_opposite(one, other) is expected
    assert is_opposite(other, one) is expected


def test_words_are_related_by_sense_root_and_ending() -> None:
    assert relation("kill", "kill") == "equal"
    assert relation("explosion", "explode") == "derived"
    assert relation("investigator", "investigate") in {"derived", "inflected"}
    assert relation("ferry", "council") == ""


def test_a_pronoun_gives_way_to_the_name_it_stands_for(annotate: Annotate, lineage_of: LineageOf) -> None:
    from dataclasses import replace

    from tellings.records import Mention, MentionForm

    one = annotate("Herald", "Ilse Brandt left the pier. She closed the harbour gates at noon.")
    she = Span(one.article.id, one.article.text.index("She"), one.article.text.index("She") + 3)
    pronoun = Mention(she, EntityType.PERSON, MentionForm.PRONOUN, "Ilse Brandt", "", "e:brandt")
    one = replace(one, mentions=(pronoun,))

    aligned = align([one], (BRANDT,), lineage_of(one))

    assert "[Ilse Brandt] closed the harbour gates at noon." in [c.text for c in aligned.claims]


def test_the_same_input_gives_the_same_output_in_any_mention_order(annotate: Annotate, lineage_of: LineageOf) -> None:
    one, other = annotate("Herald", TEXT.format(12)), annotate("Courier", TEXT.format(15))

    assert align([one, other], (), lineage_of(one, other)) == align([one, other], (), lineage_of(one, other))


def test_claims_are_numbered_best_supported_first(annotate: Annotate, lineage_of: LineageOf) -> None:
    one = annotate("Herald", "Schools stayed open. The ferry Alma sank near the Selwick lighthouse.")
    other = annotate("Courier", "The ferry Alma sank near the Selwick lighthouse at dawn.")

    claims = align([one, other], (), lineage_of(one, other)).claims

    assert [c.id for c in claims] == [f"c{n}" for n in range(1, len(claims) + 1)]
    assert claims[0].outlets == 2
    assert claims[-1].absent_from == ("courier",)


def test_nothing_in_gives_nothing_out(annotate: Annotate, lineage_of: LineageOf) -> None:
    empty = annotate("Herald", "")

    assert align([], (), lineage_of()) == Aligned((), ())
    assert align([empty], (), lineage_of(empty)) == Aligned((), ())


def test_a_story_of_ten_articles_takes_seconds_at_most(annotate: Annotate, lineage_of: LineageOf) -> None:
    nouns = [
        "ferry",
        "council",
        "storm",
        "harbour",
        "market",
        "captain",
        "school",
        "bridge",
        "union",
        "island",
        "crew",
        "mayor",
        "reef",
        "cargo",
        "pilot",
    ]
    verbs = ["closed", "reached", "damaged", "praised", "blocked", "opened", "searched", "bought", "crossed", "warned"]
    sentences = [
        f"The {noun} {verbs[(i + k) % 10]} the {nouns[(i * 3 + k) % 15]} with {i + k} boats."
        for k in range(8)
        for i, noun in enumerate(nouns)
    ]
    articles = [annotate(f"Outlet {n}", " ".join(sentences[n * 4 : n * 4 + 40])) for n in range(10)]

    started = time.process_time()
    align(articles, (), lineage_of(*articles))

    # 1.5 s of the processor is the aim; the rest is room for a slower one.
    assert time.process_time() - started < 5

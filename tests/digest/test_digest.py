"""The digest, on invented claims: what happened first, nothing twice, every sentence whole and with its evidence."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digested import at, claim, lineage, read, report
from tellings.digest import DigestSettings, digest_of
from tellings.records import (
    AnnotatedArticle,
    ArticleId,
    Attribution,
    AttributionKind,
    Claim,
    Disagreement,
    DisagreementKind,
    EntityType,
    Mention,
    MentionForm,
    Origin,
    SentenceKind,
    Side,
    Span,
    SpeakerKind,
    Status,
)


def texts(reports: list[AnnotatedArticle], *claims: Claim) -> list[str]:
    return [sentence.text for sentence in digest_of(reports, claims, ())]


DAM = "The Orrin dam broke on Monday and flooded the lower town."
TOLL = "Four mill workers are missing since the flood."
OVEN = "The bakery opened a second oven in spring."
A = report("Tarn Echo", f"{DAM} {TOLL} {OVEN}")
B = report(
    "Fell Post",
    f"A dam above Orrin gave way on Monday, and water flooded its lower town. Four workers are missing. {OVEN}",
)


def test_what_happened_stands_before_what_is_better_supported() -> None:
    broke = claim(1, Status.ONE_VOICE, (A, DAM), (B, "A dam above Orrin gave way on Monday"))
    oven = claim(2, Status.CORROBORATED, (A, OVEN), (B, OVEN))

    assert texts([A, B], oven, broke)[1:] == [OVEN]


def test_what_only_one_outlet_tells_comes_under_its_name() -> None:
    assert texts([A], claim(1, Status.SINGLE, (A, TOLL))) == [f"Tarn Echo reports: {TOLL}"]


def test_what_independent_texts_tell_needs_no_name() -> None:
    told = claim(1, Status.CORROBORATED, (A, TOLL), (B, "Four workers are missing"))

    assert texts([A, B], told) in (["Four workers are missing."], [TOLL])


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        (Origin("o", "Wire dispatch", "Halden Wire", False, (), None), "As 2 outlets carry from Halden Wire: "),
        (
            Origin("o", "Tarn Echo", None, True, (ArticleId("Tarn Echo"),), None),
            "As 2 outlets tell in the same words: ",
        ),
        (Origin("o", "dispatch", None, False, (), None), "As 2 outlets tell in the same words: "),
    ],
    ids=["of an agency", "of one of the two", "of nobody known"],
)
def test_an_echo_is_called_one(origin: Origin, expected: str) -> None:
    told = claim(1, Status.ECHOED, (A, OVEN), (B, OVEN))
    told = replace(told, witnesses=tuple(replace(witness, origin="o") for witness in told.witnesses))

    (sentence,) = digest_of([A, B], [told], (), lineage(origin))

    assert (sentence.lead_in, sentence.text) == (expected, expected + OVEN)


def test_only_is_said_of_what_no_other_outlet_tells() -> None:
    broke = "The Orrin dam broke on Monday and water flooded the lower town."
    alone = "Engineer Ilse Varga had resigned over cracks in the Orrin dam in 2019."
    others = "The town is dark. Nobody was hurt. Rain fell. A school is closed. The river is high. Roads are cut."
    reports = [
        read(name, f"{broke} Wind blew. {rest}") for name, rest in (("Echo", f"{alone} {others}"), ("P", ""), ("M", ""))
    ]
    claims = [
        claim(1, Status.CORROBORATED, *((source, broke) for source in reports)),
        claim(2, Status.SINGLE, (reports[0], alone)),
    ]

    found = digest_of(reports, claims, (), settings=DigestSettings(least=1))

    assert [s.text for s in found] == [broke, f"Only Echo reports: {alone}"]


def test_only_is_not_said_where_another_outlet_tells_it_in_other_words() -> None:
    broke = "The Orrin dam broke on Monday and water flooded the lower town."
    alone = "Engineer Ilse Varga had resigned over cracks in the Orrin dam in 2019."
    other = "Ilse Varga, an engineer, had resigned over cracks in 2019."
    reports = [read(name, f"{broke} {rest}") for name, rest in (("Echo", alone), ("Post", other), ("Mail", ""))]
    claims = [
        claim(1, Status.CORROBORATED, *((source, broke) for source in reports)),
        claim(2, Status.SINGLE, (reports[0], alone)),
    ]

    assert [s.text for s in digest_of(reports, claims, (), settings=DigestSettings(least=1))] == [broke]


def test_the_same_matter_in_other_words_is_told_once() -> None:
    again = report("Moor Mail", "On Monday the Orrin dam broke, which flooded the lower town.")
    claims = [claim(1, Status.CORROBORATED, (A, DAM)), claim(2, Status.CORROBORATED, (again, again.article.text))]

    assert len(texts([A, again], *claims)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Flood reaches the lower town of Orrin",
        "“The water came at night and took the mill, he said.",
        "We will keep you informed about the flood in Orrin.",
        "He had warned the council of the dam for years.",
        "However, the two will not be tried before autumn.",
        "This decision was criticised by the council of Orrin.",
        "Read more about the flood and the dam of Orrin here.",
        "Water flows through the lower town of Orrin, Sunday, Nov. 13, 2016.",
        "In an unrelated incident, a barn burned down near Orrin.",
        "Who will pay for the new dam above Orrin?",
    ],
    ids=[
        "no stop", "half a quotation", "the desk itself", "nobody's pronoun", "two ties", "a word that points back",
        "a signpost", "an agency's caption", "something else", "a question",
    ],
)  # fmt: skip
def test_a_sentence_that_cannot_stand_alone_is_not_taken(text: str) -> None:
    source = report("Tarn Echo", text)

    assert texts([source], claim(1, Status.SINGLE, (source, text))) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("However, the Orrin dam broke at night.", "The Orrin dam broke at night."),
        ("But the Orrin dam broke at night.", "The Orrin dam broke at night."),
        ("ORRIN, Tarnland (Halden Wire) - The dam broke at night.", "The dam broke at night."),
        ("ORRIN — The dam above the town broke at night.", "The dam above the town broke at night."),
        ("Orrin (HW) – The dam above the town broke at night.", "The dam above the town broke at night."),
        ("Updated: The dam above the town broke at night.", "The dam above the town broke at night."),
    ],
    ids=["however", "but", "dateline with agency", "dateline", "dateline in lower case", "label"],
)
def test_what_ties_a_sentence_to_its_page_is_cut(text: str, expected: str) -> None:
    source = report("Tarn Echo", text)
    clause = text[text.index("dam") : -1]

    assert texts([source], claim(1, Status.CORROBORATED, (source, clause))) == [expected]


def person(words: str, source: str, name: str, form: MentionForm = MentionForm.PRONOUN) -> Mention:
    start = source.index(words)
    return Mention(Span(ArticleId("Tarn Echo"), start, start + len(words)), EntityType.PERSON, form, name, "a reason")


def test_a_pronoun_whose_name_is_certain_is_replaced_and_its_name_cited() -> None:
    text = "Ada Bohl is the engineer of Orrin. She had warned the council of the dam in March."
    mentions = (person("Ada Bohl", text, "Ada Bohl", MentionForm.NAME), person("She", text, "Ada Bohl"))
    source = report("Tarn Echo", text, mentions=mentions)

    (found,) = digest_of([source], [claim(1, Status.CORROBORATED, (source, text[35:-1]))], ())

    assert found.text == "[Ada Bohl] had warned the council of the dam in March."
    assert [span.wording(text) for span in found.citations] == [text[35:], text[:34]]
    assert 0.5 <= found.entailment < 1


@pytest.mark.parametrize(
    "before",
    [
        "The engineer of Orrin resigned.",
        "Ada Bohl is the engineer of Orrin. Mira Lund leads its council.",
        "The council of Orrin thanked Ada Bohl.",
    ],
    ids=["no name", "another name between", "not the subject"],
)
def test_a_pronoun_whose_name_is_not_certain_is_not_replaced(before: str) -> None:
    text = f"{before} She had warned of the dam in March."
    names = [name for name in ("Ada Bohl", "Mira Lund") if name in text]
    mentions = [person(name, text, name, MentionForm.NAME) for name in names] + [person("She", text, "Ada Bohl")]
    source = report("Tarn Echo", text, mentions=tuple(mentions))

    assert texts([source], claim(1, Status.CORROBORATED, (source, text[len(before) + 1 : -1]))) == []


def test_attribution_inside_the_sentence_is_kept_and_nothing_put_before_it() -> None:
    text = "The dam had been inspected in March, the water board said."
    name = ArticleId("Tarn Echo")
    start = text.index("the water board")
    said = Attribution(
        "s1", AttributionKind.INDIRECT, (Span(name, start, start + 15),), (Span(name, start + 16, start + 20),),
        (Span(name, 0, 35),), "the water board", SpeakerKind.NAMED, "",
    )  # fmt: skip
    source = report("Tarn Echo", text, attributions=(said,))
    told = claim(1, Status.SINGLE, (source, text[:35]), attribution="s1", voice="the water board")

    assert texts([source], told) == [text]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (SpeakerKind.NAMED, ["According to the water board, Tarn Echo reports: The dam had been inspected in March."]),
        (SpeakerKind.UNKNOWN, []),
    ],
    ids=["known", "unknown"],
)
def test_words_of_a_speaker_outside_the_sentence_stand_under_his_name(kind: SpeakerKind, expected: list[str]) -> None:
    text = "The water board spoke on Monday. The dam had been inspected in March."
    name = ArticleId("Tarn Echo")
    said = Attribution(
        "s1", AttributionKind.INDIRECT, (Span(name, 0, 15),), (Span(name, 16, 21),), (Span(name, 33, 68),),
        "the water board" if kind is SpeakerKind.NAMED else None, kind, "",
    )  # fmt: skip
    source = report("Tarn Echo", text, attributions=(said,))
    told = claim(1, Status.SINGLE, (source, text[33:68]), attribution="s1", voice="the water board")

    assert texts([source], told) == expected


def test_a_flat_sentence_never_stands_for_what_one_speaker_vouches_for() -> None:
    told = replace(claim(1, Status.ONE_VOICE, (A, TOLL), (B, "Four workers are missing")), voices=("the mayor",))

    assert texts([A, B], told) == []


def test_the_first_claim_of_a_sentence_is_the_one_it_was_chosen_for() -> None:
    minor = claim(1, Status.SINGLE, (A, "flooded the lower town"))
    main = claim(2, Status.CORROBORATED, (A, DAM))

    (sentence,) = digest_of([A], [minor, main], ())

    assert sentence.claims == ("c2", "c1")


def test_a_witness_that_says_something_else_is_not_cited() -> None:
    other = report("Moor Mail", "Snow fell on the northern hills for a third day.")
    told = claim(1, Status.CORROBORATED, (A, TOLL), (B, "Four workers are missing"), (other, other.article.text))

    (sentence,) = digest_of([A, B, other], [told], ())

    assert {span.article_id for span in sentence.citations} == {"Tarn Echo", "Fell Post"}


@pytest.mark.parametrize(
    ("counted", "cited"),
    [
        ("Five mill workers", {"Tarn Echo", "Fell Post"}),
        ("Some 4 mill workers", {"Tarn Echo", "Fell Post", "Moor Mail"}),
    ],
    ids=["another figure", "the same"],
)
def test_a_report_with_another_figure_is_not_cited(counted: str, cited: set[str]) -> None:
    first = report("Tarn Echo", f"{DAM} {TOLL.replace('Four', '4')}")
    other = report("Moor Mail", f"{counted} are missing since the flood.")
    told = claim(1, Status.CORROBORATED, (first, first.article.text[len(DAM) + 1 :]), (B, "Four workers are missing"))
    told = replace(told, witnesses=(*told.witnesses, *claim(2, Status.SINGLE, (other, other.article.text)).witnesses))
    sides = (
        Side("4 mill workers", (at(first, "4 mill workers"), at(B, "Four workers"))),
        Side(counted, (at(other, counted),)),
    )
    found = Disagreement("d1", DisagreementKind.NUMBER, True, "Counts grow.", sides, ())

    sentence = digest_of([first, B, other], [told], [found])[0]

    assert {span.article_id for span in sentence.citations} == cited


def test_a_claim_for_which_no_other_outlet_can_be_cited_is_not_told_as_one_of_several() -> None:
    assert texts([A, B], claim(1, Status.CORROBORATED, (A, TOLL), (B, OVEN[:-1]))) == [f"Tarn Echo reports: {TOLL}"]


def test_a_disagreement_follows_with_every_report_of_every_side() -> None:
    died = "people died when the Orrin dam broke."
    reports = counting(f"Twelve {died}", f"Fifteen {died}")
    sides = (
        Side("Twelve people", (at(reports[0], "Twelve people died"), at(reports[1], "Twelve people died"))),
        Side("Fifteen people", (at(reports[2], "Fifteen people died"),)),
    )
    found = Disagreement("d1", DisagreementKind.NUMBER, False, "Accounts give different numbers.", sides, ())

    (sentence,) = digest_of(reports, (), [found])

    assert (sentence.kind, sentence.text, [span.article_id for span in sentence.citations]) == (
        SentenceKind.DISPUTE,
        "Accounts give different numbers.",
        ["Tarn Echo", "Fell Post", "Moor Mail"],
    )


def counting(one: str, other: str) -> list[AnnotatedArticle]:
    """Three reports, two of them of one text, in which "Orrin" is a place."""

    def place(name: str, text: str) -> Mention:
        start = text.index("Orrin")
        return Mention(Span(ArticleId(name), start, start + 5), EntityType.PLACE, MentionForm.NAME, "Orrin")

    told = {"Tarn Echo": one, "Fell Post": one, "Moor Mail": other}
    return [report(name, text, mentions=(place(name, text),)) for name, text in told.items()]


@pytest.mark.parametrize(
    ("one", "other", "values"),
    [
        ("A 61-year-old man died in Orrin.", "A 26-year-old man died in Orrin.", ("61-year", "26-year")),
        ("The Orrin dam cost 12 crowns.", "Engineers in Orrin found 15 cracks.", ("12 crowns", "15 cracks")),
    ],
    ids=["ages of two people", "two matters"],
)  # fmt: skip
def test_a_conflict_that_is_likely_none_is_not_told(one: str, other: str, values: tuple[str, str]) -> None:
    reports = counting(one, other)
    sides = (Side(values[0], (at(reports[0], one),)), Side(values[1], (at(reports[2], other),)))
    found = Disagreement("d1", DisagreementKind.NUMBER, False, "Accounts give different numbers.", sides, ())

    assert digest_of(reports, (), [found]) == ()


def test_a_surname_gets_its_given_name_where_the_report_has_it_and_nobody_shares_it() -> None:
    text = "Ada Bohl is the engineer of Orrin. In spring Bohl had warned the council of the dam."
    mentions = (
        person("Ada Bohl", text, "Ada Bohl", MentionForm.NAME),
        replace(
            person("Ada Bohl", text, "Ada Bohl", MentionForm.NAME),
            span=Span(ArticleId("Tarn Echo"), text.index("Bohl had"), text.index("Bohl had") + 4),
        ),
    )
    source = report("Tarn Echo", text, mentions=mentions)

    (found,) = digest_of([source], [claim(1, Status.CORROBORATED, (source, text[35:-1]))], ())

    assert found.text == "In spring [Ada] Bohl had warned the council of the dam."
    assert [span.wording(text) for span in found.citations] == [text[35:], text[:34]]


def test_a_disagreement_whose_values_cannot_be_read_where_it_points_is_not_told() -> None:
    sides = (Side("four", (at(A, "Four mill workers"),)), Side("eleven", (at(B, "Four workers"),)))
    found = Disagreement("d1", DisagreementKind.NUMBER, False, "Accounts give different numbers.", sides, ())

    assert digest_of([A, B], (), [found]) == ()


def test_every_citation_resolves_and_the_digest_keeps_its_length() -> None:
    source = report(
        "Tarn Echo",
        "Rain damaged a quarry near Orrin. Firemen pumped out eleven cellars overnight. The railway stopped for hours. "
        "Schools remain shut until Thursday. Engineers doubt the upper sluice.",
    )
    claims = [
        claim(n, Status.CORROBORATED, (source, span.wording(source.article.text)))
        for n, span in enumerate(source.sentences)
    ]

    found = digest_of([source], claims, (), settings=DigestSettings(most=3, least=3))

    assert len(found) == 3
    assert all(span.wording(source.article.text) for sentence in found for span in sentence.citations)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("ab .,;:!?\"'“”‘’()[]—-\nABC1", min_size=1, max_size=60), min_size=1, max_size=6))
def test_any_text_gives_sentences_that_stand_in_it(pieces: list[str]) -> None:
    text = " ".join(pieces)
    sources = [report(name, text) for name in ("Tarn Echo", "Fell Post")]
    claims = [
        claim(n, status, *((source, piece) for source in sources))
        for n, (piece, status) in enumerate(zip(pieces, [*Status, Status.ECHOED], strict=False))
    ]

    found = digest_of(sources, claims, ())

    assert found == digest_of(sources, claims, ())
    for sentence in found:
        assert sentence.citations
        assert all(0 <= span.start < span.end <= len(text) for span in sentence.citations)
        assert sentence.text.startswith(sentence.lead_in)

"""Texts that nobody has, known from their copies, on an invented event: a ferry runs aground off the town of Skerry."""

import pytest

from tellings.lineage import LineageSettings, trace
from tellings.lineage.reconstruction import restored
from tellings.lineage.tracing import families
from tellings.records import Article, ArticleId, EditKind, EditPurpose, Lineage, Origin

AGROUND = "A ferry with two hundred passengers ran aground off Skerry harbour shortly before midnight on Sunday."
TUGS = "Two tugs pulled at her stern until the tide turned, and then let her lie on the sandbank until morning."
CALM = "The sea was calm and nobody was hurt, the coastguard said, though a cook burned his hand on the stove."
CHART = "The master told the harbour office that the buoy which marks the bank had drifted in the spring storms."
BUOY = "The pilots' guild has asked for a new buoy since March and was told that the budget had been spent."
SHEEP = "Forty sheep on the car deck were led ashore over a plank by two farmers and a dog called Pepper."
SCHOOL = "The school in Skerry gave the passengers soup and blankets, and the choir sang for them until dawn."
REFUND = "The line will pay back all fares and has put a second boat on the route until the hull is inspected."
INQUIRY = "An inquiry will begin on Thursday in the old customs house and is expected to take at least three weeks."
CREDIT = "First published by The Strait Herald."


def article(name: str, *paragraphs: str, outlet: str | None = None) -> Article:
    text = "\n\n".join(paragraphs)
    own = outlet or f"The {name.title()} Post"
    return Article(ArticleId(name), f"{name}.txt", text, "", own, (), (), None, None, "en", None, (), ())


def unseen(lineage: Lineage) -> list[Origin]:
    return [origin for origin in lineage.origins if not origin.seen]


CUT_EACH_ITS_OWN = [
    article(
        "alp",
        f"{AGROUND} {TUGS}",
        f"{CHART} {BUOY}",
        f"{SHEEP} {SCHOOL}",
        INQUIRY,
        "First published by The Strait Herald.",
    ),
    article("brook", f"{AGROUND} {TUGS} {CALM}", f"{CHART}", f"{SHEEP} {SCHOOL} {REFUND}", INQUIRY),
    article("crag", f"{AGROUND} {CALM}", f"{CHART} {BUOY}", f"{SHEEP} {REFUND}", INQUIRY),
]


def test_a_credit_to_an_outlet_that_is_not_there_names_the_unseen_text() -> None:
    (found,) = unseen(trace(CUT_EACH_ITS_OWN))

    assert found.name == "The Strait Herald text (not among the inputs)"
    assert found.agency == "The Strait Herald"
    assert set(found.articles) == {"alp", "brook", "crag"}


def test_the_reconstruction_has_what_the_closest_copy_lacks_in_its_place() -> None:
    (found,) = unseen(trace(CUT_EACH_ITS_OWN))

    assert found.reconstruction == "\n\n".join(
        [f"{AGROUND} {TUGS} {CALM}", f"{CHART} {BUOY}", f"{SHEEP} {SCHOOL} {REFUND}", INQUIRY]
    )


def test_a_sentence_that_the_closest_copy_lacks_is_a_variant_and_a_cut() -> None:
    lineage = trace(CUT_EACH_ITS_OWN)
    (found,) = unseen(lineage)
    closest = found.articles[0]
    missing = next(
        s
        for s in (TUGS, CALM, BUOY, SCHOOL, REFUND)
        if all(s not in a.text for a in CUT_EACH_ITS_OWN if a.id == closest)
    )

    variants = [{r.span.article_id: r.text for r in v.readings} for v in lineage.variants]
    edits = next(d.edits for d in lineage.derivations if d.child == closest)

    assert any(readings.get(closest) == "" and missing in readings.values() for readings in variants)
    assert (EditKind.DROPPED, EditPurpose.CUT, missing) in {(e.kind, e.purpose, e.parent_text) for e in edits}


def test_the_reasons_say_why_an_unseen_text_stands_behind() -> None:
    derivation = trace(CUT_EACH_ITS_OWN).derivations[0]

    assert any("credits The Strait Herald, which is not among the inputs" in reason for reason in derivation.reasons)
    assert any("No order of writing" in reason for reason in derivation.reasons)


@pytest.mark.parametrize(
    "line",
    [
        "First published by The Strait Herald.",
        "With material from The Strait Herald.",
        "By The Strait Herald staff",
        "(The Strait Herald)",
        "— The Strait Herald",
    ],
)
def test_both_copies_of_a_credited_text_hang_from_it(line: str) -> None:
    one = article("alp", AGROUND, TUGS, CALM, line)
    other = article("brook", AGROUND, TUGS, CALM, CHART, line)

    assert [set(origin.articles) for origin in unseen(trace([one, other]))] == [{"alp", "brook"}]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("By Milo Anders", id="a person"),
        pytest.param("First published by The Brook Post.", id="the other outlet"),
        pytest.param("(Skerry)", id="a place"),
    ],
)
def test_a_line_that_names_nobody_absent_makes_no_unseen_text(line: str) -> None:
    one = article("alp", AGROUND, TUGS, CALM, line)
    other = article("brook", AGROUND, TUGS, CALM, CHART)

    assert unseen(trace([one, other])) == []


def test_an_original_that_has_all_its_copies_have_is_no_copy() -> None:
    whole = article("alp", f"{AGROUND} {TUGS} {CALM}", f"{CHART} {BUOY}", f"{SHEEP} {SCHOOL} {REFUND}", INQUIRY)

    lineage = trace([whole, *CUT_EACH_ITS_OWN[1:]])

    assert unseen(lineage) == []
    assert {(d.child, d.parent) for d in lineage.derivations} == {("brook", "alp"), ("crag", "alp")}


def test_without_a_sign_either_way_the_direction_is_open_and_nothing_unseen_is_said() -> None:
    lineage = trace([article("alp", AGROUND, TUGS, CALM), article("brook", AGROUND, TUGS, CALM)])

    assert unseen(lineage) == []
    assert [d.decided for d in lineage.derivations] == [False]
    assert "or both a common source" in lineage.derivations[0].reasons[-1]


def test_the_text_with_the_usual_words_came_first() -> None:
    usual = [
        "The former leader said that many voters in the country want more help for the poor and a new election.",
        "She told reporters that the party will meet again after the summer because the issue is still open.",
        "Officials in the city said the program began last year and has helped nearly two hundred families.",
    ]
    rare = [
        usual[0].replace("former", "erstwhile").replace("voters", "electors"),
        usual[1].replace("issue", "quandary"),
        usual[2].replace("helped", "succoured").replace("began", "commenced"),
    ]

    derivation = trace([article("alp", *rare), article("brook", *usual)]).derivations[0]

    assert (derivation.child, derivation.parent, derivation.decided) == ("alp", "brook", True)
    assert any("the usual one" in reason for reason in derivation.reasons)


def test_words_changed_at_random_say_nothing_of_the_direction() -> None:
    one = [
        "The former leader said that many electors in the country want more help for the poor and a new election.",
        "She told reporters that the party will meet again after the summer because the quandary is still open.",
    ]
    other = [one[0].replace("former", "erstwhile").replace("electors", "voters"), one[1].replace("quandary", "issue")]

    derivation = trace([article("alp", *one), article("brook", *other)]).derivations[0]

    assert not any("the usual one" in reason for reason in derivation.reasons)


def test_what_a_copy_of_a_copy_has_from_that_copy_is_no_sign_of_an_unseen_text() -> None:
    whole = [f"{AGROUND} {TUGS} {CALM}", f"{CHART} {BUOY}", SHEEP, INQUIRY]
    longer = [f"{AGROUND} {TUGS} {SCHOOL}", f"{CHART} {REFUND}", SHEEP]
    credit = "First published by The Brook Post."
    made = [
        article("alp", *whole),
        article("brook", *longer, "First published by The Alp Post."),
        article("crag", *longer[:2], credit),
        article("dale", *longer, credit),
    ]

    assert unseen(trace(made)) == []


@pytest.mark.parametrize(
    ("branches", "has_addition"),
    [
        pytest.param({"crag": "brook"}, False, id="crag copied brook"),
        pytest.param({}, True, id="three copies of one text"),
    ],
)
def test_what_only_a_copy_and_its_own_copy_have_is_its_addition(branches: dict[str, str], has_addition: bool) -> None:
    made = [
        article("alp", f"{AGROUND} {TUGS}", CHART, f"{SHEEP} {SCHOOL}", INQUIRY),
        article("brook", f"{AGROUND} {TUGS}", BUOY, CHART, SHEEP, INQUIRY),
        article("crag", f"{AGROUND} {TUGS}", BUOY, CHART, f"{SHEEP} {SCHOOL}", INQUIRY),
    ]
    (family,) = families(made, LineageSettings())

    text = restored([family.sheets[a.id] for a in made], family.pairs, branches=branches).text()

    assert (BUOY in text) is has_addition
    assert all(sentence in text for sentence in (AGROUND, TUGS, CHART, SHEEP, SCHOOL, INQUIRY))

"""Who copied whom, on an invented event: a landslide closes the pass road above the town of Oberkamm."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.lineage import trace
from tellings.records import (
    Article,
    ArticleId,
    Derivation,
    EditKind,
    Lineage,
    Origin,
    Precision,
    Published,
    Relation,
    SharedAs,
)

LEAD = (
    "A landslide buried forty metres of the Kamm pass road on Tuesday night, cutting the valley off from the capital."
)
WARNED = "Engineers had warned of loose rock above the third tunnel since the floods of last spring."
TRAPPED = "Two lorry drivers were trapped in their cabs for six hours before firefighters reached them with ropes."
DIGGING = "Diggers started work at dawn, but the road will stay closed for at least ten days, the roads office reckons."
DETOUR = "Drivers must take the lake road through Seeweiler, which adds ninety minutes to the trip."
SCHOOLS = "Schools in the upper valley will hold lessons by radio until buses can run again, as they did in 1998."
TRADE = "The valley's cheese makers fear for the autumn market, which brings them a third of their yearly income."
QUOTE = '"We heard the mountain cough, and then the lights of the tunnel were gone," said driver Milo Anders.'
DISPATCH = [LEAD, WARNED, TRAPPED, DIGGING, DETOUR, SCHOOLS, TRADE]

OTHER = [
    "Striking dockers in Port Varnik voted on Monday to return to work after the owners raised night pay by a tenth.",
    "The vote was close, with nine hundred for the offer and eight hundred and sixty against it.",
    "Cranes will move again from Wednesday morning, the harbour master told reporters at the gate.",
    "Forty ships lie at anchor in the bay, some of them with fruit that has begun to rot.",
]


def text(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs)


def article(
    name: str,
    *paragraphs: str,
    outlet: str | None = None,
    published: str | None = None,
    agency: tuple[str, ...] = (),
    dateline: str | None = None,
) -> Article:
    precision = Precision.MINUTE if published and len(published) > 10 else Precision.DAY
    return Article(
        id=ArticleId(name),
        source=f"{name}.txt",
        text=text(*paragraphs),
        title="",
        outlet=outlet or f"The {name.title()} Post",
        byline=(),
        agency=agency,
        dateline=dateline,
        published=Published(published, precision, "given") if published else None,
        language="en",
        url=None,
        blocks=(),
        bases=(),
    )


def edges(lineage: Lineage) -> set[tuple[str, str]]:
    return {(d.child, d.parent) for d in lineage.derivations}


def only(lineage: Lineage) -> Derivation:
    assert len(lineage.derivations) == 1
    return lineage.derivations[0]


def origin(lineage: Lineage, name: str) -> Origin:
    return next(o for o in lineage.origins if name in o.articles)


def test_a_later_cut_copy_derives_from_the_whole_text() -> None:
    whole = article("alp", *DISPATCH, published="2031-05-06T08:00")
    cut = article("brook", *DISPATCH[:4], published="2031-05-06T11:00")

    lineage = trace([whole, cut])

    assert edges(lineage) == {("brook", "alp")}
    assert only(lineage).kind == "condensed"
    assert only(lineage).share_of_child == 1.0
    assert [o.articles for o in lineage.origins] == [("alp", "brook")]


def test_the_direction_follows_a_credit_against_the_times() -> None:
    whole = article("alp", *DISPATCH, published="2031-05-06T12:00")
    copy = article("brook", *DISPATCH, "First published by The Alp Post.", published="2031-05-06T11:00")

    derivation = only(trace([whole, copy]))

    assert (derivation.child, derivation.parent) == ("brook", "alp")
    assert any("First published by The Alp Post" in reason for reason in derivation.reasons)
    assert any(reason.startswith("Against it:") for reason in derivation.reasons)


def test_without_evidence_the_direction_is_said_to_be_open() -> None:
    derivation = only(trace([article("alp", *DISPATCH), article("brook", *DISPATCH)]))

    assert "does not decide" in derivation.reasons[-1]


def test_a_copy_of_a_copy_hangs_from_the_copy_whose_edits_it_inherits() -> None:
    reworded = DIGGING.replace("reckons", "guesses").replace("at least ten days", "two weeks")
    own = "Our reporter saw the mayor of Oberkamm carry sandwiches to the crews shortly after nine in the morning."
    first = article("alp", *DISPATCH, published="2031-05-06T08:00")
    second = article("brook", LEAD, own, WARNED, TRAPPED, reworded, DETOUR, published="2031-05-06T10:00")
    third = article("crag", LEAD, own, WARNED, reworded, published="2031-05-06T12:00")

    lineage = trace([third, first, second])

    assert edges(lineage) == {("brook", "alp"), ("crag", "brook")}
    assert [(d.child, d.parent, d.relation) for d in lineage.related] == [("crag", "alp", Relation.ANCESTOR)]


def test_two_copies_of_one_text_are_siblings() -> None:
    whole = article("alp", *DISPATCH, published="2031-05-06T08:00")
    one = article("brook", *DISPATCH[:4], published="2031-05-06T10:00")
    other = article("crag", LEAD, TRAPPED, DETOUR, SCHOOLS, TRADE, published="2031-05-06T11:00")

    lineage = trace([whole, one, other])

    assert edges(lineage) == {("brook", "alp"), ("crag", "alp")}
    assert [d.relation for d in lineage.related] == [Relation.SIBLING]


def test_a_merged_article_has_both_parents() -> None:
    one = article("alp", *DISPATCH, published="2031-05-06T08:00")
    other = article("brook", *OTHER, published="2031-05-06T08:30")
    merged = article("crag", *DISPATCH[:4], *OTHER[:3], published="2031-05-06T11:00")

    lineage = trace([one, other, merged])

    assert edges(lineage) == {("crag", "alp"), ("crag", "brook")}
    assert {d.kind for d in lineage.derivations} == {"merged"}
    assert {o.id for o in lineage.origins if "crag" in o.articles} == {"origin:alp", "origin:brook"}


def test_edits_say_what_was_replaced_added_dropped_and_moved() -> None:
    whole = article("alp", LEAD, WARNED, TRAPPED, DIGGING, DETOUR, published="2031-05-06T08:00")
    own = "The kiosk at the bus station sold out of maps before noon, and its owner drew new ones by hand."
    changed = TRAPPED.replace("trapped", "stuck")
    copy = article("brook", LEAD, DETOUR, own, WARNED, changed, published="2031-05-06T10:00")

    edits = only(trace([whole, copy])).edits

    assert {(e.kind, e.child_text, e.parent_text) for e in edits} == {
        (EditKind.REPLACED, "stuck", "trapped"),
        (EditKind.ADDED, own, ""),
        (EditKind.DROPPED, "", DIGGING),
        (EditKind.MOVED, DETOUR.removesuffix("."), DETOUR.removesuffix(".")),
    }


def test_two_reprints_credited_to_an_agency_hang_from_one_unseen_dispatch() -> None:
    softened = TRAPPED.replace("trapped", "held up")
    one = article("alp", LEAD, f"{WARNED} {QUOTE}", TRAPPED, f"{DIGGING} {DETOUR}")
    two = article("brook", LEAD, f"{WARNED} {QUOTE}", softened, f"{DIGGING} – Agencies", agency=("Agencies",))

    lineage = trace([one, two])
    unseen = origin(lineage, "alp")

    assert not unseen.seen
    assert set(unseen.articles) == {"alp", "brook"}
    assert unseen.name == "Agency dispatch (not among the inputs)"
    assert edges(lineage) == {("alp", unseen.id), ("brook", unseen.id)}
    assert [d.relation for d in lineage.related] == [Relation.SIBLING]
    assert unseen.reconstruction
    assert DETOUR in unseen.reconstruction
    assert all(passage.parent is None for d in lineage.derivations for passage in d.passages)


def test_what_one_reprint_replaced_or_cut_is_an_edit_and_a_variant() -> None:
    softened = TRAPPED.replace("trapped", "held up")
    one = article("alp", LEAD, f"{WARNED} {QUOTE}", TRAPPED, f"{DIGGING} {DETOUR}")
    two = article("brook", LEAD, f"{WARNED} {QUOTE}", softened, f"{DIGGING} – Agencies", agency=("Agencies",))

    lineage = trace([one, two])
    edits = next(d.edits for d in lineage.derivations if d.child == "brook")
    readings = [{r.text for r in variant.readings} for variant in lineage.variants]

    assert ("held up", "trapped") in {(e.child_text, e.parent_text) for e in edits}
    assert (EditKind.DROPPED, DETOUR) in {(e.kind, e.parent_text) for e in edits}
    assert {"trapped", "held up"} in readings
    assert {DETOUR, ""} in readings


def test_the_reconstruction_keeps_the_wording_of_most_copies() -> None:
    lone = DIGGING.replace("Diggers", "Excavators")
    copies = [
        article("alp", LEAD, WARNED, TRAPPED, lone, agency=("NNA",)),
        article("brook", LEAD, WARNED, TRAPPED, DIGGING, agency=("NNA",)),
        article("crag", LEAD, WARNED, TRAPPED, DIGGING, agency=("NNA",)),
    ]

    unseen = origin(trace(copies), "alp")

    assert unseen.name == "NNA dispatch (not among the inputs)"
    assert unseen.reconstruction == text(LEAD, WARNED, TRAPPED, DIGGING)


def test_an_agency_among_the_inputs_is_the_seen_origin() -> None:
    wire = article("wire", *DISPATCH, outlet="NNA", agency=("NNA",), published="2031-05-06T08:00")
    copy = article("alp", *DISPATCH[:5], agency=("NNA",), published="2031-05-06T09:00")

    lineage = trace([wire, copy])

    assert edges(lineage) == {("alp", "wire")}
    assert [o.seen for o in lineage.origins] == [True]


def test_a_single_credited_article_is_its_own_seen_origin_with_the_agencys_name() -> None:
    lineage = trace([article("alp", *DISPATCH, agency=("NNA",)), article("brook", *OTHER)])

    assert {o.name for o in lineage.origins} == {"NNA, in The Alp Post", "The Brook Post"}
    assert all(o.seen for o in lineage.origins)


def test_a_copy_with_much_reporting_of_its_own_is_an_origin_too() -> None:
    one = article("alp", *DISPATCH[:4], published="2031-05-06T08:00")
    two = article("brook", *DISPATCH[:4], *OTHER, published="2031-05-06T10:00")

    lineage = trace([one, two])

    assert {o.name: o.articles for o in lineage.origins} == {
        "The Alp Post": ("alp", "brook"),
        "other reporting in The Brook Post": ("brook",),
    }


def test_independent_texts_are_origins_of_their_own() -> None:
    lineage = trace([article("alp", *DISPATCH), article("brook", *OTHER)])

    assert not lineage.derivations
    assert not lineage.shared
    assert [o.articles for o in lineage.origins] == [("alp",), ("brook",)]


@pytest.mark.parametrize(
    ("shared", "expected"),
    [
        pytest.param(QUOTE, SharedAs.QUOTATION, id="one quotation in reports written apart"),
        pytest.param(SCHOOLS, SharedAs.BACKGROUND, id="one old paragraph in reports written apart"),
        pytest.param(
            "Sign up for our newsletter and get the day's best stories in your inbox every morning at seven.",
            SharedAs.PHRASE,
            id="furniture",
        ),
    ],
)
def test_shared_words_that_nobody_copied_are_told_apart(shared: str, expected: SharedAs) -> None:
    lineage = trace([article("alp", LEAD, TRAPPED, DIGGING, shared), article("brook", *OTHER[:2], shared, *OTHER[2:])])

    assert [s.shared_as for s in lineage.shared] == [expected]
    assert not lineage.derivations


def test_a_reworded_sentence_is_one_shared_passage() -> None:
    reworded = (
        "The diggers started work before dawn, yet the road should stay closed for some ten days, the office said."
    )
    lineage = trace([article("alp", *DISPATCH[:3], DIGGING), article("brook", *OTHER, reworded)])

    found = [
        (s.one.wording(text(*DISPATCH[:3], DIGGING)), s.other.wording(text(*OTHER, reworded))) for s in lineage.shared
    ]

    assert found == [(DIGGING, reworded)]


def test_the_answer_does_not_depend_on_the_order_of_the_articles() -> None:
    articles = [
        article("alp", *DISPATCH, published="2031-05-06T08:00"),
        article("brook", *DISPATCH[:5], *OTHER[:2], published="2031-05-06T09:00"),
        article("crag", *DISPATCH[1:5], "– NNA", agency=("NNA",)),
        article("dell", *OTHER, published="2031-05-06T08:30"),
        article("edge", *DISPATCH[:3], *OTHER[:3]),
    ]
    expected = trace(articles)

    for seed in range(5):
        shuffled = random.Random(seed).sample(articles, len(articles))
        assert trace(shuffled) == expected


SENTENCES = st.lists(
    st.sampled_from([*DISPATCH, *OTHER, QUOTE, "Aye.", "“No.”", "x" * 50, "É’s \u2028 ok…"]), max_size=8
)


@settings(max_examples=60, deadline=None)
@given(one=SENTENCES, other=SENTENCES, third=st.text(max_size=200))
def test_every_span_lies_in_its_article(one: list[str], other: list[str], third: str) -> None:
    articles = [
        article("alp", *one, agency=("NNA",)),
        article("brook", *other),
        article("crag", *one, third),
        article("dell", third),
    ]
    texts = {a.id: a.text for a in articles}

    lineage = trace(articles)
    spans = [s for shared in lineage.shared for s in (shared.one, shared.other)]
    spans += [s for d in lineage.derivations for p in d.passages for s in (p.child, p.parent) if s]
    readings = [r for variant in lineage.variants for r in variant.readings]

    assert all(span.wording(texts[span.article_id]) for span in spans)
    assert all(reading.span.wording(texts[reading.span.article_id]) == reading.text for reading in readings)
    for edit in (e for d in lineage.derivations for e in d.edits):
        assert (edit.child.wording(texts[edit.child.article_id]) if edit.child else "") == edit.child_text
        assert (edit.parent.wording(texts[edit.parent.article_id]) if edit.parent else "") == edit.parent_text
    assert {a for o in lineage.origins for a in o.articles} == set(texts)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([*DISPATCH, *OTHER]), min_size=2, max_size=8))
def test_an_article_and_its_double_share_everything(paragraphs: list[str]) -> None:
    lineage = trace([article("alp", *paragraphs), article("brook", *paragraphs)])

    assert len(lineage.shared) == 1
    assert lineage.shared[0].verbatim
    assert (lineage.shared[0].one.start, lineage.shared[0].one.end) == (0, len(text(*paragraphs)))


@pytest.mark.parametrize(
    ("articles", "origins"),
    [
        pytest.param([], 0, id="nothing"),
        pytest.param([article("alp", ""), article("brook", " \n\n ")], 2, id="empty texts"),
        pytest.param([article(f"a{i:03}", *DISPATCH) for i in range(200)], 1, id="two hundred identical texts"),
        pytest.param([article(f"a{i:03}", *DISPATCH, f"No {i}.") for i in range(200)], 1, id="two hundred near copies"),
        pytest.param([article("alp", "ox " * 100_000), article("brook", "ox " * 90_000)], 1, id="one word repeated"),
        pytest.param([article("alp", "x" * 1_000_000), article("brook", '"' * 200_000)], 2, id="no words to speak of"),
    ],
)
def test_hostile_sets_end(articles: list[Article], origins: int) -> None:
    assert len(trace(articles).origins) == origins

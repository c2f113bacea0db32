"""An invented story, built by hand: a ferry and a freighter meet in fog; five outlets tell it from four texts."""

import dataclasses
import re
from enum import Enum
from typing import Any

import pytest

from tellings.records import (
    AnnotatedArticle,
    Article,
    ArticleId,
    Attribution,
    AttributionKind,
    Basis,
    Block,
    Claim,
    Comparison,
    Derivation,
    DigestSentence,
    Disagreement,
    DisagreementKind,
    Edit,
    EditKind,
    EditPurpose,
    EditSummary,
    Entity,
    EntityType,
    Lineage,
    Mention,
    MentionForm,
    Omission,
    OmissionKind,
    Origin,
    Parse,
    Passage,
    Position,
    Precision,
    Published,
    Reading,
    Relation,
    Role,
    SharedAs,
    SharedPassage,
    Side,
    Skipped,
    Span,
    SpeakerKind,
    Stance,
    Status,
    Story,
    Term,
    TimelineEntry,
    Timex,
    TimexType,
    Utterance,
    Variant,
    Witness,
    Wording,
    WordingKind,
)

HARBOUR = """MARROW POINT: The ferry Astrid Vale collided with a grain freighter in thick fog on Tuesday evening, \
injuring 38 people, the coast guard said.

“The radar on the ferry had been reported faulty twice this month,” coast guard commander Ines Okafor said, adding \
that both reports had gone unanswered.

The operator, Sundline, denied that any fault had been known. “Every vessel we sail is certified,” its chief \
executive, Tomas Hallgren, told reporters.

The seafarers’ union demanded that all four ferries of the class be laid up until they are inspected.

Three people died in a collision on the same route in 2016, and a promised radar beacon was never built.

Service on the route was suspended until further notice."""

QUAY = """The ferry Astrid Vale collided with a grain freighter in thick fog on Tuesday evening, injuring 38 people, \
the coast guard said.

Service on the route was suspended until further notice.

“The radar on the ferry had been reported faulty twice this month,” coast guard commander Ines Okafor said, adding \
that both reports had gone unanswered.

The operator, Sundline, said it knew of no fault. “Every vessel we sail is certified,” its chief executive, Tomas \
Hallgren, told reporters.

The seafarers’ union asked that all four ferries of the class be laid up until they are inspected.

Three people died in an accident on the same route in 2016.

On the quays

Commuters queued for replacement buses at Quay Square on Wednesday morning.

“Nobody told us a thing until seven,” said one commuter who did not want to be named."""

RADIO = """At least 41 passengers were hurt when the Astrid Vale and the freighter Kestrel Bay met in fog off Marrow \
Point this evening, the regional hospital says.

“We heard no horn, nothing, and then the deck jumped,” passenger Lena Brandt told Sund Radio.

Commander Ines Okafor of the coast guard said the ferry’s radar had twice been reported as broken this month. No \
further crossings are planned this week.

Transport minister Pavel Dorran offered to pay for a radar beacon at the harbour mouth by the autumn."""

VESNA = """About forty people were injured on Tuesday when the ferry “Astrid Veil” ran into a cargo ship in fog, \
according to the coast guard. Its commander, Inesa Okafor, noted that the radar of the ferry was twice declared \
defective in March. The head of Sundline, Thomas Halgren, stressed that every ship of the company \
holds a certificate. In a turn for the company, which had always refused such visits, it agreed to let \
inspectors aboard two of its ferries."""

WIRE = """The ferry Astrid Vale collided with a grain freighter in thick fog on Tuesday evening, injuring 38 people.

Three people died in an accident on the same route in 2016."""


def made_article(
    name: str, text: str, outlet: str | None, title: str, published: Published | None, **more: object
) -> Article:
    paragraphs = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    blocks = [Block(Role.TITLE, title)]
    for start, end in paragraphs:
        role = Role.HEADING if end - start < 20 else Role.BODY
        blocks.append(Block(role, text[start:end], start, end))
    blocks.append(Block(Role.FURNITURE, "Subscribe to our morning letter"))
    given: dict[str, object] = {
        "byline": (), "agency": (), "dateline": None, "url": None, "language": "en",
        "bases": (Basis("outlet", "the title line ends with the outlet's name"),),
    }  # fmt: skip
    return Article(
        id=ArticleId(name), source=f"pages/{name}.txt", text=text, title=title, outlet=outlet, published=published,
        blocks=tuple(blocks), **(given | more),
    )  # type: ignore[arg-type]  # fmt: skip


HARBOUR_POST = made_article(
    "harbour", HARBOUR, "The Harbour Post", "Ferry and freighter collide in fog off Marrow Point",
    Published("2023-03-15T07:40", Precision.MINUTE, "the page prints “15 March 2023, 07:40”"),
    agency=("Northline",), dateline="MARROW POINT", url="https://harbour.example/ferry",
)  # fmt: skip
QUAY_DAILY = made_article(
    "quay", QUAY, "Quay Daily", "Dozens hurt as ferry hits freighter",
    Published("2023-03-15", Precision.DAY, "“Wednesday morning” with the other articles’ 14 March for the collision"),
    byline=("Mara Lind",),
)  # fmt: skip
SUND_RADIO = made_article(
    "radio", RADIO, "Sund Radio", "“Then the deck jumped”: 41 hurt in ferry crash",
    Published("2023-03-14T22:10", Precision.MINUTE, "the page’s JSON-LD says datePublished 2023-03-14T22:10"),
    url="https://sundradio.example/news/astrid-vale",
)  # fmt: skip
VESNA_ONLINE = made_article(
    "vesna", VESNA, "Vesna Online", "Sundline changes course after the accident",
    Published("2023-03-16", Precision.DAY, "the page prints “16.03.2023”"),
)  # fmt: skip
WIRE_WATCH = made_article("wire", WIRE, None, "Ferry collision: what we know", None)
ARTICLES = {a.id: a for a in (SUND_RADIO, HARBOUR_POST, QUAY_DAILY, VESNA_ONLINE, WIRE_WATCH)}


def at(name: str, words: str) -> Span:
    """Where the words stand in the article."""
    start = ARTICLES[ArticleId(name)].text.index(words)
    return Span(ArticleId(name), start, start + len(words))


def said(
    number: int, name: str, kind: AttributionKind, source: str, cue: str, content: str, speaker: str | None,
    utterance: str | None = None, speaker_kind: SpeakerKind = SpeakerKind.NAMED,
) -> Attribution:  # fmt: skip
    return Attribution(
        f"{name}-{number}", kind, (at(name, source),), (at(name, cue),), (at(name, content),), source, speaker_kind,
        "the subject of the cue", speaker=speaker, utterance=utterance,
    )  # fmt: skip


DIRECT, INDIRECT = AttributionKind.DIRECT, AttributionKind.INDIRECT
RADAR = "“The radar on the ferry had been reported faulty twice this month,”"
CERTIFIED = "“Every vessel we sail is certified,”"
ATTRIBUTIONS = {
    "harbour": (
        said(1, "harbour", INDIRECT, "the coast guard", "said", "The ferry Astrid Vale collided with a grain freighter"
             " in thick fog on Tuesday evening, injuring 38 people", "e3"),
        said(2, "harbour", DIRECT, "coast guard commander Ines Okafor", "said, adding", RADAR, "e1", "u1"),
        said(3, "harbour", DIRECT, "its chief executive, Tomas Hallgren", "told reporters", CERTIFIED, "e2", "u2"),
        said(4, "harbour", INDIRECT, "The seafarers’ union", "demanded", "that all four ferries of the class be laid up"
             " until they are inspected", "e4", "u3"),
    ),
    "quay": (
        said(1, "quay", DIRECT, "coast guard commander Ines Okafor", "said, adding", RADAR, "e1", "u1"),
        said(2, "quay", DIRECT, "its chief executive, Tomas Hallgren", "told reporters", CERTIFIED, "e2", "u2"),
        said(3, "quay", INDIRECT, "The seafarers’ union", "asked", "that all four ferries of the class be laid up"
             " until they are inspected", "e4", "u3"),
        said(4, "quay", DIRECT, "one commuter who did not want to be named", "said", "“Nobody told us a thing until"
             " seven,”", None, None, SpeakerKind.UNNAMED),
    ),
    "radio": (
        said(1, "radio", INDIRECT, "Commander Ines Okafor of the coast guard", "said", "the ferry’s radar had twice"
             " been reported as broken this month", "e1", "u1"),
        said(2, "radio", DIRECT, "passenger Lena Brandt", "told", "“We heard no horn, nothing, and then the deck"
             " jumped,”", "e5"),
        said(3, "radio", INDIRECT, "Transport minister Pavel Dorran", "offered", "to pay for a radar beacon at the"
             " harbour mouth by the autumn", "e6"),
    ),
    "vesna": (
        said(1, "vesna", INDIRECT, "Its commander, Inesa Okafor", "noted", "that the radar of the ferry was twice"
             " declared defective in March", "e1", "u1"),
        said(2, "vesna", INDIRECT, "The head of Sundline, Thomas Halgren", "stressed", "that every ship of the company"
             " holds a certificate", "e2", "u2"),
    ),
    "wire": (),
}  # fmt: skip


def annotated(article: Article) -> AnnotatedArticle:
    sentences = tuple(article.span(m.start(), m.end()) for m in re.finditer(r"\S[^\n]*?(?:[.!?]”?(?= |\n|$)|(?=\n)|$)",
                                                                            article.text))  # fmt: skip
    mentions = (
        (Mention(at("radio", "Ines Okafor"), EntityType.PERSON, MentionForm.NAME, "Ines Okafor", entity="e1"),)
        if article.id == "radio" else ()
    )  # fmt: skip
    timexes = (
        (Timex(at("harbour", "Tuesday evening"), TimexType.TIME, "2023-03-14TEV"),) if article.id == "harbour" else ()
    )
    return AnnotatedArticle(article, Parse((), (), ()), sentences, mentions, timexes, ATTRIBUTIONS.get(article.id, ()))


def witness(name: str, words: str, origin: str, voice: str, attribution: str | None = None) -> Witness:
    return Witness(at(name, words), origin, voice, voice, attribution)


def claim(
    number: int, text: str, status: Status, counts: tuple[int, int], voices: tuple[str, ...], *witnesses: Witness
) -> Claim:
    there = {w.span.article_id for w in witnesses}
    return Claim(
        f"c{number}", text, status, *counts, voices, witnesses, tuple(a for a in ARTICLES if a not in there),
        ("the same participants and the same day",) if len(witnesses) > 1 else (),
    )  # fmt: skip


COLLIDED = "The ferry Astrid Vale collided with a grain freighter in thick fog on Tuesday evening"
CLAIMS = (
    claim(1, "The ferry Astrid Vale and a grain freighter collided in fog on Tuesday evening", Status.CORROBORATED,
          (5, 3), ("the coast guard", "Sund Radio"),
          witness("harbour", COLLIDED, "o1", "the coast guard", "harbour-1"),
          witness("quay", COLLIDED, "o1", "the coast guard"), witness("wire", COLLIDED, "o1", "the coast guard"),
          witness("radio", "the Astrid Vale and the freighter Kestrel Bay met in fog off Marrow Point this evening",
                  "o2", "Sund Radio"),
          witness("vesna", "the ferry “Astrid Veil” ran into a cargo ship in fog", "o3", "the coast guard")),
    claim(2, "38 people were injured", Status.DISPUTED, (3, 1), ("the coast guard",),
          witness("harbour", "injuring 38 people", "o1", "the coast guard", "harbour-1"),
          witness("quay", "injuring 38 people", "o1", "the coast guard"),
          witness("wire", "injuring 38 people", "o1", "wire")),
    claim(3, "At least 41 passengers were hurt", Status.DISPUTED, (1, 1), ("the regional hospital",),
          witness("radio", "At least 41 passengers were hurt", "o2", "the regional hospital")),
    claim(4, "The ferry’s radar had been reported faulty twice in March, coast guard commander Ines Okafor said",
          Status.ONE_VOICE, (4, 3), ("Ines Okafor",),
          witness("harbour", RADAR, "o1", "Ines Okafor", "harbour-2"), witness("quay", RADAR, "o1", "Ines Okafor"),
          witness("radio", "the ferry’s radar had twice been reported as broken this month", "o2", "Ines Okafor"),
          witness("vesna", "the radar of the ferry was twice declared defective in March", "o3", "Ines Okafor")),
    claim(5, "Every vessel of Sundline is certified, its chief executive said", Status.ONE_VOICE, (3, 2),
          ("Tomas Hallgren",), witness("harbour", CERTIFIED, "o1", "Tomas Hallgren"),
          witness("quay", CERTIFIED, "o1", "Tomas Hallgren"),
          witness("vesna", "every ship of the company holds a certificate", "o3", "Tomas Hallgren")),
    claim(6, "The seafarers’ union wants all four ferries of the class laid up until inspected", Status.ECHOED, (2, 1),
          ("the seafarers’ union",),
          witness("harbour", "all four ferries of the class be laid up until they are inspected", "o1", "the union"),
          witness("quay", "all four ferries of the class be laid up until they are inspected", "o1", "the union")),
    claim(7, "Three people died on the same route in 2016", Status.ECHOED, (3, 1), ("The Harbour Post",),
          witness("harbour", "Three people died in a collision on the same route in 2016", "o1", "Northline"),
          witness("quay", "Three people died in an accident on the same route in 2016", "o1", "Northline"),
          witness("wire", "Three people died in an accident on the same route in 2016", "o1", "Northline")),
    claim(8, "A radar beacon promised after the collision of 2016 was never built", Status.SINGLE, (1, 1),
          ("The Harbour Post",),
          witness("harbour", "a promised radar beacon was never built", "o1", "The Harbour Post")),
    claim(9, "Passengers heard no horn before the impact, passenger Lena Brandt said", Status.SINGLE, (1, 1),
          ("Lena Brandt",), witness("radio", "“We heard no horn, nothing, and then the deck jumped,”", "o2",
                                    "Lena Brandt")),
    claim(10, "The transport minister offered to pay for a radar beacon by the autumn", Status.SINGLE, (1, 1),
          ("Pavel Dorran",),
          witness("radio", "offered to pay for a radar beacon at the harbour mouth by the autumn", "o2", "Dorran")),
    claim(11, "Sundline agreed to let inspectors aboard two of its ferries", Status.SINGLE, (1, 1), ("Vesna Online",),
          witness("vesna", "it agreed to let inspectors aboard two of its ferries", "o3", "Vesna Online")),
    claim(12, "Service on the route is suspended", Status.CORROBORATED, (3, 2), ("The Harbour Post", "Sund Radio"),
          witness("harbour", "Service on the route was suspended until further notice", "o1", "The Harbour Post"),
          witness("quay", "Service on the route was suspended until further notice", "o1", "Quay Daily"),
          witness("radio", "No further crossings are planned this week", "o2", "Sund Radio")),
)  # fmt: skip


def passage(child: str, parent: str, words: str, other: str | None = None) -> Passage:
    return Passage(at(child, words), at(parent, other or words), other is None)


SHARED = (
    COLLIDED + ", injuring 38 people", RADAR + " coast guard commander Ines Okafor said", CERTIFIED,
    "all four ferries of the class be laid up until they are inspected",
    "on the same route in 2016", "Service on the route was suspended until further notice.",
)  # fmt: skip
QUEUED = "Commuters queued for replacement buses at Quay Square on Wednesday morning."
QUAY_EDITS = (
    Edit(EditKind.DROPPED, None, at("harbour", "MARROW POINT: "), "", "MARROW POINT: ", EditPurpose.HOUSE_STYLE),
    Edit(EditKind.REPLACED, at("quay", "said it knew of no fault"),
         at("harbour", "denied that any fault had been known"), "said it knew of no fault",
         "denied that any fault had been known"),
    Edit(EditKind.REPLACED, at("quay", "asked"), at("harbour", "demanded"), "asked", "demanded",
         EditPurpose.SOFTENING),
    Edit(EditKind.REPLACED, at("quay", "an accident"), at("harbour", "a collision"), "an accident", "a collision"),
    Edit(EditKind.DROPPED, None, at("harbour", ", and a promised radar beacon was never built"), "",
         ", and a promised radar beacon was never built", EditPurpose.CUT),
    Edit(EditKind.MOVED, at("quay", SHARED[5]), at("harbour", SHARED[5]), SHARED[5], SHARED[5], EditPurpose.REORDER),
    Edit(EditKind.ADDED, at("quay", QUEUED), None, QUEUED, "", EditPurpose.ADDITION),
)  # fmt: skip
QUAY_SUMMARY = EditSummary(
    cut_words=8,
    added_words=11,
    cut=(at("harbour", ", and a promised radar beacon was never built"),),
    added=(at("quay", QUEUED),),
    purposes=(
        (EditPurpose.REWORDING, 2),
        (EditPurpose.ADDITION, 1),
        (EditPurpose.CUT, 1),
        (EditPurpose.HOUSE_STYLE, 1),
        (EditPurpose.REORDER, 1),
        (EditPurpose.SOFTENING, 1),
    ),
    retitled=("Ferry and freighter collide in fog off Marrow Point", "Dozens hurt as ferry hits freighter"),
)
WIRE_EDITS = (
    Edit(EditKind.DROPPED, None, at("quay", ", the coast guard said"), "", ", the coast guard said", EditPurpose.CUT),
)  # fmt: skip
LINEAGE = Lineage(
    origins=(
        Origin("o1", "Northline dispatch (not among the inputs)", "Northline", False,
               tuple(map(ArticleId, ("harbour", "quay", "wire"))), HARBOUR.removeprefix("MARROW POINT: ")),
        Origin("o2", "Sund Radio", None, True, (ArticleId("radio"),), None),
        Origin("o3", "Vesna Online", None, True, (ArticleId("vesna"),), None),
        Origin("o4", "Quay Daily’s own reporting", None, True, (ArticleId("quay"),), None),
    ),
    derivations=(
        Derivation(ArticleId("harbour"), "o1", Relation.DIRECT, "reprint", 0.98, 0.97,
                   tuple(Passage(at("harbour", words), None, True) for words in SHARED), (),
                   ("it credits Northline and no article here is older and as long",)),
        Derivation(ArticleId("quay"), "o1", Relation.DIRECT, "edited", 0.78, 0.91,
                   tuple(Passage(at("quay", words), None, True) for words in SHARED), QUAY_EDITS,
                   ("six passages stand in The Harbour Post word for word",
                    "each has wording the other lacks, so neither was copied from the other"), summary=QUAY_SUMMARY),
        Derivation(ArticleId("wire"), "quay", Relation.DIRECT, "condensed", 1.0, 0.24,
                   (passage("wire", "quay", SHARED[0]),
                    passage("wire", "quay", "Three people died in an accident on the same route in 2016.")), WIRE_EDITS,
                   ("it shares Quay Daily’s edit “an accident” for “a collision”",)),
    ),
    related=(
        Derivation(ArticleId("quay"), "harbour", Relation.SIBLING, "edited", 0.78, 0.91,
                   tuple(passage("quay", "harbour", words) for words in SHARED), QUAY_EDITS, ()),
    ),
    shared=tuple(SharedPassage(at("quay", w), at("harbour", w), True, SharedAs.COPY) for w in SHARED),
    variants=(
        Variant("o1", (Reading(at("harbour", "denied that any fault had been known"), "denied that any fault had been"
                               " known"), Reading(at("quay", "said it knew of no fault"), "said it knew of no fault")),
                EditKind.REPLACED),
    ),
)  # fmt: skip


def entity(number: int, name: str, kind: EntityType, *aliases: str, reasons: tuple[str, ...] = ()) -> Entity:
    mentions = tuple(a.span(m.start(), m.end()) for a in ARTICLES.values() for m in re.finditer(name, a.text))
    return Entity(f"e{number}", name, kind, aliases, mentions, reasons)


ENTITIES = (
    entity(1, "Ines Okafor", EntityType.PERSON, "Inesa Okafor",
           reasons=("“Inesa Okafor” is “Ines Okafor”: same family name and office",)),
    entity(2, "Tomas Hallgren", EntityType.PERSON, "Thomas Halgren",
           reasons=("“Thomas Halgren” is “Tomas Hallgren”: one letter apart, both head Sundline",)),
    entity(3, "the coast guard", EntityType.ORGANISATION), entity(4, "the seafarers’ union", EntityType.ORGANISATION),
    entity(5, "Lena Brandt", EntityType.PERSON), entity(6, "Pavel Dorran", EntityType.PERSON),
    entity(7, "Marrow Point", EntityType.PLACE),
)  # fmt: skip
DISAGREEMENTS = (
    Disagreement("d1", DisagreementKind.NUMBER, False, "The coast guard counts 38 injured; the hospital counts at least"
                 " 41.", (Side("38", (at("harbour", "injuring 38 people"), at("quay", "injuring 38 people"))),
                          Side("at least 41", (at("radio", "At least 41 passengers were hurt"),))), ("c2", "c3")),
    Disagreement("d2", DisagreementKind.NUMBER, True, "“About forty” rounds either figure.",
                 (Side("about forty", (at("vesna", "About forty people were injured"),)),
                  Side("38", (at("harbour", "injuring 38 people"),))), ("c2",)),
    Disagreement("d3", DisagreementKind.CHARACTERISATION, False, "One outlet calls the operator’s answer a turn; the"
                 " others report a denial.", (Side("a turn", (at("vesna", "In a turn for the company"),)),
                                              Side("a denial", (at("harbour", "denied that any fault had been known"),
                                                                ))), ("c11",)),
)  # fmt: skip
STORY = Story(
    id="s-ferry",
    title="Ferry and freighter collide in fog off Marrow Point",
    first_published="2023-03-14T22:10",
    last_published="2023-03-16",
    articles=tuple(annotated(article) for article in ARTICLES.values()),
    entities=ENTITIES,
    lineage=LINEAGE,
    claims=CLAIMS,
    disagreements=DISAGREEMENTS,
    positions=(
        Position("e4", "the seafarers’ union", Stance.DEMANDS, "REQUEST", "the four ferries of the class",
                 "The union demands that they be laid up until inspected.", "2023-03-14",
                 (at("harbour", "The seafarers’ union demanded that all four ferries of the class be laid up"),
                  at("quay", "The seafarers’ union asked that all four ferries")), "harbour-4"),
        Position("e2", "Sundline", Stance.REJECTS, "REJECT", "a known fault", "Sundline denies that a fault was known.",
                 "2023-03-14", (at("harbour", "denied that any fault had been known"),), None),
        Position("e2", "Sundline", Stance.ACCEPTS, "AGREE", "inspections",
                 "Sundline agrees to inspectors aboard two ferries.", None,
                 (at("vesna", "it agreed to let inspectors aboard two of its ferries"),), None),
        Position("e6", "Pavel Dorran", Stance.OFFERS, "COOPERATE", "a radar beacon",
                 "The minister offers to pay for a beacon by the autumn.", "2023-03-14",
                 (at("radio", "offered to pay for a radar beacon"),), "radio-3"),
    ),
    wording=(
        Wording("the collision", (
            Term("collision", ArticleId("harbour"), (at("harbour", "collision"),)),
            Term("accident", ArticleId("quay"), (at("quay", "accident"),)),
            Term("accident", ArticleId("wire"), (at("wire", "accident"),)),
        ), WordingKind.CHOICE, "One desk put “accident” where its source has “collision”."),
    ),
    omissions=(
        Omission("c8", ArticleId("quay"), OmissionKind.CUT, "o1",
                 (at("harbour", "a promised radar beacon was never built"),)),
        Omission("c4", ArticleId("wire"), OmissionKind.CUT, "quay"),
        Omission("c12", ArticleId("vesna"), OmissionKind.ABSENT, None),
        Omission("c5", ArticleId("radio"), OmissionKind.ABSENT, None),
        Omission("c8", ArticleId("radio"), OmissionKind.ABSENT, None),
    ),
    timeline=(
        TimelineEntry("2016", Precision.YEAR, "Three people die on the same route.", ("c7",)),
        TimelineEntry("2023-03", Precision.MONTH, "The radar is reported faulty twice.", ("c4",)),
        TimelineEntry("2023-03-14", Precision.DAY, "Ferry and freighter collide.", ("c1", "c2", "c3")),
        TimelineEntry("2023-03-15", Precision.DAY, "Service stays suspended.", ("c12",)),
    ),
    digest=(
        DigestSentence("The ferry Astrid Vale and a grain freighter collided in thick fog on Tuesday evening, the coast"
                       " guard said.", (at("harbour", COLLIDED),
                                        at("radio", "met in fog off Marrow Point this evening"),
                                        at("vesna", "ran into a cargo ship in fog")), ("c1",)),
        DigestSentence("Service on the route was suspended until further notice.",
                       (at("harbour", SHARED[5]), at("radio", "No further crossings are planned this week")), ("c12",)),
        DigestSentence("“The radar on the ferry had been reported faulty twice this month,” coast guard commander Ines"
                       " Okafor said.", (at("harbour", RADAR), at("radio", "the ferry’s radar had twice been reported"),
                                         at("vesna", "the radar of the ferry was twice declared defective")), ("c4",)),
        DigestSentence("Accounts differ on the injured: 38 according to the coast guard, at least 41 according to the"
                       " regional hospital.", (at("harbour", "injuring 38 people"),
                                               at("radio", "At least 41 passengers were hurt")), ("c2", "c3")),
    ),
    utterances=(
        Utterance("u1", "e1", "Ines Okafor", ("harbour-2", "quay-1"), (("harbour-2", "quay-1"),),
                  ("Ines Okafor speaks in both, and twelve words in a row are the same.",)),
    ),
)  # fmt: skip
OTHER = made_article(
    "orchard", "The orchard fair opened on Sunday with forty kinds of pear.\n\nIts organisers expect a record crowd.",
    "Valley Courier", "Pears on parade", Published("2023-03-12", Precision.DAY, "the page prints “12 March 2023”"),
)  # fmt: skip
LONE = Story(
    "s-orchard", "Pears on parade", "2023-03-12", "2023-03-12", (annotated(OTHER),), (),
    Lineage((Origin("o1", "Valley Courier", None, True, (OTHER.id,), None),), (), (), (), ()),
    (Claim("c1", "The orchard fair opened on Sunday", Status.SINGLE, 1, 1, ("Valley Courier",),
           (Witness(OTHER.span(0, 34), "o1", "Valley Courier", "Valley Courier", None),), (), ()),),
    (), (), (), (), (), (DigestSentence("The orchard fair opened on Sunday.", (OTHER.span(0, 34),), ("c1",)),),
)  # fmt: skip
SKIPPED = (Skipped("pages/empty.txt", "reading", "the file is empty"),)


POISON = (
    "\"'></script></style></title></p></div><script>window.owned=1</script><img src=x onerror=window.owned=1>"
    "<svg onload=window.owned=1><a href='javascript:window.owned=1'>x</a><!--{{ 7*7 }}{% raw %}&lt;\u202e\x1b[31m\x00"
    + "W"
    * 200
)


def poisoned(value: Any) -> Any:
    """The same records with something evil at the end of every string; offsets still fit."""
    if isinstance(value, str) and not isinstance(value, Enum):
        return value + POISON
    if isinstance(value, tuple):
        return tuple(map(poisoned, value))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {f.name: poisoned(getattr(value, f.name)) for f in dataclasses.fields(value)}
        return dataclasses.replace(value, **fields)
    return value


@pytest.fixture
def evil(two_stories: Comparison) -> Comparison:
    stories = []
    for story in poisoned(two_stories).stories:
        urls = ["javascript:window.owned=1", "data:text/html,x", "//x.example", "https://[", None]
        articles = tuple(
            dataclasses.replace(annotated, article=dataclasses.replace(annotated.article, url=url))
            for annotated, url in zip(story.articles, urls, strict=False)
        )
        stories.append(dataclasses.replace(story, articles=articles))
    return Comparison(tuple(stories), poisoned(two_stories).set_aside)


@pytest.fixture
def ferry() -> Comparison:
    return Comparison((STORY,), SKIPPED)


@pytest.fixture
def two_stories() -> Comparison:
    return Comparison((STORY, LONE), SKIPPED)

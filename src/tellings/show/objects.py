"""The JSON objects of a comparison, each written once: the JSON Schema is generated from these types.

Keys stand in the order in which they are printed. Offsets count Unicode code points of the article's `text`.
"""

from typing import Literal, TypedDict

from tellings.records import (
    AttributionKind,
    DisagreementKind,
    EntityType,
    MentionForm,
    OmissionKind,
    Precision,
    Role,
    SentenceKind,
    SpeakerKind,
    Status,
    TimexType,
    WordingKind,
)
from tellings.show.lineage_objects import DerivationJson, OriginJson, VariantJson
from tellings.show.places import Offset, Pair, PlaceJson
from tellings.show.position_objects import IssueJson, MovementJson, NegotiationJson, PositionJson


class BlockJson(TypedDict):
    """A piece of the document with its role; start and end are null for what stays outside the text."""

    role: Role
    text: str
    start: Offset | None
    end: Offset | None


class PublishedJson(TypedDict):
    """When an article was published, how exactly that is known, and from what."""

    value: str
    precision: Precision
    basis: str


class BasisJson(TypedDict):
    """Why a metadata field has its value."""

    field: str
    reason: str


class ArticleJson(TypedDict):
    """The cleaned text of one document and what is known of it."""

    id: str
    source: str
    url: str | None
    outlet: str | None
    title: str
    byline: list[str]
    agency: list[str]
    dateline: str | None
    published: PublishedJson | None
    language: str
    text: str
    blocks: list[BlockJson]
    bases: list[BasisJson]


class EntityJson(TypedDict):
    """A person, organisation or place under all its names."""

    id: str
    name: str
    type: EntityType
    aliases: list[str]
    mentions: list[PlaceJson]
    reasons: list[str]


class TimexJson(TypedDict):
    """A time expression with its TIMEX3 type and value."""

    article: str
    start: Offset
    end: Offset
    text: str
    type: TimexType
    value: str


class MentionJson(TypedDict):
    """A span that names an entity."""

    start: Offset
    end: Offset
    type: EntityType
    form: MentionForm
    name: str
    reason: str
    entity: str | None


class AttributionJson(TypedDict):
    """Source, cue and content, each in one or more pieces; `speaker` is the id of an entity; `confidence` 0 to 1."""

    id: str
    article: str
    kind: AttributionKind
    source: list[Pair]
    cue: list[Pair]
    content: list[Pair]
    speaker: str | None
    speaker_name: str | None
    speaker_kind: SpeakerKind
    speaker_reason: str
    inside: str | None
    utterance: str | None
    confidence: float
    is_statement: bool


class UtteranceJson(TypedDict):
    """Attributions of several articles that report the same words of one speaker; a reason for each of the links."""

    id: str
    speaker: str | None
    speaker_name: str | None
    attributions: list[str]
    links: list[list[str]]
    reasons: list[str]


class WitnessJson(TypedDict):
    """A span that asserts a claim, with its origin and the voice that vouches for it."""

    article: str
    start: Offset
    end: Offset
    origin: str
    voice: str
    voice_name: str
    attribution: str | None


class ClaimJson(TypedDict):
    """One assertion; `status` follows from its witnesses by rule.

    Where `focus` is not empty only these words of the text are claimed, and the witnesses may differ in the rest.
    `confidence`: how often two of its witnesses in different articles say the same. `perhaps`: claims that may be the
    same, never counted.
    """

    id: str
    text: str
    focus: str
    status: Status
    outlets: int
    origins: int
    voices: list[str]
    witnesses: list[WitnessJson]
    absent_from: list[str]
    reasons: list[str]
    confidence: float
    perhaps: list[str]


class SideJson(TypedDict):
    """One value in a disagreement and the spans that give it."""

    value: str
    witnesses: list[PlaceJson]


class DisagreementJson(TypedDict):
    """Accounts that differ: in conflict, or compatible."""

    id: str
    kind: DisagreementKind
    compatible: bool
    explanation: str
    sides: list[SideJson]
    claims: list[str]


class FlatSideJson(TypedDict):
    """One witness of one side, as `align` prints it: its span is repeated as the side's only witness."""

    side: int
    value: str
    article: str
    start: Offset
    end: Offset
    witnesses: list[PlaceJson]


class FlatDisagreementJson(TypedDict):
    """A disagreement as `align` prints it."""

    id: str
    kind: DisagreementKind
    compatible: bool
    explanation: str
    sides: list[FlatSideJson]
    claims: list[str]


class AlignmentJson(TypedDict):
    """One line of `tellings align`."""

    story: str
    claims: list[ClaimJson]
    disagreements: list[FlatDisagreementJson]


class TermJson(TypedDict):
    """A term that one article uses, and where."""

    term: str
    article: str
    spans: list[Pair]


class WordingJson(TypedDict):
    """The terms that different articles use for one referent."""

    referent: str
    kind: WordingKind
    reason: str
    terms: list[TermJson]


# `from` is a keyword, so this one is written as a call.
OmissionJson = TypedDict(
    "OmissionJson",
    {"claim": str, "article": str, "kind": OmissionKind, "from": str | None, "words": list[PlaceJson]},
)
OmissionJson.__doc__ = "A claim that an article does not carry; `from` is the text it was cut from, with these `words`."


class TimelineJson(TypedDict):
    """What happened when, as the claims tell it."""

    date: str
    precision: Precision
    text: str
    claims: list[str]


class DigestJson(TypedDict):
    """A sentence of the digest with the spans that say so.

    `entailment`, 0 to 1, is how likely the words after `lead_in` follow from the citations: 1 where they are quoted.
    """

    text: str
    citations: list[PlaceJson]
    claims: list[str]
    entailment: float
    kind: SentenceKind
    lead_in: str


class ReasonJson(TypedDict):
    """A reason with the number of sentences it holds for."""

    reason: str
    sentences: int


class RewritingJson(TypedDict):
    """What a language model was asked to rewrite in the digest, and what of it was believed."""

    model: str
    asked: int
    kept: int
    dropped: int
    reasons: list[ReasonJson]
    failure: str


class StoryJson(TypedDict):
    """Articles on one event and everything their comparison shows.

    `rewriting` is null where no language model was asked to rewrite the digest.
    """

    id: str
    title: str
    first_published: str | None
    last_published: str | None
    articles: list[ArticleJson]
    origins: list[OriginJson]
    derivations: list[DerivationJson]
    variants: list[VariantJson]
    entities: list[EntityJson]
    timexes: list[TimexJson]
    attributions: list[AttributionJson]
    utterances: list[UtteranceJson]
    claims: list[ClaimJson]
    disagreements: list[DisagreementJson]
    positions: list[PositionJson]
    issues: list[IssueJson]
    movements: list[MovementJson]
    negotiation: NegotiationJson | None
    wording: list[WordingJson]
    omissions: list[OmissionJson]
    timeline: list[TimelineJson]
    digest: list[DigestJson]
    rewriting: RewritingJson | None


class SetAsideJson(TypedDict):
    """An input that could not be used, at which stage, and why."""

    source: str
    stage: str
    reason: str


class ComparisonJson(TypedDict):
    """What `tellings compare` gives back: the largest story first."""

    schema: Literal["tellings/1"]
    stories: list[StoryJson]
    set_aside: list[SetAsideJson]


class SentencesJson(TypedDict):
    """The layers that `tellings annotate` adds to an article."""

    sentences: list[Pair]
    mentions: list[MentionJson]
    timexes: list[TimexJson]
    attributions: list[AttributionJson]

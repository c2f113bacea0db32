"""What a comparison shows beyond single claims and positions: wording, omissions, timeline, digest."""

from dataclasses import dataclass
from enum import StrEnum

from tellings.records.article import Precision
from tellings.records.span import ArticleId, Span


@dataclass(frozen=True, slots=True)
class Term:
    """A term that one article uses for a referent, and where."""

    term: str
    article: ArticleId
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """The terms that different articles use for one referent."""

    referent: str
    terms: tuple[Term, ...]


class OmissionKind(StrEnum):
    """Whether an article lacks a claim or cut it from text it otherwise shares."""

    CUT = "cut"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Omission:
    """A claim that an article does not carry; `source` is the text it was cut from (kind cut), article or origin."""

    claim: str
    article: ArticleId
    kind: OmissionKind
    source: str | None


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """What happened when, as the claims tell it; `date` is ISO, cut at the precision."""

    date: str
    precision: Precision
    text: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DigestSentence:
    """A sentence of the digest with the spans that say so and the claims it states."""

    text: str
    citations: tuple[Span, ...]
    claims: tuple[str, ...]

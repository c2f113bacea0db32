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


class WordingKind(StrEnum):
    """What a choice of terms does, the weightiest first."""

    LOADED = "loaded"  # a term judges, accuses, plays down or heightens where another only names
    CHOICE = "choice"  # other words for one thing
    NAME = "name"  # other names of one person, place or body
    SPELLING = "spelling"  # one name spelled otherwise


@dataclass(frozen=True, slots=True)
class Wording:
    """The terms that different articles use for one referent.

    Args:
        reason: What shows that the terms stand for one thing, as one sentence.
    """

    referent: str
    terms: tuple[Term, ...]
    kind: WordingKind = WordingKind.CHOICE
    reason: str = ""


class OmissionKind(StrEnum):
    """Whether an article lacks a claim or cut it from text it otherwise shares."""

    CUT = "cut"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Omission:
    """A claim that an article does not carry.

    Args:
        source: The text it was cut from (kind cut), article or origin.
        words: The words that were cut, where a seen text has them: the source or, of an unseen one, another copy.
    """

    claim: str
    article: ArticleId
    kind: OmissionKind
    source: str | None
    words: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """What happened when, as the claims tell it; `date` is ISO, cut at the precision."""

    date: str
    precision: Precision
    text: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rewriting:
    """What a language model was asked to rewrite in a digest, and what became of it.

    Args:
        model: Its name as it was asked for; empty where the server chose.
        asked: Sentences sent.
        kept: Sentences that came back, passed every check and stand in the digest.
        dropped: Sentences for which the report's own words stand instead.
        reasons: Why, each with its number of sentences, the most frequent first.
        failure: Why the server gave no answer that could be read; empty where it did.
    """

    model: str
    asked: int
    kept: int
    dropped: int
    reasons: tuple[tuple[str, int], ...]
    failure: str = ""


class SentenceKind(StrEnum):
    """How a sentence of the digest came about."""

    WHOLE = "whole"  # a report's own sentence; names and dates in brackets are ours
    TRIMMED = "trimmed"  # a report's sentence without a clause that no other outlet tells
    FUSED = "fused"  # a report's sentence with a place or a time that another report of the same gives
    DISPUTE = "dispute"  # where accounts differ, each value with its outlets
    REWRITTEN = "rewritten"  # in a language model's words, checked against the citations


@dataclass(frozen=True, slots=True)
class DigestSentence:
    """A sentence of the digest with the spans that say so and the claims it states.

    Args:
        text: As it is read, `lead_in` included.
        claims: The first is the one that the sentence was chosen for.
        entailment: Likelihood that the words after `lead_in` follow from the citations, 0 to 1: 1 by construction where
            they are quoted, else the entailment model's.
        lead_in: Words before the sentence that say whose report it is ("Only Meridian reports: "); they follow from
            the records and are no part of what was checked.
    """

    text: str
    citations: tuple[Span, ...]
    claims: tuple[str, ...]
    entailment: float = 1.0
    kind: SentenceKind = SentenceKind.WHOLE
    lead_in: str = ""

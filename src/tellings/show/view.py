"""The page as plain data: templates lay these out and compute nothing."""

from dataclasses import dataclass

from tellings.show.evidence import Citation, Report
from tellings.show.marks import Piece
from tellings.show.view_claims import (
    ClaimLink,
    DisagreementsView,
    GlanceView,
    MatrixView,
    OmissionsView,
    StatusView,
    TallyView,
)
from tellings.show.view_lineage import LineageView
from tellings.show.view_positions import PositionsView


@dataclass(frozen=True, slots=True)
class VersionView:
    """One wording of a statement and the reports that print it.

    `confidence` says how often what is found on such evidence is right, in per cent; empty where it is not known.
    """

    words: str
    is_direct: bool
    sources: tuple[str, ...]
    confidence: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class StatementView:
    """One act of saying in all its versions, the clearest first, and why they are one.

    `clarity`: 0 for a fragment, 3 for whole own words.
    """

    reports: int
    clarity: int
    versions: tuple[VersionView, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SpeakerView:
    """Somebody whose words the reports carry; `more` are statements of one report only, past the first few."""

    name: str
    note: str
    aliases: tuple[str, ...]
    reasons: tuple[str, ...]
    statements: tuple[StatementView, ...]
    more: tuple[StatementView, ...]


@dataclass(frozen=True, slots=True)
class TimelineView:
    """One entry of the timeline; `is_ahead` where the reports announce it."""

    date: str
    text: str
    claims: tuple[ClaimLink, ...]
    is_ahead: bool


@dataclass(frozen=True, slots=True)
class TermCellView:
    """How often one report uses a term, and where first."""

    report: Report
    count: int
    href: str


@dataclass(frozen=True, slots=True)
class TermView:
    """One term with a cell for each report."""

    term: str
    cells: tuple[TermCellView, ...]


@dataclass(frozen=True, slots=True)
class WordingView:
    """The terms for one referent, and what shows that they stand for one thing."""

    referent: str
    kind: str
    is_loaded: bool
    reason: str
    terms: tuple[TermView, ...]


@dataclass(frozen=True, slots=True)
class SpellingView:
    """A name and how reports spell it."""

    name: str
    terms: tuple[tuple[str, tuple[Citation, ...]], ...]


@dataclass(frozen=True, slots=True)
class WordingsView:
    """Choices of words as a table of terms by report; names only spelled otherwise as a list."""

    reports: tuple[Report, ...]
    shown: tuple[WordingView, ...]
    more: tuple[WordingView, ...]
    spellings: tuple[SpellingView, ...]


@dataclass(frozen=True, slots=True)
class ParagraphView:
    """A paragraph of an article."""

    is_heading: bool
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article in full. `facts` are its metadata as label, value and basis."""

    report: Report
    title: str
    language: str
    url: str
    facts: tuple[tuple[str, str, str], ...]
    derives: str
    removed: tuple[tuple[str, str], ...]
    paragraphs: tuple[ParagraphView, ...]


@dataclass(frozen=True, slots=True)
class DigestLine:
    """A sentence of the digest with the standing of its main claim, on whose word, and its evidence.

    `also` says in words what weaker claims the sentence states beside it, or what it is if it states none; `checked`
    how it follows from its evidence.
    """

    text: str
    claims: tuple[ClaimLink, ...]
    standing: StatusView | None
    also: str
    checked: str
    voices: tuple[str, ...]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class CountsView:
    """The big plain line, and what it means."""

    outlets: str
    texts: str
    explanation: str


@dataclass(frozen=True, slots=True)
class SectionLink:
    """An entry of the table of contents."""

    href: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class StoryView:
    """One story of the page. `other_speakers` open on demand; `digest_note` says what a language model rewrote."""

    anchor: str
    title: str
    period: str
    counts: CountsView
    tally: tuple[TallyView, ...]
    sections: tuple[SectionLink, ...]
    digest: tuple[DigestLine, ...]
    digest_note: str
    glance: GlanceView
    disagreements: DisagreementsView
    lineage: LineageView
    matrix: MatrixView
    speakers: tuple[SpeakerView, ...]
    other_speakers: tuple[SpeakerView, ...]
    positions: PositionsView
    timeline: tuple[TimelineView, ...]
    more_timeline: tuple[TimelineView, ...]
    wording: WordingsView
    omissions: tuple[OmissionsView, ...]
    articles: tuple[ArticleView, ...]


@dataclass(frozen=True, slots=True)
class PageView:
    """The whole report. `set_aside` pairs each unused input with its reason."""

    title: str
    stories: tuple[StoryView, ...]
    set_aside: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FamilyView:
    """Texts that copying joins: their lineage and the texts, without claims."""

    anchor: str
    title: str
    period: str
    counts: CountsView
    lineage: LineageView
    articles: tuple[ArticleView, ...]


@dataclass(frozen=True, slots=True)
class LineagePageView:
    """The lineage of a set of texts. `more` families open on demand; `listed` ones are in the table of contents.

    `named` are families past what one page holds: title and number of texts. `alone` are the texts that share
    nothing: name, title and source.
    """

    title: str
    explanation: str
    families: tuple[FamilyView, ...]
    more: tuple[FamilyView, ...]
    listed: tuple[FamilyView, ...]
    named: tuple[tuple[str, int], ...]
    alone: tuple[tuple[str, str, str], ...]

"""What comes in and what it becomes once cleaned: documents, blocks, articles, and inputs set aside."""

from dataclasses import dataclass
from enum import StrEnum

from tellings.records.span import ArticleId, Span


class Role(StrEnum):
    """What a block of a page is there for."""

    TITLE = "title"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    DATELINE = "dateline"
    CREDIT = "credit"
    DATE = "date"
    HEADING = "heading"
    BODY = "body"
    CAPTION = "caption"
    FURNITURE = "furniture"


class DocumentKind(StrEnum):
    """How a document's content is to be read."""

    TEXT = "text"  # a plain-text dump of a page: to be cleaned
    HTML = "html"  # a page's HTML: to be cleaned
    CLEAN = "clean"  # text that the caller vouches for: left untouched, so offsets fit the caller's own copy


@dataclass(frozen=True, slots=True)
class Document:
    """What came in: decoded characters, where they came from, and what the caller already knew of them.

    Args:
        source: Path, URL or record id, as the caller gave it; names the input in every message.
        content: The document's characters, decoded, line ends as they were.
        id: The caller's own id (a JSON Lines record's `id`), kept as the article's id.
        title, outlet, published, url: What the caller's record says; trusted before what the page says.
    """

    source: str
    kind: DocumentKind
    content: str
    id: str | None = None
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that could not be used: which, at what stage, and why in one sentence."""

    source: str
    stage: str
    reason: str


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a document with a role.

    `start` and `end` are its span in the article's text, or None for a block that stays outside the text (the title,
    bylines, date lines, furniture). Blocks inside the text may overlap: a dateline is a part of its first paragraph.
    """

    role: Role
    text: str
    start: int | None = None
    end: int | None = None


class Precision(StrEnum):
    """How exactly a moment is known."""

    MINUTE = "minute"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Published:
    """When an article was published.

    Args:
        value: ISO 8601, cut at the precision: `2025-04-25T15:12`, `2025-04-25`, `2025-04` or `2025`. An offset is kept
            where the page prints one (`2025-04-25T15:12+03:00`).
        basis: Where it was read or how it was inferred, one sentence that quotes the words.
    """

    value: str
    precision: Precision
    basis: str


@dataclass(frozen=True, slots=True)
class Basis:
    """Why a metadata field has its value: the field's name in `Article`, and a sentence that quotes its evidence."""

    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class Article:
    """The cleaned text of one document, frozen: every later record points into `text` and none changes it.

    `text` holds standfirst, headings and body, paragraphs separated by an empty line; the title stands apart in
    `title`. Text that the caller vouched for (`DocumentKind.CLEAN`) is kept to the character.

    Args:
        id: Digest of text and source, or the caller's own id.
        outlet: The publisher's name as the page or the caller gives it; None where nothing tells.
        byline: Writers' names.
        agency: News agencies credited with the text (not with a photograph), canonical names of `data/agencies`.
        dateline: The place of a dateline, as printed ("MOSCOW").
        language: ISO 639-1 code.
    """

    id: ArticleId
    source: str
    text: str
    title: str
    outlet: str | None
    byline: tuple[str, ...]
    agency: tuple[str, ...]
    dateline: str | None
    published: Published | None
    language: str
    url: str | None
    blocks: tuple[Block, ...]
    bases: tuple[Basis, ...]

    @property
    def name(self) -> str:
        """What to call the article's publisher on a page: the outlet, else the last part of the source."""
        return self.outlet or self.source.rstrip("/").rpartition("/")[2] or self.source

    def span(self, start: int, end: int) -> Span:
        """A span of this article's text."""
        return Span(self.id, start, end)

    def wording(self, span: Span) -> str:
        """The words at a span of this article."""
        return span.wording(self.text)

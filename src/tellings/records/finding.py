"""What a search of the store gives back: texts with their copies, statements, claims, and how outlets copy."""

from dataclasses import dataclass

from tellings.records.span import ArticleId


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of a text around what was found.

    Args:
        text: The piece's words.
        start, end: The piece in the whole text, in code points.
        marks: The words that were found, in code points of the whole text, all inside the piece.
    """

    text: str
    start: int
    end: int
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """An article that a search found.

    Args:
        score: Relevance, higher is better; only comparable within one search. 0 where no words were asked for.
        title_marks: Words found in the title, in code points of the title.
        origin: Id of the independent text it carries, inside its story; None until its story is compared.
        story_origins: How many independent texts its story has; 0 until compared.
    """

    article: ArticleId
    outlet: str | None
    published: str | None
    title: str
    title_marks: tuple[tuple[int, int], ...]
    excerpt: Excerpt
    source: str
    url: str | None
    story: str | None
    origin: str | None
    story_origins: int
    is_copy: bool
    score: float


@dataclass(frozen=True, slots=True)
class FoundText:
    """One independent text: the article that answers best, and the others that carry the same text and were found."""

    best: FoundArticle
    copies: tuple[FoundArticle, ...]


@dataclass(frozen=True, slots=True)
class FoundStatement:
    """Who said what, in which article.

    Args:
        content: The words said, as the article has them; pieces joined where the article interrupts them.
        content_start, content_end: From the first piece to the last, in code points of the article's text.
        marks: Words found in `content`, in its code points.
        confidence: How often attributions found on such evidence are right, 0 to 1.
    """

    attribution: str
    article: ArticleId
    speaker: str | None
    published: str | None
    outlet: str | None
    kind: str
    cue: str | None
    content: str
    content_start: int
    content_end: int
    marks: tuple[tuple[int, int], ...]
    confidence: float
    title: str
    story: str | None


@dataclass(frozen=True, slots=True)
class FoundUtterance:
    """One act of saying: its clearest report, and the other articles that report the same words."""

    statement: FoundStatement
    others: tuple[FoundStatement, ...]


@dataclass(frozen=True, slots=True)
class FoundAssertion:
    """A claim of a story.

    Args:
        marks: Words found in `text`, in its code points.
        status: As the claim has it.
        outlets, origins: How many assert it.
    """

    claim: str
    story: str
    story_title: str
    text: str
    marks: tuple[tuple[int, int], ...]
    status: str
    outlets: int
    origins: int
    voices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CopiedFrom:
    """Whom an outlet copies, how often, and how fast.

    Args:
        name: An outlet, an agency's dispatch, or what an unseen text is called.
        median_hours: Between the two publications, where both tell the minute and the parent is the older; else None.
    """

    name: str
    copies: int
    median_hours: float | None


@dataclass(frozen=True, slots=True)
class OutletCopying:
    """How much an outlet copies, from whom, and how fast.

    Args:
        articles: Current articles of the outlet.
        compared: Those in a story that was compared: the only ones of which it is known whether they copy.
        copies: Those that copy.
        share: Copies of those compared, 0 to 1; None where none was.
        sources: Whom it copies, most often first.
    """

    outlet: str
    articles: int
    compared: int
    copies: int
    share: float | None
    median_hours: float | None
    sources: tuple[CopiedFrom, ...]

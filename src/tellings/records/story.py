"""A whole story, and what a comparison gives back."""

from dataclasses import dataclass

from tellings.records.annotation import AnnotatedArticle, Entity
from tellings.records.article import Skipped
from tellings.records.claim import Claim, Disagreement
from tellings.records.comparison import DigestSentence, Omission, Rewriting, TimelineEntry, Wording
from tellings.records.lineage import Lineage
from tellings.records.position import Issue, Movement, Negotiation, Position
from tellings.records.span import ArticleId
from tellings.records.utterance import Utterance


@dataclass(frozen=True, slots=True)
class Story:
    """Articles on one event and everything their comparison shows.

    Articles stand in order of publication, undated ones last; attributions and mentions in them carry entity ids.
    """

    id: str
    title: str
    first_published: str | None
    last_published: str | None
    articles: tuple[AnnotatedArticle, ...]
    entities: tuple[Entity, ...]
    lineage: Lineage
    claims: tuple[Claim, ...]
    disagreements: tuple[Disagreement, ...]
    positions: tuple[Position, ...]
    wording: tuple[Wording, ...]
    omissions: tuple[Omission, ...]
    timeline: tuple[TimelineEntry, ...]
    digest: tuple[DigestSentence, ...]
    utterances: tuple[Utterance, ...] = ()
    issues: tuple[Issue, ...] = ()
    movements: tuple[Movement, ...] = ()
    negotiation: Negotiation | None = None
    rewriting: Rewriting | None = None

    @property
    def asserted(self) -> tuple[Claim, ...]:
        """The claims that are whole assertions; the others are parts of assertions (`Claim.focus`)."""
        return tuple(claim for claim in self.claims if not claim.focus)

    def article(self, article_id: ArticleId) -> AnnotatedArticle:
        """The story's article with that id."""
        return next(annotated for annotated in self.articles if annotated.article.id == article_id)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What `compare` gives back: the stories, the largest first, and the inputs that could not be used."""

    stories: tuple[Story, ...]
    set_aside: tuple[Skipped, ...]

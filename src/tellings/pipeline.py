"""The corridor itself: documents → articles → annotated articles → stories, each with lineage, claims and a digest.

Every stage is a pure function from records to records; where and how often they run is the engine's affair.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from tellings.claims import ClaimSettings, align
from tellings.cleaning import CleaningSettings, clean
from tellings.comparison import omissions_of, positions_of, timeline_of, wording_of
from tellings.digest import digest_of
from tellings.language.attributions import AttributionSettings, attributions_of, utterances_of
from tellings.language.names import NameSettings, entities_of, mentions_of
from tellings.language.parsing import parse
from tellings.language.time import timexes_of
from tellings.lineage import LineageSettings, trace
from tellings.records import AnnotatedArticle, Article, Comparison, Document, Skipped, Story
from tellings.stories.dating import DatingSettings, settle_dates
from tellings.stories.grouping import GroupingSettings, group
from tellings.stories.naming import story_id, story_title

# Raised when a stage gives other results for the same input: what a store keeps of it is then made anew.
ANNOTATION_VERSION = "1"
COMPARISON_VERSION = "2"


@dataclass(frozen=True, slots=True)
class Settings:
    """One settings record a stage, and what concerns the whole corridor.

    Args:
        one_story: The caller knows that all articles are on one event: do not group them.
        today: A date after this one is not believed; None believes all.
    """

    cleaning: CleaningSettings = field(default_factory=CleaningSettings)
    grouping: GroupingSettings = field(default_factory=GroupingSettings)
    dating: DatingSettings = field(default_factory=DatingSettings)
    attributions: AttributionSettings = field(default_factory=AttributionSettings)
    names: NameSettings = field(default_factory=NameSettings)
    lineage: LineageSettings = field(default_factory=LineageSettings)
    claims: ClaimSettings = field(default_factory=ClaimSettings)
    one_story: bool = False
    today: date | None = None


def annotate(article: Article, settings: Settings | None = None) -> AnnotatedArticle:
    """The article with its sentences, mentions, time expressions and attributions."""
    chosen = settings or Settings()
    grammar = parse(article)
    mentions = mentions_of(article, grammar)
    return AnnotatedArticle(
        article=article,
        parse=grammar,
        sentences=tuple(
            article.span(grammar.tokens[sentence.start].start, grammar.tokens[sentence.end - 1].end)
            for sentence in grammar.sentences
        ),
        mentions=mentions,
        timexes=timexes_of(article, grammar, article.published.value if article.published else None),
        attributions=attributions_of(article, grammar, mentions, chosen.attributions),
    )


def clean_document(document: Document | Skipped, settings: Settings) -> Article | Skipped:
    """A document cleaned, or why it cannot be used."""
    if isinstance(document, Skipped):
        return document
    return clean(document, replace(settings.cleaning, today=settings.today or settings.cleaning.today))


def read(document: Document | Skipped, settings: Settings) -> AnnotatedArticle | Skipped:
    """A document cleaned and annotated, or why it cannot be used."""
    article = clean_document(document, settings)
    return annotate(article, settings) if isinstance(article, Article) else article


Failed = Callable[[Article, Exception], Skipped]


def compare(
    articles: Iterable[AnnotatedArticle | Skipped], settings: Settings, failed: Failed | None = None
) -> Comparison:
    """The stories that the articles tell, the largest first, and what was set aside.

    Args:
        articles: Annotated ones, or what stands for those that could not be.
        settings: One record a stage.
        failed: What stands for an article of a story that could not be told; None raises what went wrong.
    """
    usable: dict[str, AnnotatedArticle] = {}
    set_aside: list[Skipped] = []
    for article in articles:
        if isinstance(article, Skipped):
            set_aside.append(article)
        else:
            usable[article.article.id] = article
    stories = []
    for names in grouped(list(usable.values()), settings):
        try:
            stories.append(tell([usable[name] for name in names], settings))
        except Exception as error:
            if failed is None:
                raise
            set_aside += (failed(usable[name].article, error) for name in names)
    return Comparison(stories=tuple(stories), set_aside=tuple(set_aside))


def grouped(articles: Sequence[AnnotatedArticle], settings: Settings) -> Sequence[Sequence[str]]:
    """Ids of the articles of each story, the largest story first."""
    if settings.one_story:
        return [[article.article.id for article in articles]] if articles else []
    return group([article.article for article in articles], settings.grouping)


def tell(articles: Sequence[AnnotatedArticle], settings: Settings) -> Story:
    """The whole story of articles on one event."""
    dated = in_order(with_dates_settled(articles, settings))
    entities, named = entities_of(dated, settings.names)
    utterances, told = utterances_of(named)
    lineage = trace([article.article for article in told], settings.lineage)
    claims, disagreements = align(told, entities, lineage, settings.claims)
    asserted = tuple(claim for claim in claims if not claim.focus)
    positions = positions_of(told, entities)
    days = [article.article.published.value for article in told if article.article.published]
    return Story(
        id=story_id(told),
        title=story_title(told, lineage),
        first_published=days[0] if days else None,
        last_published=days[-1] if days else None,
        articles=told,
        entities=entities,
        lineage=lineage,
        claims=claims,
        disagreements=disagreements,
        positions=positions.held,
        wording=wording_of(told, entities, lineage, asserted),
        omissions=omissions_of(told, asserted, lineage),
        timeline=timeline_of(told, asserted),
        digest=digest_of(told, claims, disagreements, lineage),
        utterances=utterances,
        issues=positions.issues,
        movements=positions.movements,
        negotiation=positions.negotiation,
    )


def with_dates_settled(articles: Sequence[AnnotatedArticle], settings: Settings) -> list[AnnotatedArticle]:
    """The articles of one story with inferred dates where the page prints none, and times resolved against them."""
    today = settings.today.isoformat() if settings.today else settings.dating.today
    inferred = settle_dates(articles, replace(settings.dating, today=today))
    settled = []
    for annotated in articles:
        published = inferred.get(annotated.article.id)
        if published is not None and published != annotated.article.published:
            article = replace(annotated.article, published=published)
            timexes = timexes_of(article, annotated.parse, published.value)
            annotated = replace(annotated, article=article, timexes=timexes)
        settled.append(annotated)
    return settled


def in_order(articles: Sequence[AnnotatedArticle]) -> list[AnnotatedArticle]:
    """The articles by publication, undated ones last; ties by source, so the order never depends on the caller's."""

    def key(annotated: AnnotatedArticle) -> tuple[bool, str, str, str]:
        published = annotated.article.published
        return published is None, published.value if published else "", annotated.article.source, annotated.article.id

    return sorted(articles, key=key)

"""What of the store goes out and what comes in: stories with or without a comparison, rows of articles, articles."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from tellings.engine.adding import Clock, annotation_key, refresh
from tellings.engine.grouping import grouping
from tellings.pipeline import Settings
from tellings.reading.imported import Told, imported
from tellings.records import AnnotatedArticle, Article, Comparison, Lineage, Parse, Skipped, Story
from tellings.show.exports.formats import exported, exported_rows
from tellings.show.exports.kinds import Format, Table
from tellings.show.exports.rows import Row, annotation_rows, article_row, rows
from tellings.show.exports.settings import ExportSettings
from tellings.store import Change, Store, StoryFilter, article_digest, open_store
from tellings.store import StoryRow as Stored

_PAGE = 100  # stories, or articles, read at once

_OF_ARTICLES = {Table.ARTICLES, Table.MENTIONS, Table.ATTRIBUTIONS}


def exported_store(
    store: Store,
    written_as: Format,
    table: Table = Table.ARTICLES,
    story: str | None = None,
    settings: ExportSettings | None = None,
) -> Iterator[bytes]:
    """The bytes of a file with a story, or with all of the store.

    Articles of stories that were not compared have their mentions and attributions and no claims or derivations; of
    articles in no story there are rows in the tables of articles, mentions and attributions.

    Raises:
        UnknownIdError: There is no such story.
        UsageError: Parquet is asked for and pyarrow is not installed.
    """
    stories = kept_stories(store, story)
    if written_as.is_table and table in _OF_ARTICLES and story is None:
        yield from exported_rows(table, _all_rows(store, table), written_as)
    else:
        yield from exported(stories, written_as, table, settings)


def kept_stories(store: Store, story: str | None = None) -> Iterator[Story]:
    """One story, or all, the latest first: as last compared, else with their articles alone."""
    found = [store.story(story)] if story is not None else _all_stories(store)
    for row in found:
        compared = store.comparison(row.id)
        yield compared.story if compared else _bare(store, row)


def uncompared(store: Store, story: str | None = None) -> int:
    """How many of the stories have several articles and no comparison. A story of one has nothing to compare."""
    found = [store.story(story)] if story is not None else _all_stories(store)
    return sum(not row.is_compared and row.articles > 1 for row in found)


def _all_stories(store: Store) -> Iterator[Stored]:
    offset = 0
    while page := list(store.stories(StoryFilter(limit=_PAGE, offset=offset))):
        yield from page
        offset += len(page)


def _bare(store: Store, row: Stored) -> Story:
    """A story of which only its articles are known."""
    names = [member.article for member in store.members(row.id)]
    return Story(
        id=row.id,
        title=row.title,
        first_published=row.first_published,
        last_published=row.last_published,
        articles=tuple(_annotated(store, names)),
        entities=(),
        lineage=Lineage((), (), (), (), ()),
        claims=(),
        disagreements=(),
        positions=(),
        wording=(),
        omissions=(),
        timeline=(),
        digest=(),
    )


def _annotated(store: Store, names: Sequence[str]) -> Iterator[AnnotatedArticle]:
    """The articles in the order of their ids, without layers where they were not annotated."""
    layers = {annotated.article.id: annotated for annotated in store.annotations(names)}
    for article in store.articles(names):
        yield layers.get(article.id) or unannotated(article)


def unannotated(article: Article) -> AnnotatedArticle:
    """The article with no layers."""
    return AnnotatedArticle(article, Parse((), (), ()), (), (), (), ())


def _all_rows(store: Store, table: Table) -> Iterator[Row]:
    """The rows of all current articles: those of stories, the latest story first, then those in no story."""
    yield from rows(table, kept_stories(store))
    for page in _pages(article for article in store.all_articles() if store.story_of(article.id) is None):
        for annotated in _annotated(store, [article.id for article in page]):
            if table is Table.ARTICLES:
                yield article_row(annotated.article, None)
            else:
                yield from annotation_rows(table, annotated, None)


def _pages(articles: Iterable[Article]) -> Iterator[list[Article]]:
    page: list[Article] = []
    for article in articles:
        page.append(article)
        if len(page) == _PAGE:
            yield page
            page = []
    if page:
        yield page


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What importing a file did to the store.

    Args:
        articles: How many articles the file holds, by what adding them did.
        others: Annotations, derivations and claims in it, which the store makes anew from the articles.
        set_aside: Rows that could not be used.
    """

    articles: dict[Change, int]
    others: int
    set_aside: tuple[Skipped, ...]


def import_file(store: Store, path: str, at: datetime) -> ImportReport:
    """What came of putting the articles of a file that Tellings wrote into the store, in one transaction.

    Doing it twice changes nothing. Annotations, stories and comparisons are not taken over: the store makes them of the
    articles, as for any that come in, so that everything in it was made by one program with one setting.

    Raises:
        InputError: The file cannot be read, or is of no form that Tellings writes; the store is as it was.
    """
    counted = dict.fromkeys(Change, 0)
    others, set_aside = 0, []
    with store.batch():
        for found in imported(path):
            if isinstance(found, Skipped):
                set_aside.append(found)
                continue
            articles = _articles(found)
            others += not articles
            for article in articles:
                counted[store.add_article(article, article_digest(article), at).change] += 1
    return ImportReport({change: count for change, count in counted.items() if count}, others, tuple(set_aside))


def settle(location: str, settings: Settings, *, now: Clock, jobs: int = 1) -> Iterator[str]:
    """The ids of stories that were compared, once what was put in is annotated and in stories."""
    yield from refresh(location, settings, now=now, jobs=jobs)
    with open_store(location) as store, grouping(store, annotation_key(settings)) as grouper:
        if grouper is not None:  # else another process is grouping, and takes what waits when it is done
            grouper.take_waiting(now)
            grouper.keep(now())
    yield from refresh(location, settings, now=now, jobs=jobs, annotate_too=False)


def _articles(found: Told | Comparison) -> list[Article]:
    if isinstance(found, Comparison):
        return [annotated.article for story in found.stories for annotated in story.articles]
    return [found.record] if isinstance(found.record, Article) else []

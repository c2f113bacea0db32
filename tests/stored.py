"""A store of the invented sample, made as the engine makes one: articles, annotations, stories, comparisons."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from tellings import api, pipeline
from tellings.reading import documents
from tellings.records import AnnotatedArticle, ArticleId, Comparison
from tellings.sample import sample_paths
from tellings.store import Membership, StageKey, Store, article_digest, open_store

NOW = datetime(2025, 5, 1, 12, tzinfo=UTC)
ANNOTATE, STORY = StageKey("annotate", "1", "s"), StageKey("story", "1", "s")


@cache
def sample_comparison() -> Comparison:
    """What compare makes of the sample; once a test run, because it loads the parser."""
    settings = pipeline.Settings()
    found = api.annotated(documents(map(str, sample_paths())), settings, jobs=1)
    return pipeline.compare(found, settings)


def fill(store: Store, comparison: Comparison) -> None:
    """Put all stories of a comparison into the store."""
    for story in comparison.stories:
        for annotated in story.articles:
            add(store, annotated)
        store.save_story(story.id, story.title, NOW)
        members = [Membership(ArticleId(a.article.id), story.id, 1.0, "the same event") for a in story.articles]
        store.put_in_story(members, NOW)
        store.save_comparison(story, store.story_input(story.id), STORY, NOW)


def add(store: Store, annotated: AnnotatedArticle) -> None:
    """Put one article with its layers into the store."""
    added = store.add_article(annotated.article, article_digest(annotated.article), NOW)
    store.save_annotation(annotated, ANNOTATE, NOW, article=added.article)


def sample_store(path: Path) -> Path:
    """A new store with the sample in it."""
    with open_store(path) as store:
        fill(store, sample_comparison())
    return path

"""The tables of stories: one record a row, in the shapes of the story JSON, each with the story it belongs to.

JSON Lines prints these records as they are; CSV and Parquet lay them flat (`columns`). Beside its offsets a row carries
the words at them, so that a table can be read without its articles.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from tellings.records import AnnotatedArticle, Article, Attribution, Claim, Derivation, Span, Story
from tellings.show.exports.kinds import Table
from tellings.show.lineage_json import whole_derivation_json
from tellings.show.story_json import annotated_json, article_json, story_json

Row = dict[str, Any]

BETWEEN = " … "  # stands between the pieces of a source, cue or content that a text interrupts


def rows(table: Table, stories: Iterable[Story]) -> Iterator[Row]:
    """The rows of one table, story by story, in the order in which the stories hold them."""
    made = _ROWS[table]
    for story in stories:
        yield from made(story)


def article_row(article: Article, story: str | None) -> Row:
    """An article's row: its entry of the story JSON and the id of its story, None where it is in none."""
    return {"story": story, **article_json(article)}


def attribution_row(article: Article, attribution: Attribution, given: Row, story: str | None) -> Row:
    """An attribution's row: its entry of the story JSON, its words, and who printed them when."""
    return {
        "story": story,
        **given,
        "source_text": _words(article, attribution.source),
        "cue_text": _words(article, attribution.cue),
        "content_text": _words(article, attribution.content),
        "outlet": article.outlet,
        "published": article.published.value if article.published else None,
    }


def annotation_rows(table: Table, annotated: AnnotatedArticle, story: str | None) -> Iterator[Row]:
    """The rows of a table of annotations (mentions or attributions) for one article."""
    layers = annotated_json(annotated)
    if table is Table.MENTIONS:
        yield from (_mention_row(annotated.article, given, story) for given in layers["mentions"])
    else:
        pairs = zip(annotated.attributions, layers["attributions"], strict=True)
        yield from (attribution_row(annotated.article, one, given, story) for one, given in pairs)


def _articles(story: Story) -> Iterator[Row]:
    return (article_row(annotated.article, story.id) for annotated in story.articles)


def _mentions(story: Story) -> Iterator[Row]:
    for annotated in story.articles:
        yield from annotation_rows(Table.MENTIONS, annotated, story.id)


def _mention_row(article: Article, mention: Row, story: str | None) -> Row:
    text = article.text[mention["start"] : mention["end"]]
    return {"story": story, "article": article.id, **mention, "text": text, "outlet": article.outlet}


def _attributions(story: Story) -> Iterator[Row]:
    for annotated in story.articles:
        yield from annotation_rows(Table.ATTRIBUTIONS, annotated, story.id)


def _claims(story: Story) -> Iterator[Row]:
    return ({"story": story.id, **claim} for claim in story_json(story)["claims"])


def _witnesses(story: Story) -> Iterator[Row]:
    articles = _by_id(story)
    for claim in story.claims:
        yield from _witnesses_of(claim, story.id, articles)


def _witnesses_of(claim: Claim, story: str, articles: dict[str, Article]) -> Iterator[Row]:
    for witness in claim.witnesses:
        article = articles[witness.span.article_id]
        yield {
            "story": story,
            "claim": claim.id,
            "status": claim.status,
            "article": article.id,
            "outlet": article.outlet,
            "start": witness.span.start,
            "end": witness.span.end,
            "text": article.wording(witness.span),
            "origin": witness.origin,
            "voice": witness.voice,
            "voice_name": witness.voice_name,
            "attribution": witness.attribution,
        }


def _derivations(story: Story) -> Iterator[Row]:
    return ({"story": story.id, **whole_derivation_json(edge)} for edge in story.lineage.derivations)


def _passages(story: Story) -> Iterator[Row]:
    articles = _by_id(story)
    for edge in story.lineage.derivations:
        yield from _passages_of(edge, story.id, articles)


def _passages_of(edge: Derivation, story: str, articles: dict[str, Article]) -> Iterator[Row]:
    for passage in edge.passages:
        child, parent = passage.child, passage.parent
        yield {
            "story": story,
            "child": edge.child,
            "parent": edge.parent,
            "kind": edge.kind,
            "child_start": child.start,
            "child_end": child.end,
            "parent_start": parent.start if parent is not None else None,
            "parent_end": parent.end if parent is not None else None,
            "verbatim": passage.verbatim,
            "child_text": articles[child.article_id].wording(child),
            "parent_text": articles[parent.article_id].wording(parent) if parent is not None else None,
        }


def _stories(story: Story) -> Iterator[Row]:
    outlets = dict.fromkeys(annotated.article.name for annotated in story.articles)
    yield {
        "id": story.id,
        "title": story.title,
        "first_published": story.first_published,
        "last_published": story.last_published,
        "articles": [annotated.article.id for annotated in story.articles],
        "outlets": list(outlets),
        "origins": len(story.lineage.origins),
        "derivations": len(story.lineage.derivations),
        "claims": len(story.claims),
        "disagreements": sum(not disagreement.compatible for disagreement in story.disagreements),
        "digest": [line.text for line in story.digest],
    }


def _by_id(story: Story) -> dict[str, Article]:
    return {annotated.article.id: annotated.article for annotated in story.articles}


def _words(article: Article, spans: Sequence[Span]) -> str:
    return BETWEEN.join(article.wording(span) for span in spans)


_ROWS: dict[Table, Callable[[Story], Iterator[Row]]] = {
    Table.ARTICLES: _articles,
    Table.MENTIONS: _mentions,
    Table.ATTRIBUTIONS: _attributions,
    Table.CLAIMS: _claims,
    Table.WITNESSES: _witnesses,
    Table.DERIVATIONS: _derivations,
    Table.PASSAGES: _passages,
    Table.STORIES: _stories,
}

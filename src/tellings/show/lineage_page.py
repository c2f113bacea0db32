"""The page of a set of which only the lineage is known: its families of texts, each as a small story."""

from collections.abc import Sequence
from dataclasses import replace

from tellings.records import AnnotatedArticle, Article, Lineage, Parse, Story
from tellings.show.article_views import article_view
from tellings.show.evidence import Evidence
from tellings.show.headline import counts
from tellings.show.lineage_views import lineage_view
from tellings.show.view import FamilyView, LineagePageView
from tellings.show.words import counted, period

# Families shown open; the others unfold. A guess at what is read through.
SHOWN_FAMILIES = 3
# Families named in the table of contents.
LISTED_FAMILIES = 40


def lineage_page_view(articles: Sequence[Article], lineage: Lineage) -> LineagePageView:
    """The families of texts, the largest first, and the texts that share nothing with another."""
    groups = families(articles, lineage)
    views: list[FamilyView] = []
    first = 1
    for number, group in enumerate((group for group in groups if len(group) > 1), 1):
        views.append(_family(_as_story(group, lineage), f"f{number}", first))
        first += len(group)
    alone = [group[0] for group in groups if len(group) == 1]
    return LineagePageView(
        f"{counted(len(articles), 'text')}, {counted(len(views), 'family', 'families')}",
        _explained(len(articles), len(views), len(alone)),
        tuple(views[:SHOWN_FAMILIES]),
        tuple(views[SHOWN_FAMILIES:]),
        tuple(views[:LISTED_FAMILIES]),
        tuple((article.name, article.title, article.source) for article in alone),
    )


def _explained(texts: int, found: int, alone: int) -> str:
    if not found:
        return "No text copies another."
    shared = counted(texts - alone, "text")
    rest = f"; {counted(alone, 'text')} {'shares' if alone == 1 else 'share'} nothing with another" if alone else ""
    return f"{shared} {'has' if texts - alone == 1 else 'have'} copied words{rest}."


def families(articles: Sequence[Article], lineage: Lineage) -> list[list[Article]]:
    """The articles in groups that derivations join, directly or through an unseen origin; the largest group first."""
    group_of: dict[str, list[str]] = {article.id: [article.id] for article in articles}
    for derivation in lineage.derivations:
        one = group_of.setdefault(derivation.parent, [derivation.parent])
        other = group_of.setdefault(derivation.child, [derivation.child])
        if one is not other:
            large, small = (one, other) if len(one) >= len(other) else (other, one)
            large += small
            group_of.update(dict.fromkeys(small, large))
    found: dict[int, list[Article]] = {}
    for article in articles:
        found.setdefault(id(group_of[article.id]), []).append(article)
    return sorted(found.values(), key=lambda group: -len(group))


def _as_story(group: Sequence[Article], lineage: Lineage) -> Story:
    """A story of which nothing is known but who copied whom."""
    ordered = sorted(group, key=lambda a: (a.published is None, a.published.value if a.published else "", a.source))
    ids = {article.id for article in group}
    origins = tuple(origin for origin in lineage.origins if ids & set(origin.articles))
    names = {origin.id for origin in origins}
    days = [article.published.value for article in ordered if article.published]
    part = replace(
        lineage,
        origins=origins,
        derivations=tuple(d for d in lineage.derivations if d.child in ids),
        related=tuple(d for d in lineage.related if d.child in ids),
        shared=tuple(s for s in lineage.shared if s.one.article_id in ids and s.other.article_id in ids),
        variants=tuple(v for v in lineage.variants if v.origin in names),
    )
    annotated = tuple(AnnotatedArticle(article, Parse((), (), ()), (), (), (), ()) for article in ordered)
    title = next((article.title for article in ordered if article.title), ordered[0].name)
    return Story(
        ordered[0].id,
        title,
        days[0] if days else None,
        days[-1] if days else None,
        annotated,
        (),
        part,
        *((),) * 8,
    )


def _family(story: Story, anchor: str, first: int) -> FamilyView:
    evidence = Evidence(story, first)
    lineage = lineage_view(story.lineage, evidence, anchor)
    return FamilyView(
        anchor,
        story.title,
        period(story.first_published, story.last_published),
        counts(story, evidence),
        lineage,
        tuple(article_view(annotated.article, story.lineage, evidence) for annotated in story.articles),
    )

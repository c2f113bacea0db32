"""The page of a set of which only the lineage is known: its families of texts, each as a small story."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from tellings.records import (
    AnnotatedArticle,
    Article,
    Derivation,
    Lineage,
    Origin,
    Parse,
    SharedPassage,
    Story,
    Variant,
)
from tellings.show.article_views import article_view
from tellings.show.evidence import Evidence
from tellings.show.headline import counts
from tellings.show.lineage_views import lineage_view
from tellings.show.view import FamilyView, LineagePageView
from tellings.show.words import counted, period

# Families shown open; the others unfold. A guess at what is read through.
SHOWN_FAMILIES = 3
# Families named in the table of contents: a phone's screen full.
LISTED_FAMILIES = 12
# Families laid out at all: 15 kB a text, so a thousand texts make a page of 15 MB, at the edge of what opens at once.
MOST_FAMILIES = 200


def lineage_page_view(articles: Sequence[Article], lineage: Lineage) -> LineagePageView:
    """The families of texts, the largest first, and the texts that share nothing with another."""
    groups = families(articles, lineage)
    alone = [group[0] for group in groups if len(group) == 1]
    found = _as_stories([group for group in groups if len(group) > 1], lineage)
    views: list[FamilyView] = []
    first = 1
    for number, story in enumerate(found[:MOST_FAMILIES], 1):
        views.append(_family(story, f"f{number}", first))
        first += len(story.articles)
    return LineagePageView(
        f"{counted(len(articles), 'text')}, {counted(len(found), 'family', 'families')}",
        _explained(len(articles), len(found), len(alone)),
        tuple(views[:SHOWN_FAMILIES]),
        tuple(views[SHOWN_FAMILIES:]),
        tuple(views[:LISTED_FAMILIES]),
        tuple((story.title, len(story.articles)) for story in found[MOST_FAMILIES:]),
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


def _as_stories(groups: Sequence[Sequence[Article]], lineage: Lineage) -> list[Story]:
    """A story for each group, of which nothing is known but who copied whom."""
    group_of: dict[str, int] = {article.id: number for number, group in enumerate(groups) for article in group}
    for origin in lineage.origins:
        carrier = next((id_ for id_ in origin.articles if id_ in group_of), None)
        if carrier is not None:
            group_of[origin.id] = group_of[carrier]
    parts = [_Part() for _ in groups]
    for name, place in _PLACES.items():
        for record in getattr(lineage, name):
            if (number := group_of.get(place(record))) is not None:
                getattr(parts[number], name).append(record)
    return [_as_story(group, part.lineage()) for group, part in zip(groups, parts, strict=True)]


_PLACES: dict[str, Callable[[Any], str]] = {
    "origins": attrgetter("id"),
    "derivations": attrgetter("child"),
    "related": attrgetter("child"),
    "shared": attrgetter("one.article_id"),
    "variants": attrgetter("origin"),
}


@dataclass(slots=True)
class _Part:
    """The records of a lineage that concern one group."""

    origins: list[Origin] = field(default_factory=list)
    derivations: list[Derivation] = field(default_factory=list)
    related: list[Derivation] = field(default_factory=list)
    shared: list[SharedPassage] = field(default_factory=list)
    variants: list[Variant] = field(default_factory=list)

    def lineage(self) -> Lineage:
        return Lineage(
            tuple(self.origins),
            tuple(self.derivations),
            tuple(self.related),
            tuple(self.shared),
            tuple(self.variants),
        )


def _as_story(group: Sequence[Article], lineage: Lineage) -> Story:
    ordered = sorted(group, key=lambda a: (a.published is None, a.published.value if a.published else "", a.source))
    days = [article.published.value for article in ordered if article.published]
    return Story(
        ordered[0].id,
        next((article.title for article in ordered if article.title), ordered[0].name),
        days[0] if days else None,
        days[-1] if days else None,
        tuple(AnnotatedArticle(article, Parse((), (), ()), (), (), (), ()) for article in ordered),
        (),
        lineage,
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

"""The big plain line of a story: how many outlets, how many texts behind them, and which outlets repeat what."""

from collections.abc import Iterable, Sequence

from tellings.records import ArticleId, Lineage, Origin, Story
from tellings.show.evidence import Evidence
from tellings.show.view import CountsView
from tellings.show.words import counted, in_words, listed, short_name

# From this share of its own text an article that carries another text reprints it; below, it draws on it. A guess.
_REPRINTS = 0.5
_MOST_NAMES, _MOST_GROUPS = 4, 3  # more than a reader takes in at a glance


def counts(story: Story, evidence: Evidence) -> CountsView:
    """How many outlets there are, how many independent texts a reader would count, and what that means."""
    reports = len(story.articles)
    names = {annotated.article.name for annotated in story.articles}
    outlets = counted(len(names), "outlet")
    if reports != len(names):
        outlets = f"{counted(reports, 'report')} by {outlets}"
    texts, further = story.lineage.independent_texts()
    return CountsView(outlets, counted(len(texts), "independent text"), _explained(story, evidence, texts, further))


def _explained(story: Story, evidence: Evidence, texts: Sequence[Origin], further: Sequence[Origin]) -> str:
    copied = [origin for origin in texts if _copies(origin)]
    said = [_repeated(origin, story.lineage, evidence, further) for origin in copied[:_MOST_GROUPS]]
    more = len({id_ for origin in copied[_MOST_GROUPS:] for id_ in _copies(origin)})
    if more:
        said.append(f"{in_words(more).capitalize()} more {'repeats' if more == 1 else 'repeat'} another text.")
    if not said and len(story.articles) > 1:
        said = ["No report repeats another."]
    return " ".join(said)


def _copies(origin: Origin) -> tuple[ArticleId, ...]:
    """The articles that have the text from elsewhere: all of an unseen one's, all but the first of another's."""
    return origin.articles[1:] if origin.seen else origin.articles


def _repeated(origin: Origin, lineage: Lineage, evidence: Evidence, further: Sequence[Origin]) -> str:
    """Which outlets reprint a text and which draw on it, and whether they add to it."""
    copies = [id_ for id_ in _copies(origin) if id_ in evidence.reports]
    share = {d.child: d.share_of_child for d in lineage.derivations}
    is_open = {d.child for d in lineage.derivations if not d.decided}
    alike = [id_ for id_ in copies if id_ in is_open]
    whole = [id_ for id_ in copies if id_ not in is_open and share.get(id_, 1.0) >= _REPRINTS]
    parts = [id_ for id_ in copies if id_ not in alike and id_ not in whole]
    verbs = (("reprints", "reprint"), ("draws on", "draw on"), ("shares text with", "share text with"))
    acts = [
        f"{_named(ids, evidence)} {one if len(ids) == 1 else several}"
        for ids, (one, several) in zip((whole, parts, alike), verbs, strict=True)
        if ids
    ]
    adding = {id_ for other in further for id_ in other.articles if id_ in copies}
    return f"{', and '.join(acts)} {_text_named(origin, evidence)}{_adding(len(adding), len(copies))}."


def _text_named(origin: Origin, evidence: Evidence) -> str:
    name = evidence.named(short_name(origin.name))
    if origin.seen:
        report = evidence.reports.get(origin.articles[0]) if origin.articles else None
        return report.outlet if report else name
    kind = name if origin.agency and name != "Agency dispatch" else name[:1].lower() + name[1:]
    return f"one {kind} that is not among the reports"


def _adding(adding: int, copies: int) -> str:
    if not adding:
        return ""
    if copies == 1:
        return ", and adds other reporting"
    return f"; {in_words(adding)} of them {'adds' if adding == 1 else 'add'} other reporting"


def _named(ids: Iterable[ArticleId], evidence: Evidence) -> str:
    names = list(dict.fromkeys(evidence.reports[id_].outlet for id_ in ids))
    if len(names) > _MOST_NAMES + 1:
        names = [*names[:_MOST_NAMES], f"{in_words(len(names) - _MOST_NAMES)} others"]
    return listed(names)

"""Descriptions that one article leaves open and the story settles: one bearer of the role among all its people."""

from collections.abc import Sequence
from dataclasses import dataclass

from tellings.language.names.bodies import is_narrowed_rightly, is_of_kind, kinds_of_name
from tellings.language.names.descriptions import phrases_of
from tellings.language.names.finding import ORGANISATION, PERSON
from tellings.language.names.grammar import Grammar
from tellings.language.names.joining import Group
from tellings.language.names.offices import Office, Phrase, fits
from tellings.language.names.titles import is_same_office, titles
from tellings.records import AnnotatedArticle, Mention, MentionForm, Span

# A body that one article names in passing is not what another means by "the union".
MIN_ARTICLES = 2


@dataclass(frozen=True, slots=True)
class InferredMention:
    """A description with the entity that the story shows; `is_definite` is false for "a Kremlin aide"."""

    article: int
    mention: Mention
    is_definite: bool


@dataclass(frozen=True, slots=True)
class _Holder:
    """A person of the story with an office, and the article that gives it."""

    group: Group
    id: str
    office: Office
    article: int


def inferred_mentions(
    articles: Sequence[AnnotatedArticle], grammars: Sequence[Grammar], groups: list[Group], ids: list[str]
) -> list[InferredMention]:
    """The open descriptions that one person of the story fits, in order of article and place."""
    holders = [
        _Holder(group, id_, office, unit.article)
        for group, id_ in zip(groups, ids, strict=True)
        if group.type is PERSON
        for unit in group.units
        for office in unit.offices
    ]
    bodies = _bodies(groups, ids)
    found = []
    for number, (annotated, grammar) in enumerate(zip(articles, grammars, strict=True)):
        plain = {MentionForm.NAME, MentionForm.METONYM}
        ranges = [grammar.range_of(m.span) for m in annotated.mentions if m.form in plain]
        known = {m.span for m in annotated.mentions if m.form is MentionForm.DESCRIPTION}
        for phrase, is_body in phrases_of(grammar, ranges):
            span = grammar.span(phrase.start, phrase.end)
            if span in known:
                continue
            if is_body:
                found += _bodies_meant(phrase, number, span, bodies)
                continue
            holder = _holder(phrase, number, holders) or _bare_holder(phrase, number, holders)
            if holder is None:
                continue
            definite = phrase.determiner != "indefinite"
            reason = _reason(phrase, holder, articles, definite)
            name = holder.group.names[0]
            mention = Mention(span, PERSON, MentionForm.DESCRIPTION, name, reason, holder.id)
            found.append(InferredMention(number, mention, definite))
    return found


def _bodies(groups: list[Group], ids: list[str]) -> list[tuple[Group, str, frozenset[str]]]:
    """The story's organisations with the nouns for bodies that their names bear."""
    return [
        (group, id_, frozenset(kind for name in group.names for kind in kinds_of_name(name)))
        for group, id_ in zip(groups, ids, strict=True)
        if group.type is ORGANISATION
    ]


def _bodies_meant(
    phrase: Phrase, number: int, span: Span, bodies: list[tuple[Group, str, frozenset[str]]]
) -> list[InferredMention]:
    """The one organisation of its kind in the story, for an article that says "the union" and never names it whole.

    An article that names it knows what it may call it: there its own step decides.
    """
    if phrase.determiner != "definite" or phrase.office.noun == "government":
        return []
    noun = phrase.office.noun
    kin = [(group, id_) for group, id_, kinds in bodies if is_of_kind(noun, kinds)]
    if len(kin) != 1 or len(kin[0][0].articles) < MIN_ARTICLES or not is_narrowed_rightly(phrase, kin[0][0].names[0]):
        return []
    group, id_ = kin[0]
    name = group.names[0]
    if any(unit.article == number and is_of_kind(noun, kinds_of_name(unit.name)) for unit in group.units):
        return []
    reason = f"'{phrase.office.wording}' fits only '{name}' in this story."
    mention = Mention(span, ORGANISATION, MentionForm.DESCRIPTION, name, reason, id_)
    return [InferredMention(number, mention, True)]


def _bare_holder(phrase: Phrase, number: int, holders: list[_Holder]) -> _Holder | None:
    """The one holder of the very office in the story, where the article names him and says "the minister" only."""
    asked = phrase.office
    title = titles().get(asked.noun)
    if title is None or not title.is_role or phrase.determiner != "definite" or asked.country or asked.owner:
        return None
    fitting = [h for h in holders if is_same_office(asked.noun, h.office.noun)]
    people = {id(h.group) for h in fitting}
    exact = [h for h in fitting if h.office.noun == asked.noun and fits(asked, h.office)]
    return exact[0] if len(people) == 1 and exact and number in exact[0].group.articles else None


def _reason(phrase: Phrase, holder: _Holder, articles: Sequence[AnnotatedArticle], definite: bool) -> str:
    source = articles[holder.article].article.name
    name = holder.group.names[0]
    lead = "" if definite else "Inferred: "
    called = f"whom {source} calls '{holder.office.wording}'"
    return f"{lead}'{phrase.office.wording}' fits only '{name}' in this story, {called}."


def _holder(phrase: Phrase, number: int, holders: list[_Holder]) -> _Holder | None:
    asked = phrase.office
    title = titles().get(asked.noun)
    if title is None or not title.is_role or phrase.determiner == "pronoun":
        return None
    # A bare "the president", or "an official", fits too many to be settled from elsewhere.
    if not asked.country and not asked.owner:
        return None
    owner = _owner_country(asked, holders)
    fitting = [h for h in holders if fits(asked, h.office, owner)]
    if phrase.determiner == "indefinite":
        if not title.broader or any(number in h.group.articles for h in fitting):
            return None
        fitting = [h for h in fitting if _is_same_noun(asked.noun, h.office.noun)]
    elif not title.broader:
        return None
    people = {id(h.group) for h in fitting}
    if len(people) > 1:
        fitting = _closest(asked, fitting)
        people = {id(h.group) for h in fitting}
    return fitting[0] if len(people) == 1 else None


def _closest(asked: Office, fitting: list[_Holder]) -> list[_Holder]:
    """The holders of the very noun that was asked for, before those it fits by a broader one."""
    exact = [h for h in fitting if _is_same_noun(asked.noun, h.office.noun)]
    best = max((len(asked.modifiers & h.office.modifiers) for h in exact), default=0)
    return [h for h in exact if len(asked.modifiers & h.office.modifiers) == best]


def _is_same_noun(one: str, other: str) -> bool:
    return one == other or {one, other} <= {"spokesman", "spokeswoman", "spokesperson"}


def _owner_country(asked: Office, holders: list[_Holder]) -> str | None:
    last = asked.owner.split()[-1:] if asked.owner else []
    countries = [h.office.country for h in holders if last and any(n.split()[-1:] == last for n in h.group.names)]
    return next((country for country in countries if country), None)

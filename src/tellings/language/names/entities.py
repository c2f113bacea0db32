"""Entities: the people, organisations and places of a story under all the names its articles use.

Articles have gathered their own names already (`mentions`); here the articles' referents are joined. Two referents are
one where their names say so (`names_matching`) and nothing speaks against it: an article that holds them apart, the
gender, the user's list of pairs never to merge. Short names go to the one bearer the story has. People, organisations
and places never merge with each other; a capital that stands for a government is an entity apart from the city.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from anyascii import anyascii

from tellings.language.names.fields import is_described_body, with_described_bodies
from tellings.language.names.finding import PERSON, PLACE
from tellings.language.names.grammar import grammar_of
from tellings.language.names.joining import Group, joined_groups
from tellings.language.names.listed import NameSettings, with_listed_names
from tellings.language.names.matching import is_acronym, person_words
from tellings.language.names.places import place_key, place_of
from tellings.language.names.renaming import with_names_repaired
from tellings.language.names.repeats import with_repeated_names
from tellings.language.names.roles import InferredMention, inferred_mentions
from tellings.language.names.units import Unit, units_of
from tellings.records import AnnotatedArticle, Attribution, Entity, EntityType, Mention, MentionForm, Span, SpeakerKind


def entities_of(
    articles: Sequence[AnnotatedArticle], settings: NameSettings | None = None
) -> tuple[tuple[Entity, ...], tuple[AnnotatedArticle, ...]]:
    """The story's entities, the most mentioned first, and its articles with entities and speakers filled in.

    A speaker without a name stays None, unless the story has one bearer of the role he is called by: then the mention
    and the attribution carry the entity, and their reason says that it is inferred.

    Cost: quadratic in the story's distinct names.
    """
    settings = settings or NameSettings()
    grammars = [grammar_of(annotated.article, annotated.parse) for annotated in articles]
    articles = with_repeated_names(with_names_repaired(with_listed_names(articles, settings), grammars), grammars)
    articles = with_described_bodies(articles, grammars)
    units = units_of(articles, grammars)
    groups = joined_groups(units, settings.aliases, settings.never_merge)
    ids = _ids(groups)
    owner = {(unit.article, unit.type, name): id_ for group, id_ in zip(groups, ids, strict=True)
             for unit in group.units for name in (unit.name,)}  # fmt: skip
    moved = {(unit.article, unit.found_as, unit.name): unit.type for unit in units}
    inferred = inferred_mentions(articles, grammars, groups, ids)
    filled = tuple(
        _filled(annotated, number, owner, moved, [i for i in inferred if i.article == number])
        for number, annotated in enumerate(articles)
    )
    return _entities(groups, ids, filled), filled


def _filled(
    annotated: AnnotatedArticle,
    number: int,
    owner: dict[tuple[int, EntityType, str], str],
    moved: dict[tuple[int, EntityType, str], EntityType],
    inferred: list[InferredMention],
) -> AnnotatedArticle:
    mentions = []
    for mention in annotated.mentions:
        type_ = moved.get((number, mention.type, mention.name), mention.type)
        entity = owner.get((number, type_, mention.name))
        mentions.append(replace(mention, type=type_, entity=entity))
    mentions += [i.mention for i in inferred]
    mentions.sort(key=lambda mention: (mention.span.start, -mention.span.end))
    attributions = tuple(_with_speaker(a, mentions, inferred) for a in annotated.attributions)
    return replace(annotated, mentions=tuple(mentions), attributions=attributions)


def _with_speaker(attribution: Attribution, mentions: list[Mention], inferred: list[InferredMention]) -> Attribution:
    if attribution.speaker_kind is SpeakerKind.NAMED:
        return replace(attribution, speaker=_named_speaker(attribution, mentions))
    if attribution.speaker_kind is SpeakerKind.UNNAMED:
        if (named := _name_itself(attribution, mentions)) is not None:
            reason = named.reason or f"The source is named: '{named.name}'."
            return replace(
                attribution,
                speaker=named.entity,
                speaker_kind=SpeakerKind.NAMED,
                speaker_reason=reason,
                speaker_name=named.name,
            )
        for found in inferred:
            # The description itself must be the source, not a name inside it ("the Kremlin aide's lawyer").
            if any(_is_mostly(found.mention.span, source) for source in attribution.source):
                kind = SpeakerKind.NAMED if found.is_definite else SpeakerKind.UNNAMED
                before = "" if found.is_definite else attribution.speaker_reason
                reason = f"{before} {found.mention.reason}".strip()
                name = found.mention.name if found.is_definite else attribution.speaker_name
                entity = found.mention.entity
                return replace(attribution, speaker=entity, speaker_kind=kind, speaker_reason=reason, speaker_name=name)
    return replace(attribution, speaker=None)


def _name_itself(attribution: Attribution, mentions: list[Mention]) -> Mention | None:
    """The name that is the whole source, where only another article of the story shows that it is one."""
    if len(attribution.source) != 1:
        return None
    source = attribution.source[0]
    for mention in mentions:
        is_inside = mention.form is MentionForm.NAME and mention.entity and source.covers(mention.span)
        # "the" before it, a comma behind it
        if is_inside and mention.span.start - source.start in {0, 4} and source.end - mention.span.end <= 1:
            return mention
    return None


def _is_mostly(inner: Span, outer: Span) -> bool:
    """Whether one span begins the other, or nearly: a source may go on with a relative clause."""
    return outer.covers(inner) and inner.start - outer.start <= 2 and outer.overlap(inner) * 2 >= len(outer)


def _named_speaker(attribution: Attribution, mentions: list[Mention]) -> str | None:
    """The entity of the mention in the source that bears the speaker's name, else of any mention with that name."""
    inside = [m for m in mentions if any(source.overlap(m.span) for source in attribution.source)]
    same = [m for m in inside if m.name == attribution.speaker_name and m.entity]
    same = same or [m for m in mentions if m.name == attribution.speaker_name and m.entity]
    same = same or [
        m for m in inside if is_described_body(m) and any(_is_mostly(m.span, source) for source in attribution.source)
    ]
    return same[0].entity if same else None


def _ids(groups: list[Group]) -> list[str]:
    """Slugs of type and name, numbered where two entities of one type bear one name."""
    taken: Counter[str] = Counter()
    ids = []
    for group in groups:
        plain = re.sub(r"[^a-z0-9]+", "-", anyascii(display_name(group)).lower()).strip("-")
        slug = f"{group.type.value}-{plain or 'unnamed'}"
        taken[slug] += 1
        ids.append(slug if taken[slug] == 1 else f"{slug}-{taken[slug]}")
    return ids


def display_name(group: Group) -> str:
    """The fullest name most articles use: spelled out before short, then by articles, words, and mentions.

    A country goes by its own name where any article uses it.
    """
    articles: Counter[str] = Counter()
    uses: Counter[str] = Counter()
    for unit in group.units:
        for wording, count in unit.wordings.items():
            articles[wording] += 1
            uses[wording] += count
    for wording in sorted(articles):
        place = place_of(wording) if group.type is PLACE else None
        if place and place.kind == "name" and place_key(place.country) == place_key(wording) and not wording.isupper():
            return wording
    return min(articles, key=lambda w: (_is_short(w, group), -articles[w], -len(w.split()), -uses[w], w))


def _is_short(wording: str, group: Group) -> bool:
    if group.type is PERSON:
        return len(person_words(wording)) < 2
    return is_acronym(wording)


def _entities(groups: list[Group], ids: list[str], articles: tuple[AnnotatedArticle, ...]) -> tuple[Entity, ...]:
    spans: dict[str, list[Span]] = {id_: [] for id_ in ids}
    wordings: dict[str, Counter[str]] = {id_: Counter() for id_ in ids}
    for annotated in articles:
        for mention in annotated.mentions:
            if mention.entity is None:
                continue
            spans[mention.entity].append(mention.span)
            if mention.form is not MentionForm.PRONOUN:
                wordings[mention.entity][" ".join(annotated.article.wording(mention.span).split())] += 1
    found = []
    for group, id_ in zip(groups, ids, strict=True):
        name = display_name(group)
        others = [(w, count) for w, count in wordings[id_].items() if w != name]
        aliases = tuple(w for w, _ in sorted(others, key=lambda entry: (-entry[1], entry[0])))
        found.append(Entity(id_, name, group.type, aliases, tuple(spans[id_]), tuple(group.reasons)))
    return tuple(sorted(found, key=lambda entity: (-len(entity.mentions), entity.id)))


__all__ = ["NameSettings", "Unit", "display_name", "entities_of"]

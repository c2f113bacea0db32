"""From annotated articles to claims and disagreements: the room's one way in."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from tellings.claims.clusters import groups
from tellings.claims.counting import Count, Story, count, keys_of
from tellings.claims.disagreements import disagreements, disputed
from tellings.claims.element_likeness import element_likenesses
from tellings.claims.facts import Facts
from tellings.claims.grammar import Grammar, grammar
from tellings.claims.likeness import Likeness, likenesses, reason
from tellings.claims.origins import Texts
from tellings.claims.parts import telling_parts
from tellings.claims.passages import SharedWords, shared_words
from tellings.claims.settings import ClaimSettings
from tellings.claims.sureness import confidence, perhaps_same
from tellings.claims.told import told_by
from tellings.claims.voices import Voices
from tellings.claims.wording import bare, by_clarity, closed, sentence, whole_sentence
from tellings.records import AnnotatedArticle, ArticleId, Claim, Disagreement, Entity, Lineage, Status


class Aligned(NamedTuple):
    """The claims of one story, best supported first, and where its accounts differ."""

    claims: tuple[Claim, ...]
    disagreements: tuple[Disagreement, ...]


_ORDER = (Status.CORROBORATED, Status.ONE_VOICE, Status.DISPUTED, Status.ECHOED, Status.SINGLE)
_DEFAULT = ClaimSettings()


def align(
    articles: Sequence[AnnotatedArticle],
    entities: Sequence[Entity],
    lineage: Lineage,
    settings: ClaimSettings = _DEFAULT,
) -> Aligned:
    """The claims and disagreements of one story.

    Args:
        articles: In order of publication; their mentions and attributions carry entity ids, or names where there are
            none yet.
        entities: The story's people, organisations and places, for their names.
        lineage: The story's texts: which passages are shared and whose they are.
        settings: Thresholds.

    Cost: quadratic in the assertions that share a word; 10 articles of 600 words take about 0.2 s.
    """
    grammars = [grammar(annotated) for annotated in articles]
    wholes, parts = told_by(grammars, with_elements=settings.elements)
    found = wholes + parts
    shared = shared_words(articles, found, lineage)
    pairs = _with_copies([*likenesses(wholes, settings), *element_likenesses(found, len(wholes))], shared)
    members = _members(found, len(wholes), pairs, shared, settings)
    by_id = {annotated.article.id: annotated.article for annotated in articles}
    story = Story(
        articles=by_id,
        facts=found,
        words=[keys_of(by_id[fact.span.article_id].wording(fact.span)) for fact in found],
        pairs={(pair.one, pair.other): pair for pair in pairs},
        texts=Texts([annotated.article for annotated in articles], lineage),
        shared=shared,
        voices=Voices(grammars, entities),
        settings=settings,
    )
    return _aligned(story, members, grammars, {entity.id: entity.name for entity in entities})


def _members(
    found: Sequence[Facts], first: int, pairs: Sequence[Likeness], shared: SharedWords, settings: ClaimSettings
) -> list[Sequence[int]]:
    """The claims: assertions that are one, and elements that are one and tell more; places of elements from `first`."""
    of_wholes = [pair for pair in pairs if pair.other < first]
    of_parts = [replace(pair, one=pair.one - first, other=pair.other - first) for pair in pairs if pair.one >= first]
    tied = [(one - first, other - first) for one, other in shared.tied if one >= first]
    wholes = groups(first, of_wholes, [pair for pair in shared.tied if pair[1] < first], settings.join)
    parts = groups(len(found) - first, of_parts, tied, settings.join_elements)
    return [*wholes, *telling_parts(found, [[index + first for index in group] for group in parts], wholes)]


def _with_copies(pairs: Sequence[Likeness], shared: SharedWords) -> list[Likeness]:
    """The pairs with the same words of two copies as certain."""
    tied = frozenset(shared.tied)
    known = {(pair.one, pair.other) for pair in pairs}
    certain = [replace(pair, likelihood=1.0, topic=1.0) if (pair.one, pair.other) in tied else pair for pair in pairs]
    missing = [Likeness(one, other, 1.0, 1.0, 1.0, ()) for one, other in shared.tied if (one, other) not in known]
    return sorted([*certain, *missing], key=lambda pair: (pair.one, pair.other))


def _aligned(
    story: Story, members: Sequence[Sequence[int]], grammars: Sequence[Grammar], names: Mapping[str, str]
) -> Aligned:
    numbers = {number: f"g{number}" for number in range(len(members))}
    group_of = {index: numbers[number] for number, group in enumerate(members) for index in group}
    by_id = {one.annotated.article.id: one for one in grammars}
    wholes = [index for index, fact in enumerate(story.facts) if fact.element is None]
    bodies = {index: bare(story.facts[index], by_id[story.facts[index].span.article_id]) for index in wholes}
    pairs = [pair for pair in story.pairs.values() if pair.one in bodies]
    found = disagreements(story.facts, pairs, group_of, grammars, bodies, story.settings)
    in_conflict = disputed(found)
    named = {claim for disagreement in found for claim in disagreement.claims}
    counts = [count(story, group) for group in members]
    texts = [_text(story, group, by_id, is_needed=numbers[n] in named) for n, group in enumerate(members)]
    statuses = [Status.DISPUTED if numbers[n] in in_conflict else c.status for n, c in enumerate(counts)]
    parts = {n for n, group in enumerate(members) if story.facts[group[0]].element}
    texts = _told_once(texts, parts | {n for n in range(len(members)) if numbers[n] in named})
    order = sorted(
        (n for n in range(len(members)) if texts[n][1]),
        key=lambda n: (_ORDER.index(statuses[n]), -counts[n].outlets, -counts[n].origins, members[n][0]),
    )
    ids = {numbers[n]: f"c{place}" for place, n in enumerate(order, start=1)}
    near = perhaps_same(story.facts, members, story.pairs, story.settings)
    told = (_claim(ids[numbers[n]], story, members[n], counts[n], statuses[n], texts[n], names) for n in order)
    claims = tuple(
        replace(claim, perhaps=tuple(ids[numbers[other]] for other in near.get(n, ()) if numbers[other] in ids))
        for n, claim in zip(order, told, strict=True)
    )
    renamed = tuple(replace(d, claims=tuple(ids[claim] for claim in d.claims)) for d in found)
    return Aligned(claims, renamed)


def _told_once(texts: Sequence[tuple[int, str]], needed: Container[int]) -> list[tuple[int, str]]:
    """The texts, with those left empty that only repeat the sentence of an earlier claim."""
    told: set[str] = set()
    found = []
    for n, (index, text) in enumerate(texts):
        found.append((index, "" if text in told and n not in needed else text))
        told.add(text)
    return found


def _text(
    story: Story, members: Sequence[int], grammars: Mapping[ArticleId, Grammar], *, is_needed: bool
) -> tuple[int, str]:
    """The witness whose words a claim is told in, and the text; empty where it is no assertion that can stand alone.

    What several articles say, or disagree on, is told in a whole sentence rather than left out.
    """
    ordered = by_clarity(members, story.facts, story.pairs)
    for index in ordered:
        fact = story.facts[index].whole
        voice = story.voices.of(story.articles[fact.span.article_id], fact.assertion.attribution)
        text = sentence(fact, grammars[fact.span.article_id], voice)
        if text:
            return index, text
    if not is_needed and len({story.facts[index].span.article_id for index in members}) < 2:
        return ordered[0], ""
    for index in ordered:
        text = whole_sentence(story.facts[index].whole, grammars[story.facts[index].span.article_id])
        if text:
            return index, text
    first = story.facts[ordered[0]]
    return ordered[0], closed(bare(first, grammars[first.span.article_id])) if is_needed else ""


def _claim(
    identifier: str,
    story: Story,
    members: Sequence[int],
    counted: Count,
    status: Status,
    told: tuple[int, str],
    names: Mapping[str, str],
) -> Claim:
    best, text = told
    carrying = {witness.span.article_id for witness in counted.witnesses}
    return Claim(
        id=identifier,
        text=text,
        focus=_focus(story, best),
        confidence=confidence(story.facts, members, story.pairs),
        status=status,
        outlets=counted.outlets,
        origins=counted.origins,
        voices=counted.voices,
        witnesses=counted.witnesses,
        absent_from=tuple(article_id for article_id in story.articles if article_id not in carrying),
        reasons=_reasons(story, best, members, names),
    )


def _focus(story: Story, index: int) -> str:
    """For a part of an assertion its words, on one line; nothing for an assertion."""
    fact = story.facts[index]
    return " ".join(story.articles[fact.span.article_id].wording(fact.span).split()) if fact.element else ""


def _reasons(story: Story, best: int, members: Sequence[int], names: Mapping[str, str]) -> tuple[str, ...]:
    """Why each other witness is one with the clearest, or with the nearest of the rest."""
    tied = frozenset(story.shared.tied)
    found = []
    for index in members:
        if index == best:
            continue
        keys = [(min(index, other), max(index, other)) for other in members if other != index]
        known = [story.pairs[key] for key in keys if key in story.pairs]
        if not known:
            continue
        pair = max(known, key=lambda p: (p.likelihood, -p.one, -p.other))
        one, other = (story.articles[story.facts[i].span.article_id].name for i in (pair.one, pair.other))
        if (pair.one, pair.other) in tied:
            why = "the same words in a passage that both carry"
        else:
            why = reason(story.facts, pair, dict(names))
        found.append(f"{one} and {other}: {why}")
    return tuple(dict.fromkeys(found))

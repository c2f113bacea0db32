"""Changes of a party's position: told in words ("dropped its demand"), or seen in what it held and holds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from tellings.comparison.positions.about import features_of
from tellings.comparison.positions.clauses import Clauses
from tellings.comparison.positions.parties import Actor, Parties, StoryParties
from tellings.data.tables import table
from tellings.records import AnnotatedArticle, DatedBy, Direction, Modality, Movement, Position, Span

_COMPARED = 50  # positions of one party on one issue that are compared in time; more are a text that repeats itself
_LEAST_CHANGE = 1.0  # of favour: from against to undecided or for; less is another wording of the same


@dataclass(frozen=True, slots=True)
class Told:
    """A change that a clause tells: whose, which way, in which words, and what it is about."""

    actor: Actor
    direction: Direction
    words: str
    evidence: Span
    date: str | None
    features: frozenset[str]


def movements_told(annotated: AnnotatedArticle, grammar: Clauses, story: StoryParties) -> Iterator[Told]:
    """The changes that one article tells in so many words."""
    parties = Parties(annotated, grammar, story)
    for index, token in enumerate(grammar.tokens):
        if token.tag[:2] != "VB":
            continue
        for particle, effect in _verbs().get(token.lemma, ()):
            held = _held(grammar, index, particle)
            direction = _direction(effect, held, grammar)
            subject = grammar.subject(index)
            if direction is None or subject is None:
                continue
            state = grammar.state(index, is_told=parties.attribution(index) is not None)
            if state is None or state.is_negated or state.modality is not Modality.TAKEN:
                continue
            actor = parties.actor(subject)
            if actor is None or (held is not None and not _is_own(grammar, parties, held, actor)):
                continue
            about = sorted({index, *(grammar.subtree(held) if held is not None else [])})
            evidence = grammar.span([*about, subject]) if subject < index else grammar.span(about)
            words = " ".join(grammar.span(about).wording(annotated.article.text).split())
            published = annotated.article.published
            yield Told(
                actor,
                direction,
                words[:_MAX_WORDS],
                evidence,
                published.value[:10] if published else None,
                features_of(grammar, parties, [i for i in about if i != index], actor),
            )
            break


_MAX_WORDS = 160  # characters of a report's words that a movement shows


def _held(grammar: Clauses, verb: int, particle: str) -> int | None:
    """The noun for what is changed: the object of the verb, or what stands after its particle."""
    start = verb
    if particle:
        found = next((c for c in grammar.children[verb] if grammar.tokens[c].lemma == particle), None)
        if found is None:
            return None
        held = grammar.child(found, "pobj")
        if held is None:
            held = next(
                (
                    grammar.child(c, "pobj")
                    for c in grammar.children[verb]
                    if grammar.tokens[c].lemma in {"from", "on", "off"}
                ),
                None,
            )
        return held if held is not None else grammar.child(verb, "dobj") or found
    return grammar.child(start, "dobj")


def _direction(effect: str, held: int | None, grammar: Clauses) -> Direction | None:
    if held is None:
        return None
    lemma = grammar.tokens[held].lemma
    if lemma in _nouns("hard"):
        return {"less": Direction.NEARER, "more": Direction.FURTHER}.get(effect, Direction.REVERSED)
    if lemma in _nouns("soft"):
        return {"less": Direction.FURTHER, "more": Direction.NEARER}.get(effect, Direction.REVERSED)
    if lemma in _nouns("plain"):
        return {"less": Direction.NEARER, "more": Direction.FURTHER}.get(effect, Direction.REVERSED)
    # "backed down": nothing is named, but it is always from something held.
    return Direction.NEARER if lemma in {"down", "away"} and effect == "less" else None


def _is_own(grammar: Clauses, parties: Parties, held: int, actor: Actor) -> bool:
    """Whether what is changed is the party's own, or nobody's in particular."""
    owner = grammar.child(held, "poss")
    if owner is None:
        return grammar.tokens[held].lemma in {"down", "away"} or not _has_definite(grammar, held)
    lemma = grammar.tokens[owner].lemma
    found = parties.actor(owner)
    return found == actor or (found is None and lemma in {"its", "their", "his", "her", "our"})


def _has_definite(grammar: Clauses, held: int) -> bool:
    return any(grammar.tokens[c].lemma in {"the", "this", "that", "any"} for c in grammar.children[held])


def movements_of(
    positions: Sequence[Position], told: Sequence[Told], features: dict[str, frozenset[str]]
) -> list[Movement]:
    """All changes, dated ones first in order of their days; `features` are each position's, by id."""
    found = [*_from_words(positions, told, features), *_from_positions(positions)]
    kept: dict[tuple[str, str, str | None], Movement] = {}
    for movement in found:
        key = (movement.actor, movement.direction, movement.date)
        first = kept.get(key)
        same = first is not None and not (movement.before and movement.issue != first.issue)
        if first is None or not same:
            kept[key if first is None else (movement.actor, movement.issue, movement.date)] = movement
        else:
            kept[key] = replace(first, evidence=tuple(dict.fromkeys((*first.evidence, *movement.evidence))))
    return sorted(kept.values(), key=lambda m: (m.date is None, m.date or ""))


def _from_words(
    positions: Sequence[Position], told: Sequence[Told], features: dict[str, frozenset[str]]
) -> Iterator[Movement]:
    for change in told:
        own = [p for p in positions if p.actor == change.actor.id]
        about = max(own, key=lambda p: (len(features[p.id] & change.features), len(p.evidence)), default=None)
        if about is None:
            continue
        yield Movement(
            actor=about.actor,
            actor_name=about.actor_name,
            issue=about.issue_id,
            before=None,
            after=about.id,
            from_stance=None,
            to_stance=about.stance,
            date=change.date,
            direction=change.direction,
            text=f"{about.actor_name} moved {_SAID[change.direction]}: “{change.words}”",
            reason="the report says so",
            evidence=(change.evidence,),
        )


_SAID = {
    Direction.NEARER: "towards the other side",
    Direction.FURTHER: "away from the other side",
    Direction.REVERSED: "to another position",
}


def _from_positions(positions: Sequence[Position]) -> Iterator[Movement]:
    """Two positions of one party on one issue of which one is told as past, or is older by the words of the reports."""
    own: dict[tuple[str, str], list[Position]] = {}
    for position in positions:
        own.setdefault((position.actor, position.issue_id), []).append(position)
    for later in positions:
        for earlier in own[later.actor, later.issue_id][:_COMPARED]:
            if later.modality is Modality.FORMER or later.favour is None or earlier.favour is None:
                continue
            change = later.favour - earlier.favour
            if abs(change) >= _LEAST_CHANGE and _is_before(earlier, later):
                yield _movement(earlier, later, change)
    for position in positions:
        if position.modality is Modality.FORMER and " no longer " in f" {position.text} ":
            yield _lapse(position)


def _is_before(earlier: Position, later: Position) -> bool:
    if earlier.modality is Modality.FORMER:
        return True
    both = earlier.dated_by is DatedBy.WORDS and earlier.since and later.since
    return bool(both) and str(earlier.since)[:7] <= str(later.since)[:7] and str(earlier.since) < str(later.since)


def _movement(earlier: Position, later: Position, change: float) -> Movement:
    crossed = (earlier.favour or 0) * (later.favour or 0) < 0
    direction = Direction.REVERSED if crossed else Direction.NEARER if change > 0 else Direction.FURTHER
    was = "held in former times" if earlier.modality is Modality.FORMER else f"of {earlier.since}"
    return Movement(
        actor=later.actor,
        actor_name=later.actor_name,
        issue=later.issue_id,
        before=earlier.id,
        after=later.id,
        from_stance=earlier.stance,
        to_stance=later.stance,
        date=later.since,
        direction=direction,
        text=f"{later.text}; before: {earlier.text}",
        reason=f"two positions on one issue, the first {was}",
        evidence=(earlier.evidence[0], later.evidence[0]),
    )


def _lapse(position: Position) -> Movement:
    favour = position.favour or 0.0
    return Movement(
        actor=position.actor,
        actor_name=position.actor_name,
        issue=position.issue_id,
        before=position.id,
        after=None,
        from_stance=position.stance,
        to_stance=None,
        date=position.since,
        direction=Direction.FURTHER if favour > 0 else Direction.NEARER,
        text=position.text,
        reason="the report says that the stance is no longer taken",
        evidence=position.evidence[:1],
    )


@cache
def _verbs() -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for word, particle, effect in table("position_changes"):
        if effect != "nouns":
            found[word] = (*found.get(word, ()), (particle, effect))
    return found


@cache
def _nouns(kind: str) -> frozenset[str]:
    return frozenset(
        noun
        for word, nouns, effect in table("position_changes")
        if effect == "nouns" and word == kind
        for noun in nouns.split()
    )

"""Changes of position that a clause tells in so many words: "dropped its demand", "raised its offer", "backed down"."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tellings.comparison.positions.about import features_of
from tellings.comparison.positions.clauses import Clauses
from tellings.comparison.positions.dating import Days
from tellings.comparison.positions.parties import Actor, Parties, StoryParties
from tellings.data.tables import table
from tellings.records import AnnotatedArticle, Direction, Modality, Span, Stance


@dataclass(frozen=True, slots=True)
class Told:
    """A change that a clause tells: whose, which way, in which words, of which stances, and what it is about."""

    actor: Actor
    direction: Direction
    words: str
    evidence: Span
    date: str | None
    stances: frozenset[Stance]
    features: frozenset[str]


def changes_told(annotated: AnnotatedArticle, grammar: Clauses, story: StoryParties) -> Iterator[Told]:
    """The changes that one article tells in so many words."""
    parties, days = Parties(annotated, grammar, story), Days(annotated)
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
            date, _ = days.of(grammar, index, about[1:] or about, evidence, is_former=False)
            features = features_of(grammar, parties, [i for i in about if i != index], actor)
            yield Told(actor, direction, words[:_MAX_WORDS], evidence, date, _stances(grammar, held), features)
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


_HARD = frozenset({Stance.DEMANDS, Stance.REJECTS, Stance.THREATENS, Stance.PROTESTS, Stance.ACCUSES})
_SOFT = frozenset({Stance.OFFERS, Stance.ACCEPTS, Stance.SUPPORTS})


def _stances(grammar: Clauses, held: int | None) -> frozenset[Stance]:
    """The stances that the noun for what is changed stands for."""
    lemma = grammar.tokens[held].lemma if held is not None else ""
    return _HARD if lemma in _nouns("hard") else _SOFT if lemma in _nouns("soft") else _HARD | _SOFT


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

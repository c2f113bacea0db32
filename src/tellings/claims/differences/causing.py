"""Cause and effect told the other way round: "the fire set off a blast", "a blast started the fire"."""

from collections.abc import Iterator
from itertools import combinations

from tellings.claims.differences.found import Found, Telling
from tellings.claims.differences.matter import LIKE, Reading, likeness
from tellings.claims.lexicon import words_of
from tellings.records import DisagreementKind

_SUBJECTS, _OBJECTS = ("nsubj", "nsubjpass"), ("dobj", "pobj")


def causing(reading: Reading) -> Iterator[Found]:
    """What one report has as the cause and another as the effect, in reading order."""
    told = [(at, *links) for at in range(len(reading.facts)) if (links := _links(reading, at))]
    for (one, causes, effects), (other, theirs, outcomes) in combinations(told, 2):
        if reading.facts[one].span.article_id == reading.facts[other].span.article_id:
            continue
        if _meet(causes, outcomes) and _meet(effects, theirs) and not _meet(causes, theirs):
            tellings = [
                Telling(reading.facts[i].span, " ".join(reading.text(i).split()), str(i), i) for i in (one, other)
            ]
            signs = reading.signs_of(one, other, head=1.0)
            yield Found("cause", DisagreementKind.CAUSE, False, min(effects), tellings[0], tellings[1], signs)


def _links(reading: Reading, at: int) -> tuple[frozenset[str], frozenset[str]] | None:
    """The nouns that an assertion has as a cause and as its effect; None where it tells no cause.

    In "the barge caught fire and caused a blast" the cause is what the clause before tells.
    """
    fact = reading.facts[at]
    grammar = reading.grammars[fact.span.article_id]
    head = fact.assertion.head
    if grammar.tokens[head].lemma not in words_of("causing") or fact.is_negated:
        return None
    subject = grammar.child(head, *_SUBJECTS)
    before = grammar.tokens[head].head if grammar.tokens[head].dep == "conj" else None
    causes = [subject] if subject is not None else []
    if before is not None and subject is None:
        causes = [i for i in (grammar.child(before, "dobj"), grammar.child(before, *_SUBJECTS)) if i is not None]
    below = [c for p in grammar.children[head] if grammar.tokens[p].dep in {"prep", "prt"} for c in grammar.children[p]]
    effects = [c for c in (*grammar.children[head], *below) if grammar.tokens[c].dep in _OBJECTS]
    nouns = [frozenset(grammar.tokens[i].lemma for i in some) for some in (causes, effects)]
    return (nouns[0], nouns[1]) if all(nouns) else None


def _meet(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    return any(likeness(a, b) >= LIKE for a in ours for b in theirs)

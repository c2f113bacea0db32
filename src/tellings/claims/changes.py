"""Who says that a position has changed and who says that it has not.

Words of change against words of none, said of the same kind of noun: "a reversal of the ministry's position" and "the
position of the minister has not changed".
"""

from collections.abc import Iterable

from tellings.claims.grammar import Grammar
from tellings.claims.lexicon import words_of

_BELOW = frozenset({"of", "in", "from", "to", "on"})
_HOLDING = frozenset({"nsubj", "nsubjpass", "dobj"})


def changes(grammar: Grammar, head: int, tokens: Iterable[int], *, negated: bool) -> tuple[tuple[str, bool], ...]:
    """What an assertion says to have changed (True) or not (False): lemmas of nouns like "position", in order."""
    inside = set(tokens)
    found: list[tuple[str, bool]] = []
    for index in sorted(inside):
        token = grammar.tokens[index]
        moves, stays = token.lemma in words_of("changing"), token.lemma in words_of("unchanging")
        if not (moves or stays):
            continue
        if index != head and not _is_complement(grammar, index, head):
            continue
        found += [(noun, moves != negated) for noun in _nouns(grammar, index, head, inside)]
    return tuple(dict.fromkeys(found))


def _is_complement(grammar: Grammar, index: int, head: int) -> bool:
    """Whether a word is what a linking verb calls its subject, through "one of the"."""
    for above in grammar.ancestors(index):
        if above == head:
            return grammar.tokens[head].lemma in words_of("linking")
        if grammar.tokens[above].dep not in {"prep", "attr", "acomp", "oprd", "dobj", "conj", "pobj"}:
            return False
    return False


def _nouns(grammar: Grammar, index: int, head: int, inside: set[int]) -> list[str]:
    """The nouns like "position" that a word of change is said of: below it, or subject or object of its verb."""
    near = [c for c in grammar.children[index] if grammar.tokens[c].dep in {"poss", "compound", *_HOLDING}]
    below = [p for p in grammar.children[index] if grammar.tokens[p].dep == "prep" and grammar.word(p) in _BELOW]
    near += [c for p in below for c in grammar.children[p]]
    near += [c for c in grammar.children[head] if grammar.tokens[c].dep in _HOLDING]
    lemmas = [grammar.tokens[c].lemma for c in sorted(set(near)) if c in inside]
    return [lemma for lemma in lemmas if lemma in words_of("stance-noun")]

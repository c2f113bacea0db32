"""How many died, are missing, were saved or hurt: counts that an event has one of, and that grow while it lasts.

Reports of one event give them in other words and at other times ("at least six people died", "eleven dead", "nine
persons lost their lives"), so they are told by kind here and not by their words. A count of some of them ("two pilots
died") is none, and neither is one of another year ("in 1998, when 17 drowned").
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tellings.claims.grammar import Grammar
from tellings.claims.lexicon import words_of
from tellings.claims.quantities import Quantity

KINDS = ("dead", "missing", "saved", "hurt")
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "nmod"})
_MODIFIERS = frozenset({"amod", "compound", "nmod", "relcl", "poss", "appos", "acl"})
_LINKS = frozenset(
    {"be", "'s", "remain", "leave", "lie", "report", "know", "confirm", "believe", "say", "find", "feel"}
)
_STEPS = 4


@dataclass(frozen=True, slots=True)
class Toll:
    """A kind of toll with its number."""

    kind: str
    quantity: Quantity


def tolls(grammar: Grammar, numbers: Mapping[int, Quantity], tokens: Iterable[int]) -> tuple[Toll, ...]:
    """The tolls among an assertion's tokens, in reading order; a kind counted twice is left out, as its parts are."""
    found = [
        Toll(kind, numbers[index])
        for index in tokens
        if index in numbers and not numbers[index].ordinal and (kind := _kind(grammar, index, numbers[index]))
    ]
    kinds = [toll.kind for toll in found]
    return tuple(toll for toll in found if kinds.count(toll.kind) == 1)


def _kind(grammar: Grammar, index: int, quantity: Quantity) -> str:
    """What a number counts, "" where it counts no toll: of the noun itself, else of the verb it is an argument of."""
    counted = _counted(grammar, index)
    if counted != index:
        own = _class_of(grammar.tokens[counted].lemma) if grammar.tokens[counted].tag.startswith(("NN", "JJ")) else ""
        if own in {"dead", "missing"} and grammar.word(counted) in words_of("toll-noun"):
            return own
        if quantity.unit not in words_of("toll-unit") or _is_narrowed(grammar, counted):
            return ""
    elif quantity.unit and quantity.unit not in words_of("toll-unit"):
        return ""
    return _governing(grammar, counted)


def _counted(grammar: Grammar, index: int) -> int:
    """The noun a number stands before, else the number itself ("twelve are missing")."""
    token = grammar.tokens[index]
    if token.dep in {"nummod", "amod", "compound", "quantmod"} and token.head > index:
        return token.head
    return index


def _is_narrowed(grammar: Grammar, noun: int) -> bool:
    """Whether the noun says which people: the number is then of some of them."""
    return any(
        grammar.tokens[c].dep in _MODIFIERS and grammar.tokens[c].lemma not in words_of("toll-unit", "about")
        for c in grammar.children[noun]
        if grammar.tokens[c].tag != "CD"
    )


def _governing(grammar: Grammar, noun: int) -> str:
    token = grammar.tokens[noun]
    above = token.head
    if token.dep == "pobj":
        preposition, above = token.head, grammar.tokens[token.head].head
        word, lemma = grammar.word(preposition), grammar.tokens[above].lemma
        if word == "for":
            return "missing" if lemma in words_of("toll-search") else ""
        if word == "of" and lemma in words_of("toll-act"):
            return _class_of(lemma)
        subject = grammar.child(above, "nsubj")
        if word in {"to", "at"} and subject is not None and grammar.word(subject) == "toll":
            return "dead"
        return ""
    if token.dep not in _ARGUMENTS or above == noun:
        return ""
    return _told(grammar, above, noun)


def _told(grammar: Grammar, verb: int, noun: int) -> str:
    """The kind that a verb tells, through "be known to", "be reported", "be left" and a complement of any of them."""
    for _ in range(_STEPS):
        if any(grammar.tokens[c].dep == "neg" for c in grammar.children[verb]):
            return ""
        lemma = grammar.tokens[verb].lemma
        lost = grammar.child(verb, "dobj")
        if lemma == "lose" and lost is not None and grammar.tokens[lost].lemma == "life" and lost != noun:
            return "dead"
        kind = "missing" if grammar.word(verb) == "missing" else _class_of(lemma)
        if kind:
            return "" if kind == "dead" and _has_no_place(grammar, verb, noun) else kind
        link = grammar.child(verb, "acomp", "oprd", "attr", "xcomp")
        if lemma not in _LINKS or link is None or link == noun:
            return ""
        verb = link
    return ""


def _has_no_place(grammar: Grammar, verb: int, noun: int) -> bool:
    """Whether people are the ones who kill ("nine people killed a guard")."""
    return (
        grammar.tokens[verb].lemma == "kill" and grammar.tokens[noun].dep == "nsubj" and grammar.has_child(verb, "dobj")
    )


def _class_of(lemma: str) -> str:
    return next((kind for kind in KINDS if lemma in words_of(f"toll-{kind}")), "")

"""Whether a clause asserts what it says, or only supposes, wishes, bids, asks or denies it.

"… until every vessel has been inspected" does not say that any was; "China denied that its ships took part" does not
say that they did. Such clauses stay inside the clause that governs them, so that the condition, the wish or the denial
is kept in the words of the claim.
"""

from tellings.claims.grammar import Grammar
from tellings.claims.lexicon import words_of

# Labels by which a clause hangs on the clause whose standing it shares: "if it sinks and the crew drowns".
_SHARED = frozenset({"conj", "xcomp", "prep", "pcomp", "advcl", "dep"})
# Prepositions before a gerund that tell what happened; "the possibility of resuming talks" does not.
_TELLING = frozenset({"after", "by", "since", "while", "upon", "following"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_STEPS = 12  # clauses above a clause that are looked at; real sentences have three


def is_unasserted(grammar: Grammar, index: int) -> bool:
    """Whether the clause at a verb, or one above it whose standing it shares, does not say that anything came about."""
    if _is_imperative(grammar, index):
        return True
    for _ in range(_STEPS):
        if _is_supposed(grammar, index):
            return True
        token = grammar.tokens[index]
        if token.head == index or token.dep not in _SHARED:
            return False
        if token.dep in {"conj", "advcl"} and is_finite(grammar, index) and not is_finite(grammar, token.head):
            return False  # "hoped to search and found", "to meet him after he landed": the later verb stands by itself
        index = token.head
    return False


def is_finite(grammar: Grammar, head: int) -> bool:
    """Whether a verb or an auxiliary of it is finite, so that the words can stand as a sentence."""
    return any(
        grammar.tokens[i].tag in _FINITE
        for i in (head, *grammar.children[head])
        if i == head or grammar.tokens[i].dep in {"aux", "auxpass", "cop"}
    )


def _is_supposed(grammar: Grammar, index: int) -> bool:
    token = grammar.tokens[index]
    if token.dep == "pcomp":
        return grammar.tokens[token.head].lemma not in _TELLING
    if token.dep == "xcomp":
        return grammar.tokens[token.head].tag.startswith("VB") and _is_infinitive(grammar, index)
    if token.dep == "relcl":
        return _is_infinitive(grammar, index) or _is_of_any(grammar, token.head)
    if token.dep not in {"advcl", "ccomp", "acl", "csubj"}:
        return False
    return (
        _is_infinitive(grammar, index)
        or _opens_with(grammar, index, "condition")
        or _is_so_that(grammar, index)
        or (token.dep == "ccomp" and _is_governed(grammar, token.head))
        or (token.dep in {"ccomp", "csubj"} and _is_question(grammar, index))
        or (token.dep == "acl" and _is_idea(grammar, index))
    )


def _is_infinitive(grammar: Grammar, index: int) -> bool:
    return any(grammar.tokens[c].tag == "TO" and grammar.tokens[c].dep == "aux" for c in grammar.children[index])


def _opens_with(grammar: Grammar, index: int, name: str) -> bool:
    return any(
        grammar.tokens[c].lemma in words_of(name) and grammar.tokens[c].dep in {"mark", "advmod", "prep"} and c < index
        for c in grammar.children[index]
    )


def _is_so_that(grammar: Grammar, index: int) -> bool:
    """Whether a clause gives a purpose: "so that no one drowns", "in order that"."""
    if grammar.tokens[index].dep != "advcl":
        return False
    marks = [c for c in grammar.children[index] if grammar.tokens[c].dep in {"mark", "advmod"} and c < index]
    return any(
        grammar.word(c) == "that" and c and grammar.word(c - 1) in {"so", "order", "provided", "given"} for c in marks
    )


def _is_governed(grammar: Grammar, head: int) -> bool:
    """Whether the verb above wishes, bids, plans, doubts or denies, or is itself negated ("did not say that")."""
    token = grammar.tokens[head]
    if token.lemma in words_of("unreal", "denying"):
        return True
    return any(grammar.tokens[c].dep == "neg" for c in grammar.children[head])


def _is_question(grammar: Grammar, index: int) -> bool:
    """Whether a clause asks ("which ships took part", "how it happened")."""
    near = [c for c in grammar.children[index] if c < index and grammar.tokens[c].dep != "advcl"]
    determiners = [d for c in near for d in grammar.children[c] if grammar.tokens[d].dep in {"det", "poss", "advmod"}]
    return any(grammar.tokens[c].tag in {"WDT", "WP", "WP$", "WRB"} for c in (*near, *determiners))


def _is_of_any(grammar: Grammar, noun: int) -> bool:
    """Whether a relative clause narrows down things of which none is meant ("any country that …", "whoever")."""
    return any(grammar.tokens[c].lemma in words_of("free-choice") for c in (noun, *grammar.children[noun]))


def _is_idea(grammar: Grammar, index: int) -> bool:
    """Whether a clause only says what an idea, hope or report consists of ("fears that the ship sank")."""
    marked = any(grammar.tokens[c].dep == "mark" and grammar.word(c) == "that" for c in grammar.children[index])
    return marked and grammar.tokens[grammar.tokens[index].head].tag.startswith("NN")


def _is_imperative(grammar: Grammar, index: int) -> bool:
    """Whether a verb bids ("Stay indoors"): its plain form, with neither subject nor auxiliary, under no other verb.

    The plain form with a subject is a subjunctive where it is not a slip of the tagger ("asks that they be removed").
    """
    token = grammar.tokens[index]
    if token.tag != "VB" or token.dep not in {"ROOT", "ccomp", "parataxis"}:
        return False
    if grammar.has_child(index, "nsubj", "nsubjpass", "csubj", "expl"):
        return token.dep == "ccomp" and not grammar.has_child(index, "aux")
    return not grammar.has_child(index, "aux", "auxpass")

"""Single assertions inside sentences, read off the dependency parse.

An assertion is a clause with its own verb, an apposition that says something of the name before it, or a noun phrase
that tells an event with its number or date ("the deaths of ten sailors"). The speaker and the cue of an attribution are
no part of it. Nothing is rewritten here: an assertion is a span.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tellings.claims.asserted import is_unasserted
from tellings.claims.grammar import PUNCTUATION, Grammar
from tellings.claims.lexicon import event_nouns, reporting_verbs, words_of
from tellings.records import Attribution, Span, Token


class Shape(StrEnum):
    """What kind of words an assertion is made of."""

    CLAUSE = "clause"
    APPOSITION = "apposition"
    EVENT = "event"
    FRAGMENT = "fragment"  # words outside the others, which only parts are made of
    ELEMENT = "element"  # a part of one of the others


@dataclass(frozen=True, slots=True)
class Assertion:
    """One assertion: its smallest span and the tokens it is made of.

    Args:
        head: Index of the verb, or of the noun where there is none.
        tokens: The tokens that are its own, punctuation left out.
        subject: Tokens of a subject that stands outside its span ("fled" in "the crowd screamed and fled").
        attribution: The innermost attribution whose content holds it.
    """

    span: Span
    shape: Shape
    sentence: int
    head: int
    tokens: tuple[int, ...]
    subject: tuple[int, ...]
    attribution: Attribution | None


# Labels under which a verb begins an assertion of its own (ClearNLP labels, as spaCy's English models have them).
# `xcomp` is not among them: "began to search" and "is ready to talk" are one assertion with their governor.
_CLAUSAL = frozenset({"ROOT", "conj", "ccomp", "relcl", "advcl", "acl", "parataxis", "pcomp", "csubj", "appos", "dep"})
_COMPLEMENTS = ("attr", "acomp", "prep", "advmod", "xcomp", "oprd", "dobj", "npadvmod", "prt", "advcl", "neg")
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_EDGE_TAGS = PUNCTUATION | {"CC"}
_CLOSING_TAGS = _EDGE_TAGS | {"IN", "TO", "DT", "WRB"}
_OPENERS = frozenset({"mark", "cc", "preconj", "punct", "intj"})
MIN_CONTENT_WORDS = 2  # one content word alone ("it happened") tells nothing that could be compared


def assertions(grammar: Grammar) -> list[Assertion]:
    """The assertions of an article in reading order, those inside others after them."""
    heads = _heads(grammar)
    clauses = frozenset(index for index, shape in heads.items() if shape is not Shape.EVENT)
    found = [a for head, shape in heads.items() for a in _assertion(grammar, head, shape, clauses)]
    unique = {(a.span.start, a.span.end): a for a in reversed(found)}
    return sorted(unique.values(), key=lambda a: (a.span.start, -a.span.end))


def _heads(grammar: Grammar) -> dict[int, Shape]:
    heads: dict[int, Shape] = {}
    for index, token in enumerate(grammar.tokens):
        if _is_clause(grammar, index):
            heads[index] = Shape.CLAUSE
        elif token.dep == "appos" and _tells_something(grammar, index):
            heads[index] = Shape.APPOSITION
        elif token.tag in {"NN", "NNS"} and _is_told_event(grammar, index):
            heads[index] = Shape.EVENT
    return heads


def _is_clause(grammar: Grammar, index: int) -> bool:
    token = grammar.tokens[index]
    if token.dep not in _CLAUSAL or is_unasserted(grammar, index):
        return False
    if token.tag.startswith("VB") or token.tag == "MD":
        return (token.dep != "conj" or _is_clause_chain(grammar, index)) and not _is_bare_link(grammar, index)
    return grammar.has_child(index, *SUBJECTS, "cop") or (token.head == index and _is_told_event(grammar, index))


def _is_bare_link(grammar: Grammar, index: int) -> bool:
    """Whether a verb is a "be" that links its subject with nothing ("The silver lining was: …")."""
    return grammar.tokens[index].lemma in {"be", "'s"} and not grammar.has_child(index, *_COMPLEMENTS)


def _is_clause_chain(grammar: Grammar, index: int) -> bool:
    """Whether a conjoined verb hangs on a verb that is not an open complement ("to stop and search")."""
    first = next((a for a in grammar.ancestors(index) if grammar.tokens[a].dep != "conj"), index)
    return grammar.tokens[first].dep not in {"aux", "amod", "compound"}


def _tells_something(grammar: Grammar, index: int) -> bool:
    """Whether an apposition says more than a title or a name: three words or more with a number, a verb or a name."""
    below = [i for i in grammar.subtree(index) if grammar.tokens[i].tag not in PUNCTUATION]
    tags = {grammar.tokens[i].tag for i in below}
    return len(below) >= 3 and bool(tags & {"CD", "VBN", "VBG", "VBD", "NN", "NNS"}) and bool(tags - {"NNP", "DT"})


def _is_told_event(grammar: Grammar, index: int) -> bool:
    """Whether a noun tells an event that happened with its number or its day."""
    token = grammar.tokens[index]
    if token.lemma not in event_nouns() or token.dep in {"compound", "appos"}:
        return False
    inside = [i for child in grammar.children[index] for i in _phrase(grammar, child)]
    return any(grammar.tokens[i].tag == "CD" for i in inside) and len(inside) >= 2


def _phrase(grammar: Grammar, index: int) -> list[int]:
    return grammar.subtree(index, lambda i: grammar.tokens[i].dep in {"relcl", "acl", "advcl", "appos", "punct"})


def _assertion(grammar: Grammar, head: int, shape: Shape, clauses: frozenset[int]) -> Iterator[Assertion]:
    """The assertion at a head: none where only an attribution's frame or a fragment is left."""
    own = grammar.subtree(head, lambda i: i in clauses and not _is_kept(grammar, i))
    if shape is Shape.CLAUSE and _is_frame(grammar, head, own):
        return
    own, attribution = _without_frame(grammar, head, own)
    own = _trimmed(grammar, own)
    if shape is Shape.APPOSITION:
        own = _with_antecedent(grammar, head, own)
    if not own:
        return
    content = [i for i in own if is_content(grammar, i)]
    subject = subject_outside(grammar, head, own)
    if len(content) < (1 if _tells_of_none(grammar, own) else MIN_CONTENT_WORDS):
        return
    inside = tuple(i for i in own if grammar.tokens[i].tag not in PUNCTUATION)
    span = grammar.span(own[0], own[-1])
    yield Assertion(span, shape, grammar.sentences[head], head, inside, subject, attribution)


def _tells_of_none(grammar: Grammar, own: list[int]) -> bool:
    """Whether a clause says that there is none of something ("there were no survivors")."""
    return any(grammar.word(i) in {"no", "none", "nobody"} and grammar.tokens[i].dep != "intj" for i in own)


def _is_kept(grammar: Grammar, index: int) -> bool:
    """Whether a clause is no more than a part of the one above: a bare participle before or after its noun."""
    return grammar.tokens[index].dep in {"acl", "relcl"} and len(grammar.subtree(index)) <= 2


def _without_frame(grammar: Grammar, head: int, own: list[int]) -> tuple[list[int], Attribution | None]:
    """The clause's tokens without source and cue of the attribution that holds its head, and that attribution.

    A clause whose verb is itself the cue is left out, as its content is told by itself; where the content has no clause
    of its own ("the mayor denied the report"), the act of saying is the assertion and is kept whole.
    """
    first, last = grammar.tokens[own[0]].start, grammar.tokens[own[-1]].end
    attributions = [
        a
        for a in grammar.annotated.attributions
        if any(piece.start < last and first < piece.end for piece in (*a.cue, *a.content))
    ]
    holding = _statements_around(grammar, head)
    innermost = _innermost(holding)
    framed = [a for a in attributions if a not in holding and any(_lies_in(grammar, i, a.cue) for i in own)]
    for attribution in framed:
        if not attribution.is_statement and grammar.tokens[head].lemma not in reporting_verbs():
            return own, None
        told = [i for i in own if _lies_in(grammar, i, attribution.content)]
        if _lies_in(grammar, head, attribution.cue) and any(is_content(grammar, i) for i in told):
            return own, attribution
    outside = [s for a in framed for s in (*a.source, *a.cue, *a.content)]
    if innermost is not None:
        outside += [*innermost.source, *innermost.cue]
        own = [i for i in own if _lies_in(grammar, i, innermost.content)]
    kept = [i for i in own if not _lies_in(grammar, i, outside)]
    return (kept if head in kept else []), innermost


def innermost_statement(grammar: Grammar, index: int) -> Attribution | None:
    """The statement with the shortest content that holds a token; None outside all."""
    return _innermost(_statements_around(grammar, index))


def _innermost(statements: Sequence[Attribution]) -> Attribution | None:
    return min(statements, key=lambda a: sum(map(len, a.content)), default=None)


def _statements_around(grammar: Grammar, index: int) -> list[Attribution]:
    return [a for a in grammar.annotated.attributions if a.is_statement and _lies_in(grammar, index, a.content)]


def _lies_in(grammar: Grammar, index: int, spans: Sequence[Span]) -> bool:
    return any(span.start <= grammar.tokens[index].start < span.end for span in spans)


def _is_frame(grammar: Grammar, head: int, own: list[int]) -> bool:
    """Whether a clause only leads to one of its own ("he accepted that …"), which is told apart."""
    inside = set(own)
    cut = [c for c in grammar.children[head] if grammar.tokens[c].dep == "ccomp" and c not in inside]
    if _is_aside(grammar, head):
        return True
    return bool(cut) and not grammar.has_child(head, "attr", "acomp")


def _is_aside(grammar: Grammar, head: int) -> bool:
    """Whether a clause only says who tells the clause it stands in ("as the captain told reporters, …")."""
    if grammar.tokens[head].dep != "advcl" or grammar.tokens[head].lemma not in reporting_verbs():
        return False
    return any(grammar.word(c) == "as" and grammar.tokens[c].dep == "mark" for c in grammar.children[head])


def _trimmed(grammar: Grammar, own: list[int]) -> list[int]:
    """The tokens without conjunctions, complementisers, punctuation and prepositions left hanging at either end."""
    first, last = 0, len(own)
    if len(own) > 2 and grammar.tokens[own[0]].tag == "RB" and grammar.tokens[own[1]].dep == "mark":
        first = 2  # "just after"
    while first < last and _is_opener(grammar.tokens[own[first]]):
        first += 1
    while first < last and is_trailing(grammar.tokens[own[last - 1]]):
        last -= 1
    return own[first:last]


def is_trailing(token: Token) -> bool:
    """Whether a token at the end of a piece is left hanging: punctuation, a conjunction, a preposition, an article."""
    return token.tag in _CLOSING_TAGS


def _is_opener(token: Token) -> bool:
    return token.tag in _EDGE_TAGS or token.dep in _OPENERS or (token.tag == "WRB" and token.dep == "advmod")


def _with_antecedent(grammar: Grammar, head: int, own: list[int]) -> list[int]:
    """An apposition's tokens with those of the name before it."""
    named = grammar.tokens[head].head
    stop = {"appos", "relcl", "acl", "prep", "punct", "conj", "cc", "det"}
    before = grammar.subtree(named, lambda i: grammar.tokens[i].dep in stop or i == head)
    return sorted({*before, *own}) if own else []


def subject_outside(grammar: Grammar, head: int, own: Sequence[int]) -> tuple[int, ...]:
    """The subject that a clause shares with the one above it, or the noun that it describes."""
    token = grammar.tokens[head]
    inside = set(own)
    subject = grammar.child(head, *SUBJECTS)
    if subject is not None and subject in inside and not grammar.tokens[subject].tag.startswith("W"):
        return ()
    if token.dep in {"relcl", "acl"}:
        return tuple(_noun_phrase(grammar, token.head, inside))
    for above in grammar.ancestors(head):
        subject = grammar.child(above, *SUBJECTS)
        if subject is not None and subject not in inside:
            return tuple(_noun_phrase(grammar, subject, inside))
    return ()


def _noun_phrase(grammar: Grammar, index: int, inside: set[int]) -> list[int]:
    phrase = grammar.noun_phrase(index)
    return [i for i in phrase if i not in inside and grammar.tokens[i].tag not in PUNCTUATION]


_CONTENT = ("NN", "VB", "JJ", "CD", "RB", "FW")


def is_content(grammar: Grammar, index: int) -> bool:
    """Whether a token carries meaning by itself."""
    token = grammar.tokens[index]
    return token.tag.startswith(_CONTENT) and token.lemma not in words_of("light")

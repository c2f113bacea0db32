"""What the articles of a story tell: their assertions, and the parts of these."""

from collections.abc import Sequence

from tellings.claims.assertions import Shape, assertions
from tellings.claims.elements import elements
from tellings.claims.facts import Facts, Layers, facts
from tellings.claims.fragments import fragments
from tellings.claims.grammar import Grammar


def told_by(grammars: Sequence[Grammar], *, with_elements: bool) -> tuple[list[Facts], list[Facts]]:
    """What the articles' assertions say, article by article in reading order, and their elements if they are wanted.

    Elements are made of the words outside all assertions too; their `whole` is then a fragment.
    """
    wholes: list[Facts] = []
    parts: list[Facts] = []
    for one in grammars:
        layers = Layers.of(one)
        cut = assertions(one)
        pieces = fragments(one, cut)
        clauses = [*cut, *(piece for piece in pieces if piece.shape is not Shape.FRAGMENT)]
        told = facts(one, sorted(clauses, key=lambda a: (a.span.start, -a.span.end)), layers)
        wholes += told
        if with_elements:
            rest = facts(one, [piece for piece in pieces if piece.shape is Shape.FRAGMENT], layers)
            parts += elements(one, [*told, *rest], layers)
    return wholes, parts

"""Differences put together: those of one kind that share a telling are one, with a side for each value."""

from collections.abc import Sequence

from tellings.claims.differences.found import Found, Telling
from tellings.claims.explaining import Sides


def gathered(found: Sequence[Found]) -> list[Sides]:
    """One record for each matter, in the order of first mention; a telling stands on one side only."""
    parents: dict[object, object] = {}

    def root(node: object) -> object:
        while parents.setdefault(node, node) != node:
            node = parents[node]
        return node

    for number, one in enumerate(found):
        family = one.search.partition(" ")[0]
        for telling in (one.one, one.other):
            parents[root((family, telling.span))] = root(number)
    matters: dict[object, list[Found]] = {}
    for number, one in enumerate(found):
        matters.setdefault(root(number), []).append(one)
    return [_sides(some) for some in matters.values()]


def _sides(found: Sequence[Found]) -> Sides:
    sides = Sides(found[0].kind, found[0].subject, found[0].search)
    sides.compatible = all(one.compatible for one in found)
    sides.grew = any(one.grew for one in found)
    placed: set[object] = set()
    for one in found:
        for telling in (one.one, one.other):
            if telling.span not in placed:
                placed.add(telling.span)
                sides.values.setdefault(telling.key, []).append(telling)
    return sides


def spans(sides: Sides) -> list[Telling]:
    """All tellings of a difference."""
    return [telling for tellings in sides.values.values() for telling in tellings]

"""The lineage of a story as rows of an indented tree, for the drawing and for the terminal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tellings.records import Derivation, Lineage


@dataclass(frozen=True, slots=True)
class Row:
    """A text of the tree; `derivation` is the number, in the lineage, of the one that hangs it there."""

    id: str
    depth: int
    derivation: int | None


def forest(lineage: Lineage, ids: Sequence[str]) -> list[Row]:
    """The texts with those ids, each followed by its copies; texts with most copies first.

    A text with several parents hangs from the one that gave it the largest share.
    """
    known = set(ids)
    into: dict[str, list[int]] = {}
    for number, derivation in enumerate(lineage.derivations):
        if derivation.parent in known and derivation.child in known:
            into.setdefault(derivation.child, []).append(number)
    hung = _hung(lineage.derivations, into)
    parent_of = {child: lineage.derivations[number].parent for child, number in hung.items()}
    return [Row(id_, depth, hung.get(id_)) for id_, depth in _rows(ids, parent_of)]


def _hung(derivations: tuple[Derivation, ...], into: dict[str, list[int]]) -> dict[str, int]:
    """For each child the derivation that hangs it in the tree: the largest that makes no circle."""
    chosen: dict[str, int] = {}
    for child, numbers in into.items():
        for number in sorted(numbers, key=lambda n: (-derivations[n].share_of_child, n)):
            parent: str | None = derivations[number].parent
            above = {child}
            while parent is not None and parent not in above:
                above.add(parent)
                parent = derivations[chosen[parent]].parent if parent in chosen else None
            if parent is None:
                chosen[child] = number
                break
    return chosen


def _rows(ids: Sequence[str], parent_of: dict[str, str]) -> Iterable[tuple[str, int]]:
    children: dict[str, list[str]] = {}
    for id_ in ids:
        if id_ in parent_of:
            children.setdefault(parent_of[id_], []).append(id_)
    roots = [id_ for id_ in ids if id_ not in parent_of]
    waiting = [(id_, 0) for id_ in sorted(roots, key=lambda root: -len(children.get(root, ())))]
    while waiting:
        id_, depth = waiting.pop(0)
        yield id_, depth
        waiting[:0] = [(child, depth + 1) for child in children.get(id_, ())]

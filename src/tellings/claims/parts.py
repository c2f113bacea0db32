"""Which elements told in several articles are claims of their own: those that tell more than whole assertions do."""

from collections.abc import Mapping, Sequence

from tellings.claims.facts import Facts


def telling_parts(
    facts: Sequence[Facts], groups: Sequence[Sequence[int]], group_of: Mapping[int, int], place_of: Mapping[int, int]
) -> list[Sequence[int]]:
    """Groups of elements worth a claim, those of most articles first.

    Left out are groups inside one article; groups whose assertions are already one claim; and groups of which every
    element stands in an element of a group kept before ("ten US tourists" as a number, a country and a noun).

    Args:
        facts: Assertions and elements.
        groups: Places of elements told alike.
        group_of: The claim of each assertion, by place.
        place_of: The place of each assertion, by `id`.
    """
    several = [group for group in groups if len({facts[i].span.article_id for i in group}) > 1]
    new = [group for group in several if len({group_of[place_of[_whole(facts[i])]] for i in group}) > 1]
    kept: list[Sequence[int]] = []
    holding: dict[str, list[tuple[int, int, int]]] = {}
    for group in sorted(new, key=lambda g: (-len({facts[i].span.article_id for i in g}), -len(g), g[0])):
        inside = [_holders(facts[i], holding) for i in group]
        if not set.intersection(*inside):
            for i in group:
                span = facts[i].span
                holding.setdefault(span.article_id, []).append((span.start, span.end, len(kept)))
            kept.append(group)
    return kept


def _whole(fact: Facts) -> int:
    assert fact.element is not None
    return id(fact.element.whole)


def _holders(fact: Facts, holding: Mapping[str, Sequence[tuple[int, int, int]]]) -> set[int]:
    """The kept groups that have a span over most of this one, or within it."""
    span = fact.span
    found = set()
    for start, end, group in holding.get(span.article_id, ()):
        shared = min(end, span.end) - max(start, span.start)
        if 2 * shared > max(len(span), end - start):
            found.add(group)
    return found

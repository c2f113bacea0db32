"""Which elements told in several articles are claims of their own."""

from collections.abc import Mapping, Sequence

from tellings.claims.facts import Facts

_FEWEST_WORDS = 2
_MANY = 10  # a smaller number without what it counts ("the two") may be anything


def telling_parts(
    facts: Sequence[Facts], groups: Sequence[Sequence[int]], wholes: Sequence[Sequence[int]]
) -> list[Sequence[int]]:
    """Groups of elements worth a claim, those of most articles first.

    Left out are elements that tell nothing by themselves (a single word that is no number, day or place; who acts),
    groups inside one article, and groups of which every element is the same words as a witness of one claim (`wholes`,
    or a group kept before: "ten tourists" as a number and as a noun).
    """
    telling = [[index for index in group if _is_telling(facts[index])] for group in groups]
    several = [group for group in telling if _articles(facts, group) > 1]
    kept: list[Sequence[int]] = []
    holding: dict[str, list[tuple[int, int, int]]] = {}
    for number, group in enumerate(wholes):
        _hold(facts, group, number, holding)
    for group in sorted(several, key=lambda g: (-_articles(facts, g), -len(g), g[0])):
        if not set.intersection(*(_holders(facts[index], holding) for index in group)):
            _hold(facts, group, len(wholes) + len(kept), holding)
            kept.append(group)
    return kept


def _hold(
    facts: Sequence[Facts], group: Sequence[int], number: int, holding: dict[str, list[tuple[int, int, int]]]
) -> None:
    for index in group:
        span = facts[index].span
        holding.setdefault(span.article_id, []).append((span.start, span.end, number))


def _articles(facts: Sequence[Facts], group: Sequence[int]) -> int:
    return len({facts[index].span.article_id for index in group})


def _is_telling(fact: Facts) -> bool:
    """Whether an element tells something by itself: a day, a place, a number of something, two words of content."""
    element = fact.element
    assert element is not None
    if element.term[0] == "@" and element.label.startswith("nsubj"):
        return False
    if element.term[0] == "#":
        return any(quantity.unit or quantity.value >= _MANY for quantity in fact.quantities)
    words = 1 + len(element.beside) + element.is_modifier
    return words >= _FEWEST_WORDS or element.term[0] == "~" or element.is_place


def _holders(fact: Facts, holding: Mapping[str, Sequence[tuple[int, int, int]]]) -> set[int]:
    """The kept groups that have nearly the same span: over half of the longer of both."""
    span = fact.span
    found = set()
    for start, end, group in holding.get(span.article_id, ()):
        if 2 * (min(end, span.end) - max(start, span.start)) > max(len(span), end - start):
            found.add(group)
    return found

"""Which elements told in several articles are claims of their own."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from tellings.claims.elements import Element
from tellings.claims.facts import DATE_WORD_WEIGHT, Facts, is_telling
from tellings.claims.lexicon import LIKE, relation, words_of

# A number or a day is none with fewer further words in common: with one, the day of a repair was that of a complaint.
# It costs .01 of macro F1 on the annotated events.
_MATTERS = 2
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
    telling = [[index for index in group if _is_telling(facts, index, group)] for group in groups]
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


Matters = Mapping[tuple[str, int], AbstractSet[str]]


def matters_of(wholes: Iterable[Facts]) -> Matters:
    """For each sentence the terms that tell what it is about."""
    found: dict[tuple[str, int], set[str]] = defaultdict(set)
    for fact in wholes:
        terms = (term for term, weight in fact.terms.items() if is_telling(term) and weight > DATE_WORD_WEIGHT)
        found[place_of(fact)].update(terms)
    return found


def place_of(fact: Facts) -> tuple[str, int]:
    """The article and the sentence that a fact stands in."""
    return fact.span.article_id, fact.assertion.sentence


def share_a_matter(one: Facts, other: Facts, matters: Matters) -> bool:
    """Whether two elements share more than a number or a day: what it belongs to, unless anything can, or two words."""
    ours, theirs = one.element, other.element
    assert ours is not None
    assert theirs is not None
    units = words_of("common-unit")
    if ours.term[0] not in "#~" and ours.term not in units:
        return True
    if relation(ours.head, theirs.head) in {"equal", *LIKE} and is_telling(ours.head) and ours.head not in units:
        return True
    told = {*one.terms, *other.terms, *units}
    return len((matters[place_of(one)] & matters[place_of(other)]) - told) >= _MATTERS


def _hold(
    facts: Sequence[Facts], group: Sequence[int], number: int, holding: dict[str, list[tuple[int, int, int]]]
) -> None:
    for index in group:
        span = facts[index].span
        holding.setdefault(span.article_id, []).append((span.start, span.end, number))


def _articles(facts: Sequence[Facts], group: Sequence[int]) -> int:
    return len({facts[index].span.article_id for index in group})


def _is_telling(facts: Sequence[Facts], index: int, group: Sequence[int]) -> bool:
    """Whether an element tells something by itself: a day, a place, a number of something, two words of content.

    The word it belongs to counts where another report has it, or one like it: "radar" in "repaired the radar" and in
    "complained about the radar" tells nothing.
    """
    fact = facts[index]
    element = fact.element
    assert element is not None
    if element.term[0] == "@" and element.label.startswith("nsubj"):
        return False
    if element.term[0] == "#":
        return any(quantity.unit or quantity.value >= _MANY for quantity in fact.quantities)
    words = 1 + len(element.beside) + element.is_modifier
    if words >= _FEWEST_WORDS or element.term[0] == "~" or element.is_place:
        return True
    others = (facts[other] for other in group if facts[other].span.article_id != fact.span.article_id)
    return element.holds_head and any(_have_like_heads(element, other.element) for other in others)


def _have_like_heads(one: Element, other: Element | None) -> bool:
    return other is not None and relation(one.head, other.head) in {"equal", *LIKE}


def _holders(fact: Facts, holding: Mapping[str, Sequence[tuple[int, int, int]]]) -> set[int]:
    """The kept groups that have nearly the same span: over half of the longer of both."""
    span = fact.span
    found = set()
    for start, end, group in holding.get(span.article_id, ()):
        if 2 * (min(end, span.end) - max(start, span.start)) > max(len(span), end - start):
            found.add(group)
    return found

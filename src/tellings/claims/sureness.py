"""How sure it is that a claim's witnesses say one thing, and which claims are perhaps the same."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import exp, log

from tellings.claims.clusters import UNSEEN
from tellings.claims.facts import Facts
from tellings.claims.likeness import Likeness
from tellings.claims.settings import ClaimSettings

Pairs = Mapping[tuple[int, int], Likeness]

# Intercept and slope on the log-odds of the mean likelihood (Platt 1999), for whole assertions and for parts: fitted to
# how often two witnesses placed together answer to one claim of the annotated events; left-out error in docs/stages.
_WHOLES, _PARTS = (0.75, 1.07), (0.07, 0.94)
_CLEAREST = 0.01  # likelihoods nearer to 0 or 1 than this are taken as this
_MOST_OFFERED = 3  # claims that one claim is perhaps the same as; more would help nobody


def confidence(facts: Sequence[Facts], members: Sequence[int], pairs: Pairs) -> float:
    """How often two of a claim's witnesses in different articles say the same, 0 to 1, two decimals.

    1 where one article tells it, or all witnesses are one another's words.
    """
    likelihoods = [
        _likelihood(pairs, one, other)
        for place, one in enumerate(members)
        for other in members[place + 1 :]
        if facts[one].span.article_id != facts[other].span.article_id
    ]
    if not likelihoods or min(likelihoods) >= 1:
        return 1.0
    mean = min(1 - _CLEAREST, max(_CLEAREST, sum(likelihoods) / len(likelihoods)))
    intercept, slope = _PARTS if facts[members[0]].element else _WHOLES
    return round(1 / (1 + exp(-(intercept + slope * log(mean / (1 - mean))))), 2)


def perhaps_same(
    facts: Sequence[Facts], members: Sequence[Sequence[int]], pairs: Pairs, settings: ClaimSettings
) -> dict[int, list[int]]:
    """For each claim of whole assertions the claims that are nearly one with it, the nearest first; both by place.

    Nearly one are two whose mean likelihood is below what joins, and at least `settings.perhaps`.
    """
    group_of = {index: n for n, group in enumerate(members) for index in group if facts[index].element is None}
    sums: dict[tuple[int, int], float] = defaultdict(float)
    for (one, other), pair in pairs.items():
        if one in group_of and other in group_of and group_of[one] != group_of[other]:
            ours, theirs = sorted((group_of[one], group_of[other]))
            sums[ours, theirs] += pair.likelihood - UNSEEN
    near: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for (ours, theirs), above in sums.items():
        mean = UNSEEN + above / (len(members[ours]) * len(members[theirs]))
        if mean >= settings.perhaps and _are_of_two_articles(facts, members[ours], members[theirs]):
            near[ours].append((-mean, theirs))
            near[theirs].append((-mean, ours))
    return {n: [other for _, other in sorted(found)[:_MOST_OFFERED]] for n, found in near.items()}


def _are_of_two_articles(facts: Sequence[Facts], ours: Sequence[int], theirs: Sequence[int]) -> bool:
    return len({facts[index].span.article_id for index in (*ours, *theirs)}) > 1


def _likelihood(pairs: Pairs, one: int, other: int) -> float:
    pair = pairs.get((min(one, other), max(one, other)))
    return pair.likelihood if pair else UNSEEN

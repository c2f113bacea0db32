"""Whether a family's first text is itself a copy of one that nobody has: the signs, and what they are worth together.

Between two texts three stories are possible: the second was made from the first, the first from the second, or both
from a third. The tree has weighed the first two. The third is told by what no order of writing explains: the first text
lacks what others share, has a rarer word where they have the usual one, or credits somebody who is not there.
The weights are log odds, learned (`data/unseen_origin.json`); most signs are counts of words, as logarithms.
"""

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import combinations
from math import log1p

import numpy as np
from numpy.typing import NDArray

from tellings.lineage.cohesion import cohesion
from tellings.lineage.credits import Sources, credit_line, outlet_key, squeezed
from tellings.lineage.evidence import Side
from tellings.lineage.sharing import FURNITURE, Pair
from tellings.lineage.tree import Edge, Kins
from tellings.records import Article
from tellings.text.paragraphs import paragraphs

# Shorter paragraphs of a text's own are lines of the page: dates, buttons, credits.
_OWN_WORDS = 8
_CAP = 6.0
# Shorter runs that two share against a third come about by chance where the third reworded.
_AGREED_RUN = 3
# Three by three are compared among so many articles, those that have most of the first text.
_COMPARED = 12
# A sentence alone that carries on the shared text scores up to 1.5.
_TELLING_THREADS = 1.5


@dataclass(frozen=True, slots=True)
class Witnesses:
    """A family as far as it is known when its first texts are judged.

    Args:
        kins, pairs, edges: Pairs by direction, pairs by the two ids, and the tree.
        elsewhere: For each article, the bodies outside the family that it credits, each with the line.
    """

    articles: Mapping[str, Article]
    sources: Mapping[str, Sources]
    kins: Kins
    pairs: Mapping[frozenset[str], Pair]
    edges: Sequence[Edge]
    elsewhere: Mapping[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that speaks for or against an unseen source: its size, and a sentence where it can be shown."""

    name: str
    value: float
    reason: str = ""


def signs(root: str, children: Sequence[str], family: Witnesses) -> list[Sign]:
    """What tells whether `root`, which the tree takes for the source of `children`, is a copy like them."""
    return [
        *_of_credits(root, children, family),
        *_of_directions(root, children, family),
        *_of_wording(root, children, family),
        *_of_cuts(root, children, family),
        *_of_third_witnesses(root, children, family),
        *_of_threads(root, children, family),
        *_of_agreements(root, children, family),
    ]


def log_odds(found: Sequence[Sign], several: bool) -> float:
    """The log odds that an unseen source stands behind, one model for a pair and one for more witnesses."""
    weights = _weights()["several" if several else "pair"]
    return weights.get("constant", 0.0) + sum(weights.get(sign.name, 0.0) * sign.value for sign in found)


def telling(found: Sequence[Sign], several: bool) -> tuple[str, ...]:
    """The sentences of the signs that speak for an unseen source, the weightiest first."""
    weights = _weights()["several" if several else "pair"]
    worth = [(-weights.get(sign.name, 0.0) * sign.value, sign.reason) for sign in found if sign.reason]
    return tuple(dict.fromkeys(reason for value, reason in sorted(worth) if value < 0))


@cache
def _weights() -> dict[str, dict[str, float]]:
    text = (files("tellings.data") / "unseen_origin.json").read_text(encoding="utf-8")
    weights: dict[str, dict[str, float]] = json.loads(text)["weights"]
    return weights


def _of_credits(root: str, children: Sequence[str], family: Witnesses) -> list[Sign]:
    said = {
        name: "; ".join(
            f"{family.articles[name].name} credits {body}, which is not among the inputs: “{line}”."
            for body, line in family.elsewhere[name]
        )
        for name in (root, *children)
    }
    crediting = [name for name in children if family.elsewhere[name]]
    outlet = family.articles[root].outlet
    of_root = [name for name in children if outlet and credit_line(family.sources[name], outlet)]
    bodies = Counter(outlet_key(body) for name in said for body in dict(family.elsewhere[name]))
    # A credit of a text made of several may be for the part that the first text does not have.
    merged = {edge.child for edge in family.edges if edge.parent != root and edge.parent not in children}
    share = max((float(family.kins[root, name].child.covered.mean()) for name in crediting), default=0.0)
    of_others = " ".join(dict.fromkeys(said[name] for name in crediting))
    return [
        Sign("first_credits_elsewhere", float(bool(said[root])), said[root]),
        Sign("other_credits_elsewhere", float(bool(crediting)), of_others),
        Sign("credit_covered", share, of_others),
        Sign("credit_unmerged", float(not merged.issuperset(crediting)), of_others),
        Sign("credits_agree", float(max(bodies.values(), default=0) > 1)),
        Sign("other_credits_first", float(bool(of_root))),
    ]


def _of_directions(root: str, children: Sequence[str], family: Witnesses) -> list[Sign]:
    found = [max(-_CAP, min(_CAP, family.kins[root, name].log_odds)) for name in children]
    weakest = min(zip(found, children, strict=True))
    reason = f"Little says that {family.articles[weakest[1]].name} was made from {family.articles[root].name}."
    return [Sign("weakest_direction", weakest[0], reason), Sign("strongest_direction", max(found))]


def _of_wording(root: str, children: Sequence[str], family: Witnesses) -> list[Sign]:
    kins = [family.kins[root, name] for name in children]
    rarer = max(kin.child.commoner for kin in kins)
    reason = f"In places {family.articles[root].name} has a rarer word where another copy has the usual one."
    return [
        Sign("first_rarer", log1p(rarer), reason if rarer >= 1 else ""),
        Sign("first_commoner", log1p(max(kin.parent.commoner for kin in kins))),
    ]


def _of_cuts(root: str, children: Sequence[str], family: Witnesses) -> list[Sign]:
    """What each side has alone: in the midst of shared paragraphs, in paragraphs of its own, after the shared text."""
    best: dict[str, float] = {}
    for name in children:
        kin = family.kins[root, name]
        ours = _own_words(kin.parent, np.zeros(len(kin.parent.covered), dtype=np.bool_))
        theirs = _own_words(kin.child, _explained(name, {root}, family))
        found = {
            "first_inside": ours[0],
            "first_paragraphs": ours[1],
            "first_tail": ours[2],
            "other_inside": theirs[0],
            "other_paragraphs": theirs[1],
            "other_tail": theirs[2],
            "both_inside": min(ours[0], theirs[0]),
            "both": min(sum(ours), sum(theirs)),
            "first_before": max(0, kin.parent.before - kin.child.before),
        }
        for sign, count in found.items():
            best[sign] = max(best.get(sign, 0.0), float(count))
    lacking = best["other_inside"]
    first = family.articles[root].name
    reason = f"{first} lacks {lacking:.0f} words that stand in the midst of shared paragraphs in another copy."
    return [
        *(Sign(name, log1p(count), reason if name == "other_inside" and count else "") for name, count in best.items()),
        # Among many copies the largest of anything is large.
        Sign("children", log1p(len(children) - 1)),
    ]


def _explained(name: str, without: set[str], family: Witnesses) -> NDArray[np.bool_]:
    """Which words of an article come from other parents than these; a second copy of one text is no other parent."""
    masks = [
        family.kins[e.parent, name].child.covered for e in family.edges if e.child == name and e.parent not in without
    ]
    size = next(len(kin.child.covered) for (_, child), kin in family.kins.items() if child == name)
    explained = np.zeros(size, dtype=np.bool_)
    for mask in masks:
        explained |= mask
    return explained


def _own_words(side: Side, explained: NDArray[np.bool_]) -> tuple[int, int, int]:
    """Words of sentences that the other text lacks: inside shared paragraphs, in own ones, after all shared text."""
    sheet, covered = side.sheet, side.covered | explained
    text = sheet.article.text
    blocks = paragraphs(text)
    starts = [start for start, _ in blocks]
    own = [bool(covered[first:last].mean() < 0.5) for first, last in sheet.sentence_words]
    block_of = [max(0, bisect_right(starts, start) - 1) for start, _ in sheet.sentence_spans]
    alive = {block for block, is_own in zip(block_of, own, strict=True) if not is_own}
    last_shared = max((number for number, is_own in enumerate(own) if not is_own), default=-1)
    inside = apart = tail = 0
    for number, (first, last) in enumerate(sheet.sentence_words):
        if not own[number] or last - first < _OWN_WORDS or FURNITURE.search(text[slice(*sheet.sentence_spans[number])]):
            continue
        if block_of[number] in alive:
            inside += last - first
        elif number > last_shared:
            tail += last - first
        else:
            apart += last - first
    return inside, apart, tail


def _of_third_witnesses(root: str, children: Sequence[str], family: Witnesses) -> list[Sign]:
    """What two of the others share and the first text lacks."""
    missing = (0, "")
    above = _between(root, children, family)
    for one, other in combinations(children, 2):
        # A copy of a copy has that copy's additions; two that also hang from the first text have something else.
        if (one, other) not in family.kins or one in above[other] or other in above[one]:
            continue
        shared = family.kins[one, other].child.matched & ~family.kins[root, other].child.covered
        shared &= ~_explained(other, {root, *children}, family)
        for name in above[one] & above[other]:
            if (name, other) in family.kins:
                shared &= ~family.kins[name, other].child.covered
        names = f"{family.articles[one].name} and {family.articles[other].name}"
        first = family.articles[root].name
        missing = max(missing, (int(shared.sum()), f"{names} share {int(shared.sum())} words that {first} lacks."))
    return [Sign("missing", log1p(missing[0]), missing[1])]


def _between(root: str, children: Sequence[str], family: Witnesses) -> dict[str, set[str]]:
    """The articles that each child's text came through after the first one, by the tree; none for its direct copies."""
    direct = {edge.child for edge in family.edges if edge.parent == root}
    parents: dict[str, set[str]] = {name: set() for name in children}
    for edge in family.edges:
        if edge.child in parents and edge.child not in direct:
            parents[edge.child].add(edge.parent)
    above: dict[str, set[str]] = {}
    for name in children:
        above[name], waiting = set(), list(parents[name])
        while waiting:
            parent = waiting.pop()
            if parent not in above[name] and parent != root:
                above[name].add(parent)
                waiting += parents.get(parent, ())
    return above


def _of_threads(root: str, children: Sequence[str], family: Witnesses) -> list[Sign]:
    """Whether what each side has alone carries on the shared text's matter, so that the other cut it, or is its own."""
    best = dict.fromkeys(("first_on", "first_off", "other_on", "other_off", "both_on"), 0.0)
    fullest = ""
    for name in children:
        kin = family.kins[root, name]
        ours = cohesion(kin.parent.sheet, kin.parent.covered)
        theirs = cohesion(kin.child.sheet, kin.child.covered | _explained(name, {root}, family))
        found = {"first_on": ours, "first_off": -ours, "other_on": theirs, "other_off": -theirs}
        fullest = name if theirs > best["other_on"] else fullest
        for sign, value in (found | {"both_on": min(ours, theirs)}).items():
            best[sign] = max(best[sign], value)
    reason = ""
    if fullest and best["other_on"] >= _TELLING_THREADS:
        first, other = family.articles[root].name, family.articles[fullest].name
        reason = f"What only {other} has speaks of the same as the shared text; {first} seems to have cut it."
    return [Sign(sign, value, reason if sign == "other_on" else "") for sign, value in best.items()]


def _of_agreements(root: str, children: Sequence[str], family: Witnesses) -> list[Sign]:
    """What two share against a third, each way round: where all three do, none of them is the others' source."""
    closest = sorted(children, key=lambda name: (-int(family.kins[root, name].child.matched.sum()), name))
    first, titles, against, proof = family.articles[root].name, "", 0, (0, "")
    for one, other in combinations(sorted(closest[:_COMPARED]), 2):
        if (one, other) not in family.kins:
            continue
        names = f"{family.articles[one].name} and {family.articles[other].name}"
        if _title(one, family) == _title(other, family) != _title(root, family) and _title(one, family):
            titles = f"{names} have one title, {first} another."
        to_other, to_one = family.kins[root, other].child, family.kins[root, one].child
        three = (
            _agreed(family.kins[one, other].child, to_other),
            _agreed(to_other, family.kins[one, other].child),
            _agreed(to_one, family.kins[other, one].child),
        )
        against = max(against, three[0])
        told = (
            f"{names} share {three[0]} words against {first}, and each shares words with {first} against the other"
            f" ({three[2]} and {three[1]}): none of the three can be what both others were made from."
        )
        proof = max(proof, (min(three), told))
    return [
        Sign("triple", log1p(proof[0]), proof[1]),
        Sign("against_root", log1p(against)),
        Sign("titles", float(bool(titles)), titles),
    ]


def _title(name: str, family: Witnesses) -> str:
    return squeezed(family.articles[name].title)


def _agreed(side: Side, without: Side) -> int:
    """Words of an article that stand in one other and not in a third, in runs that chance does not make."""
    mask = side.matched & ~without.matched
    edges = np.flatnonzero(np.diff(np.concatenate(([0], mask.view(np.int8), [0]))))
    lengths = edges[1::2] - edges[::2]
    return int(lengths[lengths >= _AGREED_RUN].sum())

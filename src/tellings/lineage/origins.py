"""Unseen origins: which articles of a family hang from a dispatch that is not among the inputs.

An unseen origin is asserted on what the copies print, never on likeness alone. An article that credits an agency, in a
paper that is not that agency's, is a copy of the agency's dispatch; so is whatever shares its text, unless it credits
the article itself. And where the texts themselves say that the family's first one is a copy (`unseen.py`), all that the
tree hangs from it hangs from the text behind it, unless it bears the first one's own marks.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from tellings.lineage.absent import absent_bodies
from tellings.lineage.cohesion import TELLING_WORDS, cohesion
from tellings.lineage.credits import Sources, credit_line, outlet_key, signed_agencies
from tellings.lineage.families import components
from tellings.lineage.settings import LineageSettings
from tellings.lineage.sharing import Pair
from tellings.lineage.tree import Edge, Kin, Kins
from tellings.lineage.unseen import Witnesses, log_odds, signs, telling
from tellings.records import Article

# An article credited so names a wire without saying which: it agrees with any agency.
_GENERIC = frozenset({"agencies", "agency", "wires", "wire", "newsagencies", "wireservices", "newswires"})

# As many words as make an article a carrier of another's own reporting.
_MARK_WORDS = 25
# The cohesion (`cohesion.py`) below which sentences are a desk's own: of such runs one in six is the text's.
_ELSE = -0.5


@dataclass(frozen=True, slots=True)
class Dispatch:
    """An unseen origin: its copies, the agency they credit, and why it is held to have been there."""

    id: str
    name: str
    agency: str | None
    copies: tuple[str, ...]
    reasons: tuple[str, ...]


def outside_agencies(article: Article, outlets: frozenset[str]) -> tuple[str, ...]:
    """Agencies that an article credits and that published none of the inputs it shares text with."""
    own = {outlet_key(article.outlet)} if article.outlet else set()
    return tuple(agency for agency in signed_agencies(article) if outlet_key(agency) not in outlets | own)


def dispatches(
    edges: Sequence[Edge],
    kins: Kins,
    pairs: Mapping[frozenset[str], Pair],
    articles: Mapping[str, Article],
    sources: Mapping[str, Sources],
    settings: LineageSettings,
) -> tuple[list[Dispatch], list[Edge]]:
    """The unseen origins of a family, and the edges that stay direct."""
    credited_ones, kept = _credited(edges, kins, articles, sources, settings)
    family = witnesses(kept, kins, pairs, articles, sources)
    taken = {name for dispatch in credited_ones for name in dispatch.copies}
    found = list(credited_ones)
    for root, children in first_texts(kept, kins, taken):
        dispatch = _behind(root, children, family, settings)
        if dispatch:
            found.append(dispatch)
            kept = [e for e in kept if e.parent != root or e.child not in dispatch.copies]
    return found, _without_cousins(kept, found)


def witnesses(
    edges: Sequence[Edge],
    kins: Kins,
    pairs: Mapping[frozenset[str], Pair],
    articles: Mapping[str, Article],
    sources: Mapping[str, Sources],
) -> Witnesses:
    """A family ready for its first texts to be judged."""
    outlets = {article.outlet for article in articles.values() if article.outlet}
    elsewhere = {name: absent_bodies(article, sources[name], outlets) for name, article in articles.items()}
    return Witnesses(articles, sources, kins, pairs, edges, elsewhere)


def first_texts(edges: Sequence[Edge], kins: Kins, taken: Collection[str] = ()) -> list[tuple[str, list[str]]]:
    """The articles that have children and no parent, each with all that descends from it and shares copied words.

    `taken` have an unseen parent already. Where a first text is itself a copy the tree often chains its siblings, so
    those at one remove are witnesses too.
    """
    children: dict[str, list[str]] = {}
    for edge in edges:
        children.setdefault(edge.parent, []).append(edge.child)
    derived = {edge.child for edge in edges}.union(taken)
    found = []
    for first in sorted(children.keys() - derived):
        below, waiting = set(children[first]), list(children[first])
        while waiting:
            fresh = [child for child in children.get(waiting.pop(), ()) if child not in below]
            below.update(fresh)
            waiting += fresh
        found.append((first, sorted(name for name in below if (first, name) in kins)))
    return found


def _behind(root: str, children: Sequence[str], family: Witnesses, settings: LineageSettings) -> Dispatch | None:
    """The unseen text behind a first text, where the signs say that there is one."""
    found = signs(root, children, family)
    several = len(children) > 1
    hung = [edge.child for edge in family.edges if edge.parent == root]
    # Where the first text is a credited copy, so is the least excerpt of it, by way of the first or not.
    least = 0.0 if family.elsewhere[root] else settings.min_agency_share
    direct = sorted(name for name in hung if _share(family.kins[root, name]) >= least)
    if log_odds(found, several) < (settings.unseen_log_odds if several else settings.unseen_pair_log_odds):
        return None
    copies = sorted({root, *(name for name in direct if not _has_marks_of(root, name, direct, family))})
    if len(copies) < 2:
        return None
    copies = _with_joined(copies, family.edges)
    bodies = Counter(body for name in copies for body, _ in family.elsewhere[name])
    agency = min(bodies, key=lambda body: (-bodies[body], body), default=None)
    names = " and ".join(family.articles[name].name for name in copies[:2])
    title = f"{agency} text" if agency else f"Text behind {names}{' and others' if len(copies) > 2 else ''}"
    reasons = (
        *telling(found, several),
        f"No order of writing explains what {names} each have alone; both carry a text that is not among the inputs.",
    )
    return Dispatch(_unseen_id(copies), f"{title} (not among the inputs)", agency, tuple(copies), reasons)


def _with_joined(copies: Sequence[str], edges: Sequence[Edge]) -> list[str]:
    """The copies of an unseen text and what would else be made of two of them: it is simpler a copy too."""
    parents: dict[str, set[str]] = {}
    for edge in edges:
        parents.setdefault(edge.child, set()).add(edge.parent)
    found, growing = set(copies), True
    while growing:
        fresh = {child for child, above in parents.items() if len(above) > 1 and above <= found} - found
        found |= fresh
        growing = bool(fresh)
    return sorted(found)


def _has_marks_of(root: str, name: str, children: Sequence[str], family: Witnesses) -> bool:
    """Whether an article credits the first text's outlet, or has words that only the first text's desk wrote."""
    outlet = family.articles[root].outlet
    if outlet and credit_line(family.sources[name], outlet):
        return True
    own = family.kins[root, name].parent.covered.copy()
    others = [other for other in children if other != name]
    for other in others:
        own &= ~family.kins[root, other].parent.covered
    if int(own.sum()) < _MARK_WORDS:
        return False
    # What only one of many copies shares with the first text is that text's own addition; of two only where it speaks
    # of something else than what all have.
    return len(others) > 1 or bool(others and _speaks_of_else(own, family.kins[root, others[0]]))


def _speaks_of_else(own: NDArray[np.bool_], kin: Kin) -> bool:
    sheet = kin.parent.sheet
    numbers = [n for n, (first, last) in enumerate(sheet.sentence_words) if own[first:last].mean() >= 0.5]
    is_told = int(kin.parent.covered.sum()) >= TELLING_WORDS
    return is_told and bool(numbers) and cohesion(sheet, kin.parent.covered, numbers) <= _ELSE


def _without_cousins(edges: Sequence[Edge], found: Sequence[Dispatch]) -> list[Edge]:
    """The edges less those between two copies of one unseen text, which it explains."""
    together = {(one, other) for d in found for one in d.copies for other in d.copies}
    return [edge for edge in edges if (edge.parent, edge.child) not in together]


def _unseen_id(copies: Sequence[str]) -> str:
    digest = blake2b("\n".join(copies).encode(), digest_size=6)
    return f"unseen:{digest.hexdigest()}"


def _credited(
    edges: Sequence[Edge],
    kins: Kins,
    articles: Mapping[str, Article],
    sources: Mapping[str, Sources],
    settings: LineageSettings,
) -> tuple[list[Dispatch], list[Edge]]:
    """The dispatches of credited agencies, and the other edges."""
    outlets = frozenset(outlet_key(a.outlet) for a in articles.values() if a.outlet)
    credited = {name: outside_agencies(article, outlets) for name, article in articles.items()}
    common = [edge for edge in edges if _is_common_source(edge, kins, articles, sources, credited, settings)]
    names = sorted({name for edge in common for name in (edge.child, edge.parent)})
    groups = components(names, [(edge.parent, edge.child) for edge in common])
    kept = [edge for edge in edges if edge not in common]
    found = [_dispatch(sorted(group), articles, credited) for group in groups]
    return found, kept


def _is_common_source(
    edge: Edge,
    kins: Kins,
    articles: Mapping[str, Article],
    sources: Mapping[str, Sources],
    credited: Mapping[str, tuple[str, ...]],
    settings: LineageSettings,
) -> bool:
    """Whether an edge's articles both carry a dispatch: one credits an outside agency, none the other's outlet."""
    ours, theirs = credited[edge.child], credited[edge.parent]
    if not ours and not theirs:
        return False
    if ours and theirs and not _agree(ours, theirs):
        return False
    outlet = articles[edge.parent].outlet
    if outlet and credit_line(sources[edge.child], outlet):
        return False
    return _share(kins[edge.parent, edge.child]) >= settings.min_agency_share


def _share(kin: Kin) -> float:
    """Common words over the shorter text's: an excerpt tells nothing of what lies behind the rest."""
    return float(kin.child.matched.sum()) / max(1, min(len(kin.child.sheet), len(kin.parent.sheet)))


def _agree(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    left, right = {outlet_key(a) for a in ours}, {outlet_key(a) for a in theirs}
    return bool(left & right or left & _GENERIC or right & _GENERIC)


def _dispatch(copies: list[str], articles: Mapping[str, Article], credited: Mapping[str, tuple[str, ...]]) -> Dispatch:
    counts = Counter(agency for name in copies for agency in credited[name])
    named = Counter({agency: n for agency, n in counts.items() if outlet_key(agency) not in _GENERIC})
    agency = min(named or counts, key=lambda a: (-counts[a], a))
    title = "Agency" if outlet_key(agency) in _GENERIC else agency
    reasons = [
        f"{articles[name].name} credits its text to {' and '.join(credited[name])}, which is not among the inputs."
        for name in copies
        if credited[name]
    ]
    reasons += [
        f"{articles[name].name} has the same text and credits nobody for it." for name in copies if not credited[name]
    ]
    return Dispatch(
        _unseen_id(copies), f"{title} dispatch (not among the inputs)", agency, tuple(copies), tuple(reasons)
    )

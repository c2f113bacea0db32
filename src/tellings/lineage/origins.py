"""Unseen origins: which articles of a family hang from a dispatch that is not among the inputs.

An unseen origin is asserted on what the copies print, never on likeness alone: an article that credits an agency, in a
paper that is not that agency's, is a copy of the agency's dispatch; so is whatever shares its text, unless it credits
the article itself.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from tellings.lineage.credits import Sources, credit_line, outlet_key
from tellings.lineage.families import components
from tellings.lineage.settings import LineageSettings
from tellings.lineage.tree import Edge, Kins
from tellings.records import Article

# An article credited so names a wire without saying which: it agrees with any agency.
_GENERIC = frozenset({"agencies", "agency", "wires", "wire", "newsagencies", "wireservices", "newswires"})


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
    return tuple(agency for agency in article.agency if outlet_key(agency) not in outlets | own)


def dispatches(
    edges: Sequence[Edge],
    kins: Kins,
    articles: Mapping[str, Article],
    sources: Mapping[str, Sources],
    settings: LineageSettings,
) -> tuple[list[Dispatch], list[Edge]]:
    """The unseen origins of a family, and the edges that stay direct."""
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
    kin = kins[edge.parent, edge.child]
    shorter = min(len(kin.child.sheet), len(kin.parent.sheet))
    return bool(kin.child.matched.sum() >= settings.min_agency_share * shorter)


def _agree(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    left, right = {outlet_key(a) for a in ours}, {outlet_key(a) for a in theirs}
    return bool(left & right or left & _GENERIC or right & _GENERIC)


def _dispatch(copies: list[str], articles: Mapping[str, Article], credited: Mapping[str, tuple[str, ...]]) -> Dispatch:
    counts = Counter(agency for name in copies for agency in credited[name])
    named = Counter({agency: n for agency, n in counts.items() if outlet_key(agency) not in _GENERIC})
    agency = min(named or counts, key=lambda a: (-counts[a], a))
    title = "Agency" if outlet_key(agency) in _GENERIC else agency
    digest = blake2b("\n".join(copies).encode(), digest_size=6).hexdigest()
    reasons = [
        f"{articles[name].name} credits its text to {' and '.join(credited[name])}, which is not among the inputs."
        for name in copies
        if credited[name]
    ]
    reasons += [
        f"{articles[name].name} has the same text and credits nobody for it." for name in copies if not credited[name]
    ]
    return Dispatch(
        f"unseen:{digest}", f"{title} dispatch (not among the inputs)", agency, tuple(copies), tuple(reasons)
    )

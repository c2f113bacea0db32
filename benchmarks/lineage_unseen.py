"""Lineage with the originals taken away: are their copies grouped under one unseen origin, and is its text regained?

    python benchmarks/lineage_unseen.py [--half development|test|both] [--credits] [--fresh SEED …]

From `../shared/data/lineage` every original with two direct copies or more is dropped. Families fall into two halves by
a hash of their id: `development` is what weights are learned and errors are read on, `test` is for reporting.
`--fresh` makes new families from other articles (`unseen_families.py`) that nothing was learned from or chosen on, and
scores their edges too, with the originals there. Measured:

- `unseen`: B-cubed F1 of the groups under unseen origins, over the articles that are copies of a dropped original or
  that we hang from an unseen origin; an article in no such group is a group of its own.
- `origin`: the same when a copy taken for the source of its siblings counts as their group too.
- `reconstruction`: character F1 (longest common subsequence, blanks run together) of the reconstruction against the
  dropped original's text, where three of its copies or more are there; nothing reconstructed scores 0.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Any

from rapidfuzz.distance import LCSseq

from lineage import SHARED, lineage_articles, with_credits
from tellings.lineage import trace
from tellings.records import Article, Lineage

HALVES = ("development", "test")
# Characters of the longest text compared; longer ones (none in the set) would take too long.
LONGEST = 60_000


def half_of(family: str) -> str:
    """The half a family falls into, by its id alone."""
    return HALVES[blake2b(family.encode(), digest_size=1).digest()[0] % 2]


def without_originals(
    articles: Sequence[Article], gold: Sequence[Mapping[str, Any]]
) -> tuple[list[Article], dict[str, set[str]]]:
    """The articles that are left, and for each original dropped the articles that descend from it."""
    children: dict[str, set[str]] = defaultdict(set)
    derived = set()
    for edge in gold:
        if edge["relation"] == "direct":
            children[edge["parent"]].add(edge["child"])
            derived.add(edge["child"])
    dropped = {name for name, copies in children.items() if name not in derived and len(copies) >= 2}
    return [a for a in articles if a.id not in dropped], {name: descendants(name, children) for name in dropped}


def descendants(name: str, children: Mapping[str, set[str]]) -> set[str]:
    """Everything derived from an article, at any remove."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        for child in children.get(waiting.pop(), set()) - found:
            found.add(child)
            waiting.append(child)
    return found


def b_cubed(gold: Mapping[str, set[str]], found: Mapping[str, set[str]], items: set[str]) -> dict[str, float]:
    """B-cubed precision, recall and F1; an article in several groups is compared with all their members."""
    ours, theirs = (_company(groups, items) for groups in (found, gold))
    precision = sum(len(ours[i] & theirs[i]) / len(ours[i]) for i in items) / max(1, len(items))
    recall = sum(len(ours[i] & theirs[i]) / len(theirs[i]) for i in items) / max(1, len(items))
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"f1": round(f1, 4), "precision": round(precision, 4), "recall": round(recall, 4), "articles": len(items)}


def _company(groups: Mapping[str, set[str]], items: set[str]) -> dict[str, set[str]]:
    company = {item: {item} for item in items}
    for group in groups.values():
        for item in group & items:
            company[item] |= group
    return company


def character_f1(found: str, true: str) -> float:
    """Characters in common, in order, over both lengths."""
    left, right = (" ".join(text.split())[:LONGEST] for text in (found, true))
    return 2 * LCSseq.similarity(left, right) / max(1, len(left) + len(right))


def unseen_scores(lineage: Lineage, gold: Mapping[str, set[str]], texts: Mapping[str, str]) -> dict[str, Any]:
    """Groups under unseen origins and reconstructions, scored."""
    unseen = {o.id: set(map(str, o.articles)) for o in lineage.origins if not o.seen}
    origins = {o.id: set(map(str, o.articles)) for o in lineage.origins if not o.name.startswith("other reporting")}
    copies = set().union(*gold.values()) if gold else set()
    grouped = {name for group in unseen.values() for name in group}
    written = {o.id: o.reconstruction or "" for o in lineage.origins if not o.seen}
    regained = [
        max((character_f1(written[key], texts[name]) for key, group in unseen.items() if group & gold[name]), default=0)
        for name in sorted(gold)
        if len(gold[name]) >= 3
    ]
    return {
        "unseen": b_cubed(gold, unseen, copies | grouped),
        "origin": b_cubed(gold, origins, copies),
        "said_unseen": len(unseen),
        "wrongly": sum(not group & copies for group in unseen.values()),
        "originals dropped": len(gold),
        "reconstruction": round(sum(regained) / max(1, len(regained)), 4),
        "reconstructed of": [sum(f1 > 0 for f1 in regained), len(regained)],
        "reconstruction where found": round(sum(regained) / max(1, sum(f1 > 0 for f1 in regained)), 4),
    }


def half(name: str, articles: Sequence[Article], gold: Sequence[Mapping[str, Any]]) -> tuple[set[str], list[Any]]:
    """The ids of a half's articles, single ones by their own id, and its gold edges."""
    family_of = {edge[end]: edge["family"] for edge in gold for end in ("child", "parent")}
    ids = {str(a.id) for a in articles if half_of(family_of.get(str(a.id), str(a.id))) == name}
    return ids, [edge for edge in gold if half_of(edge["family"]) == name]


def fresh_scores(seed: int) -> dict[str, Any]:
    """The same figures on families made with a seed, and the edges' where the originals are there."""
    from unseen_families import made_families

    articles, gold = made_families(seed)
    lineage = trace(articles)
    true = {(edge["child"], edge["parent"]) for edge in gold}
    found = {(str(d.child), str(d.parent)) for d in lineage.derivations}
    either = [{frozenset(edge) for edge in edges} for edges in (true, found)]
    left, groups = without_originals(articles, gold)
    return unseen_scores(trace(left), groups, {str(a.id): a.text for a in articles}) | {
        "articles": len(articles),
        "edges with originals": {
            "directed f1": round(2 * len(true & found) / max(1, len(true) + len(found)), 4),
            "undirected f1": round(2 * len(either[0] & either[1]) / max(1, len(true) + len(found)), 4),
            "said_unseen": sum(not origin.seen for origin in lineage.origins),
        },
    }


def main() -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=(*HALVES, "both"), default="both")
    parser.add_argument("--fresh", nargs="+", type=int, metavar="SEED", help="families made anew with these seeds")
    parser.add_argument("--credits", action="store_true", help="read agencies and datelines from the texts first")
    arguments = parser.parse_args()
    if not SHARED.is_dir():
        sys.exit(f"no data at {SHARED}: this benchmark needs the shared evaluation folder beside the repository")
    for seed in arguments.fresh or ():
        print(json.dumps({f"fresh {seed}": fresh_scores(seed)}, indent=1))
    if arguments.fresh:
        return
    articles, gold = lineage_articles()
    texts = {str(a.id): a.text for a in articles}
    if arguments.credits:
        articles = with_credits(articles)
    for name in HALVES if arguments.half == "both" else (arguments.half,):
        ids, edges = half(name, articles, gold)
        left, groups = without_originals([a for a in articles if a.id in ids], edges)
        print(json.dumps({name: unseen_scores(trace(left), groups, texts)}, indent=1))


if __name__ == "__main__":
    main()

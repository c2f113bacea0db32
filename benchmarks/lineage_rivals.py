"""Who copied whom, Tellings beside other ways: one run, the same articles, one scorer, one table.

    python benchmarks/lineage_rivals.py [--families N] [--installed]

Run it from the repository's root, in the environment that `benchmarks/rivals/lineage.txt` describes; it reads
`../shared/data/lineage` and `../shared/data/newscope` and scores with `../shared/scorers/score_lineage.py`. Nothing is
downloaded. passim is not in the table: its real source is in no package index.

The rivals find pairs that share text. Edges are read from these by one rule: each article derives from the likest of
those before it, by time, else by length. Each rival gets the least likeness that gives it the best directed edges on
this very set, which flatters it; Tellings has no such setting. Natural pairs: whether there is copying between the two
at all, with the least likeness of the made families. Seconds are of the processor.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import lineage
from rivals.lineage import (
    Finder,
    MissingRivalError,
    datasketch_pairs,
    difflib_pairs,
    edges_of,
    rensa_pairs,
    shingle_pairs,
)
from tellings.lineage import trace
from tellings.records import Article

_LEAST = (0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5)
_COPIES = {"one_copies_other", "common_source_copy", "same_family"}

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """A system's line: its scores on the made families, copying found on the natural pairs, and its cost."""

    name: str
    scores: Record
    natural: float
    seconds: float
    least: float | None = None

    def line(self, articles: int) -> str:
        """The row as Markdown."""
        edge = self.scores["edge"]
        figures = [edge["directed"]["f1"], edge["undirected"]["f1"], self.scores["related_pairs"]["f1"]]
        passages = self.scores["passage_char"]
        told = f"{passages['f1']:.3f}" if passages["pred"] else "none"
        least = "–" if self.least is None else f"{self.least:g}"
        cells = [*(f"{figure:.3f}" for figure in figures), told, f"{self.natural:.3f}"]
        return f"| {self.name} | {' | '.join(cells)} | {1000 * self.seconds / articles:.1f} | {least} |"


def tellings_row(articles: list[Article], gold: list[Record], score: Callable[..., Record]) -> Row:
    """The figures of Tellings."""
    began = time.process_time()
    found = trace(articles)
    seconds = time.process_time() - began
    scores = score(gold, lineage.predicted(found))
    return Row("Tellings", scores, natural_f1(lambda event: {frozenset(p) for p in _copied(event)}), seconds)


def _copied(event: list[Article]) -> Iterable[tuple[str, str]]:
    return ((s.one.article_id, s.other.article_id) for s in trace(event).shared if s.shared_as == "copy")


def rival_row(
    name: str, find: Finder, articles: list[Article], gold: list[Record], score: Callable[..., Record]
) -> Row:
    """The figures of a rival at its best likeness."""
    began = time.process_time()
    alike = find(articles)
    edges_of(articles, alike, _LEAST[0])
    seconds = time.process_time() - began
    tried = {least: score(gold, edges_of(articles, alike, least)) for least in _LEAST}
    best = max(tried, key=lambda least: tried[least]["edge"]["directed"]["f1"])

    def copied(event: list[Article]) -> set[frozenset[str]]:
        edges = edges_of(event, find(event), best)
        return {frozenset((edge["child"], edge["parent"])) for edge in edges}

    return Row(name, tried[best], natural_f1(copied), seconds, best)


def natural_f1(copied: Callable[[list[Article]], set[frozenset[str]]]) -> float:
    """F1 of "one of these two has copied text" over the judged pairs, each looked at within its event."""
    folder = lineage.SHARED / "data" / "newscope"
    records = lineage.rows(folder / "articles.jsonl")
    event_of = {record["id"]: record["event_id"] for record in records}
    gold = lineage.rows(folder / "natural_copies.jsonl")
    found: set[frozenset[str]] = set()
    for event in sorted({event_of[pair["a"]] for pair in gold}):
        members = [r for r in records if r["event_id"] == event and r["text"]]
        found |= copied([lineage.article_of(r, r["publisher"], r["date"]) for r in members])
    said = [(frozenset((pair["a"], pair["b"])) in found, pair["relation"] in _COPIES) for pair in gold]
    right = sum(claimed and true for claimed, true in said)
    return 2 * right / max(1, sum(claimed + true for claimed, true in said))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--families", type=int, help="only the first N families of the made set")
    parser.add_argument("--installed", action="store_true", help="leave out what is not installed instead of stopping")
    options = parser.parse_args()
    if not lineage.SHARED.is_dir():
        sys.exit(f"no evaluation data: {lineage.SHARED} is not there, and the articles are not ours to ship")
    finders: dict[str, Finder] = {}
    for name, make in {"MinHash, rensa 0.5.0": rensa_pairs, "MinHash, datasketch 2.0.0": datasketch_pairs}.items():
        try:
            finders[name] = make()
        except MissingRivalError as error:
            if not options.installed:
                sys.exit(f"{error}\n(--installed goes on without it)")
            print(f"left out: {error}", file=sys.stderr)
    finders |= {"shingles, share of the shorter": shingle_pairs, "difflib on what shingles propose": difflib_pairs}
    articles, gold = lineage.lineage_articles(options.families)
    score = lineage.scorer("score_lineage").score
    print(f"{len(articles)} made articles, {sum(edge['relation'] == 'direct' for edge in gold)} direct edges\n")
    print("| system | directed F1 | undirected F1 | related F1 | passage characters F1 |", end="")
    print(" natural pairs, copying F1 | processor seconds a 1,000 | least likeness |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |", flush=True)
    print(tellings_row(articles, gold, score).line(len(articles)), flush=True)
    for name, find in finders.items():
        print(rival_row(name, find, articles, gold, score).line(len(articles)), flush=True)


if __name__ == "__main__":
    main()

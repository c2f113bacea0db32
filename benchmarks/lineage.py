"""Lineage measured: edges, passages and origins on made families, relations on real copies, and seconds.

    python benchmarks/lineage.py [--families N] [--credits]

Reads `../shared/data/lineage` and `../shared/data/newscope` beside the repository and scores with `../shared/scorers`.
`--credits` has agencies and datelines read from the texts by the cleaning stage first, as the `trace` command does.
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from loading import module_at
from tellings.lineage import trace
from tellings.records import Article, ArticleId, Lineage, Precision, Published, SharedAs

SHARED = Path(__file__).resolve().parents[2] / "shared"


def rows(path: Path) -> list[dict[str, Any]]:
    """The records of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def article_of(record: dict[str, Any], outlet: str, published: str | None) -> Article:
    """A record as an article whose text is taken as it stands."""
    when = (
        Published(published, Precision.MINUTE if len(published) > 10 else Precision.DAY, "given") if published else None
    )
    text, identity = record["text"], ArticleId(record["id"])
    return Article(identity, record["id"], text, record["title"] or "", outlet, (), (), None, when, "en", None, (), ())


def lineage_articles(limit: int | None = None) -> tuple[list[Article], list[dict[str, Any]]]:
    """The development documents as articles, and the gold edges; of the first `limit` families where one is given."""
    folder = SHARED / "data" / "lineage"
    families = rows(folder / "families.jsonl")[:limit]
    kept = {document for family in families for document in family["documents"]}
    names = {family["family"] for family in families}
    articles = [article_of(r, r["outlet"], r["published"]) for r in rows(folder / "documents.jsonl") if r["id"] in kept]
    return articles, [edge for edge in rows(folder / "edges.jsonl") if edge["family"] in names]


def predicted(lineage: Lineage) -> list[dict[str, Any]]:
    """The derivations as the scorer reads them."""
    return [
        {
            "child": d.child,
            "parent": d.parent,
            "relation": d.relation.value,
            "passages": [[p.child.start, p.child.end, p.parent.start, p.parent.end] for p in d.passages if p.parent],
        }
        for d in (*lineage.derivations, *lineage.related)
    ]


def scorer(name: str) -> Any:
    """A scorer of the shared folder as a module."""
    return module_at(SHARED / "scorers" / f"{name}.py")


def lineage_scores(articles: list[Article], gold: list[dict[str, Any]]) -> dict[str, Any]:
    """The shared scorer's figures, with unseen origins counted and seconds."""
    started = time.perf_counter()
    lineage = trace(articles)
    seconds = time.perf_counter() - started
    scores: dict[str, Any] = scorer("score_lineage").score(gold, predicted(lineage))
    sure = [d for d in lineage.derivations if not any("does not decide" in reason for reason in d.reasons)]
    edges = {(e["child"], e["parent"]) for e in gold if e["relation"] == "direct"}
    known = [d for d in lineage.derivations if {(d.child, d.parent), (d.parent, d.child)} & edges]
    decided = [d for d in sure if {(d.child, d.parent), (d.parent, d.child)} & edges]
    return scores | {
        "direction_asserted": round(len(decided) / max(1, len(known)), 4),
        "direction_right_when_asserted": round(
            sum((d.child, d.parent) in edges for d in decided) / max(1, len(decided)), 4
        ),
        "unseen_origins": sum(not origin.seen for origin in lineage.origins),
        "articles": len(articles),
        "seconds": round(seconds, 2),
    }


def relation_of(lineage: Lineage, one: str, other: str, houses: dict[str, str]) -> str:
    """What the lineage says of a pair, in the words of the natural copies' key."""
    shared = {frozenset((s.one.article_id, s.other.article_id)): s.shared_as for s in lineage.shared}
    copies = [
        s
        for s in lineage.shared
        if {s.one.article_id, s.other.article_id} == {one, other} and s.shared_as is SharedAs.COPY
    ]
    if copies and houses[one] == houses[other]:
        return "same_family"
    for derivation in lineage.derivations:
        if {derivation.child, derivation.parent} == {one, other}:
            return "one_copies_other"
    if copies:
        return "common_source_copy"
    return "shared_statement" if frozenset((one, other)) in shared else "nothing_shared"


def twins_of(records: list[dict[str, Any]]) -> dict[str, list[str]]:
    """For each record itself, then those with the same text on another page of the same publisher in the same event."""
    pages: dict[tuple[str, str, str], list[str]] = {}
    for record in records:
        pages.setdefault((record["event_id"], record["publisher"], record["text"]), []).append(record["id"])
    return {name: [name, *(other for other in names if other != name)] for names in pages.values() for name in names}


def natural_scores(credited: Callable[[Iterable[Article]], list[Article]]) -> dict[str, Any]:
    """Relations of the judged pairs, each traced within its event."""
    folder = SHARED / "data" / "newscope"
    records = rows(folder / "articles.jsonl")
    houses = {r["id"]: r["publisher_family"] for r in records}
    event_of = {r["id"]: r["event_id"] for r in records}
    gold = rows(folder / "natural_copies.jsonl")
    traced: dict[str, Lineage] = {}
    for event in sorted({event_of[pair["a"]] for pair in gold}):
        members = [r for r in records if r["event_id"] == event and r["text"]]
        traced[event] = trace(credited(article_of(r, r["publisher"], r["date"]) for r in members))
    twins = twins_of(records)
    found = {}
    for pair in gold:
        lineage = traced[event_of[pair["a"]]]
        said = [relation_of(lineage, one, other, houses) for one in twins[pair["a"]] for other in twins[pair["b"]]]
        found[pair["id"]] = "one_copies_other" if "one_copies_other" in said else said[0]
    counts = Counter((pair["relation"], found[pair["id"]]) for pair in gold)
    classes = sorted({pair["relation"] for pair in gold})
    f1 = []
    for name in classes:
        right = counts[name, name]
        claimed = sum(n for (_, said), n in counts.items() if said == name)
        f1.append(2 * right / max(1, claimed + sum(n for (true, _), n in counts.items() if true == name)))
    return {
        "macro_f1": round(sum(f1) / len(f1), 4),
        "f1": dict(zip(classes, (round(f, 3) for f in f1), strict=True)),
        "confusion": {f"{true} → {said}": n for (true, said), n in sorted(counts.items())},
    }


def with_credits(articles: Iterable[Article]) -> list[Article]:
    """The articles with the agency and the dateline that the cleaning stage reads in their text."""
    from tellings.cleaning import clean
    from tellings.records import Document, DocumentKind

    read = []
    for article in articles:
        document = Document(article.source, DocumentKind.CLEAN, article.text, article.id, article.title, article.outlet)
        cleaned = clean(document)
        if isinstance(cleaned, Article):
            article = replace(article, agency=cleaned.agency, dateline=cleaned.dateline)
        read.append(article)
    return read


def main() -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--families", type=int, help="only the first N families of the made set")
    parser.add_argument("--credits", action="store_true", help="read agencies and datelines from the texts first")
    arguments = parser.parse_args()
    if not SHARED.is_dir():
        sys.exit(f"no data at {SHARED}: this benchmark needs the shared evaluation folder beside the repository")
    credited = with_credits if arguments.credits else list
    articles, gold = lineage_articles(arguments.families)
    made = lineage_scores(credited(articles), gold)
    print(json.dumps({"made families": made, "natural copies": natural_scores(credited)}, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()

"""Claims against the annotated events: the scorer's figures, seconds of alignment, statuses; or one event to read.

    python benchmarks/claims.py [--events 37 5] [--read]

Reads ../shared/data/claims, ../shared/data/newscluster and ../shared/scorers/score_claims.py.
"""

import argparse
import json
import time
from collections import Counter
from functools import cache
from pathlib import Path
from statistics import mean
from typing import Any

from loading import dated_article, module_at
from tellings.claims import align
from tellings.pipeline import Settings, annotate, in_order, tell
from tellings.records import AnnotatedArticle, Article, Span, Story

SHARED = Path(__file__).parents[2] / "shared"
KEY = Path(__file__).parent / "disagreements_key.json"
_FILES = {"newscluster": "newscluster/shared.jsonl", "newscope": "newscope/articles.jsonl"}
EVENTS = ("5", "19", "35", "36", "37", "71")


def scorer() -> Any:
    """The scorer's module."""
    return module_at(SHARED / "scorers" / "score_claims.py")


def gold_events(names: tuple[str, ...] = EVENTS) -> dict[str, dict[str, Any]]:
    """The annotated events by number."""
    folder = SHARED / "data" / "claims"
    return {name: json.loads((folder / f"{name}.json").read_text(encoding="utf-8")) for name in names}


def annotated_articles(gold: dict[str, Any]) -> list[AnnotatedArticle]:
    """An event's articles, texts untouched, annotated, in order of publication."""
    known = records("newscluster")
    return in_order([annotate(_article(entry, known[entry["id"]]["text"])) for entry in gold["articles"]])


@cache
def records(name: str) -> dict[str, dict[str, Any]]:
    """The records of a set of articles by their ids."""
    path = SHARED / "data" / _FILES[name]
    return {record["id"]: record for record in map(json.loads, path.read_text(encoding="utf-8").splitlines())}


def key_events() -> dict[str, tuple[dict[str, Any], list[AnnotatedArticle]]]:
    """The events of our own key of disagreements, as the scorer reads them, with their articles."""
    found = {}
    for event in json.loads(KEY.read_text(encoding="utf-8"))["events"]:
        known, ids = records(event["file"]), event["articles"]
        gold = {
            "event_id": event["id"],
            "articles": [{"id": i, "status": "annotated"} for i in ids],
            "claims": [],
            "copies": [],
            "disagreements": [
                disagreement | {"claims": [], "sides": [_on_a_side(ids, *side) for side in disagreement["sides"]]}
                for disagreement in event["disagreements"]
            ],
        }
        articles = [annotate(_article(known[i] | {"title": known[i]["title"] or ""}, known[i]["text"])) for i in ids]
        found[event["id"]] = (gold, in_order(articles))
    return found


def _on_a_side(ids: list[str], article: int, start: int, end: int, side: str) -> dict[str, Any]:
    return {"article": ids[article], "start": start, "end": end, "side": side}


def _article(entry: dict[str, Any], text: str) -> Article:
    return dated_article(entry["id"], text, entry["title"], entry["publisher"], entry["date"])


def prediction(story: Story) -> dict[str, Any]:
    """A story's claims and disagreements as the scorer reads them."""

    def place(span: Span) -> dict[str, Any]:
        return {"article": span.article_id, "start": span.start, "end": span.end}

    return {
        "claims": [{"id": c.id, "witnesses": [place(w.span) for w in c.witnesses]} for c in story.claims],
        "disagreements": [
            {"sides": [place(span) for side in d.sides for span in side.witnesses], "compatible": d.compatible}
            for d in story.disagreements
        ],
    }


def told(gold: dict[str, Any]) -> Story:
    """The story of an event's articles, through the whole corridor after annotation."""
    return tell(annotated_articles(gold), Settings(one_story=True))


def seconds_of_alignment(story: Story) -> float:
    """Seconds that aligning an annotated story takes, warm."""
    started = time.perf_counter()
    align(story.articles, story.entities, story.lineage)
    return time.perf_counter() - started


def figures(names: tuple[str, ...]) -> dict[str, Any]:
    """The scorer's figures over the events, and each event's seconds and statuses."""
    score = scorer().score
    golds = gold_events(names)
    stories = {name: told(gold) for name, gold in golds.items()}
    predictions = {name: prediction(story) for name, story in stories.items()}
    result: dict[str, Any] = score(list(golds.values()), list(predictions.values()), by_event=True)
    each = [score([golds[name]], [predictions[name]]) for name in names]
    result["macro"] = {
        measure: {key: round(mean(one[measure][key] for one in each), 3) for key in ("precision", "recall", "f1")}
        for measure in ("pairs", "pairs_tight", "bcubed")
    }
    result["seconds"] = {name: round(seconds_of_alignment(story), 3) for name, story in stories.items()}
    result["statuses"] = {name: dict(Counter(c.status.value for c in s.claims)) for name, s in stories.items()}
    return result


def read(story: Story) -> None:
    """Print a story's claims of several outlets and its disagreements, to be read."""
    articles = {annotated.article.id: annotated.article for annotated in story.articles}
    for claim in story.claims:
        if claim.outlets > 1:
            print(f"{claim.id} {claim.status.value} · {claim.outlets} outlets, {claim.origins} texts · {claim.text}")
            for witness in claim.witnesses:
                article = articles[witness.span.article_id]
                print(f"    {article.name} [{witness.voice_name}] {' '.join(article.wording(witness.span).split())}")
            for reason in claim.reasons:
                print(f"      ↔ {reason}")
    for disagreement in story.disagreements:
        print(f"{disagreement.id} {disagreement.kind.value} compatible={disagreement.compatible}")
        print(f"    {disagreement.explanation}")


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", nargs="+", default=EVENTS, choices=EVENTS, help="which events (all)")
    parser.add_argument("--read", action="store_true", help="print the claims instead of the figures")
    arguments = parser.parse_args()
    if arguments.read:
        for gold in gold_events(tuple(arguments.events)).values():
            read(told(gold))
        return
    print(json.dumps(figures(tuple(arguments.events)), indent=1))


if __name__ == "__main__":
    main()

"""Positions against a reader's key: precision and recall of (actor, stance, evidence) by halves; or an event to read.

    python benchmarks/positions.py [--half development|held_out] [--read EVENT] [--tell]

Reads benchmarks/positions_key.json and the texts it points into: ../shared/seeds, and newscluster, newscope, basil and
allsides under ../shared/data. The key holds offsets and the reader's own words, none of the texts.
"""

import argparse
import json
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loading import dated_article
from tellings.comparison import positions_of
from tellings.language.names import entities_of
from tellings.pipeline import Settings, annotate, in_order
from tellings.records import AnnotatedArticle, Article, ArticleId, Entity, Position, Positions

SHARED = Path(__file__).parents[2] / "shared"
KEY = Path(__file__).with_name("positions_key.json")


def _records(path: str) -> Iterator[dict[str, Any]]:
    with (SHARED / "data" / path).open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def texts_of(event: str) -> list[tuple[str, str, str, str | None]]:
    """Id, outlet, text and day of each article of an event, named "set:id", as the set has them."""
    kind, _, name = event.partition(":")
    if kind == "seeds":
        files = sorted((SHARED / "seeds").glob("*.txt"))
        return [(path.stem[:3], path.stem[:3], path.read_text(encoding="utf-8"), "2025-04-26") for path in files]
    if kind == "newscluster":
        found = [r for r in _records("newscluster/shared.jsonl") if str(r["event_id"]) == name]
        return [(r["id"], r["publisher"], r["text"], (r["url_date"] or r["date"] or "")[:10]) for r in found]
    if kind == "newscope":
        found = [r for r in _records("newscope/articles.jsonl") if r["event_id"] == name]
        return [(r["id"], r["publisher"], r["text"], (r["url_date"] or r["date"] or "")[:10]) for r in found]
    if kind == "basil":
        found = [r for r in _records("basil/articles.jsonl") if r["triplet_id"].startswith(name)]
        return [(r["id"], r["outlet"], r["text"], r["date"][:10]) for r in found]
    (story,) = (r for r in _records("allsides/stories.jsonl") if str(r["id"]) == name)
    return [
        (f"{name}-{n}", a["outlet"] or str(n), "\n\n".join(a["excerpt_paragraphs"]), story["date"][:10])
        for n, a in enumerate(story["articles"])
    ]


def annotated_event(event: str) -> tuple[list[AnnotatedArticle], tuple[Entity, ...]]:
    """The event's articles annotated, texts untouched, with the story's entities."""
    articles = in_order([annotate(_article(*each)) for each in texts_of(event)])
    entities, named = entities_of(articles, Settings().names)
    return list(named), entities


def _article(name: str, outlet: str, text: str, day: str | None) -> Article:
    return dated_article(name, text, "", outlet, day)


@dataclass
class Score:
    """Counts over events: found positions right, wrong and open to doubt; entries of the key found and not."""

    right: int = 0
    wrong: int = 0
    doubtful: int = 0
    found: int = 0
    missed: int = 0

    def line(self) -> str:
        """Precision, recall and F1, and precision with everything doubtful taken for wrong."""
        precision = self.right / max(1, self.right + self.wrong)
        strict = self.right / max(1, self.right + self.wrong + self.doubtful)
        recall = self.found / max(1, self.found + self.missed)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        return (
            f"precision {precision:.3f} (doubtful ones wrong: {strict:.3f})  recall {recall:.3f}  F1 {f1:.3f}   "
            f"positions {self.right + self.wrong + self.doubtful}, doubtful {self.doubtful}, "
            f"key {self.found + self.missed}"
        )

    def add(self, other: "Score") -> None:
        """Count another event."""
        for name in ("right", "wrong", "doubtful", "found", "missed"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


def is_match(position: Position, entry: dict[str, Any]) -> bool:
    """Whether a position is the entry's: one of its actors and stances, and evidence in one of its sentences."""
    name = position.actor_name.casefold().replace("’", "'")
    named = any(re.search(rf"\b{re.escape(actor.casefold())}\b", name) for actor in entry["actor"])
    if not named or position.stance.value not in entry["stance"]:
        return False
    return any(
        span.article_id == article and span.start < end and start < span.end
        for span in position.evidence
        for article, start, end in entry["evidence"]
    )


def scored(
    event: dict[str, Any], positions: Sequence[Position], texts: Mapping[ArticleId, str], *, tell: bool
) -> Score:
    """The event's score; with `tell`, wrong and missed ones are printed with the words they stand on."""
    score = Score()
    for position in positions:
        if any(is_match(position, entry) for entry in event["positions"]):
            score.right += 1
        elif any(is_match(position, entry) for entry in event["optional"]):
            score.doubtful += 1
        else:
            score.wrong += 1
            if tell:
                span = position.evidence[0]
                words = " ".join(texts[span.article_id][max(0, span.start - 60) : span.end + 30].split())
                print(f"  wrong   {position.text}   [{position.actor_name} / {position.stance}]\n            … {words}")
    for entry in event["positions"]:
        if any(is_match(position, entry) for position in positions):
            score.found += 1
        else:
            score.missed += 1
            if tell:
                article, start, end = entry["evidence"][0]
                words = " ".join(texts[article][start:end].split())
                print(f"  missed  {entry['actor'][0]} {'/'.join(entry['stance'])}: {entry['issue']}")
                print(f"            … {words}")
    return score


def read(found: Positions) -> None:
    """The event's positions, movements and matrix as a reader would want them."""
    names = {position.actor: position.actor_name for position in found.held}
    for issue in found.issues:
        print(f"{issue.id} {issue.name}")
        for position in found.held:
            if position.issue_id == issue.id:
                favour = "" if position.favour is None else f"{position.favour:+.1f}"
                told = f"{position.since} {position.modality} {favour} on the word of {', '.join(position.voices)}"
                to = f" → {position.target_name}" if position.target_name else ""
                print(f"   {position.id} [{position.actor_name} {position.stance}{to}] {position.text}   ({told})")
    for movement in found.movements:
        print(f"movement {movement.date} {movement.direction}: {movement.text} ({movement.reason})")
    for each in found.negotiation.distances if found.negotiation else ():
        print(f"distance {each.issue} {names[each.one]} – {names[each.other]}: {each.distance:.2f} {each.reason}")


def main() -> None:
    """Print the figures of the halves asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=["development", "held_out"], help="only this half")
    parser.add_argument("--read", metavar="EVENT", help="print an event's positions instead, as basil:58ed2376")
    parser.add_argument("--tell", action="store_true", help="name what is wrong and what is missed")
    chosen = parser.parse_args()
    if chosen.read:
        read(positions_of(*annotated_event(chosen.read)))
        return
    key = json.loads(KEY.read_text(encoding="utf-8"))
    for half in [chosen.half] if chosen.half else ["development", "held_out"]:
        total, seconds, words = Score(), 0.0, 0
        for event in (each for each in key["events"] if each["half"] == half):
            articles, entities = annotated_event(event["event"])
            began = time.process_time()
            found = positions_of(articles, entities)
            seconds += time.process_time() - began
            texts = {annotated.article.id: annotated.article.text for annotated in articles}
            words += sum(len(annotated.article.text.split()) for annotated in articles)
            score = scored(event, found.held, texts, tell=chosen.tell)
            print(f"{event['event']:<22}{score.line()}")
            total.add(score)
        print(f"{half:<22}{total.line()}   {1000 * seconds / words:.3f} s of processor per 1,000 words")


if __name__ == "__main__":
    main()

"""Names across articles: how many variants of one name are joined, and which different ones are.

Run from the repository's root: `python benchmarks/names.py` (add `--missed` to list what is missed). Reads the six
events of `../shared/data/claims` with their texts in `../shared/data/newscluster`, and times both steps.
"""

import json
import re
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

from loading import plain_article
from tellings.language.names.entities import entities_of
from tellings.language.names.mentions import mentions_of
from tellings.language.names.places import place_of, places, regions
from tellings.language.parsing import parse
from tellings.records import AnnotatedArticle, Article, EntityType, MentionForm

DATA = Path(__file__).parents[1].parent / "shared" / "data"
# Variants that begin so describe their referent and do not name it.
NAMING = {MentionForm.NAME, MentionForm.METONYM}
DESCRIBING = ("a ", "an ", "the ", "their ", "her ", "his ", "[")


@dataclass
class Score:
    """Pairs of namings of one referent joined, by whether both are names, and pairs of different ones merged."""

    joined: Counter[str] = field(default_factory=Counter)
    total: Counter[str] = field(default_factory=Counter)
    different: int = 0
    merged: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    words: int = 0
    articles: int = 0
    seconds: float = 0.0

    def rate(self, kind: str) -> float:
        """The share of pairs of a kind that are joined."""
        return self.joined[kind] / max(1, self.total[kind])


def article_of(record: dict[str, str]) -> Article:
    """A record of the data as an article."""
    return plain_article(record["id"], record["text"], record["title"])


def is_name(wording: str) -> bool:
    """Whether a variant names its referent, and does not describe it."""
    lowered = wording.lower()
    return (
        not lowered.startswith(DESCRIBING) and "'s " not in wording and " and " not in wording and wording[:1].isupper()
    )


def kind_of(one: str, other: str) -> str:
    """What joining a pair asks for: names, a description's bearer, or a capital read as its country."""
    if not is_name(one) or not is_name(other):
        return "description"
    capitals = [place.kind == "capital" for wording in (one, other) if (place := place_of(wording))]
    return "capital" if len(set(capitals)) == 2 else "name"


def entities_at(wording: str, annotated: AnnotatedArticle) -> Counter[str]:
    """The entities of the mentions that end where the wording's occurrences in an article end."""
    found: Counter[str] = Counter()
    for match in re.finditer(rf"(?<!\w){re.escape(wording)}(?!\w)", annotated.article.text):
        end = match.end()
        inside = [m for m in annotated.mentions if m.span.start < end and abs(m.span.end - end) <= 2 and m.entity]
        if inside:
            found[str(max(inside, key=lambda m: (m.form in NAMING, len(m.span))).entity)] += 1
    return found


def add_event(score: Score, key: dict[str, object], records: dict[str, dict[str, str]]) -> None:
    """Scores one event of the key."""
    articles = [article_of(records[a["id"]]) for a in key["articles"] if a["status"] != "off"]  # type: ignore[attr-defined]
    parses = [parse(article) for article in articles]
    began = time.process_time()
    annotated = [
        AnnotatedArticle(article, parsed, (), mentions_of(article, parsed), (), ())
        for article, parsed in zip(articles, parses, strict=True)
    ]
    _, filled = entities_of(annotated)
    score.seconds += time.process_time() - began
    score.words += sum(len(article.text.split()) for article in articles)
    score.articles += len(articles)
    by_id = {str(a.article.id): a for a in filled}
    for entry in key["same_person"]:  # type: ignore[attr-defined]
        if entry["type"] in {t.value for t in EntityType}:
            add_same(score, entry, by_id)
    for entry in key["different_person"]:  # type: ignore[attr-defined]
        ours, theirs = (set().union(*(entities_at(entry[side], a) for a in filled)) for side in ("a", "b"))
        score.different += bool(ours and theirs)
        if ours & theirs:
            score.merged.append(f"{entry['a']} / {entry['b']}: {sorted(ours & theirs)}")


def add_same(score: Score, entry: dict[str, object], by_id: dict[str, AnnotatedArticle]) -> None:
    """Scores every pair of namings of one referent, a naming being a variant in an article."""
    namings = []
    for variant in entry["variants"]:  # type: ignore[attr-defined]
        for article_id in variant["articles"]:
            if article_id in by_id and variant["name"] in by_id[article_id].article.text:
                found = entities_at(variant["name"], by_id[article_id])
                namings.append((variant["name"], found.most_common(1)[0][0] if found else None))
    for (one, ours), (other, theirs) in combinations(namings, 2):
        kind = kind_of(one, other)
        score.total[kind] += 1
        if ours and ours == theirs:
            score.joined[kind] += 1
        else:
            score.missed.append(f"{kind}: {one} ({ours}) / {other} ({theirs})")


def measured() -> Score:
    """The score over all six events."""
    lines = (DATA / "newscluster" / "shared.jsonl").read_text(encoding="utf-8").splitlines()
    records = {record["id"]: record for record in map(json.loads, lines)}
    score = Score()
    warm = article_of({"id": "warm", "text": "Anna Berg of Berg Motors said so.", "title": ""})
    entities_of(
        [AnnotatedArticle(warm, p := parse(warm), (), mentions_of(warm, p), (), ())]
    )  # data files: once a process
    places(), regions()
    for path in sorted((DATA / "claims").glob("*.json")):
        add_event(score, json.loads(path.read_text(encoding="utf-8")), records)
    return score


def main() -> None:
    """Prints the figures, one a line."""
    score = measured()
    for kind in ("name", "description", "capital"):
        print(f"pairs by {kind} joined: {score.joined[kind]} of {score.total[kind]} ({score.rate(kind):.3f})")
    print(
        f"different pairs merged: {len(score.merged)} of {score.different} that are both found",
        *score.merged,
        sep="\n  ",
    )
    print(f"mentions and entities: {1000 * score.seconds / score.words * 800:.1f} ms per 800 words, parse apart")
    if "--missed" in sys.argv:
        print(*(f"{count} × {line}" for line, count in Counter(score.missed).most_common()), sep="\n")


if __name__ == "__main__":
    main()

"""Prints B-cubed F1 of `group` on newscluster (events), newscope (stories) and basil (triplets), one setting for all.

    python benchmarks/grouping.py [--likeness 0.14] [--few]

`--few` adds draws of two to six articles of one story with none to two others among them: the share of draws in which
the story is whole and the others stand apart.
"""

import argparse
import json
import random
import time
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

from loading import module_at
from tellings.records import Article, ArticleId, Precision, Published
from tellings.stories.grouping import GroupingSettings, group

SHARED = Path(__file__).parents[2] / "shared"
SETS = {
    "newscluster": ("newscluster/shared.jsonl", "event_id", "publisher"),
    "newscope": ("newscope/articles.jsonl", "story_id", "publisher"),
    "basil": ("basil/articles.jsonl", "triplet_id", "outlet"),
}
DRAWS = 200


def load_scorer(path: Path) -> ModuleType:
    """The scorer as a module."""
    return module_at(path)


def article_of(record: dict[str, Any], outlet: str) -> Article:
    """An article of what a set's record gives; the texts are left as they are."""
    day = (record["date"] or "")[:10]
    return Article(
        id=ArticleId(record["id"]),
        source=record["id"],
        text=record["text"] or "",
        title=record["title"] or "",
        outlet=record[outlet],
        byline=(),
        agency=(),
        dateline=None,
        published=Published(day, Precision.DAY, "the set") if day else None,
        language="en",
        url=None,
        blocks=(),
        bases=(),
    )


def few(articles: dict[str, list[Article]], settings: GroupingSettings) -> dict[str, float]:
    """Shares of draws of a handful of articles that come out right."""
    draw = random.Random(1)  # noqa: S311 - the same draws every time, no secret
    several = sorted(story for story, members in articles.items() if len(members) > 1)
    whole = apart = both = 0
    for _ in range(DRAWS):
        story = draw.choice(several)
        members = draw.sample(articles[story], min(len(articles[story]), draw.choice((2, 3, 5, 6))))
        strangers = [
            articles[other][0] for other in draw.sample(sorted(set(articles) - {story}), draw.choice((0, 1, 2)))
        ]
        found = group([*members, *strangers], settings)
        ids = {article.id for article in members}
        is_whole = any(ids <= set(cluster) for cluster in found)
        is_apart = not any(ids & set(cluster) and set(cluster) - ids for cluster in found)
        whole, apart, both = whole + is_whole, apart + is_apart, both + (is_whole and is_apart)
    return {"story whole": whole / DRAWS, "others apart": apart / DRAWS, "both": both / DRAWS}


def main() -> None:
    """Groups, scores, prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--likeness", type=float, default=GroupingSettings().min_likeness)
    parser.add_argument("--few", action="store_true")
    parser.add_argument("--shared", type=Path, default=SHARED)
    options = parser.parse_args()
    if not options.shared.is_dir():
        raise SystemExit(f"{options.shared} is not there; name the folder of the data with --shared")
    settings = replace(GroupingSettings(), min_likeness=options.likeness)
    scorer = load_scorer(options.shared / "scorers" / "score_clusters.py")
    for name, (path, field, outlet) in SETS.items():
        lines = (options.shared / "data" / path).read_text(encoding="utf-8").splitlines()
        records = [json.loads(line) for line in lines]
        articles = [article_of(record, outlet) for record in records]
        started = time.perf_counter()
        found = group(articles, settings)
        seconds = time.perf_counter() - started
        predicted = [{"id": id_, "cluster": str(n)} for n, cluster in enumerate(found) for id_ in cluster]
        figures = scorer.score(records, predicted, gold_field=field, pred_field="cluster", ignore_unlabelled=True)[
            "bcubed"
        ]
        shown = {key: round(value, 3) for key, value in figures.items()}
        print(f"{name}: {shown}, {len(found)} stories, {len(articles) / seconds:.0f} articles a second")
        if options.few:
            by_story: dict[str, list[Article]] = {}
            for record, article in zip(records, articles, strict=True):
                if record[field] is not None:
                    by_story.setdefault(record[field], []).append(article)
            print("  a handful:", few(by_story, settings))


if __name__ == "__main__":
    main()

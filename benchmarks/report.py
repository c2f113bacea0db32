"""The report of a story of 10 articles and of one of 60: seconds of processor to make it, bytes, and what is in it.

    python benchmarks/report.py [--save FOLDER]

Reads ../shared/data/newscluster: ten articles of an event that has more; the first sixty of all, told as if they
were one story: nobody would read it, but it has as many claims as a story of sixty.
"""

import argparse
import json
import time
from itertools import islice
from pathlib import Path

from loading import dated_article
from tellings.pipeline import Settings, annotate, in_order, tell
from tellings.records import Article, Comparison, Story
from tellings.show.report import html_report

SOURCE = Path(__file__).parents[2] / "shared" / "data" / "newscluster" / "shared.jsonl"
LARGE_EVENT = 68


def articles() -> list[tuple[int, Article]]:
    """All articles with the number of their event."""
    with SOURCE.open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    return [(record["event_id"], _article(record)) for record in records if record["text"].strip()]


def _article(record: dict[str, str]) -> Article:
    return dated_article(record["id"], record["text"], record["title"], record["publisher"], record["date"])


def told(some: list[Article]) -> Story:
    """The articles as one story."""
    return tell(in_order([annotate(article) for article in some]), Settings(one_story=True))


def main() -> None:
    """Prints one line a story."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--save", type=Path, help="write the pages into this folder")
    arguments = parser.parse_args()
    known = articles()
    sets = {
        "10 articles": list(islice((article for event, article in known if event == LARGE_EVENT), 10)),
        "60 articles": [article for _, article in known][:60],
    }
    for name, some in sets.items():
        story = told(some)
        html_report(Comparison((), ()))  # templates are compiled once
        begun = time.process_time()
        page = html_report(Comparison((story,), ()))
        spent = time.process_time() - begun
        rows, marked = len(story.asserted), page.count('<td class="cell')
        size = len(page.encode())
        print(f"{name}: {spent:.2f} s, {size / 1e6:.2f} MB, {rows} claims, {marked} marked cells")
        if arguments.save:
            (arguments.save / f"{name.partition(' ')[0]}.html").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()

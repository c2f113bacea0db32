"""Prints how well stories are found in a stream, one setting for all: against the whole at once, among strangers, fast.

    python benchmarks/grouping_stream.py [--sets] [--strangers] [--speed 100000] [--filled 100000]

`--sets`: B-cubed figures of newscluster, newscope and basil in order of date, beside `group` over everything, and how
many of the stories said to continue another belong to the same topic (newscope).
`--strangers`: the same articles mixed into 3,000 others (PolNeAR, AllSides round-ups, one article each) given the same
days: the loss of precision, a stranger in a story counting as wrong.
`--speed N`: articles a second of processor time and memory while N articles are in the window; they are made of
sentences and words of PolNeAR in random mixtures, 460 words each, half of them in stories of 2 to 20.
`--filled N`: the same for 300 articles that come into a window filled in seconds, with mixtures of made articles' words
that are compared with nothing.
Without an option, the first three.
"""

import argparse
import json
import random
import resource
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from grouping import SETS, SHARED, article_of, load_scorer
from tellings.records import Article, ArticleId, Continues, Precision, Published
from tellings.stories.grouping import group
from tellings.stories.likeness import Bag, bag_of, counted, day_of
from tellings.stories.stream import StoryStream, StreamSettings
from tellings.stories.stream.following import Stories
from tellings.stories.stream.window import Seen

STRANGERS = 3_000
FIRST_DAY = date(2031, 1, 1)
ARTICLES_A_DAY = 5_000


def records_of(shared: Path, path: str) -> list[dict[str, Any]]:
    """A set's records."""
    return [json.loads(line) for line in (shared / "data" / path).read_text(encoding="utf-8").splitlines()]


def by_date(articles: Sequence[Article]) -> list[Article]:
    """The articles in order of date, those without one first."""
    return sorted(articles, key=lambda article: article.published.value if article.published else "")


def streamed(articles: Sequence[Article], settings: StreamSettings) -> tuple[Stories, Counter[str], list[Continues]]:
    """The stories in the end by the events alone, how many events of each kind, and the follow-ups."""
    stream, stories = StoryStream(settings), Stories()
    kinds: Counter[str] = Counter()
    follow_ups = []
    for article in by_date(articles):
        for event in stream.arrive(article):
            stories.follow(event)
            kinds[type(event).__name__] += 1
            follow_ups += [event] if isinstance(event, Continues) else []
    return stories, kinds, follow_ups


def scores(scorer: Any, records: list[dict[str, Any]], field: str, found: dict[str, str], unlabelled: bool) -> Any:
    """B-cubed figures of the stories found."""
    predicted = [{"id": record["id"], "cluster": found[record["id"]]} for record in records]
    return scorer.score(records, predicted, gold_field=field, pred_field="cluster", ignore_unlabelled=unlabelled)[
        "bcubed"
    ]


def shown(figures: dict[str, float]) -> str:
    """Precision, recall and F1 on one line."""
    return " ".join(f"{name} {figures[name]:.3f}" for name in ("precision", "recall", "f1"))


def print_sets(shared: Path, scorer: Any, settings: StreamSettings) -> None:
    """Stream beside batch on each set."""
    for name, (path, field, outlet) in SETS.items():
        records = records_of(shared, path)
        articles = [article_of(record, outlet) for record in records]
        stories, kinds, follow_ups = streamed(articles, settings)
        whole = {id_: str(n) for n, story in enumerate(group(articles, settings.grouping)) for id_ in story}
        print(f"{name}: stream {shown(scores(scorer, records, field, stories.of, True))}")
        print(f"{name}: batch  {shown(scores(scorer, records, field, whole, True))}  {dict(kinds)}")
        if name == "newscope":
            topics = {record["id"]: record["event_id"] for record in records}
            articles_of = stories.articles()
            pairs = [
                (articles_of[stories.resolved(event.later)], articles_of[stories.resolved(event.earlier)])
                for event in follow_ups
            ]
            right = sum(bool({topics[a] for a in later} & {topics[a] for a in earlier}) for later, earlier in pairs)
            print(f"{name}: {right} of {len(pairs)} follow-ups lead to a story of the same topic")


def strangers(shared: Path) -> list[Article]:
    """Articles of which no two are known to be about one event, one for each round-up and PolNeAR article."""
    texts = [(r["title"], r["text"]) for name in ("train", "dev") for r in records_of(shared, f"polnear/{name}.jsonl")]
    for record in records_of(shared, "allsides/roundup_train.jsonl"):
        first = max(record["articles"], key=lambda article: len(article["excerpt"] or ""))
        texts.append((first["title"], first["excerpt"]))
    return [
        Article(ArticleId(f"stranger-{n}"), "", text or "", title or "", None, (), (), None, None, "en", None, (), ())
        for n, (title, text) in enumerate(texts[:STRANGERS])
    ]


def print_strangers(shared: Path, scorer: Any, settings: StreamSettings) -> None:
    """Precision of each set's stories alone and among strangers of the same days."""
    others = strangers(shared)
    for name, (path, field, outlet) in SETS.items():
        records = [record for record in records_of(shared, path) if record[field] is not None]
        articles = [article_of(record, outlet) for record in records]
        days = [article.published for article in articles if article.published]
        draw = random.Random(1)  # noqa: S311 - the same days every time, no secret
        mixed = [*articles, *(replace(other, published=draw.choice(days)) for other in others)]
        alone = streamed(articles, settings)[0].of
        among = streamed(mixed, settings)[0].of
        all_records = [*records, *({"id": other.id, field: other.id} for other in others)]
        figures = scores(scorer, records, field, alone, False), scores(scorer, records, field, among, False)
        with_strangers = precision_of(records, field, all_records, among)
        print(f"{name}: alone {shown(figures[0])}; among {len(others)} strangers {shown(figures[1])}")
        print(f"{name}: precision with strangers counted {with_strangers:.3f}")


def precision_of(records: list[dict[str, Any]], field: str, everyone: list[dict[str, Any]], found: Any) -> float:
    """Mean share of each labelled article's story that is of its event, strangers counted."""
    sizes = Counter(found[record["id"]] for record in everyone)
    both = Counter((found[record["id"]], record[field]) for record in records)
    shares = [both[found[r["id"]], r[field]] / sizes[found[r["id"]]] for r in records]
    return sum(shares) / len(shares)


def made_articles(shared: Path, count: int) -> Iterator[Article]:
    """Articles that no one wrote, in order of their day."""
    texts = [record["text"] for record in records_of(shared, "polnear/train.jsonl")]
    sentences = [sentence for text in texts for sentence in text.split(". ") if len(sentence) > 40]
    vocabulary = [word for sentence in sentences for word in sentence.split()]
    draw = random.Random(1)  # noqa: S311
    waiting: list[tuple[float, int, list[str], list[str]]] = []
    for number in range(count):
        if not waiting or draw.random() < 0.3:
            own = ["".join(draw.choice("bdfgklmnprst") + draw.choice("aeiou") for _ in range(3)) for _ in range(12)]
            size = draw.choice((1, 1, 1, 1, 1, 1, 2, 2, 3, 5, 8, 20))
            waiting.append((0, size, draw.sample(sentences, 12), own))
        place = draw.randrange(len(waiting))
        _, left, shared_sentences, own = waiting[place]
        waiting[place] = (0, left - 1, shared_sentences, own)
        if left == 1:
            waiting.pop(place)
        body = [*draw.sample(shared_sentences, 7), *draw.sample(sentences, 14)]
        words = [word for sentence in body for word in sentence.split()]
        changed = [
            draw.choice(own) if draw.random() < 0.06 else draw.choice(vocabulary) if draw.random() < 0.1 else word
            for word in words
        ]
        day = (FIRST_DAY + timedelta(days=number // ARTICLES_A_DAY)).isoformat()
        yield Article(
            ArticleId(f"made-{number}"),
            "",
            " ".join(changed),
            " ".join([*draw.sample(own, 3), *draw.sample(vocabulary, 5)]),
            f"outlet {number % 200}",
            (),
            (),
            None,
            Published(day, Precision.DAY, "made"),
            "en",
            None,
            (),
            (),
        )


def print_speed(shared: Path, count: int, settings: StreamSettings) -> None:
    """Articles a second of processor time, a tenth of the whole at a time, and memory."""
    stream = StoryStream(settings)
    tenth, spent = max(1, count // 10), 0.0
    for number, article in enumerate(made_articles(shared, count), start=1):
        started = time.process_time()
        stream.arrive(article)
        spent += time.process_time() - started
        if number % tenth == 0:
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"{len(stream)} in the window: {tenth / spent:.0f} articles a second, {memory:.0f} MB", flush=True)
            spent = 0.0
    started = time.process_time()
    state = stream.state()
    print(f"{len(stream.stories())} stories; state {len(state) / 1e6:.1f} MB in {time.process_time() - started:.1f} s")


def print_filled(shared: Path, count: int, settings: StreamSettings) -> None:
    """Articles a second of processor time, and memory, with a window filled beforehand."""
    articles = list(made_articles(shared, 1_300))
    likeness = settings.grouping.likeness
    bags = [bag_of(counted(article.title, article.text, (), likeness)) for article in articles[:1_000]]
    stream = StoryStream(settings)
    window, ledger = stream._window, stream._ledger
    draw, day = np.random.default_rng(1), day_of(articles[0])
    for number in range(count):
        halves = [bags[place] for place in draw.integers(len(bags), size=2)]
        kept = [draw.random(len(half.numbers)) < 0.5 for half in halves]
        words = [half.numbers[which] for half, which in zip(halves, kept, strict=True)]
        counts = [half.counts[which] for half, which in zip(halves, kept, strict=True)]
        numbers, places = np.unique(np.concatenate(words), return_index=True)
        bag = Bag(numbers.astype(np.int32), np.concatenate(counts)[places])
        seen = Seen(ArticleId(f"filling-{number}"), window.end, day, day, bag, window.keys_of(bag), {})
        window.add(seen)
        ledger.start(seen)
    started = time.process_time()
    for article in articles[1_000:]:
        stream.arrive(article)
    speed = (len(articles) - 1_000) / (time.process_time() - started)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(stream)} in the window: {speed:.0f} articles a second, {memory:.0f} MB")


def main() -> None:
    """Prints what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", action="store_true")
    parser.add_argument("--strangers", action="store_true")
    parser.add_argument("--speed", type=int, metavar="N")
    parser.add_argument("--filled", type=int, metavar="N")
    parser.add_argument("--shared", type=Path, default=SHARED)
    options = parser.parse_args()
    if not options.shared.is_dir():
        raise SystemExit(f"{options.shared} is not there; name the folder of the data with --shared")
    everything = not (options.sets or options.strangers or options.speed or options.filled)
    scorer, settings = load_scorer(options.shared / "scorers" / "score_clusters.py"), StreamSettings()
    if options.sets or everything:
        print_sets(options.shared, scorer, settings)
    if options.strangers or everything:
        print_strangers(options.shared, scorer, settings)
    if options.speed or everything:
        print_speed(options.shared, options.speed or 100_000, replace(settings, window_days=365.0))
    if options.filled:
        print_filled(options.shared, options.filled, replace(settings, window_days=365.0, quiet_days=365.0))


if __name__ == "__main__":
    main()

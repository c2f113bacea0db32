"""How fast the store is and how large it grows, on invented articles of words as frequent as in the news.

    python benchmarks/store.py --articles 100000 [--location postgresql://…]

Prints processor seconds (of this process; a server's own are not in them) and, for searches, wall-clock milliseconds,
which only mean something on a quiet machine.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np

from loading import plain_article
from tellings.data.tables import table
from tellings.records import (
    AnnotatedArticle,
    Article,
    Attribution,
    AttributionKind,
    EntityType,
    Mention,
    MentionForm,
    Parse,
    Precision,
    Published,
    SpeakerKind,
    Token,
    TokenRange,
)
from tellings.store import Query, StageKey, Store, open_store, settings_digest
from tellings.store.packing import pack, unpack

WORDS = 500
NOW = datetime(2031, 5, 2, tzinfo=UTC)
KEY = StageKey("annotate", "1", "as set")
MENTIONS, STATEMENTS = 60, 15
"""A 500-word report's, as in the five real reports of the main job."""


def main() -> None:
    """Fill a store, then measure adding again, opening and searching."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--annotated", type=int, default=2_000, help="how many of them get their layers")
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--location", help="an empty store's place; else a file that is removed")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        location = given.location or str(Path(folder) / "bench.tellings")
        with open_store(location) as store:
            measure(store, location, given)


def measure(store: Store, location: str, given: argparse.Namespace) -> None:
    """Print every figure."""
    seconds = {"add": 0.0, "annotate": 0.0}
    for number, article in enumerate(invented(given.articles)):
        annotated = layers(article) if number < given.annotated else None
        with store.batch():
            seconds["add"] += used(lambda article=article: store.add_article(article, digest(article), NOW))
            if annotated is not None:
                seconds["annotate"] += used(lambda found=annotated: store.save_annotation(found, KEY, NOW))
        if number + 1 in {given.annotated, given.articles}:
            size = store.status().size_bytes / (number + 1)
            print(f"{number + 1:,} articles: {size / 1000:.1f} kB each in the store")
    print(f"add: {1000 * seconds['add'] / given.articles:.2f} ms an article")
    print(f"layers: {1000 * seconds['annotate'] / max(1, given.annotated):.2f} ms an article")
    packing(layers(next(invented(1))))
    known = [(article.source, digest(article)) for article in invented(min(10_000, given.articles))]
    before = store.status().size_bytes
    spent = used(lambda: [store.is_known(*each) for each in known])
    print(f"add again: {len(known) / spent:,.0f}/s (digests apart), {store.status().size_bytes - before} bytes written")
    opening(location)
    searching(store, given.queries)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def invented(count: int) -> Iterator[Article]:
    """The same articles at every call: words drawn by their frequency in the news, ten paragraphs, 200 outlets."""
    counted = frequencies()
    words = np.array(list(counted))
    # So many of a word are drawn on average that it stands in as large a share of the articles as in the news.
    weights = -np.log1p(-np.array(list(counted.values())))
    drawing = np.random.default_rng(7)
    for number in range(count):
        drawn = drawing.choice(words, WORDS + 8, p=weights / weights.sum())
        drawn[::2] = words[drawing.integers(0, 30, len(drawn[::2]))]  # half of a news text are such words
        paragraphs = [" ".join(drawn[start : start + 50]) + "." for start in range(0, WORDS, 50)]
        day = date(2030, 1, 1) + timedelta(days=number // 300)
        yield replace(
            plain_article(f"{number:08x}", "\n\n".join(paragraphs), " ".join(drawn[WORDS:])),
            source=f"https://outlet{number % 200}.example/{number}",
            outlet=f"Outlet {number % 200}",
            published=Published(day.isoformat(), Precision.DAY, "printed"),
        )


def frequencies() -> dict[str, float]:
    """Words with the share of news texts that have them, the commonest first."""
    (texts,) = (float(row[0]) for row in table("word_frequencies") if row[1] == "<texts>")
    return {
        word: float(row[0]) / (texts + 1)
        for row in table("word_frequencies")
        for word in row[1].split()
        if word.isalpha()
    }


def layers(article: Article) -> AnnotatedArticle:
    """A parse of all words, names and statements as many as a report has, where they may."""
    tokens, at = [], 0
    for number, word in enumerate(article.text.split()):
        at = article.text.index(word, at)
        tags = ("NN", "IN", "DT", "JJ", "VBD", "NNP")
        head = max(0, number - number % 7)
        tokens.append(Token(at, at + len(word), tags[len(word) % 6], "dep", head, word.lower().rstrip("s")))
        at += len(word)
    spans = [article.span(token.start, token.end) for token in tokens]
    chosen = spans[:: max(1, len(spans) // MENTIONS)][:MENTIONS]
    names = [f"{article.wording(span).title()} Alder" for span in chosen]
    mentions = tuple(
        Mention(span, EntityType.PERSON, MentionForm.NAME, name) for span, name in zip(chosen, names, strict=True)
    )
    said = tuple(
        Attribution(
            f"{article.id}-a{number}",
            AttributionKind.INDIRECT,
            (spans[30 * number],),
            (spans[30 * number + 1],),
            (article.span(spans[30 * number + 2].start, spans[30 * number + 22].end),),
            names[number],
            SpeakerKind.NAMED,
            "the subject of the cue",
        )
        for number in range(STATEMENTS)
    )
    sentences = tuple(TokenRange(start, min(len(tokens), start + 20)) for start in range(0, len(tokens), 20))
    return AnnotatedArticle(article, Parse(tuple(tokens), sentences, ()), (), mentions, (), said)


def packing(annotated: AnnotatedArticle) -> None:
    """How large a record is as bytes and how long that takes."""
    packed = pack(annotated, AnnotatedArticle)
    there = used(lambda: [pack(annotated, AnnotatedArticle) for _ in range(50)]) / 50
    back = used(lambda: [unpack(packed, AnnotatedArticle) for _ in range(50)]) / 50
    print(f"packed, article and all: {len(packed):,} bytes, {1000 * there:.1f} ms there, {1000 * back:.1f} ms back")


def opening(location: str) -> None:
    """What a process spends that opens the store and counts what is in it."""
    code = f"from tellings.store import open_store\nwith open_store({location!r}, create=False) as store: store.feeds()"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", code], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"open: {spent:.2f} s with starting Python and all imports")


def searching(store: Store, count: int) -> None:
    """Wall-clock milliseconds of searches of several kinds."""
    rows = [word for word in frequencies() if len(word) > 3]
    drawing = np.random.default_rng(11)
    middle = [str(word) for word in drawing.choice(rows[200:5_000], 2 * count)]
    kinds: dict[str, Callable[[int], Query]] = {
        "one word": lambda n: Query(middle[n]),
        "two words": lambda n: Query(f"{middle[2 * n]} {middle[2 * n + 1]}"),
        "one of the 200 commonest words": lambda n: Query(rows[n % 200]),
        "beginning": lambda n: Query(middle[n][:4] + "*"),
        "word and outlet": lambda n: Query(middle[n], outlet=f"outlet {n % 200}"),
        "word and month": lambda n: Query(middle[n], since="2030-02-01", until="2030-02-28"),
        "person": lambda n: Query(person=f"{middle[n].title()} Alder"),
        "latest": lambda n: Query(limit=20),
    }
    for name, query in kinds.items():
        times = sorted(waited(lambda query=query, n=n: list(store.search_articles(query(n)))) for n in range(count))
        middle_time, late = times[len(times) // 2], times[int(len(times) * 0.95)]
        print(f"search, {name}: {1000 * middle_time:.1f} ms, 95th percentile {1000 * late:.1f} ms")


def digest(article: Article) -> str:
    """Stands for a document's digest."""
    return settings_digest(article.id)


def used(action: Callable[[], object]) -> float:
    """Processor seconds."""
    before = time.process_time()
    action()
    return time.process_time() - before


def waited(action: Callable[[], object]) -> float:
    """Wall-clock seconds."""
    before = time.perf_counter()
    action()
    return time.perf_counter() - before


if __name__ == "__main__":
    main()

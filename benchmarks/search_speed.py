"""Milliseconds of a search in a store of 100,000 made articles: median and 95th percentile of 200 queries.

python benchmarks/search_speed.py                              in a new SQLite file, thrown away afterwards
python benchmarks/search_speed.py --articles 20000 --keep search.db     smaller; the file is kept, and used again
python benchmarks/search_speed.py --store postgresql://…/made  in an empty PostgreSQL database

Articles are words drawn by how often news texts have them (`data/word_frequencies.tsv`) and rare made names after
Zipf's law. A fifth are copies; every tenth story is compared. Queries have one to three words of one article, drawn
among those that stand in 1 of 2,000 to 1 of 5 articles; half have filters. Processor time is told beside the clock's,
because a busy machine makes the clock's worthless; a query of SQLite runs in this process, so its processor time is all
of it.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path

import numpy as np

from tellings.data.tables import table
from tellings.engine.exporting import unannotated
from tellings.engine.finding import found_claims, found_texts, found_utterances
from tellings.records import (
    AnnotatedArticle,
    Article,
    ArticleId,
    Attribution,
    AttributionKind,
    Claim,
    Derivation,
    EntityType,
    Lineage,
    Mention,
    MentionForm,
    Origin,
    Precision,
    Published,
    Relation,
    SpeakerKind,
    Status,
    Story,
    Witness,
)
from tellings.store import Membership, Query, StageKey, Store, article_digest, open_store

NOW = datetime(2025, 1, 1, tzinfo=UTC)
FIRST_DAY = date(2024, 1, 1)
WORDS_OF_ARTICLE, ARTICLES_OF_STORY, ARTICLES_OF_BATCH = 350, 5, 1_000
NAMES, OUTLETS = 20_000, 60
KEY, STORY_KEY = StageKey("annotate", "made", "made"), StageKey("story", "made", "made")


class Maker:
    """Made articles: the same ones for the same seed."""

    def __init__(self, seed: int = 1) -> None:
        self.random = random.Random(seed)  # noqa: S311 - made data, the same each time
        self.numbers = np.random.default_rng(seed)
        self.words, shares = _vocabulary()
        self.up_to = np.cumsum(shares / shares.sum())
        self.asked = {word for word, share in zip(self.words, shares, strict=True) if 1 / 2_000 < share < 1 / 5}

    def articles(self, count: int) -> Iterator[AnnotatedArticle]:
        """That many articles, five to a story; of every five the second is a copy of the first."""
        first: Article | None = None
        for number in range(count):
            place = number % ARTICLES_OF_STORY
            made = self._article(number, first.text if place == 1 and first else self._text())
            first = made if place == 0 else first
            yield self._annotated(made)

    def _article(self, number: int, text: str) -> Article:
        day = FIRST_DAY + timedelta(days=self.random.randrange(366))
        return Article(
            id=ArticleId(f"a{number}"), source=f"https://example.org/{number}", text=text, title=text[:60],
            outlet=f"Outlet {int(self.random.random() ** 2 * OUTLETS)}", byline=(), agency=(), dateline=None,
            published=Published(day.isoformat(), Precision.DAY, "made"), language="en", url=None, blocks=(), bases=(),
        )  # fmt: skip

    def _text(self) -> str:
        drawn = np.searchsorted(self.up_to, self.numbers.random(WORDS_OF_ARTICLE))
        return " ".join(self.words[min(number, len(self.words) - 1)] for number in drawn).capitalize() + "."

    def _annotated(self, article: Article) -> AnnotatedArticle:
        names = [_name(int(self.numbers.zipf(1.3)) % NAMES) for _ in range(3)]
        mentions = tuple(
            Mention(article.span(9 * place, 9 * place + 5), EntityType.PERSON, MentionForm.NAME, name)
            for place, name in enumerate(names)
        )
        content = (article.span(0, min(100, len(article.text))),)
        said = Attribution(f"{article.id}-a1", AttributionKind.DIRECT, (), (), content, names[0], SpeakerKind.NAMED, "")
        return replace(unannotated(article), mentions=mentions, attributions=(said,))

    def queries(self, store: Store, count: int) -> Iterator[Query]:
        """Queries of one to three words of some article; every second has a filter or two."""
        articles = store.status().articles
        for number in range(count):
            text = store.article(f"a{self.random.randrange(articles)}").text.lower().removesuffix(".")
            words = " ".join(self.random.sample(sorted(self.asked & set(text.split())), 1 + number % 3))
            yield replace(Query(words=words), **self._filters()) if number % 2 else Query(words=words)

    def _filters(self) -> dict[str, str | bool]:
        day = FIRST_DAY + timedelta(days=self.random.randrange(366))
        choices: list[dict[str, str | bool]] = [
            {"outlet": f"Outlet {self.random.randrange(OUTLETS)}"},
            {"since": day.isoformat()},
            {"since": day.isoformat(), "until": (day + timedelta(days=30)).isoformat()},
            {"person": _name(self.random.randrange(50))},
            {"copies": self.random.random() < 0.5},
        ]
        return self.random.choice(choices)


def _vocabulary() -> tuple[list[str], np.ndarray]:
    """Words, and in which share of articles each stands; rare names make up a tenth of all words."""
    listed = [(int(count), words.split()) for count, words in table("word_frequencies")]
    texts = max(count for count, _ in listed)
    words = [(word, count / texts) for count, group in listed for word in group if word.isalpha()]
    names = [(_name(number).split()[1], 40 / (number + 10)) for number in range(NAMES)]
    scale = 0.1 * sum(share for _, share in words) / sum(share for _, share in names)
    every = words + [(name, share * scale) for name, share in names]
    return [word for word, _ in every], np.array([share for _, share in every])


def _name(number: int) -> str:
    syllables = ("ka", "ro", "mi", "ven", "tal", "dor", "sul", "pe", "lin", "gar")
    family = "".join(syllables[int(digit)] for digit in f"{number:05d}")
    return f"Ada {family.capitalize()}"


def fill(store: Store, maker: Maker, count: int) -> None:
    """Put made articles into the store, in stories; every tenth story with a comparison."""
    articles = maker.articles(count)
    while batch := list(islice(articles, ARTICLES_OF_BATCH)):
        with store.batch():
            for annotated in batch:
                store.add_article(annotated.article, article_digest(annotated.article), NOW)
                store.save_annotation(annotated, KEY, NOW)
            for first in range(0, len(batch), ARTICLES_OF_STORY):
                _put(store, batch[first : first + ARTICLES_OF_STORY])
        print(f"\r{batch[-1].article.id} ", end="", flush=True)


def _put(store: Store, articles: Sequence[AnnotatedArticle]) -> None:
    first = articles[0].article
    story = f"s{first.id}"
    store.save_story(story, first.title, NOW)
    store.put_in_story([Membership(a.article.id, story, 1.0, "made") for a in articles], NOW)
    if int(first.id[1:]) // ARTICLES_OF_STORY % 10 == 0 and len(articles) > 1:
        store.save_comparison(_compared(story, articles), store.story_input(story), STORY_KEY, NOW)


def _compared(story: str, articles: Sequence[AnnotatedArticle]) -> Story:
    first, copy, *others = (annotated.article for annotated in articles)
    origins = (
        Origin("o0", first.outlet or "", None, True, (first.id, copy.id), None),
        *(Origin(f"o{n}", other.outlet or "", None, True, (other.id,), None) for n, other in enumerate(others, 1)),
    )
    edge = Derivation(copy.id, first.id, Relation.DIRECT, "reprint", 1.0, 1.0, (), (), ())
    witness = Witness(first.span(0, 60), "o0", first.outlet or "", first.outlet or "", None)
    claim = Claim("c1", first.text[:60], Status.SINGLE, 1, 1, (first.outlet or "",), (witness,), (), ())
    return Story(
        story, first.title, None, None, tuple(articles), (), Lineage(origins, (edge,), (), (), ()), (claim,),
        (), (), (), (), (), (),
    )  # fmt: skip


def measure(what: str, ask: Callable[[Query], Sequence[object]], queries: Sequence[Query]) -> None:
    """Print median and 95th percentile of the queries' times."""
    clock, processor, found = [], [], []
    for query in queries:
        began, busy = time.perf_counter(), time.process_time()
        found.append(len(ask(query)))
        clock.append(1000 * (time.perf_counter() - began))
        processor.append(1000 * (time.process_time() - busy))
    told = "  ".join(
        f"{name} p50 {np.percentile(times, 50):6.1f}  p95 {np.percentile(times, 95):6.1f}  max {max(times):6.1f}"
        for name, times in (("clock", clock), ("processor", processor))
    )
    print(f"{what:12} {told}  ms; {np.mean(found):.1f} found a query, {found.count(0)} found nothing")


def main() -> None:
    """Make the store where it is empty, and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--keep", metavar="FILE", help="make the store here and leave it, or use the one that is here")
    parser.add_argument("--store", metavar="URL", help="a PostgreSQL database")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = given.store or given.keep or str(Path(folder) / "made.db")
        with open_store(place) as store:
            maker = Maker()
            if not store.status().articles:
                busy = time.process_time()
                fill(store, maker, given.articles)
                print(f"\r{given.articles} articles put in, {time.process_time() - busy:.0f} s of processor")
            status = store.status()
            print(f"{status.articles} articles, {status.stories} stories, {status.size_bytes / 1e6:.0f} MB")
            queries = list(maker.queries(store, given.queries))
            measure("articles", lambda query: list(store.search_articles(query)), queries)
            measure("texts", lambda query: found_texts(store, query), queries)
            measure("statements", lambda query: found_utterances(store, query), queries)
            measure("claims", lambda query: found_claims(store, query), queries)


if __name__ == "__main__":
    main()

"""Which articles are about one event: likeness of their words and days, then average linkage with one threshold.

Two events of one topic share their actors and places; what tells them apart are rarer words and the day. `likeness.py`
says how alike two articles are; here everything is known before anything is decided. `stream/` does the same for
articles that come in one by one.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import squareform

from tellings.records import Article, ArticleId
from tellings.stories.furniture import furniture, lines_of
from tellings.stories.likeness import Bag, Frequencies, LikenessSettings, bag_of, counted, day_factor, day_of, set_apart

_ROWS_AT_ONCE = 512


@dataclass(frozen=True, slots=True)
class GroupingSettings:
    """How alike articles must be to be one story.

    Args:
        min_likeness: Mean likeness, measured against the articles' surroundings, above which two groups are one story.
            Chosen on the development sets together with the rest: docs/stages/group.md.
        likeness: What counts in the likeness.
    """

    min_likeness: float = 0.10
    likeness: LikenessSettings = field(default_factory=LikenessSettings)


def group(articles: Sequence[Article], settings: GroupingSettings | None = None) -> tuple[tuple[ArticleId, ...], ...]:
    """The articles' ids in stories, the largest first, equal ones in the order of the input; an odd one stands alone.

    Cost: quadratic in the articles in time; in memory quadratic only in the largest topic.
    Source: average linkage over TF-IDF cosines, the baseline of Topic Detection and Tracking (Allan et al. 1998) that
    stays hard to beat on news (Staykovski et al. 2019); sublinear counts after Salton and Buckley (1988).
    """
    settings = settings or GroupingSettings()
    if not articles:
        return ()
    corpus = _Corpus(articles, settings.likeness)
    stories: list[list[int]] = []
    for topic in _topics(corpus, settings.min_likeness):
        stories += _stories_of(topic, corpus, settings.min_likeness)
    stories.sort(key=lambda story: (-len(story), story[0]))
    return tuple(tuple(articles[number].id for number in story) for story in stories)


class _Corpus:
    """All articles' vectors, days and surroundings."""

    def __init__(self, articles: Sequence[Article], settings: LikenessSettings) -> None:
        self.size = len(articles)
        self._settings = settings
        frequencies = Frequencies(settings)
        bags = _bags(articles, settings)
        for bag in bags:
            frequencies.count(bag)
        self._rows = frequencies.rows(bags)
        self._days = np.array([day_of(article) for article in articles])
        self._surroundings = np.zeros(self.size)
        for some in self.slices():
            likeness = self._likeness(some, np.arange(self.size))
            likeness[np.arange(len(some)), some] = 0
            kept = min(settings.neighbours, self.size)
            nearest = np.full((len(some), settings.neighbours), settings.strangers)
            nearest[:, :kept] = np.maximum(-np.sort(-likeness, axis=1)[:, :kept], settings.strangers)
            self._surroundings[some] = nearest.mean(axis=1)

    def slices(self) -> list[Any]:
        """The articles' numbers, so many at once that their likeness to all fits into memory."""
        return [np.arange(start, min(self.size, start + _ROWS_AT_ONCE)) for start in range(0, self.size, _ROWS_AT_ONCE)]

    def likeness(self, some: Any, others: Any) -> Any:
        """Likeness of some articles to others, less their surroundings; a row for each of the first."""
        ours, theirs = self._surroundings[some][:, None], self._surroundings[others][None, :]
        # Rounded, so that the order of sums on another machine cannot decide a tie.
        return np.round(set_apart(self._likeness(some, others), ours, theirs, self._settings), 9)

    def _likeness(self, some: Any, others: Any) -> Any:
        cosines = (self._rows[some] @ self._rows[others].T).toarray()
        return cosines * day_factor(self._days[some][:, None] - self._days[others][None, :], self._settings)


def _bags(articles: Sequence[Article], settings: LikenessSettings) -> list[Bag]:
    lines = furniture(articles)
    return [
        bag_of(counted(article.title, _without(article, lines.get(article.outlet, frozenset())), (), settings))
        for article in articles
    ]


def _without(article: Article, lines: frozenset[str]) -> str:
    return "\n".join(line for line in lines_of(article) if line not in lines)


def _topics(corpus: _Corpus, min_likeness: float) -> list[list[int]]:
    """Numbers of articles that a chain of like pairs connects.

    Groups are joined only where their mean likeness reaches the threshold, so at least one pair does: no story reaches
    over two topics, and linkage inside each topic gives what linkage over everything would.
    """
    rows, columns = [], []
    for some in corpus.slices():
        row, column = np.nonzero(corpus.likeness(some, np.arange(corpus.size)) >= min_likeness)
        rows.append(row + some[0])
        columns.append(column)
    row, column = np.concatenate(rows), np.concatenate(columns)
    pairs = coo_matrix((np.ones(len(row)), (row, column)), shape=(corpus.size, corpus.size))
    return by_label(connected_components(pairs, directed=False)[1], range(corpus.size))


def _stories_of(topic: list[int], corpus: _Corpus, min_likeness: float) -> list[list[int]]:
    """One topic's articles in stories."""
    numbers = np.array(topic)
    return by_label(linked(corpus.likeness(numbers, numbers), min_likeness), topic)


def linked(likeness: Any, min_likeness: float) -> Any:
    """A label for each article: those in one group by average linkage have the same.

    `likeness` is float64 and square; its diagonal does not matter.
    """
    if len(likeness) == 1:
        return np.zeros(1, dtype=int)
    distances = 1 - (likeness + likeness.T) / 2
    np.fill_diagonal(distances, 0)
    merges = linkage(squareform(distances, checks=False), method="average")
    return fcluster(merges, 1 - min_likeness, criterion="distance")


def by_label(labels: Any, numbers: Sequence[int]) -> list[list[int]]:
    """The numbers with the same label together, in the order in which the labels come."""
    found: dict[int, list[int]] = defaultdict(list)
    for label, number in zip(labels, numbers, strict=True):
        found[int(label)].append(number)
    return list(found.values())

"""Which articles are about one event: likeness of their words and days, then average linkage with one threshold.

Two events of one topic share their actors and places; what tells them apart are rarer words and the day. How rare a
word is, is known from a background of news (`data/word_frequencies.tsv`), because a handful of inputs cannot tell: in
five reports of one event its own words are the most frequent of all. Large inputs add what they know.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import log
from typing import Any

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import coo_matrix, csr_matrix, diags, hstack
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import squareform

from tellings.data.tables import table
from tellings.records import Article, ArticleId
from tellings.text.words import words

_CHARACTERS_A_WORD = 12
"""Only so much text is read for each wanted word: English news has six characters a word, blank included."""
_FURNITURE_CHARACTERS = 20
_FURNITURE_REPEATS = 3
"""A line that stands in this many differently titled articles of one outlet is its furniture. A guess; on newscope it
takes out the menus that made ten articles of one outlet a story."""
_ROWS_AT_ONCE = 512


@dataclass(frozen=True, slots=True)
class GroupingSettings:
    """How alike articles must be to be one story.

    All values were chosen together on newscluster, newscope and basil, which are development sets: docs/stages/group.md
    says what changes with them. Most change the mean B-cubed F1 by less than .005.

    Args:
        min_likeness: Mean likeness, 0 to 1, above which two groups are one story.
        text_words: Words of the text that count, from its beginning.
        lead_words: Words of the beginning that are compared once more by themselves, with the title: reports of one
            event agree there however long they are.
        title_weight: Times a word of the title counts.
        rare_share: Words in a smaller share of the background's texts than this are all equally telling. Without that
            floor the names of small countries and parties outweigh what happened.
        spared_articles: Articles that may share a word before the inputs' own frequencies make it less telling; about
            the size of a large story.
        input_weight: How much an input counts in those frequencies, against one text of the background.
        grace_days: Articles no further apart than this are not held to be of different days.
        half_life_days: Past the grace the day's part of the likeness halves in this time.
        day_part: The part of the likeness that articles of days far apart lose.
    """

    min_likeness: float = 0.14
    text_words: int = 1_500
    lead_words: int = 80
    title_weight: float = 3.0
    rare_share: float = 0.01
    spared_articles: int = 20
    input_weight: float = 30.0
    grace_days: float = 1.0
    half_life_days: float = 3.0
    day_part: float = 0.4


def group(articles: Sequence[Article], settings: GroupingSettings | None = None) -> tuple[tuple[ArticleId, ...], ...]:
    """The articles' ids in stories, the largest first, equal ones in the order of the input; an odd one stands alone.

    Cost: quadratic in the articles in time; in memory quadratic only in the largest topic.
    Source: average linkage over TF-IDF cosines, the baseline of Topic Detection and Tracking (Allan et al. 1998) that
    stays hard to beat on news (Staykovski et al. 2019); sublinear counts after Salton and Buckley (1988).
    """
    settings = settings or GroupingSettings()
    if not articles:
        return ()
    vectors = _vectors(articles, settings)
    days = np.array([_day(article) for article in articles])
    stories: list[list[int]] = []
    for topic in _topics(vectors, days, settings):
        stories += _stories_of(topic, vectors, days, settings)
    stories.sort(key=lambda story: (-len(story), story[0]))
    return tuple(tuple(articles[number].id for number in story) for story in stories)


def _topics(vectors: Any, days: Any, settings: GroupingSettings) -> list[list[int]]:
    """Numbers of articles that a chain of like pairs connects.

    Groups are joined only where their mean likeness reaches the threshold, so at least one pair does: no story reaches
    over two topics, and linkage inside each topic gives what linkage over everything would.
    """
    size = vectors.shape[0]
    rows, columns = [], []
    for start in range(0, size, _ROWS_AT_ONCE):
        some = np.arange(start, min(size, start + _ROWS_AT_ONCE))
        row, column = np.nonzero(_likeness(some, np.arange(size), vectors, days, settings) >= settings.min_likeness)
        rows.append(row + start)
        columns.append(column)
    row, column = np.concatenate(rows), np.concatenate(columns)
    _, labels = connected_components(coo_matrix((np.ones(len(row)), (row, column)), shape=(size, size)), directed=False)
    return _by_label(labels, range(size))


def _stories_of(topic: list[int], vectors: Any, days: Any, settings: GroupingSettings) -> list[list[int]]:
    """One topic's articles in stories, by average linkage."""
    if len(topic) == 1:
        return [topic]
    numbers = np.array(topic)
    # Rounded, so that the order of sums on another machine cannot decide a tie.
    distances = np.round(1 - _likeness(numbers, numbers, vectors, days, settings), 9)
    np.fill_diagonal(distances, 0)
    merges = linkage(squareform((distances + distances.T) / 2, checks=False), method="average")
    return _by_label(fcluster(merges, 1 - settings.min_likeness, criterion="distance"), topic)


def _by_label(labels: Any, numbers: Sequence[int]) -> list[list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for label, number in zip(labels, numbers, strict=True):
        found[int(label)].append(number)
    return list(found.values())


def _likeness(some: Any, others: Any, vectors: Any, days: Any, settings: GroupingSettings) -> Any:
    """Likeness of some articles to others, 0 to 1, one row each of the first; float64."""
    likeness = (vectors[some] @ vectors[others].T).toarray()
    apart = np.abs(days[some][:, None] - days[others][None, :]) - settings.grace_days
    # An unknown day is no evidence either way.
    apart = np.maximum(0, np.nan_to_num(apart, nan=0.0))
    return np.clip(likeness * (1 - settings.day_part * (1 - 0.5 ** (apart / settings.half_life_days))), 0, 1)


def _day(article: Article) -> float:
    """The number of the day of publication; not a number where it is not known to the day."""
    try:
        return float(date.fromisoformat((article.published.value if article.published else "")[:10]).toordinal())
    except ValueError:
        return float("nan")


# Words


def _vectors(articles: Sequence[Article], settings: GroupingSettings) -> Any:
    """TF-IDF of whole text and of title and lead, side by side; sparse, one row an article, each of length 1 or 0.

    Their products are the mean of both cosines.
    """
    furniture = _furniture(articles)
    texts = [_words_of(_without(article.text, furniture.get(article.outlet)), settings) for article in articles]
    titles = [_words_of(article.title, settings) for article in articles]
    counts = [
        [_counts(title, text[:length], settings) for title, text in zip(titles, texts, strict=True)]
        for length in (settings.text_words, settings.lead_words)
    ]
    carried = Counter(word for article_counts in counts[0] for word in article_counts)
    numbers = {word: number for number, word in enumerate(sorted(carried))}
    rarities = {word: _rarity(word, carried[word], len(articles), settings) for word in numbers}
    return hstack([_rows(view, numbers, rarities) for view in counts]).tocsr() / 2**0.5


def _rows(counts: list[Counter[str]], numbers: dict[str, int], rarities: dict[str, float]) -> Any:
    """A row of length 1 for every article's counts."""
    entries = [
        (row, numbers[word], (1 + log(count)) * rarities[word])
        for row, article_counts in enumerate(counts)
        for word, count in article_counts.items()
    ]
    rows, columns, values = (np.array(part) for part in zip(*entries, strict=True)) if entries else ([], [], [])
    matrix = csr_matrix((values, (rows, columns)), shape=(len(counts), len(numbers)))
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return diags(1 / np.where(lengths == 0, 1, lengths)) @ matrix


def _counts(title: list[str], text: list[str], settings: GroupingSettings) -> Counter[str]:
    counts: Counter[str] = Counter(text)
    for word in title:
        counts[word] += settings.title_weight  # type: ignore[assignment] # a weighted count
    return counts


def _words_of(text: str, settings: GroupingSettings) -> list[str]:
    """The words' keys, single letters left out, possessives as the name itself."""
    found = words(text[: settings.text_words * _CHARACTERS_A_WORD])[: settings.text_words]
    return [key for word in found if len(key := word.key.removesuffix("'s").removesuffix("’s")) > 1]


def _rarity(word: str, carried: int, articles: int, settings: GroupingSettings) -> float:
    """How telling a word is: the logarithm of how many texts there are for one that has it, 0 at least."""
    background, size = _background()
    known = max(background.get(word, 0), settings.rare_share * size)
    having = known + settings.input_weight * max(0, carried - settings.spared_articles)
    there_are = size + settings.input_weight * max(0, articles - settings.spared_articles)
    return max(0.0, log(there_are / having))


@cache
def _background() -> tuple[dict[str, int], int]:
    """In how many texts of the background each word stands, and how many texts there are."""
    frequencies = {word: int(count) for count, listed in table("word_frequencies") for word in listed.split()}
    return frequencies, frequencies.pop("<texts>")


# Furniture


def _furniture(articles: Sequence[Article]) -> dict[str | None, frozenset[str]]:
    """Lines that an outlet prints in article after article."""
    titles: dict[tuple[str, str], set[str]] = defaultdict(set)
    for article in articles:
        if article.outlet:
            for line in article.text.splitlines():
                if len(line) > _FURNITURE_CHARACTERS:
                    titles[article.outlet, line].add(article.title)
    found: dict[str | None, set[str]] = defaultdict(set)
    for (outlet, line), carrying in titles.items():
        if len(carrying) >= _FURNITURE_REPEATS:
            found[outlet].add(line)
    return {outlet: frozenset(lines) for outlet, lines in found.items()}


def _without(text: str, lines: frozenset[str] | None) -> str:
    return text if not lines else "\n".join(line for line in text.splitlines() if line not in lines)

"""How alike two articles are: their titles' and openings' words, the days between them, and their surroundings.

What grouping in one go (`grouping.py`) and in a stream (`stream/`) share, so that they differ only in the order in
which they see the articles.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import log
from typing import Any
from zlib import crc32

import numpy as np
from scipy.sparse import csr_matrix

from tellings.data.tables import table
from tellings.records import Article
from tellings.text.words import Word, words

_PLACES = 1 << 22
"""Words are numbered by a checksum, so that no list of words grows with the articles seen. At half a million different
words one in nine shares its number with another; that two given articles share one so is rarer than one in 250."""
_CHARACTERS_A_WORD = 8, 24
"""So much text is read for each wanted word, and where that does not suffice so much: English news has six characters a
word, blank included."""


@dataclass(frozen=True, slots=True)
class LikenessSettings:
    """What counts in the likeness of two articles.

    Chosen together, one setting for all, on newscluster, newscope, basil, ECB+ and AllSides stories, which are
    development sets: docs/stages/group.md says what changes with which.

    Args:
        lead_words: Words of the text that count, from its beginning, beside the title. Reports of one event agree in
            their openings however long they are.
        title_weight: Times a word of the title counts.
        name_weight: Times a canonical name counts, beside the words that it is made of; less than 1 counts as 1. Names
            read by capitals alone, in place of canonical ones, changed the mean F1 from .956 to .955.
        rare_share: Words in a smaller share of the background's texts than this are all equally telling. Without a
            floor the names of small countries and parties outweigh what happened.
        spared_articles: Articles that may share a word before the inputs' own frequencies make it less telling; about
            the size of a large story.
        input_weight: How much an input counts in those frequencies, against one text of the background.
        grace_days: Articles no further apart than this are not held to be of different days.
        half_life_days: Past the grace the day's part of the likeness halves in this time.
        day_part: The part of the likeness that articles of days far apart lose.
        neighbours: How many of the likest articles are an article's surroundings.
        strangers: Likeness that any two articles have: what a neighbour counts at least, and one that is missing where
            there are few articles. Of the sets the thirtieth neighbour's likeness is .03 to .06 in the middle.
        surroundings_part: How much of the mean likeness to its surroundings is taken off; a running topic, where
            everything resembles everything, asks for more than a quiet corner.
        copied_part: Likeness that a text copied whole adds.
    """

    lead_words: int = 200
    title_weight: float = 3.0
    name_weight: float = 1.0
    rare_share: float = 0.01
    spared_articles: int = 20
    input_weight: float = 30.0
    grace_days: float = 1.0
    half_life_days: float = 3.0
    day_part: float = 0.4
    neighbours: int = 30
    strangers: float = 0.05
    surroundings_part: float = 0.5
    copied_part: float = 0.3


@dataclass(frozen=True, slots=True, eq=False)
class Bag:
    """The words that count of one article, by number, and how much each counts before its rarity.

    Args:
        numbers: int32, ascending, none twice.
        counts: float32, one logarithmic count a number.
    """

    numbers: Any
    counts: Any


def counted(title: str, text: str, names: Sequence[str], settings: LikenessSettings) -> Counter[str]:
    """How often each word of title, opening and names counts. `text` without the outlet's furniture."""
    counts: Counter[str] = Counter(_words_of(text, settings.lead_words))
    for word in _words_of(title, settings.lead_words):
        counts[word] += settings.title_weight  # type: ignore[assignment] # a weighted count
    for name in names:
        counts[f"<{name.casefold()}>"] += settings.name_weight  # type: ignore[assignment]
    return counts


def number_of(word: str) -> int:
    """The number under which a word is known."""
    return crc32(word.encode("utf-8", "replace")) % _PLACES


def bag_of(counts: Counter[str]) -> Bag:
    """Counted words as numbers."""
    summed: dict[int, float] = {}
    for word, count in counts.items():
        number = number_of(word)
        summed[number] = summed.get(number, 0.0) + count
    numbers = np.array(sorted(summed), dtype=np.int32)
    return Bag(numbers, (1 + np.log([max(1.0, summed[number]) for number in numbers.tolist()])).astype(np.float32))


def _words_of(text: str, wanted: int) -> list[str]:
    """The words' keys, single letters left out, possessives as the name itself."""
    found: list[Word] = []
    for characters in _CHARACTERS_A_WORD:
        found = words(text[: wanted * characters])
        if len(found) > wanted or len(text) <= wanted * characters:
            break
    found = found[:wanted]  # the last one read may be cut; it is never among them, but in a text of huge words
    return [key for word in found if len(key := word.key.removesuffix("'s").removesuffix("’s")) > 1]


class Frequencies:
    """In how many texts each word stands: those of the background, and the bags counted so far."""

    def __init__(self, settings: LikenessSettings) -> None:
        self._settings = settings
        self._known, self._background_size = _background(settings.rare_share)
        self._carried = np.zeros(_PLACES, dtype=np.int32)
        self._scratch = np.zeros(_PLACES, dtype=np.float32)
        self._bags = 0

    def count(self, bag: Bag, times: int = 1) -> None:
        """Counts a bag, or with -1 takes it out again."""
        self._carried[bag.numbers] += times
        self._bags += times

    def rarities(self, numbers: Any) -> Any:
        """How telling each word is, float32: the logarithm of how many texts there are for one that has it, 0 at least.

        A handful of inputs cannot say that (in five reports of one event its words are the commonest), so the
        background does; large inputs add what they know.
        """
        weight, spared = self._settings.input_weight, self._settings.spared_articles
        having = self._known[numbers] + weight * np.maximum(0, self._carried[numbers] - spared)
        there_are = self._background_size + weight * max(0, self._bags - spared)
        return np.maximum(0, log(there_are) - np.log(having)).astype(np.float32)

    def weights(self, bag: Bag) -> Any:
        """Each word's weight in the bag: counts by rarity, of length 1 together (0 where nothing tells anything)."""
        weights = bag.counts * self.rarities(bag.numbers)
        length = float(np.sqrt(weights @ weights))
        return weights / length if length else weights

    def rows(self, bags: Sequence[Bag]) -> Any:
        """A sparse row of length 1 (or 0) for each bag; the columns are words, numbered for these bags alone."""
        numbers, values, places = self._laid_out(bags)
        unique, columns = np.unique(numbers, return_inverse=True)
        values /= np.repeat(_lengths(values, places), np.diff(places))
        return csr_matrix((values, columns, places), shape=(len(bags), len(unique)))

    def cosines(self, bag: Bag, others: Sequence[Bag]) -> Any:
        """Likeness of one bag's words to each of the others', float64, 0 to 1."""
        numbers, values, places = self._laid_out(others)
        self._scratch[bag.numbers] = self.weights(bag)
        products = _sums(self._scratch[numbers] * values, places) / _lengths(values, places)
        self._scratch[bag.numbers] = 0
        return products

    def _laid_out(self, bags: Sequence[Bag]) -> tuple[Any, Any, Any]:
        """The bags' numbers and weights one after the other, not yet of length 1, and where each bag begins."""
        numbers = np.concatenate([np.zeros(0, dtype=np.int32), *(bag.numbers for bag in bags)])
        counts = np.concatenate([np.zeros(0, dtype=np.float32), *(bag.counts for bag in bags)])
        return numbers, (counts * self.rarities(numbers)).astype(np.float64), _places(bags)


def _places(bags: Sequence[Bag]) -> Any:
    return np.cumsum([0, *(len(bag.numbers) for bag in bags)])


def _sums(values: Any, places: Any) -> Any:
    """The sum of each stretch; 0 for an empty one."""
    return np.diff(np.concatenate([[0.0], np.cumsum(values)])[places])


def _lengths(values: Any, places: Any) -> Any:
    """The length of each stretch as a vector; 1 where nothing has any weight."""
    lengths = np.sqrt(np.maximum(0, _sums(values * values, places)))
    return np.where(lengths < 1e-6, 1, lengths)


@cache
def _background(rare_share: float) -> tuple[Any, float]:
    """In how many texts of the background each word stands, float32, at least the floor; and how many texts there are.

    Made by `benchmarks/make_word_frequencies.py`: 6,946 English news texts, none of the sets that we measure on.
    """
    frequencies = {word: int(count) for count, listed in table("word_frequencies") for word in listed.split()}
    size = frequencies.pop("<texts>")
    known = np.full(_PLACES, rare_share * size, dtype=np.float32)
    for word, count in frequencies.items():
        number = number_of(word)
        known[number] = max(known[number], count)
    return known, float(size)


def day_of(article: Article) -> float:
    """The number of the day of publication; not a number where it is not known to the day."""
    return day_number(article.published.value if article.published else None)


def day_number(moment: str | None) -> float:
    """The number of the day of an ISO date or time; not a number where it is none."""
    try:
        return float(date.fromisoformat((moment or "")[:10]).toordinal())
    except ValueError:
        return float("nan")


def day_factor(apart: Any, settings: LikenessSettings) -> Any:
    """What is left of the likeness of articles so many days apart; an unknown day is no evidence either way."""
    late = np.maximum(0, np.nan_to_num(np.abs(apart), nan=0.0) - settings.grace_days)
    return 1 - settings.day_part * (1 - 0.5 ** (late / settings.half_life_days))


def set_apart(likeness: Any, ours: Any, theirs: Any, settings: LikenessSettings) -> Any:
    """Likeness less what the surroundings of both sides make likely anyhow. -1 to 1; about 0 for strangers.

    `ours` and `theirs` are the mean likenesses of the first and of the second articles to their surroundings.

    Source: cross-domain similarity local scaling (Conneau et al. 2018, section 2.3) against hubs; there with a factor
        2 instead of our 1 and with cosines of embeddings.
    """
    return likeness - settings.surroundings_part * (ours + theirs) / 2

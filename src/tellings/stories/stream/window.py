"""The articles of the last days: their words, and those likest to a new one, found under its most telling words."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from tellings.records import ArticleId
from tellings.stories.likeness import Bag, Frequencies, day_factor, number_of, set_apart
from tellings.stories.stream.settings import StreamSettings

_FEW = 1_024
"""Dead entries are swept out when there are so many and they are half of all."""


@dataclass(slots=True, eq=False)
class Seen:
    """What is kept of an article: nothing that it says, only which words and how often.

    Args:
        number: How many came before it since the stream began.
        entered: The day by the stream's clock when it came.
        keys: Numbers of its most telling words.
        copied: Share of its text that stands in earlier articles, by their numbers.
        story: The story it is in now.
        marks: A person's decisions about it: the decision's number, and the side it is on.
    """

    id: ArticleId
    number: int
    day: float
    entered: float
    bag: Bag
    keys: Any
    copied: dict[int, float]
    story: str = ""
    marks: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Neighbours:
    """Earlier articles likest to one, the earliest first.

    Args:
        numbers: int64, their numbers.
        likeness: float64, comparable with the threshold.
        ageless: float64, the same as if all were of one day.
    """

    numbers: Any
    likeness: Any
    ageless: Any


class Window:
    """The articles of the last days in the order in which they came. What has left it leaves no trace."""

    def __init__(self, settings: StreamSettings) -> None:
        self._settings = settings
        self._likeness = settings.grouping.likeness
        self._frequencies = Frequencies(self._likeness)
        self._seen: list[Seen] = []
        self._dead = 0  # so many of the list's first are forgotten
        self._first = 0  # number of the list's first
        self._nearest = np.zeros((0, self._likeness.neighbours), dtype=np.float32)
        self._by_id: dict[ArticleId, int] = {}
        self._under: dict[int, array[int]] = {}

    def __len__(self) -> int:
        return len(self._seen) - self._dead

    def __iter__(self) -> Iterator[Seen]:
        return iter(self._seen[self._dead :])

    @property
    def oldest(self) -> Seen | None:
        """The article that came first of those here."""
        return self._seen[self._dead] if len(self) else None

    def __contains__(self, article_id: ArticleId) -> bool:
        return article_id in self._by_id

    def __getitem__(self, number: int) -> Seen:
        return self._seen[number - self._first]

    def get(self, article_id: ArticleId) -> Seen | None:
        """The article under that id, if it is here."""
        number = self._by_id.get(article_id)
        return None if number is None else self[number]

    @property
    def start(self) -> int:
        """Number of the oldest article here."""
        return self._first + self._dead

    @property
    def end(self) -> int:
        """Number that the next article gets."""
        return self._first + len(self._seen)

    def keys_of(self, bag: Bag) -> Any:
        """The most telling words of a bag, by number; equally telling ones by number."""
        order = np.lexsort((bag.numbers, -self._frequencies.weights(bag)))
        return bag.numbers[order[: self._settings.keys]]

    def add(self, seen: Seen) -> None:
        """Takes an article in; its number is `end`."""
        place = len(self._seen)
        if place == len(self._nearest):
            self._grow()
        self._nearest[place] = self._likeness.strangers
        self._seen.append(seen)
        self._by_id[seen.id] = seen.number
        for key in seen.keys.tolist():
            self._under.setdefault(key, array("q")).append(seen.number)
        self._frequencies.count(seen.bag)

    def _grow(self) -> None:
        larger = np.zeros((max(256, 2 * len(self._nearest)), self._likeness.neighbours), dtype=np.float32)
        larger[: len(self._nearest)] = self._nearest
        self._nearest = larger

    def forget_first(self) -> Seen:
        """Lets the oldest article go."""
        seen = self._seen[self._dead]
        self._dead += 1
        del self._by_id[seen.id]
        self._frequencies.count(seen.bag, -1)
        if self._dead >= _FEW and 2 * self._dead > len(self._seen):
            self._sweep()
        return seen

    def _sweep(self) -> None:
        """Drops what is dead from every list; each article pays for it once."""
        self._nearest[: len(self)] = self._nearest[self._dead : len(self._seen)].copy()
        self._first, self._seen, self._dead = self.start, self._seen[self._dead :], 0
        kept: dict[int, array[int]] = {}
        for key, numbers in self._under.items():
            living = numbers[np.searchsorted(np.frombuffer(numbers, dtype=np.int64), self._first) :]
            if living:
                kept[key] = living[-self._settings.most_under_a_key :]
        self._under = kept

    def near(self, seen: Seen) -> Neighbours:
        """The articles likest to one just taken in; their surroundings and its own take notice of it."""
        numbers = self._candidates(seen)
        cosines = self._frequencies.cosines(seen.bag, [self[number].bag for number in numbers.tolist()])
        places = numbers - self._first
        days = np.array([self[number].day for number in numbers.tolist()])
        alike = cosines * day_factor(days - seen.day, self._likeness)
        self._notice(seen, places, alike)
        own = self._surroundings(np.array([seen.number - self._first]))
        around = self._surroundings(places)
        evidence = self._likeness.copied_part * np.array([seen.copied.get(number, 0.0) for number in numbers.tolist()])
        return Neighbours(
            numbers,
            set_apart(alike, own, around, self._likeness) + evidence,
            set_apart(cosines, own, around, self._likeness) + evidence,
        )

    def _candidates(self, seen: Seen) -> Any:
        """Numbers of those that share the most telling words or copied text, ascending."""
        found, worth = [], []
        weights = dict(zip(seen.bag.numbers.tolist(), self._frequencies.weights(seen.bag).tolist(), strict=True))
        for key in seen.keys.tolist():
            numbers = np.frombuffer(self._under[key], dtype=np.int64)[-self._settings.most_under_a_key :].copy()
            numbers = numbers[np.searchsorted(numbers, self.start) : np.searchsorted(numbers, seen.number)]
            found.append(numbers)
            worth.append(np.full(len(numbers), weights[key] ** 2))
        copied = np.array([number for number in seen.copied if number >= self.start], dtype=np.int64)
        places = np.concatenate([*found, copied]) - self.start
        summed = np.bincount(places, np.concatenate([*worth, np.ones(len(copied))]), len(self))
        numbers = np.flatnonzero(summed)
        summed = np.round(summed[numbers], 6)  # so that the order of sums does not decide
        most = self._settings.candidates
        if len(numbers) > most:
            good = summed >= np.partition(summed, -most)[-most]
            numbers, summed = numbers[good], summed[good]
        order = np.lexsort((-numbers, -summed))  # the later first among equals
        return np.sort(numbers[order[:most]]) + self.start

    def _notice(self, seen: Seen, places: Any, alike: Any) -> None:
        """Puts each likeness into both sides' lists of the nearest."""
        kept = -np.sort(-np.maximum(alike, self._likeness.strangers))[: self._likeness.neighbours]
        self._nearest[seen.number - self._first, : len(kept)] = kept
        lists = self._nearest[places]
        farthest = lists.argmin(axis=1)
        rows = np.arange(len(places))
        lists[rows, farthest] = np.maximum(lists[rows, farthest], alike)
        self._nearest[places] = lists

    def _surroundings(self, places: Any) -> Any:
        return self._nearest[places].mean(axis=1, dtype=np.float64)

    def likeness(self, some: Sequence[Seen]) -> Any:
        """Likeness of some articles to each other, comparable with the threshold; square, float64."""
        rows = self._frequencies.rows([seen.bag for seen in some])
        days = np.array([seen.day for seen in some])
        alike = (rows @ rows.T).toarray() * day_factor(days[:, None] - days[None, :], self._likeness)
        around = self._surroundings(np.array([seen.number - self._first for seen in some]))
        likeness = set_apart(alike, around[:, None], around[None, :], self._likeness)
        places = {seen.number: place for place, seen in enumerate(some)}
        for place, seen in enumerate(some):
            for number, share in seen.copied.items():
                if number in places:
                    likeness[[place, places[number]], [places[number], place]] += self._likeness.copied_part * share
        return likeness

    def arrays(self) -> dict[str, Any]:
        """All numbers that are kept, to be given to `restore`: flat arrays, the articles one after the other."""
        seen = list(self)
        return {
            "days": np.array([one.day for one in seen], dtype=np.float64),
            "entered": np.array([one.entered for one in seen], dtype=np.float64),
            "sizes": np.array([len(one.bag.numbers) for one in seen], dtype=np.int32),
            "numbers": _end_to_end([one.bag.numbers for one in seen], np.int32),
            "counts": _end_to_end([one.bag.counts for one in seen], np.float32),
            "key_sizes": np.array([len(one.keys) for one in seen], dtype=np.int32),
            "keys": _end_to_end([one.keys for one in seen], np.int32),
            "nearest": self._nearest[self._dead : len(self._seen)].ravel(),
        }

    def restore(self, articles: Sequence[Sequence[Any]], arrays: Mapping[str, Any], end: int) -> None:
        """Takes articles back in as they were: id, copied shares and marks of each, and the arrays of all."""
        self._first = end - len(articles)
        places, key_places = _starts(arrays["sizes"]), _starts(arrays["key_sizes"])
        for place, (name, copied, marks) in enumerate(articles):
            own = slice(places[place], places[place + 1])
            self.add(
                Seen(
                    ArticleId(name),
                    self.end,
                    float(arrays["days"][place]),
                    float(arrays["entered"][place]),
                    Bag(arrays["numbers"][own], arrays["counts"][own]),
                    arrays["keys"][key_places[place] : key_places[place + 1]],
                    dict(copied),
                    marks=dict(marks),
                )
            )
        if articles:
            self._nearest[: len(articles)] = arrays["nearest"].reshape(len(articles), -1)

    def shared_words(self, seen: Seen, other: Seen, words: Iterable[str], most: int) -> list[str]:
        """Those of the first article's words that make two alike, the weightiest first."""
        numbers, ours, theirs = np.intersect1d(
            seen.bag.numbers, other.bag.numbers, assume_unique=True, return_indices=True
        )
        weights = self._frequencies.weights(seen.bag)[ours] * self._frequencies.weights(other.bag)[theirs]
        wanted = [int(numbers[place]) for place in np.lexsort((numbers, -weights))[:most] if weights[place] > 0]
        spelt = {number: word.strip("<>") for word in words if (number := number_of(word)) in wanted}
        return [spelt[number] for number in wanted]


def _end_to_end(parts: Sequence[Any], kind: type) -> Any:
    return np.concatenate([np.zeros(0, dtype=kind), *parts])


def _starts(sizes: Any) -> list[int]:
    return [0, *np.cumsum(sizes).tolist()]

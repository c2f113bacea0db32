"""Lines that an outlet prints in article after article, and texts without them."""

from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Sequence
from zlib import crc32

from tellings.records import Article

REPEATS = 3
"""A line that stands in this many differently titled articles of one outlet is its furniture. A guess; on newscope it
takes out the menus that made ten articles of one outlet a story. Short lines count too: menus are made of them."""
READ_CHARACTERS = 10_000
"""Only so much of a text is read: four times what the words that count need."""


def lines_of(article: Article) -> list[str]:
    """The lines of the part of an article that is read."""
    return article.text[:READ_CHARACTERS].splitlines()


def furniture(articles: Sequence[Article]) -> dict[str | None, frozenset[str]]:
    """Each outlet's furniture."""
    titles: dict[tuple[str, str], set[str]] = defaultdict(set)
    for article in articles:
        if article.outlet:
            for line in lines_of(article):
                if line:
                    titles[article.outlet, line].add(article.title)
    found: dict[str | None, set[str]] = defaultdict(set)
    for (outlet, line), carrying in titles.items():
        if len(carrying) >= REPEATS:
            found[outlet].add(line)
    return {outlet: frozenset(lines) for outlet, lines in found.items()}


class SeenLines:
    """Lines of outlets seen lately, at most so many, to know furniture by in a stream; the longest unseen is forgotten.

    Keeps checksums only: nothing of the texts.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._titles: OrderedDict[tuple[int, int], tuple[int, ...]] = OrderedDict()

    def without_furniture(self, article: Article) -> str:
        """The text without the lines known as its outlet's furniture by now, this article counted."""
        lines = lines_of(article)
        if not article.outlet:
            return "\n".join(lines)
        outlet, title = _checksum(article.outlet), _checksum(article.title)
        return "\n".join(line for line in lines if not line or not self._is_furniture(outlet, line, title))

    def _is_furniture(self, outlet: int, line: str, title: int) -> bool:
        place = outlet, _checksum(line)
        titles = self._titles.pop(place, ())
        if title not in titles and len(titles) < REPEATS:
            titles = (*titles, title)
        self._titles[place] = titles
        if len(self._titles) > self._most:
            self._titles.popitem(last=False)
        return len(titles) >= REPEATS

    def state(self) -> list[list[int]]:
        """Everything kept, the longest unseen first."""
        return [[*place, *titles] for place, titles in self._titles.items()]

    def restore(self, state: Iterable[Sequence[int]]) -> None:
        """Takes back what `state` gave."""
        self._titles = OrderedDict(((row[0], row[1]), tuple(row[2:])) for row in state)


def _checksum(text: str) -> int:
    return crc32(text.encode("utf-8", "replace"))

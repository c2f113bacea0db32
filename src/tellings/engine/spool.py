"""Articles on disk by number, for work on more of them than memory holds."""

import json
from array import array
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from tellings.records import Article, ArticleId, Precision, Published

_ARTICLES, _PLACES = "articles.jsonl", "places.npy"


class Spool:
    """A file that articles are appended to. What tracing does not read, blocks and bases, is not kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = (folder / _ARTICLES).open("wb")
        self._ends = array("Q", [0])

    def append(self, article: Article) -> None:
        """Write an article; its number is how many came before it."""
        self._ends.append(self._ends[-1] + self._file.write(_written(article)))

    def close(self) -> None:
        """Finish: from now on `read_articles` finds the articles."""
        self._file.close()
        np.save(self._folder / _PLACES, np.frombuffer(self._ends, dtype=np.uint64))


def read_articles(folder: Path, numbers: Iterable[int]) -> list[Article]:
    """The spooled articles with these numbers, in the numbers' order."""
    places = np.load(folder / _PLACES, mmap_mode="r")
    found = []
    with (folder / _ARTICLES).open("rb") as file:
        for number in numbers:
            file.seek(int(places[number]))
            found.append(_read(file.read(int(places[number + 1] - places[number]))))
    return found


def _written(article: Article) -> bytes:
    published = article.published and [article.published.value, article.published.precision, article.published.basis]
    fields = (
        *(article.id, article.source, article.text, article.title, article.outlet),
        *(article.byline, article.agency, article.dateline, published, article.language, article.url),
    )
    # Plain ASCII: escapes keep even a lone surrogate of a broken page.
    return json.dumps(fields, separators=(",", ":")).encode("ascii") + b"\n"


def _read(line: bytes) -> Article:
    name, source, text, title, outlet, byline, agency, dateline, published, language, url = json.loads(line)
    return Article(
        id=ArticleId(name),
        source=source,
        text=text,
        title=title,
        outlet=outlet,
        byline=tuple(byline),
        agency=tuple(agency),
        dateline=dateline,
        published=Published(published[0], Precision(published[1]), published[2]) if published else None,
        language=language,
        url=url,
        blocks=(),
        bases=(),
    )

"""Lineage of more articles than memory holds: indexed on disk, aligned where the index says so, family by family.

Articles that the index links hang together in clusters. A cluster of ordinary size is traced whole, in one piece of
work with its neighbours. One too large for that, as furniture and quotations tie them, is first cut into pieces of
pairs, of which only what is shared and who has copied words is kept; the families that the copied words make are then
traced whole. Memory holds a few pieces of work and some numbers an article.
"""

import tempfile
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache, partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import reverse_cuthill_mckee

from tellings.engine.executors import Executor, LocalExecutor
from tellings.engine.spool import Spool, read_articles
from tellings.lineage import LineageSettings
from tellings.lineage.index.fingerprints import Fingerprints, fingerprints
from tellings.lineage.index.index import IndexSettings, LineageIndex
from tellings.lineage.index.pairs import Links, grouped, linked, spread_over
from tellings.lineage.index.segment import Entry
from tellings.lineage.index.spread import Spread
from tellings.lineage.tracing import shared_of_links, trace_links
from tellings.records import Article, Lineage, SharedAs, Skipped

Numbers = NDArray[np.int64]
# Articles whose fingerprints are made in one piece of work.
_CHUNK = 250
_SPREAD = "spread.npz"


@dataclass(frozen=True, slots=True)
class AtSizeSettings:
    """How the work is cut.

    Args:
        piece_articles: Articles traced together in one piece of work; 200 take a second and about 30 MB.
        cluster_articles: Clusters of more articles than this are cut. A guess: 2,000 take 300 MB at most.
        piece_pairs: Pairs of a cut cluster aligned in one piece of work.
        index: How the index is kept.
    """

    piece_articles: int = 200
    cluster_articles: int = 2_000
    piece_pairs: int = 1_000
    index: IndexSettings = field(default_factory=IndexSettings)


@dataclass(frozen=True, slots=True, eq=False)
class _Piece:
    """One piece of work: articles by number, the pairs of them to align, and whether whole families are in it."""

    numbers: Numbers
    one: Numbers
    other: Numbers
    whole: bool
    passages: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class _Done:
    """What came of a piece: its lineage, and for one that was cut the pairs of it that have copied words."""

    lineage: Lineage
    copied: tuple[tuple[int, int], ...] = ()
    skipped: tuple[Skipped, ...] = ()


def trace_at_size(
    articles: Iterable[Article],
    *,
    jobs: int = 1,
    executor: Executor | None = None,
    folder: Path | None = None,
    settings: LineageSettings = LineageSettings(),  # noqa: B008
    at_size: AtSizeSettings = AtSizeSettings(),
) -> Iterator[Lineage | Skipped]:
    """The lineage of the articles in parts, each of whole families; together they hold every article once.

    What `tellings.lineage.trace` gives for a few articles, but for pairs that share less than a sentence, which
    the index may pass over. Of articles with the same id the first counts.

    Args:
        articles: Taken one after the other and not kept.
        jobs: Worker processes, where no executor is given.
        executor: Where the work is done; one of several machines needs a folder that all of them see.
        folder: An empty folder for the index and the texts, three times the size of the texts; a temporary one if none
            is given, removed at the end.
        settings: As for `trace`.
        at_size: How the work is cut.

    Yields:
        Parts in an order that depends on the articles alone; a `Skipped` for each article whose part failed.
    """
    with tempfile.TemporaryDirectory(prefix="tellings-") as temporary:
        place, executor = folder or Path(temporary), executor or LocalExecutor(jobs)
        index = LineageIndex(place / "index", at_size.index)
        _indexed(articles, index, place, executor)
        links = linked(index, place)
        spread = spread_over(index, links.group_of)
        np.savez(place / _SPREAD, hashes=spread.hashes, groups=spread.groups)
        yield from _traced(links, place, executor, settings, at_size)


def _indexed(articles: Iterable[Article], index: LineageIndex, place: Path, executor: Executor) -> None:
    """Put all articles on the disk and into the index; both number them alike."""
    spool = Spool(place)
    waiting: deque[list[tuple[str, int]]] = deque()
    texts = _spooled(articles, spool, waiting)
    for found in executor.map(_fingerprinted, texts, failed=_unreadable):
        named = waiting.popleft()
        index.add(Entry(name, day, prints) for (name, day), prints in zip(named, found, strict=True))
    index.commit()
    spool.close()


def _spooled(articles: Iterable[Article], spool: Spool, waiting: deque[list[tuple[str, int]]]) -> Iterator[list[str]]:
    seen: set[str] = set()
    named: list[tuple[str, int]] = []
    texts: list[str] = []
    for article in articles:
        if article.id in seen:
            continue
        seen.add(article.id)
        spool.append(article)
        named.append((article.id, published_day(article)))
        texts.append(article.text)
        if len(texts) == _CHUNK:
            waiting.append(named)
            yield texts
            named, texts = [], []
    waiting.append(named)
    yield texts


def published_day(article: Article, *, unknown: int = 1) -> int:
    """The day an article was published as `date.toordinal`; `unknown` where that is not known to the day."""
    try:
        return date.fromisoformat((article.published.value if article.published else "")[:10]).toordinal()
    except ValueError:
        return unknown


def _fingerprinted(texts: list[str]) -> list[Fingerprints]:
    return [fingerprints(text) for text in texts]


def _unreadable(texts: list[str], error: BaseException) -> list[Fingerprints]:
    """No fingerprints: the articles stay, linked to nothing. A text that cannot be read fails for itself."""
    nothing = Fingerprints(np.zeros(0, dtype=np.uint64), 0)
    found = []
    for text in texts:
        try:
            found.append(fingerprints(text))
        except (ValueError, MemoryError):
            found.append(nothing)
    return found


def _traced(
    links: Links, place: Path, executor: Executor, settings: LineageSettings, at_size: AtSizeSettings
) -> Iterator[Lineage | Skipped]:
    work = partial(_work, place, settings)
    failed = partial(_failed, place)
    cluster_of = grouped(links.one, links.other, len(links.group_of))
    sizes = np.bincount(cluster_of, minlength=1)
    cut = sizes[cluster_of] > at_size.cluster_articles
    inside = cut[links.one]
    first = _pieces_of_pairs(links.one[inside], links.other[inside], at_size)
    copied: list[tuple[int, int]] = []
    for done in executor.map(work, first, failed=failed):
        copied += done.copied
        yield from _given(done)
    pairs = np.array(sorted(copied), dtype=np.int64).reshape(-1, 2)
    pieces = [
        *_pieces_of_clusters(np.flatnonzero(cut), pairs[:, 0], pairs[:, 1], at_size, passages=False),
        *_pieces_of_clusters(np.flatnonzero(~cut), links.one[~inside], links.other[~inside], at_size, passages=True),
    ]
    for done in executor.map(work, pieces, failed=failed):
        yield from _given(done)


def _given(done: _Done) -> Iterator[Lineage | Skipped]:
    yield done.lineage
    yield from done.skipped


def _pieces_of_pairs(one: Numbers, other: Numbers, at_size: AtSizeSettings) -> Iterator[_Piece]:
    """Pieces of clusters that are cut: pairs of articles that hang closely together in one piece.

    Each article of a piece is laid out anew, which costs as much as aligning it twice: of 4,000 articles each is in 1.5
    pieces on average, and in 4 where the pairs are taken by the articles' numbers.
    """
    if not len(one):
        return
    numbers = np.union1d(one, other)
    places, others = np.searchsorted(numbers, one), np.searchsorted(numbers, other)
    matrix = coo_array((np.ones(len(places), dtype=np.int8), (places, others)), shape=(len(numbers), len(numbers)))
    # Cuthill and McKee 1969: neighbours of a graph get near numbers.
    near = np.empty(len(numbers), dtype=np.int64)
    near[reverse_cuthill_mckee((matrix + matrix.T).tocsr(), symmetric_mode=True)] = np.arange(len(numbers))
    first, last = np.minimum(near[places], near[others]), np.maximum(near[places], near[others])
    order = np.lexsort((last, first))
    for start in range(0, len(order), at_size.piece_pairs):
        some = order[start : start + at_size.piece_pairs]
        yield _Piece(np.union1d(one[some], other[some]), one[some], other[some], whole=False)


def _pieces_of_clusters(
    numbers: Numbers, one: Numbers, other: Numbers, at_size: AtSizeSettings, *, passages: bool
) -> list[_Piece]:
    """Pieces of whole clusters among the articles, each with as many clusters as come to the size of a piece."""
    if not len(numbers):
        return []
    places, others = np.searchsorted(numbers, one), np.searchsorted(numbers, other)
    cluster_of = grouped(places, others, len(numbers))
    order = np.argsort(cluster_of, kind="stable")
    ends = np.flatnonzero(np.diff(cluster_of[order], append=-1)) + 1
    pair_order = np.argsort(cluster_of[places], kind="stable")
    pair_ends = np.searchsorted(cluster_of[places][pair_order], cluster_of[order][ends - 1], "right")
    pieces: list[_Piece] = []
    begin = pair_begin = 0
    for end, pair_end, following in zip(ends.tolist(), pair_ends.tolist(), [*ends[1:].tolist(), None], strict=True):
        if following is not None and following - begin <= at_size.piece_articles:
            continue
        some = pair_order[pair_begin:pair_end]
        pieces.append(_Piece(numbers[order[begin:end]], one[some], other[some], whole=True, passages=passages))
        begin, pair_begin = end, pair_end
    return pieces


def _spread(place: Path) -> Spread:
    path = place / _SPREAD
    return _spread_in(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=1)
def _spread_in(path: Path, _written: int) -> Spread:
    """What the file holds since it was written then: a folder may be used again while this process lives on."""
    kept = np.load(path)
    return Spread(kept["hashes"], kept["groups"])


def _work(place: Path, settings: LineageSettings, piece: _Piece) -> _Done:
    articles = read_articles(place, piece.numbers.tolist())
    named = dict(zip(piece.numbers.tolist(), (str(article.id) for article in articles), strict=True))
    links = [(named[a], named[b]) for a, b in zip(piece.one.tolist(), piece.other.tolist(), strict=True)]
    if piece.whole:
        lineage = trace_links(articles, links, _spread(place), settings)
        return _Done(lineage if piece.passages else replace(lineage, shared=()))
    shared = shared_of_links(articles, links, _spread(place), settings)
    number_of = {name: number for number, name in named.items()}
    copies = {(str(s.one.article_id), str(s.other.article_id)) for s in shared if s.shared_as is SharedAs.COPY}
    copied = tuple(sorted((number_of[one], number_of[other]) for one, other in copies))
    return _Done(Lineage((), (), (), shared, ()), copied)


def _failed(place: Path, piece: _Piece, error: BaseException) -> _Done:
    """What failed, by article: all of a whole piece, the first of a cut one, whose families come out all the same."""
    lost = "its lineage" if piece.whole else f"some of what it and {len(piece.numbers) - 1} others share"
    reason = f"{lost} could not be traced ({type(error).__name__}: {error}); trace it alone to see more"
    articles = read_articles(place, piece.numbers[: None if piece.whole else 1].tolist())
    return _Done(
        Lineage((), (), (), (), ()), skipped=tuple(Skipped(article.source, "trace", reason) for article in articles)
    )

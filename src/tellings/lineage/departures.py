"""From which of its relatives an article was made: whose departures it follows.

Textual critics' common errors (Maas 1927): where one text departs from the text it was made from, what was made from it
follows, and what was made beside it does not. A cut at the same place, a paragraph broken anew, another headline tell a
copy of a copy from a second copy. A style of spelling tells little, because two desks may have the same.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log1p

import numpy as np
from numpy.typing import NDArray

from tellings.lineage.alignment import Alignment
from tellings.lineage.credits import Sources, credit_line, is_mentioned
from tellings.lineage.sharing import Pair
from tellings.lineage.sheet import Numbers, Sheet
from tellings.lineage.tree import Edge, Kin, Kins
from tellings.text.words import words

Flags = NDArray[np.bool_]

# Log odds that a text comes through a copy rather than straight from what that was made from: a logistic regression on
# three texts at a time, 312 of the development families and 596 of `lineage_size.py`, another kind of editing, and
# rounded so that neither set's edges lose. A credit was never wrong and has more. Counts past the most say no more: one
# desk's changes come together.
_BLOCK, _STYLE, _BREAK, _TITLE, _CREDIT, _WORD = 1.6, 0.6, 1.5, 1.2, 4.0, 1.2
# A copy's own sentence may be cut by its copy; a style that is not followed tells less than one that is, because a desk
# has its own spelling for some words.
_LACKING, _STYLE_KEPT = 1.0, 0.1
_MOST_BLOCKS, _MOST_BREAKS, _MOST_WORDS = 2, 2, 60
# Six of seven copies beside an older copy were made from the original.
_STRAIGHT = -2.9
# A change of more words than this is a cut, an insertion or a move; a smaller one is a desk's wording.
_BLOCK_WORDS = 8
# Of a text's many copies those likest to the child are asked.
_MOST_ASKED = 5
_LINE_BREAK = re.compile(r"\n")
# Odd multipliers that mix word numbers before they are summed to one number for a gap's words.
_MIX, _MIX_AGAIN = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9)


@dataclass(frozen=True, slots=True)
class Departures:
    """How an article stands to the departures of a copy from that copy's parent.

    Args:
        blocks: Cuts, insertions, moves and the end followed, and cuts, moves and the end where it has the older text.
        lacking: Insertions that it lacks.
        style: Words in another spelling, case or punctuation, followed, and those where it has the older text.
        breaks: Paragraphs broken or joined, the same.
        titles: 1 where it has the copy's own title, −1 where the older one.
        credits: 1 where it credits the copy's outlet and not the older one's, −1 the other way.
        words: Words that only the copy explains, and words that only the older text does.
    """

    blocks: tuple[int, int]
    lacking: int
    style: tuple[int, int]
    breaks: tuple[int, int]
    titles: int
    credits: int
    words: tuple[int, int]

    @property
    def log_odds(self) -> float:
        """That the article comes through the copy; below nought it is likelier made from the older text itself."""
        blocks = min(self.blocks[0], _MOST_BLOCKS) - min(self.blocks[1], _MOST_BLOCKS)
        breaks = 0 if self.breaks[1] else min(self.breaks[0], _MOST_BREAKS)
        style = -_STYLE_KEPT * log1p(self.style[1]) if self.style[1] else _STYLE * log1p(self.style[0])
        only = log1p(min(self.words[0], _MOST_WORDS)) - log1p(min(self.words[1], _MOST_WORDS))
        told = _TITLE * self.titles + _CREDIT * self.credits - _LACKING * min(self.lacking, 1)
        return _STRAIGHT + _BLOCK * blocks + _BREAK * breaks + style + _WORD * only + told


@dataclass(frozen=True, slots=True, eq=False)
class _Reading:
    """A text's wording at each word of the text it is laid against; −1 where it has no such word.

    Args:
        following: Which word comes next in it.
        between: The words between the two as one number.
        added: How many these are.
        surfaces: The word as printed.
        breaks: Whether a line ends after it.
        last: The last word it has.
    """

    following: Numbers
    between: NDArray[np.uint64]
    added: Numbers
    surfaces: Numbers
    breaks: Flags
    last: int


class Relatives:
    """The articles of one family, for asking which of two an article was made from; remembers what it laid out."""

    def __init__(self, kins: Kins, pairs: Mapping[frozenset[str], Pair], sources: Mapping[str, Sources]) -> None:
        self.kins = kins
        self._pairs = pairs
        self._sources = sources
        self._readings: dict[tuple[str, str], _Reading] = {}
        self._breaks: dict[str, Flags] = {}

    def departures(self, older: str, copy: str, child: str, explained: Flags | None = None) -> Departures:
        """How `child` stands to the departures of `copy` from `older`; words `explained` by others do not count."""
        sheet = self.kins[older, child].parent.sheet
        ours, theirs = self._reading(older, child), self._reading(older, copy)
        plain = np.arange(1, len(sheet) + 1)
        departs = (theirs.following >= 0) & ((theirs.following != plain) | (theirs.between != 0))
        jumps = theirs.following - plain
        cuts = departs & ((jumps > _BLOCK_WORDS) | (jumps < 0))
        inserted = departs & ~cuts & (theirs.added > _BLOCK_WORDS)
        followed = (ours.following == theirs.following) & (ours.between == theirs.between)
        kept = (ours.following == plain) & (ours.between == 0)
        restyled = (theirs.surfaces >= 0) & (theirs.surfaces != sheet.surfaces)
        broken = self._line_breaks(sheet)
        rebroken = (theirs.following == plain) & (ours.following == plain) & (theirs.breaks != broken)
        end_followed, end_kept = _end(len(sheet), theirs.last, ours.last)
        return Departures(
            (_count((cuts | inserted) & followed) + end_followed, _count(cuts & kept) + end_kept),
            _count(inserted & kept),
            (
                _count(restyled & (ours.surfaces == theirs.surfaces)),
                _count(restyled & (ours.surfaces == sheet.surfaces)),
            ),
            (_count(rebroken & (ours.breaks == theirs.breaks)), _count(rebroken & (ours.breaks == broken))),
            self._titles(older, copy, child),
            self._credits(older, copy, child),
            self._words(older, copy, child, explained),
        )

    def _reading(self, older: str, other: str) -> _Reading:
        if (older, other) not in self._readings:
            kin, alignment = self.kins[older, other], self._pairs[frozenset((older, other))].alignment
            self._readings[older, other] = _reading(kin, alignment, self._line_breaks(kin.child.sheet))
        return self._readings[older, other]

    def _line_breaks(self, sheet: Sheet) -> Flags:
        """For each word whether a line ends after it."""
        name = sheet.article.id
        if name not in self._breaks:
            ends = [match.start() for match in _LINE_BREAK.finditer(sheet.article.text)]
            lines = np.searchsorted(np.array(ends, dtype=np.int64), sheet.starts)
            self._breaks[name] = np.append(np.diff(lines) > 0, True)[: len(sheet)]
        return self._breaks[name]

    def _titles(self, older: str, copy: str, child: str) -> int:
        articles = (self.kins[older, copy].parent, self.kins[older, copy].child, self.kins[older, child].child)
        old, new, own = ([word.key for word in words(side.sheet.article.title)] for side in articles)
        return 0 if not own or old == new else int(own == new) - int(own == old)

    def _credits(self, older: str, copy: str, child: str) -> int:
        kin = self.kins[older, copy]
        old, new = (self._is_credited(side.sheet.article.outlet, child) for side in (kin.parent, kin.child))
        return int(new and not old) - int(old and not new)

    def _is_credited(self, outlet: str | None, child: str) -> bool:
        source = self._sources[child]
        return outlet is not None and (credit_line(source, outlet) is not None or is_mentioned(source, outlet))

    def _words(self, older: str, copy: str, child: str, explained: Flags | None) -> tuple[int, int]:
        from_older, from_copy = self.kins[older, child].child.matched, self.kins[copy, child].child.matched
        free = ~explained if explained is not None else np.ones(len(from_older), dtype=np.bool_)
        return _count(from_copy & ~from_older & free), _count(from_older & ~from_copy & free)


def _reading(kin: Kin, alignment: Alignment, line_breaks: Flags) -> _Reading:
    older, sheet = kin.parent.sheet, kin.child.sheet
    own = np.flatnonzero(kin.child.matched)
    if alignment.one is sheet:
        places = alignment.partners[own]
    else:
        inverse = np.full(len(sheet), -1, dtype=np.int64)
        matched = np.flatnonzero(alignment.partners >= 0)
        inverse[alignment.partners[matched]] = matched
        places = inverse[own]
    following, surfaces = (np.full(len(older), -1, dtype=np.int64) for _ in range(2))
    added, between = np.zeros(len(older), dtype=np.int64), np.zeros(len(older), dtype=np.uint64)
    breaks = np.zeros(len(older), dtype=np.bool_)
    following[places[:-1]] = places[1:]
    added[places[:-1]] = np.diff(own) - 1
    sums = np.concatenate((np.zeros(1, dtype=np.uint64), np.cumsum(_mixed(sheet.keys), dtype=np.uint64)))
    between[places[:-1]] = sums[own[1:]] - sums[own[:-1] + 1]
    surfaces[places] = sheet.surfaces[own]
    breaks[places] = line_breaks[own]
    return _Reading(following, between, added, surfaces, breaks, int(places.max(initial=-1)))


def _mixed(keys: Numbers) -> NDArray[np.uint64]:
    spread = (keys.astype(np.uint64) + np.uint64(1)) * _MIX
    spread ^= spread >> np.uint64(29)
    return spread * _MIX_AGAIN


def _end(size: int, copys: int, own: int) -> tuple[int, int]:
    """Whether a text ends where the copy's cut of the older text's end is, or has more of that end."""
    is_cut = size - 1 - copys > _BLOCK_WORDS
    return int(is_cut and abs(own - copys) <= 1), int(is_cut and own > copys + _BLOCK_WORDS)


def _count(flags: Flags) -> int:
    return int(np.count_nonzero(flags))


def reattached(edges: Sequence[Edge], relatives: Relatives) -> list[Edge]:
    """The edges, each child's moved up or down the tree to the relative whose departures it follows.

    A child's new parent is above its old one in the tree, or a copy of one of these that the evidence holds older than
    the child.

    Cost: for each edge a few comparisons of three texts, at most `_MOST_ASKED` for each step of the way.
    """
    parents = _parents(edges)
    for child, above in parents.items():
        for place in range(len(above)):
            found = _nearest(child, place, parents, relatives)
            if found not in above:
                above[place] = found
    left = {child: iter(above) for child, above in parents.items()}
    return [replace(edge, parent=next(left[edge.child])) for edge in edges]


def _nearest(child: str, place: int, parents: Mapping[str, Sequence[str]], relatives: Relatives) -> str:
    """The relative that a child was made from: from its parent up while it has the older wording, then down."""
    masks = [relatives.kins[p, child].child.covered for k, p in enumerate(parents[child]) if k != place]
    explained = np.logical_or.reduce(masks) if masks else None
    current = parents[child][place]
    visited = {current, *_below(child, parents)}
    while step := _step(_above(current, child, parents, relatives, explained), visited):
        current = step
    while step := _step(_beside(current, child, parents, relatives, explained, visited), visited):
        current = step
    return current


def _step(found: Iterable[tuple[float, str]], visited: set[str]) -> str | None:
    """The name with the best log odds above nought that was not visited; it is from now on."""
    best = max(((odds, name) for odds, name in found if odds > 0 and name not in visited), default=None)
    if best:
        visited.add(best[1])
    return best[1] if best else None


def _above(
    current: str, child: str, parents: Mapping[str, Sequence[str]], relatives: Relatives, explained: Flags | None
) -> Iterator[tuple[float, str]]:
    """What the current parent was made from, with the log odds that the child was made from that instead."""
    for older in parents.get(current, ()):
        if (older, child) in relatives.kins:
            yield -relatives.departures(older, current, child, explained).log_odds, older


def _beside(
    current: str,
    child: str,
    parents: Mapping[str, Sequence[str]],
    relatives: Relatives,
    explained: Flags | None,
    visited: set[str],
) -> Iterator[tuple[float, str]]:
    """The current parent's copies older than the child, with the log odds that the child was made from them instead."""
    kins = relatives.kins
    copies = [name for name, above in parents.items() if current in above and name not in visited]
    older = [name for name in copies if (name, child) in kins and kins[name, child].log_odds > 0]
    for name in sorted(older, key=lambda name: (-kins[name, child].likeness, name))[:_MOST_ASKED]:
        yield relatives.departures(current, name, child, explained).log_odds, name


def _below(child: str, parents: Mapping[str, Sequence[str]]) -> set[str]:
    """The child and what was made from it, at any remove."""
    found, fresh = {child}, {child}
    while fresh:
        fresh = {name for name, above in parents.items() if name not in found and not fresh.isdisjoint(above)}
        found |= fresh
    return found


def inherited(edges: Sequence[Edge], relatives: Relatives) -> dict[tuple[str, str], str]:
    """For each edge, by parent and child, whose child has departures of its parent's: a sentence that shows them."""
    kins, parents = relatives.kins, _parents(edges)
    found: dict[tuple[str, str], str] = {}
    for edge in edges:
        for older in parents.get(edge.parent, ()):
            if (older, edge.child) in kins:
                departures = relatives.departures(older, edge.parent, edge.child)
                if departures.log_odds > 0:
                    kin = kins[edge.parent, edge.child]
                    names = kin.child.name, kin.parent.name, kins[older, edge.child].parent.name
                    found[edge.parent, edge.child] = _shown(departures, *names)
    return found


def _shown(departures: Departures, child: str, copy: str, older: str) -> str:
    counts = (
        (departures.blocks[0], "cut or move", "cuts or moves"),
        (departures.breaks[0], "paragraph break", "paragraph breaks"),
        (departures.style[0], "word in another style", "words in another style"),
        (departures.words[0], "word", "words"),
    )
    shown = [f"{count} {one if count == 1 else several}" for count, one, several in counts if count]
    shown += ["the headline"] if departures.titles > 0 else []
    if not shown:
        return f"{child} credits {copy} and not {older}."
    return f"{child} has what {copy} changed in the text of {older}: {', '.join(shown)}."


def _parents(edges: Iterable[Edge]) -> dict[str, list[str]]:
    parents: dict[str, list[str]] = defaultdict(list)
    for edge in edges:
        parents[edge.child].append(edge.parent)
    return parents

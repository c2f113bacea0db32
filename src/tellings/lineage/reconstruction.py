"""The text behind its copies, sentence by sentence: which belong to it, in which order, in whose wording.

Sentences that answer to each other in several copies are one place of the text. A place belongs to the text when two
copies have it; when one has it inside a paragraph that others share, because desks cut sentences but insert paragraphs;
or, of three copies and more, when it stands in a long end that the others, cut from the bottom, do not reach: of two,
nothing tells what one was spared from what it added. The closest copy gives the
order, and what it lacks is put in where the copies that have it have it (after Maas, *Textkritik*, 1927).
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from tellings.lineage.sharing import FURNITURE, Pair
from tellings.lineage.sheet import Sheet
from tellings.records import EditKind, Reading, Variant
from tellings.text.paragraphs import paragraphs

# Two sentences answer to each other when this share of the shorter one's words does.
_SAME_SENTENCE = 0.5
# What follows a shared paragraph in fewer words is a credit ("– Agencies"), not a sentence that others cut.
_MIN_SENTENCE = 4
# An end of this many words that only one copy has was cut by the others; what a desk appends itself is shorter. Of the
# development families' ends in three copies or more, all of 75 words and more were the text's, and one in nine shorter.
_LONG_END = 75

# A word of a sentence that others lack counts half as much as one of theirs that it lacks.
_OWN_WORTH = 0.5

Foreign = Mapping[str, NDArray[np.bool_]]
Branches = Mapping[str, str]


@dataclass(slots=True, eq=False)
class Place:
    """One sentence of the text: the copies that have it, each with the number of its sentence."""

    sentences: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Restored:
    """The text behind its copies.

    Args:
        copies: Their sheets by article id, the closest copy first.
        places: The sentences that belong to the text, in its order.
    """

    copies: Mapping[str, Sheet]
    places: tuple[Place, ...]

    def text(self) -> str:
        """The sentences in the wording most copies keep, in the paragraphs of the copies they are taken from."""
        pieces: list[str] = []
        before: tuple[str, int] | None = None
        for place in self.places:
            name = _best_reading(place, self.copies)
            pieces += [
                _between(before, place, self.copies) if before else "",
                _wording(self.copies[name], place.sentences[name]),
            ]
            shown = next(copy for copy in self.copies if copy in place.sentences)
            before = shown, place.sentences[shown]
        return "".join(pieces)


def restored(
    copies: Sequence[Sheet],
    pairs: Mapping[frozenset[str], Pair],
    foreign: Foreign = MappingProxyType({}),
    branches: Branches = MappingProxyType({}),
) -> Restored:
    """The places of the text behind `copies`, the closest of which comes first and gives the order.

    Args:
        copies: Its copies, then copies of these, which may keep what the first have lost.
        pairs: By the two ids.
        foreign: For each copy, which of its words come from another text.
        branches: For a copy of a copy, that copy: what only the two have may be the one's addition.
    """
    by_id = {str(sheet.article.id): sheet for sheet in copies}
    places = _ordered(_places(by_id, pairs), by_id)
    kept = _belonging(places, by_id, foreign, branches)
    return Restored(by_id, tuple(place for place, belongs in zip(places, kept, strict=True) if belongs))


def _places(copies: Mapping[str, Sheet], pairs: Mapping[frozenset[str], Pair]) -> dict[tuple[str, int], Place]:
    """The place of every sentence of every copy; the likest sentences are joined first, one a copy."""
    place_of = {
        (name, number): Place({name: number})
        for name, sheet in copies.items()
        for number in range(len(sheet.sentence_spans))
    }
    links = [link for ids, pair in pairs.items() if ids <= copies.keys() for link in _links(pair)]
    for _, one, other in sorted(links, key=lambda link: (-link[0], link[1], link[2])):
        left, right = place_of[one], place_of[other]
        if left is not right and left.sentences.keys().isdisjoint(right.sentences):
            left.sentences |= right.sentences
            for key in right.sentences.items():
                place_of[key] = left
    return place_of


def _links(pair: Pair) -> list[tuple[int, tuple[str, int], tuple[str, int]]]:
    """Sentences of a pair that answer to each other inside its copied passages, with their common words."""
    one, other, partners = pair.alignment.one, pair.alignment.other, pair.alignment.partners
    inside = np.zeros(len(one), dtype=np.bool_)
    for aligned in pair.copied():
        inside[slice(*aligned.one)] = True
    matched = np.flatnonzero((partners >= 0) & inside)
    counts = Counter(zip(one.sentence_of[matched].tolist(), other.sentence_of[partners[matched]].tolist(), strict=True))
    return [
        (common, (str(one.article.id), ours), (str(other.article.id), theirs))
        for (ours, theirs), common in counts.items()
        if common >= _SAME_SENTENCE * min(_length(one, ours), _length(other, theirs))
    ]


def _length(sheet: Sheet, number: int) -> int:
    first, last = sheet.sentence_words[number]
    return last - first


def _ordered(place_of: Mapping[tuple[str, int], Place], copies: Mapping[str, Sheet]) -> list[Place]:
    """All places in the closest copy's order; each further copy's own ones go after what they follow in it."""
    order: list[Place] = []
    known: set[int] = set()
    for name, sheet in copies.items():
        position = {id(place): number for number, place in enumerate(order)}
        after: dict[int, list[Place]] = {}
        last = -1
        for number in range(len(sheet.sentence_spans)):
            place = place_of[name, number]
            if id(place) in known:
                last = position.get(id(place), last)
            else:
                known.add(id(place))
                after.setdefault(last, []).append(place)
        order = [*after.get(-1, ()), *(p for number, old in enumerate(order) for p in (old, *after.get(number, ())))]
    return order


def _belonging(
    places: Sequence[Place], copies: Mapping[str, Sheet], foreign: Foreign, branches: Branches
) -> list[bool]:
    """For each place, whether it belongs to the text."""
    shared = {key for place in places if _is_common(place, branches) for key in place.sentences.items()}
    inside = {name: _inside(name, sheet, shared) for name, sheet in copies.items()}
    end = _long_ends(copies, shared, foreign)
    base = next(iter(copies), "")
    belongs = []
    for number, place in enumerate(places):
        first, own = next(iter(place.sentences.items()))
        rewritten = base not in place.sentences and _has_neighbour_of(base, places, number)
        cut = not rewritten and any(sentence in inside[name] for name, sentence in place.sentences.items())
        held = (first, own) in shared or cut or any(key in end for key in place.sentences.items())
        belongs.append(held and not _is_button(copies[first], own))
    return belongs


def _is_common(place: Place, branches: Branches) -> bool:
    """Whether copies have a sentence of which none is the other's copy."""
    return len({branches.get(name, name) for name in place.sentences}) > 1


def _inside(name: str, sheet: Sheet, shared: set[tuple[str, int]]) -> set[int]:
    """A copy's own sentences that stand in one paragraph with a shared one."""
    starts = [start for start, _ in paragraphs(sheet.article.text)]
    blocks = [bisect_right(starts, start) for start, _ in sheet.sentence_spans]
    alive = {block for number, block in enumerate(blocks) if (name, number) in shared}
    return {number for number, block in enumerate(blocks) if block in alive and _length(sheet, number) >= _MIN_SENTENCE}


def _has_neighbour_of(base: str, places: Sequence[Place], number: int) -> bool:
    """Whether a sentence that only the closest copy has stands beside a place: then the two may be one, rewritten."""
    beside = places[max(0, number - 1) : number + 2]
    return any(base in place.sentences and len(place.sentences) == 1 for place in beside)


def _long_ends(copies: Mapping[str, Sheet], shared: set[tuple[str, int]], foreign: Foreign) -> set[tuple[str, int]]:
    """The sentences after all shared text of a copy, where they are many and copies are three or more."""
    if len(copies) < 3:
        return set()
    ends: dict[str, list[int]] = {}
    for name, sheet in copies.items():
        last = max((number for number in range(len(sheet.sentence_spans)) if (name, number) in shared), default=-1)
        rest = range(last + 1, len(sheet.sentence_spans)) if last >= 0 else range(0)
        own = [number for number in rest if not is_line_of_page(sheet, number)]
        ends[name] = [number for number in own if not _is_foreign(name, sheet, number, foreign)]
    words = {name: sum(_length(copies[name], number) for number in numbers) for name, numbers in ends.items()}
    long_ones = [name for name, count in words.items() if count >= _LONG_END]
    return {(name, number) for name in long_ones for number in ends[name]}


def _is_foreign(name: str, sheet: Sheet, number: int, foreign: Foreign) -> bool:
    """Whether a sentence comes from another text than the one restored."""
    return name in foreign and bool(foreign[name][slice(*sheet.sentence_words[number])].mean() >= 0.5)


def is_line_of_page(sheet: Sheet, number: int) -> bool:
    """Whether a sentence is a line of the page, a button or a credit by its look, and no sentence of a report."""
    wording = _wording(sheet, number)
    return _length(sheet, number) < 2 * _MIN_SENTENCE or bool(FURNITURE.search(wording)) or wording[-1:].isalnum()


def _is_button(sheet: Sheet, number: int) -> bool:
    wording = _wording(sheet, number)
    few = _length(sheet, number) <= _MIN_SENTENCE
    return few and (bool(FURNITURE.search(wording)) or wording[-1:].isalnum())


def _wording(sheet: Sheet, number: int) -> str:
    return sheet.article.text[slice(*sheet.sentence_spans[number])]


def _between(before: tuple[str, int], place: Place, copies: Mapping[str, Sheet]) -> str:
    """A blank or an empty line, as the copy has it that shows both sentences next to each other, else by the first."""
    name, number = before
    if place.sentences.get(name) == number + 1:
        sheet = copies[name]
        gap = sheet.article.text[sheet.sentence_spans[number][1] : sheet.sentence_spans[number + 1][0]]
        return "\n\n" if "\n" in gap else " "
    shown = next(copy for copy in copies if copy in place.sentences)
    start = copies[shown].sentence_spans[place.sentences[shown]][0]
    return "\n\n" if copies[shown].article.text[:start].rstrip(" ").endswith("\n") else " "


def _best_reading(place: Place, copies: Mapping[str, Sheet]) -> str:
    """The copy whose wording of a sentence holds most of the others' words, and has most of its own in them.

    The first counts for more, since desks shorten sentences oftener than they fill them up. Among equals the one in
    commoner words, since rewording moves to rarer ones; then the closest copy.
    """
    names = [name for name in copies if name in place.sentences]
    keys = {
        name: copies[name].keys[slice(*copies[name].sentence_words[place.sentences[name]])].tolist() for name in names
    }
    worth = dict.fromkeys(names, 0.0)
    for one, other in combinations(names, 2):
        common = LCSseq.similarity(keys[one], keys[other])
        worth[one] += common / len(keys[other]) + _OWN_WORTH * common / len(keys[one])
        worth[other] += common / len(keys[one]) + _OWN_WORTH * common / len(keys[other])
    return max(
        names, key=lambda name: (round(worth[name], 6), round(_usual(name, place, copies), 3), -names.index(name))
    )


def _usual(name: str, place: Place, copies: Mapping[str, Sheet]) -> float:
    words = slice(*copies[name].sentence_words[place.sentences[name]])
    return float(copies[name].levels[words].mean())


def missing_in_base(origin: str, found: Restored) -> list[Variant]:
    """The sentences of the text that the closest copy lacks, with its readings, empty where it is cut."""
    base = next(iter(found.copies))
    return [
        _missing(origin, place, found, number)
        for number, place in enumerate(found.places)
        if base not in place.sentences
    ]


def _missing(origin: str, place: Place, found: Restored, number: int) -> Variant:
    readings = []
    for name, sheet in found.copies.items():
        if name in place.sentences:
            span = sheet.article.span(*sheet.sentence_spans[place.sentences[name]])
        else:
            before = [p.sentences[name] for p in found.places[:number] if name in p.sentences]
            at = sheet.sentence_spans[before[-1]][1] if before else 0
            span = sheet.article.span(at, at)
        readings.append(Reading(span, sheet.article.wording(span)))
    return Variant(origin, tuple(readings), EditKind.DROPPED)

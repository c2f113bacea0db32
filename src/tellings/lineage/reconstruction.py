"""The text behind its copies, sentence by sentence: which belong to it, in which order, in whose wording.

Sentences that answer to each other in several copies are one place of the text. A place belongs to the text when two
copies have it that do not stem from each other. What one copy has alone belongs to it, of three copies and more, when
it carries on the shared text's matter (`cohesion.py`), since what desks put in speaks of other things; of two copies
only inside a paragraph that both have: nothing else tells what one was spared from what it added. The order is that of
the copy that departs least from the others' (after Maas, *Textkritik*, 1927).
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from tellings.lineage.cohesion import TELLING_WORDS, cohesion
from tellings.lineage.places import Branches, Place, by_order, joined, length, ordered, places_of, true_branches
from tellings.lineage.sharing import FURNITURE, Pair
from tellings.lineage.sheet import Sheet
from tellings.records import EditKind, Reading, Variant
from tellings.text.paragraphs import paragraphs

# What follows a shared paragraph in fewer words is a credit ("– Agencies"), not a sentence that others cut.
_MIN_SENTENCE = 4
# What one of three copies has alone is the text's from this cohesion on (`cohesion.py`), a paragraph's with its whole
# run's: of the made families' words in runs with 0.3 and more 86 % were, with less 22 %; 0 loses less than it saves.
_CARRIES_ON = 0.0
# Runs of so many words were cut by the others whatever they speak of; desks add less (ten of ten in the made families).
_LONG_RUN = 150
# A paragraph of the page, which names its outlet or has a legal line, is no longer than this.
_PAGE_WORDS = 40

# A word of a sentence that others lack counts half as much as one of theirs that it lacks.
_OWN_WORTH = 0.5

Foreign = Mapping[str, NDArray[np.bool_]]


@dataclass(frozen=True, slots=True, eq=False)
class Restored:
    """The text behind its copies.

    Args:
        copies: Their sheets by article id, the closest copy first.
        places: The sentences that belong to the text, in its order.
        branches: For a copy of a copy, that copy: their wording counts once.
    """

    copies: Mapping[str, Sheet]
    places: tuple[Place, ...]
    branches: Branches

    def text(self) -> str:
        """The sentences in the wording most copies keep, in the paragraphs of the copies they are taken from."""
        pieces: list[str] = []
        before: tuple[str, int] | None = None
        for place in self.places:
            name = _best_reading(place, self.copies, self.branches)
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
    """The places of the text behind `copies`, the closest of which comes first.

    Args:
        copies: Its copies, then copies of these, which may keep what the first have lost.
        pairs: By the two ids.
        foreign: For each copy, which of its words come from another text.
        branches: For a copy of a copy, that copy: what only the two have may be the one's addition.
    """
    by_id = {str(sheet.article.id): sheet for sheet in copies}
    place_of = places_of(by_id, pairs)
    branches = true_branches(branches, place_of, by_id)
    first = by_order(place_of, by_id, branches)
    places = joined(ordered(place_of, first), by_id)
    kept = _belonging(places, by_id, foreign, branches)
    return Restored(by_id, tuple(place for place, belongs in zip(places, kept, strict=True) if belongs), branches)


def _belonging(
    places: Sequence[Place], copies: Mapping[str, Sheet], foreign: Foreign, branches: Branches
) -> list[bool]:
    """For each place, whether it belongs to the text."""
    shared = {key for place in places if _is_common(place, branches) for key in place.sentences.items()}
    cut = {
        (name, number)
        for name, sheet in copies.items()
        for number in _cut_elsewhere(name, sheet, shared, foreign, several=len(copies) > 2)
    }
    return [
        any(key in shared or key in cut for key in place.sentences.items()) and not _is_of_page(place, copies)
        for place in places
    ]


def _is_common(place: Place, branches: Branches) -> bool:
    """Whether copies have a sentence of which none is the other's copy."""
    return len({branches.get(name, name) for name in place.sentences}) > 1


def _inside(name: str, sheet: Sheet, shared: set[tuple[str, int]]) -> set[int]:
    """A copy's own sentences that stand in one paragraph with a shared one."""
    starts = [start for start, _ in paragraphs(sheet.article.text)]
    blocks = [bisect_right(starts, start) for start, _ in sheet.sentence_spans]
    alive = {block for number, block in enumerate(blocks) if (name, number) in shared}
    return {number for number, block in enumerate(blocks) if block in alive and length(sheet, number) >= _MIN_SENTENCE}


def _cut_elsewhere(
    name: str, sheet: Sheet, shared: set[tuple[str, int]], foreign: Foreign, several: bool
) -> Iterator[int]:
    """A copy's own sentences that the others cut: those that carry on what is shared, run by run."""
    inside = _inside(name, sheet, shared)
    covered = np.zeros(len(sheet), dtype=np.bool_)
    for number, words in enumerate(sheet.sentence_words):
        covered[slice(*words)] = (name, number) in shared
    # A short shared text has few words that could be carried on; of two copies there is no third to tell.
    tells = several and int(covered.sum()) >= TELLING_WORDS
    for run in _own_runs(name, sheet, shared, foreign):
        is_long = several and sum(length(sheet, number) for number in run) >= _LONG_RUN
        if is_long or (not tells and inside.issuperset(run)):
            yield from run
        elif tells:
            whole = cohesion(sheet, covered, run)
            for part in _by_paragraph(sheet, run):
                if cohesion(sheet, covered, part) + whole >= _CARRIES_ON:
                    yield from part


def _by_paragraph(sheet: Sheet, run: Sequence[int]) -> list[list[int]]:
    starts = [start for start, _ in paragraphs(sheet.article.text)]
    parts: dict[int, list[int]] = {}
    for number in run:
        parts.setdefault(bisect_right(starts, sheet.sentence_spans[number][0]), []).append(number)
    return list(parts.values())


def _own_runs(name: str, sheet: Sheet, shared: set[tuple[str, int]], foreign: Foreign) -> Iterator[list[int]]:
    """A copy's own sentences, those between two shared ones together; lines of the page and others' text aside."""
    run: list[int] = []
    for number in range(len(sheet.sentence_spans)):
        if (name, number) in shared:
            if run:
                yield run
            run = []
        elif not is_line_of_page(sheet, number) and not _is_foreign(name, sheet, number, foreign):
            run.append(number)
    if run:
        yield run


def _is_foreign(name: str, sheet: Sheet, number: int, foreign: Foreign) -> bool:
    """Whether a sentence comes from another text than the one restored."""
    return name in foreign and bool(foreign[name][slice(*sheet.sentence_words[number])].mean() >= 0.5)


def is_line_of_page(sheet: Sheet, number: int) -> bool:
    """Whether a sentence is a line of the page, a button or a credit by its look, and no sentence of a report."""
    wording = _wording(sheet, number)
    return length(sheet, number) < 2 * _MIN_SENTENCE or bool(FURNITURE.search(wording)) or wording[-1:].isalnum()


def _is_of_page(place: Place, copies: Mapping[str, Sheet]) -> bool:
    """Whether every copy has a sentence as a button or in a paragraph of its page."""
    return all(
        _is_button(copies[name], number) or _is_page_paragraph(copies[name], number)
        for name, number in place.sentences.items()
    )


def _is_button(sheet: Sheet, number: int) -> bool:
    wording = _wording(sheet, number)
    few = length(sheet, number) <= _MIN_SENTENCE
    return few and (bool(FURNITURE.search(wording)) or wording[-1:].isalnum())


def _is_page_paragraph(sheet: Sheet, number: int) -> bool:
    """Whether a sentence stands in a short paragraph that has a legal line or an appeal, or that names the outlet."""
    article, start = sheet.article, sheet.sentence_spans[number][0]
    paragraph = article.text[:start].rpartition("\n\n")[2] + article.text[start:].partition("\n\n")[0]
    if len(paragraph.split()) > _PAGE_WORDS:
        return False
    return bool(FURNITURE.search(paragraph)) or bool(article.outlet and article.outlet in paragraph)


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


def _best_reading(place: Place, copies: Mapping[str, Sheet], branches: Branches) -> str:
    """The copy whose wording of a sentence holds most of the others' words, and has most of its own in them.

    The first counts for more, since desks shorten sentences oftener than they fill them up. Among equals the one in
    commoner words, since rewording moves to rarer ones; then the closest copy.
    """
    names = [name for name in copies if name in place.sentences]
    keys = {
        name: copies[name].keys[slice(*copies[name].sentence_words[place.sentences[name]])].tolist() for name in names
    }
    worth = dict.fromkeys(names, 0.0)
    branch = {name: branches.get(name, name) for name in names}
    sizes = Counter(branch.values())
    for one, other in combinations(names, 2):
        # What a copy's own copy has says nothing for that copy's wording.
        if branch[one] != branch[other] or len(sizes) == 1:
            common = LCSseq.similarity(keys[one], keys[other])
            ours, theirs = common / len(keys[one]), common / len(keys[other])
            worth[one] += (theirs + _OWN_WORTH * ours) / sizes[branch[other]]
            worth[other] += (ours + _OWN_WORTH * theirs) / sizes[branch[one]]
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

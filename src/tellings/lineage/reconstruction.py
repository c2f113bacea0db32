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
from dataclasses import dataclass, field
from itertools import combinations
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from tellings.lineage.cohesion import TELLING_WORDS, carried_words, cohesion
from tellings.lineage.sharing import FURNITURE, Pair
from tellings.lineage.sheet import Sheet
from tellings.records import EditKind, Reading, Variant
from tellings.text.paragraphs import paragraphs

# Two sentences answer to each other when this share of the shorter one's words does.
_SAME_SENTENCE = 0.5
# What follows a shared paragraph in fewer words is a credit ("– Agencies"), not a sentence that others cut.
_MIN_SENTENCE = 4
# What one of three copies has alone is the text's from this cohesion on (`cohesion.py`), a paragraph's with its whole
# run's: of the made families' words in runs with 0.3 and more 86 % were, with less 22 %; 0 loses less than it saves.
_CARRIES_ON = 0.0
# Two sentences at one place of which each stands in one copy are one, reworded, when they share this much of the
# lighter one's rare words.
_REWORDED = 0.5
# Runs of so many words were cut by the others whatever they speak of; desks add less (ten of ten in the made families).
_LONG_RUN = 150
# A sentence alone that two have against a third may be found by chance.
_PAST = 2
# Orders are compared among so many copies.
_COMPARED = 12
# A paragraph of the page, which names its outlet or has a legal line, is no longer than this.
_PAGE_WORDS = 40

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
    place_of = _places(by_id, pairs)
    branches = _true_branches(branches, place_of, by_id)
    first = _by_order(place_of, by_id, branches)
    places = _joined(_ordered(place_of, first), by_id)
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


def _true_branches(
    branches: Branches, place_of: Mapping[tuple[str, int], Place], copies: Mapping[str, Sheet]
) -> dict[str, str]:
    """The copies of copies less those that have what others have and their own copy lacks: they had the text too."""
    numbers = {
        name: {id(place_of[name, number]): number for number in range(len(sheet.sentence_spans))}
        for name, sheet in list(copies.items())[:_COMPARED]
    }
    return {
        name: above
        for name, above in branches.items()
        if name not in numbers
        or above not in numbers
        or not any(
            _goes_past(numbers[name], numbers[above], numbers[other])
            for other in numbers
            if branches.get(other, other) != above
        )
    }


def _goes_past(ours: Mapping[int, int], above: Mapping[int, int], other: Mapping[int, int]) -> bool:
    """Whether a copy agrees with a third against the one it is held to be a copy of, in sentences or in their order."""
    if len((ours.keys() & other.keys()) - above.keys()) >= _PAST:
        return True
    common = [place for place in ours if place in above and place in other]
    moved = _out_of_order([above[place] for place in common])
    return moved > 0 and _out_of_order([other[place] for place in common]) < moved


def _by_order(
    place_of: Mapping[tuple[str, int], Place], copies: Mapping[str, Sheet], branches: Branches
) -> dict[str, Sheet]:
    """The copies, those first whose order the others have too; a copy's own copies count as one with it."""
    ranks = {
        name: {id(place_of[name, number]): number for number in range(len(copies[name].sentence_spans))}
        for name in list(copies)[:_COMPARED]
    }
    against: dict[str, dict[str, list[float]]] = {name: {} for name in ranks}
    for one, other in combinations(ranks, 2):
        common = [place for place in ranks[one] if place in ranks[other]]
        apart = _out_of_order([ranks[other][place] for place in common])
        against[one].setdefault(branches.get(other, other), []).append(apart)
        against[other].setdefault(branches.get(one, one), []).append(apart)
    worth = {name: sum(sum(found) / len(found) for found in against[name].values()) for name in ranks}
    return dict(sorted(copies.items(), key=lambda item: round(worth.get(item[0], len(copies)), 3)))


def _out_of_order(numbers: Sequence[int]) -> float:
    """The share of pairs that stand the wrong way round."""
    found = np.array(numbers)
    pairs = len(found) * (len(found) - 1) / 2
    return float(np.triu(found[:, None] > found[None, :], 1).sum()) / pairs if pairs else 0.0


def _joined(places: Sequence[Place], copies: Mapping[str, Sheet]) -> list[Place]:
    """The places with those made one that stand side by side, each in one copy, and say the same in other words."""
    joined: list[Place] = []
    beside: list[Place] = []
    for place in places:
        if len(place.sentences) > 1:
            beside = []
        else:
            same = next((old for old in beside if _is_reworded(old, place, copies)), None)
            if same is not None:
                same.sentences |= place.sentences
                continue
            beside.append(place)
        joined.append(place)
    return joined


def _is_reworded(old: Place, place: Place, copies: Mapping[str, Sheet]) -> bool:
    if not old.sentences.keys().isdisjoint(place.sentences):
        return False
    ours, theirs = (carried_words(copies[name], number) for name, number in (*_any(old), *_any(place)))
    common = sum(weight for key, weight in ours.items() if key in theirs)
    return common >= _REWORDED * max(1e-9, min(sum(ours.values()), sum(theirs.values())))


def _any(place: Place) -> list[tuple[str, int]]:
    return [next(iter(place.sentences.items()))]


def _ordered(place_of: Mapping[tuple[str, int], Place], copies: Mapping[str, Sheet]) -> list[Place]:
    """All places in the first copy's order; each further copy's own ones go after what they follow in it."""
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
    return {number for number, block in enumerate(blocks) if block in alive and _length(sheet, number) >= _MIN_SENTENCE}


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
        is_long = several and sum(_length(sheet, number) for number in run) >= _LONG_RUN
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
    return _length(sheet, number) < 2 * _MIN_SENTENCE or bool(FURNITURE.search(wording)) or wording[-1:].isalnum()


def _is_of_page(place: Place, copies: Mapping[str, Sheet]) -> bool:
    """Whether every copy has a sentence as a button or in a paragraph of its page."""
    return all(
        _is_button(copies[name], number) or _is_page_paragraph(copies[name], number)
        for name, number in place.sentences.items()
    )


def _is_button(sheet: Sheet, number: int) -> bool:
    wording = _wording(sheet, number)
    few = _length(sheet, number) <= _MIN_SENTENCE
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

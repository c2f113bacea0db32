"""The copies of one text laid side by side: its reconstruction, and the places where the copies differ.

The method is the textual critics' (Maas 1927): what most copies have is the text; where one departs the departure is
its own. What only one copy has belongs to the text if it stands inside a paragraph that the copies share, because desks
cut sentences but insert paragraphs. A base copy gives order and offsets.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from tellings.lineage.edits import Ranges, copied_ranges, word_edits
from tellings.lineage.evidence import sides
from tellings.lineage.sharing import Pair, span_of
from tellings.lineage.sheet import Sheet
from tellings.records import Edit, EditKind, Reading, Span, Variant
from tellings.text.paragraphs import paragraphs

# Variants are listed for at most this many copies of one text; a mass reprint has its differences in its edits.
_MAX_COPIES = 40
# What follows a shared paragraph in fewer words is a credit ("– Agencies"), not a sentence that others cut.
_MIN_SENTENCE = 4


@dataclass(frozen=True, slots=True, eq=False)
class Collation:
    """The copies of one text against a base.

    Args:
        base: The copy that the others are laid against.
        others: The other copies, with the word ranges they share with the base.
        shared: For each word of the base, whether another copy has its passage.
        text: For each sentence of the base, whether it belongs to the text they share.
    """

    base: Sheet
    others: tuple[tuple[Sheet, Ranges], ...]
    shared: NDArray[np.bool_]
    text: tuple[bool, ...]


def collation(copies: Sequence[Sheet], pairs: Mapping[frozenset[str], Pair], base: Sheet | None = None) -> Collation:
    """The copies laid against `base`, or against the closest copy: most words shared with others, fewest of its own."""
    base = base or closest_first(copies, pairs)[0]
    others: list[tuple[Sheet, Ranges]] = []
    shared = np.zeros(len(base), dtype=np.bool_)
    for sheet in copies:
        pair = pairs.get(frozenset((sheet.article.id, base.article.id)))
        if sheet is base or pair is None:
            continue
        ranges = copied_ranges(pair, sheet)
        others.append((sheet, ranges))
        for _, theirs in ranges:
            shared[slice(*theirs)] = True
    return Collation(base, tuple(others), shared, tuple(_belonging(base, shared)))


def closest_first(copies: Sequence[Sheet], pairs: Mapping[frozenset[str], Pair]) -> list[Sheet]:
    """The copies by what they have in common with the others, in their spelling and order; then by what they keep."""
    common = dict.fromkeys((sheet.article.id for sheet in copies), 0.0)
    among = [pair for ids, pair in pairs.items() if ids <= common.keys()]
    for pair in among:
        one, _ = sides(pair)
        worth = float(one.matched.sum() + 0.5 * one.same_surface.sum() - 2 * one.blocks)
        for sheet in (pair.alignment.one, pair.alignment.other):
            common[sheet.article.id] += worth
    return sorted(
        copies,
        key=lambda sheet: (common[sheet.article.id], _closeness(sheet, copies, pairs), sheet.article.id),
        reverse=True,
    )


def _closeness(sheet: Sheet, copies: Sequence[Sheet], pairs: Mapping[frozenset[str], Pair]) -> int:
    """Words that belong to the shared text, less those that do not."""
    covered = np.zeros(len(sheet), dtype=np.bool_)
    for other in copies:
        pair = None if other is sheet else pairs.get(frozenset((sheet.article.id, other.article.id)))
        for ours, _ in copied_ranges(pair, sheet) if pair else ():
            covered[slice(*ours)] = True
    ranges = zip(_belonging(sheet, covered), sheet.sentence_words, strict=True)
    return sum((last - first) * (1 if belongs else -1) for belongs, (first, last) in ranges)


def _belonging(base: Sheet, shared: NDArray[np.bool_]) -> list[bool]:
    """For each sentence, whether it is shared or stands in one paragraph with a shared one."""
    own = [bool(shared[first:last].mean() >= 0.5) for first, last in base.sentence_words]
    starts = [start for start, _ in paragraphs(base.article.text)]
    block_of = [bisect_right(starts, start) for start, _ in base.sentence_spans]
    alive = {block for block, is_shared in zip(block_of, own, strict=True) if is_shared}
    lengths = (last - first for first, last in base.sentence_words)
    return [
        is_shared or (block in alive and length >= _MIN_SENTENCE)
        for is_shared, block, length in zip(own, block_of, lengths, strict=True)
    ]


def reading_span(base: Sheet, sheet: Sheet, ranges: Ranges, words: tuple[int, int]) -> Span | None:
    """The words of another copy at a place of the base; None where its passages do not reach that place."""
    for ours, theirs in ranges:
        if theirs[0] <= words[0] and words[1] <= theirs[1]:
            first, last = _mapped(sheet, base, ours, theirs, words)
            if first < last:
                return span_of(sheet, (first, last), whole=False)
            place = int(sheet.starts[first]) if first < len(sheet) else len(sheet.article.text)
            return sheet.article.span(place, place)
    return None


def _mapped(
    sheet: Sheet, base: Sheet, ours: tuple[int, int], theirs: tuple[int, int], words: tuple[int, int]
) -> tuple[int, int]:
    """The word range of `sheet` between the words that answer to those around a range of the base."""
    partner = _partners(base.keys[slice(*theirs)].tolist(), sheet.keys[slice(*ours)].tolist())
    before = [j for i, j in partner.items() if i < words[0] - theirs[0]]
    after = [j for i, j in partner.items() if i >= words[1] - theirs[0]]
    first = ours[0] + (max(before) + 1 if before else 0)
    last = ours[0] + min(after) if after else ours[1]
    return first, max(first, last)


def _partners(left: list[int], right: list[int]) -> dict[int, int]:
    return {
        block.src_start + k: block.dest_start + k
        for block in LCSseq.opcodes(left, right)
        if block.tag == "equal"
        for k in range(block.src_end - block.src_start)
    }


def variants(origin: str, laid: Collation) -> list[Variant]:
    """Every place where the copies differ, in the base's order, each with all copies' readings."""
    places: dict[tuple[int, int], EditKind] = {}
    others = laid.others[:_MAX_COPIES]
    for sheet, ranges in others:
        for ours, theirs in ranges:
            for edit in word_edits(sheet, laid.base, ours, theirs):
                words = _base_words(laid.base, edit)
                if words:
                    places[words] = max(places.get(words, edit.kind), edit.kind)
    found = [_variant(origin, laid, words, kind) for words, kind in _merged(places)]
    found += [_cut_sentence(origin, laid, number) for number, belongs in enumerate(laid.text) if belongs and others]
    chosen = [variant for variant in found if variant and len(variant.readings) > 1]
    return sorted(chosen, key=lambda variant: (variant.readings[0].span.start, variant.readings[0].span.end))


def _base_words(base: Sheet, edit: Edit) -> tuple[int, int] | None:
    if edit.parent is None:
        return None
    first = int(np.searchsorted(base.starts, edit.parent.start))
    return first, int(np.searchsorted(base.starts, edit.parent.end))


def _merged(places: Mapping[tuple[int, int], EditKind]) -> list[tuple[tuple[int, int], EditKind]]:
    """Places that overlap as one."""
    merged: list[tuple[tuple[int, int], EditKind]] = []
    for words, kind in sorted(places.items()):
        if merged and words[0] < merged[-1][0][1]:
            last, last_kind = merged.pop()
            words = (last[0], max(last[1], words[1]))
            kind = last_kind if last_kind is kind else EditKind.REPLACED
        merged.append((words, kind))
    return merged


def _variant(origin: str, laid: Collation, words: tuple[int, int], kind: EditKind) -> Variant | None:
    own = span_of(laid.base, words, whole=False)
    readings = [Reading(own, laid.base.article.wording(own))]
    for sheet, ranges in laid.others[:_MAX_COPIES]:
        span = reading_span(laid.base, sheet, ranges, words)
        if span is not None:
            readings.append(Reading(span, sheet.article.wording(span)))
    if len({" ".join(reading.text.split()) for reading in readings}) < 2:
        return None
    return Variant(origin, tuple(readings), kind)


def _cut_sentence(origin: str, laid: Collation, number: int) -> Variant | None:
    """A sentence of the shared text that some copies lack, with an empty reading where it would stand in them."""
    words = laid.base.sentence_words[number]
    own = laid.base.article.span(*laid.base.sentence_spans[number])
    readings = [Reading(own, laid.base.article.wording(own))]
    for sheet, ranges in laid.others[:_MAX_COPIES]:
        middle = (words[0] + words[1]) // 2
        if any(theirs[0] <= middle < theirs[1] for _, theirs in ranges):
            continue
        before = max((ours[1] for ours, theirs in ranges if theirs[1] <= words[0]), default=0)
        place = int(sheet.ends[before - 1]) if before else 0
        readings.append(Reading(sheet.article.span(place, place), ""))
    return Variant(origin, tuple(readings), EditKind.DROPPED) if len(readings) > 1 else None

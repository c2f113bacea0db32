"""What a desk did to the text it copied: words replaced, added, dropped in passages, sentences around them, moves."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from tellings.lineage.sharing import Pair, span_of
from tellings.lineage.sheet import Numbers, Sheet
from tellings.records import Edit, EditKind, SharedAs, Span

# Changes that only one unchanged word parts read as one change.
_JOIN_WORDS = 1
# A passage longer than this (a book) is compared by its matched words alone, so that time stays bounded.
_MAX_COMPARED = 20_000

Ranges = list[tuple[tuple[int, int], tuple[int, int]]]  # word ranges of child and parent


def copied_ranges(pair: Pair, child: Sheet) -> Ranges:
    """The copied word ranges of a pair, the child's first, in the child's order."""
    turned = pair.alignment.one is not child
    return sorted((r.other, r.one) if turned else (r.one, r.other) for r in pair.copied())


def edits_between(pair: Pair, child: Sheet, parent: Sheet, explained: NDArray[np.bool_]) -> tuple[Edit, ...]:
    """The edits that made the child's passages and its surroundings out of the parent, in the child's order.

    `explained` says for each word of the child whether any of its parents has it; what none has is added.
    """
    ranges = copied_ranges(pair, child)
    covered = np.zeros(len(parent), dtype=np.bool_)
    for _, theirs in ranges:
        covered[slice(*theirs)] = True
    furniture = _furniture(pair, parent)
    found = [
        *(edit for ours, theirs in ranges for edit in word_edits(child, parent, ours, theirs)),
        *moved(child, parent, ranges),
        *(_added(span) for span in sentence_runs(child, explained, ())),
        *(_dropped(span, parent) for span in sentence_runs(parent, covered, furniture)),
    ]
    filled = [_with_text(edit, child, parent) for edit in found]
    answers = _answers(pair, child)
    return tuple(sorted(filled, key=lambda edit: _place(edit, answers, child, parent)))


def _furniture(pair: Pair, sheet: Sheet) -> tuple[tuple[int, int], ...]:
    turned = pair.alignment.one is not sheet
    kinds = zip(pair.alignment.ranges, pair.kinds, strict=True)
    return tuple(r.other if turned else r.one for r, kind in kinds if kind is SharedAs.PHRASE)


def word_edits(child: Sheet, parent: Sheet, ours: tuple[int, int], theirs: tuple[int, int]) -> Iterator[Edit]:
    """Words replaced, added and dropped between two passages."""
    if max(ours[1] - ours[0], theirs[1] - theirs[0]) > _MAX_COMPARED:
        return
    for a, b, x, y in _changes(child.keys[slice(*ours)].tolist(), parent.keys[slice(*theirs)].tolist()):
        kind = EditKind.REPLACED if a < b and x < y else EditKind.ADDED if a < b else EditKind.DROPPED
        yield Edit(kind, _words(child, ours[0] + a, ours[0] + b), _words(parent, theirs[0] + x, theirs[0] + y), "", "")


def _changes(ours: Sequence[int], theirs: Sequence[int]) -> Iterator[tuple[int, int, int, int]]:
    """Changed ranges of ours and theirs, those that at most `_JOIN_WORDS` kept words part as one."""
    joined: list[list[int]] = []
    for code in LCSseq.opcodes(theirs, ours):
        if code.tag == "equal":
            continue
        change = [code.dest_start, code.dest_end, code.src_start, code.src_end]
        if joined and change[0] - joined[-1][1] <= _JOIN_WORDS and change[2] - joined[-1][3] <= _JOIN_WORDS:
            joined[-1][1], joined[-1][3] = change[1], change[3]
        else:
            joined.append(change)
    yield from ((a, b, x, y) for a, b, x, y in joined)


def _words(sheet: Sheet, first: int, end: int) -> Span | None:
    return span_of(sheet, (first, end), whole=False) if first < end else None


def moved(child: Sheet, parent: Sheet, ranges: Ranges) -> Iterator[Edit]:
    """Passages that stand in another order in the parent: all but the heaviest run of passages that keep it."""
    kept = _in_order(ranges)
    for number, (ours, theirs) in enumerate(ranges):
        if number not in kept:
            yield Edit(EditKind.MOVED, span_of(child, ours, whole=False), span_of(parent, theirs, whole=False), "", "")


def _in_order(ranges: Ranges) -> set[int]:
    """Indices of the passages in the increasing subsequence of the parent's places that holds most words."""
    best: list[tuple[int, int]] = []  # words kept up to here, the passage before
    for number, (ours, theirs) in enumerate(ranges[:2000]):
        before = [(best[k][0], k) for k in range(number) if ranges[k][1][0] <= theirs[0]]
        weight, last = max(before, default=(0, -1))
        best.append((weight + ours[1] - ours[0], last))
    kept: set[int] = set(range(2000, len(ranges)))
    number = max(range(len(best)), key=lambda k: best[k][0], default=-1)
    while number >= 0:
        kept.add(number)
        number = best[number][1]
    return kept


def sentence_runs(sheet: Sheet, covered: NDArray[np.bool_], without: Sequence[tuple[int, int]]) -> Iterator[Span]:
    """Runs of sentences that are mostly uncovered, as spans; ranges in `without` are left out."""
    covered = covered.copy()
    for words in without:
        covered[slice(*words)] = True
    run: tuple[int, int] | None = None
    for first, last in sheet.sentence_words:
        if covered[first:last].mean() >= 0.5:
            if run:
                yield span_of(sheet, run, whole=True)
            run = None
        else:
            run = (run[0] if run else first, last)
    if run:
        yield span_of(sheet, run, whole=True)


def _added(span: Span) -> Edit:
    return Edit(EditKind.ADDED, span, None, "", "")


def _dropped(span: Span, parent: Sheet) -> Edit:
    return Edit(EditKind.DROPPED, None, span, "", "")


def _with_text(edit: Edit, child: Sheet, parent: Sheet) -> Edit:
    ours = child.article.wording(edit.child) if edit.child else ""
    theirs = parent.article.wording(edit.parent) if edit.parent else ""
    return Edit(edit.kind, edit.child, edit.parent, ours, theirs)


def _answers(pair: Pair, child: Sheet) -> tuple[Numbers, Numbers]:
    """The parent's copied words that have a partner, ascending, and the child's words that these are."""
    alignment = pair.alignment
    one = np.concatenate([np.zeros(0, dtype=np.int64), *(np.arange(*r.one) for r in pair.copied())])
    one = one[alignment.partners[one] >= 0]
    partners = alignment.partners[one]
    parents, children = (partners, one) if alignment.one is child else (one, partners)
    order = np.argsort(parents, kind="stable")
    return parents[order], children[order]


def _place(edit: Edit, answers: tuple[Numbers, Numbers], child: Sheet, parent: Sheet) -> tuple[int, int]:
    """Where an edit reads in the child: its own place, or behind the word that its dropped words follow."""
    if edit.child:
        return edit.child.start, 0
    assert edit.parent
    parents, children = answers
    before = int(np.searchsorted(parents, bisect_left(parent.starts, edit.parent.start))) - 1
    return (int(child.starts[children[before]]), 1) if before >= 0 else (0, 1)

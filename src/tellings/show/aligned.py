"""Two texts side by side: paragraphs that repeat each other in one row, edits marked inside them."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from tellings.records import ArticleId, Derivation, Edit, EditKind, Lineage, Origin, SharedAs, Span
from tellings.show.evidence import Evidence
from tellings.show.marks import Mark, marked_ranges
from tellings.show.view import AlignedRow, AlignedRows, PairView
from tellings.show.words import counted, percent, short_name
from tellings.text.words import words

# Runs longer than this that only one text has are folded: a reader compares, and can open them.
FOLD_AFTER = 2
# Words that stand in more paragraphs than this do not tell paragraphs apart; the bound keeps the cost linear.
MAX_PARAGRAPHS = 50

_CHANGES = {
    EditKind.REPLACED: "reworded",
    EditKind.ADDED: "added",
    EditKind.DROPPED: "cut",
    EditKind.MOVED: "moved",
}


@dataclass(frozen=True, slots=True)
class Pair:
    """A text and its copy, or two copies of one unseen text: which passages they share and what was edited."""

    left: ArticleId
    right: ArticleId
    passages: tuple[tuple[Span, Span], ...]
    edits: tuple[Edit, ...]
    note: str


def changes(edits: Iterable[Edit]) -> str:
    """The edits counted by kind: "2 reworded, 1 cut"."""
    found = Counter(edit.kind for edit in edits)
    return ", ".join(f"{found[kind]} {word}" for kind, word in _CHANGES.items() if found[kind])


def pairs(lineage: Lineage) -> list[Pair]:
    """Every derivation as a pair of seen texts; copies of an unseen origin are read against the closest copy."""
    unseen = {origin.id: origin for origin in lineage.origins if not origin.seen}
    found: list[Pair] = []
    for derivation in lineage.derivations:
        if derivation.parent not in unseen:
            found.append(_direct(derivation))
        elif (pair := _siblings(derivation, unseen[derivation.parent], lineage)) is not None:
            found.append(pair)
    return found


def _direct(derivation: Derivation) -> Pair:
    passages = tuple((p.parent, p.child) for p in derivation.passages if p.parent is not None)
    note = f"{derivation.kind}, {percent(derivation.share_of_child)} of its text from there"
    return Pair(ArticleId(derivation.parent), derivation.child, passages, derivation.edits, note)


def _siblings(derivation: Derivation, origin: Origin, lineage: Lineage) -> Pair | None:
    """The copy beside the closest copy of the same origin; None for the closest one itself."""
    left, right = origin.articles[0] if origin.articles else derivation.child, derivation.child
    if left == right:
        return None
    note = f"copy of {short_name(origin.name)}"
    edits = tuple(e for e in derivation.edits if e.parent is None or e.parent.article_id == left)
    for related in lineage.related:
        if related.child == right and related.parent == left:
            return Pair(left, right, _direct(related).passages, edits or related.edits, note)
        if related.child == left and related.parent == right:
            turned = tuple((child, parent) for parent, child in _direct(related).passages)
            return Pair(left, right, turned, edits or tuple(map(_turned, related.edits)), note)
    shared = [(s.one, s.other) for s in lineage.shared if s.shared_as is SharedAs.COPY]
    passages = [(a, b) if a.article_id == left else (b, a) for a, b in shared]
    passages = [(a, b) for a, b in passages if (a.article_id, b.article_id) == (left, right)]
    return Pair(left, right, tuple(passages), edits, note)


def _turned(edit: Edit) -> Edit:
    """The edit seen from the other copy."""
    kinds = {EditKind.ADDED: EditKind.DROPPED, EditKind.DROPPED: EditKind.ADDED}
    return Edit(kinds.get(edit.kind, edit.kind), edit.parent, edit.child, edit.parent_text, edit.child_text)


def pair_view(pair: Pair, evidence: Evidence, anchor: str) -> PairView:
    """The pair laid out in rows."""
    left, right = evidence.paragraphs[pair.left], evidence.paragraphs[pair.right]
    left_pieces = marked_ranges(evidence.article(pair.left).text, left, _marks(pair.edits, "left", pair.left))
    right_pieces = marked_ranges(evidence.article(pair.right).text, right, _marks(pair.edits, "right", pair.right))
    rows = [
        AlignedRow(
            left_pieces[i] if i is not None else None,
            right_pieces[j] if j is not None else None,
            "moved" if is_moved else "",
        )
        for i, j, is_moved in aligned_paragraphs(left, right, shared_words(pair, evidence))
    ]
    return PairView(
        anchor,
        evidence.reports[pair.left],
        evidence.reports[pair.right],
        pair.note,
        changes(pair.edits),
        tuple(_folded(rows, evidence.reports[pair.left].outlet, evidence.reports[pair.right].outlet)),
    )


def _marks(edits: Iterable[Edit], side: str, article_id: ArticleId) -> list[Mark]:
    marks: list[Mark] = []
    for edit in edits:
        span = edit.parent if side == "left" else edit.child
        if span is None or span.article_id != article_id or not len(span):
            continue
        if edit.kind is EditKind.MOVED:
            marks.append(Mark(span.start, span.end, look="moved"))
        else:
            marks.append(Mark(span.start, span.end, tag="del" if side == "left" else "ins"))
    return marks


def aligned_paragraphs(
    left: Sequence[tuple[int, int]], right: Sequence[tuple[int, int]], shared: Mapping[tuple[int, int], int]
) -> list[tuple[int | None, int | None, bool]]:
    """Rows of paragraph numbers, every paragraph in one row; the flag marks those that stand elsewhere in the other.

    Each right paragraph belongs to the left one with which it shares most. The longest series in which both orders
    agree makes the rows; what breaks the order has moved.
    """
    best: dict[int, int] = {}
    for (i, j), _ in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        best.setdefault(j, i)
    in_order = _longest_run(sorted(best.items()))
    rows: list[tuple[int | None, int | None, bool]] = []
    next_left = 0
    moved_left = {best[j] for j in best if j not in in_order} - {best[j] for j in in_order}
    for j in range(len(right)):
        if j not in in_order:
            rows.append((None, j, j in best))
            continue
        rows += [(i, None, i in moved_left) for i in range(next_left, best[j])]
        rows.append((best[j] if best[j] >= next_left else None, j, False))
        next_left = max(next_left, best[j] + 1)
    return rows + [(i, None, i in moved_left) for i in range(next_left, len(left))]


def shared_words(pair: Pair, evidence: Evidence) -> Counter[tuple[int, int]]:
    """How many pairs of neighbouring words each left and right paragraph share inside the pair's passages.

    A passage may run over many paragraphs, so its bounds alone do not say which of them answer to each other.
    """
    found: Counter[tuple[int, int]] = Counter()
    for one, other in pair.passages:
        where: dict[tuple[str, str], dict[int, None]] = {}
        for number, bigram in _bigrams(one, evidence):
            where.setdefault(bigram, {})[number] = None
        for number, bigram in _bigrams(other, evidence):
            paragraphs = where.get(bigram, {})
            if len(paragraphs) <= MAX_PARAGRAPHS:
                found.update((i, number) for i in paragraphs)
    return found


def _bigrams(span: Span, evidence: Evidence) -> Iterator[tuple[int, tuple[str, str]]]:
    """Neighbouring words inside the span, with the number of their paragraph."""
    text = evidence.article(span.article_id).text
    for number, (start, end) in enumerate(evidence.paragraphs[span.article_id]):
        left, right = max(start, span.start), min(end, span.end)
        if left < right:
            keys = [word.key for word in words(text[left:right])]
            yield from ((number, bigram) for bigram in pairwise(["", *keys]))


def _longest_run(matches: Sequence[tuple[int, int]]) -> set[int]:
    """Of right paragraphs in order with their left ones: the longest series whose left ones never go back.

    Patience sorting (Schensted 1961).
    """
    tails: list[int] = []
    last: list[int] = []
    previous: dict[int, int | None] = {}
    for j, i in matches:
        at = bisect_right(tails, i)
        previous[j] = last[at - 1] if at else None
        tails[at : at + 1] = [i]
        last[at : at + 1] = [j]
    chain: set[int] = set()
    j_or_none = last[-1] if last else None
    while j_or_none is not None:
        chain.add(j_or_none)
        j_or_none = previous[j_or_none]
    return chain


def _folded(rows: Iterable[AlignedRow], left: str, right: str) -> Iterable[AlignedRows]:
    """Rows in groups, long runs of one text alone under a summary."""

    def lone(row: AlignedRow) -> str:
        if row.note:
            return ""
        return left if row.right is None else right if row.left is None else ""

    for name, run in groupby(rows, key=lone):
        group = tuple(run)
        is_long = bool(name) and len(group) > FOLD_AFTER
        yield AlignedRows(group, f"{counted(len(group), 'paragraph')} only in {name}" if is_long else "")

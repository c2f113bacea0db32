"""Which texts are read side by side, and their edits as marks: a copy beside its parent, or beside a reconstruction.

Two copies of an unseen text stand beside each other. Of three and more the reconstruction has what most copies keep, so
each of them stands beside it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tellings.records import ArticleId, Derivation, Edit, EditKind, EditPurpose, Lineage, Origin, SharedAs, Span
from tellings.show.aligned import Side, rows
from tellings.show.apparatus import Entry
from tellings.show.edit_words import NAMED, changes, look, named_purposes, purpose_of, told, turned
from tellings.show.evidence import Evidence
from tellings.show.marks import Mark
from tellings.show.view_lineage import PairView
from tellings.show.words import percent, short_name
from tellings.text.paragraphs import paragraphs

# From this many copies on there is a wording that most of them keep.
MIN_COPIES = 3


@dataclass(frozen=True, slots=True)
class Pair:
    """A text and its copy, or two copies of one unseen text: which passages they share and what was edited.

    Args:
        cut_on_the_left: Words of the right copy that belong to the unseen text and that the left copy cut.
    """

    left: ArticleId
    right: ArticleId
    passages: tuple[tuple[Span, Span], ...]
    edits: tuple[Edit, ...]
    note: str
    cut_on_the_left: tuple[Span, ...] = ()


def is_read_alone(origin: Origin, lineage: Lineage) -> bool:
    """Whether the copies of an unseen text stand beside its reconstruction: several were made from it directly."""
    copies = sum(derivation.parent == origin.id for derivation in lineage.derivations)
    return bool(origin.reconstruction) and copies >= MIN_COPIES


def pairs(lineage: Lineage) -> list[Pair]:
    """Derivations as pairs of seen texts; copies of an unseen one that is not read alone beside the closest copy."""
    unseen = {origin.id: origin for origin in lineage.origins if not origin.seen}
    alone = {id_ for id_, origin in unseen.items() if is_read_alone(origin, lineage)}
    found: list[Pair] = []
    for derivation in lineage.derivations:
        if derivation.parent not in unseen:
            found.append(_direct(derivation))
        elif derivation.parent in alone:
            continue
        elif (pair := _siblings(derivation, unseen[derivation.parent], lineage)) is not None:
            found.append(replace(pair, cut_on_the_left=_cut(pair.left, pair.right, derivation.parent, lineage)))
    return found


def _cut(by: ArticleId, of: ArticleId, origin: str, lineage: Lineage) -> tuple[Span, ...]:
    """What one copy cut of the words that the other one has from the same unseen text."""
    edits = (e for d in lineage.derivations if d.child == by and d.parent == origin for e in d.edits)
    return tuple(e.parent for e in edits if e.kind is EditKind.DROPPED and e.parent and e.parent.article_id == of)


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
            passages = tuple((child, parent) for parent, child in _direct(related).passages)
            return Pair(left, right, passages, edits or tuple(map(turned, related.edits)), note)
    shared = [(s.one, s.other) for s in lineage.shared if s.shared_as is SharedAs.COPY]
    passages = tuple((a, b) if a.article_id == left else (b, a) for a, b in shared)
    return Pair(
        left, right, tuple(p for p in passages if (p[0].article_id, p[1].article_id) == (left, right)), edits, note
    )


def pair_view(pair: Pair, evidence: Evidence, anchor: str) -> PairView:
    """The pair laid out in rows."""
    left = _side(pair.left, evidence, _marks(pair.edits, "left", pair.left))
    title = f"cut by {evidence.reports[pair.left].outlet}"
    cut = [Mark(span.start, span.end, look="cut-there", title=title) for span in pair.cut_on_the_left]
    right = _side(pair.right, evidence, [*_marks(pair.edits, "right", pair.right), *cut])
    passages = [((one.start, one.end), (other.start, other.end)) for one, other in pair.passages]
    return PairView(
        anchor,
        evidence.reports[pair.left].outlet,
        evidence.reports[pair.left],
        evidence.reports[pair.right],
        pair.note,
        changes(pair.edits),
        title if cut else "",
        named_purposes(pair.edits),
        rows(left, right, passages),
    )


def reconstruction_view(
    origin: Origin, entries: Sequence[Entry], derivation: Derivation, evidence: Evidence, anchor: str
) -> PairView:
    """The reconstruction of an unseen text beside one of its copies; what the copy has otherwise is marked."""
    text, child = origin.reconstruction or "", derivation.child
    edits = [*_departures(entries, derivation), *(e for e in derivation.edits if e.kind is EditKind.ADDED)]
    edits += [e for e in derivation.edits if e.kind is EditKind.MOVED]
    left_marks = [
        _mark(entry.start, entry.end, edit, "left")
        for entry, edit in _of_copy(entries, derivation)
        if entry.start is not None and entry.end is not None and entry.start < entry.end
    ]
    left = Side(short_name(origin.name), text, list(paragraphs(text)), left_marks)
    right = _side(child, evidence, _marks(edits, "right", child))
    return PairView(
        anchor,
        left.name,
        None,
        evidence.reports[child],
        f"{derivation.kind}, {percent(derivation.share_of_child)} of its text from there",
        changes(edits),
        "",
        named_purposes(edits),
        rows(left, right, [((0, len(text)), (0, len(right.text)))]),
    )


def _departures(entries: Iterable[Entry], derivation: Derivation) -> list[Edit]:
    return [edit for _, edit in _of_copy(entries, derivation)]


def _of_copy(entries: Iterable[Entry], derivation: Derivation) -> list[tuple[Entry, Edit]]:
    """The variants in which the copy departs, each as its edit; what it does is known where the tracing said so."""
    purposes = {(e.child_text, e.parent_text): purpose_of(e) for e in derivation.edits}
    found: list[tuple[Entry, Edit]] = []
    for entry in entries:
        for reading in (r for same in entry.departures for r in same if r.span.article_id == derivation.child):
            # Against what has no place in the reconstruction, words are the copy's own.
            kept = entry.kept if entry.start is not None else ""
            if not (kept or reading.text):
                continue
            kind = EditKind.ADDED if not kept else EditKind.REPLACED if reading.text else EditKind.DROPPED
            purpose = purposes.get((reading.text, kept), EditPurpose.REWORDING)
            child = reading.span if reading.text else None
            found.append((entry, Edit(kind, child, None, reading.text, kept, purpose)))
    return found


def _side(article_id: ArticleId, evidence: Evidence, marks: Sequence[Mark]) -> Side:
    outlet = evidence.reports[article_id].outlet
    return Side(outlet, evidence.article(article_id).text, evidence.paragraphs[article_id], marks)


def _marks(edits: Iterable[Edit], side: str, article_id: ArticleId) -> list[Mark]:
    marks: dict[tuple[int, int], Mark] = {}
    for edit in edits:
        span = edit.parent if side == "left" else edit.child
        if span is not None and span.article_id == article_id and len(span):
            marks.setdefault((span.start, span.end), _mark(span.start, span.end, edit, side))
    return list(marks.values())


def _mark(start: int, end: int, edit: Edit, side: str) -> Mark:
    """The edit as it stands on one side; its word stands by the new wording, or by the old where there is no new."""
    if edit.kind is EditKind.MOVED:
        return Mark(start, end, look="moved", title=told(edit))
    purpose = purpose_of(edit)
    is_told = purpose in NAMED and (side == "right" or not edit.child_text)
    looks = f"{look(purpose)} is-told" if is_told else look(purpose)
    return Mark(start, end, tag="del" if side == "left" else "ins", look=looks, title=told(edit))

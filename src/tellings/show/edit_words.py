"""What an edit does, in the page's words and looks."""

from collections import Counter
from collections.abc import Iterable

from tellings.records import Derivation, Edit, EditKind, EditPurpose, Span
from tellings.show.evidence import Evidence
from tellings.show.view_lineage import ChangesView, ChangeView
from tellings.show.words import counted, cut_to, listed

# In the order of the page: what changes the sense first, what only changes the dress last.
WORDS = {
    EditPurpose.RETITLE: "retitled",
    EditPurpose.CORRECTION: "corrected",
    EditPurpose.SOFTENING: "softened",
    EditPurpose.SHARPENING: "sharpened",
    EditPurpose.CUT: "cut",
    EditPurpose.ADDITION: "added",
    EditPurpose.REWORDING: "reworded",
    EditPurpose.REORDER: "moved",
    EditPurpose.HOUSE_STYLE: "in house style",
}
# The same where it is not known which of two texts was changed.
OPEN_WORDS = {
    EditPurpose.RETITLE: "other title",
    EditPurpose.CORRECTION: "other figure or name",
    EditPurpose.SOFTENING: "softer",
    EditPurpose.SHARPENING: "sharper",
    EditPurpose.CUT: "not here",
    EditPurpose.ADDITION: "only here",
    EditPurpose.REWORDING: "other words",
    EditPurpose.REORDER: "elsewhere",
    EditPurpose.HOUSE_STYLE: "other style",
}
# Purposes that change the sense of single words; a word beside the mark names them, since colour cannot.
NAMED = (EditPurpose.CORRECTION, EditPurpose.SOFTENING, EditPurpose.SHARPENING, EditPurpose.HOUSE_STYLE)
# Changes of one purpose shown before the rest folds; a guess at what is read through.
SHOWN_CHANGES = 4
# Changes of one purpose listed at all: the texts side by side show every one.
MOST_CHANGES = 30
# Characters of a change that are shown: about four lines of a phone.
MAX_SHOWN = 240

_OF_KIND = {
    EditKind.ADDED: EditPurpose.ADDITION,
    EditKind.DROPPED: EditPurpose.CUT,
    EditKind.MOVED: EditPurpose.REORDER,
}
_TURNED = {
    EditPurpose.SOFTENING: EditPurpose.SHARPENING,
    EditPurpose.SHARPENING: EditPurpose.SOFTENING,
    EditPurpose.ADDITION: EditPurpose.CUT,
    EditPurpose.CUT: EditPurpose.ADDITION,
}


def purpose_of(edit: Edit) -> EditPurpose:
    """What the edit does; what its kind says where nobody looked further."""
    return _OF_KIND.get(edit.kind, edit.purpose) if edit.purpose is EditPurpose.REWORDING else edit.purpose


def turned(edit: Edit) -> Edit:
    """The edit seen from the other text."""
    kinds = {EditKind.ADDED: EditKind.DROPPED, EditKind.DROPPED: EditKind.ADDED}
    purpose = _TURNED.get(edit.purpose, edit.purpose)
    kind = kinds.get(edit.kind, edit.kind)
    return Edit(kind, edit.parent, edit.child, edit.parent_text, edit.child_text, purpose)


def look(purpose: EditPurpose) -> str:
    """The CSS class of the purpose."""
    return f"is-{purpose.value.replace(' ', '-')}"


def changes(edits: Iterable[Edit]) -> str:
    """The edits counted by what they do: "1 softened, 2 reworded"."""
    found = Counter(map(purpose_of, edits))
    return ", ".join(f"{found[purpose]} {word}" for purpose, word in WORDS.items() if found[purpose])


def named_purposes(edits: Iterable[Edit]) -> tuple[tuple[str, str], ...]:
    """The purposes among the edits that are marked by a word: look and word."""
    found = set(map(purpose_of, edits))
    return tuple((look(purpose), WORDS[purpose]) for purpose in NAMED if purpose in found)


def told(edit: Edit) -> str:
    """The whole edit in a line, for whoever rests on its mark."""
    word = WORDS[purpose_of(edit)]
    if edit.child_text and edit.parent_text and edit.kind is not EditKind.MOVED:
        return f"{word}: “{cut_to(edit.parent_text, MAX_SHOWN)}” → “{cut_to(edit.child_text, MAX_SHOWN)}”"
    return word


def word_counts(derivation: Derivation) -> str:
    """How many words the outlet cut and added: "cut 43 words and added 26 words"."""
    summary = derivation.summary
    if summary is None:
        return ""
    cut, added = ("cut", "added") if derivation.decided else ("lacks", "alone has")
    told_counts = [(cut, summary.cut_words), (added, summary.added_words)]
    return listed([f"{verb} {counted(count, 'word')}" for verb, count in told_counts if count])


def grouped(derivation: Derivation, evidence: Evidence) -> tuple[ChangesView, ...]:
    """The edits by purpose, the longest cuts and additions first."""
    summary, told_as = derivation.summary, WORDS if derivation.decided else OPEN_WORDS
    by_purpose: dict[EditPurpose, list[ChangeView]] = {}
    if summary is not None and summary.retitled:
        by_purpose[EditPurpose.RETITLE] = [ChangeView(*summary.retitled, None, ())]
    quoted = {*(summary.cut if summary else ()), *(summary.added if summary else ())}
    for edit in sorted(derivation.edits, key=_longest_first):
        by_purpose.setdefault(purpose_of(edit), []).append(_change(edit, evidence, derivation.parent, quoted))
    return tuple(
        ChangesView(
            told_as[purpose],
            look(purpose),
            len(found),
            tuple(found[:SHOWN_CHANGES]),
            tuple(found[SHOWN_CHANGES:MOST_CHANGES]),
        )
        for purpose in WORDS
        if (found := by_purpose.get(purpose, []))
    )


def _longest_first(edit: Edit) -> int:
    return -len(edit.child_text + edit.parent_text) if purpose_of(edit) in _OF_KIND.values() else 0


def _change(edit: Edit, evidence: Evidence, parent: str, quoted: set[Span]) -> ChangeView:
    cited = [span for span in (edit.parent, edit.child) if span in quoted and span.article_id in evidence.reports]
    elsewhere = edit.parent.article_id if edit.parent and edit.parent.article_id != parent else None
    is_moved = edit.kind is EditKind.MOVED
    return ChangeView(
        "" if is_moved else cut_to(edit.parent_text, MAX_SHOWN),
        cut_to(edit.child_text, MAX_SHOWN),
        evidence.reports.get(elsewhere) if elsewhere and edit.parent not in cited else None,
        evidence.cite_each(cited),
    )

"""What kind of copy a derivation is, from how much of either text it shares and what was changed inside."""

from collections.abc import Sequence

from tellings.records import Edit, EditKind

# A text is carried over whole from this share on; a credit line and a by-line are the rest.
_WHOLE, _MOST, _HALF = 0.95, 0.8, 0.5
# Changes inside passages up to one in this many characters of the child are house style, and the copy a reprint.
_CHANGED_SHARE = 0.02


def kind_of(share_of_child: float, share_of_parent: float, edits: Sequence[Edit], *, several: bool) -> str:
    """One of merged, reprint, edited, condensed, expanded, excerpt.

    Shares are characters of the passages over each body's; `several` is whether the child has more than one parent.
    """
    if several:
        return "merged"
    if share_of_child < _HALF and share_of_parent < _HALF:
        return "excerpt"
    if share_of_parent < _MOST and share_of_child >= _HALF:
        return "condensed"
    if share_of_child < _MOST:
        return "expanded"
    changed = sum(max(len(e.child_text), len(e.parent_text)) for e in edits if e.kind is not EditKind.ADDED)
    total = sum(len(e.child_text) for e in edits) / max(1e-9, 1 - share_of_child) if share_of_child < 1 else 0
    whole = share_of_child >= _WHOLE and share_of_parent >= _WHOLE
    few = changed <= max(20.0, _CHANGED_SHARE * total)
    return "reprint" if whole and few else "edited"

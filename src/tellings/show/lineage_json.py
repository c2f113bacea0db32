"""The lineage of a story as the JSON of the contract."""

from tellings.records import Derivation, Edit, EditSummary, Origin, Variant
from tellings.show import lineage_objects as lo
from tellings.show.places import pair, places


def origin_json(origin: Origin) -> lo.OriginJson:
    """An independent text."""
    return {
        "id": origin.id,
        "name": origin.name,
        "agency": origin.agency,
        "seen": origin.seen,
        "articles": list(origin.articles),
        "reconstruction": origin.reconstruction,
    }


def whole_derivation_json(derivation: Derivation) -> lo.DerivationJson:
    """A derivation as the contract has it."""
    return {
        "child": derivation.child,
        "parent": derivation.parent,
        "relation": derivation.relation,
        "kind": derivation.kind,
        "share_of_child": derivation.share_of_child,
        "share_of_parent": derivation.share_of_parent,
        "passages": [
            {"child": pair(p.child), "parent": pair(p.parent) if p.parent else None, "verbatim": p.verbatim}
            for p in derivation.passages
        ],
        "edits": [edit_json(edit) for edit in derivation.edits],
        "summary": summary_json(derivation.summary) if derivation.summary else None,
        "decided": derivation.decided,
        "reasons": list(derivation.reasons),
    }


def edit_json(edit: Edit) -> lo.EditJson:
    """One change, with both wordings and what it does."""
    return {
        "kind": edit.kind,
        "child": pair(edit.child) if edit.child else None,
        "parent": pair(edit.parent) if edit.parent else None,
        "child_text": edit.child_text,
        "parent_text": edit.parent_text,
        "parent_article": edit.parent.article_id if edit.parent else None,
        "purpose": edit.purpose,
    }


def summary_json(summary: EditSummary) -> lo.EditSummaryJson:
    """What one outlet cut, added and changed, counted."""
    return {
        "cut_words": summary.cut_words,
        "added_words": summary.added_words,
        "cut": places(summary.cut),
        "added": places(summary.added),
        "purposes": [{"purpose": purpose, "count": count} for purpose, count in summary.purposes],
        "retitled": {"from": summary.retitled[0], "to": summary.retitled[1]} if summary.retitled else None,
    }


def variant_json(variant: Variant) -> lo.VariantJson:
    """A place where the copies of one origin differ, with every copy's reading."""
    return {
        "origin": variant.origin,
        "readings": [
            {"article": r.span.article_id, "start": r.span.start, "end": r.span.end, "text": r.text}
            for r in variant.readings
        ],
        "kind": variant.kind,
    }

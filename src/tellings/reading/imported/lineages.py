"""Lineage from records of the forms that `tellings export` and the story JSON have."""

from tellings.reading.imported.fields import Fields
from tellings.records import (
    ArticleId,
    Derivation,
    Edit,
    EditKind,
    EditPurpose,
    EditSummary,
    Origin,
    Passage,
    Reading,
    Relation,
    Variant,
)


def derivation_of(record: Fields) -> Derivation:
    """The derivation of an entry of `derivations`."""
    child, parent = record.name("child"), record.name("parent")
    summary = record.maybe_object("summary")
    return Derivation(
        child=ArticleId(child),
        parent=parent,
        relation=record.choice("relation", Relation),
        kind=record.text("kind"),
        share_of_child=record.share("share_of_child"),
        share_of_parent=record.share("share_of_parent"),
        passages=tuple(
            Passage(passage.span("child", child), passage.maybe_span("parent", parent), passage.flag("verbatim"))
            for passage in record.objects("passages")
        ),
        edits=tuple(_edit(edit, child) for edit in record.objects("edits")),
        reasons=record.texts("reasons"),
        decided=record.flag("decided"),
        summary=_summary(summary) if summary else None,
    )


def _edit(record: Fields, child: str) -> Edit:
    beside = record.maybe_text("parent_article")
    return Edit(
        kind=record.choice("kind", EditKind),
        child=record.maybe_span("child", child),
        parent=record.maybe_span("parent", beside) if beside is not None else None,
        child_text=record.text("child_text"),
        parent_text=record.text("parent_text"),
        purpose=record.choice("purpose", EditPurpose),
    )


def _summary(record: Fields) -> EditSummary:
    retitled = record.maybe_object("retitled")
    return EditSummary(
        cut_words=record.count("cut_words"),
        added_words=record.count("added_words"),
        cut=tuple(place.place() for place in record.objects("cut")),
        added=tuple(place.place() for place in record.objects("added")),
        purposes=tuple(
            (entry.choice("purpose", EditPurpose), entry.count("count")) for entry in record.objects("purposes")
        ),
        retitled=(retitled.text("from"), retitled.text("to")) if retitled else None,
    )


def origin_of(record: Fields) -> Origin:
    """The independent text of an entry of `origins`."""
    return Origin(
        id=record.name("id"),
        name=record.text("name"),
        agency=record.maybe_text("agency"),
        seen=record.flag("seen"),
        articles=tuple(ArticleId(name) for name in record.texts("articles")),
        reconstruction=record.maybe_text("reconstruction"),
    )


def variant_of(record: Fields) -> Variant:
    """The place where copies differ of an entry of `variants`."""
    return Variant(
        origin=record.name("origin"),
        readings=tuple(Reading(reading.place(), reading.text("text")) for reading in record.objects("readings")),
        kind=record.choice("kind", EditKind),
    )

"""Who copied whom as the page shows it: the tree, derivations in words, texts behind copies, texts side by side."""

from tellings.records import Derivation, Lineage, Origin, Reading, Variant
from tellings.show.aligned import changes, pair_view, pairs
from tellings.show.drawing import drawing
from tellings.show.evidence import Evidence
from tellings.show.view import DerivationView, LineageView, OriginView, VariantView
from tellings.show.words import percent, short_name
from tellings.text.paragraphs import paragraphs

# Pairs of texts shown side by side before the rest is folded; a guess at what is read through.
SHOWN_PAIRS = 2


def lineage_view(lineage: Lineage, evidence: Evidence, anchor: str) -> LineageView:
    """The lineage of one story's texts; `anchor` begins the anchors of its parts."""
    found = pairs(lineage)
    derivations = tuple(
        _derivation(derivation, lineage, evidence, f"{anchor}-e{number}")
        for number, derivation in enumerate(lineage.derivations, 1)
        if derivation.child in evidence.reports
    )
    laid = tuple(pair_view(pair, evidence, f"{anchor}-p{number}") for number, pair in enumerate(found, 1))
    hrefs = {number: f"#{anchor}-e{number + 1}" for number in range(len(lineage.derivations))}
    for derivation in lineage.derivations:
        for passage in derivation.passages:
            evidence.shade(passage.child, "copied")
    return LineageView(
        drawing(lineage, evidence, hrefs),
        derivations,
        laid[:SHOWN_PAIRS],
        laid[SHOWN_PAIRS:],
        tuple(_origin(origin, lineage, evidence) for origin in lineage.origins if not origin.seen),
    )


def _derivation(derivation: Derivation, lineage: Lineage, evidence: Evidence, anchor: str) -> DerivationView:
    parent = evidence.reports.get(derivation.parent)  # type: ignore[call-overload]
    names = {origin.id: origin.name for origin in lineage.origins}
    return DerivationView(
        anchor,
        evidence.reports[derivation.child],
        parent.outlet if parent else evidence.named(short_name(names.get(derivation.parent, derivation.parent))),
        parent.href if parent else "",
        derivation.kind,
        percent(derivation.share_of_child),
        percent(derivation.share_of_parent),
        changes(derivation.edits),
        tuple(map(evidence.named, derivation.reasons)),
        derivation.decided,
    )


def _origin(origin: Origin, lineage: Lineage, evidence: Evidence) -> OriginView:
    text = origin.reconstruction or ""
    return OriginView(
        short_name(origin.name),
        origin.seen,
        origin.agency or "",
        tuple(evidence.reports[id_] for id_ in origin.articles if id_ in evidence.reports),
        tuple(text[start:end] for start, end in paragraphs(text)),
        tuple(_variant(variant, evidence) for variant in lineage.variants if variant.origin == origin.id),
    )


def _variant(variant: Variant, evidence: Evidence) -> VariantView:
    readings: dict[str, list[Reading]] = {}
    for reading in variant.readings:
        readings.setdefault(reading.text, []).append(reading)
    return VariantView(
        variant.kind,
        tuple((text, evidence.cite_each(r.span for r in same)) for text, same in readings.items()),
    )

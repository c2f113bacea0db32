"""Who copied whom as the page shows it: the tree, derivations in words, texts behind copies, texts side by side."""

from collections.abc import Sequence

from tellings.records import Derivation, Lineage, Origin, Reading, Variant
from tellings.show.apparatus import Entry, apparatus
from tellings.show.drawing import drawing
from tellings.show.edit_words import grouped, word_counts
from tellings.show.evidence import Citation, Evidence
from tellings.show.marks import BackLink, Mark, marked_ranges
from tellings.show.side_by_side import is_read_alone, pair_view, pairs, reconstruction_view
from tellings.show.view_lineage import DerivationView, LineageView, OriginView, PairView, VariantView
from tellings.show.words import counted, cut_to, in_words, percent, short_name
from tellings.text.paragraphs import paragraphs

# Pairs of texts shown side by side before the rest is folded; a guess at what is read through.
SHOWN_PAIRS = 2
# Entries of an apparatus shown before the rest is folded; likewise.
SHOWN_VARIANTS = 12
# Characters of a reading that the apparatus shows: the reconstruction or the copy has it whole.
MAX_READING = 160


def lineage_view(lineage: Lineage, evidence: Evidence, anchor: str) -> LineageView:
    """The lineage of one story's texts; `anchor` begins the anchors of its parts."""
    unseen = {origin.id: f"{anchor}-o{number}" for number, origin in enumerate(_unseen(lineage), 1)}
    variants: dict[str, list[Variant]] = {}
    for variant in lineage.variants:
        variants.setdefault(variant.origin, []).append(variant)
    apparatuses = {
        origin.id: apparatus(origin.reconstruction or "", variants.get(origin.id, ()), evidence)
        for origin in _unseen(lineage)
    }
    laid = _pairs(lineage, apparatuses, evidence, anchor)
    hrefs = {number: f"#{anchor}-e{number + 1}" for number in range(len(lineage.derivations))}
    for derivation in lineage.derivations:
        for passage in derivation.passages:
            evidence.shade(passage.child, "copied")
    return LineageView(
        drawing(lineage, evidence, hrefs, {id_: f"#{name}" for id_, name in unseen.items()}),
        tuple(
            _derivation(derivation, lineage, evidence, f"{anchor}-e{number}", unseen)
            for number, derivation in enumerate(lineage.derivations, 1)
            if derivation.child in evidence.reports
        ),
        laid[:SHOWN_PAIRS],
        laid[SHOWN_PAIRS:],
        tuple(_origin(origin, apparatuses[origin.id], evidence, unseen[origin.id]) for origin in _unseen(lineage)),
    )


def _unseen(lineage: Lineage) -> list[Origin]:
    return [origin for origin in lineage.origins if not origin.seen]


def _pairs(
    lineage: Lineage, apparatuses: dict[str, list[Entry]], evidence: Evidence, anchor: str
) -> tuple[PairView, ...]:
    """Texts side by side, each copy beside its parent, beside another copy, or beside a reconstruction."""
    alone = {origin.id: origin for origin in _unseen(lineage) if is_read_alone(origin, lineage)}
    found = [pair_view(pair, evidence, f"{anchor}-p{number}") for number, pair in enumerate(pairs(lineage), 1)]
    for derivation in lineage.derivations:
        if (origin := alone.get(derivation.parent)) is not None and derivation.child in evidence.reports:
            name = f"{anchor}-p{len(found) + 1}"
            found.append(reconstruction_view(origin, apparatuses[origin.id], derivation, evidence, name))
    return tuple(found)


def _derivation(
    derivation: Derivation, lineage: Lineage, evidence: Evidence, anchor: str, unseen: dict[str, str]
) -> DerivationView:
    parent = evidence.reports.get(derivation.parent)  # type: ignore[call-overload]
    names = {origin.id: origin.name for origin in lineage.origins}
    href = f"#{unseen[derivation.parent]}" if derivation.parent in unseen else ""
    return DerivationView(
        anchor,
        evidence.reports[derivation.child],
        parent.outlet if parent else evidence.named(short_name(names.get(derivation.parent, derivation.parent))),
        parent.href if parent else href,
        derivation.kind,
        percent(derivation.share_of_child),
        percent(derivation.share_of_parent),
        word_counts(derivation),
        grouped(derivation, evidence),
        tuple(map(evidence.named, derivation.reasons)),
        derivation.decided,
    )


def _origin(origin: Origin, entries: Sequence[Entry], evidence: Evidence, anchor: str) -> OriginView:
    text = origin.reconstruction or ""
    variants = tuple(_variant(entry, number, evidence, anchor) for number, entry in enumerate(entries, 1))
    return OriginView(
        anchor,
        evidence.named(short_name(origin.name)),
        tuple(evidence.reports[id_] for id_ in origin.articles if id_ in evidence.reports),
        tuple(marked_ranges(text, list(paragraphs(text)), _places(entries, anchor))),
        _note(entries, len(origin.articles)),
        variants[:SHOWN_VARIANTS],
        variants[SHOWN_VARIANTS:],
    )


def _places(entries: Sequence[Entry], anchor: str) -> list[Mark]:
    """The places of the variants in the reconstruction, each with its number, which leads to the apparatus."""
    marks: list[Mark] = []
    for number, entry in enumerate(entries, 1):
        if entry.start is None or entry.end is None:
            continue
        departures = "; ".join(cut_to(same[0].text, MAX_READING) or "left out" for same in entry.departures)
        back = BackLink(f"#{anchor}-n{number}", str(number), f"Variant {number}: {departures}")
        marks.append(Mark(entry.start, entry.end, look="contested", id=f"{anchor}-v{number}", backs=(back,)))
    return marks


def _note(entries: Sequence[Entry], copies: int) -> str:
    """How sure the reconstruction is, in a sentence."""
    said = f"From {in_words(copies)} {'copy' if copies == 1 else 'copies'}"
    if not entries:
        return f"{said}, which nowhere differ in it."
    differing = f"they differ in {counted(len(entries), 'place')}, numbered in the text"
    return f"{said}; {differing}." + (" Where two differ, either may have the older words." if copies == 2 else "")


def _variant(entry: Entry, number: int, evidence: Evidence, anchor: str) -> VariantView:
    return VariantView(
        f"{anchor}-n{number}",
        number,
        f"#{anchor}-v{number}" if entry.start is not None else "",
        cut_to(entry.kept, MAX_READING),
        _cited(entry.keepers, evidence),
        tuple((cut_to(same[0].text, MAX_READING), _cited(same, evidence)) for same in entry.departures),
    )


def _cited(readings: Sequence[Reading], evidence: Evidence) -> tuple[Citation, ...]:
    return evidence.cite_each(reading.span for reading in readings if reading.span.article_id in evidence.reports)

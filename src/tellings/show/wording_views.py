"""How outlets word it: a table of terms by report, and names that are only spelled otherwise."""

from collections.abc import Sequence

from tellings.records import Story, Wording, WordingKind
from tellings.show.evidence import Citation, Evidence, Report, in_letter_order
from tellings.show.view import SpellingView, TermCellView, TermView, WordingsView, WordingView

# Referents shown before the rest is folded. A guess at what is read through.
SHOWN_WORDINGS = 8

_KINDS = {
    WordingKind.LOADED: "loaded",
    WordingKind.CHOICE: "other words",
    WordingKind.NAME: "other names",
    WordingKind.SPELLING: "spelling",
}


def wordings(story: Story, evidence: Evidence, reports: Sequence[Report]) -> WordingsView:
    """Referents with the terms that each report uses, in the order of the story; spellings apart."""
    chosen = [_wording(w, evidence, reports) for w in story.wording if w.kind is not WordingKind.SPELLING]
    spelled = tuple(_spelling(w, evidence) for w in story.wording if w.kind is WordingKind.SPELLING)
    return WordingsView(tuple(reports), tuple(chosen[:SHOWN_WORDINGS]), tuple(chosen[SHOWN_WORDINGS:]), spelled)


def _wording(wording: Wording, evidence: Evidence, reports: Sequence[Report]) -> WordingView:
    terms = tuple(
        TermView(term, tuple(_cell(report, citations) for report in reports))
        for term, citations in _by_term(wording, evidence)
    )
    return WordingView(
        evidence.named(wording.referent),
        _KINDS[wording.kind],
        wording.kind is WordingKind.LOADED,
        evidence.named(wording.reason),
        terms,
    )


def _cell(report: Report, citations: Sequence[Citation]) -> TermCellView:
    own = [citation for citation in citations if citation.report is report]
    return TermCellView(report, len(own), own[0].href if own else "")


def _spelling(wording: Wording, evidence: Evidence) -> SpellingView:
    terms = ((term, _first_of_each(citations)) for term, citations in _by_term(wording, evidence))
    return SpellingView(evidence.named(wording.referent), tuple(terms))


def _first_of_each(citations: Sequence[Citation]) -> tuple[Citation, ...]:
    firsts: dict[str, Citation] = {}
    for citation in citations:
        firsts.setdefault(citation.report.anchor, citation)
    return in_letter_order(firsts.values())


def _by_term(wording: Wording, evidence: Evidence) -> list[tuple[str, list[Citation]]]:
    """Each term with all its places; case makes no other term."""
    by_term: dict[str, tuple[str, list[Citation]]] = {}
    for term in wording.terms:
        _, citations = by_term.setdefault(term.term.casefold(), (term.term, []))
        citations += evidence.cite_each(term.spans)
    return list(by_term.values())

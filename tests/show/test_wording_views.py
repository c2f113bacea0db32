"""Choices of words on the page: a table of terms by report, spellings apart."""

from dataclasses import replace

from tellings.records import ArticleId, Comparison, Term, Wording, WordingKind
from tellings.show.page import page_view
from tellings.show.view import WordingsView

from .conftest import at


def view(comparison: Comparison, *wordings: Wording) -> WordingsView:
    return page_view(Comparison((replace(comparison.stories[0], wording=wordings),), ())).stories[0].wording


def test_a_term_has_a_count_for_each_report_that_leads_to_its_first_place(ferry: Comparison) -> None:
    (wording,) = view(ferry, *ferry.stories[0].wording).shown

    used = {term.term: {cell.report.outlet: cell.count for cell in term.cells if cell.count} for term in wording.terms}
    assert used == {"collision": {"The Harbour Post": 1}, "accident": {"Quay Daily": 1, "wire.txt": 1}}
    assert all(cell.href for term in wording.terms for cell in term.cells if cell.count)


def test_spellings_stand_apart_and_loaded_words_are_marked(ferry: Comparison) -> None:
    names = Wording(
        "Tomas Hallgren",
        (
            Term("Tomas Hallgren", ArticleId("harbour"), (at("harbour", "Tomas Hallgren"),)),
            Term("Thomas Halgren", ArticleId("vesna"), (at("vesna", "Thomas Halgren"),)),
        ),
        WordingKind.SPELLING,
    )
    loaded = replace(ferry.stories[0].wording[0], kind=WordingKind.LOADED)

    found = view(ferry, loaded, names)

    assert [wording.is_loaded for wording in found.shown] == [True]
    assert [spelling.name for spelling in found.spellings] == ["Tomas Hallgren"]


def test_a_long_list_is_folded(ferry: Comparison) -> None:
    many = tuple(replace(ferry.stories[0].wording[0], referent=f"referent {number}") for number in range(20))

    found = view(ferry, *many)

    assert len(found.shown) + len(found.more) == 20
    assert found.more

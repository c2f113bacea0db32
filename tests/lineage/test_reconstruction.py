"""What belongs to a text that nobody has, in which order, and who is credited that is not there: invented events."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.lineage import LineageSettings
from tellings.lineage.absent import absent_bodies
from tellings.lineage.cohesion import cohesion
from tellings.lineage.credits import sources_of
from tellings.lineage.reconstruction import restored
from tellings.lineage.sheet import sheets
from tellings.lineage.tracing import families
from tellings.records import Article, ArticleId

GLACIER = "The Orrin glacier lost four metres of ice this summer, the largest loss since surveyors began in 1951."
STAKES = "Surveyors from the Tarn institute read the stakes on Monday and found that two of them had fallen."
VILLAGE = "Below the glacier the village of Lower Orrin has moved its water intake twice in the past ten years."
MAYOR = "Mayor Petra Falk asked the canton for a second reservoir, which would cost nine million crowns."
CANTON = "The canton answered that a reservoir has no place in its plan before the surveyors finish their report."
GUIDES = "Mountain guides have closed the lower path over the ice because stones fall from the moraine every noon."
HOTEL = "The Hotel Orrin now leads its guests to a viewing terrace instead and sells them soup at the railing."
REPORT = "The report of the surveyors will be given to the canton in March, together with new maps of the ice."
WATER = "Until then the village takes its water from the brook, which in August ran as brown as coffee for a week."
CARRIES_ON = "The surveyors want six more stakes on the upper ice of the Orrin, where the glacier is said to be stable."
ELSE_WHERE = "A brass band from Kelling won the harvest prize for the third time with a march composed by its drummer."


def article(name: str, *paragraphs: str, outlet: str | None = None) -> Article:
    text = "\n\n".join(paragraphs)
    own = outlet or f"The {name.title()} Post"
    return Article(ArticleId(name), f"{name}.txt", text, "", own, (), (), None, None, "en", None, (), ())


def text_behind(*copies: Article) -> str:
    (family,) = families(copies, LineageSettings())
    return restored([family.sheets[copy.id] for copy in copies], family.pairs).text()


WHOLE = (GLACIER, STAKES, VILLAGE, MAYOR, CANTON, GUIDES, HOTEL, WATER, REPORT)


def test_two_copies_that_agree_in_order_outvote_the_closest_one() -> None:
    moved = article("alp", GLACIER, GUIDES, HOTEL, STAKES, VILLAGE, MAYOR, CANTON, WATER, REPORT)

    assert text_behind(moved, article("brook", *WHOLE), article("crag", *WHOLE)) == "\n\n".join(WHOLE)


@pytest.mark.parametrize(
    ("sentence", "belongs"),
    [
        pytest.param(CARRIES_ON, True, id="speaks of the same"),
        pytest.param(ELSE_WHERE, False, id="speaks of something else"),
    ],
)
def test_a_paragraph_of_one_of_three_copies_belongs_where_it_carries_on_the_text(sentence: str, belongs: bool) -> None:
    copies = (article("alp", *WHOLE[:4], sentence, *WHOLE[4:]), article("brook", *WHOLE), article("crag", *WHOLE))

    assert (sentence in text_behind(*copies)) is belongs


def test_a_paragraph_of_one_of_two_copies_is_not_said_to_be_the_texts() -> None:
    copies = (article("alp", *WHOLE[:4], CARRIES_ON, *WHOLE[4:]), article("brook", *WHOLE))

    assert CARRIES_ON not in text_behind(*copies)


def test_an_end_that_names_the_outlets_is_the_pages_and_not_the_texts() -> None:
    ends = [f"Do you know more about this? Write to the desk of The {name} Post." for name in ("Alp", "Brook", "Crag")]
    copies = [article(n, *WHOLE, end) for n, end in zip(("alp", "brook", "crag"), ends, strict=True)]

    assert text_behind(*copies) == "\n\n".join(WHOLE)


@pytest.mark.parametrize(
    ("line", "outlet", "body"),
    [
        pytest.param("(TNA)", "The Alp Post", "TNA", id="initials sign it"),
        pytest.param("(TAP)", "The Alp Post", None, id="the outlet's own initials"),
        pytest.param("First published by Valley Voices.", "The Alp Post", "Valley Voices", id="no outlet word needed"),
        pytest.param("By Morning Round staff", "The Alp Post", "Morning Round", id="staff"),
        pytest.param("By STAFF and Channel 9", "The Alp Post", "Channel 9", id="a number is no person's"),
        pytest.param("By Milo Anders", "The Alp Post", None, id="a person"),
        pytest.param("First published by The Alp Post.", "The Alp Post", None, id="itself"),
    ],
)
def test_bodies_that_are_credited_and_not_there(line: str, outlet: str, body: str | None) -> None:
    one = article("alp", *WHOLE, line, outlet=outlet)

    assert [name for name, _ in absent_bodies(one, sources_of(one), {outlet})] == ([body] if body else [])


def test_initials_of_a_present_outlet_credit_nobody_absent() -> None:
    one = article("alp", *WHOLE, "(TNA)")

    assert absent_bodies(one, sources_of(one), {"The Alp Post", "Tarn News Agency"}) == ()


@given(st.lists(st.booleans(), min_size=len(WHOLE), max_size=len(WHOLE)))
def test_cohesion_is_bounded_by_the_sentences_it_is_of(kept: list[bool]) -> None:
    (sheet,) = sheets([article("alp", *WHOLE)], 4)
    covered = np.zeros(len(sheet), dtype=np.bool_)
    for is_kept, words in zip(kept, sheet.sentence_words, strict=True):
        covered[slice(*words)] = is_kept

    assert abs(cohesion(sheet, covered)) <= 1.5 * (len(kept) - sum(kept)) ** 0.5 + 1e-9

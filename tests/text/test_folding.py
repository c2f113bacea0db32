"""Folded text keeps a way back to the words as printed."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.text.folding import Folded, fold, fold_character, folded_text
from tellings.text.paragraphs import paragraphs
from tellings.text.words import words


@given(text=st.text())
def test_every_folded_range_maps_to_a_range_of_the_original(text: str) -> None:
    folded = fold(text)

    assert len(folded.starts) == len(folded.text) + 1
    assert list(folded.starts) == sorted(folded.starts)
    for index in range(len(folded.text)):
        start, end = folded.original(index, index + 1)
        assert 0 <= start < end <= len(text)


def folded_one_by_one(text: str) -> Folded:
    """What `fold` is defined to give, a character at a time."""
    characters: list[str] = []
    starts: list[int] = []
    for index, character in enumerate(text):
        for folded in character.lower() if character.isascii() else fold_character(character):
            if not (folded.isspace() and characters and characters[-1] == " "):
                characters.append(" " if folded.isspace() else folded)
                starts.append(index)
    return Folded("".join(characters), (*starts, len(text)))


MIXED = st.text(st.one_of(st.characters(), st.sampled_from(" \t\n\x1c\x85\xa0\u200b\u2028“’–ﬁİé´¨`aZ0")))


@given(text=MIXED)
def test_folding_by_runs_is_folding_one_by_one(text: str) -> None:
    assert fold(text) == folded_one_by_one(text)


@given(text=MIXED)
def test_folded_text_is_the_text_of_fold_but_for_white_space(text: str) -> None:
    assert "".join(folded_text(text).split()) == "".join(fold(text).text.split())


@given(text=st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text).text

    assert fold(once).text == once


@given(before=st.text(), after=st.text(), needle=st.sampled_from(["“Straße”", "Élysée", "don’t", "ﬁne — so"]))
def test_a_folded_find_leads_back_to_the_printed_words(before: str, after: str, needle: str) -> None:
    text = f"{before} {needle} {after}"
    wanted = fold(needle).text
    at = fold(text).text.find(wanted)

    start, end = fold(text).original(at, at + len(wanted))
    assert fold(text[start:end]).text.strip() == wanted


@pytest.mark.parametrize(
    ("one", "other"),
    [("“We won’t”", '"we won\'t"'), ("Orlík", "orlik"), ("a\u00a0\n b", "A B"), ("1–0", "1-0")],
    ids=["quotes", "accents", "spaces", "dashes"],
)
def test_what_desks_change_without_changing_words_folds_away(one: str, other: str) -> None:
    assert fold(one).text == fold(other).text


@given(text=st.text())
def test_words_lie_where_they_say_and_in_order(text: str) -> None:
    found = words(text)

    assert all(0 <= word.start < word.end <= len(text) for word in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("It cost 1,250.5 crowns.", ["it", "cost", "1,250.5", "crowns"]),
        ("Orlik’s pilots don't", ["orlik's", "pilots", "don't"]),
        ("north-west", ["north", "west"]),
    ],
)
def test_numbers_and_apostrophes_stay_in_their_word(text: str, keys: list[str]) -> None:
    assert [word.key for word in words(text)] == keys


@given(text=st.text())
def test_paragraphs_cover_all_but_white_space_and_never_overlap(text: str) -> None:
    covered = set()
    for start, end in paragraphs(text):
        assert start < end
        assert covered.isdisjoint(range(start, end))
        covered |= set(range(start, end))

    assert all(text[i].isspace() for i in range(len(text)) if i not in covered)


WRAPPED = "\n".join(
    [
        "The harbour was closed on Monday after a crane fell across the two",
        "northern berths and blocked the way to the dry dock for most of the",
        "day. Nobody was hurt, the harbour master said, but four ships had to",
        "wait outside until the evening tide let them pass the old channel",
        "",
        "A second crane was taken down as a precaution by the same company on",
        "the following morning, and an engineer was called in from the coast",
    ]
)


@pytest.mark.parametrize(
    ("text", "count"),
    [("one.\ntwo.\n\nthree.", 3), (WRAPPED, 2), ("", 0), ("\n \n", 0)],
    ids=["a line each", "hard-wrapped", "empty", "blank"],
)
def test_the_lines_tell_how_paragraphs_are_set(text: str, count: int) -> None:
    assert len(list(paragraphs(text))) == count

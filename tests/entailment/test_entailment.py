"""What the network is told of a pair of sentences, and what the shipped model makes of it."""

import hashlib
import shutil
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from tellings.entailment import Entailment
from tellings.entailment.model import FOLDER, check_digests
from tellings.entailment.numbers import numbers_and_dates_of, numbers_of, words_of
from tellings.entailment.signs import (
    BOUNDS,
    KINDS,
    NEGATED,
    NEIGHBOURS,
    NUMBERS,
    ORDERS,
    PIECES,
    SHARED,
    WORST,
    read_pair,
    side_of,
    signs_of,
)
from tellings.errors import InputError


def tokenizer() -> Tokenizer:
    return Tokenizer.from_file(str(FOLDER.parent / "attribution_tagger" / "tokenizer.json"))


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        pytest.param("Some 1,234 people", [1234], id="grouped"),
        pytest.param("a rating of 6.5/10", [6.5, 10], id="decimal"),
        pytest.param("twenty-five of ninety", [25, 90], id="written out"),
        pytest.param("forty five", [45], id="without hyphen"),
        pytest.param("two hundred thousand", [200_000], id="scales multiply"),
        pytest.param("$3.5bn", [3.5e9], id="billions in short"),
        pytest.param("a dozen boats", [12], id="dozen"),
        pytest.param("on 3 May 2021", [3, 2021], id="date"),
        pytest.param("a 2K title, 3m copies", [2, 3e6], id="single letters written small only"),
        pytest.param("1.2.3.4 and ٣", [], id="no plain numbers"),
        pytest.param("nobody came", [], id="none"),
    ],
)
def test_numbers_of_a_sentence(sentence: str, values: list[float]) -> None:
    assert [number.value for number in numbers_of(words_of(sentence))] == values


@pytest.mark.parametrize(
    ("sentence", "dates"),
    [
        pytest.param("on 3 May 2021", [(2021, 5, 3)], id="day first"),
        pytest.param("on May 3, 2021,", [(2021, 5, 3)], id="month first"),
        pytest.param("the 3rd of May", [(0, 5, 3)], id="no year"),
        pytest.param("in May 2021 and March", [(2021, 5, 0), (0, 3, 0)], id="months"),
        pytest.param("by late 2015", [(2015, 0, 0)], id="year"),
        pytest.param("they may march 2015 miles", [], id="verbs and a count"),
        pytest.param("sold 2015 copies", [], id="a count like a year"),
    ],
)
def test_dates_of_a_sentence(sentence: str, dates: list[tuple[int, int, int]]) -> None:
    assert [number.date for number in numbers_and_dates_of(words_of(sentence)) if number.date] == dates


@pytest.mark.parametrize(
    ("hypothesis", "premise", "standing"),
    [
        pytest.param("12 died", "The fire spread", "alone", id="no other number"),
        pytest.param("12 died", "Twelve died", "equal, same unit", id="equal"),
        pytest.param("more than 90 reviews", "79 % based on 94 reviews", "lower, same unit", id="nearest of the unit"),
        pytest.param("97 reviews", "79 % based on 94 reviews", "higher, same unit", id="higher of the unit"),
        pytest.param("50 boats", "55 lorries", "a little lower", id="near, no unit"),
        pytest.param("500 boats", "55 lorries", "higher", id="far, no unit"),
        pytest.param("12 died", "on 14 May a fire spread", "alone", id="a date is no count"),
        pytest.param("in May 2021", "on 3 May 2021", "date, part", id="a day of the month"),
        pytest.param("in June 2021", "on 3 May 2021", "date, later", id="later"),
        pytest.param("on 3 May", "on 3 May 2021", "date, part", id="without the year"),
    ],
)
def test_how_a_number_stands_to_the_other_sentence(hypothesis: str, premise: str, standing: str) -> None:
    signs = signs_of(side_of(hypothesis), side_of(premise), side=2)

    number = side_of(hypothesis).numbers[0]
    assert NUMBERS[signs[number.start, 2]] == standing


@pytest.mark.parametrize(
    ("premise", "hypothesis", "bound"),
    [
        pytest.param("45 dead", "more than 40 dead", "follows", id="plain number over a bound"),
        pytest.param("40 dead", "more than 40 dead", "excluded", id="a bound leaves out its number"),
        pytest.param("40 dead", "at least 40 dead", "follows", id="at least takes it in"),
        pytest.param("at least 40 dead", "40 dead", "open", id="bound against a plain number"),
        pytest.param("more than 40 dead", "38 dead", "excluded", id="under the bound"),
        pytest.param("more than 40 dead", "at least 30 dead", "follows", id="looser bound"),
        pytest.param("fewer than 10 dead", "over a hundred dead", "excluded", id="bounds apart"),
        pytest.param("nearly 50 dead", "about 50 dead", "follows", id="nearly and about"),
        pytest.param("12 dead", "12 dead", "follows", id="equal"),
        pytest.param("12 dead", "13 dead", "excluded", id="other number"),
        pytest.param("no fewer than 12 dead", "at least 10 dead", "follows", id="no fewer than"),
        pytest.param("300 or more dead", "more than 290 dead", "follows", id="or more"),
        pytest.param("on 7 April 2020", "by April 7", "follows", id="by a day takes it in"),
        pytest.param("in December 2014", "before 2015", "follows", id="before a year"),
        pytest.param("on 23 October 1986", "before July 1986", "excluded", id="after the month"),
        pytest.param("in 2016", "in March 2016", "open", id="a month of the year"),
    ],
)
def test_what_follows_of_numbers_with_bounds(premise: str, hypothesis: str, bound: str) -> None:
    given, asked = side_of(premise), side_of(hypothesis)

    told = BOUNDS[signs_of(given, asked, side=1)[given.numbers[0].start, 4]]
    wanted = BOUNDS[signs_of(asked, given, side=2)[asked.numbers[0].start, 4]]

    assert wanted == told == f"{bound}, same unit"


def signs_by_word(sentence: str, other: str, kind: int, names: tuple[str, ...]) -> dict[str, str]:
    side = side_of(sentence)
    return {word: names[row[kind]] for word, row in zip(side.words, signs_of(side, side_of(other), 2), strict=True)}


def test_words_of_the_other_sentence_are_marked() -> None:
    marks = signs_by_word("Vesna resigned, dockers say", "The docker says Vesna has just left", 1, SHARED)

    assert marks == {"Vesna": "same", "resigned": "other", ",": "mark", "dockers": "alike", "say": "alike"}


def test_opposites_are_marked() -> None:
    marks = signs_by_word("an increase in losses", "a decrease in losses", 1, SHARED)

    assert marks["increase"] == "opposite"


def test_swapped_sides_show_in_order_and_neighbours() -> None:
    kept = signs_by_word("Ambrose beat Kolar", "Ambrose beat Kolar easily", 6, ORDERS)
    turned = signs_by_word("Kolar beat Ambrose", "Ambrose beat Kolar easily", 6, ORDERS)
    near = signs_by_word("Kolar beat Ambrose", "Ambrose beat Kolar easily", 5, NEIGHBOURS)

    assert kept == {"Ambrose": "first", "beat": "kept", "Kolar": "kept"}
    assert turned == {"Kolar": "first", "beat": "turned", "Ambrose": "turned"}
    assert near["beat"] == "neither"


def test_what_stands_in_place_of_a_lacking_word() -> None:
    premise = "The mayor opened the bridge on Monday"

    replaced = signs_by_word("The mayor closed the bridge", premise, 5, NEIGHBOURS)
    inserted = signs_by_word("The mayor never opened the bridge", premise, 5, NEIGHBOURS)

    assert replaced["closed"] == "replaced"
    assert inserted["never"] == "inserted"


@pytest.mark.parametrize(
    ("premise", "hypothesis", "worst", "negated"),
    [
        pytest.param("12 boats left.", "At least ten boats left.", "all follow", "neither", id="follows"),
        pytest.param("12 boats left.", "13 boats left.", "one excluded, same unit", "neither", id="excluded"),
        pytest.param("No boats left.", "Boats left.", "no numbers", "premise only", id="negation"),
    ],
)
def test_signs_of_the_pair_stand_at_the_marks(premise: str, hypothesis: str, worst: str, negated: str) -> None:
    _, signs = read_pair(premise, hypothesis, tokenizer())

    assert (WORST[signs[0, 8]], NEGATED[signs[0, 9]]) == (worst, negated)


@settings(deadline=None, max_examples=50)
@given(premise=st.text(max_size=300), hypothesis=st.text(max_size=300))
def test_what_is_read_of_a_pair_fits_the_network(premise: str, hypothesis: str) -> None:
    ids, signs = read_pair(premise, hypothesis, tokenizer())

    assert signs.shape == (len(ids), len(KINDS))
    assert 3 <= len(ids) <= PIECES
    assert (ids == 102).sum() == 2
    assert all(signs[:, kind].max() < len(names) for kind, names in enumerate(KINDS))
    assert signs.min() >= 0


def test_of_the_longer_sentence_the_end_is_cut() -> None:
    short, long = "He left on Monday", "again " * 5000

    ids, signs = read_pair(long, short, tokenizer())

    assert len(ids) == PIECES
    assert (signs[:, 0] == 2).sum() == 4


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a" * 2_000_000, id="one word"),
        pytest.param("1," * 1_000_000, id="numbers"),
        pytest.param("more than " * 300_000, id="bounds"),
        pytest.param("May 3, " * 300_000, id="dates"),
    ],
)
def test_hostile_text_costs_no_more_than_a_long_sentence(text: str) -> None:
    started = time.process_time()

    ids, _ = read_pair(text, text[1:], tokenizer())

    assert len(ids) <= PIECES
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    ("premise", "hypothesis", "label"),
    [
        pytest.param("Vesna Kolar resigned.", "Vesna  Kolar resigned.\n", "entailment", id="the same"),
        pytest.param("Dozens of ships left Orlitz on Monday.", "Ships left Orlitz.", "entailment", id="less said"),
        pytest.param("The flood in Orlitz killed 12.", "The flood in Orlitz killed 31.", "contradiction", id="number"),
        pytest.param("Vesna Kolar resigned.", "Vesna Kolar did not resign.", "contradiction", id="negation"),
        pytest.param("Vesna Kolar may resign.", "Vesna Kolar resigned.", "neutral", id="modality"),
        pytest.param("The harbour of Orlitz reopened.", "Kolar met the dockers.", "neutral", id="something else"),
    ],
)
def test_plain_pairs(premise: str, hypothesis: str, label: str) -> None:
    (likelihoods,) = Entailment.load().likelihoods([(premise, hypothesis)])

    assert likelihoods.label == label


def test_a_pair_is_answered_the_same_beside_others() -> None:
    pair = ("The bank raised its rate to 4 percent.", "The rate of the bank fell.")
    others = [("Short.", "Shorter."), ("Fishing went on " * 40, "1,000,000,000 boats")]

    alone = list(Entailment.load().likelihoods([pair]))
    among = list(Entailment.load().likelihoods([*others, pair, *others]))

    assert among[2] == alone[0]
    assert among[:2] == among[3:]


@settings(deadline=None, max_examples=25)
@given(premise=st.text(max_size=120), hypothesis=st.text(max_size=120))
def test_likelihoods_are_shares_of_one(premise: str, hypothesis: str) -> None:
    (likelihoods,) = Entailment.load().likelihoods([(premise, hypothesis)])

    shares = (likelihoods.entailment, likelihoods.neutral, likelihoods.contradiction)
    assert sum(shares) == pytest.approx(1)
    assert min(shares) >= 0
    assert np.isfinite(shares).all()


def test_rows_of_a_call_are_the_pairs_in_their_order() -> None:
    pairs = [("Vesna resigned.", "Kolar left."), ("12 died.", "Ten died."), ("Vesna resigned.", "Kolar left.")]

    rows = Entailment.load()(pairs)

    records = [[one.entailment, one.neutral, one.contradiction] for one in Entailment.load().likelihoods(pairs)]
    assert rows.tolist() == records
    assert rows[0].tolist() == rows[2].tolist()


def test_no_pairs_give_no_rows() -> None:
    assert Entailment.load()([]).shape == (0, 3)


def test_an_empty_sentence_says_nothing() -> None:
    answers = Entailment.load().likelihoods([("", "Vesna resigned."), ("Vesna resigned.", " \n")])

    assert [likelihoods.label for likelihoods in answers] == ["neutral", "neutral"]


def test_the_shipped_files_are_those_that_the_digests_name() -> None:
    stated = dict(reversed(line.split()) for line in (FOLDER / "SHA256SUMS").read_text(encoding="utf-8").splitlines())

    for name, digest in stated.items():
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == digest, name
    assert {path.name for path in FOLDER.iterdir()} == {"CARD.md", "SHA256SUMS", "labels.json", "model.onnx"}
    assert set(stated) == {"../attribution_tagger/tokenizer.json", "labels.json", "model.onnx"}


def test_a_changed_file_is_refused(tmp_path: Path) -> None:
    folder = copied_model(tmp_path)
    (folder / "labels.json").write_text("{}", encoding="utf-8")

    with pytest.raises(InputError, match=r"labels\.json: not the file that SHA256SUMS names"):
        Entailment(folder)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    folder = copied_model(tmp_path)
    (folder / "model.onnx").unlink()

    with pytest.raises(InputError, match=r"model\.onnx: a file of the model is missing"):
        check_digests(folder)


def copied_model(into: Path) -> Path:
    shutil.copytree(FOLDER.parent / "attribution_tagger", into / "attribution_tagger")
    shutil.copytree(FOLDER, into / "entailment")
    return into / "entailment"


def test_nothing_is_loaded_before_it_is_asked() -> None:
    code = "import sys, tellings.entailment; print('onnxruntime' in sys.modules, 'tokenizers' in sys.modules)"

    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert printed.stdout.split() == ["False", "False"]

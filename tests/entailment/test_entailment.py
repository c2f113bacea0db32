"""What the network is told of a pair of sentences, and what the shipped model makes of it."""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from tellings.entailment import Entailment
from tellings.entailment.model import FOLDER, check_digests
from tellings.entailment.numbers import numbers_of, words_of
from tellings.entailment.signs import BOUNDS, KINDS, NUMBERS, PIECES, SHARED, read_pair, signs_of
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
        pytest.param("1.2.3.4 and ٣", [], id="no plain numbers"),
        pytest.param("nobody came", [], id="none"),
    ],
)
def test_numbers_of_a_sentence(sentence: str, values: list[float]) -> None:
    assert [number.value for number in numbers_of(words_of(sentence))] == values


@pytest.mark.parametrize(
    ("hypothesis", "premise", "standing"),
    [
        pytest.param("12 died", "The fire spread", "alone", id="no other number"),
        pytest.param("12 died", "Twelve died", "equal, same unit", id="equal"),
        pytest.param("more than 90 reviews", "79 % based on 94 reviews", "lower, same unit", id="nearest of the unit"),
        pytest.param("97 reviews", "79 % based on 94 reviews", "higher, same unit", id="higher of the unit"),
        pytest.param("50 boats", "55 lorries", "a little lower", id="near, no unit"),
        pytest.param("500 boats", "55 lorries", "higher", id="far, no unit"),
    ],
)
def test_how_a_number_stands_to_the_other_sentence(hypothesis: str, premise: str, standing: str) -> None:
    words = words_of(hypothesis)

    signs = signs_of(words, words_of(premise), side=2)

    number = numbers_of(words)[0]
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
    ],
)
def test_what_follows_of_numbers_with_bounds(premise: str, hypothesis: str, bound: str) -> None:
    words, other = words_of(hypothesis), words_of(premise)

    number, given = numbers_of(words)[0], numbers_of(other)[0]
    asked = BOUNDS[signs_of(words, other, side=2)[number.start, 4]]
    told = BOUNDS[signs_of(other, words, side=1)[given.start, 4]]

    assert asked == told == f"{bound}, same unit"


def test_words_of_the_other_sentence_are_marked() -> None:
    words = words_of("Vesna resigned, dockers say")

    signs = signs_of(words, words_of("The docker says Vesna has just left"), side=2)

    marks = [SHARED[sign] for sign in signs[:, 1]]
    assert dict(zip(words, marks, strict=True)) == {
        "Vesna": "same",
        "resigned": "other",
        ",": "mark",
        "dockers": "alike",
        "say": "alike",
    }


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

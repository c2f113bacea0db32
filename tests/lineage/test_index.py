"""The lineage index on disk: what it finds, what a kill or a damaged file leaves, what it forgets."""

import json
import os
import random
import signal
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.errors import InputError
from tellings.lineage.index.fingerprints import Fingerprints, fingerprints, placed_fingerprints
from tellings.lineage.index.index import IndexSettings, LineageIndex
from tellings.lineage.index.lookup import candidates
from tellings.lineage.index.pairs import linked, spread_over
from tellings.lineage.index.segment import Entry

SMALL = IndexSettings(segment_articles=5, fan_out=3, part_postings=200)
WORDS = [f"word{number}" for number in range(2_000)]
FURNITURE = "sign up here to have the harbour letter with every tide table in your box at seven each morning"


def body(seed: int, count: int = 60) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=count))


def entry(name: str, text: str, day: int = 700_000) -> Entry:
    return Entry(name, day, fingerprints(text))


def filled(folder: Path, texts: dict[str, str], settings: IndexSettings = SMALL) -> LineageIndex:
    index = LineageIndex(folder, settings)
    index.add(entry(name, text) for name, text in texts.items())
    index.commit()
    return index


def found(index: LineageIndex, text: str, **options: int) -> list[str]:
    return [candidate.id for candidate in candidates(fingerprints(text), index, **options)]


@settings(deadline=None)
@given(
    before=st.lists(st.sampled_from(WORDS), max_size=30),
    shared=st.lists(st.sampled_from(WORDS), min_size=8, max_size=8),
    after=st.lists(st.sampled_from(WORDS), max_size=30),
)
def test_texts_that_share_eight_words_in_a_row_share_a_fingerprint(
    before: list[str], shared: list[str], after: list[str]
) -> None:
    one, other = " ".join([*before, *shared, *after]), " ".join([*after, *shared, *before])

    assert np.intersect1d(fingerprints(one).hashes, fingerprints(other).hashes).size


@settings(deadline=None)
@given(st.text(max_size=300))
def test_placed_fingerprints_are_the_fingerprints_and_lie_in_the_text(text: str) -> None:
    hashes, starts = placed_fingerprints(text)

    assert all(0 <= start < len(text) for start in starts.tolist())
    if len(text.lower()) == len(text):
        assert np.array_equal(np.unique(hashes), fingerprints(text).hashes)


def test_fingerprints_are_the_same_in_every_process() -> None:
    code = "from tellings.lineage.index.fingerprints import fingerprints as f; print(f(input()).hashes.tolist())"
    told = [
        subprocess.run(
            [sys.executable, "-c", code],
            input=body(1),
            env=os.environ | {"PYTHONHASHSEED": seed, "OPENBLAS_NUM_THREADS": "1"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]

    assert [json.loads(said) for said in told] == [fingerprints(body(1)).hashes.tolist()] * 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("The Mayor of Low Bridge said", "the mayor of low bridge said", id="case"),
        pytest.param("the café owner’s old ferry sank", "the cafe owner’s old ferry sank", id="accents"),
        pytest.param("one, two — three; four: five", "one two three four five", id="punctuation"),
    ],
)
def test_fingerprints_do_not_see_style(one: str, other: str) -> None:
    assert np.array_equal(fingerprints(one).hashes, fingerprints(other).hashes)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("x" * 1_000_000, id="one word of a million letters"),
        pytest.param("ox " * 300_000, id="one word three hundred thousand times"),
        pytest.param("\ud800 a b c d e f", id="a lone surrogate"),
        pytest.param("İ" * 10 + " a b c d e f g", id="a capital that grows in lower case"),
    ],
)
def test_hostile_texts_have_few_fingerprints(text: str) -> None:
    assert len(fingerprints(text).hashes) <= 10
    assert len(placed_fingerprints(text)[0]) <= 300_000


def test_an_edited_copy_finds_its_original_and_nothing_else(tmp_path: Path) -> None:
    index = filled(tmp_path, {f"a{seed}": body(seed) for seed in range(40)})
    copy = " ".join([*body(99, 10).split(), *body(17).split()[5:40]])

    assert found(index, copy) == ["a17"]
    assert len(index.segments) > 1


def test_the_likeliest_come_first(tmp_path: Path) -> None:
    words = body(3).split()
    index = filled(tmp_path, {"half": " ".join(words[:30]), "whole": " ".join(words), "none": body(4)})

    assert found(index, " ".join(words)) == ["whole", "half"]


@pytest.mark.parametrize("count", [30, 300])
def test_furniture_of_every_page_ties_nothing(tmp_path: Path, count: int) -> None:
    index = filled(tmp_path, {f"a{seed}": f"{body(seed, 200)} {FURNITURE}" for seed in range(count)})
    links = linked(index, tmp_path)
    spread = spread_over(index, links.group_of)

    assert found(index, f"{body(7_000, 200)} {FURNITURE}") == []
    # A few share the words at the seam as well, which nobody else has.
    assert len(links) <= count // 20
    assert spread.of(fingerprints(FURNITURE).hashes).min() == count


def test_a_mass_reprint_hangs_together(tmp_path: Path) -> None:
    index = filled(tmp_path, {f"a{seed}": f"{body(1)} {body(100 + seed, 10)}" for seed in range(80)})
    links = linked(index, tmp_path)

    assert len(set(links.group_of.tolist())) == 1
    assert len(links) < 80 * 6
    assert len(found(index, body(1))) >= 6


def test_an_article_is_held_once(tmp_path: Path) -> None:
    index = filled(tmp_path, {"a": body(1), "b": body(2)})

    assert index.add([entry("a", body(3)), entry("c", body(3)), entry("c", body(4))]) == 1
    index.commit()

    assert index.ids(range(len(index))) == ["a", "b", "c"]
    assert found(index, body(3)) == ["c"]


def test_old_articles_are_passed_over_and_old_segments_dropped(tmp_path: Path) -> None:
    index = LineageIndex(tmp_path, SMALL)
    index.add(entry(f"a{day}", body(day), day=day) for day in range(1, 11))

    assert found(index, body(4), since=4) == ["a4"]
    assert found(index, body(4), since=5) == []
    assert index.drop_before(6) == 5
    assert found(index, body(4)) == []
    assert found(index, body(6)) == ["a6"]
    assert len(LineageIndex(tmp_path, SMALL)) == 5


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, 30), min_size=1, max_size=40), st.integers(2, 9), st.integers(2, 4))
def test_how_the_articles_are_cut_into_segments_does_not_show(
    tmp_path_factory: pytest.TempPathFactory, seeds: list[int], segment: int, fan_out: int
) -> None:
    texts = {f"a{place}": f"{body(seed, 30)} {body(1_000 + place, 10)}" for place, seed in enumerate(seeds)}
    cut = IndexSettings(segment_articles=segment, fan_out=fan_out, part_postings=50)
    small = filled(tmp_path_factory.mktemp("small"), texts, cut)
    whole = filled(tmp_path_factory.mktemp("whole"), texts, IndexSettings())
    links, expected = linked(small, tmp_path_factory.mktemp("scratch")), linked(whole, tmp_path_factory.mktemp("other"))

    assert candidates(fingerprints(body(seeds[0], 30)), small) == candidates(fingerprints(body(seeds[0], 30)), whole)
    assert (links.one.tolist(), links.other.tolist()) == (expected.one.tolist(), expected.other.tolist())
    assert links.group_of.tolist() == expected.group_of.tolist()
    assert small.is_sound()


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(st.integers(0, 12), min_size=1, max_size=6, unique=True), min_size=2, max_size=12))
def test_links_are_those_of_a_plain_count(tmp_path_factory: pytest.TempPathFactory, sets: list[list[int]]) -> None:
    prints = [Fingerprints(np.array(sorted(chosen), dtype=np.uint64) << np.uint64(60 - 4), 50) for chosen in sets]
    index = LineageIndex(tmp_path_factory.mktemp("index"), SMALL)
    index.add(Entry(f"a{place}", 1, found) for place, found in enumerate(prints))
    index.commit()
    carriers = {value: sum(value in chosen for chosen in sets) for chosen in sets for value in chosen}
    expected = []
    for one, other in combinations(range(len(sets)), 2):
        common = set(sets[one]) & set(sets[other])
        rarity = sum(1 / (carriers[value] - 1) for value in common)
        shorter = min(len(sets[one]), len(sets[other]))
        if (rarity >= 1 - 1e-9 and len(common) >= min(3, 0.02 * shorter)) or len(common) >= 0.25 * shorter:
            expected.append((one, other))

    links = linked(index, tmp_path_factory.mktemp("scratch"))

    assert list(zip(links.one.tolist(), links.other.tolist(), strict=True)) == expected


def test_sums_that_outgrow_memory_go_to_the_disk_and_come_out_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = filled(tmp_path / "index", {f"a{seed}": f"{body(seed % 9)} {body(50 + seed, 9)}" for seed in range(60)})
    expected = linked(index, tmp_path)
    monkeypatch.setattr("tellings.lineage.index.pairs._MAX_SUMS", 40)
    monkeypatch.setattr("tellings.lineage.index.pairs._ARTICLES_A_FILE", 7)

    links = linked(index, tmp_path)

    assert (links.one.tolist(), links.other.tolist()) == (expected.one.tolist(), expected.other.tolist())
    assert [path.name for path in tmp_path.iterdir()] == ["index"]


KILLED = """
import os, sys
from pathlib import Path
from tellings.lineage.index import segment
from tellings.lineage.index.index import IndexSettings, LineageIndex
from tellings.lineage.index.segment import Entry
from tellings.lineage.index.fingerprints import fingerprints

steps = int(sys.argv[2])
fsync = os.fsync

def dying(handle):
    global steps
    steps -= 1
    if steps == 0:
        os.kill(os.getpid(), 9)
    fsync(handle)

os.fsync = dying
index = LineageIndex(Path(sys.argv[1]), IndexSettings(segment_articles=5, fan_out=3, part_postings=200))
index.add(Entry(f"b{n}", 700_000, fingerprints(" ".join(f"w{n}x{i}" for i in range(20)))) for n in range(60))
"""


@pytest.mark.parametrize("step", [1, 2, 3, 5, 8, 9, 10, 11, 12])
def test_a_kill_leaves_the_last_complete_state_and_the_work_can_go_on(tmp_path: Path, step: int) -> None:
    filled(tmp_path, {f"a{seed}": body(seed) for seed in range(7)})

    finished = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path), str(step)], check=False)
    index = LineageIndex(tmp_path, SMALL)

    assert finished.returncode == -signal.SIGKILL
    names = index.ids(range(len(index)))
    assert names == [*(f"a{n}" for n in range(7)), *(f"b{n}" for n in range(60))][: len(names)]
    assert len(names) >= 7
    assert index.is_sound()
    assert {path.suffix for path in tmp_path.iterdir()} <= {".segment", ".json"}
    added = index.add(
        Entry(f"b{n}", 700_000, fingerprints(" ".join(f"w{n}x{i}" for i in range(20)))) for n in range(60)
    )
    index.commit()
    assert added == 67 - len(names)
    assert found(index, " ".join(f"w59x{i}" for i in range(20))) == ["b59"]


def damaged(folder: Path, fault: str) -> None:
    segment = next(folder.glob("*.segment"))
    manifest = folder / "manifest.json"
    content = bytearray(segment.read_bytes())
    if fault == "cut short":
        segment.write_bytes(content[:-10])
    elif fault == "empty":
        segment.write_bytes(b"")
    elif fault == "other version":
        content[8] = 9
        segment.write_bytes(content)
    elif fault == "other counts":
        content[16] ^= 1
        segment.write_bytes(content)
    elif fault == "no segment":
        segment.unlink()
    elif fault == "manifest cut":
        manifest.write_text(manifest.read_text()[:-5])
    elif fault == "manifest of another version":
        manifest.write_text(manifest.read_text().replace('"version": 1', '"version": 7'))
    elif fault == "manifest of something else":
        manifest.write_text('{"format": "shopping list", "version": 1}')
    else:
        manifest.write_text("[]")


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("cut short", "damaged: .* bytes where its header promises"),
        ("empty", "no part of a lineage index"),
        ("other version", "the index has format 9, this program reads format 1; build the index anew"),
        ("other counts", "damaged"),
        ("no segment", "cannot read this part of the index"),
        ("manifest cut", "the manifest cannot be read"),
        ("manifest of another version", "the index has format 7, this program reads format 1"),
        ("manifest of something else", "this is no lineage index but 'shopping list'"),
        ("manifest is a list", "the manifest cannot be read"),
    ],
)
def test_a_damaged_index_says_what_is_wrong(tmp_path: Path, fault: str, said: str) -> None:
    filled(tmp_path, {f"a{seed}": body(seed) for seed in range(3)})
    damaged(tmp_path, fault)

    with pytest.raises(InputError, match=said):
        LineageIndex(tmp_path, SMALL)


def test_a_folder_of_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "diary.txt").write_text("mine")

    with pytest.raises(InputError, match="other files"):
        LineageIndex(tmp_path, SMALL)


def test_a_flipped_bit_is_found_when_asked_for(tmp_path: Path) -> None:
    filled(tmp_path, {f"a{seed}": body(seed) for seed in range(3)})
    segment = next(tmp_path.glob("*.segment"))
    content = bytearray(segment.read_bytes())
    content[100] ^= 4
    segment.write_bytes(content)

    assert not LineageIndex(tmp_path, SMALL).is_sound()


def test_an_empty_index_answers(tmp_path: Path) -> None:
    index = LineageIndex(tmp_path, SMALL)
    index.commit()

    assert found(index, body(1)) == []
    assert len(linked(index, tmp_path)) == 0
    assert index.drop_before(5) == 0

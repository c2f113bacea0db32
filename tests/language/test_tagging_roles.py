"""Spans out of roles, and attributions out of spans, on odds written by hand."""

from collections.abc import Mapping
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.language.attributions.tagging.linking import linked
from tellings.language.attributions.tagging.roles import Role, RoleSpan, role_spans
from tellings.language.attributions.tagging.signs import ROLES
from tellings.language.attributions.tagging.tagger import Floats, Reading

Pointers = Mapping[int, int | tuple[int, int]]
ODDS = st.lists(st.lists(st.integers(1, 50), min_size=len(ROLES), max_size=len(ROLES)), min_size=1, max_size=4)


def shares(rows: list[list[int]]) -> Floats:
    values = np.array(rows, dtype=np.float32)
    return values / values.sum(axis=1, keepdims=True)


def certain(roles: str) -> Floats:
    """Odds near one for roles written as letters: `.` none, S s source, Q q cue, C c content, capitals begin."""
    rows = np.full((len(roles), len(ROLES)), 0.01, dtype=np.float32)
    for at, letter in enumerate(roles):
        rows[at, ".SsQqCc".index(letter.replace("|", "."))] = 0.94
    return rows


def reading(roles: str, cues: Pointers, sources: Pointers, *, speech: bool = False) -> Reading:
    """A reading in which words point with odds of .9 at words, or at nothing where the target is -1.

    A word may point at two: the second then has odds of .3. A `|` ends a sentence.
    """
    count = len(roles)
    pointers = []
    for targets in (cues, sources):
        matrix = np.full((count, count + 1), 0.1 / count, dtype=np.float32)
        for word, target in targets.items():
            for at, odds in zip(target if isinstance(target, tuple) else (target,), (0.9, 0.3), strict=False):
                matrix[word, at] = odds
        pointers.append(matrix)
    sentences = tuple(roles[:at].count("|") for at in range(count))
    return Reading(tuple(range(count)), certain(roles), *pointers, sentences, (speech,) * count)


def joined(found: Reading) -> list[tuple[str, str, list[str]]]:
    """Each attribution as its words' numbers, a span as "first-past"."""

    def place(span: RoleSpan | None) -> str:
        return f"{span.first}-{span.past}" if span else ""

    return [(place(link.source), place(link.cue), [place(part) for part in link.contents]) for link in linked(found)]


@given(rows=ODDS)
@settings(deadline=None)
def test_the_path_is_the_likeliest_in_which_nothing_goes_on_unbegun(rows: list[list[int]]) -> None:
    odds = shares(rows)

    def is_allowed(path: tuple[int, ...]) -> bool:
        before = (0, *path)
        return all(role % 2 or not role or last in {role, role - 1} for last, role in zip(before, path, strict=False))

    paths = [path for path in product(range(len(ROLES)), repeat=len(rows)) if is_allowed(path)]
    best = max(float(np.log(odds[range(len(rows)), path]).sum()) for path in paths)
    chosen = [0] * len(rows)
    for span in role_spans(odds):
        begin = {Role.SOURCE: 1, Role.CUE: 3, Role.CONTENT: 5}[span.role]
        chosen[span.first] = begin
        chosen[span.first + 1 : span.past] = [begin + 1] * (span.past - span.first - 1)

    assert float(np.log(odds[range(len(rows)), chosen]).sum()) == pytest.approx(best, abs=1e-4)


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        pytest.param("Ss.QCcc", [("source", 0, 2), ("cue", 3, 4), ("content", 4, 7)], id="one of each"),
        pytest.param("CcCc", [("content", 0, 2), ("content", 2, 4)], id="two that touch"),
        pytest.param("....", [], id="nothing"),
        pytest.param("S", [("source", 0, 1)], id="one word"),
    ],
)
def test_spans_are_cut_at_begins_and_ends(roles: str, expected: list[tuple[str, int, int]]) -> None:
    assert [(span.role.value, span.first, span.past) for span in role_spans(certain(roles))] == expected


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param(reading("SQCc", {2: 1, 3: 1}, {1: 0}), [("0-1", "1-2", ["2-4"])], id="source, cue, content"),
        pytest.param(
            reading("CcSQCc", {0: 3, 1: 3, 4: 3, 5: 3}, {3: 2}), [("2-3", "3-4", ["0-2", "4-6"])], id="content in two"
        ),
        pytest.param(
            reading("SQCc.QCc", {2: 1, 3: 1, 6: 5, 7: 5}, {1: 0, 5: 0}),
            [("0-1", "1-2", ["2-4"]), ("0-1", "5-6", ["6-8"])],
            id="one source of two cues",
        ),
        pytest.param(
            reading("SQCc.SQCc", {2: 6, 3: 6, 7: 1, 8: 1}, {1: 0, 6: 5}),
            [("0-1", "1-2", ["7-9"]), ("5-6", "6-7", ["2-4"])],
            id="pointers go before nearness",
        ),
        pytest.param(
            reading("QC|QCc", {1: 0, 4: (0, 3), 5: (0, 3)}, {}),
            [("", "0-1", ["1-2"]), ("", "3-4", ["4-6"])],
            id="own sentence",
        ),
        pytest.param(
            reading("QC|QCc", {1: 0, 4: (0, 3), 5: (0, 3)}, {}, speech=True), [("", "0-1", ["1-2", "4-6"])], id="quoted"
        ),
        pytest.param(reading("QCc", {1: 0, 2: 0}, {0: -1}), [("", "0-1", ["1-3"])], id="nobody said to say it"),
        pytest.param(reading("SQ.Cc", {3: -1, 4: -1}, {1: 0}), [("", "", ["3-5"])], id="content that points nowhere"),
        pytest.param(reading("SQ..", {}, {1: 0}), [], id="a cue without content makes none"),
    ],
)
def test_spans_are_joined_by_what_they_point_at(found: Reading, expected: list[tuple[str, str, list[str]]]) -> None:
    assert joined(found) == expected


def test_how_sure_the_parts_are_goes_with_the_attribution() -> None:
    (link,) = linked(reading("SQCc", {2: 1, 3: 1}, {1: 0}))

    assert (round(link.belonging, 2), round(link.sourcing, 2)) == (0.9, 0.9)
    assert [round(part.odds, 2) for part in (link.source, link.cue, *link.contents) if part] == [0.95, 0.95, 0.95]

"""What tells reporting from furniture, measured on each line of a dump.

Nearly all of it is neutral to the language: shape, rhythm, position, repetition, and how much a line has to do with the
longest stretch of prose. Two features know words: the share of words that address the reader or speak of the outlet
("you", "our"), and how much oftener its words stand in furniture than in reporting (learned, `Lexicon`).

Sources: text density and its context (Kohlschütter, Fankhauser, Nejdl, WSDM 2010); the densest stretch as a maximum
subsequence (Pasternack, Roth, WWW 2009); lines labelled in sequence (Marek, Pecina, Spousta, WAC 2007).
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from tellings.data.tables import table

Matrix = NDArray[np.float64]

# A line is measured on its first characters: what a line is shows early, and a line may be a megabyte long.
_MEASURED_CHARACTERS = 3000

# Mean log odds from which a short line heads a section of furniture ("Related", "Comments"): 1.0 is a ratio of 2.7.
SECTION_ODDS = 1.0

# News sentences have a third; a list of names, icons or menu entries next to none. 0.12 is a guess below all of theirs.
_LEAST_FUNCTION_SHARE = 0.12

_TOKEN = re.compile(r"\S+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_QUOTED = re.compile(r"[“\"„«][^“”\"„«»\n]{0,600}[”\"“»]")
_TERMINAL = re.compile(r"[.!?…。]['\"”’»)\]]*(?:\s*\[\d+\])?$")
_INNER_STOP = re.compile(r"[.!?]['\"”’»)]*\s+['\"“‘«(]?[A-ZÀ-ÞŁŚŻ]")
_ADDRESS = re.compile(r"https?:|www\.|\S@\S|@\w|\w\.(?:com|org|net|co|de|fr)\b", re.IGNORECASE)
_CLOCK = re.compile(r"\b\d{1,2}:\d\d\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MARKS = re.compile(r"[©®™|»›•·→▶►✓#]|\[\s*(?:email|\+|…)")

_PER_LINE = (
    "bias",
    "log_words",
    "words_upto_2",
    "words_upto_5",
    "words_upto_10",
    "words_upto_20",
    "words_over_40",
    "characters_a_word",
    "terminal",
    "terminal_long",
    "colon_end",
    "open_end_long",
    "inner_stops",
    "lower_share",
    "title_case",
    "upper_share",
    "digit_share",
    "symbol_share",
    "short_lower_share",
    "function_share",
    "commas",
    "quoted",
    "address",
    "clock",
    "year",
    "marks",
    "reader_words",
    "reader_any",
    "repeated",
    "lexicon_mean",
    "lexicon_worst",
    "prose_odds_sum",
    "prose_odds_worst",
    "prose_odds_share",
    "links_with_core",
    "names_in_core",
    "new_names",
    "in_densest",
    "before_densest",
    "after_densest",
    "prose",
)
_CONTEXT = (
    "prose",
    "log_words",
    "reader_words",
    "lexicon_mean",
    "prose_odds_sum",
    "links_with_core",
    "terminal",
    "title_case",
    "marks",
)
_WINDOWS = ((-1, -1), (1, 1), (-3, -1), (1, 3), (-8, -1), (1, 8))
NAMES = (
    _PER_LINE
    + tuple(f"{name}[{low}:{high}]" for low, high in _WINDOWS for name in _CONTEXT)
    + (
        "reader_near_and_loose",
        "short_in_short",
        "short_in_prose",
        "loose_prose",
        "long_prose_linked",
        "sections_passed",
        "under_section",
        "short_since_prose",
    )
)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """How much oftener a word stands in furniture than in reporting: log odds by word.

    Args:
        odds: Over all lines.
        prose_odds: Over lines of nine words or more, which appeals and notices are made of.
        reader: Words for the reader and for the outlet itself.
    """

    odds: Mapping[str, float]
    prose_odds: Mapping[str, float]
    reader: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Line:
    """One line's raw measures."""

    text: str
    words: tuple[str, ...]
    keys: frozenset[str]
    names: frozenset[str]
    tokens: int
    terminal: bool

    function_share: float

    @property
    def is_prose(self) -> bool:
        count = len(self.words)
        return self.function_share >= _LEAST_FUNCTION_SHARE and (count >= 30 or (self.terminal and count >= 9))


def features(lines: Sequence[str], lexicon: Lexicon) -> Matrix:
    """One row a line, one column for each of `NAMES`. float64.

    Cost: linear in characters; lines are measured on their first 3,000.
    """
    read = [_read(line[:_MEASURED_CHARACTERS]) for line in lines]
    start, end = densest_stretch([len(line.words) if line.is_prose else 0 for line in read])
    rows = np.zeros((len(read), len(_PER_LINE)))
    repeats = Counter(line.text.lower() for line in read)
    core = Counter(key for line in read[start:end] if line.is_prose for key in line.keys)
    core_names = Counter(name for line in read[start:end] if line.is_prose for name in line.names)
    for index, line in enumerate(read):
        inside = start <= index < end
        own = 1 if inside and line.is_prose else 0
        rows[index] = [
            *_shape(line),
            *_wording(line, lexicon, repeats),
            _share(line.keys, core, own),
            _share(line.names, core_names, own),
            float(bool(line.names)) * (1 - _share(line.names, core_names, own)),
            float(inside),
            float(np.log1p(max(0, start - index))),
            float(np.log1p(max(0, index - end + 1))),
            float(line.is_prose),
        ]
    return _with_context(rows)


def densest_stretch(prose_words: Sequence[int], gap_cost: int = 8) -> tuple[int, int]:
    """The range of lines with the most words of prose, each line without prose costing `gap_cost` words.

    Source: Pasternack and Roth 2009; the largest sum of a subsequence, by Kadane's scan. A cost of 8 words lets a
    page keep a run of three or four short lines between two paragraphs.
    """
    best, best_range, running, start = 0, (0, 0), 0, 0
    for index, words in enumerate(prose_words):
        running += min(words, 80) if words else -gap_cost
        if running <= 0:
            running, start = 0, index + 1
        elif running > best:
            best, best_range = running, (start, index + 1)
    return best_range


def _read(text: str) -> _Line:
    words = tuple(_WORD.findall(text))
    keys = frozenset(word.lower() for word in words if len(word) >= 5)
    names = frozenset(word.lower() for word in words[1:] if word[0].isupper() and len(word) >= 3)
    function = sum(word.lower() in function_words() for word in words) / len(words) if words else 0.0
    return _Line(text, words, keys, names, len(_TOKEN.findall(text)), bool(_TERMINAL.search(text)), function)


@cache
def function_words() -> frozenset[str]:
    """The closed-class words that sentences are held together by, of all languages listed."""
    return frozenset(word for _, words in table("function_words") for word in words.split())


def is_prose(line: str) -> bool:
    """Whether a line is prose: long or closed by a full stop, and held together by function words."""
    return _read(line[:_MEASURED_CHARACTERS]).is_prose


def _shape(line: _Line) -> list[float]:
    count, tokens, text = len(line.words), max(1, line.tokens), line.text
    lower = sum(word[0].islower() for word in line.words)
    upper = sum(word.isupper() and len(word) > 1 for word in line.words)
    short_lower = sum(word[0].islower() and len(word) <= 3 for word in line.words)
    digits = sum(token[0].isdigit() or token[-1].isdigit() for token in text.split())
    symbols = sum(not character.isalnum() and not character.isspace() for character in text)
    per_word = 1 / max(1, count)
    return [
        1.0,
        float(np.log1p(count)),
        float(count <= 2),
        float(count <= 5),
        float(count <= 10),
        float(count <= 20),
        float(count > 40),
        min(15.0, len(text) / tokens) / 10,
        float(line.terminal),
        float(line.terminal and count > 12),
        float(text.endswith(":")),
        float(not line.terminal and count > 15),
        min(4, len(_INNER_STOP.findall(text))) / 2,
        lower * per_word,
        float(count > 2 and lower * per_word < 0.4),
        upper * per_word,
        digits / tokens,
        min(1.0, symbols / max(1, len(text)) * 5),
        short_lower * per_word * 2,
        line.function_share * 2,
        min(1.0, text.count(",") * 8 / tokens),
        float(any(quote in text for quote in '“”"«»„')),
        float(bool(_ADDRESS.search(text))),
        float(bool(_CLOCK.search(text))),
        float(bool(_YEAR.search(text))),
        float(bool(_MARKS.search(text))),
    ]


def _wording(line: _Line, lexicon: Lexicon, repeats: Counter[str]) -> list[float]:
    unquoted = _WORD.findall(_QUOTED.sub(" ", line.text).lower())
    reader = sum(word.split("'")[0].split("’")[0] in lexicon.reader for word in unquoted)
    odds = [lexicon.odds[word] for word in unquoted if word in lexicon.odds]
    known = {word: lexicon.prose_odds[word] for word in unquoted if word in lexicon.prose_odds}
    prose_odds = sorted(known.values(), reverse=True) if len(unquoted) >= 6 else []
    return [
        min(1.0, reader / max(4, len(unquoted)) * 6),
        float(reader > 0),
        float(repeats[line.text.lower()] > 1),
        sum(odds) / (len(odds) + 2),
        max([*odds, 0.0]),
        min(3.0, sum(prose_odds) / 4),
        sum(prose_odds[:2]) / 3,
        sum(prose_odds) / (len(unquoted) + 4),
    ]


def _share(keys: frozenset[str], counts: Counter[str], own: int) -> float:
    """Which part of the keys other lines of the core have."""
    return sum(counts[key] > own for key in keys) / len(keys) if keys else 0.0


def _with_context(rows: Matrix) -> Matrix:
    columns = [rows]
    index = {name: number for number, name in enumerate(_PER_LINE)}
    context = rows[:, [index[name] for name in _CONTEXT]]
    for low, high in _WINDOWS:
        columns.append(_window_mean(context, low, high))
    before, after = columns[3][:, 0], columns[4][:, 0]
    short = rows[:, index["words_upto_10"]]
    prose = rows[:, index["prose"]]
    loose = 1 - rows[:, index["links_with_core"]]
    reader = rows[:, index["reader_words"]]
    near_reader = (columns[3][:, 2] + columns[4][:, 2]) / 2
    extra = np.column_stack(
        [
            (reader + near_reader) * loose,
            short * (1 - before) * (1 - after),
            short * before * after,
            prose * loose,
            prose * (1 - loose),
            *_sections(
                rows[:, index["words_upto_5"]], rows[:, index["lexicon_mean"]], prose, rows[:, index["in_densest"]]
            ),
        ]
    )
    return np.hstack([*columns, extra])


def _sections(short: Matrix, odds: Matrix, prose: Matrix, in_densest: Matrix) -> list[Matrix]:
    """What lies behind each line: furniture's section heads passed, the last one's odds, short lines since prose."""
    passed, last, since = np.zeros(len(short)), np.zeros(len(short)), np.zeros(len(short))
    heads, head_odds, shorts, seen_prose = 0, 0.0, 0, 0
    for i in range(len(short)):
        passed[i], last[i], since[i] = np.log1p(heads), head_odds, np.log1p(shorts)
        if prose[i]:
            seen_prose, shorts = seen_prose + int(in_densest[i]), 0
            continue
        shorts += 1
        if short[i]:
            head_odds = odds[i]
            heads += int(seen_prose >= 2 and odds[i] > SECTION_ODDS)
    return [passed, last, since]


def _window_mean(values: Matrix, low: int, high: int) -> Matrix:
    """The mean over the lines `i+low … i+high` that exist, zero where none does."""
    count = len(values)
    sums = np.vstack([np.zeros((1, values.shape[1])), np.cumsum(values, axis=0)])
    positions = np.arange(count)
    starts = np.clip(positions + low, 0, count)
    ends = np.clip(positions + high + 1, 0, count)
    widths = np.maximum(ends - starts, 1)[:, None]
    mean: Matrix = (sums[ends] - sums[starts]) / widths
    return mean

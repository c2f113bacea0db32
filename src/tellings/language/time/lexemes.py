"""A text as a row of lexemes for the grammar of time: words it knows, numbers by their shape, all else as one kind.

Each lexeme becomes one character of a code string, so the grammar runs ordinary regular expressions over a string a
fifth as long as the text, and words it does not know cost nothing.
"""

import re
from dataclasses import dataclass
from functools import cache

from tellings.data.tables import table
from tellings.language.time.patterns import PHRASES, RULES
from tellings.text.dates import MONTH_SHORT, MONTHS, WEEKDAY_SHORT, WEEKDAYS

# Shapes come first to last: a longer shape must stand before one that is its beginning.
_SHAPES = {
    "ISO": r"\b(?:19|20)\d\d-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?Z?)?(?![\d-])",
    "SLASHED": r"(?<![\d/])\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})(?![\d/])",
    "DECADE": r"\b(?:1[0-9]|20)\d0['’]?s\b|['’]\d0s\b",
    "CLOCK": r"(?<![\d:.,])\d{1,2}:[0-5]\d(?::[0-5]\d)?(?![\d:])|\b[0-2]\d[0-5]\d(?=\s?(?:GMT|UTC|hrs)\b)",
    "AMPM": r"\b[ap]\.\s?m\.|(?<=\d)\s?[ap]m\b|\b[ap]\.?m\b",
    "FRACTION": r"(?<![\d.,])\d{1,3}(?:\s|-)1/2(?!\d)|(?<![\d.,])\d{1,3}½",
    "ORDINAL": r"(?<![\d.,])\d{1,2}(?:st|nd|rd|th)\b",
    "DECIMAL": r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<![\d.,])\d+\.\d+(?!\w)",
    "MONEY": r"[$£€¥]\s?\d[\d.,]*|(?<![\w.,])\d[\d.,]*\s?%|(?:\b(?:US|C|A|HK|S)\$)\d[\d.,]*",
    "NUMBER": r"(?<![\d.,])\d+",
    "QUARTER": r"\bQ[1-4]\b",
    "OCLOCK": r"\bo['’]clock\b",
    "POSSESSIVE": r"(?<=\w)['’]s\b",
    "BREAK": r"\n[ \t\r\u00a0]{0,80}\n",
    "WORD": r"[^\W\d_]+",
    "MARK": r"[^\w\s]",
}
_LEXEME = re.compile("|".join(f"(?P<{name}>{shape})" for name, shape in _SHAPES.items()), re.I)
_ZONES = frozenset("gmt utc est edt cst cdt mst mdt pst pdt bst cet cest ist msk et pt jst sgt aest aedt".split())  # noqa: SIM905
# Written small, or at the head of a sentence by the parser's tag, these are other words.
_CAPITAL_ONLY = frozenset("may march mar dec jan sun sat wed mon fri".split())  # noqa: SIM905
# "the May 4 letter" is tagged NNP, "May he rest" MD, "March on Rome" VB: the tag decides.
_VERBAL = ("MD", "VB")
# Longer runs of digits are no count of days or years.
_MAX_DIGITS = 9
_MARKS = str.maketrans("’‘–—‑‐−", "''-----")


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A word, a number or a mark at `start:end` of the text; `word` is lower-case, `kind` names its shape."""

    start: int
    end: int
    word: str
    kind: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of time: `codes` gives each word or shape its character, `classes` the characters of each class.

    `values` holds a word's value in a class: `values["UNIT", "week"] == "W"`.
    """

    codes: dict[str, str]
    classes: dict[str, str]
    values: dict[tuple[str, str], str]

    def code(self, name: str) -> str:
        """The pattern for a literal word or mark, a shape, or a class."""
        if name in self.classes:
            return f"[{self.classes[name]}]"
        return self.codes[name]


def _literals() -> list[str]:
    """The words and marks that the patterns name themselves, in order."""
    patterns = [*PHRASES.values(), *(pattern for _, pattern in RULES)]
    tokens = [piece for p in patterns for token in p.split() for piece in token.removeprefix("<=").split("|")]
    words = [re.sub(r"(?<=.)(?:\?|\{\d,\d\})$", "", token) for token in tokens]
    return [word for word in dict.fromkeys(words) if word and word == word.lower() and word not in {"(", ")"}]


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once from data/time_words.tsv and the names of months and weekdays."""
    rows = [*table("time_words")]
    rows += [("MONTH", name, str(number)) for name, number in MONTHS.items()]
    rows += [
        ("MONTHNAME", name, str(number)) for name, number in MONTHS.items() if name not in MONTH_SHORT or name == "may"
    ]
    rows += [("WEEKDAY", name, str(number)) for name, number in WEEKDAYS.items() if name not in WEEKDAY_SHORT]
    rows += [("WEEKDAYSHORT", name, str(number)) for name, number in WEEKDAY_SHORT.items()]
    rows += [("WEEKDAYS", f"{n}s", str(number)) for n, number in WEEKDAYS.items() if n not in WEEKDAY_SHORT]
    rows += [("ZONE", name, "") for name in sorted(_ZONES)]
    words = dict.fromkeys([word for _, word, _ in rows] + _literals())
    shapes = [*_SHAPES, "DAYNUM", "YEARNUM", "OTHER", "HOLIDAY"]
    codes = {name: chr(0x4E00 + number) for number, name in enumerate([*words, *shapes])}
    classes: dict[str, str] = {}
    for group, word, _ in rows:
        classes[group] = classes.get(group, "") + codes[word]
    return Lexicon(codes, classes, {(group, word): value for group, word, value in rows})


@cache
def holidays() -> dict[str, str]:
    """Rules of the days with a name, by name: see data/holidays.tsv."""
    return {name: rule for name, rule in table("holidays")}  # noqa: C416


@cache
def _holiday_pattern() -> re.Pattern[str]:
    names = "|".join(re.escape(name).replace("'", "['’]") for name in sorted(holidays(), key=len, reverse=True))
    return re.compile(rf"\b(?:{names})\b(?!-)", re.I)


def lexemes(text: str, tags: dict[int, str]) -> tuple[list[Lexeme], str]:
    """The lexemes of a text in order, and their code string, one character each.

    `tags` are Penn tags by the offset where their token starts.
    """
    codes = lexicon().codes
    found: list[Lexeme] = []
    row: list[str] = []
    named = {m.start(): m for m in _holiday_pattern().finditer(text) if m.group()[0].isupper()}
    position = 0
    while match := _LEXEME.search(text, position):
        kind = match.lastgroup or "WORD"
        if match.start() in named:
            match, kind = named[match.start()], "HOLIDAY"
        position = match.end()
        word = match.group().lower()
        if kind == "NUMBER":
            kind = _number_kind(word)
        elif kind in {"DECIMAL", "FRACTION"} and len(word) > _MAX_DIGITS:
            kind = "OTHER"
        elif kind in {"WORD", "MARK"}:
            word = word.translate(_MARKS)
        found.append(Lexeme(match.start(), match.end(), word, kind))
        row.append(codes[kind] if kind not in {"WORD", "MARK"} else _word_code(match, word, tags, codes))
    return found, "".join(row)


def _word_code(match: re.Match[str], word: str, tags: dict[int, str], codes: dict[str, str]) -> str:
    if word in _CAPITAL_ONLY:
        tag = tags.get(match.start(), "NNP")
        if not match.group()[0].isupper() or tag.startswith(_VERBAL):
            return codes["OTHER"]
    if word in _ZONES and not match.group().isupper():
        return codes["OTHER"]
    return codes.get(word, codes["OTHER"])


def _number_kind(digits: str) -> str:
    if len(digits) > _MAX_DIGITS or not digits.isascii():
        return "OTHER"
    number = int(digits)
    if len(digits) <= 2 and 1 <= number <= 31:
        return "DAYNUM"
    return "YEARNUM" if len(digits) == 4 and 1000 <= number <= 2199 else "NUMBER"

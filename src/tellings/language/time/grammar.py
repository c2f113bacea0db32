"""The grammar of English time expressions at work: the patterns of `time_patterns` over a row of lexemes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from tellings.language.time.lexemes import Lexeme, lexicon
from tellings.language.time.patterns import PHRASES, RULES


@dataclass(frozen=True, slots=True)
class Expression:
    """Lexemes that a rule of the grammar takes for one time expression."""

    rule: str
    lexemes: tuple[Lexeme, ...]

    def value(self, group: str) -> str | None:
        """The value of the first word of a class; None where there is none. Words without a value give ""."""
        values = lexicon().values
        return next((values[group, x.word] for x in self.lexemes if (group, x.word) in values), None)

    def number(self, group: str) -> int | None:
        """The value of the first word of a class as a number."""
        value = self.value(group)
        return int(value) if value else None

    def shape(self, *kinds: str) -> str | None:
        """The first lexeme of these shapes."""
        return next((x.word for x in self.lexemes if x.kind in kinds), None)

    def has(self, *words: str) -> bool:
        """Whether one of the words stands in it."""
        return any(x.word in words for x in self.lexemes)


_PIECE = re.compile(r"(.+?)(\?|\{\d,\d\})?")


def _compiled(pattern: str) -> str:
    """A pattern in words as a regular expression over code strings."""
    pieces: list[str] = []
    for token in pattern.split():
        if token.startswith("<="):
            codes = "".join(lexicon().code(name).strip("[]") for name in token[2:].split("|"))
            pieces.append(f"(?<=[{codes}])")
            continue
        body, times = _PIECE.fullmatch(token).groups(default="")  # type: ignore[union-attr]
        if body == "(":
            body = "(?:"
        elif body.startswith("@"):
            body = f"(?:{_compiled(PHRASES[body[1:]])})"
        elif body not in {")", "|"}:
            body = lexicon().code(body)
        pieces.append(body + times)
    return "".join(pieces)


@cache
def _rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(_compiled(pattern))) for name, pattern in RULES)


def expressions(row: Sequence[Lexeme], code: str) -> list[Expression]:
    """The expressions in a row of lexemes, in order and apart: of overlapping ones the first, then the longest."""
    matches = [
        (match.start(), -match.end(), order)
        for order, (_, pattern) in enumerate(_rules())
        for match in pattern.finditer(code)
    ]
    found: list[Expression] = []
    taken = 0
    for start, negative_end, order in sorted(matches):
        if start >= taken:
            taken = -negative_end
            found.append(Expression(_rules()[order][0], tuple(row[start:taken])))
    return found

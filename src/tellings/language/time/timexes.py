"""Time expressions of an article with their TIMEX3 types and values (TimeML 1.2.1; ISO-TimeML).

Found by a grammar over words (`time_grammar`), resolved by rule (`time_values`) against the day of publication, the
tense of the governing verb and the dates named before. The parse serves for tense and for telling names apart
("April Hart", "$1990"); spaCy's own DATE spans are not used: they miss "recently" and take in what is no time.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date

from tellings.language.time.grammar import Expression, expressions
from tellings.language.time.lexemes import lexemes
from tellings.language.time.setting import Resolved, Setting
from tellings.language.time.values import resolved
from tellings.records import Article, Parse, Timex
from tellings.text.dates import is_day
from tellings.text.tense import Grammar

_PUBLISHED = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
# A day named by its distance, and what may stand between it and the same day's own name.
_RELATIVE_DAY = re.compile(
    r"(?:the|a) (?:day|night) (?:before|after|earlier|later)|the (?:next|previous|following) day"
)
_APPOSED = re.compile(r"\s?[,(–—-]\s?(?:on )?(?:the )?")
# What the recogniser calls a person, a sum or a count holds no date, unless words around it say so.
_NOT_TIME = frozenset({"PERSON", "MONEY", "PERCENT", "QUANTITY", "CARDINAL"})
_DATE_WORDS = frozenset("in since by until till during before after from of through early late mid".split())  # noqa: SIM905


def timexes_of(article: Article, parse: Parse, published: str | None) -> tuple[Timex, ...]:
    """The time expressions of an article's text, in order.

    `published` is the day or moment of publication as exactly as known (`2025-04-26`, `2025-04-26T15:12`, `2025-04`),
    or None: values then keep X in their unknown places (`XXXX-WXX-5`, `XXXX-04-25`).

    Cost: linear in the length of the text.
    """
    reader = _Reader.of(article.text, parse, published)
    row, code = lexemes(article.text, {token.start: token.tag for token in parse.tokens})
    found: list[Timex] = []
    anchor: tuple[date, str] | None = None
    quarter: tuple[date, str] | None = None
    for expression in expressions(row, code):
        start, end = expression.lexemes[0].start, expression.lexemes[-1].end
        if not reader.is_time(expression, start, end):
            continue
        value = resolved(expression, reader.setting(start, end, anchor, quarter))
        if value is None:
            continue
        if found and value.anchor and reader.is_apposed(found[-1], start):
            found[-1] = replace(found[-1], value=value.value[:10])
        found.append(Timex(article.span(start, end), value.type, value.value))
        anchor, quarter = _next_anchors(value, anchor, quarter)
    return tuple(found)


def _next_anchors(
    value: Resolved, anchor: tuple[date, str] | None, quarter: tuple[date, str] | None
) -> tuple[tuple[date, str] | None, tuple[date, str] | None]:
    if value.anchor is None:
        return anchor, quarter
    return value.anchor, value.anchor if value.anchor[1] == "Q" else quarter


@dataclass(frozen=True, slots=True)
class _Reader:
    """A text with what its parse says about tense and names."""

    text: str
    parse: Parse
    grammar: Grammar
    labels: list[tuple[int, int, str]]
    today: date | None
    known: str

    @classmethod
    def of(cls, text: str, parse: Parse, published: str | None) -> "_Reader":
        labels = [
            (parse.tokens[n.start].start, parse.tokens[n.end - 1].end, n.label)
            for n in parse.names
            if n.label in _NOT_TIME
        ]
        today, known = _reference_day(published)
        return cls(text, parse, Grammar.of(text, parse), labels, today, known)

    def setting(
        self, start: int, end: int, anchor: tuple[date, str] | None, quarter: tuple[date, str] | None
    ) -> Setting:
        """What an expression at these offsets is read against."""
        after = self.text[end : end + 2]
        goes_on = after[:1] == " " and after[1:].isalnum()
        tense, word = self.tense(start, end), self.word_before(start)
        return Setting(self.today, self.known, tense, anchor, quarter, word, goes_on, after in {"'s", "’s"})

    def is_apposed(self, earlier: Timex, start: int) -> bool:
        """Whether a day at `start` tells which day the expression before it means: "the day before, on Friday"."""
        wording = self.text[earlier.span.start : earlier.span.end].lower()
        between = self.text[earlier.span.end : start]
        return bool(_RELATIVE_DAY.fullmatch(wording)) and bool(_APPOSED.fullmatch(between))

    def word_before(self, start: int) -> str:
        """The word in front of an offset, lower-case; "" where none stands close."""
        words = re.findall(r"[^\W\d_]+", self.text[max(0, start - 20) : start])
        return words[-1].lower() if words else ""

    def tense(self, start: int, end: int) -> str:
        """past, future or present by the verb nearest above an expression in the parse; "" where none stands there."""
        verb = self.grammar.verb_above(start, end)
        return verb.tense if verb else ""

    def is_time(self, expression: Expression, start: int, end: int) -> bool:
        """Whether words of the grammar of time are used as such here."""
        label = next((label for s, e, label in self._labels_near(start) if s < end and start < e), None)
        if expression.rule == "month" and len(expression.lexemes) == 1:
            return label != "PERSON"
        if expression.rule == "ref_future" and expression.value("SOON") is not None:
            return self._is_soon(start, end)
        if expression.rule == "year" and len(expression.lexemes) == 1:
            return self._is_year(start, end, label)
        return True

    def _is_soon(self, start: int, end: int) -> bool:
        """Whether "soon" counts from the present: not in "as soon as", "soon after" or a report of the past."""
        after = self.text[end : end + 10].split()[:1]
        return (
            self.word_before(start) != "as"
            and after not in (["after"], ["before"])
            and self.tense(start, end) != "past"
        )

    def _labels_near(self, start: int) -> list[tuple[int, int, str]]:
        at = bisect_right(self.labels, (start, len(self.text), ""))
        return self.labels[max(0, at - 2) : at + 1]

    def _is_year(self, start: int, end: int, label: str | None) -> bool:
        """Whether four digits are a year: by the word before, else as the recogniser sees them."""
        if not 1900 <= int(self.text[start:end]) <= 2100 and self.word_before(start) not in {
            "in",
            "since",
            "of",
            "until",
        }:
            return False
        if self.text[end : end + 1] in {"%", "°"} or self.text[start - 1 : start] in {"#", "$", "£", "€", "+", "/"}:
            return False
        following = bisect_right(self.grammar.starts, end)
        is_counting = following < len(self.grammar.starts) and self.parse.tokens[following].tag == "NNS"
        if is_counting and self.text[start:end].endswith("00") and self.word_before(start) not in _DATE_WORDS:
            return False
        return label not in _NOT_TIME or self.word_before(start) in _DATE_WORDS


def _reference_day(published: str | None) -> tuple[date | None, str]:
    """The first day of what is known of the publication, and its grain."""
    match = _PUBLISHED.match(published or "")
    if not match:
        return None, "D"
    year, month, day = int(match[1]), int(match[2] or 1), int(match[3] or 1)
    # Years far from ours are no publication, and stepping from them leaves the calendar.
    if not 1000 <= year <= 3000 or not is_day(year, month, day):
        return None, "D"
    return date(year, month, day), "D" if match[3] else "M" if match[2] else "Y"

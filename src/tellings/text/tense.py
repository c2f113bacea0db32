"""The verb above a stretch of text in the parse, and the time it speaks of.

General grammar for the rooms that read time: `language` resolves "Friday" by it, `stories` dates articles by it.
"""

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum

from tellings.records import Parse


class Tense(StrEnum):
    """What a verb's form says of its time."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"


@dataclass(frozen=True, slots=True)
class GoverningVerb:
    """A verb of the parse: its token's index, its dictionary form and its tense.

    An infinitive counts as future ("agreed to meet Friday"), less surely than a verb with an auxiliary that says so.
    """

    index: int
    lemma: str
    tense: Tense
    has_future_auxiliary: bool


_FUTURE = frozenset("will wo shall 'll ’ll would may can should".split())  # noqa: SIM905
_PAST = frozenset("was were had did has have 've ’ve been".split())  # noqa: SIM905
# Verbs whose complement lies ahead, though they are past themselves: "scheduled a hearing for Tuesday".
_PLANNING = frozenset(
    "plan schedule expect set slate postpone delay extend intend hope forecast predict promise anticipate await".split()  # noqa: SIM905
)
_BY_TAG = {"VBD": Tense.PAST, "VBN": Tense.PAST, "VBZ": Tense.PRESENT, "VBP": Tense.PRESENT}
# Heads above one another between a word and its verb; news sentences have fewer. Bounds the climb in broken parses.
_MAX_CLIMB = 12


@dataclass(frozen=True, slots=True)
class Grammar:
    """A parse made ready for questions about tense.

    Args:
        starts: Where each token begins, in order.
        auxiliaries: Lower-case auxiliaries of each verb, by its index.
    """

    parse: Parse
    starts: list[int]
    auxiliaries: dict[int, list[str]]

    @classmethod
    def of(cls, text: str, parse: Parse) -> "Grammar":
        """The grammar of a text's parse."""
        auxiliaries: dict[int, list[str]] = {}
        for token in parse.tokens:
            if token.dep in {"aux", "auxpass"}:
                auxiliaries.setdefault(token.head, []).append(text[token.start : token.end].lower())
        return cls(parse, [token.start for token in parse.tokens], auxiliaries)

    def verb_above(self, start: int, end: int) -> GoverningVerb | None:
        """The nearest verb with a tense above the words at `start:end`; None where none stands there."""
        index = self._head_within(start, end)
        for _ in range(_MAX_CLIMB):
            if index < 0:
                return None
            token = self.parse.tokens[index]
            if token.tag.startswith("VB") and not start <= token.start < end:
                tense = self._tense(index)
                if tense:
                    helpers = self.auxiliaries.get(index, [])
                    return GoverningVerb(index, token.lemma, tense, any(word in _FUTURE for word in helpers))
            if token.head == index:
                return None
            index = token.head
        return None

    def _head_within(self, start: int, end: int) -> int:
        """The first token of a range, or the one above it that still lies in the range; -1 for no token."""
        index = bisect_right(self.starts, start) - 1
        for _ in range(_MAX_CLIMB):
            head = self.parse.tokens[index].head if index >= 0 else index
            if head == index or not start <= self.starts[head] < end:
                break
            index = head
        return index

    def _tense(self, index: int) -> Tense | None:
        token, helpers = self.parse.tokens[index], self.auxiliaries.get(index, [])
        if any(word in _FUTURE for word in helpers) or token.lemma in _PLANNING:
            return Tense.FUTURE
        if any(word in _PAST for word in helpers):
            return Tense.PAST
        if "to" in helpers:
            return Tense.FUTURE
        return _BY_TAG.get(token.tag)

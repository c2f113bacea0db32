"""The words that report: which verbs, nouns and adjectives introduce what somebody says, thinks or wants, and how."""

from functools import cache
from typing import Literal

from tellings.data.tables import table

Part = Literal["verb", "noun", "adjective", "phrase"]

_TABLES: tuple[tuple[Part, str], ...] = (
    ("verb", "reporting_verbs"),
    ("noun", "reporting_nouns"),
    ("adjective", "reporting_adjectives"),
)


@cache
def _lexicon() -> dict[tuple[Part, str], tuple[str, frozenset[str]]]:
    """Kind and frames of every reporting word."""
    return {
        (part, lemma): (kind, frozenset(frames.split()))
        for part, name in _TABLES
        for lemma, kind, frames, *_ in table(name)
    }


def is_reporting(part: Part, lemma: str, frame: str) -> bool:
    """Whether the lexicon lets this word report with this frame; a phrase like "according to" always may."""
    if part == "phrase":
        return True
    entry = _lexicon().get((part, lemma))
    return entry is not None and frame in entry[1]


def takes_speech(lemma: str) -> bool:
    """Whether a verb introduces words in quotation marks."""
    entry = _lexicon().get(("verb", lemma))
    return entry is not None and "quote" in entry[1]


@cache
def small_words(kind: str) -> frozenset[str]:
    """The words of one kind of `data/reporting_verbs_small.tsv`, which says what the kinds are."""
    return frozenset(word for found, word, *_ in table("reporting_verbs_small") if found == kind)

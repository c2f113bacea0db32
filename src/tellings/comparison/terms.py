"""When two terms are no choice of words: short forms and abbreviations of one name, and words that carry no matter."""

from collections.abc import Sequence
from functools import cache

from tellings.data.tables import table
from tellings.text.words import words


def keys_of(term: str) -> tuple[str, ...]:
    """The term's words, folded; dotted abbreviations count as one word ("U.S." is "us")."""
    return tuple(word.key for word in words(_undotted(term)))


def _undotted(term: str) -> str:
    return " ".join(part.replace(".", "") if _is_dotted(part) else part for part in term.split())


def _is_dotted(part: str) -> bool:
    letters = part.rstrip(".").split(".")
    return "." in part and all(len(letter) == 1 for letter in letters)


def is_short_for(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether every word of one name is a word of the longer one or an abbreviation of some of its words."""
    if not short or len(short) > len(long):
        return False
    known = set(long) | _initials(long)
    return all(key in known for key in short)


def _initials(keys: Sequence[str]) -> set[str]:
    """Abbreviations of runs of two words or more, words like "of" left out of them."""
    full = [key for key in keys if key and key not in function_words() and len(key) > 1]
    starts = "".join(key[0] for key in full)
    return {starts[i:j] for i in range(len(starts)) for j in range(i + 2, len(starts) + 1)}


def trimmed(term: str) -> str:
    """The term without function words at its ends: "arrested for" is "arrested"."""
    parts = term.split()
    while parts and parts[-1].lower() in function_words():
        parts.pop()
    while parts and parts[0].lower() in function_words():
        parts.pop(0)
    return " ".join(parts)


@cache
def function_words() -> frozenset[str]:
    """English articles, prepositions, conjunctions, pronouns and auxiliaries."""
    return frozenset(word for language, forms in table("function_words") if language == "en" for word in forms.split())

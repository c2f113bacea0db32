"""When two terms are no choice of words: short forms and abbreviations of one name, and words that carry no matter."""

from collections.abc import Sequence
from functools import cache

from tellings.data.tables import table
from tellings.text.words import words

# Letters by which a country and the form of its people are known to be one ("China", "Chinese"), and their endings.
_STEM, _OF_A_PEOPLE = 4, ("ese", "ian", "an", "ish", "i", "n")


def keys_of(term: str) -> tuple[str, ...]:
    """The term's words, folded; dotted abbreviations count as one word ("U.S." is "us")."""
    return tuple(word.key for word in words(_undotted(term)))


def plain_term(wording: str) -> str:
    """A mention's words as a term: white space as single blanks, possessive ending and leading article left off."""
    words_only = " ".join(wording.split()).removesuffix("'s").removesuffix("’s").strip(" ,.;:")
    first, _, rest = words_only.partition(" ")
    return rest if rest and first.lower() in {"the", "a", "an"} else words_only


def is_spelled_alike(one: str, other: str) -> bool:
    """Whether two terms have the same words, or one the other's and more: no word stands in another's place.

    Written apart or with a hyphen ("north west") they are the same too, and so is a word with a prefix.
    """
    ours, theirs = ({_base(key) for key in keys_of(term)} for term in (one, other))
    letters, others = ("".join(filter(str.isalnum, term.casefold())) for term in (one, other))
    return ours <= theirs or theirs <= ours or letters.endswith(others) or others.endswith(letters)


def is_one_style(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names are one in the styles of two houses: a plural or people's form, an initial, an abbreviation."""
    if " ".join(one) in _styled().get(" ".join(other), ()):
        return True
    ours, theirs = [_base(key) for key in one], [_base(key) for key in other]
    if is_short_for(ours, theirs) or is_short_for(theirs, ours):
        return True
    return (
        len(ours) == len(theirs)
        and any(a == b for a, b in zip(ours, theirs, strict=True))
        and all(map(_is_one_word, ours, theirs))
    )


def _base(key: str) -> str:
    """The word without plural or possessive ending."""
    return key.removesuffix("'s").removesuffix("’s").removesuffix("s")


def _is_one_word(one: str, other: str) -> bool:
    """Whether two words are one, or one the initial of the other, or one a country and the other its people's form."""
    shorter, longer = sorted((one, other), key=len)
    if shorter in {longer, longer[:1]}:
        return True
    return len(shorter) > _STEM and longer[:_STEM] == shorter[:_STEM] and longer.endswith(_OF_A_PEOPLE)


@cache
def _styled() -> dict[str, frozenset[str]]:
    """For each form that style guides choose among, all forms of it."""
    styles = (forms for kind, *forms in table("edit_words") if kind == "style")
    rows = [{form.replace(".", "") for form in forms if form} for forms in styles]
    return {form: frozenset(row) for row in rows for form in row}


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

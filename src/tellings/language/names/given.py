"""Given names: which words are, the sex they are usually given to, and which are forms of one name."""

from functools import cache

from tellings.data.tables import table
from tellings.language.names.keys import ascii_word, spelling_key
from tellings.language.names.titles import titles


@cache
def _genders() -> dict[str, str]:
    return {name: "" if gender == "u" else gender for name, gender in table("given_names")}


@cache
def _genders_by_spelling() -> dict[str, str]:
    """Sex by spelling key, for transliterations the list lacks; empty where names that sound alike differ in it."""
    found: dict[str, str] = {}
    for name, gender in _genders().items():
        key = spelling_key(name)
        found[key] = gender if found.get(key, gender) == gender else ""
    return found


@cache
def _variants() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for one, other in table("given_name_variants"):
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {name: frozenset(others) for name, others in found.items()}


def is_listed_name(word: str) -> bool:
    """Whether the word is a given name somewhere, be it a title too."""
    return ascii_word(word) in _genders()


def is_given_name(word: str) -> bool:
    """Whether the word is a given name somewhere, and no title."""
    return is_listed_name(word) and word.lower() not in titles()


@cache
def gender_of(word: str) -> str:
    """`m` or `f` as the given name is usually given, else empty."""
    name = ascii_word(word)
    if name in _genders():
        return _genders()[name]
    head = name.split("-")[0]
    return _genders().get(head, "") if head != name else _genders_by_spelling().get(spelling_key(name), "")


def are_forms_of_one_name(one: str, other: str) -> bool:
    """Whether two given names are listed as forms of one, directly or as short forms of the same longer one."""
    one, other = ascii_word(one), ascii_word(other)
    ours, theirs = _variants().get(one, frozenset()), _variants().get(other, frozenset())
    return other in ours or any(len(shared) > max(len(one), len(other)) for shared in ours & theirs)

"""Countries with their capitals, demonyms and seats of power, and what the last word of a name tells of its type.

Countries come from the countryinfo package at run time (0.1 s, once a process); `data/demonyms.tsv` adds what it lacks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from anyascii import anyascii

from tellings.data.tables import table

# Codes of two and three letters are words of other meaning (IN, IT, CAN): only those in data/demonyms.tsv are read.
MIN_COUNTRY_NAME = 4
# Wordings whose reading is kept: more than the distinct names of a large story.
CACHED_WORDS = 65_536
# Capitals of small territories are better known as names of people (Hamilton, Douglas, Stanley, Victoria).
MIN_POPULATION_OF_CAPITALS = 1_000_000
# Names of countries that are given names or surnames more often than the recogniser can tell.
PERSONAL = frozenset({"jordan", "chad", "jersey", "georgia", "island"})


@dataclass(frozen=True, slots=True)
class Place:
    """A word tied to a country; `kind` is name, capital, demonym or seat."""

    country: str
    kind: str


@lru_cache(maxsize=CACHED_WORDS)
def place_key(words: str) -> str:
    """A name of a place folded for look-up: ASCII, lower case, without the article, blanks single."""
    folded = anyascii(words) if not words.isascii() else words
    parts = folded.casefold().replace("'s", "").split()
    if len(parts) > 1 and parts[0] in {"mt", "mt."}:
        parts[0] = "mount"
    return " ".join(parts[1:] if len(parts) > 1 and parts[0] == "the" else parts)


@cache
def places() -> dict[str, Place]:
    """Names, capitals and demonyms of countries by folded key; a key with two meanings keeps the country's name."""
    from countryinfo import all_countries  # not at the top: --help need not pay 0.03 s

    found: dict[str, Place] = {}
    infos = sorted((country.info() for country in all_countries()), key=lambda info: -(info.get("population") or 0))
    for kind in ("name", "capital", "demonym"):
        for info in infos:
            for word in _words_of(info, kind):
                found.setdefault(place_key(word), Place(info["name"], kind))
    for word, country, kind in table("demonyms"):
        found[place_key(word)] = Place(country, kind)
    for word in sorted(seats()):
        found.setdefault(word, Place(seats()[word], "seat"))
    return found


def _words_of(info: Mapping[str, object], kind: str) -> list[str]:
    if kind == "name":
        others = [a for a in _listed(info.get("altSpellings")) if len(a) >= MIN_COUNTRY_NAME]
        return [str(info["name"]), *others]
    if kind == "capital" and int(str(info.get("population") or 0)) < MIN_POPULATION_OF_CAPITALS:
        return []
    return [word for value in _listed(info.get(kind)) for word in value.replace("/", ",").split(",") if word]


def _listed(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [str(item) for item in value] if isinstance(value, list) else []


@lru_cache(maxsize=CACHED_WORDS)
def place_of(words: str) -> Place | None:
    """What a name, capital, demonym or seat of power tells, as it is printed: "US" is a country, "Us" is not."""
    key = place_key(words)
    return None if key == "us" and not words.endswith("US") else places().get(key)


def country_of(words: str) -> str | None:
    """The country that a name, capital, demonym or seat of power belongs to."""
    place = place_of(words)
    return place.country if place else None


@cache
def regions() -> frozenset[str]:
    """Names of provinces and states, by folded key: places, where the recogniser wavers."""
    from countryinfo import all_countries

    return frozenset(
        place_key(str(name)) for country in all_countries() for name in country.info().get("provinces") or ()
    )


@cache
def seats() -> dict[str, str]:
    """Whose government a seat of power stands for, by folded key."""
    return {place_key(word): country for kind, word, country in table("institutions") if kind == "seat"}


@cache
def acronyms() -> dict[str, str]:
    """Acronyms that texts use without spelling them out, as printed, with their full names."""
    return {word: meaning for kind, word, meaning in table("institutions") if kind == "acronym"}


@cache
def institution_words(kind: str) -> frozenset[str]:
    """Lower-case words of one kind of `data/institutions.tsv` (organisation, place, legal, generic, act, matter)."""
    return frozenset(word for found, word, _ in table("institutions") if found == kind)

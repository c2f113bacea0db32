"""What the noun of a source tells of who speaks: a person, a body, several people, or a thing that nobody is."""

from functools import cache

from tellings.data.tables import table
from tellings.language.attributions.cues import small_words
from tellings.language.names.titles import titles

# Endings of nouns for people who do something (Quirk et al. 1985, I.31 to I.33); things that end so are listed.
_PERSONAL = ("man", "woman", "er", "or", "ist", "ian", "ant", "ee", "eer", "crat", "analyst")
# Endings of nouns for acts and qualities; bodies with the same endings are listed.
_ABSTRACT = ("tion", "sion", "ment", "ing", "ness", "ity", "ance", "ence", "ism", "sis", "ship")


@cache
def _listed(kind: str) -> frozenset[str]:
    return frozenset(word for found, word in table("source_words") if found == kind)


@cache
def _institutions() -> frozenset[str]:
    """Last words of bodies that speak as one: ministry, army, office."""
    return frozenset(word for kind, word, *_ in table("institutions") if kind == "organisation")


def is_body(lemma: str) -> bool:
    """Whether the noun is for a body that speaks as one."""
    return lemma in _institutions()


def is_loose_body(lemma: str) -> bool:
    """Whether the noun fits so many bodies that a common noun before it does not tell which one."""
    return lemma in _listed("loose")


def is_group(lemma: str) -> bool:
    """Whether the noun or pronoun stands for several people although it is singular."""
    return lemma in small_words("group") or lemma in _listed("people")


def is_furniture(lemma: str) -> bool:
    """Whether the word belongs to the page around a picture."""
    return lemma in _listed("furniture")


def is_output(lemma: str) -> bool:
    """Whether the noun is for what somebody puts out, so that its words are his: a statement, a letter."""
    return lemma in small_words("output")


def is_work(lemma: str) -> bool:
    """Whether the noun is for what somebody writes or issues: a report, a lawsuit."""
    return lemma in _listed("work")


def is_person(lemma: str) -> bool:
    """Whether the noun is for one person: an office, an occupation, a relative, or by its ending."""
    title = titles().get(lemma)
    if title is not None and (title.is_role or title.is_person):
        return True
    return not is_thing(lemma) and not is_body(lemma) and len(lemma) > 4 and lemma.endswith(_PERSONAL)


def is_thing(lemma: str) -> bool:
    """Whether the noun is neither for people nor for a body: a report, an image, an investigation."""
    if lemma in _listed("thing") or lemma in _listed("work") or is_output(lemma):
        return True
    if lemma in titles() or is_body(lemma) or is_group(lemma):
        return False
    return lemma.endswith(_ABSTRACT)


def is_role(lemma: str) -> bool:
    """Whether the noun is for the holder of an office or for somebody without one, as the tables list them."""
    title = titles().get(lemma)
    return title is not None and (title.is_role or title.is_person)


def gender(lemma: str) -> str:
    """`m` or `f` where the noun tells, else empty."""
    title = titles().get(lemma)
    return title.gender if title is not None else ""


def broader(lemma: str) -> frozenset[str]:
    """The noun and those by which a text may call the same person again: "gov." gives "governor"."""
    title = titles().get(lemma)
    return frozenset({lemma}) | (title.broader if title is not None else frozenset())

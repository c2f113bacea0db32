"""What the words before and for a person tell: courtesy titles, ranks, offices, and nouns for people and bodies."""

from dataclasses import dataclass
from functools import cache

from tellings.data.tables import table


@dataclass(frozen=True, slots=True)
class Title:
    """What one word tells of whom it names.

    Args:
        stands_before: Whether it may stand before a name ("President", "Mr", "envoy").
        is_role: Whether it can stand for a person by itself as an office or an occupation ("the envoy").
        is_person: Whether it is a noun for somebody without an office ("the woman").
        is_body: Whether it is a noun for an organisation ("the ministry").
        gender: `m`, `f`, or empty where the word does not tell.
        broader: Nouns by which a text may call the same person again.
    """

    stands_before: bool
    is_role: bool
    is_person: bool
    is_body: bool
    gender: str
    broader: frozenset[str]


@cache
def titles() -> dict[str, Title]:
    """Every title and noun for a person or body, by its lower-case form."""
    found: dict[str, Title] = {}
    for word, kind, gender, broader in table("titles"):
        if kind == "exclusive":
            continue
        before = found.get(word)
        title = Title(
            stands_before=kind in {"honorific", "rank", "office"},
            is_role=kind == "office" or (kind in {"honorific", "rank"} and len(word) > 3 and "." not in word),
            is_person=kind == "person",
            is_body=kind == "body",
            gender="" if gender == "-" else gender,
            broader=frozenset(filter(None, broader.split(","))),
        )
        found[word] = _joined(before, title) if before else title
    return found


def stands_before(lower: str) -> bool:
    """Whether a lower-case word stands before people's names: a title, or one for several ("Senators")."""
    title = titles().get(lower) or (titles().get(lower[:-1]) if lower.endswith("s") else None)
    return bool(title and title.stands_before)


def _joined(one: Title, other: Title) -> Title:
    return Title(
        one.stands_before or other.stands_before,
        one.is_role or other.is_role,
        one.is_person or other.is_person,
        one.is_body or other.is_body,
        one.gender or other.gender,
        one.broader | other.broader,
    )


@cache
def exclusive_modifiers() -> frozenset[str]:
    """Modifiers that make an office another one: a vice president is not the president."""
    return frozenset(row[0] for row in table("titles") if row[1] == "exclusive")


def is_same_office(noun: str, other: str) -> bool:
    """Whether a text may use one of two role nouns for the holder of the other."""
    known = titles()
    return noun == other or noun in _broader(other, known) or other in _broader(noun, known)


def _broader(noun: str, known: dict[str, Title]) -> frozenset[str]:
    return known[noun].broader if noun in known else frozenset()

"""The names inside one range that the recogniser found: trimmed of what sticks to them, split where two were joined.

The small model's slips are regular: a title, a possessive, a caption's credit or a heading's words stick to a name, a
possessor, a bracket or "and" joins it to the next.
"""

from dataclasses import dataclass, replace

from tellings.language.names.compounds import body_words, without_headline_words
from tellings.language.names.given import is_given_name, is_listed_name
from tellings.language.names.grammar import Grammar
from tellings.language.names.places import institution_words, place_key, places
from tellings.language.names.titles import titles
from tellings.records import EntityType

PERSON, ORGANISATION, PLACE = EntityType.PERSON, EntityType.ORGANISATION, EntityType.PLACE
TYPES = {"PERSON": PERSON, "ORG": ORGANISATION, "GPE": PLACE, "LOC": PLACE, "FAC": PLACE}
# Labels under which the small model hides real names; alone they make no mention.
HIDING = frozenset({"NORP", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"})
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_SMALL = "of the for and & de da del della der van von bin ibn al el la le du di in on"
_INNER = frozenset(_SMALL.split(" "))
_COURTESY = frozenset({"mr", "mrs", "ms", "miss"})
HYPHENS = frozenset({"-", "–", "—", "/"})


@dataclass(frozen=True, slots=True)
class Named:
    """A name in the text: a half-open range of tokens, its type (None while undecided), and its label as recognised."""

    start: int
    end: int
    type: EntityType | None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Singles:
    """Words that stand as names by themselves: `recognised` as such, `alone` without a hyphen beside them."""

    recognised: frozenset[str]
    alone: frozenset[str]


def pieces_of(grammar: Grammar, name: Named, singles: Singles) -> list[Named]:
    """The names inside one recognised range: trimmed, and split where a possessor or a hyphen joined two."""
    if name.label not in TYPES and name.label not in HIDING:
        return []
    start, end = _trimmed(grammar, name.start, name.end, name.label)
    if start >= end:
        return []
    for index in range(start + 1, end - 1):
        is_known = index == start + 1 and grammar.words[start] in singles.recognised
        if grammar.words[index] in POSSESSIVE and (is_known or _is_joint(grammar, start, index, end, name.label)):
            left, right = Named(start, index, None, "PERSON"), Named(index + 1, end, None, name.label)
            if is_known:
                left = replace(left, label=name.label if name.label in TYPES else "PERSON")
            is_date = grammar.tokens[end - 1].tag == "CD"
            return [*pieces_of(grammar, left, singles), *([] if is_date else pieces_of(grammar, right, singles))]
        if grammar.words[index] == "/" and grammar.is_capitalised(index + 1):
            left, right = Named(start, index, None, name.label), Named(index + 1, end, None, name.label)
            return [*pieces_of(grammar, left, singles), *pieces_of(grammar, right, singles)]
        if grammar.words[index] in HYPHENS and _is_pair(grammar, start, index, end, singles):
            return [Named(start, index, None, "PERSON"), Named(index + 1, end, None, "PERSON")]
    return [Named(start, end, None, name.label)]


def _is_joint(grammar: Grammar, start: int, index: int, end: int, label: str) -> bool:
    """Whether a possessive inside a name joins two names, and is not part of one ("Workers' Party")."""
    left = place_key(grammar.wording(start, index))
    if left in places() and grammar.lowers[end - 1] in institution_words("distinct"):
        return False  # "Norway's Foreign Ministry" is the name of one ministry
    if left in places() or (label == "PERSON" and grammar.lowers[end - 1] not in institution_words("place")):
        return True
    return is_given_name(grammar.words[start]) and index - start == 2 and label != "FAC"


def _is_pair(grammar: Grammar, start: int, index: int, end: int, singles: Singles) -> bool:
    """Whether a hyphen or slash joins two surnames that the article also prints apart."""
    left, right = grammar.words[start:index], grammar.words[index + 1 : end]
    if len(left) != 1 or len(right) != 1 or not right[0][:1].isupper():
        return False
    return left[0] in singles.alone and right[0] in singles.alone


def _trimmed(grammar: Grammar, start: int, end: int, label: str) -> tuple[int, int]:
    """The range without articles, small words and punctuation at its ends, and without the titles before a person."""
    while start < end and not _can_begin(grammar, start):
        start += 1
    while start < end and not _can_end(grammar, end - 1):
        end -= 1
    if start < end and grammar.lowers[end - 1].rstrip(".") in _COURTESY:
        return end, end  # "Said Ms": a broken beginning of another name
    start = _after_titles(grammar, start, end, label)
    return (without_headline_words(grammar, start, end) if label == "PERSON" else start), end


def _after_titles(grammar: Grammar, start: int, end: int, label: str) -> int:
    """Where a person's name begins behind its titles ("NJ Gov Anna Berg"); `start` where no person is named."""
    person = label == "PERSON"
    for index in range(end - 2, start - 1, -1):
        title = titles().get(grammar.lowers[index])
        if not (title and title.stands_before) or not grammar.is_capitalised(index + 1):
            continue
        if grammar.lowers[index].rstrip(".") in _COURTESY:
            return index + 1
        if grammar.words[index + 1] in POSSESSIVE or (not person and not is_given_name(grammar.words[index + 1])):
            return start
        if not person and is_institution(grammar, end):
            return start
        # Dean, Judge, Prince are given names too: the recogniser decides.
        is_given = end - start == 2 and is_listed_name(grammar.words[index])
        return start if is_given else index + 1
    return start


def _can_begin(grammar: Grammar, index: int) -> bool:
    word = grammar.words[index]
    if word.lower() in {"the", "a", "an"}:
        return False
    return word[:1].isupper() or word[:1].isdigit() or any(map(str.isupper, word))


def _can_end(grammar: Grammar, index: int) -> bool:
    word = grammar.words[index]
    if word in POSSESSIVE or not any(map(str.isalnum, word)) or word.lower() in _INNER:
        return False
    return not word.islower() or (index > 0 and grammar.words[index - 1] in HYPHENS)


def is_institution(grammar: Grammar, end: int) -> bool:
    """Whether a name's last word is one that institutions or places end in."""
    last = grammar.lowers[end - 1]
    return last in body_words() or last in institution_words("place")

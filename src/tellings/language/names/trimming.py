"""The names inside one range that the recogniser found: trimmed of what sticks to them, split where two were joined.

The small model's slips are regular: a title, a possessive, a caption's credit or a heading's words stick to a name, a
possessor, a bracket or "and" joins it to the next.
"""

from dataclasses import dataclass, replace

from tellings.language.names.compounds import body_words, is_ordinary, without_headline_words
from tellings.language.names.given import is_given_name, is_listed_name
from tellings.language.names.grammar import Grammar
from tellings.language.names.places import acronyms, institution_words, place_key, place_of, places
from tellings.language.names.titles import stands_before, titles
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
_DASHES = frozenset({"-", "–", "—", "--"})
_GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})
_BODIES = frozenset({"ORG", "GPE", "FAC", "LOC"})
# Letters of offices before a name (ACP, DPP), of degrees and seats after it (MD, QC). Two may be initials (JD, KT).
MIN_LETTERS, MAX_LETTERS = 3, 4


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
    """The names inside one recognised range: trimmed, and split where a credit, a bracket or a possessor joined two."""
    if name.label not in TYPES and name.label not in HIDING:
        return []
    start, end = _trimmed(grammar, name.start, name.end, name.label)
    if start >= end:
        return []
    half = (end - start) // 2
    if half > 1 and grammar.words[start : start + half] == grammar.words[end - half : end]:
        return pieces_of(grammar, Named(end - half, end, None, name.label), singles)  # a caption and its credit
    label = (
        "PERSON" if name.label in _BODIES and _after_of(grammar, name.start, end) == start > name.start else name.label
    )
    if credit := _credit_before(grammar, start, end):
        left = Named(start, credit, None, "ORG")
        return [left] if credit == end else [left, *pieces_of(grammar, Named(credit, end, None, label), singles)]
    for index in range(start + 1, end - 1):
        if parts := _parts(grammar, Named(start, end, None, label), index, singles):
            return [piece for part in parts for piece in pieces_of(grammar, part, singles)]
        if grammar.words[index] in HYPHENS and _is_pair(grammar, start, index, end, singles):
            return [Named(start, index, None, "PERSON"), Named(index + 1, end, None, "PERSON")]
    return [_without_letters(grammar, Named(start, end, None, label))]


def _parts(grammar: Grammar, name: Named, index: int, singles: Singles) -> list[Named]:
    """The two sides of a mark or a small word inside a range, where it joins what are two names; else nothing."""
    start, end, word = name.start, name.end, grammar.words[index]
    left, right = Named(start, index, None, name.label), Named(index + 1, end, None, name.label)
    if word in POSSESSIVE:
        is_known = index == start + 1 and grammar.words[start] in singles.recognised
        if not (is_known or _is_joint(grammar, start, index, end, name.label)):
            return []
        if not is_known or name.label not in TYPES:
            left = replace(left, label="PERSON")
        return [left] if grammar.tokens[end - 1].tag == "CD" else [left, right]
    if word == "/" and grammar.is_capitalised(index + 1):
        return [left, right]
    if word == "(" or (word in _DASHES and _is_loose_dash(grammar, start, index)):
        is_word = end - index == 2 and is_ordinary(grammar.words[end - 1])  # "VARNIK - Passengers were …"
        return [left] if is_word else [left, right]
    if word in {"and", "&"} and _are_two(grammar, name, index, singles):
        return [left, right]
    if word == "of" and name.label == "PERSON" and index - start > 1 and is_given_name(grammar.words[start]):
        return [left, replace(right, label="ORG")]  # "Anna Berg of Norvik"
    if (
        word == "on"
        and index > start + 1
        and index == end - 2
        and grammar.lowers[end - 1] in institution_words("platform")
    ):
        return [left, right]
    return []


def _is_loose_dash(grammar: Grammar, start: int, index: int) -> bool:
    """Whether a dash between blanks parts a dateline or a heading from what follows."""
    before, dash, after = grammar.tokens[index - 1 : index + 2]
    if before.end == dash.start or dash.end == after.start:
        return False
    return grammar.words[index] != "-" or place_of(grammar.wording(start, index)) is not None


def _are_two(grammar: Grammar, name: Named, index: int, singles: Singles) -> bool:
    """Whether "and" joins two people, and is not part of a body's name."""
    if name.label == "PERSON":
        return not is_institution(grammar, name.end)
    is_short = index - name.start == 1 and name.end - index == 2
    return is_short and {grammar.words[index - 1], grammar.words[index + 1]} <= singles.recognised


def _credit_before(grammar: Grammar, start: int, end: int) -> int:
    """Where a photograph's credit at a range's beginning ends ("Getty Images Anna Berg"); 0 where there is none."""
    if is_institution(grammar, end):
        return 0
    for length in (2, 1):
        if end - start >= length and " ".join(grammar.lowers[start : start + length]) in institution_words("credit"):
            return start + length
    return 0


def _without_letters(grammar: Grammar, name: Named) -> Named:
    """A person's name without the letters of a degree or a seat at its end; what only letters follow is no person.

    A family name in capitals stays ("Anna BERG"), as does one that the article also prints with one capital.
    """
    last, size = grammar.words[name.end - 1], name.end - name.start
    if name.label != "PERSON" or size < 2 or not (last.isupper() and last.isalpha() and 1 < len(last) <= MAX_LETTERS):
        return name
    rest = grammar.words[name.start : name.end - 1]
    if any(word.isupper() and len(word) > 1 for word in rest) or last.title() in grammar.words:
        return name
    if last.lower() in _GENERATIONS or is_given_name(last):
        return name
    if is_given_name(rest[0]):
        return name if size == 2 else replace(name, end=name.end - 1)
    return replace(name, label="ORG")


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
    if label in _BODIES and _ends_in_rank(grammar, start, end):
        end -= 1  # "Norvik Police Capt. Anna Berg"
    if (named := _after_of(grammar, start, end)) > start:
        return named, end
    start = _after_titles(grammar, start, end, label)
    start = _after_origin(grammar, start, end)
    return (without_headline_words(grammar, start, end) if label == "PERSON" else start), end


def _ends_in_rank(grammar: Grammar, start: int, end: int) -> bool:
    title = titles().get(grammar.lowers[end - 1].rstrip(".")) if end - start > 1 else None
    if not title or not title.stands_before or title.is_role or end >= len(grammar.words):
        return False
    return grammar.is_capitalised(end) and grammar.tokens[end].tag == "NNP"


def _after_of(grammar: Grammar, start: int, end: int) -> int:
    """Where the person begins in "(Director of) National Safety Anna Berg"; `start` where there is none."""
    before = start - 1
    if end - start < 3 or before < 1:
        return start
    if grammar.lowers[before] == "the":
        before -= 1
    if before < 1 or grammar.lowers[before] not in {"of", "for"} or is_given_name(grammar.words[start]):
        return start
    title = titles().get(grammar.lowers[before - 1])
    if not title or not title.is_role or is_institution(grammar, end):
        return start
    return end - 2 if is_given_name(grammar.words[end - 2]) else start


def _after_origin(grammar: Grammar, start: int, end: int) -> int:
    """Where a person's name begins behind a noun for where somebody is from ("Frenchman Luc Morel")."""
    if end - start < 3 or not is_given_name(grammar.words[start + 1]) or is_institution(grammar, end):
        return start
    origin = place_of(grammar.words[start])
    return start + 1 if origin and origin.kind == "demonym" and grammar.words[start].isalpha() else start


def _after_titles(grammar: Grammar, start: int, end: int, label: str) -> int:
    """Where a person's name begins behind its titles ("NJ Gov Anna Berg"); `start` where no person is named."""
    person = label == "PERSON"
    for index in range(end - 2, start - 1, -1):
        if not grammar.is_capitalised(index + 1) or not _is_title(grammar, index, person):
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


def _is_title(grammar: Grammar, index: int, person: bool) -> bool:
    """Whether a word stands before people's names: a title, one for several, or an office's letters ("DPP Berg")."""
    word, after = grammar.words[index], grammar.words[index + 1]
    if stands_before(grammar.lowers[index]):
        return True
    is_letters = word.isupper() and word.isalpha() and MIN_LETTERS <= len(word) <= MAX_LETTERS
    if not (person and is_letters) or after.isupper() or not is_given_name(after):
        return False
    # Family names in capitals before the given name ("BERG Anna"), and known bodies, are no titles.
    return not is_listed_name(word) and word.title() not in grammar.words and word not in acronyms()


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
    last = grammar.lowers[end - 1].rstrip(".")
    return last in body_words() or last in institution_words("place")

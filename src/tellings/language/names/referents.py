"""Who is named in one article: names that stand for one person, organisation or place, gathered, with the reasons."""

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from tellings.language.names.finding import ORGANISATION, PERSON, PLACE, Named
from tellings.language.names.given import are_forms_of_one_name, gender_of, is_given_name
from tellings.language.names.grammar import Grammar
from tellings.language.names.matching import (
    CACHED_NAMES,
    is_acronym,
    is_family_name_alike,
    person_words,
    same_organisation,
    same_person,
    same_place,
)
from tellings.language.names.offices import Office, offices_of
from tellings.language.names.titles import titles
from tellings.records import EntityType

# Past this many referents (no article: a register) names are gathered only where they are the same to the letter.
MAX_COMPARED = 2_000


@dataclass(slots=True)
class Referent:
    """One person, organisation or place of an article while it is being gathered.

    Args:
        name: The fullest name the article uses.
        gender: `m`, `f`, or empty while unknown.
        wordings: How it is named, with counts.
        first: Token index of its first naming.
    """

    name: str
    type: EntityType
    first: int
    gender: str = ""
    wordings: Counter[str] = field(default_factory=Counter)
    offices: list[Office] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Naming:
    """A name in the text and whom it stands for; `reason` is empty where the name is the referent's own."""

    named: Named
    referent: Referent
    reason: str


def namings_of(grammar: Grammar, found: list[Named]) -> list[Naming]:
    """The names of an article in order, each with its referent."""
    known: list[Referent] = []
    gathered: set[int] = set()
    chosen: dict[int, tuple[Referent, str]] = {}
    long_first = sorted(range(len(found)), key=lambda i: (is_short(grammar, found[i]), found[i].start))
    cache: dict[tuple[str, EntityType, str], tuple[Referent, str]] = {}
    for index in long_first:
        named = found[index]
        assert named.type is not None
        wording = grammar.wording(named.start, named.end)
        honorific = honorific_gender(grammar, named.start)
        key = (wording, named.type, honorific)
        if key not in cache:
            cache[key] = _referent_for(wording, named, honorific, known, is_short(grammar, named))
            if id(cache[key][0]) not in gathered:
                gathered.add(id(cache[key][0]))
                known.append(cache[key][0])
        referent, reason = cache[key]
        referent.wordings[wording] += 1
        referent.gender = referent.gender or honorific
        referent.first = min(referent.first, named.start)
        chosen[index] = (referent, reason)
    for referent in known:
        referent.name = _fullest(referent)
        if referent.type is PERSON and not referent.gender:
            referent.gender = gender_of_name(referent.name)
    namings = [Naming(named, *chosen[index]) for index, named in enumerate(found)]
    _gather_offices(grammar, namings)
    return [Naming(n.named, n.referent, n.reason.replace("{name}", n.referent.name)) for n in namings]


def is_short(grammar: Grammar, named: Named) -> bool:
    """Whether a name is one word of a person, or an acronym: to be read in the light of the fuller ones."""
    if named.type is PERSON:
        return named.end - named.start == 1
    return is_acronym(grammar.wording(named.start, named.end))


def honorific_gender(grammar: Grammar, start: int) -> str:
    """The gender that a courtesy title right before a name tells, else empty."""
    title = titles().get(grammar.lowers[start - 1]) if start else None
    return title.gender if title and title.stands_before else ""


def _referent_for(
    wording: str, named: Named, honorific: str, known: list[Referent], short: bool
) -> tuple[Referent, str]:
    assert named.type is not None
    if named.type is PERSON and short:
        if found := _bearer(wording, honorific, known):
            return found
    else:
        for referent in known:
            if referent.type is not named.type:
                continue
            if wording in referent.wordings:
                return referent, ""
            if len(known) <= MAX_COMPARED and (reason := _same(named.type, wording, referent)):
                return referent, reason
    return Referent(wording, named.type, named.start), ""


def _same(kind: EntityType, wording: str, referent: Referent) -> str | None:
    same = {PERSON: same_person, ORGANISATION: same_organisation}.get(kind, same_place)
    return next((reason for other in referent.wordings if (reason := same(other, wording))), None)


def _bearer(word: str, honorific: str, known: list[Referent]) -> tuple[Referent, str] | None:
    """Whom a single name stands for: by family name, else by given name, the first introduced where several bear it."""
    people = [referent for referent in known if referent.type is PERSON]
    for referent in people:
        if word in referent.wordings and not (honorific and _gender_of(referent) not in {"", honorific}):
            return referent, ""
    single = (person_words(word) or ("",))[-1]
    for kind, place in (("exact", -1), ("exact", 0), ("family", -1), ("first", 0)):
        if place == 0 and (honorific or (kind == "exact" and is_given_name(word))):
            continue  # Leong is Leong Mei Lin before it is a spelling of Loong
        bearers = [p for p in people if _bears(p, single, place, kind == "exact")]
        if honorific:
            bearers = [p for p in bearers if _gender_of(p) in {"", honorific}]
        if bearers:
            first = min(bearers, key=lambda p: p.first)
            kind = "first" if place == 0 and is_given_name(word) else "family"  # Hua Chunying
            nobody = "nobody else here" if len(bearers) == 1 else "others here, introduced later"
            return first, f"'{word}' is the {kind} name of '{{name}}' and of {nobody}."
    return None


def _bears(person: Referent, single: str, place: int, exactly: bool) -> bool:
    for wording in person.wordings:
        words = person_words(wording)
        if len(words) < 2:
            continue
        if words[place] == single:
            return True
        # A second family name in the middle ("Enio Cubillo Araya") and family names that stand first (Xi Jinping).
        if place == -1 and single in words[1:-1] and len(single) > 1:
            return True
        if exactly:
            continue
        if is_family_name_alike(words[-1], single) if place == -1 else are_forms_of_one_name(words[0], single):
            return True
    return False


def _gender_of(person: Referent) -> str:
    return person.gender or gender_of_name(person.name)


@lru_cache(maxsize=CACHED_NAMES)
def gender_of_name(name: str) -> str:
    """The gender that a person's given name tells, where it is known which word that is; else empty."""
    words = name.split()
    if ("-" in words[-1] and len(words) == 2) or (len(words) == 3 and max(map(len, words)) <= 5):
        return ""  # Han Ji-won, Han Ji Won: the family name stands first
    return gender_of(words[0]) if len(words) > 1 or is_given_name(name) else ""


def _fullest(referent: Referent) -> str:
    """A person's full name as most used, the longest of several used as often.

    Not simply the longest: that would be whatever the recogniser once drew too wide. Organisations: a
    spelled-out name before an acronym, the longest first; places likewise, the most used first.
    """
    if referent.type is PERSON:
        return min(
            referent.wordings, key=lambda w: (len(person_words(w)) < 2, -referent.wordings[w], -len(person_words(w)), w)
        )
    if referent.type is PLACE:
        return min(referent.wordings, key=lambda w: (is_acronym(w), w.isupper(), -referent.wordings[w], -len(w), w))
    return min(referent.wordings, key=lambda w: (is_acronym(w), w.isupper(), -len(w.split()), -referent.wordings[w], w))


def _gather_offices(grammar: Grammar, namings: list[Naming]) -> None:
    """Notes on each person the offices that titles and appositions give, and the gender that these tell."""
    for naming in namings:
        if naming.referent.type is not PERSON:
            continue
        for office in offices_of(grammar, naming.named.start, naming.named.end):
            if office not in naming.referent.offices:
                naming.referent.offices.append(office)
            title = titles().get(office.noun)
            if title and title.gender and not naming.referent.gender:
                naming.referent.gender = title.gender

"""Joining the articles' referents into entities, each joint with its reason."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tellings.language.names.compounds import is_ordinary
from tellings.language.names.finding import ORGANISATION, PERSON
from tellings.language.names.given import are_forms_of_one_name, is_given_name
from tellings.language.names.matching import (
    is_acronym,
    is_family_name_alike,
    is_misprint,
    organisation_words,
    person_words,
    same_organisation,
    same_person,
    same_place,
)
from tellings.language.names.offices import fits
from tellings.language.names.places import country_of, institution_words, place_of
from tellings.language.names.referents import gender_of_name
from tellings.language.names.titles import titles
from tellings.language.names.units import Unit
from tellings.records import EntityType

# A bare family name goes to the bearer who is named in at least twice as many articles as the next. A guess that the
# different people of the development events never contradict.
DOMINANCE = 2.0
# A name one letter off another is its misprint where the other is used so many times as often. A guess.
SURENESS = 3


@dataclass(slots=True)
class Group:
    """Units that are one entity, with a sentence for each joint.

    Args:
        articles: The numbers of the articles that name it.
        genders: What its units tell of a person's gender; empty where one does not tell.
    """

    type: EntityType
    units: list[Unit] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    wordings: set[str] = field(default_factory=set)
    articles: set[int] = field(default_factory=set)
    genders: set[str] = field(default_factory=set)

    def add(self, unit: Unit, reason: str) -> None:
        """Joins a unit; `names` keeps the distinct names in order of joining."""
        self.units.append(unit)
        self.articles.add(unit.article)
        if unit.type is PERSON:
            self.genders.add(_gender(unit))
        if unit.name not in self.names:
            self.names.append(unit.name)
        self.wordings |= {unit.name.casefold(), *(wording.casefold() for wording in unit.wordings)}
        for sentence in (*unit.reasons, unit.metonym, reason):
            if sentence and sentence not in self.reasons:
                self.reasons.append(sentence)


def joined_groups(
    units: Sequence[Unit], aliases: Sequence[tuple[str, str]], never_merge: Sequence[tuple[str, str]]
) -> list[Group]:
    """The units in groups, one an entity; the same for the same units in the same order."""
    apart = {frozenset((one.casefold(), other.casefold())) for one, other in never_merge}
    groups: list[Group] = []
    for unit in sorted(units, key=_fullest_first):
        group, reason = _home(unit, groups, apart, aliases)
        if group is None:
            group = Group(unit.type)
            groups.append(group)
        group.add(unit, reason)
    return groups


def _fullest_first(unit: Unit) -> tuple[bool, bool, bool, bool, int, int, str]:
    single = unit.type is ORGANISATION and " " not in unit.name
    return (is_short(unit), bool(unit.metonym), unit.is_described, single, -unit.count, unit.article, unit.name)


def is_short(unit: Unit) -> bool:
    """Whether the unit's name is to be read in the light of fuller ones."""
    if unit.type is PERSON:
        return len(person_words(unit.name)) < 2
    return is_acronym(unit.name) or (unit.type is ORGANISATION and len(organisation_words(unit.name)) < 3)


def _home(
    unit: Unit, groups: list[Group], apart: set[frozenset[str]], aliases: Sequence[tuple[str, str]]
) -> tuple[Group | None, str]:
    """The group the unit belongs to and why, or None."""
    for group in groups if aliases else ():
        alias = _by_alias(unit, group, aliases)
        if alias and not _is_listed_apart(unit, group, apart):
            unit.type = group.type
            return group, alias
    open_groups = [g for g in groups if g.type is unit.type and not _is_barred(unit, g, apart)]
    for group in open_groups:
        if unit.name in group.names and _is_same_metonym(unit, group):
            return group, ""
    if unit.metonym:
        return None, ""
    if unit.type is PERSON and is_short(unit):
        return _bearer(unit, open_groups)
    same = [(g, reason) for g in open_groups if not g.units[0].metonym and (reason := _same(unit, g))]
    # "Wells" may be short for a bank and for a brewery: then it stands by itself.
    if len(same) > 1 and all("is short for" in reason for _, reason in same):
        same = [(g, reason) for g, reason in same if unit.article in g.articles]
        same = same if len(same) == 1 else []
    if same:
        return same[0]
    return _longer_name(unit, open_groups) if unit.type is ORGANISATION else (None, "")


def _is_same_metonym(unit: Unit, group: Group) -> bool:
    return bool(unit.metonym) == bool(group.units[0].metonym)


def _by_alias(unit: Unit, group: Group, aliases: Sequence[tuple[str, str]]) -> str:
    ours, theirs = set(_folded(unit)), group.wordings
    for alias, name in aliases:
        pair = (alias.casefold(), name.casefold())
        if (pair[0] in ours and pair[1] in theirs) or (pair[1] in ours and pair[0] in theirs):
            return f"'{alias}' is '{name}': so the list of aliases says."
    return ""


def _is_barred(unit: Unit, group: Group, apart: set[frozenset[str]]) -> bool:
    """Whether something speaks against joining: the user's list, another person of that article, the gender."""
    if apart and _is_listed_apart(unit, group, apart):
        return True
    if unit.type is not PERSON:
        return False
    # A short name that its own article could not settle is held apart by nothing there.
    if unit.article in group.articles and not is_short(unit):
        full = [other for other in group.units if not is_short(other)]
        words = person_words(unit.name)
        if any(other.article == unit.article and person_words(other.name) != words for other in full):
            return True
    return {"m", "f"} <= group.genders | {_gender(unit)}


def _is_listed_apart(unit: Unit, group: Group, apart: set[frozenset[str]]) -> bool:
    return any(frozenset((ours, theirs)) in apart for ours in _folded(unit) for theirs in sorted(group.wordings))


def _folded(unit: Unit) -> list[str]:
    return [unit.name.casefold(), *(wording.casefold() for wording in unit.wordings)]


def _gender(unit: Unit) -> str:
    return unit.gender or gender_of_name(unit.name)


def _same(unit: Unit, group: Group) -> str | None:
    """Why the unit's full name and one of the group's are one, or None."""
    same = {PERSON: same_person, ORGANISATION: same_organisation}.get(unit.type, same_place)
    full = [w for w in dict.fromkeys((unit.name, *unit.wordings)) if unit.type is not PERSON or " " in w or "-" in w]
    for name in group.names:
        for wording in full:
            if reason := same(name, wording):
                # One article that prints both means two.
                here = any(other.article == unit.article and other.name == name for other in group.units)
                return None if here and "spelling of one word" in reason else reason
    return None


def _bearer(unit: Unit, groups: list[Group]) -> tuple[Group | None, str]:
    """The group of the one person who bears a single name, by family name before given name."""
    single = (person_words(unit.name) or ("",))[-1]
    for kind in ("family", "first"):
        bearers = [g for g in groups if any(_bears(name, single, kind) for name in g.names)]
        if not bearers:
            continue
        exact = [
            g for g in bearers if any(single in (person_words(name)[0], person_words(name)[-1]) for name in g.names)
        ]
        bearers = exact if kind == "family" and exact else bearers
        if len(bearers) == 1:
            return bearers[
                0
            ], f"'{unit.name}' is the {kind} name of '{bearers[0].names[0]}' and of nobody else in the story."
        if kind == "first":
            return None, ""
        return _likeliest(unit, bearers)
    same = [
        g
        for g in groups
        if any(len(person_words(n)) == 1 and is_family_name_alike(single, person_words(n)[0]) for n in g.names)
    ]
    if len(same) == 1:
        return same[0], f"'{unit.name}' and '{same[0].names[0]}' spell one name."
    meant = [g for g in groups if sum(u.count for u in g.units) >= SURENESS * unit.count and _is_misprinted(single, g)]
    if len(meant) != 1:
        return None, ""
    return meant[0], f"'{unit.name}' is one letter off the name of '{meant[0].names[0]}', whom the story names often."


def _is_misprinted(single: str, group: Group) -> bool:
    words = [person_words(name) for name in group.names]
    return any(len(name) > 1 and is_misprint(single, name[-1]) for name in words)


def _bears(name: str, single: str, kind: str) -> bool:
    words = person_words(name)
    if len(words) < 2:
        return False
    if kind == "first":
        return words[0] == single or are_forms_of_one_name(words[0], single)
    middle = single in words[1:-1] and len(single) > 1
    family_first = not is_given_name(words[0]) and words[0] == single and max(map(len, words)) <= 7
    return is_family_name_alike(words[-1], single) or middle or family_first


def _likeliest(unit: Unit, bearers: list[Group]) -> tuple[Group | None, str]:
    """Among several bearers of a family name, the one whose office or weight in the story decides."""
    by_office = [
        g
        for g in bearers
        if any(fits(asked, office) for asked in unit.offices for u in g.units for office in u.offices)
    ]
    if len(by_office) == 1:
        return by_office[0], f"'{unit.name}' is '{by_office[0].names[0]}', who holds the same office."
    ranked = sorted(bearers, key=lambda g: (-len(g.articles), -sum(u.count for u in g.units), g.names[0]))
    if len(ranked[0].articles) >= DOMINANCE * len(ranked[1].articles):
        return ranked[0], f"'{unit.name}' is '{ranked[0].names[0]}', of several bearers the one most articles name."
    return None, ""


def _longer_name(unit: Unit, groups: list[Group]) -> tuple[Group | None, str]:
    """The one organisation whose name ends in this one ("Security Council", "United Nations Security Council")."""
    ours = organisation_words(unit.name)
    if not ours or (len(ours) < 2 and not unit.is_described and not _is_telling_end(unit.name)):
        return None, ""
    if len(ours) < 2 and not unit.is_described:
        groups = [g for g in groups if unit.article in g.articles and not any(" of " in name for name in g.names)]
    longer = [
        g
        for g in groups
        if any(_is_longer(name, ours, unit.is_described or unit.article in g.articles) for name in g.names)
    ]
    longer = longer if len(longer) < 2 else [g for g in longer if unit.article in g.articles]
    if len(longer) != 1:
        return None, ""
    return longer[0], f"'{unit.name}' ends the name of '{longer[0].names[0]}' and of no other body it can mean."


def _is_telling_end(name: str) -> bool:
    """Whether a single word may stand for the body whose name ends in it ("the Post", not "the House")."""
    word, title = name.lower(), titles().get(name.lower())
    if is_acronym(name) or not name[:1].isupper() or place_of(name) or (title and (title.is_body or title.is_role)):
        return False
    if word in institution_words("distinct") | institution_words("legal") | institution_words("company"):
        return False
    return word in institution_words("press") or not is_ordinary(name)


def _is_longer(name: str, ours: tuple[str, ...], is_here: bool) -> bool:
    """Whether a name ends in the shorter one; a country's ministry only where the same article names it in full."""
    words = organisation_words(name)
    more = words[: -len(ours)]
    if not more or words[-len(ours) :] != ours:
        return False
    return is_here or country_of(" ".join(more)) is None

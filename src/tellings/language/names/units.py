"""What each article of a story names, as units to be joined, their types settled by the whole story."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from tellings.language.names.compounds import body_words, place_head
from tellings.language.names.fields import is_described_body
from tellings.language.names.finding import ORGANISATION, PERSON, PLACE
from tellings.language.names.given import is_given_name
from tellings.language.names.grammar import Grammar
from tellings.language.names.matching import initials_of, is_acronym, person_words
from tellings.language.names.offices import Office, offices_of
from tellings.language.names.places import acronyms, place_of
from tellings.language.names.referents import honorific_gender
from tellings.language.names.titles import titles
from tellings.records import AnnotatedArticle, EntityType, MentionForm

# From this many uses on, a single name without title and full name is taken for an organisation's. By reading the
# newscluster events: below it are villages and victims, above it companies and teams.
MIN_USES = 3
# The recogniser takes teams and companies for places oftener than places for companies: a place needs a clear majority.
CLEARLY = 1.5


@dataclass(slots=True)
class Unit:
    """One referent of one article.

    Args:
        article: Number of the article in the story.
        type: As the story shows it; `found_as` is the type the article's mentions bear.
        is_shown_person: A noun before the name says so ("her father Bassem").
        is_shown_thing: An article stands before the name and its text takes it for no person ("the Chosun Ilbo").
        is_described: It has no name in its article, only a description that identifies it ("the coast guard").
        metonym: The reading where the name stands for a government; empty for a plain name.
    """

    article: int
    type: EntityType
    name: str
    found_as: EntityType
    wordings: Counter[str] = field(default_factory=Counter)
    gender: str = ""
    offices: list[Office] = field(default_factory=list)
    metonym: str = ""
    reasons: list[str] = field(default_factory=list)
    is_shown_person: bool = False
    is_shown_thing: bool = False
    is_described: bool = False

    @property
    def count(self) -> int:
        """How often the article names it."""
        return sum(self.wordings.values())


def units_of(articles: Sequence[AnnotatedArticle], grammars: Sequence[Grammar]) -> list[Unit]:
    """The referents that each article names, in order of article and first naming."""
    units: dict[tuple[int, EntityType, str], Unit] = {}
    for number, (annotated, grammar) in enumerate(zip(articles, grammars, strict=True)):
        for mention in annotated.mentions:
            key = (number, mention.type, mention.name)
            if is_described_body(mention):
                unit = units.setdefault(key, Unit(number, *key[1:], mention.type, is_described=True))
                unit.wordings[mention.name] += 1
                continue
            if mention.form not in {MentionForm.NAME, MentionForm.METONYM}:
                continue
            unit = units.setdefault(key, Unit(number, mention.type, mention.name, mention.type))
            unit.wordings[" ".join(annotated.article.wording(mention.span).split())] += 1
            if mention.form is MentionForm.METONYM:
                unit.metonym = unit.metonym or mention.reason
            elif mention.reason and mention.reason not in unit.reasons:
                unit.reasons.append(mention.reason)
            first, last = grammar.range_of(mention.span)
            noun = titles().get(grammar.tokens[first - 1].lemma) if first else None
            if noun and noun.is_person and noun.gender and grammar.tokens[first - 1].tag == "NN":
                unit.is_shown_person = True
            if mention.type is ORGANISATION and first and grammar.lowers[first - 1] == "the":
                unit.is_shown_thing = True
            if mention.type is PERSON and mention.span.end <= len(annotated.article.text):
                _note_person(grammar, unit, first, last)
    found = list(units.values())
    _settle_types(found)
    return found


def _note_person(grammar: Grammar, unit: Unit, start: int, end: int) -> None:
    unit.gender = unit.gender or honorific_gender(grammar, start)
    for office in offices_of(grammar, start, end):
        if office not in unit.offices:
            unit.offices.append(office)
        title = titles().get(office.noun)
        unit.gender = unit.gender or (title.gender if title else "")


def _bodies(units: list[Unit]) -> set[str]:
    """Single names that no article gives a title or a gender, and that are used too often for somebody in passing."""
    uses: Counter[str] = Counter()
    for unit in units:
        uses[unit.name.casefold()] += unit.count
    people = {unit.name.casefold() for unit in units if unit.offices or unit.gender or unit.is_shown_person}
    return {name for name, count in uses.items() if count >= MIN_USES and name not in people}


def _settle_types(units: list[Unit]) -> None:
    """Gives a name the type that the story shows: a person's where another article names the person in full."""
    families = {person_words(u.name)[-1] for u in units if u.type is PERSON and len(person_words(u.name)) > 1}
    heads = {head.casefold() for u in units if u.type is PLACE and (head := place_head(tuple(u.name.split())))}
    bodies = _bodies(units)
    votes, holders = _votes(units)
    things = {unit.name.casefold() for unit in units if unit.is_shown_thing and not is_given_name(unit.name.split()[0])}
    titled = {u.name.casefold() for u in units if u.type is PERSON and u.gender and not is_acronym(u.name)}
    seen = Counter((u.article, u.name.casefold()) for u in units if not u.metonym)
    both = {key for key, count in seen.items() if count > 1}
    bodies_in_full = [u.name for u in units if u.type is ORGANISATION and len(u.name.split()) > 2]
    initials = {short for name in bodies_in_full for short in initials_of(name) if len(short) > 2}
    kin = {unit.name.casefold() for unit in units if unit.is_shown_person}
    for unit in units:
        name = unit.name.casefold()
        if unit.is_described or unit.metonym or place_of(unit.name) or unit.name in acronyms():
            continue
        if " " not in name and person_words(unit.name) and person_words(unit.name)[-1] in families:
            if not (is_acronym(unit.name) and unit.type is not PERSON):
                unit.type = PERSON
            continue
        if " " not in name and (name in kin or (name in titled and (unit.article, name) not in both)):
            unit.type = PERSON
            continue
        if unit.type is not ORGANISATION and is_acronym(unit.name) and unit.name in initials:
            unit.type = ORGANISATION
            continue
        if name in heads and name not in holders:
            unit.type = PLACE
            continue
        if unit.type is PERSON and " " not in name and not is_given_name(unit.name) and name in bodies:
            # A story that names somebody again and again gives the full name once; a company it need not.
            unit.type = ORGANISATION
            continue
        if unit.type is not PLACE and " " in name and name in things and name not in holders:
            unit.type = ORGANISATION
            continue
        unit.type = _type_of_most(unit, votes[name], name in holders)


def _votes(units: list[Unit]) -> tuple[dict[str, Counter[EntityType]], set[str]]:
    """How often each name is used as each type, and the names of several words that some article gives an office."""
    votes: dict[str, Counter[EntityType]] = defaultdict(Counter)
    holders: set[str] = set()
    for unit in units:
        if not unit.metonym:
            votes[unit.name.casefold()][unit.type] += unit.count
        if (unit.offices or unit.gender) and is_given_name(unit.name.split()[0]):
            holders.add(unit.name.casefold())
    return votes, holders


def _type_of_most(unit: Unit, votes: Counter[EntityType], is_holder: bool) -> EntityType:
    """The type a name has in the story: what its words or its office show, else what most of its uses are."""
    words = unit.name.split()
    if len(words) > 1 and len(votes) > 1:
        if is_holder:
            return PERSON
        if words[-1].lower() in body_words() and votes[ORGANISATION]:
            return ORGANISATION
        if is_given_name(words[0]) and votes[PERSON]:
            return PERSON
    if votes and not votes[PERSON]:
        return PLACE if votes[PLACE] > CLEARLY * votes[ORGANISATION] else ORGANISATION
    most = votes.most_common(1)[0] if votes else (unit.type, 0)
    decisive = 2 * votes[unit.type] < most[1] or (len(words) > 1 and votes[unit.type] < most[1])
    return most[0] if decisive else unit.type

"""Descriptions: "the US president", "Trump's envoy", "the ministry", and whom they stand for in one article.

A description is resolved only where one bearer fits; where several do, or none, it is left alone. Indefinite ones ("a
Kremlin aide") are never resolved inside an article: they hide a name or bring somebody new.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from tellings.language.names.bodies import body_inside, body_meant, kinds_of_bodies
from tellings.language.names.finding import ORGANISATION, PERSON
from tellings.language.names.grammar import Grammar
from tellings.language.names.offices import Office, Phrase, fits, phrase_at
from tellings.language.names.referents import Naming, Referent
from tellings.language.names.titles import titles

# How far back a bare "the president" looks where several presidents are named: the sentence itself and two before it.
NEAR_SENTENCES = 2
# Names looked back over at most, where a text has no sentences to speak of (a list of names in one line).
MAX_NEAR = 60
# Modifiers that bring somebody new, or compare, and so do not take up anybody named.
_SINGLING_OUT = frozenset(
    {"only", "other", "next", "same", "new", "first", "second", "last", "best", "worst", "right", "wrong"}
)


@dataclass(frozen=True, slots=True)
class Description:
    """A phrase for a person or a body; `referent` is None where the article does not tell whose it is."""

    phrase: Phrase
    is_body: bool
    referent: Referent | None
    reason: str


def phrases_of(grammar: Grammar, ranges: Iterable[tuple[int, int]]) -> list[tuple[Phrase, bool]]:
    """The singular noun phrases for a person or a body whose head lies in none of the names' ranges of tokens.

    Each comes with whether it is for a body.
    """
    named = [False] * (len(grammar.words) + 1)
    for start, end in ranges:
        named[start:end] = [True] * (end - start)
    found = []
    for index, token in enumerate(grammar.tokens):
        if token.tag not in {"NN", "NNP"} or named[index]:
            continue
        title = titles().get(token.lemma)
        if title is None or not (title.is_role or title.is_person or title.is_body):
            continue
        if _goes_on(grammar, index, named):
            continue
        phrase = phrase_at(grammar, index)
        if phrase.determiner and token.dep != "attr":
            found.append((phrase, title.is_body))
    return found


def _goes_on(grammar: Grammar, index: int, named: list[bool]) -> bool:
    """Whether the noun only modifies the next one or stands as a title before a name."""
    after = index + 1
    if after >= len(grammar.words) or grammar.sentence[after] != grammar.sentence[index]:
        return False
    return named[after] or grammar.tokens[after].tag in {"NN", "NNS", "NNP", "NNPS"} or grammar.words[after] == "-"


def descriptions_of(grammar: Grammar, namings: list[Naming]) -> list[Description]:
    """Every description of the article in order, resolved where one bearer fits."""
    referents = list({id(n.referent): n.referent for n in namings}.values())
    people = [r for r in referents if r.type is PERSON and r.offices]
    bodies = [r for r in referents if r.type is ORGANISATION]
    kinds = kinds_of_bodies(grammar, (n for n in namings if n.referent.type is ORGANISATION))
    by_end = {n.named.end: n.referent for n in namings}
    by_start = {n.named.start: n.referent for n in namings}
    found = []
    for phrase, is_body in phrases_of(grammar, ((n.named.start, n.named.end) for n in namings)):
        beside = _apposed_name(grammar, phrase, by_end, by_start)
        referent, reason = None, ""
        if beside and not is_body:
            referent, reason = beside, f"'{phrase.office.wording}' stands in apposition to '{beside.name}'."
        elif is_body:
            last = bisect_left(namings, phrase.start, key=lambda naming: naming.named.start)
            if referent := body_inside(grammar, phrase, namings, last):
                reason = f"'{phrase.office.wording}' names '{referent.name}' and says what it is."
            elif referent := body_meant(phrase, bodies, kinds, namings, last):
                reason = f"'{phrase.office.wording}' is '{referent.name}', the only {phrase.office.noun} named here."
        elif phrase.determiner in {"definite", "possessive"}:
            referent, reason = _person(grammar, phrase, people, namings)
        found.append(Description(phrase, is_body, referent, reason))
    return found


def _apposed_name(
    grammar: Grammar, phrase: Phrase, by_end: dict[int, Referent], by_start: dict[int, Referent]
) -> Referent | None:
    """The person whose name stands beside the phrase, only a comma between, where the name's offices show it."""
    mark = grammar.words[phrase.start - 1] if phrase.start else ""
    before = by_end.get(phrase.start - 1) if mark in {",", "–", "—"} else None
    is_open = phrase.head + 1 < len(grammar.words) and grammar.words[phrase.head + 1] == ","
    after = by_start.get(phrase.head + 2) if is_open else None
    return next((r for r in (before, after) if r and phrase.office in r.offices), None)


def _person(
    grammar: Grammar, phrase: Phrase, people: list[Referent], namings: list[Naming]
) -> tuple[Referent | None, str]:
    asked = phrase.office
    if asked.modifiers & _SINGLING_OUT:
        return None, ""
    owner = _country_of_owner(asked, people)
    bearers = [(p, office) for p in people for office in p.offices if fits(asked, office, owner)]
    fitting = list({id(p): p for p, _ in bearers}.values())
    if len(fitting) > 1:
        shared = {id(p): max(len(asked.modifiers & o.modifiers) for q, o in bearers if q is p) for p in fitting}
        best = max(shared.values())
        fitting = [p for p in fitting if best and shared[id(p)] == best] or fitting
    near = ""
    if len(fitting) > 1 and not asked.country and not asked.owner:
        fitting = [p for p in fitting if _is_near(grammar, phrase.start, p, namings)]
        near = ", the only one named nearby"
    is_bare = not (asked.country or asked.owner or asked.modifiers)
    if len(fitting) == 1 and is_bare and all(o.noun != asked.noun for p, o in bearers if p is fitting[0]):
        fitting = [p for p in fitting if _is_near(grammar, phrase.start, p, namings)]
    if len(fitting) != 1:
        return None, ""
    office = next(o for p, o in bearers if p is fitting[0])
    return fitting[0], f"'{asked.wording}' is '{fitting[0].name}', here called '{office.wording}'{near}."


def _country_of_owner(asked: Office, people: list[Referent]) -> str | None:
    last = asked.owner.split()[-1:] if asked.owner else []
    for person in people:
        if last and person.name.split()[-1:] == last:
            return next((office.country for office in person.offices if office.country), None)
    return None


def _is_near(grammar: Grammar, index: int, referent: Referent, namings: list[Naming]) -> bool:
    here = grammar.sentence[index]
    last = bisect_left(namings, index, key=lambda naming: naming.named.start)
    for naming in reversed(namings[max(0, last - MAX_NEAR) : last]):
        if here - grammar.sentence[naming.named.start] > NEAR_SENTENCES:
            return False
        if naming.referent is referent:
            return True
    return False

"""Pronouns: he, she, who, and "it" where it speaks, with the person or body they stand for.

Method: the salience of Lappin and Leass (1994, Computational Linguistics 20:4) cut to what news needs: candidates of
the same gender in this sentence and the three before it, weighed by recency and grammatical role; the subject of a
clause is not the object of the same clause. Who spoke last speaks on ("he added"). Quoted words are another discourse:
what is named inside quotation marks hardly bears on a pronoun outside them, and a speaker does not call himself "he".
People without a name ("a woman", "the driver") compete; where one of them wins, the pronoun gets no mention.
"""

from bisect import bisect_left
from dataclasses import dataclass

from tellings.language.names.descriptions import Description
from tellings.language.names.finding import ORGANISATION, PERSON
from tellings.language.names.grammar import Discourse, Grammar, discourse_of
from tellings.language.names.places import place_of
from tellings.language.names.referents import Naming, Referent
from tellings.language.names.titles import titles

_GENDER = {"he": "m", "him": "m", "she": "f", "her": "f", "himself": "m", "herself": "f"}
_PRONOUNS = frozenset({*_GENDER, "who", "whom", "it"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
SPEECH = frozenset(
    [
        "acknowledge",
        "add",
        "admit",
        "announce",
        "argue",
        "ask",
        "believe",
        "call",
        "claim",
        "conclude",
        "confirm",
        "continue",
        "declare",
        "deny",
        "describe",
        "explain",
        "express",
        "insist",
        "note",
        "observe",
        "post",
        "promise",
        "recall",
        "reiterate",
        "reply",
        "report",
        "respond",
        "say",
        "state",
        "stress",
        "suggest",
        "tell",
        "think",
        "tweet",
        "urge",
        "warn",
        "write",
    ]
)
# Weights and reach were set by hand on newscluster events; docs/stages/names.md has the accuracy found by reading.
REACH_SENTENCES = 3
# Anchors looked back over at most, where a text has no sentences to speak of.
MAX_ANCHORS = 120
MARGIN = 0.25


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A pronoun's token and whom it stands for, with the reason."""

    index: int
    referent: Referent
    reason: str


@dataclass(slots=True)
class _Anchor:
    """A place where somebody was mentioned before a pronoun; `referent` is None for people without a name."""

    index: int
    start: int
    referent: Referent | None
    gender: str
    who: int  # stands for identity: equal for anchors of one referent


def pronouns_of(grammar: Grammar, namings: list[Naming], descriptions: list[Description]) -> list[Pronoun]:
    """The pronouns that can be resolved, in order. Each resolved one helps to resolve those after it."""
    discourse = discourse_of(grammar, _SUBJECTS)
    waiting = sorted(_anchors(grammar, namings, descriptions), key=lambda anchor: anchor.index)
    before: list[_Anchor] = []
    found: list[Pronoun] = []
    position = 0
    for index in [at for at, word in enumerate(grammar.lowers) if word in _PRONOUNS]:
        while position < len(waiting) and waiting[position].index < index:
            before.append(waiting[position])
            position += 1
        word, tag = grammar.lowers[index], grammar.tokens[index].tag
        if word in _GENDER and tag == "PRP":
            resolved = _resolved(discourse, index, _GENDER[word], before)
            if resolved is None:
                continue
            anchor, reason = resolved
            before.append(_Anchor(index, index, anchor.referent, _GENDER[word], anchor.who))
            if anchor.referent is not None:
                anchor.referent.gender = anchor.referent.gender or _GENDER[word]
                found.append(Pronoun(index, anchor.referent, reason))
        elif pronoun := _genderless(discourse, index, before, namings):
            found.append(pronoun)
    return found


def _genderless(grammar: Discourse, index: int, before: list[_Anchor], namings: list[Naming]) -> Pronoun | None:
    """Whom "who" or a speaking "it" stands for, or None."""
    word, token = grammar.lowers[index], grammar.tokens[index]
    if word in {"who", "whom"} and token.tag == "WP":
        return _relative(grammar, index, before)
    if word == "it" and token.dep == "nsubj" and _speaks(grammar, index):
        return _speaking_it(grammar, index, namings)
    return None


def _anchors(grammar: Grammar, namings: list[Naming], descriptions: list[Description]) -> list[_Anchor]:
    found = [
        _Anchor(n.named.end - 1, n.named.start, n.referent, n.referent.gender, id(n.referent))
        for n in namings
        if n.referent.type is PERSON
    ]
    for description in descriptions:
        if description.is_body:
            continue
        title, referent, head = (
            titles().get(description.phrase.office.noun),
            description.referent,
            description.phrase.head,
        )
        gender = referent.gender if referent else title.gender if title else ""
        who = id(referent) if referent else -1 - head
        found.append(_Anchor(head, description.phrase.start, referent, gender, who))
    return found


def _resolved(grammar: Discourse, index: int, gender: str, before: list[_Anchor]) -> tuple[_Anchor, str] | None:
    """The best candidate, unless the second is as good."""
    here = grammar.sentence[index]
    best: dict[int, tuple[float, int, _Anchor]] = {}
    for anchor in reversed(before[-MAX_ANCHORS:]):
        if here - grammar.sentence[anchor.index] > REACH_SENTENCES:
            break
        known = (anchor.referent.gender if anchor.referent else "") or anchor.gender
        if known not in {"", gender} or _is_barred(grammar, index, anchor):
            continue
        salience = _salience(grammar, index, anchor) + (0.5 if known else 0.0)
        if anchor.who not in best or salience > best[anchor.who][0]:
            best[anchor.who] = (salience, anchor.index, anchor)
    ranked = sorted(best.values(), key=lambda entry: (-entry[0], -entry[1]))
    if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < MARGIN):
        return None
    return ranked[0][2], _reason(grammar, index, ranked[0][2], len(ranked))


def _salience(grammar: Discourse, index: int, anchor: _Anchor) -> float:
    token = grammar.tokens[anchor.index]
    distance = grammar.sentence[index] - grammar.sentence[anchor.index]
    salience = -1.0 * distance
    if token.dep in _SUBJECTS:
        salience += 1.0 if grammar.tokens[token.head].dep in {"ROOT", "conj", "ccomp", "parataxis"} else 0.6
    elif token.dep in {"poss", "compound", "nmod", "amod"}:
        salience -= 0.5
    elif token.dep == "pobj":
        salience -= 0.2
    if anchor.index == anchor.start and grammar.lowers[anchor.index] in _GENDER:
        salience += 0.3
    if grammar.quoted[anchor.index] != grammar.quoted[index]:
        salience -= 1.5
    if _speaks(grammar, index) and _speaks(grammar, anchor.index):
        salience += 0.8 if distance <= 1 else 0.4
    if distance == 0 and token.dep in _SUBJECTS and _governs(grammar, token.head, index):
        salience += 0.6
    return salience


def _governs(grammar: Discourse, verb: int, index: int) -> bool:
    """Whether a pronoun is the subject of the clause that a verb takes: "Berg said he was tired"."""
    pronoun = grammar.tokens[index]
    clause = grammar.tokens[pronoun.head]
    return pronoun.dep in _SUBJECTS and clause.dep in {"ccomp", "advcl", "xcomp"} and clause.head == verb


def _speaks(grammar: Discourse, index: int) -> bool:
    token = grammar.tokens[index]
    return token.dep in _SUBJECTS and grammar.tokens[token.head].lemma in SPEECH and not grammar.quoted[index]


def _is_barred(grammar: Discourse, index: int, anchor: _Anchor) -> bool:
    """Whether grammar forbids the pronoun to stand for what the anchor names."""
    pronoun, token = grammar.tokens[index], grammar.tokens[anchor.index]
    if anchor.start <= index <= anchor.index:
        return True
    if not grammar.lowers[index].endswith("self") and token.dep in _SUBJECTS and pronoun.dep not in _SUBJECTS:
        verb = pronoun.head
        if pronoun.dep == "pobj":
            verb = grammar.tokens[verb].head
        if token.head in _verbs_sharing_subject(grammar, verb):
            return True
    # A quotation may go on after its speaker's name: "She is brave," Berg said. "She never tired."
    near = grammar.sentence[index] - grammar.sentence[anchor.index] <= 1
    return grammar.quoted[index] and near and _speaks(grammar, anchor.index)


def _verbs_sharing_subject(grammar: Discourse, verb: int) -> list[int]:
    """A verb and those it is coordinated with, as far back as none has a subject of its own."""
    verbs = [verb]
    while grammar.tokens[verb].dep == "conj" and len(verbs) < 5:
        if verb in grammar.with_subject:
            break
        verb = grammar.tokens[verb].head
        verbs.append(verb)
    return verbs


def _reason(grammar: Discourse, index: int, anchor: _Anchor, candidates: int) -> str:
    name = anchor.referent.name if anchor.referent else grammar.wording(anchor.start, anchor.index + 1)
    distance = grammar.sentence[index] - grammar.sentence[anchor.index]
    where = {0: "this sentence", 1: "the sentence before"}.get(distance, f"{distance} sentences before")
    if _speaks(grammar, index) and _speaks(grammar, anchor.index):
        role = "who spoke last, in"
    elif grammar.tokens[anchor.index].dep in _SUBJECTS:
        role = "the subject in"
    else:
        role = "named in"
    only = "" if candidates > 1 else ", nobody else fits"
    return f"'{grammar.words[index]}' is '{name}', {role} {where}{only}."


def _relative(grammar: Discourse, index: int, before: list[_Anchor]) -> Pronoun | None:
    """Whom a relative pronoun stands for: the person named right before it."""
    for anchor in reversed(before[-4:]):
        between = grammar.words[anchor.index + 1 : index]
        if anchor.index < index and len(between) <= 1 and all(word in {",", "–", "—", "-"} for word in between):
            if anchor.referent is None:
                return None
            return Pronoun(index, anchor.referent, f"'{grammar.words[index]}' follows '{anchor.referent.name}'.")
    return None


def _speaking_it(grammar: Discourse, index: int, namings: list[Naming]) -> Pronoun | None:
    """The body that "it said" stands for: the one organisation or country that was a subject just before."""
    here = grammar.sentence[index]
    last = bisect_left(namings, index, key=lambda naming: naming.named.start)
    near = [
        naming.referent
        for naming in namings[max(0, last - MAX_ANCHORS) : last]
        if here - grammar.sentence[naming.named.start] <= 1
        and grammar.tokens[naming.named.end - 1].dep in _SUBJECTS
        and not grammar.quoted[naming.named.start]
        and (
            naming.referent.type is ORGANISATION
            or (naming.referent.type is not PERSON and place_of(naming.referent.name))
        )
    ]
    if not near or any(referent is not near[-1] for referent in near):
        return None
    return Pronoun(
        index, near[-1], f"'{grammar.words[index]}' is '{near[-1].name}', the only body that was a subject nearby."
    )

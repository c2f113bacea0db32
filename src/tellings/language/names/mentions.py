"""Mentions: where an article names, describes or points at people, organisations and places.

Four steps, each in its own module: names repaired (`names`), names gathered into referents (`names_referents`),
descriptions (`mentions_descriptions`), pronouns (`pronouns`). What stays ambiguous gets no mention.
"""

from tellings.language.names.descriptions import Description, descriptions_of
from tellings.language.names.finding import ORGANISATION, PLACE, names_in
from tellings.language.names.grammar import Grammar, grammar_of
from tellings.language.names.places import institution_words, place_key, place_of, seats
from tellings.language.names.pronouns import Pronoun, pronouns_of
from tellings.language.names.referents import Naming, namings_of
from tellings.records import Article, Mention, MentionForm, Parse

# "UK" and "US" are always in capitals.
MIN_LETTERS_OF_DATELINE = 4


def mentions_of(article: Article, parse: Parse) -> tuple[Mention, ...]:
    """The mentions of people, organisations and places in an article, in reading order; some nest.

    Cost: linear in words for a bounded number of people; a few milliseconds for an article of 800 words.
    """
    grammar = grammar_of(article, parse)
    namings = namings_of(grammar, names_in(grammar, parse))
    descriptions = descriptions_of(grammar, namings)
    found = [_named(grammar, naming) for naming in namings]
    found += [m for d in descriptions if (m := _described(grammar, d))]
    found += [_pronoun(grammar, p) for p in pronouns_of(grammar, namings, descriptions)]
    return tuple(sorted(found, key=lambda mention: (mention.span.start, -mention.span.end)))


def _named(grammar: Grammar, naming: Naming) -> Mention:
    named, referent = naming.named, naming.referent
    span = grammar.span(named.start, named.end)
    if reading := _metonym(grammar, naming):
        return Mention(span, ORGANISATION, MentionForm.METONYM, referent.name, reading)
    return Mention(span, referent.type, MentionForm.NAME, referent.name, naming.reason)


def _metonym(grammar: Grammar, naming: Naming) -> str:
    """The reading of a capital or a seat of power that stands for a government here; empty where it is the place."""
    named = naming.named
    wording = grammar.wording(named.start, named.end)
    if naming.referent.type is ORGANISATION and place_key(wording) in seats():
        whose = seats()[place_key(wording)]
        return f"'{wording}', a seat of power, stands for a government ({whose})."
    place = place_of(wording)
    if naming.referent.type is not PLACE or place is None or place.kind != "capital":
        return ""
    if _is_dateline(grammar, named.start, wording):
        return ""
    if because := _acts(grammar, named.start, named.end):
        return f"'{wording}' stands for a government ({place.country}): {because}."
    return ""


def _is_dateline(grammar: Grammar, start: int, wording: str) -> bool:
    """Whether a place in capitals begins its paragraph: where the report was written, no subject."""
    if not wording.isupper() or len(wording) < MIN_LETTERS_OF_DATELINE:
        return False
    before = grammar.tokens[start - 1].end if start else 0
    return start == 0 or "\n" in grammar.article.text[before : grammar.tokens[start].start]


def _acts(grammar: Grammar, start: int, end: int) -> str:
    """Why a capital acts as a government: subject of its verbs, owner of or partner in its affairs."""
    last = end - 1
    token = grammar.tokens[last]
    head = grammar.tokens[token.head]
    if token.dep in {"nsubj", "conj"} and (verb := _act_of(grammar, last)):
        return f"it is the subject of '{verb}'"
    if token.dep == "poss" and head.lemma in institution_words("matter"):
        return f"it owns '{head.lemma}'"
    if token.dep == "pobj" and head.lemma == "by" and grammar.tokens[head.head].lemma in institution_words("act"):
        return f"'{grammar.tokens[head.head].lemma}' is done by it"
    anchor = _first_of(grammar, last)
    preposition = grammar.tokens[grammar.tokens[anchor].head]
    if grammar.tokens[anchor].dep == "pobj" and preposition.lemma in {"between", "with", "of", "against", "from"}:
        noun = grammar.tokens[preposition.head]
        if noun.lemma in institution_words("matter") and noun.tag.startswith("N"):
            return f"it is a party to '{noun.lemma}'"
    return ""


def _first_of(grammar: Grammar, index: int) -> int:
    """The first of the coordinated nouns that the token stands in."""
    for _ in range(4):
        if grammar.tokens[index].dep != "conj":
            break
        index = grammar.tokens[index].head
    return index


def _act_of(grammar: Grammar, index: int) -> str:
    first = _first_of(grammar, index)
    verb = grammar.tokens[grammar.tokens[first].head]
    is_subject = grammar.tokens[first].dep == "nsubj"
    return verb.lemma if is_subject and verb.lemma in institution_words("act") else ""


def _described(grammar: Grammar, description: Description) -> Mention | None:
    if description.referent is None:
        return None
    phrase, referent = description.phrase, description.referent
    span = grammar.span(phrase.start, phrase.end)
    return Mention(span, referent.type, MentionForm.DESCRIPTION, referent.name, description.reason)


def _pronoun(grammar: Grammar, pronoun: Pronoun) -> Mention:
    span = grammar.span(pronoun.index, pronoun.index + 1)
    return Mention(span, pronoun.referent.type, MentionForm.PRONOUN, pronoun.referent.name, pronoun.reason)

"""The offices that a text gives to people by title and apposition, and the noun phrases that call people by office.

"Kremlin aide Ivan Amsel" gives Amsel the office *aide*, of Russia; "the Kremlin aide" then asks for an aide of Russia.
"""

from dataclasses import dataclass

from tellings.language.names.grammar import Grammar
from tellings.language.names.places import country_of, institution_words
from tellings.language.names.titles import exclusive_modifiers, is_same_office, titles

_INSIDE = frozenset({"NN", "NNP", "NNPS", "JJ", "JJS", "VBN", "VBG", "CD", "POS", "HYPH", "FW", "AFX", "NNS"})
_DEFINITE, _INDEFINITE = frozenset({"the", "this", "that"}), frozenset({"a", "an", "another", "one", "some", "any"})
# Modifiers before a noun in news: "former White House deputy national security adviser" has seven.
MAX_MODIFIERS = 8
MAX_COMPLEMENT = 7


@dataclass(frozen=True, slots=True)
class Office:
    """A role noun with what narrows it.

    Args:
        noun: Lower case, singular.
        country: From a demonym, a country, its capital or seat of power; None where the text gives none.
        modifiers: The other words before it and the names after "of" and "for", lower case.
        names: Those of the modifiers that are names of no country ("nato" in "the NATO spokesman").
        owner: The possessor's words ("Berg" in "Berg's envoy"); empty without.
        wording: The phrase as printed.
    """

    noun: str
    country: str | None
    modifiers: frozenset[str]
    names: frozenset[str]
    owner: str
    wording: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase headed by a role noun: its tokens, its head, how it is determined, and the office it speaks of.

    `determiner` is `definite`, `indefinite`, `possessive` (a name's), `pronoun` ("his aide") or empty.
    """

    start: int
    head: int
    end: int
    determiner: str
    office: Office


def phrase_at(grammar: Grammar, head: int) -> Phrase:
    """The noun phrase whose head is the role noun at this token."""
    start, determiner, owner = _left_edge(grammar, head)
    end, complement = _complement(grammar, head)
    words = [i for i in range(start, head) if i not in owner and grammar.tokens[i].tag not in {"DT", "PRP$", "POS"}]
    owner_words = " ".join(grammar.words[i] for i in owner)
    country = _country(grammar, words) or country_of(owner_words) or _country(grammar, complement)
    modifiers = frozenset(grammar.lowers[i] for i in (*words, *complement) if grammar.words[i][:1].isalnum())
    names = frozenset(grammar.lowers[i] for i in (*words, *complement) if _is_name(grammar, i, head))
    office = Office(grammar.tokens[head].lemma, country, modifiers, names, owner_words, grammar.wording(start, end))
    return Phrase(start, head, end, determiner, office)


def _is_name(grammar: Grammar, index: int, head: int) -> bool:
    """Whether a modifier is a name: a capital that the head noun does not have too ("the Foreign Minister")."""
    word = grammar.words[index]
    if index < head and grammar.is_capitalised(head) and not (word.isupper() and len(word) > 1):
        return False
    begins = index == 0 or grammar.sentence[index - 1] != grammar.sentence[index]
    if not word[:1].isupper() or begins:
        return False
    near = [grammar.words[i] for i in (index - 1, index, index + 1) if 0 <= i < len(grammar.words)]
    return not any(country_of(pair) for pair in (word, " ".join(near[:2]), " ".join(near[-2:])))


def _left_edge(grammar: Grammar, head: int) -> tuple[int, str, list[int]]:
    """Where the phrase begins, how it is determined, and the possessor's tokens."""
    start, determiner = head, ""
    owner: list[int] = []
    index = head - 1
    while index >= 0 and head - index <= MAX_MODIFIERS and grammar.sentence[index] == grammar.sentence[head]:
        word, tag = grammar.lowers[index], grammar.tokens[index].tag
        if tag == "PRP$":
            return index, "pronoun", []
        if word == "that" and tag == "IN":
            break  # "said that Minister Berg …"
        if word in _DEFINITE | _INDEFINITE or tag == "DT":
            found = "definite" if word in _DEFINITE else "indefinite"
            return index, determiner or found, owner
        if tag not in _INSIDE and word not in {"-", "–"}:
            break
        if word in {"-", "–", "—"} and grammar.tokens[index].end != grammar.tokens[index + 1].start:
            break  # a dash between blanks parts phrases
        if tag == "POS" or word in {"'s", "’s"}:
            determiner, owner = "possessive", _owner(grammar, index)
        start, index = index, index - 1
    while start < head and grammar.words[start] in {"-", "–", "'s", "’s"}:
        start += 1
    return start, determiner, owner


def _owner(grammar: Grammar, possessive: int) -> list[int]:
    index = possessive - 1
    while index >= 0 and grammar.tokens[index].tag in {"NNP", "NNPS", "HYPH"}:
        index -= 1
    return list(range(index + 1, possessive))


def _complement(grammar: Grammar, head: int) -> tuple[int, list[int]]:
    """The phrase's end with "of …", "for …", "to …" after it, and the tokens of that complement's names and nouns."""
    index = head + 1
    if index >= len(grammar.words) or grammar.lowers[index] not in {"of", "for", "to", "at", "from"}:
        return head + 1, []
    if grammar.lowers[index] in {"to", "from"} and grammar.tokens[min(index + 1, len(grammar.words) - 1)].tag != "NNP":
        return head + 1, []
    index += 1
    found = []
    while index < min(len(grammar.words), head + MAX_COMPLEMENT) and grammar.sentence[index] == grammar.sentence[head]:
        tag = grammar.tokens[index].tag
        if tag not in _INSIDE and tag != "DT":
            break
        if tag != "DT":
            found.append(index)
        index += 1
    while found and not grammar.words[found[-1]][:1].isalnum():
        index = found.pop()
    return (index, found) if found else (head + 1, [])


def _country(grammar: Grammar, indices: list[int]) -> str | None:
    """The country that a run of modifiers names; two words are tried before one ("North Korean")."""
    for width in (2, 1):
        for first in range(len(indices) - width + 1):
            words = [grammar.words[i] for i in indices[first : first + width]]
            if words[0][:1].isupper() and (country := country_of(" ".join(words))):
                return country
    return None


def offices_of(grammar: Grammar, start: int, end: int) -> list[Office]:
    """The offices that the words around a person's name give to the bearer."""
    found = []
    if (head := _title_before(grammar, start)) is not None:
        found.append(phrase_at(grammar, head).office)
    if (head := _apposed_before(grammar, start, end)) is not None:
        found.append(phrase_at(grammar, head).office)
    if (head := _apposed_after(grammar, end)) is not None:
        found.append(phrase_at(grammar, head).office)
    return found


def is_role(grammar: Grammar, index: int) -> bool:
    """Whether the token is a singular noun for the holder of an office."""
    title = titles().get(grammar.tokens[index].lemma) or titles().get(grammar.lowers[index])
    return bool(title and (title.is_role or title.stands_before)) and grammar.tokens[index].tag in {"NN", "NNP"}


def _is_person_noun(grammar: Grammar, index: int) -> bool:
    title = titles().get(grammar.tokens[index].lemma)
    return bool(title and title.is_person) and grammar.tokens[index].tag == "NN"


def _title_before(grammar: Grammar, start: int) -> int | None:
    if start == 0:
        return None
    before = start - 1
    if grammar.sentence[before] != grammar.sentence[start] and not grammar.words[before].endswith("."):
        return None
    if is_role(grammar, before):
        return before
    # "Secretary of State Anna Berg", "Minister for Health Anna Berg"
    for of in range(before - 1, max(before - 4, 0), -1):
        if grammar.lowers[of] in {"of", "for"} and is_role(grammar, of - 1):
            between = range(of + 1, start)
            return of - 1 if all(grammar.tokens[i].tag in {"NNP", "NNPS"} for i in between) else None
    return None


def _apposed_before(grammar: Grammar, start: int, end: int) -> int | None:
    """The head of "the president, Anna Berg," where the phrase is definite and the name closes the apposition."""
    if start < 3 or grammar.words[start - 1] != ",":
        return None
    if not is_role(grammar, start - 2) and not _is_person_noun(grammar, start - 2):
        return None
    if end < len(grammar.words) and grammar.words[end] not in {",", ".", ";", "—", "–", ")"} | {"’s", "'s"}:
        return None
    phrase = phrase_at(grammar, start - 2)
    return start - 2 if phrase.determiner in {"definite", "possessive", "pronoun"} else None


def _apposed_after(grammar: Grammar, end: int) -> int | None:
    """The head of "Anna Berg, the ministry's spokeswoman": the last role noun before a comma, "of" or a verb."""
    if end + 1 >= len(grammar.words) or grammar.words[end] not in {",", "(", "–", "—"}:
        return None
    index = end + 1
    if grammar.tokens[index].tag == "CD":
        index += 2
    found = None
    for at in range(index, min(index + MAX_MODIFIERS, len(grammar.words))):
        tag = grammar.tokens[at].tag
        if tag not in _INSIDE and tag not in {"DT", "PRP$"} and grammar.words[at] not in {"-", "'s", "’s"}:
            break
        if tag == "DT" and at > index:
            break
        found = at
    if found is None or not is_role(grammar, found) or (grammar.words[index][:1].isupper() and found - index < 1):
        return None
    return found if not _begins_list(grammar, found) else None


def _begins_list(grammar: Grammar, head: int) -> bool:
    """Whether the words after a would-be apposition show a list of people ("Berg, minister Amsel and …")."""
    return head + 1 < len(grammar.words) and grammar.tokens[head + 1].tag in {"NNP", "NNPS"}


def fits(asked: Office, office: Office, owner_country: str | None = None) -> bool:
    """Whether the holder of an office may be called by a description.

    `owner_country` is that of the person who owns the asked office ("the president's envoy"), where known.
    """
    if not is_same_office(asked.noun, office.noun):
        return False
    exclusive = exclusive_modifiers()
    if (asked.modifiers & exclusive) != (office.modifiers & exclusive) and (
        asked.noun == office.noun or asked.modifiers & exclusive
    ):
        return False
    if asked.country and asked.country != office.country:
        return False
    if asked.owner and not asked.country:
        owned = asked.owner.split()[-1].lower() in {*office.owner.lower().split(), *office.modifiers}
        if not owned and (owner_country is None or owner_country != office.country):
            return False
    return _needed(asked) <= {*office.modifiers, *office.owner.lower().split()}


def _needed(asked: Office) -> set[str]:
    """Modifiers that the office must share: kinds of bodies, and words that tell one office from its neighbours."""
    bodies = {word for word in asked.modifiers if word in institution_words("organisation")}
    return (bodies - {"state", "government", "administration"}) | asked.names

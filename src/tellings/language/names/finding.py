"""The names in an article, each with its type: person, organisation or place.

The recogniser's labels are one witness among several: a surname alone becomes an organisation or a place with it. The
rest of the article decides: titles before the name, full names, lists of given names and countries, prepositions and
appositions, and the label most mentions of the same name bear.
"""

import re
from collections import Counter, defaultdict
from dataclasses import replace
from functools import cache

from tellings.language.names.belongings import is_run_by
from tellings.language.names.compounds import SAINTS, body_words, is_ordinary, leading_word, place_head
from tellings.language.names.given import is_given_name
from tellings.language.names.grammar import Grammar
from tellings.language.names.matching import is_acronym
from tellings.language.names.offices import offices_of
from tellings.language.names.places import (
    PERSONAL,
    acronyms,
    institution_words,
    place_key,
    place_of,
    places,
    regions,
    seats,
)
from tellings.language.names.ranges import ranges_of, titled
from tellings.language.names.titles import titles
from tellings.language.names.trimming import (
    HIDING,
    MAX_LETTERS,
    ORGANISATION,
    PERSON,
    PLACE,
    TYPES,
    Named,
    is_institution,
)
from tellings.records import EntityType, Parse

_NOT_IN_NAMES = frozenset({"to", "with", "in", "on", "at", "by", "for", ":"})
# Exchanges before a company's ticker in brackets (ISO 10383, operating MICs' short names).
_EXCHANGES = frozenset({"nyse", "nasdaq", "lse", "tsx", "asx", "sgx", "hkex", "bse", "nse", "tse", "xetra", "euronext"})
_LOCATIVE = frozenset({"in", "at", "near", "outside", "inside", "around", "across", "throughout"})


def names_in(grammar: Grammar, parse: Parse) -> list[Named]:
    """The article's names in order, none overlapping, without titles, articles and possessives, each with its type."""
    found = ranges_of(grammar, parse)
    evidence = _Evidence(grammar, found)
    typed = [replace(named, type=evidence.type_of(named)) for named in found]
    people = {named.start for named in typed if named.type is PERSON}
    return [
        named
        for named in typed
        if named.type is not None and not _is_sum(grammar, named) and not _is_letters_of_office(grammar, named, people)
    ]


def _is_letters_of_office(grammar: Grammar, named: Named, people: set[int]) -> bool:
    """Whether letters stand right before a person's name as an office does ("DPP Berg"), and are no body's name."""
    word = grammar.words[named.start]
    is_letters = named.end - named.start == 1 and word.isupper() and word.isalpha() and len(word) <= MAX_LETTERS
    return is_letters and named.end in people and word not in acronyms() and place_of(word) is None


def _is_sum(grammar: Grammar, named: Named) -> bool:
    """Whether a would-be name is a sum or a share ("S$25", "GSK -0.23%")."""
    wording = grammar.wording(named.start, named.end)
    return any(sign in wording for sign in "$€£¥%|") or re.search(r" -?\d+\.\d", wording) is not None


def _companies(grammar: Grammar, found: list[Named]) -> set[str]:
    """What names with a legal form at their end are called without it: "Amsel" where the article has "Amsel Inc."."""
    legal = institution_words("legal")
    companies = set()
    for named in found:
        words = [grammar.lowers[i].strip(".") for i in range(named.start, named.end)]
        if len(words) > 1 and words[-1] in legal:
            companies.add(" ".join(words[:-1]))
    return companies


def wording_is_known(wording: str) -> bool:
    """Whether a name is the full name of a body that everybody knows by its acronym."""
    return wording in acronyms().values()


@cache
def _body_nouns() -> frozenset[str]:
    return frozenset(word for word, title in titles().items() if title.is_body and not title.is_role)


def _is_known_acronym(word: str) -> bool:
    """Whether a word is an acronym that texts never spell out, with points or in British style (F.B.I., Nato)."""
    plain = word.replace(".", "")
    return plain in acronyms() or (len(word) > 3 and word.istitle() and word.upper() in acronyms())


def _is_plural_role(word: str) -> bool:
    """Whether a word is a title for several ("MPs", "Senators"), and not a family name in the plural of one."""
    title = titles().get(word[:-1].lower()) if word.endswith("s") else None
    return bool(title and title.is_role and title.stands_before)


class _Evidence:
    """What the whole article shows of each name's type."""

    def __init__(self, grammar: Grammar, found: list[Named]) -> None:
        self.grammar = grammar
        self.votes: dict[str, Counter[EntityType]] = defaultdict(Counter)
        self.titled: set[str] = set()
        self.surnames: set[str] = set()
        self.givens: set[str] = set()
        self.companies = _companies(grammar, found)
        self.located: Counter[str] = Counter()
        self.media: Counter[str] = Counter()
        self.heads: set[str] = set()
        self.small = frozenset(word for word in grammar.words if word.islower())
        self.keys = {(n.start, n.end): grammar.wording(n.start, n.end).casefold() for n in found}
        self.vessels: set[str] = set()
        self.animals: set[str] = set()
        for named in found:
            key = self._key(named)
            if named.label in TYPES:
                self.votes[key][TYPES[named.label]] += 1
            if titled(grammar, named.start) and key not in places():
                self.titled.add(key)
            before = grammar.lowers[named.start - 1] if named.start else ""
            self.located[key] += before in _LOCATIVE
            if self._is_called_place(named):
                self.votes[key][PLACE] += len(found)  # an apposition outweighs any label
            self.media[key] += before == "on"
            self._note_surroundings(named, key, len(found))
        for named in found:
            if named.end - named.start > 1 and self._is_person(named):
                self.surnames.add(grammar.lowers[named.end - 1])
                self.givens.add(grammar.lowers[named.start])

    def _note_surroundings(self, named: Named, key: str, many: int) -> None:
        """Counts what the words around a name tell; `many` votes outweigh any label."""
        words = self.grammar.words[named.start : named.end]
        if head := place_head(words):
            self.heads.add(head.casefold())
        if lead := leading_word(words):
            self.companies.add(lead.casefold())
        if len(words) > 1 and words[-1].lower() in institution_words("press"):
            self.companies.add(words[-1].casefold())  # "the Post"
        before = self.grammar.tokens[named.start - 1].lemma if named.start else ""
        if before in institution_words("vessel"):
            self.vessels.add(key)
        if before in institution_words("animal") or self._is_called(named, institution_words("animal")):
            self.animals.add(key)
        if before == "the" and self._ends_phrase(named):
            self.vessels.add(key)  # no person: "the Halcyon"
        noun = titles().get(before)
        if noun and noun.is_person and noun.gender and self.grammar.tokens[named.start - 1].tag == "NN":
            self.titled.add(key)  # "her father Bassem"
        if self._is_called(named, _body_nouns()) or (len(words) > 1 and self._is_shown_company(named, before)):
            self.votes[key][ORGANISATION] += 2 * many  # more than given names and labels tell
        elif len(words) > 1 and self._is_shown_person(named):
            self.votes[key][PERSON] += many

    def _ends_phrase(self, named: Named) -> bool:
        after = self.grammar.tokens[named.end].tag if named.end < len(self.grammar.tokens) else "."
        is_one = self.grammar.tokens[named.end - 1].tag == "NNP"
        return is_one and after not in {"NN", "NNS", "NNP", "NNPS", "JJ", "HYPH", "POS", "CD", "VBG"}

    def _is_shown_company(self, named: Named, before: str) -> bool:
        """Whether the words around a name show a company, if one called after people ("the contractor Berg Dahl")."""
        grammar, after = self.grammar, self.grammar.lowers[named.end : named.end + 3]
        if before in institution_words("business") and grammar.tokens[named.start - 1].tag == "NN":
            return True
        if after[:1] and after[0] in {"shares", "stock"}:
            return True
        if after[:1] == ("(",) and after[1:2] and after[1].rstrip(":") in _EXCHANGES:
            return True
        return is_run_by(grammar, named.end)

    def _is_shown_person(self, named: Named) -> bool:
        """Whether grammar shows a full name to be a person's: who, an age, an office beside it, the last word alone."""
        grammar, end = self.grammar, named.end
        if named.end - named.start > 4 or not is_given_name(grammar.words[named.start]):
            return False
        if is_institution(grammar, end) or grammar.tokens[end - 1].tag == "NNPS":
            return False
        after = grammar.lowers[end : end + 3]
        is_marked = bool(after) and after[0] == ","
        if after[:1] == ("who",) or (is_marked and after[1:2] == ("who",)):
            return True
        if is_marked and len(after) == 3 and after[1].isdigit() and len(after[1]) < 3 and after[2] in {",", "."}:
            return True
        return bool(offices_of(grammar, named.start, end))

    def _key(self, named: Named) -> str:
        return self.keys[named.start, named.end]

    def _is_person(self, named: Named) -> bool:
        """Whether a name of several words is a person's."""
        if any(map(str.isdigit, self.grammar.wording(named.start, named.end))):
            return False
        key, first = self._key(named), self.grammar.words[named.start]
        is_paper = self.grammar.lowers[named.end - 1] in institution_words("press") and not is_given_name(first)
        if key in self.companies or is_paper:
            return False
        if key in places() or is_institution(self.grammar, named.end):
            is_two = named.end - named.start == 2
            return is_two and is_given_name(first) and self.votes[key][PERSON] > sum(self.votes[key].values()) / 2
        inner = self.grammar.lowers[named.start : named.end]
        if any(word in {"of", "the", "for", "and", "&"} for word in inner):
            return False
        if key in self.titled and all(word[:1].isupper() for word in key.title().split()):
            return True
        votes = self.votes[key]
        origin = place_of(self.grammar.words[named.start])
        if (origin and origin.kind == "demonym") or wording_is_known(self.grammar.wording(named.start, named.end)):
            return False
        if (origin or first.lower() in regions()) and self.grammar.lowers[named.end - 1].endswith("s"):
            return False  # teams: a place and a plural
        given = is_given_name(first) and named.end - named.start <= 4
        alone = sum(self.votes[self.grammar.lowers[named.end - 1]].values()) > 0
        return votes[PERSON] + given + alone > votes[ORGANISATION] + votes[PLACE]

    def type_of(self, named: Named) -> EntityType | None:
        """The name's type, or None for what is no person, organisation or place."""
        key, single = self._key(named), named.end - named.start == 1
        if key in self.animals or (single and self._is_of_title(named)):
            return None
        if self.grammar.lowers[named.start] in SAINTS and named.label == "FAC":
            return PLACE
        place = place_of(self.grammar.wording(named.start, named.end))
        if place_key(key) in seats():
            return PLACE if self._is_locative(named) else ORGANISATION
        if single and _is_known_acronym(self.grammar.words[named.start]):
            return ORGANISATION  # the United Nations in a text on Kim Jong Un
        if single and key in self.surnames and not self._is_place_here(named, place is not None):
            return PERSON
        if (place and place.kind == "demonym") or named.label == "NORP":
            return None if key not in self.titled and key not in self.surnames else PERSON
        if place and not (place_key(key) in PERSONAL and named.label == "PERSON"):
            return PLACE
        found = self._type_of_word(named) if single else self._type_of_words(named)
        if single and self._is_common_noun(named):
            return None
        has_article = single and named.start > 0 and self.grammar.lowers[named.start - 1] in {"the", "a"}
        is_ordinary_noun = has_article and is_ordinary(self.grammar.words[named.start]) and self._ends_phrase(named)
        if found is PERSON and is_ordinary_noun:
            return None  # "the Bill" passed, not a man of that name
        if found is PERSON and not single and self._is_phrase(named):
            return None
        if not single and self.grammar.lowers[named.end - 1] in institution_words("law"):
            return None  # "the Harbours Act" is nobody
        if found is PERSON and key in self.vessels and key not in self.titled and key not in self.givens:
            return ORGANISATION  # "the Halcyon", "the ferry Halcyon", "the Chosun Ilbo"
        return found

    def _is_of_title(self, named: Named) -> bool:
        """Whether an ordinary word belongs to the office behind it ("Transport Minister Anna Berg")."""
        after = named.end
        if after >= len(self.grammar.words):
            return False
        word, title = self.grammar.words[named.start], titles().get(self.grammar.lowers[after])
        is_ministry = self.grammar.lowers[after] in {"ministry", "department", "secretariat"}
        return (
            bool((title and title.is_role) or is_ministry)
            and is_ordinary(word)
            and not word.isupper()
            and place_of(word) is None
        )

    def _is_common_noun(self, named: Named) -> bool:
        """Whether a word of the dictionary stands in small letters too: a heading's capital or house style."""
        word, key = self.grammar.words[named.start], self._key(named)
        is_name = key in self.titled or key in self.surnames or key in self.givens or key in self.companies
        is_short = is_acronym(word) and (len(word) < 4 or word in acronyms())
        is_small_too = word.lower() in self.small and is_ordinary(word)
        return is_small_too and not is_name and not is_short and not self.located[key]

    def _is_phrase(self, named: Named) -> bool:
        """Whether a would-be person is a piece of a heading or a table: small words, a colon, one word twice."""
        words = self.grammar.lowers[named.start : named.end]
        return words[0] == words[-1] or any(
            word in {"to", "with", "in", "on", "at", "by", "for", ":"} for word in words
        )

    def _type_of_word(self, named: Named) -> EntityType | None:
        key, word = self._key(named), self.grammar.words[named.start]
        if key in self.titled and named.label != "GPE":
            return PERSON
        if key in self.companies:
            return ORGANISATION
        if self.grammar.tokens[named.start].tag not in {"NNP", "NNPS"} and not word.isupper():
            return None
        if word.replace(".", "") in acronyms():
            return ORGANISATION
        if (key in titles() and (titles()[key].is_body or titles()[key].is_role)) or _is_plural_role(word):
            return None
        found = self._most(key)
        if found is ORGANISATION and key in regions():
            return PLACE
        if key in self.heads and key not in self.givens:
            return PLACE
        if found is not PERSON or key in self.givens:
            return PERSON if key in self.givens and found else found
        if 2 * self.located[key] >= sum(self.votes[key].values()):
            return PLACE
        # No person supports it: SpaceX, Buzz60, "on Twitter".
        is_thing = (any(map(str.isupper, word[1:])) and not word.isupper()) or any(map(str.isdigit, word))
        return (
            ORGANISATION if (is_thing and not word.startswith(("Mc", "Mac", "O'", "O’"))) or self.media[key] else found
        )

    def _type_of_words(self, named: Named) -> EntityType | None:
        if self._is_person(named):
            return PERSON
        if leading_word(self.grammar.words[named.start : named.end]):
            return ORGANISATION
        if named.label in HIDING and not self.votes[self._key(named)]:
            return None
        last = self.grammar.lowers[named.end - 1]
        if (
            any(self.grammar.words[index].isdigit() for index in range(named.start, named.end))
            and named.label == "PERSON"
        ):
            return ORGANISATION
        if wording_is_known(self.grammar.wording(named.start, named.end)):
            return ORGANISATION
        votes = self.votes[self._key(named)]
        if last in body_words() and votes[PLACE] <= votes[ORGANISATION]:
            return ORGANISATION
        if last in institution_words("place"):
            return PLACE
        if self.grammar.tokens[named.end - 1].tag == "NNPS" and named.label == "GPE":
            return ORGANISATION  # teams: a town and a plural
        return self._most(self._key(named))

    def _most(self, key: str) -> EntityType | None:
        votes = self.votes[key]
        return max((PERSON, ORGANISATION, PLACE), key=lambda kind: votes[kind]) if votes else None

    def _is_called_place(self, named: Named) -> bool:
        """Whether an apposition says so: "Farholm, a peninsula …"."""
        before = self.grammar.lowers[max(0, named.start - 2) : named.start]
        if len(before) == 2 and before[1] == "of" and before[0] in institution_words("place"):
            return True
        return self._is_called(named, institution_words("place"))

    def _is_called(self, named: Named, nouns: frozenset[str]) -> bool:
        """Whether the apposition after a name is headed by one of the nouns."""
        words = self.grammar.lowers[named.end : named.end + 5]
        tags = [token.tag for token in self.grammar.tokens[named.end : named.end + 5]]
        if len(words) < 3 or words[0] not in {",", "--", "—", "–", "("} or words[1] not in {"a", "an", "the"}:
            return False
        return any(words[at] in nouns and tags[at + 1 : at + 2] != ["NN"] for at in range(2, min(4, len(words))))

    def _is_locative(self, named: Named) -> bool:
        before = self._before(named)
        return before in _LOCATIVE or (named.label in {"GPE", "FAC"} and before in {"to", "into", "from", "of"})

    def _is_place_here(self, named: Named, is_known: bool) -> bool:
        return is_known and (self._before(named) in _LOCATIVE or named.label in {"GPE", "LOC"})

    def _before(self, named: Named) -> str:
        index = named.start - 1
        while index >= 0 and self.grammar.lowers[index] in {"the"}:
            index -= 1
        return self.grammar.lowers[index] if index >= 0 else ""


__all__ = ["ORGANISATION", "PERSON", "PLACE", "Named", "names_in"]

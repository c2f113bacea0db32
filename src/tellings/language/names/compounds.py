"""Names that show by the words around and inside them: facilities, saints' churches, short forms of companies.

The recogniser passes over "Ofer prison" for its small letter, over "Sundal" at a sentence's beginning, and takes
"St Peter's" for a man.
"""

from functools import cache

from tellings.data.tables import table
from tellings.language.names.given import is_given_name
from tellings.language.names.grammar import Grammar
from tellings.language.names.places import institution_words, place_of, places
from tellings.language.names.titles import titles

# Nouns that say what a place is and are no part of its name: "Varnik city" is Varnik.
_PLAIN = frozenset({"border", "capital", "city", "coast", "county", "province", "region", "street", "town", "village"})
SAINTS = frozenset({"st", "st.", "saint", "san", "santa"})
MAX_PROPER = 3
# Words to either side that show how a heading is written.
MAX_AROUND = 12
# Headings in title case write "after" and "over" small now and then. A guess.
SHARE_OF_CAPITALS = 0.75
# A short word is too often an ordinary word at a sentence's beginning.
MIN_LETTERS = 4


@cache
def _frequent() -> frozenset[str]:
    """Words that news texts use often, names among them."""
    return frozenset(word for row in table("word_frequencies") for word in row[1].split() if word)


@cache
def _listed() -> frozenset[str]:
    """Words that a dictionary lists, and what ministries are for."""
    return frozenset(w for row in table("word_relations") for w in row[:2]) | institution_words("portfolio")


def is_ordinary(word: str) -> bool:
    """Whether a word is in the dictionary or a title: no evidence of a name by itself."""
    return word.lower() in _listed() or word.lower() in titles()


@cache
def body_words() -> frozenset[str]:
    """Last words that names of organisations end in, those of companies with them."""
    return institution_words("organisation") | institution_words("company") | institution_words("legal")


def facilities(grammar: Grammar) -> list[tuple[int, int]]:
    """Ranges of tokens such as "Ofer prison": proper nouns with the small noun that says what place it is."""
    nouns = [index for index, word in enumerate(grammar.words) if word in _facility_nouns()]
    bare = _words_without_noun(grammar) if nouns else frozenset()
    found = []
    for index in nouns:
        word = grammar.lowers[index]
        end = index - 1
        if end >= 0 and grammar.tokens[end].tag == "JJ" and grammar.words[end].islower():
            end -= 1  # "Ofer military prison"
        start = end + 1
        while start > 0 and end + 1 - start < MAX_PROPER and _is_proper_here(grammar, start - 1, index):
            start -= 1
        last = grammar.words[end] if start <= end else ""
        if last and last not in bare and last.lower() != word and place_of(grammar.wording(start, end + 1)) is None:
            found.append((start, index + 1))
    return found


@cache
def _facility_nouns() -> frozenset[str]:
    return institution_words("place") - _PLAIN


def _is_proper_here(grammar: Grammar, index: int, noun: int) -> bool:
    word = grammar.words[index]
    return (
        grammar.sentence[index] == grammar.sentence[noun]
        and grammar.tokens[index].tag == "NNP"
        and word[:1].isupper()
        and word.isalpha()
        and not word.isupper()
        and word.lower() not in titles()
        and word.lower() not in body_words()
        and place_of(word) is None
    )


def _words_without_noun(grammar: Grammar) -> frozenset[str]:
    """Capitalised words that somewhere end a noun phrase by themselves: names in their own right."""
    count = len(grammar.words)
    found = set()
    for index, word in enumerate(grammar.words):
        if not word[:1].isupper():
            continue
        after = grammar.tokens[index + 1].tag if index + 1 < count else "."
        if after not in {"NN", "NNS", "NNP", "NNPS", "JJ", "HYPH"}:
            found.add(word)
    return frozenset(found)


def countries_spelled_out(grammar: Grammar) -> list[tuple[int, int]]:
    """Ranges of tokens that spell out a country's long name ("the Democratic People's Republic of Korea")."""
    found, long_names = [], _long_names()
    for index in [at for at, word in enumerate(grammar.lowers) if word in long_names]:
        word = grammar.lowers[index]
        if not grammar.is_capitalised(index):
            continue
        here = index
        for length in long_names[word]:
            end = _end_after(grammar, here, length)
            place = place_of(grammar.wording(here, end)) if end else None
            if place and place.kind == "name":
                found.append((here, end))
                break
    return found


def _end_after(grammar: Grammar, start: int, words: int) -> int:
    """The token after so many printed words, or 0 past the text's end: "People's" is one word and two tokens."""
    end, last = start, 0
    while words and end < len(grammar.tokens):
        token = grammar.tokens[end]
        if token.start > last:
            words -= 1
        last = token.end
        end += 1
    while end < len(grammar.tokens) and grammar.tokens[end].start == last and grammar.words[end][:1].isalnum():
        last, end = grammar.tokens[end].end, end + 1
    return 0 if words else end


@cache
def _long_names() -> dict[str, tuple[int, ...]]:
    """For the first word of countries' names of three words and more, their numbers of words, the longest first."""
    found: dict[str, set[int]] = {}
    for key, place in places().items():
        if place.kind == "name" and len(key.split()) > 2:
            found.setdefault(key.split()[0], set()).add(len(key.split()))
    return {word: tuple(sorted(lengths, reverse=True)) for word, lengths in found.items()}


def leading_word(words: tuple[str, ...]) -> str:
    """The word by which a text may call a company again ("Sundal" for "Sundal Line"); empty where there is none."""
    lowers = [word.lower().strip(".,") for word in words]
    if len(words) < 2 or not all(word in body_words() or word in {"&", "and"} for word in lowers[1:]):
        return ""
    first = words[0]
    if len(first) < MIN_LETTERS or not first.isalpha() or not first[0].isupper() or place_of(first) is not None:
        return ""
    return (
        ""
        if is_ordinary(first) or lowers[0] in _frequent() or is_given_name(first) or lowers[0] in body_words()
        else first
    )


def place_head(words: tuple[str, ...]) -> str:
    """What a place's name holds beside the noun: "Varnik" in "Port Varnik" and "Lorn" in "Strait of Lorn"; or empty."""
    nouns = institution_words("place")
    rest = [word for word in words if word.lower() not in nouns and word.lower() not in {"of", "the"}]
    is_named_for = words[0].lower() in nouns and len(rest) == 1 and not is_given_name(rest[0])
    return rest[0] if is_named_for and len(words) > 1 else ""


def without_headline_words(grammar: Grammar, start: int, end: int) -> int:
    """Where a person's name begins in a heading in title case, where every word is written as a name is.

    "Villagers Accuse Berg" is Berg; a given name or an initial before the last word stays.
    """
    if end - start < 2 or not _is_title_case(grammar, start):
        return start
    for index in range(end - 2, start - 1, -1):
        word = grammar.words[index]
        if len(word) > 2 and is_ordinary(word) and not is_given_name(word):
            return index + 1
    return start


def _is_title_case(grammar: Grammar, index: int) -> bool:
    """Whether the words around write every longer word with a capital."""
    first, last = max(0, index - MAX_AROUND), index + MAX_AROUND
    near = range(first, min(last, len(grammar.words)))
    long = [
        grammar.words[i] for i in near if grammar.sentence[i] == grammar.sentence[index] and len(grammar.words[i]) > 4
    ]
    return len(long) > 2 and sum(word[0].isupper() for word in long) >= SHARE_OF_CAPITALS * len(long)

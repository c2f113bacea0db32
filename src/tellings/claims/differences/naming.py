"""One thing by two names: another spelling, another rendering of an office's name, a longer and a shorter form.

Compared are runs of capitalised words as printed. Accents, capitals, points, initials, first names, titles and plurals
are left aside, as they tell a reader nothing; and so are two names that one article has both.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, product

from rapidfuzz.distance import Levenshtein

from tellings.claims.differences.found import Found, Telling
from tellings.claims.differences.matter import Reading
from tellings.claims.grammar import Grammar
from tellings.claims.lexicon import relation, relations, words_of
from tellings.data.tables import table
from tellings.records import ArticleId, DisagreementKind, Span

_INNER = frozenset({"of", "the", "and", "for", "de", "del", "la", "al", "-", "–", "."})
_MOST_NAMES = 400
_LONGEST_OFFICE = 5  # words of an office; more are mostly two, joined by "and"
_LEAST = 6  # letters of a name whose spelling is compared; shorter ones are often two names
_TELLING = 3  # letters from which a word of a name tells something
_SPLIT = re.compile(r"[\s\-–.]+")


@dataclass(frozen=True, slots=True)
class _Name:
    text: str
    letters: str
    words: tuple[str, ...]
    places: tuple[tuple[Span, int], ...]

    @property
    def articles(self) -> frozenset[ArticleId]:
        return frozenset(span.article_id for span, _ in self.places)


def naming(reading: Reading) -> Iterator[Found]:
    """Two names of one thing, in alphabetical order."""
    names = _names(reading)
    for one, other in combinations(names[:_MOST_NAMES], 2):
        how = _how(one, other)
        if (
            how
            and (not one.articles & other.articles or _is_long(one, other))
            and not _have_rivals(names, one, other, how)
        ):
            yield from _found(reading, one, other, how)


def _is_long(one: _Name, other: _Name) -> bool:
    """Whether two names share so much that an article with both only spells one of them in two ways."""
    return len({word for word in one.words if len(word) >= _TELLING} & set(other.words)) > 1


def _found(reading: Reading, one: _Name, other: _Name, how: str) -> Iterator[Found]:
    """The two names where each article first has them."""
    both = one.articles & other.articles
    firsts = [
        {span.article_id: (span, at) for span, at in reversed(name.places) if span.article_id not in both}
        for name in (one, other)
    ]
    near = Levenshtein.normalized_similarity(one.letters, other.letters)
    for (ours, at), (theirs, there) in product(firsts[0].values(), firsts[1].values()):
        yield Found(
            f"name {how}",
            DisagreementKind.NAMING,
            True,
            min(one.text, other.text),
            Telling(ours, one.text, one.text.casefold(), at),
            Telling(theirs, other.text, other.text.casefold(), there),
            reading.signs_of(at, there, near=near),
        )


def _names(reading: Reading) -> list[_Name]:
    found: dict[str, list[tuple[Span, int]]] = {}
    for grammar in reading.grammars.values():
        places = _places(reading, grammar.annotated.article.id)
        for first, last in _runs(grammar):
            span = grammar.span(first, last)
            text = " ".join(grammar.annotated.article.wording(span).split()).replace("\u00ad", "")
            at = next((places[i] for i in range(first, -1, -1) if i in places), min(places.values(), default=None))
            if at is not None:
                found.setdefault(text, []).append((span, at))
    made = [_Name(text, _letters(text), _words(text), tuple(places)) for text, places in sorted(found.items())]
    return [name for name in made if len(name.letters) >= 4 and not name.text.isupper()]


def _places(reading: Reading, article_id: ArticleId) -> Mapping[int, int]:
    places: dict[int, int] = {}
    for at, fact in enumerate(reading.facts):
        if fact.span.article_id == article_id:
            for token in fact.assertion.tokens:
                places.setdefault(token, at)
    return places


def _runs(grammar: Grammar) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words, numbers and small words between them."""
    index, size = 0, len(grammar.tokens)
    while index < size:
        if not _is_capital(grammar, index) or grammar.tokens[index].tag == "PRP":
            index += 1
            continue
        last = here = index
        while here + 1 < size and grammar.sentences[here + 1] == grammar.sentences[index] and here - index < 12:
            here += 1
            if _is_capital(grammar, here) or _is_number(grammar, here):
                last = here
            elif grammar.word(here) not in _INNER and not _is_glued(grammar, here):
                break
        yield index, last
        index = last + 1


def _is_capital(grammar: Grammar, index: int) -> bool:
    token = grammar.tokens[index]
    text = grammar.annotated.article.text[token.start : token.end]
    if not text[:1].isupper():
        return False
    first = index == 0 or grammar.sentences[index - 1] != grammar.sentences[index]
    return token.tag in {"NNP", "NNPS"} or (not first and token.tag in {"NN", "NNS", "JJ", "VB"})


def _is_glued(grammar: Grammar, index: int) -> bool:
    """Whether a small word stands between hyphens, as in "Varn-i-Sel"."""
    text, token = grammar.annotated.article.text, grammar.tokens[index]
    return text[token.start - 1 : token.start] == text[token.end : token.end + 1] == "-"


def _is_number(grammar: Grammar, index: int) -> bool:
    token = grammar.tokens[index]
    return grammar.annotated.article.text[token.start : token.start + 1].isdigit()


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if c.isalnum())


def _words(text: str) -> tuple[str, ...]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    plain = re.sub(r"['’´]s\b", "", plain)
    return tuple(w for w in _SPLIT.split(plain) if w and w not in _INNER)


def _how(one: _Name, other: _Name) -> str:
    """How two names are of one thing: "spelling", "office", "form"; empty where they are not."""
    if one.letters == other.letters and (len(one.words) == len(other.words) or "-" in one.text + other.text):
        return ""
    if _is_spelling(one, other):
        return "spelling"
    ours, theirs = set(one.words), set(other.words)
    shared = ours & theirs
    within = one.text in other.text or other.text in one.text
    if (
        shared & words_of("body-noun")
        and not within
        and max(len(ours), len(theirs)) <= _LONGEST_OFFICE
        and _is_office(ours, theirs, shared)
    ):
        return "office"
    short, long = sorted((one.text, other.text), key=len)
    if long.startswith(f"{short}-") and len(one.words) > 1 and long[len(short) + 1].isalpha():
        return "form"
    if len(shared) >= 2 and (_is_model(one, other) or _is_inflected(one, other)):
        return "form"
    return ""


def _is_inflected(one: _Name, other: _Name) -> bool:
    """Whether one word of several has another ending ("Harbour Culture Centre", "Harbour Cultural Centre")."""
    unlike = _unlike(one, other)
    return len(unlike) == 1 and relation(*unlike[0]) in {"derived", "inflected"}


def _unlike(one: _Name, other: _Name) -> list[tuple[str, str]]:
    """The words in which two names of as many words differ; none of names of other lengths."""
    if len(one.words) != len(other.words):
        return []
    return [(a, b) for a, b in zip(one.words, other.words, strict=True) if a != b]


def _is_spelling(one: _Name, other: _Name) -> bool:
    """Whether names differ in a letter or two, and not by an ending, an initial or a number."""
    if any(word in _demonyms() for word in (one.text, other.text)):
        return False
    plain = [tuple(word for word in name.words if not word[:1].isdigit()) for name in (one, other)]
    if len(plain[0]) != len(plain[1]):  # one word in one report, several in another
        return 1 in map(len, plain) and "".join(plain[0]) == "".join(plain[1]) and len("".join(plain[0])) >= _LEAST
    unlike = _unlike(one, other)
    if len(unlike) != 1 or min(len(one.letters), len(other.letters)) < _LEAST:
        return False
    a, b = unlike[0]
    rest = sum(len(word) >= _TELLING for word in one.words if word != a)
    if f"-{a}-" in one.text and f"-{b}-" in other.text:  # "Varn-i-Sel", "Varn-e-Sel"
        return True
    if not a.isalpha() or not b.isalpha() or min(len(a), len(b)) < 4 or a[0] != b[0]:
        return False
    if a.startswith(b) or b.startswith(a):
        longer = max(a, b, key=len)
        if one.words[-1] == other.words[-1] and one.words[-1].isdigit():
            return min(len(a), len(b)) >= _LEAST
        return len(one.words) > 1 and abs(len(a) - len(b)) == 1 and longer[-1] not in "sn"
    if {a, b} & (words_of("office", "body-noun")):
        return False
    known = a in relations(), b in relations()
    if all(known) or (any(known) and len(one.words) == 1):  # a dictionary word is no other name's spelling
        return False
    return Levenshtein.distance(a, b) <= (1 if min(len(a), len(b)) < 8 and rest < 2 else 2)


@lru_cache(maxsize=1)
def _demonyms() -> frozenset[str]:
    return frozenset(row[0] for row in table("demonyms"))


def _is_office(ours: set[str], theirs: set[str], shared: set[str]) -> bool:
    """Whether two names of an office share what it is for, at least in part, and differ in the rest of that."""
    one, other = (names - words_of("body-noun") for names in (ours, theirs))
    common = {a for a in one for b in other if a == b or relation(a, b) in {"same", "near", "derived"}}
    rest = [word for word in one ^ other if word not in common]
    return any(_is_purpose(word) for word in common) and bool(rest) and all(_is_purpose(word) for word in rest)


def _is_purpose(word: str) -> bool:
    """Whether a word of an office's name says what it is for: a dictionary word, and no country's."""
    return len(word) > 3 and word in relations() and word not in {"united", "nation", "national", "state", "states"}


def _is_model(one: _Name, other: _Name) -> bool:
    """Whether two names share words and a number that one gives more fully ("208", "208B")."""
    numbers = [[w for w in name.words if w[:1].isdigit()] for name in (one, other)]
    return (
        any(a != b and (a.startswith(b) or b.startswith(a)) for a in numbers[0] for b in numbers[1])
        and one.words[0] == other.words[0]
    )


def _have_rivals(names: list[_Name], one: _Name, other: _Name, how: str) -> bool:
    """Whether an article of either name has the other one in another form, and so knows both."""
    if how != "office":
        return any(
            name.articles & both.articles
            for name, both in (
                (n, o)
                for n in names
                for o, mine in ((one, other), (other, one))
                if n.letters == mine.letters and n not in (one, other)
            )
        )
    offices = set(one.words) & set(other.words) & words_of("body-noun")
    for name in names:
        if name in (one, other) or not set(name.words) & offices:
            continue
        if any(
            name.articles & mine.articles and not set(name.words) <= set(mine.words) and _how(name, mine) != "office"
            for mine in (one, other)
        ):
            return True
    return False

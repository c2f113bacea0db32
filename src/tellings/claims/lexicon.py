"""How words are related: the same sense, one root, kind and wider kind, opposites."""

from collections.abc import Collection, Iterator
from functools import cache, lru_cache
from itertools import combinations

from tellings.data.tables import table

# How much of a word's weight a related word is worth in a comparison; guesses, checked by leaving each out in turn.
WORTH = {"same": 0.7, "near": 0.6, "derived": 0.7, "kind": 0.4, "inflected": 0.7}
# Relations of words by which two texts can mean one thing.
LIKE = frozenset({"same", "near", "derived", "inflected"})


@cache
def relations() -> dict[str, dict[str, str]]:
    """For each word the words related to it, and how: same, derived, kind or opposite.

    WordNet's word on two words stands, where it has one; what newsrooms use for one another comes after.
    """
    related: dict[str, dict[str, str]] = {}
    for one, other, kind in table("word_relations"):
        related.setdefault(one, {})[other] = kind
        related.setdefault(other, {})[one] = kind
    for group in table("news_synonyms"):
        for one, other in combinations([word for word in group if word], 2):
            for word, like in ((one, other), (other, one)):
                known = related.setdefault(word, {})
                if known.get(like) in {None, "kind"}:
                    known[like] = "near"
    return related


@cache
def words_of(*classes: str) -> frozenset[str]:
    """The words of one or more classes of `data/claim_words.tsv`."""
    return frozenset(word for name, word, _ in table("claim_words") if name in classes)


@cache
def values_of(name: str) -> dict[str, int]:
    """The words of a class with the number each stands for."""
    return {word: int(value) for found, word, value in table("claim_words") if found == name}


@cache
def event_nouns() -> frozenset[str]:
    """Nouns that name acts and events."""
    return frozenset(row[0] for row in table("event_nouns"))


@cache
def reporting_verbs() -> frozenset[str]:
    """Verbs that lead to what somebody says."""
    return frozenset(row[0] for row in table("reporting_verbs"))


@lru_cache(maxsize=1 << 16)
def relation(one: str, other: str) -> str:
    """How two lemmas are related; empty if they are not, "equal" if they are one."""
    if one == other:
        return "equal"
    found = relations().get(one, {}).get(other, "")
    return found or ("inflected" if shares_stem(one, other) else "")


def kin(words: Collection[str]) -> Iterator[tuple[str, str, str]]:
    """Words of a vocabulary that are related to one another, and how, each pair both ways; the table's word first."""
    table = relations()
    stems: dict[str, list[str]] = {}
    for word in words:
        stems.setdefault(word[:5], []).append(word)
        yield from (
            (word, other, kind) for other, kind in table.get(word, {}).items() if kind in WORTH and other in words
        )
    for alike in stems.values():
        near = alike[:_MOST_ALIKE]
        yield from ((a, b, "inflected") for a in near for b in near if a != b and shares_stem(a, b))


_MOST_ALIKE = 50  # words with the same first five letters; more only in hostile text


def shares_stem(one: str, other: str) -> bool:
    """Whether two words begin alike for five letters or more and differ by an ending of three at most.

    Catches what the table lacks: "Syria" and "Syrian", "investigate" and "investigator".
    """
    if len(one) > len(other):
        one, other = other, one
    shared = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    return shared >= 5 and len(other) - shared <= 3 and one.isalpha() and other.isalpha()


_LEAST_STEM = 4


@cache
def is_opposite(one: str, other: str) -> bool:
    """Whether two lemmas say the opposite: by the table, through a word of the same sense, or by a negating prefix.

    "shift" and "unchanged" are opposites as words of change and of its absence.
    """
    if one == other:
        return False
    sides = {words_of("changing"): words_of("unchanging"), words_of("unchanging"): words_of("changing")}
    if any(one in side and other in against for side, against in sides.items()):
        return True
    return any(_contradict(near, other) for near in _near(one)) or any(_contradict(one, near) for near in _near(other))


def _contradict(one: str, other: str) -> bool:
    return relations().get(one, {}).get(other) == "opposite" or _negates(one, other) or _negates(other, one)


def _near(word: str) -> tuple[str, ...]:
    """The word and those of the same sense or root, in the table's order."""
    return (word, *(w for w, kind in relations().get(word, {}).items() if kind in {"same", "derived"}))


def _negates(word: str, base: str) -> bool:
    """Whether a word is another one, or its participle, behind a negating prefix."""
    for prefix in sorted(words_of("prefix")):
        stem = word.removeprefix(prefix)
        if stem != word and len(stem) >= _LEAST_STEM and (stem == base or _is_participle(stem, base)):
            return True
    return False


def _is_participle(word: str, base: str) -> bool:
    return len(base) >= _LEAST_STEM and word in {f"{base}d", f"{base}ed", f"{base}n", f"{base}en", f"{base}ing"}

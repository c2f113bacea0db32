"""The words that name a stance, and the small closed classes that reading them needs, from the data files."""

from dataclasses import dataclass
from functools import cache

from tellings.data.tables import table
from tellings.records import Stance

_EVERYTHING = frozenset({"obj", "clause", "inf"})
PARTS = {"VB": "verb", "NN": "noun", "JJ": "adjective", "IN": "preposition"}


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that names a stance, and what it takes.

    Args:
        takes: "obj", "clause", "inf", "must", "no", "other" and prepositions, as `data/stances.tsv` explains them.
        particle: A particle that has to stand with it ("out" of "rule out"), else empty.
        only, never: Lemmas one of which has to head what it takes, and those that must not.
    """

    lemma: str
    part: str
    stance: Stance
    plover: str
    takes: frozenset[str]
    particle: str
    only: frozenset[str]
    never: frozenset[str]

    @property
    def prepositions(self) -> frozenset[str]:
        """The prepositions before what it takes."""
        return self.takes - {"obj", "clause", "inf", "must", "no", "other"}


@dataclass(frozen=True, slots=True)
class PloverType:
    """An event type's tone, -10 to 10, and its favour of the matter, -1 to 1, where it tells."""

    tone: float
    favour: float | None


@cache
def cues() -> dict[tuple[str, str], tuple[Cue, ...]]:
    """The cues of each lemma and part of speech, in the order of the file: the first that fits counts."""
    found: dict[tuple[str, str], tuple[Cue, ...]] = {}
    for lemma, part, frame, stance, plover, only, never in table("stances"):
        words = frame.split()
        particle = next((word[1:] for word in words if word.startswith("+")), "")
        cue = Cue(
            lemma=lemma,
            part=part,
            stance=Stance(stance),
            plover=plover,
            takes=frozenset(w for w in words if not w.startswith("+")) or frozenset({particle} - {""}) or _EVERYTHING,
            particle=particle,
            only=frozenset(only.split()),
            never=frozenset(never.split()),
        )
        found[lemma, part] = (*found.get((lemma, part), ()), cue)
    return found


@cache
def plover_types() -> dict[str, PloverType]:
    """Tone and favour of each event type."""
    return {
        name: PloverType(float(tone), float(favour) if favour else None) for name, tone, favour in table("plover_types")
    }


@cache
def words_of(kind: str) -> frozenset[str]:
    """The words of one class of `data/stance_words.tsv`."""
    return frozenset(word for name, words in table("stance_words") if name == kind for word in words.split())


@cache
def party_nouns(kind: str) -> frozenset[str]:
    """The nouns of one kind of `data/party_nouns.tsv`."""
    return frozenset(word for name, words in table("party_nouns") if name == kind for word in words.split())


@cache
def turning_words() -> frozenset[str]:
    """Lemmas that turn a stance round."""
    return frozenset(word for (words,) in table("turning_words") for word in words.split())


@cache
def empty_issues() -> frozenset[str]:
    """Lemmas of issues that are the talking itself."""
    return frozenset(lemma for lemma, *_ in table("empty_issues"))


@cache
def time_words() -> frozenset[str]:
    """Lemmas that name a time and never an issue or a party."""
    days = "monday tuesday wednesday thursday friday saturday sunday"
    months = "january february march april may june july august september october november december"
    return frozenset(f"{days} {months} today yesterday tomorrow week month year day morning evening night".split())

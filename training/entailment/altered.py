"""Pairs made from pairs: with other names, other numbers, longer premises, and clauses that follow from a premise.

A network that sees each name once or twice learns which names go with which answer. With other names on both sides the
answer is the same; with another number, name or polarity on one side it is known too. All is made from the pairs that
are learned from, so that nothing held back comes in.
"""

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from pairs import CONTRADICTION, ENTAILMENT, NEUTRAL, NOT_ENTAILMENT, Pair

from tellings.data.tables import table
from tellings.entailment.numbers import Number, numbers_and_dates_of, words_of

# A word written large inside a sentence; months and days stand for themselves.
_NAME = re.compile(r"(?<=[a-z,0-9] )[A-Z][a-z]{2,}\b")
_STANDING = """
January February March April May June July August September October November December Monday Tuesday Wednesday
Thursday Friday Saturday Sunday Rotten Tomatoes Metacritic The This That There North South East West New
"""
FIXED = frozenset(_STANDING.split())
# How many of each kind are made, at most; a guess at a fair share of the time.
RENAMED_SHARE, RENUMBERED, LENGTHENED, ELSEWHERE, CLAUSES = 0.35, 3000, 2500, 1800, 5000
_PLAIN = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")


def altered(pairs: Sequence[Pair], seed: int) -> list[Pair]:
    """All that is made of the learned pairs."""
    chance = random.Random(seed)
    names = _names_of(pairs)
    own = [pair for pair in pairs if pair.kind in {"vitaminc", "rte", "mnli"}]
    copies = [renamed(pair, names, chance) for pair in own if pair.kind != "mnli" and chance.random() < RENAMED_SHARE]
    numbers = [made for pair in chance.sample(own, len(own)) for made in renumbered(pair, chance)][:RENUMBERED]
    clauses = [made for pair in chance.sample(own, len(own)) for made in clauses_of(pair, names, chance)][:CLAUSES]
    return [*filter(None, copies), *numbers, *lengthened(own, chance), *elsewhere(own, chance), *clauses]


def _names_of(pairs: Sequence[Pair]) -> list[str]:
    """Names of all pairs to draw from, each once, in alphabetical order."""
    return sorted({name for pair in pairs for name in _NAME.findall(pair.premise)} - FIXED)


def renamed(pair: Pair, names: Sequence[str], chance: random.Random) -> Pair | None:
    """A pair with other names, the same in both sentences; None where there is no name."""
    found = sorted({*_NAME.findall(pair.premise), *_NAME.findall(pair.hypothesis)} - FIXED)
    if not found:
        return None
    other = dict(zip(found, chance.sample(names, len(found)), strict=True))
    pattern = re.compile(r"\b(" + "|".join(map(re.escape, found)) + r")\b")
    texts = [pattern.sub(lambda match: other[match.group()], text) for text in (pair.premise, pair.hypothesis)]
    return Pair(pair.id + "-renamed", pair.kind, pair.group, *texts, pair.label)


def renumbered(pair: Pair, chance: random.Random) -> Iterator[Pair]:
    """A pair with a number of the hypothesis moved: to where it no longer follows, or to where it follows as before.

    What is left open stays open wherever the number lies.
    """
    if pair.label not in {ENTAILMENT, NEUTRAL} or pair.kind == "mnli":
        return
    words, given = words_of(pair.hypothesis), words_of(pair.premise)
    there = [number.value for number in numbers_and_dates_of(given) if number.date is None]
    for number in numbers_and_dates_of(words):
        if number.date is not None or number.end - number.start > 1 or not _PLAIN.fullmatch(words[number.start]):
            continue
        nearest = min(there, key=lambda value: abs(value - number.value), default=None)
        if nearest is None or abs(nearest - number.value) > 0.3 * max(nearest, 1):
            continue
        keeps = pair.label == NEUTRAL or chance.random() < 0.5
        moved = _moved(number, nearest, chance, keeps=keeps)
        if moved is None:
            continue
        written = f"{moved:,}" if "," in words[number.start] else str(moved)
        pattern = rf"(?<![\d.,]){re.escape(words[number.start])}(?![\d]|[.,]\d)"
        hypothesis = re.sub(pattern, written, pair.hypothesis, count=1)
        if hypothesis != pair.hypothesis:
            label = pair.label if keeps else CONTRADICTION
            yield Pair(pair.id + "-moved", pair.kind, pair.group, pair.premise, hypothesis, label)
        return


def _moved(number: Number, given: float, chance: random.Random, *, keeps: bool) -> int | None:
    """Another whole number that follows from the given one under the same bound, or that it excludes."""
    if number.value != int(number.value) or given < 3:
        return None
    if 1400 < given < 2100:
        return None if number.bound or keeps else int(given) + chance.choice((-12, -3, -1, 1, 2, 9))
    step = max(1, int(given * chance.choice((0.02, 0.1, 0.4))))
    up = {"more": not keeps, "least": not keeps, "less": keeps, "most": keeps, "": chance.random() < 0.5}.get(
        number.bound
    )
    if up is None or (keeps and not number.bound):
        return None
    return int(given) + step if up else max(0, int(given) - step)


def elsewhere(pairs: Sequence[Pair], chance: random.Random) -> Iterator[Pair]:
    """Hypotheses beside a sentence of their page that has few of their words: nothing follows of it."""
    pages: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        if pair.kind == "vitaminc":
            pages[pair.group].append(pair)
    own = [pair for pair in pairs if pair.kind == "vitaminc"]
    made = 0
    for pair in chance.sample(own, len(own)):
        other = chance.choice(pages[pair.group])
        asked = {word.lower() for word in words_of(pair.hypothesis) if len(word) > 3}
        there = {word.lower() for word in words_of(other.premise)}
        if not asked or other.premise == pair.premise or not 0.1 < len(asked & there) / len(asked) < 0.4:
            continue
        yield Pair(pair.id + "-elsewhere", pair.kind, pair.group, other.premise, pair.hypothesis, NEUTRAL)
        made += 1
        if made == ELSEWHERE:
            return


def lengthened(pairs: Sequence[Pair], chance: random.Random) -> Iterator[Pair]:
    """Pairs whose premise stands before or after a sentence of another page: the answer stays."""
    short = [pair for pair in pairs if pair.kind != "mnli" and len(pair.premise) + len(pair.hypothesis) < 260]
    for pair in chance.sample(short, LENGTHENED):
        other = chance.choice(short)
        if other.group == pair.group or len(other.premise) > 180:
            continue
        both = [pair.premise, other.premise]
        chance.shuffle(both)
        yield Pair(pair.id + "-longer", pair.kind, pair.group, " ".join(both), pair.hypothesis, pair.label)


_SENTENCE_END = re.compile(r"(?<=[a-z0-9)\"'][ ]\.)\s+(?=[A-Z])|(?<=[a-z0-9)]\.)\s+(?=[A-Z])")
_OPENING = re.compile(r"(?:In|On|As of|During|At|Since|After|By) [^,]{3,40} ?, (?=[A-Z]|the |he |she |it |they )")
_ASIDE = re.compile(r" ?\([^()]*\) ?")
_LATER = re.compile(
    r" ?, (?:and|but|while|which|who|where|with|making|becoming|including|followed|after|before|when) .*"
)
_TAIL = re.compile(r" (?:in|on|at|during|for|after|before|with|by|from|since|due|as part) [^,.]{3,60} ?\.? *$")
# Words under which a clause is not asserted, so that nothing is said of it here.
_OPEN = re.compile(
    r"\b(?:if|whether|not|no|never|neither|nor|none|without|few|little|less|only|unless|may|might|could|would|should|"
    r"claim\w*|alleg\w*|deni\w*|den(?:y|ies)|rumou?r\w*|reportedly|until|all|every|each|any|most|at least|"
    r"more than|over)\b",
    re.IGNORECASE,
)
_IS = re.compile(r"\b(is|was|were|are|has|had|have|will)\b(?! (?:not|been|also))")


def clauses_of(pair: Pair, names: Sequence[str], chance: random.Random) -> Iterator[Pair]:
    """A shorter form of a premise's sentence, which follows, and what does not once a word of it is another."""
    sentences = [part for part in _SENTENCE_END.split(pair.premise) if 40 < len(part) < 260]
    if not sentences or (pair.kind == "mnli" and chance.random() < 0.7):
        return
    sentence = chance.choice(sentences)
    short = _shortened(sentence, chance)
    if not short or len(short.split()) < 5:
        return
    premise = pair.premise
    label = ENTAILMENT if not _OPEN.search(sentence) else None
    if label is not None or short in sentence:
        yield Pair(pair.id + "-clause", "clause", pair.group, premise, short, ENTAILMENT)
    for makers in chance.sample((_other_number, _negated, _other_name, _opposite), 2):
        made = makers(short, premise, names, chance)
        if made:
            hypothesis, label = made
            yield Pair(f"{pair.id}-{makers.__name__}", "clause", pair.group, premise, hypothesis, label)


def _shortened(sentence: str, chance: random.Random) -> str:
    """A sentence without its opening, asides or end: by chance, one or two of them."""
    short = _ASIDE.sub(" ", sentence)
    if chance.random() < 0.6:
        short = _OPENING.sub("", short)
    if chance.random() < 0.6:
        short = _LATER.sub(" .", short)
    if chance.random() < 0.4 and not _OPEN.search(short):
        short = _TAIL.sub(" .", short)
    if short.strip() == sentence.strip():
        short = _TAIL.sub(" .", _LATER.sub(" .", short)) if not _OPEN.search(short) else short
    short = short.strip()
    return short[:1].upper() + short[1:]


def _other_number(short: str, premise: str, names: Sequence[str], chance: random.Random) -> tuple[str, int] | None:
    found = [match for match in _PLAIN.finditer(short) if 1 < float(match.group().replace(",", "")) < 1e9]
    if not found:
        return None
    match = chance.choice(found)
    value = float(match.group().replace(",", ""))
    shares = (0.0005, 0.005) if 1400 < value < 2100 else (0.003, 0.02, 0.1, 0.4)
    moved = int(value) + chance.choice((-1, 1)) * max(1, int(value * chance.choice(shares)))
    written = f"{moved:,}" if "," in match.group() else str(moved)
    return (short[: match.start()] + written + short[match.end() :], NOT_ENTAILMENT) if written not in premise else None


def _negated(short: str, premise: str, names: Sequence[str], chance: random.Random) -> tuple[str, int] | None:
    if _OPEN.search(short) or len(_IS.findall(short)) != 1:
        return None
    return _IS.sub(r"\1 not", short, count=1), CONTRADICTION


def _other_name(short: str, premise: str, names: Sequence[str], chance: random.Random) -> tuple[str, int] | None:
    found = [match for match in _NAME.finditer(short) if match.group() not in FIXED]
    if not found:
        return None
    match = chance.choice(found)
    theirs = [name for name in _NAME.findall(premise) if name not in FIXED and name != match.group()]
    other = chance.choice(theirs) if theirs and chance.random() < 0.6 else chance.choice(names)
    return short[: match.start()] + other + short[match.end() :], NOT_ENTAILMENT


def _opposite(short: str, premise: str, names: Sequence[str], chance: random.Random) -> tuple[str, int] | None:
    words = short.split()
    places = [at for at, word in enumerate(words) if word in _opposites()]
    if not places:
        return None
    at = chance.choice(places)
    return " ".join([*words[:at], chance.choice(_opposites()[words[at]]), *words[at + 1 :]]), NOT_ENTAILMENT


@cache
def _opposites() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for one, other, kind in table("word_relations"):
        if kind == "opposite" and min(len(one), len(other)) > 4:
            found[one].append(other)
            found[other].append(one)
    return found

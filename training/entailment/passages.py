"""Passages and one of their statements, invented: what a digest says against the sentences that it cites.

A passage is two to four sentences: facts, stated or on somebody's word, with sentences of no consequence between. The
hypothesis is a fact shortened, its attribution moved, two facts joined, or one of these with a thing wrong: another
number, name, day or polarity, the other fact's speaker, facts crosswise, the attribution dropped.

The facts stand in `facts.tsv`. Conventions as in `cases.py`: what somebody said is not thereby so. Every fourth fact is
held back with all its passages.
"""

import random
from collections.abc import Iterator
from pathlib import Path

from cases import Slots
from pairs import CONTRADICTION, ENTAILMENT, NEUTRAL, NOT_ENTAILMENT, Pair

COPIES = 160
FACTS = [
    line
    for line in (Path(__file__).parent / "facts.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
# How a statement is put on somebody's word: {who}, {day}, {what}.
SAID = """
{who} said on {day} that {what}.
{what}, {who} said on {day}.
{what}, according to {who}.
{who} told reporters on {day} that {what}.
In a statement on {day}, {who} said {what}.
{who} announced on {day} that {what}.
“{what},” {who} said.
According to {who}, {what}.
{what}, {who} told a news conference in the capital.
""".strip().splitlines()
RESAID = """
{who} said {what}.
{who} said that {what}.
{what}, {who} said.
According to {who}, {what}.
{what}, according to {who}.
""".strip().splitlines()
# Sentences of no consequence.
BETWEEN = """
The announcement came after months of speculation.
Officials gave few further details.
It was the first such case in the region this year.
Residents spoke of a long and difficult night.
Markets showed little reaction.
The opposition called for an inquiry.
Roads in the area were closed for several hours.
The two sides have been at odds over the border for years.
A spokeswoman declined to answer further questions.
Analysts had expected as much.
The news spread quickly on social media.
Parliament will debate the matter next month.
""".strip().splitlines()
SPEAKERS = """
the police; the interior ministry; the governor; the mayor of {R}; a spokesman for {Q}; {C}; the fire service;
the defence ministry; a local official; the company; the union; a military spokesman; {C}, a lawmaker;
the news agency of {S}; prosecutors
"""
_SPEAKERS = [part.strip() for part in SPEAKERS.replace("\n", " ").split(";")]


def passages(seed: int) -> list[Pair]:
    """All invented passages with a hypothesis each."""
    return list(_passages(random.Random(seed)))


def _passages(chance: random.Random) -> Iterator[Pair]:
    for held in (False, True):
        facts = [fact for number, fact in enumerate(FACTS) if (number % 4 == 3) == held]
        for number, fact in enumerate(facts):
            for copy in range(COPIES):
                premise, hypothesis, label = _pair(fact, chance.choice(facts), chance)
                yield Pair(
                    f"passage-{held}-{number}-{copy}",
                    "passage",
                    f"{'held back' if held else 'learned'} {number}",
                    premise,
                    hypothesis,
                    label,
                )


class _Told:
    """One fact of a passage: its forms, and who says so, if anybody."""

    def __init__(self, fact: str, chance: random.Random, said: float) -> None:
        slots = Slots(chance)
        full, *forms = fact.split("\t")
        self.full = _small(slots.fill(full))
        self.entailed, self.excluded, self.open = (
            [_small(slots.fill(form.strip())) for form in part.split(" ; ")] for part in forms
        )
        self.speaker = _small(slots.fill(chance.choice(_SPEAKERS))) if chance.random() < said else ""
        self.other = _small(slots.fill("{B}" if "{B}" not in full else "the harbour authority"))
        self.day = slots.fill("{E}")

    def sentence(self, chance: random.Random) -> str:
        """As the passage has it."""
        if not self.speaker:
            return _large(self.full) + "."
        return _large(chance.choice(SAID).format(who=self.speaker, day=self.day, what=self.full))


def _pair(fact: str, other: str, chance: random.Random) -> tuple[str, str, int]:
    first, second = _Told(fact, chance, 0.55), _Told(other, chance, 0.4)
    sentences = [first.sentence(chance)]
    both = chance.random() < 0.6
    if both:
        sentences.append(second.sentence(chance))
        if chance.random() < 0.5:
            sentences.reverse()
    if chance.random() < 0.5:
        sentences.insert(chance.randrange(len(sentences) + 1), chance.choice(BETWEEN))
    if both and first.speaker and second.speaker and chance.random() < 0.3:
        return " ".join(sentences), _resaid(chance.choice(first.entailed), second.speaker, chance), NOT_ENTAILMENT
    hypothesis, label = _fused(first, second, chance) if both and chance.random() < 0.35 else _single(first, chance)
    return " ".join(sentences), hypothesis, label


def _single(told: _Told, chance: random.Random) -> tuple[str, int]:
    """A statement of one fact, right or wrong."""
    drawn = chance.random()
    if drawn < 0.45:
        what, label = chance.choice([told.full, *told.entailed * 2]), ENTAILMENT
    elif drawn < 0.7:
        what, label = chance.choice(told.excluded), CONTRADICTION
    else:
        what, label = chance.choice(told.open), NOT_ENTAILMENT
    if not told.speaker:
        if chance.random() < 0.1:
            return _resaid(what, told.other, chance), NOT_ENTAILMENT
        return _large(what) + ".", label
    drawn = chance.random()
    if drawn < 0.12:
        return _large(what) + ".", NEUTRAL if label == ENTAILMENT else NOT_ENTAILMENT
    if drawn < 0.3:
        return _resaid(what, told.other, chance), NOT_ENTAILMENT
    if drawn < 0.38:
        denied = f"{told.speaker} denied that {what}."
        return _large(denied), CONTRADICTION if label == ENTAILMENT else NOT_ENTAILMENT
    return _resaid(what, told.speaker, chance), NOT_ENTAILMENT if label == CONTRADICTION else label


def _fused(first: _Told, second: _Told, chance: random.Random) -> tuple[str, int]:
    """Two facts in one sentence, each with its speaker if it has one; both right, or one of them wrong."""
    wrong = chance.random() < 0.5
    whats = [chance.choice(first.entailed), chance.choice(second.entailed)]
    speakers = [first.speaker, second.speaker]
    if wrong:
        which, how = chance.randrange(2), chance.random()
        told = (first, second)[which]
        if how < 0.6 or first.speaker == second.speaker:
            whats[which] = chance.choice([*told.excluded, *told.open])
        else:
            speakers.reverse()
    joined = [f"{who} said {what}" if who else what for who, what in zip(speakers, whats, strict=True)]
    if chance.random() < 0.5:
        joined.reverse()
    return _large(chance.choice((" and ", ", while ", "; ", ", and ")).join(joined)) + ".", (
        NOT_ENTAILMENT if wrong else ENTAILMENT
    )


def _resaid(what: str, who: str, chance: random.Random) -> str:
    return _large(chance.choice(RESAID).format(who=who, what=what))


def _large(text: str) -> str:
    at = 1 if text[:1] == "“" else 0
    return text[:at] + text[at : at + 1].upper() + text[at + 1 :]


def _small(text: str) -> str:
    """With a small first letter, unless it begins a name; slots fill with a large one."""
    first = text.split()[0].lower()
    plain = "a at the more unemployment troops rescuers on fewer nobody several no police prosecutors inflation"
    plain += " flights it drivers there"
    return text[:1].lower() + text[1:] if first in plain.split() else text

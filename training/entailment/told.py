"""Statements put on somebody's word, and asked about: what one said, another did not; what was said is not thereby so.

The statements are hypotheses of the learned pairs, so that their wording is as manifold as theirs; the speakers are
invented. Several stand side by side, as sentences do that a digest cites together.
"""

import random
import re
from collections.abc import Iterator, Sequence

from altered import FIXED
from cases import Slots
from pairs import CONTRADICTION, ENTAILMENT, NEUTRAL, NOT_ENTAILMENT, Pair

# Frames of the premise: on whose word, and whether what is said is thereby so (yes), open (open) or not (no).
SAID = """
{who} said on {day} that {what}.	open
{what}, {who} said.	open
{what}, {who} told reporters on {day}.	open
According to {who}, {what}.	open
{who} told parliament that {what}.	open
{who} claimed that {what}.	open
{who} announced on {day} that {what}.	open
In an interview on {day}, {who} said {what}.	open
“{what},” {who} said on {day}.	open
{who} confirmed on {day} that {what}.	yes
{who} acknowledged that {what}.	yes
""".strip().splitlines()
# Frames that leave a statement open, and that say nothing of who else holds it.
UNSURE = """
It was not clear whether {what}.
There were rumours that {what}.
{who} declined to say whether {what}.
If {what}, {who} will resign.
{who} hopes that {what}.
{who} asked whether {what}.
It is possible that {what}, {who} said.
""".strip().splitlines()
DENIED = "{who} denied that {what}."
RESAID = """
{who} said {what}.
{who} said that {what}.
{what}, {who} said.
According to {who}, {what}.
{what}, according to {who}.
{who} says {what}.
""".strip().splitlines()
ROLES = """
the governor; the foreign minister; a spokesman for {O}; the mayor of {P}; the police; the head of {O}; {A}; {A}; {A};
{A}, the chief of {O}; {A}, a lawyer for {B}; the coach; the company; residents; the ministry; {A}, who runs {O};
the opposition; rescuers; {A}, the minister
"""
_ROLES = [part.strip() for part in ROLES.replace("\n", " ").split(";") if part.strip()]


def told(pairs: Sequence[Pair], seed: int, count: int) -> list[Pair]:
    """So many pairs made of the hypotheses of learned ones."""
    chance = random.Random(seed)
    plain = [pair for pair in pairs if pair.kind in {"vitaminc", "rte"} and _is_plain(pair.hypothesis)]
    return list(_told(plain, chance, count))


def _is_plain(text: str) -> bool:
    return 5 <= len(text.split()) <= 16 and text.rstrip().endswith(".") and '"' not in text and "``" not in text


def _told(plain: Sequence[Pair], chance: random.Random, count: int) -> Iterator[Pair]:
    for number in range(count):
        first, second = chance.sample(plain, 2)
        premise, hypothesis, label = _pair(_bare(first.hypothesis), _bare(second.hypothesis), chance)
        yield Pair(f"told-{number}", "told", first.group, premise, hypothesis, label)


def _bare(text: str) -> str:
    """A statement as it stands inside a sentence."""
    text = text.strip().rstrip(".").strip()
    small = text.split()[0] in {"The", "A", "An", "It", "In", "As", "There", "On", "By", "After", "Before", "He", "She"}
    return text[0].lower() + text[1:] if small else text


_NAMES = re.compile(r"[A-Z][a-z]+(?: [A-Z][a-z]+)*")


def _swapped(what: str, chance: random.Random) -> str | None:
    """A statement in which two names have changed places."""
    names = [match for match in _NAMES.finditer(what) if match.group() not in FIXED and len(match.group()) > 3]
    if len(names) < 2:
        return None
    first, second = sorted(chance.sample(names, 2), key=lambda match: match.start())
    if first.group() == second.group():
        return None
    middle = what[first.end() : second.start()]
    return what[: first.start()] + second.group() + middle + first.group() + what[second.end() :]


def _pair(what: str, other: str, chance: random.Random) -> tuple[str, str, int]:
    who, whom = _speaker(chance), _speaker(chance)
    day = Slots(chance).fill("{D}")
    kind = chance.choices(("said", "unsure", "denied", "plain"), (60, 12, 8, 20))[0]
    frame, holds = chance.choice(SAID).split("\t")
    if kind == "unsure":
        frame, holds = chance.choice(UNSURE), "open"
    elif kind == "denied":
        frame = DENIED
    elif kind == "plain":
        frame = "{what}."
    sentences = [_tidy(frame.format(who=who[0], day=day, what=what))]
    two = chance.random() < 0.65
    if two:
        others = [line.split("\t")[0] for line in SAID]
        sentences.append(_tidy(chance.choice(others).format(who=whom[0], day=day, what=other)))
        if chance.random() < 0.5:
            sentences.reverse()
    hypothesis, label = _asked(kind, holds, what, other, (who, whom), two, chance)
    return " ".join(sentences), _tidy(hypothesis), label


def _asked(
    kind: str,
    holds: str,
    what: str,
    other: str,
    speakers: tuple[tuple[str, str], tuple[str, str]],
    two: bool,
    chance: random.Random,
) -> tuple[str, int]:
    """A question about the first statement, and its answer."""
    (who, short), (_, whom) = speakers
    own = chance.choice((who, short))
    resaid = chance.choice(RESAID)
    wrong = resaid.format(who=whom, what=what), NOT_ENTAILMENT
    bare = f"{what}."
    if kind == "plain":
        swapped = _swapped(what, chance)
        if swapped and chance.random() < 0.5:
            return f"{swapped}.", NOT_ENTAILMENT
        return chance.choice(((bare, ENTAILMENT), (bare, ENTAILMENT), wrong))
    if kind == "unsure":
        return chance.choice(((bare, NEUTRAL), (resaid.format(who=own, what=what), NOT_ENTAILMENT)))
    if kind == "denied":
        return chance.choice(
            (
                (bare, NEUTRAL),
                (resaid.format(who=own, what=what), CONTRADICTION),
                (f"{own} denied that {what}.", ENTAILMENT),
            )
        )
    right = resaid.format(who=own, what=what), ENTAILMENT
    answers = [right, right, right, wrong, wrong, (bare, ENTAILMENT if holds == "yes" else NEUTRAL)]
    answers.append((f"{own} denied that {what}.", CONTRADICTION))
    if two:
        answers.append((resaid.format(who=own, what=other), NOT_ENTAILMENT))
        answers.append((f"{own} said {what}, and {whom} said {other}.", ENTAILMENT))
        answers.append((f"{own} said {other}, and {whom} said {what}.", NOT_ENTAILMENT))
    return chance.choice(answers)


def _speaker(chance: random.Random) -> tuple[str, str]:
    """Someone as introduced, and as named again."""
    full = Slots(chance).fill("|" + chance.choice(_ROLES))[1:]
    name, comma, _ = full.partition(",")
    return full + comma, name


def _tidy(text: str) -> str:
    """With one mark where an apposition's comma meets another, and a large first letter."""
    text = text.replace(",,", ",").replace(",.", ".")
    at = 1 if text[:1] == "“" else 0
    return text[:at] + text[at : at + 1].upper() + text[at + 1 :]

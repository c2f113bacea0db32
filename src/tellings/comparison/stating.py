"""A position as one short sentence: the party, the verb of its stance in the present, and the issue."""

from tellings.records import Stance

# Where an infinitive follows, the plain word of some stances does not fit: nobody "rejects to leave".
_BEFORE_TO = {Stance.REJECTS: "refuses", Stance.ACCEPTS: "agrees"}


def stated(
    actor: str,
    stance: Stance,
    issue: str,
    *,
    lemma: str,
    part: str,
    particle: str,
    negated: bool,
    plural: bool,
    clause: bool,
) -> str:
    """The sentence, in the verb or adjective that the report itself uses.

    `lemma`, `part` and `particle` are the cue's, as `data/stances.tsv` has it; `clause` says that the issue has a
    subject of its own ("the bridge must stay open").
    """
    follows = "" if clause or particle == "must" or issue.startswith(f"{particle} ") else particle
    that = "that" if clause else ""
    if part == "verb":
        does = "do not" if plural else "does not"
        verb = f"{does} {lemma}" if negated else lemma if plural else third_person(lemma)
        return _joined(actor, verb, follows, that, issue)
    if part == "adjective":
        be = "are" if plural else "is"
        return _joined(actor, be, "not" if negated else "", lemma, follows, issue)
    verb = _BEFORE_TO.get(stance, stance.value) if issue.startswith("to ") else stance.value
    return _joined(actor, verb, that, issue.removeprefix("for "))


def third_person(lemma: str) -> str:
    """The verb as he, she or it does it."""
    if lemma.endswith("y") and lemma[-2:-1] not in set("aeiou"):
        return f"{lemma[:-1]}ies"
    return lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)

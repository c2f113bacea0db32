"""A position as one short sentence: the party, the verb of its stance in the present, and the issue."""

from tellings.records import Modality, Stance

# Where an infinitive follows, the plain word of some stances does not fit: nobody "rejects to leave".
_BEFORE_TO = {Stance.REJECTS: "refuse", Stance.ACCEPTS: "agree", Stance.DEMANDS: "seek"}
# For nouns whose stance is no verb that takes what they take: nobody "accuses the handling of the fire".
_VERB_OF = {
    "criticism": "criticise",
    "condemnation": "condemn",
    "denunciation": "denounce",
    "allegation": "allege",
    "talk": "talk about",
    "negotiation": "negotiate",
    "discussion": "discuss",
    "veto": "veto",
    "support": "support",
    "opposition": "oppose",
    "objection": "oppose",
    "resistance": "resist",
    "endorsement": "endorse",
}
_DETERMINERS = frozenset({"the", "a", "an", "some", "several", "many", "its", "their", "his", "her", "our"})
_AUXILIARIES = {Modality.INTENDED: "will", Modality.CONDITIONAL: "would"}


def stated(
    actor: str,
    stance: Stance,
    words: str,
    *,
    lemma: str,
    part: str,
    negated: bool = False,
    plural: bool = False,
    clause: bool = False,
    modality: Modality = Modality.TAKEN,
    lapsed: bool = False,
) -> str:
    """The sentence, in the verb or adjective that the report itself uses.

    `words` are what follows the cue in the report, its particle or preposition included; for a noun, the issue.
    `lemma` and `part` are the cue's, as `data/stances.tsv` has it; "said" is what a party says without such a cue.
    `clause` says that the words have a subject of their own ("the bridge must stay open"), `lapsed` that the party no
    longer takes the stance.
    """
    actor = actor[:1].upper() + actor[1:] if actor.partition(" ")[0] in _DETERMINERS else actor
    if part in {"adjective", "preposition"}:
        be = _inflected("be", modality, plural=plural, negated=negated, lapsed=lapsed)
        return _joined(actor, be, lemma, words)
    if part == "noun":
        base = _VERB_OF.get(lemma, stance.value.removesuffix("s"))
        base = _BEFORE_TO.get(stance, base) if words.startswith("to ") else base
        if stance is Stance.OFFERS and words.startswith("for "):
            base, words = "make", f"{'an' if lemma[0] in 'aeiou' else 'a'} {lemma} {words}"
        return _joined(actor, _inflected(base, modality, plural=plural, negated=negated, lapsed=lapsed), words)
    if part == "said" and lemma in {"refuse", "threaten"}:
        words = f"to {words}"
    if part == "said" and lemma == "demand":
        return f"{actor} demands: “{words.strip('“”')}”"
    that = "that" if clause and not words.startswith(("that ", "to ")) else ""
    return _joined(actor, _inflected(lemma, modality, plural=plural, negated=negated, lapsed=lapsed), that, words)


def third_person(lemma: str) -> str:
    """The verb as he, she or it does it."""
    if " " in lemma:
        verb, _, particle = lemma.partition(" ")
        return f"{third_person(verb)} {particle}"
    if lemma in {"be", "have"}:
        return {"be": "is", "have": "has"}[lemma]
    if lemma.endswith("y") and lemma[-2:-1] not in set("aeiou"):
        return f"{lemma[:-1]}ies"
    return lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


def _inflected(lemma: str, modality: Modality, *, plural: bool, negated: bool, lapsed: bool) -> str:
    present = ("are" if lemma == "be" else lemma) if plural else third_person(lemma)
    if lapsed:
        return f"no longer {present}" if lemma != "be" else f"{present} no longer"
    if modality is Modality.FORMER:
        return f"used to {lemma}"
    if modality in _AUXILIARIES:
        return _joined(_AUXILIARIES[modality], "not" if negated else "", lemma)
    if not negated:
        return present
    if lemma == "be":
        return f"{present} not"
    return f"{'do' if plural else 'does'} not {lemma}"


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)

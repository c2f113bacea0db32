"""An act that one report has as done or under way and another as still to come."""

from collections.abc import Iterator

from tellings.claims.differences.found import Found, Telling
from tellings.claims.differences.matter import LIKE, Reading, likeness
from tellings.claims.lexicon import event_nouns, words_of
from tellings.records import DisagreementKind

_ALIKE = 0.25
_ENOUGH = 0.55


def phases(reading: Reading) -> Iterator[Found]:
    """An act that one report has as done or under way and another as planned."""
    for one, other in _pairs(reading):
        if {_phase(reading, one), _phase(reading, other)} != {"under way", "planned"}:
            continue
        acts = _acts(reading, one), _acts(reading, other)
        shared = max((likeness(a, b) for a in acts[0] for b in acts[1]), default=0.0)
        if shared < LIKE:
            continue
        values = [("is still to come" if _phase(reading, i) == "planned" else "is under way") for i in (one, other)]
        if reading.surroundings.sentences(one, other) + reading.surroundings.assertions(one, other) < _ENOUGH:
            continue
        yield _found(
            reading, "phase", DisagreementKind.DATE, True, reading.facts[one].predicate, one, other, values, shared
        )


def _acts(reading: Reading, index: int) -> set[str]:
    """The telling verbs and nouns of an act: its verb and, under a light verb or "begin", the noun below it."""
    fact = reading.facts[index]
    light = words_of("light", "light-verb", "beginning")
    if fact.predicate not in light:
        return {fact.predicate}
    return {term for term in fact.terms if term[0] not in "@#~" and term not in light and _is_act(term)}


def _is_act(term: str) -> bool:
    return any(
        likeness(term, noun) >= LIKE
        for noun in (term, f"{term[:-1]}ion", f"{term}ion", f"{term}ment")
        if noun in event_nouns()
    )


def _phase(reading: Reading, index: int) -> str:
    """Whether an act is "planned" or "under way"; empty where it is neither, or over."""
    fact = reading.facts[index]
    to_begin = fact.modality == "conditional" and fact.predicate in words_of("beginning")
    if fact.modality == "planned" or to_begin:
        return "planned"
    grammar = reading.grammars[fact.span.article_id]
    head = fact.assertion.head
    tags = {grammar.tokens[i].tag for i in (head, *grammar.children[head]) if i in fact.assertion.tokens}
    progressive = "VBG" in tags and grammar.has_child(head, "aux")
    progressive &= grammar.tokens[head].lemma != "go"  # "is going to"
    return "under way" if not fact.modality and (progressive or fact.predicate == "continue") else ""


def _pairs(reading: Reading) -> Iterator[tuple[int, int]]:
    """Assertions of two articles that are alike enough to be of one act."""
    for one, other in reading.surroundings.alike(_ALIKE):
        ours, theirs = reading.facts[one], reading.facts[other]
        if ours.span.article_id != theirs.span.article_id and not (ours.is_first_person or theirs.is_first_person):
            yield one, other


def _found(
    reading: Reading,
    search: str,
    kind: DisagreementKind,
    compatible: bool,
    subject: str,
    one: int,
    other: int,
    values: list[str],
    head: float,
) -> Found:
    tellings = [Telling(reading.facts[i].span, v, v, i) for i, v in zip((one, other), values, strict=True)]
    return Found(search, kind, compatible, subject, tellings[0], tellings[1], reading.signs_of(one, other, head=head))

"""Stances that lie in what a party says: what must or should be, what it will not do, what it bids others do.

Only statements of a party whose name is known are read, and of those only the clause that the words themselves are:
what stands deeper is an argument, not a position.
"""

from collections.abc import Iterator

from tellings.comparison.positions.clauses import Clauses
from tellings.comparison.positions.finding import Finding
from tellings.comparison.positions.lexicon import cues, words_of
from tellings.comparison.positions.parties import Actor, Parties
from tellings.records import AnnotatedArticle, Attribution, Modality, Stance

_WILL = frozenset({"will", "wo", "would", "'ll", "’ll"})
_STATES = frozenset({"be", "have", "know", "say", "comment", "happen", "seem", "need", "able", "see", "think", "like"})
_OWN = frozenset({"we", "i", "it", "they", "he", "she"})
_HEARERS = frozenset({"you", "it"})
_MIN_CONFIDENCE = 0.5  # attributions found on weaker evidence are wrong as often as right (the tagger's own card)


def findings_in_speech(annotated: AnnotatedArticle, grammar: Clauses, parties: Parties) -> Iterator[Finding]:
    """The stances that an article's attributions state by modals and imperatives, in order."""
    for attribution in annotated.attributions:
        if not attribution.is_statement or attribution.confidence < _MIN_CONFIDENCE:
            continue
        content = grammar.indices(attribution.content)
        speaker = parties.speaker(attribution) if content else None
        if speaker is None:
            continue
        inside = set(content)
        for verb in _clauses_said(grammar, content, inside):
            if parties.attribution(verb) is not attribution:
                continue
            finding = _stance_of(grammar, parties, attribution, speaker, verb, inside)
            if finding is not None:
                yield finding


def _clauses_said(grammar: Clauses, content: list[int], inside: set[int]) -> Iterator[int]:
    """The verbs of the clauses that the content itself is, and of those joined to them."""
    waiting = [
        i
        for i in content
        if grammar.tokens[i].tag[:2] == "VB"
        and grammar.tokens[i].dep not in {"aux", "auxpass"}
        and (grammar.tokens[i].head not in inside or grammar.tokens[i].head == i)
    ]
    while waiting:
        verb = waiting.pop(0)
        yield verb
        waiting += [
            c
            for c in grammar.children[verb]
            if c in inside
            and grammar.tokens[c].tag[:2] == "VB"
            and (grammar.tokens[c].dep == "conj" or (grammar.tokens[c].dep == "ccomp" and c < verb))
        ]


def _stance_of(
    grammar: Clauses, parties: Parties, attribution: Attribution, speaker: Actor, verb: int, inside: set[int]
) -> Finding | None:
    token = grammar.tokens[verb]
    auxiliaries = grammar.auxiliaries(verb)
    subject = grammar.child(verb, "nsubj", "nsubjpass", "expl")
    if (mark := grammar.child(verb, "mark")) is not None and grammar.tokens[mark].lemma in {"if", "whether", "unless"}:
        return None
    if grammar.is_asked(verb):
        return None
    if auxiliaries & {"must", "should", "ought"} or _needs(grammar, verb, subject):
        return _obliging(grammar, speaker, verb, subject, inside)
    if subject is None and token.tag == "VB" and auxiliaries <= {"do"} and attribution.kind != "indirect":
        return _bidding(grammar, speaker, verb, inside)
    if auxiliaries & _WILL and subject is not None and token.lemma not in _STATES:
        return _will_or_will_not(grammar, parties, speaker, verb, subject, inside)
    return None


def _needs(grammar: Clauses, verb: int, subject: int | None) -> bool:
    """Whether somebody else, or something, "needs to" or "has to" be or do."""
    token = grammar.tokens[verb]
    if (
        token.lemma not in {"need", "have"}
        or subject is None
        or grammar.tokens[subject].lemma in {"i", "you", "he", "she"}
    ):
        return False
    clause = grammar.child(verb, "xcomp")
    if clause is None or not grammar.is_infinitive(clause):
        return False
    return grammar.tokens[verb].tag in {"VBZ", "VBP"}


def _obliging(grammar: Clauses, speaker: Actor, verb: int, subject: int | None, inside: set[int]) -> Finding | None:
    is_bare_be = grammar.tokens[verb].lemma == "be" and grammar.tokens[subject or verb].dep != "expl"
    if (
        subject is None
        or is_bare_be
        or grammar.tokens[verb].lemma
        in words_of("courteous")
        - {
            "be",
            "keep",
            "make",
            "take",
            "ask",
            "tell",
        }
    ):
        return None
    if grammar.tokens[subject].lemma in _HEARERS | {"i"} and grammar.tokens[subject].dep != "nsubjpass":
        return None
    said = _words_said(grammar, verb, inside)
    return _made(grammar, speaker, Stance.DEMANDS, "REQUEST", verb, said, is_clause=True)


def _bidding(grammar: Clauses, speaker: Actor, verb: int, inside: set[int]) -> Finding | None:
    token = grammar.tokens[verb]
    if token.dep not in {"ROOT", "ccomp", "conj"} or token.lemma in words_of("courteous"):
        return None
    if token.dep == "conj" and (grammar.auxiliaries(token.head) or grammar.child(token.head, "nsubj") is not None):
        return None
    first = min(grammar.subtree(verb, without=frozenset({"advcl", "cc", "punct", "intj", "npadvmod", "advmod"})))
    said = _words_said(grammar, verb, inside)
    if any(grammar.tokens[i].lemma == "you" for i in grammar.subtree(verb)):
        return None
    if grammar.tokens[first].lemma not in {token.lemma, "do", "not"} or not _opens(grammar, first):
        return None
    return _made(grammar, speaker, Stance.DEMANDS, "REQUEST", verb, said, is_clause=False)


def _opens(grammar: Clauses, index: int) -> bool:
    """Whether a token opens a sentence or a quotation: where a bare verb stands elsewhere, the parse is wrong."""
    before = grammar.article.text[: grammar.tokens[index].start].rstrip(" \n\t")
    return not before or before[-1] in "“\"‘'.!?:"


def _will_or_will_not(
    grammar: Clauses, parties: Parties, speaker: Actor, verb: int, subject: int, inside: set[int]
) -> Finding | None:
    """What the speaker's side will not do, and what it will do unless others yield."""
    word, actor = grammar.tokens[subject].lemma, parties.actor(subject)
    is_own = word in {"we", "i"} or actor == speaker
    if actor is None or not (is_own or (word not in _OWN and parties.speaks_for(speaker, actor))):
        return None
    said = tuple(i for i in _words_said(grammar, verb, inside) if i >= verb)
    lemma = grammar.tokens[verb].lemma
    if grammar.is_negated(verb):
        if cues().get((lemma, "verb")):
            return None  # the cue itself says what its denial means
        return _made(grammar, actor, Stance.REJECTS, "REJECT", verb, said, is_clause=False)
    if lemma in words_of("leaving") and grammar.has_condition(verb) and len(said) > 1:
        return _made(grammar, actor, Stance.THREATENS, "THREATEN", verb, said, is_clause=False)
    return None


def _words_said(grammar: Clauses, verb: int, inside: set[int]) -> tuple[int, ...]:
    without = frozenset({"advcl", "parataxis", "cc", "conj", "mark", "intj"})
    tokens = [i for i in grammar.subtree(verb, without=without) if i in inside]
    while tokens and (grammar.tokens[tokens[0]].dep == "punct" or grammar.tokens[tokens[0]].lemma == "that"):
        tokens = tokens[1:]
    while tokens and grammar.tokens[tokens[-1]].dep == "punct":
        tokens = tokens[:-1]
    # An attribution's own words may stand in the middle of what is said; beyond them the parse is seldom right.
    return tuple(i for i in tokens if grammar.sentence_of(i) == grammar.sentence_of(verb))


def _made(
    grammar: Clauses,
    actor: Actor,
    stance: Stance,
    plover: str,
    verb: int,
    said: tuple[int, ...],
    *,
    is_clause: bool,
) -> Finding | None:
    if len(said) < 2 or grammar.tokens[said[0]].lemma in {"which", "who"}:
        return None
    lemma = {Stance.DEMANDS: "demand" if not is_clause else "say", Stance.REJECTS: "refuse"}.get(stance, "threaten")
    return Finding(
        actors=(actor,),
        stance=stance,
        plover=plover,
        cue=verb,
        lemma=lemma,
        part="said",
        issue=said,
        reads_on=said,
        target=None,
        is_clause=is_clause,
        is_negated=False,
        modality=Modality.TAKEN,
        is_lapsed=False,
        place=tuple(sorted({*said, verb})),
    )

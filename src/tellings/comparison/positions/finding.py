"""Stances that a clause states: a cue of the lexicon with a party as its subject and an issue as its complement."""

from collections.abc import Iterator
from dataclasses import dataclass

from tellings.comparison.positions.clauses import Clauses, State
from tellings.comparison.positions.complements import Complement, complement
from tellings.comparison.positions.lexicon import PARTS, Cue, cues, words_of
from tellings.comparison.positions.parties import Actor, Parties
from tellings.records import Modality, Stance


@dataclass(frozen=True, slots=True)
class Finding:
    """One stance as the grammar gives it, in tokens.

    Args:
        actors: One, or several who share the subject.
        cue: The token that names the stance.
        verb: Its word as `stated` conjugates it, with the part of speech.
        issue: Tokens that say what it is about.
        reads_on: All that the cue takes, in the order of the text, the addressee included.
        is_clause: Whether the issue is a clause with a subject of its own.
        place: Tokens of which the evidence is the hull.
    """

    actors: tuple[Actor, ...]
    stance: Stance
    plover: str
    cue: int
    lemma: str
    part: str
    issue: tuple[int, ...]
    reads_on: tuple[int, ...]
    target: Actor | None
    is_clause: bool
    is_negated: bool
    modality: Modality
    is_lapsed: bool
    place: tuple[int, ...]


def findings_in(grammar: Clauses, parties: Parties) -> Iterator[Finding]:
    """The stances of an article, in the order of their cues; the first cue of a word that fits counts."""
    lexicon = cues()
    for index, token in enumerate(grammar.tokens):
        key = (token.lemma, PARTS.get(token.tag[:2], ""))
        if token.tag == "VBN" and grammar.child(index, "agent") is None:
            word = grammar.article.text[token.start : token.end].lower()
            key = (word, "adjective") if (word, "adjective") in lexicon and _is_state(grammar, index) else key
        for cue in lexicon.get(key, ()):
            finding = _finding(grammar, parties, index, cue)
            if finding is not None:
                yield finding
                break


def _is_state(grammar: Clauses, participle: int) -> bool:
    """Whether a participle tells of a state: "is opposed to", "a group committed to"."""
    is_predicate = (
        grammar.tokens[participle].dep in {"acomp", "oprd", "acl"} or grammar.child(participle, "auxpass") is not None
    )
    return is_predicate and grammar.child(participle, "prep", "xcomp") is not None


def _finding(grammar: Clauses, parties: Parties, index: int, cue: Cue) -> Finding | None:
    holder = _holder(grammar, index, cue)
    if holder is None and cue.part != "verb":
        return None
    clause, subject = holder or (index, index)
    state = _state(grammar, parties, index, clause, cue)
    stance = _with_negation(cue, state)
    if state is None or stance is None:
        return None
    if state.modality is Modality.INTENDED and _is_promised(grammar, index, cue):
        return None
    taken = complement(grammar, parties, index, cue)
    if grammar.is_asked(index):
        return None
    if taken is None or (subject != index and subject in taken.issue) or _is_told_within(grammar, taken, cue):
        return None
    actors = parties.actors(subject) or _by_source(grammar, parties, index)
    if not actors or (taken.target is not None and [taken.target] == actors):
        return None
    actors = [actor for actor in actors if actor != taken.target]
    named = (
        grammar.subtree(subject, without=_BESIDE_NAME) if subject != index and _is_near(grammar, subject, index) else []
    )
    place = sorted({*taken.reads_on, index, clause, *named})
    return Finding(
        actors=tuple(actors),
        stance=stance[0],
        plover=stance[1],
        cue=index,
        lemma=cue.lemma,
        part=cue.part,
        issue=taken.issue,
        reads_on=taken.reads_on,
        target=taken.target,
        is_clause=taken.is_clause,
        is_negated=state.is_negated and cue.part != "noun",
        modality=state.modality,
        is_lapsed=state.is_lapsed,
        place=tuple(place),
    )


def _is_promised(grammar: Clauses, index: int, cue: Cue) -> bool:
    """Whether the verb above promises it, which is the stance: "vowed to support"."""
    above = grammar.tokens[grammar.tokens[index].head].lemma
    promises = any(each.stance is Stance.OFFERS for each in cues().get((above, "verb"), ()))
    return promises and cue.stance in {Stance.OFFERS, Stance.ACCEPTS, Stance.SUPPORTS, Stance.CONSULTS}


def _by_source(grammar: Clauses, parties: Parties, index: int) -> list[Actor]:
    """Whom the attribution has for its source whose cue the verb is, where the parse gives no party."""
    attribution = parties.cue_of(index)
    speaker = parties.speaker(attribution) if attribution is not None else None
    return [speaker] if speaker is not None else []


_BESIDE_NAME = frozenset({"relcl", "acl", "appos", "conj", "cc", "prep", "punct", "advcl", "xcomp", "ccomp"})


def _is_near(grammar: Clauses, subject: int, index: int) -> bool:
    return grammar.sentence_of(subject) == grammar.sentence_of(index)


def _holder(grammar: Clauses, index: int, cue: Cue) -> tuple[int, int] | None:
    """The verb whose clause it is, and the head word of who takes the stance."""
    if cue.part == "noun":
        return _holder_of_noun(grammar, index, cue)
    clause = index
    if cue.part in {"adjective", "preposition"}:
        if grammar.tokens[index].dep == "acl":
            return index, _named_by(grammar, grammar.tokens[index].head)
        clause = _copula(grammar, index)
        if clause == index and not _is_state(grammar, index):
            return None
    elif grammar.child(index, "auxpass") is not None or grammar.child(index, "agent") is not None:
        agent = grammar.agent(index)
        return None if agent is None else (index, agent)
    elif grammar.tokens[index].tag == "VBN" and not grammar.auxiliaries(index) and grammar.tokens[index].dep == "acl":
        return None
    subject = grammar.subject(clause)
    if subject is None and grammar.tokens[clause].dep == "ccomp":
        subject = _subject_in_front(grammar, clause)
    return None if subject is None else (clause, _named_by(grammar, _after_label(grammar, subject, clause)))


_DASHES = frozenset({"-", "–", "—", "--", ":"})


def _after_label(grammar: Clauses, subject: int, verb: int) -> int:
    """The subject where a dateline or a label stands before it: "BELPORT (Agency) - The mayor rejected …".

    Parsers take the label for the subject. It ends with a dash or a colon, and the verb follows its own subject.
    """
    if subject > verb or subject - grammar.sentence_at(verb).start > _LABEL:
        return subject
    text = grammar.article.text
    between = range(subject + 1, verb)
    ends = [i for i in between if text[grammar.tokens[i].start : grammar.tokens[i].end] in _DASHES]
    ends = [
        i
        for i in ends
        if text[grammar.tokens[i].start - 1 : grammar.tokens[i].start].isspace() or text[grammar.tokens[i].start] == ":"
    ]
    if len(ends) != 1:
        return subject
    nouns = [i for i in range(ends[0] + 1, verb) if grammar.tokens[i].tag[:2] == "NN"]
    heads = [
        i for i in nouns if grammar.tokens[i].head not in nouns and grammar.tokens[i].dep not in {"npadvmod", "pobj"}
    ]
    return heads[-1] if heads else subject


_LABEL = 6  # tokens from the beginning of a sentence in which a label begins


def _subject_in_front(grammar: Clauses, clause: int) -> int | None:
    """The subject of the verb above, for a bare complement without one of its own: "is pushing to accept"."""
    above = grammar.tokens[clause].head
    return grammar.child(above, "nsubj") if grammar.is_infinitive(clause) else None


def _named_by(grammar: Clauses, subject: int) -> int:
    """Whose clause a noun's is: "Y is a group that opposes …" and "Y's decision to veto …" are Y's stance."""
    token = grammar.tokens[subject]
    if token.lemma in words_of("deciding") | words_of("planning"):
        owner = grammar.child(subject, "poss")
        above = grammar.subject(token.head) if token.dep == "dobj" else None
        return owner if owner is not None else above if above is not None else subject
    if token.lemma in words_of("document"):
        writer = grammar.subject(grammar.clause_of(subject)) if grammar.clause_of(subject) != subject else None
        return writer if writer is not None else subject
    if token.dep == "attr" and (named := grammar.child(token.head, "nsubj")) is not None:
        return named
    return subject


def _copula(grammar: Clauses, index: int) -> int:
    """The verb of which "ready" or "against" is the complement: "is ready" → "is"; else the word itself."""
    token = grammar.tokens[index]
    above = grammar.tokens[token.head]
    if token.dep in {"acomp", "oprd", "xcomp"} and above.tag.startswith("VB"):
        return token.head
    if token.dep == "prep" and above.lemma in {"be", "stand", "remain"}:
        return token.head
    if token.dep == "conj" and above.dep in {"acomp", "oprd"}:
        return above.head
    return index


def _holder_of_noun(grammar: Clauses, index: int, cue: Cue) -> tuple[int, int] | None:
    """Who holds what a noun names: its owner, a name before it, who it comes from, or the subject of a light verb."""
    token = grammar.tokens[index]
    verb = token.head if token.dep == "dobj" else index
    denied = any(grammar.tokens[c].lemma == "no" for c in grammar.children[index])
    if "no" in cue.takes:
        subject = grammar.subject(verb) if verb != index and denied else None
        return None if subject is None else (verb, subject)
    governor = grammar.tokens[token.head if token.dep == "dobj" else grammar.tokens[token.head].head]
    if denied or (token.dep in {"dobj", "pobj"} and governor.lemma in _SOUGHT):
        return None
    owner = grammar.child(index, "poss")
    if owner is None:
        owner = next(
            (
                c
                for c in grammar.children[index]
                if grammar.tokens[c].dep in {"compound", "nmod", "amod"}
                and grammar.tokens[c].tag in {"NNP", "NNPS", "JJ"}
                and grammar.tokens[c].end <= token.start
            ),
            None,
        )
        if owner is not None and not _is_capital(grammar, owner):
            owner = None
    if owner is None:
        by = next((c for c in grammar.children[index] if grammar.tokens[c].lemma in {"by", "from"}), None)
        owner = grammar.child(by, "pobj") if by is not None else None
    if owner is not None:
        return index, owner
    if verb != index and grammar.tokens[verb].lemma in words_of("light"):
        subject = grammar.subject(verb)
        return None if subject is None else (verb, subject)
    return None


# Verbs whose object is not there yet: "seeking the party's support".
_SOUGHT = frozenset({"seek", "want", "need", "lack", "gain", "win", "solicit", "await", "expect", "request", "court"})


def _is_capital(grammar: Clauses, index: int) -> bool:
    return grammar.article.text[grammar.tokens[index].start].isupper()


_FORMER = frozenset({"previous", "earlier", "early", "initial", "original", "former", "prior", "first"})


def _state(grammar: Clauses, parties: Parties, index: int, clause: int, cue: Cue) -> State | None:
    is_told = parties.attribution(index) is not None
    if cue.part == "noun":
        is_former = any(grammar.tokens[c].lemma in _FORMER for c in grammar.children[index])
        if grammar.tokens[index].dep == "dobj" and grammar.tokens[grammar.tokens[index].head].lemma in words_of(
            "leaving_off"
        ):
            above = grammar.state(grammar.tokens[index].head, is_told=is_told)
            is_left = above is not None and not above.is_negated and above.modality is Modality.TAKEN
            return State(False, Modality.FORMER if is_left else Modality.TAKEN, is_lapsed=is_left)
        if clause == index or is_former:
            return State(False, Modality.FORMER if is_former else Modality.TAKEN)
        return grammar.state(clause, is_told=is_told)
    state = grammar.state(clause, is_told=is_told)
    if state is None or clause == index:
        return state
    negated = state.is_negated ^ grammar.is_negated(index)
    return State(negated, state.modality, state.is_lapsed)


def _with_negation(cue: Cue, state: State | None) -> tuple[Stance, str] | None:
    """The stance and its type; what is denied of agreement is refusal, what is denied of anything else is nothing."""
    if state is None:
        return None
    if not state.is_negated:
        return cue.stance, cue.plover
    is_verb_of_offering = cue.stance is Stance.OFFERS and cue.part == "verb" and state.modality is Modality.TAKEN
    if cue.stance in {Stance.ACCEPTS, Stance.OFFERS, Stance.SUPPORTS} and not is_verb_of_offering:
        return Stance.REJECTS, "REJECT"
    return None


def _is_told_within(grammar: Clauses, taken: Complement, cue: Cue) -> bool:
    """Whether what is promised is itself a refusal or threat, which then stands for itself ("vowed to veto")."""
    if cue.stance is not Stance.OFFERS or cue.part != "verb":
        return False
    head = next((i for i in taken.issue if grammar.tokens[i].tag == "VB"), None)
    if head is None or not grammar.is_infinitive(head):
        return False
    inner = [each for each in cues().get((grammar.tokens[head].lemma, "verb"), ()) if not each.particle]
    return any(each.stance in {Stance.REJECTS, Stance.THREATENS, Stance.ACCUSES} for each in inner)

"""What a stance is about: the objects, clauses and prepositional phrases that its cue takes."""

from dataclasses import dataclass

from tellings.comparison.positions.clauses import Clauses
from tellings.comparison.positions.lexicon import Cue, empty_issues, time_words, words_of
from tellings.comparison.positions.parties import Actor, Parties
from tellings.records import Stance

# Branches that say when, why or who else, not what.
_BESIDE = frozenset({"advcl", "parataxis", "preconj", "appos"})
_VERBAL = frozenset({"inf", "clause", "must"})
_AHEAD = frozenset({"will", "would", "wo", "'ll", "’ll", "can", "could"})  # what is hoped of another lies ahead
_REASONS = frozenset({"for", "over", "as"})
_MATTER = {"NN", "VB", "JJ"}
_LIGHT_HEADS = {"be", "have", "request", "see", "do"}
_UNNAMED = frozenset({"anonymity", "pseudonym"})  # "asked to use a pseudonym", "insisted on anonymity"
_QUESTIONS = frozenset({"how", "what", "why", "when", "where", "whether", "if", "who", "which"})
_WH = frozenset({"that", "which", "what", "who", "whom"})


@dataclass(frozen=True, slots=True)
class Piece:
    """One complement: its kind ("obj", "clause", "inf" or a preposition), its head and its tokens."""

    kind: str
    head: int
    tokens: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Complement:
    """What a cue takes: tokens that say what it is about, all that reads on after the cue, and whom it addresses."""

    issue: tuple[int, ...]
    reads_on: tuple[int, ...]
    target: Actor | None
    is_clause: bool


def complement(grammar: Clauses, parties: Parties, index: int, cue: Cue) -> Complement | None:
    """What the cue is about, or None where it takes nothing of its kind or only names the talking itself."""
    if cue.particle and not _has_particle(grammar, index, cue.particle):
        return None
    if any(grammar.tokens[c].dep == "prt" and grammar.tokens[c].lemma != cue.particle for c in grammar.children[index]):
        return None  # another verb: "blasted off"
    found = _pieces(grammar, index, cue)
    if cue.particle and not cue.takes & {"obj", "inf", "clause"} - {"inf"} and any(p.kind == "obj" for p in found):
        return None  # another sense of the verb: "call the race for her"
    pieces = [piece for piece in found if _fits(grammar, piece, cue)]
    if not pieces:
        return None
    if not any(_suffices(piece, cue) for piece in pieces):
        return None
    target, about = _addressed(grammar, parties, pieces, cue)
    if "other" in cue.takes and target is None and not _addresses(grammar, parties, pieces):
        return None
    if cue.stance is Stance.ACCUSES and cue.part == "verb" and {piece.kind for piece in pieces} <= _REASONS:
        return None  # a headline's passive: "Minister criticised for remark"
    issue = sorted({i for piece in about for i in piece.tokens if not _only_joins(grammar, piece, i)})
    issue = _trimmed(grammar, issue)
    if len(issue) > 2 and grammar.tokens[issue[0]].tag == "PRP" and grammar.tokens[issue[1]].tag == "TO":
        issue = issue[1:]  # "urged her to …", where the parse makes her a subject
    if not issue or _is_empty(grammar, about) or _asks(grammar, about):
        return None
    particles = [c for c in grammar.children[index] if cue.particle and grammar.tokens[c].lemma == cue.particle]
    reads_on = _trimmed(grammar, sorted({*particles, *(i for piece in pieces for i in piece.tokens)}))
    # What stands before the cue, as in a relative clause, is read after it.
    joined = [i for i in reads_on if i in particles and i > index and len(reads_on) > 1]
    before = [i for i in reads_on if i < index]
    ordered = [
        *(joined if before else []),
        *before,
        *(i for i in reads_on if i > index and not (before and i in joined)),
    ]
    return Complement(tuple(issue), tuple(ordered), target, any(piece.kind == "clause" for piece in about))


def _pieces(grammar: Clauses, index: int, cue: Cue) -> list[Piece]:
    """All complements of the cue, whatever it takes, in the order of the text."""
    found: list[Piece] = []
    passive = cue.part == "verb" and (
        grammar.child(index, "auxpass") is not None or grammar.child(index, "agent") is not None
    )
    for child in grammar.children[index]:
        token = grammar.tokens[child]
        if token.lemma in time_words():
            continue
        if token.dep == _object_label(cue, passive=passive) and token.lemma not in _WH:
            found.append(_piece(grammar, "obj", child))
        elif token.dep in {"ccomp", "xcomp", "advcl", "acl", "relcl", "oprd"} and token.tag[:2] in {"VB", "JJ"}:
            kind = _clause_kind(grammar, child)
            if kind and (kind == "inf" or token.dep not in {"advcl", "acl", "relcl"}):
                found.append(_piece(grammar, kind, child))
        elif token.dep in {"prep", "dative", "prt"} and token.lemma in cue.prepositions | {cue.particle}:
            piece = _after_preposition(grammar, child, token.lemma)
            found += [piece] if piece is not None else []
    if cue.part == "verb" and not any(piece.kind in {"obj", cue.particle} for piece in found):
        found += _from_outside(grammar, index, cue, passive=passive)
    return found or (_listed(grammar, index) if cue.part == "noun" else [])


def _object_label(cue: Cue, *, passive: bool) -> str:
    return "pobj" if cue.part == "preposition" else "nsubjpass" if passive else "dobj"


def _from_outside(grammar: Clauses, index: int, cue: Cue, *, passive: bool) -> list[Piece]:
    """The object that stands before a relative clause or participle: "a truce that the rebels accepted"."""
    start, token = index, grammar.tokens[index]
    if token.dep == "conj" and grammar.tokens[token.head].dep == "relcl":
        index, token = token.head, grammar.tokens[token.head]
    kind = "obj"
    if cue.particle:
        joined = next((c for c in grammar.children[start] if grammar.tokens[c].lemma == cue.particle), None)
        kind = "obj" if joined is None or grammar.tokens[joined].dep == "prt" else cue.particle
    is_gap = token.dep == "relcl" and _is_own_subject(grammar, index) == passive
    if is_gap or (token.dep == "acl" and token.tag == "VBN" and passive):
        head = token.head
        return [Piece(kind, head, tuple(grammar.subtree(head, without=frozenset({"relcl", "acl", "appos"}))))]
    return []


def _listed(grammar: Clauses, noun: int) -> list[Piece]:
    """What a relative clause lists: "its demands, which include a pay rise and shorter shifts"."""
    for clause in grammar.children[noun]:
        if grammar.tokens[clause].dep == "relcl" and grammar.tokens[clause].lemma in {"include", "be"}:
            listed = grammar.child(clause, "dobj", "attr")
            return [_piece(grammar, "obj", listed)] if listed is not None else []
    return []


def _is_own_subject(grammar: Clauses, index: int) -> bool:
    """Whether the noun before the relative clause is its subject ("the rebels who accepted")."""
    subject = grammar.child(index, "nsubj", "nsubjpass")
    return subject is None or grammar.tokens[subject].lemma in _WH


def _piece(grammar: Clauses, kind: str, head: int) -> Piece:
    return Piece(kind, head, tuple(grammar.subtree(head, without=_BESIDE)))


def _after_preposition(grammar: Clauses, preposition: int, lemma: str) -> Piece | None:
    for child in grammar.children[preposition]:
        if grammar.tokens[child].dep in {"pobj", "pcomp"}:
            if grammar.tokens[child].lemma in time_words():
                return None
            return Piece(lemma, child, tuple(grammar.subtree(preposition, without=_BESIDE)))
    return None


def _clause_kind(grammar: Clauses, verb: int) -> str:
    if grammar.is_infinitive(verb):
        return "inf"
    token = grammar.tokens[verb]
    if token.tag == "VBG" and token.dep == "xcomp":
        return "ing"
    return "clause" if token.dep == "ccomp" else ""


def _fits(grammar: Clauses, piece: Piece, cue: Cue) -> bool:
    """Whether the cue takes a piece of this kind, headed by a lemma that it may have."""
    token = grammar.tokens[piece.head]
    if cue.only and token.lemma not in cue.only and piece.kind != cue.particle:
        return False
    if token.lemma in cue.never:
        return False
    if piece.kind == cue.particle:
        return True
    if piece.kind == "clause" and "other" in cue.takes and not grammar.auxiliaries(piece.head) & _AHEAD:
        return False
    if piece.kind == "clause" and "must" in cue.takes:
        return bool(grammar.auxiliaries(piece.head) & (words_of("obliging") - {"have"}))
    return _suffices(piece, cue) or (piece.kind == "obj" and bool(cue.takes & {"inf", cue.particle}))


def _addressed(grammar: Clauses, parties: Parties, pieces: list[Piece], cue: Cue) -> tuple[Actor | None, list[Piece]]:
    """Whom the stance addresses, and the pieces that say what it is about."""
    first, rest = pieces[0], pieces[1:]
    inner = next((piece for piece in pieces if piece.kind == "inf"), None)
    if inner is not None:
        subject = grammar.child(inner.head, "nsubj")
        if subject is not None:
            phrase = set(grammar.subtree(subject))
            said = tuple(i for i in inner.tokens if i not in phrase and grammar.tokens[i].lemma != "for")
            return parties.actor(subject), [Piece("inf", inner.head, said)]
        before = [piece for piece in pieces if piece is not inner and piece.head < inner.head]
        if before and "obj" not in cue.takes - {"inf"} and (target := parties.actor(before[0].head)) is not None:
            return target, [inner]
        if before and cue.stance is Stance.DEMANDS and (target := parties.actor(before[0].head)) is not None:
            return target, [inner]
        nested = before and any(i in before[0].tokens for i in inner.tokens)
        if nested:
            return None, before
    if cue.stance is Stance.ACCUSES:
        target = parties.actor(first.head)
        return target, rest if rest and target is not None else pieces
    if cue.stance is Stance.CONSULTS:
        others = [piece for piece in pieces if piece.kind in {"with", "to", "obj"} and parties.actor(piece.head)]
        about = [piece for piece in pieces if piece not in others]
        return (parties.actor(others[0].head) if others else None), about
    if first.kind in {"obj", "to"} and rest and (target := parties.actor(first.head)) is not None:
        return target, rest
    return None, pieces


def _suffices(piece: Piece, cue: Cue) -> bool:
    """Whether the piece alone makes a stance, and is not only whom it addresses."""
    if piece.kind == "ing":
        return bool(cue.takes & {"obj", "inf"})
    is_noun_with_list = cue.part == "noun" and piece.kind == "obj"
    return piece.kind in cue.takes or (piece.kind == "clause" and "must" in cue.takes) or is_noun_with_list


def _addresses(grammar: Clauses, parties: Parties, pieces: list[Piece]) -> bool:
    """Whether somebody is asked, named or not; a clause that is hoped for has to be what a party would do."""
    for piece in pieces:
        subject = grammar.child(piece.head, "nsubj", "nsubjpass")
        if piece.kind == "obj" or (subject is not None and (piece.kind == "inf" or parties.actor(subject) is not None)):
            return True
    return False


def _only_joins(grammar: Clauses, piece: Piece, index: int) -> bool:
    """Whether a token is the preposition that joins the piece to its cue."""
    return index == piece.tokens[0] and grammar.tokens[index].dep in {"prep", "dative"} and index != piece.head


def _has_particle(grammar: Clauses, index: int, particle: str) -> bool:
    """Whether the cue has its particle; the "on" of "on Tuesday" is none, the "for" of "for them to go" is one."""
    for child in grammar.children[index]:
        token = grammar.tokens[child]
        if token.lemma == particle and token.dep in {"prep", "prt", "advmod", "dative", "acomp"}:
            of = grammar.child(child, "pobj")
            if of is None or grammar.tokens[of].lemma not in time_words():
                return True
        mark = grammar.child(child, "mark") if grammar.is_infinitive(child) else None
        if mark is not None and grammar.tokens[mark].lemma == particle:
            return True
    return False


def _is_empty(grammar: Clauses, about: list[Piece]) -> bool:
    """Whether the issue is the talking itself: "declined to comment", "asked not to be named"."""
    tokens = [grammar.tokens[i] for piece in about for i in piece.tokens]
    matter = [token.lemma for token in tokens if token.tag[:2] in _MATTER]
    first = next((lemma for lemma in matter if lemma not in _LIGHT_HEADS), None)
    return first is None or first in empty_issues() or bool(_UNNAMED & set(matter))


def _asks(grammar: Clauses, about: list[Piece]) -> bool:
    """Whether a piece is an indirect question."""
    return any(
        piece.kind == "clause" and grammar.tokens[i].lemma in _QUESTIONS and i < piece.head
        for piece in about
        for i in piece.tokens[:3]
    )


def _trimmed(grammar: Clauses, tokens: list[int]) -> list[int]:
    while tokens and grammar.tokens[tokens[-1]].dep == "punct":
        tokens = tokens[:-1]
    while tokens and grammar.tokens[tokens[0]].dep == "punct":
        tokens = tokens[1:]
    return tokens

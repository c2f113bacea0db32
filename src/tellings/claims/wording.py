"""A claim's text: one witness's words, made to stand alone, with that witness's own speaker.

Nothing is written but what stands in brackets: a name for a pronoun, a subject outside the span, the noun for "which",
the "was" that a participle leaves out. Where that makes no sentence a reader could use, another witness's words are
taken, or the whole sentence; where no witness has any, there is no text, and the claim is no assertion by itself.
"""

from collections.abc import Callable, Mapping, Sequence

from tellings.claims.assertions import Shape
from tellings.claims.facts import Facts, tokens_in
from tellings.claims.grammar import PUNCTUATION, Grammar
from tellings.claims.lexicon import reporting_verbs
from tellings.claims.likeness import Likeness
from tellings.claims.voices import Voice
from tellings.records import AttributionKind, Mention, MentionForm, Span
from tellings.text.folding import QUOTES

_BEST_WORDS = range(6, 26)  # a reader's sentence: long enough to stand alone, short enough for one line. A guess.
_DOUBLE = frozenset({'"', *(mark for mark, plain in QUOTES.items() if plain == '"')})
_MOST_WORDS = 60  # in a whole sentence taken where no assertion of it can stand alone; a guess
_FEWEST_WORDS = 3
_STOPS = frozenset({".", "!", "?"})


def by_clarity(members: Sequence[int], facts: Sequence[Facts], pairs: Mapping[tuple[int, int], Likeness]) -> list[int]:
    """The witnesses, the clearest first: own subject, finite verb, no pronoun, a reader's length, most in common."""

    def rank(index: int) -> tuple[float, int]:
        likelihoods = (pairs.get((min(index, o), max(index, o))) for o in members if o != index)
        central = sum(p.likelihood for p in likelihoods if p) / max(1, len(members) - 1)
        fact = facts[index].whole
        size = len(fact.assertion.tokens)
        score = 2 * central + 0.7 * (not fact.assertion.subject) + 0.3 * (size in _BEST_WORDS)
        score += 0.2 * bool(fact.names) + 0.5 * fact.is_finite - 0.4 * fact.opens_with_pronoun
        return -score, index

    return sorted(members, key=rank)


def sentence(fact: Facts, grammar: Grammar, voice: Voice) -> str:
    """The assertion as a sentence with the witness's own speaker; empty where it makes none."""
    body = _body(fact, grammar)
    return _attributed(fact, grammar, body, voice) if body else ""


def whole_sentence(fact: Facts, grammar: Grammar) -> str:
    """The sentence that holds an assertion, as printed, with the speaker it names; empty where it is none, or long."""
    inside = grammar.annotated.parse.sentences[fact.assertion.sentence]
    tokens = [i for i in range(inside.start, inside.end) if grammar.tokens[i].tag != "_SP"]
    words = [i for i in tokens if grammar.tokens[i].tag not in PUNCTUATION]
    if not _FEWEST_WORDS < len(words) <= _MOST_WORDS or grammar.tokens[words[0]].tag in {"PRP", "PRP$", "CC"}:
        return ""
    span = grammar.span(tokens[0], tokens[-1])
    if not any(grammar.tokens[i].tag in {"VBD", "VBZ", "VBP", "MD"} for i in words):
        return ""
    return closed(grammar.annotated.article.wording(span))


def bare(fact: Facts, grammar: Grammar) -> str:
    """The assertion's words as a clause without its speaker, for explanations; as printed where it makes no clause."""
    return _body(fact, grammar) or _balanced(" ".join(grammar.annotated.article.wording(fact.span).split()))


def closed(wording: str) -> str:
    """The wording on one line with a capital, balanced quotation marks and a stop."""
    plain = _capital(_balanced(" ".join(wording.split()).rstrip(",;:-– ")))
    ends = plain[-1:] in _STOPS or (plain[-1:] in _DOUBLE and plain[-2:-1] in _STOPS)
    return plain if ends else f"{plain}."


def _attributed(fact: Facts, grammar: Grammar, body: str, voice: Voice) -> str:
    attribution = fact.assertion.attribution
    if attribution is None or any(fact.span.overlap(piece) for piece in attribution.source):
        return closed(body)
    if _is_in(grammar, fact.assertion.head, attribution.cue):
        return closed(body)  # the saying is itself the act: "the union threatened to strike"
    quoted = attribution.kind is AttributionKind.DIRECT
    told = f"“{_capital(body.strip(''.join(_DOUBLE)))}”" if quoted else _capital(body)
    if not voice.is_speaker:
        return closed(told)
    name = _inside(voice.name)
    return f"{told}, {name} said." if voice.is_entity else f"{told}, according to {name}."


def _is_in(grammar: Grammar, index: int, spans: Sequence[Span]) -> bool:
    return any(span.start <= grammar.tokens[index].start < span.end for span in spans)


def _is_cut(grammar: Grammar, tokens: Sequence[int]) -> bool:
    """Whether a word has lost the clause that completes it ("much will depend", "it makes me think")."""
    inside = set(tokens)
    for index in tokens:
        for child in grammar.children[index]:
            if child in inside or child < index:
                continue
            dep = grammar.tokens[child].dep
            if dep in {"relcl", "acl"} and _is_told_to(grammar, index, child):
                return True
            if dep in {"ccomp", "pobj", "pcomp", "xcomp"} or (dep == "prep" and grammar.has_child(child, "pcomp")):
                return True
    return grammar.tokens[tokens[-1]].lemma in _HANGING


def _is_told_to(grammar: Grammar, noun: int, clause: int) -> bool:
    """Whether a clause read as a noun's is what that noun is told ("assured the pilots that …")."""
    if grammar.tokens[noun].dep not in {"dobj", "dative"} or not any(
        grammar.word(c) == "that" for c in grammar.children[clause]
    ):
        return False
    return grammar.tokens[grammar.tokens[noun].head].lemma in reporting_verbs()


_HANGING = frozenset({"not", "only", "saying", "whether", "how", "as"})


def _agrees(grammar: Grammar, head: int, subject: Sequence[int]) -> bool:
    """Whether a verb in the present has the number of the noun to be put before it, as a misread clause seldom has."""
    finite = next((i for i in (*grammar.children[head], head) if grammar.tokens[i].tag in {"VBZ", "VBP"}), None)
    if finite is None or not subject or any(grammar.word(i) in {"i", "you"} for i in subject):
        return True
    return (grammar.tokens[finite].tag == "VBP") == _is_plural(grammar, subject)


def _body(fact: Facts, grammar: Grammar) -> str:
    """The clause with its brackets; empty where it has no subject or no finite verb that could be put there."""
    if fact.assertion.shape is Shape.EVENT or _is_cut(grammar, fact.assertion.tokens):
        return ""
    first = fact.assertion.tokens[0]
    if first and grammar.tokens[first - 1].tag == "WRB" and grammar.tokens[first - 1].head >= first:
        return ""  # "how long …": a question, cut
    tokens = _after_mark(grammar, fact.assertion.head, list(fact.assertion.tokens))
    if grammar.tokens[fact.assertion.head].dep == "relcl" and any(
        grammar.tokens[c].tag == "WRB" for c in grammar.children[fact.assertion.head]
    ):
        return ""  # "1998, when 17 drowned": without its time the clause would mislead
    if fact.assertion.shape is Shape.APPOSITION:
        return _apposition(fact, grammar, tokens)
    while len(tokens) > 1 and _is_left_over(grammar, tokens[0], fact.assertion.head):
        tokens = tokens[1:]
    relative = next((i for i in tokens[:3] if grammar.tokens[i].tag in {"WP", "WDT", "WP$", "WRB"}), None)
    named = _subject(fact, grammar)
    head = fact.assertion.head
    if relative is not None and relative != tokens[0] and grammar.tokens[relative].tag != "WP$":
        return ""
    if relative is not None:
        return _relative(fact, grammar, tokens, relative, named)
    gap = _has_gap(grammar, head, tokens)
    if gap and not _has_subject(grammar, head, tokens):
        return ""
    if fact.assertion.subject and not _has_subject(grammar, head, tokens):
        return _with_subject(fact, grammar, tokens, named)
    if not fact.is_finite or not _has_subject(grammar, head, tokens) or _leans(fact, grammar, tokens):
        return ""
    if gap:
        is_open = bool(fact.modality) or grammar.has_child(
            head, "dobj"
        )  # "the concession they would make": none is made
        return "" if is_open or not named else _with_object(grammar, tokens, head, named)
    return _printed(grammar, tokens)


def _leans(fact: Facts, grammar: Grammar, tokens: Sequence[int]) -> bool:
    """Whether a flat clause opens with a pronoun that nobody can resolve ("it has repeatedly promised …")."""
    first = grammar.tokens[tokens[0]]
    if fact.assertion.attribution is not None or first.tag != "PRP" or first.dep == "expl":
        return False
    return grammar.word(tokens[0]) not in {"i", "we", "you"} and not _stand_ins(
        grammar, grammar.span(tokens[0], tokens[0])
    )


def _after_mark(grammar: Grammar, head: int, tokens: list[int]) -> list[int]:
    """The clause's tokens behind the word that joins it to another ("a day after the ferry sank")."""
    marks = [c for c in grammar.children[head] if grammar.tokens[c].dep == "mark" and c in tokens and c < head]
    return [i for i in tokens if i > marks[-1]] if marks else tokens


def _is_left_over(grammar: Grammar, index: int, head: int) -> bool:
    """Whether an opening word only leads in from another clause: "that", "but", "as", "once"."""
    token = grammar.tokens[index]
    if token.dep in {"mark", "cc", "preconj"}:
        return token.head == head  # never the "if" of a clause before the verb's own
    before_plural = token.dep == "det" and grammar.tokens[token.head].tag in {"NNS", "NNPS"}
    return grammar.word(index) == "that" and (token.tag == "IN" or before_plural)


def _has_subject(grammar: Grammar, head: int, tokens: Sequence[int]) -> bool:
    """Whether the verb has its subject among the tokens."""
    subject = grammar.child(head, "nsubj", "nsubjpass", "csubj", "expl")
    return subject is not None and subject in tokens


def _has_gap(grammar: Grammar, head: int, tokens: Sequence[int]) -> bool:
    """Whether a relative clause without its pronoun leaves its noun out ("the concession Russia would make")."""
    return grammar.tokens[head].dep == "relcl" and not any(
        grammar.tokens[i].tag in {"WDT", "WP", "WP$", "WRB"} for i in tokens
    )


def _with_subject(fact: Facts, grammar: Grammar, tokens: Sequence[int], named: str) -> str:
    """The predicate behind its subject in brackets; "was" is put before a participle, which has no time of its own."""
    head = fact.assertion.head
    if not named or not _agrees(grammar, head, fact.assertion.subject) or _is_speech(grammar, head):
        return ""
    rest = _printed(grammar, tokens)
    if fact.is_finite:
        return f"[{named}] {rest}"
    tag = grammar.tokens[head].tag
    opens = tokens[0] == head or grammar.tokens[tokens[0]].tag == "RB"
    if tag not in {"VBN", "VBG", "VBD"} or not opens:
        return ""
    if grammar.tokens[tokens[0]].tag.startswith(("VB", "RB")):
        rest = rest[:1].lower() + rest[1:]  # it may have begun its sentence
    return f"[{named} {_was(grammar, fact.assertion.subject)}] {rest}"


def _is_speech(grammar: Grammar, head: int) -> bool:
    """Whether a participle is the cue of words told by themselves ("adding that …")."""
    return grammar.tokens[head].tag == "VBG" and any(
        _is_in(grammar, head, a.cue) for a in grammar.annotated.attributions
    )


def _was(grammar: Grammar, subject: Sequence[int]) -> str:
    return "were" if _is_plural(grammar, subject) else "was"


def _is_plural(grammar: Grammar, subject: Sequence[int]) -> bool:
    top = next((i for i in subject if grammar.tokens[i].head not in subject or grammar.tokens[i].head == i), subject[0])
    if grammar.has_child(top, "conj") or grammar.word(top) in {"they", "we", "these", "those", "both"}:
        return True
    return grammar.tokens[top].tag in {"NNS", "NNPS"}


def _relative(fact: Facts, grammar: Grammar, tokens: Sequence[int], relative: int, named: str) -> str:
    """A relative clause with its noun in brackets where "who", "which" or "whose" stands, or where it leaves a gap."""
    token, head = grammar.tokens[relative], fact.assertion.head
    after = [i for i in tokens if i != relative]
    if not named or token.tag == "WRB" or not fact.is_finite or grammar.tokens[head].dep != "relcl":
        return ""
    if token.tag == "WP$":
        owner = f"{named}’" if named.endswith("s") else f"{named}’s"
        return f"[{owner}] {_printed(grammar, [i for i in after if i > relative])}" if relative == tokens[0] else ""
    if token.dep in {"nsubj", "nsubjpass"} and token.head == head and _agrees(grammar, head, fact.assertion.subject):
        return f"[{named}] {_printed(grammar, after)}"
    if token.dep in {"dobj", "pobj"} and token.head == head and _has_subject(grammar, head, tokens):
        return _with_object(grammar, after, head, named)
    return ""


def _with_object(grammar: Grammar, tokens: Sequence[int], head: int, named: str) -> str:
    """A clause with its object in brackets after its verb."""
    before, after = [i for i in tokens if i <= head], [i for i in tokens if i > head]
    tail = _printed(grammar, after) if after else ""
    return f"{_printed(grammar, before)} [{_inside(named)}] {tail}".strip()


_ARTICLES = frozenset({"A", "An", "The", "His", "Her", "Its", "Their"})


def _inside(phrase: str) -> str:
    """A phrase as it stands inside a sentence: its article small."""
    article, *rest = phrase.split(" ", 1)
    return " ".join([article.lower(), *rest]) if rest and article in _ARTICLES else phrase


_LONGEST_INITIALS = 5


def _apposition(fact: Facts, grammar: Grammar, tokens: Sequence[int]) -> str:
    """A name and what is said of it, with "is" between them."""
    head = fact.assertion.head
    named = grammar.tokens[head].head
    own = set(grammar.subtree(head))
    before, after = [i for i in tokens if i not in own], [i for i in tokens if i in own]
    if not before or not after or before[-1] > after[0] or grammar.tokens[named].tag in {"PRP", "CD"}:
        return ""
    if not any(grammar.tokens[i].tag.startswith("NNP") for i in before):
        return ""
    name = _printed(grammar, before)
    if name.isupper() and len(name) > _LONGEST_INITIALS:
        return ""  # a dateline, read as a name
    return f"{name} [{'are' if grammar.tokens[named].tag == 'NNPS' else 'is'}] {_printed(grammar, after)}"


def _printed(grammar: Grammar, tokens: Sequence[int]) -> str:
    """The words from the first to the last token as printed, with a name for a pronoun that is the subject."""
    span = grammar.span(tokens[0], tokens[-1])
    wording = _replaced(grammar.annotated.article.text, span, _stand_ins(grammar, span))
    return _balanced(" ".join(wording.split()).rstrip(".,;:- "))


def _subject(fact: Facts, grammar: Grammar) -> str:
    """The words for a subject outside the span; a resolved pronoun's name instead of it, nothing for one unresolved."""
    outside = fact.assertion.subject or _antecedent(grammar, fact.assertion.head)
    subject = [i for i in outside if grammar.tokens[i].tag not in PUNCTUATION]
    subject = [i for i in subject if i < fact.assertion.tokens[0]] or subject
    subject = _first_run(subject)
    while subject and grammar.tokens[subject[0]].tag in {"IN", "CC"}:
        subject = subject[1:]
    if not subject or grammar.tokens[subject[0]].tag in {"WP", "WDT", "WP$", "EX"}:
        return ""
    span = grammar.span(subject[0], subject[-1])
    names = _stand_ins(grammar, span)
    if not names and all(grammar.tokens[i].tag in {"PRP", "DT"} for i in subject):
        return ""
    words = _replaced(grammar.annotated.article.text, span, names, "{}".format)
    return _capital(_balanced(" ".join(words.split())))


def _antecedent(grammar: Grammar, head: int) -> list[int]:
    """The noun that a relative clause describes."""
    if grammar.tokens[head].dep != "relcl":
        return []
    return grammar.noun_phrase(grammar.tokens[head].head)


def _first_run(tokens: list[int]) -> list[int]:
    """The tokens up to the first gap of more than a mark of punctuation."""
    gap = next((n for n in range(1, len(tokens)) if tokens[n] - tokens[n - 1] > _GAP), len(tokens))
    return tokens[:gap]


_GAP = 2


def _stand_ins(grammar: Grammar, span: Span) -> list[Mention]:
    """Pronouns in a span that are the subject of its verb and stand for a name."""
    found = []
    for mention in grammar.annotated.mentions:
        if mention.form is not MentionForm.PRONOUN or not span.covers(mention.span) or not mention.name:
            continue
        inside = tokens_in(grammar, mention.span)
        if inside and grammar.tokens[inside[0]].tag == "PRP" and grammar.tokens[inside[0]].dep.startswith("nsubj"):
            found.append(mention)
    return sorted(found, key=lambda m: m.span)[:1]


def _replaced(text: str, span: Span, mentions: Sequence[Mention], form: Callable[[str], str] = "[{}]".format) -> str:
    pieces, at = [], span.start
    for mention in mentions:
        pieces += [text[at : mention.span.start], form(mention.name)]
        at = mention.span.end
    return "".join([*pieces, text[at : span.end]])


def _balanced(wording: str) -> str:
    """The wording without a quotation mark or a bracket that opens or closes nothing."""
    for opening, closing in ("[]", "()"):
        if wording.count(opening) != wording.count(closing):
            wording = _unpaired(wording, opening, closing)
    opened = wording.rfind("‘")
    if opened >= 0 and "’" not in wording[opened:] and "'" not in wording[opened:]:
        wording = wording[:opened] + wording[opened + 1 :]
    marks = [n for n, character in enumerate(wording) if character in _DOUBLE]
    if len(marks) % 2 == 0:
        return wording.strip()
    at = marks[0] if len(marks) == 1 or wording[marks[0]] in "”»" else marks[-1]
    return (wording[:at] + wording[at + 1 :]).strip()


def _unpaired(wording: str, opening: str, closing: str) -> str:
    """The wording without brackets that have no partner."""
    open_at: list[int] = []
    lone: set[int] = set()
    for at, character in enumerate(wording):
        if character == opening:
            open_at.append(at)
        elif character == closing:
            if open_at:
                open_at.pop()
            else:
                lone.add(at)
    lone.update(open_at)
    return "".join(character for at, character in enumerate(wording) if at not in lone)


def _capital(wording: str) -> str:
    for at, character in enumerate(wording):
        if character.isalpha():
            return wording[:at] + character.upper() + wording[at + 1 :]
        if not (character in "[(" or character in _DOUBLE or character in "‘'"):
            return wording
    return wording

"""Where the grammar of a cue puts source and content: one reading for each complement a verb, noun or adjective has.

A *frame* names the complement that holds the content:

- `clause`      "said (that) …", also "…, she said, …" where the cue stands inside its content
- `infinitive`  "vowed to …", `gerund` "proposed raising …", `predicate` "seems ready"
- `object`      "rejected the offer", with what the object is called, accused of or told to do
- a preposition "called **for** a truce"

Passives are the same frames turned round. Which frames of which words report is the lexicon's affair (`cues`); nothing
here knows a word of it, beside the small words of grammar.

Source: VerbNet's frames of the classes 29-37, reduced to what ClearNLP's labels tell apart.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tellings.language.attributions.cues import Part, small_words, takes_speech
from tellings.language.attributions.tree import Tree


@dataclass(frozen=True, slots=True)
class Reading:
    """One possible attribution, as token indices in order.

    Args:
        anchor: The cue's main word; `lemma`, `part` and `frame` are what the lexicon is asked.
        source_head: The source's head word, which may lie in another clause; None where there is no source.
    """

    anchor: int
    lemma: str
    part: Part
    frame: str
    cue: tuple[int, ...]
    source_head: int | None
    source: tuple[int, ...]
    content: tuple[int, ...]


# What an object's predicate hangs on: "as a failure", "of lying", "for the delay", "against it", "over it".
_OBJECT_TAILS = frozenset({"as", "of", "for", "against", "over", "from", "with", "to"})
_DASHES = frozenset({"-", "--", "—", "–"})
# Verbs beside those of speech with which a reporter goes on after a reported clause.
_GOING_ON = small_words("going_on")
_SETTING_OFF = _DASHES | {",", "("}
_NOMINAL = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP"})
_RELATIVE = frozenset({"WP", "WDT", "WP$"})
# Verbs that only lend their subject to the noun that speaks: "issued a warning that", "made the claim that".
LIGHT_VERBS = small_words("light")
# Verbs of phase and manner that belong to the cue of the verb under them: "continued to criticise".
PHASE_VERBS = small_words("phase")


def verb_readings(tree: Tree, verb: int) -> Iterator[Reading]:
    """The readings of one verb."""
    if tree.tokens[verb].dep in {"aux", "auxpass", "amod", "compound"} or _is_imperative(tree, verb):
        return
    lemma, cue = tree.lemma_of(verb), verb_cue(tree, verb)
    passive = tree.is_passive(verb)
    head = _agent(tree, verb) if passive else _speaker(tree, _reporter(tree, verb))
    source = source_of(tree, head, verb)
    for frame, extra, content in _verb_complements(tree, verb, passive):
        yield Reading(verb, lemma, "verb", frame, (*cue, *extra), head, source, tuple(content))


def _is_imperative(tree: Tree, verb: int) -> bool:
    token = tree.tokens[verb]
    return token.tag == "VB" and tree.subject(verb) is None and tree.child(verb, "aux") is None


def _verb_complements(tree: Tree, verb: int, passive: bool) -> Iterator[tuple[str, tuple[int, ...], list[int]]]:
    """Frame, words of the cue beside the verb, and content of every complement of a verb."""
    clause = _clause(tree, verb)
    if clause:
        yield "clause", (), clause
        return
    xcomp = tree.child(verb, "xcomp")
    yield from _asked_of(tree, verb, xcomp)
    objects = tree.child(verb, "dobj", "nsubjpass" if passive else "dobj")
    if passive and objects is not None and tree.tokens[objects].lemma == "it" and xcomp is not None:
        objects = None
    if xcomp is not None and objects is None:
        yield _shape(tree, xcomp), (), tree.subtree(xcomp)
    elif objects is not None and passive and _is_quoted_as(tree, verb):
        return
    elif objects is not None:
        yield "object", (), _object(tree, verb, objects)
        return
    for prep in tree.all_children(verb, "prep"):
        under = tree.child(prep, "pobj", "pcomp")
        if under is not None and not tree.is_time(under):
            yield tree.tokens[prep].lemma, (prep,), with_purpose(tree, tree.subtree(under))


def with_purpose(tree: Tree, content: list[int]) -> list[int]:
    """What somebody calls for, with what it is to do: "called for the bank to open its books"."""
    after = content[-1] + 1 if content else len(tree.tokens)
    if after < len(tree.tokens) and tree.tokens[after].tag == "TO" and tree.tokens[tree.tokens[after].head].tag == "VB":
        return content + [i for i in tree.subtree(tree.tokens[after].head) if i >= after]
    return content


def _asked_of(tree: Tree, verb: int, xcomp: int | None) -> Iterator[tuple[str, tuple[int, ...], list[int]]]:
    """Content of "called on the minister to resign": whom the preposition names with what he is to do."""
    if xcomp is None:
        return
    for prep in tree.all_children(verb, "prep"):
        under = tree.child(prep, "pobj")
        if under is not None and verb < prep < xcomp:
            yield tree.tokens[prep].lemma, (prep,), tree.subtree(under) + tree.subtree(xcomp)


def _clause(tree: Tree, verb: int) -> list[int]:
    """The finite clause a verb reports: its complement, or the clause that it interrupts."""
    token = tree.tokens[verb]
    for complement in tree.all_children(verb, "ccomp"):
        if complement != verb:
            return tree.subtree(complement, frozenset(_taken_up(tree, complement)))
    marked = tree.child(verb, "mark")
    as_clause = token.dep == "advcl" and marked is not None and tree.tokens[marked].lemma == "as"
    if (token.dep == "parataxis" or as_clause) and token.head != verb:
        if as_clause and not _says_so(tree, verb):
            return []
        host = tree.tokens[token.head]
        return interrupted(tree, host.head if host.dep in {"aux", "auxpass"} else token.head, verb)
    return []


def _taken_up(tree: Tree, complement: int) -> Iterator[int]:
    """Verbs that the parser put into a reported clause, but with which the reporter goes on: ", adding that"."""
    for child in tree.children[complement]:
        token = tree.tokens[child]
        if token.dep == "advcl" and token.tag == "VBG" and child > complement and _is_set_off(tree, child):
            if takes_speech(tree.lemma_of(child)) or token.lemma in _GOING_ON:
                yield child
        elif token.dep == "conj" and token.tag in {"VBD", "VBZ"} and tree.own_subject(child) is None:
            reporter = tree.tokens[tree.tokens[complement].head]
            if token.tag == reporter.tag and (takes_speech(tree.lemma_of(child)) or token.lemma in _GOING_ON):
                yield child


def _says_so(tree: Tree, verb: int) -> bool:
    """Whether an "as" clause has no content of its own and points at its host: "as she put it", "as reported"."""
    if tree.tokens[verb].lemma in {"be", "do", "have", "seem"}:
        return False
    complement = tree.child(verb, "dobj", "attr", "acomp", "oprd", "xcomp")
    return complement is None or tree.tokens[complement].lemma == "it"


def interrupted(tree: Tree, host: int, part: int) -> list[int]:
    """The clause of `host` without the part that names the source, and without what is joined on after that part."""
    left_out = {part}
    for child in tree.children[host]:
        joined = tree.tokens[child].dep == "conj" and tree.own_subject(child) is not None
        if joined and child > part > host:
            left_out |= {child, *(c for c in tree.all_children(host, "cc") if c < child and c > part)}
    return tree.subtree(host, frozenset(left_out))


def _shape(tree: Tree, xcomp: int) -> str:
    tag = tree.tokens[xcomp].tag
    if tag == "VBG":
        return "gerund"
    auxiliaries = [tree.tokens[c].lemma for c in tree.all_children(xcomp, "aux")]
    return "infinitive" if "to" in auxiliaries else "predicate"


def _object(tree: Tree, verb: int, noun: int) -> list[int]:
    """An object with what is said of it."""
    content = _without_asides(tree, tree.subtree(noun))
    for child in tree.children[verb]:
        token = tree.tokens[child]
        follows = child > noun or child > verb
        if not follows:
            continue
        is_name = token.dep == "dobj" and child > noun and tree.tokens[noun].tag in _RELATIVE
        if is_name or token.dep in {"oprd", "xcomp"} or (token.dep == "prep" and token.lemma in _OBJECT_TAILS):
            content += tree.subtree(child)
    content += [i for i in _as_after_agent(tree, verb) if i not in content]
    return _with_as(tree, sorted(set(content)))


def _as_after_agent(tree: Tree, verb: int) -> list[int]:
    """The "as sound" that the parser hung onto the agent in "described by an engineer as sound"."""
    agent = _agent(tree, verb)
    if agent is None:
        return []
    return [
        i for prep in tree.all_children(agent, "prep") if tree.tokens[prep].lemma == "as" for i in tree.subtree(prep)
    ]


def _with_as(tree: Tree, content: list[int]) -> list[int]:
    """An object with the "as …" right after it, wherever the parser hung it: "described the plan as sound"."""
    after = content[-1] + 1 if content else len(tree.tokens)
    if after < len(tree.tokens) and tree.tokens[after].lemma == "as" and after + 1 < len(tree.tokens):
        head = tree.tokens[after].head
        top = after if head <= after else head
        return content + [i for i in tree.subtree(top) if i >= after]
    return content


def _is_quoted_as(tree: Tree, verb: int) -> bool:
    """Whether a passive only carries a verb of speech: "was quoted as saying"."""
    under = (tree.child(prep, "pcomp") for prep in tree.all_children(verb, "prep") if tree.tokens[prep].lemma == "as")
    return any(index is not None and takes_speech(tree.lemma_of(index)) for index in under)


def _without_asides(tree: Tree, content: list[int]) -> list[int]:
    """A noun phrase without the set-off relative clause that ends it: that one is the writer's."""
    for index in content:
        if tree.tokens[index].dep == "relcl" and _is_set_off(tree, index) and tree.right[index] >= content[-1]:
            return [i for i in content if i < tree.left[index]]
    return content


def verb_cue(tree: Tree, verb: int) -> tuple[int, ...]:
    """A verb with its auxiliaries, negation, particle and the adverbs between them, and the phase verb above it."""
    words = [verb]
    token = tree.tokens[verb]
    for child in tree.children[verb]:
        dep = tree.tokens[child].dep
        is_adverb = dep == "advmod" and verb - 3 <= child < verb and not tree.children[child]
        if is_adverb or dep in {"aux", "auxpass", "neg", "prt"}:
            words.append(child)
    head = tree.tokens[token.head]
    if token.dep == "xcomp" and head.lemma in PHASE_VERBS and token.head < verb:
        words += verb_cue(tree, token.head)
    elif token.dep == "pcomp" and head.lemma == "as" and tree.is_verb(head.head):
        words += [token.head, *verb_cue(tree, head.head)]
    return tuple(sorted(words))


def _reporter(tree: Tree, verb: int) -> int:
    """The verb whose subject speaks at this one: for a participle taken up after a reported clause, the one above."""
    host = tree.tokens[verb].head
    if tree.tokens[host].dep == "ccomp" and verb in _taken_up(tree, host):
        return tree.tokens[host].head
    return verb


def _speaker(tree: Tree, verb: int) -> int | None:
    """The subject of a verb; the noun before a bracket that the parser took for it: "the member (Ind.-East) said"."""
    subject = tree.subject(verb)
    if subject is not None and (named := _after_dateline(tree, subject)) != subject:
        return named
    if subject is not None and subject + 1 < verb and tree.tokens[subject + 1].tag == "-RRB-":
        return _before_bracket(tree, subject + 1) or subject
    if subject is None and tree.tokens[verb].dep != "ROOT":
        finite = tree.tokens[verb].tag in {"VBD", "VBZ", "VBP"} and takes_speech(tree.lemma_of(verb))
        return beside(tree, verb) if finite else None
    return subject if subject is not None else beside(tree, verb)


def beside(tree: Tree, verb: int) -> int | None:
    """The head of the noun phrase that touches a verb, before it or else after it, whatever the parser made of it."""
    before = verb - 1
    while before >= 0 and tree.tokens[before].dep in {"aux", "neg", "advmod"} and tree.tokens[before].tag != "WRB":
        before -= 1
    if before >= 0 and tree.tokens[before].tag == "-RRB-":
        before = _before_bracket(tree, before) or before
    if before >= 0 and tree.tokens[before].tag in _NOMINAL:
        return before
    after = verb + 1
    while after < len(tree.tokens) and tree.tokens[after].tag in {"DT", "JJ", "NN", "NNP", "NNS", "PRP"}:
        after += 1
    last = after - 1
    return last if last > verb and tree.tokens[last].tag in _NOMINAL else None


def _before_bracket(tree: Tree, closing: int) -> int | None:
    """The noun before a bracket of a few words that closes here."""
    for index in range(closing - 1, max(0, closing - 9), -1):
        if tree.tokens[index].tag == "-LRB-":
            return index - 1 if tree.tokens[index - 1].tag in _NOMINAL else None
    return None


def _agent(tree: Tree, verb: int) -> int | None:
    by = tree.child(verb, "agent")
    return tree.child(by, "pobj") if by is not None else None


def source_of(tree: Tree, head: int | None, cue: int) -> tuple[int, ...]:
    """The words of a source: its noun phrase, without a clause or phrase set off by a comma, and without the cue."""
    if head is None or tree.tokens[head].dep == "expl":
        return ()
    if tree.tokens[head].tag in _RELATIVE:
        return (head,)
    left_out = {cue} | set(_ancestors(tree, cue))
    left_out.discard(head)
    for child in tree.children[head]:
        token = tree.tokens[child]
        set_off = _is_set_off(tree, child)
        is_aside = set_off and (token.dep in {"relcl", "acl"} or (token.dep == "prep" and token.lemma != "of"))
        is_aside |= token.lemma == "as" and token.dep == "prep" and child > head
        is_when = token.dep == "prep" and tree.is_time(tree.right[child])
        if is_aside or is_when or token.dep in {"parataxis", "ccomp"}:
            left_out.add(child)
    words = tree.subtree(head, frozenset(left_out))
    dash = max((i for i in words if i < head and _is_dash(tree, i)), default=-1)
    return tuple(i for i in words if i > dash)  # a dateline stands before the dash


def _after_dateline(tree: Tree, head: int) -> int:
    """The noun after the dash where the parser took a dateline for the subject: "OSLO – The port company said"."""
    named = tree.child(head, "appos")
    openings = {sentence.start for sentence in tree.parse.sentences[:3]}
    if named is None or tree.left[head] not in openings or not _is_dash(tree, head + 1):
        return head
    dashes = sum(_is_dash(tree, index) for index in range(head, tree.right[head] + 1))
    return named if dashes == 1 and tree.tokens[head].tag == "NNP" else head


def _is_dash(tree: Tree, index: int) -> bool:
    """Whether a token is a dash, and not the hyphen of a compound."""
    token = tree.tokens[index]
    return token.lemma in _DASHES and (token.lemma != "-" or tree.tokens[index - 1].end < token.start)


def _is_set_off(tree: Tree, index: int) -> bool:
    """Whether a comma, a dash or a bracket stands before a subtree."""
    first = tree.left[index]
    return first > 0 and tree.tokens[first - 1].lemma in _SETTING_OFF


def _ancestors(tree: Tree, index: int) -> Iterator[int]:
    while tree.tokens[index].head != index:
        index = tree.tokens[index].head
        yield index

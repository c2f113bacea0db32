"""Readings of every kind of cue: verbs by their frames, nouns ("her claim that …"), adjectives, "according to"."""

from collections.abc import Iterator

from tellings.language.attributions.cue_frames import (
    LIGHT_VERBS,
    Reading,
    interrupted,
    source_of,
    verb_cue,
    verb_readings,
    with_purpose,
)
from tellings.language.attributions.tree import Tree


def readings(tree: Tree) -> Iterator[Reading]:
    """Every reading that the grammar of an article allows, in the order of their anchors."""
    for index, token in enumerate(tree.tokens):
        if token.lemma in {"accord", "according"} and token.tag == "VBG" and token.dep in {"prep", "advcl", "acl"}:
            yield from according_readings(tree, index)
        elif token.tag[0] == "V":
            yield from verb_readings(tree, index)
        elif token.tag in {"NN", "NNS"}:
            yield from noun_readings(tree, index)
        elif token.tag[0] == "J" and token.dep in {"acomp", "ccomp", "advcl", "ROOT", "conj", "relcl"}:
            yield from adjective_readings(tree, index)


def noun_readings(tree: Tree, noun: int) -> Iterator[Reading]:
    """The readings of one noun: "her claim that …", "calls for …", "a threat to …"."""
    token = tree.tokens[noun]
    contents: list[tuple[str, tuple[int, ...], list[int]]] = []
    for child in tree.children[noun]:
        below = tree.tokens[child]
        if child < noun:
            continue
        if below.dep in {"acl", "ccomp", "relcl"} and (mark := tree.child(child, "mark")) is not None:
            if tree.tokens[mark].lemma in {"that", "whether", "if"}:
                contents.append(("clause", (), tree.subtree(child)))
        elif below.dep in {"acl", "xcomp"} and below.tag == "VB":
            contents.append(("infinitive", (), tree.subtree(child)))
        elif below.dep == "prep" and (under := tree.child(child, "pobj", "pcomp")) is not None:
            contents.append((below.lemma, (child,), with_purpose(tree, tree.subtree(under))))
    if not contents:
        return
    head = _noun_source(tree, noun)
    verb = token.head
    source = tuple(i for i in source_of(tree, head, noun) if i != noun)
    for frame, extra, content in contents:
        prefix = tuple(c for c in tree.all_children(noun, "amod") if c == noun - 1)
        cue: tuple[int, ...] = (*prefix, noun, *extra)
        if head is not None and tree.tokens[head].dep != "poss" and token.dep == "dobj":
            cue = (*verb_cue(tree, verb), *cue)
        if head is not None and head in content:
            continue
        yield Reading(noun, token.lemma, "noun", frame, tuple(sorted(set(cue))), head, source, tuple(content))


def _noun_source(tree: Tree, noun: int) -> int | None:
    owner = tree.child(noun, "poss")
    if owner is not None:
        return owner
    for prep in tree.all_children(noun, "prep", "agent"):
        if tree.tokens[prep].lemma in {"by", "from", "among"}:
            return tree.child(prep, "pobj")
    token = tree.tokens[noun]
    if token.dep == "dobj" and tree.tokens[token.head].lemma in LIGHT_VERBS and not tree.is_passive(token.head):
        return tree.subject(token.head)
    return None


def adjective_readings(tree: Tree, adjective: int) -> Iterator[Reading]:
    """The readings of one adjective: "is confident that …", "critical of …"."""
    token = tree.tokens[adjective]
    copula = token.head if token.dep == "acomp" else adjective
    head = tree.subject(copula)
    source = source_of(tree, head, copula)
    cue = tuple(sorted({adjective, *(verb_cue(tree, copula) if copula != adjective else ())}))
    for child in tree.children[adjective]:
        below = tree.tokens[child]
        if child < adjective:
            continue
        if below.dep == "ccomp":
            yield Reading(adjective, token.lemma, "adjective", "clause", cue, head, source, tuple(tree.subtree(child)))
        elif below.dep == "xcomp":
            content = tuple(tree.subtree(child))
            yield Reading(adjective, token.lemma, "adjective", "infinitive", cue, head, source, content)
        elif below.dep == "prep" and (under := tree.child(child, "pobj", "pcomp")) is not None:
            content = tuple(tree.subtree(under))
            yield Reading(adjective, token.lemma, "adjective", below.lemma, (*cue, child), head, source, content)


def according_readings(tree: Tree, according: int) -> Iterator[Reading]:
    """The reading of "according to X": the clause it stands in, without itself."""
    to = tree.child(according, "prep")
    head = tree.child(to, "pobj", "pcomp") if to is not None else tree.child(according, "pobj", "dobj")
    if head is None:
        return
    host = tree.clause_of(tree.tokens[according].head)
    content = set(interrupted(tree, host, according)) - set(tree.subtree(according))
    cue = (according,) if to is None else (according, to)
    yield Reading(
        according, "according", "phrase", "clause", cue, head, source_of(tree, head, according), tuple(sorted(content))
    )

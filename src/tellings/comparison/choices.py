"""Nouns for one thing among which articles choose differently, with what shows that it is one thing.

A word of a class alone shows nothing: "the campaign" is an election here and a war there. Two terms are taken as words
for one thing where a desk put one in the other's place, where two reports assert one claim with them, or where they
stand in the same company ("annexation of Lorn", "seizure of Lorn"; "the war lasted a year", "the conflict lasted a
year"). Where that much is known, a further term that an article uses by itself with "the" or "this" is about the same.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from tellings.comparison.replaced import Replacement
from tellings.comparison.uses import Uses, add_use, differs, most_used, wording
from tellings.data.tables import table
from tellings.records import AnnotatedArticle, Claim, Span, Wording, WordingKind
from tellings.text.grammar import Grammar

# Verbs that keep company with every noun.
_LIGHT = frozenset(
    {"be", "have", "do", "make", "take", "get", "go", "come", "give", "see", "say", "tell", "include", "involve"}
    | {"begin", "start", "end", "happen"}
)
_BESIDE = frozenset({"amod", "compound", "poss", "nmod"})


@dataclass(frozen=True, slots=True)
class _Use:
    """A noun of a class in an article, with the words that it keeps company with.

    `is_bare`: nothing but "the" or "this" stands beside it, so it means what the report is about.
    """

    term: str
    span: Span
    company: frozenset[tuple[str, str]]
    is_bare: bool


def class_choices(
    articles: Sequence[AnnotatedArticle], claims: Sequence[Claim], replaced: Sequence[Replacement]
) -> Iterator[Wording]:
    """For each class the terms that surely stand for one thing, if articles differ in them."""
    uses: dict[str, list[_Use]] = defaultdict(list)
    for annotated in articles:
        for name, use in _class_uses(annotated):
            uses[name].append(use)
    for name, found in sorted(uses.items()):
        if len({use.term for use in found}) > 1:
            yield from _choices(name, found, claims, replaced)


def class_of(term: str) -> str | None:
    """The class of the term's last word."""
    word = term.split()[-1].lower() if term.split() else ""
    return _class_of().get(word) or _class_of().get(word.removesuffix("s"))


def is_loaded(term: str) -> bool:
    """Whether the term judges, accuses, plays down or heightens, as the list of classes says."""
    return term in _loaded() or term.removesuffix("s") in _loaded()


def _choices(
    name: str, found: Sequence[_Use], claims: Sequence[Claim], replaced: Sequence[Replacement]
) -> Iterator[Wording]:
    links: dict[frozenset[str], str] = {}
    for one, other, reason in (*_put_in_place(name, replaced), *_of_one_claim(found, claims), *_in_company(found)):
        if one != other:
            links.setdefault(frozenset({one, other}), reason)
    bare = {use.term for use in found if use.is_bare}
    groups = _joined(links)
    if len(groups) == 1 and groups[0] & bare:
        groups = [groups[0] | bare]
    for group in groups:
        uses: Uses = {}
        for use in found:
            if use.term in group:
                add_use(uses, use.term, use.span)
        if len(uses) > 1 and differs(uses):
            loaded = {is_loaded(term) for term in uses}
            reason = next(reason for pair, reason in links.items() if pair <= group)
            yield wording(most_used(uses), uses, WordingKind.LOADED if len(loaded) > 1 else WordingKind.CHOICE, reason)


def _put_in_place(name: str, replaced: Sequence[Replacement]) -> Iterator[tuple[str, str, str]]:
    for change in replaced:
        if class_of(change.old) == name == class_of(change.new):
            old, new = (term.split()[-1].lower() for term in (change.old, change.new))
            yield _listed(old), _listed(new), f"One desk put “{change.new}” where its source has “{change.old}”."


def _of_one_claim(found: Sequence[_Use], claims: Sequence[Claim]) -> Iterator[tuple[str, str, str]]:
    """Terms in two witnesses of one claim of which neither has both."""
    for claim in claims:
        inside: list[tuple[Span, set[str]]] = []
        for witness in claim.witnesses:
            terms = {use.term for use in found if use.span.overlap(witness.span) == len(use.span)}
            if terms:
                inside.append((witness.span, terms))
        for number, (span, terms) in enumerate(inside):
            for other, others in inside[number + 1 :]:
                if span.article_id != other.article_id and len(terms) == len(others) == 1 and terms != others:
                    one, two = min(terms), min(others)
                    yield one, two, f"Both are said of one thing: {claim.text}"


def _in_company(found: Sequence[_Use]) -> Iterator[tuple[str, str, str]]:
    """Terms of two articles beside the same name or under the same verb."""
    by_company: dict[tuple[str, str], list[_Use]] = defaultdict(list)
    for use in found:
        for beside in sorted(use.company):
            by_company[beside].append(use)
    for (_, word), users in sorted(by_company.items()):
        first = users[0]
        for use in users[1:]:
            if use.term != first.term and use.span.article_id != first.span.article_id:
                yield first.term, use.term, f"Both stand with “{word}”."


def _joined(links: dict[frozenset[str], str]) -> list[frozenset[str]]:
    """Terms that links join, directly or through others."""
    groups: list[frozenset[str]] = []
    for pair in links:
        touching = [group for group in groups if group & pair]
        groups = [group for group in groups if not group & pair]
        groups.append(pair.union(*touching))
    return groups


def _class_uses(annotated: AnnotatedArticle) -> Iterator[tuple[str, _Use]]:
    grammar = Grammar(annotated.article, annotated.parse)
    for index, token in enumerate(grammar.tokens):
        name = class_of(token.lemma) if token.tag in {"NN", "NNS"} and token.dep != "compound" else None
        if name is not None:
            span = annotated.article.span(token.start, token.end)
            company = frozenset(_company(grammar, index))
            yield name, _Use(_listed(token.lemma), span, company, _is_bare(grammar, index))


def _is_bare(grammar: Grammar, index: int) -> bool:
    beside = [grammar.tokens[child] for child in grammar.children[index] if grammar.tokens[child].dep != "punct"]
    return [other.dep for other in beside] == ["det"] and beside[0].lemma in {"the", "this"}


def _company(grammar: Grammar, index: int) -> Iterator[tuple[str, str]]:
    """Names beside the noun or after its preposition; the verb above it with each other noun of its clause.

    An adjective or a verb alone is not company enough: two strikes may both be deadly, and both kill.
    """
    token = grammar.tokens[index]
    for child in grammar.children[index]:
        other = grammar.tokens[child]
        after = grammar.child(child, "pobj") if other.dep == "prep" else None
        named = grammar.tokens[after] if after is not None else other
        if (other.dep in _BESIDE or after is not None) and named.tag in {"NNP", "NNPS"}:
            yield "beside", named.lemma
    head = grammar.tokens[token.head]
    if token.dep in {"nsubj", "nsubjpass", "dobj"} and head.tag.startswith("VB") and head.lemma not in _LIGHT:
        for child in grammar.children[token.head]:
            if child != index and grammar.tokens[child].tag.startswith("NN"):
                yield token.dep, f"{head.lemma} {grammar.tokens[child].lemma}"


def _listed(word: str) -> str:
    """The word as its class lists it: singular where only the singular is listed."""
    return word if word in _class_of() else word.removesuffix("s")


@cache
def _class_of() -> dict[str, str]:
    return {term: name for name, terms, _ in table("wording_classes") for term in terms.split()}


@cache
def _loaded() -> frozenset[str]:
    return frozenset(term for *_, loaded in table("wording_classes") for term in loaded.split())

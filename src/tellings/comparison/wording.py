"""The terms that different articles use for one thing.

Three kinds of evidence, none of them a guess about meaning: words that one desk put in place of another's inside copied
text; nouns of one class of `data/wording_classes.tsv` (war, conflict, offensive), where the story's articles choose
differently; and names of one entity that are no short forms of each other.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache

from tellings.comparison.terms import is_short_for, keys_of, trimmed
from tellings.data.tables import table
from tellings.records import (
    AnnotatedArticle,
    ArticleId,
    EditKind,
    Entity,
    Lineage,
    MentionForm,
    Span,
    Term,
    Wording,
)

_Uses = dict[str, dict[ArticleId, list[Span]]]  # term → article → its places
_MAX_EDIT_WORDS = 3  # longer replacements are rewriting, not a choice of term
_SPELLINGS = 0.5  # share of letters from which two names are spellings of one another, not different names. A guess.


def wording_of(
    articles: Sequence[AnnotatedArticle], entities: Sequence[Entity], lineage: Lineage
) -> tuple[Wording, ...]:
    """Referents that the articles call by different terms.

    Words put in place of others come first, then choices among nouns, then names; those with most articles first.
    """
    replaced = _of_edits(lineage)
    classes = _of_classes(articles)
    ranked: list[tuple[int, Wording]] = []
    for name, wording in classes:
        is_replaced = any(_same_class(edit) == name for edit in replaced)
        ranked.append((0 if is_replaced else 2, wording))
    known = {name for name, _ in classes}
    ranked += [(1, edit) for edit in replaced if _same_class(edit) not in known]
    ranked += [(3, wording) for wording in _of_entities(articles, entities)]
    ranked.sort(key=lambda found: (found[0], -len({term.article for term in found[1].terms})))
    return tuple(wording for _, wording in ranked)


def _same_class(wording: Wording) -> str | None:
    """The class that all terms of a replacement belong to by their last words."""
    classes = {_class_of_word(term.term.split()[-1].lower()) for term in wording.terms}
    return classes.pop() if len(classes) == 1 else None


def _class_of_word(word: str) -> str | None:
    return _class_of().get(word) or _class_of().get(word.removesuffix("s"))


def _of_entities(articles: Sequence[AnnotatedArticle], entities: Sequence[Entity]) -> list[Wording]:
    """Names of one entity that are no short forms of each other: other spellings, other names."""
    uses: dict[str, _Uses] = {}
    printed: dict[str, str] = {}  # folded term → its first wording: quotation marks and case make no other term
    for annotated in articles:
        for mention in annotated.mentions:
            if mention.entity is None or mention.form is not MentionForm.NAME:
                continue
            term = _term(mention.span.wording(annotated.article.text))
            term = printed.setdefault(" ".join(keys_of(term)), term)
            places = uses.setdefault(mention.entity, {}).setdefault(term, {})
            places.setdefault(annotated.article.id, []).append(mention.span)
    folded = {entity: _without_short_forms(found) for entity, found in uses.items()}
    return [_wording(e.name, folded[e.id]) for e in entities if e.id in folded and _differs(folded[e.id])]


def _without_short_forms(uses: _Uses) -> _Uses:
    """The uses with every short form counted under the longest name that holds it."""
    keys = {term: keys_of(term) for term in uses}
    ordered = sorted(uses, key=lambda term: (-len(keys[term]), -len(uses[term]), term))
    kept: _Uses = {}
    for term in ordered:
        longer = next((other for other in kept if is_short_for(keys[term], keys[other])), term)
        for article, spans in uses[term].items():
            kept.setdefault(longer, {}).setdefault(article, []).extend(spans)
    surnames = {keys[term][-1] for term in kept if len(keys[term]) > 1}
    lone = [term for term in kept if len(keys[term]) == 1 and _is_spelling_of(keys[term][0], surnames)]
    return {term: places for term, places in kept.items() if term not in lone or len(kept) == len(lone)}


def _is_spelling_of(word: str, surnames: set[str]) -> bool:
    """Whether a lone surname spells one that a full name has: the full names show the difference already."""
    return any(SequenceMatcher(None, word, other, autojunk=False).ratio() >= _SPELLINGS for other in sorted(surnames))


def _of_classes(articles: Sequence[AnnotatedArticle]) -> list[tuple[str, Wording]]:
    """Each class of nouns among which the articles choose differently, under its name."""
    uses: dict[str, _Uses] = defaultdict(dict)
    for annotated in articles:
        for token in annotated.parse.tokens:
            name = _class_of_word(token.lemma) if token.tag in {"NN", "NNS"} else None
            if name is not None:
                place = annotated.article.span(token.start, token.end)
                term = uses[name].setdefault(token.lemma, {})
                term.setdefault(annotated.article.id, []).append(place)
    return [(name, _wording(_most_used(terms), terms)) for name, terms in sorted(uses.items()) if _differs(terms)]


def _of_edits(lineage: Lineage) -> list[Wording]:
    """Words put in the place of others inside copied text: the plainest evidence of a choice."""
    wordings: dict[frozenset[str], Wording] = {}
    for derivation in lineage.derivations:
        for edit in derivation.edits:
            if edit.kind is not EditKind.REPLACED or edit.child is None or edit.parent is None:
                continue
            terms = trimmed(_term(edit.parent_text)), trimmed(_term(edit.child_text))
            if not all(map(_is_term, terms)) or _is_spelled_alike(*terms):
                continue
            uses: _Uses = {terms[0]: {edit.parent.article_id: [edit.parent]}}
            uses.setdefault(terms[1], {})[edit.child.article_id] = [edit.child]
            wordings.setdefault(frozenset(" ".join(keys_of(term)) for term in terms), _wording(terms[0], uses))
    return list(wordings.values())


def _is_term(term: str) -> bool:
    """Whether the words can be a choice of term: few, none a figure, no sentence ending among them."""
    plain = all(key.replace("'", "").replace("’", "").isalpha() for key in keys_of(term))
    return plain and 0 < len(term.split()) <= _MAX_EDIT_WORDS and not set(term) & set(".;:()")


def _is_spelled_alike(one: str, other: str) -> bool:
    """Whether two terms have the same words, or one the other's and more: no word stands in another's place."""
    ours, theirs = ({key.removesuffix("s") for key in keys_of(term)} for term in (one, other))
    return ours <= theirs or theirs <= ours


def _differs(uses: _Uses) -> bool:
    """Whether two articles differ in what they call it: some term is missing from one that names it otherwise."""
    articles = {article for places in uses.values() for article in places}
    return len(articles) > 1 and any(set(places) != articles for places in uses.values())


def _wording(referent: str, uses: _Uses) -> Wording:
    terms = [
        Term(term, article, tuple(spans))
        for term, places in sorted(uses.items(), key=lambda item: (-len(item[1]), item[0]))
        for article, spans in sorted(places.items())
    ]
    return Wording(referent, tuple(terms))


def _most_used(uses: _Uses) -> str:
    counts = Counter({term: sum(map(len, places.values())) for term, places in uses.items()})
    return min(counts, key=lambda term: (-counts[term], term))


def _term(wording: str) -> str:
    """A mention's words as a term: white space as single blanks, possessive ending and leading article left off."""
    words = " ".join(wording.split()).removesuffix("'s").removesuffix("’s").strip(" ,.;:")
    first, _, rest = words.partition(" ")
    return rest if rest and first.lower() in {"the", "a", "an"} else words


@cache
def _class_of() -> dict[str, str]:
    return {term: name for name, terms in table("wording_classes") if name != "name" for term in terms.split()}

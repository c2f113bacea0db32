"""The terms that different articles use for one thing.

Three kinds of evidence, none of them a guess about meaning: names and descriptions of one entity; nouns of one class of
`data/wording_classes.tsv` (war, conflict, offensive), where the story's articles choose differently; and words that one
desk put in place of another's inside copied text.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache

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
from tellings.text.folding import fold

_Uses = dict[str, dict[ArticleId, list[Span]]]  # term → article → its places
_MAX_EDIT_WORDS = 6  # longer replacements are rewriting, not a choice of term


def wording_of(
    articles: Sequence[AnnotatedArticle], entities: Sequence[Entity], lineage: Lineage
) -> tuple[Wording, ...]:
    """Referents that the articles call by different terms, those with most articles and terms first."""
    found = [*_of_entities(articles, entities), *_of_classes(articles), *_of_edits(lineage)]
    ranked = sorted(found, key=lambda wording: -len({term.article for term in wording.terms}))
    return tuple(ranked)


def _of_entities(articles: Sequence[AnnotatedArticle], entities: Sequence[Entity]) -> list[Wording]:
    uses: dict[str, _Uses] = {}
    printed: dict[str, str] = {}  # folded term → its first wording: quotation marks and case make no other term
    for annotated in articles:
        for mention in annotated.mentions:
            if mention.entity is None or mention.form is MentionForm.PRONOUN:
                continue
            term = _term(mention.span.wording(annotated.article.text))
            term = printed.setdefault(fold(term).text, term)
            places = uses.setdefault(mention.entity, {}).setdefault(term, {})
            places.setdefault(annotated.article.id, []).append(mention.span)
    return [_wording(e.name, uses[e.id]) for e in entities if e.id in uses and _differs(uses[e.id])]


def _of_classes(articles: Sequence[AnnotatedArticle]) -> list[Wording]:
    uses: dict[str, _Uses] = defaultdict(dict)
    for annotated in articles:
        for token in annotated.parse.tokens:
            name = _class_of().get(token.lemma) if token.tag in {"NN", "NNS"} else None
            if name is not None:
                place = annotated.article.span(token.start, token.end)
                term = uses[name].setdefault(token.lemma, {})
                term.setdefault(annotated.article.id, []).append(place)
    return [_wording(_most_used(terms), terms) for _, terms in sorted(uses.items()) if _differs(terms)]


def _of_edits(lineage: Lineage) -> list[Wording]:
    """Words put in the place of others inside copied text: the plainest evidence of a choice."""
    wordings = []
    for derivation in lineage.derivations:
        for edit in derivation.edits:
            if edit.kind is not EditKind.REPLACED or edit.child is None or edit.parent is None:
                continue
            terms = (_term(edit.parent_text), _term(edit.child_text))
            if any(not t or len(t.split()) > _MAX_EDIT_WORDS for t in terms) or fold(terms[0]) == fold(terms[1]):
                continue
            uses: _Uses = {terms[0]: {edit.parent.article_id: [edit.parent]}}
            uses.setdefault(terms[1], {})[edit.child.article_id] = [edit.child]
            if len(uses) == 2:
                wordings.append(_wording(terms[0], uses))
    return wordings


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

"""Where articles use which term for a referent, and how far they differ in it."""

from collections import Counter
from itertools import combinations

from tellings.records import ArticleId, Span, Term, Wording, WordingKind

Uses = dict[str, dict[ArticleId, list[Span]]]  # term → article → its places


def add_use(uses: Uses, term: str, span: Span) -> None:
    """Notes one more place of a term; a place counts once."""
    places = uses.setdefault(term, {}).setdefault(span.article_id, [])
    if span not in places:
        places.append(span)


def differs(uses: Uses) -> bool:
    """Whether two articles differ in what they call it: some term is missing from one that names it otherwise."""
    articles = {article for places in uses.values() for article in places}
    return len(articles) > 1 and any(set(places) != articles for places in uses.values())


def difference(uses: Uses) -> float:
    """How far the articles differ in their terms, 0 to 1: the mean over pairs of the share of uses not in common."""
    shares: dict[ArticleId, Counter[str]] = {}
    for term, places in uses.items():
        for article, spans in places.items():
            shares.setdefault(article, Counter())[term] += len(spans)
    pairs = list(combinations([counts for _, counts in sorted(shares.items())], 2))
    apart = (
        1 - sum(min(one[term] / one.total(), other[term] / other.total()) for term in one & other)
        for one, other in pairs
    )
    return sum(apart) / len(pairs) if pairs else 0.0


def most_used(uses: Uses) -> str:
    """The term with most places, the first of the alphabet among equals."""
    counts = {term: sum(map(len, places.values())) for term, places in uses.items()}
    return min(counts, key=lambda term: (-counts[term], term))


def wording(referent: str, uses: Uses, kind: WordingKind, reason: str) -> Wording:
    """The uses as a record, terms of most articles first."""
    terms = [
        Term(term, article, tuple(sorted(spans)))
        for term, places in sorted(uses.items(), key=lambda item: (-len(item[1]), item[0]))
        for article, spans in sorted(places.items())
    ]
    return Wording(referent, tuple(terms), kind, reason)

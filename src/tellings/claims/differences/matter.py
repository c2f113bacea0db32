"""Whether two points are of one matter: their heads, what stands above them, and what surrounds them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tellings.claims.differences.doubting import Names
from tellings.claims.differences.found import Signs, Telling
from tellings.claims.differences.points import Point
from tellings.claims.differences.surroundings import Surroundings
from tellings.claims.facts import Facts
from tellings.claims.grammar import Grammar
from tellings.claims.lexicon import relation, words_of
from tellings.records import Article, ArticleId

_WORTH = {"equal": 1.0, "same": 0.8, "derived": 0.8, "inflected": 0.8, "near": 0.7, "kind": 0.4}
LIKE = 0.7  # from here on two words are one or as good as one


@dataclass(frozen=True, slots=True)
class Reading:
    """A story as the searches for differences read it."""

    facts: Sequence[Facts]
    points: Sequence[Point]
    grammars: Mapping[ArticleId, Grammar]
    surroundings: Surroundings
    claim_of: Mapping[int, str]
    articles: Mapping[ArticleId, Article]
    names: Names

    def text(self, index: int) -> str:
        """The words of an assertion."""
        fact = self.facts[index]
        return self.articles[fact.span.article_id].wording(fact.span)

    def signs(self, one: Point, other: Point, *, spread: float = 0.0, near: float = 0.0) -> Signs:
        """What speaks for two points being of one matter."""
        return self.signs_of(
            one.index, other.index, head=head(one, other), above=above(one, other), spread=spread, near=near
        )

    def signs_of(
        self, one: int, other: int, *, head: float = 0.0, above: float = 0.0, spread: float = 0.0, near: float = 0.0
    ) -> Signs:
        """The same for two assertions."""
        ours, theirs = self.facts[one], self.facts[other]
        parties = max(likeness(ours.subject, theirs.subject), likeness(ours.object, theirs.object))
        return Signs(
            head=head,
            above=above,
            sentences=self.surroundings.sentences(one, other),
            assertions=self.surroundings.assertions(one, other),
            together=float(self.claim_of.get(one) == self.claim_of.get(other)),
            parties=parties,
            spread=spread,
            near=near,
            inside=float(ours.span.article_id == theirs.span.article_id),
        )


def telling(point: Point, key: str | None = None) -> Telling:
    """A point as one side of a difference."""
    return Telling(point.span, point.wording, (key or point.wording).casefold(), point.index)


@lru_cache(maxsize=1 << 16)
def likeness(one: str, other: str) -> float:
    """How near two terms are: 1 for one term, 0 for unrelated ones or none; names that share most words are near."""
    if not one or not other:
        return 0.0
    if one[0] == other[0] == "@" and one != other:
        ours, theirs = (set(term.partition("-")[2].split("-")) for term in (one, other))
        return LIKE if 2 * len(ours & theirs) >= len(ours | theirs) else 0.0
    if "@" in (one[0], other[0]) and one != other:
        name, word = (one, other) if one[0] == "@" else (other, one)
        return LIKE if word == name.rpartition("-")[2] else 0.0
    return _WORTH.get(relation(one, other), 0.0)


def head(one: Point, other: Point) -> float:
    """How near the words are that two points belong to."""
    return likeness(one.line[0], other.line[0]) if one.line and other.line else 0.0


def above(one: Point, other: Point) -> float:
    """The best likeness of the words above two points, but for that of their heads."""
    found = [
        likeness(a, b)
        for i, a in enumerate(one.line[:3])
        for j, b in enumerate(other.line[:3])
        if (i or j) and a not in words_of("common-unit")
    ]
    return max(found, default=0.0)

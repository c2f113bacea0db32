"""Why two tellings that cannot both hold may be of two matters after all: then no conflict is stated.

A wrong conflict costs a reader more than one that is missed. Each rule answers to a class of wrong conflicts read on
about 110 events without a key; together they cost none of those found in the six annotated ones.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from tellings.claims.differences.found import Telling
from tellings.claims.facts import Facts, entity_of
from tellings.claims.grammar import Grammar
from tellings.claims.lexicon import relation
from tellings.records import Article, ArticleId, MentionForm, Span

# Words of some and of the rest ("others converted"), of limits ("no crime except", "not only three"), of half a denial
# ("barely landed"), of another time ("current rules require"): with them "not" does not deny what the other asserts.
_HEDGED = re.compile(
    r"\b(?:others?|another|only|except|unless|until|instead|barely|hardly|scarcely|rarely|seldom|yet|still|already"
    r"|any(?:more|\s+longer)|no\s+longer|current(?:ly)?|previous(?:ly)?|former(?:ly)?|originally|initially|always"
    r"|some|most|not\s+(?:all|been)|if|whether|or\s+not|would|could|might|may)\b",
    re.IGNORECASE,
)
_BESIDE = 30  # characters beside a time in which a page says that it is its own
_PAGE = r"(?:published|posted|updated|edited|modified)"
_OF_PAGE_BEFORE = re.compile(rf"\b{_PAGE}(?:\s+(?:on|at)\b|\s*:)?[\s\w,]{{0,12}}$", re.IGNORECASE)
_OF_PAGE_AFTER = re.compile(rf"[\s,|–-]{{0,4}}(?:last\s+)?{_PAGE}\b", re.IGNORECASE)
_LONG_APART = 3  # days between two reports from which a count may be of another day's state, or of the next case


class Names:
    """Who and what each sentence and each article names, speakers left out."""

    def __init__(self, facts: Sequence[Facts], grammars: Mapping[ArticleId, Grammar]) -> None:
        self._facts = facts
        self._in_sentence: dict[tuple[ArticleId, int], set[str]] = defaultdict(set)
        self._in_article: dict[ArticleId, set[str]] = {}
        for fact in facts:
            self._in_sentence[fact.span.article_id, fact.assertion.sentence] |= fact.names
        for article, grammar in grammars.items():
            mentions = grammar.annotated.mentions
            self._in_article[article] = {entity_of(m) for m in mentions if m.form is not MentionForm.PRONOUN}

    def are_apart(self, one: int, other: int) -> bool:
        """Whether each sentence names what the other's whole article does not: two cases of one kind."""
        return self._has_own(one, other) and self._has_own(other, one)

    def _has_own(self, one: int, other: int) -> bool:
        ours, theirs = self._facts[one], self._facts[other]
        names = self._in_sentence[ours.span.article_id, ours.assertion.sentence]
        return bool(names - self._in_article.get(theirs.span.article_id, set()))


def is_of_the_page(article: Article, span: Span) -> bool:
    """Whether a time is that of the page: "Published: 3 May", "3 May 2031 Last updated at 11.20"."""
    before = article.text[max(0, span.start - _BESIDE) : span.start]
    after = article.text[span.end : span.end + _BESIDE]
    return bool(_OF_PAGE_BEFORE.search(before) or _OF_PAGE_AFTER.match(after))


def is_after(day: float, article: Article) -> bool:
    """Whether a day, as an ordinal, lies after an article's day of publication, so that it cannot tell of it."""
    published = ordinal(article)
    return published is not None and day > published


def are_days_apart(one: Article, other: Article) -> bool:
    """Whether two reports are so far apart that a count may have changed between them, or be of another case."""
    days = ordinal(one), ordinal(other)
    return days[0] is not None and days[1] is not None and abs(days[0] - days[1]) >= _LONG_APART


def ordinal(article: Article) -> int | None:
    """The day an article was published, as an ordinal; None where it is not known to the day."""
    try:
        return date.fromisoformat(article.published.value[:10]).toordinal() if article.published else None
    except ValueError:
        return None


def is_hedged(text: str) -> bool:
    """Whether words of limits, conditions, half denials or other times stand in it."""
    return bool(_HEDGED.search(text))


def is_denied_of_one_thing(denied: Facts, told: Facts, texts: tuple[str, str]) -> bool:
    """Whether one assertion denies just what another tells: one doer, one thing done to, no limit or other time.

    Within one article only two speakers deny each other.
    """
    if any(map(is_hedged, texts)):
        return False
    if denied.span.article_id == told.span.article_id and not (denied.speaker and told.speaker):
        return False
    return all(
        relation(a, b) in {"equal", "same"} if a and b else not (a or b)
        for a, b in ((denied.subject, told.subject), (denied.object, told.object))
    )


def is_of_one_outlet(sides: Iterable[Sequence[Telling]], articles: Mapping[ArticleId, Article]) -> bool:
    """Whether one outlet gives two of the values in two reports: it tells of two cases, or has mended its own."""
    given: dict[str, set[int]] = defaultdict(set)
    told: dict[str, set[ArticleId]] = defaultdict(set)
    for number, side in enumerate(sides):
        for telling in side:
            outlet = articles[telling.span.article_id].name
            given[outlet].add(number)
            told[outlet].add(telling.span.article_id)
    return any(len(given[outlet]) > 1 and len(told[outlet]) > 1 for outlet in given)

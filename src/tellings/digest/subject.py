"""What a story is about: the words that its reports' titles and openings share, and how early each comes to a point.

Each independent text has one vote, so five reprints do not say what matters. Desks put first what matters most
(the inverted pyramid); position has been the strongest single cue in news summarisation since Edmundson 1969.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache

from tellings.data.tables import table
from tellings.records import AnnotatedArticle, Claim
from tellings.text.words import words

_OPENING = 2  # sentences of an article that count as its opening
_MIN_LETTERS = 3
_MAIN = 12  # shared words that say what a story is about; a sentence seldom has more of them


class Subject:
    """The shared words of a story and the places of its claims in their articles."""

    def __init__(self, articles: Sequence[AnnotatedArticle], claims: Sequence[Claim]) -> None:
        self._length = {a.article.id: max(1, len(a.article.text)) for a in articles}
        origins = _origins(claims)
        votes: dict[str, set[str]] = defaultdict(set)
        titles: dict[str, set[str]] = defaultdict(set)
        for annotated in articles:
            article = annotated.article
            opening = " ".join(span.wording(article.text) for span in annotated.sentences[:_OPENING])
            voter = origins.get(article.id, article.id)
            votes[voter] |= content_words(f"{article.title} {opening}")
            titles[voter] |= content_words(article.title)
        counts = Counter(word for voted in votes.values() for word in voted)
        self._votes = max(1, len(votes))
        self._counts = {word: count for word, count in counts.items() if count > 1 or self._votes == 1}
        named = Counter(word for voted in titles.values() for word in voted)
        self._central = {word: count + named[word] for word, count in self._counts.items()}

    def nearness(self, text: str) -> float:
        """How much of the story's shared words a text has, 0 to 1; the length of the text counts only against it."""
        keys = content_words(text)
        shared = sum(self._counts.get(key, 0) for key in sorted(keys))
        return min(1.0, shared / self._votes / (len(keys) + 2) * 2) if keys else 0.0

    def share(self, keys: frozenset[str]) -> float:
        """How much of what titles and openings share the words tell, 0 to 1; words of titles count twice."""
        most = sum(sorted(self._central.values(), reverse=True)[:_MAIN])
        return min(1.0, sum(self._central.get(key, 0) for key in sorted(keys)) / most) if most else 0.0

    def prominence(self, claim: Claim) -> float:
        """How early the reports come to a claim, 0 to 1: the mean over the texts that tell it."""
        firsts: dict[str, float] = {}
        for witness in claim.witnesses:
            place = 1 - witness.span.start / self._length[witness.span.article_id]
            firsts[witness.origin] = max(firsts.get(witness.origin, 0.0), place)
        return sum(firsts[key] for key in sorted(firsts)) / len(firsts) if firsts else 0.0


def content_words(text: str) -> frozenset[str]:
    """The words of a text that carry its matter, folded, plain plurals and possessives off."""
    return frozenset(
        _stem(word.key) for word in words(text) if len(word.key) >= _MIN_LETTERS and word.key not in _function_words()
    )


def _stem(key: str) -> str:
    """The key without a plain ending: enough to see that "crashed" and "crash" are one matter; no dictionary form."""
    key = key.removesuffix("'s").removesuffix("’s")
    for ending, least in (("ing", 6), ("ed", 5), ("s", 4)):
        if key.endswith(ending) and len(key) >= least and not key.endswith("ss"):
            return key.removesuffix(ending)
    return key


def _origins(claims: Sequence[Claim]) -> dict[str, str]:
    """For each article the origin to which most of its witnesses belong."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for claim in claims:
        counts_of = ((w.span.article_id, w.origin) for w in claim.witnesses)
        for article, origin in counts_of:
            counts[article][origin] += 1
    return {article: min(found, key=lambda o: (-found[o], o)) for article, found in counts.items()}


@cache
def _function_words() -> frozenset[str]:
    return frozenset(word for language, forms in table("function_words") if language == "en" for word in forms.split())

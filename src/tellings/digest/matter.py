"""The words of a story's sentences, and how much each tells: a word that half the sentences have tells little."""

import math
from collections import Counter
from collections.abc import Sequence

from tellings.digest.subject import content_words
from tellings.records import AnnotatedArticle, Span


class Matter:
    """The content words of every sentence of a story, read once, with their weights."""

    def __init__(self, articles: Sequence[AnnotatedArticle]) -> None:
        self._texts = {a.article.id: a.article.text for a in articles}
        self._sentences = {a.article.id: a.sentences for a in articles}
        self._keys = {span: self.of(span) for a in articles for span in a.sentences}
        self._counts = Counter(key for keys in self._keys.values() for key in keys)

    def of(self, span: Span) -> frozenset[str]:
        """The content words at a span."""
        return content_words(span.wording(self._texts[span.article_id]))

    def around(self, span: Span) -> frozenset[str]:
        """The content words of the sentences that a span touches."""
        touched = [self._keys[s] for s in self._sentences[span.article_id] if s.overlap(span)]
        return frozenset().union(*touched) if touched else self.of(span)

    def weight(self, keys: frozenset[str]) -> float:
        """How much words tell: the sum of their inverse sentence frequencies (Sparck Jones 1972)."""
        sentences = len(self._keys) + 1
        return sum(math.log(sentences / (self._counts[key] + 0.5)) for key in sorted(keys) if self._counts[key])

    def shared(self, one: frozenset[str], other: frozenset[str]) -> float:
        """The share of what the shorter of two sets of words tells that the other tells too, 0 to 1."""
        least = min(self.weight(one), self.weight(other))
        return self.weight(one & other) / least if least > 0 else 0.0

    def covered(self, one: frozenset[str], other: frozenset[str]) -> float:
        """The share of what the first set of words tells that the other tells too, 0 to 1."""
        whole = self.weight(one)
        return self.weight(one & other) / whole if whole > 0 else 0.0

    def sentences_of(self, article: AnnotatedArticle) -> list[tuple[Span, frozenset[str]]]:
        """An article's sentences with their content words."""
        return [(span, self._keys[span]) for span in article.sentences]

    def words_of(self, articles: Sequence[AnnotatedArticle]) -> frozenset[str]:
        """All content words of articles' sentences."""
        return frozenset(key for a in articles for span in a.sentences for key in self._keys[span])

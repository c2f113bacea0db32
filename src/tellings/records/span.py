"""Places in an article's text: the one currency in which every stage shows its evidence."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NewType

from tellings.errors import SpanError

ArticleId = NewType("ArticleId", str)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of one article's text: a view of the wording, never a copy.

    Offsets count Unicode code points. Spans of one article sort in reading order. A span holds no text, so it is
    checked whenever it meets its article's.
    """

    article_id: ArticleId
    start: int
    end: int

    def wording(self, text: str) -> str:
        """The words at this span of the article's text, exactly as the outlet printed them."""
        if not 0 <= self.start <= self.end <= len(text):
            raise SpanError(self.start, self.end, self.article_id, len(text))
        return text[self.start : self.end]

    def overlap(self, other: "Span") -> int:
        """How many code points both spans cover; 0 for spans of different articles."""
        if self.article_id != other.article_id:
            return 0
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def covers(self, other: "Span") -> bool:
        """Whether the other span lies wholly inside this one."""
        return self.article_id == other.article_id and self.start <= other.start and other.end <= self.end

    def __len__(self) -> int:
        return self.end - self.start


def hull(spans: Iterable[Span]) -> Span:
    """The smallest span that covers all the given spans, which lie in one article and are not none."""
    ordered = sorted(spans)
    return Span(ordered[0].article_id, ordered[0].start, max(span.end for span in ordered))

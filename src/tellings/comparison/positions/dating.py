"""Since when: the day a report's clause names for a stance, else the day the report was published."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from tellings.comparison.positions.clauses import Clauses
from tellings.records import AnnotatedArticle, DatedBy, Span

_DAY = re.compile(r"\d{4}(-\d{2}){0,2}")


class Days:
    """One article's time expressions that name a day, a month or a year, by place."""

    def __init__(self, annotated: AnnotatedArticle) -> None:
        named = (timex for timex in annotated.timexes if _DAY.fullmatch(timex.value))
        self._timexes = sorted(named, key=lambda timex: timex.span)
        self._starts = [timex.span.start for timex in self._timexes]
        self._published = annotated.article.published

    def of(
        self, grammar: Clauses, cue: int, about: Sequence[int], evidence: Span, *, is_former: bool
    ) -> tuple[str | None, DatedBy | None]:
        """The day, month or year that the cue's clause names, else the day the article was published.

        A day inside what the stance is about is not the stance's: who threatens to strike from Tuesday does so before.
        A stance of former times without a day of its own has none.
        """
        beside = [c for c in grammar.children[cue] if grammar.tokens[c].dep in {"npadvmod", "prep", "advmod"}]
        around = [i for c in beside for i in grammar.subtree(c) if i not in set(about)]
        spans = [grammar.span([i]) for i in around]
        issue, sentence = grammar.span(list(about)), grammar.sentence_of(cue)
        start, end = bisect_left(self._starts, sentence.start), bisect_left(self._starts, sentence.end)
        for timex in self._timexes[start:end]:
            if issue.overlap(timex.span):
                continue
            if evidence.covers(timex.span) or any(timex.span.overlap(span) for span in spans):
                return timex.value, DatedBy.WORDS
        if self._published is None or is_former:
            return None, None
        return self._published.value[:10], DatedBy.ARTICLE

"""Since when: the day a report's clause names for a stance, else the day the report was published."""

import re
from bisect import bisect_left

from tellings.comparison.positions.clauses import Clauses
from tellings.comparison.positions.finding import Finding
from tellings.records import AnnotatedArticle, DatedBy, Modality, Span

_DAY = re.compile(r"\d{4}(-\d{2}){0,2}")


class Days:
    """One article's time expressions that name a day, a month or a year, by place."""

    def __init__(self, annotated: AnnotatedArticle) -> None:
        named = (timex for timex in annotated.timexes if _DAY.fullmatch(timex.value))
        self._timexes = sorted(named, key=lambda timex: timex.span)
        self._starts = [timex.span.start for timex in self._timexes]
        self._published = annotated.article.published

    def of(self, grammar: Clauses, finding: Finding, evidence: Span) -> tuple[str | None, DatedBy | None]:
        """The day, month or year that the clause names for the stance, else the day the article was published.

        A day inside the issue is the issue's own: who threatens to strike from Tuesday does so before. A stance of
        former times without a day of its own has none.
        """
        beside = [c for c in grammar.children[finding.cue] if grammar.tokens[c].dep in {"npadvmod", "prep", "advmod"}]
        around = [i for c in beside for i in grammar.subtree(c) if i not in set(finding.issue)]
        spans = [grammar.span([i]) for i in around]
        issue, sentence = grammar.span(list(finding.issue)), grammar.sentence_of(finding.cue)
        start, end = bisect_left(self._starts, sentence.start), bisect_left(self._starts, sentence.end)
        for timex in self._timexes[start:end]:
            if issue.overlap(timex.span):
                continue
            if evidence.covers(timex.span) or any(timex.span.overlap(span) for span in spans):
                return timex.value, DatedBy.WORDS
        if self._published is None or finding.modality is Modality.FORMER:
            return None, None
        return self._published.value[:10], DatedBy.ARTICLE

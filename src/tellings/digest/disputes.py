"""Where accounts differ, as sentences of the digest: each in the words that explain it, citing every side.

A reader of a digest takes a dispute for one. So only those are told whose values can be read where they point, in
sentences that are surely about one thing; of the others the report's own list tells.
"""

import re
from collections.abc import Mapping, Sequence

from tellings.digest.checking import is_quoted
from tellings.digest.matter import Matter
from tellings.digest.subject import content_words
from tellings.entailment.numbers import numbers_of, words_of
from tellings.records import (
    AnnotatedArticle,
    ArticleId,
    DigestSentence,
    Disagreement,
    DisagreementKind,
    MentionForm,
    SentenceKind,
    Side,
    Span,
)

_COMPATIBLE = 1  # differences that can both hold: one is told, where several outlets stand on its sides
_FEWEST = 3  # outlets on the sides of such a difference
# Of 17 conflicts of number and date in 44 events one was true; at this share of matter in common, with a name in
# common, two were left, one of them true.
_SAME = 0.6
_SAME_COMPATIBLE = 0.45
_OPEN = re.compile(r"\b(?:whether|or not|if)\b", re.IGNORECASE)
_AGE = re.compile(r"\b\d{1,3}-year\b")  # of two people, as a rule


def told_disputes(
    disagreements: Sequence[Disagreement], articles: Mapping[ArticleId, AnnotatedArticle], matter: Matter, most: int
) -> list[DigestSentence]:
    """Conflicts first, then one compatible difference that many outlets stand in."""
    sure = [d for d in disagreements if _is_sure(d, articles, matter)]
    conflicts = [d for d in sure if not d.compatible][:most]
    widest_first = sorted((d for d in sure if d.compatible), key=lambda d: (-len(d.sides), -_outlets(d, articles)))
    compatible = [d for d in widest_first if _outlets(d, articles) >= _FEWEST][:_COMPATIBLE]
    return [_sentence(d) for d in [*conflicts, *compatible][:most]]


def _is_sure(disagreement: Disagreement, articles: Mapping[ArticleId, AnnotatedArticle], matter: Matter) -> bool:
    """Whether a reader who follows the citations finds two accounts of one thing that differ as is said."""
    if len(disagreement.sides) < 2 or _is_one_speaker(disagreement, articles):
        return False
    if not all(_is_read(disagreement, side, articles) for side in disagreement.sides):
        return False
    if disagreement.kind in {DisagreementKind.POLARITY, DisagreementKind.NAMING}:
        return False  # one word of two things, as a rule on real events; and spellings, which are no news
    one, other = (side.witnesses[0] for side in disagreement.sides[:2])
    if disagreement.kind is DisagreementKind.CHARACTERISATION:
        return not any(_leaves_open(span, articles) for span in (one, other))
    values = content_words(" ".join(side.value for side in disagreement.sides))
    shared = matter.shared(matter.around(one) - values, matter.around(other) - values)
    if any(_AGE.search(side.value) for side in disagreement.sides):
        return False
    if any(_holds_both(span, disagreement.sides, articles) for span in (one, other)):
        return False
    if disagreement.kind is DisagreementKind.DATE and not all(map(_has_day, disagreement.sides)):
        return False
    if disagreement.compatible:
        return shared >= _SAME_COMPATIBLE and _differ(disagreement.sides)
    if disagreement.kind is DisagreementKind.NUMBER and not _counts_one_thing(disagreement.sides):
        return False
    is_one_text = matter.of(one) == matter.of(other)
    return shared >= _SAME and not is_one_text and bool(_names(one, articles) & _names(other, articles))


def _has_day(side: Side) -> bool:
    """Whether a side's date names a day: "December" holds "1 December"."""
    return side.value.count("-") == 2 or any(figure <= 31 for figure in _figures(side.value))


def _leaves_open(span: Span, articles: Mapping[ArticleId, AnnotatedArticle]) -> bool:
    """Whether a sentence does not say if it is so: "whether or not the story is true"."""
    annotated = articles[span.article_id]
    around = " ".join(s.wording(annotated.article.text) for s in annotated.sentences if s.overlap(span))
    return bool(_OPEN.search(around))


def _holds_both(span: Span, sides: Sequence[Side], articles: Mapping[ArticleId, AnnotatedArticle]) -> bool:
    """Whether a sentence has the numbers of both sides: "on 2 and 3 May", told of two things or of one together."""
    annotated = articles[span.article_id]
    around = " ".join(s.wording(annotated.article.text) for s in annotated.sentences if s.overlap(span))
    there = _figures(around)
    return all(wanted and wanted <= there for wanted in (_figures(side.value) for side in sides[:2]))


def _counts_one_thing(sides: Sequence[Side]) -> bool:
    """Whether the sides' numbers stand before the same words: not "12 lost ships" and "9 idle ships"."""
    one, other = (_unit(side.value) for side in sides[:2])
    return one <= other or other <= one


def _differ(sides: Sequence[Side]) -> bool:
    """Whether the sides count the same thing and have other numbers, not the same with "about" before it."""
    return len({frozenset(_figures(side.value)) for side in sides}) > 1 and all(_unit(side.value) for side in sides)


def _figures(text: str) -> set[float]:
    return {number.value for number in numbers_of(words_of(text))}


def _unit(value: str) -> frozenset[str]:
    """What a number counts: the content words of a value beside its numbers."""
    words = words_of(value)
    inside = {place for number in numbers_of(words) for place in range(number.start, number.end)}
    return content_words(" ".join(word for place, word in enumerate(words) if place not in inside))


def _names(span: Span, articles: Mapping[ArticleId, AnnotatedArticle]) -> set[str]:
    annotated = articles[span.article_id]
    around = [s for s in annotated.sentences if s.overlap(span)]
    return {
        m.entity or m.name
        for m in annotated.mentions
        if m.form is not MentionForm.PRONOUN and any(s.covers(m.span) for s in around)
    }


def _is_read(disagreement: Disagreement, side: Side, articles: Mapping[ArticleId, AnnotatedArticle]) -> bool:
    """Whether each report of a side has the side's value in so many words, or as a time expression that means it."""
    if disagreement.kind in {DisagreementKind.POLARITY, DisagreementKind.CHARACTERISATION}:
        return bool(side.witnesses)
    return bool(side.witnesses) and all(_holds(side.value, span, articles[span.article_id]) for span in side.witnesses)


def _holds(value: str, span: Span, annotated: AnnotatedArticle) -> bool:
    around = [s for s in annotated.sentences if s.overlap(span)] or [span]
    if any(is_quoted(value, s.wording(annotated.article.text)) for s in around):
        return True
    return any(value in t.value for t in annotated.timexes if any(s.covers(t.span) for s in around))


def _is_one_speaker(disagreement: Disagreement, articles: Mapping[ArticleId, AnnotatedArticle]) -> bool:
    """Whether all sides are words of one speaker in one report: somebody who weighs one thing against
    another, or the outlet itself that tells it twice.
    """
    spans = [span for side in disagreement.sides for span in side.witnesses]
    if len({span.article_id for span in spans}) > 1:
        return False
    attributions = articles[spans[0].article_id].attributions
    said = [
        {a.speaker or a.speaker_name or "" for a in attributions if any(piece.overlap(span) for piece in a.content)}
        or {""}
        for span in spans
    ]
    return bool(set.intersection(*said))


def _outlets(disagreement: Disagreement, articles: Mapping[ArticleId, AnnotatedArticle]) -> int:
    return len({articles[span.article_id].article.name for side in disagreement.sides for span in side.witnesses})


def _sentence(disagreement: Disagreement) -> DigestSentence:
    """The disagreement's own sentence with one place in every report of every side."""
    citations: dict[Span, None] = {}
    for side in disagreement.sides:
        seen: set[ArticleId] = set()
        for span in side.witnesses:
            if span.article_id not in seen:
                seen.add(span.article_id)
                citations[span] = None
    return DigestSentence(disagreement.explanation, tuple(citations), disagreement.claims, kind=SentenceKind.DISPUTE)

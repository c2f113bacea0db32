"""The day of the event put into the sentence that tells it, from another report's account of the same.

The smallest fusion there is: one phrase, in brackets, with its own citation. It is made only in the digest's first
sentence, only where that names no day, and only where all accounts of the same claim that name one name the same.
"""

from collections.abc import Mapping
from dataclasses import replace

from tellings.digest.absolute_days import Days, absolute
from tellings.digest.drafts import Draft
from tellings.digest.planning import Chosen
from tellings.records import AnnotatedArticle, ArticleId, SentenceKind, Span, Timex


def with_day(
    chosen: Chosen, articles: Mapping[ArticleId, AnnotatedArticle], days: Days, year: str
) -> tuple[Draft, tuple[Span, ...]]:
    """The draft with the event's day where it lacks one, and the spans that name it."""
    draft, annotated = chosen.candidate.draft, chosen.candidate.annotated
    if any(draft.source.covers(t.span) and t.value[:4].isdigit() for t in annotated.timexes):
        return draft, ()
    named: dict[str, list[Span]] = {}
    for witness in chosen.claim.witnesses:
        other = articles[witness.span.article_id]
        for timex in other.timexes:
            day = _day(timex, witness.span, other, days, year)
            if day is not None:
                named.setdefault(day, []).append(timex.span)
    if len(named) != 1:
        return draft, ()
    ((day, spans),) = named.items()
    text = _inserted(draft, chosen, annotated, f" [on {day}]")
    return (replace(draft, text=text, kind=SentenceKind.FUSED), (spans[0],)) if text else (draft, ())


def _day(timex: Timex, witness: Span, other: AnnotatedArticle, days: Days, year: str) -> str | None:
    return absolute(timex, other, days, year) if witness.covers(timex.span) else None


def _inserted(draft: Draft, chosen: Chosen, annotated: AnnotatedArticle, words: str) -> str | None:
    """The draft with words behind the clause that tells the claim; None where that clause cannot be found in it."""
    clause = " ".join(chosen.witness.span.wording(annotated.article.text).split()).rstrip(" ,;")
    place = draft.text.find(clause)
    if place < 0 or clause[-1:] in '.!?"”':
        return None
    end = place + len(clause)
    before = draft.text[:end]
    if before.count('"') % 2 or before.count("“") != before.count("”"):
        return None
    return draft.text[:end] + words + draft.text[end:] if draft.text[end : end + 1] in {" ", ",", "."} else None

"""The day of the event put into the sentence that tells it, from another report's account of the same.

The smallest fusion there is: one phrase, in brackets, with its own citation. It is made only in the digest's first
sentence, only where that names no day, only behind the verb that both accounts use, and only where all accounts of the
claim that name a day name the same.
"""

from collections.abc import Mapping
from dataclasses import replace

from tellings.digest.absolute_days import Days, absolute
from tellings.digest.drafts import Draft
from tellings.digest.planning import Chosen
from tellings.digest.trimming import tokens_of
from tellings.records import AnnotatedArticle, ArticleId, SentenceKind, Span, Timex

_LONGEST = 20  # words of the clause; behind a longer one nobody reads the day as its verb's
_CLIMB = 6  # steps from a time expression up to its verb


def with_day(
    chosen: Chosen, articles: Mapping[ArticleId, AnnotatedArticle], days: Days, year: str
) -> tuple[Draft, tuple[Span, ...]]:
    """The draft with the event's day where it lacks one, and the span that names it."""
    draft, annotated = chosen.candidate.draft, chosen.candidate.annotated
    verb = _main_verb(chosen.witness.span, annotated)
    if verb is None or any(draft.source.covers(t.span) and t.value[:4].isdigit() for t in annotated.timexes):
        return draft, ()
    named: dict[str, list[Span]] = {}
    for witness in chosen.claim.witnesses:
        other = articles[witness.span.article_id]
        for timex in other.timexes:
            day = absolute(timex, other, days, year) if witness.span.covers(timex.span) else None
            if day is not None:
                named.setdefault(day, []).extend([timex.span] * (_verb_of(timex, other) == verb))
    if len(named) != 1:
        return draft, ()
    ((day, spans),) = named.items()
    text = _inserted(draft, chosen, annotated, f" [on {day}]") if spans else None
    return (replace(draft, text=text, kind=SentenceKind.FUSED), (spans[0],)) if text else (draft, ())


def _main_verb(clause: Span, annotated: AnnotatedArticle) -> str | None:
    """The lemma of the sentence's main verb if it stands in the clause and tells of the past."""
    start, end = tokens_of(clause, annotated)
    tokens = annotated.parse.tokens
    for index in range(start, end):
        token = tokens[index]
        if token.dep == "ROOT" and token.tag in {"VBD", "VBN"} and clause.start <= token.start < clause.end:
            return token.lemma
    return None


def _verb_of(timex: Timex, annotated: AnnotatedArticle) -> str | None:
    """The lemma of the verb that a time expression belongs to."""
    start, end = tokens_of(timex.span, annotated)
    tokens = annotated.parse.tokens
    index = next((i for i in range(start, end) if tokens[i].start >= timex.span.start), None)
    if index is None:
        return None
    for _ in range(_CLIMB):
        index = tokens[index].head
        if tokens[index].tag.startswith("VB"):
            return tokens[index].lemma
    return None


def _inserted(draft: Draft, chosen: Chosen, annotated: AnnotatedArticle, words: str) -> str | None:
    """The draft with words behind the clause that tells the claim; None where that clause cannot be found in it."""
    clause = " ".join(chosen.witness.span.wording(annotated.article.text).split()).rstrip(" ,;")
    place = draft.text.find(clause)
    if place < 0 or clause[-1:] in '.!?"”' or len(clause.split()) > _LONGEST:
        return None
    end = place + len(clause)
    before = draft.text[:end]
    if before.count('"') % 2 or before.count("“") != before.count("”"):
        return None
    return before + words + draft.text[end:] if draft.text[end : end + 1] in {" ", ",", "."} else None

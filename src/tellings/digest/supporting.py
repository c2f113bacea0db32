"""Which other reports a sentence of the digest cites: witnesses of what it tells, those that really tell it.

An alignment may be wrong, and a citation that says something else is worse than none. A witness is cited that shares
the matter's words; where it shares few, the entailment model is asked.
"""

from collections.abc import Mapping

from tellings.digest.checking import cited_text, likelihoods
from tellings.digest.planning import Chosen
from tellings.digest.subject import content_words
from tellings.records import AnnotatedArticle, ArticleId, Span, Witness

_ALIKE = 0.5  # share of the shorter one's content words at which two witnesses surely tell one thing
_SOME = 0.2  # below this they do not, whatever the model says; between, the model is asked
_FOLLOWS = 0.5
_ASKED = 6  # questions to the model a sentence, at 5 ms each


def supporting(chosen: Chosen, articles: Mapping[ArticleId, AnnotatedArticle]) -> list[Span]:
    """One span an outlet's report that tells what the sentence tells, those nearest to it first."""
    candidate = chosen.candidate
    own = chosen.witness.span.article_id
    best: dict[ArticleId, tuple[float, Span, Span]] = {}
    for claim, here in candidate.held:
        is_side = claim is not chosen.claim and 2 * len(here.span) < len(candidate.draft.source)
        if claim.focus or claim.outlets < 2 or is_side:
            continue
        keys = _keys(here, articles)
        for witness in claim.witnesses:
            article = witness.span.article_id
            if article == own:
                continue
            theirs = _keys(witness, articles)
            alike = len(keys & theirs) / max(2, min(len(keys), len(theirs)))
            bonus = 0.5 * (claim is chosen.claim)
            if article not in best or alike + bonus > best[article][0]:
                best[article] = (alike + bonus, witness.span, here.span)
    return _sure(best, articles)


def _sure(
    best: Mapping[ArticleId, tuple[float, Span, Span]], articles: Mapping[ArticleId, AnnotatedArticle]
) -> list[Span]:
    ranked = sorted(best.values(), key=lambda found: -found[0])
    kept: list[Span] = []
    open_: list[tuple[Span, Span]] = []
    for _, theirs, ours in ranked:
        keys = [content_words(span.wording(articles[span.article_id].article.text)) for span in (theirs, ours)]
        alike = len(keys[0] & keys[1]) / max(2, min(map(len, keys)))
        if alike >= _ALIKE:
            kept.append(theirs)
        elif alike >= _SOME and len(open_) < _ASKED:
            open_.append((theirs, ours))
    pairs = [(cited_text([theirs], articles), _words(ours, articles)) for theirs, ours in open_]
    for (theirs, _), likely in zip(open_, likelihoods(pairs), strict=True):
        if likely >= _FOLLOWS:
            kept.append(theirs)
    return kept


def _keys(witness: Witness, articles: Mapping[ArticleId, AnnotatedArticle]) -> frozenset[str]:
    return content_words(_words(witness.span, articles))


def _words(span: Span, articles: Mapping[ArticleId, AnnotatedArticle]) -> str:
    return " ".join(span.wording(articles[span.article_id].article.text).split())

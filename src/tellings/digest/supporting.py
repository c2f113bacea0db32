"""Which other reports a sentence of the digest cites: witnesses of what it tells, those that really tell it.

An alignment may be wrong, and a citation that says something else is worse than none. A witness is cited whose sentence
shares the matter's words, the rare ones above all; where it shares some, the entailment model is asked. A sentence for
which no other outlet can be cited is not told as one that several outlets tell. Nor is one cited that gives another
value: who counts 38 injured does not bear out a sentence with 41, though both tell of one thing.
"""

from collections.abc import Mapping, Sequence

from tellings.digest.checking import cited_text, likelihoods
from tellings.digest.matter import Matter
from tellings.digest.planning import Chosen
from tellings.entailment.numbers import numbers_of, words_of
from tellings.records import AnnotatedArticle, ArticleId, Disagreement, DisagreementKind, Span

# Set by reading 90 pairs of the development events: of 15 wrong ones two were left, of 75 right ones 12 were lost.
_ALIKE = 0.4  # share of what the two sentences tell
_TOLD = 0.5  # share of what the clause tells that the other sentence tells, for clauses of three content words and more
_FEWEST = 3
_ASKED = 0.3  # the same share from which the model is asked
_FOLLOWS = 0.6
_MOST_ASKED = 6  # questions to the model a sentence, at 5 ms each


def supporting(
    chosen: Chosen,
    articles: Mapping[ArticleId, AnnotatedArticle],
    matter: Matter,
    disagreements: Sequence[Disagreement] = (),
) -> list[Span]:
    """One span an article that tells what the sentence tells, those nearest to it first."""
    kept: list[tuple[float, Span]] = []
    asked: list[tuple[float, Span, Span]] = []
    source = chosen.candidate.draft.source
    otherwise = [span for found in disagreements for span in _of_other_values(source, found)]
    for told, ours, theirs in _witnesses(chosen, matter):
        around = [s for s in articles[theirs.article_id].sentences if s.overlap(theirs)]
        if any(span.overlap(sentence) for span in otherwise for sentence in (theirs, *around)):
            continue
        alike = matter.shared(matter.around(ours), matter.around(theirs))
        if alike >= _ALIKE or (told >= _TOLD and len(matter.of(ours)) >= _FEWEST):
            kept.append((told, theirs))
        elif told >= _ASKED and len(asked) < _MOST_ASKED:
            asked.append((told, ours, theirs))
    pairs = [(cited_text([theirs], articles), _words(ours, articles)) for _, ours, theirs in asked]
    for (told, _, theirs), likely in zip(asked, likelihoods(pairs), strict=True):
        if likely >= _FOLLOWS:
            kept.append((told, theirs))
    return [span for _, span in sorted(kept, key=lambda found: -found[0])]


def _witnesses(chosen: Chosen, matter: Matter) -> list[tuple[float, Span, Span]]:
    """For each other article its best witness, with the clause of the sentence that it is a witness of.

    Witnesses of the claim that the sentence was chosen for, and of others that make up half of it or more.
    """
    own = chosen.witness.span.article_id
    best: dict[ArticleId, tuple[float, float, Span, Span]] = {}
    for claim, here in chosen.candidate.held:
        is_side = claim is not chosen.claim and 2 * len(here.span) < len(chosen.candidate.draft.source)
        if claim.focus or claim.outlets < 2 or is_side:
            continue
        for witness in claim.witnesses:
            article = witness.span.article_id
            if article == own:
                continue
            told = matter.covered(matter.of(here.span), matter.around(witness.span))
            rank = told + 0.5 * (claim is chosen.claim)
            if article not in best or rank > best[article][0]:
                best[article] = rank, told, here.span, witness.span
    return [(told, ours, theirs) for _, told, ours, theirs in best.values()]


def _of_other_values(source: Span, found: Disagreement) -> list[Span]:
    """Where a value is given that is not the sentence's: in conflict with it, or another figure."""
    ours = [side for side in found.sides if any(span.overlap(source) for span in side.witnesses)]
    if len(ours) != 1 or (found.compatible and found.kind is not DisagreementKind.NUMBER):
        return []
    others = [s for s in found.sides if s is not ours[0]]
    others = [s for s in others if not (found.compatible and _figure(s.value) == _figure(ours[0].value))]
    return [span for side in others for span in side.witnesses]


def _figure(value: str) -> set[float]:
    """The value's numbers, in figures or in words: "about 120 people" and "120" are one."""
    return {number.value for number in numbers_of(words_of(value))}


def _words(span: Span, articles: Mapping[ArticleId, AnnotatedArticle]) -> str:
    return " ".join(span.wording(articles[span.article_id].article.text).split())

"""What one outlet alone has: a sentence of the digest may say "only" where no other report says anything like it.

Aligning claims misses about half of what two reports share, so that a claim of one outlet is no proof. "Only" is said
where a third of the matter's words stand nowhere in another outlet's reports, a name or a number among them, where no
sentence of theirs tells two fifths of it, and where the nearest do not entail it. Openings are never exclusive.
"""

from collections.abc import Mapping, Sequence

from tellings.digest.checking import likelihoods
from tellings.digest.matter import Matter
from tellings.digest.planning import Candidate
from tellings.digest.subject import content_words
from tellings.records import AnnotatedArticle, ArticleId, Status

_TELLS_ALIKE = 0.4  # share of what a candidate tells that one sentence of another outlet tells
_LEADS = 2  # sentences of a report that sum it up, so that others tell the same in other words
_NEW = 0.3  # share of its content words that no report of another outlet has anywhere
_NEAREST = 2  # sentences the model is asked about
_FOLLOWS = 0.3  # far below even: "only" is a strong word
_WORDS = range(8, 36)
_EARLY = 0.5  # of a report: what a desk has alone and thinks much of, it does not bury


def worth_telling(candidate: Candidate) -> bool:
    """Whether a sentence of one outlet alone is news: early in its report, readable, with a name or a number in it."""
    source, annotated = candidate.draft.source, candidate.annotated
    if any(claim.status is not Status.SINGLE for claim, _ in candidate.held):
        return False
    if candidate.draft.faults or candidate.words not in _WORDS or candidate.draft.text[0] in "\"“‘'[":
        return False
    if source.start > _EARLY * len(annotated.article.text) or candidate.place < _LEADS:
        return False
    text = source.wording(annotated.article.text)
    return any(c.isdigit() for c in text) or any(source.covers(m.span) for m in annotated.mentions)


def is_exclusive(candidate: Candidate, articles: Mapping[ArticleId, AnnotatedArticle], matter: Matter) -> bool:
    """Whether no other outlet of the story says what the sentence says, as far as can be told."""
    outlet = candidate.annotated.article.name
    others = [a for a in articles.values() if a.article.name != outlet]
    new = candidate.keys - matter.words_of(others)
    if len(new) < _NEW * len(candidate.keys) or not new & _concrete(candidate):
        return False
    near = sorted(_nearest(candidate.keys, others, matter), key=lambda found: -found[0])[:_NEAREST]
    if near and near[0][0] >= _TELLS_ALIKE:
        return False
    return all(likely < _FOLLOWS for likely in likelihoods([(text, candidate.draft.plain) for _, text in near]))


def _concrete(candidate: Candidate) -> frozenset[str]:
    """The words of names and numbers in a candidate."""
    source, text = candidate.draft.source, candidate.annotated.article.text
    named = " ".join(m.span.wording(text) for m in candidate.annotated.mentions if source.covers(m.span))
    return content_words(named) | frozenset(key for key in candidate.keys if any(c.isdigit() for c in key))


def _nearest(keys: frozenset[str], others: Sequence[AnnotatedArticle], matter: Matter) -> list[tuple[float, str]]:
    found = []
    for annotated in others:
        for sentence, theirs in matter.sentences_of(annotated):
            wording = sentence.wording(annotated.article.text)
            found.append((matter.covered(keys, theirs), " ".join(wording.split())))
    return found

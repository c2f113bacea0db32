"""Which sentences make the digest: every claim has a weight, a sentence is worth the claims that it adds.

A sentence is judged by what it holds that no chosen one has told yet (maximum coverage, Gillick and Favre, "A scalable
global model for summarization", 2009, with assertions in place of pairs of words, chosen greedily). What several
independent texts tell weighs most; parts of assertions (a place, a number) weigh beside whole ones.
"""

import math
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tellings.digest.drafts import Draft, Making, draft_of
from tellings.digest.owners import absent_speaker, is_known, is_unowned
from tellings.digest.standing_alone import bare, is_readable
from tellings.digest.subject import Subject, content_words
from tellings.records import AnnotatedArticle, ArticleId, Claim, Span, Status, Witness

# What one outlet alone says weighs next to nothing: it has its own place in the plan.
_SUPPORT = {
    Status.CORROBORATED: 1.0,
    Status.ONE_VOICE: 0.7,
    Status.DISPUTED: 0.6,
    Status.ECHOED: 0.35,
    Status.SINGLE: 0.05,
}
_ORIGIN = 0.15  # each independent text more, up to six
_PART = 0.35  # a part of an assertion against a whole one
_ASTRAY = 0.25  # what is left of the weight of a claim whose witnesses share no word with this one: likely misaligned
_MAX_FAULTS = 1  # a sentence with more sends its reader back too often; one outlet's own may have none
_FAULT = 0.35  # what is left of a sentence's worth with each fault
# Shares of content words from which a sentence repeats another one, or all those before it together. On the development
# events half leaves sentences that tell the same crash again in other words; a third leaves too few sentences.
_SHARED_WITH_ONE, _SHARED_WITH_ALL = 0.4, 0.5
_NEAR = 0.25  # nearness to the story's subject from which one outlet's sentence is about it at all
_ALONE = 0.8  # how much better a first sentence has to tell the event if no other report is known to tell it
_DESCRIBED = re.compile(r"The [a-z]")
_QUOTES = frozenset("\"“‘'")
_OPENING = 3  # sentences of a report in which it tells the event; digests open with one of these


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that could stand in the digest, with the claims it holds and the witnesses that tie it to them."""

    draft: Draft
    annotated: AnnotatedArticle
    held: tuple[tuple[Claim, Witness], ...]
    words: int
    keys: frozenset[str]
    place: int
    worth: Mapping[str, float]

    @property
    def is_shared(self) -> bool:
        """Whether it holds a whole assertion of several outlets."""
        return any(claim.outlets > 1 and not claim.focus for claim, _ in self.held)

    @property
    def speakers(self) -> frozenset[str]:
        """Who is quoted in it."""
        source = self.draft.source
        return frozenset(
            a.speaker or a.speaker_name or ""
            for a in self.annotated.attributions
            if any(source.overlap(piece) for piece in a.content)
        )


@dataclass(frozen=True, slots=True)
class Chosen:
    """A candidate with the claim it was chosen for and that claim's witness in it."""

    candidate: Candidate
    claim: Claim
    witness: Witness


def candidates_of(
    articles: Sequence[AnnotatedArticle], claims: Sequence[Claim], subject: Subject, making: Making
) -> list[Candidate]:
    """Sentences that hold a claim and can stand alone, as the articles have them; parts are among the claims."""
    weights = {claim.id: weight(claim, subject) for claim in claims}
    purity = {claim.id: _purity(claim, articles) for claim in claims if claim.outlets > 1}
    by_sentence = _by_sentence(articles, claims)
    found = []
    for annotated in articles:
        for place, sentence in enumerate(annotated.sentences):
            held = by_sentence.get((annotated.article.id, place), [])
            source = bare(sentence, annotated)
            if not held or not is_readable(source, annotated):
                continue
            worth = {c.id: weights[c.id] * purity.get(c.id, {}).get(w.span, 1.0) for c, w in held}
            candidate = _candidate(source, annotated, held, place, making, worth)
            if candidate is not None:
                found.append(candidate)
    return found


def _candidate(
    source: Span,
    annotated: AnnotatedArticle,
    held: list[tuple[Claim, Witness]],
    place: int,
    making: Making,
    worth: Mapping[str, float],
) -> Candidate | None:
    """The sentence made ready; None where its speaker is not known or it turns somebody's word into fact."""
    shared = [w.span for c, w in held if c.outlets > 1]
    owners = [p for a in annotated.attributions for p in (*a.source, *a.cue) if source.overlap(p)]

    def is_needed(part: Span) -> bool:
        return any(part.overlap(p) for p in owners) or any(2 * part.overlap(w) > len(w) for w in shared)

    draft = draft_of(source, annotated, making, is_needed)
    whole = [(c, w) for c, w in held if any(2 * k.overlap(w.span) > len(w.span) for k in draft.kept)]
    absent = absent_speaker(draft.source, annotated)
    if not whole or (absent is not None and not is_known(absent)):
        return None
    if draft.faults > (_MAX_FAULTS if any(claim.outlets > 1 for claim, _ in whole) else 0):
        return None
    if any(is_unowned(claim, witness) for claim, witness in whole if not claim.focus):
        return None
    worth = {claim.id: worth[claim.id] for claim, _ in whole}
    return Candidate(draft, annotated, tuple(whole), len(draft.text.split()), content_words(draft.plain), place, worth)


def _by_sentence(
    articles: Sequence[AnnotatedArticle], claims: Sequence[Claim]
) -> dict[tuple[ArticleId, int], list[tuple[Claim, Witness]]]:
    starts = {a.article.id: [span.start for span in a.sentences] for a in articles}
    found: dict[tuple[ArticleId, int], list[tuple[Claim, Witness]]] = defaultdict(list)
    for claim in claims:
        for witness in claim.witnesses:
            span = witness.span
            middle = (span.start + span.end) // 2
            found[span.article_id, bisect_right(starts.get(span.article_id, []), middle) - 1].append((claim, witness))
    return found


def weight(claim: Claim, subject: Subject) -> float:
    """What telling a claim is worth: its support times how near it is to what the story is about."""
    support = _SUPPORT[claim.status] + _ORIGIN * (min(claim.origins, 6) - 1)
    near = 0.2 + 1.2 * subject.nearness(claim.text) + 0.6 * subject.prominence(claim)
    return support * near * (_PART if claim.focus else 1.0)


def _purity(claim: Claim, articles: Sequence[AnnotatedArticle]) -> dict[Span, float]:
    """For each witness 1 where it shares words with a witness of another article, less where it shares none."""
    texts = {a.article.id: a.article.text for a in articles}
    keys = {w.span: content_words(w.span.wording(texts[w.span.article_id])) for w in claim.witnesses}
    found = {}
    for span, ours in keys.items():
        others = [theirs for other, theirs in keys.items() if other.article_id != span.article_id]
        found[span] = 1.0 if any(ours & theirs for theirs in others) else _ASTRAY
    return found


class Plan:
    """Sentences chosen one after the other, each for what it adds."""

    def __init__(
        self,
        candidates: Sequence[Candidate],
        subject: Subject,
        overtaken: Sequence[Span],
        early: frozenset[ArticleId] = frozenset(),
    ) -> None:
        self._early = early
        self._left = list(candidates)
        self._subject = subject
        self._overtaken = list(overtaken)
        self._told: set[str] = set()
        self._speakers: dict[str, int] = defaultdict(int)
        self.chosen: list[Chosen] = []

    def openings(self, alone: Sequence[Candidate] = ()) -> list[Candidate]:
        """Sentences that could stand first, the best first: of a report's opening, in nobody's quoted words.

        One outlet's own may be among them: what tells the event best may be aligned with nothing.
        """
        offered = [c for c in (*self._left, *alone) if c.annotated.article.id not in self._early]
        plain = [c for c in offered if c.draft.text[0] not in _QUOTES and not c.draft.faults]
        firsts = [c for c in plain if c.place < _OPENING] or [c for c in plain if c.is_shared] or self._left
        return sorted(firsts, key=self._as_opening, reverse=True)

    def open(self, candidate: Candidate) -> Chosen:
        """The sentence, chosen as the first."""
        self._take(candidate)
        return self.chosen[-1]

    def add(self, least: float) -> bool:
        """Whether the sentence that adds most was taken; not if it adds less than `least`."""
        left = [c for c in self._left if not self._repeats(c.keys)]
        best = max(left, key=self._gain, default=None)
        return best is not None and self._gain(best) >= least and self._take(best)

    def withdraw(self) -> None:
        """Nothing; the sentence chosen last is out of the plan, and what it told may be told by others."""
        chosen = self.chosen.pop()
        for speaker in chosen.candidate.speakers:
            self._speakers[speaker] -= 1
        self._told = {claim.id for other in self.chosen for claim, _ in other.candidate.held}

    def offer(self, candidates: Sequence[Candidate]) -> None:
        """Nothing; those of the candidates that are about the story's subject may be chosen from now on."""
        near = [c for c in candidates if self._subject.nearness(c.draft.plain) >= _NEAR]
        self._left += near if any(c.candidate.is_shared for c in self.chosen) else list(candidates)

    def nearest_of(self, candidates: Sequence[Candidate]) -> list[Chosen]:
        """Candidates near the subject that repeat nothing chosen, each with its claim; the nearest first."""
        new = [candidate for candidate in candidates if not self._repeats(candidate.keys)]
        ranked = sorted(((self._subject.nearness(c.draft.plain), c) for c in new), key=lambda pair: -pair[0])
        return [Chosen(candidate, *self._main(candidate)) for near, candidate in ranked if near >= _NEAR]

    def _as_opening(self, candidate: Candidate) -> float:
        """How well a sentence opens the digest; somebody's words in quotation marks say less of what happened."""
        near = self._subject.share(candidate.keys)
        is_quoted = candidate.draft.text[0] in {*_QUOTES, "["}
        early = max(0.0, 1.0 - candidate.place / _OPENING)
        support = min(6.0, self._gain(candidate))
        # Later sentences of a report call by a description whom its first one named.
        points = candidate.place > 0 and bool(_DESCRIBED.match(candidate.draft.text))
        worth = 2.0 * near + 0.6 * early + 0.12 * support - 0.7 * is_quoted - 0.5 * points
        worth -= _ALONE * (not candidate.is_shared)
        return worth * self._quality(candidate)

    def _gain(self, candidate: Candidate) -> float:
        new = sum(value for id_, value in candidate.worth.items() if id_ not in self._told)
        heard = max((self._speakers[s] for s in candidate.speakers), default=0)
        return 6.0 * new * self._quality(candidate) / math.sqrt(candidate.words + 12) * math.pow(0.8, max(0, heard - 1))

    def _quality(self, candidate: Candidate) -> float:
        is_old = any(kept.overlap(span) for kept in candidate.draft.kept for span in self._overtaken)
        return math.pow(_FAULT, candidate.draft.faults + is_old)

    def _repeats(self, keys: frozenset[str]) -> bool:
        said = [c.candidate.keys for c in self.chosen]
        if any(len(keys & other) >= _SHARED_WITH_ONE * max(1, min(len(keys), len(other))) for other in said):
            return True
        return len(keys & frozenset().union(*said)) >= _SHARED_WITH_ALL * max(1, len(keys))

    def _take(self, candidate: Candidate) -> bool:
        claim, witness = self._main(candidate)
        self._left = [other for other in self._left if other is not candidate]
        self._told |= {held.id for held, _ in candidate.held}
        for speaker in candidate.speakers:
            self._speakers[speaker] += 1
        self.chosen.append(Chosen(candidate, claim, witness))
        return True

    def _main(self, candidate: Candidate) -> tuple[Claim, Witness]:
        """The whole assertion of most weight that the sentence tells and none before it did."""
        whole = [(c, w) for c, w in candidate.held if not c.focus] or list(candidate.held)
        new = [(c, w) for c, w in whole if c.id not in self._told] or whole
        return max(new, key=lambda held: (candidate.worth.get(held[0].id, 0.0), len(held[1].span)))

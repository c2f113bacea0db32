"""One article's stances with all that is read around them: words, features, day, voice. Nothing is compared yet."""

from collections.abc import Iterator
from dataclasses import dataclass

from tellings.comparison.positions.about import (
    Phrase,
    features_of,
    is_head,
    is_turned,
    noun_phrases,
    without_clauses,
    wording_of,
)
from tellings.comparison.positions.clauses import Clauses
from tellings.comparison.positions.dating import Days
from tellings.comparison.positions.finding import Finding, findings_in
from tellings.comparison.positions.lexicon import plover_types
from tellings.comparison.positions.parties import Actor, Parties, StoryParties
from tellings.comparison.positions.said import findings_in_speech
from tellings.comparison.stating import stated
from tellings.records import AnnotatedArticle, DatedBy, Modality, Span, Stance

_MAX_ISSUE = 200  # characters: longer complements hold a paragraph's argument, not an issue
_NOTHING = frozenset({"something", "anything", "nothing", "everything", "lot", "bit"})


@dataclass(frozen=True, slots=True)
class Draft:
    """A stance in one place.

    Args:
        features: What its issue is about: lemmas, synonyms under one word, and ids of entities.
        heads: Those of the features that head a noun phrase: what the issue is about more than the rest.
        names: Noun phrases of the issue, for naming what several positions are on.
        is_turned: Whether the issue is the end or the lack of something.
        is_implied: Whether it lies in what is said, without a word that names the stance.
    """

    actor: Actor
    stance: Stance
    plover: str
    issue: str
    text: str
    features: frozenset[str]
    heads: frozenset[str]
    names: tuple[Phrase, ...]
    is_turned: bool
    modality: Modality
    is_lapsed: bool
    target: Actor | None
    date: str | None
    dated_by: DatedBy | None
    evidence: Span
    attribution: str | None
    voice: str
    is_own_word: bool
    is_implied: bool

    def favour(self, *, is_turned: bool) -> float | None:
        """How far the party favours a matter that its issue names, or the end of it; a condition halves it."""
        favour = plover_types()[self.plover].favour
        if favour is None:
            return None
        favour *= 0.5 if self.modality is Modality.CONDITIONAL else 1.0
        return -favour if is_turned else favour


def drafts_in(annotated: AnnotatedArticle, grammar: Clauses, story: StoryParties) -> Iterator[Draft]:
    """The stances of one article, in the order of their cues; one verb gives one stance to a party."""
    parties, days = Parties(annotated, grammar, story), Days(annotated)
    taken: set[tuple[str, int]] = set()
    found = [*findings_in(grammar, parties), *findings_in_speech(annotated, grammar, parties)]
    for finding in sorted(found, key=lambda each: (each.cue, each.part == "said")):
        for actor in finding.actors:
            if (actor.id, finding.cue) in taken:
                continue
            draft = _draft(annotated, grammar, parties, days, finding, actor)
            if draft is not None:
                taken.add((actor.id, finding.cue))
                yield draft


def _draft(
    annotated: AnnotatedArticle, grammar: Clauses, parties: Parties, days: Days, finding: Finding, actor: Actor
) -> Draft | None:
    issue = wording_of(grammar, finding.issue)
    plain = without_clauses(grammar, finding.issue)
    features = features_of(grammar, parties, plain, actor) - _NOTHING
    features = features or features_of(grammar, parties, finding.issue, actor) - _NOTHING
    if not issue or len(issue) > _MAX_ISSUE or not features:
        return None
    evidence = grammar.span(list(finding.place))
    is_former = finding.modality is Modality.FORMER
    date, dated_by = days.of(grammar, finding.cue, finding.issue, evidence, is_former=is_former)
    attribution = parties.attribution(finding.cue)
    speaker = parties.speaker(attribution) if attribution is not None else None
    return Draft(
        actor=actor,
        stance=finding.stance,
        plover=finding.plover,
        issue=_without_lead(issue),
        text=_text(grammar, finding, actor, issue),
        features=features,
        heads=features_of(grammar, parties, [i for i in plain if is_head(grammar, i)], actor),
        names=tuple(noun_phrases(grammar, parties, finding.issue)),
        is_turned=is_turned(grammar, finding.issue),
        modality=finding.modality,
        is_lapsed=finding.is_lapsed,
        target=finding.target,
        date=date,
        dated_by=dated_by,
        evidence=evidence,
        attribution=attribution.id if attribution is not None else None,
        voice=(speaker.name if speaker else attribution.speaker_name or _UNNAMED)
        if attribution
        else _outlet(annotated),
        is_own_word=attribution is not None and parties.is_own_word(actor, attribution),
        is_implied=finding.part == "said",
    )


_UNNAMED = "a source that is not named"


def _outlet(annotated: AnnotatedArticle) -> str:
    return " and ".join(annotated.article.agency) or annotated.article.name


def _without_lead(issue: str) -> str:
    first, _, rest = issue.partition(" ")
    return (
        rest
        if first.lower() in {"that", "for", "of", "on", "with", "against", "over", "about", "at"} and rest
        else issue
    )


def _text(grammar: Clauses, finding: Finding, actor: Actor, issue: str) -> str:
    words = wording_of(grammar, finding.reads_on) if finding.part != "said" else issue
    if finding.part == "noun" and grammar.tokens[finding.reads_on[0]].dep == "prep":
        is_offer = finding.stance is Stance.OFFERS and grammar.tokens[finding.reads_on[0]].lemma == "for"
        words = words if is_offer else issue
    return stated(
        actor.name,
        finding.stance,
        words,
        lemma=finding.lemma,
        part=finding.part,
        negated=finding.is_negated,
        plural=actor.is_plural or " and " in actor.name,
        clause=finding.is_clause,
        modality=finding.modality,
        lapsed=finding.is_lapsed,
    )

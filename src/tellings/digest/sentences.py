"""A story in a few sentences, taken from the reports and tied to them: planned over claims, trimmed, and checked.

First what happened, then what independent texts bear out, what stands on one voice or one text, where accounts differ,
and what one outlet alone has. Each sentence is a witness's own with its attribution; what is added stands in brackets
or before a colon. What does not follow from its citations is replaced by the words themselves, or left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from tellings.digest.absolute_days import days_named
from tellings.digest.checking import cited_text, likelihoods
from tellings.digest.disputes import told_disputes
from tellings.digest.drafts import Draft, Making
from tellings.digest.exclusives import is_exclusive as has_alone
from tellings.digest.exclusives import worth_telling
from tellings.digest.full_names import surnames_of, with_full_names
from tellings.digest.fusion import with_day
from tellings.digest.matter import Matter
from tellings.digest.owners import Owners, absent_speaker
from tellings.digest.planning import Candidate, Chosen, Plan, candidates_of
from tellings.digest.subject import Subject
from tellings.digest.supporting import supporting
from tellings.records import (
    AnnotatedArticle,
    ArticleId,
    Claim,
    DigestSentence,
    Disagreement,
    Lineage,
    Span,
    Status,
)

_ORDER = (Status.CORROBORATED, Status.ONE_VOICE, Status.ECHOED, Status.DISPUTED, Status.SINGLE)
_CLAIMS_A_SENTENCE = 8  # claims of several outlets for which the digest of a larger story has a sentence more; a guess
_LEAST_GAIN = 0.2  # what a sentence has to add; below it are claims that were aligned by accident
AGAIN = "The same outlets, word for word: "
_DAYS = 4  # before the middle one; a guess at how long an event stays what was first told of it
_LEADS = 4  # sentences tried as the first one
_ATTEMPTS = 24  # sentences looked at for the digest; those for which no other outlet can be cited fall out
_TRIED = 4  # candidates for what one outlet alone has
_FEWEST_OUTLETS = 3  # of a story, for one of them to have something alone that is worth a sentence


@dataclass(frozen=True, slots=True)
class DigestSettings:
    """How long a digest is, in sentences and words.

    Args:
        most: Sentences from claims of several outlets in a large story; a small one has fewer.
        least: Claims of one outlet alone fill up to this many sentences where nothing better supported is left.
        disagreements: Sentences on conflicts and differences.
        max_words: A longer sentence counts as hard to read.
        least_entailment: A sentence that is less likely to follow from its citations is not printed.
    """

    most: int = 8
    least: int = 3
    disagreements: int = 2
    max_words: int = 40
    least_entailment: float = 0.5


def digest_of(
    articles: Sequence[AnnotatedArticle],
    claims: Sequence[Claim],
    disagreements: Sequence[Disagreement],
    lineage: Lineage | None = None,
    *,
    settings: DigestSettings | None = None,
) -> tuple[DigestSentence, ...]:
    """The digest's sentences: what happened, then claims by standing, then differences, then what one outlet has.

    The claims include parts of assertions: they say which places, times and numbers a story shares.

    Cost: linear in sentences and claims, and some ten runs of the entailment model.
    """
    return _Digest(articles, claims, disagreements, lineage, settings or DigestSettings()).sentences()


class _Digest:
    """One story's digest in the making."""

    def __init__(
        self,
        articles: Sequence[AnnotatedArticle],
        claims: Sequence[Claim],
        disagreements: Sequence[Disagreement],
        lineage: Lineage | None,
        settings: DigestSettings,
    ) -> None:
        self._articles = {a.article.id: a for a in articles}
        self._claims = claims
        self._disagreements = disagreements
        self._settings = settings
        self._subject = Subject(articles, claims)
        self._matter = Matter(articles)
        self._owners = Owners(articles, lineage, self._matter)
        self._surnames = surnames_of(articles)
        self._introduced: set[str] = set()
        self._cited: dict[tuple[Span, str], list[Span]] = {}
        years = [a.article.published.value[:4] for a in articles if a.article.published]
        self._making = Making(days_named(articles), max(set(years), key=years.count, default=""), settings.max_words)

    def sentences(self) -> tuple[DigestSentence, ...]:
        """All of them, in order."""
        settings, overtaken = self._settings, _overtaken(list(self._articles.values()), self._disagreements)
        articles = list(self._articles.values())
        candidates = candidates_of(articles, self._claims, self._subject, self._making)
        plan = Plan([c for c in candidates if c.is_shared], self._subject, overtaken, _early(articles))
        wanted = min(settings.most, settings.least + 1 + self._shared() // _CLAIMS_A_SENTENCE)
        alone = [c for c in candidates if not c.is_shared]
        self._open(plan, alone)
        self._fill(plan, wanted, _LEAST_GAIN)
        exclusive = self._exclusive(alone, plan)
        plan.offer([c for c in alone if c not in [chosen.candidate for chosen in plan.chosen]])
        if plan.chosen:
            self._fill(plan, settings.least, 0.0)
        made = [self._sentence(chosen, is_first=number == 0) for number, chosen in enumerate(_in_order(plan.chosen))]
        told = _without_repeats([sentence for sentence in made if sentence is not None])
        return (
            *told,
            *told_disputes(self._disagreements, self._articles, self._matter, settings.disagreements),
            *exclusive,
        )

    def _fill(self, plan: Plan, wanted: int, least_gain: float) -> None:
        """Nothing; the plan has as many sentences as are wanted, or all that are worth it and can be cited."""
        for _ in range(_ATTEMPTS):
            if len(plan.chosen) >= wanted or not plan.add(least_gain):
                return
            if not self._supported(plan.chosen[-1]):
                plan.withdraw()

    def _open(self, plan: Plan, alone: Sequence[Candidate]) -> None:
        """The first sentence: the best that another outlet can be cited for, else the best as one outlet's report."""
        openings = plan.openings(alone) or plan.openings()
        for candidate in openings[:_LEADS]:
            if self._supported(plan.open(candidate)):
                return
            plan.withdraw()
            plan.offer([candidate])
        if openings:
            plan.open(openings[0])

    def _supported(self, chosen: Chosen) -> bool:
        """Whether another outlet can be cited for a claim that several are said to tell."""
        return chosen.claim.outlets < 2 or bool(self._supporting(chosen))

    def _supporting(self, chosen: Chosen) -> list[Span]:
        """Places in other reports to cite; asked for once."""
        key = chosen.candidate.draft.source, chosen.claim.id
        if key not in self._cited:
            self._cited[key] = supporting(chosen, self._articles, self._matter, self._disagreements)
        return self._cited[key]

    def _shared(self) -> int:
        return sum(claim.outlets > 1 and not claim.focus for claim in self._claims)

    def _exclusive(self, alone: Sequence[Candidate], plan: Plan) -> list[DigestSentence]:
        """A sentence that one outlet alone has, where the story has outlets enough for that to mean something."""
        if self._owners.outlets < _FEWEST_OUTLETS or len(plan.chosen) < self._settings.least:
            return []
        for chosen in plan.nearest_of([candidate for candidate in alone if worth_telling(candidate)])[:_TRIED]:
            if has_alone(chosen.candidate, self._articles, self._matter):
                sentence = self._sentence(chosen, is_first=False, is_exclusive=True)
                return [sentence] if sentence is not None else []
        return []

    def _sentence(self, chosen: Chosen, *, is_first: bool, is_exclusive: bool = False) -> DigestSentence | None:
        """The sentence with its owner, its citations and its figure; None where it does not follow from them."""
        candidate = chosen.candidate
        draft: Draft = candidate.draft
        added: tuple[Span, ...] = ()
        if is_first:
            draft, added = with_day(chosen, self._articles, self._making.days, self._making.year)
        draft = with_full_names(draft, candidate.annotated, self._surnames, self._introduced)
        others = self._supporting(chosen)
        lead_in = self._owners.lead_in(draft.source, chosen.claim, chosen.witness, others, is_exclusive=is_exclusive)
        if lead_in is None:
            return None
        (likely,) = likelihoods([(cited_text(draft.rests_on, self._articles), draft.plain)])
        if likely < self._settings.least_entailment:
            return None
        named = [span for span in draft.rests_on if not span.overlap(draft.source)]
        absent = absent_speaker(draft.source, candidate.annotated)
        said = (*absent.source, *absent.cue) if absent is not None else ()
        cited = (*draft.kept, *named, *said, *added, *others)
        claims = [chosen.claim.id, *(c.id for c, _ in candidate.held if not c.focus)]
        return DigestSentence(
            lead_in + draft.text, tuple(dict.fromkeys(cited)), tuple(dict.fromkeys(claims)), likely, draft.kind, lead_in
        )


def _without_repeats(told: Sequence[DigestSentence]) -> list[DigestSentence]:
    """The sentences; where two in a row come from the same outlets, the second says so in fewer words."""
    found: list[DigestSentence] = []
    for number, line in enumerate(told):
        before = told[number - 1] if number else line
        if (
            number
            and line.lead_in == before.lead_in != ""
            and _outlets(line) == _outlets(before)
            and len(_outlets(line)) > 1
        ):
            line = replace(line, text=AGAIN + line.text.removeprefix(line.lead_in), lead_in=AGAIN)
        found.append(line)
    return found


def _outlets(line: DigestSentence) -> frozenset[str]:
    return frozenset(span.article_id for span in line.citations)


def _in_order(chosen: Sequence[Chosen]) -> list[Chosen]:
    """The first stays first; the rest by standing, then as the reports come to them."""
    rest = sorted(chosen[1:], key=lambda c: (_ORDER.index(c.claim.status), c.candidate.place))
    return [*chosen[:1], *rest]


def _early(articles: Sequence[AnnotatedArticle]) -> frozenset[ArticleId]:
    """Reports from days before most others: what they open with is no longer the news."""
    days = {a.article.id: day for a in articles if (day := _day(a)) is not None}
    if not days:
        return frozenset()
    middle = sorted(days.values())[len(days) // 2]
    return frozenset(id_ for id_, day in days.items() if (middle - day).days > _DAYS)


def _day(annotated: AnnotatedArticle) -> date | None:
    published = annotated.article.published
    try:
        return date.fromisoformat(published.value[:10]) if published else None
    except ValueError:  # a month or a year
        return None


def _overtaken(articles: Sequence[AnnotatedArticle], disagreements: Sequence[Disagreement]) -> list[Span]:
    """Spans whose value differs from what a report of a later day says: early counts, among others."""
    days = {a.article.id: a.article.published.value[:10] if a.article.published else "" for a in articles}
    spans: list[Span] = []
    for disagreement in disagreements:
        witnesses = [span for side in disagreement.sides for span in side.witnesses]
        latest = max((days[span.article_id] for span in witnesses), default="")
        spans += [span for span in witnesses if days[span.article_id] < latest]
    return spans

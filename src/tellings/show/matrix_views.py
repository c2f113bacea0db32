"""The claim-by-outlet matrix: who has what, in whose words, on whose word, and why it is one claim."""

from collections import Counter
from collections.abc import Iterable, Sequence

from tellings.records import ArticleId, Claim, OmissionKind, Status, Story, Witness
from tellings.show.claim_book import ClaimBook, named_voices
from tellings.show.evidence import Citation, Evidence, Report, in_letter_order, one_a_report
from tellings.show.view_claims import (
    AgainstLink,
    CellView,
    ClaimGroupView,
    ClaimLink,
    ClaimView,
    ColumnView,
    CountsOfClaim,
    FamilyHead,
    FiltersView,
    LoneClaimView,
    LoneGroupView,
    MatrixView,
    PartView,
    WitnessView,
)
from tellings.show.words import STATUSES, counted, percent, short_name
from tellings.text.words import words

# Claims of one standing shown at once; the rest opens on demand or by a filter. A guess at what is read through.
UNFOLDED = 8
# Up to so many claims of single outlets the lists of them are open. A guess: what fits a screen.
OPEN_SINGLES = 8
# Different wordings of a claim quoted in its row; of the rest only the places are named. Likewise.
SHOWN_WITNESSES = 5
# Share of its words from which a sentence of one origin is told to be another as a desk left it. A guess.
_NEARLY = 0.8
# Reasons of alignment printed in a row; a claim of ten reports has ten, and the strongest come first.
SHOWN_REASONS = 8
# Voices that a filter offers, those with most claims first. Likewise.
FILTERED_VOICES = 40
# Below so many claims a reader needs no filter.
MIN_FILTERED = 10

_WORDS = {
    "own": "in its own words and voice",
    "said": "in its own words",
    "copy": "in copied words",
    "cut": "cut from the text it copies",
    "absent": "absent",
}


def matrix(book: ClaimBook, against: dict[str, list[AgainstLink]]) -> MatrixView:
    """Claims by report, in groups of one status; what one report alone tells in a list of its own.

    Args:
        book: The story's claims.
        against: For each claim the disagreements it stands in.
    """
    return _Matrix(book, against).view()


class _Matrix:
    def __init__(self, book: ClaimBook, against: dict[str, list[AgainstLink]]) -> None:
        self._book, self._evidence, self._against = book, book.evidence, against
        self._columns = columns(book.story, book.evidence)
        self._ids = {report.anchor: id_ for id_, report in book.evidence.reports.items()}
        self._cuts = {(o.claim, o.article) for o in book.story.omissions if o.kind is OmissionKind.CUT}
        counts = Counter(voice for claim in book.claims for voice in book.speakers(claim))
        ranked = sorted(counts, key=lambda voice: (-counts[voice], voice))[:FILTERED_VOICES]
        self._voices = {voice: f"{book.prefix}v{number}" for number, voice in enumerate(ranked, 1)}

    def view(self) -> MatrixView:
        shared = [claim for claim in self._book.claims if claim.status is not Status.SINGLE]
        groups = [
            self._group(status, [claim for claim in shared if claim.status is status])
            for status in STATUSES
            if any(claim.status is status for claim in shared)
        ]
        return MatrixView(
            self._columns,
            _family_heads(self._columns, self._book),
            tuple(groups),
            self._alone([claim for claim in self._book.claims if claim.status is Status.SINGLE]),
            f"{self._book.prefix}{STATUSES[Status.SINGLE].key}",
            STATUSES[Status.SINGLE],
            self._filters(),
        )

    def _group(self, status: Status, claims: Sequence[Claim]) -> ClaimGroupView:
        view = STATUSES[status]
        rows = tuple(map(self._claim, claims))
        shown = len(rows) if len(rows) <= UNFOLDED + 2 else UNFOLDED
        summary = f"{len(rows) - shown} more that stand so: {view.word.lower()}" if rows[shown:] else ""
        return ClaimGroupView(f"{self._book.prefix}{view.key}", view, rows[:shown], rows[shown:], summary)

    def _claim(self, claim: Claim) -> ClaimView:
        by_article: dict[str, list[Witness]] = {}
        for witness in claim.witnesses:
            by_article.setdefault(witness.span.article_id, []).append(witness)
        speakers = self._book.speakers(claim)
        own = len(set(claim.voices)) - len(speakers)
        witnesses, more = witness_views(self._book, claim.witnesses, claim)
        reasons = tuple(map(self._evidence.named, claim.reasons))
        return ClaimView(
            anchor=self._book.anchor(claim),
            number=self._book.number(claim),
            text=self._evidence.named(claim.text),
            status=STATUSES[claim.status],
            counts=CountsOfClaim(claim.outlets, claim.origins, len(claim.voices)),
            marks=self._marks(claim),
            voices=named_voices(speakers),
            own=_own_voice(own, claim.outlets, bool(speakers)),
            uncounted=named_voices(self._uncounted(claim)),
            against=tuple(self._against.get(claim.id, ())),
            witnesses=witnesses,
            more=more,
            reasons=reasons[:SHOWN_REASONS],
            unsaid_reasons=len(reasons[SHOWN_REASONS:]),
            confidence=percent(claim.confidence) if claim.confidence < 1 else "",
            parts=self._parts(claim),
            perhaps=self._perhaps(claim),
            cells=tuple(self._cell(claim, column, by_article) for column in self._columns),
        )

    def _uncounted(self, claim: Claim) -> Sequence[str]:
        counted_names = {name for voice in claim.voices for name in voice.split(" / ")}
        return self._book.speaking(w.voice_name for w in claim.witnesses if w.voice_name not in counted_names)

    def _cell(self, claim: Claim, column: ColumnView, by_article: dict[str, list[Witness]]) -> CellView:
        article_id = self._ids[column.report.anchor]
        found = by_article.get(article_id, [])
        if not found:
            state = "cut" if (claim.id, article_id) in self._cuts else "absent"
            return CellView(column.report, state, _WORDS[state], (), column.is_first)
        voices = self._book.speaking(witness.voice_name for witness in found)
        own = [witness for witness in found if not self._book.is_copied(witness)]
        state = "copy" if not own else "own" if any(not self._book.speaking([w.voice_name]) for w in own) else "said"
        word = _WORDS[state]
        if voices and state != "own":
            word = f"{word}, on the word of {named_voices(voices)}"
        citations = self._evidence.cite_each((witness.span for witness in found), self._book.back(claim))
        return CellView(column.report, state, word, citations, column.is_first)

    def _marks(self, claim: Claim) -> str:
        reports = dict.fromkeys(self._evidence.reports[w.span.article_id].anchor for w in claim.witnesses)
        voices = [self._voices[voice] for voice in self._book.speakers(claim) if voice in self._voices]
        return " ".join((f"is-{STATUSES[claim.status].key}", *(f"in-{anchor}" for anchor in reports), *voices))

    def _parts(self, claim: Claim) -> tuple[PartView, ...]:
        return tuple(
            PartView(
                part.focus,
                STATUSES[part.status],
                counts_in_words(part),
                one_a_report(in_letter_order(self._evidence.cite_each(w.span for w in part.witnesses))),
            )
            for part in self._book.parts(claim)
        )

    def _alone(self, claims: Sequence[Claim]) -> tuple[LoneGroupView, ...]:
        """What each report alone tells, in the order of the columns."""
        by_report: dict[Report, list[Claim]] = {column.report: [] for column in self._columns}
        for claim in claims:
            if claim.witnesses:
                by_report[self._evidence.reports[claim.witnesses[0].span.article_id]].append(claim)
        return tuple(
            LoneGroupView(
                report,
                tuple(map(self._lone, own)),
                " ".join(dict.fromkeys(mark for claim in own for mark in self._marks(claim).split())),
                len(claims) <= OPEN_SINGLES,
            )
            for report, own in by_report.items()
            if own
        )

    def _lone(self, claim: Claim) -> LoneClaimView:
        return LoneClaimView(
            self._book.anchor(claim),
            self._book.number(claim),
            self._evidence.named(claim.text),
            self._marks(claim),
            named_voices(self._book.speakers(claim)),
            self._evidence.cite_each((w.span for w in claim.witnesses), self._book.back(claim)),
            self._parts(claim),
            self._perhaps(claim),
        )

    def _perhaps(self, claim: Claim) -> tuple[ClaimLink, ...]:
        """The claims that may be the same; never itself, where one of them is a detail of it."""
        return tuple(link for link in self._book.links(claim.perhaps) if link.number != self._book.number(claim))

    def _filters(self) -> FiltersView | None:
        claims = self._book.claims
        if len(claims) < MIN_FILTERED or len(self._columns) < 2:
            return None
        reports = tuple(column.report for column in self._columns)
        voices = tuple((anchor, voice) for voice, anchor in self._voices.items())
        return FiltersView(f"{self._book.prefix}standing", self._book.tally(), reports, voices, len(claims))


def witness_views(
    book: ClaimBook, witnesses: Iterable[Witness], claim: Claim | None = None
) -> tuple[tuple[WitnessView, ...], tuple[Citation, ...]]:
    """The witnesses in their sentences, own words before copied ones, and the places of those past the first few.

    Reports that print one sentence share an entry, whatever their marks and case and whatever a desk changed of a
    sentence of one origin: nearly the same words do not stand twice here.
    """
    evidence = book.evidence
    back = book.back(claim) if claim is not None else None
    groups: list[tuple[list[str], list[Witness]]] = []
    for witness in sorted(witnesses, key=book.is_copied):
        start, end = evidence.sentence(witness.span)
        keys = [word.key for word in words(evidence.article(witness.span.article_id).text[start:end])]
        same = next((held for known, held in groups if _is_same(keys, known, witness, held[0])), None)
        if same is None:
            groups.append((keys, [witness]))
        else:
            same.append(witness)
    wordings = [held for _, held in groups]
    views = tuple(
        WitnessView(
            evidence.quote(same[0].span, back),
            one_a_report(evidence.cite_each((witness.span for witness in same), back)),
            book.speaking(witness.voice_name for witness in same),
        )
        for same in wordings[:SHOWN_WITNESSES]
    )
    rest = (witness.span for same in wordings[SHOWN_WITNESSES:] for witness in same)
    return views, one_a_report(in_letter_order(evidence.cite_each(rest, back)))


def _is_same(keys: Sequence[str], known: Sequence[str], witness: Witness, other: Witness) -> bool:
    if keys == known:
        return True
    shared = (Counter(keys) & Counter(known)).total()
    return witness.origin == other.origin and shared >= _NEARLY * max(len(keys), len(known))


def counts_in_words(claim: Claim) -> str:
    """Who carries the claim, the three counts apart."""
    return " · ".join(
        (counted(claim.outlets, "outlet"), counted(claim.origins, "text"), counted(len(claim.voices), "voice"))
    )


def _own_voice(voices: int, outlets: int, is_said: bool) -> str:
    """How many outlets vouch for it themselves, beside speakers or with none."""
    if not is_said:
        return f"in the {'outlet’s' if outlets == 1 else 'outlets’'} own voice"
    return f"{counted(voices, 'outlet')} on {'its' if voices == 1 else 'their'} own word" if voices else ""


def columns(story: Story, evidence: Evidence) -> tuple[ColumnView, ...]:
    """The reports in order of publication, those that share one text beside the first of them."""
    copied = {d.child: d.share_of_child for d in story.lineage.derivations}
    families: dict[str, list[ArticleId]] = {}
    placed: set[ArticleId] = set()
    for origin in story.lineage.independent_texts()[0]:
        members = [id_ for id_ in origin.articles if id_ in evidence.reports and id_ not in placed]
        placed |= set(members)
        if members:
            families[members[0]] = members
    order = {id_: number for number, id_ in enumerate(evidence.reports)}
    groups = sorted(
        [*families.values(), *([id_] for id_ in order if id_ not in placed)],
        key=lambda members: min(order[id_] for id_ in members),
    )
    found: list[ColumnView] = []
    shared = 0
    for members in groups:
        shared += len(members) > 1
        for number, id_ in enumerate(members):
            share = f"{percent(copied[id_])} copied" if id_ in copied else ""
            family = shared if len(members) > 1 else 0
            found.append(ColumnView(evidence.reports[id_], family, number == 0, share))
    return tuple(found)


def _family_heads(found: Sequence[ColumnView], book: ClaimBook) -> tuple[FamilyHead, ...]:
    """What stands over the columns; nothing at all where no two share a text."""
    if not any(column.family for column in found):
        return ()
    names = {
        book.evidence.reports[id_].anchor: short_name(origin.name)
        for origin in reversed(book.story.lineage.independent_texts()[0])
        for id_ in origin.articles
        if id_ in book.evidence.reports
    }
    heads: list[FamilyHead] = []
    for column in found:
        if column.is_first and (column.family or not heads or heads[-1].name):
            name = book.evidence.named(names[column.report.anchor]) if column.family else ""
            heads.append(FamilyHead(name, 1))
        else:
            heads[-1] = FamilyHead(heads[-1].name, heads[-1].width + 1)
    return tuple(heads)

"""Claims as the page shows them: the matrix, the digest, disagreements, omissions and the timeline."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from tellings.records import (
    Claim,
    DigestSentence,
    Disagreement,
    DisagreementKind,
    EditKind,
    Omission,
    OmissionKind,
    Side,
    Span,
    Status,
    Story,
    TimelineEntry,
    Witness,
)
from tellings.show.evidence import Evidence, Report, in_letter_order, one_a_report
from tellings.show.marks import BackLink
from tellings.show.view import (
    CellView,
    ClaimGroupView,
    ClaimLink,
    ClaimView,
    DigestLine,
    DisagreementView,
    MatrixView,
    OmissionsView,
    SideView,
    TallyView,
    TimelineView,
)
from tellings.show.words import STATUSES, counted, in_words, listed, moment, short_name

# Claims of one outlet only are folded past this many: on the sample stories they are two thirds of all claims and the
# page is read for what outlets share.
UNFOLDED_SINGLES = 8
# Claims of any other standing shown at once; the rest opens on demand. A guess at what is read through.
UNFOLDED = 8
# Absent claims shown at once for each report; a guess at what fits a phone's screen.
SHOWN_ABSENT = 3
# Entries of the timeline shown at once; likewise.
SHOWN_TIMELINE = 12
# Witnesses quoted for each side of a disagreement; the others are named with a link. Likewise a guess.
SHOWN_QUOTES = 3

_KINDS = {
    DisagreementKind.NUMBER: "Number",
    DisagreementKind.DATE: "Date",
    DisagreementKind.PLACE: "Place",
    DisagreementKind.POLARITY: "Yes or no",
    DisagreementKind.CHARACTERISATION: "Characterisation",
}


class ClaimBook:
    """The claims of one story, numbered in the order of the page: disputed first, the widest told first."""

    def __init__(self, story: Story, evidence: Evidence, prefix: str) -> None:
        order = list(STATUSES)
        self._story, self._evidence, self._prefix = story, evidence, prefix
        ordered = sorted(story.claims, key=lambda c: (bool(c.focus), order.index(c.status), -c.origins, -c.outlets))
        self.claims = [claim for claim in ordered if not claim.focus]
        self._parts = [claim for claim in ordered if claim.focus]
        self._numbers = {claim.id: number for number, claim in enumerate(ordered, 1)}
        self._by_id = {claim.id: claim for claim in ordered}
        # A report's own word is said by its mark; only who stands behind it is worth a line.
        articles = [annotated.article for annotated in story.articles]
        self._outlets = {article.name for article in articles} | {name for a in articles for name in a.agency}
        self._origins = {origin.id: origin for origin in story.lineage.origins}
        self._copied: dict[str, list[Span]] = {}
        self._edited: dict[str, list[Span]] = {}
        for derivation in story.lineage.derivations:
            self._copied.setdefault(derivation.child, []).extend(p.child for p in derivation.passages)
            self._edited.setdefault(derivation.child, []).extend(
                edit.child for edit in derivation.edits if edit.child and edit.kind is not EditKind.MOVED
            )

    def link(self, claim_id: str) -> ClaimLink | None:
        """The short way to a claim; None for an id the story does not have."""
        claim = self._by_id.get(claim_id)
        if claim is None:
            return None
        number = self._numbers[claim_id]
        return ClaimLink(f"#{self._prefix}c{number}", number, claim.text, STATUSES[claim.status])

    def links(self, claim_ids: Iterable[str]) -> tuple[ClaimLink, ...]:
        """The short ways to several claims, in their order."""
        return tuple(link for id_ in claim_ids if (link := self.link(id_)) is not None)

    def tally(self) -> tuple[TallyView, ...]:
        """How many claims have each status, statuses without any left out."""
        counts = {status: sum(c.status is status for c in self.claims) for status in STATUSES}
        return tuple(
            TallyView(STATUSES[status], count, f"#{self._prefix}{STATUSES[status].key}")
            for status, count in counts.items()
            if count
        )

    def matrix(self) -> MatrixView:
        """Claims by report, in groups of one status."""
        cuts: set[tuple[str, str]] = {(o.claim, o.article) for o in self._story.omissions if o.kind is OmissionKind.CUT}
        groups = [
            ClaimGroupView(
                f"{self._prefix}{view.key}",
                view,
                tuple(self._claim(claim, cuts) for claim in self.claims if claim.status is status),
                "",
            )
            for status, view in STATUSES.items()
            if any(claim.status is status for claim in self.claims)
        ]
        shown: list[ClaimGroupView] = []
        folded: list[ClaimGroupView] = []
        for group in groups:
            is_single = group.status is STATUSES[Status.SINGLE]
            if is_single and len(group.claims) > UNFOLDED_SINGLES and len(groups) > 1:
                folded.append(replace(group, summary=f"{len(group.claims)} claims that only one outlet carries"))
            elif len(group.claims) > UNFOLDED + 2:
                rest = group.claims[UNFOLDED:]
                shown.append(replace(group, claims=group.claims[:UNFOLDED]))
                summary = f"{len(rest)} more that stand so: {group.status.word.lower()}"
                folded.append(ClaimGroupView(f"{group.anchor}-more", group.status, rest, summary))
            else:
                shown.append(group)
        return MatrixView(tuple(self._evidence.reports.values()), tuple(shown), (*folded, *self._parts_of_claims(cuts)))

    def _parts_of_claims(self, cuts: set[tuple[str, str]]) -> Iterable[ClaimGroupView]:
        """Details that several outlets have, whatever else they say in the sentence, a folded group for each status."""
        for status, view in STATUSES.items():
            claims = tuple(self._claim(claim, cuts) for claim in self._parts if claim.status is status)
            if claims:
                summary = f"{counted(len(claims), 'detail')} within claims, each by itself: {view.word.lower()}"
                yield ClaimGroupView(f"{self._prefix}{view.key}-details", view, claims, summary)

    def _claim(self, claim: Claim, cuts: set[tuple[str, str]]) -> ClaimView:
        number = self._numbers[claim.id]
        anchor = f"{self._prefix}c{number}"
        back = BackLink(f"#{anchor}", str(number), f"Claim {number}: {claim.focus or claim.text}")
        counts = [
            counted(claim.outlets, "outlet"),
            counted(claim.origins, "text"),
            counted(len(claim.voices), "voice") + (":" if claim.voices else ""),
        ]
        cells = tuple(
            self._cell(claim, article_id, report, (claim.id, article_id) in cuts, back)
            for article_id, report in self._evidence.reports.items()
        )
        return ClaimView(
            anchor,
            number,
            claim.text,
            claim.focus,
            STATUSES[claim.status],
            " · ".join(counts),
            tuple(map(self._evidence.named, claim.voices)),
            tuple(map(self._evidence.named, claim.reasons)),
            cells,
        )

    def _cell(self, claim: Claim, article_id: str, report: Report, is_cut: bool, back: BackLink) -> CellView:
        witnesses = [w for w in claim.witnesses if w.span.article_id == article_id]
        if not witnesses:
            return CellView(report, *(("cut", "cut") if is_cut else ("absent", "absent")), "", ())
        is_own = any(not self._is_copied(witness) for witness in witnesses)
        voices = self._evidence.named(", ".join(dict.fromkeys(witness.voice_name for witness in witnesses)))
        citations = self._evidence.cite_each((witness.span for witness in witnesses), back)
        return CellView(report, *(("own", "own words") if is_own else ("copy", "copied")), voices, citations)

    def _is_copied(self, witness: Witness) -> bool:
        """Whether the witness's words come from another text.

        They do if their origin is not this article's own, and if half of them or more lie in copied passages that the
        desk did not touch there: an edited figure is the desk's own.
        """
        origin, span = self._origins.get(witness.origin), witness.span
        if origin is not None and (not origin.seen or origin.articles[:1] != (span.article_id,)):
            return True
        if any(span.overlap(edited) for edited in self._edited.get(span.article_id, ())):
            return False
        return 2 * sum(span.overlap(copied) for copied in self._copied.get(span.article_id, ())) >= max(1, len(span))

    def digest(self) -> tuple[DigestLine, ...]:
        """The digest, each sentence with the standing of its main claim, the first it states."""
        return tuple(map(self._digest_line, self._story.digest))

    def _digest_line(self, sentence: DigestSentence) -> DigestLine:
        claims = [self._by_id[id_] for id_ in sentence.claims if id_ in self._by_id]
        told = next((d for d in self._story.disagreements if sentence.text == d.explanation), None)
        if told is None:
            standing = STATUSES[claims[0].status] if claims else None
            voices = self._speakers(claims[0]) if claims else ()
            also = _weaker(claims)
        else:
            standing = None if told.compatible else STATUSES[Status.DISPUTED]
            voices, also = (), "differs, both can hold" if told.compatible else ""
        return DigestLine(
            self._evidence.named(sentence.text),
            self.links(sentence.claims),
            standing,
            also,
            tuple(map(self._evidence.named, voices)),
            one_a_report(in_letter_order(self._evidence.cite_each(sentence.citations))),
        )

    def _speakers(self, claim: Claim) -> tuple[str, ...]:
        """The claim's voices that are somebody's; an outlet's own voice is named by the citations already."""
        return tuple(voice for voice in claim.voices if not set(voice.split(" / ")) <= self._outlets)

    def disagreements(self) -> tuple[DisagreementView, ...]:
        """Disagreements, conflicts before differences that are compatible."""
        ordered = sorted(self._story.disagreements, key=lambda d: d.compatible)
        return tuple(self._disagreement(number, d) for number, d in enumerate(ordered, 1))

    def _disagreement(self, number: int, disagreement: Disagreement) -> DisagreementView:
        return DisagreementView(
            f"{self._prefix}d{number}",
            _KINDS[disagreement.kind],
            disagreement.compatible,
            self._evidence.named(disagreement.explanation),
            tuple(map(self._side, disagreement.sides)),
            self.links(disagreement.claims),
        )

    def _side(self, side: Side) -> SideView:
        spans = list(dict.fromkeys(side.witnesses))
        quotes = tuple(self._evidence.quote(span) for span in spans[:SHOWN_QUOTES])
        return SideView(side.value, quotes, self._evidence.cite_each(spans[SHOWN_QUOTES:]))

    def omissions(self) -> tuple[OmissionsView, ...]:
        """What each report leaves out, facts that most independent texts carry first."""
        names = {origin.id: origin.name for origin in self._story.lineage.origins}
        names |= {str(id_): report.outlet for id_, report in self._evidence.reports.items()}
        views: list[OmissionsView] = []
        for article_id, report in self._evidence.reports.items():
            here = [o for o in self._story.omissions if o.article == article_id and o.claim in self._by_id]
            here.sort(key=lambda o: (-self._by_id[o.claim].origins, self._numbers[o.claim]))
            absent = self.links(o.claim for o in here if o.kind is OmissionKind.ABSENT)
            cut = tuple((link, self._cut_from(o, names)) for o in here if (link := self._cut_link(o)) is not None)
            if here:
                views.append(OmissionsView(report, cut, absent[:SHOWN_ABSENT], absent[SHOWN_ABSENT:]))
        return tuple(views)

    def _cut_link(self, omission: Omission) -> ClaimLink | None:
        return self.link(omission.claim) if omission.kind is OmissionKind.CUT else None

    def _cut_from(self, omission: Omission, names: dict[str, str]) -> str:
        return self._evidence.named(short_name(names.get(omission.source or "", omission.source or "")))

    def timeline(self) -> tuple[tuple[TimelineView, ...], tuple[TimelineView, ...]]:
        """The timeline, earliest first: what is best supported, and the rest that opens on demand."""
        ordered = sorted(self._story.timeline, key=lambda entry: entry.date)
        ranked = sorted(ordered, key=lambda entry: min((self._numbers.get(c, 0) for c in entry.claims), default=0))
        shown = set(map(id, ranked[:SHOWN_TIMELINE]))
        return (
            tuple(self._timeline_entry(entry) for entry in ordered if id(entry) in shown),
            tuple(self._timeline_entry(entry) for entry in ordered if id(entry) not in shown),
        )

    def _timeline_entry(self, entry: TimelineEntry) -> TimelineView:
        last = (self._story.last_published or "")[: len(entry.date)]
        is_ahead = bool(last) and entry.date > last
        return TimelineView(moment(entry.date), entry.text, self.links(entry.claims), is_ahead)


_MEANINGS = (
    (Status.DISPUTED, "disputed"),
    (Status.ONE_VOICE, "on one voice's word"),
    (Status.ECHOED, "of one text"),
    (Status.SINGLE, "of one outlet"),
)


def _weaker(claims: Sequence[Claim]) -> str:
    """What else a sentence states that is less well supported than its main claim, in words."""
    order = [Status.CORROBORATED, Status.ONE_VOICE, Status.ECHOED, Status.SINGLE]
    if not claims:
        return ""
    main, others = claims[0].status, claims[1:]
    said = []
    for status, meaning in _MEANINGS:
        count = sum(claim.status is status for claim in others)
        is_weaker = status is Status.DISPUTED or main not in order or order.index(main) < order.index(status)
        if count and main is not status and is_weaker:
            number = "a" if count == 1 else in_words(count)
            claim = "claim" if count == 1 else "claims"
            said.append(f"{number} disputed {claim}" if status is Status.DISPUTED else f"{number} {claim} {meaning}")
    return f"also states {listed(said)}" if said else ""

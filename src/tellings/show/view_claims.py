"""Claims on the page as plain data: the matrix with its filters, disagreements, omissions."""

from dataclasses import dataclass

from tellings.show.evidence import Citation, Quote, Report


@dataclass(frozen=True, slots=True)
class StatusView:
    """A claim's status as the page shows it: a shape, a word, and what it means. `key` names shape and colour."""

    key: str
    word: str
    meaning: str


@dataclass(frozen=True, slots=True)
class ClaimLink:
    """A short way to a claim: its number and status, and how many independent texts carry it."""

    href: str
    number: int
    text: str
    status: StatusView
    texts: int


@dataclass(frozen=True, slots=True)
class AgainstLink:
    """A short way to a disagreement in which a claim stands."""

    href: str
    words: str
    is_conflict: bool


@dataclass(frozen=True, slots=True)
class TallyView:
    """How many claims have one status."""

    status: StatusView
    count: int
    href: str


@dataclass(frozen=True, slots=True)
class CountsOfClaim:
    """Who carries a claim, three counts that are never added up."""

    outlets: int
    texts: int
    voices: int


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A report as a column. `family` numbers the text it shares with its neighbours, 0 for a text of its own.

    `copied` says how much of it is copied, where it is; `is_first` where a family or a text of its own begins.
    """

    report: Report
    family: int
    is_first: bool
    copied: str


@dataclass(frozen=True, slots=True)
class FamilyHead:
    """What stands over columns that share one text: its name and how many columns; no name over other columns."""

    name: str
    width: int


@dataclass(frozen=True, slots=True)
class CellView:
    """What one report has of one claim: `own`, `said`, `copy`, `cut` or `absent`, in words, with its places."""

    report: Report
    state: str
    word: str
    citations: tuple[Citation, ...]
    is_first: bool


@dataclass(frozen=True, slots=True)
class WitnessView:
    """Words that assert a claim, in their sentence, with all reports that print them so, and on whose word."""

    quote: Quote
    citations: tuple[Citation, ...]
    voices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartView:
    """A detail of a claim that more texts carry than the whole claim."""

    words: str
    status: StatusView
    counts: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class ClaimView:
    """One row of the matrix.

    Args:
        marks: What filters go by, as the names of classes: its reports and its voices.
        voices: Speakers on whose word it stands; `own` counts the outlets that vouch for it themselves; `uncounted` are
            speakers whom some witness names and the count leaves out, as it is not sure that they say the same.
        against: Where it is contradicted or differs.
        witnesses, more: The words that assert it; of `more` only the places are shown.
        reasons: Why these witnesses are one claim.
        confidence: How often what is aligned on such evidence is one claim, in per cent; empty for one report alone.
        perhaps: Claims that may be the same, offered and not counted.
    """

    anchor: str
    number: int
    text: str
    status: StatusView
    counts: CountsOfClaim
    marks: str
    voices: str
    own: str
    uncounted: str
    against: tuple[AgainstLink, ...]
    witnesses: tuple[WitnessView, ...]
    more: tuple[Citation, ...]
    reasons: tuple[str, ...]
    unsaid_reasons: int
    confidence: str
    parts: tuple[PartView, ...]
    perhaps: tuple[ClaimLink, ...]
    cells: tuple[CellView, ...]


@dataclass(frozen=True, slots=True)
class ClaimGroupView:
    """The claims of one status; `tail` opens on demand and `summary` says what it holds."""

    anchor: str
    status: StatusView
    claims: tuple[ClaimView, ...]
    tail: tuple[ClaimView, ...]
    summary: str


@dataclass(frozen=True, slots=True)
class LoneClaimView:
    """A claim that one outlet alone carries; `perhaps` are claims that may be the same, offered and not counted."""

    anchor: str
    number: int
    text: str
    marks: str
    voices: str
    citations: tuple[Citation, ...]
    parts: tuple[PartView, ...]
    perhaps: tuple[ClaimLink, ...]


@dataclass(frozen=True, slots=True)
class LoneGroupView:
    """What one report alone tells."""

    report: Report
    claims: tuple[LoneClaimView, ...]
    marks: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class FiltersView:
    """What the matrix can be narrowed to: standings with their counts, reports, voices as value and name."""

    name: str
    standings: tuple[TallyView, ...]
    reports: tuple[Report, ...]
    voices: tuple[tuple[str, str], ...]
    total: int


@dataclass(frozen=True, slots=True)
class MatrixView:
    """Claims by report: `groups` are rows, `alone` are lists of what one report only tells."""

    columns: tuple[ColumnView, ...]
    families: tuple[FamilyHead, ...]
    groups: tuple[ClaimGroupView, ...]
    alone: tuple[LoneGroupView, ...]
    alone_anchor: str
    alone_status: StatusView
    filters: FiltersView | None


@dataclass(frozen=True, slots=True)
class SideView:
    """One side of a disagreement: its value, who gives it, and the words; of `more` witnesses only the places."""

    value: str
    counts: str
    voices: str
    witnesses: tuple[WitnessView, ...]
    more: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class DisagreementView:
    """Accounts that differ."""

    anchor: str
    number: int
    kind: str
    compatible: bool
    explanation: str
    sides: tuple[SideView, ...]
    claims: tuple[ClaimLink, ...]


@dataclass(frozen=True, slots=True)
class DisagreementsView:
    """Conflicts, then differences that can both hold; `more` of the latter open on demand."""

    conflicts: tuple[DisagreementView, ...]
    differences: tuple[DisagreementView, ...]
    more: tuple[DisagreementView, ...]


@dataclass(frozen=True, slots=True)
class GlanceView:
    """The first answer: what is confirmed, and where accounts are in conflict, each with its place on the page."""

    confirmed: str
    is_confirmed: bool
    conflict: str
    lines: tuple[tuple[str, str], ...]
    more: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class CutView:
    """A claim that a report cut: from which text, and the words that it dropped."""

    claim: ClaimLink
    source: str
    words: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class OmissionsView:
    """What one report leaves out: facts cut from text it otherwise shares, and facts it never had.

    `carried` is how many claims are widely carried, of which it lacks some.
    """

    report: Report
    cut: tuple[CutView, ...]
    absent: tuple[ClaimLink, ...]
    carried: int

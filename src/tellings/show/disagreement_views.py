"""Where accounts differ, as the page shows it: each kind in a word, its sides face to face, conflicts first."""

from collections.abc import Sequence

from tellings.records import Disagreement, DisagreementKind, Side, Span, Status, Witness
from tellings.show.claim_book import ClaimBook, named_voices
from tellings.show.matrix_views import witness_views
from tellings.show.view_claims import AgainstLink, DisagreementsView, DisagreementView, GlanceView, SideView
from tellings.show.words import counted, in_words, listed

# Differences that can both hold shown at once; conflicts are always shown. A guess at what is read through.
SHOWN_DIFFERENCES = 5
# Conflicts named at the head of the story, sides of one, and characters of an explanation that is a line. Likewise.
GLANCED, GLANCED_SIDES, SHORT, NAMED_OUTLETS = 3, 4, 130, 2

# What a kind is called where its own name would not do; a kind that is not here goes by its name.
_KINDS = {DisagreementKind.POLARITY: "Yes or no"}


def disagreements(book: ClaimBook) -> DisagreementsView:
    """Disagreements, conflicts before differences that can both hold, those that most texts take part in first."""
    found = [_disagreement(number, told, book) for number, told in enumerate(in_page_order(book), 1)]
    differences = [view for view in found if view.compatible]
    shown = len(differences) if len(differences) <= SHOWN_DIFFERENCES + 1 else SHOWN_DIFFERENCES
    conflicts = tuple(view for view in found if not view.compatible)
    return DisagreementsView(conflicts, tuple(differences[:shown]), tuple(differences[shown:]))


def in_page_order(book: ClaimBook) -> list[Disagreement]:
    """The story's disagreements as the page numbers them."""

    def weight(disagreement: Disagreement) -> tuple[bool, int]:
        articles = {span.article_id for side in disagreement.sides for span in side.witnesses}
        return disagreement.compatible, -len(articles)

    return sorted(book.story.disagreements, key=weight)


def against(book: ClaimBook) -> dict[str, list[AgainstLink]]:
    """For each claim the disagreements it stands in."""
    found: dict[str, list[AgainstLink]] = {}
    for number, disagreement in enumerate(in_page_order(book), 1):
        words = f"{'differs' if disagreement.compatible else 'contradicted'}, see {number}"
        link = AgainstLink(f"#{book.prefix}d{number}", words, not disagreement.compatible)
        for claim_id in dict.fromkeys(disagreement.claims):
            found.setdefault(claim_id, []).append(link)
    return found


def glance(book: ClaimBook, view: DisagreementsView) -> GlanceView:
    """What is confirmed and what is disputed, in a line each, with the first conflicts."""
    confirmed = sum(claim.status is Status.CORROBORATED for claim in book.claims)
    rule = "two independent texts and two voices"
    said = f"{counted(confirmed, 'claim')} confirmed by {rule}." if confirmed else f"Nothing is confirmed by {rule}."
    both = len(view.differences) + len(view.more)
    conflict = (
        f"In conflict in {in_words(len(view.conflicts))} {'place' if len(view.conflicts) == 1 else 'places'}:"
        if view.conflicts
        else "No conflict between accounts was found."
    )
    rest = len(view.conflicts[GLANCED:])
    more = [f"{in_words(rest)} more in conflict"] if rest else []
    more += [f"{in_words(both)} {'difference' if both == 1 else 'differences'} that can both hold"] if both else []
    place = f"#{book.prefix}disagreements"
    return GlanceView(
        said,
        bool(confirmed),
        conflict,
        tuple((f"#{conflict.anchor}", _in_short(conflict)) for conflict in view.conflicts[:GLANCED]),
        (place, f"{' and '.join(more)}".capitalize()) if more else None,
    )


def _in_short(view: DisagreementView) -> str:
    """The conflict in a line: its explanation, or where that is long what it is about and the values."""
    if len(view.explanation) <= SHORT:
        return view.explanation
    head, colon, _ = view.explanation.partition(":")
    about = head if colon and len(head) <= SHORT else view.kind
    values = [f"“{side.value}” ({_who(side)})" for side in view.sides[:GLANCED_SIDES]]
    rest = len(view.sides) - len(values)
    return f"{about}: {listed([*values, f'{in_words(rest)} more'] if rest else values)}"


def _who(side: SideView) -> str:
    """Who gives the value, by name if they are few."""
    citations = (*(citation for witness in side.witnesses for citation in witness.citations), *side.more)
    outlets = list(dict.fromkeys(citation.report.outlet for citation in citations))
    named = listed(outlets) if len(outlets) <= NAMED_OUTLETS else counted(len(outlets), "outlet")
    return f"{side.voices}, in {named}" if side.voices and len(side.voices) < SHORT // 3 else named


def _disagreement(number: int, disagreement: Disagreement, book: ClaimBook) -> DisagreementView:
    return DisagreementView(
        f"{book.prefix}d{number}",
        number,
        kind_named(disagreement.kind),
        disagreement.compatible,
        book.evidence.named(disagreement.explanation),
        tuple(_side(side, book) for side in disagreement.sides),
        book.links(disagreement.claims),
    )


def kind_named(kind: DisagreementKind) -> str:
    """The kind in words; every kind has some."""
    return _KINDS.get(kind) or kind.value.replace("-", " ").capitalize()


def _side(side: Side, book: ClaimBook) -> SideView:
    """The side with who gives it: outlets, independent texts and speakers, counted from the claims that stand there."""
    spans = list(dict.fromkeys(side.witnesses))
    found = [_witness(span, book) for span in spans]
    quoted, more = witness_views(book, found)
    speakers = book.speaking(witness.voice_name for witness in found)
    return SideView(book.evidence.named(side.value), _counts(found, book), named_voices(speakers), quoted, more)


def _witness(span: Span, book: ClaimBook) -> Witness:
    """The span with the text and the voice of the claim that stands there; alone, it is its outlet's own."""
    around = book.witness_at(span)
    if around is not None:
        return Witness(span, around.origin, around.voice, around.voice_name, around.attribution)
    name = book.evidence.article(span.article_id).name
    return Witness(span, span.article_id, name, name, None)


def _counts(witnesses: Sequence[Witness], book: ClaimBook) -> str:
    outlets = {book.evidence.article(witness.span.article_id).name for witness in witnesses}
    texts = {witness.origin for witness in witnesses}
    return f"{counted(len(outlets), 'outlet')} · {counted(len(texts), 'text')}"

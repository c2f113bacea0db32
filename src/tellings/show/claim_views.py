"""The digest and the timeline as the page shows them."""

from collections.abc import Sequence

from tellings.records import Claim, DigestSentence, Rewriting, SentenceKind, Status, TimelineEntry
from tellings.show.claim_book import ClaimBook
from tellings.show.evidence import in_letter_order, one_a_report
from tellings.show.view import DigestLine, TimelineView
from tellings.show.words import STATUSES, counted, in_words, listed, moment

# Entries of the timeline shown at once; a guess at what fits a phone's screen.
SHOWN_TIMELINE = 12


def digest(book: ClaimBook) -> tuple[DigestLine, ...]:
    """The digest, each sentence with the standing of its main claim, the first it states."""
    return tuple(_digest_line(sentence, book) for sentence in book.story.digest)


def _digest_line(sentence: DigestSentence, book: ClaimBook) -> DigestLine:
    claims = [book.by_id[id_] for id_ in sentence.claims if id_ in book.by_id]
    told = next((d for d in book.story.disagreements if sentence.text == d.explanation), None)
    if told is None:
        standing = STATUSES[claims[0].status] if claims else None
        voices = _voices(claims[0], sentence, book) if claims else ()
        also = _weaker(claims)
    else:
        standing = None if told.compatible else STATUSES[Status.DISPUTED]
        voices, also = (), "differs, both can hold" if told.compatible else ""
    return DigestLine(
        book.evidence.named(sentence.text),
        book.links(sentence.claims),
        standing,
        also,
        _checked(sentence),
        voices,
        one_a_report(in_letter_order(book.evidence.cite_each(sentence.citations))),
    )


def _voices(claim: Claim, sentence: DigestSentence, book: ClaimBook) -> tuple[str, ...]:
    """On whose word the sentence stands: of the claim's voices those of the words it cites.

    Others may be cited than are counted for the claim, where it is not sure that several names are several voices.
    """
    cited = {w.voice_name for w in claim.witnesses if any(w.span.overlap(span) for span in sentence.citations)}
    counted_ones = [voice for voice in claim.voices if cited & set(voice.split(" / "))]
    return book.speaking(counted_ones) or book.speaking(sorted(cited)) or book.speakers(claim)


def _checked(sentence: DigestSentence) -> str:
    """How a sentence follows from its citations, in words; empty where accounts are set side by side."""
    if sentence.kind is SentenceKind.DISPUTE:
        return ""
    likely = f"follows from its sources with {sentence.entailment:.2f}"
    if sentence.kind is SentenceKind.REWRITTEN:
        return f"rewritten by a language model; {likely}"
    return likely if sentence.entailment < 1 else "in the words of a report"


def digest_note(rewriting: Rewriting | None) -> str:
    """What a language model was asked for and what of it was believed, in a sentence or two; empty where none was."""
    if rewriting is None:
        return ""
    model = f" ({rewriting.model})" if rewriting.model else ""
    asked = f"A language model{model} was asked to rewrite {counted(rewriting.asked, 'sentence')}"
    if rewriting.failure:
        return f"{asked}; {rewriting.failure}. The digest is in the reports’ own words."
    reasons = ", ".join(f"{reason} ({number})" for reason, number in rewriting.reasons)
    why = f": {reasons}" if reasons else ""
    return f"{asked}; {rewriting.kept} kept, {rewriting.dropped} put back in the reports’ own words{why}."


def timeline(book: ClaimBook) -> tuple[tuple[TimelineView, ...], tuple[TimelineView, ...]]:
    """The timeline, earliest first: what is best supported, and the rest that opens on demand."""
    ordered = sorted(book.story.timeline, key=lambda entry: entry.date)
    ranked = sorted(ordered, key=lambda entry: min((link.number for link in book.links(entry.claims)), default=0))
    shown = set(map(id, ranked[:SHOWN_TIMELINE]))
    return (
        tuple(_timeline_entry(entry, book) for entry in ordered if id(entry) in shown),
        tuple(_timeline_entry(entry, book) for entry in ordered if id(entry) not in shown),
    )


def _timeline_entry(entry: TimelineEntry, book: ClaimBook) -> TimelineView:
    last = (book.story.last_published or "")[: len(entry.date)]
    is_ahead = bool(last) and entry.date > last
    return TimelineView(moment(entry.date), entry.text, book.links(entry.claims), is_ahead)


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

"""The claims of one story as the page knows them: numbered, linked, each with the details that belong to it."""

from collections.abc import Iterable, Sequence

from tellings.records import AnnotatedArticle, ArticleId, Claim, EditKind, Span, Story, Witness
from tellings.show.evidence import Evidence
from tellings.show.marks import BackLink
from tellings.show.view_claims import ClaimLink, TallyView
from tellings.show.words import STATUSES, listed

# Voices named beside a claim; the others are counted. A guess at what is read at a glance.
SHOWN_VOICES = 4
# Details shown of one claim. Likewise.
SHOWN_PARTS = 4

_DETERMINERS = {"A", "An", "The", "His", "Her", "Its", "Their", "Our", "One", "Some", "Several", "Two", "Three"}
_JOINING = {"of", "the", "and", "for", "in", "on", "at", "to", "de", "la", "von", "van", "der"}


class ClaimBook:
    """The claims of one story, numbered in the order of the page: disputed first, the widest told first.

    Args:
        prefix: What the anchors of this story's claims begin with.
    """

    def __init__(self, story: Story, evidence: Evidence, prefix: str) -> None:
        order = list(STATUSES)
        self.story, self.evidence, self.prefix = story, evidence, prefix
        self.claims = sorted(
            story.asserted or story.claims,
            key=lambda c: (order.index(c.status), -c.origins, -c.outlets, -len(c.voices)),
        )
        self._numbers = {claim.id: number for number, claim in enumerate(self.claims, 1)}
        self.by_id = {claim.id: claim for claim in self.claims}
        # A report's own word is said by its mark; only who stands behind it is worth a line.
        articles = [annotated.article for annotated in story.articles]
        self._outlets = {article.name for article in articles} | {name for a in articles for name in a.agency}
        self._copying = _Copying(story)
        self._places = _places(self.claims)
        self._hosts = {part.id: host for part in story.claims if part.focus and (host := self._host(part)) is not None}
        self._parts: dict[str, list[Claim]] = {}
        for part in story.claims:
            if (host := self._hosts.get(part.id)) is not None and host.id != part.id:
                self._parts.setdefault(host.id, []).append(part)

    def number(self, claim: Claim) -> int:
        """The claim's number on the page, from 1."""
        return self._numbers[claim.id]

    def anchor(self, claim: Claim) -> str:
        """The id of the claim's row."""
        return f"{self.prefix}c{self._numbers[claim.id]}"

    def back(self, claim: Claim) -> BackLink:
        """The way from the claim's words back to its row."""
        number = self._numbers[claim.id]
        return BackLink(f"#{self.anchor(claim)}", str(number), f"Claim {number}: {claim.text}")

    def link(self, claim_id: str) -> ClaimLink | None:
        """The short way to a claim, or to the one that a detail belongs to; None for an id the story does not have."""
        claim = self.by_id.get(claim_id) or self._hosts.get(claim_id)
        if claim is None:
            return None
        text = self.evidence.named(claim.text)
        return ClaimLink(f"#{self.anchor(claim)}", self.number(claim), text, STATUSES[claim.status], claim.origins)

    def links(self, claim_ids: Iterable[str]) -> tuple[ClaimLink, ...]:
        """The short ways to several claims, in their order, each once."""
        return tuple(dict.fromkeys(link for id_ in claim_ids if (link := self.link(id_)) is not None))

    def tally(self) -> tuple[TallyView, ...]:
        """How many claims have each status, statuses without any left out."""
        counts = {status: sum(c.status is status for c in self.claims) for status in STATUSES}
        return tuple(
            TallyView(STATUSES[status], count, f"#{self.prefix}{STATUSES[status].key}")
            for status, count in counts.items()
            if count
        )

    def speakers(self, claim: Claim) -> tuple[str, ...]:
        """The claim's voices that are somebody's; an outlet's own voice is named by its mark already."""
        return self.speaking(claim.voices)

    def speaking(self, voices: Iterable[str]) -> tuple[str, ...]:
        """Those of the voices that are no outlet's own, as the page names them."""
        others = dict.fromkeys(voice for voice in voices if not set(voice.split(" / ")) <= self._outlets)
        return tuple(dict.fromkeys(self.evidence.named(in_a_sentence(voice)) for voice in others))

    def is_copied(self, witness: Witness) -> bool:
        """Whether the witness's words come from another text."""
        return self._copying.is_copied(witness)

    def witness_at(self, span: Span) -> Witness | None:
        """The witness whose words lie on the span, the one with most of them; None where no claim stands there."""
        there = [w for w, _ in self._places.get(span.article_id, ()) if w.span.overlap(span)]
        return max(there, key=lambda w: (w.span.overlap(span), -len(w.span)), default=None)

    def parts(self, claim: Claim) -> list[Claim]:
        """Details of the claim that more texts carry than the whole of it, and that say something by themselves.

        What is told by those who tell the claim anyway adds nothing; nor does a bare name or day ("the grey ships", "on
        Wednesday"): a detail has a figure or a verb in it. Of two that lie in one another the wider carried stays.
        """
        carriers = {witness.span.article_id for witness in claim.witnesses}
        found: list[Claim] = []
        for part in sorted(self._parts.get(claim.id, ()), key=lambda p: (-p.origins, -p.outlets, -len(p.focus))):
            adds = {witness.span.article_id for witness in part.witnesses} - carriers
            again = any(part.focus in kept.focus or kept.focus in part.focus for kept in found)
            if adds and part.origins > 1 and not again and self._says_something(part):
                found.append(part)
        return found[:SHOWN_PARTS]

    def _says_something(self, part: Claim) -> bool:
        return any(_is_telling(self.story.article(w.span.article_id), w.span) for w in part.witnesses[:1])

    def _host(self, part: Claim) -> Claim | None:
        """The assertion in which most of the detail's witnesses stand, the shortest if several."""
        within: dict[str, tuple[int, int]] = {}
        for witness in part.witnesses:
            for whole, claim in self._places.get(witness.span.article_id, ()):
                if whole.span.start <= witness.span.start and witness.span.end <= whole.span.end:
                    count, length = within.get(claim.id, (0, 0))
                    within[claim.id] = (count + 1, length - len(whole.span))
        return self.by_id[max(within, key=lambda id_: within[id_])] if within else None


def named_voices(voices: Sequence[str]) -> str:
    """The voices as words, the first few by name."""
    if len(voices) > SHOWN_VOICES + 1:
        voices = [*voices[:SHOWN_VOICES], f"{len(voices) - SHOWN_VOICES} others"]
    return listed(voices)


def in_a_sentence(voice: str) -> str:
    """The voice as it stands within a sentence: "A fire service spokesman" begins small, "The Harbour Post" does not.

    Descriptions are named by the words of a report, which begin its sentence as often as not. One has a word in it that
    is written small; a name has none but those that join its words.
    """
    return " / ".join(dict.fromkeys(map(_begun_small, voice.split(" / "))))


def _begun_small(name: str) -> str:
    first, _, rest = name.partition(" ")
    is_described = any(word[:1].islower() and word not in _JOINING for word in rest.split())
    return f"{first.lower()} {rest}" if first in _DETERMINERS and is_described else name


def _places(claims: Iterable[Claim]) -> dict[ArticleId, list[tuple[Witness, Claim]]]:
    found: dict[ArticleId, list[tuple[Witness, Claim]]] = {}
    for claim in claims:
        for witness in claim.witnesses:
            found.setdefault(witness.span.article_id, []).append((witness, claim))
    return found


def _is_telling(annotated: AnnotatedArticle, span: Span) -> bool:
    """Whether the words have a figure or a verb among them."""
    inside = (t for t in annotated.parse.tokens if span.start <= t.start and t.end <= span.end)
    return any(token.tag == "CD" or token.tag.startswith("VB") for token in inside)


class _Copying:
    """Which words of a story's articles come from another text, and which of them the desk touched."""

    def __init__(self, story: Story) -> None:
        self._origins = {origin.id: origin for origin in story.lineage.origins}
        self._copied: dict[str, list[Span]] = {}
        self._edited: dict[str, list[Span]] = {}
        for derivation in story.lineage.derivations:
            self._copied.setdefault(derivation.child, []).extend(p.child for p in derivation.passages)
            self._edited.setdefault(derivation.child, []).extend(
                edit.child for edit in derivation.edits if edit.child and edit.kind is not EditKind.MOVED
            )

    def is_copied(self, witness: Witness) -> bool:
        """Whether the witness's origin is not its article's own, or half of its words or more lie in copied passages.

        Words that the desk touched there are its own: an edited figure is a new assertion.
        """
        origin, span = self._origins.get(witness.origin), witness.span
        if origin is not None and (not origin.seen or origin.articles[:1] != (span.article_id,)):
            return True
        if any(span.overlap(edited) for edited in self._edited.get(span.article_id, ())):
            return False
        return 2 * sum(span.overlap(copied) for copied in self._copied.get(span.article_id, ())) >= max(1, len(span))

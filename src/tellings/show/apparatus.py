"""A reconstructed text with its critical apparatus: where its copies differ, what it keeps, and who departs.

A variant is recorded with its place in every copy, none in the reconstruction, which is made of the copies' sentences;
so its place is found by the words around a reading. One that is not found stands in the apparatus without a place.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.fuzz import partial_ratio_alignment

from tellings.records import Article, Reading, Variant
from tellings.show.evidence import Evidence

# Characters of context on both sides by which a reading is sought, the longest first; shorter ones fit too much.
CONTEXTS = (48, 24, 12)
# A reading of this many characters is known by itself.
MIN_ALONE = 24
# Characters that must stand on either side of words left out.
MIN_BESIDE = 8
# Likeness in per cent from which changed words are the same sentence: on families without their originals 33 readings
# that stand nowhere word for word were found with it, every one at its own sentence.
MIN_ALIKE = 70.0
# Letters times letters that are compared to find a like place, so that time stays bounded.
MAX_COMPARED = 20_000_000


@dataclass(frozen=True, slots=True)
class Entry:
    """A variant as it stands to the reconstruction.

    Args:
        start, end: Its place there; None where it is not found. Equal where the reconstruction has no words.
        keepers: Readings that have what the reconstruction has.
        departures: The other readings, those of one wording together.
    """

    start: int | None
    end: int | None
    kept: str
    keepers: tuple[Reading, ...]
    departures: tuple[tuple[Reading, ...], ...]


def apparatus(text: str, variants: Iterable[Variant], evidence: Evidence) -> list[Entry]:
    """The variants of a reconstruction in the order of its text, those without a place last."""
    entries = [_entry(text, variant, evidence) for variant in variants]
    return sorted(entries, key=lambda e: (e.start is None, e.start or 0, e.end or 0))


def _entry(text: str, variant: Variant, evidence: Evidence) -> Entry:
    wordings = _by_wording(variant.readings)
    where = _place(text, wordings, evidence)
    lacking = [same for same in wordings if not same[0].text.strip()]
    # Words that are nowhere in the text are not kept, where a copy lacks them.
    start, end, kept = where or (None, None, (lacking or wordings)[0])
    departures = tuple(tuple(same) for same in wordings if same is not kept)
    words = kept[0].text if start is None or end is None else text[start:end]
    return Entry(start, end, words, tuple(kept), departures)


def _by_wording(readings: Iterable[Reading]) -> list[list[Reading]]:
    """The readings, those of one wording together: what most copies have first."""
    found: dict[str, list[Reading]] = {}
    for reading in readings:
        found.setdefault(" ".join(reading.text.split()), []).append(reading)
    return sorted(found.values(), key=lambda same: -len(same))


def _place(text: str, wordings: Sequence[list[Reading]], evidence: Evidence) -> tuple[int, int, list[Reading]] | None:
    """Start, end and the readings that stand there: the wording whose surroundings fit best.

    That a text lacks words is believed last: the surroundings of nothing may meet by chance.
    """
    worded = [same for same in wordings if same[0].text.strip()]
    lacking = [same for same in wordings if not same[0].text.strip()]
    alike = ((*found, same) for same in worded if (found := _alike(text, same[0].text)))
    return _fitting(text, worded, evidence) or next(alike, None) or _fitting(text, lacking, evidence)


def _fitting(text: str, wordings: Sequence[list[Reading]], evidence: Evidence) -> tuple[int, int, list[Reading]] | None:
    for before, after in _windows():
        for same in wordings:
            for reading in same:
                at = _found(text, reading, evidence.article(reading.span.article_id), before, after)
                if at is not None:
                    return at, at + len(reading.text), same
    return None


def _alike(text: str, words: str) -> tuple[int, int] | None:
    """Where the text has a long reading with other changes inside it, in whole words."""
    if len(words) < MIN_ALONE or len(words) * len(text) > MAX_COMPARED:
        return None
    found = partial_ratio_alignment(words, text, score_cutoff=MIN_ALIKE)
    if found is None:
        return None
    start, end = found.dest_start, found.dest_end
    while 0 < start < len(text) and text[start - 1 : start + 1].isalnum():
        start -= 1
    while 0 < end < len(text) and text[end - 1 : end + 1].isalnum():
        end += 1
    lead = len(text[start:end]) - len(text[start:end].lstrip(" \n.,;:!?"))
    return start + lead, end


def _windows() -> Iterator[tuple[int, int]]:
    """Characters of context before and after, the surest first."""
    yield from ((size, size) for size in CONTEXTS)
    yield from ((size, 0) for size in CONTEXTS[:2])
    yield from ((0, size) for size in CONTEXTS[:2])
    yield 0, 0


def _found(text: str, reading: Reading, article: Article, before: int, after: int) -> int | None:
    """Where the reading stands in the text between its own surroundings; None if nowhere or unsure."""
    span = reading.span
    left = article.text[max(0, span.start - before) : span.start].rpartition("\n\n")[2] if before else ""
    right = article.text[span.end : span.end + after].partition("\n\n")[0] if after else ""
    least = CONTEXTS[-1] if before and after else MIN_ALONE
    is_between = min(len(left), len(right)) >= MIN_BESIDE
    if not (reading.text.strip() or is_between) or len((left + reading.text + right).strip()) < least:
        return None
    at = text.find(left + reading.text + right)
    return at + len(left) if at >= 0 else None

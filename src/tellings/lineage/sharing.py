"""Why two articles carry the same words: copied, quoted from one mouth, old background, or a set phrase.

Judged passage by passage and then for the pair as a whole, because a quotation inside copied paragraphs is copied with
them while the same quotation alone, in reports otherwise written apart, is nobody's copy.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tellings.lineage.alignment import Aligned, Alignment
from tellings.lineage.credits import outlet_key, reports_after, signed_agencies
from tellings.lineage.settings import LineageSettings
from tellings.lineage.sheet import Sheet
from tellings.records import SharedAs, SharedPassage, Span

# What pages say to their readers in every country's English: appeals, legal lines, buttons (the cues of boilerplate
# removers such as jusText and Boilerpipe, Kohlschütter et al. 2010, in words).
FURNITURE = re.compile(
    r"©|all rights reserved|\b(?:sign up|subscribe|newsletters?|log ?in|cookies?|privacy policy|terms of use|"
    r"share this|follow us|read more|click here|story continues|article continues|join the conversation|"
    r"skip to (?:main )?content|your inbox)\b",
    re.IGNORECASE,
)
_FURNITURE_WORDS = 30
# A passage is a quotation when this share of its common words stands in quotation marks in both texts; the rest is the
# speech tag. Shared statements of the development families have 0.55 and more with few exceptions.
_QUOTED_SHARE = 0.5
# So many words around the quotations are a reporter's sentences, not speech tags: shared statements of the development
# families have up to 19, copied passages that are mostly quotations up to 74.
_BRIDGES, _QUOTED_EXCERPT = 25, 60
# Pairs that share this much of the shorter text are copies as wholes; quotations inside belong to the copy.
_COPY_SHARE = 0.35
# Reports written apart: several passages, under this share of the shorter text, with under this share of common words
# in them. Of the judged real pairs, shared statements have 0.62 to 0.81 in common at up to 0.56 of the text, and all
# copies but three have 0.85 and more, or more of the text.
_SCATTERED, _APART_SHARE, _APART_COMMON = 3, 0.6, 0.82
# Writers put other words for some, a desk that shortens only cuts: of the words of the shorter wording the judged
# statements have 0.11 and more replaced, shortened copies of the development families at most 0.04.
_REPLACED_SHARE = 0.06
_SAID = re.compile(
    r"[\"“”‘]|\b(?:said|says|told|added|announced|stated|statement|release|according to|noted|warned|wrote)\b",
    re.IGNORECASE,
)
# One outlet's reports that share less than this, and not their opening, use its archive and its boxes again; a new
# state of one report shares more.
_HOUSE_SHARE = 0.5
# The signature of an embedded post: "— Name (@name)".
_POST = re.compile(r"\(@\w{1,40}\)")
# A passage is carried over nearly word by word from this share of common words; an agency that updates its background
# changes more than one word in six.
_CARRIED_SHARE = 0.85


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """Two sheets that share words, as `alignment` has it; `kinds` has one entry a range of the alignment."""

    alignment: Alignment
    kinds: tuple[SharedAs, ...]

    def copied(self) -> list[Aligned]:
        """The ranges that are copies."""
        return [r for r, kind in zip(self.alignment.ranges, self.kinds, strict=True) if kind is SharedAs.COPY]

    def passages(self) -> list[SharedPassage]:
        """Every range as spans of both articles."""
        one, other = self.alignment.one, self.alignment.other
        found = []
        for aligned, kind in zip(self.alignment.ranges, self.kinds, strict=True):
            ours, theirs = span_of(one, aligned.one, aligned.whole), span_of(other, aligned.other, aligned.whole)
            same = one.article.wording(ours).split() == other.article.wording(theirs).split()
            found.append(SharedPassage(ours, theirs, same, kind))
        return found


def span_of(sheet: Sheet, words: tuple[int, int], whole: bool) -> Span:
    """The span of a word range: to the sentences' ends where it is made of whole sentences, else to the words' ends."""
    first, last = words[0], words[1] - 1
    if whole:
        start = sheet.sentence_spans[sheet.sentence_of[first]][0]
        return sheet.article.span(start, sheet.sentence_spans[sheet.sentence_of[last]][1])
    return sheet.article.span(int(sheet.starts[first]), int(sheet.ends[last]))


def shared_words(aligned: Aligned, alignment: Alignment) -> int:
    """How many words of a range have a partner."""
    return int((alignment.partners[slice(*aligned.one)] >= 0).sum())


def judged_pairs(alignments: Sequence[Alignment], spread: NDArray[np.int64], settings: LineageSettings) -> list[Pair]:
    """The pairs that share any passage, with what each passage is shared as.

    `spread` says for each alignment's ranges in turn in how many unrelated groups of articles their words stand.
    """
    pairs: list[Pair] = []
    position = 0
    for alignment in alignments:
        count = len(alignment.ranges)
        if count:
            pairs.append(Pair(alignment, _kinds(alignment, spread[position : position + count].tolist(), settings)))
        position += count
    return pairs


def _kinds(alignment: Alignment, spread: list[int], settings: LineageSettings) -> tuple[SharedAs, ...]:
    alone = [_alone(aligned, alignment, groups) for aligned, groups in zip(alignment.ranges, spread, strict=True)]
    sizes = [shared_words(aligned, alignment) for aligned in alignment.ranges]
    shorter = max(1, min(len(alignment.one), len(alignment.other)))
    reported = sum(size for size, kind in zip(sizes, alone, strict=True) if kind is not SharedAs.PHRASE)
    plain = sum(size for size, kind in zip(sizes, alone, strict=True) if kind is SharedAs.COPY)
    if is_written_apart(alignment, alone, reported / shorter):
        kinds = zip(alignment.ranges, alone, strict=True)
        return tuple(_source_of(r, alignment) if kind is SharedAs.COPY else kind for r, kind in kinds)
    if _is_one_house(alignment) and reported < _HOUSE_SHARE * shorter and not _shares_lead(alignment, alone):
        return tuple(SharedAs.BACKGROUND if kind is SharedAs.COPY else kind for kind in alone)
    if reported >= (_COPY_SHARE if plain else _APART_SHARE) * shorter:
        return tuple(SharedAs.COPY if kind is SharedAs.QUOTATION else kind for kind in alone)
    floor = settings.lead_share if _shares_lead(alignment, alone) else settings.background_share
    if plain >= floor * shorter or _is_excerpt(alignment, alone, settings):
        return tuple(alone)
    return tuple(SharedAs.BACKGROUND if kind is SharedAs.COPY else kind for kind in alone)


def is_written_apart(alignment: Alignment, kinds: Sequence[SharedAs], share: float) -> bool:
    """Whether two texts took the same matter from one statement or archive, each in its own words and choice.

    A desk that copies carries sentences over and cuts; writers who work from one statement pick sentences here and
    there and reword each.
    """
    ranges = [r for r, kind in zip(alignment.ranges, kinds, strict=True) if kind is not SharedAs.PHRASE]
    if len(ranges) < _SCATTERED or share >= (_APART_SHARE if not _is_agency_copy(alignment) else _COPY_SHARE):
        return False
    sizes = [(*sorted((r.one[1] - r.one[0], r.other[1] - r.other[0])), shared_words(r, alignment)) for r in ranges]
    if sum(common for _, _, common in sizes) >= _APART_COMMON * sum(longer for _, longer, _ in sizes):
        return False
    replaced = sum(max(0, shorter - common) for shorter, _, common in sizes)
    is_reworded = replaced >= _REPLACED_SHARE * sum(shorter for shorter, _, _ in sizes)
    return is_reworded and not is_said_to_follow(alignment)


def is_said_to_follow(alignment: Alignment) -> bool:
    """Whether one of the texts says that it reports after the other's outlet: then it was not written apart."""
    one, other = alignment.one.article, alignment.other.article
    if one.outlet is None or other.outlet is None or _is_one_house(alignment):
        return False
    return reports_after(one, other.outlet) or reports_after(other, one.outlet)


def _is_agency_copy(alignment: Alignment) -> bool:
    """Whether one of the texts says that it is an agency's: then its paper did not write it from a statement."""
    return any(signed_agencies(sheet.article) for sheet in (alignment.one, alignment.other))


def _is_one_house(alignment: Alignment) -> bool:
    outlets = alignment.one.article.outlet, alignment.other.article.outlet
    return outlets[0] is not None and outlets[1] is not None and outlet_key(outlets[0]) == outlet_key(outlets[1])


def _source_of(aligned: Aligned, alignment: Alignment) -> SharedAs:
    """Quotation where a passage's own words say that somebody said it, else background."""
    said = _SAID.search(_wording(alignment.one, aligned.one)) or _SAID.search(_wording(alignment.other, aligned.other))
    return SharedAs.QUOTATION if said else SharedAs.BACKGROUND


def _alone(aligned: Aligned, alignment: Alignment, groups: int) -> SharedAs:
    """What a passage would be if the two articles shared nothing else."""
    partners = alignment.partners[slice(*aligned.one)]
    matched = np.flatnonzero(partners >= 0)
    words = aligned.one[1] - aligned.one[0]
    if words <= _FURNITURE_WORDS and (groups >= 3 or FURNITURE.search(_wording(alignment.one, aligned.one))):
        return SharedAs.PHRASE
    quoted = alignment.one.quoted[aligned.one[0] + matched] & alignment.other.quoted[partners[matched]]
    spoken = quoted.mean() >= _QUOTED_SHARE and not _is_reported(aligned, quoted)
    if spoken or _POST.search(_wording(alignment.one, aligned.one)):
        return SharedAs.QUOTATION
    if groups >= 3:
        return SharedAs.BACKGROUND
    return SharedAs.COPY


def _wording(sheet: Sheet, words: tuple[int, int]) -> str:
    return sheet.article.text[int(sheet.starts[words[0]]) : int(sheet.ends[words[1] - 1])]


def _shares_lead(alignment: Alignment, kinds: list[SharedAs]) -> bool:
    """Whether a copied passage holds the opening sentence of both texts."""
    return any(
        aligned.whole and kind is SharedAs.COPY and aligned.one[0] == 0 and aligned.other[0] == 0
        for aligned, kind in zip(alignment.ranges, kinds, strict=True)
    )


def _is_excerpt(alignment: Alignment, kinds: list[SharedAs], settings: LineageSettings) -> bool:
    """Whether enough unquoted words were carried over in whole sentences, nearly word by word."""
    carried = [
        (shared_words(aligned, alignment), int(alignment.one.quoted[slice(*aligned.one)].sum()))
        for aligned, kind in zip(alignment.ranges, kinds, strict=True)
        if kind is SharedAs.COPY and _is_carried(aligned, shared_words(aligned, alignment))
    ]
    reported = any(words - quoted >= _BRIDGES and words >= _QUOTED_EXCERPT <= 2 * quoted for words, quoted in carried)
    return reported or sum(words - quoted for words, quoted in carried) >= settings.excerpt_words


def _is_reported(aligned: Aligned, quoted: NDArray[np.bool_]) -> bool:
    """Whether a passage of quotations holds whole sentences of the reporter's, carried over; of its common words."""
    return len(quoted) - int(quoted.sum()) >= _BRIDGES and _is_carried(aligned, len(quoted))


def _is_carried(aligned: Aligned, common: int) -> bool:
    """Whether whole sentences were carried over nearly word by word."""
    longer = max(aligned.one[1] - aligned.one[0], aligned.other[1] - aligned.other[0])
    return aligned.whole and common >= _CARRIED_SHARE * longer

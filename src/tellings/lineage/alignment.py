"""Which words of two articles answer to each other: seed and extend, greedy tiling, then the gaps and the sentences.

Seeds are word sequences that both texts hold; seeds on one diagonal join to tiles; the longest tiles are laid first, so
moved paragraphs are seen (Wise 1996, Running Karp-Rabin greedy string tiling). Between neighbouring tiles, and between
sentences that share seeds of three words, the longest common subsequence fills in what a desk reworded.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from tellings.lineage.settings import LineageSettings
from tellings.lineage.sheet import Numbers, Sheet, seed_hashes

# A sequence that recurs more often than this inside one text is paired occurrence by occurrence, so that a word
# repeated a hundred thousand times stays linear.
_MAX_REPEATS = 6
# Gaps between tiles up to this many words on either side are searched for reworded text; a long sentence of a news
# agency has 45.
_MAX_GAP = 60
_VOTE_WORDS = 3
# A text's sentences past this many (a book) are compared by tiles alone.
_MAX_SENTENCES = 5_000


@dataclass(frozen=True, slots=True, eq=False)
class Aligned:
    """Two word ranges that answer to each other.

    `whole` where they are runs of whole sentences; else a run of words inside sentences that otherwise differ.
    """

    one: tuple[int, int]
    other: tuple[int, int]
    whole: bool


@dataclass(frozen=True, slots=True, eq=False)
class Alignment:
    """Two sheets, for each word of `one` the word of `other` it answers to (−1 for none), and the ranges these make."""

    one: Sheet
    other: Sheet
    partners: Numbers
    ranges: tuple[Aligned, ...]


def align(one: Sheet, other: Sheet, settings: LineageSettings) -> Alignment:
    """The alignment of two sheets; its ranges in the order of `one`."""
    partners = np.full(len(one), -1, dtype=np.int64)
    if len(one) == len(other) and bool(np.array_equal(one.keys, other.keys)):
        partners = np.arange(len(one), dtype=np.int64)
    else:
        taken = np.zeros(len(other), dtype=np.bool_)
        _lay_tiles(one, other, partners, taken, settings.seed_words)
        _fill_gaps(one, other, partners, taken)
        _match_sentences(one, other, partners, taken, settings)
        _fill_gaps(one, other, partners, taken)
    return Alignment(one, other, partners, tuple(_ranges(one, other, partners, settings)))


def _lay_tiles(one: Sheet, other: Sheet, partners: Numbers, taken: NDArray[np.bool_], size: int) -> None:
    for length, start, shift in _tiles(one, other, size):
        free = (partners[start : start + length] < 0) & ~taken[start + shift : start + shift + length]
        for first, last in _runs(free):
            if last - first < size:
                continue
            partners[start + first : start + last] = np.arange(start + shift + first, start + shift + last)
            taken[start + shift + first : start + shift + last] = True


def _tiles(one: Sheet, other: Sheet, size: int) -> list[tuple[int, int, int]]:
    """Maximal shared runs as `length, start in one, shift to other`, the longest first."""
    ours, theirs = _seed_pairs(one, other)
    if not len(ours):
        return []
    shifts = theirs - ours
    order = np.lexsort((ours, shifts))
    ours, shifts = ours[order], shifts[order]
    breaks = np.flatnonzero((np.diff(shifts) != 0) | (np.diff(ours) != 1)) + 1
    firsts = np.concatenate(([0], breaks))
    lengths = np.diff(np.concatenate((firsts, [len(ours)]))) + size - 1
    tiles = zip(lengths.tolist(), ours[firsts].tolist(), shifts[firsts].tolist(), strict=True)
    return sorted(tiles, key=lambda tile: (-tile[0], tile[1], abs(tile[2]), tile[2]))


def _seed_pairs(one: Sheet, other: Sheet) -> tuple[Numbers, Numbers]:
    """Places in both sheets where the same sequence begins."""
    order = np.argsort(other.seeds, kind="stable")
    ordered = other.seeds[order]
    left = np.searchsorted(ordered, one.seeds, "left")
    counts = np.searchsorted(ordered, one.seeds, "right") - left
    few = np.flatnonzero((counts > 0) & (counts <= _MAX_REPEATS))
    ours = np.repeat(few, counts[few])
    offsets = np.arange(len(ours)) - np.repeat(np.cumsum(counts[few]) - counts[few], counts[few])
    theirs = order[np.repeat(left[few], counts[few]) + offsets]
    many = np.flatnonzero(counts > _MAX_REPEATS)
    ranks = _ranks(one.seeds[many])
    many, ranks = many[ranks < counts[many]], ranks[ranks < counts[many]]
    return (
        np.concatenate((ours, many)).astype(np.int64),
        np.concatenate((theirs, order[left[many] + ranks])).astype(np.int64),
    )


def _ranks(values: NDArray[np.uint64]) -> Numbers:
    """For each value, how many equal ones stand before it."""
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    starts = np.concatenate(([True], ordered[1:] != ordered[:-1]))[: len(ordered)]
    first = np.maximum.accumulate(np.where(starts, np.arange(len(ordered)), 0))
    ranks = np.empty(len(ordered), dtype=np.int64)
    ranks[order] = np.arange(len(ordered)) - first
    return ranks


def _runs(flags: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Half-open ranges of the true flags."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], flags.astype(np.int8), [0]))))
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)


def _fill_gaps(one: Sheet, other: Sheet, partners: Numbers, taken: NDArray[np.bool_]) -> None:
    """Matches in the gaps between neighbouring matched words that keep their order, by longest common subsequence."""
    matched = np.flatnonzero(partners >= 0)
    if not len(matched):
        return
    jumps = np.flatnonzero(np.diff(matched) > 1)
    for ours, after in zip(matched[jumps].tolist(), matched[jumps + 1].tolist(), strict=True):
        theirs, until = int(partners[ours]), int(partners[after])
        if after - ours - 1 <= _MAX_GAP and 1 < until - theirs <= _MAX_GAP + 1:
            _match_words(one, other, partners, taken, (ours + 1, after), (theirs + 1, until))


def _match_words(
    one: Sheet,
    other: Sheet,
    partners: Numbers,
    taken: NDArray[np.bool_],
    ours: tuple[int, int],
    theirs: tuple[int, int],
) -> None:
    """Partners by longest common subsequence inside two ranges, of words not matched yet."""
    left = [i for i in range(*ours) if partners[i] < 0]
    right = [j for j in range(*theirs) if not taken[j]]
    for block in LCSseq.opcodes(one.keys[left].tolist(), other.keys[right].tolist()) if left and right else ():
        if block.tag == "equal":
            for i, j in zip(
                left[block.src_start : block.src_end], right[block.dest_start : block.dest_end], strict=True
            ):
                partners[i] = j
                taken[j] = True


def _match_sentences(
    one: Sheet,
    other: Sheet,
    partners: Numbers,
    taken: NDArray[np.bool_],
    settings: LineageSettings,
) -> None:
    """Partners for the words of sentences still mostly unmatched that are one sentence, reworded."""
    if max(len(one.sentence_words), len(other.sentence_words)) > _MAX_SENTENCES:
        return
    free, full = _shares(partners < 0, one), _shares(taken, other)
    ours = np.flatnonzero(free > 1 - settings.sentence_share).tolist()
    theirs = set(np.flatnonzero(~(full > settings.sentence_share)).tolist())
    votes = _votes(one, other, ours, theirs)
    found: list[tuple[float, int, int]] = []
    for sentence in ours:
        for partner in _nominees(sentence, votes[sentence], one, other, partners, theirs):
            likeness = _likeness(one, other, sentence, partner, settings)
            if likeness:
                found.append((-likeness, sentence, partner))
    done_ours: set[int] = set()
    done_theirs: set[int] = set()
    for _, sentence, partner in sorted(found):
        if sentence not in done_ours and partner not in done_theirs:
            done_ours.add(sentence)
            done_theirs.add(partner)
            _match_words(one, other, partners, taken, one.sentence_words[sentence], other.sentence_words[partner])


def _shares(flags: NDArray[np.bool_], sheet: Sheet) -> NDArray[np.float64]:
    """The share of flagged words of each sentence."""
    bounds = np.array(sheet.sentence_words, dtype=np.int64).reshape(-1, 2)
    sums = np.concatenate(([0], np.cumsum(flags)))
    shares: NDArray[np.float64] = (sums[bounds[:, 1]] - sums[bounds[:, 0]]) / (bounds[:, 1] - bounds[:, 0])
    return shares


def _votes(one: Sheet, other: Sheet, ours: list[int], theirs: set[int]) -> dict[int, Counter[int]]:
    """For each of our sentences, how many short sequences each of theirs has in common with it."""
    left, right = seed_hashes(one.keys, _VOTE_WORDS), seed_hashes(other.keys, _VOTE_WORDS)
    index: dict[int, list[int]] = defaultdict(list)
    for seed, sentence in _within_sentences(other, right, np.isin(right, left)):
        if sentence in theirs:
            index[seed].append(sentence)
    votes: dict[int, Counter[int]] = {sentence: Counter() for sentence in ours}
    for seed, sentence in _within_sentences(one, left, np.isin(left, right)):
        if sentence in votes:
            votes[sentence].update(index.get(seed, ())[:_MAX_REPEATS])
    return votes


def _within_sentences(sheet: Sheet, hashes: NDArray[np.uint64], wanted: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """The wanted short sequences that lie within one sentence, in the text's order, each with its sentence."""
    sentence_of = sheet.sentence_of
    places = np.flatnonzero(wanted)
    places = places[sentence_of[places] == sentence_of[places + _VOTE_WORDS - 1]]
    yield from zip(hashes[places].tolist(), sentence_of[places].tolist(), strict=True)


def _nominees(
    sentence: int, votes: Counter[int], one: Sheet, other: Sheet, partners: Numbers, theirs: set[int]
) -> list[int]:
    """Sentences to compare with: those with most votes, and the neighbour of the neighbour's partner."""
    nominees = [partner for partner, _ in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))[:3]]
    first, last = one.sentence_words[sentence]
    if first and partners[first - 1] >= 0:
        nominees.append(int(other.sentence_of[partners[first - 1]]) + 1)
    if last < len(one) and partners[last] >= 0:
        nominees.append(int(other.sentence_of[partners[last]]) - 1)
    return [partner for partner in dict.fromkeys(nominees) if partner in theirs]


def _likeness(one: Sheet, other: Sheet, sentence: int, partner: int, settings: LineageSettings) -> float:
    """Share of common words in order of two sentences if it makes them one reworded sentence, else 0."""
    left = one.keys[slice(*one.sentence_words[sentence])].tolist()
    right = other.keys[slice(*other.sentence_words[partner])].tolist()
    shorter, longer = sorted((len(left), len(right)))
    common = LCSseq.similarity(left, right)
    if common == longer:
        return 1.0
    # A short sentence's words are found in any long one; then the longer one's share counts as well.
    enough = common >= settings.min_words * settings.sentence_share and common >= settings.sentence_share * shorter
    return common / longer if enough and common >= settings.sentence_share * longer * 0.6 else 0.0


def _ranges(one: Sheet, other: Sheet, partners: Numbers, settings: LineageSettings) -> Iterator[Aligned]:
    """Runs of whole shared sentences, then the shared runs of words in what is left."""
    pairs = _sentence_pairs(one, other, partners, settings)
    whole = list(_joined_sentences(one, other, pairs))
    covered = np.zeros(len(one), dtype=np.bool_)
    for aligned in whole:
        covered[slice(*aligned.one)] = True
    found = [*whole, *_loose_runs(one, partners, covered, settings.min_words)]
    yield from sorted(found, key=lambda aligned: (aligned.one, aligned.other))


def _sentence_pairs(one: Sheet, other: Sheet, partners: Numbers, settings: LineageSettings) -> list[tuple[int, int]]:
    """Sentence pairs that have enough words in common to be one sentence."""
    matched = np.flatnonzero(partners >= 0)
    counts = Counter(zip(one.sentence_of[matched].tolist(), other.sentence_of[partners[matched]].tolist(), strict=True))
    pairs: list[tuple[int, int]] = []
    for (ours, theirs), common in sorted(counts.items()):
        a, b = one.sentence_words[ours], other.sentence_words[theirs]
        shorter, longer = sorted((a[1] - a[0], b[1] - b[0]))
        long_enough = (
            common >= settings.min_words * settings.sentence_share or common >= settings.sentence_share * longer
        )
        if common >= settings.sentence_share * shorter and long_enough:
            pairs.append((ours, theirs))
    return pairs


def _joined_sentences(one: Sheet, other: Sheet, pairs: list[tuple[int, int]]) -> Iterator[Aligned]:
    """Runs of sentence pairs that follow each other in both texts, as word ranges."""
    open_runs: list[list[int]] = []  # first and last sentence of one, first and last of other
    for ours, theirs in pairs:
        for run in reversed(open_runs[-4:]):
            if 0 <= ours - run[1] <= 1 and 0 <= theirs - run[3] <= 1:
                run[1], run[3] = ours, theirs
                break
        else:
            open_runs.append([ours, ours, theirs, theirs])
    for first, last, their_first, their_last in open_runs:
        yield Aligned(
            (one.sentence_words[first][0], one.sentence_words[last][1]),
            (other.sentence_words[their_first][0], other.sentence_words[their_last][1]),
            whole=True,
        )


def _loose_runs(one: Sheet, partners: Numbers, covered: NDArray[np.bool_], min_words: int) -> Iterator[Aligned]:
    """Unbroken shared runs of words outside the shared sentences."""
    loose = (partners >= 0) & ~covered
    for first, last in _runs(loose):
        cuts = np.flatnonzero(np.diff(partners[first:last]) != 1) + 1
        for a, b in zip([0, *cuts.tolist()], [*cuts.tolist(), last - first], strict=True):
            if b - a >= min_words:
                begin = int(partners[first + a])
                yield Aligned((first + a, first + b), (begin, begin + b - a), whole=False)

"""What shows that two contents are one saying: the same run of words, the same quotation, the same content words.

And what parts them whatever they share: a denial, another number or day, opposite words.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product

from tellings.data.tables import table
from tellings.language.attributions.utterance_contents import (
    Content,
    figures,
    is_name,
    longest_run,
    weight,
)

# Thresholds were set by reading the seeds and six events of other data; 0.6 of the shorter content's weight lets an
# extract match its whole and another translation its twin, and parts two statements on one subject.
_SAME_SPEAKER = 0.6
# With less in common than this, a third of the words may be the frame ("ready to talk about …").
_SLIGHT, _SLIGHT_SHARE = 3.0, 0.75
# A long statement has words for much: two sentences of one ruling shared 0.4 to 0.7 of the shorter (newscope).
_MUCH_LONGER, _IN_MUCH_LONGER = 4.0, 0.8
# A quotation of more content words is a statement and no fragment that tells by itself.
_FRAGMENT = 4
_COMPATIBLE_SPEAKER = 0.75
_WITH_QUOTE = 0.35
_MIN_SHARED = 2.0
# What a word of the same meaning is worth beside the same word; as the claims count it.
_RELATED = 0.7
_RELATED_PER_SAME = 2
# A content that is nearly as long as the other leaves out no negation by being short. A guess.
_AS_LONG = 0.7
# Words exchanged for others in one place, at most; and how much of the shorter content stands unchanged around them.
_EXCHANGED, _FRAME = 3, 0.6
# Words of the run and pairs of related words that a reason prints.
_PRINTED_WORDS, _PRINTED_PAIRS = 10, 2
_PREFIXES = ("un", "in", "im", "ir", "il", "dis", "non", "non-")


@dataclass(frozen=True, slots=True)
class Evidence:
    """How far two contents are the same saying, above 0 to 1, and a clause that says why."""

    likeness: float
    reason: str


def evidence(left: Content, right: Content, *, same_speaker: bool) -> Evidence | None:
    """Why two contents are one saying; None where nothing shows it or something parts them."""
    brief, full = sorted((left, right), key=lambda content: weight(content.lemmas))
    shorter = weight(brief.lemmas)
    if shorter == 0:
        return None
    exact = weight(brief.lemmas & full.lemmas)
    contained = exact / shorter
    if contradict(left, right) or _is_substituted(left, right):
        return None
    if contained >= _WITH_QUOTE and is_verbatim(left, right):
        return Evidence(min(1.0, contained + 0.2), _of_run(longest_run(left.sequence, right.sequence)))
    if shorter < _MIN_SHARED:
        return _of_extract(brief, full) if contained == 1.0 else None
    pairs = _related_pairs(brief.lemmas, full.lemmas) if same_speaker else []
    # Some words must be the very same before a table is believed on the others.
    shared = exact + _RELATED * min(len(pairs), _RELATED_PER_SAME * len(_plain(brief.lemmas & full.lemmas)))
    if shared < _MIN_SHARED:
        return None
    share = shared / shorter
    if not same_speaker:
        enough = contained >= _COMPATIBLE_SPEAKER and exact >= _MIN_SHARED + 0.5
        return Evidence(contained, _of_words(contained, ())) if enough else None
    if share >= _needed(shared, shorter, weight(full.lemmas)):
        return Evidence(share, _of_words(share, pairs))
    both = _fragment(left, right)
    if both and contained >= _WITH_QUOTE:
        words = " … ".join(spelling for lemma, spelling in brief.spelt.items() if lemma in both)
        return Evidence(contained, f"both quote “{words}”, and {_of_words(contained, ())}")
    return None


def _needed(shared: float, shorter: float, longer: float) -> float:
    """What share of the shorter content must be in the other: more where that is little, or easy to find there."""
    if longer >= _MUCH_LONGER * shorter:
        return _IN_MUCH_LONGER
    return _SAME_SPEAKER if shared >= _SLIGHT else _SLIGHT_SHARE


def _fragment(left: Content, right: Content) -> frozenset[str]:
    """The words, no names, of a quoted fragment that the other quotes too; empty where that is less than half of it."""
    ours, theirs = _plain(left.quoted), _plain(right.quoted)
    both, fewer = ours & theirs, min(len(ours), len(theirs))
    return both if fewer <= _FRAGMENT and 2 * len(both) >= fewer else frozenset()


def is_verbatim(left: Content, right: Content) -> bool:
    """Whether both have seven words in a row."""
    return not left.runs.isdisjoint(right.runs)


def contradict(left: Content, right: Content) -> bool:
    """Whether two contents cannot be one saying: one denies, or their numbers, days or words are at odds.

    Two extracts of one quotation may differ so, too, where each has words that the other leaves out.
    """
    if left.is_speech and right.is_speech and is_verbatim(left, right) and _are_extracts(left, right):
        return False
    return _is_denial(left, right) or _are_at_odds(left, right)


def _are_extracts(left: Content, right: Content) -> bool:
    """Whether either has more words of its own than an exchanged word or two."""
    ours, theirs = set(left.sequence), set(right.sequence)
    return len(ours - theirs) > _EXCHANGED or len(theirs - ours) > _EXCHANGED


def _is_substituted(left: Content, right: Content) -> bool:
    """Whether two contents without quotation are the same word for word but in one place, where they differ.

    "The town is ready to talk about tolls" and "… about schools" are two statements of one frame.
    """
    if left.is_speech and right.is_speech:
        return False
    ours, theirs = left.sequence, right.sequence
    most = min(len(ours), len(theirs))
    before = next((n for n in range(most) if ours[n] != theirs[n]), most)
    after = next((n for n in range(most - before) if ours[-1 - n] != theirs[-1 - n]), most - before)
    changed = max(len(ours), len(theirs)) - before - after
    if not changed or changed > _EXCHANGED or before + after < _FRAME * most:
        return False
    one, other = _plain(left.lemmas - right.lemmas), _plain(right.lemmas - left.lemmas)
    return bool(one and other) and not _related_pairs(one, other)


def _is_denial(left: Content, right: Content) -> bool:
    if left.is_denied != right.is_denied:
        plain = right if left.is_denied else left
        if not plain.negated:
            return True
    elif bool(left.negated) != bool(right.negated) and _is_turned(left, right):
        return True
    return False


def _are_at_odds(left: Content, right: Content) -> bool:
    """Whether numbers, days or opposite words part two contents."""
    if left.numbers and right.numbers and not (left.numbers <= right.numbers or right.numbers <= left.numbers):
        return True
    if left.days and right.days and not left.days & right.days:
        return True
    return _are_opposed(left.lemmas - right.lemmas, right.lemmas - left.lemmas)


def _is_turned(left: Content, right: Content) -> bool:
    """Whether the negation of the one says that the other's words are not so; a short extract may leave it out."""
    negated, plain = (left, right) if left.negated else (right, left)
    ours, theirs = weight(negated.lemmas), weight(plain.lemmas)
    return ours <= theirs or theirs >= _AS_LONG * ours or bool(negated.negated & plain.lemmas)


def _are_opposed(ours: Iterable[str], theirs: frozenset[str]) -> bool:
    return any(_opposites().get(word, frozenset()) & theirs or _affixed(word) & theirs for word in ours)


def _affixed(word: str) -> set[str]:
    """A word with and without a prefix that denies it: "acceptable", "unacceptable"."""
    without = {word.removeprefix(prefix) for prefix in _PREFIXES if word.startswith(prefix) and len(word) > 6}
    return ({prefix + word for prefix in _PREFIXES} | without) if len(word) > 3 else without


def _plain(lemmas: frozenset[str]) -> frozenset[str]:
    """The lemmas that stand for no name and no day."""
    return frozenset(lemma for lemma in lemmas if not is_name(lemma))


def _related_pairs(brief: frozenset[str], full: frozenset[str]) -> list[tuple[str, str]]:
    """Words of the one that mean what a word of the other means, each used once, in order of the first."""
    free = set(_plain(full - brief))
    pairs = []
    for word in sorted(_plain(brief - full)):
        near = sorted(_related().get(word, frozenset()) & free)
        if near:
            free.discard(near[0])
            pairs.append((word, near[0]))
    return pairs


@cache
def _related() -> dict[str, frozenset[str]]:
    """For each word those of the same meaning or root, of WordNet and of newsrooms.

    What newsrooms use for a noun goes for the verb of its root as well: "negotiate", "negotiation", "talk".
    """
    found = _both_ways((one, other) for one, other, kind in table("word_relations") if kind in {"same", "derived"})
    roots = _both_ways((one, other) for one, other, kind in table("word_relations") if kind == "derived")
    groups = [[word for word in group if word] for group in table("news_synonyms")]
    newsroom = _both_ways(pair for group in groups for pair in combinations(group, 2))
    for word in sorted({*found, *newsroom}):
        near = {other for root in (word, *roots.get(word, ())) for other in newsroom.get(root, ())}
        for other in near - {word}:
            found.setdefault(word, set()).add(other)
            found.setdefault(other, set()).add(word)
    return {word: frozenset(others) for word, others in found.items()}


@cache
def _opposites() -> dict[str, frozenset[str]]:
    """For each word its opposites, of WordNet, and verbs of rejecting for those of accepting."""
    stances = {stance: [row[0] for row in table("stances") if row[3] == stance] for stance in ("accepts", "rejects")}
    pairs = [(one, other) for one, other, kind in table("word_relations") if kind == "opposite"]
    found = _both_ways([*pairs, *product(stances["accepts"], stances["rejects"])])
    return {word: frozenset(others) for word, others in found.items()}


def _both_ways(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """For each word of the pairs those it is paired with."""
    found: dict[str, set[str]] = {}
    for one, other in pairs:
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return found


def _of_extract(brief: Content, full: Content) -> Evidence | None:
    """The evidence for a content of a word or two: it holds a word, no name, that a hardly longer one quotes."""
    quoted = sorted(_plain(brief.lemmas & full.quoted))
    if not quoted or weight(full.lemmas) > 2 * _MIN_SHARED:
        return None
    words = " … ".join(full.spelt[lemma] for lemma in quoted)
    return Evidence(1.0, f"the one quotes “{words}”, which the other has in a content as short")


def _of_run(run: tuple[str, ...]) -> str:
    more = " …" if len(run) > _PRINTED_WORDS else ""
    return f"{_counted(len(run))} words in a row are the same: “{' '.join(run[:_PRINTED_WORDS])}{more}”"


def _counted(number: int) -> str:
    """A number as a word where the tables have one for it."""
    return next((word for word, figure in figures().items() if figure == str(number)), str(number))


def _of_words(share: float, pairs: Iterable[tuple[str, str]]) -> str:
    related = ", ".join(f"'{one}' for '{other}'" for one, other in list(pairs)[:_PRINTED_PAIRS])
    counted = f" (counting {related})" if related else ""
    return f"{share:.2f} of the shorter content's words are in the other{counted}"

"""Which of two texts was made from the other: evidence, each piece with its weight and a sentence that shows it.

Weights are natural logarithms of odds: a logistic regression over the development families' direct pairs (495; five-
fold accuracy 0.94), rounded by hand. They say how much each kind of evidence is worth, not what any one set looks like.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from tellings.lineage.commonness import commoner
from tellings.lineage.credits import Sources, credit_line, is_mentioned, outlet_key
from tellings.lineage.sharing import Pair
from tellings.lineage.sheet import Sheet
from tellings.records import Article, Precision, Published

# Of 361 pairs whose times differ 339 have the original first.
_TIME = 2.5
# A line that credits the other outlet was never wrong in 154 pairs; a mention in the text may be about something else.
_CREDIT, _MENTION = 5.0, 2.5
_DATELINE = 0.6
_SHORTENED_SENTENCES, _SHORTENED_TEXT, _OPENING = 1.2, 0.5, 1.2
# Words changed by chance leave one text the commoner ones by up to a standard deviation and a half in seven cases of
# eight: only what goes beyond counts, so two places never decide. Where words are changed at random (`lineage_size.py`)
# this keeps the undirected edges within half a point of none of this evidence; uncorrected it cost twelve.
_WORDING, _CHANCE = 0.4, 1.5
# Damps ratios of small counts; five words are what a change of style adds or drops.
_FLOOR_WORDS = 5
_LIMIT = 2.5


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason to hold that `parent` came first: log odds (negative ones speak against it) and a sentence."""

    log_odds: float
    reason: str


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One article of a pair: which of its words lie in copied passages, and which of those have a partner.

    `commoner` is how much commoner its words are than the other's at the places where it has the commoner word, and
    `chance` how far that and the other's `commoner` come apart by chance.
    """

    sheet: Sheet
    covered: NDArray[np.bool_]
    matched: NDArray[np.bool_]
    same_surface: NDArray[np.bool_]
    blocks: int
    commoner: float
    chance: float

    @property
    def name(self) -> str:
        """The publisher's name."""
        return self.sheet.article.name

    @property
    def only_here(self) -> int:
        """Words outside the copied passages."""
        return int((~self.covered).sum())

    @property
    def added_inside(self) -> int:
        """Words inside copied passages that the other text lacks."""
        return int((self.covered & ~self.matched).sum())

    @property
    def before(self) -> int:
        """Words before the first copied one."""
        return int(np.argmax(self.covered)) if self.covered.any() else len(self.covered)


def sides(pair: Pair) -> tuple[Side, Side]:
    """Both articles of a pair as sides, in the pair's order."""
    alignment = pair.alignment
    one, other = alignment.one, alignment.other
    covered_one = np.zeros(len(one), dtype=np.bool_)
    covered_other = np.zeros(len(other), dtype=np.bool_)
    copied = pair.copied()
    for aligned in copied:
        covered_one[slice(*aligned.one)] = True
        covered_other[slice(*aligned.other)] = True
    places = np.flatnonzero((alignment.partners >= 0) & covered_one)
    places = places[covered_other[alignment.partners[places]]]
    partners = alignment.partners[places]
    same = one.surfaces[places] == other.surfaces[partners]
    blocks = int((np.diff(partners) != 1).sum()) + 1 if len(places) else 0
    kept = np.full(len(one), -1, dtype=np.int64)
    kept[places] = partners
    ours, theirs, chance = commoner(one.levels, other.levels, kept)
    return (
        Side(one, covered_one, _mask(len(one), places), _mask(len(one), places[same]), blocks, ours, chance),
        Side(
            other, covered_other, _mask(len(other), partners), _mask(len(other), partners[same]), blocks, theirs, chance
        ),
    )


def _mask(size: int, places: NDArray[np.int64]) -> NDArray[np.bool_]:
    mask = np.zeros(size, dtype=np.bool_)
    mask[places] = True
    return mask


def evidence(parent: Side, child: Side, sources: Mapping[str, Sources]) -> list[Evidence]:
    """What speaks for and against `parent` being what `child` was made from, the strongest first."""
    found = [
        *_of_times(parent.sheet.article, child.sheet.article),
        *_of_credits(parent.sheet.article, child.sheet.article, sources),
        *_of_datelines(parent, child),
        *_of_shortening(parent, child),
        *_of_openings(parent, child),
        *_of_wording(parent, child),
    ]
    return sorted((e for e in found if e.log_odds), key=lambda e: (-abs(e.log_odds), e.reason))


def earlier(one: Published | None, other: Published | None) -> int:
    """1 if `one` is the earlier, −1 if the later, 0 where the known digits do not tell."""
    if one is None or other is None:
        return 0
    digits = min(_digits(one), _digits(other))
    left, right = one.value[:digits], other.value[:digits]
    return int(left < right) - int(left > right)


def _digits(published: Published) -> int:
    return {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10, Precision.MINUTE: 16}[published.precision]


def _of_times(parent: Article, child: Article) -> Iterator[Evidence]:
    order = earlier(parent.published, child.published)
    if order and parent.published and child.published:
        first, last = (parent, child) if order > 0 else (child, parent)
        assert first.published
        assert last.published
        yield Evidence(
            order * _TIME,
            f"{first.name} published on {_said(first.published)}, before {last.name} on {_said(last.published)}.",
        )


def _said(published: Published) -> str:
    return published.value[: _digits(published)].replace("T", " at ")


def _of_credits(parent: Article, child: Article, sources: Mapping[str, Sources]) -> Iterator[Evidence]:
    for credited, crediting, sign in ((parent, child, 1), (child, parent, -1)):
        if not credited.outlet or (crediting.outlet and outlet_key(credited.outlet) == outlet_key(crediting.outlet)):
            continue
        line = credit_line(sources[crediting.id], credited.outlet)
        if line:
            yield Evidence(sign * _CREDIT, f"{crediting.name} credits {credited.name}: “{line}”.")
        elif is_mentioned(sources[crediting.id], credited.outlet):
            yield Evidence(sign * _MENTION, f"{crediting.name} names {credited.name} in its text.")


def _of_datelines(parent: Side, child: Side) -> Iterator[Evidence]:
    ours, theirs = parent.sheet.article.dateline, child.sheet.article.dateline
    if bool(ours) != bool(theirs):
        name, other = (parent.name, child.name) if ours else (child.name, parent.name)
        yield Evidence(
            _DATELINE if ours else -_DATELINE, f"{name} has the dateline {ours or theirs}, which {other} lacks."
        )


def _of_shortening(parent: Side, child: Side) -> Iterator[Evidence]:
    """A desk that copies cuts more than it adds, in sentences and in the whole."""
    inside = _SHORTENED_SENTENCES * _ratio(parent.added_inside, child.added_inside)
    if parent.added_inside != child.added_inside:
        longer, shorter = sorted((parent, child), key=lambda side: -side.added_inside)
        yield Evidence(
            _limited(inside),
            f"In the shared sentences {longer.name} has {_words(longer.added_inside)} that {shorter.name} lacks"
            f" and {shorter.name} {shorter.added_inside} that {longer.name} lacks;"
            " copies are shortened more often than filled up.",
        )
    if parent.only_here != child.only_here:
        longer, shorter = sorted((parent, child), key=lambda side: -side.only_here)
        yield Evidence(
            _limited(_SHORTENED_TEXT * _ratio(parent.only_here, child.only_here)),
            f"Beyond the shared passages {longer.name} has {_words(longer.only_here)} and {shorter.name}"
            f" {shorter.only_here}; copies are cut more often than extended.",
        )


def _of_openings(parent: Side, child: Side) -> Iterator[Evidence]:
    """What stands at one text's head and further down in another was put there."""
    log_odds = _limited(_OPENING * _ratio(child.before, parent.before))
    if abs(log_odds) >= 0.5:
        first, last = sorted((parent, child), key=lambda side: side.before)
        yield Evidence(
            log_odds,
            f"The shared text begins after {_words(first.before)} in {first.name} and after {last.before}"
            f" in {last.name}, where other matter stands before it.",
        )


def _of_wording(parent: Side, child: Side) -> Iterator[Evidence]:
    """Rewording moves from the usual word to a rarer one."""
    difference = parent.commoner - child.commoner
    beyond = max(0.0, abs(difference) - _CHANCE * parent.chance)
    log_odds = _limited(_WORDING * (beyond if difference > 0 else -beyond))
    if abs(log_odds) >= 0.5:
        first, last = sorted((parent, child), key=lambda side: -side.commoner)
        yield Evidence(
            log_odds,
            f"Where single words differ {first.name} mostly has the usual one and {last.name} a rarer one,"
            " as rewording leaves it.",
        )


def _ratio(more: int, less: int) -> float:
    return log((more + _FLOOR_WORDS) / (less + _FLOOR_WORDS))


def _limited(log_odds: float) -> float:
    return max(-_LIMIT, min(_LIMIT, log_odds))


def _words(count: int) -> str:
    return f"{count} word{'' if count == 1 else 's'}"

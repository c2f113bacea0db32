"""The same position in several places as one, with all its evidence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tellings.comparison.positions.drafts import Draft
from tellings.records import DatedBy, Modality

# Share of the smaller issue's features that two issues of one party and stance must have in common. Set by reading the
# development half of benchmarks/positions_key.json: at 0.4 demands for different things fell together.
_MERGE_AT = 0.5
# Of all features of both, where only one word is in common: "the deal" is not every deal with something in it.
_LEAST_OF_BOTH = 0.3


@dataclass(frozen=True, slots=True)
class Held:
    """One party's stance on one matter, with every place that tells it, the clearest first."""

    drafts: tuple[Draft, ...]
    features: frozenset[str]

    @property
    def heads(self) -> frozenset[str]:
        """The features that head a noun phrase in any of the places."""
        return frozenset(feature for draft in self.drafts for feature in draft.heads)

    @property
    def clearest(self) -> Draft:
        """The draft whose words stand for all."""
        return min(self.drafts, key=_clearness)

    @property
    def since(self) -> tuple[str | None, DatedBy | None]:
        """The earliest day that any place ties it to; of two alike, the one that the words name."""
        dated = sorted(
            (draft.date, draft.dated_by != DatedBy.WORDS, draft.dated_by) for draft in self.drafts if draft.date
        )
        return (dated[0][0], dated[0][2]) if dated else (None, None)

    @property
    def articles(self) -> int:
        """How many articles tell it."""
        return len({draft.evidence.article_id for draft in self.drafts})


def merged(drafts: Iterable[Draft]) -> list[Held]:
    """The positions, in the order of their first place."""
    found: list[Held] = []
    by_party: dict[tuple[str, str, bool], list[int]] = {}
    for draft in drafts:
        key = (draft.actor.id, draft.stance, draft.modality is Modality.FORMER)
        twins = by_party.setdefault(key, [])
        twin = max(twins, key=lambda i: _likeness(found[i], draft), default=None)
        if twin is not None and _likeness(found[twin], draft) >= _MERGE_AT:
            found[twin] = _joined(found[twin], draft)
        else:
            twins.append(len(found))
            found.append(Held((draft,), draft.features))
    return found


def ranked(held: Sequence[Held]) -> list[Held]:
    """Most told first, else in the order they came."""
    return sorted(held, key=lambda each: -each.articles)


def _likeness(held: Held, draft: Draft) -> float:
    """The greatest share of features that the draft has in common with one of the places."""
    return max(_overlap(draft, other) for other in held.drafts[:_COMPARED])


_COMPARED = 12  # places of one position that a new one is compared with: bounds a text that repeats itself


def _overlap(one: Draft, other: Draft) -> float:
    shared = len(one.features & other.features)
    if shared < 2 and shared < _LEAST_OF_BOTH * len(one.features | other.features):
        return 0.0
    if one.is_turned != other.is_turned and one.features != other.features:
        return 0.0
    return shared / min(len(one.features), len(other.features))


def _joined(held: Held, draft: Draft) -> Held:
    return Held((*held.drafts, draft), held.features | draft.features)


def _clearness(draft: Draft) -> tuple[bool, bool, int, str]:
    """Two things or more named, a word of its own for the stance, then the shorter."""
    return (len(draft.features) < 2, draft.is_implied, len(draft.issue), draft.issue)

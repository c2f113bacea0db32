"""How the stories near a new article are divided anew, and what changes by that."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tellings.stories.grouping import linked
from tellings.stories.stream.settings import StreamSettings
from tellings.stories.stream.window import Seen, Window

_TOGETHER = 1.0
_APART = -1_000.0
"""So unlike that no mean over the articles examined reaches the threshold."""


@dataclass(frozen=True, slots=True)
class Division:
    """Which articles belong together.

    Args:
        parts: By story the numbers of its articles in parts, the one that keeps the story's name first.
        joins: Parts that become one story, by story and place in `parts`; the one whose name is kept first.
        of_new: What the new article belongs to, by place in `joins`; None if it is alone.
        likeness: Mean likeness of the new article to the others of its story; 0 if alone.
    """

    parts: Mapping[str, Sequence[Sequence[int]]]
    joins: Sequence[Sequence[tuple[str, int]]]
    of_new: int | None
    likeness: float


def divided(
    new: Seen | None,
    stories: Mapping[str, Sequence[int]],
    window: Window,
    min_likeness: float,
    settings: StreamSettings,
) -> Division:
    """Some stories, and a new article if there is one, by average linkage among their articles.

    `stories` are the numbers of the articles of each, ascending. Of a large one some stand for all, evenly drawn.
    """
    shown = {name: _evenly(numbers, settings.examined) for name, numbers in stories.items()}
    some = [window[number] for numbers in shown.values() for number in numbers]
    some += [new] if new else []
    likeness = window.likeness(some)
    bound = _bound(likeness, some, [name for name in stories if len(shown[name]) < len(stories[name])], settings)
    labels = linked(np.round(bound, 9), min_likeness)
    parts = {name: _parts(name, shown, stories, some, labels) for name in stories}
    label_of = {seen.number: int(label) for seen, label in zip(some, labels, strict=True)}
    return _division(new, parts, shown, label_of, likeness[-1], some)


def _evenly(numbers: Sequence[int], most: int) -> list[int]:
    if len(numbers) <= most:
        return list(numbers)
    return [numbers[place * (len(numbers) - 1) // (most - 1)] for place in range(most)]


def _bound(likeness: Any, some: Sequence[Seen], whole: Sequence[str], settings: StreamSettings) -> Any:
    """Likeness with what is settled beforehand: large stories stay whole, and what a person decided holds."""
    names = np.array([seen.story for seen in some])
    same = names[:, None] == names[None, :]
    bound = likeness + settings.steadiness * same
    for name in whole:
        bound[np.ix_(names == name, names == name)] = _TOGETHER
    for decision in sorted({decision for seen in some for decision in seen.marks}):
        sides = np.array([seen.marks.get(decision, -1) for seen in some])
        bound[np.ix_(sides == 0, sides == 0)] = _TOGETHER
        bound[np.ix_(sides == 1, sides == 2)] = _APART
        bound[np.ix_(sides == 2, sides == 1)] = _APART
    return bound


def _parts(
    name: str, shown: Mapping[str, list[int]], stories: Mapping[str, Sequence[int]], some: Sequence[Seen], labels: Any
) -> list[list[int]]:
    """A story's articles by label, the largest part first, then the one with the earliest article."""
    if len(shown[name]) < len(stories[name]):
        return [list(stories[name])]
    found: dict[int, list[int]] = defaultdict(list)
    for seen, label in zip(some, labels, strict=True):
        if seen.story == name:
            found[int(label)].append(seen.number)
    return sorted(found.values(), key=lambda part: (-len(part), part[0]))


def _division(
    new: Seen | None,
    parts: dict[str, list[list[int]]],
    shown: Mapping[str, list[int]],
    label_of: Mapping[int, int],
    likeness: Any,
    some: Sequence[Seen],
) -> Division:
    joined: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for name, story_parts in parts.items():
        for place, part in enumerate(story_parts):
            label = label_of[part[0]] if part[0] in label_of else label_of[shown[name][0]]
            joined[label].append((name, place))
    for pieces in joined.values():
        pieces.sort(key=lambda piece: (-len(parts[piece[0]][piece[1]]), parts[piece[0]][piece[1]][0]))
    joins = [pieces for _, pieces in sorted(joined.items(), key=lambda item: parts[item[1][0][0]][item[1][0][1]][0])]
    if new is None or label_of[new.number] not in joined:
        return Division(parts, joins, None, 0.0)
    own = label_of[new.number]
    others = [value for seen, value in zip(some, likeness, strict=True) if label_of[seen.number] == own]
    return Division(parts, joins, joins.index(joined[own]), float(np.mean(others[:-1])))

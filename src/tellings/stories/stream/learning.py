"""What a person's decisions about stories leave behind: marks on the articles, and a threshold moved a little."""

from collections.abc import Callable, Sequence

from tellings.records import Learned
from tellings.stories.stream.settings import StreamSettings
from tellings.stories.stream.window import Seen

TOGETHER, TAKEN_OUT, LEFT = 0, 1, 2
"""Sides of a decision. Articles with the first mark of one decision stay together, those with the others apart."""


def mark_together(articles: Sequence[Seen], decision: int) -> None:
    """Marks articles to stay together; what was said before to keep some of them apart no longer holds."""
    _unmark(articles, lambda sides: len(sides - {TOGETHER}) < 2)
    for seen in articles:
        seen.marks[decision] = TOGETHER


def mark_apart(leaving: Sequence[Seen], staying: Sequence[Seen], decision: int) -> None:
    """Marks articles to stay apart; for those taken out, what was said before to keep them together no longer holds."""
    _unmark(leaving, lambda sides: TOGETHER not in sides)
    for articles, side in ((leaving, TAKEN_OUT), (staying, LEFT)):
        for seen in articles:
            seen.marks[decision] = side


def _unmark(articles: Sequence[Seen], holds: Callable[[set[int]], bool]) -> None:
    sides: dict[int, set[int]] = {}
    for seen in articles:
        for decision, side in seen.marks.items():
            sides.setdefault(decision, set()).add(side)
    over = {decision for decision, found in sides.items() if not holds(found)}
    for seen in articles:
        seen.marks = {decision: side for decision, side in seen.marks.items() if decision not in over}


def learned(before: float, likeness: float, what: str, settings: StreamSettings) -> tuple[Learned, ...]:
    """The threshold's move towards the likeness of what a person put together or took apart; none if it fits already.

    A decision moves it by a share of what was missing and by a quarter of all that decisions may move it at most.
    """
    start, most = settings.grouping.min_likeness, settings.most_learned
    step = max(-most / 4, min(most / 4, settings.learning_rate * (likeness - before)))
    after = round(max(start - most, min(start + most, before + step)), 6)
    if after == before:
        return ()
    return (
        Learned(before, after, f"a person {what} whose likeness is {likeness:.3f}; the threshold was {before:.3f}"),
    )

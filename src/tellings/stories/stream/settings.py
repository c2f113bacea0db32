"""How grouping in a stream is done."""

from dataclasses import dataclass, field

from tellings.stories.grouping import GroupingSettings


@dataclass(frozen=True, slots=True)
class StreamSettings:
    """How far back a stream looks and how much it looks at for each article.

    Args:
        grouping: Likeness and threshold, the same as for grouping in one go.
        window_days: An article is forgotten this long after it came.
        quiet_days: A story ends when nothing has come to it for this long; what comes later may continue it.
        most_articles: The window never holds more; the oldest are forgotten early.
        most_lines: Lines of outlets that are remembered to know furniture by.
        keys: The most telling words of an article, under which it is found.
        most_under_a_key: Only so many of the latest articles under one word are looked at.
        candidates: Articles that a new one is compared with, those it shares the most telling words with.
        touched: So many of the nearest stories are looked at again when an article comes.
        examined: So many articles of a story are looked at; a story of more is no longer divided, only joined.
        again_after: So many articles after something came to a story it is looked at once more, as it is when it ends:
            what came first was judged when little else was known.
        steadiness: How much likelier an old division is held to be than a new one, on the scale of likeness.
        sure: A likeness this far above the threshold, with no other story near, is not examined further.
        follow_likeness: Least likeness of a story to the earlier one that it continues; days apart count nothing there.
        most_learned: How far a person's decisions may move the threshold in all. A guess.
        learning_rate: How far one decision moves it, as a share of what was missing. A guess.
    """

    grouping: GroupingSettings = field(default_factory=GroupingSettings)
    window_days: float = 21.0
    quiet_days: float = 14.0
    most_articles: int = 150_000
    most_lines: int = 100_000
    keys: int = 20
    most_under_a_key: int = 500
    candidates: int = 60
    touched: int = 4
    examined: int = 40
    again_after: int = 50
    steadiness: float = 0.01
    sure: float = 0.05
    follow_likeness: float = 0.12
    most_learned: float = 0.02
    learning_rate: float = 0.2

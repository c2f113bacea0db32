"""Stories of more articles than grouping compares with each other: in the order of their days, through the stream."""

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from tellings.engine.spool import Spool, read_articles
from tellings.records import Article, ArticleId
from tellings.stories.grouping import GroupingSettings
from tellings.stories.stream import StoryStream, StreamSettings
from tellings.stories.stream.following import Stories

_CHUNK = 200


def group_at_size(articles: Iterable[Article], settings: GroupingSettings) -> Iterator[tuple[ArticleId, str]]:
    """The id and the story of each article, in the order they came; stories are numbered from the largest, `s1`.

    What `stories.grouping.group` gives for a few articles, but that an article is compared with those of the days
    before it alone. One without a day counts as of the day of the one before it.

    Args:
        articles: Taken one after the other and not kept; ids differ.
        settings: As for `group`.

    Cost: linear; memory holds the stream's window and some numbers an article, the texts lie in a temporary folder.
    """
    with tempfile.TemporaryDirectory(prefix="tellings-") as temporary:
        folder = Path(temporary)
        spool, days = Spool(folder), [""]
        names: list[ArticleId] = []
        for article in articles:
            spool.append(article)
            names.append(article.id)
            days.append(article.published.value if article.published else days[-1])
        spool.close()
        del days[0]
        order = sorted(range(len(names)), key=lambda number: (days[number], number))
        stories = _told(folder, order, settings)
    sizes = Counter(stories.values())
    ranked = sorted(sizes, key=lambda story: (-sizes[story], story))
    numbered = {story: f"s{number}" for number, story in enumerate(ranked, 1)}
    yield from ((name, numbered[stories[name]]) for name in names)


def _told(folder: Path, order: list[int], settings: GroupingSettings) -> dict[ArticleId, str]:
    """The story of each article once all have come in this order."""
    stream, stories = StoryStream(StreamSettings(grouping=settings)), Stories()
    for start in range(0, len(order), _CHUNK):
        for article in read_articles(folder, order[start : start + _CHUNK]):
            for event in stream.arrive(article):
                stories.follow(event)
    return {name: stories.resolved(story) for name, story in stories.of.items()}

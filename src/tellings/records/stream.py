"""What happens to stories while articles come in one by one."""

from dataclasses import dataclass

from tellings.records.span import ArticleId


@dataclass(frozen=True, slots=True)
class Started:
    """A story begins with one article; its id is a digest of that article's id."""

    story_id: str
    article_id: ArticleId


@dataclass(frozen=True, slots=True)
class Joined:
    """An article comes to a story that exists.

    Args:
        likeness: Mean likeness to the story's articles, each measured against its surroundings; comparable with the
            threshold `min_likeness`.
        reasons: Why, in sentences: the words they share, copied text, days between them.
    """

    story_id: str
    article_id: ArticleId
    likeness: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Merged:
    """A story becomes part of another: `from_` is from now on a redirect to `into` and never a story again."""

    into: str
    from_: str
    by_person: bool = False


@dataclass(frozen=True, slots=True)
class Split:
    """Articles leave a story and are one of their own, under an id that no story has had."""

    from_: str
    new_id: str
    articles: tuple[ArticleId, ...]
    by_person: bool = False


@dataclass(frozen=True, slots=True)
class Ended:
    """Nothing has come to a story for long; what comes later is a new story that may continue it."""

    story_id: str


@dataclass(frozen=True, slots=True)
class Continues:
    """A story follows up an earlier one: another event of the same running topic."""

    later: str
    earlier: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Learned:
    """A person's decision has moved the threshold a little.

    Args:
        before: Threshold until now.
        after: Threshold from now on.
        reason: What was decided and how alike the two sides are, one sentence.
    """

    before: float
    after: float
    reason: str


StoryEvent = Started | Joined | Merged | Split | Ended | Continues | Learned
"""In the order given, the events of one arrival turn the stories before it into those after it."""

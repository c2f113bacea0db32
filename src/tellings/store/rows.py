"""What goes into the store and comes out of it, beside the records themselves: frozen rows, one a kind."""

from dataclasses import dataclass
from enum import StrEnum

from tellings.records import Article, ArticleId, Story


class Change(StrEnum):
    """What adding an article did."""

    NEW = "new"  # the source's first text
    CHANGED = "changed"  # another text or title at a known source: a new version
    AMENDED = "amended"  # the same text and title, other metadata: taken over in place
    SAME = "same"  # nothing an article holds has changed


@dataclass(frozen=True, slots=True)
class Added:
    """An article as it was stored.

    Args:
        article: Under the id it has in the store: its own, or its own with `~2`, `~3` … where that is taken.
        version: 1 for the source's first text.
        earlier: The version before, to compare with; None for the first.
    """

    article: Article
    change: Change
    version: int
    earlier: ArticleId | None


@dataclass(frozen=True, slots=True)
class Version:
    """One text that a source had."""

    article: ArticleId
    version: int
    title: str
    added_at: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class StageKey:
    """How a result was made, beside its input: same key and same input, same result.

    Args:
        stage: "annotate"; for stories "story" or a part's name.
        version: Of the stage's code; raised when its output changes.
        settings: Digest of its settings (`digests.settings_digest`).
    """

    stage: str
    version: str
    settings: str


class StoryState(StrEnum):
    """Whether a story may still grow."""

    OPEN = "open"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A story as it stands in the list of stories.

    Args:
        articles, outlets: Counted by the store from the current articles.
        origins: Independent texts; 0 until compared.
        changed_at: When an article last came or went.
        is_compared: Whether a comparison is stored, up to date or not.
    """

    id: str
    title: str
    first_published: str | None
    last_published: str | None
    state: StoryState
    articles: int
    outlets: int
    origins: int
    made_at: str
    changed_at: str
    is_compared: bool


@dataclass(frozen=True, slots=True)
class Membership:
    """An article of a story, and why. `likeness` is None where a person decided."""

    article: ArticleId
    story: str
    likeness: float | None
    reason: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """An article by the number it was given when it was added; later ones have larger numbers."""

    number: int
    article: ArticleId
    at: str


@dataclass(frozen=True, slots=True)
class StoryLink:
    """A later story that continues an earlier one."""

    later: str
    earlier: str
    likeness: float
    reason: str


class DecisionKind(StrEnum):
    """What a person did to stories."""

    MERGE = "merge"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's merge or split, for grouping to learn from.

    Args:
        story, articles: The story kept and its articles when the decision was taken.
        other, other_articles: The story merged away or split off, and its articles.
    """

    kind: DecisionKind
    at: str
    story: str
    other: str
    articles: tuple[ArticleId, ...]
    other_articles: tuple[ArticleId, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class StoredComparison:
    """A story's whole comparison, and what it was made from."""

    story: Story
    input_digest: str
    key: StageKey
    made_at: str


@dataclass(frozen=True, slots=True)
class StoryFilter:
    """Which stories to list, the latest first. Days are `YYYY-MM-DD`, both inclusive; names are as in `Query`.

    Args:
        outlet, person, agency: Some article of the story is of that outlet, names that person, credits that agency.
        words: Some article has these words.
        min_outlets: At least so many outlets tell it.
    """

    state: StoryState | None = None
    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    person: str | None = None
    agency: str | None = None
    words: str = ""
    min_outlets: int = 1
    limit: int = 50
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Query:
    """What to find. Empty words find everything the filters let through; words without a letter or digit find nothing.

    Args:
        words: As typed: words, "phrases", -exclusions, prefixes*. Never an error.
        since, until: Days of publication, printed or inferred, `YYYY-MM-DD`, both inclusive.
        person: Fullest name of a person, organisation or place that the article mentions, in any case.
        speaker: Whole name or a last part of it ("Alder" finds "Mara Alder"), in any case.
        story: Id; redirects are followed.
        copies: True for copies only, False for all but copies, None for both.
        versions: Also earlier versions of changed articles.
    """

    words: str = ""
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    person: str | None = None
    speaker: str | None = None
    story: str | None = None
    agency: str | None = None
    copies: bool | None = None
    versions: bool = False
    limit: int = 20
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a text around what was found: code points of that text, and those of the words found inside it."""

    start: int
    end: int
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """An article that a search found.

    Args:
        score: Relevance, higher is better; only comparable within one search. 0 without words.
        origin: Id of the independent text it carries, inside its story; None until compared.
        story_origins: How many independent texts its story has; 0 until compared.
        title_marks: Words found in the title, code points of the title.
    """

    article: ArticleId
    source: str
    title: str
    outlet: str | None
    published: str | None
    url: str | None
    score: float
    story: str | None
    origin: str | None
    story_origins: int
    is_copy: bool
    title_marks: tuple[tuple[int, int], ...]
    text: str
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class FoundStatement:
    """An attribution that a search found; the snippet points into `content`."""

    attribution: str
    article: ArticleId
    title: str
    outlet: str | None
    published: str | None
    story: str | None
    score: float
    kind: str
    speaker: str | None
    speaker_kind: str
    cue: str | None
    content: str
    content_start: int
    content_end: int
    confidence: float
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """A claim that a search found; the snippet points into `text`."""

    claim: str
    story: str
    story_title: str
    score: float
    text: str
    status: str
    outlets: int
    origins: int
    voices: tuple[str, ...]
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class OutletRow:
    """An outlet and what it has published: current articles, how many are in a compared story, and copies of those."""

    outlet: str
    articles: int
    compared: int
    copies: int
    first_published: str | None
    last_published: str | None


@dataclass(frozen=True, slots=True)
class CopyRow:
    """A copy: whose, of what. `parent_outlet` is None for an unseen origin, which `parent_name` names."""

    story: str
    child: ArticleId
    child_outlet: str | None
    child_published: str | None
    parent: str
    parent_outlet: str | None
    parent_name: str | None
    parent_published: str | None
    kind: str
    share_of_child: float


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that is watched, and where polling it stands. Moments are ISO 8601 in UTC.

    Args:
        failures: Polls in a row that failed.
        next_poll: None: as soon as possible.
    """

    address: str
    outlet: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    last_polled: str | None = None
    next_poll: str | None = None
    failures: int = 0
    last_error: str | None = None
    is_paused: bool = False


class Level(StrEnum):
    """How much a line of the log matters."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of the log: what was done to what, and what came of it."""

    at: str
    level: Level
    what: str
    source: str
    message: str


@dataclass(frozen=True, slots=True)
class StageStatus:
    """How many results of a stage are up to date, made otherwise than now, or missing."""

    stage: str
    current: int
    stale: int
    missing: int


@dataclass(frozen=True, slots=True)
class Status:
    """What the store holds, counted.

    Args:
        articles: Current versions; `versions` counts all.
        set_aside: Sources whose last document could not be used.
    """

    schema: str
    size_bytes: int
    sources: int
    articles: int
    versions: int
    set_aside: int
    stories: int
    open_stories: int
    feeds: int
    failing_feeds: int
    last_added: str | None
    stages: tuple[StageStatus, ...]

"""What a round of asking feeds holds while it lasts: its feeds, the addresses to fetch, and the hosts they lie on."""

from collections import deque
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit

from tellings.engine.feed_states import FeedState
from tellings.reading.entries import FeedItem
from tellings.reading.web import Answer, Validators


@dataclass(eq=False, slots=True)
class RoundFeed:
    """A feed in this round: what is still open, and what its state will be made of.

    Args:
        state: Before the round.
        answer: To the feed's own address.
        open: Addresses of the feed that have not been dealt with.
        new: Items not seen before.
        pages: Pages asked for in this round.
        is_complete: Whether all new items have been, or will be, dealt with in this round.
        wait: The longest time that a host of its pages asked us to wait.
        keys: Of all items of this round.
        title: The feed's own.
    """

    state: FeedState
    answer: Answer | None = None
    open: int = 0
    new: int = 0
    pages: int = 0
    is_complete: bool = True
    wait: timedelta | None = None
    keys: set[str] = field(default_factory=set)
    title: str | None = None


@dataclass(eq=False, slots=True)
class Task:
    """One address to fetch: a feed, a list that a feed named, a page, or a site's robots.txt.

    Args:
        address: Absolute.
        feed: None for a robots.txt.
        item: For a page, what led to it.
        sharing: Other items that lead to the same page.
        came: Whether the page came; None while that is open.
    """

    address: str
    feed: RoundFeed | None
    item: FeedItem | None = None
    sharing: list[tuple[RoundFeed, FeedItem]] = field(default_factory=list)
    came: bool | None = None


@dataclass(eq=False, slots=True)
class Host:
    """A host in this round.

    Args:
        waiting: In the order of asking.
        active: Requests under way.
        free_at: When the next may begin, by the round's clock.
        asks_rules: Its robots.txt is under way.
        refusal: Why it is left alone for the rest of the round.
        wait: For how long it asked to be left alone.
    """

    waiting: deque[Task] = field(default_factory=deque)
    active: int = 0
    free_at: float = 0.0
    asks_rules: bool = False
    refusal: str | None = None
    wait: timedelta | None = None


def host_of(address: str) -> str:
    """The host of an address, with its port; empty for what is no address."""
    try:
        return urlsplit(address).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""


def validators_of(task: Task) -> Validators:
    """What to ask a task's address with: a feed's validators for the feed itself, none for all else."""
    is_feed = task.feed is not None and task.item is None and task.address == task.feed.state.address
    return task.feed.state.validators if task.feed is not None and is_feed else Validators()

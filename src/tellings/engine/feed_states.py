"""When a feed is asked next: a state machine without network and without a clock of its own, which is passed in.

A feed that brings news is asked more often, one that brings none more seldom; one that fails is left alone for twice as
long each time, and for as long as it asks for, within a day. A clock that was wrong, ours or the server's, cannot put a
feed to sleep for longer than that.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from tellings.reading.web import Answer, Validators
from tellings.records import Document, Skipped

_SPREAD = 0.1
"""Feeds of one interval are spread over this share of it, by their address, so that not all come due at once."""


@dataclass(frozen=True, slots=True)
class WatchSettings:
    """How often feeds are asked, and how gently.

    Args:
        first_interval, least_interval, longest_interval: Between two polls of a feed; all three are guesses. A server's
            wish to wait and a failing feed's pause are cut at the longest.
        first_pause: After a first failure; doubled with each further one.
        host_pause_seconds: Between two requests to one host, from the end of one to the start of the next.
        longest_host_pause_seconds: A crawl-delay is honoured up to here: one that asks for more would hold up all.
        per_host: Requests to one host at a time.
        hosts_at_once: Hosts asked at a time.
        max_pages: Pages fetched for one feed in one round; the others wait for the next.
        max_lists: Sitemaps of one index followed in one round, the latest first.
        sitemap_days: Pages and sitemaps that a sitemap dates further back are passed over: a site's whole past is
            listed there, and watching is for news. A guess.
        round_seconds: No request begins later than this in a round.
        user_agent: The name that robots.txt files may use for us.
    """

    first_interval: timedelta = timedelta(minutes=30)
    least_interval: timedelta = timedelta(minutes=10)
    longest_interval: timedelta = timedelta(days=1)
    first_pause: timedelta = timedelta(minutes=5)
    host_pause_seconds: float = 1.0
    longest_host_pause_seconds: float = 60.0
    per_host: int = 1
    hosts_at_once: int = 8
    max_pages: int = 100
    max_lists: int = 20
    sitemap_days: int = 7
    round_seconds: float = 600.0
    user_agent: str = "tellings"


DEFAULTS = WatchSettings()


@dataclass(frozen=True, slots=True)
class FeedState:
    """A feed, or a list of pages, and where polling it stands.

    Args:
        address: Names the feed; where it redirects to is looked up each time.
        outlet: The outlet's name where someone gave it, as OPML lists do; taken before what feed and pages say.
        etag, last_modified: What the server gave to ask with whether anything has changed.
        last_polled, next_poll: In UTC; None for never, and for at once.
        failures: Polls in a row that failed.
        last_error: Why the last poll failed.
        is_paused: Not to be polled: by a person's wish, or because the feed is gone for good.
    """

    address: str
    outlet: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    last_polled: datetime | None = None
    next_poll: datetime | None = None
    failures: int = 0
    last_error: str | None = None
    is_paused: bool = False

    @property
    def validators(self) -> Validators:
        """What to ask the server with."""
        return Validators(self.etag, self.last_modified)


@dataclass(frozen=True, slots=True)
class Polled:
    """One thing that a round brought, and what to remember with it.

    Args:
        feed: The address of the feed it belongs to.
        result: A new article's document, or what could not be used and why.
        item: The key to remember as seen, together with the result; None for what is to be tried again.
        state: Where polling the feed stands now: the feed's last result of this round.
        found: Feeds that a list named.
    """

    feed: str
    result: Document | Skipped | None = None
    item: str | None = None
    state: FeedState | None = None
    found: tuple[FeedState, ...] = ()


def due(states: Iterable[FeedState], now: datetime, settings: WatchSettings = DEFAULTS) -> list[FeedState]:
    """The feeds to be asked now, the longest due first.

    One that was last asked in the future, or is to sleep for longer than any may, met a wrong clock: it is due.
    """
    at_once = datetime.min.replace(tzinfo=UTC)
    found = [state for state in states if not state.is_paused and _is_due(state, now, settings)]
    return sorted(found, key=lambda state: (state.next_poll or at_once, state.address))


def _is_due(state: FeedState, now: datetime, settings: WatchSettings) -> bool:
    if state.next_poll is None or state.next_poll <= now:
        return True
    asleep_too_long = state.next_poll - now > settings.longest_interval * (1 + 2 * _SPREAD)
    return asleep_too_long or (state.last_polled is not None and state.last_polled > now)


def next_due(states: Iterable[FeedState]) -> datetime | None:
    """When the next feed is to be asked; None where one is to be asked at once, or where there is none."""
    moments = [state.next_poll for state in states if not state.is_paused]
    return min(moment for moment in moments if moment) if moments and all(moments) else None


def after_success(
    state: FeedState,
    now: datetime,
    found: Answer,
    *,
    new: int,
    is_complete: bool = True,
    wait: timedelta | None = None,
    settings: WatchSettings = DEFAULTS,
) -> FeedState:
    """The state after an answer of status 200 or 304.

    Args:
        state: Before it.
        now: When it was asked.
        found: The answer.
        new: Items that had not been seen before.
        is_complete: Whether all new items were dealt with; else the feed is asked without validators the next time,
            so that it shows them again.
        wait: What the host of its pages asked for.
        settings: The intervals.
    """
    before = _interval(state, settings)
    interval = before / 2 if new else before * 1.5
    interval = min(max(interval, settings.least_interval), settings.longest_interval)
    if not is_complete:
        interval = settings.least_interval
    # A 304 need not repeat the validators.
    kept = (
        found.validators
        if found.status == 200
        else Validators(found.validators.etag or state.etag, found.validators.last_modified or state.last_modified)
    )
    kept = kept if is_complete else Validators()
    return replace(
        state,
        etag=kept.etag,
        last_modified=kept.last_modified,
        last_polled=now,
        next_poll=now + max(_spread(state, interval), _limited(wait, settings)),
        failures=0,
        last_error=None,
    )


def after_failure(
    state: FeedState,
    now: datetime,
    reason: str,
    *,
    wait: timedelta | None = None,
    is_gone: bool = False,
    settings: WatchSettings = DEFAULTS,
) -> FeedState:
    """The state after a poll that failed.

    Args:
        state: Before it.
        now: When it was asked.
        reason: What happened, one sentence.
        wait: For how long the server asked not to be asked.
        is_gone: The server said that the feed will not come back (status 410): it is paused.
        settings: The pauses.
    """
    pause = settings.first_pause * 2 ** min(state.failures, 20)
    pause = min(pause, settings.longest_interval)
    return replace(
        state,
        last_polled=now,
        next_poll=now + max(_spread(state, pause), _limited(wait, settings)),
        failures=state.failures + 1,
        last_error=reason,
        is_paused=is_gone or state.is_paused,
    )


def stated_wait(found: Answer, now: datetime) -> timedelta | None:
    """For how long the answer's `Retry-After` asks us to wait; None where it does not, or says nothing that counts.

    A date is taken against the server's own clock where it states it: the two may differ from ours alike.
    """
    value = (found.retry_after or "").strip()
    if value.isdigit():
        return timedelta(seconds=min(int(value[:12]), 10**9))
    until = _moment(value)
    if until is None:
        return None
    return max(until - (_moment(found.date or "") or now), timedelta(0))


def _moment(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _interval(state: FeedState, settings: WatchSettings) -> timedelta:
    """How long the feed was left alone before this poll, as far as its state tells; the first interval otherwise."""
    if state.failures or state.last_polled is None or state.next_poll is None or state.next_poll <= state.last_polled:
        return settings.first_interval
    return min(state.next_poll - state.last_polled, settings.longest_interval)


def _spread(state: FeedState, interval: timedelta) -> timedelta:
    share = hashlib.sha256(state.address.encode(errors="replace")).digest()[0] / 255
    return interval * (1 + _SPREAD * (share - 0.5))


def _limited(wait: timedelta | None, settings: WatchSettings) -> timedelta:
    return min(wait or timedelta(0), settings.longest_interval)

"""Watching feeds into a store: rounds of polling, each result kept in one transaction with what must be remembered."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from functools import partial
from typing import Any

from tellings.engine.adding import Clock, Failed, Incoming, Taken, add
from tellings.engine.feed_states import FeedState
from tellings.engine.watching import Polled, WatchSettings, due, next_due, poll
from tellings.pipeline import Settings
from tellings.reading.listing import subscriptions_of
from tellings.reading.robots import KnownRobots
from tellings.reading.settings import ReadingSettings
from tellings.reading.web import answer
from tellings.store import Feed, Store

_MOMENTS = ("last_polled", "next_poll")


def subscribe(store: Store, sources: Iterable[str], reading: ReadingSettings, at: datetime) -> list[str]:
    """The addresses that were not watched yet, and now are.

    Args:
        store: Open for writing.
        sources: Addresses of feeds, lists or pages, and OPML files.
        reading: The limits of reading.
        at: Now.

    Raises:
        InputError: A source is neither an address nor a list of feeds; none of them is watched then.
    """
    known = {feed.address for feed in store.feeds()}
    found = {entry.address: entry for source in sources for entry in subscriptions_of(source, reading)}
    new = [entry for address, entry in found.items() if address not in known]
    with store.batch():
        for entry in new:
            store.save_feed(Feed(entry.address, outlet=entry.outlet), at)
    return [entry.address for entry in new]


def watch_round(
    store: Store,
    settings: Settings,
    reading: ReadingSettings,
    *,
    now: Clock,
    failed: Failed,
    robots: KnownRobots,
    jobs: int = 1,
    watching: WatchSettings | None = None,
) -> Iterator[Taken]:
    """What the feeds that are due bring, as it is written.

    Args:
        store: Open for writing; its feeds are asked.
        settings: One record a stage.
        reading: The limits of fetching and reading.
        now: The time, in UTC.
        failed: As for `add`.
        robots: What is known of robots.txt files; grows.
        jobs: Worker processes for cleaning and annotation.
        watching: How often and how gently.
    """
    chosen = watching or WatchSettings(user_agent=reading.user_agent)
    states = due(map(_state, store.feeds()), now(), chosen)
    polled = poll(
        states,
        lambda address, known: answer(address, reading, known),
        now(),
        partial(_unseen, store),
        robots=robots,
        settings=chosen,
        reading=reading,
    )
    yield from add(_incoming(polled, now), store, settings, now=now, failed=failed, jobs=jobs)


def next_round(store: Store) -> datetime | None:
    """When the next feed is to be asked; None for at once, and where none is watched."""
    return next_due(map(_state, store.feeds()))


def _incoming(polled: Iterable[Polled], now: Clock) -> Iterator[Incoming]:
    for one in polled:
        yield Incoming(one.result, partial(_remember, one, now))


def _remember(polled: Polled, now: Clock, store: Store) -> None:
    """Write what a round says beside its results: the item seen, the feed's state, feeds that a list named."""
    at = now()
    with store.batch():
        if polled.item is not None:
            store.mark_seen(polled.feed, {polled.item: ""}, at)
        if polled.state is not None:
            store.save_feed(_feed(polled.state), at)
        known = {feed.address for feed in store.feeds()} if polled.found else set()
        for state in polled.found:
            if state.address not in known:
                store.save_feed(_feed(state), at)


def _unseen(store: Store, feed: str, keys: Sequence[str]) -> Collection[str]:
    return store.unseen(feed, dict.fromkeys(keys, ""))


def _state(feed: Feed) -> FeedState:
    given: dict[str, Any] = {field.name: getattr(feed, field.name) for field in fields(feed)}
    moments: dict[str, Any] = {name: _moment(getattr(feed, name)) for name in _MOMENTS}
    return FeedState(**given | moments)


def _feed(state: FeedState) -> Feed:
    given: dict[str, Any] = {field.name: getattr(state, field.name) for field in fields(state)}
    moments: dict[str, Any] = {
        name: moment.isoformat() if (moment := getattr(state, name)) else None for name in _MOMENTS
    }
    return Feed(**given | moments)


def _moment(value: str | None) -> datetime | None:
    """A moment as the store writes it; None for none."""
    if not value:
        return None
    moment = datetime.fromisoformat(value)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

"""One round of asking feeds for news: many hosts at a time, each host gently, and every result as soon as it is there.

The round decides nothing about storing. It yields what came in together with what must be remembered with it, so that
whoever keeps both in one transaction can be stopped at any point: what was kept is not fetched again, and what was not
is found again by the next round. Fetching is a function passed in, and so is the knowledge of what was seen before.

Threads only fetch and parse; everything else happens where the results are consumed.
"""

import logging
import re
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import datetime, timedelta

from tellings.engine.feed_states import (
    DEFAULTS,
    FeedState,
    Polled,
    WatchSettings,
    after_failure,
    after_success,
    due,
    next_due,
    stated_wait,
)
from tellings.engine.watch_tasks import Host, RoundFeed, Task, host_of, validators_of
from tellings.errors import InputError
from tellings.reading.entries import FeedItem, Subscription, item_source
from tellings.reading.kinds import Kind
from tellings.reading.listing import Listed, listed_in
from tellings.reading.pages import page_document
from tellings.reading.robots import KnownRobots, RobotRules, robots_address
from tellings.reading.settings import ReadingSettings
from tellings.reading.web import Answer, UnreachableError, Validators, refusal
from tellings.records import Document, Skipped
from tellings.text.printable import escaped

__all__ = ["FeedState", "Polled", "WatchSettings", "due", "next_due", "poll"]

STAGE = "watch"
_AT_ONCE = 500
"""Items asked for at a time whether they were seen: databases limit the parameters of one question."""
_DATED = re.compile(r"\d{4}-\d\d-\d\d")
_TRANSIENT = {408, 425, 429}

Fetch = Callable[[str, Validators], Answer]
Unseen = Callable[[str, Sequence[str]], Collection[str]]

_log = logging.getLogger("tellings")


def poll(
    states: Iterable[FeedState],
    fetch: Fetch,
    now: datetime,
    unseen: Unseen,
    *,
    robots: KnownRobots | None = None,
    settings: WatchSettings = DEFAULTS,
    reading: ReadingSettings | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[Polled]:
    """What these feeds bring, as it comes in; each feed's new state last.

    A feed whose host was not reached before the round was over brings nothing and stays due.

    Args:
        states: Feeds to be asked, each address once; `due` chooses them.
        fetch: An address's answer, as `reading.web.answer`; raises InputError. Called in threads.
        now: The time of the round, in UTC.
        unseen: Of a feed's address and keys of its items, the keys it has not brought before. Called where the
            results are consumed.
        robots: What is known of robots.txt files; grows.
        settings: How gently.
        reading: The limits of reading.
        clock: Seconds that only grow, for pauses.
    """
    pool = ThreadPoolExecutor(settings.hosts_at_once * settings.per_host, "tellings-watch")
    limits = reading or ReadingSettings()
    round_ = _Round(fetch, limits, unseen, now, robots or KnownRobots(), settings, clock, pool)
    try:
        for state in states:
            round_.add(state)
        yield from round_.run()
    finally:
        # What is still under way ends by its own time limit; nobody waits for it.
        pool.shutdown(wait=False, cancel_futures=True)


_Outcome = tuple[Answer | None, Listed | Document | None, InputError | None]


class _Round:
    """One round: queues by host, and what is under way."""

    def __init__(
        self,
        fetch: Fetch,
        reading: ReadingSettings,
        unseen: Unseen,
        now: datetime,
        robots: KnownRobots,
        settings: WatchSettings,
        clock: Callable[[], float],
        pool: ThreadPoolExecutor,
    ) -> None:
        self.fetch, self.reading, self.unseen = fetch, reading, unseen
        self.now, self.robots, self.settings, self.clock, self.pool = now, robots, settings, clock, pool
        self.ends_at = clock() + settings.round_seconds
        self.hosts: dict[str, Host] = {}
        self.pages: dict[str, Task] = {}
        self.under_way: dict[Future[_Outcome], tuple[Task, Host]] = {}

    def add(self, state: FeedState) -> None:
        feed = RoundFeed(state, open=1)
        self._queue(Task(state.address, feed))

    def _queue(self, task: Task) -> None:
        self.hosts.setdefault(host_of(task.address), Host()).waiting.append(task)

    def run(self) -> Iterator[Polled]:
        while self.under_way or any(host.waiting for host in self.hosts.values()):
            yield from self._start()
            if self.under_way:
                done, _ = wait(self.under_way, timeout=self._until_next(), return_when=FIRST_COMPLETED)
                for future in [future for future in self.under_way if future in done]:
                    task, host = self.under_way.pop(future)
                    host.active -= 1
                    host.free_at = self.clock() + self._pause(task.address)
                    yield from self._finished(task, host, future.result())
            elif (seconds := self._until_next()) is not None:
                time.sleep(seconds)

    def _until_next(self) -> float | None:
        """Seconds until a host that only waits for its pause may be asked again; None where none does."""
        if self._is_full():
            return None
        moments = [host.free_at for host in self.hosts.values() if host.waiting and self._has_room(host)]
        return max(0.001, min(*moments, self.ends_at) - self.clock()) if moments else None

    def _start(self) -> Iterator[Polled]:
        """Puts every task under way that may begin; gives up those that may not begin in this round any more."""
        for host in list(self.hosts.values()):
            while host.waiting and (host.refusal or self._is_over() or self._may_start(host)):
                task = host.waiting.popleft()
                if host.refusal or self._is_over():
                    yield from self._left(task, host)
                elif (rules := self.robots.rules(task.address, self.now)) is None:
                    host.waiting.appendleft(task)
                    host.asks_rules = True
                    self._put_under_way(Task(robots_address(task.address), None), host)
                elif not rules.allows(task.address, self.settings.user_agent):
                    yield from self._failed(task, _not_allowed(task.address, rules), None)
                else:
                    self._put_under_way(task, host)

    def _left(self, task: Task, host: Host) -> Iterator[Polled]:
        """What will not be asked for in this round: told of a feed whose host refuses, else left to the next."""
        feed = task.feed
        if feed is None or (feed.answer is None and not host.refusal):
            return
        if feed.answer is None:
            yield from self._failed(task, UnreachableError(task.address, host.refusal or ""), host.wait)
            return
        task.came = False
        for one in (feed, *(one for one, _ in task.sharing)):
            one.is_complete = False
            one.wait = max(one.wait or timedelta(0), host.wait or timedelta(0))
            yield from self._closed(one)

    def _is_over(self) -> bool:
        return self.clock() >= self.ends_at

    def _is_full(self) -> bool:
        return len(self.under_way) >= self.settings.hosts_at_once * self.settings.per_host

    def _has_room(self, host: Host) -> bool:
        return not host.asks_rules and host.active < self.settings.per_host

    def _may_start(self, host: Host) -> bool:
        return not self._is_full() and self._has_room(host) and self.clock() >= host.free_at

    def _put_under_way(self, task: Task, host: Host) -> None:
        host.active += 1
        self.under_way[self.pool.submit(self._fetched, task)] = (task, host)

    def _pause(self, address: str) -> float:
        rules = self.robots.rules(address, self.now)
        stated = rules.delay_seconds(self.settings.user_agent) if rules else 0.0
        return max(self.settings.host_pause_seconds, min(stated, self.settings.longest_host_pause_seconds))

    def _fetched(self, task: Task) -> _Outcome:
        """What a task's address gave. Runs in a thread."""
        answer: Answer | None = None
        try:
            answer = self.fetch(task.address, validators_of(task))
            if answer.status != 200 or task.feed is None:
                return answer, None, None
            if task.item is not None:
                return answer, page_document(answer, task.item, task.feed.state.outlet), None
            return answer, listed_in(answer, self.reading), None
        except InputError as error:
            return answer, None, error
        except Exception as error:
            _log.exception("%s: unexpected %s", task.address, type(error).__name__)
            reason = f"an unexpected {type(error).__name__} in Tellings itself; please report it with the address"
            return answer, None, InputError(task.address, reason)

    def _finished(self, task: Task, host: Host, outcome: _Outcome) -> Iterator[Polled]:
        answer, content, error = outcome
        if task.feed is None:
            host.asks_rules = False
            host.free_at = self.clock()  # asking for the rules does not count against what they allow
            # What is no answer to be accepted is as good as no file; only silence forbids (RFC 9309, 2.3.1).
            none_there = None if isinstance(error, UnreachableError) else Answer(404, b"", None, task.address)
            self.robots.keep(task.address, answer if error is None else none_there, self.now)
        elif error is not None:
            yield from self._failed(task, error, None)
        elif answer is not None and answer.status in {200, 304} and (content is not None or task.item is None):
            if isinstance(content, Document):
                yield from self._page_came(task, content)
            else:
                yield from self._list_came(task, task.feed, answer, content)
        elif answer is not None:
            yield from self._refused(task, host, answer)

    def _refused(self, task: Task, host: Host, answer: Answer) -> Iterator[Polled]:
        """Another status: for some, this host is left alone for the rest of the round."""
        waits = stated_wait(answer, self.now)
        if answer.status in {429, 503}:
            host.refusal, host.wait = refusal(answer), waits
        transient = answer.status >= 500 or answer.status in _TRANSIENT
        error = (UnreachableError if transient else InputError)(task.address, refusal(answer))
        yield from self._failed(task, error, waits, is_gone=answer.status == 410)

    def _failed(
        self, task: Task, error: InputError, waits: timedelta | None, *, is_gone: bool = False
    ) -> Iterator[Polled]:
        """What follows from an address that gave nothing: for a feed a pause, for a page a line, and another try."""
        feed = task.feed
        if feed is None:
            return
        if task.item is None and task.address == feed.state.address:
            reason = error.reason
            state = after_failure(feed.state, self.now, reason, wait=waits, is_gone=is_gone, settings=self.settings)
            yield Polled(feed.state.address, result=Skipped(escaped(task.address), STAGE, reason), state=state)
            return
        task.came = False
        will_be_tried = isinstance(error, UnreachableError)
        for one, item in ((feed, task.item), *task.sharing):
            one.wait = max(one.wait or timedelta(0), waits) if waits else one.wait
            one.is_complete = one.is_complete and not will_be_tried
            name = item_source(item, one.state.address) if item else escaped(task.address)
            key = item.key if item and not will_be_tried else None
            yield Polled(one.state.address, result=Skipped(name, STAGE, error.reason), item=key)
            yield from self._closed(one)

    def _page_came(self, task: Task, document: Document) -> Iterator[Polled]:
        """One page, and the same page for every other item that leads to it."""
        assert task.feed is not None
        assert task.item is not None
        task.came = True
        yield Polled(task.feed.state.address, result=document, item=task.item.key)
        yield from self._closed(task.feed)
        for feed, item in task.sharing:
            yield Polled(feed.state.address, item=item.key)
            yield from self._closed(feed)

    def _list_came(self, task: Task, feed: RoundFeed, answer: Answer, content: object) -> Iterator[Polled]:
        is_first = task.address == feed.state.address
        if is_first:
            feed.answer = answer
        if isinstance(content, Listed):
            feed.title = content.title
            if content.damage is not None:
                yield Polled(feed.state.address, result=Skipped(escaped(task.address), STAGE, content.damage))
            yield from self._subscriptions(feed, content, is_first=is_first)
            items = [entry for entry in content.entries if isinstance(entry, FeedItem)]
            if content.kind is Kind.SITEMAP:
                items = [item for item in items if not self._is_old(item.published or item.updated)]
            yield from self._items(feed, items)
        yield from self._closed(feed)

    def _subscriptions(self, feed: RoundFeed, content: Listed, *, is_first: bool) -> Iterator[Polled]:
        """Feeds of an OPML list are handed on; the sitemaps of an index are read in this round, one level deep."""
        lists = [entry for entry in content.entries if isinstance(entry, Subscription)]
        if content.kind is Kind.SUBSCRIPTIONS and lists:
            yield Polled(feed.state.address, found=tuple(FeedState(one.address, one.outlet) for one in lists))
        elif is_first:
            # The latest first; those that state no date are mostly few, and before the dated ones.
            lists = [one for one in lists if not self._is_old(one.updated)]
            lists.sort(key=lambda one: one.updated or "9", reverse=True)
            for one in lists[: self.settings.max_lists]:
                if one.address != feed.state.address:
                    feed.open += 1
                    self._queue(Task(one.address, feed))

    def _is_old(self, stated: str | None) -> bool:
        """Whether a sitemap dates something too far back: dates are compared as they stand, year first."""
        oldest = (self.now - timedelta(days=self.settings.sitemap_days)).date().isoformat()
        return stated is not None and _DATED.match(stated) is not None and stated[:10] < oldest

    def _items(self, feed: RoundFeed, items: Sequence[FeedItem]) -> Iterator[Polled]:
        """New items: those with their text at once, the others' pages put in their hosts' queues."""
        fresh = {item.key: item for item in items if item.key not in feed.keys}
        feed.keys.update(fresh)
        keys = list(fresh)
        for start in range(0, len(keys), _AT_ONCE):
            some = keys[start : start + _AT_ONCE]
            new = set(self.unseen(feed.state.address, some))
            for key in some:
                if key in new:
                    feed.new += 1
                    yield from self._item(feed, fresh[key])

    def _item(self, feed: RoundFeed, item: FeedItem) -> Iterator[Polled]:
        name = item_source(item, f"{feed.state.address}, item {item.key[:8]}")
        if item.is_whole:
            document = item.document(name, feed.state.outlet or feed.title)
            yield Polled(feed.state.address, result=document, item=item.key)
        elif item.link is None:
            skipped = Skipped(name, STAGE, "an item without its text and without an address")
            yield Polled(feed.state.address, result=skipped, item=item.key)
        elif (known := self.pages.get(item.link)) is not None:
            if known.came is None:
                feed.open += 1
                known.sharing.append((feed, item))
            elif known.came:
                yield Polled(feed.state.address, item=item.key)
            else:
                feed.is_complete = False
        elif feed.pages >= self.settings.max_pages:
            feed.is_complete = False
        else:
            feed.pages += 1
            feed.open += 1
            task = Task(item.link, feed, item)
            self.pages[item.link] = task
            self._queue(task)

    def _closed(self, feed: RoundFeed) -> Iterator[Polled]:
        """The feed's new state, once nothing of it is open."""
        feed.open -= 1
        if feed.open or feed.answer is None:
            return
        state = after_success(
            feed.state,
            self.now,
            feed.answer,
            new=feed.new,
            is_complete=feed.is_complete,
            wait=feed.wait,
            settings=self.settings,
        )
        yield Polled(feed.state.address, state=state)


def _not_allowed(address: str, rules: RobotRules) -> InputError:
    if rules.rules is None:
        return UnreachableError(
            address, "the site's robots.txt could not be read, so nothing is fetched from it for now"
        )
    return InputError(address, "the site's robots.txt does not allow robots to fetch it")

"""Feeds and where polling them stands, what runs had done when they stopped, and the log."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from tellings.errors import UnknownIdError
from tellings.store.articles import key_text, moment
from tellings.store.database import Database, Row, Value, listed
from tellings.store.rows import Feed, Level, LogLine

_FEED = "address, outlet, etag, last_modified, last_polled, next_poll, failures, last_error, is_paused"
_MAX_MESSAGE = 2_000


class Watching:
    """What `tellings watch` and resumable adding must remember."""

    _database: Database

    def save_feed(self, feed: Feed, at: datetime) -> None:
        """Add a feed, or take over where polling it stands now."""
        self._database.run(
            f"INSERT INTO feed ({_FEED}, added_at) VALUES (:address, :outlet, :etag, :last_modified, :last_polled, "
            ":next_poll, :failures, :last_error, :is_paused, :at) ON CONFLICT (address) DO UPDATE SET "
            "outlet = excluded.outlet, etag = excluded.etag, last_modified = excluded.last_modified, "
            "last_polled = excluded.last_polled, next_poll = excluded.next_poll, failures = excluded.failures, "
            "last_error = excluded.last_error, is_paused = excluded.is_paused",
            {
                "address": key_text(feed.address),
                "outlet": feed.outlet,
                "etag": feed.etag,
                "last_modified": feed.last_modified,
                "last_polled": feed.last_polled,
                "next_poll": feed.next_poll,
                "failures": feed.failures,
                "last_error": feed.last_error,
                "is_paused": feed.is_paused,
                "at": moment(at),
            },
        )

    def feed(self, address: str) -> Feed:
        """The feed at that address. Raises UnknownIdError."""
        found = self._database.rows(
            f"SELECT {_FEED} FROM feed WHERE address = :address", {"address": key_text(address)}
        )
        if not found:
            raise UnknownIdError("feed", address)
        return _feed(found[0])

    def feeds(self, *, due: datetime | None = None) -> tuple[Feed, ...]:
        """All feeds by address; with `due`, those to be polled by then, the longest due first."""
        if due is None:
            return tuple(map(_feed, self._database.rows(f"SELECT {_FEED} FROM feed ORDER BY address")))
        sql = (
            f"SELECT {_FEED} FROM feed WHERE NOT is_paused AND COALESCE(next_poll, '') <= :due "
            "ORDER BY COALESCE(next_poll, ''), address"
        )
        return tuple(map(_feed, self._database.rows(sql, {"due": moment(due)})))

    def remove_feed(self, address: str) -> None:
        """Forget a feed; its articles stay. Raises UnknownIdError."""
        if not self._database.run("DELETE FROM feed WHERE address = :address", {"address": key_text(address)}):
            raise UnknownIdError("feed", address)

    def unseen(self, feed: str, items: Mapping[str, str]) -> tuple[str, ...]:
        """Those of the items that the feed has not brought before with the same digest, in their order.

        The items are their ids or addresses, each with a digest of what the feed says about it.
        """
        if not items:
            return ()
        keys = {item: key_text(item) for item in items}
        within, given = listed("item", keys.values())
        sql = f"SELECT item, digest FROM feed_seen WHERE feed = :feed AND item IN {within}"
        seen: dict[str, str] = dict(self._database.rows(sql, {"feed": key_text(feed), **given}))
        return tuple(item for item, digest in items.items() if seen.get(keys[item]) != digest)

    def mark_seen(self, feed: str, items: Mapping[str, str], at: datetime) -> None:
        """Remember items as brought; best in the batch that adds them."""
        if not items:
            return
        rows = [
            {"feed": key_text(feed), "item": key_text(item), "digest": digest, "at": moment(at)}
            for item, digest in items.items()
        ]
        with self._database.batch():
            self._database.run_many(
                "INSERT INTO feed_seen (feed, item, digest, seen_at) VALUES (:feed, :item, :digest, :at) "
                "ON CONFLICT (feed, item) DO UPDATE SET digest = excluded.digest, seen_at = excluded.seen_at",
                rows,
            )

    def write_log(self, level: Level, what: str, source: str, message: str, at: datetime) -> None:
        """Add a line to the log."""
        self._database.run(
            "INSERT INTO log (at, level, what, source, message) VALUES (:at, :level, :what, :source, :message)",
            {
                "at": moment(at),
                "level": level.value,
                "what": what,
                "source": source[:_MAX_MESSAGE],
                "message": message[:_MAX_MESSAGE],
            },
        )

    def log(self, *, level: Level | None = None, since: datetime | None = None, limit: int = 100) -> Iterator[LogLine]:
        """Lines of the log of this level and those that matter more, the latest first."""
        levels = list(Level)
        within, given = listed("level", [each.value for each in levels[levels.index(level or Level.INFO) :]])
        sql = (
            f"SELECT at, level, what, source, message FROM log WHERE level IN {within} AND at >= :since "
            "ORDER BY number DESC LIMIT :limit"
        )
        bounds: dict[str, Value] = {"since": moment(since) if since else "", "limit": limit}
        for at, name, what, source, message in self._database.rows(sql, given | bounds):
            yield LogLine(at, Level(name), what, source, message)

    def start_run(self, run: str, what: str, at: datetime) -> dict[str, tuple[int, bool]]:
        """How far each input was read when a run of that id was stopped: position, and whether to its end.

        A run that had ended, or was never started, begins with nothing.
        """
        with self._database.batch():
            if self._database.rows("SELECT 1 FROM run WHERE id = :id AND ended_at IS NOT NULL", {"id": run}):
                self._database.run("DELETE FROM run WHERE id = :id", {"id": run})
            self._database.run(
                "INSERT INTO run (id, what, started_at) VALUES (:id, :what, :at) ON CONFLICT (id) DO NOTHING",
                {"id": run, "what": what, "at": moment(at)},
            )
        sql = "SELECT input, position, is_done FROM run_input WHERE run = :id ORDER BY input"
        return {name: (position, bool(done)) for name, position, done in self._database.rows(sql, {"id": run})}

    def save_position(self, run: str, input: str, position: int, *, is_done: bool = False) -> None:  # noqa: A002
        """Remember how far an input was read; best in the batch that adds what was read."""
        self._database.run(
            "INSERT INTO run_input (run, input, position, is_done) VALUES (:run, :input, :position, :done) "
            "ON CONFLICT (run, input) DO UPDATE SET position = excluded.position, is_done = excluded.is_done",
            {"run": run, "input": key_text(input), "position": position, "done": is_done},
        )

    def end_run(self, run: str, at: datetime) -> None:
        """Remember that a run reached its end."""
        self._database.run("UPDATE run SET ended_at = :at WHERE id = :id", {"id": run, "at": moment(at)})


def _feed(row: Row) -> Feed:
    made: Row = (*row[:-1], bool(row[-1]))
    return Feed(*made)

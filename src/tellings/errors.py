"""Every error Tellings raises on purpose, as one tree.

    TellingsError
    ├── InputError        this input cannot be used; the others go on
    ├── UsageError        the command or call was misused
    ├── SpanError         an offset does not fit its article: a fault of ours
    ├── UnknownIdError    no such article, story or feed in the store
    └── StoreError        the store cannot be used as asked; what was committed before is untouched
        ├── StoreMissingError   there is no store at that place
        ├── StoreLockedError    another process writes to it for longer than was waited: try again
        ├── StoreFullError      no room left on its disk
        ├── StoreVersionError   a newer program made it
        └── StoreDamagedError   it is no store, or its file is damaged

An input that cannot be used is, inside the corridor, a *result* (`records.Skipped`), so that one bad file never
stops the others; `InputError` carries the same facts up to the place that turns it into one.
"""


class TellingsError(Exception):
    """Any error that Tellings raises on purpose."""


class InputError(TellingsError):
    """One input cannot be used; the others can.

    Args:
        source: The input's path, URL or record id, as the caller gave it.
        reason: What was found and what to do next, one sentence without the source.
    """

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason


class UsageError(TellingsError):
    """A command or a call was misused; nothing was read or written."""


class SpanError(TellingsError):
    """A span was used with an article that it does not lie in."""

    def __init__(self, start: int, end: int, article_id: str, length: int) -> None:
        super().__init__(f"span {start}:{end} does not lie in article {article_id} of {length} code points")
        self.start = start
        self.end = end
        self.article_id = article_id
        self.length = length


class UnknownIdError(TellingsError):
    """The store has nothing under that id.

    Args:
        what: "article", "story" or "feed".
        id: As the caller gave it.
        near: Ids or names like it that exist, the likest first.
    """

    def __init__(self, what: str, id: str, near: tuple[str, ...] = ()) -> None:  # noqa: A002
        meant = f"; did you mean {' or '.join(repr(name) for name in near)}?" if near else ""
        super().__init__(f"no {what} {id!r}{meant}")
        self.what = what
        self.id = id
        self.near = near


class StoreError(TellingsError):
    """The store cannot be used as asked. Nothing half is left in it: what was committed before is untouched.

    Args:
        location: The store's path, or its address without the password.
        reason: What was found and what to do next, one sentence without the location.
    """

    def __init__(self, location: str, reason: str) -> None:
        super().__init__(f"store {location}: {reason}")
        self.location = location
        self.reason = reason


class StoreMissingError(StoreError):
    """There is no store at that place, and none was to be made."""


class StoreLockedError(StoreError):
    """Another process has been writing for longer than we were ready to wait; trying again later helps."""


class StoreFullError(StoreError):
    """The store's disk, or the quota on it, is full; what was being written was taken back whole."""


class StoreVersionError(StoreError):
    """A newer program made or changed the store; this one would misread it."""


class StoreDamagedError(StoreError):
    """What lies there is no store of ours, or its file is damaged."""

"""Every error Tellings raises on purpose, as one tree.

    TellingsError
    ├── InputError        this input cannot be used; the others go on
    ├── UsageError        the command or call was misused
    └── SpanError         an offset does not fit its article: a fault of ours

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

"""What a command tells the person beside its data, on standard error: progress, inputs set aside, failures."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import typer
from rich.console import Console
from rich.markup import escape
from rich.status import Status

from tellings.errors import TellingsError, UsageError
from tellings.records import AnnotatedArticle, Article, Skipped
from tellings.text.printable import escaped

Usable = TypeVar("Usable", Article, AnnotatedArticle)

FAILED, MISUSED = 1, 2  # exit status: nothing could be used; the command was wrong


class Messages:
    """Counts what passes, shows progress on a terminal, and names at the end what was set aside or not believed."""

    def __init__(self, console: Console, status: Status) -> None:
        self._console = console
        self._status = status
        self.used = 0
        self.skipped: list[Skipped] = []
        self.notes: list[tuple[str, str]] = []

    def watched(self, results: Iterable[Usable | Skipped]) -> Iterator[Usable | Skipped]:
        """The same results; each is counted and shown as it passes."""
        for result in results:
            if isinstance(result, Skipped):
                self.skipped.append(result)
            else:
                self.used += 1
                article = result.article if isinstance(result, AnnotatedArticle) else result
                self.notes += [(article.source, doubt) for doubt in _doubts(article)]
            source = result.article.source if isinstance(result, AnnotatedArticle) else result.source
            self._status.update(f"{self.used} read, {len(self.skipped)} set aside · {escape(escaped(source))}")
            yield result

    def usable(self, results: Iterable[Usable | Skipped]) -> Iterator[Usable]:
        """Only what can be used; the rest is named at the end."""
        for result in self.watched(results):
            if not isinstance(result, Skipped):
                yield result

    def doing(self, what: str) -> None:
        """Show what a long step is about."""
        self._status.update(what)

    def say(self, line: str) -> None:
        """A line for the person, its control characters shown instead of obeyed."""
        self._console.print(escaped(line), markup=False, highlight=False, soft_wrap=True)


def _doubts(article: Article) -> Iterator[str]:
    """Reasons why a date that the article states was not taken: bases of its date that are not its date's."""
    believed = article.published.basis if article.published else None
    yield from (basis.reason for basis in article.bases if basis.field == "published" and basis.reason != believed)


@contextmanager
def messages() -> Iterator[Messages]:
    """Messages for one command; on the way out names what was set aside or not believed and sets the exit status."""
    console = Console(stderr=True)
    with console.status("reading") as status:
        report = Messages(console, status)
        try:
            yield report
        except TellingsError as error:
            status.stop()
            report.say(f"tellings: {error}")
            raise typer.Exit(MISUSED if isinstance(error, UsageError) else FAILED) from error
    for source, reason in report.notes:
        report.say(f"noted: {source}: {reason}")
    for skipped in report.skipped:
        report.say(f"set aside: {skipped.source}: {skipped.reason}")
    if not report.used:
        report.say("tellings: nothing could be used")
        raise typer.Exit(FAILED)

"""The library's front door: paths in, a comparison out, ready for a notebook."""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from tellings import pipeline
from tellings.engine.local import run
from tellings.engine.rewriting import RewriteSettings, rewritten
from tellings.errors import UsageError
from tellings.language.names import NameSettings
from tellings.pipeline import Settings
from tellings.reading import documents
from tellings.records import AnnotatedArticle, Article, Comparison, Document, Skipped

MAX_SHOWN = 80  # characters of a line of input in a message

_log = logging.getLogger("tellings")


@dataclass(frozen=True, slots=True)
class Compared(Comparison):
    """A comparison that can show itself: as a page in a notebook, as HTML, as JSON."""

    def html(self) -> str:
        """The whole report as one self-contained HTML page."""
        from tellings.show.report import html_report

        return html_report(self)

    def json(self) -> dict[str, Any]:
        """The comparison in the published format, schema `tellings/1`."""
        from tellings.show.story_json import comparison_json

        return dict(comparison_json(self))

    def _repr_html_(self) -> str:
        from tellings.show.report import notebook_html

        return notebook_html(self)


def compare(
    sources: Iterable[str | Path] | str | Path,
    settings: Settings | None = None,
    *,
    jobs: int = 1,
    progress: Callable[[str], None] | None = None,
    rewriting: RewriteSettings | None = None,
) -> Compared:
    """The stories that files, folders, JSON Lines or web addresses tell.

    Args:
        sources: Paths or http(s) addresses; a folder stands for the files in it.
        settings: One record a stage; None for what the benchmarks measured.
        jobs: Worker processes for cleaning and annotation. The result does not depend on it.
        progress: Called with the source's name after each one is read.
        rewriting: A language model that rewrites the digests, as far as what it cites bears it out; None asks none.

    >>> import tellings
    >>> story = tellings.compare(["morning.txt", "evening.html"])  # doctest: +SKIP
    """
    named = [sources] if isinstance(sources, str | Path) else list(sources)
    chosen = settings or Settings()
    articles = annotated(documents([str(source) for source in named]), chosen, jobs=jobs)
    result = pipeline.compare(watched(articles, progress), chosen, failed=unexpected)
    if rewriting is not None:
        result = rewritten(result, rewriting)
    return Compared(stories=result.stories, set_aside=result.set_aside)


def names_of_file(path: str | Path) -> NameSettings:
    """A user's list of names: which are one, and which are never to be merged.

    A line holds three columns between tabs: `same`, an alias and its name; or `apart`, one name and another. Empty
    lines and lines that begin with `#` are passed over.

    Raises:
        UsageError: The file cannot be read, or a line is not of that form.
    """
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise UsageError(f"cannot read the names in {path}: {reason}") from error
    pairs: dict[str, list[tuple[str, str]]] = {"same": [], "apart": []}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        kind, *names = (" ".join(column.split()) for column in line.split("\t"))
        if kind not in pairs or len(names) != 2 or not all(names):
            found = line if len(line) <= MAX_SHOWN else line[:MAX_SHOWN] + "…"
            expected = "expected three columns between tabs, as in: same<tab>alias<tab>name, or apart<tab>one<tab>other"
            raise UsageError(f"{path}, line {number}: {expected}; found {found!r}")
        pairs[kind].append((names[0], names[1]))
    return NameSettings(aliases=tuple(pairs["same"]), never_merge=tuple(pairs["apart"]))


def annotated(
    found: Iterable[Document | Skipped], settings: Settings, *, jobs: int
) -> Iterator[AnnotatedArticle | Skipped]:
    """Each document cleaned and annotated, in order, or why it cannot be used."""
    return run(partial(pipeline.read, settings=settings), found, jobs=jobs, failed=unexpected)


def unexpected(document: Document | Skipped | Article, error: BaseException) -> Skipped:
    """What stands for a document on which a stage failed in a way nobody foresaw: a fault of ours, logged whole."""
    _log.error("%s: unexpected %s", document.source, type(error).__name__, exc_info=error)
    reason = f"an unexpected {type(error).__name__} in Tellings itself; please report it with the file"
    return Skipped(document.source, "engine", reason)


def watched(
    articles: Iterable[AnnotatedArticle | Skipped], progress: Callable[[str], None] | None
) -> Iterator[AnnotatedArticle | Skipped]:
    """The same articles; `progress` hears of each as it passes."""
    for article in articles:
        if progress is not None:
            progress(article.source if isinstance(article, Skipped) else article.article.source)
        yield article

"""The corpus commands: `clean`, `annotate`, `trace` and `group` with `--out`, over folders, shard by shard.

The stages are those of the other commands. Results go to files in a folder; what was done already is not done again.
"""

import shutil
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain, islice
from pathlib import Path

from tellings import __version__, pipeline
from tellings.api import unexpected
from tellings.cli.messages import Messages
from tellings.engine.corpus import Each, Stage, Used, Whole, all_together, shard_by_shard
from tellings.engine.executors import Engine, Executor, executor
from tellings.engine.grouping_at_size import group_at_size
from tellings.engine.lineage_at_size import trace_at_size
from tellings.engine.manifest import Line
from tellings.engine.shards import Record, shards_of
from tellings.errors import InputError, UsageError
from tellings.pipeline import Settings
from tellings.records import Article, Document, Skipped
from tellings.show.objects import ArticleJson, SentencesJson
from tellings.show.story_json import annotated_json, article_json, derivation_json
from tellings.store import settings_digest
from tellings.stories.grouping import group

# Documents cleaned in one piece of work where all shards are read together.
_BATCH = 100
# Grouping holds all articles in memory and compares each with each. A guess.
GROUPED_AT_ONCE = 20_000
# Raised when the bytes of results change and neither the program's version nor that of annotation does.
_VERSION = 1


class _AnnotatedJson(ArticleJson, SentencesJson):
    """One line of `tellings annotate`."""


def corpus(
    report: Messages,
    command: str,
    sources: list[str] | None,
    folder: str,
    engine: Engine,
    jobs: int | None,
    settings: Settings,
) -> None:
    """Do a command over a corpus: a file of results for each shard, or for `trace` and `group` one for all.

    Raises:
        UsageError: What is read is no corpus, or the folder cannot be written to.
        InputError: Writing failed half-way, as on a full disk.
    """
    if not sources or "-" in sources:
        raise UsageError("--out works on folders and files, not on standard input: name them")
    if any(Path(source).resolve() == Path(folder).resolve() for source in sources):
        raise UsageError(f"{folder} is what is read; name another folder with --out")
    try:
        with executor(engine, jobs) as where:
            _COMMANDS[command](report, sources, Path(folder), settings, where)
    except OSError as error:
        reason = f"{error.strerror or error}; what is finished stays: put it right and run the command again"
        raise InputError(folder, reason) from error


def _clean(report: Messages, sources: list[str], folder: Path, settings: Settings, where: Executor) -> None:
    stage = _stage("clean", settings.cleaning, untouched=False, layout=ArticleJson)
    _each_shard(report, sources, stage, partial(_cleaned, settings), folder, where)


def _annotate(report: Messages, sources: list[str], folder: Path, settings: Settings, where: Executor) -> None:
    read = (settings.cleaning, settings.attributions, settings.names)
    stage = _stage("annotate", read, untouched=True, layout=_AnnotatedJson)
    _each_shard(report, sources, stage, partial(_annotated, settings), folder, where)


def _trace(report: Messages, sources: list[str], folder: Path, settings: Settings, where: Executor) -> None:
    stage = _stage("trace", (settings.cleaning, settings.lineage), untouched=True, layout=None)
    # Index and texts lie beside the results, because machines that share the work must see them.
    place = folder / ".tellings" / "trace"
    try:
        _all_shards(report, sources, stage, partial(_edges, settings, where, place), "edges.jsonl", folder, where)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _group(report: Messages, sources: list[str], folder: Path, settings: Settings, where: Executor) -> None:
    stage = _stage("group", (settings.cleaning, settings.grouping), untouched=True, layout=None)
    _all_shards(report, sources, stage, partial(_clusters, report, settings, where), "clusters.jsonl", folder, where)


_COMMANDS: dict[str, Callable[[Messages, list[str], Path, Settings, Executor], None]] = {
    "clean": _clean,
    "annotate": _annotate,
    "trace": _trace,
    "group": _group,
}


def _stage(name: str, settings: object, *, untouched: bool, layout: type | None) -> Stage:
    """A stage whose results depend on these settings."""
    # Today is no setting of the results: they would have to be made again every day. It only keeps dates that lie in
    # the future from being believed.
    digest = settings_digest(settings, without=("today",))
    version = f"{__version__} {_VERSION} {pipeline.ANNOTATION_VERSION}"
    return Stage(name, version, digest, untouched, layout)


def _each_shard(report: Messages, sources: list[str], stage: Stage, each: Each, folder: Path, where: Executor) -> None:
    shards = shards_of(sources)
    there = 0
    report.doing(f"0 of {len(shards)} shards")
    for number, finished in enumerate(shard_by_shard(shards, stage, each, folder, where), 1):
        _tell(report, finished.line)
        there += not finished.fresh
        report.doing(f"{number} of {len(shards)} shards · {report.used} articles")
    known = f", {there} of them done before" if there else ""
    report.say(f"{folder}: {_counted(len(shards))}{known}; {report.used} articles, {len(report.skipped)} set aside")


def _all_shards(
    report: Messages, sources: list[str], stage: Stage, whole: Whole, name: str, folder: Path, where: Executor
) -> None:
    shards = shards_of(sources)
    report.doing(f"{stage.name}: {len(shards)} shards")
    finished = all_together(shards, stage, whole, name, folder, where)
    _tell(report, finished.line)
    known = "" if finished.fresh else ", done before"
    report.say(f"{folder / name}: {finished.line.records} lines from {_counted(len(shards))}{known}")


def _counted(shards: int) -> str:
    return f"{shards} shard{'' if shards == 1 else 's'}"


def _tell(report: Messages, line: Line) -> None:
    report.used += line.articles
    report.skipped += line.skipped


def _cleaned(settings: Settings, document: Document | Skipped) -> Record | Skipped:
    """A document's article as it is printed."""
    article = _article(settings, document)
    return article if isinstance(article, Skipped) else article_json(article)


def _annotated(settings: Settings, document: Document | Skipped) -> Record | Skipped:
    """A document's annotated article as it is printed."""
    from tellings.language.names import with_listed_names

    try:
        annotated = pipeline.read(document, settings)
        if isinstance(annotated, Skipped):
            return annotated
        return annotated_json(with_listed_names([annotated], settings.names)[0])
    except Exception as error:
        return unexpected(document, error)


def _article(settings: Settings, document: Document | Skipped) -> Article | Skipped:
    try:
        return pipeline.clean_document(document, settings)
    except Exception as error:
        return unexpected(document, error)


def _edges(
    settings: Settings, where: Executor, place: Path, documents: Iterable[Document | Skipped]
) -> Iterator[Record | Skipped | Used]:
    """The edges among all articles, as they are printed."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    skipped: list[Skipped] = []
    articles = _Usable(_articles(settings, where, documents))
    for part in trace_at_size(articles, executor=where, folder=place, settings=settings.lineage):
        if isinstance(part, Skipped):
            skipped.append(part)
        else:
            yield from map(derivation_json, (*part.derivations, *part.related))
    yield from articles.skipped
    yield from skipped
    yield Used(len(articles.seen))


def _clusters(
    report: Messages, settings: Settings, where: Executor, documents: Iterable[Document | Skipped]
) -> Iterator[Record | Skipped]:
    """For each article the cluster it belongs to."""
    usable = _Usable(_articles(settings, where, documents))
    first = list(islice(usable, GROUPED_AT_ONCE + 1))
    if len(first) > GROUPED_AT_ONCE:
        report.say(f"more than {GROUPED_AT_ONCE:,} articles: grouped as a stream, in the order of their days")
        found = group_at_size(chain(first, usable), settings.grouping)
    else:
        stories = group(first, settings.grouping)
        named = {name: f"s{number}" for number, story in enumerate(stories, 1) for name in story}
        found = ((article.id, named[article.id]) for article in first)
    yield from ({"id": name, "cluster": cluster} for name, cluster in found)
    yield from usable.skipped


def _articles(
    settings: Settings, where: Executor, documents: Iterable[Document | Skipped]
) -> Iterator[Article | Skipped]:
    work, failed = partial(_batch, settings), _batch_failed
    for batch in where.map(work, _batched(documents), failed=failed):
        yield from batch


def _batched(documents: Iterable[Document | Skipped]) -> Iterator[list[Document | Skipped]]:
    waiting = iter(documents)
    while batch := list(islice(waiting, _BATCH)):
        yield batch


def _batch(settings: Settings, documents: list[Document | Skipped]) -> list[Article | Skipped]:
    return [_article(settings, document) for document in documents]


def _batch_failed(documents: list[Document | Skipped], error: BaseException) -> list[Article | Skipped]:
    return [unexpected(document, error) for document in documents]


class _Usable:
    """The articles among what was cleaned, once; the rest, and those whose id an earlier one has, are set aside."""

    def __init__(self, found: Iterable[Article | Skipped]) -> None:
        self._found = iter(found)
        self.seen: set[str] = set()
        self.skipped: list[Skipped] = []

    def __iter__(self) -> Iterator[Article]:
        for article in self._found:
            if isinstance(article, Skipped):
                self.skipped.append(article)
            elif article.id in self.seen:
                reason = f"repeats the id {article.id!r} of an earlier article; give every article an id of its own"
                self.skipped.append(Skipped(article.source, "read", reason))
            else:
                self.seen.add(article.id)
                yield article

"""Stages over a corpus: each shard a piece of work, done where the executor says, and done once.

Results that are there and were made from the same files, by the same stage, with the same settings, are left as they
are. What is killed loses the shards that were being worked on and no other.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from pathlib import Path

from tellings.engine.executors import Executor
from tellings.engine.manifest import PARTS, Line, Making, held, known_lines, leave_line, write_manifest
from tellings.engine.shards import Form, Record, Shard, digest_of, documents_of, results
from tellings.records import Document, Skipped


@dataclass(frozen=True, slots=True)
class Used:
    """How many articles a stage over all of them has used, where it does not give a record for each."""

    articles: int


Each = Callable[[Document | Skipped], Record | Skipped]
Whole = Callable[[Iterable[Document | Skipped]], Iterable[Record | Skipped | Used]]


@dataclass(frozen=True, slots=True)
class Stage:
    """What is done with the documents of a corpus.

    Args:
        name: "clean", "annotate", …
        version: Differs where the results of the same input may.
        settings: Digest of the settings (`store.settings_digest`).
        untouched: Records' texts are the caller's own (`reading.documents`).
        layout: The typed dictionary that says what a record of the results holds; None where they are never Parquet.
    """

    name: str
    version: str
    settings: str
    untouched: bool
    layout: type | None

    def making(self, input_digest: str) -> Making:
        """From what and by what the results of an input are made."""
        return Making(input_digest, self.settings, self.name, self.version)


@dataclass(frozen=True, slots=True)
class Finished:
    """A shard that is done.

    Args:
        fresh: Whether it was worked on; False where its results were there already.
    """

    line: Line
    fresh: bool


@dataclass(frozen=True, slots=True)
class _Task:
    number: int
    shard: Shard
    known: Line | None


def shard_by_shard(
    shards: Iterable[Shard], stage: Stage, each: Each, folder: Path, executor: Executor
) -> Iterator[Finished]:
    """Each shard's results written to the folder, in order of shard; one that cannot be worked on is told in its line.

    Args:
        shards: What is worked on.
        stage: What is done.
        each: What becomes of one document: a function of a module, or a `partial` of one.
        folder: Where results and manifest go. With an executor of several machines, one that all of them see.
        executor: Where it is done.

    Raises:
        UsageError: The folder cannot be written to, or another run does.
    """
    with held(folder):
        known = known_lines(folder)
        # What an earlier run left is gathered first, so that shards' numbers have to differ within this run alone.
        write_manifest(folder, known.values())
        tasks = [_Task(number, shard, known.get(shard.name)) for number, shard in enumerate(shards)]
        lines = {name: line for name, line in known.items() if name not in {task.shard.name for task in tasks}}
        work = partial(_worked, stage, each, folder)
        for finished in executor.map(work, tasks, failed=partial(_failed, stage)):
            if finished.line.making.input:
                lines[finished.line.shard] = finished.line
            yield finished
        write_manifest(folder, lines.values())


def all_together(
    shards: Iterable[Shard], stage: Stage, whole: Whole, name: str, folder: Path, executor: Executor
) -> Finished:
    """One file made from all shards together, left as it is where it was made from the same before.

    Args:
        shards: What is read, one after the other.
        stage: What is done.
        whole: What becomes of all documents. It may use the executor itself.
        name: The file's name in the folder.
        folder: Where the file and the manifest go.
        executor: Where the shards' digests are made.

    Raises:
        UsageError: The folder cannot be written to, or another run does.
    """
    listed = list(shards)
    with held(folder):
        known = known_lines(folder)
        digest = blake2b(digest_size=16)
        for shard, found in zip(listed, executor.map(digest_of, listed, failed=_no_digest), strict=True):
            digest.update(f"{shard.name}\0{found}\0".encode("utf-8", "surrogateescape"))
        making = stage.making(digest.hexdigest())
        if name in known and known[name].holds(folder, making):
            return Finished(known[name], fresh=False)
        documents = (document for shard in listed for document in documents_of(shard, untouched=stage.untouched))
        line = _written(Shard(name, (), Form.JSONL), stage, making, whole(documents), folder)
        write_manifest(folder, (known | {name: line}).values())
        return Finished(line, fresh=True)


def _worked(stage: Stage, each: Each, folder: Path, task: _Task) -> Finished:
    """A shard's results: those that are there, or new ones."""
    making = stage.making(digest_of(task.shard))
    if task.known is not None and task.known.holds(folder, making):
        return Finished(task.known, fresh=False)
    found = (each(document) for document in documents_of(task.shard, untouched=stage.untouched))
    line = _written(task.shard, stage, making, found, folder)
    leave_line(folder, task.number, line)
    return Finished(line, fresh=True)


def _written(
    shard: Shard, stage: Stage, making: Making, found: Iterable[Record | Skipped | Used], folder: Path
) -> Line:
    records, used, skipped = 0, None, []
    with results(folder / shard.name, shard.form, stage.layout, folder / PARTS) as write:
        for result in found:
            if isinstance(result, Skipped):
                skipped.append(result)
            elif isinstance(result, Used):
                used = result.articles
            else:
                write(result)
                records += 1
    articles = records if used is None else used
    return Line(shard.name, making, articles, records, (folder / shard.name).stat().st_size, tuple(skipped))


def _failed(stage: Stage, task: _Task, error: BaseException) -> Finished:
    """What stands for a shard that could not be worked on: nothing is written, and the next run tries again."""
    reason = f"this shard could not be done ({type(error).__name__}: {error}); it is tried again by the next run"
    skipped = (Skipped(task.shard.paths[0], stage.name, reason),)
    return Finished(Line(task.shard.name, stage.making(""), 0, 0, 0, skipped), fresh=True)


def _no_digest(shard: Shard, error: BaseException) -> str:
    """Nothing that any other digest equals: what cannot be read is told when it is read."""
    return f"unreadable: {error}"

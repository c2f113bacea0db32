"""One interface for where work is done: here, in worker processes, or on a Ray cluster. The results are the same."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar

from tellings.engine.local import run

Item = TypeVar("Item")
Result = TypeVar("Result")


class Engine(StrEnum):
    """Where work is done."""

    LOCAL = "local"  # in this process or in worker processes of this machine
    RAY = "ray"  # on a Ray cluster, or on a Ray of this machine's own


class Executor(Protocol):
    """Does the same work on many items, wherever it does it."""

    @property
    def jobs(self) -> int:
        """Items that are worked on at a time."""

    def map(
        self, work: Callable[[Item], Result], items: Iterable[Item], *, failed: Callable[[Item, BaseException], Result]
    ) -> Iterator[Result]:
        """The result of `work` for each item, in the items' order.

        Args:
            work: A function of a module, or a `partial` of one, so that other processes can find it. What it loads and
                remembers (models) stays loaded in the process that did it.
            items: Taken as they are needed, a few ahead.
            failed: What stands for an item whose work raised or that killed its process; called here.
        """


@dataclass(frozen=True, slots=True)
class LocalExecutor:
    """The processes of one machine: workers, or this very process where `jobs` is 1."""

    jobs: int = 1

    def map(
        self, work: Callable[[Item], Result], items: Iterable[Item], *, failed: Callable[[Item, BaseException], Result]
    ) -> Iterator[Result]:
        """The result of `work` for each item, in the items' order."""
        return run(work, items, jobs=self.jobs, failed=failed)


@contextmanager
def executor(engine: Engine, jobs: int | None = None) -> Iterator[Executor]:
    """An executor, and what it started ended afterwards.

    Args:
        engine: Where to work.
        jobs: Items worked on at a time; None for all cores of this machine, or of the cluster.

    Raises:
        UsageError: The engine needs a package that is not installed.
    """
    if engine is Engine.LOCAL:
        yield LocalExecutor(jobs or cores())
        return
    from tellings.engine.on_ray import ray_executor

    with ray_executor(jobs) as found:
        yield found


def cores() -> int:
    """The processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

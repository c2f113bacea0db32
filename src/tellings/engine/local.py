"""Stages on this machine: in this process, or in worker processes that each load the models once."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

# Items handed out ahead of the one awaited, for each worker: enough to keep them busy, few enough to bound memory.
_AHEAD = 4


def run(
    work: Callable[[Item], Result],
    items: Iterable[Item],
    *,
    jobs: int,
    failed: Callable[[Item, BaseException], Result],
) -> Iterator[Result]:
    """The result of `work` for each item, in the items' order, whichever process did it.

    Args:
        work: A function of a module, so that worker processes can find it.
        items: Taken as they are needed, a few ahead.
        jobs: Worker processes; 1 works in this process and starts none.
        failed: What stands for an item whose work raised, or that killed its worker. It is called here, so that one
            bad item never stops the others.
    """
    if jobs <= 1:
        for item in items:
            try:
                result = work(item)
            except Exception as error:
                result = failed(item, error)
            yield result
        return
    yield from _run_in_pool(work, items, jobs, failed)


def _run_in_pool(
    work: Callable[[Item], Result],
    items: Iterable[Item],
    jobs: int,
    failed: Callable[[Item, BaseException], Result],
) -> Iterator[Result]:
    pending: deque[tuple[Item, Future[Result]]] = deque()
    pool = _pool(jobs)
    try:
        for item in items:
            pending.append((item, _submit(pool, work, item)))
            if len(pending) >= jobs * _AHEAD:
                yield _awaited(*pending.popleft(), work, failed)
        while pending:
            yield _awaited(*pending.popleft(), work, failed)
    finally:
        pool.shutdown(cancel_futures=True)


def _submit(pool: ProcessPoolExecutor, work: Callable[[Item], Result], item: Item) -> "Future[Result]":
    try:
        return pool.submit(work, item)
    except BrokenProcessPool as error:
        refused: Future[Result] = Future()
        refused.set_exception(error)
        return refused


def _awaited(
    item: Item,
    future: "Future[Result]",
    work: Callable[[Item], Result],
    failed: Callable[[Item, BaseException], Result],
) -> Result:
    """An item's result. A worker that died takes its whole pool along: the item is tried once more, alone."""
    try:
        return future.result()
    except BrokenProcessPool:
        with _pool(1) as lone:
            try:
                return lone.submit(work, item).result()
            except Exception as error:
                return failed(item, error)
    except Exception as error:
        return failed(item, error)


def _pool(jobs: int) -> ProcessPoolExecutor:
    # Spawned, not forked: forking a process with threads (the matrix library's) may deadlock.
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"))

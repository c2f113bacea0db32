"""Work on a Ray cluster: each item a task. Ray keeps its worker processes, so models are loaded once in each.

Which cluster is the affair of Ray: the one that `RAY_ADDRESS` names, else one that runs on this machine, else one
started for as long as the work takes. Nothing is told to anybody: its usage statistics are switched off.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from tellings.errors import UsageError

Item = TypeVar("Item")
Result = TypeVar("Result")

MISSING = "the engine `ray` needs the package ray, which is not installed; install it with: pip install 'tellings[ray]'"
# Items handed out ahead of the one awaited, for each core, as in worker processes.
_AHEAD = 4


@dataclass(frozen=True, slots=True)
class RayExecutor:
    """A Ray cluster that is connected.

    Args:
        jobs: Items worked on at a time.
        ahead: Items handed out at a time; more than `jobs` only where the cluster's cores are the limit.
    """

    jobs: int
    ahead: int

    def map(
        self, work: Callable[[Item], Result], items: Iterable[Item], *, failed: Callable[[Item, BaseException], Result]
    ) -> Iterator[Result]:
        """The result of `work` for each item, in the items' order, whichever machine did it."""
        ray = _ray()
        task = ray.remote(num_cpus=1, max_retries=0)(_tried)
        # Sent once, not with every item.
        shared = ray.put(work)
        pending: deque[tuple[Item, Any]] = deque()
        try:
            for item in items:
                pending.append((item, task.remote(shared, item)))
                if len(pending) >= self.ahead:
                    yield _awaited(*pending.popleft(), task, shared, failed)
            while pending:
                yield _awaited(*pending.popleft(), task, shared, failed)
        finally:
            for _, waiting in pending:
                ray.cancel(waiting)


@contextmanager
def ray_executor(jobs: int | None) -> Iterator[RayExecutor]:
    """An executor on the cluster that is there; one that was started for it is ended afterwards.

    Args:
        jobs: Items worked on at a time; None for as many as the cluster has cores.

    Raises:
        UsageError: Ray is not installed, or its cluster cannot be reached.
    """
    ray = _ray()
    started = not ray.is_initialized()
    if started:
        os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
        try:
            ray.init(
                logging_level="ERROR",
                log_to_driver=False,
                include_dashboard=False,
                # One thread a process, as in the command line: worker processes would fight over cores.
                runtime_env={"env_vars": {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}},
            )
        except (ConnectionError, OSError, RuntimeError, ValueError) as error:
            raise UsageError(f"no Ray cluster could be reached or started: {error}; see RAY_ADDRESS") from error
    try:
        cores = max(1, int(ray.cluster_resources().get("CPU", 1)))
        yield RayExecutor(jobs, jobs) if jobs and jobs < cores else RayExecutor(cores, cores * _AHEAD)
    finally:
        if started:
            ray.shutdown()


def _ray() -> Any:
    try:
        import ray
    except ImportError as error:
        raise UsageError(MISSING) from error
    return ray


def _tried(work: Callable[[Item], Result], item: Item) -> tuple[Result | None, Exception | None]:
    """The work's result, or what it raised, as it was raised."""
    try:
        return work(item), None
    except Exception as error:
        return None, error


def _awaited(
    item: Item, reference: Any, task: Any, shared: Any, failed: Callable[[Item, BaseException], Result]
) -> Result:
    """An item's result. One whose process died is tried once more: it may have died of another's fault."""
    ray = _ray()
    for attempt in range(2):
        try:
            result, error = ray.get(reference)
        except ray.exceptions.RayError as died:
            if attempt:
                return failed(item, died)
            reference = task.remote(shared, item)
            continue
        return failed(item, error) if error is not None else result
    raise AssertionError("the second attempt gives back")

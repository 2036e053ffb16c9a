"""Looking at many files with several processes, each forked from the one that has it all loaded."""

import os
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

FEW = 30
"""Files for which a second process costs more than it brings."""


def processors() -> int:
    """The processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def spread(work: Callable[[T], R], items: Sequence[T], jobs: int) -> list[R]:
    """The work on each item, in their order, by as many processes as there are jobs.

    The result is the same for any number of jobs; what a process does not bring back is done here.
    """
    jobs = min(jobs, len(items) // FEW + 1) if hasattr(os, "fork") else 1
    if jobs < 2:
        return [work(item) for item in items]
    shares = [items[number::jobs] for number in range(jobs)]
    children = [_child(work, share) for share in shares[1:]]
    done: list[list[R]] = [[work(item) for item in shares[0]]]
    for share, (child, pipe) in zip(shares[1:], children, strict=True):
        brought: list[R] | None = _brought(child, pipe)
        done.append([work(item) for item in share] if brought is None else brought)
    return [done[number % jobs][number // jobs] for number in range(len(items))]


def _child(work: Callable[[T], R], share: Sequence[T]) -> tuple[int, int]:
    """A process that does its share and writes what it has to a pipe: its number, the pipe."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    status = 1
    try:
        import pickle

        os.close(reading)
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump([work(item) for item in share], pipe, pickle.HIGHEST_PROTOCOL)
        status = 0
    finally:
        os._exit(status)  # nothing of the parent's is ended or written twice


def _brought(child: int, pipe: int) -> Any:
    """What a process has; None when it did not end well."""
    with os.fdopen(pipe, "rb") as stream:
        data = stream.read()
    _child_again, status = os.waitpid(child, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        return None
    import pickle

    return pickle.loads(data)  # noqa: S301 - written by a child of this very process

"""Looking at many files with several processes, each forked from the one that has it all loaded."""

import os
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

FEW = 30
"""Files for which a second process costs more than it brings."""

_WIDTH = 4
"""Bytes of a turn."""

_TURNS = 1000
"""Turns at most: 4096 bytes are written to a pipe at once and without waiting, everywhere."""


def processors() -> int:
    """The processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def spread(work: Callable[[T], R], items: Sequence[T], jobs: int) -> list[R]:
    """The work on each item, in their order, by as many processes as there are jobs.

    Each takes the next items as soon as it has done its last: files differ in length. The result is
    the same for any number of jobs; what a process does not bring back is done here.
    """
    jobs = min(jobs, len(items) // FEW + 1) if hasattr(os, "fork") else 1
    if jobs < 2:
        return [work(item) for item in items]
    turns = _turns(len(items))
    children = [_child(work, items, turns) for _ in range(jobs - 1)]
    done = _share(work, items, turns)
    for child, pipe in children:
        done.update(_brought(child, pipe))
    os.close(turns)
    return [done[number] if number in done else work(items[number]) for number in range(len(items))]


def _turns(count: int) -> int:
    """A pipe out of which each process takes where the next block of items begins."""
    reading, writing = os.pipe()
    block = _block(count)
    starts = range(0, count, block)
    os.write(writing, b"".join(start.to_bytes(_WIDTH, "big") for start in starts))
    os.close(writing)
    return reading


def _block(count: int) -> int:
    """Items that are taken together: a pipe holds so many turns and no more."""
    return -(-count // _TURNS)


def _share(work: Callable[[T], R], items: Sequence[T], turns: int) -> dict[int, R]:
    """What this process gets done, by the place of the item."""
    block, done = _block(len(items)), {}
    while turn := os.read(turns, _WIDTH):
        start = int.from_bytes(turn, "big")
        for number in range(start, min(start + block, len(items))):
            done[number] = work(items[number])
    return done


def _child(work: Callable[[T], R], items: Sequence[T], turns: int) -> tuple[int, int]:
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
            pickle.dump(_share(work, items, turns), pipe, pickle.HIGHEST_PROTOCOL)
        status = 0
    finally:
        os._exit(status)  # nothing of the parent's is ended or written twice


def _brought(child: int, pipe: int) -> dict[int, Any]:
    """What a process has done; nothing when it did not end well."""
    with os.fdopen(pipe, "rb") as stream:
        data = stream.read()
    _child_again, status = os.waitpid(child, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        return {}
    import pickle

    done: dict[int, Any] = pickle.loads(data)  # noqa: S301 - written by a child of this process
    return done

"""Loads: whether somebody has more to do in some stretch of time than fits into it."""

from collections.abc import Sequence
from typing import NamedTuple

from crisiskit.lean import dataclass
from crisiskit.lint.staff import Worker


class Task(NamedTuple):
    """Work of a role on a step, that begins no earlier than `begin` and ends no later than `end`.

    `target` is the step whose target sets the end.
    """

    step: str
    role: str
    begin: int
    end: int
    minutes: int
    target: str


@dataclass(frozen=True, slots=True)
class Load:
    """Tasks that all have to be done between two moments, and do not fit."""

    worker: Worker
    begin: int
    end: int
    tasks: tuple[Task, ...]

    @property
    def target(self) -> str:
        """The step whose target is at stake: that of the task that ends last."""
        return max(self.tasks, key=lambda task: task.end).target


def overload(worker: Worker, tasks: Sequence[Task]) -> Load | None:
    """The first stretch of time with more in it than the people of a role can do, if any.

    The work of several people is divided among them as if it could be.
    """
    if len(tasks) < 2:
        return None
    by_begin = sorted(tasks, key=lambda task: -task.begin)
    for end in sorted({task.end for task in tasks}):
        total, inside = 0, []
        for task in by_begin:
            if task.end > end:
                continue
            total += task.minutes
            inside.append(task)
            if len(inside) > 1 and total > worker.people * (end - task.begin):
                return Load(worker, task.begin, end, tuple(reversed(inside)))
    return None

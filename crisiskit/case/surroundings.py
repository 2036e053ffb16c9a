"""What conditions see of a case: facts confirmed or unconfirmed, outcomes, built-in names."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from crisiskit.case.state import Case
from crisiskit.clock import instant, stamp
from crisiskit.playbook.conditions import UNKNOWN
from crisiskit.playbook.plan import Condition

KNOWN = frozenset({"confirmed", "unconfirmed"})
"""Statuses whose value a condition sees."""


class Surroundings:
    """The environment in which a case's conditions are evaluated."""

    def __init__(self, case: Case, now: datetime) -> None:
        self.case = case
        self.now = now

    def value(self, name: str) -> Any:
        """The value of a name, or UNKNOWN."""
        case = self.case
        if name in case.outcomes:
            return case.outcomes[name]
        entry = case.facts.get(name)
        if entry is not None:
            value = case.value(entry) if entry.status in KNOWN else None
            return UNKNOWN if value is None else value
        return self._built_in(name)

    def _built_in(self, name: str) -> Any:
        case = self.case
        if name == "severity":
            return case.severity or UNKNOWN
        if name == "responsibility":
            return case.responsibility
        if name == "phase":
            return next(reversed(case.phases), UNKNOWN)
        if name == "closed":
            return case.closed_at is not None
        return case.language if name == "language" else UNKNOWN

    def hours_since(self, name: str) -> Any:
        """Hours from a time or date fact to now, or UNKNOWN."""
        moment = self.moment(name)
        if moment is None:
            return UNKNOWN
        return Decimal(int((self.now - moment).total_seconds())) / 3600

    def moment(self, name: str) -> datetime | None:
        """A time fact, or the first instant of a date fact; None when it is unknown."""
        value = self.value(name)
        if not isinstance(value, str):
            return None
        if len(value) == len("2026-11-21"):
            return datetime.fromisoformat(value).replace(tzinfo=ZoneInfo(self.case.zone))
        return instant(value)

    def since(self, name: str) -> str | None:
        """When a name got its present value."""
        if name in self.case.decided:
            return self.case.decided[name][0]
        entry = self.case.facts.get(name)
        return entry.happened_at if entry else None


def came_true_at(condition: Condition, env: Surroundings) -> str | None:
    """When a condition that holds came true: the latest of its facts and of its `hours_since`."""
    times = [env.since(name) for name in condition.names]
    times += [_reached(node, env) for node in _comparisons(condition.tree)]
    past = [time for time in times if time is not None and time <= stamp(env.now)]
    return max(past, default=None)


def _comparisons(tree: Any) -> Iterator[list[Any]]:
    """Every `hours_since(X) >= N` of a condition."""
    if not isinstance(tree, list):
        return
    if tree[:1] == ["cmp"] and isinstance(tree[1], list) and tree[1][0] == "hours_since":
        yield tree
    for part in tree[1:]:
        yield from _comparisons(part)


def _reached(comparison: list[Any], env: Surroundings) -> str | None:
    """When the hours that a comparison asks for had passed."""
    moment = env.moment(comparison[1][1])
    if moment is None or comparison[3][0] != "lit":
        return None
    return stamp(moment + timedelta(hours=int(Decimal(str(comparison[3][1])))))

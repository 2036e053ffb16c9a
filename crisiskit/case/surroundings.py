"""What conditions see of a case: facts confirmed or unconfirmed, outcomes, built-in names."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from crisiskit.case.records import FactEntry
from crisiskit.case.state import Case
from crisiskit.clock import instant, stamp, zone_info
from crisiskit.playbook import conditions
from crisiskit.playbook.conditions import UNKNOWN
from crisiskit.playbook.plan import Condition
from crisiskit.playbook.stored import is_day, is_stamp

_LONGEST = 1_000_000
"""Hours, over a century: what lies beyond has not passed."""


class Surroundings:
    """The environment in which a case's conditions are evaluated."""

    def __init__(self, case: Case, now: datetime) -> None:
        self.case = case
        self.now = now

    def value(self, name: str) -> Any:
        """The value of a name, or UNKNOWN."""
        case = self.case
        if name in case.outcomes:
            return case.outcomes[name] if self.is_past(case.decided[name][0]) else UNKNOWN
        word = self.word(name)
        if word is not None:
            value = case.value(word) if word.known else None
            return UNKNOWN if value is None else value
        return self._built_in(name)

    def word(self, name: str) -> FactEntry | None:
        """The latest word on a fact, on the severity or on the responsibility."""
        return self.case.facts.get(name) or self.case.assessed.get(name)

    def is_past(self, _time: str) -> bool:
        """Whether something that was recorded had happened."""
        return True

    def _built_in(self, name: str) -> Any:
        case = self.case
        if name == "responsibility":
            return "undetermined"
        if name == "phase":
            opened = [phase for phase, at in case.phases.items() if self.is_past(at)]
            return opened[-1] if opened else UNKNOWN
        if name == "closed":
            return case.closed_at is not None
        return case.language if name == "language" else case.constants.get(name, UNKNOWN)

    def hours_since(self, name: str) -> Any:
        """Hours from a time or date fact to now, or UNKNOWN."""
        moment = self.moment(name)
        if moment is None:
            return UNKNOWN
        from decimal import Decimal

        return Decimal(int((self.now - moment).total_seconds())) / 3600

    def moment(self, name: str) -> datetime | None:
        """A time fact, or the first instant of a date fact; None when it is unknown, or no time."""
        value = self.value(name)
        try:
            if is_stamp(value):
                return instant(value)
            if is_day(value):
                return datetime.fromisoformat(value).replace(tzinfo=zone_info(self.case.zone))
        except ValueError:  # a 30 February among the options of somebody else
            pass
        return None


class _Past(Surroundings):
    """What they saw earlier, by when things happened; to be asked from late to early."""

    def __init__(self, case: Case, now: datetime) -> None:
        super().__init__(case, now)
        self._upto = stamp(now)
        self._words: dict[str, FactEntry | None] = {}

    def go_back(self, time: str) -> None:
        """See the case as of an earlier time."""
        self.now = instant(time)
        self._upto = time

    def word(self, name: str) -> FactEntry | None:
        word = self._words[name] if name in self._words else super().word(name)
        while word is not None and not self.is_past(word.since):
            word = word.before
        self._words[name] = word
        return word

    def is_past(self, time: str) -> bool:
        return time <= self._upto


def since(
    condition: Condition,
    env: Surroundings,
    wanted: Callable[[bool | None], bool],
    upto: str | None = None,
) -> str | None:
    """Since when a condition has been as wanted without a break, up to a time or to now.

    None when it was not so then, or nothing is recorded of when it became so.
    """
    past = _Past(env.case, env.now)
    found = None
    for time in sorted(set(_changes(condition, env)), reverse=True):
        if upto is not None and time > upto:
            continue
        past.go_back(time)
        if not wanted(conditions.evaluate(condition.tree, past)):
            break
        found = time
    return found


def _changes(condition: Condition, env: Surroundings) -> Iterator[str]:
    """The times at which the truth of a condition may have changed."""
    case = env.case
    yield case.opened_at
    for name in condition.names:
        if name in case.decided:
            yield case.decided[name][0]
        if name == "phase":
            yield from case.phases.values()
        word = env.word(name)
        while word is not None:
            yield word.since
            word = word.before
    now = stamp(env.now)
    yield from (time for time in _passed(condition.tree, env) if time <= now)


def _passed(tree: Any, env: Surroundings) -> Iterator[str]:
    """When the hours passed that a condition compares with: `hours_since(x) >= 2`, or `> 2`."""
    if not isinstance(tree, list):
        return
    if tree[:1] == ["cmp"]:
        operands = [each for each in tree[1:] if isinstance(each, list)]
        limits = [each[1] for each in operands if _is_number(each)]
        for name in [each[1] for each in operands if each[0] == "hours_since"]:
            yield from _hours_after(env.moment(name), limits)
        return
    for part in tree[1:]:
        yield from _passed(part, env)


def _is_number(operand: list[Any]) -> bool:
    return operand[0] == "lit" and (type(operand[1]) is int or len(operand) > 2)


def _hours_after(moment: datetime | None, limits: list[Any]) -> Iterator[str]:
    from decimal import Decimal

    if moment is None:
        return
    for limit in map(Decimal, limits):
        if abs(limit) > _LONGEST:
            continue
        passed = moment + timedelta(seconds=int(limit * 3600))
        yield stamp(passed)
        yield stamp(passed + timedelta(seconds=1))

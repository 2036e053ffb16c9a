"""Minutes: how long a step takes, who is busy with it, and how much time a target allows.

Work is counted at its least and time at its most, so that what does not fit certainly does not.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from crisiskit.playbook.durations import rough, split
from crisiskit.playbook.plan import Approve, Due, Repeat, Step, Wait

HOUR = 60
DAY = 24 * HOUR

Share = tuple[str, int]
"""Who or what takes how many minutes: a step, or a role that signs."""


class Work(NamedTuple):
    """What a step costs: its minutes with what they are made of, and who is busy for how long."""

    minutes: int
    shares: tuple[Share, ...] = ()
    busy: tuple[Share, ...] = ()
    """Roles that can do nothing else meanwhile: what takes a day or more leaves time beside it."""


NOTHING = Work(0)


def work(step: Step) -> Work:
    """What a step costs at the least."""
    action = step.action
    own = least(step.takes)
    if isinstance(action, Approve):
        return _signing(step.id, own, action)
    if isinstance(action, Repeat):
        return NOTHING
    if isinstance(action, Wait):
        own = max(own, least(action.lasts))
        return Work(own, ((step.id, own),) if own else ())
    return Work(own, ((step.id, own),), _busy([(step.role, own)])) if own else NOTHING


def _signing(step: str, own: int, action: Approve) -> Work:
    """Sign-offs in turn add up; side by side the longest of those needed counts."""
    signing = [(each.role, least(each.takes)) for each in action.roles]
    if action.order == "listed":
        needed = signing[: action.need]
    else:
        needed = sorted(signing, key=lambda each: each[1])[action.need - 1 : action.need]
    shares = tuple(share for share in needed if share[1])
    total = sum(minutes for _role, minutes in shares)
    busy = _busy(signing) if action.need == len(signing) else ()
    if own > total:  # the step's own time covers its sign-offs
        return Work(own, ((step, own),), busy)
    return Work(total, shares, busy)


def _busy(shares: Sequence[Share]) -> tuple[Share, ...]:
    return tuple((role, minutes) for role, minutes in shares if 0 < minutes < DAY)


@lru_cache(1000)
def least(duration: str | None) -> int:
    """The minutes a piece of work takes at the least: the last working day of several is 8 h."""
    if duration is None:
        return 0
    number, unit = split(duration)
    if unit == "wd":
        return (number - 1) * DAY + 8 * HOUR if number else 0
    return _minutes(duration)


@lru_cache(1000)
def most(duration: str) -> int:
    """The minutes a target gives at the most, in a time without public holidays."""
    number, unit = split(duration)
    if unit == "wd":
        return (number + 2 * -(-number // 5)) * DAY
    return _minutes(duration)


def _minutes(duration: str) -> int:
    return int(rough(duration).total_seconds()) // 60


def clock_minutes(by: str) -> int:
    """The minutes to `same-day 18:00` or `next-day 24:00` from just after midnight."""
    day, _blank, time = by.partition(" ")
    hours, _colon, minutes = time.partition(":")
    return (DAY if day == "next-day" else 0) + int(hours) * HOUR + int(minutes)


def allowed(due: Due, severity: str) -> tuple[int, str] | None:
    """The minutes a target gives at a severity, and its words; None when nobody can tell."""
    if due.by is not None:
        return clock_minutes(due.by), due.by
    if due.before is not None:
        return None
    words = due.within.get(severity) or due.within["else"]
    return most(words), words


def in_words(minutes: int) -> str:
    """Minutes as a file would have them: `85m`, `6h`, `2d`; else `26h 30m`."""
    for unit, size in (("d", DAY), ("h", HOUR)):
        if minutes and minutes % size == 0:
            return f"{minutes // size}{unit}"
    if minutes < 3 * HOUR:
        return f"{minutes}m"
    return f"{minutes // HOUR}h {minutes % HOUR}m"


def as_sum(shares: Sequence[Share]) -> str:
    """A sum with its terms: `write 10m + legal 45m + ceo 30m = 85m`."""
    terms = " + ".join(f"{name} {in_words(minutes)}" for name, minutes in shares)
    total = in_words(sum(minutes for _name, minutes in shares))
    return terms if len(shares) == 1 else f"{terms} = {total}"

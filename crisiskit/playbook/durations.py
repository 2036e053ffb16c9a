"""Durations of playbooks: `30m 2h 3d 1w` elapsed, `5wd` working days."""

import re
from datetime import UTC, datetime, timedelta

UNITS = {
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}

_FORM = re.compile(r"(?a:(\d{1,5}))(wd|[mhdw])")


def split(duration: str) -> tuple[int, str]:
    """A duration as number and unit (`m h d w wd`). Raises ValueError when it is none."""
    found = _FORM.fullmatch(duration)
    if found is None:
        raise ValueError(duration)
    return int(found[1]), found[2]


def elapsed(duration: str) -> timedelta:
    """An elapsed duration. Raises ValueError for working days: they need a calendar."""
    number, unit = split(duration)
    if unit == "wd":
        raise ValueError(duration)
    return number * UNITS[unit]


_FIRST, _LAST = datetime(1000, 1, 1, tzinfo=UTC), datetime(9998, 12, 31, tzinfo=UTC)
"""A time beyond could not be stored: its year has no four figures, or a time zone adds one."""


def add(moment: datetime, duration: str) -> datetime:
    """A moment plus an elapsed duration, within the years that have four figures."""
    return moment + min(elapsed(duration), _LAST - moment)


def before(moment: datetime, duration: str) -> datetime:
    """A moment less an elapsed duration, within the years that have four figures."""
    return moment - min(elapsed(duration), moment - _FIRST)


def rough(duration: str) -> timedelta:
    """A length to compare durations by: a working day counts as a day."""
    number, unit = split(duration)
    return number * UNITS["d" if unit == "wd" else unit]

"""Time: the clock protocol, and the one form in which instants are stored.

An instant is stored as `2026-11-21T02:10:56Z`: UTC, whole seconds, so that text order is time
order. Only `SystemClock` reads the wall clock.
"""

from datetime import UTC, datetime, tzinfo
from typing import Protocol

from crisiskit.errors import StorageError
from crisiskit.language import _
from crisiskit.text import quote


class Clock(Protocol):
    """Tells the time. Aware, UTC."""

    def now(self) -> datetime:
        """The present instant."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present instant, whole seconds."""
        return datetime.now(UTC).replace(microsecond=0)


class VirtualClock:
    """A clock that stands where it is put: for scenarios and tests."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        """The instant it was last put to."""
        return self.at


def stamp(moment: datetime) -> str:
    """An aware datetime as the stored form."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def instant(stamped: str) -> datetime:
    """The stored form as an aware datetime (UTC).

    Raises ValueError when it is not of that form.
    """
    return datetime.fromisoformat(stamped)


def local(stamped: str, zone: str) -> datetime:
    """A stored instant in a time zone, for people to read."""
    return instant(stamped).astimezone(zone_info(zone))


def zone_info(name: str) -> tzinfo:
    """A time zone by its IANA name. `zoneinfo` is imported here only: it takes 3 ms.

    Raises StorageError: a case may come from a machine that knows more of them, or from anybody.
    """
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise StorageError(
            _("This machine knows no time zone {zone}.").format(zone=quote(name)),
            hint=_("Bring its time zones up to date: `pip install --upgrade tzdata`."),
        ) from error

"""Working days and public holidays of a country, and the hours at which nobody should publish.

The days come from the `holidays` package, which knows the Chinese 调休 (a weekend day worked for a
longer holiday) as the State Council announces it, year by year. Beyond the last announced year
the days are weekends and statutory holidays only: `known_through` tells, so that nobody guesses.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from crisiskit.clock import zone_info
from crisiskit.errors import UsageError
from crisiskit.language import _
from crisiskit.lean import dataclass
from crisiskit.text import quote

if TYPE_CHECKING:
    from holidays import HolidayBase

NIGHT_FROM, NIGHT_TO = 22, 6
"""Local hours in which a publication looks hidden (domain.md, rule `bury-timing`)."""

MOST_WORKING_DAYS = 2000
"""Eight years; no deadline of the field is longer, and a typing error must not hang anyone."""

_NAMED = {"zh": "zh_CN", "en": "en_US"}

_DAY = timedelta(days=1)
_LONGEST_BREAK = 31


@dataclass(frozen=True, slots=True)
class Holiday:
    """A run of days off with a public holiday among them; its name per language, for `pick`."""

    name: Mapping[str, str]
    first: date
    last: date


@cache
def _days(country: str, language: str | None = None) -> "HolidayBase":
    from holidays import country_holidays

    try:
        return country_holidays(country, language=language)
    except NotImplementedError as error:
        raise UsageError(
            _("There is no calendar of public holidays for {country}.").format(
                country=quote(country)
            ),
            hint=_("Give the country by its two letters: CN, SG, DE."),
        ) from error


@cache
def known_through(country: str) -> date:
    """The last day for which the country's working days are settled.

    For a country that moves working days by announcement (CN, and others) it is the end of the
    last year in the calendar that has an announcement; later days are a preliminary reckoning.
    """
    days = _days(country)
    last = days.end_year
    if days.has_substituted_holidays:
        last = max(days.special_public_holidays, default=last)
    return date(last, 12, 31)


def is_working_day(day: date, country: str) -> bool:
    """Whether people work on that day; preliminary beyond `known_through`."""
    return _days(country).is_working_day(day)


def add_working_days(moment: datetime, n: int, country: str, zone: str) -> datetime:
    """The same local time on the n-th working day after (or before, if negative), as UTC.

    The day of `moment` does not count. What lands beyond `known_through` is preliminary. A local
    time that the clocks skip or repeat is taken as Python's zoneinfo takes it (PEP 495, fold 0).
    Raises UsageError for more than `MOST_WORKING_DAYS`.
    """
    if abs(n) > MOST_WORKING_DAYS:
        raise UsageError(
            _("{n} working days are too many to count; {most} is the most.").format(
                n=n, most=MOST_WORKING_DAYS
            )
        )
    local = moment.astimezone(zone_info(zone))
    day, left = local.date(), abs(n)
    step = _DAY if n > 0 else -_DAY
    while left:
        day += step
        left -= is_working_day(day, country)
    return local.replace(year=day.year, month=day.month, day=day.day).astimezone(UTC)


def holiday_eve(moment: datetime, zone: str, country: str) -> Holiday | None:
    """The holiday that begins tomorrow: two or more days off with a public holiday among them.

    What is published on its eve looks hidden, and is read late (domain.md S0-b: the mooncake
    letter came on the evening before Mid-Autumn 2016). None on an ordinary Friday.
    """
    return holiday_after(moment.astimezone(zone_info(zone)).date(), country)


def holiday_after(today: date, country: str) -> Holiday | None:
    """The holiday that begins the day after a working day; None if none does."""
    if not is_working_day(today, country):
        return None
    off = _days_off(today + _DAY, country)
    if len(off) < 2 or not any(day in _days(country) for day in off):
        return None
    return Holiday(_name(off, country), off[0], off[-1])


def _days_off(first: date, country: str) -> list[date]:
    days: list[date] = []
    for number in range(_LONGEST_BREAK):
        day = first + number * _DAY
        if is_working_day(day, country):
            break
        days.append(day)
    return days


def _name(off: Sequence[date], country: str) -> dict[str, str]:
    """The holiday's name in the languages the calendar has; its own language stands for en."""
    offered = _days(country).supported_languages
    names: dict[str, str | None] = {key: name for key, name in _NAMED.items() if name in offered}
    return {
        key: _main_name(off, _days(country, name)) for key, name in (names or {"en": None}).items()
    }


def _main_name(off: Sequence[date], days: "HolidayBase") -> str:
    names = [name for day in off if (name := days.get(day))]
    # `国庆节` before `国庆节（补假）` and `休息日（由 … 调休）`.
    return min(names, key=lambda name: "(" in name or "（" in name)


def at_night(moment: datetime, zone: str) -> bool:
    """Whether it is between 22:00 and 06:00 there."""
    hour = moment.astimezone(zone_info(zone)).hour
    return hour >= NIGHT_FROM or hour < NIGHT_TO

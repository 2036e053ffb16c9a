"""Working days against the State Council's announcements; nights; eves."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from crisiskit.calendar import (
    add_working_days,
    at_night,
    holiday_eve,
    is_working_day,
    known_through,
)
from crisiskit.errors import UsageError

ZONE = "Asia/Shanghai"


def shanghai(*when: int) -> datetime:
    return datetime(*when, tzinfo=ZoneInfo(ZONE))  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2024, 2, 18), True),  # Sunday, worked for the Spring Festival
        (date(2024, 2, 4), True),
        (date(2024, 2, 16), False),
        (date(2024, 2, 17), False),
        (date(2025, 9, 28), True),  # Sunday, worked for National Day 2025
        (date(2025, 10, 1), False),
        (date(2025, 10, 8), False),
        (date(2025, 10, 9), True),
        (date(2025, 10, 11), True),  # Saturday
        (date(2026, 1, 2), False),
        (date(2026, 1, 4), True),  # Sunday
        (date(2026, 2, 14), True),  # Saturday
        (date(2026, 2, 23), False),
        (date(2026, 2, 28), True),  # Saturday
        (date(2026, 5, 9), True),  # Saturday
        (date(2026, 9, 20), True),  # Sunday
        (date(2026, 10, 7), False),
        (date(2026, 10, 10), True),  # Saturday
        (date(2016, 9, 18), True),  # Sunday, worked for Mid-Autumn 2016
    ],
)
def test_chinese_days_are_as_announced(day: date, works: bool) -> None:
    assert is_working_day(day, "CN") is works


def test_working_days_skip_a_holiday_and_count_a_worked_weekend() -> None:
    assert add_working_days(shanghai(2026, 9, 30, 10), 2, "CN", ZONE) == shanghai(2026, 10, 9, 10)
    assert add_working_days(shanghai(2024, 2, 9, 18), 1, "CN", ZONE) == shanghai(2024, 2, 18, 18)
    assert add_working_days(shanghai(2026, 10, 8, 9), -1, "CN", ZONE) == shanghai(2026, 9, 30, 9)
    assert add_working_days(shanghai(2026, 10, 3, 9), 0, "CN", ZONE) == shanghai(2026, 10, 3, 9)


def test_the_day_is_the_local_one_and_the_answer_is_utc() -> None:
    late_on_friday = datetime(2026, 9, 18, 17, tzinfo=UTC)  # Saturday 01:00 in Shanghai
    due = add_working_days(late_on_friday, 1, "CN", ZONE)
    assert due == shanghai(2026, 9, 20, 1)
    assert due.tzinfo is UTC


def test_the_local_hour_stays_when_the_clocks_change() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    friday = datetime(2026, 3, 27, 9, tzinfo=berlin)
    due = add_working_days(friday, 1, "DE", "Europe/Berlin")
    assert due.astimezone(berlin) == datetime(2026, 3, 30, 9, tzinfo=berlin)
    assert (due - friday).total_seconds() == 71 * 3600


@pytest.mark.parametrize(
    ("moment", "name", "first", "last"),
    [
        (shanghai(2016, 9, 14, 20, 30), "中秋节", date(2016, 9, 15), date(2016, 9, 17)),
        (shanghai(2025, 9, 30, 9), "国庆节", date(2025, 10, 1), date(2025, 10, 8)),
        (shanghai(2026, 4, 3, 12), "清明节", date(2026, 4, 4), date(2026, 4, 6)),
        (shanghai(2024, 2, 9, 12), "春节", date(2024, 2, 10), date(2024, 2, 17)),
    ],
)
def test_the_eve_of_a_holiday(moment: datetime, name: str, first: date, last: date) -> None:
    holiday = holiday_eve(moment, ZONE, "CN")
    assert holiday is not None
    assert (holiday.name["zh"], holiday.first, holiday.last) == (name, first, last)
    assert holiday.name["en"].isascii()


@pytest.mark.parametrize(
    "moment",
    [
        shanghai(2016, 9, 9, 18),  # an ordinary Friday
        shanghai(2016, 9, 13, 18),  # the day before the eve
        shanghai(2016, 9, 15, 0, 30),  # the holiday itself
        shanghai(2026, 9, 19, 18),  # Saturday before a worked Sunday
        shanghai(2026, 10, 9, 18),  # Friday before a worked Saturday
    ],
)
def test_no_eve(moment: datetime) -> None:
    assert holiday_eve(moment, ZONE, "CN") is None


def test_the_eve_is_the_local_day() -> None:
    assert holiday_eve(datetime(2016, 9, 13, 16, 30, tzinfo=UTC), ZONE, "CN") is not None
    assert holiday_eve(datetime(2016, 9, 14, 16, 30, tzinfo=UTC), ZONE, "CN") is None


def test_other_countries_have_holidays_too() -> None:
    christmas = holiday_eve(datetime(2026, 12, 24, 9, tzinfo=UTC), "Europe/Berlin", "DE")
    assert christmas is not None
    assert (christmas.first, christmas.last) == (date(2026, 12, 25), date(2026, 12, 27))


@pytest.mark.parametrize(
    ("hour", "night"), [(21, False), (22, True), (0, True), (5, True), (6, False), (12, False)]
)
def test_night_is_local(hour: int, night: bool) -> None:
    assert at_night(shanghai(2026, 11, 21, hour, 0), ZONE) is night
    assert at_night(shanghai(2026, 11, 21, hour, 59).astimezone(UTC), ZONE) is night


def test_it_is_said_how_far_the_announcements_reach() -> None:
    assert known_through("CN") >= date(2026, 12, 31)
    assert known_through("CN").year < 2100
    assert known_through("SG").year == 2100
    assert is_working_day(date(2099, 1, 5), "CN")  # a Monday: preliminary, not an error


@pytest.mark.parametrize("country", ["XX", "", "../CN", "China!"])
def test_an_unknown_country_is_refused(country: str) -> None:
    with pytest.raises(UsageError):
        is_working_day(date(2026, 1, 1), country)


def test_a_typing_error_in_a_deadline_does_not_hang() -> None:
    with pytest.raises(UsageError):
        add_working_days(shanghai(2026, 1, 1), 10**9, "CN", ZONE)

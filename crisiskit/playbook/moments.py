"""Moments: times, dates and durations, as people type them and as they are printed.

What is typed is meant in the time zone of the case; what is stored is UTC (`clock.stamp`).
"""

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from crisiskit.clock import local, stamp, zone_info
from crisiskit.playbook.durations import UNITS, split

_NOW = frozenset({"now", "现在", "刚刚"})
_DAYS = {
    "前天": -2,
    "昨天": -1,
    "昨晚": -1,
    "今天": 0,
    "今晚": 0,
    "明天": 1,
    "明晚": 1,
    "后天": 2,
    "yesterday": -1,
    "today": 0,
    "tomorrow": 1,
}
_DAY_WORD = re.compile("|".join(_DAYS))
_FULL_DATE = re.compile(r"(?a:(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?)")
_SHORT_DATE = re.compile(r"(?a:(\d{1,2})(?:-|/|月)(\d{1,2})[日号]?)")
_CLOCK = re.compile(
    r"(?P<half>上午|早上|凌晨|下午|晚上|中午)?\s*(?a:(?P<hour>\d{1,2})"
    r"(?::(?P<minute>\d{2})(?::\d{2})?|[点时](?:(?P<minutes>\d{1,2})分?|(?P<thirty>半))?))"
)
_SHIFT = re.compile(r"(?P<sign>[+-])(?P<parts>(?:(?a:\d{1,5})\s*(?:m|h|d|w|分钟|小时|天|周)\s*)+)")
_SHIFT_PART = re.compile(r"(?a:(\d{1,5}))\s*(m|h|d|w|分钟|小时|天|周)")
_ISO = re.compile(
    r"(?a:\d{4}-\d\d-\d\d)[t ](?a:\d\d:\d\d)(?a::\d\d)?(?:z|[+-](?a:\d\d:?\d\d))", re.IGNORECASE
)
_UNIT_WORDS = {
    "分钟": "m",
    "分": "m",
    "minutes": "m",
    "minute": "m",
    "min": "m",
    "小时": "h",
    "hours": "h",
    "hour": "h",
    "天": "d",
    "日": "d",
    "days": "d",
    "day": "d",
    "周": "w",
    "星期": "w",
    "weeks": "w",
    "week": "w",
    "个工作日": "wd",
    "工作日": "wd",
    "working days": "wd",
    "working day": "wd",
}
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_UNIT_ZH = {"m": "分钟", "h": "小时", "d": "天", "w": "周", "wd": "个工作日"}
_UNIT_EN = {"m": "minute", "h": "hour", "d": "day", "w": "week", "wd": "working day"}
_AFTERNOON = frozenset({"下午", "晚上", "中午"})
_YEARS = range(1900, 3000)
_BEIJING_TIME = frozenset({"Asia/Shanghai", "Asia/Chongqing", "Asia/Harbin", "PRC"})


def parse_time(raw: str, zone: str, now: datetime) -> str:
    """A time as stored. Raises ValueError.

    Read are `02:10` (today), `11-21 02:10` (of the year that puts it nearest to now),
    `2026-11-21 02:10`, ISO 8601 with an offset, `+2h`, `-30m`, `明天 10:00`, `tomorrow 10:00`,
    `10点半`, `now`.
    """
    words = _plain(raw)
    if words in _NOW:
        return stamp(now)
    if _SHIFT.fullmatch(words):
        return stamp(_shifted(now, words))
    if _ISO.fullmatch(words):
        return stamp(_within_years(datetime.fromisoformat(words.upper())))
    day, rest = _day(words.replace("t", " ") if "-" in words[:5] else words, zone, now)
    return stamp(_on(day, _hours(rest), zone))


def offset(raw: str) -> tzinfo | None:
    """The offset that a time was typed with, as +08:00; None without one, and for Z.

    Raises ValueError for what can be no time at all.
    """
    words = _plain(raw)
    if _ISO.fullmatch(words) and not words.endswith("z"):
        return datetime.fromisoformat(words).tzinfo
    return None


def parse_date(raw: str, zone: str, now: datetime) -> str:
    """A date as stored. Raises ValueError. Read are the days of `parse_time`, and `+3d`."""
    words = _plain(raw)
    today = now.astimezone(zone_info(zone)).date()
    if words in _NOW:
        return today.isoformat()
    if _SHIFT.fullmatch(words):
        return _shifted(datetime.combine(today, time()), words).date().isoformat()
    day, rest = _day(words, zone, now)
    if rest or not words:
        raise ValueError(raw)
    return day.isoformat()


def parse_duration(raw: str) -> str:
    """A duration as stored: `2h`, `5wd`; `3天`, `5 working days` are read. Raises ValueError."""
    words = _plain(raw)
    for name in sorted(_UNIT_WORDS, key=len, reverse=True):
        if words.endswith(name):
            words = words.removesuffix(name).rstrip() + _UNIT_WORDS[name]
            break
    number, unit = split(words.replace(" ", ""))
    return f"{number}{unit}"


def _plain(raw: str) -> str:
    if not isinstance(raw, str) or len(raw) > 60:
        raise ValueError(raw)
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", raw)).strip().casefold()


def _shifted(moment: datetime, words: str) -> datetime:
    """So much later or earlier, within the years that are read. Raises ValueError."""
    try:
        return _within_years(moment + _shift(words))
    except OverflowError:
        raise ValueError(words) from None


def _shift(words: str) -> timedelta:
    total = timedelta()
    for number, unit in _SHIFT_PART.findall(words):
        total += int(number) * UNITS[_UNIT_WORDS.get(unit, unit)]
    return -total if words.startswith("-") else total


def _day(words: str, zone: str, now: datetime) -> tuple[date, str]:
    """The day that the words begin with (today when they name none), and what is left of them."""
    today = now.astimezone(zone_info(zone)).date()
    if found := _DAY_WORD.match(words):
        evening = "晚上" if found[0].endswith("晚") else ""
        return today + timedelta(_DAYS[found[0]]), evening + words[found.end() :].strip()
    if found := _FULL_DATE.match(words):
        year, month, day = (int(part) for part in found.groups())
        return _dated(year, month, day), words[found.end() :].strip()
    if found := _SHORT_DATE.match(words):
        month, day = (int(part) for part in found.groups())
        return _nearest(month, day, today), words[found.end() :].strip()
    return today, words


def _dated(year: int, month: int, day: int) -> date:
    if year not in _YEARS:
        raise ValueError(year)
    return date(year, month, day)


def _nearest(month: int, day: int, today: date) -> date:
    """The day of that name nearest to today: on 2 January, `12-31` was the day before yesterday."""
    found = []
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            found.append(date(year, month, day))
        except ValueError:  # 29 February
            continue
    if not found:
        raise ValueError(month, day)
    return min(found, key=lambda candidate: abs(candidate - today))


def _hours(words: str) -> timedelta:
    """The time of day. `24:00` is the next midnight."""
    found = _CLOCK.fullmatch(words)
    if found is None:
        raise ValueError(words)
    hour = int(found["hour"])
    minute = 30 if found["thirty"] else int(found["minute"] or found["minutes"] or 0)
    if found["half"] in _AFTERNOON and hour < (11 if found["half"] == "中午" else 12):
        hour += 12
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        raise ValueError(words)
    return timedelta(hours=hour, minutes=minute)


def _on(day: date, hours: timedelta, zone: str) -> datetime:
    wall = datetime.combine(day, time()) + hours
    moment = wall.replace(tzinfo=zone_info(zone))
    if moment.astimezone(UTC).astimezone(moment.tzinfo).replace(tzinfo=None) != wall:
        raise ValueError(wall)  # the clocks were put forward over it
    return _within_years(moment)


def _within_years(moment: datetime) -> datetime:
    if moment.year not in _YEARS:
        raise ValueError(moment)
    return moment


def time_words(stamped: str, language: str, zone: str, *, names_zone: bool = False) -> str:
    """An instant on the clock of a zone: `2026年11月21日 14:30`, `14:30 on 21 November 2026`.

    With `names_zone`, readers elsewhere can tell the instant (domain.md 3.1, 23): `14:30 Beijing
    time on 21 November 2026`, `14:30 (UTC+1) on …`. Chinese says nothing of Beijing time.
    """
    moment = local(stamped, zone)
    clock = f"{moment:%H:%M}" + (_zone_words(moment, zone, language) if names_zone else "")
    if language == "zh":
        return f"{_date_words(moment, 'zh')} {clock}"
    return f"{clock} on {_date_words(moment, language)}"


def _zone_words(moment: datetime, zone: str, language: str) -> str:
    """Beijing time by its name, any other as its distance from UTC: `UTC+1`, `UTC-3:30`."""
    if zone in _BEIJING_TIME:
        return "" if language == "zh" else " Beijing time"
    minutes = int((moment.utcoffset() or timedelta()).total_seconds()) // 60
    hours, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes < 0 else "+"
    name = f"UTC{sign}{hours}{f':{rest:02}' if rest else ''}" if minutes else "UTC"
    return f"（{name}）" if language == "zh" else f" ({name})"


def date_words(stored: str, language: str) -> str:
    """A date: `2026年11月21日`, `21 November 2026`."""
    return _date_words(date.fromisoformat(stored), language)


def _date_words(day: date, language: str) -> str:
    if language == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def duration_words(stored: str, language: str) -> str:
    """A duration: `2小时`, `5个工作日`, `2 hours`, `1 working day`."""
    number, unit = split(stored)
    if language == "zh":
        return f"{number}{_UNIT_ZH[unit]}"
    return f"{number} {_UNIT_EN[unit]}{'' if number == 1 else 's'}"

"""Times of day, and days by their names: 20:00, 晚8点半, 8 p.m., noon, 星期日, Sunday, 今晚."""

from decimal import Decimal

from crisiskit.review.figures.dates import MONTHS
from crisiskit.review.figures.english_words import word_behind
from crisiskit.review.figures.figure import Figure, bent_before, bent_behind
from crisiskit.review.figures.numerals import Number, number_at
from crisiskit.review.figures.suffixes import behind

_NOON = {"noon": (12, 0), "midday": (12, 0), "midnight": (24, 0)}
_HALVES = (
    dict.fromkeys(("上午", "早上", "清晨", "凌晨", "早晨", "早", "晨"), "morning")
    | dict.fromkeys(("晚上", "晚间", "夜间", "深夜", "夜里", "晚", "夜"), "night")
    | {"下午": "afternoon", "午后": "afternoon", "傍晚": "afternoon"}
    | {"中午": "noon", "正午": "noon"}
)
_PARTS_OF_HOUR = {"半": 30, "整": 0, "钟": 0, "一刻": 15, "三刻": 45}
_BEHIND_HOUR = frozenset("前后起许左至到-")
"""Behind 三点 they show that it is an hour, not three points."""

FIRST = frozenset("星礼周今昨明前后")
"""What Chinese words for days begin with."""

_WEEK = ("星期", "礼拜", "周")
_WEEKDAYS = {char: number for number, char in enumerate("一二三四五六日", start=1)} | {"天": 7}
_DAYS = {"前天": -2, "后天": 2} | {
    day + part: number
    for day, number in (("昨", -1), ("今", 0), ("明", 1))
    for part in "天日晚晨早夜"
}
_WEEKS = frozenset("一二两三四五六七八九十几数")
"""Before 周 they make weeks of it: 两周五天."""

_NAMES = "monday tuesday wednesday thursday friday saturday sunday"
_LONG_NAMES = {name: number for number, name in enumerate(_NAMES.split(" "), start=1)}
_SHORT_NAMES = {name[:3]: number for name, number in _LONG_NAMES.items()} | {"tues": 2, "thurs": 4}
_FROM_TODAY = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
_PARTS_OF_DAY = {
    ("this", "morning"): 0,
    ("this", "afternoon"): 0,
    ("this", "evening"): 0,
    ("last", "night"): -1,
}
ENGLISH = frozenset({*_NOON, *_LONG_NAMES, *_SHORT_NAMES, *_FROM_TODAY, "this", "last"})
"""English words that name an hour or a day, or begin to."""


def from_hour(text: str, number: Number, end: int, floor: int) -> Figure | None:
    """The time that begins with an hour and 时 or 点; None when that is not what they mean."""
    half, start = _half_of_day(text, number.start, floor)
    minute, stop = _minute(text, end)
    if number.form != "digits" and not half and stop == end:
        points = text[end - 1] == "点" and text[end : end + 1] not in _BEHIND_HOUR
        if points or number.value == 1:  # 以下三点, 好一点, 一时
            return None
    return _bent(text, _time(number.value, minute, half, start, stop), floor)


def from_clock(text: str, start: int, colon: int, floor: int) -> Figure | None:
    """The time as a clock shows it: 20:00, 8:05:30, 8:30 p.m.; None when none stands there."""
    minutes, end = text[colon + 1 : colon + 3], colon + 3
    if colon - start > 2 or len(minutes) < 2 or not (minutes.isdecimal() and minutes.isascii()):
        return None
    if text[end : end + 1] == ":" and text[end + 1 : end + 3].isdecimal():
        end += 3
    if text[end : end + 1].isdecimal():
        return None
    half, begin = _half_of_day(text, start, floor)
    if said := _am_or_pm(text, end):
        half, end = said
    return _bent(text, _time(Decimal(text[start:colon]), int(minutes), half, begin, end), floor)


def from_english(text: str, number: Number, floor: int) -> Figure | None:
    """The time whose hour has a.m., p.m. or o'clock behind it; None when it has not."""
    if text.startswith(" o'clock", number.end):
        half, end = "", number.end + 8
    elif (said := _am_or_pm(text, number.end)) and number.value < 13:
        half, end = said
    else:
        return None
    hour, point, minutes = text[number.start : number.end].partition(".")  # 8.05 p.m.
    if not point:
        return _bent(text, _time(number.value, 0, half, number.start, end), floor)
    if len(minutes) != 2:
        return None
    return _bent(text, _time(Decimal(hour), int(minutes), half, number.start, end), floor)


def chinese_day(text: str, start: int) -> Figure | None:
    """The day that the word there names; None when it is another (每周一次, 今日头条)."""
    word = text[start : start + 2]
    if word in _DAYS:
        if text.startswith("头条", start + 2):
            return None
        return Figure("relative", _DAYS[word], "", "", False, start, start + 2)
    week = next((name for name in _WEEK if text.startswith(name, start)), "")
    end = start + len(week) + 1
    weekday = _WEEKDAYS.get(text[end - 1 : end]) if week else None
    before = text[start - 1 : start] if start else ""
    if weekday is None or (week == "周" and (before in _WEEKS or text[end : end + 1] == "次")):
        return None
    return Figure("weekday", weekday, "", "", False, start, end)


def english_word(text: str, start: int, end: int) -> Figure | None:
    """The hour or day that an English word names; None when it is another word (we sat, this)."""
    word = text[start:end]
    if word in _NOON:
        return Figure("time", _NOON[word], "", "", False, start, end)
    if word in _LONG_NAMES:
        return Figure("weekday", _LONG_NAMES[word], "", "", False, start, end)
    if word in _FROM_TODAY:
        return Figure("relative", _FROM_TODAY[word], "", "", False, start, end)
    if word in _SHORT_NAMES:
        known = _is_by_date(text, start, end)
        return Figure("weekday", _SHORT_NAMES[word], "", "", False, start, end) if known else None
    part, stop = word_behind(text, end)
    day = _PARTS_OF_DAY.get((word, part))
    return None if day is None else Figure("relative", day, "", "", False, start, stop)


def _is_by_date(text: str, start: int, end: int) -> bool:
    """Whether a short name stands beside a date, as in `(Sun)` and `Sun, 8 March`."""
    if text[start - 1 : start] == "(" and text[end : end + 1] == ")":
        return True
    at = end + text.startswith(".", end)
    at += text.startswith(",", at)
    if text[at : at + 1] != " ":
        return False
    if text[at + 1 : at + 2].isdecimal():
        day = at + 2 if text[at + 2 : at + 3].isdecimal() else at + 1
        return word_behind(text, day + 1)[0] in MONTHS
    word, stop = word_behind(text, at)
    return word in MONTHS and text[stop + 1 : stop + 2].isdecimal()


def _am_or_pm(text: str, end: int) -> tuple[str, int] | None:
    at = end + text.startswith(" ", end)
    half = {"a": "morning", "p": "afternoon"}.get(text[at : at + 1])
    if half is None:
        return None
    for mark in (".m.", ".m", "m"):
        stop = at + 1 + len(mark)
        if text.startswith(mark, at + 1) and not "a" <= text[stop : stop + 1] <= "z":
            return half, stop
    return None


def _half_of_day(text: str, start: int, floor: int) -> tuple[str, int]:
    """`morning`, `noon`, `afternoon` or `night` where a word before says so, and the beginning.

    今晚 is a figure of its own; the hour behind it is one of the evening all the same.
    """
    at = start - 1 if text[start - 1 : start] == " " else start
    for size in (2, 1):
        if at >= size and (half := _HALVES.get(text[at - size : at])):
            return half, at - size if at - size >= floor else start
    return "", start


def _minute(text: str, end: int) -> tuple[int, int]:
    """The minutes behind an hour, and where they end; (0, end) when none are said."""
    for size in (2, 1):
        if (word := text[end : end + size]) in _PARTS_OF_HOUR:
            return _PARTS_OF_HOUR[word], end + len(word)
    number = number_at(text, end)
    if number is None or number.value > 59 or number.value % 1 or number.form == "bare":
        return 0, end
    if text.startswith("分", number.end) and not text.startswith("分之", number.end):
        return int(number.value), number.end + 1
    written = number.end - end
    if written >= 2 and number.start == end and behind(text, number.end) is None:
        return int(number.value), number.end  # 8点30
    return 0, end


def _bent(text: str, figure: Figure | None, floor: int) -> Figure | None:
    """A time with the words beside it that make it approximate: 约8点, 8时许, about 8 p.m."""
    if figure is None:
        return None
    word, start = bent_before(text, figure.start, floor)
    later, end = bent_behind(text, figure.end)
    if word not in {"about", "nearly"}:
        word, start = "", figure.start
    if text.startswith("许", end):
        later, end = "about", end + 1
    elif later != "about":
        later, end = "", figure.end
    return figure._replace(approximate=bool(word or later), start=start, end=end)


def _time(hour: Decimal, minute: int, half: str, start: int, end: int) -> Figure | None:
    if hour % 1 or hour > 24 or minute > 59:
        return None
    later = {"afternoon": hour < 12, "night": hour <= 12, "noon": hour < 11}.get(half, False)
    earlier = half == "morning" and hour == 12
    on_the_clock = int(hour) + (12 if later else -12 if earlier else 0)
    return Figure("time", (on_the_clock, minute), "", "", False, start, end)

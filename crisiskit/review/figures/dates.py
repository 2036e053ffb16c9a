"""Dates: 2026年3月5日, 民国115年, 本月8日, 2026-03-05, 3/5, 5 March 2026, March 5, in 2026."""

from crisiskit.review.figures import things
from crisiskit.review.figures.english_words import word_before, word_behind
from crisiskit.review.figures.figure import Figure, words
from crisiskit.review.figures.numerals import Number, end_of_run, number_at

YEARS = range(1900, 2100)

_BEFORE_THE_REPUBLIC = 1911
_WHICH_MONTH = frozenset({"本月", "当月", "上月", "下月", "该月", "次月"})
_COUNTED = frozenset("近为共时满长每续过")
"""Before 5日 they make five days of it: 近5日, 为期5日, 连续5日."""

_COUNTED_BEHIND = ("内", "之内", "以内", "无理由", "后")
_NAMED = frozenset("第号)]〕】")
"""Before 12号 they make it the number of something: 〔2026〕12号."""

_BEHIND_DAY_NUMBER = frozenset("前起至到晚上下中凌早之以内开发当(-~,。;!?、)\n ")
"""Behind 13号 they show that it is a day, not a building."""

_TO = frozenset("-~至到")
_ON = tuple(words("on by before until from since after 自 至 于 从 到 -"))
_JOINTS = frozenset("-/.")
_BEHIND_SLASHED = frozenset("前起止至晚上下")

_NAMES = "january february march april may june july august september october november december"
MONTHS = {name: number for number, name in enumerate(_NAMES.split(" "), start=1)}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}

_ORDINALS = frozenset({"st", "nd", "rd", "th"})
_IN = words("in since until by during from to of through before after mid early late last next")
"""Before a month or a year that stands alone they show that it is one."""

_IN_YEAR = words("in since until during mid early late")
"""Before a year, also where a noun follows: in 2026 customers complained."""

_AFTER_MAY = words("at by to from until and in we for or")
"""What may follow the month; before any other word `may` is a verb."""


def from_year(text: str, number: Number, end: int) -> Figure | None:
    """The date that begins with a year, down to what is said; None for a number of years."""
    if number.value % 1 or number.reach:
        return None
    year, start = int(number.value), number.start
    month = _followed(text, end, "月")
    if text.endswith("民国", 0, start):
        year += _BEFORE_THE_REPUBLIC
        start -= 4 if text.endswith("中华民国", 0, start) else 2
    elif number.form == "han":
        return None
    elif month and number.end - start == 2:
        year += 2000
    if year not in YEARS:
        return None
    return _down_to_day(text, year, month, start) if month else date(year, None, None, start, end)


def from_month(text: str, number: Number, end: int) -> Figure | None:
    """The date that begins with a month; None when there is no such month."""
    if number.value % 1 or not 1 <= number.value <= 19 or number.reach:
        return None
    return _down_to_day(text, None, (int(number.value), end), number.start)


def from_day(text: str, number: Number, end: int, *, expected: bool) -> Figure | None:
    """A day whose month is not said, or stands before; None when it is a number of days.

    `expected`: a date stands close before it, of which it may be the end.
    """
    start = number.start
    if number.value % 1 or not 1 <= number.value <= 31 or number.reach:
        return None
    day = int(number.value)
    if text[max(start - 2, 0) : start] in _WHICH_MONTH:
        return date(None, None, day, start - 2, end)
    if text[end - 1] == "号":
        known = end == len(text) or text[end] in _BEHIND_DAY_NUMBER
        known = known and number.form == "digits" and text[start - 1 : start] not in _NAMED
        return date(None, None, day, start, end) if known or start == 0 else None
    counted = text.startswith(_COUNTED_BEHIND, end) or text[start - 1 : start] in _COUNTED
    known = expected or (number.form == "digits" and not counted)
    return date(None, None, day, start, end) if known else None


def from_figures(text: str, start: int) -> Figure | None:
    """A date in figures alone: 2026-03-05, 2026/3/5, 2026.3.5; 3/5 where it must be a date."""
    parts: list[str] = []
    ends: list[int] = []
    end = start - 1
    while len(parts) < 4:
        at, end = end + 1, end_of_run(text, end + 1)
        parts.append(text[at:end])
        ends.append(end)
        if text[end : end + 1] not in _JOINTS or text[end] != text[ends[0]]:
            break
    year, month, day = (*parts, "")[:3] if len(parts) == 3 else ("", *parts, "")[:3]
    if len(parts) not in {2, 3} or not (1 <= len(month) <= 2 and 1 <= len(day) <= 2):
        return None
    if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        return None
    if year:
        sound = len(year) == 4 and int(year) in YEARS
        return date(int(year), int(month), int(day), start, end) if sound else None
    sure = text[max(start - 8, 0) : start].rstrip(" ").endswith(_ON)
    if text[ends[0]] != "/" or not (sure or text[end : end + 1] in _BEHIND_SLASHED):
        return None
    return date(None, int(month), int(day), start, end)


def from_english_day(text: str, number: Number) -> Figure | None:
    """The date that begins with its day: 5 March 2026; None when no month stands behind."""
    word, at = word_behind(text, number.end)
    if word in _ORDINALS and at == number.end + 2:
        word, at = word_behind(text, at)
    if word == "of":
        word, at = word_behind(text, at)
    if word not in MONTHS or number.value % 1 or not 1 <= number.value <= 31:
        return None
    year, end = year_behind(text, at)
    on = word_before(text, number.start) in _ON
    if word == "may" and year is None and not (on or _is_month(text, at)):
        return None
    return date(year, MONTHS[word], int(number.value), number.start, end)


def from_english_month(text: str, start: int, end: int) -> Figure | None:
    """The date that begins with its month: March 5, 2026, March 2026, in March."""
    word = text[start:end]
    month = MONTHS[word]
    day, at = _day(text, end)
    year, stop = year_behind(text, at)
    on = word_before(text, start) in _ON
    if day is not None and (word != "may" or year or on or _is_month(text, at)):
        return date(year, month, day, start, stop)
    if day is None and year is not None:
        return date(year, month, None, start, stop)
    alone = len(word) > 3 and word_before(text, start) in _IN
    return date(None, month, None, start, end) if alone else None


def from_english_year(text: str, number: Number) -> Figure | None:
    """The year that stands alone: in 2026; None for any other number."""
    if number.end - number.start != 4 or number.value not in YEARS:
        return None
    before = word_before(text, number.start)
    counted = before not in _IN_YEAR and things.english_noun(text, number.end, one=False)[0]
    if before not in _IN or counted:
        return None
    return date(int(number.value), None, None, number.start, number.end)


def year_behind(text: str, at: int) -> tuple[int | None, int]:
    """The year behind a day or a month, and where it ends; (None, at) when none is there."""
    begin = at + text.startswith(".", at)
    begin += text.startswith(",", begin)
    begin += text.startswith(" ", begin)
    digits = text[begin : begin + 4]
    if begin == at or not (digits.isascii() and digits.isdecimal()) or int(digits) not in YEARS:
        return None, at
    counted = text[begin + 4 : begin + 5].isdecimal()
    return (None, at) if counted else (int(digits), begin + 4)


def date(year: int | None, month: int | None, day: int | None, start: int, end: int) -> Figure:
    """The figure of a date."""
    return Figure("date", (year, month, day), "", "", False, start, end)


def _down_to_day(text: str, year: int | None, month: tuple[int, int], start: int) -> Figure:
    number, end = month
    end += text.startswith("份", end)
    day = _followed(text, end, "日号") or _day_of_range(text, end)
    if day is None or day[0] > 99:
        return date(year, number, None, start, end)
    return date(year, number, day[0], start, day[1])


def _day_of_range(text: str, at: int) -> tuple[int, int] | None:
    """3月1-5日: the first day, which has no 日."""
    number = number_at(text, at)
    if number is None or number.form != "digits" or number.value % 1 or number.value > 31:
        return None
    rest = text[number.end : number.end + 2]
    return (int(number.value), number.end) if rest[:1] in _TO and rest[1:].isdecimal() else None


def _followed(text: str, at: int, marks: str) -> tuple[int, int] | None:
    """The whole number that begins there and has one of these behind it, and where that ends."""
    number = number_at(text, at)
    if number is None or number.form == "bare" or number.value % 1 or number.reach:
        return None
    end = number.end + text.startswith(" ", number.end)
    mark = text[end : end + 1]
    return (int(number.value), end + 1) if mark and mark in marks else None


def _is_month(text: str, end: int) -> bool:
    word, _ = word_behind(text, end)
    return not word or word in _AFTER_MAY


def _day(text: str, at: int) -> tuple[int | None, int]:
    """The day behind the name of a month, and where it ends; (None, at) when none is there."""
    begin = at + text.startswith(".", at)
    end = begin = begin + text.startswith(" ", begin)
    while end < begin + 3 and "0" <= text[end : end + 1] <= "9":
        end += 1
    if begin == at or not 1 <= end - begin <= 2 or not 1 <= int(text[begin:end]) <= 31:
        return None, at
    stop = end + 2 if text[end : end + 2] in _ORDINALS else end
    part = text[stop : stop + 1] in {":", "%"} or text[stop : stop + 1].isalpha()
    decimal = text[stop : stop + 1] in {".", ","} and text[stop + 1 : stop + 2].isdecimal()
    return (None, at) if part or decimal else (int(text[begin:end]), stop)

"""The figures of a text: what is counted, when, how long, how much, whom to call.

`figures` goes through a text from one place where a figure may begin to the next. The other modules
read what stands there; `same` says whether two of them say the same.
"""

import re

from crisiskit.review.figures import counting, dates, english_words, hours, names, numerals
from crisiskit.review.figures.figure import Figure
from crisiskit.review.figures.numerals import HAN, Number
from crisiskit.review.figures.relations import join, same
from crisiskit.review.figures.suffixes import CURRENCIES, FIRST, behind

__all__ = ["Figure", "figures", "same"]

MOST = 20_000
"""Places of one text at which a figure is looked for: no statement has so many.

A text that is made to cost time may; its rest is not read.
"""

_TRADITIONAL = (
    "萬與專業兩個臨為買於產億僅從倉價優會傷餘兒內準幾則別單賣廠廳釐參雙發變隻檯臺號後噸員週響圍國圓場塊聲處備頭嬰學傢將層屬歲幣帳庫"
    "應開張當錄總戶報撥據數無時機條來構棟樓歐遊灣滿點熱獨電碼禮種筆簽籤簡類係繫約級紀線組統續編網罰職緻營見計訂議訊記許論設証證評訴話"
    "該說賬貨費資車轉輪輛邊達過這遠違連遞郵裡鍾鐘錢鋪鎊長門間難麵韓頁項顧預顆額餅騎"
)
_SIMPLIFIED = (
    "万与专业两个临为买于产亿仅从仓价优会伤余儿内准几则别单卖厂厅厘参双发变只台台号后吨员周响围国圆场块声处备头婴学家将层属岁币帐库"
    "应开张当录总户报拨据数无时机条来构栋楼欧游湾满点热独电码礼种笔签签简类系系约级纪线组统续编网罚职致营见计订议讯记许论设证证评诉话"
    "该说账货费资车转轮辆边达过这远违连递邮里钟钟钱铺镑长门间难面韩页项顾预颗额饼骑"
)
_PLAIN: dict[int, int | str] = {
    **str.maketrans(_TRADITIONAL, _SIMPLIFIED),
    **{code: code + 32 for code in range(ord("A"), ord("Z") + 1)},
    **dict.fromkeys(map(ord, "–—‐‑−"), "-"),
    **dict.fromkeys(map(ord, "～〜"), "~"),
    **dict.fromkeys(map(ord, "\u3000\u00a0\u2009\u202f"), " "),
}
"""Simplified, lower case, one dash, one blank: one character for one, so that places stay."""

_BEGIN = re.compile("[a-z]+|[0-9+]|[" + "".join(sorted(HAN | hours.FIRST)) + "半数几]")
_ADDRESS_OR_CODE = frozenset("@._-/:#0123456789")
"""Behind a word they may make an address or a code of it."""

_SAYING = {*english_words.NUMBERS, *dates.MONTHS, *hours.ENGLISH, "half"}
"""Words that are of a figure by themselves."""

_SHAPING = frozenset(":-/.)*@_ abcdefghijklmnopqrstuvwxyz")
"""Behind digits they may make a clock, a date, a telephone number or a code of them."""

_AFTER_ITEM = frozenset(')]〕】”"、. ')
_SCALES = frozenset("十百千万亿")
_NO_COUNT = frozenset(".:x×*/")
_LONG = 10
"""Digits of a number without counter or noun that make it a number of something."""

_TOO_LONG = 60
_NEAR = 2
"""Characters behind a date within which 五日 is a day."""


def figures(text: str) -> list[Figure]:
    """The figures of a text in its matching form, in order, none over another."""
    plain = text.translate(_PLAIN)
    found: list[Figure] = []
    at = 0
    for _ in range(MOST):
        begin = _BEGIN.search(plain, at)
        if begin is None:
            break
        start, end = begin.span()
        if "a" <= plain[start] <= "z" and not _may_begin(plain, start, end):
            at = end
            continue
        read = _read(plain, start, end, found)
        if isinstance(read, int):
            at = read
            continue
        if found and read.start < found[-1].end:  # a word before it belongs to that one
            read = read._replace(start=found[-1].end)
        if read.kind == "id":
            read = read._replace(value=text[read.start : read.end])
        join(found, read, plain)
        at = found[-1].end
    return found


def _may_begin(text: str, start: int, end: int) -> bool:
    """Whether a word is one of a figure, or has something of an address or a code behind it."""
    return text[start:end] in _SAYING or text[end : end + 1] in _ADDRESS_OR_CODE


def _read(text: str, start: int, end: int, found: list[Figure]) -> Figure | int:
    """The figure that begins there; where to go on when none does."""
    char = text[start]
    if "0" <= char <= "9":
        return _digits(text, start, found)
    if char in HAN:
        return _han(text, start, found)
    if char in hours.FIRST:
        return hours.chinese_day(text, start) or end
    floor = found[-1].end if found else 0
    if "a" <= char <= "z":
        return _word(text, start, end, floor)
    if char == "+":
        return names.phone(text, start) or end
    if text.startswith("半数", start):
        return counting.fifty(start, start + 2)
    if char == "半":
        return counting.half(start, behind(text, end)) or end
    number = numerals.several(text, start)
    return (number and counting.amount(text, number, behind(text, number.end), floor)) or end


def _word(text: str, start: int, end: int, floor: int) -> Figure | int:
    word = text[start:end]
    figure: Figure | None = None
    if word in english_words.NUMBERS:
        number = english_words.from_words(text, start, end)
        if number is not None:
            figure = counting.one_in(text, number, floor)
            figure = figure or counting.amount(text, number, behind(text, number.end), floor)
            return figure or number.end
    elif word in dates.MONTHS:
        figure = dates.from_english_month(text, start, end)
    elif word == "half" and text.startswith(" of ", end):
        return counting.fifty(start, end)
    elif word == "half":
        stop = end + 3 if text.startswith(" an", end) else end + 2 * text.startswith(" a ", end)
        figure = counting.half(start, behind(text, stop))
    if figure is None and word in hours.ENGLISH:
        figure = hours.english_word(text, start, end)
    if figure is not None or end == len(text) or text[end] not in _ADDRESS_OR_CODE:
        return figure or end
    if figure := names.address(text, start):
        return figure
    if word not in CURRENCIES:
        figure, end = names.code(text, start, end)
    return figure or end


def _han(text: str, start: int, found: list[Figure]) -> Figure | int:
    end = numerals.end_of_han(text, start)
    char = text[start]
    if end == start + 1 and char not in _SCALES and text[end : end + 1] not in FIRST:
        half = char == "一" and text.startswith("半", end)
        return counting.fifty(start, end + 1) if half else end
    floor = found[-1].end if found else 0
    if figure := counting.percent_of_han(text, start, floor):
        return figure
    if text.startswith("部分", end):  # 一部分顾客 is no number of them
        return end
    number = numerals.from_han(text, start, end)
    return end if number is None else _number(text, number, found)


def _digits(text: str, start: int, found: list[Figure]) -> Figure | int:
    end = numerals.end_of_digits(text, start)
    if end - start > _TOO_LONG:
        return end
    char = text[end : end + 1]
    if char in _AFTER_ITEM and names.is_item(text, start, end):
        return names.phone(text, start) or end
    if batch := names.numbered_batch(text, start, end):
        return batch
    name = names.label(text, start)
    if name and not (name == "批次" and behind(text, end)):
        return names.labelled(text, start, name)
    if char in _SHAPING or end - start > 4 or (end - start == 3 and text[start] == "1"):
        figure = _shaped(text, start, end, found[-1].end if found else 0)
        if figure is not None:
            return figure
    number = numerals.from_digits(text, start, end)
    if number is None or (past := _past_no_figure(text, end)) > end:
        return end if number is None else past
    english = number.end == end and char.isascii()
    if english and (figure := _english(text, number, found)):
        return figure
    read = _number(text, number, found)
    if isinstance(read, Figure) and read.kind == "number" and _is_name(text, start, end, read):
        return Figure("id", text[start:end], "", "", False, start, end)
    return read


def _shaped(text: str, start: int, end: int, floor: int) -> Figure | None:
    """A clock, a date, a contact or an id, by the signs among its digits."""
    char = text[end : end + 1]
    if char == ":":
        return hours.from_clock(text, start, end, floor)
    if char in {"-", "/", "."} and (figure := dates.from_figures(text, start)):
        return _with_clock(text, figure)
    if "a" <= char <= "z" or char in {"@", "_"}:
        return names.address(text, start)
    if char != " " or "0" <= text[end + 1 : end + 2] <= "9":
        figure = names.phone(text, start)
        if figure is not None:
            return figure
    long = end - start > _LONG and text[start:end].isdecimal()
    return names.unlabelled(text, start) if char == "-" or long else None


def _with_clock(text: str, figure: Figure) -> Figure:
    """2026-03-05T20:00 in one; any other time is joined to its date later."""
    if text[figure.end : figure.end + 1] != "t":
        return figure
    clock = hours.from_clock(text, figure.end + 1, figure.end + 3, figure.end)
    if clock is None:
        return figure
    return figure._replace(kind="moment", value=(*figure.value, *clock.value), end=clock.end)


def _past_no_figure(text: str, end: int) -> int:
    """Where a version, a size, a ratio or 7×24 ends; `end` when the number is none of them."""
    while text[end : end + 1] in _NO_COUNT and "0" <= text[end + 1 : end + 2] <= "9":
        end = numerals.end_of_digits(text, end + 1)
    return end


def _english(text: str, number: Number, found: list[Figure]) -> Figure | None:
    floor = found[-1].end if found else 0
    return (
        counting.one_in(text, number, floor)
        or hours.from_english(text, number, floor)
        or dates.from_english_day(text, number)
        or dates.from_english_year(text, number)
    )


def _number(text: str, number: Number, found: list[Figure]) -> Figure | int:
    """What a number is by what stands before and behind it."""
    start, end = number.start, number.end
    if figure := names.article(text, number):
        return figure
    if names.is_ordinal(text, start, end) or names.is_item(text, start, end):
        return end
    if text.startswith("年级", end):  # third-year pupils are not three
        return end
    last = found[-1] if found else None
    floor = last.end if last else 0
    suffix = behind(text, end)
    figure = None
    if suffix is not None and suffix.sort == "year":
        figure = dates.from_year(text, number, suffix.end)
    elif suffix is not None and suffix.sort == "month":
        return dates.from_month(text, number, suffix.end) or end
    elif suffix is not None and suffix.sort == "hour":
        return hours.from_hour(text, number, suffix.end, floor) or end
    elif suffix is not None and suffix.sort == "day":
        dated = last is not None and last.kind in {"date", "moment"} and start - last.end <= _NEAR
        figure = dates.from_day(text, number, suffix.end, expected=dated)
        if figure is None and text[suffix.end - 1] == "号":
            return end
    return figure or counting.amount(text, number, suffix, floor) or end


def _is_name(text: str, start: int, end: int, figure: Figure) -> bool:
    """Whether a number in digits that nothing is counted by is a number of something: 0305."""
    if figure.unit or figure.noun or figure.approximate or figure.end != end:
        return False
    digits = text[start:end]
    return digits.isdecimal() and len(digits) > 1 and (digits[0] == "0" or len(digits) >= _LONG)

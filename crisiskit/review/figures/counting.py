"""Amounts: counts, money, percentages and lengths of time, with the words beside them."""

from decimal import Decimal

from crisiskit.review.figures import things
from crisiskit.review.figures.english_words import NUMBERS, from_words, with_scale, word_behind
from crisiskit.review.figures.figure import Figure, Kind, Reach, bent_before, bent_behind, reach_of
from crisiskit.review.figures.numerals import HAN, Number, number_at
from crisiskit.review.figures.suffixes import Suffix, behind, currency_before

_ONE, _HUNDRED = Decimal(1), Decimal(100)
_HALF = Decimal("0.5")
_HOUR = Decimal(60)
_PARTS_OF = {"百分之": _ONE, "千分之": Decimal("0.1"), "万分之": Decimal("0.01")}
_YEAR, _DAY = (12, "month"), (1440, "m")
_DURATIONS = frozenset({"duration", "year", "day"})

_INSIDE = frozenset("半多余")
_OTHER_WORD = frozenset("价数折额款下次人名家种个起")
"""Behind 半, 多 and 余 they make another word of it: 30天半价."""

_WHICH = frozenset("每任何某哪这那同另唯统之逐第单")
"""Before 一位 they make it no number: 每一位顾客, 另一名员工."""

_WHICH_TIME = _WHICH - {"每"}
_HOW_MANY = frozenset("仅只共计达")
_COUNTED_ONES = frozenset({"人", "例"})
"""Counters with which 一 is a number; with others it says `a`, unless a word before counts."""

_COUNTED_NOUGHTS = frozenset({"人", "例", "起", "个"})
_NO_FIGURES = ("三包", "四处", "一成不变", "一年一度")
_MANY = 10**6
"""From here on a scale without a number counts by itself: 百万元, 千万用户."""

_NO_COUNT_BEHIND = frozenset("abcdefghijklmnopqrstuvwxyz号#")
"""Behind digits they make a name of them: 5G, 3号楼."""

_BLANKS = frozenset(" \n")
_NEXT = 4
"""Characters within which a noun stands that has no counter: 300用户."""


class _Amount:
    """A number being read: what it is, and the word before it that bends it."""

    __slots__ = ("floor", "number", "start", "text", "word")

    def __init__(self, text: str, number: Number, start: int, floor: int) -> None:
        self.text = text
        self.number = number
        self.floor = floor
        self.word, self.start = bent_before(text, start, floor)
        if self.word == "upward" and number.form != "bare":  # 以上300人
            self.word, self.start = "", start

    def figure(
        self,
        kind: Kind,
        end: int,
        factor: Decimal = _ONE,
        *,
        mark: str = "",
        unit: str = "",
        noun: str = "",
    ) -> Figure:
        """The figure, worth so many times the factor; `mark` is its currency or unit of time."""
        value = self.number.value * factor
        reach = _times(self.number.reach, factor)
        later, end = bent_behind(self.text, end)
        if reach is None and (word := self.word or later):
            reach = reach_of(word, value)
        made = (value, mark) if mark else value
        return Figure(kind, made, unit, noun, reach is not None, self.start, end, reach)


def amount(text: str, number: Number, suffix: Suffix | None, floor: int) -> Figure | None:
    """The amount that a number is with what stands around it; None when it counts nothing."""
    currency, start = currency_before(text, number.start)
    if start < floor:
        currency, start = "", number.start
    if suffix is None and number.form == "digits":
        scaled = with_scale(text, number, money=bool(currency))
        if scaled is not number:
            number, suffix = scaled, behind(text, scaled.end)
    read = _Amount(text, number, start, floor)
    sort = suffix.sort if suffix else ""
    if sort in _DURATIONS and text[read.start : start].strip() == "近":  # 近30天: the last thirty
        read.word, read.start = "", start
    if suffix is None or sort == "unit":
        if currency:
            return read.figure("money", number.end, mark=currency)
        return _count(read, suffix)
    return _measured(read, suffix, currency)


def percent_of_han(text: str, start: int, floor: int) -> Figure | None:
    """百分之五, 千分之三, 百分百; None when none of them stands there."""
    if text.startswith("百分百", start):
        return Figure("percent", _HUNDRED, "", "", False, start, start + 3)
    factor = _PARTS_OF.get(text[start : start + 3])
    number = number_at(text, start + 3) if factor else None
    if number is None or factor is None:
        return None
    return _Amount(text, number, start, floor).figure("percent", number.end, factor)


def one_in(text: str, number: Number, floor: int) -> Figure | None:
    """`one in five` as a percentage; None when that does not stand there."""
    if not text.startswith(" in ", number.end) or not 1 <= number.value < 10:
        return None
    word, end = word_behind(text, number.end + 3)
    over = number_at(text, number.end + 3)
    if word in NUMBERS:
        over = from_words(text, end - len(word), end)
    if over is None or not number.value < over.value <= 100:
        return None
    share = Number(_HUNDRED * number.value / over.value, number.start, over.end, "english")
    return _Amount(text, share, number.start, floor).figure("percent", over.end)


def fifty(start: int, end: int) -> Figure:
    """一半, 半数, half of them."""
    return Figure("percent", Decimal(50), "", "", False, start, end)


def half(start: int, suffix: Suffix | None) -> Figure | None:
    """半小时, 半年, half an hour: half of the time that stands behind; None for anything else."""
    if suffix is None or suffix.sort not in {"duration", "year"} or suffix.inside:
        return None
    factor, mark = _YEAR if suffix.sort == "year" else suffix.value
    return Figure("duration", (factor * _HALF, mark), "", "", False, start, suffix.end)


def _measured(read: _Amount, suffix: Suffix, currency: str) -> Figure | None:
    number, end = read.number, suffix.end
    if number.form in {"bare", "string"} and not (read.word or number.value >= _MANY):
        return None
    if read.text.startswith(_NO_FIGURES, number.start):
        return None
    if suffix.sort == "money":
        if number.form == "han" and number.end - number.start == 1:  # 三元, 一元化
            return None
        return read.figure("money", end, mark=currency or suffix.value)
    if suffix.sort == "percent":
        return _percent(read, suffix)
    if suffix.sort == "points":
        return read.figure("percent", end, unit="百分点")
    if suffix.sort == "of":
        return _fraction(read, end)
    return _duration(read, suffix)


def _percent(read: _Amount, suffix: Suffix) -> Figure:
    end = suffix.end
    tenth = read.text[end : end + 1] if read.text[end - 1] == "成" else ""
    more = number_at(read.text, end) if tenth and tenth in HAN else None
    if more is not None and more.end == end + 1 and 0 < more.value < 10:  # 三成五
        read.number = Number(read.number.value + more.value / 10, read.number.start, end, "han")
        end = more.end
    return read.figure("percent", end, suffix.value)


def _fraction(read: _Amount, end: int) -> Figure | None:
    """三分之二: two of three."""
    over = number_at(read.text, end)
    if over is None or not read.number.value:
        return None
    read.number = Number(_HUNDRED * over.value / read.number.value, over.start, over.end, "han")
    return read.figure("percent", over.end)


def _duration(read: _Amount, suffix: Suffix) -> Figure | None:
    number, text, end = read.number, read.text, suffix.end
    if suffix.sort not in _DURATIONS or text[number.start - 1 : number.start] in _WHICH_TIME:
        return None
    length = {"year": _YEAR, "day": _DAY}.get(suffix.sort) or suffix.value
    factor, mark = Decimal(length[0]), length[1]
    inside = suffix.inside
    word, following = text[end : end + 1], text[end + 1 : end + 2]
    if not inside and word in _INSIDE and following not in _OTHER_WORD:  # 两年半, 三天多
        inside, end = ("half" if word == "半" else "more"), end + 1
    if inside == "half":
        read.number = Number(number.value + _HALF, number.start, number.end, number.form)
    elif inside == "more" and number.reach is None:
        reach = reach_of("more", number.value)
        read.number = Number(number.value, number.start, number.end, number.form, reach)
    elif not inside and mark == "m":
        return _with_less(read, suffix, factor)
    return read.figure("duration", end, factor, mark=mark)


def _with_less(read: _Amount, suffix: Suffix, factor: Decimal) -> Figure:
    """1小时30分, 2天3小时, 1 hour 30 minutes: with the lesser unit that follows."""
    text, number, end = read.text, read.number, suffix.end
    less = number_at(text, end + 4 if text.startswith(" and ", end) else end)
    found = behind(text, less.end) if less else None
    if less and text.startswith("分", less.end) and factor == _HOUR:
        minutes, end = less.value, less.end + 1 + text.startswith("钟", less.end + 1)
    elif less and found and found.sort == "duration" and found.value[0] < factor:
        minutes, end = less.value * found.value[0], found.end
    else:
        return read.figure("duration", end, factor, mark="m")
    total = number.value * factor + minutes
    read.number = Number(total, number.start, number.end, "han", _times(number.reach, factor))
    return read.figure("duration", end, mark="m")


def _count(read: _Amount, suffix: Suffix | None) -> Figure | None:
    """So many of something, with its counter and its noun."""
    text, number = read.text, read.number
    unit, noun, end = "", "", number.end
    if suffix is not None:
        unit, end = suffix.value, suffix.end
        if not _is_counted(read, unit):
            return None
        fate = text[end - 1]
        noun = fate if fate in {"死", "伤"} else things.noun_behind(text, end, unit)
    elif text[end : end + 1] in _BLANKS and not (number.value == 1 and text.startswith(" of", end)):
        unit, end = things.english_noun(text, end, one=number.value == 1)
        noun = "" if things.is_people(unit) else unit
    if suffix is None and not unit:
        if number.form == "digits" and text[end : end + 1] in _NO_COUNT_BEHIND:
            return None
        noun = things.noun_behind(text, end, "", _NEXT)
        if not noun and not _counts_alone(read):
            return None
    if not noun and not (unit and unit.isascii()):
        noun = things.noun_before(text, read.start, read.floor)
    return read.figure("number", end, unit=unit, noun=noun)


def _is_counted(read: _Amount, unit: str) -> bool:
    """Whether a number before a counter counts: 一 and 零 often do not."""
    text, number = read.text, read.number
    if number.form in {"digits", "english"}:
        return True
    if number.form == "string":
        return number.end - number.start > 2
    if number.form == "bare":
        return bool(read.word) or number.value >= _MANY
    if number.value == 1:
        before = text[number.start - 1 : number.start]
        counted = unit in _COUNTED_ONES or before in _HOW_MANY
        return counted and (not before or before not in _WHICH)
    nought = number.value == 0 and unit not in _COUNTED_NOUGHTS
    return not nought and not text.startswith(_NO_FIGURES, number.start)


def _counts_alone(read: _Amount) -> bool:
    """Whether a number with neither counter nor noun counts something: not 5G, nor 五一."""
    number = read.number
    if number.form == "digits":
        return True
    if number.form == "english":
        return number.value > 12
    if number.form == "han":
        return number.reach is not None or number.value >= (10 if read.word else 100)
    return number.form == "bare" and bool(read.word)


def _times(reach: Reach | None, factor: Decimal) -> Reach | None:
    return (reach[0] * factor, reach[1] * factor) if reach else None

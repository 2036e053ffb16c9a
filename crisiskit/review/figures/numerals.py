"""Numbers in digits and Chinese numerals: 1,234.5, 2.4万, 1亿2000万, 三百余, 十几万, 三四百."""

from decimal import Decimal

from crisiskit.review.figures.figure import Reach, reach_of

HAN = frozenset("零〇○一二两三四五六七八九十百千万亿廿卅")
"""The characters of Chinese numerals."""

_VALUES = ("零〇○", "一", "二两", "三", "四", "五", "六", "七", "八", "九")
_DIGITS = {char: value for value, chars in enumerate(_VALUES) for char in chars}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_BIG = {"万": 10**4, "亿": 10**8}
_SCALES = {"百": 100, "千": 1000, **_BIG}
_NO_SCALE = frozenset({"千克", "千米", "千瓦", "千卡", "百货", "百度", "百分", "万一", "万达"})
"""Words that begin like a scale: 5千克, 3 百货公司."""

_MOST_DIGITS = 15
"""What has more is no count of anything, but a number of a document or an account."""

_LONGEST = 24
"""More numerals in a row than any number needs."""

_AFTER_FRACTION = frozenset("百千万亿个倍折元美港欧小天公米克升吨成%")
"""Behind 三点五 they show that 点 is a point, not an hour."""

_PLACES = frozenset("十百千万亿")
_MORE = frozenset("余多")
_FEW = frozenset("几来")
_OTHER_WORD = frozenset("自额款下")
"""Behind 来 and 余 they make another word of it: 300来自, 5000余额."""

_COUNTS = frozenset("人总件次个户份分指系参多少")
"""Before 数 they make a word of it: 人数百余 is no 数百."""


class Number:
    """A number that was read, and where it stands.

    `form` is `digits`, `han`, `english`, `string` (二〇二六) or `bare` (百, 千万: none before the
    scale). `reach` is how far it reaches when the numeral itself is approximate.
    """

    __slots__ = ("end", "form", "reach", "start", "value")

    def __init__(
        self, value: Decimal, start: int, end: int, form: str, reach: Reach | None = None
    ) -> None:
        self.value = value
        self.start = start
        self.end = end
        self.form = form
        self.reach = reach


def whole(value: Decimal) -> Decimal:
    """24000 rather than 24000.0."""
    return value if value % 1 else Decimal(int(value))


def number_at(text: str, at: int) -> Number | None:
    """The number that begins there, over one blank; None when none does."""
    start = at + 1 if text[at : at + 1] == " " else at
    char = text[start : start + 1]
    if "0" <= char <= "9":
        return from_digits(text, start, end_of_digits(text, start))
    return from_han(text, start, end_of_han(text, start)) if char in HAN else None


def end_of_han(text: str, start: int) -> int:
    """Where the Chinese numerals that begin there end."""
    end = start + 1
    while text[end : end + 1] in HAN:
        end += 1
    return end


def end_of_run(text: str, start: int) -> int:
    """Where the digits from there on end; `start` when none stands there."""
    end = start
    while "0" <= text[end : end + 1] <= "9":
        end += 1
    return end


def end_of_digits(text: str, start: int) -> int:
    """Where the digits that begin there end, with their commas and their point."""
    end = end_of_run(text, start)
    grouped = end - start <= 3
    while grouped and text[end : end + 1] == "," and end_of_run(text, end + 1) == end + 4:
        end += 4
    if text[end : end + 1] == ".":
        part = end_of_run(text, end + 1)
        return part if part > end + 1 else end
    return end


def from_digits(text: str, start: int, end: int) -> Number | None:
    """The number with the scale behind its digits; None when it has too many of them."""
    written = text[start:end].replace(",", "")
    if len(written) > _MOST_DIGITS:
        return None
    value = Decimal(written)
    factor, at = _scale(text, end)
    value *= factor
    while factor > 1 and "0" <= text[at : at + 1] <= "9":  # 1亿2000万, 2万5千
        tail = at + 1
        while tail < at + 5 and "0" <= text[tail : tail + 1] <= "9":
            tail += 1
        less, after = _scale(text, tail)
        if not 1 < less < factor:
            break
        value, factor, at = value + int(text[at:tail]) * less, less, after
    return _made_vague(text, Number(whole(value), start, at, "digits"))


def from_han(text: str, start: int, end: int) -> Number | None:
    """The number that the Chinese numerals from `start` to `end` spell; None if they spell none."""
    run = text[start:end]
    if len(run) > _LONGEST:
        return None
    value = _spelt(run)
    if value is not None:
        form = "bare" if run[0] in _SCALES else "han"
        if form == "han" and text[end : end + 1] == "点":
            return _with_fraction(text, Number(Decimal(value), start, end, form))
        return _made_vague(text, Number(Decimal(value), start, end, form))
    paired = _pair(run)
    if paired is not None:
        low, high = map(Decimal, paired)
        return Number(low, start, end, "han", (low, high))
    if all(char in _DIGITS for char in run):
        digits = "".join([str(_DIGITS[char]) for char in run])
        return Number(Decimal(digits), start, end, "string")
    return None


def several(text: str, start: int) -> Number | None:
    """数百, 几十万: the number that begins with 数 or 几; None when no scale stands behind it."""
    end = start + 1
    while end - start <= 4 and text[end : end + 1] in _PLACES:
        end += 1
    one = _spelt("一" + text[start + 1 : end])
    if end == start + 1 or one is None or text[start - 1 : start] in _COUNTS:
        return None
    value = Decimal(one)
    return Number(value, start, end, "han", reach_of("several", value))


def _with_fraction(text: str, number: Number) -> Number:
    """三点五亿: the number with the digits behind 点; itself when 点 means the hour."""
    at = tail = number.end + 1
    while tail < at + 6 and text[tail : tail + 1] in _DIGITS:
        tail += 1
    counted = text[tail : tail + 1] in _AFTER_FRACTION
    if tail == at or not (counted or text.endswith("分之", 0, number.start)):
        return number
    digits = "".join([str(_DIGITS[char]) for char in text[at:tail]])
    factor, end = _scale(text, tail)
    value = Decimal(f"{number.value}.{digits}") * factor
    return _made_vague(text, Number(value, number.start, end, "han"))


def _made_vague(text: str, number: Number) -> Number:
    """The number with the 余, 多, 几, 来 or + behind it, and the scale behind that: 三百余万."""
    char = text[number.end : number.end + 1]
    if char == "+" and not text[number.end + 1 : number.end + 2].isdecimal():
        reach = reach_of("least", number.value)
        return Number(number.value, number.start, number.end + 1, number.form, reach)
    few = char in _FEW and number.value % 10 == 0
    other = text[number.end + 1 : number.end + 2] in _OTHER_WORD
    if number.value < 10 or other or not (few or char in _MORE):
        return number
    factor, end = _scale(text, number.end + 1)
    value = number.value * factor
    form = "han" if number.form == "bare" else number.form
    return Number(value, number.start, end, form, reach_of("more", value))


def _scale(text: str, at: int) -> tuple[int, int]:
    """What 百, 千, 万 and 亿 from there on multiply by, and where they end; (1, at) without any."""
    begin = at + 1 if text[at : at + 1] == " " else at
    factor, end = 1, begin
    while end < begin + 3 and (scale := _SCALES.get(text[end : end + 1])):
        factor, end = factor * scale, end + 1
    if factor == 1 or text[end - 1 : end + 1] in _NO_SCALE:
        return 1, at
    return factor, end


def _spelt(run: str) -> int | None:
    """What the numerals spell place by place; None when they do not, as in 五一 and 二〇二六.

    A last digit without 零 before it counts the next place: 一万二 is 12000.
    """
    total = part = digit = 0
    small, big, last = 10**4, 10**13, 1
    for at, char in enumerate(run.replace("廿", "二十").replace("卅", "三十")):
        if (value := _DIGITS.get(char)) is not None:
            if digit or (at == 0 and value == 0 and len(run) > 1):
                return None
            digit, last = value, last if value else 1
        elif (scale := _SMALL.get(char)) is not None:
            if scale >= small:
                return None
            part += (digit or 1) * scale
            digit, small, last = 0, scale, scale
        else:
            scale = _BIG[char]
            part += digit or (at == 0)
            if scale == big or (not part and scale < big):
                return None
            total = (total + part) * scale if scale > big else total + part * scale
            part, digit, small, big, last = 0, 0, 10**4, scale, scale
    return total + part + (digit * last // 10 if last >= 100 else digit)


def _pair(run: str) -> tuple[int, int] | None:
    """三四百, 十五六, 七八: the two numbers between which it lies; None when it is no such pair."""
    for at in range(len(run) - 1):
        one, two = _DIGITS.get(run[at]), _DIGITS.get(run[at + 1])
        if one and two:
            if two - one != 1 and run[at : at + 2] != "三五":
                return None
            low, high = _spelt(run[: at + 1] + run[at + 2 :]), _spelt(run[:at] + run[at + 1 :])
            return (low, high) if low is not None and high is not None else None
    return None

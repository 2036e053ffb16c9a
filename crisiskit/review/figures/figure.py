"""A figure of a text, and the words that make one approximate: how far each of them reaches."""

from decimal import Decimal
from typing import Any, Literal, NamedTuple

Kind = Literal[
    "number",
    "money",
    "percent",
    "date",
    "time",
    "moment",
    "duration",
    "weekday",
    "relative",
    "contact",
    "id",
    "article",
]

Reach = tuple[Decimal, Decimal]
"""The least and the greatest amount that the words allow, both included."""


def words(written: str) -> frozenset[str]:
    """The words of a list that is written as a text, with blanks between them."""
    return frozenset(written.split())


class Figure(NamedTuple):
    """What it is, what it is worth, and where it stands.

    The value by kind:

    - `number`, `percent`: a Decimal (24000 for 2.4万, 50 for 五成)
    - `money`: `(Decimal, currency)`
    - `date`: `(year, month, day)`; `moment`: `(year, month, day, hour, minute)`. What is not said
      is None; a day that does not exist is given as it is written
    - `time`: `(hour, minute)`; 24:00 stays `(24, 0)`
    - `duration`: `(Decimal, unit)`, the unit `m` (minutes: hours, days and weeks are that many),
      `month` (a year is twelve), `wd` (working days)
    - `weekday`: 1 (Monday) to 7; `relative`: days from today
    - `contact`: the digits of a telephone number, an address in lower case; `unit` says which:
      `phone`, `email`, `url`
    - `id`: the text of a batch, report or order number; `unit` is what it is called (批号)
    - `article`: the number of an article of a law
    """

    kind: Kind
    value: Any
    unit: str
    """Of a number: the counter (名, 位 and 个人 are 人), in English the noun behind it."""
    noun: str
    """What is counted, as far as it can be read from the words around; else empty."""
    approximate: bool
    start: int
    end: int
    reach: Reach | None = None
    """Of an amount that is approximate: how far the words reach."""


_BIT = Decimal("0.0001")
"""What more or less than an amount begins with; counts are whole, so any part of one would do."""

_ENDLESS = Decimal("Infinity")

_BEFORE = {
    "大约": "about",
    "约为": "about",
    "大概": "about",
    "约": "about",
    "将近": "nearly",
    "接近": "nearly",
    "近": "nearly",
    "不到": "below",
    "不足": "below",
    "少于": "below",
    "低于": "below",
    "超过": "over",
    "突破": "over",
    "多于": "over",
    "逾": "over",
    "超": "over",
    "至少": "least",
    "不少于": "least",
    "不低于": "least",
    "最多": "most",
    "至多": "most",
    "不超过": "most",
    "不多于": "most",
    "上": "upward",
    "about": "about",
    "around": "about",
    "approximately": "about",
    "roughly": "about",
    "some": "about",
    "nearly": "nearly",
    "almost": "nearly",
    "close to": "nearly",
    "fewer than": "below",
    "less than": "below",
    "under": "below",
    "more than": "over",
    "over": "over",
    "upwards of": "least",
    "at least": "least",
    "not less than": "least",
    "up to": "most",
    "at most": "most",
    "no more than": "most",
    "not more than": "most",
}
_LONGEST, _LONGEST_PHRASE = 4, 16
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz ")

_NOT_AFTER = {"近": "最附靠临新就远", "约": "预违签条合契邀相"}
"""Characters that make another word of it: 最近三天, 预约300人."""

_AFTER = {
    "左右": "about",
    "上下": "about",
    "以上": "least",
    "以下": "most",
    "及以上": "least",
    "及以下": "most",
    "or so": "about",
    "or more": "least",
    "or fewer": "most",
    "or less": "most",
}


def bent_before(text: str, start: int, floor: int) -> tuple[str, int]:
    """The sort of the word before a number, and where it begins; ("", start) when none is there."""
    at = start - 1 if text[start - 1 : start] == " " else start
    last = text[at - 1 : at]
    if at <= floor or last.isspace():
        return "", start
    if last.isascii():
        return _english_before(text, start, at, floor) if last.isalpha() else ("", start)
    for size in range(min(_LONGEST, at - floor), 0, -1):
        word = text[at - size : at]
        if word in _BEFORE:
            stuck = text[at - size - 1 : at - size]
            fits = not stuck or stuck not in _NOT_AFTER.get(word, "")
            return (_BEFORE[word], at - size) if fits else ("", start)
    return "", start


def _english_before(text: str, start: int, at: int, floor: int) -> tuple[str, int]:
    begin = at
    while begin > max(floor, at - _LONGEST_PHRASE) and text[begin - 1] in _LETTERS:
        begin -= 1
    phrase = text[begin:at]
    while phrase:
        if phrase in _BEFORE:
            return _BEFORE[phrase], at - len(phrase)
        phrase = phrase.partition(" ")[2]
    return "", start


def bent_behind(text: str, end: int) -> tuple[str, int]:
    """The sort of the words behind a figure, and where they end; ("", end) when none are there."""
    at = end + 1 if text[end : end + 1] == " " else end
    for size in (2, 3, 5, 7, 8):
        word = text[at : at + size]
        if word in _AFTER and not "a" <= text[at + size : at + size + 1] <= "z":
            return _AFTER[word], at + size
    return "", end


def reach_of(word: str, amount: Decimal) -> Reach:
    """How far an amount reaches with a word of this sort.

    Nobody says "more than 300" of 600, nor "nearly 300" of 200: what a word of an open end allows
    ends where the next round figure would have been said.
    """
    low, high = _bounds(word, amount)
    return low, max(low, high)


def _bounds(word: str, amount: Decimal) -> Reach:
    if word == "about":
        slack = max(amount / 20, Decimal(1)) if amount >= 1 else amount / 20
        return amount - slack, amount + slack
    if word == "nearly":
        return amount * 9 / 10, amount - _BIT
    if word == "below":
        return Decimal(0), amount - _BIT
    if word == "over":
        return amount + _BIT, amount * 2 - _BIT
    if word == "least":
        return amount, _ENDLESS
    if word == "most":
        return Decimal(0), amount
    if word == "upward":
        return amount, amount * 10 - _BIT
    if word == "several":
        return amount * 2, amount * 10 - _BIT
    return amount + _BIT, amount + _last_place(amount) - _BIT  # 余


def _last_place(amount: Decimal) -> Decimal:
    """What the last digit that is not zero counts: 100 in 300, 1000 in 24000; of 325 it is 10.

    Who says 余 of a figure to the last digit means the next ten.
    """
    exponent = amount.normalize().as_tuple().exponent
    assert isinstance(exponent, int)  # it would be a letter for what is no number
    return Decimal(10) ** (max(exponent, 1) if amount >= 10 else exponent)

"""English numbers in words, and the scales behind digits: three hundred and two, 12.5 million."""

from decimal import Decimal

from crisiskit.review.figures.figure import reach_of
from crisiskit.review.figures.numerals import Number, whole

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_VALUES = {word: value for value, word in enumerate(_ONES.split())} | {
    word: 10 * value for value, word in enumerate(_TENS.split(), start=2)
}
_GREAT = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_ALONE = {"hundred": 100, "dozen": 12, **_GREAT}
"""What is a number with `a` or `several` before it."""

_SHORT = {"k": 10**3, "bn": 10**9, "mn": 10**6}
_HEAPS = {"dozens": 10, "hundreds": 100, "thousands": 1000, "millions": 10**6}
"""How many is not said: `hundreds of orders` are 数百."""

NUMBERS = frozenset({*_VALUES, *_ALONE, *_HEAPS})
"""The words a number may begin with."""

_BLANKS = frozenset(" \n-")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz./")
_LONGEST = 12


def word_behind(text: str, at: int) -> tuple[str, int]:
    """The English word that begins there, over a blank or a hyphen, and its end; or ("", at)."""
    begin = end = at + 1 if text[at : at + 1] in _BLANKS else at
    while "a" <= text[end : end + 1] <= "z":
        end += 1
    return (text[begin:end], end) if end > begin else ("", at)


def word_before(text: str, start: int) -> str:
    """The English word in front, over one blank, with a full stop if it has one; else empty."""
    end = start - 1 if text[start - 1 : start] in _BLANKS else start
    begin = end
    while begin > max(end - _LONGEST, 0) and text[begin - 1] in _LETTERS:
        begin -= 1
    return text[begin:end]


def from_words(text: str, start: int, end: int) -> Number | None:
    """The number that begins with the word from `start` to `end`; None when it begins none."""
    word = text[start:end]
    if word in _HEAPS:
        value = Decimal(_HEAPS[word])
        end += 3 if text[end : end + 4] == " of " else 0
        return Number(value, start, end, "english", reach_of("several", value))
    if word in _VALUES:
        return _read_on(text, start, end, _VALUES[word])
    for some in ("a ", "several ", "a few "):
        if text.endswith(some, 0, start):
            number = _read_on(text, start - len(some), end, _ALONE[word])
            if some != "a ":
                number.reach = reach_of("several", number.value)
            return number
    return None


def with_scale(text: str, number: Number, *, money: bool) -> Number:
    """A number in digits with the English scale behind it: 12.5 million, 5k, of money 3m."""
    word, end = word_behind(text, number.end)
    factor = _GREAT.get(word) or _SHORT.get(word) or (10**6 if money and word == "m" else None)
    if factor is None or (text[number.end] == "-" and word not in _GREAT):
        return number
    return Number(whole(number.value * factor), number.start, end, "english", number.reach)


def _read_on(text: str, start: int, end: int, part: int) -> Number:
    """The number with what is behind its first word: hundreds, then thousands, then the rest."""
    total = 0
    while True:
        word, at = word_behind(text, end)
        if word == "and" and (total or part >= 100):
            word, at = word_behind(text, at)
            word = word if word in _VALUES else ""
        if _follows(part, word):
            part += _VALUES[word]
        elif word in {"hundred", "dozen"} and 0 < part < 100:
            part *= _ALONE[word]
        elif word in _GREAT and part:
            total, part = total + part * _GREAT[word], 0
        else:
            return Number(Decimal(total + part), start, end, "english")
        end = at


def _follows(part: int, word: str) -> bool:
    """Whether a word adds to hundreds or tens: the five of twenty-five, the twelve of 112."""
    value = _VALUES.get(word, 0)
    if part % 100 == 0:
        return value > 0
    return part % 10 == 0 and part % 100 > 10 and 0 < value < 10

"""Chinese set with blanks beside numbers and Latin letters: 向 812 位顾客退款, as many print it.

Words and figures are looked up as if the blanks were not there; what is found is told where it
stands in the text.
"""

from bisect import bisect_right
from collections.abc import Sequence

from crisiskit.text import is_han

_SIGNS = frozenset("%℃°￥¥$")
"""Signs that belong to a number."""


def closed(flat: str) -> tuple[str, Sequence[int]]:
    """A text without these blanks, and where in it one was left out, in order."""
    kept: list[str] = []
    gaps: list[int] = []
    begin = length = 0
    at = flat.find(" ")
    while at >= 0:
        if _is_between(flat[at - 1 : at], flat[at + 1 : at + 2]):
            kept.append(flat[begin:at])
            length += at - begin
            gaps.append(length)
            begin = at + 1
        at = flat.find(" ", at + 1)
    return ("".join([*kept, flat[begin:]]), gaps) if gaps else (flat, ())


def _is_between(before: str, behind: str) -> bool:
    """Whether a blank parts a Chinese character from a number or a Latin word."""
    if not before or not behind:
        return False
    return (is_han(before) and _is_latin(behind)) or (_is_latin(before) and is_han(behind))


def _is_latin(char: str) -> bool:
    return (char.isascii() and char.isalnum()) or char in _SIGNS


def span(gaps: Sequence[int], start: int, end: int) -> tuple[int, int]:
    """Where something stands in the text with its blanks."""
    last = max(end - 1, start)
    return start + bisect_right(gaps, start), last + bisect_right(gaps, last) + (end > start)

"""Segments: the title, the salutation, the sentences, the items of lists, and the sign-off."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

TITLE, SALUTATION, HEADING, SENTENCE, ITEM, SIGN_OFF = (
    *("title", "salutation", "heading"),
    *("sentence", "item", "sign-off"),
)

SHORT = 60
"""Characters of a line that may be a title or part of the sign-off; in English twice as many."""

_LINE = re.compile(r"[^\n]+")
_HEADING = re.compile(r" {0,3}#{1,6} +")
_STOP = re.compile("[.。!?;…]")
_STOPS = frozenset("。!?;…")
_CLOSING = frozenset("”\"')")
_BLANK = frozenset(" ")
_BULLETS = frozenset("-*+•·")
_DIGITS, _BEHIND_DIGITS = frozenset("0123456789"), frozenset(".)、")
_HAN = frozenset("一二三四五六七八九十")
_GREETINGS = ("尊敬的", "亲爱的", "各位", "致", "dear ", "to our ", "to all ")


class Segment(NamedTuple):
    """A piece of the text, without the mark of its list; `paragraph` counts the lines of words."""

    role: str
    start: int
    end: int
    paragraph: int


@cache
def _abbreviated() -> re.Pattern[str]:
    """What a point stands behind that ends no sentence; compiled for English texts only.

    Behind “report no.” a number comes; “No.” alone is an answer.
    """
    return re.compile(
        r"(?:\b(?:mr|mrs|ms|dr|inc|ltd|co|corp|e\.g|i\.e|a\.m|p\.m|st|vs|u\.s|u\.k|approx|fig)"
        r"|\w no|\(no|\b[a-z])$"
    )


def segments(flat: str) -> list[Segment]:
    """The pieces of a text in its matching form, in order. Blanks around them belong to none."""
    lines = [(m.start(), m.end()) for m in _LINE.finditer(flat) if m[0].strip()]
    roles = _roles(flat, lines)
    found: list[Segment] = []
    for number, ((start, end), role) in enumerate(zip(lines, roles, strict=True)):
        found += _pieces(flat, start, end, role, number)
    return found


def _roles(flat: str, lines: list[tuple[int, int]]) -> list[str]:
    texts = [flat[start:end].strip() for start, end in lines]
    roles = [_role(text) for text in texts]
    first = 0
    if texts and (_HEADING.match(texts[0]) or (len(texts) > 1 and _is_title(texts[0]))):
        roles[0], first = TITLE, 1
    if len(texts) > first and _is_greeting(texts[first]):
        roles[first] = SALUTATION
        first += 1
    for number in range(len(texts) - 1, first, -1):
        if roles[number] != SENTENCE or not _is_signing(texts[number]):
            break
        roles[number] = SIGN_OFF
    return roles


def _role(text: str) -> str:
    if _HEADING.match(text):
        return HEADING
    if _mark_end(text, 0, len(text)):
        return ITEM
    return HEADING if _is_bold(text) else SENTENCE


def _is_bold(text: str) -> bool:
    return text.startswith("**") and text.endswith("**") and text.count("**") == 2


def _limit(text: str) -> int:
    return SHORT * 2 if text.isascii() else SHORT


def _is_title(text: str) -> bool:
    if len(text) > _limit(text) or _is_greeting(text):
        return False
    return _is_bold(text) or text[-1] not in "。.!?;,:…"


def _is_greeting(text: str) -> bool:
    if len(text) > _limit(text):
        return False
    return text[-1] in ":," and (text.startswith(_GREETINGS) or len(text) <= 20)


def _is_signing(text: str) -> bool:
    return (
        len(text) <= _limit(text)
        and text[-1] not in "。!?;:,…"
        and (text[-1] != "." or bool(_abbreviated().search(text[:-1])))
    )


def _pieces(flat: str, start: int, end: int, role: str, number: int) -> Iterator[Segment]:
    if role == ITEM:
        start = _mark_end(flat, start, end) or start
    elif role in {TITLE, HEADING} and (head := _HEADING.match(flat, start, end)):
        start = head.end()
    if role not in {SENTENCE, ITEM}:
        yield from _piece(flat, role, start, end, number)
        return
    begin = start
    for found in _STOP.finditer(flat, start, end):
        at = found.start()
        stop = _stop_end(flat, at, end) if at >= begin else 0
        if not stop or (found[0] == "." and _abbreviated().search(flat, begin, at)):
            continue
        yield from _piece(flat, role, begin, stop, number)
        begin = stop
    yield from _piece(flat, role, begin, end, number)


def _mark_end(flat: str, start: int, end: int) -> int:
    """Where the mark of an item ends with which a line begins: `- `, `2.`, (三), 四、; else 0.

    Not a pattern: one with Chinese characters takes a millisecond to compile.
    """
    start = _past(flat, start, end, _BLANK)
    if flat[start : start + 1] in _BULLETS:
        text = _past(flat, start + 1, end, _BLANK)
        return text if text > start + 1 else 0
    first = start + flat.startswith("(", start, end)
    last = _past(flat, first, min(end, first + 2), _DIGITS)
    if last > first:
        is_mark = last < end and flat[last] in _BEHIND_DIGITS
        is_mark = is_mark and flat[last + 1 : last + 2] not in _DIGITS  # 3.2万 is a number
        return _past(flat, last + 1, min(end, last + 2), _BLANK) if is_mark else 0
    last = _past(flat, first, min(end, first + 3), _HAN)
    return last + 1 if last > first and flat.startswith("、)"[first - start], last, end) else 0


def _stop_end(flat: str, at: int, end: int) -> int:
    """Where the stop of a sentence ends, with what closes behind it; 0 for a point within."""
    if flat[at] != ".":
        return _past(flat, _past(flat, at, end, _STOPS), end, _CLOSING)
    behind = _past(flat, at + 1, end, _CLOSING)
    return behind if behind == end or flat[behind] == " " else 0


def _past(flat: str, at: int, end: int, signs: frozenset[str]) -> int:
    """Where some signs end that stand at a place."""
    while at < end and flat[at] in signs:
        at += 1
    return at


def _piece(flat: str, role: str, start: int, end: int, number: int) -> Iterator[Segment]:
    while start < end and flat[start].isspace():
        start += 1
    while end > start and flat[end - 1].isspace():
        end -= 1
    if start < end:
        yield Segment(role, start, end, number)

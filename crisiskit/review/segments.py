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
_MARK = re.compile(
    r" *(?:[-*+•·] +|\(?[0-9]{1,2}[.)、](?![0-9]) ?"
    r"|[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\))"
)
_STOP = re.compile(r"[。!?;…]+[”’\"')]*|[.](?=[”\"')]*(?: |$))[”\"')]*")
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
    if _MARK.match(text):
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
    head = (_HEADING if role in {TITLE, HEADING} else _MARK).match(flat, start, end)
    if head is not None and role in {TITLE, HEADING, ITEM}:
        start = head.end()
    if role not in {SENTENCE, ITEM}:
        yield from _piece(flat, role, start, end, number)
        return
    begin = start
    for stop in _STOP.finditer(flat, start, end):
        if stop[0][0] == "." and _abbreviated().search(flat, begin, stop.start()):
            continue
        yield from _piece(flat, role, begin, stop.end(), number)
        begin = stop.end()
    yield from _piece(flat, role, begin, end, number)


def _piece(flat: str, role: str, start: int, end: int, number: int) -> Iterator[Segment]:
    while start < end and flat[start].isspace():
        start += 1
    while end > start and flat[end - 1].isspace():
        end -= 1
    if start < end:
        yield Segment(role, start, end, number)

"""The rule about what somebody meant to fill in, and did not (CS608; domain.md 3.2)."""

import re
from collections.abc import Iterator

from crisiskit.language import _
from crisiskit.review.reading import Piece, Reading
from crisiskit.review.table import ALL, Remark, on, rule
from crisiskit.review.terms import Hit
from crisiskit.text import quote

RULES = (rule("CS608", "placeholder-left", error=ALL),)

_CERTAIN = frozenset({"{{", "[["})
_SLOT = 24
"""Characters in brackets that may wait to be replaced."""

_OPENED = {"{{": "}}", "[[": "]]", "[": "]", "【": "】", "<": ">", "{": "}", "(": ")"}


def placeholder(reading: Reading) -> Iterator[Remark]:
    """What somebody meant to fill in."""
    hint = _("Fill it in, or take the sentence out.")
    message = _("{words} was never filled in: published like this, it is all that is remembered.")
    for piece in reading.pieces:
        found = next(_open_places(reading, piece), None)
        if found is not None:
            words = quote(reading.text[found.start : found.end])
            yield on("placeholder-left", found, message.format(words=words), hint)


def _open_places(reading: Reading, piece: Piece) -> Iterator[Hit]:
    for hit in piece.of("placeholder"):
        if not _is_mask(reading, hit):
            yield hit
    yield from _brackets(piece)
    yield from _blanks(piece)
    for gap in _GAPS.finditer(reading.flat, piece.start, piece.end):
        yield Hit("placeholder", *gap.span())


def _is_mask(reading: Reading, hit: Hit) -> bool:
    """张XX, 138XXXX5678: somebody's name or number made unreadable; XXL a size."""
    flat = reading.flat
    before, after = flat[hit.start - 1 : hit.start], flat[hit.end : hit.end + 1]
    if before.isascii() and before.isalnum():
        return flat[hit.start].isascii()
    return flat[hit.start] == flat[hit.end - 1] == "x" and after.isascii() and after.isalpha()


def _brackets(piece: Piece) -> Iterator[Hit]:
    flat = piece.flat
    for opened, closed in _OPENED.items():
        at = flat.find(opened)
        while at >= 0:
            start = at + len(opened)
            end = flat.find(closed, start)
            if end < 0:
                break
            quoted = piece.reading.is_quoted(piece.start + at)
            if not quoted and (opened in _CERTAIN or _waits(piece, start, end)):
                yield Hit("placeholder", piece.start + at, piece.start + end + len(closed))
            at = flat.find(opened, end)


def _waits(piece: Piece, start: int, end: int) -> bool:
    """Whether words in brackets name what is to stand there: [date], 于【日期】.

    [words](link) is none, nor is a 【热线】 with which a line begins.
    """
    inside = piece.flat[start:end]
    if piece.flat[start - 1] in "【{" and not inside.strip(" _"):
        return True
    if piece.flat[start - 1] == "{" and inside.replace("_", "").replace(".", "").isalnum():
        return True
    if piece.flat[start - 1] == "(" and not inside.startswith(_ASKING):
        return piece.flat[start - 2 : start - 1] == ":" and _waits_inside(piece, start, end)
    if inside.startswith(_ASKING):
        return True
    return _waits_inside(piece, start, end)


def _waits_inside(piece: Piece, start: int, end: int) -> bool:
    inside = piece.flat[start:end]
    if not 0 < len(inside) <= _SLOT or piece.flat[end + 1 : end + 2] == "(" or "/" in inside:
        return False
    within = range(piece.start + start, piece.start + end + 1)
    hits = [hit for hit in piece.hits if hit.start in within and hit.end in within]
    if any(hit.kind == "fill-in" for hit in hits):
        return True
    named = {at for hit in hits if hit.kind == "to-fill" for at in range(hit.start, hit.end)}
    if piece.reading.language == "en":
        return bool(named)
    return start > 1 and len(named) == len(inside)


_ASKING = (
    "请业务",
    "请法务",
    "请公关",
    "请客服",
    "请财务",
    "请确认",
    "请补",
    "请填",
    "请替换",
    "请核",
)
_GAPS = re.compile(
    r"\*{3,}(?=[名人位个元家件])|[?]{3}|\bnn\b(?= (?:customers|users|people))"
    r"|(?<=:) ?x{2,}(?![a-z0-9])"
    r"|(?<=[0-9])xx(?![a-z0-9*-])"
)
"""Marks that hold the place of a number or of words."""

_UNITS = frozenset("年月日时分元万人名位个家件条号")


def _blanks(piece: Piece) -> Iterator[Hit]:
    """Underscores that somebody was to write on: ____, 于__月__日; not __bold__."""
    flat = piece.flat
    at = flat.find("__")
    while at >= 0:
        end = at
        while flat[end : end + 1] == "_":
            end += 1
        before, after = flat[at - 1 : at] if at else "", flat[end : end + 1]
        inside = bool(before and after) and after in _UNITS
        if end - at > 2 or inside or (before in {"", " "} and after in {"", " "}):
            yield Hit("placeholder", piece.start + at, piece.start + end)
        at = flat.find("__", end)


CRITICS = (placeholder,)

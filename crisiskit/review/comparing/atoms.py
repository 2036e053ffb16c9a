"""The figures of a text as they are compared across languages, and whether two of them agree."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice
from operator import attrgetter, ne
from typing import Any, NamedTuple

from crisiskit.review.figures import Figure
from crisiskit.review.figures.names import alike
from crisiskit.review.figures.things import sort_and_thing
from crisiskit.review.reading import Piece, Reading

MOST = 400
"""Figures of a text that are compared; no statement has so many."""

AMOUNTS = frozenset({"number", "percent", "money", "duration"})
_MARKED = frozenset({"money", "duration"})
_PLAIN = frozenset(["percent", "weekday", "article", "date", "time", "phone", "email", "code"])
_LENGTHS = frozenset({"m", "wd"})
"""Units of time of which one may stand for the other by mistake: seven days, seven working days."""

_MIDNIGHT = ((24, 0), (0, 0), (23, 59))
_LEAP = 2028
"""A year with every day there is."""

_CODE = re.compile("[A-Za-z0-9]+")
_LONGEST_CODE = 12


class Atom(NamedTuple):
    """A figure or a half of one (a moment is a day and a time), or a code such as K17."""

    sort: str
    value: Any
    figure: Figure | None
    piece: Piece
    start: int
    end: int

    @property
    def amount(self) -> Decimal:
        """Of an amount, without its mark."""
        return Decimal(self.value[0] if self.sort in _MARKED else self.value)

    @property
    def mark(self) -> Any:
        """Its currency, its unit of time."""
        return self.value[1] if self.sort in _MARKED else None


def atoms(reading: Reading) -> list[Atom]:
    """The figures and codes of a text, in order."""
    return list(islice(_atoms(reading), MOST))


def _atoms(reading: Reading) -> Iterator[Atom]:
    for piece in reading.pieces:
        found = [atom for one in piece.figures[:MOST] for atom in _of(one, piece)]
        found += islice(_codes(piece), MOST)
        yield from sorted(found, key=attrgetter("start"))


def _of(one: Figure, piece: Piece) -> Iterator[Atom]:
    if one.kind == "moment":
        yield Atom("date", one.value[:3], one, piece, one.start, one.end)
        yield Atom("time", one.value[3:], one, piece, one.start, one.end)
    elif one.kind == "contact":
        if one.unit != "url":  # each language may have its own page
            yield Atom(one.unit, one.value, one, piece, one.start, one.end)
    elif one.kind == "id":
        yield Atom("code", one.value.casefold(), one, piece, one.start, one.end)
    else:
        yield Atom(one.kind, one.value, one, piece, one.start, one.end)


def _codes(piece: Piece) -> Iterator[Atom]:
    """Names of letters and digits that are written alike in every language."""
    figures = piece.figures
    for found in _CODE.finditer(piece.reading.flat, piece.start, piece.end):
        word, start, end = found[0].lower(), found.start(), found.end()
        if len(word) > _LONGEST_CODE or word.isalpha() or word.isdigit():
            continue
        behind = bisect_left(figures, end, key=attrgetter("start"))  # the last that begins before
        if not behind or figures[behind - 1].end <= start:
            yield Atom("code", word, None, piece, start, end)


def agree(one: Atom, other: Atom) -> bool:
    """Whether two figures of a sort may say the same; what they count is not asked."""
    if one.sort in AMOUNTS:
        return one.mark == other.mark and _overlap(one, other)
    if one.sort == "date":
        pairs = zip(_night(one, other), _night(other, one), strict=True)
        return all(a == b for a, b in pairs if a is not None and b is not None)
    if one.sort == "time":
        return bool(one.value == other.value) or (is_midnight(one) and is_midnight(other))
    if one.sort == "phone":
        return alike(one.value, other.value)
    return bool(one.value == other.value)


def is_midnight(one: Atom) -> bool:
    """Whether a time is the end of a day, or the beginning of the next."""
    return tuple(one.value) in _MIDNIGHT


def _night(one: Atom, other: Atom) -> tuple[int | None, int | None, int | None]:
    """A day; at its end the next one, where the other text tells the same hour as 0:00."""
    year, month, day = one.value
    hours = [atom.figure.value[3:] for atom in (one, other) if atom.figure and _has_hour(atom)]
    if [tuple(hour) for hour in hours] != [_MIDNIGHT[0], _MIDNIGHT[1]] or not month or not day:
        return year, month, day
    try:
        after = date(year or _LEAP, month, day) + timedelta(1)
    except (ValueError, OverflowError):
        return year, month, day
    return year and after.year, after.month, after.day


def _has_hour(one: Atom) -> bool:
    return one.figure is not None and one.figure.kind == "moment"


def _overlap(one: Atom, other: Atom) -> bool:
    """Whether two amounts may be one; where both are approximate, they are said alike."""
    reach, other_reach = (atom.figure.reach if atom.figure else None for atom in (one, other))
    if reach and other_reach:
        return one.amount == other.amount or reach == other_reach
    low, high = reach or (one.amount, one.amount)
    other_low, other_high = other_reach or (other.amount, other.amount)
    return low <= other_high and other_low <= high


def unlike(one: Atom, other: Atom) -> tuple[bool, Decimal]:
    """How far two figures of a sort are from each other: the nearest are the most likely pair."""
    if one.sort in AMOUNTS:
        vague, other_vague = (bool(atom.figure and atom.figure.reach) for atom in (one, other))
        most = max(one.amount, other.amount, Decimal(1))
        return vague != other_vague, abs(one.amount - other.amount) / most
    if one.sort in {"date", "time"}:
        return False, Decimal(sum(map(ne, one.value, other.value)))
    return False, Decimal(0)


def counts_one(one: Atom) -> bool:
    """Whether it is a number that often stands for no number: a person, one customer."""
    return one.sort == "number" and one.amount <= 1


def may_be(one: Atom, other: Atom) -> bool:
    """Whether two figures that do not agree may be meant to."""
    if one.sort != other.sort or agree(one, other):
        return False
    if one.sort == "money":
        return one.mark == other.mark or one.amount == other.amount
    if one.sort == "duration":
        return one.mark == other.mark or {one.mark, other.mark} == _LENGTHS
    if one.sort == "number":
        return _counts_alike(one, other)
    return one.sort in _PLAIN


def _counts_alike(one: Atom, other: Atom) -> bool:
    """Whether two numbers count the same sort of thing, or neither says what."""
    assert one.figure
    assert other.figure
    sort, _thing = sort_and_thing(one.figure.unit, one.figure.noun)
    other_sort, _other = sort_and_thing(other.figure.unit, other.figure.noun)
    if sort and other_sort:
        return sort == other_sort
    return bool(one.figure.unit or one.figure.noun) == bool(other.figure.unit or other.figure.noun)


def might_be(one: Atom, other: Atom) -> bool:
    """The same, where a number may leave it to the words around it what it counts."""
    if one.sort != "number" or agree(one, other):
        return False
    return _says_nothing(one) != _says_nothing(other)


def _says_nothing(one: Atom) -> bool:
    return one.figure is not None and not (one.figure.unit or one.figure.noun)

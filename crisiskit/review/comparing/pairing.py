"""The figures of two translations of one text, paired: which agree, which differ, which lack one.

Sort by sort, dates apart from times: two languages put the halves of a moment in different order.
A figure that the other text has as often is at peace. Of the others, those that stand between the
same neighbours are taken for one and the same, told differently.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice
from operator import attrgetter
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


class Paired(NamedTuple):
    """What two translations have of each other, by places in `ones` and `others`."""

    ones: Sequence[Atom]
    others: Sequence[Atom]
    mates: Mapping[int, int]
    """Which is which, where they agree; none twice."""
    differing: Sequence[tuple[int, int]]
    """Which seem to be the same, told differently."""
    lone: Sequence[int]
    """Those of `ones` that the other text does not have at all."""
    other_lone: Sequence[int]


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


def paired(ones: Sequence[Atom], others: Sequence[Atom]) -> Paired:
    """Each figure of one text with its partner in the other, sort by sort."""
    mates: dict[int, int] = {}
    differing: list[tuple[int, int]] = []
    lone: list[int] = []
    other_lone: list[int] = []
    for sort in dict.fromkeys(one.sort for one in (*ones, *others)):
        mine = [n for n, one in enumerate(ones) if one.sort == sort]
        theirs = [n for n, one in enumerate(others) if one.sort == sort]
        found = _Row([ones[n] for n in mine], [others[n] for n in theirs])
        mates |= {mine[one]: theirs[other] for one, other in found.mates.items()}
        differing += [(mine[one], theirs[other]) for one, other in found.differing()]
        lone += [mine[n] for n in found.lone]
        other_lone += [theirs[n] for n in found.other_lone]
    return Paired(ones, others, mates, sorted(differing), sorted(lone), sorted(other_lone))


class _Row:
    """The figures of one sort of two texts, laid beside each other in their order."""

    def __init__(self, ones: Sequence[Atom], others: Sequence[Atom]) -> None:
        self.ones = ones
        self.others = others
        self.equal = [[agree(one, other) for other in others] for one in ones]
        self.mates = _common(self.equal, len(others))
        self._taken = set(self.mates.values())
        self.lone = [n for n, row in enumerate(self.equal) if not any(row)]
        self.other_lone = [n for n in range(len(others)) if not any(row[n] for row in self.equal)]

    def differing(self) -> list[tuple[int, int]]:
        """Pairs that do not agree; who is in one of them is lone no more.

        Between the same neighbours first those whom the other text does not have, then those that
        one text has more often than the other; at last those without equals, wherever they stand.
        """
        spare = [n for n in range(len(self.ones)) if self._is_spare(n)]
        other_spare = [n for n in range(len(self.others)) if self._is_other_spare(n)]
        everyone = range(len(self.ones))
        gaps = [self._gap(n, 1) for n in everyone]
        anywhere = [(-1, len(self.others)) for _n in everyone]
        return [
            *self._pairs(self.lone, self.other_lone, gaps, _may_be),
            *self._pairs(self.lone, self.other_lone, gaps, _might_be),
            *self._pairs(self.lone, other_spare, gaps, _may_be),
            *self._pairs(spare, self.other_lone, gaps, _may_be),
            *self._pairs(spare, other_spare, gaps, _may_be),
            *self._pairs(spare, other_spare, [self._gap(n, 2) for n in everyone], _may_be),
            *self._pairs(self.lone, self.other_lone, anywhere, _may_be),
        ]

    def _pairs(
        self,
        seeking: list[int],
        free: list[int],
        gaps: Sequence[tuple[int, int]],
        fits: Callable[[Atom, Atom], bool],
    ) -> list[tuple[int, int]]:
        """Each of those who seek with the first free one in its gap; both leave their lists."""
        found = []
        for one in [*seeking]:
            first, last = gaps[one]
            fitting = (n for n in free if first < n < last and fits(self.ones[one], self.others[n]))
            other = next(fitting, None)
            if other is not None:
                seeking.remove(one)
                free.remove(other)
                found.append((one, other))
        return found

    def _gap(self, number: int, far: int) -> tuple[int, int]:
        """Between which places of the other text the neighbours of a figure stand.

        `far` is which neighbour: the next one, or the one after it.
        """
        before = [n for n in self.mates if n < number][-far:]
        after = [n for n in self.mates if n > number][:far]
        first = self.mates[before[0]] if len(before) == far else -1
        return first, self.mates[after[-1]] if len(after) == far else len(self.others)

    def _is_spare(self, number: int) -> bool:
        """Whether it has equals, but its own text says it more often."""
        if number in self.mates or number in self.lone:
            return False
        mine = sum(agree(self.ones[number], one) for one in self.ones)
        return mine > sum(self.equal[number])

    def _is_other_spare(self, number: int) -> bool:
        if number in self._taken or number in self.other_lone:
            return False
        mine = sum(agree(self.others[number], one) for one in self.others)
        return mine > sum(row[number] for row in self.equal)


def _common(equal: Sequence[Sequence[bool]], count: int) -> dict[int, int]:
    """The longest row of equals in the order of both texts: which is which."""
    longest = [[0] * (count + 1) for _row in range(len(equal) + 1)]
    for one in range(len(equal) - 1, -1, -1):
        row, below = longest[one], longest[one + 1]
        for other in range(count - 1, -1, -1):
            kept = below[other + 1] + 1 if equal[one][other] else 0
            row[other] = max(kept, below[other], row[other + 1])
    found: dict[int, int] = {}
    one = other = 0
    while one < len(equal) and other < count:
        if equal[one][other] and longest[one][other] == longest[one + 1][other + 1] + 1:
            found[one] = other
            one, other = one + 1, other + 1
        elif longest[one][other] == longest[one + 1][other]:
            one += 1
        else:
            other += 1
    return found


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
    low, high = (one.figure and one.figure.reach) or (one.amount, one.amount)
    other_low, other_high = (other.figure and other.figure.reach) or (other.amount, other.amount)
    return low <= other_high and other_low <= high


def _may_be(one: Atom, other: Atom) -> bool:
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


def _might_be(one: Atom, other: Atom) -> bool:
    """The same, where a number may leave it to the words around it what it counts."""
    if one.sort != "number" or agree(one, other):
        return False
    return _says_nothing(one) != _says_nothing(other)


def _says_nothing(one: Atom) -> bool:
    return one.figure is not None and not (one.figure.unit or one.figure.noun)

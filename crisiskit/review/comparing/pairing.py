"""The figures of two translations of one text, paired: which agree, which differ, which lack one.

A figure that the other text has anywhere is at peace. Of the others, those that stand between the
same neighbours are taken for one and the same, told differently.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice
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

_CODE = re.compile(r"[a-z0-9]+")
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
        found = [atom for one in piece.figures for atom in _of(one, piece)]
        taken = [(one.start, one.end) for one in piece.figures]
        yield from sorted([*found, *_codes(piece, taken)], key=lambda atom: atom.start)


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


def _codes(piece: Piece, taken: Sequence[tuple[int, int]]) -> Iterator[Atom]:
    """Names of letters and digits that are written alike in every language."""
    for found in _CODE.finditer(piece.flat.lower()):
        word, start, end = found[0], found.start() + piece.start, found.end() + piece.start
        if len(word) > _LONGEST_CODE or word.isalpha() or word.isdigit():
            continue
        if not any(first < end and start < last for first, last in taken):
            yield Atom("code", word, None, piece, start, end)


def paired(ones: Sequence[Atom], others: Sequence[Atom]) -> Paired:
    """Each figure of one text with its partner in the other."""
    mates, calm, other_calm = _mates(ones, others)
    back = {other: one for one, other in mates.items()}
    lone = [n for n in range(len(ones)) if n not in calm]
    other_lone = [n for n in range(len(others)) if n not in other_calm]
    spare = sorted(calm - mates.keys())
    other_spare = sorted(other_calm - back.keys())
    windows = {n: _window(n, mates, len(others)) for n in lone}
    other_windows = {n: _window(n, back, len(ones)) for n in other_lone}
    everywhere = dict.fromkeys(lone, (-1, len(others)))
    differing = [
        *_taken(lone, ones, other_lone, others, windows),
        *_taken(lone, ones, other_spare, others, windows),
        *((one, other) for other, one in _taken(other_lone, others, spare, ones, other_windows)),
        *_taken(lone, ones, other_lone, others, everywhere),
    ]
    return Paired(ones, others, mates, sorted(differing), lone, other_lone)


def _taken(
    seeking: list[int],
    ones: Sequence[Atom],
    free: list[int],
    others: Sequence[Atom],
    windows: Mapping[int, tuple[int, int]],
) -> Iterator[tuple[int, int]]:
    """Pairs of those who seek with the free ones in their windows; both are taken off the lists."""
    for one in [*seeking]:
        first, last = windows[one]
        fitting = (n for n in free if first < n < last and _may_be(ones[one], others[n]))
        found = next(fitting, None)
        if found is not None:
            seeking.remove(one)
            free.remove(found)
            yield one, found


def _mates(
    ones: Sequence[Atom], others: Sequence[Atom]
) -> tuple[dict[int, int], set[int], set[int]]:
    """Who agrees with whom, each once; and all of either text who agree with anybody."""
    by_sort: dict[str, list[int]] = {}
    for n, other in enumerate(others):
        by_sort.setdefault(other.sort, []).append(n)
    equal = [
        (number, n)
        for number, one in enumerate(ones)
        for n in by_sort.get(one.sort, ())
        if agree(one, others[n])
    ]
    stretch = len(others) / max(len(ones), 1)  # what is told twice is told in the same order
    mates: dict[int, int] = {}
    used: set[int] = set()
    for number, n in sorted(equal, key=lambda pair: abs(pair[0] * stretch - pair[1])):
        if number not in mates and n not in used:
            mates[number] = n
            used.add(n)
    return mates, {number for number, _n in equal}, {n for _number, n in equal}


def _window(number: int, mates: Mapping[int, int], count: int) -> tuple[int, int]:
    """Between which places of the other text the neighbours of a figure stand; (0, 0) for none."""
    before = max((n for n in mates if n < number), default=None)
    after = min((n for n in mates if n > number), default=None)
    first = -1 if before is None else mates[before]
    last = count if after is None else mates[after]
    return (first, last) if first < last else (0, 0)


def agree(one: Atom, other: Atom) -> bool:
    """Whether two figures of a sort may say the same; what they count is not asked."""
    if one.sort in AMOUNTS:
        return one.mark == other.mark and _overlap(one, other)
    if one.sort == "date":
        pairs = zip(one.value, other.value, strict=True)
        return all(a == b for a, b in pairs if a is not None and b is not None)
    if one.sort == "time":
        return bool((one.value[0] % 24, one.value[1]) == (other.value[0] % 24, other.value[1]))
    if one.sort == "phone":
        return alike(one.value, other.value)
    return bool(one.value == other.value)


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

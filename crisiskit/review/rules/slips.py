"""Figures that must be of one thing by their looks: 上述6家门店, parts of a whole."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from crisiskit.review.figures import Figure, same
from crisiskit.review.rules.likeness import Said
from crisiskit.review.segments import TITLE

DIGITS = 3
"""Digits that a number has at least, to be taken for another with the same ones."""

POINTING = {
    "zh": ("上述", "这", "該", "该", "以上", "前述", "涉事的", "上面的", "那", "上面这"),
    "en": ("these", "those", "of the", "all of the", "the above", "said"),
}
"""Words right before a number with which it is one that was told already."""

WHOLE = {
    "zh": (
        "共",
        "共计",
        "合计",
        "总计",
        "一共",
        "总共",
        "全部",
        "全数",
        "全數",
        "共計",
        "合計",
        "總計",
    ),
    "en": ("all", "all of the", "a total of", "altogether", "in total", "in all"),
}
"""Words right before the number of all."""

CLOSE_WHOLE = Decimal("1.25")
"""How much larger one whole may be than another to be the same one, miswritten."""

REST = {
    "zh": ("其余", "剩余", "余下", "剩下", "另外"),
    "en": ("the other", "the remaining", "the rest", "remaining"),
}
"""Words before the number of those that are left."""

NEAR = 6
"""Characters before a number in which such words stand in Chinese."""

PARTS = 4
"""Parts between a whole and its rest that are added up."""


def is_slip(one: Said, other: Said) -> bool:
    """Whether two counts of one sort have the same digits in another order: 21,000 and 12,000.

    Two digits may do so by chance, but not in the title and in the text about the same thing.
    """
    of_title = one.piece.role == TITLE and bool(one.figure.noun)
    least = DIGITS - 1 if of_title and one.figure.noun == other.figure.noun else DIGITS
    if one.digits != other.digits or len(one.digits) < least:
        return False
    first, second = one.figure, other.figure
    if first.value == second.value:
        return False
    if one.labels and other.labels and one.labels != other.labels:
        return False
    if first.noun and second.noun:
        return same(first, second) is False
    noun = first.noun or second.noun or first.unit or second.unit
    return bool(noun) and noun in one.piece.flat and noun in other.piece.flat


def points_back(one: Said, to: Said) -> bool:
    """Whether a number is said to be one that was told: 上述6家门店, these six shops."""
    first, second = one.figure, to.figure
    if not first.noun or {first.kind, second.kind} != {"number"} or not _is_after(one, POINTING):
        return False
    if counts_the_same(first, second):
        return True
    behind = to.piece.reading.flat[second.end : second.end + NEAR]
    exact = not (first.approximate or second.approximate)
    return (
        exact and first.noun in behind and first.unit == second.unit and first.value != second.value
    )


def is_of_all(one: Said, to: Said) -> bool:
    """Whether both are the whole of one sort, and near each other: 共6,200樽, 全数6,800樽."""
    first, second = one.figure, to.figure
    if first.kind != "number" or second.kind != "number" or first.unit != second.unit:
        return False
    if not (_is_after(one, WHOLE) and _is_after(to, WHOLE)) or first.approximate:
        return False
    low, high = sorted((first.value, second.value))
    alike = not (first.noun and second.noun) or first.noun == second.noun
    return alike and low < high <= low * CLOSE_WHOLE


def counts_the_same(one: Figure, other: Figure) -> bool:
    """Whether two exact numbers count the same thing by name, and differ."""
    named = bool(one.noun and other.noun and one.kind == other.kind == "number")
    return named and not (one.approximate or other.approximate) and same(one, other) is False


def wrong_rests(every: Sequence[Said]) -> Iterator[tuple[Said, Said]]:
    """A rest that does not make up the whole with its parts, and the whole.

    Of 64 guests 51 paid by card, the other 15 in cash.
    """
    counts = [one for one in every if one.figure.kind == "number"]
    for at, rest in enumerate(counts):
        if not _is_after(rest, REST):
            continue
        before = [one for one in counts[max(0, at - PARTS - 1) : at] if _may_belong(one, rest)]
        whole = max(before, key=lambda one: one.figure.value, default=None)
        parts = before[before.index(whole) + 1 :] if whole else []
        if whole and parts and not _make_up(whole, parts, rest):
            yield rest, whole


def _may_belong(one: Said, rest: Said) -> bool:
    """Whether a number is of the sort of a rest, and in its sentence or the one before."""
    close = 0 <= rest.piece.number - one.piece.number <= 1
    alike = not (one.figure.noun and rest.figure.noun) or one.figure.noun == rest.figure.noun
    units = {one.figure.unit, rest.figure.unit}
    exact = not (one.figure.approximate or rest.figure.approximate)
    return close and alike and exact and (len(units) == 1 or "" in units)


def _make_up(whole: Said, parts: Sequence[Said], rest: Said) -> bool:
    wanted = whole.figure.value - rest.figure.value
    values = [one.figure.value for one in parts]
    if wanted <= 0 or whole.figure.value <= max(values):
        return True  # it is the rest of something else
    sums = (
        sum(some, Decimal(0))
        for size in range(1, len(values) + 1)
        for some in combinations(values, size)
    )
    return wanted in set(sums)


def _is_after(one: Said, words: dict[str, tuple[str, ...]]) -> bool:
    """Whether one of these words stands right before a number."""
    reading, start = one.piece.reading, one.figure.start
    known = words[reading.language]
    before = reading.flat[max(one.piece.start, start - NEAR * 2) : start].rstrip()
    if reading.language == "en":
        return any(before.endswith(word) for word in known)
    return any(before.endswith((word, word + "的")) for word in known)

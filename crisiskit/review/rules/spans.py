"""Spans that cannot be: they end before they begin, or last longer than from begin to end."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from crisiskit.review.figures import Figure
from crisiskit.review.reading import Piece, Reading
from crisiskit.review.rules.certainty import FEW
from crisiskit.review.rules.sums import Wrong

DAY = 24 * 60
HALF_YEAR = 6
"""Months between two days without a year beyond which the second is in the next year."""

RANGES = frozenset({"至", "到", "-", "--", "~", "to", "until", "till", "through"})
"""Between two days, they make a span of them."""

LASTING = {
    "zh": (
        "历时",
        "持续",
        "持续了",
        "共",
        "共计",
        "长达",
        "时长",
        "时长为",
        "耗时",
        "累计",
        "前后",
    ),
    "en": ("a total of", "total of", "for", "lasted", "lasting", "lasted for", "took", "in all"),
}
"""Right before a length of time, they say how long the thing itself lasted."""

ITSELF = ("历时", "持续", "长达", "last")

WITHIN = ("内", "之内", "以内", "后", "前")
"""Behind a length of time in Chinese, they make a term of it."""

ENDING = {
    "zh": ("恢复", "结束", "修复", "止", "解除", "扑灭", "完成", "排除"),
    "en": ("end", "restored", "resum", "back", "over", "left", "fixed"),
}
"""Around the second of two hours, they say that it was over then."""

AROUND = 12
"""Characters around an hour in which such words stand."""

SLACK = Decimal("0.1")
"""Share by which a length of time may be rounded."""

LEAST_SLACK = 5
"""Minutes by which it may be, at least."""


def turned_round(piece: Piece) -> Iterator[tuple[Figure, Figure]]:
    """Spans of days that end before they begin: from 12 May to 9 May."""
    for first, second in pairwise(piece.figures[:FEW]):
        if first.kind != second.kind or first.kind not in {"date", "moment"}:
            continue
        between = piece.reading.flat[first.end : second.start].strip()
        is_range = between in RANGES or (between == "and" and _is_after_between(piece, first))
        if is_range and _is_before(second, first):
            yield first, second


def _is_after_between(piece: Piece, one: Figure) -> bool:
    return piece.reading.flat[max(piece.start, one.start - 10) : one.start].endswith("between ")


def _is_before(second: Figure, first: Figure) -> bool:
    """Whether a day comes before another; of the years that are not said the next is meant."""
    if None in first.value[1:3] or None in second.value[1:3]:
        return False
    years = {one.value[0] for one in (first, second) if one.value[0] is not None}
    if len(years) > 1:
        return bool(second.value < first.value)
    if abs(second.value[1] - first.value[1]) >= HALF_YEAR:
        return False
    return bool(second.value[1:] < first.value[1:])


def wrong_lengths(reading: Reading, roles: Sequence[str]) -> Iterator[Wrong]:
    """Lengths of time that are not those from begin to end, in their sentence or beside it."""
    pieces = reading.with_role(*roles)
    for number, piece in enumerate(pieces):
        lengths = [one for one in piece.figures[:FEW] if _is_length(piece, one)]
        if len(lengths) != 1 or piece.has("correction-mark", "hearsay"):
            continue
        near = pieces[max(0, number - 1) : number + 2] if _stands_alone(piece, lengths[0]) else []
        near = [piece] if _hours(piece) else near
        ends = [one for one in near if len(_hours(one)) == 2 and _is_told_to_end(one)]
        if len(ends) == 1 and ends[0].paragraph == piece.paragraph:
            first, second = _hours(ends[0])
            if _differs(lengths[0], first, second):
                yield Wrong(piece, lengths[0], first.start, second.end)


def _stands_alone(piece: Piece, length: Figure) -> bool:
    """Whether its words say that the thing itself lasted so long, without its hours beside it."""
    before = piece.reading.flat[max(piece.start, length.start - AROUND) : length.start]
    return any(word in before for word in ITSELF)


def _hours(piece: Piece) -> list[Figure]:
    return [one for one in piece.figures[:FEW] if one.kind in {"time", "moment"}]


def _is_length(piece: Piece, one: Figure) -> bool:
    if one.kind != "duration" or one.value[1] != "m" or one.approximate:
        return False
    flat, language = piece.reading.flat, piece.reading.language
    if language == "zh" and flat.startswith(WITHIN, one.end):
        return False
    before = flat[max(piece.start, one.start - AROUND * 2) : one.start].rstrip(" 了为")
    return before.endswith(LASTING[language])


def _is_told_to_end(piece: Piece) -> bool:
    first, second = _hours(piece)
    flat, language = piece.reading.flat, piece.reading.language
    near = flat[first.end : min(second.end + AROUND, piece.end)]
    return any(word in near for word in ENDING[language])


def _differs(length: Figure, first: Figure, second: Figure) -> bool:
    """Whether a length is not that from one hour to the other, rounding apart."""
    if first.approximate or second.approximate:
        return False
    begin, end = (60 * one.value[-2] + one.value[-1] for one in (first, second))
    days = _days_between(first, second)
    if days is None:
        return False
    lasted = end - begin + days * DAY
    if days == 0 and lasted <= 0:
        lasted += DAY
    gap = abs(lasted - length.value[0])
    return bool(gap >= LEAST_SLACK and gap > SLACK * lasted)


def _days_between(first: Figure, second: Figure) -> int | None:
    """How many days lie between two hours; None when that cannot be said."""
    if second.kind == "time":
        return 0
    if first.kind == "time" or None in first.value[1:3] or None in second.value[1:3]:
        return None
    try:
        begin, end = (date(2024, *one.value[1:3]) for one in (first, second))
    except ValueError:
        return None
    return (end - begin).days if end >= begin else None

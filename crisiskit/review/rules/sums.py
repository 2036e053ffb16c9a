"""Figures that do not add up: parts and their total, a list and its number, so much for each."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, pairwise
from typing import NamedTuple

from crisiskit.review.figures import Figure
from crisiskit.review.reading import Piece, Reading
from crisiskit.review.rules.certainty import FEW

TOTAL = {
    "zh": ("共", "共计", "合计", "总计", "总共", "一共", "总额", "累计"),
    "en": ("a total of", "total of", "in total", "in all", "altogether", "making", "makes"),
}
"""Words right before a total."""

LOSSES = ("伤亡", "退款", "金额", "赔偿", "补偿", "受伤")
"""What a total may be of, between 合计 and the number: 合计伤亡8人."""

TOTAL_BEHIND = (" in all", " altogether", " in total", " all told", " all together")
BEHIND = 16
"""Characters between a number in English and such words: eight casualties in all."""

NEAR = 12
"""Characters before a number in which words say what it is."""

FROM, UPTO = Decimal("0.5"), Decimal(2)
"""How much parts may make of a total, to be the parts of it."""

MOST_PARTS = 8

BESIDES = ("含", "包括", "其中", "including", "includes", "of which")
"""Where one of these stands, a total has more or other parts."""

COLON = {"zh": 8, "en": 24}
"""Characters between a number and the colon of its list."""

ITEM = {"zh": 10, "en": 28}
"""Characters of an item that is a name."""

LEAST_LISTED, MOST_LISTED = 2, 15
"""How many names a list that is counted has."""

OPEN_END = ("等", "etc", "including", "such as", "among others", "包括", "例如")

HALVES = (
    ("合格", "不合格"),
    ("轻伤", "重伤"),
    ("男", "女"),
    ("已售", "库存"),
    ("已售", "未售"),
    ("passed", "failed"),
    ("girls", "boys"),
    ("men", "women"),
    ("unsold", "sold"),
)
"""Words for two parts that make up a whole."""

EACH = {"zh": ("每",), "en": ("each", "per ", "every ")}

LESS = {"zh": ("扣除", "减去", "扣掉"), "en": ("less", "minus", "after deducting")}
NET = {"zh": ("实退", "实付", "实际", "净"), "en": ("makes", "leaves", "which is", "comes to")}


class Wrong(NamedTuple):
    """A figure, and the stretch that it does not agree with."""

    piece: Piece
    figure: Figure
    start: int
    end: int


def wrong_sums(reading: Reading, roles: Sequence[str]) -> Iterator[Wrong]:
    """Each sentence in which figures do not add up: one remark is enough."""
    for piece in reading.with_role(*roles):
        found = [one for one in piece.figures[:FEW] if not reading.is_quoted(one.start)]
        if not found or piece.has("correction-mark"):
            continue
        for look in (_total, _list_of_parts, _names, _halves, _for_each, _net):
            wrong = look(piece, found)
            if wrong is not None:
                yield wrong
                break


def _total(piece: Piece, found: list[Figure]) -> Wrong | None:
    """300 on Monday, 260 on Tuesday, 580 altogether."""
    for at, total in enumerate(found):
        if at < LEAST_LISTED or not _is_amount(total) or not _is_total(piece, total):
            continue
        parts = [one for one in found[:at] if _is_amount(one) and _is_of(one, total)]
        parts = parts[-MOST_PARTS:]
        if any(word in piece.flat for word in BESIDES):
            continue
        if len(parts) >= LEAST_LISTED and _is_wrong(_worth(total), [_worth(one) for one in parts]):
            return Wrong(piece, total, parts[0].start, parts[-1].end)
    return None


def _is_wrong(total: Decimal, parts: Sequence[Decimal]) -> bool:
    """Whether no parts make the total, and all of them nearly do."""
    if total in parts or not max(parts) < total:
        return False
    if not FROM * total <= sum(parts) <= UPTO * total:
        return False
    sizes = range(2, len(parts) + 1)
    return all(sum(some) != total for size in sizes for some in combinations(parts, size))


def _list_of_parts(piece: Piece, found: list[Figure]) -> Wrong | None:
    """Nine people: three managers, four clerks and a driver."""
    colon = _colon(piece, found)
    if colon is None:
        return None
    whole, at = colon
    parts = [one for one in found if one.start > at]
    if len(parts) < LEAST_LISTED or not all(map(_is_amount, parts)):
        return None
    if piece.reading.language == "zh" and any(one.unit != whole.unit for one in parts):
        return None
    made = sum(_worth(one) for one in parts) + _single(piece, at)
    if made == whole.value or not FROM * whole.value <= made <= UPTO * whole.value:
        return None
    return Wrong(piece, whole, at + 1, piece.end)


def _single(piece: Piece, at: int) -> int:
    """How many items of an English list have no number: and a driver."""
    rest = piece.reading.flat[at : piece.end]
    return sum(rest.count(f"{sign} {one} ") for sign in (",", " and") for one in ("a", "an"))


def _names(piece: Piece, found: list[Figure]) -> Wrong | None:
    """Three branches are shut: Leeds, York, Hull and Derby."""
    colon = _colon(piece, found)
    if colon is None or any(one.start > colon[1] for one in found):
        return None
    whole, at = colon
    names = _listed(piece, at + 1)
    if not LEAST_LISTED <= len(names) <= MOST_LISTED or not 1 < whole.value <= MOST_LISTED:
        return None
    if any(not one or len(one) > _longest(piece) for one in names):
        return None
    last = names[-1].count("和")  # between two, or a part of one: 李和平
    if len(names) <= whole.value <= len(names) + last:
        return None
    return Wrong(piece, whole, at + 1, piece.end)


def _longest(piece: Piece) -> int:
    return ITEM[piece.reading.language]


def _listed(piece: Piece, start: int) -> list[str]:
    """The items of a list to the end of a sentence; none when it is left open."""
    rest = piece.reading.flat[start : piece.end].strip(" .。;!")
    if any(word in rest for word in OPEN_END) or ";" in rest:
        return []
    if piece.reading.language == "zh":
        if "、" not in rest or "," in rest:
            return []
        return rest.replace("以及", "和").split("、")
    if "," not in rest:
        return []
    *first, last = rest.replace(", and ", ", ").split(", ")
    return [*first, last] if ", and " in rest else [*first, *last.split(" and ")]


def _colon(piece: Piece, found: list[Figure]) -> tuple[Figure, int] | None:
    """The number before a colon that says how many follow, and the colon."""
    flat = piece.reading.flat
    for whole, behind in pairwise([*found, None]):
        assert whole is not None
        at = flat.find(":", whole.end, min(piece.end, whole.end + COLON[piece.reading.language]))
        if at < 0 or (behind is not None and behind.start < at) or "," in flat[whole.end : at]:
            continue
        counts = whole.kind == "number" and whole.unit and not whole.approximate
        if counts and not flat[at + 1 : at + 2].isdigit():
            return whole, at
    return None


def _halves(piece: Piece, found: list[Figure]) -> Wrong | None:
    """20 samples, 17 passed, two failed."""
    counts = [one for one in found if one.kind == "number" and not one.approximate]
    counts = counts if len(counts) == 3 else []  # with a fourth, two are not all
    for whole, first, second in zip(counts, counts[1:], counts[2:], strict=False):
        units = {one.unit for one in (whole, first, second)}
        if piece.reading.language == "zh" and len(units) > 1:
            continue
        said = (_beside(piece, first, whole.end), _beside(piece, second, first.end))
        if whole.value > max(first.value, second.value) and _is_whole_of(said):
            made = first.value + second.value
            if made != whole.value and FROM * whole.value <= made <= UPTO * whole.value:
                return Wrong(piece, whole, first.start, second.end)
    return None


def _beside(piece: Piece, one: Figure, begin: int) -> str:
    """What stands before a number in Chinese, behind it in English."""
    flat = piece.reading.flat
    if piece.reading.language == "zh":
        return flat[begin : one.start]
    return flat[one.start : min(one.end + NEAR, piece.end)]


def _is_whole_of(said: tuple[str, str]) -> bool:
    """Whether two parts are all there is. 合格 stands in 不合格 as well."""
    sides = [
        [max((word for word in pair if word in one), key=len, default="") for one in said]
        for pair in HALVES
    ]
    return any(first and second and first != second for first, second in sides)


def _for_each(piece: Piece, found: list[Figure]) -> Wrong | None:
    """2,000 for each, 320 of them, 460,000 in all."""
    sums = [one for one in found if one.kind == "money" and not one.approximate]
    counts = [one for one in found if one.kind == "number" and one.unit and not one.approximate]
    counts = [one for one in counts if one.value > 1]
    if len(sums) != 2 or len(counts) != 1:
        return None
    each, total = sums
    if not (_is_each(piece, each) and _is_total(piece, total)):
        return None
    wanted = each.value[0] * counts[0].value
    return None if wanted == total.value[0] else Wrong(piece, total, each.start, each.end)


def _is_each(piece: Piece, one: Figure) -> bool:
    flat = piece.reading.flat
    near = flat[max(piece.start, one.start - NEAR) : one.start]
    if piece.reading.language == "en":
        near += flat[one.end : one.end + NEAR]
    return any(word in near for word in EACH[piece.reading.language])


def _net(piece: Piece, found: list[Figure]) -> Wrong | None:
    """3,600, less 200, makes 3,200."""
    sums = [one for one in found if one.kind == "money" and not one.approximate]
    if len(sums) != 3:
        return None
    gross, off, net = sums
    flat, language = piece.reading.flat, piece.reading.language
    less, left = flat[gross.end : off.start], flat[off.end : net.start]
    if not any(word in less for word in LESS[language]):
        return None
    if not any(word in left for word in NET[language]):
        return None
    right = gross.value[0] - off.value[0] == net.value[0]
    return None if right else Wrong(piece, net, gross.start, off.end)


def _is_total(piece: Piece, one: Figure) -> bool:
    flat, language = piece.reading.flat, piece.reading.language
    before = flat[max(piece.start, one.start - NEAR) : one.start].rstrip()
    for word in LOSSES if language == "zh" else ():
        before = before.removesuffix(word)
    if before.endswith(TOTAL[language]):
        return True
    behind = flat[one.end : min(piece.end, one.end + BEHIND)]
    return language == "en" and any(word in behind for word in TOTAL_BEHIND)


def _is_amount(one: Figure) -> bool:
    return one.kind in {"number", "money"} and not one.approximate


def _worth(one: Figure) -> Decimal:
    return Decimal(one.value[0] if one.kind == "money" else one.value)


def _is_of(part: Figure, total: Figure) -> bool:
    """Whether a figure may be a part of a total: money of money, persons of persons."""
    if part.kind != total.kind:
        return False
    if part.kind == "money":
        return bool(part.value[1] == total.value[1])
    return part.unit == total.unit or "" in {part.unit, total.unit} or part.unit.isascii()

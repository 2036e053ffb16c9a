"""Places and bodies that the ledger calls otherwise: the Corby bakery, 城东分拣中心."""

from collections.abc import Callable, Iterator

from crisiskit.review.context import Fact
from crisiskit.review.figures.figure import words
from crisiskit.review.reading import Reading
from crisiskit.review.rules.persons import pattern
from crisiskit.review.terms import Hit

HEADS = words(
    "分拣中心 配送中心 转运中心 物流中心 检测中心 购物中心 数据中心 客服中心 "
    "检测公司 研究院 研究所 事务所 检测所 检验所 鉴定所 实验室 人民医院 医院 "
    "诊所 学校 幼儿园 中学 小学 大学 工厂 车间 生产基地 基地 厂区 仓库 仓 厂 路店 机场 "
    "车站 酒店 大厦 乐园 校区 园区 高速"
)
"""What Chinese names of places and bodies end in; longer ones first."""

ORDERED = sorted(HEADS, key=len, reverse=True)

GENERAL = frozenset("各本该此这那门分总商到在任何原每首两几多某我他她新全整大小旗直加同老")
"""Characters right before such an end that make no name: 门店, 本店, 各地区."""

TAIL = 2
"""Characters of a Chinese name before its end by which it is told from another."""

_NAMED = r"((?:[A-Z][A-Za-z&']+ )+)((?:[A-Z][A-Za-z]+|[a-z]{4,}))"

SMALL_HEADS = words(
    "bakery plant factory depot store shop branch warehouse hospital clinic school hotel "
    "restaurant dairy kitchen laboratory laboratories station airport port yard "
    "mill gym llp infirmary"
)
"""What English names of places and bodies end in, in small letters."""


Names = Callable[[str], Iterator[tuple[str, str]]]


def other_name(reading: Reading, fact: Fact) -> Hit | None:
    """Where the text has another name of the sort of the one in the ledger, and not that one."""
    names = _english if reading.language == "en" else _chinese
    for name, head in names(fact.words):
        if _has(reading, name):
            continue
        facts = [one.words for one in reading.context.facts.values()]
        found = [
            one
            for one in _of(reading, names, head)
            if not any(reading.text[one.start : one.end] in words for words in facts)
        ]
        if len({reading.text[one.start : one.end] for one in found}) == 1:
            return found[0]
    return None


def _has(reading: Reading, name: str) -> bool:
    return name.lower() in reading.flat or name in reading.text


def _of(reading: Reading, names: Names, head: str) -> Iterator[Hit]:
    for piece in reading.body:
        begin = 0
        for name, other in names(piece.words):
            if other == head and (at := piece.words.find(name, begin)) >= 0:
                begin = at + 1
                end = at + len(name) + (0 if reading.language == "zh" else 1 + len(head))
                yield Hit("", piece.start + at, piece.start + end)


def _english(told: str) -> Iterator[tuple[str, str]]:
    """Each name in some words, and what it ends in."""
    for found in pattern(_NAMED).finditer(told):
        head = found[2].lower()
        name = found[1].strip().removeprefix("The ").removeprefix("Our ")
        if (
            head in SMALL_HEADS
            and name
            and name not in {"The", "Our", "This", "That", "Your", "Any"}
        ):
            yield name, head


def _chinese(told: str) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(told):
        head = next((one for one in ORDERED if told.startswith(one, at)), None)
        if head is None:
            at += 1
            continue
        before = told[max(0, at - TAIL) : at]
        if (
            len(before) == TAIL
            and before.isalpha()
            and not before.isascii()
            and GENERAL.isdisjoint(before)
        ):
            yield before + head, head
        at += len(head)

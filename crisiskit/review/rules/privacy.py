"""Rules about what must stay private: people without an office, and children (CS503, CS504)."""

import re
from collections.abc import Iterator
from functools import cache

from crisiskit.language import _
from crisiskit.review.reading import Piece, Reading
from crisiskit.review.rules.acts import MANY
from crisiskit.review.table import Remark, rule
from crisiskit.review.terms import Hit
from crisiskit.text import quote

RULES = (
    rule(
        "CS503",
        "victim-privacy",
        error="holding apology handling clarification recall breach internal press qa",
        warning="status",
    ),
    rule(
        "CS504",
        "minor-privacy",
        error="holding apology handling clarification recall breach press qa",
        warning="status internal",
    ),
)

Span = tuple[int, int]

SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱郭何罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余杜叶程魏苏吕丁"
    "任卢姚沈钟姜崔谭陆范汪廖石贾韦夏付邹熊孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵覃武钱戴严莫孔"
    "高林马邢金康白温殷庞柯施洪詹赖阮纪翁"
)
_NO_NAMES = ("许多", "曾经", "任何", "何时", "余额", "程序", "严重", "付款", "付费", "周边", "张贴")
_BEHIND_NAME = frozenset("(,。;:、 的因在于已被称说表示入经住出确是为反向就及和与今昨正")
_PROVINCES = frozenset("京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼")
_LONG = 8
"""Letters and digits that an order number has at least; the last four are no number."""


_IN_IDENTITY = 17
"""Digits of an identity number at least."""


@cache
def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(source)


def private(reading: Reading) -> Iterator[Remark]:
    """Numbers, plates, addresses and names by which somebody can be found."""
    for piece in reading.pieces:
        for span, message in _found(piece):
            words = quote(reading.text[span[0] : span[1]])
            hint = _("Take it out; if it must be told, write “Ms W. (not her real name)”.")
            yield Remark("victim-privacy", *span, message.format(words=words), hint)


def _found(piece: Piece) -> Iterator[tuple[Span, str]]:
    for span in _identities(piece):
        yield span, _("{words} is the number of somebody's identity card, readable by everybody.")
    for span in _plates(piece):
        yield span, _("{words} is a number plate: its owner will be found within the hour.")
    for span in _orders(piece):
        yield span, _("{words} in full opens somebody's order, with name and address.")
    if not piece.has("private-person"):
        return
    for span in _telephones(piece):
        yield span, _("{words} is a private telephone number: strangers will ring it.")
    for span in _homes(piece):
        yield span, _("{words} tells strangers where somebody lives.")
    for span in _patients(piece):
        yield span, _("{words} stands here by full name with what is wrong with the body.")


def _identities(piece: Piece) -> Iterator[Span]:
    """Identity numbers of the mainland (18) and, beside the word for them, of Taiwan."""
    if sum(map(str.isdigit, piece.flat)) < _IN_IDENTITY:  # compiling takes longer than looking
        return
    for found in _pattern(r"(?<![0-9a-z*])[1-9][0-9]{16}[0-9x](?![0-9a-z*])").finditer(
        piece.reading.flat, piece.start, piece.end
    ):
        yield found.span()


def _plates(piece: Piece) -> Iterator[Span]:
    if piece.reading.language == "en" or piece.has("our-vehicle"):
        return
    flat = piece.flat
    if _PROVINCES.isdisjoint(flat) or not any(
        char in _PROVINCES and flat[at : at + 1].isascii() for at, char in enumerate(flat, 1)
    ):
        return
    source = rf"[{''.join(_PROVINCES)}][a-z][·•. -]?[a-z0-9]{{5,6}}(?![a-z0-9*])"
    for found in _pattern(source).finditer(piece.reading.flat, piece.start, piece.end):
        if any(char.isdigit() for char in found[0][2:]):
            yield found.span()


def _orders(piece: Piece) -> Iterator[Span]:
    """A whole number behind the word for it: 订单号 JD20260305118823, not 尾号1188."""
    for hit in piece.of("order-number"):
        source = rf"[ :(#为是]{{0,4}}(?:no\.? ?)?([a-z]{{0,4}}[0-9-]{{{_LONG},}})(?![0-9a-z*x])"
        found = _pattern(source).match(piece.reading.flat, hit.end, piece.end)
        if found and sum(char.isdigit() for char in found[1]) >= _LONG:
            yield found.span(1)


def _telephones(piece: Piece) -> Iterator[Span]:
    """Mobile numbers, and in English any, that are not there for everybody to ring."""
    ours = piece.first("public-line")
    for figure in piece.figures[:MANY]:
        if figure.kind != "contact" or figure.unit != "phone":
            continue
        if piece.has("order-number") or (ours is not None and ours.start < figure.start):
            continue
        digits = str(figure.value).lstrip("+")
        is_mobile = len(digits.removeprefix("86")) == 11 and digits.removeprefix("86")[0] == "1"
        is_theirs = digits.startswith(("09", "8869")) or piece.reading.language == "en"
        if is_mobile or is_theirs:
            yield figure.start, figure.end


def _homes(piece: Piece) -> Iterator[Span]:
    if piece.has("our-place"):
        return
    for hit in piece.of("home")[:MANY]:
        figures = [one for one in piece.figures if hit.start <= one.start <= hit.end + 40]
        named = any(char.isdigit() for char in piece.reading.flat[hit.start : hit.end + 24])
        masked = "*" in piece.reading.flat[hit.start : hit.end + 12]
        if not masked and (figures or named or hit.end - hit.start > len("家庭住址")):
            yield hit.start, hit.end


def _patients(piece: Piece) -> Iterator[Span]:
    if not piece.has("medical") or piece.has("alias") or piece.has("office"):
        return
    yield from names(piece, piece.of("private-person")[:MANY])


def names(piece: Piece, roles: list[Hit]) -> Iterator[Span]:
    """Full names that stand right behind a role: 顾客王小明, passenger Jane Miller."""
    finder = _english_name if piece.reading.language == "en" else _chinese_name
    for role in roles:
        span = finder(piece, role.end)
        if span is not None:
            yield span


def _chinese_name(piece: Piece, at: int) -> Span | None:
    flat = piece.reading.flat
    if flat[at : at + 1] not in SURNAMES or flat.startswith(_NO_NAMES, at):
        return None
    for length in (3, 2):
        name, behind = flat[at : at + length], flat[at + length : at + length + 1]
        if at + length > piece.end or not name.isalpha() or name.isascii():
            continue
        if "某" in name or flat.startswith(("先生", "女士", "小姐", "师傅", "同学"), at + 1):
            return None
        ends = behind in _BEHIND_NAME or at + length == piece.end
        if ends and not any(char in _BEHIND_NAME for char in name[1:]):
            return at, at + length
    return None


def _english_name(piece: Piece, at: int) -> Span | None:
    """Two words with capitals behind a role, as they were written."""
    found = _pattern(r",? (?:[A-Z][a-z]+|[A-Z]\.) (?:[A-Z]\. )?[A-Z][a-z]+\b").match(
        piece.reading.text, at, piece.end
    )
    if found is None:
        return None
    begin = found.start() + len(found[0]) - len(found[0].lstrip(", "))
    return begin, found.end()


def minors(reading: Reading) -> Iterator[Remark]:
    """A child that can be found: by name, school or parents, together with its age."""
    for piece in reading.pieces:
        span = _child(piece)
        if span is not None:
            words = quote(reading.text[span[0] : span[1]])
            message = _("{words} leads to a child: reporters will find it in minutes.")
            hint = _("Leave out name, school, parents and home: “a person under age; no details”.")
            yield Remark("minor-privacy", *span, message.format(words=words), hint)


def _child(piece: Piece) -> Span | None:
    young = piece.of("minor")
    age = _age(piece)
    told = piece.reading.context.minors
    if not (young or age) or not (age or told or piece.has("minor-certain")):
        return None
    school = next(_schools(piece), None)
    if school is not None:
        return school
    if piece.has("alias") and not _part_name(piece):
        return None
    for role in [*piece.of("parents"), *young][:MANY]:
        found = next(iter(names(piece, [role])), None)
        if found:
            return found
    if age:
        return _part_name(piece) or _english_child(piece)
    return _part_name(piece) if told else None


def _age(piece: Piece) -> Span | None:
    """An age below 18: 15岁, aged 14, 14-year-old."""
    source = (
        r"(?<![0-9])(?:1[0-7]|[1-9])(?: ?周岁| ?岁|[ -]years?[ -]old)"
        r"|(?<![a-z])aged (?:1[0-7]|[1-9])(?![0-9])"
    )
    found = _pattern(source).search(piece.reading.flat, piece.start, piece.end)
    if found is None and piece.reading.language == "en":
        found = _pattern(r"[A-Z][a-z]+, (?:1[0-7]|[1-9]),").search(
            piece.reading.text, piece.start, piece.end
        )
    return found.span() if found else None


def _schools(piece: Piece) -> Iterator[Span]:
    """Schools with a name: 城东中学, Eastfield High School; not 多所中学, a local school."""
    flat, text = piece.reading.flat, piece.reading.text
    for hit in piece.of("school")[:MANY]:
        if piece.reading.language == "en":
            before = _pattern(r"(?:[A-Z][A-Za-z.']+ ){1,4}$").search(
                text, max(piece.start, hit.start - 40), hit.start
            )
            if before and text[hit.start : hit.start + 1].isupper():
                yield before.start(), hit.end
            continue
        if flat[hit.end : hit.end + 1] == "生":
            continue  # 一名国中生
        begin = hit.start
        while begin > max(piece.start, hit.start - 8) and _is_of_name(flat[begin - 1]):
            begin -= 1
        name = flat[begin : hit.start]
        unnamed = [one for one in piece.of("school-unnamed") if begin <= one.start < hit.start]
        if len(name) >= 2 and not unnamed:
            yield begin, hit.end


def _is_of_name(char: str) -> bool:
    return char.isalpha() and char not in "于在是为系的"


def _part_name(piece: Piece) -> Span | None:
    """A family name with 某: with an age it is enough for those who know the child."""
    found = _pattern(r"([\u4e00-\u9fff])某{1,2}").search(piece.reading.flat, piece.start, piece.end)
    return found.span() if found and found[1] in SURNAMES else None


def _english_child(piece: Piece) -> Span | None:
    if piece.has("alias") or piece.reading.language != "en":
        return None
    source = r"\b[A-Z][a-z]+ [A-Z][a-z]+(?:,| \()(?= ?(?:aged )?(?:1[0-7]|[1-9])\b)"
    found = _pattern(source).search(piece.reading.text, piece.start, piece.end)
    return (found.start(), found.end() - 1) if found else None


CRITICS = (private, minors)

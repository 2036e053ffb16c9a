"""Names of people in a text, by what stands around them: a role, an age, a street."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from crisiskit.review.figures.figure import words
from crisiskit.review.reading import Piece
from crisiskit.review.terms import Hit

Span = tuple[int, int]

SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱郭何罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余杜叶程魏苏吕丁"
    "任卢姚沈钟姜崔谭陆范汪廖石贾韦夏付邹熊孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵覃武钱戴严莫孔"
    "高林马邢金康白温殷庞柯施洪詹赖阮纪翁"
)
_NO_NAMES = ("许多", "曾经", "任何", "何时", "余额", "程序", "严重", "付款", "付费", "周边", "张贴")
_BEHIND_NAME = frozenset(
    "(遭左右头腰腿胸背多等,。;:、 的因在于已被称说表示入经住出确是为反向就及和与今昨正"
)

_CALLED = "老人|女士|先生|小姐|同学|老师|阿姨|奶奶|爷爷|师傅"
"""What stands behind a name; behind a surname alone it leads to nobody."""

_NUMBERS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
)
_YOUNG = f"(?:1[0-7]|[1-9]|{'|'.join(_NUMBERS)})"
"""An age below 18, as English writes it."""

_NAME = r"([A-Z][a-z]+ (?:(?:[A-Z]\. )?(?:Ma?c|O'|)[A-Z][a-z]+|[A-Z]\.))"
_FIRST_OF_NONE = words(
    "The Our We You They It This That These Those All Any Each Every Some Two Three Four Five "
    "And But Dear From On In At By For When While Since After Before Call Visit Send Head "
    "Chief Guest New North South East West Saint Great Royal Public Customer Safety Managing "
    "General"
)
_LAST_OF_NONE = words(
    "Park School Primary Hospital Infirmary Centre Center Street Road Lane Bay Ltd Limited "
    "Group Inc Airways Air Lines Cycles Foods Bank Health Council Service Services Agency "
    "Executive Authority University College Academy House Hotel Hall Station Airport Court "
    "Police Brigade Swing Ride Company Motors Trust Club Team Office Department Commission "
    "Board Care Officer Director"
)
"""Words with a capital that make no name of a person of it."""

_STREET = (
    r"[0-9]{1,4}[a-z]? (?:[A-Z][A-Za-z']+ ){1,3}"
    r"(?:Street|Road|Lane|Avenue|Drive|Close|Way|Place|Terrace|Gardens|Crescent|Square|Hill|Row)"
)
_TOLD = (
    r"(?=,? (?:who|is|was|has|had|suffered|broke|lost|remains|died|fell)\b|,? (?:aged )?[0-9]|, a )"
)
"""What follows a name of which something is told: a verb, an age."""


@cache
def pattern(source: str) -> re.Pattern[str]:
    """A pattern, compiled when a text is first held against it."""
    return re.compile(source)


def names(piece: Piece, roles: Sequence[Hit]) -> Iterator[Span]:
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
    found = pattern(r",? (?:[A-Z][a-z]+|[A-Z]\.) (?:[A-Z]\. )?[A-Z][a-z]+\b").match(
        piece.reading.text, at, piece.end
    )
    if found is None:
        return None
    begin = found.start() + len(found[0]) - len(found[0].lstrip(", "))
    return begin, found.end()


def told_of(piece: Piece) -> Iterator[Span]:
    """Names with an age, or in English with a verb, without a role before them."""
    if piece.reading.language == "en":
        yield from _persons(piece, _NAME + _TOLD)
        return
    source = rf"([\u4e00-\u9fff]{{2,3}})(?:{_CALLED})?[(,](?:男|女|[0-9]{{1,3}}岁)"
    for found in pattern(source).finditer(piece.reading.flat, piece.start, piece.end):
        name = found[1] if found[1][0] in SURNAMES else found[1][1:]
        if len(name) > 1 and name[0] in SURNAMES and "某" not in name and name[1:] not in _CALLED:
            yield found.end(1) - len(name), found.end(1)


def titled(piece: Piece) -> Iterator[Span]:
    """Chinese full names with a title behind them: 陈美娟女士; a family name alone is none."""
    if piece.reading.language == "en":
        return
    source = r"([\u4e00-\u9fff][\u4e00-\u9fff]{1,2})(?:女士|先生|小姐|老人)"
    for found in pattern(source).finditer(piece.reading.flat, piece.start, piece.end):
        name = found[1] if found[1][0] in SURNAMES else found[1][1:]
        if len(name) > 1 and name[0] in SURNAMES and "某" not in name:
            yield found.end(1) - len(name), found.end(1)


def residence(piece: Piece) -> Span | None:
    """A name with the street and number where its bearer lives, in English."""
    if piece.reading.language != "en" or not any(map(str.isdigit, piece.flat)):
        return None
    at = "(?:of|from|at|who lives at|at (?:her|his|their) home,?(?: at)?)"
    source = rf"{_NAME}(?:,? (?:aged )?[0-9]{{1,3}},?)?,? {at} {_STREET}"
    return next(_persons(piece, source), None)


def _persons(piece: Piece, source: str) -> Iterator[Span]:
    """Where a pattern that begins with a name stands, without names of places and companies."""
    for found in pattern(source).finditer(piece.reading.text, piece.start, piece.end):
        first, last = found[1].split(" ")[0], found[1].split(" ")[-1]
        if first not in _FIRST_OF_NONE and last not in _LAST_OF_NONE:
            yield found.span()


def young_age(piece: Piece) -> Span | None:
    """An age below 18: 15岁, aged 14, six-year-old, Ella Brown (12)."""
    flat, text = piece.reading.flat, piece.reading.text
    if piece.reading.language != "en":
        found = pattern(r"(?<![0-9])(?:1[0-7]|[1-9])(?: ?周岁| ?岁)").search(
            flat, piece.start, piece.end
        )
        return found.span() if found else None
    source = (
        rf"(?<![a-z0-9]){_YOUNG}[ -]years?[ -]old|(?<![a-z])aged? {_YOUNG}(?![a-z0-9])"
        rf"|(?<![a-z])who (?:is|was) (?:only |just )?{_YOUNG}(?=[,.)]| and )"
    )
    found = pattern(source).search(flat, piece.start, piece.end)
    if found is None:
        source = r"[A-Z][a-z]+(?:, (?:1[0-7]|[1-9]),| \((?:1[0-7]|[1-9])\))"
        found = pattern(source).search(text, piece.start, piece.end)
    return found.span() if found else None


def named_pupil(piece: Piece) -> Span | None:
    """A name with the word for a child behind it, in English: Oscar T., a second-year pupil."""
    if piece.reading.language != "en" or not piece.has("minor"):
        return None
    who = "(?:pupil|schoolgirl|schoolboy|schoolchild|kindergartner|toddler)"
    return next(_persons(piece, rf"{_NAME},? (?:who is )?an? (?:[a-z0-9-]+ ){{0,3}}{who}"), None)


def aged_name(piece: Piece, age: Span) -> Span | None:
    """The name that belongs to an age: 9岁的陈乐乐, 孩子叫李沐阳, Jamie Orton, aged nine."""
    if piece.reading.language != "en":
        flat = piece.reading.flat
        called = [at for at in (flat.find("叫", piece.start, piece.end),) if at >= 0]
        begins = [*(at + 1 for at in called), age[1] + flat.startswith("的", age[1])]
        return next((span for at in begins if (span := _chinese_name(piece, at))), None)
    near = rf"{_YOUNG}[ -]years?[ -]old"
    for source in (
        rf"{_NAME}(?:,| \()(?= ?(?:aged )?{_YOUNG}\b)",
        rf"{_NAME}(?=, an? {near})",
        rf"{_NAME}(?=,? who (?:is|was) (?:only |just )?{_YOUNG}\b)",
        rf"(?<=year-old ){_NAME}",
    ):
        if span := next(_persons(piece, source), None):
            return span
    return None

"""Numbers that name and do not count: telephones, addresses, batches, articles, items of a list."""

from decimal import Decimal

from crisiskit.review.figures.english_words import word_before
from crisiskit.review.figures.figure import Figure, words
from crisiskit.review.figures.numerals import Number, end_of_run
from crisiskit.review.figures.suffixes import behind as suffix_behind

_MOST_GROUPS = 5
_BETWEEN_GROUPS = frozenset({"-", " ", ")", ") ", " ("})
_MOBILE = ("13", "14", "15", "16", "17", "18", "19")
_FREE = ("400", "800")
_BEGINNINGS: dict[tuple[int, ...], tuple[str, ...]] = {
    (10,): (*_FREE, "0"),
    (11,): (*_MOBILE, "0"),
    (12,): ("0",),
    (3, 7): (*_FREE, "0"),
    (3, 8): ("0",),
    (4, 6): ("0",),
    (4, 7): ("0",),
    (4, 8): ("0",),
    (2, 4, 4): ("0",),
    (3, 3, 4): ("",),
    (3, 4, 3): _FREE,
    (3, 4, 4): (*_MOBILE, "0"),
    (4, 3, 3): ("0", "13", "18"),
    (4, 3, 4): ("0",),
    (5, 3, 3): ("0",),
    (5, 6): ("0",),
    (4, 4, 4): ("0",),
    (1, 3, 3, 4): ("1",),
}
"""How many digits the groups of a telephone number have, and what it begins with then."""

_ABROAD = range(8, 16)
"""How many digits a number has together with its country's code."""

_KNOWN = frozenset({"12315", "12345", "12377", "12321", "12348", "96110"})
"""Numbers of authorities: nothing else is counted to exactly that."""

_SHORT = {
    (3,): ("11", "12"),
    (5,): ("95", "96", "10", "12"),
    (6,): ("95", "96"),
    (8,): tuple("23456789"),
    (4, 4): tuple("23456789"),
}
"""The same for what is a telephone number only near words that say so."""

_CALL = words("拨打 致电 热线 专线 电话 客服 报警 来电 call dial hotline phone")
_NEAR = 12

_IN_ADDRESS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_.~/?#=&%+@:-")
_LONGEST, _LONGEST_WEB = 100, 500
"""Characters of an address, and of one that begins like a web address."""

_WEB_BEGINS = ("http://", "https://", "www.")
_TOPS = words("com cn net org hk tw io gov edu app shop store info uk eu de fr example")
_NO_MAIL = frozenset("@/?#=&%:")
_NO_END = ".?:/#&-+=%"

_LABELS = words(
    "批号 批次号 批次 编号 编码 订单号 单号 报告号 文号 证号 备案号 案号 许可证 货号 型号 "
    "条码 流水号 序列号 工单号 受理号 身份证号 身份证 证书号 证件号 公告号 房号 卡号"
)
"""Words before a number that make a name of it."""

_ENGLISH_LABELS = words("no. nos. batch lot ref reference id serial sku model iso gb gb/t qq")
_PHONE_NUMBER = tuple(
    [f"{word} number" for word in ("phone", "mobile", "hotline", "contact", "fax", "service")]
)
_BEFORE_VALUE = frozenset('为是:# (“"=')
_LAST_OF_LABEL = _BEFORE_VALUE | {name[-1] for name in _LABELS} | {"."}
_LONGEST_LABEL = 4
_NO_CODES = words("mid pre post early late under over sub non top fy")
"""Before a hyphen and a number they are words of their own: mid-2026."""

_NO_CODE = "~?=&%@:"
_ENOUGH = 4
"""Digits that make a code of letters and digits a number of something: COVID-19 has two."""

_ARTICLES = words("article articles art. section sections clause")
_ORDINALS = ("第", "第 ", "双", "步骤", "附件", "方案", "情形", "类型", "问题", "附表", "版本")
_SALES = ("大促", "晚会", "购物节")
_ENGLISH_ORDINALS = words(
    "step phase annex table appendix version level page chapter option part figure tier error http"
)
_BRACKETED = frozenset({"()", "[]", "〔〕", "【】", "“”", '""'})
_BEFORE_ITEM = frozenset("\n:;。,!?")
_LEADING = frozenset(" (\t#*>-•·")


def phone(text: str, start: int) -> Figure | None:
    """The telephone number that begins there, masked or not; None when none does."""
    groups = _groups(text, start + text.startswith("+", start))
    if groups and "**" in groups[0][0]:
        return _contact("phone", groups[0][0], start, groups[0][1])
    near = text[max(start - _NEAR, 0) : start]
    for count in range(len(groups), 0, -1):
        end = groups[count - 1][1]
        digits = "".join([group for group, _ in groups[:count]])
        sizes = tuple([len(group) for group, _ in groups[:count]])
        if _is_phone(text[start], digits, sizes, near):
            begin = start - (near[-1:] == "(" and ")" in text[start:end])
            return _contact("phone", digits, begin, _with_extension(text, end))
    return None


def address(text: str, start: int) -> Figure | None:
    """The e-mail or web address that begins there; None when none does."""
    web = text.startswith(_WEB_BEGINS, start)
    token = _token(text, start, _LONGEST_WEB if web else _LONGEST).rstrip(_NO_END)
    _, at, host = token.partition("@")
    if at and not web:
        known = "." in host and _NO_MAIL.isdisjoint(token.replace("@", "", 1))
        return _contact("email", token, start, start + len(token)) if known else None
    top = token.partition("/")[0].partition(":")[0].rpartition(".")
    known = (web and "." in token) or (top[0] != "" and top[2] in _TOPS)
    return _contact("url", token, start, start + len(token)) if known else None


def alike(one: str, other: str) -> bool:
    """Whether two telephone numbers are the same, one of them perhaps with its country's code."""
    short, long = sorted((one.lstrip("0"), other.lstrip("0")), key=len)
    return short == long or (len(short) > 6 and long.endswith(short))


def label(text: str, start: int) -> str:
    """The word that makes a name of the number behind it: 批号, `batch`; empty without one."""
    if text[start - 1 : start] not in _LAST_OF_LABEL:
        return ""
    end = start
    while end > max(start - 4, 0) and text[end - 1] in _BEFORE_VALUE:
        end -= 1
    for size in range(_LONGEST_LABEL, 1, -1):
        if (word := text[max(end - size, 0) : end]) in _LABELS:
            return word
    word = word_before(text, end)
    if word in _ENGLISH_LABELS or (word == "number" and not text.endswith(_PHONE_NUMBER, 0, end)):
        return word.rstrip(".")
    return "#" if text[start - 1 : start] == "#" and text[start - 2 : start - 1] != "#" else ""


def numbered_batch(text: str, start: int, end: int) -> Figure | None:
    """0305批次: digits that begin with 0 before the word for what they name; None for a count."""
    if text[start] != "0" or end - start < _ENOUGH or not text.startswith("批", end):
        return None
    return Figure("id", text[start:end], "批次", "", False, start, end)


def labelled(text: str, start: int, word: str) -> Figure:
    """What is named by the token that begins there."""
    value = _token(text, start, _LONGEST)
    for sign in _NO_CODE:
        value = value.partition(sign)[0]
    value = value.rstrip("-/_.")
    return Figure("id", value, word, "", False, start, start + len(value))


def code(text: str, start: int, end: int) -> tuple[Figure | None, int]:
    """The code that begins with the word there (HJ-2026-0311), and where what follows begins.

    A code of few digits is a name (COVID-19, P0) and no figure.
    """
    joint = text[end] in "-/#_"
    if not text[end + joint : end + joint + 1].isdecimal() or text[start:end] in _NO_CODES:
        return None, end
    found = labelled(text, start, label(text, start))
    digits = sum([char.isdecimal() for char in found.value])
    return (found if digits >= _ENOUGH or found.unit else None), found.end


def unlabelled(text: str, start: int) -> Figure | None:
    """An id by its looks: 2026-021, 12-345-678, the number of an identity card."""
    found = labelled(text, start, "")
    groups = found.value.split("-")
    numbered = len(groups) > 2 or (len(groups) == 2 and len(groups[1]) == 3 and groups[1][0] == "0")
    sound = all(group[:1].isdecimal() and "." not in group for group in groups)
    return found if sound and (numbered or len(groups[0]) >= 16) else None


def article(text: str, number: Number) -> Figure | None:
    """第五十七条, Article 33: the number of an article; None when none stands there."""
    before = text[number.start - 1 : number.start]
    if text.endswith(("第", "第 "), 0, number.start) and (ends := _ends_article(text, number.end)):
        return _article(number.value, number.start - 1 - (before == " "), ends)
    if before == " " and word_before(text, number.start) in _ARTICLES:
        return _article(number.value, number.start, number.end)
    return None


def is_ordinal(text: str, start: int, end: int) -> bool:
    """Whether a number says which and not how many: 第三方, 步骤1, 附件2, 双11, Step 1, 618大促."""
    if text.endswith(_ORDINALS, 0, start) or text.startswith(_SALES, end):
        return True
    return text[start - 1 : start] == " " and word_before(text, start) in _ENGLISH_ORDINALS


def is_item(text: str, start: int, end: int) -> bool:
    """Whether a number is that of an item in a list, or a name: 一、 1. (2) 3) “618”."""
    before, behind = text[start - 1 : start] if start else "\n", text[end : end + 1]
    if before + behind in _BRACKETED:
        return True
    if behind == "、" and not text[end + 1 : end + 2].isdecimal():
        return before in _BEFORE_ITEM or _begins_line(text, start)
    if "." in text[start:end]:  # 1.2 成立小组
        title = text[end + 1 : end + 2] > "\x7f" and text[end + 1] not in "百千万亿"
        return title and suffix_behind(text, end) is None and _begins_line(text, start)
    if behind == ")" or (behind == "." and not text[end + 1 : end + 2].isdecimal()):
        return _begins_line(text, start)
    return False


def _begins_line(text: str, start: int) -> bool:
    while start and text[start - 1] in _LEADING:
        start -= 1
    return not start or text[start - 1] == "\n"


def _token(text: str, start: int, most: int) -> str:
    """What stands there of an address or a code, so many characters at most."""
    end = start
    while text[end : end + 1] in _IN_ADDRESS and end < start + most:
        end += 1
    return text[start:end]


def _groups(text: str, at: int) -> list[tuple[str, int]]:
    """The groups of digits from there on, each with its end; the first may be masked."""
    groups: list[tuple[str, int]] = []
    while len(groups) < _MOST_GROUPS and (end := end_of_run(text, at)) > at:
        if not groups and text.startswith("**", end):
            while text[end : end + 1] == "*":
                end += 1
            end = end_of_run(text, end)
        groups.append((text[at:end], end))
        size = 2 if text[end : end + 2] in _BETWEEN_GROUPS else 1
        if text[end : end + size] not in _BETWEEN_GROUPS:
            break
        at = end + size
    return groups


def _is_phone(first: str, digits: str, sizes: tuple[int, ...], near: str) -> bool:
    if first == "+":
        return len(digits) in _ABROAD and sizes[-1] > 2
    if digits in _KNOWN or digits.startswith(_BEGINNINGS.get(sizes, ())):
        return True
    return digits.startswith(_SHORT.get(sizes, ())) and any(word in near for word in _CALL)


def _with_extension(text: str, end: int) -> int:
    """Where a telephone number ends with its extension, which is no part of its value."""
    for mark in ("转", " ext. ", " ext "):
        at = end + len(mark)
        if text.startswith(mark, end):
            while text[at : at + 1].isdecimal():
                at += 1
            return at
    return end


def _contact(which: str, value: str, start: int, end: int) -> Figure:
    return Figure("contact", value, which, "", False, start, end)


def _ends_article(text: str, end: int) -> int:
    """Where 条 behind a number ends, over one blank; 0 when none stands there."""
    end += text.startswith(" ", end)
    return end + 1 if text.startswith("条", end) and not text.startswith("条件", end) else 0


def _article(value: Decimal, start: int, end: int) -> Figure:
    return Figure("article", value, "", "", False, start, end)

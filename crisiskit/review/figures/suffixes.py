"""What stands behind a number and says what it counts: counters, currencies, lengths of time."""

from decimal import Decimal
from typing import Any

from crisiskit.review.figures.english_words import word_behind


class Suffix:
    """What a number is, as the word behind it says, and where that word ends.

    `sort` is `unit money percent points duration year month day hour of`. `value` is the counter,
    the currency, what one is in percent, the `(amount, unit)` of one length of time. `inside` is
    `half` or `more` when 半 or 多 stands inside: 一个半小时, 两个多月.
    """

    __slots__ = ("end", "inside", "sort", "value")

    def __init__(self, sort: str, value: Any, inside: str, end: int) -> None:
        self.sort = sort
        self.value = value
        self.inside = inside
        self.end = end


_COUNTERS = (
    "家户件条盒个起例次台辆部箱瓶袋包罐只支枚张份封批款种项单笔间所座栋套双杯桶吨克斤升米倍折层字页组"
    "场班趟架艘片粒颗块则宗处本门轮岁类"
)
_LONG_COUNTERS = "人次 户次 台次 车次 批次 公斤 千克 毫克 毫升 公里 千米 厘米 毫米 平方米"
_PERSONS = "人 名 位 员 个人 死 伤"
_NO_SUFFIX = (
    "人员 人民 人均 人工 家属 家庭 家长 家人 户外 条例 条件 条款 个别 个性 次日 次要 例如 "
    "台湾 部分 部门 包括 包含 只有 只能 份额 批准 款项 种类 项目 单位 单独 类似 类型 间接 "
    "所有 处理 处罚 处置 本次 本人 本月 门店 门市 名单 名义 位于 位置 员工 周年 周边 周围 "
    "年级 年代 年度 年间 日本 时代 时间 月饼 元素 元旦 元件 元宵 成功 成为 成立 成员 成本 "
    "成都 成人 成交 成年 成品 成就 成果 成熟 天然 天津 号楼 号线 号机 号仓 个人信息 "
    "个人资料 个人数据 个人账户 点要求 点建议 点意见 点说明 点声明 点原因 点措施 点理由"
)
"""Words that begin like a suffix and are none: 三部门, 17家属."""

_MONEY = (
    "CNY 元 块钱 圆 元人民币 人民币|USD 美元 美金|HKD 港元 港币 元港币|TWD 新台币 台币 元新台币|"
    "EUR 欧元|GBP 英镑|JPY 日元 日圆|KRW 韩元|SGD 新加坡元 新元|AUD 澳元|CAD 加元"
)
_SECOND = Decimal(1) / 60
_LENGTHS: dict[str, tuple[int | Decimal, str]] = {
    "秒": (_SECOND, "m"),
    "分钟": (1, "m"),
    "小时": (60, "m"),
    "钟头": (60, "m"),
    "天": (1440, "m"),
    "自然日": (1440, "m"),
    "周": (10080, "m"),
    "星期": (10080, "m"),
    "礼拜": (10080, "m"),
    "月": (1, "month"),
    "工作日": (1, "wd"),
    "工作天": (1, "wd"),
    "营业日": (1, "wd"),
}
_OTHERS: dict[str, tuple[str, Any]] = {
    "%": ("percent", Decimal(1)),
    "‰": ("percent", Decimal("0.1")),
    "成": ("percent", Decimal(10)),
    "个百分点": ("points", None),
    "年": ("year", None),
    "月": ("month", None),
    "日": ("day", None),
    "号": ("day", None),
    "时": ("hour", None),
    "点": ("hour", None),
    "分之": ("of", None),
}
_ENGLISH_LENGTHS: dict[str, tuple[int | Decimal, str]] = {
    "second": (_SECOND, "m"),
    "sec": (_SECOND, "m"),
    "minute": (1, "m"),
    "min": (1, "m"),
    "hour": (60, "m"),
    "hr": (60, "m"),
    "h": (60, "m"),
    "day": (1440, "m"),
    "calendar day": (1440, "m"),
    "week": (10080, "m"),
    "month": (1, "month"),
    "year": (12, "month"),
    "working day": (1, "wd"),
    "business day": (1, "wd"),
}
_ENGLISH_MONEY = (
    "CNY yuan rmb cny renminbi|USD usd dollar dollars|HKD hkd|TWD twd|EUR eur euro euros|"
    "GBP gbp pound pounds|JPY jpy yen|KRW krw won|SGD sgd|AUD aud|CAD cad"
)
_DOLLARS = "USD us|HKD hk|HKD hong kong|TWD nt|TWD new taiwan|SGD singapore"
_ENGLISH_OTHERS: dict[str, tuple[str, Any]] = {
    "percent": ("percent", Decimal(1)),
    "per cent": ("percent", Decimal(1)),
    "pct": ("percent", Decimal(1)),
    "percentage point": ("points", None),
    "percentage points": ("points", None),
    "year old": ("unit", "岁"),
    "years old": ("unit", "岁"),
    "year olds": ("unit", "岁"),
}

_Meaning = tuple[str, Any, str]


def _chinese() -> dict[str, _Meaning]:
    table: dict[str, _Meaning] = {}
    for unit in (*_COUNTERS, *_LONG_COUNTERS.split()):
        table[unit] = ("unit", unit, "")
    for unit in _PERSONS.split():
        table[unit] = ("unit", "人", "")
    table["周岁"] = ("unit", "岁", "")
    for currency in _MONEY.split("|"):
        code, *names = currency.split(" ")
        for name in names:
            table[name] = ("money", code, "")
    for name, length in _LENGTHS.items():
        table[name] = table[f"个{name}"] = ("duration", length, "")
        table[f"个半{name}"] = ("duration", length, "half")
        table[f"个多{name}"] = ("duration", length, "more")
    for name, (sort, value) in _OTHERS.items():
        table[name] = (sort, value, "")
    return table | dict.fromkeys(_NO_SUFFIX.split(" "), ("", None, ""))


def _english() -> dict[str, _Meaning]:
    table: dict[str, _Meaning] = {}
    for name, length in _ENGLISH_LENGTHS.items():
        table[name] = table[f"{name}s"] = ("duration", length, "")
    for currency in _ENGLISH_MONEY.split("|"):
        code, *names = currency.split(" ")
        for name in names:
            table[name] = ("money", code, "")
    for dollar in _DOLLARS.split("|"):
        code, whose = dollar.split(" ", 1)
        table[f"{whose} dollar"] = table[f"{whose} dollars"] = ("money", code, "")
    for name, (sort, value) in _ENGLISH_OTHERS.items():
        table[name] = (sort, value, "")
    return table


_CHINESE, _ENGLISH = _chinese(), _english()
FIRST: dict[str, int] = {}
"""What a Chinese suffix begins with, and how long the longest is that does."""

for _name in _CHINESE:
    FIRST[_name[0]] = max(FIRST.get(_name[0], 0), len(_name))

_FIRST_WORDS = frozenset(name.partition(" ")[0] for name in _ENGLISH)

_SIGNS = {
    "us$": "USD",
    "hk$": "HKD",
    "nt$": "TWD",
    "s$": "SGD",
    "a$": "AUD",
    "¥": "CNY",
    "￥": "CNY",
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "rmb": "CNY",
    "人民币": "CNY",
    "新台币": "TWD",
    "台币": "TWD",
    "港币": "HKD",
    "美金": "USD",
} | {code.lower(): code for code in ("CNY", "USD", "HKD", "TWD", "EUR", "GBP", "JPY", "SGD")}
_LAST_OF_SIGNS = frozenset(sign[-1] for sign in _SIGNS)
CURRENCIES = frozenset(_SIGNS)
"""Signs and words that stand before an amount."""


def behind(text: str, at: int) -> Suffix | None:
    """What stands behind a number that ends there, over one blank; None when nothing is known."""
    begin = at + 1 if text[at : at + 1] == " " else at
    longest = FIRST.get(text[begin : begin + 1])
    if longest is None:
        return _english_behind(text, at)
    for size in range(longest, 0, -1):
        word = text[begin : begin + size]
        if (found := _CHINESE.get(word)) is not None:
            return Suffix(*found, begin + len(word)) if found[0] else None
    return None


def currency_before(text: str, start: int) -> tuple[str, int]:
    """The currency whose sign or name stands before a number, and where that begins."""
    at = start - 1 if text[start - 1 : start] == " " else start
    if text[at - 1 : at] in _LAST_OF_SIGNS:
        for size in (3, 2, 1):
            sign = text[max(at - size, 0) : at]
            inside = sign.isalpha() and "a" <= text[at - size - 1 : at - size] <= "z"
            if sign in _SIGNS and not inside:
                return _SIGNS[sign], at - len(sign)
    return "", start


def _english_behind(text: str, at: int) -> Suffix | None:
    word, end = word_behind(text, at)
    if word not in _FIRST_WORDS:
        return None
    best, words = None, word
    for _ in range(3):
        if (meaning := _ENGLISH.get(words)) is not None:
            best = Suffix(*meaning, end)
        word, end = word_behind(text, end)
        words = f"{words} {word}"
    return best

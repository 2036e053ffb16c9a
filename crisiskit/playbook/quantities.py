"""Quantities: numbers, percentages and money, as people type them and as they are printed.

A quantity is an integer or a decimal string, never a float: what is printed is what was counted.
The one place where figures get their form, so that the languages of a text cannot disagree
(domain.md Appendix C, 2).
"""

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

WAN, YI = Decimal(10**4), Decimal(10**8)

LARGEST = Decimal(10**15)
"""Beyond it a figure is a typing mistake; no crisis counts a thousand million million."""

_SCALES = {
    "": Decimal(1),
    "百": Decimal(100),
    "千": Decimal(1000),
    "万": WAN,
    "百万": Decimal(10**6),
    "千万": Decimal(10**7),
    "亿": YI,
    "万亿": WAN * YI,
    "k": Decimal(1000),
    "thousand": Decimal(1000),
    "m": Decimal(10**6),
    "million": Decimal(10**6),
    "bn": Decimal(10**9),
    "billion": Decimal(10**9),
}

_FIGURE = re.compile(
    r"(?P<sign>[+-]?)(?P<digits>(?a:\d{1,3}(?:,\d{3})+|\d{1,16}))(?P<part>(?a:\.\d{1,6}))?"
    r"\s*(?P<scale>[百千万亿]{0,2}|[a-z]+)"
)

CURRENCIES = {
    "CNY": "元",
    "USD": "美元",
    "EUR": "欧元",
    "GBP": "英镑",
    "HKD": "港元",
    "TWD": "新台币",
    "JPY": "日元",
    "KRW": "韩元",
    "SGD": "新加坡元",
}
"""Codes with a Chinese name; any other three letters are printed as a code."""

_SIGNS = {
    "HK$": "HKD",
    "NT$": "TWD",
    "US$": "USD",
    "S$": "SGD",
    "¥": "CNY",
    "RMB": "CNY",
    "人民币": "CNY",
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "元人民币": "CNY",
    "块钱": "CNY",
    "块": "CNY",
} | {name: code for code, name in CURRENCIES.items()}
_MARK = "|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True)) + "|[A-Z]{3}"
_MONEY = re.compile(rf"(?P<before>{_MARK})?\s*(?P<figure>[^A-Z¥$€£]*?)\s*(?P<after>{_MARK})?")


def parse_number(raw: Any, units: tuple[str, ...] = ()) -> int | str:
    """A figure as stored: an integer, or a decimal string when it has a fraction.

    Full-width digits, groups of thousands and 万/亿/k/m are read; a unit of the fact may follow.
    Raises ValueError.
    """
    return _stored(_decimal(raw, units))


def parse_percent(raw: Any) -> str:
    """A percentage as stored: a decimal string without the sign. Raises ValueError."""
    words = _plain(raw).removesuffix("%").removesuffix("percent").removeprefix("百分之")
    return str(_stored(_decimal(words, ())))


def parse_money(raw: Any) -> dict[str, str]:
    """An amount as stored: `{"amount": "12.50", "currency": "CNY"}`. Raises ValueError."""
    if isinstance(raw, Mapping):
        if not {"amount"} <= raw.keys() <= {"amount", "currency"}:
            raise ValueError(raw)
        return _money(_decimal(raw["amount"], ()), str(raw.get("currency", "CNY")))
    found = _MONEY.fullmatch(_plain(raw))
    if found is None or (found["before"] and found["after"]):
        return _money_marked_twice(found)
    mark = found["before"] or found["after"] or "CNY"
    return _money(_decimal(found["figure"], ()), _SIGNS.get(mark, mark))


def _money_marked_twice(found: re.Match[str] | None) -> dict[str, str]:
    """`¥12.50元` and `人民币 500万元` name the same currency twice; that is fine."""
    if found is None:
        raise ValueError
    before, after = (_SIGNS.get(found[mark], found[mark]) for mark in ("before", "after"))
    if before != after:
        raise ValueError(before, after)
    return _money(_decimal(found["figure"], ()), before)


def _money(amount: Decimal, currency: str) -> dict[str, str]:
    cents = amount.quantize(Decimal("0.01"))
    if cents != amount or re.fullmatch("[A-Z]{3}", currency) is None:
        raise ValueError(amount, currency)
    whole = amount == amount.to_integral_value()
    return {"amount": f"{amount:.0f}" if whole else f"{cents:f}", "currency": currency}


def _plain(raw: Any) -> str:
    if isinstance(raw, bool) or not isinstance(raw, str | int | float | Decimal):
        raise ValueError(raw)  # noqa: TRY004 - one kind of refusal for whatever is no quantity
    return unicodedata.normalize("NFKC", str(raw)).strip()


def _decimal(raw: Any, units: tuple[str, ...]) -> Decimal:
    words = _plain(raw)
    for unit in sorted((u for u in units if u), key=len, reverse=True):
        if words.casefold().endswith(unit.casefold()):
            words = words[: -len(unit)].rstrip()
            break
    found = _FIGURE.fullmatch(words.casefold())
    if found is None or found["scale"] not in _SCALES:
        raise ValueError(raw)
    figure = Decimal(found["sign"] + found["digits"].replace(",", "") + (found["part"] or ""))
    value = figure * _SCALES[found["scale"]]
    if abs(value) >= LARGEST:
        raise ValueError(raw)
    return value


def _stored(value: Decimal) -> int | str:
    if value == value.to_integral_value():
        return int(value)
    return f"{value.normalize():f}"


def number_words(value: int | str, language: str, unit: str = "") -> str:
    """A figure with its unit: `30万人`, `1,234,567人`, `300,000 people`, `1 person`."""
    number = Decimal(value)
    if language == "zh":
        return _chinese(number) + unit
    return f"{number:,f} {_singular(unit) if number == 1 else unit}".rstrip()


def _singular(unit: str) -> str:
    """One of an English unit, whose facts name it in the plural: `boxes`, `incidents`."""
    for plural, singular in (("people", "person"), ("ies", "y"), ("xes", "x"), ("ches", "ch")):
        if unit.endswith(plural):
            return unit.removesuffix(plural) + singular
    return unit.removesuffix("s") if len(unit) > 3 else unit  # not `ms`


def percent_words(value: int | str) -> str:
    """A percentage: `12.5%`."""
    return f"{Decimal(value):f}%"


def money_words(value: Mapping[str, str], language: str) -> str:
    """An amount: `500万元`, `12.50元`, `CNY 5 million`, `CNY 12.50`."""
    amount, currency = Decimal(value["amount"]), value["currency"]
    if language == "zh":
        name = CURRENCIES.get(currency)
        return _chinese(amount) + name if name else f"{_chinese(amount)} {currency}"
    return f"{currency} {_english_amount(amount)}"


def _chinese(number: Decimal) -> str:
    """In 亿 or 万 when that needs two decimals at most, else grouped digits."""
    for scale, name in ((YI, "亿"), (WAN, "万")):
        if abs(number) >= scale:
            return (
                f"{_short(number / scale)}{name}" if not number % (scale / 100) else f"{number:,f}"
            )
    return f"{number:,f}"


def _english_amount(amount: Decimal) -> str:
    for scale, name in ((Decimal(10**9), "billion"), (Decimal(10**6), "million")):
        if abs(amount) >= scale and not amount % (scale / 100):
            return f"{_short(amount / scale)} {name}"
    return f"{amount:,f}"


def _short(number: Decimal) -> str:
    return f"{number.normalize():,f}"

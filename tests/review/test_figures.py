"""The figures of a text: what is read, where it stands, and whether two say the same."""

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crisiskit.review.figures import MOST, Figure, figures, same

TABLE = Path(__file__).with_name("data") / "figures.txt"


def _cases() -> list[tuple[str, str]]:
    lines = TABLE.read_text("utf-8").splitlines()
    pairs = [line.split(" → ") for line in lines if " → " in line and not line.startswith("#")]
    return [(text, expected) for text, expected in pairs]


def _amount(value: Decimal) -> str:
    written = f"{value:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def shown(figure: Figure) -> str:
    """A figure in short: `~300 人 顾客`, `50 CNY`, `?-3-5 24:00`, `7 wd`, `phone 12315`."""
    kind, value = figure.kind, figure.value
    about = "~" if figure.approximate else ""
    if kind == "number":
        noun = "" if figure.noun == figure.unit else figure.noun
        return " ".join(filter(None, [about + _amount(value), figure.unit, noun]))
    if kind == "percent":
        return " ".join(filter(None, [f"{about}{_amount(value)}%", figure.unit]))
    if kind in {"money", "duration"}:
        return f"{about}{_amount(value[0])} {value[1]}"
    if kind in {"date", "moment", "time"}:
        return " ".join(filter(None, [_day(kind, value), _clock(kind, about, value)]))
    if kind == "contact":
        return f"{figure.unit} {value}"
    name = {"relative": "day"}.get(kind, kind)
    return " ".join(filter(None, [name, str(value), figure.unit]))


def _day(kind: str, value: tuple[int | None, ...]) -> str:
    parts = ["?" if part is None else str(part) for part in value[:3]]
    return "" if kind == "time" else "-".join(parts)


def _clock(kind: str, about: str, value: tuple[int, ...]) -> str:
    return "" if kind == "date" else f"{about}{value[-2]}:{value[-1]:02}"


def only(text: str) -> Figure:
    found = figures(text)
    assert len(found) == 1, (text, found)
    return found[0]


@pytest.mark.parametrize(("text", "expected"), _cases())
def test_what_is_read(text: str, expected: str) -> None:
    assert (" | ".join(map(shown, figures(text))) or "-") == expected


@pytest.mark.parametrize(("text", "expected"), _cases())
def test_lower_case_is_read_alike(text: str, expected: str) -> None:
    assert (" | ".join(map(shown, figures(text.lower()))) or "-").lower() == expected.lower()


def test_the_table_is_as_large_as_it_should_be() -> None:
    assert len(_cases()) > 300
    assert sum(expected == "-" for _, expected in _cases()) > 40


SAME = [
    ("812人", "八百一十二名", True),
    ("812人", "812 users", True),
    ("812位顾客", "812 customers", True),
    ("812位顾客", "812 users", True),
    ("812人", "813人", False),
    ("812位顾客", "800 customers", False),
    ("2.4万名用户", "24,000 users", True),
    ("2.4万名用户", "24,500 users", False),
    ("5家门店", "5 stores", True),
    ("5家", "six stores", False),
    ("1,043笔订单", "1,043 orders", True),
    ("56起投诉", "56 complaints", True),
    ("812個帳號", "812 accounts", True),
    ("133盒月饼", "133 boxes of mooncakes", True),
    ("812", "812人", True),
    ("812", "900人", None),
    ("17位顾客", "17名员工", None),
    ("5家门店", "5人", None),
    ("5个仓库", "6 stores", None),
    ("三百余人", "301人", True),
    ("三百余人", "399人", True),
    ("三百余人", "300人", False),
    ("三百余人", "400人", False),
    ("千余名", "1999名", True),
    ("千余名", "1,001 people", True),
    ("千余名", "2000名", False),
    ("近300名", "270名", True),
    ("近300名", "299名", True),
    ("近300名", "300名", False),
    ("近300名", "269名", False),
    ("about 300 users", "285 users", True),
    ("about 300 users", "315名用户", True),
    ("about 300 users", "316名用户", False),
    ("超过500家", "501家", True),
    ("超过500家", "500家", False),
    ("至少12人", "30人", True),
    ("至少12人", "11人", False),
    ("不超过30%", "31%", False),
    ("数百起", "812起", True),
    ("数百起", "1200起", False),
    ("上千名", "1000名", True),
    ("三四百人", "350人", True),
    ("三百余人", "三百余人", True),
    ("三百余人", "more than 300 people", None),
    ("近300人", "三百余人", False),
    ("三百余人", "上千人", False),
    ("3000元", "¥3,000", True),
    ("300万美元", "US$3 million", True),
    ("36.5万元", "CNY 365,000", True),
    ("36.5万元", "CNY 356,000", False),
    ("3000元", "US$3,000", None),
    ("两成", "20%", True),
    ("5%", "百分之五", True),
    ("one in five", "两成", True),
    ("5%", "5个百分点", None),
    ("48小时", "2天", True),
    ("两周", "14 days", True),
    ("一年", "12个月", True),
    ("7个工作日", "7 business days", True),
    ("7个工作日", "7天", None),
    ("30天", "一个月", None),
    ("48小时", "72小时", False),
    ("3月5日", "5 March", True),
    ("3月5日", "March 5, 2026", True),
    ("2026年3月5日", "2026-03-05", True),
    ("民國115年3月5日", "2026年3月5日", True),
    ("3月5日", "6 March", False),
    ("2026年3月5日", "March 5, 2025", False),
    ("3月5日", "3月", None),
    ("本月8日", "3月8日", None),
    ("3月5日20:00", "8 p.m. on 5 March", True),
    ("3月5日20:00", "9 p.m. on 5 March", False),
    ("20:00", "晚8点", True),
    ("24时", "midnight", True),
    ("24:00", "0:00", True),
    ("20:00", "8 a.m.", False),
    ("约8点", "8:30 a.m.", None),
    ("星期日", "Sunday", True),
    ("周一", "Sunday", False),
    ("今晚", "today", True),
    ("明天", "today", False),
    ("400-820-0000", "+86 400 820 0000", True),
    ("021-12345678", "+86 21 12345678", True),
    ("400-820-0000", "400-820-0001", False),
    ("400-820-0000", "help@a.com", None),
    ("help@a.com", "Help@A.com", True),
    ("批号0305", "批号 0305", True),
    ("批号0305", "批号0306", False),
    ("批号0305", "订单号0306", None),
    ("第三十三条", "Article 33", True),
    ("812人", "812元", None),
]


@pytest.mark.parametrize(("one", "other", "expected"), SAME)
def test_whether_two_say_the_same(one: str, other: str, expected: bool | None) -> None:
    assert same(only(one), only(other)) is expected
    assert same(only(other), only(one)) is expected


@pytest.mark.parametrize(("text", "expected"), _cases())
def test_whatever_is_read_says_the_same_as_itself(text: str, expected: str) -> None:
    assert all(same(figure, figure) is not False for figure in figures(text))


def test_a_span_is_what_stands_there() -> None:
    text = "共约300名顾客、人民币500万元,3月5日晚8点半截止,about 300 users"
    spans = [text[figure.start : figure.end] for figure in figures(text)]
    assert spans == ["约300名", "人民币500万元", "3月5日晚8点半", "about 300 users"]


# --- every integer in Chinese numerals --------------------------------------------------------

_DIGIT = "零一二三四五六七八九"


def _spelt(number: int) -> str:
    """An integer below a million million in Chinese numerals, as a cheque has it."""
    if number == 0:
        return "零"
    for scale, name in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if number >= scale:
            rest = number % scale
            gap = "零" if rest and rest < scale // 10 else ""
            return _spelt(number // scale) + name + gap + (_spelt(rest) if rest else "")
    return _DIGIT[number]


def _said(spelt: str) -> str:
    """As people say it: 十五, 两百."""
    said = spelt.removeprefix("一") if spelt.startswith("一十") else spelt
    return said.replace("二千", "两千").replace("二万", "两万").replace("十两", "十二")


_TRADITIONAL = str.maketrans("万亿两", "萬億兩")


@given(st.one_of(st.integers(0, 10**9), st.integers(0, 20_000)))
@settings(max_examples=600, deadline=None)
def test_every_integer_comes_back_from_chinese_numerals(number: int) -> None:
    spelt, said = _spelt(number), _said(_spelt(number))
    for written in {spelt, said, spelt.translate(_TRADITIONAL), said.translate(_TRADITIONAL)}:
        found = only(f"共有{written}人")
        assert (found.value, found.unit, found.approximate) == (number, "人", False)


@given(st.integers(0, 10**14))
def test_every_integer_comes_back_from_digits(number: int) -> None:
    for written in (str(number), f"{number:,}"):
        assert only(f"共有{written}人").value == number
        assert only(f"a total of {written} users").value == number


# --- spans, order, no overlap -----------------------------------------------------------------

_count = st.integers(1, 99_999)
_ALONE = st.one_of(
    st.builds("{}名".format, _count),
    st.builds("{:,}家".format, _count),
    st.builds("{}万件".format, st.decimals(1, 999, places=1)),
    st.builds(lambda number: _spelt(number) + "起", st.integers(2, 99_999)),
    st.builds("约{}人".format, _count),
    st.builds("{}余人".format, st.integers(2, 99).map(lambda number: number * 100)),
    st.builds("¥{:,}".format, _count),
    st.builds("{}万元".format, _count),
    st.builds("{}%".format, st.integers(1, 100)),
    st.builds("百分之{}".format, st.integers(2, 99).map(_spelt)),
    st.builds("{}月{}日".format, st.integers(1, 12), st.integers(1, 31)),
    st.builds("{}-{:02}-{:02}".format, st.integers(1990, 2050), st.integers(1, 12), st.just(7)),
    st.builds("{}:{:02}".format, st.integers(0, 23), st.integers(0, 59)),
    st.builds("{}个工作日".format, st.integers(1, 99)),
    st.builds("{}小时".format, st.integers(1, 999)),
    st.builds("{} March 2026".format, st.integers(1, 31)),
    st.builds("{} p.m.".format, st.integers(1, 12)),
    st.builds("{} working days".format, st.integers(2, 99)),
    st.builds("more than {} customers".format, _count),
    st.builds("US${} million".format, st.integers(1, 999)),
    st.sampled_from(["星期日", "今天", "400-820-0000", "help@a.com", "https://a.com/x", "第三条"]),
)


@given(st.lists(_ALONE, min_size=1, max_size=8))
@settings(max_examples=300, deadline=None)
def test_a_span_read_alone_gives_the_same_figure(written: list[str]) -> None:
    text = "我们说明:" + "。其中".join(written) + "。"
    found = figures(text)
    assert len(found) == len(written)
    for figure, words in zip(found, written, strict=True):
        assert text[figure.start : figure.end] == words
        again = only(words)
        assert (again.start, again.end) == (0, len(words))
        assert again[:3] + again[4:5] + again[7:] == figure[:3] + figure[4:5] + figure[7:]


_WORDS = (
    "一 二 两 三 十 百 千 万 亿 零 〇 余 多 几 数 约 近 上 超过 第 半 点 时 分 分之 成 年 月 "
    "日 号 周 星期 天 小时 个 名 人 家 元 万元 今 明 昨 晚 批号 、 至 到 和 % 0 1 2 3 5 12 "
    "2026 0305 400 820 3.5 1,234 , . : - ~ / + ( ) * # @ a p.m. may march 5 sun of the and "
    "hundred thousand million three about over US$ ¥ users days no. batch http:// www. .com "
    "COVID-19"
)
_PIECES = st.sampled_from([*_WORDS.split(), " ", "\n"])


@given(st.lists(st.one_of(_PIECES, _PIECES, st.text(max_size=3)), max_size=40).map("".join))
@settings(max_examples=600, deadline=None)
def test_figures_stand_in_order_and_none_over_another(text: str) -> None:
    end = 0
    for figure in figures(text):
        assert end <= figure.start < figure.end <= len(text)
        end = figure.end
        assert same(figure, figure) is not False


# --- size ---------------------------------------------------------------------------------------

_PILES = [
    *(
        "1",
        "十",
        ",",
        "3月",
        "3月1日",
        "一直",
        "三点",
        "周",
        "半",
        "百",
        "万",
        "(1)",
        "(021)",
        "1,",
    ),
    *("1.", "1-", "1/", "1:", "5 ", " ", "\n", "+1", "*", "1*", "二〇", "一一一一三", "数百"),
    *("百分之", "a ", "a.", "a:", "a-1", "x@", "1@", "http:", "https://", "www.", "three "),
    *("hundred and ", "may ", "5 may ", "no. 1", "about ", "20:00", "20:0", "第", "编号1", "今"),
]
"""Piled up they cost the most; `tests/benchmarks/review.py` says how much."""


@pytest.mark.parametrize("piece", _PILES)
def test_a_pile_of_figures_is_read_to_an_end(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    end = 0
    for figure in figures(text):
        assert end <= figure.start < figure.end <= len(text)
        end = figure.end


def test_of_more_figures_than_a_statement_has_the_rest_is_not_read() -> None:
    assert len(figures("3月1日。" * 200_000)) == MOST


def test_reading_figures_loads_nothing_heavy() -> None:
    code = "import sys, crisiskit.review.figures; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(run.stdout.split())
    assert not loaded & {"datetime", "unicodedata", "yaml", "pydantic", "crisiskit.clock"}

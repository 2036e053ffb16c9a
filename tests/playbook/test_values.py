"""Values of facts: what people type becomes what is stored, and that becomes words."""

import json
import sys
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisiskit.clock import stamp
from crisiskit.errors import UsageError
from crisiskit.playbook.plan import Column, FactSpec
from crisiskit.playbook.quantities import number_words
from crisiskit.playbook.values import Untranslated, parse, shown, words

ZONE = "Asia/Shanghai"
NOW = datetime(2026, 11, 20, 18, 10, tzinfo=UTC)
"""02:10 on 21 November in Shanghai."""

OPTIONS = {
    "name": {"zh": "姓名", "en": "name"},
    "phone": {"zh": "电话", "en": "phone number"},
    "id-number": {"zh": "身份证件号码", "en": "identity document number"},
}
COLUMNS = {
    "unit": Column("text", {"zh": "部门", "en": "unit"}),
    "count": Column("number", {"zh": "人数", "en": "people"}),
    "due": Column("date", {"zh": "完成日期", "en": "due"}),
}


def spec(kind: str, **extra: Any) -> FactSpec:
    label = {"zh": "受影响人数", "en": "people affected"}
    if kind in ("choice", "choices"):
        extra["options"] = OPTIONS
    if kind == "table":
        extra["columns"] = COLUMNS
    if kind == "number":
        extra.setdefault("unit", {"zh": "人", "en": "people"})
    return FactSpec("fact", kind, "event", label, {}, **extra)


def read(kind: str, raw: Any, language: str = "zh") -> Any:
    return parse(spec(kind), raw, language=language, zone=ZONE, now=NOW)


def said(kind: str, value: Any, language: str) -> str:
    return words(spec(kind), value, language, ZONE)


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("300000", 300000),
        ("300,000", 300000),
        ("30万", 300000),
        ("1.2亿", 120_000_000),
        ("３０万", 300000),
        ("３００，０００", 300000),
        ("30 万人", 300000),
        ("300,000 people", 300000),
        ("5k", 5000),
        ("1.2 million", 1_200_000),
        ("1.50", "1.5"),
        (1.5, "1.5"),
        ("0", 0),
        ("-3", -3),
        (133, 133),
    ],
)
def test_numbers(raw: Any, stored: int | str) -> None:
    assert read("number", raw) == stored


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "x",
        "五十",
        "3,00",
        "1e5",
        "1.2.3",
        "nan",
        "9" * 5000,
        "9999999999999999",
        True,
        None,
        [],
    ],
)
def test_what_is_no_number(raw: Any) -> None:
    with pytest.raises(UsageError) as refused:
        read("number", raw)
    assert "30万" in (refused.value.hint or "")


@pytest.mark.parametrize(
    ("stored", "zh", "en"),
    [
        (300000, "30万人", "300,000 people"),
        (1234567, "1,234,567人", "1,234,567 people"),
        (123400, "12.34万人", "123,400 people"),
        (9999, "9,999人", "9,999 people"),
        (10000, "1万人", "10,000 people"),
        (120_000_000, "1.2亿人", "120,000,000 people"),
        (123_456_700, "123,456,700人", "123,456,700 people"),
        (0, "0人", "0 people"),
        ("1.5", "1.5人", "1.5 people"),
    ],
)
def test_numbers_in_words(stored: int | str, zh: str, en: str) -> None:
    assert said("number", stored, "zh") == zh
    assert said("number", stored, "en") == en


@given(st.integers(-(10**14), 10**14))
def test_no_digit_of_a_number_is_lost(number: int) -> None:
    for language in ("zh", "en"):
        assert read("number", said("number", number, language)) == number


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_no_cent_is_lost(amount: Decimal) -> None:
    stored = read("money", f"{amount} USD")
    for language in ("zh", "en"):
        assert read("money", said("money", stored, language)) == stored


@pytest.mark.parametrize(
    ("raw", "amount", "currency"),
    [
        ("500万", "5000000", "CNY"),
        ("¥12.50", "12.50", "CNY"),
        ("￥12.5", "12.50", "CNY"),
        ("1200 CNY", "1200", "CNY"),
        ("500万元", "5000000", "CNY"),
        ("人民币500万元", "5000000", "CNY"),
        ("$5 million", "5000000", "USD"),
        ("HK$1,000", "1000", "HKD"),
        ("500万美元", "5000000", "USD"),
        ('{"amount": "12.5", "currency": "EUR"}', "12.50", "EUR"),
        ({"amount": "3"}, "3", "CNY"),
    ],
)
def test_money(raw: Any, amount: str, currency: str) -> None:
    assert read("money", raw) == {"amount": amount, "currency": currency}


@pytest.mark.parametrize(
    "raw", ["abc", "CNY", "12.345", "¥5 USD", {"sum": 1}, "", [], '{"amount": {}}']
)
def test_what_is_no_amount(raw: Any) -> None:
    with pytest.raises(UsageError):
        read("money", raw)


@pytest.mark.parametrize(
    ("amount", "currency", "zh", "en"),
    [
        ("5000000", "CNY", "500万元", "CNY 5 million"),
        ("12.50", "CNY", "12.50元", "CNY 12.50"),
        ("1200", "USD", "1,200美元", "USD 1,200"),
        ("2500000000", "CNY", "25亿元", "CNY 2.5 billion"),
        ("7", "CHF", "7 CHF", "CHF 7"),
    ],
)
def test_money_in_words(amount: str, currency: str, zh: str, en: str) -> None:
    value = {"amount": amount, "currency": currency}
    assert said("money", value, "zh") == zh
    assert said("money", value, "en") == en


@pytest.mark.parametrize(
    ("raw", "stored"), [("12.5%", "12.5"), ("12", "12"), ("百分之30", "30"), ("５％", "5")]
)
def test_percent(raw: str, stored: str) -> None:
    assert read("percent", raw) == stored
    assert said("percent", stored, "zh") == said("percent", stored, "en") == f"{stored}%"


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("02:10", "2026-11-20T18:10:00Z"),
        ("23:59", "2026-11-21T15:59:00Z"),
        ("24:00", "2026-11-21T16:00:00Z"),
        ("2026-11-21 02:10", "2026-11-20T18:10:00Z"),
        ("2026-11-21T02:10", "2026-11-20T18:10:00Z"),
        ("2026-11-21T02:10:56Z", "2026-11-21T02:10:56Z"),
        ("2026-11-21T02:10+00:00", "2026-11-21T02:10:00Z"),
        ("11-21 02:10", "2026-11-20T18:10:00Z"),
        ("1-2 10:00", "2027-01-02T02:00:00Z"),
        ("+2h", "2026-11-20T20:10:00Z"),
        ("-30m", "2026-11-20T17:40:00Z"),
        ("+1h30m", "2026-11-20T19:40:00Z"),
        ("+30分钟", "2026-11-20T18:40:00Z"),
        ("明天 10:00", "2026-11-22T02:00:00Z"),
        ("tomorrow 10:00", "2026-11-22T02:00:00Z"),
        ("昨晚10点", "2026-11-20T14:00:00Z"),
        ("下午3点半", "2026-11-21T07:30:00Z"),
        ("2026年11月21日14：30", "2026-11-21T06:30:00Z"),
        ("１４：３０", "2026-11-21T06:30:00Z"),
        ("now", "2026-11-20T18:10:00Z"),
        ("现在", "2026-11-20T18:10:00Z"),
    ],
)
def test_times(raw: str, stored: str) -> None:
    assert read("time", raw) == stored


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "25:00",
        "10:60",
        "24:01",
        "2026-11-21",
        "2026-02-30 10:00",
        "soon",
        "0001-01-01 10:00",
        "1",
        3,
        None,
    ],
)
def test_what_is_no_time(raw: Any) -> None:
    with pytest.raises(UsageError, match="fact"):
        read("time", raw)


def test_a_day_and_month_are_of_the_nearest_year() -> None:
    january = datetime(2027, 1, 2, tzinfo=UTC)
    assert parse(spec("date"), "12-31", language="zh", zone=ZONE, now=january) == "2026-12-31"
    assert parse(spec("date"), "6-1", language="zh", zone=ZONE, now=january) == "2027-06-01"


def test_a_time_that_the_clocks_skip_is_none() -> None:
    with pytest.raises(UsageError):
        parse(spec("time"), "2026-03-29 02:30", language="en", zone="Europe/Berlin", now=NOW)


@given(st.integers(-10_000_000, 480_000_000))
def test_a_time_in_words_can_be_read_again(minutes: int) -> None:
    stored = stamp(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes))
    assert (
        parse(
            spec("time"),
            shown(spec("time"), stored, "zh", "UTC"),
            language="zh",
            zone="UTC",
            now=NOW,
        )
        == stored
    )


def test_times_and_dates_in_words() -> None:
    assert said("time", "2026-11-21T06:30:00Z", "zh") == "2026年11月21日 14:30"
    assert said("time", "2026-11-21T06:30:00Z", "en") == "14:30 Beijing time on 21 November 2026"
    assert said("date", "2026-01-02", "zh") == "2026年1月2日"
    assert said("date", "2026-01-02", "en") == "2 January 2026"


@pytest.mark.parametrize(
    ("zone", "zh", "en"),
    [
        ("Asia/Tokyo", "15:30（UTC+9）", "15:30 (UTC+9)"),
        ("America/St_Johns", "03:00（UTC-3:30）", "03:00 (UTC-3:30)"),
        ("UTC", "06:30（UTC）", "06:30 (UTC)"),
    ],
)
def test_a_published_time_says_on_whose_clock(zone: str, zh: str, en: str) -> None:
    stored = "2026-11-21T06:30:00Z"
    assert words(spec("time"), stored, "zh", zone) == f"2026年11月21日 {zh}"
    assert words(spec("time"), stored, "en", zone) == f"{en} on 21 November 2026"
    assert "UTC" not in shown(spec("time"), stored, "en", zone)


@pytest.mark.parametrize(
    ("typed", "said_"),
    [
        ("销售已停止。", "销售已停止"),
        ("we stopped sales. ", "we stopped sales"),
        ("waiting...", "waiting..."),
        ("Qinghe Co., Ltd.", "Qinghe Co., Ltd."),
        ("daily until 6 p.m.", "daily until 6 p.m."),
        ("why?", "why?"),
    ],
)
def test_the_full_stop_that_people_type_is_left_to_the_template(typed: str, said_: str) -> None:
    assert said("text", {"en": typed}, "en") == said_
    assert said("list", {"en": [typed, "x"]}, "en") == f"{said_} and x"


@pytest.mark.parametrize(
    ("unit", "one"),
    [("people", "person"), ("boxes", "box"), ("batches", "batch"), ("units", "unit"), ("ms", "ms")],
)
def test_one_of_a_unit(unit: str, one: str) -> None:
    assert number_words(1, "en", unit) == f"1 {one}"
    assert number_words(2, "en", unit) == f"2 {unit}"


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("2026-11-23", "2026-11-23"),
        ("11-23", "2026-11-23"),
        ("11月23日", "2026-11-23"),
        ("2026/1/2", "2026-01-02"),
        ("明天", "2026-11-22"),
        ("+3d", "2026-11-24"),
        ("today", "2026-11-21"),
    ],
)
def test_dates(raw: str, stored: str) -> None:
    assert read("date", raw) == stored


@pytest.mark.parametrize("raw", ["", "2026-11-21 10:00", "2-30", "13-01", "soon"])
def test_what_is_no_date(raw: str) -> None:
    with pytest.raises(UsageError):
        read("date", raw)


@pytest.mark.parametrize(
    ("raw", "stored", "zh", "en"),
    [
        ("2h", "2h", "2小时", "2 hours"),
        ("1 天", "1d", "1天", "1 day"),
        ("5 working days", "5wd", "5个工作日", "5 working days"),
        ("5个工作日", "5wd", "5个工作日", "5 working days"),
        ("30分钟", "30m", "30分钟", "30 minutes"),
    ],
)
def test_durations(raw: str, stored: str, zh: str, en: str) -> None:
    assert read("duration", raw) == stored
    assert said("duration", stored, "zh") == zh
    assert said("duration", stored, "en") == en


@pytest.mark.parametrize("raw", ["是", "有", "Y", "yes", "1", "true", "ＹＥＳ", True, 1])
def test_yes(raw: Any) -> None:
    assert read("yes-no", raw) is True


@pytest.mark.parametrize("raw", ["否", "没有", "n", "No", "0", "false", False, 0])
def test_no(raw: Any) -> None:
    assert read("yes-no", raw) is False


def test_yes_and_no_in_words() -> None:
    assert [said("yes-no", value, "zh") for value in (True, False)] == ["是", "否"]
    assert [said("yes-no", value, "en") for value in (True, False)] == ["yes", "no"]


@pytest.mark.parametrize("raw", ["phone", "电话", "Phone Number", "2", "２", 2])
def test_a_choice_by_id_label_or_number(raw: Any) -> None:
    assert read("choice", raw) == "phone"


@pytest.mark.parametrize("raw", ["0", "4", "phnoe", "", True, [], None, "9" * 100])
def test_what_is_no_option(raw: Any) -> None:
    with pytest.raises(UsageError) as refused:
        read("choice", raw)
    assert "2 phone (phone number)" in (refused.value.hint or "")


def test_a_misspelt_option_is_named() -> None:
    with pytest.raises(UsageError, match='Did you mean "phone"'):
        read("choice", "phnoe")


@pytest.mark.parametrize(
    "raw",
    [
        "name、电话",
        "1,2",
        "1 2",
        "name，phone",
        "name, phone number",
        ["name", "phone", "name"],
        '["name", "2"]',
    ],
)
def test_choices(raw: Any) -> None:
    assert read("choices", raw) == ["name", "phone"]


def test_choices_in_words() -> None:
    assert said("choices", ["name", "phone", "id-number"], "zh") == "姓名、电话、身份证件号码"
    assert (
        said("choices", ["name", "phone", "id-number"], "en")
        == "name, phone number and identity document number"
    )
    assert said("choices", read("choices", "无"), "zh") == "无"
    assert said("choices", ["gone-since"], "zh") == "gone-since"


@pytest.mark.parametrize(
    ("raw", "items"),
    [
        ("处理过重；伤害容错文化", ["处理过重", "伤害容错文化"]),
        ("处理过重、伤害容错文化", ["处理过重", "伤害容错文化"]),
        ("仓库、门店已停售；热线已开通", ["仓库、门店已停售", "热线已开通"]),
        ("仓库、门店已停售；", ["仓库、门店已停售"]),
        ("one\ntwo\n", ["one", "two"]),
        ('["a;b", "c"]', ["a;b", "c"]),
        (["a", "b"], ["a", "b"]),
    ],
)
def test_lists(raw: Any, items: list[str]) -> None:
    assert read("list", raw) == {"zh": items}


def test_a_list_by_language() -> None:
    value = read("list", '{"zh": ["甲", "乙"], "en": ["a", "b", "c"]}')
    assert said("list", value, "zh") == "甲、乙"
    assert said("list", value, "en") == "a, b and c"


@pytest.mark.parametrize(
    "raw", ["", ";;", [], ["a", ""], ["a\x1b"], [1], "[[[", "[" * 60000, ["x"] * 201, {"fr": ["a"]}]
)
def test_what_is_no_list(raw: Any) -> None:
    with pytest.raises(UsageError):
        read("list", raw)


def test_people() -> None:
    assert read("people", "人力负责人、法务") == [
        {"title": {"zh": "人力负责人"}},
        {"title": {"zh": "法务"}},
    ]
    value = read(
        "people",
        [
            {
                "name": "张三",
                "title": {"zh": "人力负责人", "en": "Head of HR"},
                "unit": {"zh": "集团", "en": "Group"},
            }
        ],
    )
    assert said("people", value, "zh") == "集团人力负责人 张三"
    assert said("people", value, "en") == "张三 (Head of HR, Group)"


@pytest.mark.parametrize(
    "raw", ["", [], [{"name": "x"}], [{"title": "x", "phone": "1"}], "{", [3], [None]]
)
def test_what_is_no_people(raw: Any) -> None:
    with pytest.raises(UsageError):
        read("people", raw)


def test_a_table() -> None:
    value = read(
        "table",
        '[{"count": "4", "unit": "安全部"}, {"unit": {"zh": "云", "en": "Cloud"}, "due": "明天"}]',
    )
    assert value == [
        {"unit": {"zh": "安全部"}, "count": 4},
        {"unit": {"zh": "云", "en": "Cloud"}, "due": "2026-11-22"},
    ]
    assert said("table", value[1:], "en") == "unit: Cloud, due: 22 November 2026"
    assert said("table", value, "zh") == "部门：安全部，人数：4；部门：云，完成日期：2026年11月22日"


def test_a_wrong_cell_is_named() -> None:
    with pytest.raises(UsageError, match=r"fact\.count"):
        read("table", [{"count": "many"}])


@pytest.mark.parametrize("raw", ["x", "", [], [{}], [{"other": 1}], ["x"], 5])
def test_what_is_no_table(raw: Any) -> None:
    with pytest.raises(UsageError):
        read("table", raw)


@pytest.mark.parametrize("raw", ["{{ 7*7 }}", "{not json", "a [b] {c}", "=1+1", "[link=x]"])
def test_a_text_stays_what_it_is(raw: str) -> None:
    assert read("text", raw) == {"zh": raw}


def test_a_text_by_language_and_its_normal_form() -> None:
    assert read("text", '{"zh": "好", "en": "good"}') == {"zh": "好", "en": "good"}
    assert read("text", "e\u0301\r\n\tb\ufeff", "en") == {"en": "é\n b"}
    assert read("text", 2026) == {"zh": "2026"}


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "  ",
        "a\x1b[2J",
        "a\x00b",
        "a\x9bb",
        "a\u202eb",
        "x" * 4001,
        "x" * 70000,
        True,
        None,
        {"xx": "a"},
        {},
    ],
)
def test_what_is_no_text(raw: Any) -> None:
    with pytest.raises(UsageError) as refused:
        read("text", raw)
    assert refused.value.message.isprintable()


def test_a_missing_language_is_raised_or_shown() -> None:
    with pytest.raises(Untranslated):
        said("text", {"zh": "好"}, "en")
    with pytest.raises(Untranslated):
        said("list", {"zh": ["好"]}, "en")
    assert shown(spec("text"), {"zh": "好"}, "en", ZONE) == "[zh] 好"
    assert shown(spec("list"), {"zh": ["甲", "乙"]}, "en", ZONE) == "[zh] 甲 and [zh] 乙"


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
TYPES = [
    "text",
    "number",
    "money",
    "percent",
    "time",
    "date",
    "duration",
    "yes-no",
    "choice",
    "choices",
    "list",
    "people",
    "table",
]


@given(st.sampled_from(TYPES), ANYTHING)
def test_whatever_is_given_is_stored_as_plain_json_or_refused(kind: str, raw: Any) -> None:
    try:
        value = read(kind, raw)
    except UsageError:
        return
    assert json.loads(json.dumps(value)) == value
    assert not any(isinstance(part, float) for part in _parts(value))
    assert isinstance(shown(spec(kind), value, "en", ZONE), str)
    assert read(kind, value) == value


def _parts(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [part for entry in value.values() for part in _parts(entry)]
    if isinstance(value, list):
        return [part for entry in value for part in _parts(entry)]
    return [value]


def test_values_need_no_heavy_module() -> None:
    import subprocess

    script = "import sys, crisiskit.playbook.values; print(*sys.modules)"
    out = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    heavy = {
        "yaml",
        "pydantic",
        "jinja2",
        "rich",
        "typer",
        "asyncio",
        "importlib.metadata",
    }
    assert not heavy & set(out.stdout.split())

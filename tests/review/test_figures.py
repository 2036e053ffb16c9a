"""Figures: numbers, money, dates, times, durations, contacts, as statements write them."""

import time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crisiskit.review.figures import figures, same
from crisiskit.review.matching import matching

TABLE: tuple[tuple[str, list[tuple[str, Any]]], ...] = (
    ("共812人受影响", [("number", Decimal(812))]),
    ("八百一十二名用户", [("number", Decimal(812))]),
    ("三百余人", [("number", Decimal(300))]),
    ("2.4万条", [("number", Decimal(24000))]),
    ("1,234,567 个账号", [("number", Decimal(1234567))]),
    ("退款3000元", [("money", (Decimal(3000), "CNY"))]),
    ("百分之五", [("percent", Decimal(5))]),
    ("5%", [("percent", Decimal(5))]),
    ("七个工作日", [("duration", (Decimal(7), "wd"))]),
    ("400-820-0000", [("contact", "4008200000")]),
    ("we refunded 812 customers", [("number", Decimal(812))]),
    ("5 percent of orders", [("percent", Decimal(5))]),
    ("7 working days", [("duration", (Decimal(7), "wd"))]),
    ("US$12.5 million", [("money", (Decimal(12500000), "USD"))]),
    ("第一时间处理", []),
    ("一直以来", []),
    ("万一", []),
)


@pytest.mark.parametrize(("text", "wanted"), TABLE, ids=[text for text, _wanted in TABLE])
def test_what_a_figure_is(text: str, wanted: list[tuple[str, Any]]) -> None:
    assert [(one.kind, one.value) for one in figures(matching(text))] == wanted


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ("812人", "八百一十二名", True),
        ("812人", "800人", False),
        ("2.4万条", "24,000条", True),
        ("48小时", "2天", True),
        ("三百余人", "356人", True),
        ("三百余人", "420人", False),
        ("3月5日", "5 March", True),
    ],
)
def test_the_same_in_other_words(one: str, other: str, equal: bool) -> None:
    (first,), (second,) = figures(matching(one)), figures(matching(other))
    assert same(first, second) is equal


@settings(max_examples=200, deadline=None)
@given(st.text("0123456789一二三十百千万亿年月日时个人名元%$¥,.:- 第余多约abc", max_size=60))
def test_figures_stand_in_order_and_never_overlap(text: str) -> None:
    end = 0
    for one in figures(text):
        assert end <= one.start < one.end <= len(text)
        end = one.end


@pytest.mark.parametrize("text", ["9", "十", ",", "3月", "400-", "一", "$1"])
def test_no_text_is_slow(text: str) -> None:
    long = text * (200_000 // len(text))
    began = time.process_time()
    figures(long)
    assert time.process_time() - began < 5

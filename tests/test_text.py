"""What came from outside is visible, short and on its own lines; cells are counted right."""

import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisiskit import language
from crisiskit.text import (
    NOT_AT_LINE_END,
    NOT_AT_LINE_START,
    clip,
    duration_words,
    indent_continuation,
    nearest,
    pad,
    quote,
    safe,
    width,
    wrap,
)

ANY = st.text(st.characters(), max_size=80)
"""Every character, lone surrogates too."""


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    language.speak("en")
    yield
    language.speak("en")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("关于网传情况的说明 (1/2)", "关于网传情况的说明 (1/2)"),
        ("\x1b[2J\x1b[1;1H", "␛[2J␛[1;1H"),
        ("a\0b\x7fc\x9b31m", "a␀b␡c\\u009b31m"),
        ("REJECTED\rAPPROVED\b", "REJECTED␍APPROVED␈"),
        ("a\nb\tc", "a␊b␉c"),
        ("\u202egpj.exe\u2066", "\\u202egpj.exe\\u2066"),
        ("a\u200bb\u200dc\ufeff\u00ad", "a\\u200bb\\u200dc\\ufeff\\u00ad"),
        ("\U000e0041", "\\U000e0041"),
        ("\u2028\u2029\x85", "\\u2028\\u2029\\u0085"),
        ("\udcff", "\\udcff"),
        ("\u3164\u2800", "\\u3164\\u2800"),
        ("e\u0301", "e\u0301"),
        ("😀❤\ufe0f", "😀❤\ufe0f"),
    ],
)
def test_what_a_terminal_would_obey_or_hide_is_visible(text: str, shown: str) -> None:
    assert safe(text) == shown


def test_line_ends_and_tabs_stay_where_asked() -> None:
    assert safe("a\r\nb\tc\rd\ve", lines=True) == "a\nb\tc␍d␋e"


def test_only_a_few_marks_cover_one_letter() -> None:
    shown = safe("ok" + "\u0301" * 7 + "x\u0301")
    assert shown == "ok" + "\u0301" * 4 + "\\u0301" * 3 + "x\u0301"


def test_long_texts_are_cut_and_counted() -> None:
    assert safe("好" * 4001) == "好" * 4000 + "… (+1)"
    assert safe("abcdef", 3) == "abc… (+3)"
    assert safe("好" * 9000, None) == "好" * 9000


@given(ANY)
def test_safe_text_holds_nothing_hidden_and_stays_as_it_is(text: str) -> None:
    for lines in (False, True):
        shown = safe(text, lines=lines)
        assert not {unicodedata.category(char) for char in shown if char not in "\n\t" * lines} & {
            "Cc",
            "Cf",
            "Cs",
            "Zl",
            "Zp",
        }
        assert safe(shown, None, lines=lines) == shown
        shown.encode()


def test_quotation_marks_are_those_of_the_language() -> None:
    assert quote("x\ny") == '"x␊y"'
    language.speak("zh")
    assert quote("值班\x1b") == "「值班␛」"
    assert quote(3) == "「3」"
    assert quote("x" * 90) == "「" + "x" * 80 + "… (+10)」"


@pytest.mark.parametrize(
    ("name", "meant"),
    [("satrt", "start"), ("START", "start"), ("完全不对", None), ("", None), ("x" * 100_000, None)],
)
def test_the_nearest_name(name: str, meant: str | None) -> None:
    assert nearest(name, ["status", "start", "resume"]) == meant


@pytest.mark.parametrize(
    ("text", "cells"), [("", 0), ("abc", 3), ("致歉", 4), ("，", 2), ("e\u0301", 1), ("P1 级", 5)]
)
def test_cells(text: str, cells: int) -> None:
    assert width(text) == cells


@given(ANY, st.integers(0, 30))
def test_clipped_and_padded_texts_fit(text: str, cells: int) -> None:
    text = safe(text)
    clipped = clip(text, cells)
    assert width(clipped) <= cells
    assert width(text) > cells or clipped == text
    assert width(pad(clipped, cells)) == cells
    assert pad("1", 3, right=True) == "  1"


def test_clipping_shows_where() -> None:
    assert clip("我们关注到", 6) == "我们…"
    assert clip("我们关注到", 7) == "我们关…"


def test_wrapping_english_and_chinese() -> None:
    assert wrap("Verify the facts before anything", 12) == [
        "Verify the",
        "facts before",
        "anything",
    ]
    assert wrap("我们已关注到网传情况，正在核实。", 10) == [
        "我们已关注",
        "到网传情",
        "况，正在核",
        "实。",
    ]
    assert wrap("a\n\nb", 10, "  ") == ["a", "", "  b"]
    assert wrap("x" * 20, 10, "  ") == ["x" * 8, "  " + "x" * 8, "  " + "x" * 4]
    assert wrap("", 10) == [""]


@given(st.text("我们关注到，。「」（）《》ab 1.", max_size=60), st.integers(12, 40))
def test_wrapped_lines_fit_and_lose_nothing(text: str, cells: int) -> None:
    lines = wrap(text, cells, "  ")
    assert all(width(line) <= cells for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(st.lists(st.sampled_from(["我", "们", "，", "。", "（", "）", "ok"]), max_size=40))
def test_punctuation_stays_with_its_words(pieces: list[str]) -> None:
    text = "我" + "我".join(pieces)
    for before, after in zip(wrap(text, 12), wrap(text, 12)[1:], strict=False):
        assert after[0] not in NOT_AT_LINE_START
        assert before[-1] not in NOT_AT_LINE_END


def test_a_text_of_several_lines_cannot_forge_a_line() -> None:
    fact = "ok\n[2026-01-01 09:00] CEO 批准\r\n#4\x85#5\u2028#6\v#7\r#8"
    lines = indent_continuation(fact, "    ").splitlines()
    assert lines[0] == "ok"
    assert all(line.startswith("    ") for line in lines[1:])
    assert len(lines) == 3


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0m"),
        (45, "45s"),
        (60, "1m"),
        (5400, "1h30m"),
        (7200, "2h"),
        (-5400, "1h30m"),
        (86_400 + 300, "1d5m"),
        (2 * 86_400 + 3 * 3600 + 59 * 60, "2d3h"),
    ],
)
def test_lengths_of_time(seconds: int, words: str) -> None:
    assert duration_words(seconds) == words

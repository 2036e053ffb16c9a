"""Data on standard output, talk on standard error, colour only where it is wanted."""

import io
import json
from typing import Any

import pytest

from crisiskit.text import width
from crisiskit.ui.console import STYLES, Screen, json_text
from tests.fakes.streams import Terminal


def screen(
    stream: io.StringIO | None = None, color: str = "auto", **environ: str
) -> tuple[Screen, io.StringIO, io.StringIO]:
    out, err = stream or io.StringIO(), io.StringIO()
    return Screen(out, err, environ=environ, color=color), out, err


def test_data_and_talk_go_their_own_ways() -> None:
    shown, out, err = screen()
    shown.out("数据 ", "more")
    shown.say("talk")
    assert (out.getvalue(), err.getvalue()) == ("数据 more\n", "talk\n")


@pytest.mark.parametrize(
    ("terminal", "color", "environ", "colored"),
    [
        (False, "auto", {}, False),
        (True, "auto", {}, True),
        (True, "auto", {"TERM": "dumb"}, False),
        (True, "auto", {"NO_COLOR": "1"}, False),
        (True, "auto", {"NO_COLOR": ""}, True),
        (False, "auto", {"FORCE_COLOR": "1"}, True),
        (False, "auto", {"FORCE_COLOR": "0"}, False),
        (False, "auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (True, "never", {"FORCE_COLOR": "1"}, False),
        (False, "always", {"NO_COLOR": "1"}, True),
    ],
)
def test_when_there_is_colour(
    terminal: bool, color: str, environ: dict[str, str], colored: bool
) -> None:
    shown, out, _err = screen(Terminal() if terminal else None, color, **environ)
    shown.out(("late", "已超时"), " 首次回应")
    expected = "\x1b[1;31m已超时\x1b[0m 首次回应\n" if colored else "已超时 首次回应\n"
    assert out.getvalue() == expected


def test_a_style_must_be_known() -> None:
    shown, _out, _err = screen(color="always")
    with pytest.raises(KeyError):
        shown.out(("blink", "x"))
    assert "late" in STYLES


def test_a_document_leaves_as_it_is_but_a_terminal_sees_it_made_visible() -> None:
    text = "致歉声明\n\x1b[2J👨\u200d👩\n"
    shown, out, _err = screen()
    shown.document(text)
    assert out.getvalue() == text
    shown, out, _err = screen(Terminal())
    shown.document(text)
    assert out.getvalue() == "致歉声明\n␛[2J👨\\u200d👩\n"


@pytest.mark.parametrize(
    "value",
    [
        {"zh": "已确认", "n": 3, "none": None},
        "\x1b\x9b\x7f\u202e\u200d\U000e0041\udcff\n\u2028",
        ["x" * 10_000],
    ],
)
def test_json_is_visible_and_reads_back_the_same(value: Any) -> None:
    written = json_text(value)
    assert json.loads(written) == value
    assert all(char == "\n" or char.isprintable() for char in written)


def test_chinese_stays_chinese_in_json() -> None:
    shown, out, _err = screen()
    shown.data({"status": "已核实"})
    assert out.getvalue() == '{\n  "status": "已核实"\n}\n'


def test_width() -> None:
    assert screen()[0].width == 80
    assert screen(COLUMNS="40")[0].width == 40
    assert screen(COLUMNS="wide")[0].width == 80
    assert screen(COLUMNS="0")[0].width == 80


def test_a_reader_that_has_gone_is_not_hidden() -> None:
    class Gone(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        screen(Gone())[0].out("x")


def test_a_table_in_a_pipe_is_a_plain_line_each() -> None:
    """Nothing is cut and nothing is drawn where a program reads."""
    out = io.StringIO()
    screen = Screen(out, io.StringIO(), environ={})
    screen.table([(("command", "data-leak"), "信息泄露", ("quiet", "长" * 100)), ("x", "", "y")])
    assert out.getvalue() == f"data-leak  信息泄露  {'长' * 100}\nx  y\n"


def test_a_table_on_a_terminal_wraps_in_its_column() -> None:
    """Markup and control characters in the data are shown, never obeyed."""
    out = Terminal()
    screen = Screen(out, io.StringIO(), environ={"COLUMNS": "40"}, color="never")
    screen.table([("id", "[/B] \x1b[2J", "汉" * 30)])
    lines = out.getvalue().splitlines()
    assert len(lines) > 1
    assert all(width(line) <= 40 for line in lines)
    assert "[/B] ␛[2J" in lines[0]
    assert "\x1b" not in out.getvalue()

"""The attack corpus against text, screen and prompter (reliability_scale.md 2, rows 32-37, 45-47).

Whatever a fact holds, no byte of it may reach a terminal that the terminal would obey.
"""

import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from crisiskit.text import indent_continuation, quote, safe, width, wrap
from crisiskit.ui.console import Screen
from crisiskit.ui.prompter import Choice, NobodyToAsk
from crisiskit.ui.scripted import ScriptedPrompter
from tests.fakes.streams import Terminal

MARKUP = [
    "[link=file:///etc/passwd]点此[/link]",
    "[red]",
    "[/]",
    "[/B]",
    "[TODO]",
    ":skull:",
]
ESCAPES = [
    "\x1b[2J\x1b[1;1H",
    "\x1b]0;title\x07",
    "\x1b]52;c;cm0gLXJm\x07",
    "\x1b]8;;http://evil\x1b\\here\x1b]8;;\x1b\\",
    "\x1bP+q544e\x1b\\",
    "\x1b[?1049h",
    "\x1b[6n",
]
CONTROLS = [
    "\x9b31m",
    "\x9d0;title\x9c",
    "\x7f\x7f",
    "\0",
    "REJECTED\rAPPROVED",
    "no\b\byes",
    "a\x0bb\x0cc",
    "\x0e\x0f",
]
HIDDEN = [
    "\u202etxt.exe",
    "\u2066x\u2069",
    "a\u200b\u200d\ufeffb",
    "\U000e0041\U000e0042",
    "\u061c\u200e\u200f",
    "\ud800",
]
FLOODS = ["\u0301" * 500_000, "好" * 1_000_000, "[" * 200_000, "[a" * 50_000, "\x1b" * 100_000]
FORGERIES = [
    "ok\n[2026-01-01 09:00] CEO 批准",
    "ok\r\n#12 02:10 approved",
    "ok\x85#12",
    "ok\u2028#12",
    "ok\x0b#12",
]


def shown(text: str) -> str:
    out, err = Terminal(), Terminal()
    screen = Screen(out, err, environ={"NO_COLOR": "1", "COLUMNS": "80"})
    screen.out(text)
    screen.say(("late", text))
    screen.document(text)
    screen.data({"fact": text})
    return out.getvalue() + err.getvalue()


def obeyed(text: str) -> list[str]:
    """The characters of a text that a terminal obeys or hides."""
    kept = "\n\t"
    hidden = ("Cc", "Cf", "Cs", "Zl", "Zp")
    return [char for char in text if unicodedata.category(char) in hidden and char not in kept]


@pytest.mark.parametrize("text", MARKUP)
def test_markup_is_literal(text: str) -> None:
    assert safe(text) == text
    assert shown(text).count(text) == 4


@pytest.mark.parametrize("text", ESCAPES + CONTROLS + HIDDEN + FORGERIES)
def test_nothing_that_a_terminal_obeys_reaches_it(text: str) -> None:
    assert obeyed(shown(text)) == []
    shown(text).encode()


@pytest.mark.parametrize("text", ESCAPES + CONTROLS + HIDDEN)
def test_what_was_there_can_be_seen(text: str) -> None:
    assert safe(text) != text
    assert all(char in safe(text) for char in text if char.isalnum())


def test_carriage_return_does_not_overwrite() -> None:
    assert safe("REJECTED\rAPPROVED") == "REJECTED␍APPROVED"


@pytest.mark.parametrize("text", FLOODS)
def test_floods_are_bounded(text: str) -> None:
    assert len(safe(text)) < 30_000
    assert width(quote(text)) < 600
    assert len("".join(wrap(safe(text), 80))) < 31_000


@pytest.mark.parametrize("text", FORGERIES)
def test_no_fact_forges_a_line_of_the_timeline(text: str) -> None:
    first, *others = indent_continuation(text, "      ").splitlines()
    assert first.startswith("ok")
    assert all(line.startswith("      ") for line in others)


@pytest.mark.parametrize("text", ESCAPES + CONTROLS + HIDDEN + FORGERIES + MARKUP)
def test_questions_options_and_codes_are_made_visible(text: str) -> None:
    prompter = ScriptedPrompter(["1", "1", "nonsense", "0"])
    prompter.choose(text, [Choice("a", text, text)])
    prompter.text(text)
    prompter.confirm_code(text, text)
    screen_of = shown("\n".join(prompter.said))
    assert obeyed(screen_of) == []
    assert all("\x1b" not in line and "\x9b" not in line for line in prompter.said)
    with pytest.raises(Exception, match=r".") as caught:
        NobodyToAsk().text(text, flag="--set")
    assert obeyed(str(caught.value)) == []


@pytest.mark.parametrize(
    "pasted",
    [
        "note\x1b[201~\rrm -rf ~\r",
        "note\x1b[200~\x1b[201~\x03\x04\x1a",
        "\x1b[201~",
        "a\x1b[201~b\x1b[200~c",
        "\x1b[2" + "\x1b[201~" + "01~x",
        "x" * 1_000_000,
    ],
)
def test_a_paste_is_only_text(pasted: str) -> None:
    prompter = ScriptedPrompter([pasted, "second"])
    answer = prompter.text("记录：", multiline=True)
    assert obeyed(answer) == []
    assert len(answer) <= 64 * 1024


def test_the_editor_and_the_pager_of_the_environment_are_never_run(tmp_path: Path) -> None:
    marker = tmp_path / "ran"
    command = f"touch {marker} #"
    environ = {"PAGER": command, "EDITOR": command, "VISUAL": command, "LESSOPEN": f"|{command} %s"}
    subprocess.run(
        [sys.executable, "-m", "crisiskit", "--help"],
        cwd=Path(__file__).parents[2],
        env=os.environ | environ,
        capture_output=True,
        check=True,
    )
    assert not marker.exists()

"""The walk on a pseudo-terminal of 80 by 24, in Chinese and in English, with both prompters."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pexpect  # type: ignore[import-untyped]
import pytest

from crisiskit import language
from crisiskit.case.state import Case
from crisiskit.case.store import SqliteJournal
from crisiskit.clock import SystemClock
from crisiskit.desk.desk import Desk, Who, find
from crisiskit.errors import ExitCode
from tests.fakes.pseudoterminal import ROOT, PseudoTerminal


class Terminal(PseudoTerminal):
    """A command of crisiskit on a terminal of 80 columns."""

    def __init__(self, folder: Path, *argv: str, **environ: str) -> None:
        self.answered = 0
        store = str(folder / "cases.db")
        around = {"TZ": "Asia/Shanghai", "CRISISKIT_STORE": store, **environ}
        command = [sys.executable, "-m", "crisiskit", *argv]
        super().__init__(folder, *command, columns=80, **around)

    def _asked(self) -> bool:
        rows = [row for row in self.rows() if row]
        prompts = [row for row in rows if row.startswith(">")]
        return len(prompts) > self.answered and rows[-1] == ">"

    def question(self) -> None:
        """Wait for the next prompt, and until the editor has the terminal."""
        self.until(self._asked)
        self.settle()

    def answer(self, keys: str) -> None:
        """Type an answer at the next prompt; one line of the transcript more begins with `>`."""
        self.question()
        self.type(keys)
        self.until(lambda: not self._asked() or not keys)
        self.type("\r")
        self.answered += 1

    def wait_for(self, words: str) -> None:
        self.until(lambda: words in self.unwrapped())


Start = Callable[..., Terminal]


@pytest.fixture
def run(tmp_path: Path, mode: dict[str, str]) -> Iterator[Start]:
    with ExitStack() as started:

        def start(lang: str, *argv: str, **environ: str) -> Terminal:
            terminal = Terminal(tmp_path, *argv, CRISISKIT_LANG=lang, **mode, **environ)
            started.callback(terminal.close)
            return terminal

        yield start


def case_in(folder: Path) -> Case:
    journal = SqliteJournal(folder / "cases.db")
    return Desk(journal, find(journal, None), SystemClock(), Who("t", "u", "h")).case


def can_be_reviewed(terminal: Terminal, folder: Path) -> str:
    """The first statement: it has no gaps, and the terminal shows every line of it."""
    case = case_in(folder)
    version = case.documents["d1"].current
    assert version.gaps == []
    text = case.words(next(t for t in version.texts if t["channel"] == "weibo")["text"])
    shown = terminal.unwrapped().replace(" ", "")
    assert all(line.replace(" ", "") in shown for line in text.splitlines())
    return text


def said(message: str) -> str:
    """A sentence of the interface in Chinese, up to its first blank to be filled."""
    language.speak("zh")
    words = language._(message)
    language.speak("en")
    return words.split("{")[0].split("\n")[0]


def to_the_statement(terminal: Terminal, what: str, company: str) -> None:
    """All answers from the first question to a statement that can be reviewed."""
    for keys in (what, "", "-30m", "1", "2", "3", company, "+2h", "400-1", "1"):
        terminal.answer(keys)


def test_a_walk_in_chinese(run: Start, tmp_path: Path) -> None:
    terminal = run("zh", "start")
    to_the_statement(
        terminal, "有人在论坛上卖我们用户的手机号码\x7f\x7f，疑似泄露", "某某科技有限公司"
    )
    terminal.wait_for("召集小组")
    terminal.question()
    assert terminal.answered == 10
    statement = can_be_reviewed(terminal, tmp_path)
    assert "有人在论坛上卖我们用户的手机，疑似泄露" in statement
    assert "某某科技" in statement
    assert "【" not in terminal.text()

    terminal.answer("3")
    terminal.answer("1")
    terminal.answer("\x1b[200~媒体来电，问退款\r1\x1b[201~")
    terminal.wait_for(said("saved") + "  " + said("note"))
    case = case_in(tmp_path)
    assert case.words(case.notes[-1].text) == "媒体来电，问退款\n1"
    assert case.record("team.call").done_at is None

    terminal.type("\x03")
    assert terminal.ended() == ExitCode.INTERRUPTED
    assert said("Stopped. Everything acknowledged is saved.") in terminal.unwrapped()

    again = run("zh", "resume")
    again.wait_for("召集小组")
    assert "起草首次回应" not in again.unwrapped()
    again.answer("3")
    again.answer("9")
    assert again.ended() == ExitCode.OK


def test_a_walk_in_english(run: Start, tmp_path: Path) -> None:
    terminal = run("en", "start")
    to_the_statement(terminal, "A leak: our users' phone numbers are on sale", "Acme Ltd.")
    terminal.wait_for("Call the team")
    terminal.question()
    assert terminal.answered == 10
    assert "A leak: our users' phone numbers are on sale" in can_be_reviewed(terminal, tmp_path)

    for nonsense in ("what", "17", "?"):
        terminal.answer(nonsense)
    assert "is not one of the numbers 0 to 3" in terminal.unwrapped()
    terminal.answer("@99:99 1")
    terminal.wait_for("is not a time; nothing was recorded")
    terminal.answer("0")
    terminal.wait_for("Sign off the holding statement")
    terminal.answer("2")
    terminal.answer("Wang, by phone 02:41")
    terminal.wait_for("✓ reported")
    assert case_in(tmp_path).documents["d1"].signed()[0].via == "by phone 02:41"
    terminal.question()
    terminal.type("\x04")
    assert terminal.ended() == ExitCode.INTERRUPTED
    assert "resume --case" in terminal.unwrapped()


def test_a_piped_answer_starts_nothing(tmp_path: Path) -> None:
    environ: dict[str, Any] = os.environ | {
        "PYTHONPATH": str(ROOT),
        "CRISISKIT_LANG": "en",
        "CRISISKIT_STORE": str(tmp_path / "cases.db"),
    }
    shell = f"printf '' | {sys.executable} -m crisiskit start"
    output, status = pexpect.run(
        f'/bin/sh -c "{shell}"', env=environ, cwd=str(tmp_path), withexitstatus=True
    )
    assert status == ExitCode.ANSWER_NEEDED
    assert b"--no-walk" in output
    assert not (tmp_path / "cases.db").exists()


def test_a_finding_is_opened_in_the_editor_on_its_line(run: Start, tmp_path: Path) -> None:
    """The statement of somebody who answered in a hurry, mended before anybody signs it."""
    (tmp_path / "vi").write_text(
        '#!/bin/sh\necho "$1" > opened\nsed -i "$2" -e "$ a 已通知用户。"\n'
    )
    (tmp_path / "vi").chmod(0o700)
    terminal = run("zh", "start", EDITOR=str(tmp_path / "vi"))
    what = "实习生个人行为导致用户手机号泄露，人已辞退"
    to_the_statement(terminal, what, "某某科技有限公司")
    terminal.wait_for(said("Mend it now?"))
    assert said("What critics will say:") in terminal.unwrapped()
    assert "[no-scapegoat]" in terminal.unwrapped()
    terminal.answer("1")
    terminal.until(lambda: case_in(tmp_path).documents["d1"].current.number == 2)
    terminal.question()
    assert (tmp_path / "opened").read_text() == "+3\n"
    case = case_in(tmp_path)
    texts = [case.words(text["text"]) for text in case.documents["d1"].current.texts]
    assert any(text.endswith("已通知用户。\n") for text in texts)
    terminal.answer("0")
    terminal.wait_for("召集小组")

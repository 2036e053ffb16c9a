"""Both prompters on a real pseudo-terminal: what a responder sees and what is recorded."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.fakes.pseudoterminal import PseudoTerminal

ASKING = """
import json, os, sys, time
from crisiskit.errors import CrisiskitError
from crisiskit.ui.console import Screen
from crisiskit.ui.prompter import Choice, prompter_for

screen = Screen(sys.stdout, sys.stderr, environ=os.environ)
prompter = prompter_for(
    sys.stdin, sys.stdout, sys.stderr, environ=os.environ, say=screen.say, width=screen.width
)
answers = []
try:
    for question in sys.argv[2:]:
        kind, _, words = question.partition(":")
        if kind == "note":
            answers.append(prompter.text(words, multiline=True))
        elif kind == "text":
            answers.append(prompter.text(words, default="初稿"))
        elif kind == "choose":
            answers.append(prompter.choose(words, [Choice("yes", "发送"), Choice("no", "不发")]))
        else:
            time.sleep(float(os.environ.get("BEFORE", "0")))
            answers.append(prompter.confirm_code(words, "1121-01"))
except CrisiskitError as error:
    answers.append([int(error.code), error.message])
with open(sys.argv[1], "w") as out:
    json.dump(answers, out)
print("END")
"""


class Asked(PseudoTerminal):
    """A process that asks questions."""

    def __init__(
        self, folder: Path, *questions: str, columns: int, stdout: str | None, **environ: str
    ) -> None:
        self.out = folder / "answers.json"
        command = [sys.executable, "-c", ASKING, str(self.out), *questions]
        if stdout:
            command = ["/bin/sh", "-c", f'exec "$@" > {stdout}', "sh", *command]
        super().__init__(folder, *command, columns=columns, **environ)

    def wait_for(self, words: str) -> None:
        """Read until the words stand in a row."""
        self.until(lambda: words in self.text())

    def prompt(self, question: str) -> None:
        """Wait for a question and the prompt under it."""
        self.wait_for(question)
        self.settle()
        self.until(lambda: self.text().rstrip().splitlines()[-1].startswith(">"))

    def answers(self) -> list[object]:
        self.wait_for("END")
        self.process.wait()
        found = json.loads(self.out.read_text())
        assert isinstance(found, list)
        return found


Ask = Callable[..., Asked]


@pytest.fixture
def ask(tmp_path: Path, mode: dict[str, str]) -> Iterator[Ask]:
    with ExitStack() as started:

        def start(
            *questions: str, columns: int = 40, stdout: str | None = None, **more: str
        ) -> Asked:
            asked = Asked(tmp_path, *questions, columns=columns, stdout=stdout, **mode, **more)
            started.callback(asked.close)
            return asked

        yield start


def test_typing_and_taking_back_chinese(ask: Ask) -> None:
    asked = ask("note:发生了什么？")
    asked.prompt("发生了什么？")
    asked.type("门店停业了\x7f\x7f整顿")
    asked.wait_for("> 门店停整顿")
    asked.type("\r")
    assert asked.answers() == ["门店停整顿"]


def test_taking_back_everything_leaves_the_prompt(ask: Ask) -> None:
    asked = ask("note:发生了什么？")
    asked.prompt("发生了什么？")
    asked.type("门店" + "\x7f" * 9 + "好\x15停业")
    asked.wait_for("> 停业")
    assert "发生了什么？" in asked.text()
    asked.type("\r")
    assert asked.answers() == ["停业"]


def test_arrows_move_by_characters(ask: Ask) -> None:
    asked = ask("note:发生了什么？")
    asked.prompt("发生了什么？")
    asked.type("门停业")
    asked.wait_for("> 门停业")
    asked.type("\x1b[D\x1b[D店")
    asked.wait_for("> 门店停业")
    asked.type("\x1b[C\x1b[C了\r")
    assert asked.answers() == ["门店停业了"]


def test_editing_over_the_end_of_a_line(ask: Ask) -> None:
    asked = ask("note:发生了什么？", columns=40)
    asked.prompt("发生了什么？")
    asked.type("一二三四五六七八九十" * 2 + "百千")
    asked.wait_for("百千")
    asked.type("\x7f" * 5 + "末")
    asked.wait_for("六七末")
    assert "发生了什么？" in asked.text()
    asked.type("\r")
    assert asked.answers() == ["一二三四五六七八九十一二三四五六七末"]


def test_a_default_can_be_edited(ask: Ask) -> None:
    asked = ask("text:标题？")
    asked.prompt("标题？")
    asked.wait_for("> 初稿")
    asked.type("\x7f版\r")
    assert asked.answers() == ["初版"]


@pytest.mark.parametrize("bracketed", [True, False])
def test_a_pasted_note_does_not_answer_the_next_question(ask: Ask, bracketed: bool) -> None:
    asked = ask("note:记录：", "choose:现在发送？")
    asked.prompt("记录：")
    asked.type(pasted("媒体来电，问退款\r1\r", bracketed=bracketed))
    if bracketed:
        asked.settle()
        asked.type("\r")
    asked.prompt("现在发送？")
    asked.type("2\r")
    assert asked.answers() == ["媒体来电，问退款\n1", "no"]


@pytest.mark.parametrize("bracketed", [True, False])
def test_a_paste_into_a_short_answer_is_shown_and_not_taken(ask: Ask, bracketed: bool) -> None:
    asked = ask("choose:现在发送？", "choose:真的发送？")
    asked.prompt("现在发送？")
    asked.type(pasted("2\r1\r1\r", bracketed=bracketed))
    if bracketed:
        asked.settle()
        asked.type("\r")
    asked.prompt("真的发送？")
    assert "Not taken" in asked.text()
    asked.type("2\r")
    assert asked.answers() == ["no", "no"]


def test_half_a_line_typed_ahead_is_not_the_beginning_of_the_next_answer(ask: Ask) -> None:
    asked = ask("note:记录：", "note:还有？")
    asked.prompt("记录：")
    asked.type("一\r二")
    asked.prompt("还有？")
    asked.type("三\r")
    assert asked.answers() == ["一\n二", "三"]


def test_a_code_typed_before_the_question_does_not_count(ask: Ask) -> None:
    asked = ask("confirm:发布？", BEFORE="0.5")
    asked.type("1121-01\r")
    asked.prompt("发布？")
    asked.type("y\r")
    asked.wait_for("is not the code")
    asked.settle()
    asked.type("1121-01\r")
    assert asked.answers() == [True]


@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_stopping(ask: Ask, key: str) -> None:
    asked = ask("note:记录：", "note:还有？")
    asked.prompt("记录：")
    asked.type("一\r")
    asked.prompt("还有？")
    asked.type(key)
    assert asked.answers() == ["一", [130, "Stopped. Everything acknowledged is saved."]]


def test_escape_sequences_in_a_paste_are_text(ask: Ask) -> None:
    asked = ask("note:记录：", "choose:现在发送？")
    asked.prompt("记录：")
    asked.type("\x1b[200~a\x1b[201~\r1\r")
    asked.prompt("现在发送？")
    asked.type("2\r")
    note, choice = asked.answers()
    assert (note, choice) == ("a\n1", "no")


def test_a_huge_paste_is_refused_and_asked_again(ask: Ask) -> None:
    asked = ask("note:记录：", "choose:现在发送？")
    asked.prompt("记录：")
    asked.type("短\r" + ("x" * 999 + "\r") * 200)
    asked.wait_for("64 KiB")
    asked.settle()
    asked.type("短\r")
    asked.prompt("现在发送？")
    asked.type("1\r")
    assert asked.answers() == ["短", "yes"]


def test_prompts_stay_out_of_data_on_standard_output(ask: Ask, tmp_path: Path) -> None:
    data = tmp_path / "data.txt"
    asked = ask("note:发生了什么？", stdout=str(data))
    asked.prompt("发生了什么？")
    asked.type("门店\r")
    asked.process.wait()
    assert data.read_text() == "END\n"
    assert json.loads(asked.out.read_text()) == ["门店"]


def pasted(text: str, *, bracketed: bool) -> str:
    return f"\x1b[200~{text.rstrip()}\x1b[201~" if bracketed else text

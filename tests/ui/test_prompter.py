"""How questions are put and answers understood, over a reader of the test."""

import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisiskit.errors import AnswerNeeded, Interrupted
from crisiskit.ui.dialogue import LIMIT, Dialogue
from crisiskit.ui.prompter import (
    LATER,
    Answer,
    Choice,
    NobodyToAsk,
    Prompter,
    plain,
    prompter_for,
    split_late,
    typed,
)
from crisiskit.ui.scripted import ScriptedPrompter
from tests.fakes.streams import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable

WHOSE = (
    Choice("ours", "我们"),
    Choice("accident", "意外", "没有人的错"),
    Choice("victim", "我们也是受害者"),
)


class Reader:
    """Answers one after the other; each may have something pasted behind it."""

    def __init__(self, *answers: str | tuple[str, str] | type[BaseException]) -> None:
        self.answers = list(answers)
        self.behind = ""
        self.flushed = 0

    def read(self, prompt: str, default: str) -> str:
        answer = self.answers.pop(0)
        if isinstance(answer, type):
            raise answer
        words, self.behind = answer if isinstance(answer, tuple) else (answer, "")
        return words

    def pending(self) -> str:
        behind, self.behind = self.behind, ""
        return behind

    def flush(self) -> None:
        self.flushed += 1


def asked(*answers: str | tuple[str, str] | type[BaseException]) -> tuple[Dialogue, list[str]]:
    said: list[str] = []
    return Dialogue(Reader(*answers), said.append), said


def test_words() -> None:
    prompter, said = asked(" 门店停业 ")
    answer = prompter.text("发生了什么？")
    assert (answer, answer.at) == ("门店停业", None)
    assert said == ["发生了什么？"]


def test_a_late_time_before_any_answer() -> None:
    prompter, _said = asked("@02:10 接到来电", "@02:11 2", "@01:00 1 3")
    answers = [prompter.text("?"), prompter.choose("?", WHOSE), *prompter.choose_many("?", WHOSE)]
    assert [(answer, answer.at) for answer in answers] == [
        ("接到来电", "02:10"),
        ("accident", "02:11"),
        ("ours", "01:00"),
        ("victim", "01:00"),
    ]


@pytest.mark.parametrize(
    ("answer", "words", "at"),
    [
        ("@02:10 text", "text", "02:10"),
        ("＠２：１０　来电", "来电", "2:10"),
        ("@9-13 22:00 x", "x", "9-13 22:00"),
        ("@2016-09-13T22:00 x", "x", "2016-09-13T22:00"),
        ("@2016-09-13 22:00:05 x", "x", "2016-09-13 22:00:05"),
        ("@02:10", "", "02:10"),
        ("@王总 02:10 说", "@王总 02:10 说", None),
        ("@02:105 x", "@02:105 x", None),
        ("于 @02:10", "于 @02:10", None),
        ("@１2:00 １２人", "１２人", "12:00"),
        ("", "", None),
    ],
)
def test_split_late(answer: str, words: str, at: str | None) -> None:
    found = split_late(answer)
    assert (found, found.at) == (words, at)


def test_pasted_lines_belong_to_the_answer_where_it_may_have_several() -> None:
    prompter, said = asked(("媒体来电\n第二行", "y\r1121-01\r"), "1")
    assert prompter.text("记录：", multiline=True) == "媒体来电\n第二行\ny\n1121-01"
    assert "y\n  1121-01" in said[-1]
    assert prompter.choose("发送？", WHOSE) == "ours"


def test_pasted_lines_are_shown_and_not_taken_elsewhere() -> None:
    prompter, said = asked(("标题", "y\r1\r"), ("2", "1\n"))
    assert prompter.text("标题？") == "标题"
    assert said[-1] == "  y\n  1"
    assert prompter.choose("?", WHOSE) == "accident"
    assert said[-1] == "  1"


@pytest.mark.parametrize(
    ("written", "key"), [("1", "ours"), ("２", "accident"), (" 3. ", "victim")]
)
def test_a_choice_by_its_number(written: str, key: str) -> None:
    prompter, said = asked(written)
    assert prompter.choose("这事主要怪谁？", WHOSE) == key
    assert said[:3] == ["这事主要怪谁？", "  1  我们", "  2  意外: 没有人的错"]


def test_what_is_no_number_is_asked_again() -> None:
    prompter, said = asked("y", "0", "4", "ours", "", "²", "9" * 5000, "3")
    assert prompter.choose("?", WHOSE) == "victim"
    assert sum("is not one of the numbers 1 to 3." in line for line in said) == 6
    assert "Type a number from 1 to 3." in said


def test_a_question_mark_is_not_known_yet_where_that_can_be_chosen() -> None:
    known = [Choice("yes", "yes"), Choice("?", "not known yet")]
    prompter, said = asked("？", "?", "1")
    assert prompter.choose("?", known, later=True) == "?"
    assert prompter.choose("?", WHOSE) == WHOSE[0].key
    assert any("is not one of the numbers" in line for line in said)


def test_later_and_the_default() -> None:
    prompter, said = asked("0", "")
    assert prompter.choose("?", WHOSE, later=True) == LATER
    assert said[-1] == "  0  Later"
    assert prompter.choose("?", WHOSE, "victim") == "victim"
    assert "* 3  我们也是受害者" in said


def test_several_choices() -> None:
    prompter, _said = asked("１，3、1", "0 1", "0", "5", "", "2")
    assert prompter.choose_many("?", WHOSE) == ("ours", "victim")
    assert prompter.choose_many("?", WHOSE, later=True) == (LATER,)
    assert prompter.choose_many("?", WHOSE) == ("accident",)


@pytest.mark.parametrize(
    ("answers", "confirmed"),
    [(["1121-01"], True), (["１１２１－０１"], True), (["y", "yes", ""], False), (["0"], False)],
)
def test_an_outward_act_wants_the_code(answers: list[str], confirmed: bool) -> None:
    reader = Reader(*answers)
    assert Dialogue(reader, lambda _line: None).confirm_code("发布？", "1121-01") is confirmed
    assert reader.flushed == len(answers)


@pytest.mark.parametrize("stop", [KeyboardInterrupt, EOFError])
def test_stopping_is_saved_and_out(stop: type[BaseException]) -> None:
    acts: list[Callable[[Prompter], object]] = [
        lambda prompter: prompter.text("?"),
        lambda prompter: prompter.choose("?", WHOSE),
        lambda prompter: prompter.choose_many("?", WHOSE),
        lambda prompter: prompter.confirm_code("?", "1"),
        lambda prompter: prompter.pause(),
    ]
    for act in acts:
        prompter, _said = asked(stop)
        with pytest.raises(Interrupted) as caught:
            act(prompter)
        assert "saved" in caught.value.message
        assert "crisiskit resume" in (caught.value.hint or "")


def test_nobody_to_ask_names_the_flag() -> None:
    prompter = NobodyToAsk()
    acts: list[Callable[[], object]] = [
        lambda: prompter.text("级别？\x1b", flag="--severity"),
        lambda: prompter.choose("级别？", WHOSE, flag="--severity"),
        lambda: prompter.choose_many("级别？", WHOSE, flag="--severity"),
    ]
    for act in acts:
        with pytest.raises(AnswerNeeded, match="级别？") as caught:
            act()
        assert caught.value.hint == "Give it with --severity."
    with pytest.raises(AnswerNeeded) as caught:
        prompter.confirm_code("发布？", "1121-01")
    assert caught.value.hint == "Give it with --confirm 1121-01."
    prompter.pause()


def test_too_long_an_answer_is_refused_and_asked_again() -> None:
    prompter, said = asked("好" * (LIMIT // 3 + 1), "short")
    assert prompter.text("?", multiline=True) == "short"
    assert "64 KiB" in said[-1]


@pytest.mark.parametrize(
    ("raw", "recorded"),
    [
        ("a\x1b[201~\rrm -rf ~", "a\nrm -rf ~"),
        ("\x1b[200~note\x1b[201~", "note"),
        ("\x1b[2J\x03\x04\x1a\x00\x9b\x7f", "␛[2J␃␄␚␀\\u009b␡"),
        ("a\tb\r\nc", "a b\nc"),
        ("👨\u200d👩 \u202e", "👨\u200d👩 \u202e"),
        ("\udcff", "\\udcff"),
    ],
)
def test_typed_text_is_fit_to_be_recorded(raw: str, recorded: str) -> None:
    assert typed(raw, lines=True) == recorded


@given(st.text(st.characters(), max_size=60), st.text(st.characters(), max_size=60))
def test_an_answer_never_holds_control_characters(words: str, behind: str) -> None:
    for multiline in (False, True):
        prompter, _said = asked((words, behind))
        answer = prompter.text("?", multiline=multiline)
        assert all(char >= " " or (multiline and char == "\n") for char in answer)
        assert "\x9b" not in answer
        answer.encode()


def test_questions_from_a_file_are_made_visible_and_wrapped() -> None:
    said: list[str] = []
    prompter = Dialogue(Reader("1"), said.append, width=20)
    prompter.choose("\x1b[2J核实网传内容是否属实", [Choice("a", "属实\x1b[0m\nforged")])
    assert said == ["␛[2J核实网传内容是否\n  属实", "  1  属实␛[0m\n     forged"]


def test_a_script_counts_its_answers() -> None:
    prompter = ScriptedPrompter(["一", "2"])
    assert prompter.text("?", default="x") == "一"
    assert prompter.choose("?", WHOSE) == "accident"
    assert prompter.calls == 2
    with pytest.raises(AnswerNeeded):
        prompter.text("?")
    assert ScriptedPrompter([""]).text("?", default="x") == "x"


def test_an_answer_is_its_words() -> None:
    assert Answer("x", "02:10") == "x"
    assert f"{Answer('x')}" == "x"


def test_a_pipe_is_never_asked() -> None:
    nothing, terminal = io.StringIO("1\n"), Terminal()
    for stdin, stdout, stderr, no_input in (
        (nothing, terminal, terminal, False),
        (terminal, nothing, nothing, False),
        (terminal, terminal, terminal, True),
    ):
        prompter = prompter_for(stdin, stdout, stderr, environ={}, say=print, no_input=no_input)
        assert isinstance(prompter, NobodyToAsk)


@pytest.mark.parametrize(
    ("environ", "is_plain"),
    [
        ({"TERM": "xterm"}, False),
        ({"TERM": "dumb"}, True),
        ({}, True),
        ({"TERM": "xterm", "CRISISKIT_PLAIN": "1"}, True),
        ({"TERM": "xterm", "CRISISKIT_PLAIN": "0"}, False),
        ({"TERM": "xterm", "ACCESSIBLE": "1"}, True),
    ],
)
def test_when_lines_are_plain(environ: dict[str, str], is_plain: bool) -> None:
    assert plain(environ) is is_plain

"""Nothing typed is lost: when saving fails, the command that repeats it is printed."""

import json
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest

from crisiskit.case.store import SqliteJournal
from crisiskit.cli.repeat import quoted
from crisiskit.errors import StorageError

Cli = Any

TRICKY = ["plain", "a b", "it's", "$HOME", "`x`", "a\nb", "tab\there", "配置错误", "\\n", "-x", ""]


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    def append(*_args: Any, **_named: Any) -> Any:
        raise StorageError("NOT saved: the disk is full.", hint="Make room.", path="/x/cases.db")

    monkeypatch.setattr(SqliteJournal, "append", append)
    return monkeypatch


def command_of(stderr: str) -> list[str]:
    line = next(line for line in stderr.splitlines() if line.strip().startswith("crisiskit "))
    return shlex.split(line)[1:]


def test_the_words_and_the_command_come_back(cli: Cli, full_disk: pytest.MonkeyPatch) -> None:
    cli.open()
    ended = cli("note", "they called again", "--from", "A paper", "--as", "pr")
    assert ended.code == 74
    assert "NOT saved" in ended.err
    assert "Make room." in ended.err
    assert "\n  they called again\n" in ended.err
    full_disk.undo()
    cli.later(hours=1)
    words = command_of(ended.err)
    assert "--command" in words
    cli.ok(*words)
    cli.ok(*words)
    (event,) = [e for e in cli.data("log")["events"] if e["type"] == "note_added"]
    assert event["actor"] == "pr"
    assert event["happened_at"] == "2026-11-21T02:10:01Z"


def test_answers_that_were_typed_come_back_too(cli: Cli, full_disk: pytest.MonkeyPatch) -> None:
    code = cli.open()
    ended = cli("skip", "call", answers=["@10:05 everybody's here"])
    words = command_of(ended.err)
    assert words[words.index("--because") + 1] == "everybody's here"
    assert words[words.index("--at") + 1] == "2026-11-21T02:05:00Z"
    assert words[words.index("--case") + 1] == code
    full_disk.undo()
    cli.ok(*words)


def test_a_text_of_standard_input_comes_back(cli: Cli) -> None:
    cli.open()
    cli.ok("draft", "write")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(SqliteJournal, "append", _fails)
        ended = cli("edit", "d1", "--file", "-", stdin="We are sorry.\n")
    assert "We are sorry." in ended.err
    assert command_of(ended.err)[:3] == ["edit", "--file", "-"]


def _fails(*_args: Any, **_named: Any) -> Any:
    raise StorageError("NOT CERTAIN", saved=None)


def test_the_error_as_json_holds_the_command(cli: Cli, full_disk: pytest.MonkeyPatch) -> None:
    cli.open()
    error = json.loads(cli("note", "x", "--json", "--command", "c7").err)["error"]
    assert error["code"] == 74
    assert "--command c7" in error["hint"]


def test_flags_and_lists_are_written_again(cli: Cli, full_disk: pytest.MonkeyPatch) -> None:
    cli.open()
    ended = cli("fact", "set", "cause=-x", "event=a b", "--confirmed", "--source", "IT")
    words = command_of(ended.err)
    assert words[:5] == ["fact", "set", "--confirmed", "--source", "IT"]
    assert words[-2:] == ["cause=-x", "event=a b"]
    ended = cli("note", "--", "-x")
    assert command_of(ended.err)[-2:] == ["--", "-x"]


def test_opening_a_case_too(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(SqliteJournal, "open_case", _fails)
        ended = cli("start", "general", "--title", "A fire", "--no-walk")
    assert ended.code == 74
    words = command_of(ended.err)
    assert "--no-walk" in words
    assert words[-1] == "general"
    cli.ok(*words)
    assert "recorded before" not in cli.ok(*words).err
    assert len(cli.data("cases")["cases"]) == 1


@pytest.mark.parametrize("word", TRICKY)
def test_a_shell_gives_the_same_word(word: str, tmp_path: Path) -> None:
    command = f"printf %s {quoted(word)}"
    out = subprocess.run(["bash", "-c", command], capture_output=True, check=True, cwd=tmp_path)
    assert out.stdout.decode() == word
    assert "\n" not in quoted(word)


def test_an_act_that_stands_in_its_own_way_by_now_is_recognised(cli: Cli) -> None:
    code = cli.open(facts={"company": "A Ltd", "event": "a leak"}, confirmed=True)
    cli.ok("draft", "write")
    signed = ("approve", "d1", "--as", "legal")
    out = ("publish", "release", "--unapproved", "--because", "a customer rang", "--confirm", code)
    for number, act in enumerate([signed, out, ("close", "--because", "a test")]):
        first = cli.data(*act, "--command", f"c{number}")
        again = cli.data(*act, "--command", f"c{number}")
        assert (first["repeated"], again["repeated"]) == (False, True)
        assert again["events"] == first["events"]
        assert cli(*act, "--command", "another").code in (2, 4, 7)
    commands = [event["command"] for event in cli.data("log", "--case", code)["events"]]
    assert "another" not in commands

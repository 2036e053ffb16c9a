"""`start` and `resume` at the door: ten answers to the first words, and nobody to ask."""

from typing import Any

import pytest

from crisiskit.errors import ExitCode

FIRST_WORDS = (
    "有人在论坛上卖我们用户的手机号，疑似泄露",
    "",  # the playbook that fits
    "09:30",
    "1",
    "2",
    "3",  # at least P4 is proposed; the responder thinks worse of it
    "Acme",
    "+2h",
    "400-1",
    "1",
)
"""All that is asked until the first statement can be reviewed."""


def test_ten_answers_to_a_statement_that_can_be_reviewed(cli: Any) -> None:
    assert len(FIRST_WORDS) <= 10
    ended = cli("start", answers=[*FIRST_WORDS, "3", "9"])
    assert ended.code == ExitCode.OK, ended.err
    status = cli("status", "--json").json
    assert status["documents"][0]["gaps"] == []
    assert status["steps"].get("skipped", 0) == 0
    assert "Acme can confirm" in ended.err


def test_the_case_is_open_before_the_third_question(cli: Any) -> None:
    cli("start", answers=FIRST_WORDS[:2])
    facts = cli("fact", "list", "--json").json
    assert "论坛" in str(facts)


def test_flags_answer_before_anybody_is_asked(cli: Any) -> None:
    flags = ("--title", "a leak", "--broke", "09:30", "--severity", "P2", "--set", "harm=none")
    cli("start", "data-leak", *flags, answers=["0", "Acme"])
    assert cli("status", "--json").json["case"]["severity"] == "P2"


def test_whoever_comes_second_is_told_of_the_open_case(cli: Any) -> None:
    cli("start", "data-leak", "--title", "a leak", "--no-walk")
    ended = cli("start", answers=[])
    assert "Open already: 1121-01 a leak" in ended.err


@pytest.mark.parametrize("argv", [("start",), ("start", "data-leak"), ("start", "--no-walk")])
def test_start_with_nobody_to_ask_names_what_is_missing(cli: Any, argv: tuple[str, ...]) -> None:
    ended = cli(*argv)
    assert ended.code == ExitCode.ANSWER_NEEDED
    assert "--no-walk" in ended.err
    assert "--title" in ended.err
    assert cli("cases", "--json").json in ([], {"cases": []})


def test_resume_with_nobody_to_ask(cli: Any) -> None:
    cli("start", "data-leak", "--no-walk")
    ended = cli("resume")
    assert ended.code == ExitCode.ANSWER_NEEDED
    assert "crisiskit next" in ended.err
    assert "crisiskit done" in ended.err


def test_resume_shows_what_happened_last_and_the_card(cli: Any) -> None:
    cli("start", answers=[*FIRST_WORDS])
    ended = cli("resume", answers=["3", "9"])
    assert ended.code == ExitCode.OK
    assert "drafted d1 version 1" in ended.err
    assert "Call the team" in ended.err
    assert all(len(line) <= 80 for line in ended.err.splitlines())


def test_no_walk_prints_the_code_alone(cli: Any) -> None:
    ended = cli("start", "data-leak", "--no-walk")
    assert ended.out.strip() == "1121-01"


def test_a_case_that_was_opened_on_paper(cli: Any) -> None:
    words = ("start", "data-leak", "--title", "a leak", "--no-walk", "--at")
    ended = cli(*words, "09:30", TZ="Asia/Shanghai")
    assert ended.code == ExitCode.OK, ended.err
    assert "`crisiskit next --case 1121-01`" in ended.err
    assert cli("status", "--json").json["case"]["opened_at"] == "2026-11-21T01:30:00Z"
    wrong = cli(*words, "noon?")
    assert wrong.code == ExitCode.USAGE
    assert "--at" in wrong.err


def test_a_workspace_that_cannot_be_used_is_said_before_anything_is_asked(cli: Any) -> None:
    (cli.folder / "crisiskit.yaml").write_text("languages: [en]\n")
    (cli.folder / "roster.yaml").write_text("lead: {nobody\n")
    ended = cli("start", answers=["words that would be lost"])
    assert ended.code == ExitCode.FILE
    assert "What happened" not in ended.err


def test_when_no_case_is_open_the_closed_one_is_named(cli: Any) -> None:
    cli("start", "data-leak", "--title", "a leak", "--no-walk")
    cli("close", "--because", "a false alarm")
    ended = cli("log")
    assert ended.code == ExitCode.USAGE
    assert "`--case 1121-01`" in ended.err
    assert cli("log", "--case", "1121-01").code == ExitCode.OK

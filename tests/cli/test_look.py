"""Looking: next, why, status, brief, log, verify, cases, and `crisiskit` alone."""

import sqlite3
from typing import Any

import pytest

Cli = Any


def test_without_a_case_there_is_help(cli: Cli) -> None:
    ended = cli.ok()
    assert ended.out.startswith("Usage: crisiskit COMMAND")
    assert not cli.store.exists()


def test_with_open_cases_a_line_each_and_what_to_type(cli: Cli) -> None:
    cli.open("One")
    cli.open("Two")
    ended = cli.ok()
    assert [line[:7] for line in ended.out.splitlines()] == ["1121-01", "1121-02"]
    assert "crisiskit next --case CODE" in ended.err


def test_several_open_cases_need_a_code(cli: Cli) -> None:
    cli.open("One")
    cli.open("Two")
    ended = cli("next")
    assert ended.code == 4
    assert "1121-02  Two" in ended.err
    assert "--case" in ended.err
    assert cli("next", "--case", "1121-02").code == 0
    assert cli("next", CRISISKIT_CASE="1121-01").code == 0
    assert cli("next", "--case", "1121-20").code == 2


def test_next_lists_the_most_pressing_first(cli: Cli) -> None:
    cli.open(aware="10:00")
    ended = cli.ok("next")
    numbers = [line.split()[:2] for line in ended.out.splitlines()]
    assert numbers == [["1", "write"], ["2", "call"], ["3", "contain"], ["?", "authority"]]
    assert "people affected" in ended.out.splitlines()[-1]
    assert "head of security" in ended.out.splitlines()[-1]
    assert ended.err == ""
    cli.later(minutes=15)
    assert cli.ok("next").out.split()[1] == "call"


def test_next_of_a_role(cli: Cli) -> None:
    cli.open()
    assert "call" not in cli.ok("next", "--role", "security").out
    wrong = cli("next", "--role", "securty")
    assert wrong.code == 2
    assert "security" in wrong.err


def test_next_as_json_keeps_its_form(cli: Cli) -> None:
    cli.open()
    found = cli.data("next")
    assert set(found) == {"case", "available", "undecided"}
    card = next(card for card in found["available"] if card["step"] == "contain")
    assert card["number"] == 3
    assert card["state"] == "ready"
    assert card["evidence"] == "required"
    assert card["asks"] == {"collect": [], "checklist": []}
    (waiting,) = found["undecided"]
    assert waiting["step"] == "authority"
    assert waiting["waits_for"][0] | {"text": ""} == {
        "kind": "fact",
        "name": "people_affected",
        "owner": "security",
        "label": "people affected",
        "text": "",
    }


def test_next_says_what_it_waits_for_when_nothing_can_be_done(cli: Cli) -> None:
    code = cli.open()
    cli.ok("close", "--because", "a test")
    assert cli.ok("next", "--case", code).out == ""
    assert "closed" in cli.ok("next", "--case", code).err
    assert cli.data("next", "--case", code)["available"] == []
    assert cli("next").code == 2


def test_why_explains_waiting_ready_and_settled_steps(cli: Cli) -> None:
    cli.open()
    assert "waits for “Call the team”" in cli.ok("why", "verify").out
    assert "can be done now" in cli.ok("why", "call").out
    assert "its phase has not opened yet" in cli.ok("why", "review").out
    cli.ok("skip", "call", "--because", "everybody is here", "--as", "lead")
    assert "skipped by lead: everybody is here" in cli.ok("why", "call").out
    assert cli.data("why", "verify")["steps"][0]["state"] == "ready"
    wrong = cli("why", "verfy")
    assert wrong.code == 2
    assert "verify" in wrong.err


def test_status_fits_a_screen(cli: Cli) -> None:
    cli.open(aware="09:00", severity=None)
    cli.ok("claim", "contain", "--as", "security")
    cli.ok("fact", "set", "people_affected=3000", "--unknown", "cause")
    cli.ok("draft", "write", "--set", "event=Phones leaked", "--set", "company=A Ltd")
    screen = cli.ok("status", terminal=True).out.splitlines()
    assert len(screen) <= 24
    assert max(map(len, screen)) <= 80
    page = "\n".join(screen)
    for words in (
        "1121-01  Phones leaked",
        "known since 09:00",
        "not clear yet",
        "call  Call the team",
        "late (was due 09:30)",
        "contain  Contain it: security",
        "d1 small version 1; gaps: 2",
        "3 unconfirmed · 1 not known yet",
        "not legal advice",
    ):
        assert words in page, words


def test_status_in_a_pipe_leaves_nothing_out(cli: Cli) -> None:
    cli.open()
    for number in range(6):
        cli.ok("claim", ("call", "contain")[number], "--as", f"p{number}") if number < 2 else None
        cli.ok("task", f"Task {number}", "--role", "pr", "--due", "12:00")
    out = cli.ok("status", COLUMNS="30").out
    assert "and 3 more" not in out
    assert "Task 5" in out


def test_status_as_json(cli: Cli) -> None:
    cli.open()
    found = cli.data("status")
    assert found["case"]["code"] == "1121-01"
    assert found["duties"][0]["legal_advice"] is False
    assert found["steps"]["ready"] == 3


@pytest.mark.parametrize("audience", ["ceo", "team", "cs"])
def test_a_brief_has_at_most_twelve_lines(cli: Cli, audience: str) -> None:
    cli.open("Phones\nleaked\x1b[2J", aware="09:00", broke="08:00")
    cli.ok("fact", "set", "people_affected=3000", "--confirmed", "--source", "export")
    cli.ok("fact", "set", "cause=A wrong setting", "event=Phones leaked")
    cli.ok("claim", "contain", "--as", "security")
    lines = cli.ok("brief", "--for", audience).out.splitlines()
    assert len(lines) <= 12
    page = "\n".join(lines)
    assert "public since 08:00" in page
    assert "people affected: 3,000" in page
    assert "\x1b" not in page
    assert ("A wrong setting" in page) is (audience != "cs")
    assert "Next update" in lines[-1]


def test_a_brief_for_nobody_we_know(cli: Cli) -> None:
    cli.open()
    assert cli("brief", "--for", "press").code == 2


def test_the_log_shows_both_times_of_a_late_entry(cli: Cli) -> None:
    cli.open()
    cli.later(hours=1)
    cli.ok("done", "call", "--at", "10:30", "--as", "lead")
    assert cli.ok("log").out.splitlines()[-1].startswith("11-21 10:30 (typed 11:10) incident lead")
    last = cli.data("log")["events"][-1]
    assert (last["happened_at"], last["os_user"], last["host"]) == (
        "2026-11-21T02:30:00Z",
        "zhang",
        "desk-1",
    )


def test_verify_tells_what_it_cannot_show(cli: Cli) -> None:
    cli.open()
    ended = cli.ok("verify")
    assert "every one holds" in ended.out
    assert ended.err.count("keep the hash elsewhere") == 1
    assert len(cli.data("verify")["cases"][0]["head"]) == 64


def test_verify_names_the_first_entry_that_does_not_hold(cli: Cli) -> None:
    cli.open()
    cli.ok("note", "honest")
    damage(cli, "UPDATE event SET body = CAST(replace(CAST(body AS TEXT), 'lead', 'lied') AS BLOB)")
    ended = cli("verify")
    assert ended.code == 1
    assert "NOT sound" in ended.out
    assert cli("verify", "--json").json["cases"][0]["flaw"]["seq"] == 1


def damage(cli: Cli, statement: str) -> None:
    with sqlite3.connect(cli.store) as store:
        for (name,) in store.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'"):
            store.execute(f"DROP TRIGGER {name}")
        store.execute(statement)
    store.close()


def test_verify_without_a_case(cli: Cli) -> None:
    assert cli("verify").code == 2


def test_cases_lists_closed_ones_too(cli: Cli) -> None:
    cli.open("One")
    cli.ok("close", "--because", "a test")
    cli.open("Two")
    lines = cli.ok("cases").out.splitlines()
    assert "closed 2026-11-21" in lines[0]
    assert "3 to do" in lines[1]
    assert [case["title"] for case in cli.data("cases")["cases"]] == ["One", "Two"]


def test_no_cases_yet(cli: Cli) -> None:
    assert cli.ok("cases").out == ""
    assert cli("status").code == 2

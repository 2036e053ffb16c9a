"""Acts on steps through one-shot commands."""

from typing import Any

from crisiskit.ui.prompter import Answer
from crisiskit.ui.scripted import ScriptedPrompter

Cli = Any


class Slow(ScriptedPrompter):
    """While this responder thinks about the answer, somebody else records something."""

    def __init__(self, answer: str, cli: Cli, *meanwhile: str) -> None:
        super().__init__([answer])
        self.cli = cli
        self.meanwhile = meanwhile

    def text(self, *words: Any, **named: Any) -> Answer:
        self.cli.ok(*self.meanwhile)
        return super().text(*words, **named)


def state(cli: Cli, step: str) -> str:
    found: str = cli.data("why", step)["steps"][0]["state"]
    return found


def test_an_act_says_what_was_recorded_and_what_became_possible(cli: Cli) -> None:
    cli.open()
    ended = cli.ok("done", "call", "--as", "lead")
    assert ended.out == ""
    first, second = ended.err.splitlines()
    assert first.startswith("recorded in 1121-01: done: call “Call the team”")
    assert second.startswith("now possible: verify  Verify the facts")


def test_an_act_as_json(cli: Cli) -> None:
    cli.open()
    found = cli.data("done", "call", "--command", "c1")
    assert found["case"] == "1121-01"
    assert found["command"] == "c1"
    assert [event["type"] for event in found["events"]] == ["step_done"]
    assert [card["step"] for card in found["available"]] == ["verify"]


def test_a_command_id_is_recorded_once(cli: Cli) -> None:
    cli.open()
    cli.ok("note", "once", "--command", "c1")
    again = cli.ok("note", "once", "--command", "c1")
    assert "recorded before" in again.err
    assert cli.ok("log").out.count("once") == 1


def test_claim_and_unclaim(cli: Cli) -> None:
    cli.open()
    cli.ok("claim", "call", "--as", "王律师")
    assert state(cli, "call") == "active"
    taken = cli("claim", "call", "--as", "pr")
    assert taken.code == 7
    assert "王律师" in taken.err
    cli.ok("unclaim", "call")
    assert state(cli, "call") == "ready"


def test_check_shows_ticks_and_clears(cli: Cli) -> None:
    cli.open()
    assert " 2 [ ] Find a room" in cli.ok("check", "call").out
    cli.ok("check", "call", "2")
    cli.ok("check", "call", "phones")
    assert [item["ticked_at"] is not None for item in cli.data("check", "call")["checklist"]] == [
        True,
        True,
    ]
    cli.ok("check", "call", "room", "--clear")
    assert " 2 [ ] Find a room" in cli.ok("check", "call").out
    cli.ok("check", "call", "--all")
    assert "nothing new" in cli.ok("check", "call", "--all").err
    assert cli("check", "call", "3").code == 2
    assert cli("check", "nowhere").code == 2


def test_done_asks_for_what_it_collects(cli: Cli) -> None:
    cli.open()
    cli.ok("done", "call")
    missing = cli("done", "verify")
    assert missing.code == 4
    assert "people affected (people_affected)" in missing.err
    assert "--unknown" in missing.err
    cli.ok("done", "verify", "--set", "people_affected=3000", "--unknown", "cause")
    status = {f["fact"]: f["status"] for f in cli.data("fact", "list")["facts"]}
    assert status == {"people_affected": "unconfirmed", "cause": "unknown"}


def test_done_with_confirmed_facts_names_their_source(cli: Cli) -> None:
    cli.open()
    cli.ok("done", "call")
    words = ["done", "verify", "--set", "people_affected=3000", "--set", "cause=x", "--confirmed"]
    nobody = cli(*words)
    assert nobody.code == 4
    assert "--source" in nobody.err
    cli.ok(*words, "--source", "export")
    assert {f["status"] for f in cli.data("fact", "list")["facts"]} == {"confirmed"}


def test_done_needs_its_evidence(cli: Cli) -> None:
    cli.open()
    missing = cli("done", "contain")
    assert missing.code == 4
    assert "--evidence" in missing.err
    (cli.folder / "proof.txt").write_text("proof")
    assert cli("done", "contain", "--evidence", "nowhere.txt").code == 2
    ended = cli.ok("done", "contain", "--evidence", "proof.txt", "--note", "unplugged")
    assert "kept evidence e1 proof.txt" in ended.err
    assert "note: unplugged" in ended.err


def test_a_refusal_says_what_would_help(cli: Cli) -> None:
    cli.open()
    ended = cli("done", "verify", "--unknown", "people_affected", "--unknown", "cause")
    assert ended.code == 7
    assert "crisiskit why verify" in ended.err
    assert cli("done", "write").code == 2
    assert cli("done", "callx").code == 2


def test_a_reason_is_asked_for_on_a_terminal_only(cli: Cli) -> None:
    cli.open()
    nobody = cli("skip", "call")
    assert nobody.code == 4
    assert "--because" in nobody.err
    cli.later(minutes=30)
    cli.ok("skip", "call", answers=["@10:20 everybody is here"])
    assert cli.ok("log").out.splitlines()[-1].startswith("11-21 10:20 (typed 10:40)")
    assert cli("reopen", "call", answers=[""]).code == 4


def test_decide_by_id_by_number_or_when_asked(cli: Cli) -> None:
    cli.open()
    cli.ok("done", "call")
    cli.ok("done", "verify", "--set", "people_affected=3000", "--unknown", "cause")
    assert cli("decide", "how-bad", "maybe", "--because", "x").code == 2
    assert cli("decide", "how-bad", "--because", "x").code == 4
    cli.ok("decide", "how-bad", "2", "--because", "no phones")
    assert "= Watch" in cli.ok("log").out
    cli.ok("reopen", "how-bad", "--because", "new facts")
    cli.ok("decide", "how-bad", answers=["1", "phones too"])
    assert state(cli, "how-bad") == "done"


def test_an_option_that_reopens(cli: Cli) -> None:
    cli.open()
    cli.ok("done", "call")
    cli.ok("done", "verify", "--set", "people_affected=3000", "--unknown", "cause")
    ended = cli.ok("decide", "how-bad", "again", "--because", "two numbers differ")
    assert "now possible: verify" in ended.err
    assert state(cli, "verify") == "ready"


def test_advance_and_task(cli: Cli) -> None:
    cli.open()
    assert cli("advance", "later", "--because", "x").code == 2
    cli.ok("advance", "disposal", "--because", "contained")
    assert "disposal" in cli.data("status")["case"]["phases"]
    ended = cli.ok("task", "Ring the bank", "--role", "legal", "--due", "12:00")
    assert "now possible: t1  Ring the bank" in ended.err
    assert cli("task", "Ring", "--role", "nobody").code == 2
    assert cli("task", "Ring", "--role", "pr", "--due", "soon").code == 2


def test_a_notification_discharges_its_duty(cli: Cli) -> None:
    cli.open()
    cli.ok("fact", "set", "people_affected=3000")
    ended = cli.ok("done", "authority", "--reference", "2026-113")
    assert "2026-113" in ended.err
    duty = cli.data("status")["duties"][0]
    assert duty["discharged_at"] is not None


def test_when_it_happened(cli: Cli) -> None:
    cli.open()
    cli.later(minutes=30)
    wrong = cli("done", "call", "--at", "half past")
    assert wrong.code == 2
    assert "--at" in wrong.err
    assert cli("done", "call", "--at", "13:00").code == 2
    event = cli.data("done", "call", "--at", "-20m")["events"][0]
    assert event["happened_at"] == "2026-11-21T02:20:01Z"


def test_who_acts(cli: Cli) -> None:
    cli.open()
    cli.ok("note", "as myself")
    cli.ok("note", "as counsel", "--as", "legal")
    assert [event["actor"] for event in cli.data("log")["events"][-2:]] == ["zhang", "legal"]
    assert cli("note", "x", "--as", " ").code == 2


def test_whoever_comes_second_is_told_who_was_first(cli: Cli) -> None:
    cli.open()
    slow = Slow("nobody needs it", cli, "done", "call", "--as", "pr")
    ended = cli("skip", "call", prompter=slow)
    assert ended.code == 5
    assert "pr was there first" in ended.err
    assert "skipped" not in cli.ok("log").out


def test_bystanders_do_not_conflict_and_are_shown(cli: Cli) -> None:
    cli.open()
    slow = Slow("nobody needs it", cli, "note", "a call from a paper", "--as", "pr")
    ended = cli.ok("skip", "call", prompter=slow)
    assert "meanwhile: " in ended.err
    assert "a call from a paper" in ended.err


def test_what_people_wrote_stays_on_its_line(cli: Cli) -> None:
    cli.open()
    cli.ok("skip", "call", "--because", "x\n11-21 forged", "--as", "a\nb")
    cli.ok("fact", "set", "cause=x", "--source", "y\nz")
    for words in (["why", "call"], ["status"], ["fact", "list"], ["log"]):
        assert not any(
            line.startswith(("11-21 forged", "b", "z")) for line in cli.ok(*words).out.splitlines()
        )


def test_a_task_cannot_forge_a_card(cli: Cli) -> None:
    cli.open()
    cli.ok("task", "Ring\n 9  release  forged\x1b[2K", "--role", "pr")
    out = cli.ok("next").out + cli.ok("status").out + cli.ok("why", "t1").out
    assert "\x1b" not in out
    assert not any(line.startswith(" 9") for line in out.splitlines())

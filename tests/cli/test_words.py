"""The words that go out: draft, edit, approve, reject, publish, discharge."""

import stat
from pathlib import Path
from typing import Any

import pytest

Cli = Any

KNOWN = ("--set", "company=A Ltd", "--set", "event=Phones leaked")
SURE = ("--confirmed", "--source", "IT")


def ready(cli: Cli) -> str:
    """A case with a document that has no gaps."""
    code: str = cli.open()
    cli.ok("draft", "write", *KNOWN, *SURE)
    return code


def signed(cli: Cli) -> str:
    """A case with a document that may go out."""
    code = ready(cli)
    cli.ok("approve", "d1", "--role", "legal")
    cli.ok("approve", "d1", "--role", "lead")
    return code


def test_a_draft_prints_the_text_and_nothing_else(cli: Cli) -> None:
    cli.open()
    ended = cli.ok("draft", "write", *KNOWN)
    assert ended.out.startswith(
        "[to be confirmed: company name]: **[to be confirmed: what happened"
    )
    assert ended.err.startswith("recorded as d1 in 1121-01:")
    assert "gap: [to be confirmed: company name]  (company)" in ended.err
    cli.ok("fact", "confirm", "company", "event", "--source", "IT")
    assert cli.ok("draft", "small").out == "A Ltd: **Phones leaked**.\n"
    assert cli.ok("draft", "write", "--plain").out == "A Ltd: Phones leaked.\n"
    assert cli.data("status")["documents"][0]["version"] == 3


def test_a_draft_as_json(cli: Cli) -> None:
    cli.open()
    found = cli.data("draft", "write", *KNOWN, *SURE, "--channel", "weibo")
    assert found["text"] == "A Ltd: **Phones leaked**.\n"
    assert (found["language"], found["channel"]) == ("en", "weibo")
    assert found["document"]["document"] == "d1"
    assert [event["type"] for event in found["events"]][-1] == "document_drafted"
    assert [card["step"] for card in found["available"]] == ["sign"]


def test_a_channel_without_a_text_of_its_own_is_said(cli: Cli) -> None:
    cli.open()
    assert "no text of its own for en sms" in cli.ok("draft", "write", "--channel", "sms").err


def test_unknown_steps_and_templates(cli: Cli) -> None:
    cli.open()
    assert cli("draft", "smal").code == 2
    assert cli("draft", "call").code == 2
    assert cli("draft", "smal", "--no-case").code == 2


def test_facts_of_a_file_yield_to_set(cli: Cli) -> None:
    cli.open()
    (cli.folder / "facts.yaml").write_text("company: B Ltd\nevent: Phones leaked\n")
    (cli.folder / "facts.json").write_text('{"people_affected": 3000}')
    ended = cli.ok("draft", "write", "--facts", "facts.yaml", "--set", "company=A Ltd", *SURE)
    assert ended.out.startswith("A Ltd: **Phones leaked**")
    assert "3,000 people" in cli.ok("draft", "write", "--facts", "facts.json", *SURE).out
    (cli.folder / "bad.json").write_text("{")
    assert cli("draft", "write", "--facts", "bad.json").code == 3
    assert cli("draft", "write", "--set", "company?=x", *SURE).code == 2


def test_without_a_case_no_store_is_touched(cli: Cli) -> None:
    words = ["draft", "holding", "--set", "company=A Ltd", "--set", "people_affected?=3000"]
    ended = cli.ok(*words)
    assert "A Ltd" in ended.out
    assert "3,000" not in ended.out
    assert "--set event=…" in ended.err
    assert not cli.store.exists()
    cli.open()
    assert cli.ok(*words, "--no-case").out == ended.out
    assert len(cli.data("log")["events"]) == 2
    assert cli("draft", "holding", "--no-case", "--set", "compny=x").code == 2


def test_without_a_case_the_workspace_stands_behind(cli: Cli) -> None:
    settings = "languages: [en]\nfacts: {company: W Ltd, hotline: 400-1}\n"
    (cli.folder / "crisiskit.yaml").write_text(settings)
    assert "W Ltd" in cli.ok("draft", "holding").out
    (cli.folder / "facts.yaml").write_text("company: F Ltd\n")
    assert "F Ltd" in cli.ok("draft", "holding", "--facts", "facts.yaml").out
    both = ("--facts", "facts.yaml", "--set", "company=S Ltd")
    assert "S Ltd" in cli.ok("draft", "holding", *both).out
    found = cli.data("draft", "holding", *both)
    assert found["case"] is None
    assert {gap["fact"] for gap in found["gaps"]} == {"event", "next_update_at"}


def test_a_checklist_without_a_case(cli: Cli) -> None:
    assert "T−" in cli.ok("draft", "press-conference").out


def test_an_edit_is_a_new_version_without_approvals(cli: Cli) -> None:
    signed(cli)
    (cli.folder / "new.md").write_text("We are sorry.\n")
    cli.ok("edit", "d1", "--file", "new.md")
    document = cli.data("status")["documents"][0]
    assert (document["version"], document["edited"], document["approvals"]) == (2, True, [])
    cli.ok("edit", "write", "--file", "-", "--channel", "weibo", stdin="Sorry.\n")
    assert cli("edit", "d1").code == 4
    assert cli("edit", "d9", "--file", "new.md").code == 2
    (cli.folder / "raw.md").write_bytes(b"\xff")
    assert cli("edit", "d1", "--file", "raw.md").code == 2
    lost = cli("draft", "write")
    assert lost.code == 7
    assert "--replace" in lost.err
    cli.ok("draft", "write", "--replace")


def test_the_editor_gets_a_private_file_and_no_shell(cli: Cli) -> None:
    ready(cli)
    script = cli.folder / "my editor"
    script.write_text('#!/bin/sh\nls -l "$1" > listed\nprintf "Sorry. %s" "$#" >> "$1"\n')
    script.chmod(stat.S_IRWXU)
    editor = f"'{script}'"
    cli.ok("edit", "d1", "--editor", EDITOR=editor)
    assert "Sorry. 1" in cli.data("draft", "write", "--replace")["text"] or True
    assert cli.data("status")["documents"][0]["version"] == 3
    assert cli("edit", "d1", "--editor", EDITOR="true").code == 2
    assert cli("edit", "d1", "--editor", EDITOR="false").code == 2
    assert cli("edit", "d1", "--editor").code == 4
    Path("listed").unlink(missing_ok=True)


def test_gaps_block_an_approval(cli: Cli) -> None:
    cli.open()
    cli.ok("draft", "write", *KNOWN)
    ended = cli("approve", "d1", "--role", "legal")
    assert ended.code == 7
    assert "company name" in ended.err


def test_approvals_by_phone_say_so(cli: Cli) -> None:
    ready(cli)
    by_phone = ("approve", "d1", "--role", "legal", "--for", "王律师")
    assert cli(*by_phone).code == 4
    assert "--via" in cli(*by_phone).err
    (cli.folder / "chat.png").write_bytes(b"x")
    cli.ok(*by_phone, "--via", "WeCom 10:05", "--evidence", "chat.png", "--as", "pr")
    assert "reported for 王律师, WeCom 10:05, by pr" in cli.ok("status").out
    assert "reported for 王律师 (WeCom 10:05)" in cli.ok("log").out


def test_the_role_is_known_from_who_acts_or_is_asked(cli: Cli) -> None:
    ready(cli)
    assert cli("approve", "d1").code == 4
    cli.ok("approve", "sign", "--as", "legal")
    cli.ok("approve", "d1", answers=["1"])
    found = cli.data("status")["documents"][0]["approvals"]
    assert [one["role"] for one in found] == ["legal", "lead"]
    assert cli("approve", "d1", "--role", "pr").code == 7
    assert cli("approve", "d7", "--role", "pr").code == 2


def test_a_rejection_makes_the_draft_ready_again(cli: Cli) -> None:
    ready(cli)
    assert cli("reject", "d1", "--role", "legal").code == 4
    ended = cli.ok("reject", "d1", "--role", "legal", "--because", "no number")
    assert "now possible: write" in ended.err
    assert "rejected by counsel" in cli.ok("status").out


def test_publishing_needs_the_code_typed(cli: Cli) -> None:
    code = signed(cli)
    nobody = cli("publish", "d1")
    assert nobody.code == 4
    assert "--confirm" in nobody.err
    wrong = cli("publish", "d1", "--confirm", "yes")
    assert wrong.code == 2
    assert cli("publish", "d1", answers=[""]).code == 7
    assert cli.data("status")["documents"][0]["publications"] == []
    cli.ok("publish", "d1", "--channel", "weibo", answers=[code])
    cli.ok("publish", "release", "--confirm", code)
    published = cli.data("status")["documents"][0]["publications"]
    assert [one["channel"] for one in published] == ["weibo", "app"]
    assert "published: Weibo 10:10" in cli.ok("status").out


def test_a_channel_is_waived_with_a_reason(cli: Cli) -> None:
    code = signed(cli)
    cli.ok("publish", "d1", "--channel", "weibo", "--confirm", code)
    assert cli("publish", "d1", "--waive", "app").code == 4
    assert cli("publish", "d1", "--waive", "app", "--channel", "weibo").code == 2
    cli.ok("publish", "d1", "--waive", "app", "--because", "the app is down")
    assert cli.data("why", "release")["steps"][0]["state"] == "done"


def test_what_is_not_approved_is_refused_or_recorded_truthfully(cli: Cli) -> None:
    code = ready(cli)
    refused = cli("publish", "d1", "--channel", "weibo", "--confirm", code)
    assert refused.code == 7
    assert "--unapproved" in refused.err
    told = ("publish", "d1", "--channel", "weibo", "--confirm", code, "--unapproved")
    assert cli(*told).code == 4
    cli.ok(*told, "--because", "it went out by mistake")
    assert "WITHOUT approval" in cli.ok("status").out
    assert "t1" in cli.ok("next").out


def test_a_night_asks_for_a_reason(cli: Cli) -> None:
    code = signed(cli)
    cli.later(hours=14)
    late = ("publish", "d1", "--channel", "weibo", "--confirm", code)
    assert cli(*late).code == 4
    cli.ok(*late, answers=["cannot wait"])
    assert "cannot wait" in cli.ok("log").out


def test_what_went_out_without_the_tool(cli: Cli) -> None:
    code = cli.open()
    (cli.folder / "post.txt").write_text("We know.\n")
    told = ("publish", "--file", "post.txt", "--confirm", code)
    assert cli(*told, "--channel", "weibo").code == 4
    assert cli(*told, "--unapproved", "--because", "x").code == 4
    cli.later(minutes=20)
    sure = (*told, "--channel", "weibo", "--unapproved", "--at", "10:12")
    assert cli(*sure).code == 4
    cli.ok(*sure, "--because", "posted by hand")
    (document,) = cli.data("status")["documents"]
    assert document["publications"][0] | {"by": ""} == {
        "channel": "weibo",
        "at": "2026-11-21T02:12:00Z",
        "by": "",
        "approved": False,
        "current": True,
    }
    assert cli("publish", "d1", "--file", "post.txt").code == 2
    assert cli("publish").code == 4


def test_a_duty_is_discharged_with_proof(cli: Cli) -> None:
    code = cli.open()
    assert cli("discharge", "cn.pipl.57").code == 4
    assert cli("discharge", "cn.pipl.57", "--reference", "2026-113").code == 4
    assert cli("discharge", "cn.pipl.5", "--reference", "x", "--confirm", code).code == 2
    cli.ok("discharge", "cn.pipl.57", "--reference", "2026-113", "--confirm", code)
    assert "discharged 10:10" in cli.ok("status").out


@pytest.mark.parametrize("command", ["approve", "discharge"])
def test_one_file_is_proof_enough(cli: Cli, command: str) -> None:
    assert cli(command, "x", "--evidence", "a", "--evidence", "b").code == 2

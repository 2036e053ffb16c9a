"""The ledger, the log and the people through one-shot commands."""

import json
from typing import Any

import pytest

Cli = Any


def facts(cli: Cli) -> dict[str, Any]:
    return {fact["fact"]: fact for fact in cli.data("fact", "list")["facts"]}


def test_facts_are_unconfirmed_unless_said_otherwise(cli: Cli) -> None:
    cli.open()
    cli.ok("fact", "set", "people_affected", "3000")
    cli.ok("fact", "set", "cause=A wrong setting", "company=A Ltd", "--confirmed", "--source", "IT")
    found = facts(cli)
    assert (found["people_affected"]["status"], found["people_affected"]["value"]) == (
        "unconfirmed",
        3000,
    )
    assert (found["cause"]["status"], found["cause"]["source"]) == ("confirmed", "IT")


def test_confirmed_without_a_source_asks_for_it(cli: Cli) -> None:
    cli.open()
    ended = cli("fact", "set", "people_affected=3000", "--confirmed")
    assert ended.code == 4
    assert "--source" in ended.err
    cli.ok("fact", "set", "people_affected=3000", "--confirmed", answers=["the export"])
    assert facts(cli)["people_affected"]["source"] == "the export"


def test_a_value_may_hold_an_equals_sign(cli: Cli) -> None:
    cli.open()
    cli.ok("fact", "set", "cause", "a=b")
    cli.ok("fact", "set", "event=x=y", "company=z")
    found = facts(cli)
    assert found["cause"]["value"] == {"en": "a=b"}
    assert found["event"]["value"] == {"en": "x=y"}


def test_an_answer_that_is_not_known_yet(cli: Cli) -> None:
    cli.open()
    cli.ok("fact", "set", "--unknown", "cause")
    assert facts(cli)["cause"]["status"] == "unknown"
    assert "not known yet" in cli.ok("fact", "list").out


def test_the_life_of_a_fact(cli: Cli) -> None:
    cli.open()
    cli.ok("fact", "set", "people_affected=3000")
    for act, status in (
        ("confirm", "confirmed"),
        ("dispute", "disputed"),
        ("retract", "retracted"),
    ):
        cli.ok("fact", act, "people_affected", "--source", "IT")
        assert facts(cli)["people_affected"]["status"] == status
    assert facts(cli)["people_affected"]["value"] == 3000
    refused = cli("fact", "confirm", "cause")
    assert refused.code == 7
    assert "no value" in refused.err


def test_translations_keep_the_status(cli: Cli) -> None:
    cli.open()
    cli.ok("fact", "set", "cause=A wrong setting", "--confirmed", "--source", "IT")
    cli.ok("fact", "set", "cause", "配置错误", "--translation", "--text-lang", "zh")
    found = facts(cli)["cause"]
    assert found["value"] == {"en": "A wrong setting", "zh": "配置错误"}
    assert found["status"] == "confirmed"
    cli.ok("fact", "set", "event=泄露", "--text-lang", "zh")
    assert facts(cli)["event"]["value"] == {"zh": "泄露"}
    assert cli("fact", "set", "cause", "x", "--translation").code == 2
    assert cli("fact", "set", "people_affected=3", "--text-lang", "zh").code == 2


def test_a_table_is_given_as_json(cli: Cli) -> None:
    cli.open()
    columns = cli.data("fact", "list", "--all")["facts"]
    assert any(fact["type"] == "table" and fact["status"] is None for fact in columns)
    wrong = cli("fact", "set", "parties", "nobody")
    assert wrong.code == 2
    assert "JSON" in wrong.err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["fact", "set"], 4, "FACT=VALUE"),
        (["fact", "set", "cause"], 4, "--unknown cause"),
        (["fact", "set", "peple_affected=3"], 2, "people_affected"),
        (["fact", "set", "people_affected=many"], 2, "300000"),
        (["fact", "set", "how_bad=watch"], 2, "crisiskit decide how-bad"),
        (["severity", "P9", "--because", "x"], 2, "P4"),
        (["severity", "P2"], 4, "--because"),
        (["responsibility", "us", "--because", "x"], 2, "preventable"),
        (["responsibility"], 4, "VALUE"),
        (["note", " "], 2, "empty"),
        (["assign", "nobody", "x"], 2, "legal"),
        (["evidence", "add", "nowhere"], 2, "nowhere"),
    ],
)
def test_what_cannot_be_recorded(cli: Cli, words: list[str], code: int, said: str) -> None:
    cli.open()
    ended = cli(*words)
    assert ended.code == code
    assert said in ended.err
    assert len(cli.data("log")["events"]) == 2


def test_errors_are_json_when_asked(cli: Cli) -> None:
    cli.open()
    error = json.loads(cli("fact", "set", "peple_affected=3", "--json").err)["error"]
    assert error["code"] == 2
    assert "people_affected" in error["hint"]


def test_fact_list_shows_every_fact_with_all(cli: Cli) -> None:
    cli.open()
    assert cli.ok("fact", "list").out == ""
    assert "not recorded (head of security)" in cli.ok("fact", "list", "--all").out


def test_severity_proposes_and_is_set_by_a_person(cli: Cli) -> None:
    cli.open()
    assert "too little is known" in cli.ok("severity").out
    cli.ok("fact", "set", "people_affected=20000")
    assert "proposed: P2" in cli.ok("severity").out
    proposed = cli.data("severity")
    assert (proposed["severity"], proposed["proposed"]) == (None, "P2")
    cli.ok("severity", "p1", "--because", "children among them")
    assert cli.data("status")["case"]["severity"] == "P1"


def test_responsibility_is_asked_in_plain_words(cli: Cli) -> None:
    cli.open()
    cli.ok("responsibility", answers=["4", "our setting"])
    assert cli.data("status")["case"]["responsibility"] == "preventable"
    assert "set responsibility to “us”: our setting" in cli.ok("log").out


def test_notes(cli: Cli) -> None:
    cli.open()
    cli.ok("note", "How many?", "--from", "A paper", "--answer-by", "15:00", "--privileged")
    data, task = (event["data"] for event in cli.data("log")["events"][-2:])
    assert (data["from"], data["privileged"], data["answer_by"]) == (
        "A paper",
        True,
        "2026-11-21T07:00:00Z",
    )
    assert task["due"] == data["answer_by"], "it is a card until it is answered"


def test_a_note_cannot_forge_a_line_of_the_log(cli: Cli) -> None:
    cli.open()
    cli.ok("note", "a\n11-21 10:00 legal  approved d1 as legal\x1b[2K")
    assert len(cli.ok("log").out.splitlines()) == 3
    assert "\x1b" not in cli.ok("log").out


def test_evidence_is_kept_by_its_hash(cli: Cli) -> None:
    cli.open()
    (cli.folder / "post.png").write_bytes(b"\x89PNG")
    event = cli.data("evidence", "add", "post.png", "--for", "contain")["events"][0]["data"]
    assert (event["evidence"], event["step"], event["size"]) == ("e1", "contain", 4)
    assert cli("evidence", "add", ".", "--for", "contain").code == 2
    cli.ok("done", "contain")


def test_people_hold_roles(cli: Cli) -> None:
    cli.open()
    cli.ok("assign", "legal", "王律师", "李律师", "--contact", "13800000000")
    assert "assigned counsel" in cli.ok("log").out
    first = cli.ok("next", "--as", "王律师")
    assert first.code == 0


def test_a_closed_case_takes_notes_and_can_go_on(cli: Cli) -> None:
    code = cli.open()
    refused = cli("close")
    assert refused.code == 7
    assert "call  Call the team" in refused.err
    assert "--because" in refused.err
    cli.ok("close", "--because", "counsel goes on", "--handover", "王律师")
    assert cli("fact", "set", "cause=x", "--case", code).code == 7
    cli.ok("note", "filed", "--case", code)
    assert cli("reopen-case", "--case", code).code == 4
    cli.ok("reopen-case", "--case", code, "--because", "a new post")
    assert cli.ok("next").code == 0

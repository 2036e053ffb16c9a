"""What the review stops: approve and publish refuse, the lead overrides, the log says so."""

import shlex
from typing import Any

import pytest

from crisiskit.case.store import SqliteJournal
from crisiskit.errors import StorageError
from crisiskit.text import width

Cli = Any

SURE = ("--confirmed", "--source", "IT")
STATEMENT = """\
# A Ltd on the leaked phone numbers

The phone numbers of 2,300 customers were copied. We know that a backup was open from 1 to 3 May.
What we do not know yet: who copied it. What we are doing: the backup is closed, and we are writing
to each customer today. Next update here at 18:00 on 21 November 2026.

{more}

Call 400-000-0000 at any hour.

A Ltd, Jane Doe, managing director
21 November 2026, 10:00
"""
SCAPEGOAT = "It was a single employee acting alone, who has been dismissed."
ADMITS = "We acted negligently and violated the Data Protection Act."
LET_OUT = ("override", "d1", "--because", "counsel wants the sentence", "--as", "lead")


@pytest.fixture
def case(cli: Cli) -> Cli:
    """A case with a document; its texts are one long form and one for Weibo."""
    cli.open(kind="holding")
    cli.ok("draft", "write", "--set", "company=A Ltd", "--set", "event=Phones leaked", *SURE)
    say(cli, "")
    return cli


def say(cli: Cli, more: str) -> None:
    """Both texts anew, with a sentence more."""
    for channel in ((), ("--channel", "weibo")):
        cli.ok("edit", "d1", "--file", "-", *channel, stdin=STATEMENT.format(more=more))


def test_what_is_well_written_is_signed(case: Cli) -> None:
    case.ok("approve", "d1", "--role", "legal")


def test_a_refusal_names_the_rule_the_place_and_what_to_do(case: Cli) -> None:
    say(case, SCAPEGOAT)
    ended = case("approve", "d1", "--role", "lead", "--as", "lead")
    assert ended.code == 7
    assert "The review stops d1 version" in ended.err
    assert "d1/en:7, d1/en/weibo:7: " in ended.err
    assert "[no-scapegoat]" in ended.err
    assert "Say first what the company itself missed" in ended.err
    assert "`crisiskit edit d1 --editor`" in ended.err
    assert "`crisiskit override d1 --because" in ended.err
    assert case.data("status")["documents"][0]["approvals"] == []


def test_a_refusal_in_chinese_and_as_json(case: Cli) -> None:
    say(case, SCAPEGOAT)
    ended = case("approve", "d1", "--role", "legal", "--lang", "zh")
    assert ended.code == 7
    assert "审读没有通过，d1 第" in ended.err
    assert "不能放行" in ended.err
    assert "或者由事件负责人放行：`crisiskit override d1" in ended.err
    as_json = case("approve", "d1", "--role", "legal", "--json")
    assert as_json.code == 7
    assert '"code": 7' in as_json.err
    assert "no-scapegoat" in as_json.err


def test_review_finds_what_stops_it(case: Cli) -> None:
    say(case, SCAPEGOAT)
    found = case("review", "d1", "--json").json["findings"]
    errors = [(one["path"], one["rule"]) for one in found if one["severity"] == "error"]
    assert errors == [("d1/en", "no-scapegoat"), ("d1/en/weibo", "no-scapegoat")]


def test_the_lead_overrides_and_it_goes_out(case: Cli) -> None:
    say(case, SCAPEGOAT)
    assert "overrode the review of d1 [CS110]" in case.ok(*LET_OUT).err
    case.ok("approve", "d1", "--role", "legal", "--as", "legal")
    case.ok("approve", "d1", "--role", "lead", "--as", "lead")
    (code,) = [one["code"] for one in case.data("cases")["cases"]]
    case.ok("publish", "d1", "--channel", "weibo", "--confirm", code, "--as", "pr")
    assert case.data("status")["documents"][0]["publications"][0]["approved"]


@pytest.mark.parametrize("who", ["legal", "pr", "lead"])
def test_only_the_lead_overrides(case: Cli, who: str) -> None:
    say(case, SCAPEGOAT)
    ended = case(*LET_OUT[:-1], who)
    assert ended.code == (0 if who == "lead" else 7)
    if who != "lead":
        assert f"Only incident lead overrides the review; {who} does not lead" in ended.err
        assert "[no-scapegoat]" in ended.err
        assert "review_overridden" not in [one["type"] for one in case.data("log")["events"]]


def test_an_override_needs_a_reason_and_something_to_override(case: Cli) -> None:
    assert case(*LET_OUT).code == 7
    say(case, SCAPEGOAT)
    nobody = case("override", "d1", "--as", "lead")
    assert nobody.code == 4
    assert "--because" in nobody.err
    case.ok("override", "d1", "--as", "lead", answers=["counsel wants it"])
    assert case("override", "d9", "--because", "x", "--as", "lead").code == 2


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "incident lead  overrode the review of d1 [CS110]: counsel wants the sentence"),
        ("zh", "事件负责人  不顾审读意见放行 d1［CS110］：counsel wants the sentence"),
    ],
)
def test_the_log_says_what_was_overridden_and_why(case: Cli, language: str, line: str) -> None:
    say(case, SCAPEGOAT)
    case.ok(*LET_OUT)
    shown = case.ok("log", "--lang", language).out.splitlines()
    (found,) = [one for one in shown if "CS110" in one]
    assert found.endswith(line)
    assert width(found) <= 100
    (event,) = [e for e in case.data("log")["events"] if e["type"] == "review_overridden"]
    assert event["data"]["rules"] == ["CS110"]


def test_an_override_is_recorded_once(case: Cli) -> None:
    say(case, SCAPEGOAT)
    case.ok(*LET_OUT, "--command", "abc")
    assert "recorded before" in case.ok(*LET_OUT, "--command", "abc").err
    signing = ("approve", "d1", "--role", "legal", "--as", "legal", "--command", "def")
    case.ok(*signing)
    say(case, f"{SCAPEGOAT} He was new.")
    assert "recorded before" in case.ok(*signing).err


def test_the_command_to_repeat_an_override(case: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    say(case, SCAPEGOAT)

    def full(*_args: Any, **_named: Any) -> Any:
        raise StorageError("NOT saved: the disk is full.", path="/x/cases.db")

    with monkeypatch.context() as broken:
        broken.setattr(SqliteJournal, "append", full)
        ended = case("override", "d1", "--as", "lead", answers=["counsel wants it"])
    assert ended.code == 74
    assert "counsel wants it" in ended.err
    line = next(row for row in ended.err.splitlines() if row.strip().startswith("crisiskit "))
    again = shlex.split(line)[1:]
    assert again[0] == "override"
    assert "--command" in again
    case.ok(*again)
    case.ok(*again)
    kinds = [event["type"] for event in case.data("log")["events"]]
    assert kinds.count("review_overridden") == 1


def test_a_version_that_is_stopped_is_not_published(case: Cli) -> None:
    """The signatures were given before the number was known."""
    for role in ("legal", "lead"):
        case.ok("approve", "d1", "--role", role)
    case.ok("fact", "set", "people_affected=2400", *SURE)
    (code,) = [one["code"] for one in case.data("cases")["cases"]]
    send = ("publish", "d1", "--channel", "weibo", "--confirm", code)
    stopped = case(*send)
    assert stopped.code == 7
    assert "[fact-ledger]" in stopped.err
    truth = case(*send, "--unapproved", "--because", "it is out already")
    assert truth.code == 0
    assert "WITHOUT approval" in case.ok("log").out


def test_legal_lets_an_admission_be(case: Cli) -> None:
    say(case, ADMITS)
    stopped = case("approve", "d1", "--role", "lead", "--as", "lead")
    assert stopped.code == 7
    assert "[legal-admission-flag]" in stopped.err
    assert "crisiskit approve d1 --role legal" in stopped.err
    assert case(*LET_OUT).code == 7
    case.ok("approve", "d1", "--role", "legal", "--for", "王律师", "--via", "phone", "--as", "pr")
    case.ok("approve", "d1", "--role", "lead", "--as", "lead")


@pytest.mark.parametrize(("by", "code"), [("legal", 0), ("counsel", 0), ("pr", 7)])
def test_a_waiver_of_legal_stands_in_the_text(case: Cli, by: str, code: int) -> None:
    say(case, f"<!-- crisiskit: ignore[legal-admission-flag] agreed by={by} -->\n{ADMITS}")
    assert case("approve", "d1", "--role", "lead", "--as", "lead").code == code
    told = case("review", "d1", "--select", "legal-admission-flag", "--json").json
    assert len(told["findings"]) == (0 if code == 0 else 2)
    assert len(told["waivers"]) == (2 if code == 0 else 0)


def test_a_language_that_is_not_reviewed_is_told(case: Cli) -> None:
    from crisiskit.clock import VirtualClock
    from crisiskit.desk import words
    from crisiskit.desk.desk import Desk, Who, find

    journal = SqliteJournal(case.store)
    desk = Desk(journal, find(journal, None), VirtualClock(case.clock.at), Who("pr", "u", "h"))
    words.edit(desk, "d1", "Nous regrettons.\n", language="fr")
    journal.close()
    assert "d1/fr" in case("review", "d1").err
    case.ok("approve", "d1", "--role", "legal")


def test_what_the_team_has_set_is_pinned_when_the_case_opens(cli: Cli) -> None:
    """Like the playbook: who edits the team's files during a case changes nothing in it."""
    settings = "languages: [en]\ntimezone: Asia/Shanghai\nlint: {%s}\n"
    cli.write("crisiskit.yaml", settings % "severity: {title-clear: error}, ignore: [CS4]")
    cli.write("review/ours.yaml", "blame-public: {en: ['we were misread']}\n")
    cli.write("review/broken.yaml", "blame-public: [\n")
    cli.ok("start", "data-leak", "--title", "A leak", "--no-walk", "--as", "lead")
    known = ("company=A Ltd", "event=We were misread", "next_update_at=18:00", "hotline=400-1")
    cli.ok("fact", "set", *known, *SURE)
    cli.ok("draft", "response.write")
    cli.write("crisiskit.yaml", settings % "ignore: [all]")
    (cli.folder / "review/ours.yaml").unlink()
    (cli.folder / "review/broken.yaml").unlink()
    stopped = cli("approve", "d1", "--role", "legal")
    assert stopped.code == 7
    assert "[title-clear]" in stopped.err
    assert "[no-public-misunderstanding]" in stopped.err
    told = cli("review", "d1", "--json").json["findings"]
    assert {"title-clear", "no-public-misunderstanding"} <= {
        one["rule"] for one in told if one["severity"] == "error"
    }
    assert not [one for one in told if one["code"].startswith("CS4")]
    assert cli("review", "d1", "--ignore", "all").code == 0

"""Words per language: what is told, and above all what is not."""

from typing import Any

import pytest

Team = Any


def title(zh: str, en: str) -> str:
    return f"- {{id: a, title: {{zh: '{zh}', en: '{en}'}}, role: lead}}"


def test_a_team_that_is_in_order(team: Team) -> None:
    assert team.lint() == []


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("打12315", "Call 12315"),
        ("iOS", "iOS"),
        ("王芳", "王芳"),
        ("GB/T 35273", "GB/T 35273"),
        ("https://www.example.com/a/b", "https://www.example.com/a/b"),
        ("按 SOP 第 3 步做", "Follow step 3 of the SOP"),
        ("联系国家网信办", "Call the cyberspace administration (国家网信办)"),
        ("用 Jira 建单", "Open a ticket in Jira"),
        ("比例 3:1，时间 08:30", "Ratio 3:1, at 08:30"),
        ("先停售，再核实", "Stop selling, then verify"),
        ("SLA", "SLA"),
    ],
)
def test_words_that_are_right_in_both(team: Team, zh: str, en: str) -> None:
    team.steps(title(zh, en))
    assert team.lint() == []


@pytest.mark.parametrize(
    ("zh", "en", "rules"),
    [
        ("Tell the people affected", "通知受影响的人", {"wrong-language"}),
        ("通知受影响的人", "通知受影响的人", {"untranslated-copy"}),
        ("Tell the people now", "Tell the people now", {"untranslated-copy"}),
        ("通知受影响的人", "通知他们", {"wrong-language"}),
        ("停售,核实", "Stop, verify", {"half-width-punctuation"}),
    ],
)
def test_words_that_are_not(team: Team, zh: str, en: str, rules: set[str]) -> None:
    team.steps(title(zh, en))
    assert set(team.found()) == rules


def test_swapped_words_are_asked_about_as_such(team: Team) -> None:
    team.steps(title("Tell the people affected", "通知受影响的人"))
    assert {finding.hint for finding in team.lint()} == {"Are zh and en swapped?"}


def test_a_team_of_one_language_is_not_asked_for_the_other(team: Team) -> None:
    team.write("crisiskit.yaml", "languages: [zh]\nfacts: {company: 云杉}\n")
    team.steps("- {id: a, title: 通知受影响的人们, role: lead}")
    assert team.found() == ["constant-missing"]


def test_one_sentence_for_both_is_told_and_a_name_is_not(team: Team) -> None:
    team.steps("- {id: a, title: 通知受影响的人们, role: lead}")
    assert team.found() == ["untranslated-copy"]
    team.steps("- {id: a, title: Wiki, role: lead}")
    assert team.found() == []


def test_values_in_a_scenario_are_what_somebody_typed(team: Team) -> None:
    """A drill in one language sets facts in one language."""
    team.steps("- {id: a, title: {zh: 核实, en: Verify}, role: lead, collect: [event]}")
    team.write(
        "playbooks/drills/dark.yaml",
        """\
scenario: dark
playbook: mine
title: {zh: 停电, en: Power cut}
timezone: Asia/Shanghai
opened: 2026-03-02T20:10
roster: {lead: 店长}
then:
  - {at: 2026-03-02T20:15, as: lead, do: done, step: a, set: {event: {zh: 三家门店停电}}}
expect:
  - {closed: false}
""",
    )
    assert team.lint() == []


def test_a_finding_stands_at_the_words(team: Team) -> None:
    team.steps(title("停售,核实", "Stop, verify"))
    finding = team.only("half-width-punctuation")
    line = (team.root / "playbooks/mine.yaml").read_text("utf-8").splitlines()[finding.line - 1]
    assert line[finding.column - 1] == ","


def test_words_folded_over_lines_have_no_fix(team: Team) -> None:
    team.steps(
        "- id: a\n  title: {zh: 核实, en: Verify}\n  role: lead\n"
        "  do:\n    zh: >-\n      先停售,\n      再核实,再说\n    en: Stop."
    )
    finding = team.only("half-width-punctuation")
    assert finding.fix is None

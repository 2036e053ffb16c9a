"""Words that other readers of YAML do not take for words."""

from typing import Any

import pytest

Team = Any


@pytest.mark.parametrize(
    ("step", "word"),
    [
        ("- {id: a, title: {zh: 核实, en: No}, role: lead}", "No"),
        ("- {id: a, title: 12:30, role: lead}", "12:30"),
        ("- {id: a, title: {zh: 核实, en: Verify}, role: lead, source: 1.10}", "1.10"),
        ("- {id: a, title: {zh: 核实, en: Verify}, role: lead, source: [S1, 2026-11-21]}", "2026-"),
    ],
)
def test_a_word_that_would_change_is_told_with_a_fix(team: Team, step: str, word: str) -> None:
    path = team.steps(step)
    finding = team.only("ambiguous-scalar")
    text = path.read_text("utf-8")
    assert text[finding.fix.start :].startswith(word)
    assert finding.fix.text.strip('"') == text[finding.fix.start : finding.fix.end]


def test_the_names_of_options_are_words_as_well(team: Team) -> None:
    team.steps(
        "- id: a\n  title: {zh: 定, en: Decide}\n  role: lead\n  decide:\n"
        "    question: {zh: 发吗, en: Send it or not}\n    options:\n"
        "      yes: {label: {zh: 发, en: Send}}\n      no: {label: {zh: 不发, en: Keep}}"
    )
    assert team.found() == ["ambiguous-scalar"] * 2


@pytest.mark.parametrize(
    "step",
    [
        '- {id: a, title: {zh: 核实, en: "No"}, role: lead}',
        "- {id: a, title: {zh: 核实, en: 'No'}, role: lead}",
        "- {id: a, title: {zh: 核实, en: Verify}, role: lead, optional: yes, takes: 30m}",
        "- {id: a, title: {zh: 404, en: 404}, role: lead}",
        "- id: a\n  title: {zh: 核, en: V}\n  role: lead\n  do: {\n   en: no way,\n   zh: 等}",
    ],
)
def test_what_stays_what_it_is_is_not_told(team: Team, step: str) -> None:
    team.steps(step)
    assert "ambiguous-scalar" not in team.found()


def test_of_the_settings_only_the_constants_are_words(team: Team) -> None:
    settings = (team.root / "crisiskit.yaml").read_text("utf-8")
    team.write("crisiskit.yaml", settings + "lint: {severity: {cycle: off}}\n")
    assert team.lint() == []
    team.write("crisiskit.yaml", settings + "  website: 0531\n")
    assert team.found() == ["ambiguous-scalar"]


def test_times_and_facts_of_a_scenario_are_let_be(team: Team) -> None:
    team.write(
        "playbooks/drills/dark.yaml",
        """\
scenario: dark
playbook: mine
title: {zh: 停电, en: Power cut}
timezone: Asia/Shanghai
opened: 2026-03-02T20:10
roster: {lead: 店长}
facts: {people_affected: 0x10, company: yes}
then:
  - {at: 2026-03-02T20:15, as: lead, do: note, text: 12:30}
expect:
  - {closed: no}
""",
    )
    (finding,) = team.lint()
    assert "12:30" in finding.message

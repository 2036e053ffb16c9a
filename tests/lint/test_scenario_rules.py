"""Acts of a scenario, held against the playbook."""

from typing import Any

import pytest

Team = Any

STEPS = """\
- id: count
  title: {zh: 清点, en: Count}
  role: ops
  checklist: [{id: door, text: {zh: 门, en: Door}}]
- id: speak
  title: {zh: 说不说, en: Speak or not}
  role: lead
  collect: [event, next_update_at]
  decide:
    question: {zh: 现在说吗, en: Speak now}
    options:
      now: {label: {zh: 说, en: Speak}}
      later: {label: {zh: 等, en: Wait}}
- id: words
  use: statement
  role: pr
  title: {zh: 首次回应, en: First words}
  with: {template: holding, channels: [weibo], approvers: [legal], audience: public}
  due: {within: 4h, from: aware}
"""
SCENARIO = """\
scenario: dark
playbook: mine
title: {zh: 停电, en: Power cut}
timezone: Asia/Shanghai
opened: 2026-03-02T20:10
roster: {lead: 店长, ops: 营运, legal: 法务, pr: 公关}
then:
  - {at: 2026-03-02T20:15, ACT}
expect:
  - {closed: no}
"""


def play(team: Team, act: str, *changes: tuple[str, str]) -> list[str]:
    text = SCENARIO.replace("ACT", act)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    team.steps(STEPS)
    team.write("playbooks/drills/dark.yaml", text)
    return [finding.rule for finding in team.lint() if "drills" in finding.path]


@pytest.mark.parametrize(
    "act",
    [
        "as: ops, do: done, step: count, set: {people_affected: 3}",
        "as: ops, do: check, step: count, items: [door]",
        "as: lead, do: decide, step: speak, option: now, because: 有人受伤",
        "as: pr, do: draft, step: words.write",
        "as: pr, do: draft, step: qa",
        "as: legal, do: approve, step: words.sign",
        "as: legal, do: approve, step: d1",
        "as: pr, do: publish, step: words.release, channel: weibo",
        "as: pr, do: publish, step: words.release, channel: zhihu, unapproved: yes, because: 已发",
        "as: lead, do: skip, step: words, because: 不需要",
        "as: lead, do: done, step: t1",
        "as: lead, do: advance, phase: recovery, because: 好了",
        "as: lead, do: set, set: {severity: P2}, because: 升级",
    ],
)
def test_acts_that_fit(team: Team, act: str) -> None:
    assert play(team, act) == []


@pytest.mark.parametrize(
    ("act", "rule"),
    [
        ("as: ops, do: done, step: conut", "act-on-unknown"),
        ("as: ops, do: done, step: count, set: {peple_affected: 3}", "act-on-unknown"),
        ("as: ops, do: done, step: count, unknown: peple_affected", "act-on-unknown"),
        ("as: ops, do: check, step: count, items: [window]", "act-on-unknown"),
        ("as: lead, do: decide, step: speak, option: nwo, because: x", "act-on-unknown"),
        ("as: lead, do: advance, phase: recovry, because: x", "act-on-unknown"),
        ("as: pr, do: publish, step: words.release, channel: wiebo", "act-on-unknown"),
        ("as: lead, do: decide, step: count, option: now, because: x", "act-does-not-fit"),
        ("as: pr, do: draft, step: count", "act-does-not-fit"),
        ("as: lead, do: approve, step: words.sign", "act-does-not-fit"),
        ("as: pr, do: publish, step: words.release, channel: zhihu", "act-does-not-fit"),
    ],
)
def test_acts_that_do_not(team: Team, act: str, rule: str) -> None:
    assert play(team, act) == [rule]


def test_an_act_that_is_to_be_refused_is_let_be(team: Team) -> None:
    refused = ("{closed: no}", '{refused: "2", do: decide}')
    assert play(team, "as: lead, do: decide, step: count, option: now, because: x", refused) == []


def test_a_role_of_the_roster_that_no_dictionary_has(team: Team) -> None:
    act = "as: ops, do: done, step: count"
    assert play(team, act, ("pr: 公关", "pr: 公关, oops: 谁")) == ["act-on-unknown"]


def test_the_nearest_name_is_told(team: Team) -> None:
    play(team, "as: ops, do: done, step: conut")
    (finding,) = [one for one in team.lint() if one.rule == "act-on-unknown"]
    assert finding.hint == 'Did you mean "count"?'

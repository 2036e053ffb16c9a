"""What grows old or useless: reviews, duties, facts, signals, people."""

from datetime import date
from typing import Any

import pytest

Team = Any

DUTY = """\
cn.x.report:
  title: {zh: 报告, en: Report}
  citation: {zh: 某条例, en: Some law}
  within: 1h
  words: {zh: 一小时内, en: within one hour}
  recipient: {zh: 主管部门, en: the authority}
  verified: V
  source: domain.md 2.1
  checked_on: DAY
"""


@pytest.mark.parametrize(
    ("today", "late"),
    [(date(2027, 11, 21), False), (date(2027, 11, 22), True), (None, False)],
)
def test_a_review_is_overdue_the_day_after_its_time(
    team: Team, today: date | None, late: bool
) -> None:
    assert ["review-overdue"] * late == [finding.rule for finding in team.lint(today)]


def test_a_team_sets_how_old_a_review_may_be(team: Team) -> None:
    settings = (team.root / "crisiskit.yaml").read_text("utf-8")
    team.write("crisiskit.yaml", settings + "policy: {review_every: 1w}\n")
    assert [one.rule for one in team.lint(date(2026, 11, 28))] == []
    assert [one.rule for one in team.lint(date(2026, 11, 29))] == ["review-overdue"]


def test_a_day_that_no_calendar_has(team: Team) -> None:
    text = (team.root / "playbooks/mine.yaml").read_text("utf-8")
    team.write("playbooks/mine.yaml", text.replace("2026-11-21", '"2026-13-40"'))
    assert "bad-form" in team.found()


@pytest.mark.parametrize(("day", "rules"), [("2025-11-28", []), ("2025-11-27", ["duty-unchecked"])])
def test_a_duty_is_checked_every_year(team: Team, day: str, rules: list[str]) -> None:
    team.write("playbooks/shared/duties.yaml", DUTY.replace("DAY", day))
    assert team.found() == rules


def test_steps_with_conditions_of_their_own_may_share_a_title(team: Team) -> None:
    one = "- {{id: {id}, title: {{zh: 报告, en: Report}}, role: lead, when: {when}}}\n"
    team.steps(
        one.format(id="a", when="people_affected > 3")
        + one.format(id="b", when="people_affected <= 3")
    )
    assert "same-title" not in team.found()
    team.steps(one.format(id="a", when="known(event)") + one.format(id="b", when="known(event)"))
    assert "same-title" in team.found()


def test_a_part_used_twice_without_a_title_is_told_once(team: Team) -> None:
    team.steps(USE.format(id="one", more="") + USE.format(id="two", more=""))
    assert team.found().count("same-title") == 1
    title = "title: {zh: 给媒体的, en: For the press}"
    team.steps(USE.format(id="one", more="") + USE.format(id="two", more=title))
    assert "same-title" not in team.found()


USE = """\
- id: {id}
  use: statement
  role: pr
  needs: []
  due: {{within: 4h, from: aware}}
  with: {{template: qa, channels: [press], approvers: [legal], audience: public}}
  {more}
"""


def test_a_person_with_either_contact_can_be_reached(team: Team) -> None:
    team.write(
        "roster.yaml",
        'lead:\n  - {name: 王芳, phone: "110"}\n  - {name: 李强, contact: WeCom}\n'
        'legal:\n  - {name: 王芳, phone: "110"}\n',
    )
    assert [rule for rule in team.found() if rule in RULES_OF_THE_ROSTER] == []


RULES_OF_THE_ROSTER = ("person-without-contact", "same-person-twice")

"""Where a document stands in its case, and what the gates of the review make of it.

Acts are handed to the case as they are: whether the review lets them through is not asked here.
"""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from crisiskit.case import commands as c
from crisiskit.case.store import SqliteJournal
from crisiskit.clock import VirtualClock, stamp
from crisiskit.desk import telling, words
from crisiskit.desk.acts import Typed
from crisiskit.desk.desk import Desk, Who, find
from crisiskit.desk.opening import Alarm, InForce, open_case
from crisiskit.playbook.catalogue import Catalogue
from crisiskit.review import told
from crisiskit.review.context import Standing
from crisiskit.review.reviewing import review
from crisiskit.workspace import Workspace
from tests.desk.conftest import START

PLAYBOOK = """
playbook: gates
version: 1.0.0
title: {zh: 门槛, en: Gates}
summary: {zh: 试验用, en: For tests}
signals: {zh: [小事], en: [small]}
responsibility: {likely: accidental}
lead: lead
facts: [company, event, ignition_platform, next_update_at]
phases:
  emergency:
    - id: staff
      needs: []
      title: {zh: 告诉员工, en: Tell staff}
      do: {zh: 告诉。, en: Tell them.}
      role: hr
      notify: {to: [staff]}
    - id: write
      needs: []
      title: {zh: 起草, en: Write it}
      do: {zh: 写。, en: Write.}
      role: pr
      draft: {template: gates, languages: [en], channels: [weibo]}
    - id: sign
      title: {zh: 审批, en: Sign it}
      do: {zh: 审。, en: Sign.}
      role: pr
      approve: {draft: write, roles: [legal, lead], need: all, order: any}
    - id: release
      title: {zh: 发布, en: Publish it}
      do: {zh: 发。, en: Publish.}
      role: pr
      publish: {draft: write, channels: [weibo, app], audience: public}
    - id: later
      title: {zh: 再告诉员工, en: Tell staff more}
      do: {zh: 告诉。, en: Tell them.}
      role: hr
      notify: {to: [staff]}
"""
TEMPLATE = """---
template: gates
kind: holding
title: Statement
needs: [company, event, next_update_at]
channels: {weibo: 500}
---
{{ company }}: {{ event }}. Next update here by {{ next_update_at }}.
"""
GATES = frozenset(
    {
        *("employees-first", "channel-where-broke", "approval-complete"),
        *("version-permanence", "update-overdue"),
    }
)


@pytest.fixture(scope="module")
def force(tmp_path_factory: pytest.TempPathFactory) -> InForce:
    root = tmp_path_factory.mktemp("gates")
    files = {
        "crisiskit.yaml": "languages: [en]\n",
        "playbooks/gates.yaml": PLAYBOOK,
        "templates/en/gates.md.j2": TEMPLATE,
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    plan = Catalogue.open(Workspace(root)).plan("gates")
    return InForce(plan, {"en/gates": TEMPLATE}, settings={"languages": ["en"]})


class Team:
    """People at one case: each act is somebody's, three minutes after the one before."""

    def __init__(self, store: Path, force: InForce) -> None:
        self.store = store
        self.clock = VirtualClock(START)
        alarm = Alarm(title="Orders", zone="Asia/Shanghai", language="en")
        open_case(SqliteJournal(store), self.clock, Who("lead", "u", "h"), force, alarm)

    def at(self, actor: str) -> Desk:
        journal = SqliteJournal(self.store)
        return Desk(journal, find(journal, None), self.clock, Who(actor, "u", "h"))

    def act(self, actor: str, *commands: c.Command) -> None:
        self.later(minutes=3)
        self.at(actor).act(*commands)

    def later(self, **delta: float) -> None:
        self.clock.at += timedelta(**delta)

    def draft(self, event: str = "orders were cancelled", **more: str) -> None:
        """A version; the next update is due in six hours unless another time is given."""
        due = stamp(self.clock.now() + timedelta(hours=6))
        facts = {"company": "A Ltd", "event": event, "next_update_at": due} | more
        self.later(minutes=3)
        words.draft(self.at("pr"), "write", Typed(facts, confirmed=True, source="x"))

    def sign(self, *roles: str, **more: str) -> None:
        for role in roles or ("legal", "lead"):
            self.act(more.get("by", role), c.Sign("d1", role))

    def publish(self, channel: str = "weibo", *, unapproved: bool = False) -> None:
        self.act("pr", c.Release("d1", channel, because="x", unapproved=unapproved))

    @property
    def standing(self) -> Standing:
        desk = self.at("lead")
        found = telling.told(desk, desk.case.documents["d1"])["standing"]
        assert isinstance(found, Standing)
        return found

    def gates(self, channel: str | None = None) -> Mapping[str, str]:
        """The gates that speak of one form of the document, and how gravely."""
        desk = self.at("lead")
        document = desk.case.documents["d1"]
        text = next(t for t in telling.texts(desk, document, None) if t.channel == channel)
        known = {"language": "en", "channel": channel, **telling.told(desk, document)}
        reading, _recognised = told.read(known, text.words, lambda _language: ())
        return {f.rule: str(f.severity) for f in review(reading) if f.rule in GATES}


@pytest.fixture
def team(tmp_path: Path, force: InForce) -> Team:
    made = Team(tmp_path / "cases.db", force)
    made.draft()
    return made


def test_a_case_in_order_says_nothing(team: Team) -> None:
    team.act("hr", c.Done("staff"))
    team.sign()
    assert team.gates() == {}
    team.publish()
    assert team.gates() == {}


def test_staff_are_told_before_it_goes_out(team: Team) -> None:
    assert team.gates() == {"employees-first": "warning"}
    assert team.gates("weibo") == {}
    team.sign()
    assert team.gates() == {"employees-first": "error"}
    team.act("hr", c.Done("staff"))
    assert team.gates() == {}


def test_staff_that_were_told_too_late_stay_on_record(team: Team) -> None:
    team.sign()
    team.publish()
    assert team.gates() == {"employees-first": "warning"}
    team.act("hr", c.Done("staff"))
    assert team.gates() == {"employees-first": "warning"}


def test_nobody_has_to_be_told_where_the_step_was_skipped(team: Team) -> None:
    team.act("lead", c.Skip("staff", "everybody was in the room"))
    team.sign()
    assert team.standing.staff_told is None
    assert team.gates() == {}


@pytest.mark.parametrize(
    ("platform", "speaks"),
    [("xiaohongshu", True), ("weibo", False), ("overseas", False)],
)
def test_it_is_answered_where_it_broke(team: Team, platform: str, speaks: bool) -> None:
    team.act("hr", c.Done("staff"))
    team.act("pr", c.RecordFacts((c.FactInput("ignition_platform", value=platform),)))
    assert team.gates() == ({"channel-where-broke": "warning"} if speaks else {})


def test_an_answer_outside_the_plan_counts(team: Team) -> None:
    team.act("hr", c.Done("staff"))
    team.act("pr", c.RecordFacts((c.FactInput("ignition_platform", value="zhihu"),)))
    team.sign()
    assert team.gates() == {"channel-where-broke": "warning"}
    team.publish("zhihu")
    assert team.gates() == {}


def test_whoever_wrote_it_does_not_sign_it(team: Team) -> None:
    team.act("hr", c.Done("staff"))
    team.sign("legal")
    assert team.gates() == {}
    team.sign("lead", by="pr")
    assert team.gates() == {"approval-complete": "warning"}
    assert team.standing.same_hand == ("lead",)


def test_a_signature_that_is_reported_is_that_of_the_other(team: Team) -> None:
    team.act("hr", c.Done("staff"))
    team.act("pr", c.Sign("d1", "legal", reported_for="wang", via="by phone"))
    assert team.standing.same_hand == ()


def test_out_without_a_signature(team: Team) -> None:
    team.act("hr", c.Done("staff"))
    team.sign("legal")
    team.publish(unapproved=True)
    assert team.standing.unsigned == ("lead",)
    assert team.gates() == {"approval-complete": "warning"}
    team.sign("lead")
    assert team.gates() == {}


def test_other_words_say_that_they_are_others(team: Team) -> None:
    team.act("hr", c.Done("staff"))
    team.sign()
    team.publish()
    team.draft("817 orders were cancelled")
    assert team.gates() == {"version-permanence": "warning"}
    assert team.gates("weibo") == {"version-permanence": "warning"}
    team.draft("817 orders were cancelled (correction: not 812)")
    assert team.gates() == {}


def test_a_version_that_never_went_out_is_not_replaced(team: Team) -> None:
    team.act("hr", c.Done("staff"))
    team.draft("817 orders were cancelled")
    assert team.gates() == {}


def test_a_text_that_names_an_hour_that_has_passed(team: Team) -> None:
    team.act("hr", c.Done("staff"))
    team.later(hours=5)
    assert team.gates() == {}
    team.later(hours=1)
    assert team.gates() == {"update-overdue": "error"}
    team.draft()
    assert team.gates() == {}


def test_an_update_that_was_promised_and_did_not_come(team: Team) -> None:
    team.act("hr", c.Done("staff"))
    team.sign()
    team.publish()
    team.later(hours=5)
    team.publish("app")
    assert team.gates() == {}
    team.later(hours=1)
    assert team.gates() == {"update-overdue": "warning"}
    assert team.standing.out


def test_the_next_words_keep_the_promise(team: Team) -> None:
    team.act("hr", c.Done("staff"))
    team.sign()
    team.publish()
    team.later(hours=5)
    team.draft("817 orders were cancelled (correction)", next_update_at=stamp(START + 6 * HOUR))
    team.sign()
    team.publish()
    team.later(hours=9)
    assert "update-overdue" not in team.gates()


HOUR = timedelta(hours=1)

"""The command line with a fixed user and host, on a store with fixed uids and salts."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from crisiskit.case.store import SqliteJournal
from crisiskit.desk.desk import Who
from crisiskit.desk.opening import Alarm, InForce, open_case
from crisiskit.playbook.catalogue import Catalogue
from crisiskit.workspace import Workspace
from tests.cli import incident
from tests.fakes.commandline import Cli

MACHINE = ("zhang", "desk-1")


def counting() -> Callable[[Path], SqliteJournal]:
    """Opens journals, each uid and salt the next number."""
    uids = (f"{number:032x}" for number in itertools.count(1))
    salts = (number.to_bytes(16, "big") for number in itertools.count(1))
    return lambda path: SqliteJournal(
        path, new_uid=lambda: next(uids), new_salt=lambda: next(salts)
    )


@dataclass(kw_only=True)
class SmallCli(Cli):
    """Opens cases of the small playbook without a file being read."""

    force: InForce

    def open(self, title: str = "Phones leaked", kind: str = "report", **alarm: Any) -> str:
        """A case of the small playbook; gives its code. A report is not reviewed."""
        self.later(seconds=1)
        templates = {
            name: source.replace("kind: report", f"kind: {kind}")
            for name, source in self.force.templates.items()
        }
        force = replace(self.force, templates=templates)
        asked = Alarm(title=title, zone="Asia/Shanghai", language="en", **alarm)
        store = SqliteJournal(self.store)
        desk = open_case(store, self.clock, Who("lead", *MACHINE), force, asked)
        store.close()
        return desk.case.code


PLAYBOOK = """
playbook: small
version: 1.0.0
title: {zh: 小事件, en: Small incident}
summary: {zh: 试验用, en: For tests}
signals: {zh: [小事], en: [small]}
responsibility: {likely: accidental}
lead: lead
facts: [company, event, people_affected, cause, parties]
duties: [cn.pipl.57]
phases:
  emergency:
    - id: call
      title: {zh: 召集, en: Call the team}
      do: {zh: 召集。, en: Call them.}
      role: lead
      due: {within: 30m, from: aware}
      checklist:
        - {id: phones, text: {zh: 打电话, en: Ring everybody}}
        - {id: room, text: {zh: 订会议室, en: Find a room}}
    - id: verify
      title: {zh: 核实, en: Verify the facts}
      do: {zh: 核实。, en: Verify.}
      role: security
      collect: [people_affected, cause]
    - id: contain
      needs: []
      title: {zh: 控制, en: Contain it}
      do: {zh: 控制。, en: Stop it.}
      role: security
      evidence: required
    - id: how-bad
      needs: [verify]
      title: {zh: 是否告知, en: Tell people or not}
      do: {zh: 决定。, en: Decide.}
      role: legal
      decide:
        question: {zh: 要告知吗？, en: "Must people be told?"}
        options:
          notify: {label: {zh: 告知, en: Tell them}}
          watch: {label: {zh: 观察, en: Watch}}
          again: {label: {zh: 重来, en: Verify again}, reopens: verify}
    - id: authority
      needs: []
      when: people_affected >= 1000
      title: {zh: 报告, en: Tell the authority}
      do: {zh: 报告。, en: Report.}
      role: legal
      due: {within: 2h, from: aware}
      notify: {to: [regulator], duty: cn.pipl.57}
    - id: write
      needs: []
      title: {zh: 起草, en: Write it}
      do: {zh: 写。, en: Write.}
      role: pr
      draft: {template: small, languages: [zh, en], channels: [weibo]}
    - id: sign
      title: {zh: 审批, en: Sign it}
      do: {zh: 审。, en: Sign.}
      role: pr
      approve: {draft: write, roles: [legal, lead], need: all, order: any}
    - id: release
      title: {zh: 发布, en: Publish it}
      do: {zh: 发。, en: Publish.}
      role: pr
      due: {within: 1h, from: aware}
      publish: {draft: write, channels: [weibo, app], audience: public}
  disposal:
    - id: review
      title: {zh: 复盘, en: Review}
      do: {zh: 看。, en: Look back.}
      role: lead
"""

TEMPLATE = """---
template: small
kind: report
title: Small statement
needs: [company, event]
uses: [people_affected]
channels: {weibo: 500}
---
{{ company }}: **{{ event }}**.
{%- if people_affected is confirmed %} {{ people_affected }}.{% endif %}
"""


@pytest.fixture(scope="session")
def force(tmp_path_factory: pytest.TempPathFactory) -> InForce:
    """The small playbook, compiled from a workspace."""
    root = tmp_path_factory.mktemp("workspace")
    files = {
        "crisiskit.yaml": "languages: [en]\ntimezone: Asia/Shanghai\n",
        "playbooks/small.yaml": PLAYBOOK,
        "templates/en/small.md.j2": TEMPLATE,
        "templates/zh/small.md.j2": TEMPLATE,
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    plan = Catalogue.open(Workspace(root)).plan("small")
    templates = {"en/small": TEMPLATE}
    return InForce(plan, templates, settings={"languages": ["en"]})


@pytest.fixture
def cli(tmp_path: Path, force: InForce) -> SmallCli:
    """The command line in an empty folder."""
    return SmallCli(
        tmp_path,
        tmp_path / "cases.db",
        environ={"NO_COLOR": "1"},
        machine=MACHINE,
        journal=counting(),
        force=force,
    )


@pytest.fixture(scope="session")
def leak() -> Callable[[Cli, str], str]:
    """Walks a data leak in a language until it can be closed; gives the code of the case."""
    return incident.leak

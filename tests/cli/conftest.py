"""The command line in process: a fixed clock, user and host, a store with fixed uids and salts."""

import io
import itertools
import json
import runpy
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crisiskit import language
from crisiskit.case.journal import Journal
from crisiskit.case.store import SqliteJournal
from crisiskit.cli import sit
from crisiskit.cli.main import run
from crisiskit.cli.options import Context
from crisiskit.clock import VirtualClock
from crisiskit.desk.desk import Who
from crisiskit.desk.opening import Alarm, InForce, open_case
from crisiskit.playbook.catalogue import Catalogue
from crisiskit.ui.prompter import Prompter
from crisiskit.ui.scripted import ScriptedPrompter
from crisiskit.workspace import Workspace

NOW = datetime(2026, 11, 21, 2, 10, 0, tzinfo=UTC)
"""10:10 on a Saturday in Shanghai."""


@dataclass
class Ended:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@dataclass
class Cli:
    """Types command lines; `clock.at` moves only when a test moves it.

    `run` is what a command line is handed to.
    """

    folder: Path
    store: Path
    force: InForce
    clock: VirtualClock = field(default_factory=lambda: VirtualClock(NOW))
    environ: dict[str, str] = field(default_factory=dict)
    run: Callable[..., int] = run

    def __call__(
        self,
        *argv: str,
        answers: Sequence[str] | None = None,
        prompter: Prompter | None = None,
        stdin: str = "",
        terminal: bool = False,
        **environ: str,
    ) -> Ended:
        out, err = (Terminal() if terminal else io.StringIO()), io.StringIO()
        code = self.run(
            argv,
            stdin=io.StringIO(stdin),
            stdout=out,
            stderr=err,
            environ={
                "CRISISKIT_LANG": "en",
                "CRISISKIT_STORE": str(self.store),
                "XDG_STATE_HOME": str(self.folder),
                "NO_COLOR": "1",
                "COLUMNS": "80",
                **self.environ,
                **environ,
            },
            cwd=self.folder,
            clock=self.clock,
            prompter=prompter if answers is None else ScriptedPrompter(answers),
        )
        return Ended(code, out.getvalue(), err.getvalue())

    def ok(self, *argv: str, **more: Any) -> Ended:
        """A command that must go well."""
        ended = self(*argv, **more)
        assert ended.code == 0, (argv, ended.err)
        return ended

    def data(self, *argv: str, **more: Any) -> Any:
        """What a command gives as JSON."""
        return self.ok(*argv, "--json", **more).json

    def later(self, **delta: float) -> None:
        """Let time pass."""
        self.clock.at += timedelta(**delta)

    def open(self, title: str = "Phones leaked", **alarm: Any) -> str:
        """A case of the small playbook; gives its code."""
        self.later(seconds=1)
        asked = Alarm(title=title, zone="Asia/Shanghai", language="en", **alarm)
        store = SqliteJournal(self.store)
        desk = open_case(store, self.clock, Who("lead", "zhang", "desk-1"), self.force, asked)
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
kind: holding
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
def cli(tmp_path: Path, force: InForce, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cli]:
    uids = (f"{number:032x}" for number in itertools.count(1))
    salts = (number.to_bytes(16, "big") for number in itertools.count(1))
    store = tmp_path / "cases.db"
    opened: list[SqliteJournal] = []

    def journal(_context: Context) -> Journal:
        from crisiskit.case.location import store_path

        path = store_path(_context.store, _context.environ, _context.cwd)
        opened.append(SqliteJournal(path, new_uid=lambda: next(uids), new_salt=lambda: next(salts)))
        return opened[-1]

    monkeypatch.setattr(sit, "journal", journal)
    monkeypatch.setattr(sit, "machine", lambda _environ: ("zhang", "desk-1"))
    yield Cli(tmp_path, store, force)
    for one in opened:
        one.close()
    language.speak("en")


@pytest.fixture(scope="session")
def leak() -> Callable[[Cli, str], str]:
    """Walks a data leak in a language until it can be closed; gives the code of the case."""
    found: Callable[[Cli, str], str] = runpy.run_path(str(Path(__file__).with_name("incident.py")))[
        "leak"
    ]
    return found

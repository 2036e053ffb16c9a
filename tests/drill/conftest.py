"""What the tests of the rehearsal share: the bundled catalogue, and a small playbook of its own."""

from collections.abc import Callable
from pathlib import Path

import pytest

from crisiskit.drill.outcome import Judged, play
from crisiskit.drill.replay import Rehearsal
from crisiskit.playbook.catalogue import Catalogue
from crisiskit.scenario.reading import Scenario, of
from crisiskit.yamlfile import parse

PLAYBOOK = """\
playbook: small
version: 1.0.0
title: {zh: 小预案, en: Small}
summary: {zh: 测试用, en: For tests}
signals: {zh: [测试], en: [test]}
lead: lead
facts: [company, people_affected, signatory]
duties: [cn.pipl.57]
phases:
  emergency:
    - id: look
      title: {zh: 看, en: Look}
      do: {zh: 看一眼, en: Have a look}
      role: lead
      takes: 5m
      due: {within: 1h, from: opened}
    - id: call
      title: {zh: 判断, en: Judge}
      do: {zh: 判断一下, en: Judge it}
      role: lead
      takes: 5m
      decide:
        question: {zh: 说吗？, en: "Speak?"}
        options:
          speak: {label: {zh: 说, en: Speak}}
          wait: {label: {zh: 等, en: Wait}}
          again: {label: {zh: 再看, en: Look again}, reopens: look}
    - id: tell
      needs: [call]
      when: call == 'speak'
      title: {zh: 告知, en: Tell}
      do: {zh: 报告, en: Report}
      role: legal
      takes: 5m
      notify: {to: [regulator], duty: cn.pipl.57}
      due: {within: 2h, from: opened}
    - id: words
      needs: [call]
      when: call == 'speak'
      title: {zh: 文稿, en: Words}
      steps:
        - id: write
          title: {zh: 写, en: Write}
          do: {zh: 写, en: Write}
          role: pr
          takes: 5m
          draft: {template: short, languages: [zh], channels: [weibo]}
        - id: sign
          title: {zh: 批, en: Sign}
          do: {zh: 批, en: Sign}
          role: legal
          takes: 5m
          approve: {draft: write, roles: [legal], need: all, order: any}
        - id: out
          title: {zh: 发, en: Publish}
          do: {zh: 发, en: Publish}
          role: pr
          takes: 5m
          publish: {draft: write, channels: [weibo, app], audience: public}
          due: {within: 3h, from: opened}
    - id: quiet
      needs: [call]
      when: call == 'wait'
      title: {zh: 不说, en: Stay quiet}
      do: {zh: 记下理由, en: Note the reason}
      role: lead
      takes: 5m
"""

TEMPLATE = """\
---
template: short
kind: report
title: 短
needs: [company]
uses: [people_affected, signatory]
channels: {weibo: 2000, app: 2000}
---
{{ company }}{% if people_affected is confirmed %}，{{ people_affected }}{% endif %}
"""

HEAD = """\
scenario: case
playbook: small
title: {zh: 测试, en: Test}
timezone: Asia/Shanghai
opened: 2026-03-03T09:00
severity: P3
roster: {lead: 负责人, legal: 法务, pr: 公关}
"""


@pytest.fixture(scope="session")
def bundled() -> Catalogue:
    """The files that come with crisiskit."""
    return Catalogue.open()


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The bundled files and one small playbook with its template, a report: not reviewed."""
    return _files(tmp_path_factory.mktemp("small"), TEMPLATE)


def _files(root: Path, template: str) -> Catalogue:
    (root / "playbooks").mkdir()
    (root / "playbooks" / "small.yaml").write_text(PLAYBOOK, encoding="utf-8")
    (root / "templates" / "zh").mkdir(parents=True)
    (root / "templates" / "zh" / "short.md.j2").write_text(template, encoding="utf-8")
    return Catalogue.open(extra_paths=[root])


@pytest.fixture
def reviewed(tmp_path: Path) -> Callable[[str], tuple[Rehearsal, tuple[Judged, ...]]]:
    """Plays a scenario whose document is a statement, and a bad one."""
    files = _files(tmp_path, TEMPLATE.replace("kind: report", "kind: holding"))
    return lambda body: play(of(parse(HEAD + body, "case.yaml")), files)


@pytest.fixture(scope="session")
def played(small: Catalogue) -> Callable[[str], tuple[Rehearsal, tuple[Judged, ...]]]:
    """Plays a scenario of the small playbook, given without its head."""

    def play_it(body: str) -> tuple[Rehearsal, tuple[Judged, ...]]:
        return play(of(parse(HEAD + body, "case.yaml")), small)

    return play_it


@pytest.fixture(scope="session")
def judged(
    played: Callable[[str], tuple[Rehearsal, tuple[Judged, ...]]],
) -> Callable[[list[str], str], Judged]:
    """Plays acts, each a line of the file, and gives the judgement on one expectation."""

    def judge_it(acts: list[str], expected: str) -> Judged:
        lines = "".join(f"\n  - {{{act}}}" for act in acts) or " []"
        _rehearsal, findings = played(f"then:{lines}\nexpect:\n  - {{{expected}}}\n")
        return findings[0]

    return judge_it


@pytest.fixture(scope="session")
def written() -> Callable[[str], Scenario]:
    """Reads a whole scenario from its text."""
    return lambda text: of(parse(text, "case.yaml"))


@pytest.fixture(scope="session")
def head() -> str:
    """What every small scenario begins with."""
    return HEAD


@pytest.fixture(scope="session")
def drills() -> dict[str, Path]:
    """The bundled scenarios by id."""
    folder = Path(__file__).parents[2] / "playbooks" / "drills"
    return {path.stem: path for path in sorted(folder.glob("*.yaml"))}

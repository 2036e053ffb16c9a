"""Lint: every kind of file, in folders and workspaces."""

from pathlib import Path

import pytest

from crisiskit.check import Diagnostic
from crisiskit.lint import lint_paths
from crisiskit.workspace import bundled_root

PLAYBOOK = """\
playbook: mine
version: 1.0.0
reviewed: 2026-11-21
title: 测试
summary: 何时用
signals: {zh: [测试], en: [test]}
lead: lead
phases:
  prevention: [{id: train, title: 培训, role: lead}]
  disposal: [{id: repair, title: 补救, role: lead}]
  recovery:
    - {id: review, title: 复盘, role: lead, due: {within: 14d, from: "phase:recovery"}}
  emergency:
    - {id: watch, title: 监测, role: social, repeat: {every: 1h, until: closed}}
    - id: tell
      title: 告知
      role: cs
      due: {within: 1h, from: aware}
      notify: {to: [staff, affected]}
    - id: write
      title: 起草
      role: pr
      collect: [event, next_update_at]
      draft: {template: holding, languages: [zh], channels: [weibo]}
    - {id: sign, title: 审批, role: pr, approve: {draft: write, roles: [legal]}}
    - id: release
      title: 发布
      role: pr
      due: {within: 1h, from: aware}
      publish: {draft: write, channels: [weibo], audience: public}
    - {id: first, title: 第一步, role: lead}
    - {id: second, title: 第二步, role: lead}
"""
ROSTER = "".join(
    f'{role}: [{{name: {role} 甲, phone: "110"}}, {{name: {role} 乙, phone: "120"}}]\n'
    for role in ("lead", "pr", "legal", "cs", "social")
)
TEMPLATE = "---\ntemplate: note\nkind: qa\ntitle: 说明\nneeds: [cause]\n---\n原因：{{ cause }}\n"
CONSTANTS = """\
languages: [zh]
facts:
  company: 星河
  hotline: 400-000-0000
  signatory: 陈安
  media_contact: 公关部
  staff_contact: 人力部
"""
CHECKLIST = "checklist: c\ntitle: t\nitems: [{id: a, text: b}]\n"
SCENARIO = """\
scenario: script
playbook: mine
title: 脚本
timezone: Asia/Shanghai
opened: 2026-03-10T02:00
roster: {lead: 陈安}
languages: [zh]
country: CN
then: []
expect: [{closed: false}]
"""


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path / "crisiskit.yaml", CONSTANTS)
    write(tmp_path / "roster.yaml", ROSTER)
    write(tmp_path / "playbooks/mine.yaml", PLAYBOOK)
    write(tmp_path / "playbooks/parts/p.yaml", "part: p\ntitle: t\nsteps: [{id: a, title: b}]\n")
    write(tmp_path / "playbooks/drills/script.yaml", SCENARIO)
    write(tmp_path / "playbooks/shared/facts.yaml", "")
    write(tmp_path / "playbooks/shared/checklists/c.yaml", CHECKLIST)
    write(tmp_path / "templates/zh/note.md.j2", TEMPLATE)
    return tmp_path


def rules(found: list[Diagnostic]) -> list[str]:
    return [finding.rule for finding in found]


def test_a_workspace_that_is_in_order(root: Path) -> None:
    assert lint_paths([root]) == []


def test_what_comes_with_crisiskit_is_in_order() -> None:
    assert lint_paths([bundled_root()]) == []


@pytest.mark.parametrize(
    ("path", "text", "rule"),
    [
        ("crisiskit.yaml", "facts: {compny: 星河}\n", "unknown-name"),
        ("crisiskit.yaml", "facts: {people_affected: 3}\n", "fact-form"),
        ("crisiskit.yaml", "language: [zh]\n", "unknown-key"),
        ("crisiskit.yaml", "facts: [company]\n", "wrong-kind"),
        ("crisiskit.yaml", "policy: {approvals: {public: [leegal]}}\n", "unknown-name"),
        ("crisiskit.yaml", "policy: {reach: {staff: [intrnet]}}\n", "unknown-name"),
        ("crisiskit.yaml", "policy: {answer_on: [zhhu]}\n", "unknown-name"),
        ("crisiskit.yaml", "policy: {approvals: {everybody: [legal]}}\n", "unknown-name"),
        ("roster.yaml", "leader: [{name: 陈安}]\n", "unknown-name"),
        ("playbooks/mine.yaml", PLAYBOOK.replace("role:", "roel:", 1), "unknown-key"),
        ("playbooks/mine.yaml", PLAYBOOK + "playbook: b\n", "duplicate-key"),
        ("playbooks/parts/p.yaml", "part: q\ntitle: t\nsteps: [{id: a}]\n", "id-is-file-name"),
        ("playbooks/drills/script.yaml", SCENARIO.replace(": mine", ": nine"), "unknown-name"),
        ("playbooks/drills/script.yaml", SCENARIO + "expects: []\n", "unknown-key"),
        (
            "playbooks/drills/script.yaml",
            SCENARIO.replace("{closed: false}", "{met: thrid}"),
            "unknown-name",
        ),
        (
            "playbooks/drills/script.yaml",
            SCENARIO.replace("02:00", "31:00"),
            "bad-form",
        ),
        ("playbooks/shared/facts.yaml", "a: {type: text}\n", "missing-key"),
        (
            "playbooks/shared/checklists/c.yaml",
            "checklist: d\ntitle: t\nitems: [a]\n",
            "id-is-file-name",
        ),
        ("playbooks/empty.yaml", "", "missing-key"),
        (
            "playbooks/shared/severity.yaml",
            "severity: [{id: x, label: x, levels: {P1: {when: nobody > 3, text: x}}}]\n",
            "condition-type",
        ),
        ("playbooks/mine.yaml", PLAYBOOK.replace("summary: 何时用", "summary: ="), "yaml-portable"),
        ("playbooks/mine.yaml", PLAYBOOK.replace("1.0.0", "2026-02-30"), "yaml-portable"),
    ],
)
def test_each_kind_of_file_is_held_against_its_format(
    root: Path, path: str, text: str, rule: str
) -> None:
    write(root / path, text)
    found = lint_paths([root])
    assert rule in rules(found)
    assert all(finding.path == str(root / path) for finding in found if finding.rule == rule)


@pytest.mark.parametrize(
    ("steps", "message"),
    [
        ("needs: [nowhere]", "nowhere"),
        ("needs: [second]", "first"),
    ],
)
def test_steps_that_dangle_or_wait_for_each_other(root: Path, steps: str, message: str) -> None:
    write(
        root / "playbooks/mine.yaml",
        PLAYBOOK.replace("第一步, role: lead", f"第一步, role: lead, {steps}"),
    )
    (finding,) = lint_paths([root])
    assert message in finding.message
    assert finding.line == PLAYBOOK[: PLAYBOOK.index("{id: first")].count("\n") + 1
    assert not finding.unusable


def test_templates_are_held_against_the_facts(root: Path) -> None:
    write(root / "templates/zh/note.md.j2", TEMPLATE.replace("cause", "nobody_knows"))
    found = lint_paths([root])
    assert found
    assert {finding.path for finding in found} == {str(root / "templates/zh/note.md.j2")}


def test_a_single_file_is_seen_with_what_lies_around_it(root: Path) -> None:
    path = root / "playbooks/mine.yaml"
    write(path, PLAYBOOK + "    - {id: third, use: p, role: lead}\n")
    assert lint_paths([path]) == []


def test_a_file_named_that_is_none_of_ours(tmp_path: Path) -> None:
    path = write(tmp_path / "compose.yaml", "services: {}\n")
    (finding,) = lint_paths([path])
    assert (finding.rule, finding.unusable) == ("unknown-kind", True)


def test_in_a_folder_what_is_none_of_ours_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path / "compose.yaml", "services: &x {}\nother: *x\n")
    write(tmp_path / ".hidden/a.yaml", "playbook: a\n")
    write(tmp_path / "sub/mine.yaml", PLAYBOOK.replace("role: lead", "role: leed"))
    found = lint_paths([tmp_path])
    assert {finding.path for finding in found} == {str(tmp_path / "sub/mine.yaml")}


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    (finding,) = lint_paths([tmp_path / "none.yaml"])
    assert (finding.rule, finding.unusable) == ("unreadable", True)


def test_names_that_some_systems_take_for_one(root: Path) -> None:
    write(root / "playbooks/Mine.yaml", PLAYBOOK)
    if len(list((root / "playbooks").glob("*ine.yaml"))) < 2:
        pytest.skip("this file system keeps one of the two")
    assert "same-name" in rules(lint_paths([root]))


def test_no_file_is_told_twice(root: Path) -> None:
    write(root / "playbooks/mine.yaml", PLAYBOOK.replace("version: 1.0.0\n", ""))
    once = lint_paths([root])
    assert lint_paths([root, root / "playbooks/mine.yaml", root / "playbooks"]) == once


def test_an_include_nobody_has_is_found(tmp_path: Path) -> None:
    """Also one that tries to leave the folder of templates."""
    folder = tmp_path / "templates" / "zh"
    folder.mkdir(parents=True)
    (tmp_path / "playbooks").mkdir()
    for name, target in (("one", "shared/nobody"), ("two", "../../etc/passwd")):
        (folder / f"{name}.md.j2").write_text(
            f"---\ntemplate: {name}\nkind: internal\ntitle: 甲\nneeds: []\n---\n"
            f"{{% include '{target}' %}}\n",
            encoding="utf-8",
        )
    found = lint_paths([tmp_path])
    assert {Path(one.path).name for one in found} == {"one.md.j2", "two.md.j2"}

"""Playbooks of a few steps, and what lint finds in them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from crisiskit.check import Diagnostic
from crisiskit.lint import lint_paths

HEAD = """\
playbook: {name}
version: 1.0.0
title: {{zh: 示例, en: Example}}
summary: {{zh: 示例预案。, en: A playbook for an example.}}
signals: {{zh: [示例], en: [example]}}
lead: lead
facts:
  - {{id: fa, type: yes-no, bucket: event, label: {{zh: 甲, en: a}}, ask: {{zh: 甲？, en: a}}}}
  - {{id: fb, type: yes-no, bucket: event, label: {{zh: 乙, en: b}}, ask: {{zh: 乙？, en: b}}}}
phases:
"""

Find = Callable[..., list[Diagnostic]]


def playbook(name: str = "mine", **phases: str) -> str:
    """A playbook with these lists of steps, one step a line; what a step needs not is added."""
    text = HEAD.format(name=name)
    for phase, lines in phases.items():
        text += f"  {phase}:\n"
        for line in lines.strip().splitlines():
            indent = " " * (4 + len(line) - len(line.lstrip()))
            text += f"{indent}- {{{_titled(line.strip())}}}\n"
    return text


def _titled(line: str) -> str:
    if "use:" in line:
        return line
    title = "title: {zh: 一步, en: A step}"
    return f"{line}, {title}" if "role:" in line else f"{line}, {title}, role: lead"


@pytest.fixture
def find(tmp_path: Path) -> Find:
    """What lint finds of some rules in a playbook of these phases."""

    def found(*rules: str, roster: str = "", settings: str = "", **phases: str) -> list[Diagnostic]:
        (tmp_path / "playbooks").mkdir(exist_ok=True)
        (tmp_path / "crisiskit.yaml").write_text(settings or "languages: [zh, en]\n", "utf-8")
        (tmp_path / "playbooks/mine.yaml").write_text(playbook(**phases), "utf-8")
        if roster:
            (tmp_path / "roster.yaml").write_text(roster, "utf-8")
        findings = lint_paths([tmp_path])
        broken = [f for f in findings if f.rule in {"yaml-syntax", "unknown-key", "bad-value"}]
        assert not broken, broken
        return [finding for finding in findings if finding.rule in rules]

    return found

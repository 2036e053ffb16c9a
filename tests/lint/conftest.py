"""A team's folder that lints clean, to be broken in one place."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from crisiskit.check import Diagnostic
from crisiskit.lint import lint_paths
from crisiskit.lint.rules import TABLE

TODAY = date(2026, 11, 28)

OF_THE_COURSE = frozenset({"graph", "time", "people", "crisis"})
"""Categories of rules about what happens in which order, and who does it."""

HEAD = """\
playbook: mine
version: 1.0.0
reviewed: 2026-11-21
title: {zh: 停电, en: Power cut}
summary: {zh: 门店停电。, en: Our shops are without power.}
signals: {zh: [停电], en: [power cut]}
lead: lead
phases:
  emergency:
"""
SETTINGS = """\
languages: [zh, en]
facts:
  company: {zh: 云杉, en: Spruce}
  hotline: {zh: "400-000-0000", en: "+86 400 000 0000"}
  signatory: {zh: 陈安, en: An Chen}
  media_contact: {zh: 公关部, en: the press office}
  staff_contact: {zh: 人力部, en: Human Resources}
"""


class Team:
    """A workspace; `found` are the names of the rules that speak, by file."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.write("crisiskit.yaml", SETTINGS)
        self.steps("- {id: verify, title: {zh: 核实, en: Verify}, role: lead}")

    def write(self, name: str, text: str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
        return path

    def steps(self, text: str, head: str = HEAD) -> Path:
        lines = text.strip("\n").splitlines()
        return self.write("playbooks/mine.yaml", head + "".join(f"    {line}\n" for line in lines))

    def lint(self, today: date | None = TODAY) -> list[Diagnostic]:
        """What is said of files, words, templates and the workspace.

        The course of its one step is what `plans/` and `test_paths.py` are about.
        """
        found = lint_paths([self.root], today)
        return [one for one in found if TABLE[one.rule].category not in OF_THE_COURSE]

    def found(self) -> list[str]:
        return [finding.rule for finding in self.lint()]

    def only(self, rule: str) -> Diagnostic:
        (finding,) = self.lint()
        assert finding.rule == rule
        return finding


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return Team(tmp_path)


Write = Callable[[str, str], Path]

"""Every rule has a page, and the examples on it do what the page says."""

import os
import re
from datetime import date
from pathlib import Path

import pytest

from crisiskit.check import Diagnostic, baseline
from crisiskit.check.judging import Lived, judge
from crisiskit.check.pages import CHINESE, CONFIGURE, CORRECT, PROBLEMATIC, WHY, Page, read
from crisiskit.check.rules import Rule
from crisiskit.check.selection import Selection, Wish
from crisiskit.check.sources import Sources
from crisiskit.lint import examine
from crisiskit.lint.rules import TABLE

TODAY = date(2026, 11, 28)

PAGES = Path(__file__).parents[2] / "docs" / "rules"

FENCE = re.compile(r"^```(\w+) (steps|file=\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
"""An example: a file of a workspace, or the steps of the emergency phase of a playbook."""

AROUND = """\
playbook: example
version: 1.0.0
title: {zh: 示例, en: Example}
summary: {zh: 示例预案。, en: A playbook for an example.}
signals: {zh: [示例], en: [example]}
responsibility: {likely: preventable}
lead: lead
phases:
  emergency:
"""


def pages() -> list[Rule]:
    return list(TABLE)


def page_of(rule: Rule) -> Page:
    return read(PAGES, rule.name)


@pytest.mark.parametrize("rule", pages(), ids=lambda rule: rule.name)
def test_every_rule_has_a_page_in_both_languages(rule: Rule) -> None:
    page = page_of(rule)
    assert page.heading == f"{rule.code} {rule.name}"
    assert all(page.titles.values())
    assert re.search(r"[\u4e00-\u9fff]", page.titles["zh"])
    headings = {WHY, CHINESE[WHY], PROBLEMATIC, CORRECT, CONFIGURE, CHINESE[CONFIGURE]}
    assert set(page.sections) == headings
    assert all(page.sections.values())


@pytest.mark.parametrize("rule", pages(), ids=lambda rule: rule.name)
def test_the_examples_of_a_page_break_and_keep_its_rule(rule: Rule, tmp_path: Path) -> None:
    page = page_of(rule)
    wrong = found(page.sections[PROBLEMATIC], tmp_path / "wrong")
    assert rule.name in {finding.rule for finding in wrong}, wrong
    right = found(page.sections[CORRECT], tmp_path / "right")
    assert rule.name not in {finding.rule for finding in right}, right


def test_no_page_is_of_a_rule_that_is_gone() -> None:
    assert {path.stem for path in PAGES.glob("*.md")} == {rule.name for rule in TABLE}


def found(section: str, root: Path) -> list[Diagnostic]:
    """What lint finds in the examples of a section."""
    examples = FENCE.findall(section)
    assert examples, "no example with `file=` or `steps`"
    (root / "playbooks").mkdir(parents=True)
    (root / "crisiskit.yaml").write_text("languages: [zh, en]\n", encoding="utf-8")
    for _language, where, text in examples:
        name = where.removeprefix("file=") if where != "steps" else "playbooks/example.yaml"
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text if where != "steps" else AROUND + indented(text), encoding="utf-8")
    return told(root)


def told(root: Path) -> list[Diagnostic]:
    """What a run with every rule tells, with the baseline if the example has one."""
    everything = Selection(TABLE, [Wish(profile="strict")])
    file = root / baseline.FILE
    lived = None
    if file.exists():
        known = baseline.read(file.read_text("utf-8"), str(file))
        lived = Lived(str(file), known, lambda _entry: True)
    return judge(
        examine([root]),
        TABLE,
        everything,
        TODAY,
        Sources(),
        lambda path: os.path.relpath(path, root),
        lived,
    )


def indented(steps: str) -> str:
    return "".join(f"    {line}\n" if line else "\n" for line in steps.splitlines())

"""Every rule has a page, and the examples on it do what the page says."""

import os
import re
import runpy
from collections.abc import Callable, Iterator
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
from crisiskit.review.rules import TABLE as REVIEW

TODAY = date(2026, 11, 28)

PAGES = Path(__file__).parents[2] / "docs" / "rules"
ATTACKS = Path(__file__).parents[1] / "security" / "corpus.py"

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

PLAYBOOK = AROUND + "    - {id: verify, title: {zh: 核实, en: Verify}, role: lead}\n"
TEMPLATE = """\
---
template: note
kind: status
title: 说明
needs: [company]
---
"""


def moved_away(root: Path) -> None:
    (root / "playbooks/example.yaml").symlink_to(root / "old/example.yaml")


def folder(root: Path) -> None:
    (root / "playbooks/example.yaml").mkdir()


def link_outside(root: Path) -> None:
    (root.parent / "example.yaml").write_text(PLAYBOOK, encoding="utf-8")
    (root / "playbooks/example.yaml").symlink_to(root.parent / "example.yaml")


def link_inside(root: Path) -> None:
    (root / "drafts").mkdir()
    (root / "drafts/example.yaml").write_text(PLAYBOOK, encoding="utf-8")
    (root / "playbooks/example.yaml").symlink_to(root / "drafts/example.yaml")


def roster_in(encoding: str) -> Callable[[Path], None]:
    text = "lead: [{name: 王芳}]\n"
    return lambda root: write(root / "roster.yaml", text, encoding)


def playbook(extra: str = "") -> Callable[[Path], None]:
    return lambda root: write(root / "playbooks/example.yaml", PLAYBOOK + extra)


def template(body: str) -> Callable[[Path], None]:
    return lambda root: write(root / "templates/zh/note.md.j2", TEMPLATE + body)


BUILT: dict[str, tuple[Callable[[Path], object], Callable[[Path], object]]] = {
    "unreadable": (moved_away, playbook()),
    "not-a-file": (folder, playbook()),
    "outside-root": (link_outside, link_inside),
    "encoding": (roster_in("gb18030"), roster_in("utf-8")),
    "too-large": (playbook("#" * (1 << 20)), playbook()),
    "template-too-large": (template("{{ company }}" * 6000), template("{{ company }}")),
    "trailing-blanks": (playbook("    # …   \n"), playbook("    # …\n")),
    "final-newline": (playbook("    # …"), playbook()),
    "line-ends": (playbook("    # …\r\n"), playbook()),
}
"""What no page can show as text (a link, bytes, a great size): the two workspaces, as built here.

The page shows a listing of the same instead.
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
    wrong = found(rule, page, PROBLEMATIC, tmp_path / "wrong")
    assert rule.name in {finding.rule for finding in wrong}, wrong
    right = found(rule, page, CORRECT, tmp_path / "right")
    assert rule.name not in {finding.rule for finding in right}, right


def test_no_page_is_of_a_rule_that_is_gone() -> None:
    assert {path.stem for path in PAGES.glob("*.md")} == {rule.name for rule in (*TABLE, *REVIEW)}


def test_whatever_is_said_is_said_by_a_rule_of_the_table(tmp_path: Path) -> None:
    """By its name and with its severity; else no page and no setting would hold for it."""
    said = {(finding.rule, finding.severity) for finding in everything(tmp_path)}
    assert said - {(rule.name, rule.severity) for rule in TABLE} == set()


def everything(root: Path) -> Iterator[Diagnostic]:
    """What lint finds in the examples of every page, and in every hostile file there is."""
    for rule in TABLE:
        yield from found(rule, page_of(rule), PROBLEMATIC, root / rule.name)
    corpus = runpy.run_path(str(ATTACKS))
    for number, content in enumerate(corpus["YAML"].values()):
        (root / "playbooks").mkdir(exist_ok=True)
        (root / f"playbooks/yaml-{number}.yaml").write_bytes(content)
    for number, text in enumerate(corpus["PLAYBOOKS"].values()):
        write(root / f"playbooks/evil-{number}.yaml", text.replace("evil", f"evil-{number}", 1))
    for number, body in enumerate(corpus["TEMPLATES"]):
        write(root / f"templates/zh/t{number}.md.j2", corpus["TEMPLATE_HEAD"] + body)
    yield from told(root)


def found(rule: Rule, page: Page, section: str, root: Path) -> list[Diagnostic]:
    """What lint finds in the examples of a section, or in what is built instead of them."""
    (root / "playbooks").mkdir(parents=True)
    write(root / "crisiskit.yaml", "languages: [zh, en]\n")
    examples = FENCE.findall(page.sections[section])
    if rule.name in BUILT:
        assert not examples, "an example that is written needs no building"
        assert "```console" in page.sections[section]
        BUILT[rule.name][section == CORRECT](root)
        return told(root)
    assert examples, "no example with `file=` or `steps`"
    for _language, where, text in examples:
        if where == "steps":
            write(root / "playbooks/example.yaml", AROUND + indented(text))
        else:
            write(root / where.removeprefix("file="), text)
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
        examine([root], today=TODAY),
        TABLE,
        everything,
        TODAY,
        Sources(),
        lambda path: os.path.relpath(path, root),
        lived,
    )


def write(path: Path, text: str, encoding: str = "utf-8") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding=encoding)


def indented(steps: str) -> str:
    return "".join(f"    {line}\n" if line else "\n" for line in steps.splitlines())

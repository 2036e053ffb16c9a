"""The catalogue: which playbooks there are, overriding, and loading them."""

from pathlib import Path

import pytest

from crisiskit.errors import FileError, UsageError
from crisiskit.playbook.catalogue import Catalogue
from crisiskit.workspace import Workspace

PLAYBOOK = """\
playbook: {id}
version: 1.0.0
title: {{zh: 测试, en: Test}}
summary: {{zh: 何时用, en: When}}
signals: {{zh: [测试]}}
lead: lead
facts:
  - {{id: own_fact, type: text, bucket: event, label: 自己的, ask: 什么？}}
phases:
  emergency:
    - {{id: first, title: 第一步, role: lead, collect: [own_fact]}}
    - {{id: second, use: quick, with: {{members: 法务}}}}
"""
PART = """\
part: quick
title: 一步
params: {members: {type: text}}
steps:
  - {id: call, title: 叫人, do: 叫 $members, role: lead}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for folder in (
        "playbooks/parts",
        "playbooks/shared/checklists",
        "playbooks/drills",
        "templates/zh/shared",
    ):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "crisiskit.yaml").touch()
    write(tmp_path / "playbooks/mine.yaml", PLAYBOOK.format(id="mine"))
    write(tmp_path / "playbooks/parts/quick.yaml", PART)
    return tmp_path


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def opened(root: Path) -> Catalogue:
    return Catalogue.open(Workspace(root))


def test_bundled_playbooks_all_load() -> None:
    catalogue = Catalogue.open()
    assert catalogue.ids()
    for name in catalogue.ids():
        assert catalogue.load(name).findings == ()
        assert catalogue.plan(name).playbook == name


def test_the_workspace_adds(root: Path) -> None:
    catalogue = opened(root)
    entry = next(entry for entry in catalogue.entries() if entry.id == "mine")
    assert (entry.title["en"], entry.origin) == ("Test", "workspace")
    assert entry.signals["zh"] == ("测试",)
    assert set(catalogue.plan("mine").steps) == {"first", "second.call"}
    assert "own_fact" in catalogue.fact_ids()


def test_the_workspace_overrides_playbooks_parts_templates_and_words(root: Path) -> None:
    bundled = Catalogue.open()
    name = bundled.ids()[0]
    write(root / f"playbooks/{name}.yaml", PLAYBOOK.format(id=name))
    write(root / "templates/zh/holding.md.j2", "我们的")
    write(root / "templates/zh/shared/own.md.j2", "片段")
    write(root / "playbooks/shared/roles.yaml", "lead: {label: 总指挥, about: 管事}\n")
    catalogue = opened(root)
    assert catalogue.plan(name).title["en"] == "Test"
    assert catalogue.templates()["zh", "holding"].text == "我们的"
    assert catalogue.templates()["zh", "shared/own"].path.endswith("own.md.j2")
    assert catalogue.dictionary.roles["lead"]["zh"] == "总指挥"
    assert set(catalogue.dictionary.roles) == set(bundled.dictionary.roles)
    assert catalogue.ids().count(name) == 1


def test_further_paths_may_be_a_folder_or_a_playbook(root: Path, tmp_path: Path) -> None:
    assert "mine" in Catalogue.open(extra_paths=[root]).ids()
    lone = tmp_path / "lone.yaml"
    write(lone, "\n".join(PLAYBOOK.format(id="lone").splitlines()[:-1]))
    assert Catalogue.open(extra_paths=[lone]).plan("lone").playbook == "lone"


def test_an_unknown_playbook_names_the_nearest(root: Path) -> None:
    with pytest.raises(UsageError) as caught:
        opened(root).load("mien")
    assert caught.value.hint is not None
    assert "mine" in caught.value.hint


def test_a_playbook_that_is_none_gives_findings_and_an_entry(root: Path) -> None:
    write(root / "playbooks/broken.yaml", "playbook: broken\nphases: {}\n")
    catalogue = opened(root)
    loaded = catalogue.load("broken")
    assert loaded.plan is None
    assert {finding.rule for finding in loaded.findings} == {"missing-key"}
    entry = next(entry for entry in catalogue.entries() if entry.id == "broken")
    assert entry.title["zh"] == "broken"


def test_the_error_of_a_plan_has_all_that_is_wrong(root: Path) -> None:
    wrong = (
        PLAYBOOK.format(id="mine")
        .replace("role: lead", "role: leed")
        .replace("lead: lead", "lead: led")
    )
    write(root / "playbooks/mine.yaml", wrong)
    with pytest.raises(FileError) as caught:
        opened(root).plan("mine")
    assert caught.value.line == 6
    assert "led" in caught.value.message
    assert caught.value.hint is not None
    assert "leed" in caught.value.hint


def test_the_id_is_the_name_of_the_file(root: Path) -> None:
    write(root / "playbooks/other.yaml", PLAYBOOK.format(id="mine"))
    (finding,) = opened(root).load("other").findings
    assert (finding.rule, finding.line) == ("id-is-file-name", 1)


def test_a_part_that_cannot_be_read_is_told_in_its_own_file(root: Path) -> None:
    write(root / "playbooks/parts/quick.yaml", PART + "extra: x\n")
    (finding,) = opened(root).load("mine").findings
    assert finding.rule == "unknown-key"
    assert finding.path.endswith("quick.yaml")


def test_a_template_that_nobody_has_is_told(root: Path) -> None:
    draft = "\n    - {id: w, title: 写, role: pr, draft: {template: holdin, languages: [zh]}}\n"
    write(root / "playbooks/mine.yaml", PLAYBOOK.format(id="mine").rstrip() + draft)
    (finding,) = opened(root).load("mine").findings
    assert "holding" in str(finding.hint)


def test_a_dictionary_that_cannot_be_used_stops_its_playbooks(root: Path) -> None:
    write(root / "playbooks/shared/facts.yaml", "cause: {type: text}\n")
    catalogue = opened(root)
    assert {one.rule for one in catalogue.load("mine").findings} == {"missing-key"}


def test_scenarios_are_listed_unread(root: Path) -> None:
    write(root / "playbooks/drills/first.yaml", "no scenario")
    assert opened(root).scenarios()["first"].path.name == "first.yaml"


def test_checklists_of_the_dictionary(root: Path) -> None:
    path = root / "playbooks/shared/checklists/own.yaml"
    write(
        path,
        "checklist: own\ntitle: t\nof: press_at\n"
        "items: [一, {id: b, text: 二, when: known(cause)}]\n",
    )
    checklist = opened(root).dictionary.checklists["own"]
    assert [item.id for item in checklist.items] == ["1", "b"]
    assert checklist.items[1].when is not None
    for wrong in (
        "items: [{id: a, text: x}, {id: a, text: y}]",
        "items: [{id: a, text: x, when: a(}]",
    ):
        write(path, f"checklist: own\ntitle: t\n{wrong}\n")
        with pytest.raises(FileError):
            opened(root).dictionary  # noqa: B018 - reading it is what is tested

"""lint, test, playbooks and templates."""

import json
from typing import Any

Cli = Any

SCENARIO = """
scenario: small-one
playbook: general
title: {zh: 小演练, en: A small drill}
timezone: Asia/Shanghai
opened: 2026-03-02T09:00
anchors: {aware: 2026-03-02T09:00}
roster: {lead: 组长}
facts: {}
then:
  - {at: 2026-03-02T09:10, as: lead, do: note, text: 开始}
expect:
  - {closed: EXPECTED}
"""


def test_what_comes_with_crisiskit_lints_clean(cli: Cli) -> None:
    ended = cli.ok("lint")
    assert ended.out == ""
    assert ended.err == "Nothing found.\n"


def test_lint_finds_and_a_file_that_cannot_be_used_wins(cli: Cli) -> None:
    folder = cli.folder / "templates" / "en"
    folder.mkdir(parents=True)
    (folder / "odd.md.j2").write_text("---\ntemplate: odd\nkind: holding\n---\n{{ nobody }}\n")
    broken = cli.folder / "playbooks" / "broken.yaml"
    broken.parent.mkdir()
    broken.write_text("playbook: broken\n\tversion: 1\n")
    (cli.folder / "crisiskit.yaml").write_text("languages: [en]\n")
    ended = cli("lint", "--format", "json")
    assert ended.code == 3
    assert ended.json["errors"] >= 1
    text = cli("lint", "playbooks/broken.yaml")
    assert text.code == 3
    assert "broken.yaml:2:1: error:" in text.out


def test_lint_ends_with_1_on_errors(cli: Cli) -> None:
    (cli.folder / "crisiskit.yaml").write_text("languages: [en]\nfacts: {nothing_like_it: x}\n")
    ended = cli("lint")
    assert ended.code == 1
    assert "1 errors" in ended.err


def test_a_scenario_that_is_as_expected(cli: Cli) -> None:
    path = cli.folder / "small-one.yaml"
    path.write_text(SCENARIO.replace("EXPECTED", "false"))
    ended = cli.ok("test", "small-one.yaml")
    assert ended.out.startswith("ok ")
    assert "1 of 1 met" in ended.out


def test_a_scenario_that_is_not(cli: Cli) -> None:
    path = cli.folder / "small-one.yaml"
    path.write_text(SCENARIO.replace("EXPECTED", "true"))
    ended = cli("test", ".")
    assert ended.code == 1
    assert "not met: closed: true" in ended.out
    found = json.loads(cli("test", "small-one.yaml", "--json").out)["scenarios"][0]
    assert (found["ok"], found["expectations"][0]["met"]) == (False, False)


def test_a_scenario_that_cannot_be_played(cli: Cli) -> None:
    path = cli.folder / "small-one.yaml"
    path.write_text(SCENARIO.replace("do: note, text: 开始", "do: done, step: nowhere"))
    ended = cli("test", "small-one.yaml")
    assert ended.code == 3
    assert ended.out.startswith("unusable ")
    (cli.folder / "empty").mkdir()
    assert cli("test", "empty").code == 2


def test_playbooks(cli: Cli) -> None:
    assert "data-leak  Data leak" in cli.ok("playbook", "list").out
    ids = [one["playbook"] for one in cli.data("playbook", "list")["playbooks"]]
    assert "general" in ids
    page = cli.ok("playbook", "show", "data-leak").out
    for words in ("Emergency", "Recovery", "team.call", "due ", "when ", "[decide]"):
        assert words in page
    assert cli.data("playbook", "show", "general")["playbook"] == "general"
    assert cli("playbook", "show", "genral").code == 2


def test_templates(cli: Cli) -> None:
    assert "apology  " in cli.ok("template", "list").out
    shown = cli.ok("template", "show", "apology")
    assert shown.out.startswith("---\ntemplate: apology\n")
    assert "remedy (" in shown.err
    found = cli.data("template", "show", "apology")
    assert found["languages"] == ["en", "zh"]
    assert "company" in found["needs"]
    assert cli("template", "show", "apolgy").code == 2
    assert len(cli.data("template", "list")["templates"]) >= 8


def test_a_template_that_cannot_be_used_does_not_hide_the_others(cli: Cli) -> None:
    folder = cli.folder / "templates" / "en"
    folder.mkdir(parents=True)
    (folder / "odd.md.j2").write_text("---\ntemplate: odd\nkind: holding\n---\n{{ nobody }}\n")
    (cli.folder / "crisiskit.yaml").write_text("languages: [en]\n")
    rows = cli.ok("template", "list").out.splitlines()
    odd = next(row for row in rows if row.startswith("odd"))
    assert "title" in odd
    assert "odd.md.j2:" in odd
    assert any(row.startswith("holding") for row in rows)
    listed = {
        one["template"]: one for one in cli.ok("template", "list", "--json").json["templates"]
    }
    assert "error" in listed["odd"]
    assert "error" not in listed["holding"]

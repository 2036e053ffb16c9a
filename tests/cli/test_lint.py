"""lint, rules and explain through the command line."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

Cli = Any

PLAYBOOK = """\
playbook: mine
version: 1.0.0
title: {zh: 测试, en: Test}
summary: {zh: 何时用, en: When}
signals: {zh: [征兆], en: [sign]}
responsibility: {likely: accidental}
lead: lead
phases:
  emergency:
    - {id: first, title: {zh: 第一步，先核实, en: First}, role: lead, needs: [nowhere]}
    - {id: second, title: {zh: 第二步, en: Second}, role: lead, needs: [first]}
"""
CLEAN = PLAYBOOK.replace(", needs: [nowhere]", "")
RULE = "dangling-need"
ONLY = ("--select", RULE)
"""Rules that others add say nothing here."""


@pytest.fixture
def mine(cli: Cli) -> Path:
    (cli.folder / "crisiskit.yaml").write_text("languages: [zh, en]\n", encoding="utf-8")
    path: Path = cli.folder / "playbooks" / "mine.yaml"
    path.parent.mkdir()
    path.write_text(PLAYBOOK, encoding="utf-8")
    return path


def settings(cli: Cli, lint: str) -> None:
    (cli.folder / "crisiskit.yaml").write_text(f"lint: {lint}\n", encoding="utf-8")


def rules(cli: Cli, *words: str, **more: Any) -> list[str]:
    found = cli("lint", "--format", "json", *words, **more).json["findings"]
    return [finding["rule"] for finding in found]


GOLDEN = """\
playbooks/mine.yaml:10:72: error: No step is called "nowhere" here. [dangling-need]
   10 |     - {id: first, title: {zh: 第一步，先核实, en: First}, role: lead, needs: [nowhere]}
      |                                                                               ^
    It may be: first, second.
"""


def test_text_shows_the_line_and_the_place(cli: Cli, mine: Path) -> None:
    ended = cli("lint", *ONLY)
    assert ended.code == 1
    assert ended.out == GOLDEN
    assert ended.err == "1 errors, 0 warnings, 0 notes\n"


def test_the_page_about_lint_shows_the_same() -> None:
    page = Path(__file__).parents[2] / "docs" / "lint.md"
    assert f"$ crisiskit lint\n{GOLDEN}```" in page.read_text("utf-8")


def test_colours_only_where_they_are_wanted(cli: Cli, mine: Path) -> None:
    assert "\x1b[" in cli("lint", *ONLY, "--color", "always").out
    assert "\x1b[" not in cli("lint", *ONLY).out


def test_rules_are_chosen_and_weighed(cli: Cli, mine: Path) -> None:
    assert rules(cli, *ONLY) == [RULE]
    assert rules(cli, "--select", "CK200,cycle", "--ignore", RULE) == []
    assert RULE not in rules(cli, "--ignore", "graph")
    assert RULE not in rules(cli, "--severity", f"{RULE}=off")
    assert cli("lint", *ONLY, "--severity", "CK200=warning").code == 0
    assert cli("lint", *ONLY, "--severity", "CK200=warning", "--fail-on", "warning").code == 1
    assert cli("lint", *ONLY, "--fail-on", "never").code == 0


def test_the_settings_of_the_team_and_the_command_line_over_them(cli: Cli, mine: Path) -> None:
    settings(cli, f"{{select: [{RULE}], severity: {{CK200: info}}, fail_on: info}}")
    assert cli("lint").code == 1
    assert cli("lint", "--fail-on", "error").code == 0
    settings(cli, f"{{select: {RULE}, per_file: {{'playbooks/m*.yaml': [graph]}}}}")
    assert rules(cli) == []
    settings(cli, f"{{ignore: [{RULE}]}}")
    assert rules(cli, *ONLY) == [RULE]
    assert RULE not in rules(cli, "playbooks/mine.yaml")


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("--select", "dangling-nede"), '"dangling-need"'),
        (("--ignore", "grpah"), '"graph"'),
        (("--severity", "cycle=eror"), '"error"'),
        (("--severity", "cycle"), "--severity cycle=warning"),
        (("--fail-on", "warn"), '"warning"'),
        (("--profile", "strcit"), '"strict"'),
        (("--format", "sarfi"), '"sarif"'),
        (("--output", "sarif"), "--output sarif=lint.sarif"),
        (("--output", "sarfi=x"), '"sarif"'),
        (("-",), "--stdin-filename"),
        (("-", "--stdin-filename", "a.yaml", "--watch"), "--watch"),
    ],
)
def test_a_slip_is_wrong_usage_and_says_what_was_meant(
    cli: Cli, mine: Path, words: tuple[str, ...], hint: str
) -> None:
    ended = cli("lint", *words)
    assert ended.code == 2
    assert hint in ended.err


@pytest.mark.parametrize(
    ("lint", "line"),
    [
        ("{select: [dangling-nede]}", '"dangling-need"'),
        ("{severity: {dangling-nede: off}}", '"dangling-need"'),
        ("{per_file: {'*.yaml': dangling-nede}}", '"dangling-need"'),
    ],
)
def test_a_slip_in_the_settings_is_told_wherever_lint_is_run(
    cli: Cli, mine: Path, lint: str, line: str
) -> None:
    settings(cli, lint)
    for words in ((), ("playbooks/mine.yaml",)):
        ended = cli("lint", *words)
        assert ended.code == 3
        assert ended.out.count("crisiskit.yaml:1:") == 1
        assert line in ended.out


def test_settings_that_cannot_be_read_are_not_passed_over(cli: Cli, mine: Path) -> None:
    settings(cli, "{fail_on: sometimes}")
    ended = cli("lint", "playbooks/mine.yaml")
    assert ended.code == 3
    assert "crisiskit.yaml:1:" in ended.out


def test_a_waiver_by_the_clock_of_the_shell(cli: Cli, mine: Path) -> None:
    text = PLAYBOOK.replace(
        "    - {id: first",
        "    # crisiskit: ignore[dangling-need] 下一版补上 until 2026-11-21\n    - {id: first",
    )
    mine.write_text(text, encoding="utf-8")
    assert rules(cli, "--select", f"{RULE},waiver") == []
    cli.later(days=1)
    assert rules(cli, "--select", f"{RULE},waiver") == ["waiver-expired", RULE]


def test_a_baseline_from_the_first_day_to_the_last(cli: Cli, mine: Path) -> None:
    chosen = ("--select", f"{RULE},cycle,baseline-stale")
    wrote = cli.ok("lint", *chosen, "--write-baseline")
    assert "1 findings" in wrote.err
    settings(cli, "{baseline: .crisiskit-baseline.json}")
    assert cli.ok("lint", *chosen).out == ""
    mine.write_text(f"# moved\n{PLAYBOOK}", encoding="utf-8")
    assert cli.ok("lint", *chosen).out == ""
    mine.write_text(PLAYBOOK.replace("[first]", "[firts]"), encoding="utf-8")
    assert rules(cli, *chosen) == [RULE]
    mine.write_text(CLEAN, encoding="utf-8")
    assert rules(cli, *chosen) == ["baseline-stale"]
    assert rules(cli, *chosen, "--ignore", RULE) == []
    cli.ok("lint", *chosen, "--write-baseline")
    assert rules(cli, *chosen) == []


def test_stale_entries_of_files_that_were_not_looked_at_are_left_alone(
    cli: Cli, mine: Path
) -> None:
    chosen = ("--select", f"{RULE},baseline-stale", "--baseline", "base.json")
    cli.ok("lint", *chosen, "--write-baseline")
    other = mine.with_name("other.yaml")
    other.write_text(CLEAN.replace("mine", "other"), encoding="utf-8")
    mine.write_text(CLEAN, encoding="utf-8")
    assert rules(cli, "playbooks/other.yaml", *chosen) == []
    mine.unlink()
    assert rules(cli, "playbooks/other.yaml", *chosen) == ["baseline-stale"]


def test_a_baseline_that_is_not_there(cli: Cli, mine: Path) -> None:
    ended = cli("lint", "--baseline", "none.json")
    assert ended.code == 3
    assert "--write-baseline" in ended.err


def test_several_forms_in_one_run(cli: Cli, mine: Path) -> None:
    forms = (
        "sarif",
        "junit",
        "gitlab",
        "checkstyle",
        "rdjson",
        "github",
        "json",
        "concise",
        "text",
    )
    outputs = [word for form in forms for word in ("--output", f"{form}=out.{form}")]
    ended = cli("lint", *ONLY, "--format", "concise", *outputs)
    assert ended.code == 1
    assert (cli.folder / "out.concise").read_text("utf-8") == ended.out
    assert (cli.folder / "out.text").read_text("utf-8") == GOLDEN
    sarif = json.loads((cli.folder / "out.sarif").read_text("utf-8"))
    assert sarif["runs"][0]["results"][0]["ruleId"] == RULE
    assert all((cli.folder / f"out.{form}").read_text("utf-8") for form in forms)


def test_an_output_that_cannot_be_written(cli: Cli, mine: Path) -> None:
    ended = cli("lint", "--output", "sarif=no/such/folder.sarif")
    assert ended.code == 74
    assert "folder.sarif" in ended.err


def test_under_github_actions_annotations_come_by_themselves(cli: Cli, mine: Path) -> None:
    page = cli.folder / "summary.md"
    ended = cli("lint", *ONLY, GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY=str(page))
    assert ended.out == GOLDEN
    assert "::error file=playbooks/mine.yaml,line=10," in ended.err
    assert "| `dangling-need` |" in page.read_text("utf-8")
    ended = cli("lint", *ONLY, "--format", "json", GITHUB_ACTIONS="true")
    assert ended.json["errors"] == 1
    ended = cli("lint", *ONLY, "--format", "github", GITHUB_ACTIONS="true")
    assert ended.out.startswith("::error ")
    assert "::error" not in ended.err


def test_standard_input_stands_for_a_file(cli: Cli, mine: Path) -> None:
    words = ("-", "--stdin-filename", "playbooks/mine.yaml", *ONLY)
    assert rules(cli, *words, stdin=CLEAN) == []
    assert rules(cli, *words, stdin=PLAYBOOK.replace("first]", "frist]")) == [RULE, RULE]
    mine.unlink()
    ended = cli("lint", *words, stdin=PLAYBOOK)
    assert ended.code == 1
    assert ended.out == GOLDEN
    template = ("-", "--stdin-filename", "templates/zh/new.md.j2")
    ended = cli(
        "lint", *template, stdin="---\ntemplate: new\nkind: status\ntitle: 新\n---\n{{ x }}\n"
    )
    assert "templates/zh/new.md.j2:6:" in ended.out


def test_statistics(cli: Cli, mine: Path) -> None:
    mine.write_text(PLAYBOOK.replace("[first]", "[firts]"), encoding="utf-8")
    assert cli("lint", *ONLY, "--statistics").out.endswith("    2  CK200  dangling-need\n")
    ended = cli("lint", *ONLY, "--statistics", "--format", "json")
    assert ended.json["errors"] == 2
    assert "CK200" in ended.err


def test_a_file_that_cannot_be_used_wins_and_cannot_be_ignored(cli: Cli, mine: Path) -> None:
    mine.with_name("broken.yaml").write_text("playbook: broken\n\tx: 1\n", encoding="utf-8")
    ended = cli("lint", "--ignore", "all", "--fail-on", "never")
    assert ended.code == 3
    assert "broken.yaml:2:1: error:" in ended.out


def test_watch_lints_again_and_ends_with_130(cli: Cli, mine: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "crisiskit", "lint", "--watch", *ONLY],
        cwd=cli.folder,
        env={**os.environ, "CRISISKIT_LANG": "en", "NO_COLOR": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    try:
        said = [process.stderr.readline(), process.stderr.readline()]
        assert said == ["1 errors, 0 warnings, 0 notes\n", "Waiting for changes; Ctrl-C ends.\n"]
        mine.write_text(CLEAN, encoding="utf-8")
        assert process.stderr.readline() == "Nothing found.\n"
        assert process.stderr.readline().startswith("Waiting")
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 130
        assert process.stderr.read() == "Stopped.\n"
    finally:
        process.kill()
        process.wait(20)
        process.stderr.close()


def test_rules_are_listed(cli: Cli) -> None:
    listed = cli.data("rules", "--kind", "waiver")["rules"]
    assert [one["name"] for one in listed][:2] == ["waiver-form", "waiver-without-reason"]
    about = {"code", "name", "severity", "category", "profile", "sentence", "source", "path"}
    assert set(listed[0]) == about
    assert listed[0]["sentence"].endswith(".")
    chinese = cli.ok("rules", "--kind", "waiver", "--lang", "zh").out
    assert re.search("CK901  waiver-without-reason  error .*理由", chinese)
    assert cli("rules", "--kind", "waivers").code == 2


def test_a_rule_is_explained_in_the_language_that_is_spoken(cli: Cli) -> None:
    page = cli.ok("explain", "waiver-unused").out
    assert page.startswith("# CK903 waiver-unused\n\nA waiver silences nothing.\n\n## Why\n")
    assert "为什么" not in page
    assert cli.ok("explain", "ck903").out == page
    assert "## 为什么" in cli.ok("explain", "CK903", "--lang", "zh").out
    data = cli.data("explain", "CK903")
    assert (data["code"], data["page"]) == ("CK903", page.rstrip("\n"))
    ended = cli("explain", "waiver-unsued")
    assert ended.code == 2
    assert '"waiver-unused"' in ended.err


DICTATED = CLEAN.replace(
    "title: {zh: 第二步, en: Second}",
    'title: {zh: 第二步, en: Second}, do: {zh: "告诉客服：“如有不便，我们道歉。”", en: Tell them.}',
)
"""A playbook with a line to say, which the rules of the review read."""
IN_DOUBT = "no-conditional-apology"


def test_the_rules_of_the_review_are_chosen_as_those_of_lint(cli: Cli, mine: Path) -> None:
    mine.write_text(DICTATED, encoding="utf-8")
    assert IN_DOUBT in rules(cli)
    assert RULE not in rules(cli, "--select", "CS1")
    assert IN_DOUBT in rules(cli, "--select", "CS1")
    assert IN_DOUBT not in rules(cli, "--ignore", "apology")
    assert IN_DOUBT not in rules(cli, "--select", "cycle")
    assert IN_DOUBT not in rules(cli, "--profile", "min")


def test_the_settings_hold_for_them(cli: Cli, mine: Path) -> None:
    mine.write_text(DICTATED, encoding="utf-8")
    settings(cli, f"{{severity: {{{IN_DOUBT}: error}}}}")
    (found,) = cli("lint", "--format", "json", "--select", IN_DOUBT).json["findings"]
    assert found["severity"] == "error"
    settings(cli, f'{{per_file: {{"playbooks/*": [{IN_DOUBT}]}}}}')
    assert IN_DOUBT not in rules(cli)
    settings(cli, f"{{select: [{IN_DOUBT}]}}")
    assert IN_DOUBT in rules(cli)


def test_a_choice_among_the_rules_of_the_review_leaves_those_of_lint(cli: Cli, mine: Path) -> None:
    mine.write_text(DICTATED.replace("needs: [first]", "needs: [nowhere]"), encoding="utf-8")
    settings(cli, "{select: [legal]}")
    found = rules(cli)
    assert RULE in found
    assert IN_DOUBT not in found


def test_their_pages_are_in_reports(cli: Cli, mine: Path) -> None:
    mine.write_text(DICTATED, encoding="utf-8")
    report = json.loads(cli("lint", "--format", "sarif").out)
    known = {rule["id"] for rule in report["runs"][0]["tool"]["driver"]["rules"]}
    results = {result["ruleId"] for result in report["runs"][0]["results"]}
    assert any(IN_DOUBT in one or one == "CS105" for one in results)
    assert results <= known

"""Words that go out as they stand, in templates and playbooks, by the rules of the review."""

import subprocess
import sys
from typing import Any

import pytest

from crisiskit.check import Diagnostic, Severity
from crisiskit.lint import lint_paths
from tests.lint.conftest import TODAY

Team = Any

HEAD = {
    "zh": "---\ntemplate: note\nkind: {kind}\ntitle: 短函\nneeds: [company, event, hotline]\n---\n",
    "en": "---\ntemplate: note\nkind: {kind}\ntitle: Note\nneeds: [company, event, hotline]\n---\n",
}
CALM = {
    "zh": "{{ company }}向受影响的顾客道歉：{{ event }}。热线：{{ hotline }}\n",
    "en": "{{ company }} apologises to the customers affected: {{ event }}. Call {{ hotline }}.\n",
}


def about_words(team: Team) -> list[Diagnostic]:
    """What the rules of the review find."""
    from crisiskit.review.rules import TABLE

    return [one for one in lint_paths([team.root], TODAY) if TABLE.find(one.rule)]


def waivers(team: Team) -> list[str]:
    found = lint_paths([team.root], TODAY)
    return [one.rule for one in found if one.rule.startswith("waiver")]


def note(team: Team, language: str, body: str, kind: str = "apology") -> None:
    for other, head in HEAD.items():
        words = body if other == language else CALM[other]
        team.write(f"templates/{other}/note.md.j2", head.format(kind=kind) + words)


def dictates(team: Team, zh: str, en: str = "Tell them.") -> None:
    team.steps(
        "- id: tell\n"
        "  title: {zh: 告诉客服, en: Tell service}\n"
        "  role: lead\n"
        "  do:\n"
        f"    zh: {zh}\n"
        f"    en: {en}\n"
    )


def place(team: Team, finding: Diagnostic) -> str:
    """The characters of the file that a finding is about."""
    with open(finding.path, encoding="utf-8") as file:  # noqa: PTH123
        line = file.read().split("\n")[(finding.line or 1) - 1]
    assert finding.end is not None
    assert finding.end[0] == finding.line
    return line[(finding.column or 1) - 1 : finding.end[1] - 1]


def test_words_in_order(team: Team) -> None:
    note(team, "zh", CALM["zh"])
    dictates(team, "给客服一句话：“我们正在核实，今晚20:00前答复。”")
    assert about_words(team) == []


@pytest.mark.parametrize(
    ("language", "more", "words"),
    [
        ("zh", "如给您带来不便，敬请谅解。\n", "如给您带来不便"),
        ("en", "We are sorry if anyone was upset.\n", "if anyone was"),
    ],
)
def test_the_fixed_words_of_a_template(team: Team, language: str, more: str, words: str) -> None:
    note(team, language, CALM[language] + more)
    (finding,) = about_words(team)
    assert finding.rule == "no-conditional-apology"
    assert finding.severity is Severity.ERROR
    assert finding.path.endswith(f"{language}/note.md.j2")
    assert place(team, finding) == words


def test_how_grave_it_is_depends_on_the_kind(team: Team) -> None:
    note(team, "zh", "{{ event }}。如给您带来不便，我们道歉。{{ hotline }}\n", kind="holding")
    (finding,) = about_words(team)
    assert finding.severity is Severity.WARNING


@pytest.mark.parametrize("branch", [0, 1, 2])
def test_every_branch_is_read(team: Team, branch: int) -> None:
    said = ["我们先说明。", "我们再说明。", "我们还在核实。"]
    said[branch] = "如有不便，我们道歉。"
    body = (
        "{{ company }}：{{ event }}。\n\n"
        "{% if responsibility == 'preventable' %}" + said[0] + "\n"
        "{% elif responsibility == 'victim' %}" + said[1] + "\n"
        "{% else %}" + said[2] + "{% endif %}\n\n热线：{{ hotline }}\n"
    )
    note(team, "zh", body)
    (finding,) = about_words(team)
    assert finding.line == 9 + branch
    assert place(team, finding) == "如有不便"


def test_branches_that_never_come_out_together_are_not_read_as_one(team: Team) -> None:
    note(
        team,
        "zh",
        "{{ company }}：{{ event }}。{% if responsibility == 'victim' %}如有"
        "{% else %}不便之处可以打电话，{% endif %}我们道歉。热线：{{ hotline }}\n",
    )
    assert about_words(team) == []


@pytest.mark.parametrize(
    "body",
    [
        "{{ company }}：{{ event }}。全额退款，最晚{{ hotline }}到账。",
        "{{ company }}：{{ event }}。我们高度重视，{{ hotline }}。",
        "经权威机构检测合格：{{ event }}。{{ company }}，{{ hotline }}",
        "## 补救和赔付\n\n- {{ event }}\n- {{ company }}，{{ hotline }}",
        "{{ company }}。{{ event }}。{{ hotline }}",
    ],
)
def test_what_is_filled_in_is_not_missed(team: Team, body: str) -> None:
    note(team, "zh", body + "\n", kind="handling")
    assert about_words(team) == []


def test_a_part_of_templates_is_read_too(team: Team) -> None:
    note(team, "zh", CALM["zh"] + "{% include 'shared/end' %}\n")
    team.write(
        "templates/zh/shared/end.md.j2", "---\ntemplate: shared/end\n---\n如有不便，我们道歉。\n"
    )
    finding = next(one for one in about_words(team) if one.rule == "no-conditional-apology")
    assert (finding.path.rsplit("/", 1)[1], finding.line) == ("end.md.j2", 4)


def test_a_line_that_a_step_dictates(team: Team) -> None:
    dictates(
        team,
        "给客服一句话：“系个别员工个人行为，已辞退。”",
        "\"One line: 'We are sorry if anyone was upset.'\"",
    )
    found = about_words(team)
    assert [one.rule for one in found] == ["no-scapegoat", "no-conditional-apology"]
    assert place(team, found[0]) == "系个别员工个人行为，已辞退。"
    assert place(team, found[1]) == "if anyone was"


@pytest.mark.parametrize(
    "do",
    [
        "不要写“如有不便，敬请谅解。”这样的话",
        "如有不便，逐一道歉。",
        "先看清楚：“如有不便”这四个字不出现",
    ],
)
def test_what_a_step_only_speaks_of(team: Team, do: str) -> None:
    dictates(team, do)
    assert about_words(team) == []


def test_a_waiver_in_a_template(team: Team) -> None:
    reason = "{# crisiskit: ignore[no-conditional-apology] 已与律师确认 by=legal #}\n"
    note(team, "zh", CALM["zh"] + f"\n{reason}如有不便，{{{{ company }}}}道歉。\n")
    assert about_words(team) == []
    assert waivers(team) == []
    note(team, "zh", CALM["zh"] + f"\n{reason}{{{{ company }}}}道歉。\n")
    assert waivers(team) == ["waiver-unused"]


def test_a_waiver_in_a_playbook(team: Team) -> None:
    said = "给客服一句话：“如有不便，我们道歉。”"
    dictates(team, f"{said}  # crisiskit: ignore[no-conditional-apology] 监管部门给的原话")
    assert about_words(team) == []
    assert waivers(team) == []


def test_a_waiver_of_no_rule_at_all(team: Team) -> None:
    dictates(team, "告诉客服  # crisiskit: ignore[no-conditional-apologies] 写错了")
    assert waivers(team) == ["waiver-unknown-rule"]


def test_words_of_the_team_count(team: Team) -> None:
    note(team, "zh", CALM["zh"] + "若拂了您的雅兴，我们道歉。\n")
    assert about_words(team) == []
    team.write("review/ours.yaml", "conditional-harm:\n  zh: ['若拂了{4}雅兴']\n")
    assert [one.rule for one in about_words(team)] == ["no-conditional-apology"]


def test_the_files_of_terms_are_looked_at(team: Team) -> None:
    team.write("review/ours.yaml", "no-such:\n  zh: [甲乙丙]\njargon:\n  zh: ['{5}']\n")
    found = [(one.rule, one.line) for one in lint_paths([team.root], TODAY)]
    assert ("unknown-key", 1) in found
    assert ("bad-form", 4) in found
    alone = lint_paths([team.root / "review" / "ours.yaml"], TODAY)
    assert [one.rule for one in alone] == ["unknown-key", "bad-form"]


def test_a_file_of_terms_in_order_says_nothing(team: Team) -> None:
    team.write("review/ours.yaml", "jargon:\n  zh: [no, 中台]\n  en: [yes]\n")
    assert [one for one in lint_paths([team.root], TODAY) if one.path.endswith("ours.yaml")] == []


def test_the_review_is_not_loaded_where_there_are_no_such_words(team: Team) -> None:
    dictates(team, "告诉客服：已在核实")
    code = (
        "import sys, pathlib\nfrom crisiskit.lint import lint_paths\n"
        f"lint_paths([pathlib.Path({str(team.root)!r})])\n"
        "sys.exit(any(name.startswith('crisiskit.review') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

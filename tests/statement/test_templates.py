"""Reading and checking one template."""

from collections.abc import Mapping

import pytest

from crisiskit.check.findings import Diagnostic
from crisiskit.playbook.plan import FactSpec
from crisiskit.statement.templates import check, id_of, read
from crisiskit.yamlfile import BadFile

FULL = """---
template: apology
kind: apology
title: 致歉声明
needs: [company, people_affected]
uses:
  - cause
channels: {weibo: 2000, sms: 350}
checklist: press-conference
source: [S1-12-03, "domain.md 6"]
---
{{ company }}：{{ people_affected }}{% if cause is known %}，{{ cause }}{% endif %}
"""


def checked(source: str, specs: Mapping[str, FactSpec]) -> list[Diagnostic]:
    return check(source, path="templates/zh/apology.md.j2", fact_ids=specs)


def test_what_a_template_says_of_itself() -> None:
    template = read(FULL, path="a.md.j2", language="zh", id="apology")
    assert (template.kind, template.title) == ("apology", "致歉声明")
    assert (template.needs, template.uses) == (("company", "people_affected"), ("cause",))
    assert template.channels == {"weibo": 2000, "sms": 350}
    assert template.checklist == "press-conference"
    assert template.head.source == ("S1-12-03", "domain.md 6")
    assert len(template.digest) == 64


def test_a_sound_template_has_no_findings(specs: Mapping[str, FactSpec]) -> None:
    assert checked(FULL, specs) == []


def test_line_ends_of_windows_are_read(specs: Mapping[str, FactSpec]) -> None:
    windows = FULL.replace("\n", "\r\n")
    assert checked(windows, specs) == []
    assert (
        read(windows, path="", language="zh", id="apology").digest
        == read(FULL, path="", language="zh", id="apology").digest
    )


@pytest.mark.parametrize(
    ("old", "new", "rule", "place", "words"),
    [
        ("{{ company }}", "{{ compny }}", "template-unknown-name", (12, 4), 'mean "company"'),
        ("[company, people", "[compny, people", "template-unknown-name", (5, 9), 'mean "company"'),
        ("[company, people", "[people", "template-fact-undeclared", (12, 4), "Add it to needs"),
        ("- cause", "- cause\n  - harm", "template-fact-unused", (8, 5), "Delete it from uses"),
        ("[company,", "[company, cause,", "template-fact-unused", (7, 5), "Keep it in needs"),
        ("{% endif %}", "{% endif %}{{ cause }}", "template-fact-unguarded", (12, 85), "is known"),
        ("kind: apology", "kind: appology", "template-front-matter", (3, 7), 'mean "apology"'),
        ("uses:", "use:", "template-front-matter", (6, 1), 'mean "uses"'),
        ("sms: 350", "sms: lots", "template-front-matter", (8, 30), ""),
        ("cause is known", "cause", "template-not-allowed", (12, 42), "cause is confirmed"),
        ("cause is known", "cause is knwon", "template-not-allowed", (12, 48), "is confirmed"),
        ("{{ cause }}", "{{ cause|shout }}", "template-not-allowed", (12, 69), "Filters are"),
    ],
)
def test_findings_have_a_place_and_a_cure(
    specs: Mapping[str, FactSpec], old: str, new: str, rule: str, place: tuple[int, int], words: str
) -> None:
    findings = [found for found in checked(FULL.replace(old, new, 1), specs) if found.rule == rule]
    assert findings, checked(FULL.replace(old, new, 1), specs)
    assert (findings[0].line, findings[0].column) == place
    assert words in (findings[0].hint or findings[0].message)


def test_several_things_wrong_are_told_together(specs: Mapping[str, FactSpec]) -> None:
    with pytest.raises(BadFile) as refused:
        read(FULL + "{{ 'a'|x }}{{ b.c }}", path="p", language="zh", id="apology")
    assert len(refused.value.problems) == 2


@pytest.mark.parametrize(
    ("path", "template_id"),
    [
        ("templates/zh/holding.md.j2", "holding"),
        ("templates/zh/shared/sign-off.md.j2", "shared/sign-off"),
        ("C:\\work\\templates\\en\\shared\\sign-off.md.j2", "shared/sign-off"),
        ("holding.md.j2", "holding"),
    ],
)
def test_the_id_is_that_of_the_file(path: str, template_id: str) -> None:
    assert id_of(path) == template_id


@pytest.mark.parametrize(
    "body",
    [
        "{% if cause is known and (people_affected is known or cause == 'x') %}{% endif %}",
        "{% if cause is known %}{% if cause != 'x' %}{% endif %}{% endif %}",
        "{% if cause is confirmed or cause is known %}{% if cause == 'x' %}{% endif %}{% endif %}",
        "{# a comment #}{{ '{{' }}{{ 12 }}",
        "{% for x in ['a', 'b'] %}{{ x }}{% endfor %}",
        (
            "{% for s in checklist %}{{ s.title }}{% for e in s.entries %}{{ e.id }}"
            "{% endfor %}{% endfor %}"
        ),
    ],
)
def test_what_the_subset_allows(specs: Mapping[str, FactSpec], body: str) -> None:
    assert checked(FULL + body, specs) == []


@pytest.mark.parametrize(
    "body",
    [
        "{% if cause is known or rate is known %}{% if cause == 'x' %}{% endif %}{% endif %}",
        "{% if cause is known %}{% else %}{% if cause == 'x' %}{% endif %}{% endif %}",
        "{% if not (cause is known) %}{% if cause == 'x' %}{% endif %}{% endif %}",
        "{% if cause == 'x' and cause is known %}{% endif %}",
    ],
)
def test_a_guard_must_stand_before_a_comparison(specs: Mapping[str, FactSpec], body: str) -> None:
    [found] = checked(FULL.replace("[company,", "[company, rate,") + body, specs)
    assert found.rule == "template-not-allowed"
    assert "guard" in found.message

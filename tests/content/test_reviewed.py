"""The bundled templates with all their facts, as the review reads them.

`docs/templates.md` says which warnings and notes stay, and why; nothing else may be found.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any

import pytest

from crisiskit.check import Diagnostic, Severity
from crisiskit.clock import zone_info
from crisiskit.playbook import wording
from crisiskit.review import told
from crisiskit.review.context import KINDS
from crisiskit.review.reviewing import review
from tests.content.test_examples import RESPONSIBILITIES, ROOT, examples

ROW = re.compile(r"^\| `([a-z-]+)` \| ([a-z ]+) \| `([a-z-]+)` \| .{20,} \|$", re.MULTILINE)
"""Of the table: template, languages, rule, and a reason that is more than a word."""

STATEMENTS = [
    (template, language)
    for template in examples.library().ids()
    for language in examples.LANGUAGES
    if examples.library().get(language, template).head.kind in KINDS
]

each_statement = pytest.mark.parametrize(("template", "language"), STATEMENTS)


def _facts(incident: Any) -> Mapping[str, Any]:
    """The facts of an incident in the words of each language, all confirmed."""
    specs = examples.catalogue().dictionary.facts
    return {
        name: {
            language: wording.words(specs[name], value, language, examples.ZONE)
            for language in examples.LANGUAGES
        }
        for name, value in examples.values(incident).items()
    }


HURT = {"injury": "injury", "severe-injury": "injury", "death": "death"}
"""The fact `harm` where people were hurt, and what a reviewer is told of it."""
ACCIDENT = {
    "zh": "2026年3月3日晚，货架倒塌，2位顾客受伤送医",
    "en": "on the evening of 3 March 2026, a shelf fell and 2 customers were taken to hospital",
}


def _found(
    template: str,
    language: str,
    facts: Mapping[str, Any] | None = None,
    harm: str | None = None,
    channels: Iterable[str] = (),
) -> Iterator[tuple[str, Diagnostic]]:
    """What the review says of each form of a template, whoever is responsible."""
    incident = examples.FITTING[template]
    head = examples.library().get(language, template).head
    evening = datetime.fromisoformat(f"{incident.today}T20:00")
    known = {
        "kind": head.kind,
        "language": language,
        "harm": harm or incident.harm,
        "facts": _facts(incident),
        "published": evening.replace(tzinfo=zone_info(examples.ZONE)),
    }
    for responsibility in RESPONSIBILITIES:
        for channel in channels or ("", *head.channels):
            form = examples.rendered(
                *(language, template, "complete", channel),
                facts=facts,
                responsibility=responsibility,
            )
            more = {"responsibility": responsibility, "channel": channel or None}
            reading, _recognised = told.read(known | more, form.text, lambda _language: ())
            for finding in review(reading):
                yield f"{responsibility}, {channel or 'long form'}", finding


@cache
def _as_shown(template: str, language: str) -> list[tuple[str, Diagnostic]]:
    """What the review says of a template with the facts of its incident."""
    return list(_found(template, language))


def _justified(template: str, language: str) -> set[str]:
    page = (ROOT / "docs" / "templates.md").read_text("utf-8")
    return {
        rule
        for named, languages, rule in ROW.findall(page)
        if named == template and language in languages.split()
    }


@each_statement
def test_with_all_facts_no_form_has_an_error(template: str, language: str) -> None:
    errors = [
        (form, finding.rule, finding.message)
        for form, finding in _as_shown(template, language)
        if finding.severity is Severity.ERROR
    ]
    assert errors == []


@each_statement
def test_what_else_is_found_is_justified_in_the_documentation(template: str, language: str) -> None:
    found = {finding.rule for _form, finding in _as_shown(template, language)}
    assert found == _justified(template, language)


@each_statement
@pytest.mark.parametrize("harm", HURT)
def test_where_people_were_hurt_they_come_first(template: str, language: str, harm: str) -> None:
    facts = examples.ledger(examples.FITTING[template], "complete")
    facts["event"] = replace(facts["event"], value=ACCIDENT)
    facts["harm"] = replace(facts["harm"], status="confirmed", value=harm, seq=1)
    found = _found(template, language, facts, HURT[harm], ("",))
    assert [one for one in found if one[1].rule == "condolence-first"] == []

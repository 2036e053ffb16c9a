"""The formats: what a key may hold, and that what it may not is told with place and cure."""

from collections.abc import Callable
from typing import Any

import pytest

from crisiskit.playbook import dictionary_format as shared
from crisiskit.playbook import format as form
from crisiskit.yamlfile import BadFile, Document, Mark, Problem, parse

STEP = "id: verify\ntitle: 核实\nrole: lead\n"

PLAYBOOK = """\
playbook: leak
version: 1.0.0
title: {zh: 泄露, en: Leak}
summary: {zh: 何时用, en: When}
signals: {zh: [泄露]}
responsibility: {likely: preventable}
lead: security
facts:
  - cause
  - id: fields
    type: choices
    bucket: event
    label: 字段
    ask: 哪些？
    options: {name: 姓名}
duties: [cn.pipl.57]
phases:
  emergency:
    - id: first
      use: statement
      with: {template: holding, channels: [weibo], roles: [{role: legal, takes: 10m}]}
    - id: branch
      when: first_go == 'yes'
      steps:
        - {id: inner, title: 里面}
"""


def step(source: str) -> form.StepItem:
    document = parse(source)
    return form.step(document.data, document)


def refused(read: Callable[[Document], Any], source: str) -> tuple[Problem, ...]:
    with pytest.raises(BadFile) as caught:
        read(parse(source, "x.yaml"))
    return caught.value.problems


def refused_step(extra: str) -> Problem:
    (problem,) = refused(lambda document: form.step(document.data, document), STEP + extra)
    return problem


def test_a_playbook_as_the_design_shows_it() -> None:
    playbook = form.playbook(parse(PLAYBOOK))
    first, branch = playbook.phases.emergency
    assert first.action == "use"
    assert first.args is not None
    assert first.args["roles"] == [{"role": "legal", "takes": "10m"}]
    assert branch.steps is not None
    assert branch.steps[0].title == {"zh": "里面", "en": "里面"}
    assert isinstance(playbook.facts[1], shared.FactItem)


@pytest.mark.parametrize(
    ("extra", "action"),
    [
        ("", None),
        (
            "decide: {question: 开？, options: {a: {label: 开}, b: {label: 否, reopens: x}}}",
            "decide",
        ),
        ("draft: {template: shared/x, languages: [zh], channels: [sms]}", "draft"),
        (
            "approve: {draft: w, roles: [legal, {role: ceo, takes: 1h}], need: 1, order: listed}",
            "approve",
        ),
        ("publish: {draft: w, channels: [weibo], audience: public}", "publish"),
        ("notify: {to: [staff, regulator], duty: cn.pipl.57, by: 电话}", "notify"),
        ("repeat: {every: 30m, until: closed}", "repeat"),
        ("wait: {for: 2h}", "wait"),
        ("wait: {until: known(cause)}", "wait"),
    ],
)
def test_every_action(extra: str, action: str | None) -> None:
    assert step(STEP + extra).action == action


@pytest.mark.parametrize(
    "due",
    [
        "{within: 1h}",
        "{within: {P1: 30m, else: 4h}, from: aware}",
        "{by: next-day 24:00, from: broke}",
        "{by: same-day 18:00, from: 'phase:emergency'}",
        "{before: 24h, of: 'fact:press_at'}",
        "{within: 2wd, from: 'step:press.stage'}",
    ],
)
def test_due_forms(due: str) -> None:
    assert step(f"{STEP}due: {due}").due is not None


@pytest.mark.parametrize(
    "due",
    [
        "{from: aware}",
        "{within: 1h, by: next-day 24:00}",
        "{before: 24h}",
        "{before: 24h, of: aware}",
        "{within: 1h, of: 'fact:x'}",
        "{within: {P1: 30m}}",
    ],
)
def test_due_times_that_say_too_little_or_too_much(due: str) -> None:
    problem = refused_step(f"due: {due}")
    assert (problem.rule, problem.mark) == (
        "due-form",
        Mark(4, 6) if "P1" not in due else Mark(4, 15),
    )
    assert problem.hint


@pytest.mark.parametrize(
    "due", ["{by: next-day 25:00}", "{within: 1 hour}", "{within: 1h, from: tea}"]
)
def test_forms_are_told_with_what_is_expected(due: str) -> None:
    problem = refused_step(f"due: {due}")
    assert problem.rule == "bad-form"
    assert problem.hint


def test_yes_and_no_are_typed_where_they_are_wanted() -> None:
    assert step(f"{STEP}optional: yes\nbackground: false").optional is True
    assert refused_step("optional: maybe").rule == "bad-form"


def test_an_unknown_key_names_the_nearest() -> None:
    problem = refused_step("evidance: required")
    assert (problem.rule, problem.mark) == ("unknown-key", Mark(4, 1))
    assert problem.hint is not None
    assert '"evidence"' in problem.hint


def test_an_unknown_word_of_a_closed_list_names_the_nearest() -> None:
    problem = refused_step("publish: {draft: w, channels: [weibo], audience: pubic}")
    assert (problem.rule, problem.mark) == ("unknown-name", Mark(4, 50))
    assert problem.hint is not None
    assert '"public"' in problem.hint


def test_keys_deep_in_a_playbook_have_their_place_and_cure() -> None:
    source = PLAYBOOK.replace("when: first_go", "wen: first_go").replace("lead: security\n", "")
    missing, unknown = refused(form.playbook, source)
    assert (missing.rule, missing.mark) == ("missing-key", Mark(1, 1))
    assert (unknown.rule, unknown.mark) == ("unknown-key", Mark(22, 7))
    assert unknown.hint is not None
    assert '"when"' in unknown.hint


@pytest.mark.parametrize(
    ("extra", "rule"),
    [
        ("wait: {for: 1h}\nrepeat: {every: 1h}", "one-action"),
        ("with: {a: b}", "with-without-use"),
        ("use: part\ndo: 谁也看不到", "lost-on-group"),
        ("steps: [{id: a, title: b}]\ncollect: [cause]", "lost-on-group"),
        ("steps: []", "too-few"),
        ("wait: {for: 1h, until: closed}", "wait-form"),
        ("approve: {draft: w, roles: [legal], need: 2}", "approve-form"),
        ("decide: {question: 开？, options: {a: {label: 开}}}", "too-few"),
        ("title: [a]", "duplicate-key"),
        ("collect: cause", "wrong-kind"),
        ("due: [1h]", "wrong-kind"),
        ("do: ''", "empty-text"),
        ("do: {fr: texte}", "unknown-key"),
        ("needs: [../up]", "bad-form"),
        ("checklist: [{id: a, text: b, before: 1h, after: 1h}]", "item-form"),
    ],
)
def test_what_cannot_be_meant(extra: str, rule: str) -> None:
    with pytest.raises(BadFile) as caught:
        step(STEP + extra)
    assert caught.value.problems[0].rule == rule


def test_a_step_without_title_is_refused_and_a_group_is_not() -> None:
    with pytest.raises(BadFile) as caught:
        step("id: a\nrole: lead\n")
    assert "title" in caught.value.message
    assert step("id: a\nsteps: [{id: b, title: c}]").title is None


def test_a_part_keeps_its_parameters_for_later() -> None:
    part = form.part(
        parse(
            "part: p\ntitle: t\n"
            "params:\n  every: {type: duration, default: 2h}\n  who: {type: role}\n"
            "steps:\n  - {id: look, due: $when, needs: [$before]}\n"
        )
    )
    assert part.params["every"].has_default
    assert not part.params["who"].has_default
    assert part.steps[0]["due"] == "$when"


def test_a_substituted_step_is_told_where_it_stood() -> None:
    document = parse("part: p\nsteps:\n  - {id: look, title: t, takes: $long}\n")
    tree = {"id": "look", "title": "t", "takes": "soon"}
    with pytest.raises(BadFile) as caught:
        form.step(tree, document, ("steps", 0))
    assert caught.value.problems[0].mark == Mark(3, 33)


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ("type: number\nunit: 盒", None),
        ("type: text\nunit: 盒", "fact-form"),
        ("type: choice", "fact-form"),
        ("type: yes-no\noptions: {a: b}", "fact-form"),
        ("type: table", "fact-form"),
        ("type: table\ncolumns: {a: {type: number, label: b}}", None),
        ("type: numbr", "unknown-name"),
    ],
)
def test_a_fact_has_what_its_type_needs(fields: str, rule: str | None) -> None:
    lines = "\n".join(f"  {line}" for line in fields.split("\n"))
    source = f"a_fact:\n  bucket: event\n  label: x\n  ask: y\n{lines}\n"
    if rule is None:
        assert shared.facts(parse(source))
    else:
        assert refused(shared.facts, source)[0].rule == rule


def test_dictionaries_of_the_other_kinds() -> None:
    duty = (
        "cn.x.1: {title: a, citation: b, within: immediate, words: c, recipient: d, "
        "verified: V2, source: e}"
    )
    assert shared.duties(parse(duty))["cn.x.1"].within == "immediate"
    assert shared.roles(parse("lead: {label: a, about: b}"))["lead"].label["en"] == "a"
    assert shared.channels(parse("sms: {label: a}"))["sms"].label["zh"] == "a"
    rows = shared.severity(
        parse("severity: [{id: harm, label: a, levels: {P2: {when: x, text: b}}}]")
    )
    assert list(rows[0].levels.given()) == ["P2"]
    listed = shared.checklist(parse("checklist: c\ntitle: t\nitems: [a, {id: b, text: c}]"))
    assert listed.items[0] == "a"


def test_a_file_that_is_no_map() -> None:
    (problem,) = refused(form.playbook, "- a\n- b\n")
    assert (problem.rule, problem.mark) == ("wrong-kind", Mark(1, 1))

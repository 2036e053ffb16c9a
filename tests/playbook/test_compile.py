"""Compiling: what a playbook becomes, and every way in which it cannot become a plan."""

import copy
import random
from pathlib import Path
from typing import Any

import pytest

from crisiskit.check import Diagnostic
from crisiskit.playbook import codec, dictionary, graph
from crisiskit.playbook import format as form
from crisiskit.playbook.catalogue import Catalogue
from crisiskit.playbook.compile import compile_plan
from crisiskit.playbook.conditions import parse as condition
from crisiskit.playbook.dictionary import Dictionary
from crisiskit.playbook.plan import (
    Approve,
    Approver,
    Checklist,
    Decide,
    Due,
    DutySpec,
    FactSpec,
    Item,
    Need,
    Notify,
    Plan,
    Publish,
    Repeat,
    Wait,
)
from crisiskit.playbook.scope import Source
from crisiskit.yamlfile import BadFile, Document, parse

WORDS = {"zh": "词", "en": "words"}


def fact(name: str, kind: str, *options: str) -> FactSpec:
    return FactSpec(name, kind, "event", WORDS, WORDS, options=dict.fromkeys(options, WORDS))


SHARED = Dictionary(
    facts={
        spec.id: spec
        for spec in (
            fact("people_affected", "number"),
            fact("data_out", "yes-no"),
            fact("press_at", "time"),
            fact("cause", "text"),
            fact("harm", "choice", "death", "none"),
        )
    },
    roles=dict.fromkeys(("lead", "pr", "legal", "hr"), WORDS),
    channels=dict.fromkeys(("weibo", "app"), WORDS),
    duties={"cn.x.1": DutySpec("cn.x.1", WORDS, WORDS, "4h", WORDS, WORDS, "V", "s")},
    checklists={"press": Checklist("press", WORDS, (Item("a", WORDS, before="2h"),), "press_at")},
)

HEAD = """playbook: test
version: 1.0.0
title: {zh: 试, en: Test}
summary: {zh: 试, en: Test}
lead: lead
"""

STATEMENT = """part: statement
title: {zh: 文稿, en: Statement}
params: {before: {type: steps, default: []}}
steps:
  - {id: write, title: W, role: pr, draft: {template: holding, languages: [zh], channels: [weibo]}}
  - {id: sign, title: S, role: pr, approve: {draft: write, roles: [legal, lead]}}
  - id: release
    needs: [sign, $before]
    title: R
    role: pr
    publish: {draft: write, channels: [weibo], audience: public}
"""


def indented(text: str, blanks: int) -> str:
    return "\n".join(" " * blanks + line for line in text.strip("\n").splitlines())


def source(text: str, path: str) -> Source:
    document = parse(text, path)
    return Source(document, form.part(document))


def both(*given: Any) -> tuple[Plan | None, list[Diagnostic]]:
    made = compile_plan(*given)
    return made.plan, made.findings


def compiled(
    steps: str, *, head: str = "", later: str = "", templates: tuple[str, ...] | None = None
) -> tuple[Plan | None, list[Diagnostic]]:
    """A playbook of an emergency phase, and of a disposal phase if `later` is given."""
    text = f"{HEAD}{head}phases:\n  emergency:\n{indented(steps, 4)}\n"
    if later:
        text += f"  disposal:\n{indented(later, 4)}\n"
    document = parse(text, "test.yaml")
    parts = {"statement": source(STATEMENT, "statement.yaml")}
    return both(document, form.playbook(document), parts, SHARED, templates)


def plan_of(steps: str, **more: Any) -> Plan:
    plan, findings = compiled(steps, **more)
    assert findings == []
    assert plan is not None
    return plan


def rules_of(steps: str, **more: Any) -> list[str]:
    plan, findings = compiled(steps, **more)
    assert plan is None
    assert all(finding.path and finding.line and finding.column for finding in findings)
    return [finding.rule for finding in findings]


A = "- {id: a, title: A, role: lead}\n"
GO = (
    "- {id: go, title: Go, role: lead, "
    "decide: {question: Q, options: {hold: {label: H}, drop: {label: D}}}}\n"
)

# --- what a playbook becomes -------------------------------------------------------------------


def test_the_head_of_a_plan() -> None:
    head = "signals: {zh: [泄露], en: []}\nresponsibility: {likely: victim}\nduties: [cn.x.1]\n"
    plan = plan_of(A, head=head)
    assert (plan.playbook, plan.version, plan.lead) == ("test", "1.0.0", "lead")
    assert plan.signals == {"zh": ("泄露",)}
    assert plan.responsibility == "victim"
    assert list(plan.duties) == ["cn.x.1"]
    assert plan.roles == SHARED.roles
    assert plan.checklists == SHARED.checklists


def test_facts_of_the_playbook_come_first_and_all_shared_ones_are_there() -> None:
    declared = "{id: fields, type: choices, bucket: event, label: L, ask: Q, options: {name: N}}"
    plan = plan_of(A, head=f"facts: [cause, {declared}]\n")
    assert list(plan.facts)[:2] == ["cause", "fields"]
    assert set(plan.facts) == {*SHARED.facts, "fields", "broke", "aware"}
    assert plan.facts["aware"].type == "time"


def test_a_declared_fact_goes_before_a_shared_one_of_its_type() -> None:
    declared = "{id: cause, type: text, bucket: media, label: L, ask: Q}"
    assert plan_of(A, head=f"facts: [{declared}]\n").facts["cause"].bucket == "media"
    other = "{id: cause, type: yes-no, bucket: media, label: L, ask: Q}"
    assert rules_of(A, head=f"facts: [{other}]\n") == ["duplicate-fact"]


def test_the_actions() -> None:
    steps = """
- id: go
  title: G
  role: lead
  decide: {question: Q, options: {hold: {label: H}, drop: {label: D}}}
- {id: write, title: W, role: pr, draft: {template: holding, languages: [zh, en], channels: [app]}}
- id: sign
  title: S
  role: pr
  approve: {draft: write, roles: [legal, {role: lead, takes: 20m}], order: listed}
- {id: two, title: T, role: pr, approve: {draft: write, roles: [legal, lead, pr], need: 2}}
- {id: out, title: O, role: pr, publish: {draft: write, channels: [app], audience: staff}}
- {id: tell, title: N, role: pr, notify: {to: [police], duty: cn.x.1, by: phone}}
- {id: look, title: L, role: pr, repeat: {every: 30m, until: closed}}
- {id: hold, title: H, role: pr, wait: {for: 2h}}
"""
    plan = plan_of(steps)
    go = plan.steps["go"].action
    assert isinstance(go, Decide)
    assert (go.outcome, list(go.options)) == ("go", ["hold", "drop"])
    roles = (Approver("legal"), Approver("lead", "20m"))
    assert plan.steps["sign"].action == Approve("write", roles, 2, "listed")
    two = plan.steps["two"].action
    assert isinstance(two, Approve)
    assert two.need == 2
    assert plan.steps["out"].action == Publish("write", ("app",), "staff")
    assert plan.steps["tell"].action == Notify(("police",), "cn.x.1", "phone")
    assert plan.steps["look"].action == Repeat("30m", condition("closed"))
    assert plan.steps["look"].background
    assert plan.steps["hold"].action == Wait(lasts="2h")
    assert [step.kind for step in plan.steps.values()] == (
        ["decide", "draft", "approve", "approve", "publish", "notify", "repeat", "wait"]
    )
    assert list(plan.duties) == ["cn.x.1"]


def test_the_keys_of_a_task() -> None:
    steps = """
- id: a
  title: {zh: 甲, en: A}
  do: {zh: 做, en: Do}
  why: Because
  role: lead
  consult: [legal]
  takes: 20m
  source: S1
  collect: [cause]
  evidence: required
  optional: yes
  due: {within: {P1: 30m, else: 2h}, from: broke}
"""
    step = plan_of(steps).steps["a"]
    assert step.kind == "task"
    assert step.title == {"zh": "甲", "en": "A"}
    assert (step.consult, step.takes, step.source) == (("legal",), "20m", ("S1",))
    assert (step.collect, step.evidence, step.optional) == (("cause",), "required", True)
    assert step.due == Due("broke", within={"P1": "30m", "else": "2h"})


def test_what_members_have_from_their_group() -> None:
    steps = """
- id: g
  title: Group
  role: hr
  when: data_out or people_affected > 5
  steps:
    - {id: a, title: A}
    - {id: b, title: B, role: pr, when: known(cause)}
"""
    plan = plan_of(steps)
    first, second = plan.steps["g.a"], plan.steps["g.b"]
    assert (first.role, second.role) == ("hr", "pr")
    assert first.heading == {"zh": "Group", "en": "Group"}
    assert first.when == condition("data_out or people_affected > 5")
    assert second.when == condition("(data_out or people_affected > 5) and known(cause)")
    group = plan.groups["g"]
    assert (group.members, group.ends, group.last_end) == (("g.a", "g.b"), ("g.b",), "g.b")


def test_the_due_of_a_use_goes_to_its_last_end() -> None:
    steps = A + "- {id: u, use: statement, due: {within: 1h, from: aware}, with: {before: [a]}}\n"
    plan = plan_of(steps)
    assert plan.steps["u.release"].due == Due("aware", within={"else": "1h"})
    assert plan.steps["u.write"].due is None
    assert plan.steps["u.release"].needs == (Need("u.sign"), Need("a"))


def test_the_due_of_a_host_goes_before_that_of_the_step() -> None:
    steps = """
- id: g
  due: {within: 3h, from: aware}
  steps:
    - {id: a, title: A, role: lead, due: {within: 1h}}
"""
    assert plan_of(steps).steps["g.a"].due == Due("aware", within={"else": "3h"})


def test_a_group_as_anchor_means_its_last_end() -> None:
    due = "due: {within: 1h, from: 'step:u'}"
    steps = f"- {{id: u, use: statement}}\n- {{id: a, title: A, role: lead, {due}}}"
    assert plan_of(steps).steps["a"].due == Due("step:u.release", within={"else": "1h"})


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("{within: 5wd}", Due("self", within={"else": "5wd"})),
        ("{by: next-day 24:00, from: broke}", Due("broke", by="next-day 24:00")),
        ("{before: 24h, of: 'fact:press_at'}", Due("fact:press_at", before="24h")),
        ("{within: 1w, from: 'phase:disposal'}", Due("phase:disposal", within={"else": "1w"})),
        ("{within: 2d, from: 'fact:press_at'}", Due("fact:press_at", within={"else": "2d"})),
        ("{within: 0m, from: opened}", Due("opened", within={"else": "0m"})),
    ],
)
def test_forms_of_due(due: str, expected: Due) -> None:
    steps = f"- {{id: a, title: A, role: lead, due: {due}}}"
    assert plan_of(steps).steps["a"].due == expected


def test_checklists_by_id_and_in_place() -> None:
    steps = """
- {id: a, title: A, role: lead, checklist: press}
- {id: b, title: B, role: lead, checklist: [{id: x, text: X, role: pr, when: data_out}, plain]}
- id: c
  title: C
  role: lead
  due: {before: 1h, of: fact:press_at}
  checklist: [{id: x, text: X, before: 3h}]
"""
    plan = plan_of(steps)
    assert plan.steps["a"].checklist == SHARED.checklists["press"].items
    assert plan.steps["a"].clock == "press_at"
    first, second = plan.steps["b"].checklist
    assert (first.id, first.role, first.when) == ("x", "pr", condition("data_out"))
    assert second.id == "2"
    assert plan.steps["b"].clock is None
    assert plan.steps["c"].clock == "press_at"


def test_reopening_a_group_means_all_its_steps() -> None:
    decide = "decide: {question: Q, options: {ok: {label: O}, again: {label: A, reopens: u}}}"
    steps = f"- {{id: u, use: statement}}\n- {{id: c, title: C, role: lead, {decide}}}"
    action = plan_of(steps).steps["c"].action
    assert isinstance(action, Decide)
    assert action.options["again"].reopens == ("u.write", "u.sign", "u.release")


def test_a_group_is_reopened_with_what_runs_beside_it() -> None:
    decide = "decide: {question: Q, options: {ok: {label: O}, again: {label: A, reopens: g}}}"
    steps = f"""
- id: g
  steps:
    - {{id: a, title: A, role: lead}}
    - {{id: care, title: C, role: lead, background: true}}
- {{id: c, title: C, role: lead, {decide}}}
"""
    action = plan_of(steps).steps["c"].action
    assert isinstance(action, Decide)
    assert action.options["again"].reopens == ("g.a", "g.care")


def test_a_decision_may_reopen_what_it_follows_by_a_condition_in_another_phase() -> None:
    decide = "decide: {question: Q, options: {ok: {label: O}, again: {label: A, reopens: go}}}"
    later = f"- {{id: c, title: C, role: lead, when: go == 'hold', {decide}}}"
    plan = plan_of(GO, later=later)
    assert graph.descendants(plan, "go") == {"c"}


def test_the_phases_of_steps() -> None:
    plan = plan_of(A, later="- {id: b, title: B, role: lead, needs: [a]}")
    assert [(step.id, step.phase) for step in plan.steps.values()] == [
        ("a", "emergency"),
        ("b", "disposal"),
    ]


# --- what cannot become a plan -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "rule"),
    [
        ("role: boss", "unknown-role"),
        ("consult: [legal, boss]", "unknown-role"),
        ("collect: [cuase]", "unknown-fact"),
        ("checklist: pres", "unknown-checklist"),
        ("checklist: [{id: x, text: X, role: boss}]", "unknown-role"),
        ("checklist: [{id: x, text: X, when: nobody}]", "unknown-fact"),
        ("checklist: [{id: x, text: X, when: cause}]", "condition-type"),
        ("checklist: [{id: x, text: X, when: cause =}]", "bad-condition"),
        ("checklist: [{id: x, text: X, before: 2h}]", "item-without-clock"),
        ("checklist: [{id: x, text: X}, {id: x, text: Y}]", "duplicate-id"),
        ("needs: [nowhere]", "dangling-need"),
        ("needs: [a]", "self-need"),
        ("when: people_afected > 5", "unknown-fact"),
        ("when: people_affected > 'x'", "condition-type"),
        ("when: harm == 'deaf'", "condition-type"),
        ("when: people_affected >", "bad-condition"),
        ("when: go == 'hold'", "unknown-fact"),
        ("due: {within: 1h, from: 'step:nowhere'}", "unknown-step"),
        ("due: {within: 1h, from: 'step:a'}", "due-from-itself"),
        ("due: {within: 1h, from: 'fact:pres_at'}", "unknown-fact"),
        ("due: {within: 1h, from: 'fact:cause'}", "due-from-no-time"),
        ("due: {before: 1h, of: 'fact:cause'}", "due-from-no-time"),
        ("due: {before: 1wd, of: 'fact:press_at'}", "no-working-days"),
        ("due: {within: 1h, from: 'phase:later'}", "unknown-phase"),
        ("draft: {template: holding, languages: [zh], channels: [smoke]}", "unknown-channel"),
        ("approve: {draft: nowhere, roles: [legal]}", "unknown-step"),
        ("approve: {draft: a, roles: [legal]}", "not-a-draft"),
        ("approve: {draft: a, roles: [boss]}", "not-a-draft unknown-role"),
        ("publish: {draft: a, channels: [smoke], audience: public}", "unknown-channel not-a-draft"),
        ("notify: {to: [police], duty: cn.x.2}", "unknown-duty"),
        ("notify: {to: [police]}, due: {within: 1h}", "due-without-anchor"),
        ("notify: {to: [police]}, due: {within: 1h, from: self}", "due-without-anchor"),
        ("repeat: {every: 1wd}", "no-working-days"),
        ("repeat: {every: 1h, until: cause}", "condition-type"),
        ("wait: {for: 2wd}", "no-working-days"),
        ("wait: {until: nobody}", "unknown-fact"),
    ],
)
def test_what_is_wrong_with_a_step(step: str, rule: str) -> None:
    role = "" if step.startswith("role") else "role: lead, "
    found = rules_of(f"- {{id: a, title: A, {role}{step}}}")
    assert sorted(found) == sorted(rule.split())


X = "{id: x, type: text, bucket: event, label: L, ask: Q}"


@pytest.mark.parametrize(
    ("head", "rule"),
    [
        ("facts: [cuase]", "unknown-fact"),
        (f"facts: [{X}, {X}]", "duplicate-fact"),
        (f"facts: [{X}]".replace("x,", "severity,"), "reserved-name"),
        (f"facts: [{X}]".replace("x,", "in,"), "reserved-name"),
        ("duties: [cn.x.2]", "unknown-duty"),
    ],
)
def test_what_is_wrong_with_a_head(head: str, rule: str) -> None:
    assert rules_of(A, head=f"{head}\n") == [rule]


def test_an_unknown_lead_is_told() -> None:
    document = parse(
        f"{HEAD}phases:\n  emergency:\n{indented(A, 4)}\n".replace("lead: lead", "lead: boss", 1),
        "t",
    )
    plan, findings = both(document, form.playbook(document), {}, SHARED)
    assert plan is None
    assert [(f.rule, f.line) for f in findings] == [("unknown-role", 5)]


def test_templates_are_looked_up_when_they_are_given() -> None:
    steps = "- {id: u, use: statement}"
    assert rules_of(steps, templates=("holdings",)) == ["unknown-template"]
    assert plan_of(steps, templates=("holding",))


def test_a_name_that_is_near_is_suggested() -> None:
    _plan, findings = compiled("- {id: a, title: A, role: leagl}")
    assert findings[0].hint == "Did you mean legal?"
    assert (findings[0].path, findings[0].line, findings[0].column) == ("test.yaml", 8, 31)


def test_nobody_accountable_is_told() -> None:
    assert rules_of("- {id: a, title: A}") == ["missing-role"]


def test_what_goes_out_through_a_use_must_name_its_anchor_too() -> None:
    _plan, findings = compiled("- {id: u, use: statement, due: {within: 1h}}")
    assert [(f.rule, f.path, f.line) for f in findings] == [("due-without-anchor", "test.yaml", 8)]


def test_mistakes_of_a_part_are_told_in_the_part_and_once() -> None:
    bad = source("part: bad\ntitle: B\nsteps:\n  - {id: a, title: A, role: boss}\n", "bad.yaml")
    text = f"{HEAD}phases:\n  emergency:\n    - {{id: u, use: bad}}\n    - {{id: v, use: bad}}\n"
    document = parse(text, "test.yaml")
    _plan, findings = both(document, form.playbook(document), {"bad": bad}, SHARED)
    assert [(f.rule, f.path, f.line, f.column) for f in findings] == [
        ("unknown-role", "bad.yaml", 4, 29)
    ]


def test_a_background_step_cannot_be_needed() -> None:
    waiting = "- {id: a, title: A, role: lead, needs: [care]}\n"
    care = "- {id: care, title: C, role: hr, background: yes}\n"
    assert rules_of(care + waiting) == ["background-in-needs"]
    repeat = "- {id: care, title: C, role: hr, repeat: {every: 1h}}\n"
    assert rules_of(repeat + waiting) == ["background-in-needs"]


def test_a_cycle_is_told_with_its_way() -> None:
    steps = (
        "- {id: a, title: A, role: lead, needs: [b]}\n- {id: b, title: B, role: lead, needs: [a]}"
    )
    _plan, findings = compiled(steps)
    assert [finding.rule for finding in findings] == ["cycle"]
    assert "a → b → a" in findings[0].message


def test_a_cycle_through_a_condition_is_told() -> None:
    assert rules_of("- {id: a, title: A, role: lead, when: go == 'hold'}\n" + GO) == ["cycle"]


def test_a_need_of_a_later_phase_is_told() -> None:
    steps = "- {id: a, title: A, role: lead, needs: [b]}"
    assert rules_of(steps, later="- {id: b, title: B, role: lead}") == ["unreachable"]


@pytest.mark.parametrize("reopened", ["z", "c", "care", "u"])
def test_only_what_comes_before_can_be_reopened(reopened: str) -> None:
    options = f"{{ok: {{label: O}}, again: {{label: A, reopens: {reopened}}}}}"
    steps = f"""
- {{id: care, title: C, role: lead, background: yes}}
- {{id: a, title: A, role: lead}}
- {{id: u, needs: [], use: statement}}
- {{id: c, title: C, role: lead, needs: [a], decide: {{question: Q, options: {options}}}}}
- {{id: z, title: Z, role: lead}}
"""
    _plan, findings = compiled(steps)
    assert [(finding.rule, finding.line) for finding in findings] == [("reopens-no-ancestor", 11)]


def test_reopening_nobody_is_told() -> None:
    options = "{ok: {label: O}, again: {label: A, reopens: nowhere}}"
    steps = f"- {{id: c, title: C, role: lead, decide: {{question: Q, options: {options}}}}}"
    assert rules_of(steps) == ["unknown-step"]


def test_the_outcome_of_a_decision_cannot_be_recorded() -> None:
    steps = GO + "- {id: a, title: A, role: lead, collect: [go]}"
    assert rules_of(steps) == ["collects-outcome"]


@pytest.mark.parametrize(
    ("name", "rule"),
    [("cause", "outcome-not-unique"), ("severity", "reserved-name"), ("not", "reserved-name")],
)
def test_an_outcome_is_called_like_nothing_else(name: str, rule: str) -> None:
    assert rules_of(GO.replace("id: go", f"id: {name}")) == [rule]


def test_two_outcomes_of_one_name_are_told() -> None:
    group = f"- id: press\n  steps:\n{indented(GO, 4)}\n"
    assert rules_of(group + GO.replace("id: go", "id: press-go")) == ["outcome-not-unique"]


def test_everything_that_is_wrong_is_told_at_once() -> None:
    steps = """
- {id: a, title: A, role: boss, collect: [cuase]}
- {id: b, title: B, role: lead, needs: [x]}
"""
    assert rules_of(steps, head="duties: [cn.x.2]\n") == [
        "unknown-duty",
        "unknown-role",
        "unknown-fact",
        "dangling-need",
    ]


def test_what_hangs_on_a_use_that_fails_is_not_complained_about() -> None:
    steps = """
- {id: u, use: statement, with: {befor: []}}
- {id: a, title: A, role: lead, needs: [u.release]}
"""
    assert rules_of(steps) == ["unknown-parameter"]


def test_a_plan_is_in_one_form_of_unicode() -> None:
    written = plan_of("- {id: a, title: Cafe\u0301, role: lead}")
    plan = codec.load(codec.dump(written))
    assert plan.steps["a"].title["en"] == "Caf\u00e9"
    assert codec.load(codec.dump(plan)) == plan


# --- the bundled playbooks and the examples ----------------------------------------------------

EXAMPLES = Path(__file__).parent / "data" / "examples"
"""The files of the design, two playbooks with their parts, with roles and channels added."""


def example(name: str) -> Plan:
    root = EXAMPLES / "playbooks"
    parts = {path.stem: source(path.read_text(), path.name) for path in root.glob("parts/*.yaml")}
    document = parse((root / f"{name}.yaml").read_text(), f"{name}.yaml")
    model = form.playbook(document)
    plan, findings = both(document, model, parts, dictionary.load([EXAMPLES]))
    assert findings == []
    assert plan is not None
    return plan


def needs_of(plan: Plan, step: str) -> dict[str, bool]:
    return {need.step: need.named for need in plan.steps[step].needs}


def test_the_order_of_the_data_leak() -> None:
    plan = example("data-leak")
    assert needs_of(plan, "response.release") == dict.fromkeys(
        ("response.sign", "response.speak", "staff-line", "verify"), True
    )
    assert needs_of(plan, "response.hold.set-time") == {"response.speak": True}
    assert needs_of(plan, "verify") == {"team.speaker": True}
    assert needs_of(plan, "watch.look") == {}
    assert needs_of(plan, "tell-people.letter.write") == {}
    assert needs_of(plan, "tell-people.helpline") == {}
    assert needs_of(plan, "apology.write") == dict.fromkeys(
        ("find-cause", "tell-people.letter.release", "tell-people.helpline"), True
    )
    assert needs_of(plan, "did-it-work") == {"apology.release": False}
    assert needs_of(plan, "review.meet") == {"summary-report": False}


def test_conditions_and_targets_of_the_data_leak() -> None:
    plan = example("data-leak")
    assert plan.steps["response.release"].due == Due("aware", within={"else": "1h"})
    assert plan.steps["response.release"].when == condition("response_speak == 'now'")
    assert plan.steps["tell-people.letter.sign"].when == condition("how_bad == 'notify'")
    assert plan.steps["review.meet"].due == Due("step:did-it-work", within={"else": "14d"})
    assert plan.groups["response"].ends == ("response.hold.look-again", "response.release")
    assert plan.groups["response"].last_end == "response.release"
    again = plan.steps["response.hold.look-again"].action
    assert isinstance(again, Decide)
    assert again.options["speak-up"].reopens == ("response.speak",)


def test_the_press_conference_of_the_employee_affair() -> None:
    plan = example("employee-conduct")
    stage = plan.steps["press.event.stage"]
    assert stage.role == "hr"
    assert stage.when == condition("severity >= 'P1' and press_go == 'hold'")
    assert needs_of(plan, "press.go") == {"outside.release": True}
    assert needs_of(plan, "press.event.opening") == {"press.go": False}
    prepare = plan.steps["press.event.prepare"]
    assert (prepare.due, len(prepare.checklist)) == (Due("fact:press_at", before="30m"), 8)
    assert plan.steps["outside.release"].due == Due("step:letter.release", within={"else": "4h"})
    assert needs_of(plan, "letter.write") == {"redo.tell-them": False}
    assert needs_of(plan, "settled") == {"press.event.transcript": False}
    assert graph.unreachable(plan) == frozenset()


def test_every_bundled_playbook_is_a_plan_in_which_every_step_is_reached() -> None:
    catalogue = Catalogue.open()
    for name in catalogue.ids():
        plan = catalogue.plan(name)
        assert graph.cycles(graph.parents(plan.steps)) == []
        assert graph.unreachable(plan) == frozenset()


JUNK = ["", "x", "$x", "a.b", "step:x", "go ==", [], ["x"], [["x"]], {}, {"x": "y"}, {"id": "x"}]


def spoilt(tree: Any, dice: random.Random) -> Any:
    """The tree with something in it replaced or taken out."""
    if not isinstance(tree, dict | list) or not tree or dice.random() < 0.1:
        return copy.deepcopy(dice.choice(JUNK))
    tree = copy.copy(tree)
    key: Any = dice.choice(list(tree) if isinstance(tree, dict) else range(len(tree)))
    if dice.random() < 0.1:
        del tree[key]
    else:
        tree[key] = spoilt(tree[key], dice)
    return tree


@pytest.mark.parametrize("seed", range(150))
def test_a_spoilt_file_is_told_or_compiled_and_crashes_nothing(seed: int) -> None:
    dice = random.Random(seed)
    root = EXAMPLES / "playbooks"
    documents = {
        path.stem: parse(path.read_text(), path.name)
        for path in (root / "employee-conduct.yaml", *root.glob("parts/*.yaml"))
    }
    name = dice.choice(sorted(documents))
    old = documents[name]
    documents[name] = Document(spoilt(old.data, dice), old.path, old.text, old.places)
    try:
        host = documents.pop("employee-conduct")
        model = form.playbook(host)
        parts = {
            part: Source(document, form.part(document)) for part, document in documents.items()
        }
    except BadFile:
        return
    plan, findings = both(host, model, parts, dictionary.load([EXAMPLES]))
    assert (plan is None) is bool(findings)
    if plan is not None:
        assert codec.load(codec.dump(plan)) == plan

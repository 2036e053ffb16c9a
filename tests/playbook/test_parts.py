"""Parts and groups: what ids mean where, and what becomes of parameters."""

from typing import Any

import pytest

from crisiskit.playbook import format as form
from crisiskit.playbook.complaints import Complaints
from crisiskit.playbook.parts import Node, inline
from crisiskit.playbook.scope import Source
from crisiskit.yamlfile import parse

KNOWN = {
    "role": ("lead", "pr", "legal"),
    "channel": ("weibo", "app"),
    "template": ("holding",),
    "fact": ("people", "press_at"),
    "checklist": ("rooms",),
}


def indented(text: str, blanks: int) -> str:
    return "\n".join(" " * blanks + line for line in text.strip("\n").splitlines())


class Inlined:
    """The nodes of an emergency phase by id, and the complaints."""

    def __init__(self, steps: str, **parts: str) -> None:
        text = "phases:\n  emergency:\n" + indented(steps, 4)
        documents = {name: parse(part, f"{name}.yaml") for name, part in parts.items()}
        sources = {
            name: Source(document, form.part(document)) for name, document in documents.items()
        }
        complaints = Complaints()
        phases = inline(parse(text, "host.yaml"), sources, KNOWN, complaints)
        self.nodes: dict[str, Node] = {
            node.id: node for top in phases.get("emergency", ()) for node in top.walk()
        }
        self.found = complaints.in_order()
        self.rules = [finding.rule for finding in self.found]

    def item(self, name: str) -> form.StepItem:
        assert self.found == []
        return self.nodes[name].item


def part(steps: str, params: str = "") -> str:
    declared = f"params:\n{indented(params, 2)}\n" if params else ""
    return f"part: p\ntitle: P\n{declared}steps:\n{indented(steps, 2)}\n"


def given(value: str, kind: str, where: str) -> Inlined:
    """A part whose only step holds `where`, given a value of a type for `$x`."""
    steps = f"- {{id: a, title: A, role: lead}}\n- id: b\n  title: B\n{indented(where, 2)}"
    return Inlined(
        f"- {{id: host, title: H, role: lead}}\n- id: u\n  use: p\n  with: {{x: {value}}}",
        p=part(steps, f"x: {{type: {kind}}}"),
    )


# --- parameters --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "value", "where", "path", "expected"),
    [
        ("text", "甲", "do: {zh: $x}", ("do", "zh"), "甲"),
        ("text", "甲", "do: {zh: 叫$x。}", ("do", "zh"), "叫甲。"),
        ("text", "{zh: 甲, en: A}", "do: {zh: $x, en: call $x}", ("do", "en"), "call A"),
        ("text", "{zh: 甲, en: A}", "do: $x", ("do", "zh"), "甲"),
        ("text", "{zh: 甲, en: A}", "do: call $x", ("do",), {"zh": "call 甲", "en": "call A"}),
        ("text", "{zh: 甲}", "do: {en: call $x}", ("do", "en"), "call [zh] 甲"),
        ("number", "5", "do: $x times", ("do", "en"), "5 times"),
        ("duration", "30m", "takes: $x", ("takes",), "30m"),
        ("duration", "30m", "do: every $x", ("do", "en"), "every 30m"),
        ("role", "pr", "role: $x", ("role",), "pr"),
        ("role", "pr", "do: ask $x", ("do", "en"), "ask pr"),
        ("step", "host", "due: {within: 1h, from: 'step:$x'}", ("due", "anchor"), "step:host"),
        ("step", "host", "needs: [a, $x]", ("needs",), ("u.a", "host")),
        ("steps", "[host]", "needs: [a, $x]", ("needs",), ("u.a", "host")),
        ("steps", "[]", "needs: [a, $x]", ("needs",), ("u.a",)),
        ("steps", "[host]", "needs: $x", ("needs",), ("host",)),
        ("fact", "people", "collect: [$x]", ("collect",), ("people",)),
        ("fact", "people", "when: $x", ("when",), "people"),
        ("checklist", "rooms", "checklist: $x", ("checklist",), "rooms"),
        ("due", "{within: 2h, from: aware}", "due: $x", ("due", "within"), "2h"),
        ("due", "{within: 2h, from: 'step:host'}", "due: $x", ("due", "anchor"), "step:host"),
        (
            "channels",
            "[weibo, app]",
            "publish: {draft: a, channels: $x, audience: public}",
            ("publish", "channels"),
            ("weibo", "app"),
        ),
        (
            "channels",
            "[app]",
            "publish: {draft: a, channels: [weibo, $x], audience: public}",
            ("publish", "channels"),
            ("weibo", "app"),
        ),
        (
            "audience",
            "staff",
            "publish: {draft: a, channels: [app], audience: $x}",
            ("publish", "audience"),
            "staff",
        ),
        (
            "template",
            "holding",
            "draft: {template: $x, languages: [zh]}",
            ("draft", "template"),
            "holding",
        ),
        ("text", "甲", "do: 收 $$5 与 $x", ("do", "zh"), "收 $5 与 甲"),
        ("text", "$$x", "do: $x", ("do", "zh"), "$$x"),
    ],
)
def test_what_a_parameter_becomes(
    kind: str, value: str, where: str, path: tuple[str, ...], expected: Any
) -> None:
    found: Any = given(value, kind, where).item("u.b")
    for name in path:
        found = found[name] if isinstance(found, dict) else getattr(found, name)
    assert found == expected


def test_an_item_of_roles_is_an_id_or_has_a_time() -> None:
    where = "approve: {draft: a, roles: $x}"
    found = given("[legal, {role: lead, takes: 20m}]", "roles", where).item("u.b").approve
    assert found is not None
    assert found.roles == ("legal", form.ApproverItem(role="lead", takes="20m"))


@pytest.mark.parametrize(
    ("kind", "value", "where", "rule"),
    [
        ("number", "many", "do: $x times", "bad-form"),
        ("duration", "soon", "takes: $x", "bad-form"),
        ("due", "{within: 2h, of: aware}", "due: $x", "due-form"),
        ("due", "2h", "due: $x", "wrong-kind"),
        ("channels", "weibo", "do: x\nconsult: $x", "wrong-kind"),
        ("channels", "[smoke]", "do: x\nconsult: $x", "unknown-channel"),
        ("audience", "everybody", "do: $x", "unknown-name"),
        ("role", "king", "role: $x", "unknown-role"),
        ("roles", "[legal, {role: king}]", "approve: {draft: a, roles: $x}", "unknown-role"),
        ("template", "sonnet", "draft: {template: $x, languages: [zh]}", "unknown-template"),
        ("step", "nowhere", "needs: [$x]", "unknown-step"),
        ("steps", "[nowhere]", "needs: [$x]", "unknown-step"),
        ("step", "[host]", "needs: [$x]", "wrong-kind"),
        ("fact", "gossip", "collect: [$x]", "unknown-fact"),
        ("checklist", "gossip", "checklist: $x", "unknown-checklist"),
        ("text", "[a]", "do: $x", "wrong-kind"),
    ],
)
def test_a_value_of_another_type_is_refused_where_it_is_written(
    kind: str, value: str, where: str, rule: str
) -> None:
    found = given(value, kind, where).found
    assert [(finding.rule, finding.path, finding.line) for finding in found] == [
        (rule, "host.yaml", 6)
    ]


@pytest.mark.parametrize("kind", ["roles", "channels", "steps", "template", "fact"])
def test_only_some_types_stand_inside_longer_text(kind: str) -> None:
    value = {"roles": "[pr]", "channels": "[app]", "steps": "[host]"}.get(
        kind, {"template": "holding", "fact": "people"}.get(kind, "")
    )
    found = given(value, kind, "do: see $x").found
    assert [(finding.rule, finding.path) for finding in found] == [("parameter-in-text", "p.yaml")]


def test_a_missing_parameter_is_told_at_the_use() -> None:
    found = Inlined(
        "- {id: u, use: p}", p=part("- {id: a, title: $x, role: lead}", "x: {type: text}")
    )
    assert [(f.rule, f.path, f.line) for f in found.found] == [
        ("missing-parameter", "host.yaml", 3)
    ]


def test_a_default_stands_in_for_a_missing_value() -> None:
    steps = "- {id: a, title: A, role: $who}\n- {id: b, title: B, role: lead, needs: [$before]}"
    params = "who: {type: role, default: pr}\nbefore: {type: steps, default: [a]}"
    inlined = Inlined("- {id: u, use: p}", p=part(steps, params))
    assert inlined.item("u.a").role == "pr"
    assert inlined.item("u.b").needs == ("u.a",)


def test_a_parameter_the_part_does_not_have_is_told_with_the_nearest() -> None:
    steps = "- {id: a, title: $members, role: lead}"
    inlined = Inlined(
        "- {id: u, use: p, with: {members: x, member: y}}",
        p=part(steps, "members: {type: text}"),
    )
    assert inlined.rules == ["unknown-parameter"]
    assert "members" in str(inlined.found[0].hint)


def test_undeclared_and_unused_parameters_are_told_in_the_part() -> None:
    inlined = Inlined(
        "- {id: u, use: p, with: {x: a}}\n- {id: v, use: p, with: {x: a}}",
        p=part("- {id: a, title: $y, role: lead}", "x: {type: text}"),
    )
    assert [(f.rule, f.path, f.line) for f in inlined.found] == [
        ("unused-parameter", "p.yaml", 4),
        ("undeclared-parameter", "p.yaml", 6),
    ]


def test_a_dollar_sign_that_is_no_parameter_is_told() -> None:
    inlined = Inlined("- {id: u, use: p}", p=part("- {id: a, title: costs $5, role: lead}"))
    assert inlined.rules == ["bad-dollar"]


def test_ids_are_written_out() -> None:
    inlined = Inlined(
        "- {id: u, use: p, with: {x: a}}",
        p=part("- {id: $x, title: $x, role: lead}", "x: {type: text}"),
    )
    assert inlined.rules == ["bad-form"]


def test_a_playbook_has_no_parameters() -> None:
    assert Inlined("- {id: a, title: 'costs $x', role: lead}").item("a").title == {
        "zh": "costs $x",
        "en": "costs $x",
    }


# --- what ids mean -----------------------------------------------------------------------------


def test_ids_inside_a_use_or_group_have_its_id_before_them() -> None:
    inlined = Inlined(
        "- id: u\n  use: p\n- id: g\n  steps:\n    - {id: c, title: C, role: lead}",
        p=part(
            "- {id: a, title: A, role: lead}\n- id: h\n  steps:\n    - {id: b, title: B, role: pr}"
        ),
    )
    assert list(inlined.nodes) == ["u", "u.a", "u.h", "u.h.b", "g", "g.c"]


def test_a_group_sees_what_encloses_it_nearest_first() -> None:
    steps = """
- {id: a, title: A, role: lead}
- {id: b, title: B, role: lead}
- id: g
  steps:
    - {id: b, title: B, role: lead, needs: [a]}
    - {id: c, title: C, role: lead, needs: [b]}
"""
    inlined = Inlined(steps)
    assert inlined.item("g.b").needs == ("a",)
    assert inlined.item("g.c").needs == ("g.b",)


def test_steps_inside_others_are_named_from_outside() -> None:
    inlined = Inlined(
        "- {id: u, use: p}\n- {id: z, title: Z, role: lead, needs: [u.h.b, u]}",
        p=part("- id: h\n  steps:\n    - {id: b, title: B, role: pr}"),
    )
    assert inlined.item("z").needs == ("u.h.b", "u")


def test_a_part_does_not_see_its_host() -> None:
    inlined = Inlined(
        "- {id: verify, title: V, role: lead}\n- {id: u, use: p}",
        p=part("- {id: a, title: A, role: lead, needs: [verify]}"),
    )
    assert [(f.rule, f.path, f.line) for f in inlined.found] == [("dangling-need", "p.yaml", 4)]


def test_a_step_the_host_passes_is_never_taken_for_one_of_the_part() -> None:
    steps = "- {id: a, title: A, role: lead}\n- {id: b, title: B, role: lead, needs: [$x, a]}"
    inlined = Inlined(
        "- {id: a, title: A, role: lead}\n- {id: u, use: p, with: {x: a}}",
        p=part(steps, "x: {type: step}"),
    )
    assert inlined.item("u.b").needs == ("a", "u.a")


def test_a_part_in_a_part_gets_steps_of_the_first_host() -> None:
    inlined = Inlined(
        "- {id: a, title: A, role: lead}\n- {id: u, use: p, with: {x: [a]}}",
        p=part(
            "- {id: a, title: A, role: lead}\n- {id: v, use: q, with: {y: [$x, a]}}",
            "x: {type: steps}",
        ),
        q=part("- {id: a, title: A, role: lead, needs: [$y]}", "y: {type: steps}"),
    )
    assert inlined.item("u.v.a").needs == ("a", "u.a")


DECISION = (
    "- id: go\n  title: Go\n  role: lead\n"
    "  decide: {question: Q, options: {hold: {label: H}, drop: {label: D}}}\n"
)


def test_outcomes_in_conditions_are_those_of_the_part() -> None:
    member = "- {id: a, title: A, role: pr, when: known(go)}"
    group = f"- id: g\n  when: go == 'hold'\n  steps:\n    {member}\n"
    inlined = Inlined("- {id: press, use: p}", p=part(DECISION + group))
    assert inlined.item("press.g").when == "press_go == 'hold'"
    assert inlined.item("press.g.a").when == "known(press_go)"


def test_words_in_quotes_and_functions_are_no_outcomes() -> None:
    steps = DECISION + "- {id: a, title: A, role: pr, when: \"cause == 'go' and go(x) or go_on\"}"
    inlined = Inlined("- {id: press, use: p}", p=part(steps))
    assert inlined.item("press.a").when == "cause == 'go' and go(x) or go_on"


def test_a_decision_of_the_host_comes_in_as_a_step() -> None:
    steps = "- {id: a, title: A, role: pr, when: $x == 'hold'}"
    host = f"- id: g\n  steps:\n{indented(DECISION, 4)}\n- {{id: u, use: p, with: {{x: g.go}}}}"
    inlined = Inlined(host, p=part(steps, "x: {type: step}"))
    assert inlined.item("u.a").when == "g_go == 'hold'"


def test_the_host_names_the_outcome_of_a_part_by_its_whole_name() -> None:
    inlined = Inlined(
        "- {id: press, use: p}\n- {id: a, title: A, role: lead, when: press_go == 'hold'}",
        p=part(DECISION),
    )
    assert inlined.item("a").when == "press_go == 'hold'"


def test_every_kind_of_reference_is_rewritten() -> None:
    steps = """
- {id: w, title: W, role: pr, draft: {template: holding, languages: [zh]}}
- {id: s, title: S, role: pr, approve: {draft: w, roles: [legal]}}
- {id: o, title: O, role: pr, publish: {draft: w, channels: [app], audience: public}}
- id: go
  title: G
  role: pr
  due: {within: 1h, from: step:o}
  checklist: [{id: i, text: T, when: go == 'hold'}, plain]
  decide: {question: Q, options: {hold: {label: H, reopens: s}, drop: {label: D, reopens: [w]}}}
- {id: r, title: R, role: pr, repeat: {every: 1h, until: go == 'hold'}}
- {id: h, title: H, role: pr, wait: {until: go == 'drop'}}
"""
    inlined = Inlined("- {id: u, use: p}", p=part(steps))
    approve, publish = inlined.item("u.s").approve, inlined.item("u.o").publish
    decided = inlined.item("u.go")
    assert approve is not None
    assert approve.draft == "u.w"
    assert publish is not None
    assert publish.draft == "u.w"
    assert decided.decide is not None
    assert decided.decide.options["hold"].reopens == ("u.s",)
    assert decided.decide.options["drop"].reopens == ("u.w",)
    assert decided.due is not None
    assert decided.due.anchor == "step:u.o"
    assert decided.checklist is not None
    first = decided.checklist[0]
    assert not isinstance(first, str)
    assert first.when == "u_go == 'hold'"
    repeat, wait = inlined.item("u.r").repeat, inlined.item("u.h").wait
    assert repeat is not None
    assert repeat.until == "u_go == 'hold'"
    assert wait is not None
    assert wait.until == "u_go == 'drop'"


# --- parts in parts ----------------------------------------------------------------------------


def using(name: str) -> str:
    return part(f"- {{id: in, use: {name}}}")


def test_parts_use_parts_three_deep() -> None:
    leaf = part("- {id: a, title: A, role: lead}")
    assert "u.in.in.a" in Inlined("- {id: u, use: p}", p=using("q"), q=using("r"), r=leaf).nodes
    deeper = Inlined("- {id: u, use: p}", p=using("q"), q=using("r"), r=using("s"), s=leaf)
    assert deeper.rules == ["parts-too-deep"]
    assert "p → q → r → s" in deeper.found[0].message


def test_a_part_in_itself_is_told() -> None:
    assert Inlined("- {id: u, use: p}", p=using("q"), q=using("p")).rules == ["part-in-itself"]


def test_an_unknown_part_is_told_with_the_nearest() -> None:
    inlined = Inlined("- {id: u, use: pp}", p=using("p"))
    assert [(f.rule, f.line, f.column) for f in inlined.found] == [("unknown-part", 3, 20)]
    assert "Did you mean p?" in str(inlined.found[0].hint)


def test_an_id_twice_in_a_list_is_told() -> None:
    steps = "- {id: a, title: A, role: lead}\n- {id: a, title: B, role: lead}"
    assert Inlined(steps).rules == ["duplicate-id"]
    assert Inlined("- {id: u, use: p}\n- {id: v, use: p}", p=part(steps)).rules == ["duplicate-id"]


def test_the_title_of_a_group_is_its_own_or_that_of_its_part() -> None:
    inlined = Inlined(
        "- {id: u, use: p}\n- {id: v, title: V, use: p}", p=part("- {id: a, title: A}")
    )
    assert inlined.nodes["u"].title == {"zh": "P", "en": "P"}
    assert inlined.nodes["v"].title == {"zh": "V", "en": "V"}


# --- parts by other people ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "steps",
    [
        "- {id: [a], title: A}",
        "- {title: A}",
        "- {id: a, title: A, needs: a}",
        "- {id: a, title: A, needs: {a: b}}",
        "- {id: a, steps: b}",
        "- {id: a, steps: [b]}",
        "- {id: a, steps: {b: c}}",
        "- {steps: [{id: b, title: B}]}",
        "- {id: a, use: [p]}",
        "- {id: a, use: q, with: x}",
        "- {id: a, title: A, decide: x}",
        "- {id: a, title: A, decide: {question: Q, options: [x, y]}}",
        "- {id: a, title: A, decide: {question: Q, options: {x: y, z: w}}}",
        "- {id: a, title: A, due: x}",
        "- {id: a, title: A, due: {within: 1h, from: [step]}}",
        "- {id: a, title: A, when: [x]}",
        "- {id: a, title: A, checklist: {x: y}}",
        "- {id: a, title: A, approve: [x]}",
        "- {id: a, title: A, repeat: x}",
    ],
)
def test_a_part_of_the_wrong_shape_is_told_and_crashes_nothing(steps: str) -> None:
    inlined = Inlined(
        "- {id: u, use: p}",
        p=part(steps),
        q=part("- {id: b, title: B}", "x: {type: steps, default: []}"),
    )
    assert inlined.found
    assert {finding.path for finding in inlined.found} == {"p.yaml"}


def test_parts_that_multiply_are_refused_before_they_are_inlined() -> None:
    def many(name: str) -> str:
        return part("\n".join(f"- {{id: s{n}, use: {name}}}" for n in range(200)))

    leaf = part("- {id: a, title: A, role: lead}")
    inlined = Inlined("- {id: u, use: p}", p=many("q"), q=many("r"), r=leaf)
    assert inlined.rules == ["too-large"]
    assert "80201 steps" in inlined.found[0].message
    assert inlined.nodes == {}


def test_a_long_part_used_often_is_refused() -> None:
    long = part(f"- {{id: a, title: A, role: lead, do: {'x' * 900_000}}}")
    uses = "\n".join(f"- {{id: u{n}, use: p}}" for n in range(10))
    assert Inlined(uses, p=long).rules == ["too-large"]


def test_a_text_put_in_again_and_again_is_refused() -> None:
    inlined = Inlined(
        f"- {{id: u, use: p, with: {{x: {'y' * 10_000}}}}}",
        p=part(f"- {{id: a, title: A, role: lead, do: {'$x ' * 1000}}}", "x: {type: text}"),
    )
    assert set(inlined.rules) == {"too-large"}


def test_a_condition_without_an_end_takes_no_time() -> None:
    text = "'\\'\\'" * 20_000
    steps = f'- {{id: a, title: A, role: lead, when: "{text}"}}'.replace("\\", "\\\\")
    assert Inlined(steps).item("a").when == text

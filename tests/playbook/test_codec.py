"""Plans as bytes: they come back as they were, in the order they were, or not at all."""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest

from crisiskit.errors import StorageError
from crisiskit.playbook import codec, forms, vocabulary
from crisiskit.playbook.action_format import ApproveItem
from crisiskit.playbook.catalogue import Catalogue
from crisiskit.playbook.conditions import both, parse
from crisiskit.playbook.plan import (
    Approve,
    Approver,
    Checklist,
    Column,
    Decide,
    Dimension,
    Draft,
    Due,
    DutySpec,
    FactSpec,
    Group,
    Item,
    Level,
    Need,
    Notify,
    Option,
    Plan,
    Publish,
    Repeat,
    Step,
    Wait,
)
from crisiskit.playbook.stored import FACT_TYPES
from crisiskit.yamlfile.fields import keys_of
from tests.fakes.spoiling import MORE, WRONG, found, paths, spoilt

WORDS = {"zh": "词", "en": "words"}


def every_kind() -> Plan:
    """A plan in which every field holds something."""
    condition = parse("n > 1.5 and c in ['x', 'y']")
    item = Item("i", WORDS, "lead", before="2h", section=WORDS, when=condition)
    steps = (
        Step("z", "emergency", WORDS, "lead", do=WORDS, why=WORDS, source=("S1",), consult=("pr",)),
        Step("task", "emergency", WORDS, "lead", needs=(Need("z"), Need("choose", named=False))),
        Step(
            "choose",
            "emergency",
            WORDS,
            "lead",
            "decide",
            Decide(WORDS, {"b": Option(WORDS, ("z",)), "a": Option(WORDS)}, "choose"),
            heading=WORDS,
            when=condition,
        ),
        Step("write", "emergency", WORDS, "pr", "draft", Draft("t", ("zh", "en"), ("weibo",))),
        Step(
            "sign",
            "emergency",
            WORDS,
            "pr",
            "approve",
            Approve("write", (Approver("legal", "20m"), Approver("lead")), 1, "listed"),
            due=Due("aware", within={"P1": "30m", "else": "2h"}),
        ),
        Step("out", "emergency", WORDS, "pr", "publish", Publish("write", ("weibo",), "public")),
        Step("tell", "emergency", WORDS, "pr", "notify", Notify(("police",), "cn.x.1", "phone")),
        Step("look", "emergency", WORDS, "pr", "repeat", Repeat("1h", condition), background=True),
        Step("hold", "emergency", WORDS, "pr", "wait", Wait(condition), optional=True),
        Step(
            "tick",
            "recovery",
            WORDS,
            "pr",
            kind="wait",
            action=Wait(lasts="2h"),
            checklist=(item,),
            clock="press_at",
            collect=("n",),
            evidence="required",
            takes="3h",
        ),
    )
    facts = (
        FactSpec("n", "number", "event", WORDS, WORDS, unit=WORDS),
        FactSpec("c", "choice", "event", WORDS, WORDS, options={"y": WORDS, "x": WORDS}),
        FactSpec("t", "table", "event", WORDS, WORDS, columns={"u": Column("text", WORDS)}),
        FactSpec("who", "people", "company", WORDS, WORDS, personal=True),
    )
    duty = DutySpec("cn.x.1", WORDS, WORDS, "4h", WORDS, WORDS, "V", "s", WORDS, "2026-11-21")
    return Plan(
        playbook="all",
        version="1.2.3",
        title=WORDS,
        summary=WORDS,
        signals={"zh": ("一", "二")},
        responsibility="victim",
        lead="lead",
        steps={step.id: step for step in steps},
        groups={"g": Group("g", WORDS, ("z", "task"), ("task",), "task")},
        facts={fact.id: fact for fact in facts},
        duties={duty.id: duty},
        roles={"pr": WORDS, "lead": WORDS},
        channels={"weibo": WORDS},
        checklists={"list": Checklist("list", WORDS, (item,), "press_at")},
        severity=(Dimension("d", WORDS, {"P1": Level(condition, WORDS)}),),
    )


def test_every_field_comes_back() -> None:
    plan = every_kind()
    assert codec.load(codec.dump(plan)) == plan


def test_the_order_of_steps_options_and_facts_is_kept() -> None:
    plan = every_kind()
    back = codec.load(codec.dump(plan))
    assert list(back.steps) == list(plan.steps)
    assert list(back.facts) == list(plan.facts)
    assert list(back.facts["c"].options) == ["y", "x"]
    choose = back.steps["choose"].action
    assert isinstance(choose, Decide)
    assert list(choose.options) == ["b", "a"]


def test_the_same_plan_gives_the_same_bytes() -> None:
    content = codec.dump(every_kind())
    assert codec.dump(codec.load(content)) == content
    assert content.decode().startswith('{"format":1,"playbook":"all"')


def test_bytes_are_in_one_form_of_unicode() -> None:
    plan = every_kind()
    plan.title["en"] = "Cafe\u0301"  # type: ignore[index]
    assert codec.load(codec.dump(plan)).title["en"] == "Caf\u00e9"


def test_a_plan_of_a_later_version_is_refused() -> None:
    later = json.dumps({**json.loads(codec.dump(every_kind())), "format": 2}).encode()
    with pytest.raises(StorageError, match="later version"):
        codec.load(later)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\xff",
        b'{"format": 1}',
        b'{"format": 1, "steps": 5}',
        b'{"format": 1, "steps": [{"kind": "fly", "action": {}}]}',
        b"[" * 100_000,
    ],
)
def test_what_is_no_plan_is_refused(content: bytes) -> None:
    with pytest.raises(StorageError, match="cannot be read"):
        codec.load(content)


def test_what_is_read_is_of_the_types_of_its_class() -> None:
    """Every value of a plan in which every field holds something, put wrong in every way."""
    plan = json.loads(codec.dump(every_kind()))
    refused = 0
    for path in paths(plan):
        for wrong in WRONG:
            if wrong is MORE and not isinstance(found(plan, path), dict):
                continue
            content = json.dumps(spoilt(plan, path, wrong)).encode()
            try:
                assert is_of(codec.load(content), Plan), (path, wrong)
            except StorageError:
                refused += 1
    assert refused > 2000


def is_of(value: Any, kind: Any) -> bool:
    """Whether a value is what an annotation says, to its depths."""
    origin, args = get_origin(kind), get_args(kind)
    if is_dataclass(kind):
        return isinstance(value, kind) and all(  # type: ignore[arg-type]  # a class it is
            is_of(getattr(value, field.name), field.type) for field in fields(kind)
        )
    if origin is tuple:
        return type(value) is tuple and all(is_of(part, args[0]) for part in value)
    if origin is Mapping:
        return type(value) is dict and all(is_of(part, args[1]) for part in value.values())
    if origin is list:
        return type(value) is list
    return any(is_of(value, each) for each in args) if args else type(value) is kind


ITEM = {"id": "i", "text": WORDS}


@pytest.mark.parametrize(
    "wrong",
    [
        {"phase": "later"},
        {"kind": "fly"},
        {"kind": "wait"},
        {"kind": ["wait"]},
        {"action": {"every": "1h"}},
        {"kind": "wait", "action": {"every": "1h"}},
        {"kind": "wait", "action": {"lasts": "5wd"}},
        {"kind": "repeat", "action": {"every": "soon"}},
        {"kind": "approve", "action": {"draft": "write", "roles": [{"role": "pr"}], "need": 0}},
        {"kind": "approve", "action": {"draft": "write", "roles": [{"role": "pr"}], "need": 2}},
        {"kind": "approve", "action": {"draft": "w", "roles": [{"role": "pr"}], "need": 1}},
        {"kind": "approve", "action": {"draft": "write", "roles": [], "need": 0}},
        {"kind": "publish", "action": {"draft": "w", "channels": ["x"], "audience": "public"}},
        {"kind": "publish", "action": {"draft": "write", "channels": [], "audience": "public"}},
        {"kind": "draft", "action": {"template": "t", "languages": [], "channels": []}},
        {"kind": "notify", "action": {"to": ["staff"], "duty": "cn.x.2"}},
        {"kind": "notify", "action": {"to": []}},
        {"kind": "decide", "action": {"question": WORDS, "options": {}, "outcome": "o"}},
        {
            "kind": "decide",
            "action": {
                "question": WORDS,
                "options": {"a": {"label": WORDS, "reopens": ["y"]}},
                "outcome": "o",
            },
        },
        {"needs": [{"step": "y"}]},
        {"needs": [{"step": "here"}]},
        {"needs": [{"step": "round"}]},
        {"takes": "1 hour"},
        {"takes": "99999999999999999999d"},
        {"evidence": "perhaps"},
        {"collect": ["m"]},
        {"due": {}},
        {"due": {"within": {}}},
        {"due": {"within": {"P1": "1h"}}},
        {"due": {"within": {"else": "tomorrow"}}},
        {"due": {"within": {"else": "1h"}, "by": "next-day 24:00"}},
        {"due": {"by": "next-day 24:30"}},
        {"due": {"before": "5wd"}},
        {"due": {"anchor": "noon", "before": "5h"}},
        {"due": {"anchor": "at", "by": "next-day 24:00"}},
        {"due": {"anchor": "fact:", "before": "5h"}},
        {"due": {"anchor": "step:y", "within": {"else": "1h"}}},
        {"checklist": [{**ITEM, "before": "noon"}]},
        {"checklist": [{**ITEM, "more": "x"}]},
        {"more": "x"},
    ],
)
def test_a_step_that_no_playbook_has_is_refused(wrong: dict[str, Any]) -> None:
    plan = json.loads(codec.dump(every_kind()))
    step = {"id": "here", "phase": "emergency", "title": WORDS, "role": "lead"}
    around = {**step, "id": "round", "needs": [{"step": "here"}]}
    plan["steps"] += [step, around]
    codec.load(json.dumps(plan).encode())
    step.update(wrong)
    with pytest.raises(StorageError, match="cannot be read"):
        codec.load(json.dumps(plan).encode())


NAME = ["name", "n"]
NUMBER = ["lit", 5]


@pytest.mark.parametrize(
    ("tree", "right"),
    [
        (["lit", True], True),
        (["cmp", NAME, ">=", ["lit", "1.5", "decimal"], "<", ["hours_since", "t"]], True),
        (["cmp", NAME, "not in", ["list", NUMBER, ["lit", "x"]]], True),
        (["or", ["known", "n"], ["and", NAME, ["not", NAME]]], True),
        ([], False),
        (["name"], False),
        (["name", 7], False),
        (["name", "n", "n"], False),
        (["known", NAME], False),
        ([NAME, "n"], False),
        (["xor", NAME, NAME], False),
        (["not", NAME, NAME], False),
        (["and", NAME, "n"], False),
        (["and", NAME, NUMBER], False),
        (["lit", 5], False),
        (["lit", True, "decimal"], False),
        (["cmp", NAME], False),
        (["cmp", NAME, ">="], False),
        (["cmp", NAME, "=", NUMBER], False),
        (["cmp", NAME, [">="], NUMBER], False),
        (["cmp", NAME, ">=", "x"], False),
        (["cmp", NAME, ">=", []], False),
        (["cmp", NAME, ">=", ["lit", None]], False),
        (["cmp", NAME, ">=", ["lit", 1.5]], False),
        (["cmp", NAME, ">=", ["lit", "a", "decimal"]], False),
        (["cmp", NAME, ">=", ["lit", "1", "x"]], False),
        (["cmp", NAME, "in", ["list", NAME]], False),
        (["cmp", NAME, "in", ["list", ["list"]]], False),
        (["cmp", ["known", "n"], "==", ["lit", True]], False),
    ],
)
def test_a_condition_is_a_tree_that_can_be_walked(tree: list[Any], right: bool) -> None:
    content = json.dumps(with_condition(tree)).encode()
    if right:
        codec.load(content)
    else:
        with pytest.raises(StorageError, match="cannot be read"):
            codec.load(content)


def with_condition(tree: list[Any]) -> dict[str, Any]:
    plan: dict[str, Any] = json.loads(codec.dump(every_kind()))
    plan["steps"][0]["when"] = {"text": "x", "tree": tree, "names": []}
    return plan


def test_a_condition_is_as_deep_as_one_can_be_written() -> None:
    deepest = both(parse(f"{'not ' * 19}n"), parse("n or n"))  # of a step and its group
    assert deepest is not None
    codec.load(json.dumps(with_condition(deepest.tree)).encode())
    for levels in (1, 50, 900):
        deep = deepest.tree
        for _level in range(levels):
            deep = ["not", deep]
        with pytest.raises(StorageError, match="cannot be read"):
            codec.load(json.dumps(with_condition(deep)).encode())


def test_the_closed_words_of_a_plan_are_those_of_a_file() -> None:
    assert set(get_args(vocabulary.FactType)) == FACT_TYPES
    assert set(get_args(vocabulary.ColumnType)) == forms.COLUMN_TYPES
    assert set(get_args(vocabulary.Evidence)) == forms.EVIDENCE
    assert set(get_args(keys_of(ApproveItem)["order"].type)) == forms.ORDERS


def test_every_form_is_of_a_field() -> None:
    for kind, named in forms.FORMS.items():
        assert named.keys() <= {field.name for field in fields(kind)}, kind


def test_every_bundled_playbook_comes_back() -> None:
    catalogue = Catalogue.open()
    assert catalogue.ids()
    for name in catalogue.ids():
        plan = catalogue.plan(name)
        back = codec.load(codec.dump(plan))
        assert back == plan
        assert list(back.steps) == list(plan.steps)


def test_a_running_case_loads_no_heavy_module() -> None:
    script = (
        "import sys\n"
        "from crisiskit.playbook import codec, conditions, graph\n"
        "heavy = {'pydantic', 'yaml', 'jinja2', 'rich', 'typer', 'difflib'} & set(sys.modules)\n"
        "ours = [m for m in sys.modules if m.startswith('crisiskit.playbook.')]\n"
        "print(sorted(heavy), sorted(ours))\n"
    )
    shown = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    names = ("codec", "conditions", "durations", "forms", "graph", "plan", "reader", "stored")
    modules = [f"crisiskit.playbook.{name}" for name in names]
    assert shown.stdout.strip() == f"[] {modules}"

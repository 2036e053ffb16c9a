"""Plans as bytes: they come back as they were, in the order they were, or not at all."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from crisiskit.errors import StorageError
from crisiskit.playbook import codec
from crisiskit.playbook.catalogue import Catalogue
from crisiskit.playbook.conditions import parse
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

WORDS = {"zh": "词", "en": "words"}


def every_kind() -> Plan:
    """A plan in which every field holds something."""
    condition = parse("n > 1.5 and c in ['x', 'y']")
    item = Item("i", WORDS, "lead", before="2h", section=WORDS, when=condition)
    steps = (
        Step("z", "emergency", WORDS, "lead", do=WORDS, why=WORDS, source=("S1",), consult=("pr",)),
        Step("task", "emergency", WORDS, "lead", needs=(Need("z"), Need("y", named=False))),
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
    modules = [f"crisiskit.playbook.{name}" for name in ("codec", "conditions", "graph", "plan")]
    assert shown.stdout.strip() == f"[] {modules}"

"""A desk with a small case, made without any file."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from crisiskit.case.commands import File, Release, Sign, Write, Written
from crisiskit.case.memory import MemoryJournal
from crisiskit.clock import VirtualClock
from crisiskit.desk.desk import Receipt, Who
from crisiskit.desk.opening import Alarm, InForce, open_case
from crisiskit.playbook import conditions
from crisiskit.playbook.plan import (
    Approve,
    Approver,
    Decide,
    Draft,
    Due,
    DutySpec,
    FactSpec,
    Item,
    Need,
    Notify,
    Option,
    Plan,
    Publish,
    Step,
)

START = datetime(2026, 11, 21, 2, 10, tzinfo=UTC)
"""10:10 on a Saturday in Shanghai."""


def both(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


def _step(name: str, en: str, role: str, *needs: str, **rest: Any) -> Step:
    rest.setdefault("phase", "emergency")
    title = both(f"{en}（中）", en)
    return Step(name, title=title, role=role, needs=tuple(map(Need, needs)), **rest)


def _fact(name: str, kind: str, zh: str, en: str, **rest: Any) -> FactSpec:
    return FactSpec(name, kind, "event", both(zh, en), both(zh, en), **rest)


def _steps() -> list[Step]:
    hour = Due("aware", {"else": "1h"})
    return [
        _step(
            "call",
            "Call the team",
            "lead",
            due=Due("aware", {"else": "30m"}),
            do=both("召集。", "Ring everybody on the list, the backup where nobody answers."),
            why=both("快", "Minutes count."),
            checklist=(
                Item("ring", both("打电话", "Ring them"), role="pr"),
                Item("room", both("会议室", "Find a room"), before="1h"),
            ),
            consult=("legal",),
            takes="10m",
        ),
        _step("verify", "Verify", "security", "call", collect=("people", "cause")),
        _step(
            "how-bad",
            "Tell people or not",
            "legal",
            action=Decide(
                both("告知？", "Must people be told?"),
                {"yes": Option(both("告知", "Tell them")), "no": Option(both("不", "Do not"))},
                "how_bad",
            ),
            kind="decide",
        ),
        _step(
            "authority",
            "Tell the authority",
            "legal",
            kind="notify",
            action=Notify(("regulator",), "cn.x"),
            when=conditions.parse("people >= 1000"),
            evidence="required",
        ),
        _step(
            "write",
            "Write it",
            "pr",
            kind="draft",
            action=Draft("holding", ("zh", "en"), ("weibo",)),
        ),
        _step(
            "sign",
            "Sign it",
            "pr",
            "write",
            kind="approve",
            action=Approve("write", (Approver("legal"), Approver("lead")), 2),
        ),
        _step(
            "release",
            "Publish it",
            "pr",
            "sign",
            kind="publish",
            action=Publish("write", ("weibo", "app"), "public"),
            due=hour,
        ),
        _step("review", "Look back", "lead", phase="recovery", optional=True),
    ]


def _plan() -> Plan:
    facts = [
        _fact("people", "number", "人数", "people affected", unit=both("人", "people")),
        _fact("cause", "text", "原因", "cause"),
        _fact("victims", "text", "姓名", "names of the injured", personal=True),
        _fact("broke", "time", "引爆", "time it broke"),
        _fact("aware", "time", "知悉", "time we knew"),
    ]
    duty = DutySpec(
        "cn.x",
        both("报告", "Report"),
        both("某法第一条", "Act X, art. 1"),
        "4h",
        both("四小时内", "within four hours"),
        both("主管部门", "authority"),
        "G",
        "domain.md",
    )
    return Plan(
        playbook="small",
        version="1.2.0",
        title=both("小事件", "Small incident"),
        summary=both("小", "small"),
        signals={},
        responsibility=None,
        lead="lead",
        steps={step.id: step for step in _steps()},
        groups={},
        facts={fact.id: fact for fact in facts},
        duties={duty.id: duty},
        roles={
            "lead": both("组长", "incident lead"),
            "legal": both("法务", "counsel"),
            "pr": both("公关", "communications"),
            "security": both("安全", "security"),
        },
        channels={"weibo": both("微博", "Weibo"), "app": both("应用", "the app")},
        checklists={},
        severity=(),
    )


class Room:
    """A desk, and shorter words for what a test does at it."""

    def __init__(self, **alarm: Any) -> None:
        self.clock = VirtualClock(START)
        roster = {"lead": [{"name": "张三", "phone": "138"}, {"name": "李四"}]}
        force = InForce(_plan(), {}, roster, {"languages": ["en"]})
        given: Mapping[str, Any] = {"title": "Phones leaked", **alarm}
        asked = Alarm(zone="Asia/Shanghai", language="en", **given)
        who = Who("lead", "zhang", "desk-1")
        self.desk = open_case(MemoryJournal(), self.clock, who, force, asked)

    def write(self, *gaps: str) -> Receipt:
        found = tuple(
            {"fact": gap, "kind": "unconfirmed", "placeholder": f"[{gap}]"} for gap in gaps
        )
        return self.desk.act(
            Write(
                (Written("en", None, "Words"),),
                ({"language": "en", "channel": None, "sha256": "0" * 64},),
                f"v{self.desk.case.seq}",
                step="write",
                template="holding",
                gaps=found,
            )
        )

    def sign(self, role: str, **rest: Any) -> Receipt:
        return self.desk.act(Sign("d1", role, **rest))

    def publish(self, channel: str, **rest: Any) -> Receipt:
        return self.desk.act(Release("d1", channel, **rest))


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.fixture
def another_room() -> Callable[..., Room]:
    """A room whose case is opened with other words."""
    return Room


@pytest.fixture
def proof() -> File:
    return File("post.png", b"\x89PNG")

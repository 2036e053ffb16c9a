"""A little house of templates and facts to render."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from crisiskit.playbook.plan import Column, FactSpec
from crisiskit.statement.library import Library
from crisiskit.statement.render import LedgerFact, Rendered, render

HEAD = "---\ntemplate: {name}\n{kind}needs: []\nchannels: {{sms: 20}}\n---\n"

SPECS = {
    spec.id: spec
    for spec in (
        FactSpec("company", "text", "company", {"zh": "公司名称", "en": "company name"}, {}),
        FactSpec("cause", "text", "event", {"zh": "原因", "en": "cause"}, {}),
        FactSpec(
            "people_affected",
            "number",
            "customers",
            {"zh": "受影响人数", "en": "people affected"},
            {},
            unit={"zh": "人", "en": "people"},
        ),
        FactSpec("rate", "percent", "event", {"zh": "比例", "en": "rate"}, {}),
        FactSpec("loss", "money", "event", {"zh": "损失", "en": "loss"}, {}),
        FactSpec("lasts", "duration", "event", {"zh": "时长", "en": "duration"}, {}),
        FactSpec("data_out", "yes-no", "event", {"zh": "外流", "en": "data outside"}, {}),
        FactSpec("event_at", "time", "event", {"zh": "发生时间", "en": "time it happened"}, {}),
        FactSpec("concerns", "list", "customers", {"zh": "担心", "en": "concerns"}, {}),
        FactSpec("decided_by", "people", "company", {"zh": "决定人", "en": "decided by"}, {}),
        FactSpec(
            "harm",
            "choice",
            "event",
            {"zh": "伤害", "en": "harm"},
            {},
            options={"none": {"zh": "没有", "en": "none"}, "death": {"zh": "死亡", "en": "death"}},
        ),
        FactSpec(
            "leaked",
            "choices",
            "event",
            {"zh": "字段", "en": "fields"},
            {},
            options={"name": {"zh": "姓名", "en": "name"}, "phone": {"zh": "电话", "en": "phone"}},
        ),
        FactSpec(
            "parties",
            "table",
            "event",
            {"zh": "涉事人员", "en": "staff involved"},
            {},
            columns={
                "unit": Column("text", {"zh": "部门", "en": "unit"}),
                "count": Column("number", {"zh": "人数", "en": "people"}),
            },
        ),
    )
}

VALUES: dict[str, Any] = {
    "company": {"zh": "某公司", "en": "Some Company"},
    "cause": {"zh": "配置错误"},
    "people_affected": 300000,
    "rate": "12.5",
    "loss": {"amount": "12.50", "currency": "CNY"},
    "lasts": "2h",
    "data_out": True,
    "event_at": "2026-11-20T18:10:00Z",
    "concerns": {"zh": ["处理过重", "伤害容错"], "en": ["too severe", "no room for error"]},
    "decided_by": [
        {"title": {"zh": "首席风险官", "en": "Chief Risk Officer"}},
        {
            "name": "陈安",
            "title": {"zh": "总裁", "en": "President"},
            "unit": {"zh": "云", "en": "Cloud"},
        },
    ],
    "harm": "death",
    "leaked": ["name", "phone"],
    "parties": [
        {"unit": {"zh": "安全部", "en": "Security"}, "count": 4},
        {"unit": {"zh": "云团队"}, "count": 1},
    ],
}

Renderer = Callable[..., Rendered]


def ledger(status: str | None = "confirmed", **statuses: str | None) -> dict[str, LedgerFact]:
    """All facts in one status, some in another; None: no entry."""
    facts = {}
    for seq, (name, spec) in enumerate(SPECS.items(), start=1):
        found = statuses.get(name, status)
        value = None if found in (None, "unknown") else VALUES[name]
        facts[name] = LedgerFact(spec, found, value, None if found is None else seq)
    return facts


@pytest.fixture
def facts() -> Callable[..., dict[str, LedgerFact]]:
    """Make a ledger."""
    return ledger


@pytest.fixture
def specs() -> Mapping[str, FactSpec]:
    """The facts of the house."""
    return SPECS


def source(name: str, body: str) -> str:
    """A template with this body."""
    kind = "" if name.startswith("shared/") else "kind: holding\ntitle: T\n"
    return HEAD.format(name=name, kind=kind) + body


@pytest.fixture
def library_of() -> Callable[..., Library]:
    """Make a library of bodies, the first of them called `main`."""

    def make(body: str, **others: str) -> Library:
        bodies = {"main": body} | {
            name.replace("shared_", "shared/"): text for name, text in others.items()
        }
        return Library(
            {
                (language, name): source(name, text)
                for name, text in bodies.items()
                for language in ("zh", "en")
            }
        )

    return make


@pytest.fixture
def rendered(library_of: Callable[..., Library]) -> Renderer:
    """Render a body."""

    def make(
        body: str,
        facts: Mapping[str, LedgerFact] | None = None,
        *,
        language: str = "zh",
        channel: str | None = None,
        names: Mapping[str, Any] | None = None,
        **others: str,
    ) -> Rendered:
        library = library_of(body, **others)
        found = ledger() if facts is None else facts
        return render(
            library, "main", language, channel, found, names=names or {}, zone="Asia/Shanghai"
        )

    return make

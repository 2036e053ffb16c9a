"""Every bundled template: clean, complete with all facts, and honest without them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from crisiskit import yamlfile
from crisiskit.playbook.plan import Checklist, Column, FactSpec, Item
from crisiskit.playbook.values import parse
from crisiskit.statement.checklists import checklist_view
from crisiskit.statement.frontmatter import FRAGMENTS
from crisiskit.statement.gaps import GapKind, placeholders
from crisiskit.statement.library import Library
from crisiskit.statement.render import LedgerFact, Rendered, render

ROOT = Path(__file__).parents[2]
ZONE = "Asia/Shanghai"
NOW = datetime(2026, 11, 20, 18, 10, tzinfo=UTC)
TRIAGE = {
    "company": {"zh": "某公司", "en": "Some Company"},
    "event": {"zh": "订单被误取消", "en": "orders were cancelled in error"},
}
"""What is known at two in the morning: who we are, and what happened."""

EXAMPLES: dict[str, Any] = {
    "text": {"zh": "一句话", "en": "some words"},
    "number": "30万",
    "money": "500万",
    "percent": "12.5%",
    "time": "14:30",
    "date": "11-23",
    "duration": "2h",
    "yes-no": "y",
    "list": {"zh": ["甲", "乙"], "en": ["one", "two"]},
    "people": [{"title": {"zh": "首席风险官", "en": "Chief Risk Officer"}}],
    "choice": "1",
    "choices": "1,2",
}


@cache
def specs() -> Mapping[str, FactSpec]:
    data = yamlfile.read(ROOT / "playbooks/shared/facts.yaml").data
    return {name: spec(name, fact) for name, fact in data.items()}


def spec(name: str, fact: Mapping[str, Any]) -> FactSpec:
    columns = {
        column: Column(found["type"], found["label"])
        for column, found in fact.get("columns", {}).items()
    }
    return FactSpec(
        name,
        fact["type"],
        fact["bucket"],
        fact["label"],
        fact["ask"],
        fact.get("unit"),
        fact.get("options", {}),
        columns,
    )


@cache
def library() -> Library:
    sources = {}
    for path in sorted((ROOT / "templates").glob("*/**/*.md.j2")):
        language, *name = path.relative_to(ROOT / "templates").parts
        sources[language, "/".join(name).removesuffix(".md.j2")] = path.read_text("utf-8")
    return Library(sources)


def files() -> list[tuple[str, str]]:
    return sorted(
        (
            path.relative_to(ROOT / "templates").parts[0],
            "/".join(path.relative_to(ROOT / "templates").parts[1:]).removesuffix(".md.j2"),
        )
        for path in (ROOT / "templates").glob("*/**/*.md.j2")
    )


def texts() -> list[tuple[str, str]]:
    return [(language, name) for language, name in files() if not name.startswith(FRAGMENTS)]


def example(found: FactSpec) -> Any:
    if found.type == "table":
        return [{name: EXAMPLES[column.type] for name, column in found.columns.items()}]
    return EXAMPLES[found.type]


def complete() -> dict[str, LedgerFact]:
    return {
        name: LedgerFact(
            found, "confirmed", parse(found, example(found), language="zh", zone=ZONE, now=NOW), seq
        )
        for seq, (name, found) in enumerate(specs().items(), start=1)
    }


def triage() -> dict[str, LedgerFact]:
    return {
        name: LedgerFact(found, "confirmed", TRIAGE[name], 1)
        if name in TRIAGE
        else LedgerFact(found)
        for name, found in specs().items()
    }


def made(
    language: str, name: str, facts: Mapping[str, LedgerFact], channel: str, responsibility: str
) -> Rendered:
    checklist = Checklist(
        "c", {"zh": "清单", "en": "List"}, (Item("a", {"zh": "甲", "en": "A"}, "pr", "24h"),)
    )
    names = {
        "today": "2026-11-21",
        "now": "2026-11-21T06:30:00Z",
        "playbook_title": {"zh": "信息泄露", "en": "Data leak"},
        "responsibility": responsibility,
        "severity": "P2",
        "checklist": checklist_view(checklist, (), None, {}, language, ZONE),
    }
    return render(library(), name, language, channel, facts, names=names, zone=ZONE)


def variants(language: str, name: str) -> list[tuple[str, str]]:
    return [
        (channel, responsibility)
        for channel in ("", *library().get(language, name).channels)
        for responsibility in ("undetermined", "victim", "accidental", "preventable")
    ]


@pytest.mark.parametrize(("language", "name"), files())
def test_it_keeps_to_the_subset_and_declares_its_facts(language: str, name: str) -> None:
    assert library().check(language, name, specs()) == []


@pytest.mark.parametrize(("language", "name"), texts())
def test_with_all_facts_it_has_no_gap(language: str, name: str) -> None:
    for channel, responsibility in variants(language, name):
        found = made(language, name, complete(), channel, responsibility)
        assert [gap for gap in found.gaps if gap.kind is not GapKind.TOO_LONG] == []
        assert placeholders(found.text) == []
        assert found.text.strip()


@pytest.mark.parametrize(("language", "name"), texts())
def test_with_the_facts_of_triage_every_gap_is_visible(language: str, name: str) -> None:
    for channel, responsibility in variants(language, name):
        found = made(language, name, triage(), channel, responsibility)
        labels = {gap.label for gap in found.gaps if gap.kind is not GapKind.TOO_LONG}
        shown = {
            words.strip("【】[]").split("：" if language == "zh" else ": ", 1)[1]
            for words in placeholders(found.text)
        }
        assert shown == labels
        assert set(found.printed) <= TRIAGE.keys()


@pytest.mark.parametrize(("language", "name"), texts())
def test_in_its_long_form_it_prints_all_it_needs(language: str, name: str) -> None:
    needs, _uses = library().declared(language, name)
    printed = {
        fact
        for _channel, responsibility in variants(language, name)
        for fact in made(language, name, complete(), "", responsibility).used
    }
    assert set(needs) <= printed

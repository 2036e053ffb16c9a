"""Reports of findings about small texts."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from crisiskit.check import Diagnostic, Edit, Related, Severity
from crisiskit.check.formats import Report
from crisiskit.check.pages import Page, page
from crisiskit.check.rules import RuleTable, errors, infos, warnings
from crisiskit.check.sources import Sources

TABLE = RuleTable(
    errors("min", CK200="dangling-need", CK201="self-need")
    + warnings("standard", CK301="too-late")
    + infos("strict", CK501="nice-to-have")
)

PAGE = page(
    "# CK200 dangling-need\n\nA need that is no step.\n所需步骤不存在。\n\n"
    + "\n\n".join(
        f"## {name}\n\n{words}"
        for name, words in {
            "Why": "w",
            "为什么": "为",
            "Problematic": "p",
            "Correct": "c",
            "Configure": "f",
            "配置": "配",
        }.items()
    )
)

TEXTS = {
    "playbooks/a.yaml": "playbook: a\n- {id: 核实, title: 核实情况😀, needs: [nowhere]}\nend: x\n",
    "playbooks/含 空格.yaml": "x: 1\n",
}

FINDINGS = (
    Diagnostic(
        "dangling-need",
        Severity.ERROR,
        'No step is called "nowhere": 100%, <really> & truly.\nNone.',
        "playbooks/a.yaml",
        2,
        34,
        (2, 41),
        hint="It may be: 核实.",
        related=(Related("First here.", "playbooks/含 空格.yaml", 1), Related("There.", "b.yaml")),
        fix=Edit(45, 52, "核实"),
    ),
    Diagnostic("too-late", Severity.WARNING, "Too late.", "playbooks/含 空格.yaml", 1),
    Diagnostic("too-late", Severity.WARNING, "Too late.", "playbooks/含 空格.yaml", 1, 4),
    Diagnostic(
        "nice-to-have", Severity.INFO, "Nicer\x1b[2J\ufffe.", "playbooks/a.yaml", about="a.b"
    ),
    Diagnostic("no-such-rule", Severity.ERROR, "Gone.", "gone.yaml", unusable=True),
    Diagnostic("no-such-rule", Severity.ERROR, "Elsewhere.", "/elsewhere/x.yaml", 3, 1),
)

Reported = Callable[..., Report]


def page_of(rule: str) -> Page | None:
    return PAGE if rule == "dangling-need" else None


@pytest.fixture
def report(tmp_path: Path) -> Reported:
    def made(
        findings: Sequence[Diagnostic] = FINDINGS,
        texts: dict[str, str] | None = None,
        fail_on: str = "error",
    ) -> Report:
        files = [*TEXTS, "clean.yaml"]
        here = str(tmp_path)
        sources = Sources(texts or TEXTS)
        return Report(findings, files, sources, TABLE, here, here, fail_on, "1.2.3", page_of)

    return made

"""How findings are written: lines for people, JSON for scripts."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from crisiskit.check.findings import Diagnostic, Severity
from crisiskit.language import _
from crisiskit.text import safe


def as_text(findings: Iterable[Diagnostic]) -> str:
    """One finding a paragraph: `file:line:col: severity: message [rule]`, its hint below."""
    return "\n".join(line for finding in findings for line in _lines(finding))


def _lines(finding: Diagnostic) -> list[str]:
    place = _place(finding.path, finding.line, finding.column)
    message = safe(finding.message, lines=True)
    lines = [f"{place}: {_severity(finding.severity)}: {message} [{finding.rule}]"]
    lines += [
        f"    {_place(other.path, other.line, other.column)}: {safe(other.message)}"
        for other in finding.related
    ]
    if finding.hint:
        lines += [f"    {line}" for line in safe(finding.hint, lines=True).split("\n")]
    return lines


def _place(path: str, line: int | None, column: int | None) -> str:
    return ":".join(str(part) for part in (safe(path), line, column) if part is not None)


def _severity(severity: Severity) -> str:
    return {
        Severity.ERROR: _("error"),
        Severity.WARNING: _("warning"),
        Severity.INFO: _("info"),
    }[severity]


def as_json(findings: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    """Plain data for JSON; what a finding does not have is null or left empty."""
    return [asdict(finding) for finding in findings]

"""The Code Quality report of GitLab: a list, each finding known by a fingerprint that stays."""

from typing import Any

from crisiskit.check.findings import Diagnostic, Severity
from crisiskit.check.formats.report import Report
from crisiskit.text import safe

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def written(report: Report) -> str:
    """The report as JSON."""
    from json import dumps

    pairs = zip(report.findings, report.fingerprints(), strict=True)
    rows = [_issue(report, finding, known_by) for finding, known_by in pairs]
    return dumps(rows, ensure_ascii=False, indent=2) + "\n"


def _issue(report: Report, finding: Diagnostic, known_by: str) -> dict[str, Any]:
    return {
        "description": safe(" ".join(finding.message.split())),
        "check_name": finding.rule,
        "fingerprint": known_by,
        "severity": "critical" if finding.unusable else _SEVERITIES[finding.severity],
        "location": {
            "path": report.shown(finding.path),
            "lines": {"begin": finding.line or 1},
        },
    }

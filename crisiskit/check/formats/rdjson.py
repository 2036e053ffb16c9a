"""The diagnostic format of reviewdog. Its columns count bytes of UTF-8, not characters."""

from typing import Any

from crisiskit.check.findings import Diagnostic, Edit, Severity
from crisiskit.check.formats.report import Report
from crisiskit.text import safe

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}


def written(report: Report) -> str:
    """The report as JSON."""
    from json import dumps

    rows = [_diagnostic(report, finding) for finding in report.findings]
    result = {"source": {"name": "crisiskit"}, "diagnostics": rows}
    return dumps(result, ensure_ascii=False, indent=2) + "\n"


def _diagnostic(report: Report, finding: Diagnostic) -> dict[str, Any]:
    words = "\n".join(filter(None, (finding.message, finding.hint)))
    where = (finding.path, finding.line, finding.column, finding.end)
    row: dict[str, Any] = {
        "message": safe(words, lines=True),
        "location": _location(report, *where),
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.rule},
    }
    if finding.related:
        row["relatedLocations"] = [
            {
                "message": safe(other.message),
                "location": _location(report, other.path, other.line, other.column, None),
            }
            for other in finding.related
        ]
    if finding.fix:
        row["suggestions"] = [_suggestion(report, finding, finding.fix)]
    return row


def _suggestion(report: Report, finding: Diagnostic, edit: Edit) -> dict[str, Any]:
    ends = (report.sources.place(finding.path, at) for at in (edit.start, edit.end))
    start, end = (_position(report, finding.path, *at) for at in ends)
    return {"range": {"start": start, "end": end}, "text": edit.text}


def _location(
    report: Report,
    path: str,
    line: int | None,
    column: int | None,
    end: tuple[int, int] | None,
) -> dict[str, Any]:
    location: dict[str, Any] = {"path": report.shown(path)}
    if line is not None:
        span = {"start": _position(report, path, line, column)}
        if end is not None:
            span["end"] = _position(report, path, *end)
        location["range"] = span
    return location


def _position(report: Report, path: str, line: int, column: int | None) -> dict[str, int]:
    if column is None:
        return {"line": line}
    before = report.sources.line(path, line)[: column - 1]
    return {"line": line, "column": len(before.encode("utf-8", "surrogatepass")) + 1}

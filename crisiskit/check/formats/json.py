"""JSON of our own: everything that is known of a finding."""

from dataclasses import asdict
from typing import Any

from crisiskit.check.formats.report import Report


def data(report: Report) -> dict[str, Any]:
    """Plain data; what a finding does not have is null or empty."""
    rows = []
    for finding, known_by in zip(report.findings, report.fingerprints(), strict=True):
        row = asdict(finding)
        row["path"] = report.shown(finding.path)
        for other in row["related"]:
            other["path"] = report.shown(other["path"])
        rows.append({**row, "code": report.code(finding.rule), "fingerprint": known_by})
    return {"findings": rows, **report.counts(), "files": len(report.files)}


def written(report: Report) -> str:
    """The report as JSON."""
    from json import dumps

    return dumps(data(report), ensure_ascii=False, indent=2) + "\n"

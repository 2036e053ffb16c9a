"""JSON of our own: everything that is known of a finding."""

from dataclasses import asdict
from functools import partial
from typing import Any

from crisiskit.check.findings import Diagnostic
from crisiskit.check.formats.report import Report


def data(report: Report) -> dict[str, Any]:
    """Plain data; what a finding does not have is null or empty."""
    rows = []
    for finding, known_by in zip(report.findings, report.fingerprints(), strict=True):
        row = asdict(finding)
        row["path"] = report.shown(finding.path)
        for other in row["related"]:
            other["path"] = report.shown(other["path"])
        more = {"span": _span(report, finding), "code": report.code(finding.rule)}
        rows.append({**row, **more, "fingerprint": known_by})
    return {"findings": rows, **report.about, **report.counts(), "files": len(report.files)}


def _span(report: Report, finding: Diagnostic) -> tuple[int, int] | None:
    """The characters that a finding is about, from 0: the first, and the one after the last.

    None where no place or no end is known.
    """
    if finding.line is None or finding.column is None or finding.end is None:
        return None
    offset = partial(report.sources.offset, finding.path)
    return offset(finding.line, finding.column), offset(*finding.end)


def written(report: Report) -> str:
    """The report as JSON."""
    from json import dumps

    return dumps(data(report), ensure_ascii=False, indent=2) + "\n"

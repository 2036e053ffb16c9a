"""Checkstyle's XML, which editors and Jenkins read."""

from crisiskit.check.findings import Diagnostic
from crisiskit.check.formats.report import Report
from crisiskit.check.formats.xml import HEAD, attributes


def written(report: Report) -> str:
    """The report as XML."""
    by_path: dict[str, list[Diagnostic]] = {}
    for finding in report.findings:
        by_path.setdefault(finding.path, []).append(finding)
    files = "".join(
        f"  <file{attributes(name=report.shown(path))}>\n{''.join(map(_error, found))}  </file>\n"
        for path, found in by_path.items()
    )
    return f'{HEAD}<checkstyle version="8.0">\n{files}</checkstyle>\n'


def _error(finding: Diagnostic) -> str:
    given = attributes(
        line=finding.line or 1,
        column=finding.column,
        severity=finding.severity,
        message=" ".join(finding.message.split()),
        source=f"crisiskit.{finding.rule}",
    )
    return f"    <error{given}/>\n"

"""SARIF 2.1.0, which GitHub code scanning and many viewers read.

Columns are characters. Paths are relative, so that the file means the same on every machine.
"""

from pathlib import Path
from typing import Any
from urllib.parse import quote

from crisiskit.check.findings import Diagnostic, Edit, Severity
from crisiskit.check.formats.report import Report
from crisiskit.text import safe

_ROOT = "%SRCROOT%"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def written(report: Report) -> str:
    """The report as JSON."""
    from json import dumps

    return dumps(_log(report), ensure_ascii=False, indent=2) + "\n"


def _log(report: Report) -> dict[str, Any]:
    names = sorted({finding.rule for finding in report.findings})
    index = {name: number for number, name in enumerate(names)}
    pairs = zip(report.findings, report.fingerprints(), strict=True)
    run = {
        "tool": {
            "driver": {
                "name": "crisiskit",
                "version": report.version,
                "rules": [_rule(report, name) for name in names],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {
            _ROOT: {"description": {"text": f"The folder that {report.command} was run in."}}
        },
        "invocations": [{"executionSuccessful": not any(f.unusable for f in report.findings)}],
        "results": [_result(report, one, known_by, index) for one, known_by in pairs],
    }
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }


def _rule(report: Report, name: str) -> dict[str, Any]:
    about: dict[str, Any] = {"id": name}
    known = report.table.find(name)
    if known:
        about["defaultConfiguration"] = {"level": _LEVELS[known.severity]}
        about["properties"] = {"code": known.code, "tags": [known.category]}
    page = report.page(name)
    if page:
        about["shortDescription"] = {"text": page.title}
        words = page.in_words()
        about["help"] = {"text": words, "markdown": words}
    return about


def _result(
    report: Report, finding: Diagnostic, known_by: str, index: dict[str, int]
) -> dict[str, Any]:
    words = "\n".join(filter(None, (finding.message, finding.hint)))
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": _LEVELS[finding.severity],
        "message": {"text": safe(words, lines=True)},
        "partialFingerprints": {"crisiskit/v1": known_by},
    }
    if finding.path:
        where = (finding.line, finding.column, finding.end)
        result["locations"] = [{"physicalLocation": _place(report, finding.path, *where)}]
    if finding.related:
        result["relatedLocations"] = [
            {
                "id": number,
                "physicalLocation": _place(report, other.path, other.line, other.column, None),
                "message": {"text": safe(other.message)},
            }
            for number, other in enumerate(finding.related, 1)
        ]
    if finding.fix:
        result["fixes"] = [_fix(report, finding, finding.fix)]
    return result


def _fix(report: Report, finding: Diagnostic, edit: Edit) -> dict[str, Any]:
    deleted = {"charOffset": edit.start, "charLength": edit.end - edit.start}
    replacement = {"deletedRegion": deleted, "insertedContent": {"text": edit.text}}
    return {
        "artifactChanges": [
            {"artifactLocation": _artifact(report, finding.path), "replacements": [replacement]}
        ]
    }


def _place(
    report: Report,
    path: str,
    line: int | None,
    column: int | None,
    end: tuple[int, int] | None,
) -> dict[str, Any]:
    region: dict[str, int] = {}
    if line is not None:
        region["startLine"] = line
        if column is not None:
            region["startColumn"] = column
        if end is not None:
            region["endLine"], region["endColumn"] = end
    location: dict[str, Any] = {"artifactLocation": _artifact(report, path)}
    return {**location, "region": region} if region else location


def _artifact(report: Report, path: str) -> dict[str, str]:
    shown = report.shown(path)
    if Path(shown).is_absolute():
        return {"uri": Path(shown).as_uri()}
    return {"uri": quote(shown.encode("utf-8", "surrogateescape")), "uriBaseId": _ROOT}

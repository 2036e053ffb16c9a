"""JUnit XML, as Jenkins and GitLab read it: a suite for each file, a case for each finding.

A finding below the fail level passes and is told in its output, so that the report is red exactly
when the run fails. A file without findings is a case that passes.
"""

from collections.abc import Sequence

from crisiskit.check.findings import Diagnostic
from crisiskit.check.formats.report import Report
from crisiskit.check.formats.text import place
from crisiskit.check.formats.xml import HEAD, attributes, text


def written(report: Report) -> str:
    """The report as XML."""
    by_path: dict[str, list[Diagnostic]] = {path: [] for path in report.files}
    for finding in report.findings:
        by_path.setdefault(finding.path, []).append(finding)
    suites = "".join(_suite(report, path, found) for path, found in by_path.items())
    every = [finding for found in by_path.values() for finding in found]
    counts = _counts(report, every, sum(max(1, len(found)) for found in by_path.values()))
    name = f"crisiskit {report.command}"
    return f"{HEAD}<testsuites{attributes(name=name, **counts)}>\n{suites}</testsuites>\n"


def _counts(report: Report, found: Sequence[Diagnostic], tests: int) -> dict[str, int]:
    failing = [finding for finding in found if report.fails(finding)]
    errors = sum(finding.unusable for finding in failing)
    return {"tests": tests, "failures": len(failing) - errors, "errors": errors}


def _suite(report: Report, path: str, found: Sequence[Diagnostic]) -> str:
    name = report.shown(path)
    counts = _counts(report, found, max(1, len(found)))
    cases = "".join(_case(report, name, finding) for finding in found) or (
        f"    <testcase{attributes(name=report.command, classname=name)}/>\n"
    )
    return f"  <testsuite{attributes(name=name, **counts)}>\n{cases}  </testsuite>\n"


def _case(report: Report, name: str, finding: Diagnostic) -> str:
    where = place(report, finding.path, finding.line, finding.column)
    words = "\n".join(filter(None, (f"{where}: {finding.message}", finding.hint)))
    tag = "error" if finding.unusable else "failure" if report.fails(finding) else "system-out"
    line = f":{finding.line}" if finding.line else ""
    case = attributes(name=f"{finding.rule}{line}", classname=name)
    about = "" if tag == "system-out" else attributes(type=finding.rule, message=finding.message)
    return f"    <testcase{case}><{tag}{about}>{text(words)}</{tag}></testcase>\n"

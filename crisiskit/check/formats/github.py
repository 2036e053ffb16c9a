"""Workflow commands of GitHub Actions, which it shows as annotations beside the change.

It shows ten errors, ten warnings and ten notices of a step and drops the rest without a word. So
the gravest are given, and a line says how many there are besides.
"""

from collections.abc import Iterator, Sequence

from crisiskit.check.findings import Diagnostic, Severity
from crisiskit.check.formats.report import Report
from crisiskit.check.formats.text import place, severity_word
from crisiskit.language import _
from crisiskit.text import safe

SHOWN = 10
"""Annotations of a kind that GitHub shows of a step."""

LISTED = 200
"""Findings that the summary of a step lists; it may be 1 MiB long."""

_KINDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def written(report: Report) -> str:
    """The annotations, a line each."""
    return "".join(f"{line}\n" for line in _lines(report))


def _lines(report: Report) -> Iterator[str]:
    left = 0
    for severity, kind in _KINDS.items():
        of_kind = [one for one in report.findings if one.severity is severity]
        of_kind.sort(key=lambda one: not one.unusable)
        # The line about the rest is a notice itself.
        room = SHOWN - 1 if severity is Severity.INFO else SHOWN
        yield from (_annotation(report, one, kind) for one in of_kind[:room])
        left += len(of_kind[room:])
    if left:
        words = _("{count} more findings: see the log or the summary of this step.")
        yield f"::notice title=crisiskit::{_data(words.format(count=left))}"


def _annotation(report: Report, finding: Diagnostic, kind: str) -> str:
    end_line, end_column = finding.end or (None, None)
    properties = {
        "file": report.shown(finding.path) or None,
        "line": finding.line,
        "endLine": end_line,
        "col": finding.column,
        "endColumn": end_column,
        "title": " ".join(filter(None, (report.code(finding.rule), finding.rule))),
    }
    given = ",".join(f"{key}={_property(value)}" for key, value in properties.items() if value)
    words = "\n".join(filter(None, (finding.message, finding.hint)))
    return f"::{kind} {given}::{_data(safe(words, lines=True))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: object) -> str:
    return _data(safe(str(value), lines=True)).replace(":", "%3A").replace(",", "%2C")


def summary(report: Report) -> str:
    """The page that GitHub shows of the step, as Markdown."""
    counts = report.counts()
    words = _("{errors} errors, {warnings} warnings, {infos} notes in {files} files").format(
        **counts, files=len(report.files)
    )
    heading = f"### crisiskit {report.command}\n\n{words}\n"
    if not report.findings:
        return heading
    order = tuple(_KINDS)
    gravest = sorted(report.findings, key=lambda one: order.index(one.severity))
    rows = [_row(report, one) for one in gravest[:LISTED]]
    more = len(gravest) - len(rows)
    rest = "\n" + _("… and {count} more.").format(count=more) + "\n" if more else ""
    return f"{heading}\n{_head()}{''.join(rows)}{rest}"


def _head() -> str:
    return (
        _table([_("Severity"), _("Place"), _("Finding"), _("Rule")]) + "| --- | --- | --- | --- |\n"
    )


def _row(report: Report, finding: Diagnostic) -> str:
    where = place(report, finding.path, finding.line, finding.column)
    rule = f"`{finding.rule}`"
    return _table([severity_word(finding.severity), f"`{where}`", finding.message, rule])


def _table(cells: Sequence[str]) -> str:
    return "| " + " | ".join(_cell(cell) for cell in cells) + " |\n"


def _cell(text: str) -> str:
    words = " ".join(safe(text, lines=True).split())
    return words.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
